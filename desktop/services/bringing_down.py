"""Packs from the office above: looked at thing by thing, applied as one deed, taken back as one.

What this office set otherwise than the pack before it stays, unless its officer says otherwise.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop.domain.unit import Office
from desktop.errors import (
    AppError,
    DownInUse,
    DownNotSealed,
    DownNotYet,
    PackageKindWrong,
    PackageNotForUs,
    PackageOlder,
    SenderNotAbove,
    SenderUnknown,
    UndoTooLate,
)
from desktop.exchange import down, package
from desktop.exchange.down import Goods, Sheet
from desktop.exchange.letter import Kind, Letter, Party
from desktop.exchange.package import Opened
from desktop.services import down_items
from desktop.services.catalogue import find_standard
from desktop.services.changes import Changes, changes
from desktop.services.down_items import What, what
from desktop.services.down_plan import Fate, Line, Whose, lines_of, newer_than
from desktop.services.exchanging import own_card, own_keys, trusted
from desktop.services.upkeep import prune_copies
from desktop.store import audit, packages, sent_down, settings, standards
from desktop.store.connection import Db, copy_book, writing
from desktop.store.sent_down import APPLIED, UNDONE, WAITING, Pack
from desktop.text import t

NEW, FOREIGN, UNPROVEN, REFUSED = "new", "foreign", "unproven", "refused"
_WRITES = changes("setting", "standard", "procedure", "package", "plan", "measure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A pack looked at; nothing was written. `state`: NEW, WAITING, APPLIED, UNDONE, else why it
    cannot be applied: FOREIGN or UNPROVEN (looked at only), REFUSED; then `refusal` says it."""

    state: str
    sha256: str = ""
    letter: Letter | None = None
    sheet: Sheet | None = None
    lines: tuple[Line, ...] = ()
    goods: Goods = field(default_factory=Goods)
    refusal: AppError | None = None
    file_name: str = ""
    parts: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    book_id: str = ""
    size: int = 0
    kept: Pack | None = field(default=None, repr=False)

    @property
    def may_apply(self) -> bool:
        """Whether it is the office's to apply."""
        return self.state in (NEW, WAITING, UNDONE)

    def of(self, fate: Fate) -> list[Line]:
        """The lines with this fate."""
        return [line for line in self.lines if line.fate is fate]


# Looking -----------------------------------------------------------------------------------------
def look(db: Db, path: Path) -> Seen:
    """Check a file and compare what is in it with the book; writes nothing, raises nothing."""
    try:
        raw = package.read_file(path)
        letter = package.read_header(raw, name=path.name).letter
    except AppError as refusal:
        return Seen(state=REFUSED, refusal=refusal, file_name=path.name)
    try:
        opened = package.open_sealed(
            raw, keys=own_keys(db), me=own_card(db), known=trusted(db), kind=Kind.STANDARD,
            name=path.name,
        )  # fmt: skip
        return replace(look_into(db, opened, path.name), size=len(raw))
    except SenderUnknown as refusal:
        return _unproven(db, raw, path.name, refusal)
    except PackageNotForUs as refusal:
        return _refused(letter, _not_sealed(db, letter, path.name, refusal), path.name)
    except AppError as refusal:
        return _refused(letter, refusal, path.name)


def _refused(letter: Letter, refusal: AppError, name: str) -> Seen:
    return Seen(state=REFUSED, letter=letter, refusal=refusal, file_name=name)


def _not_sealed(db: Db, letter: Letter, name: str, refusal: AppError) -> AppError:
    """Our own upper office sealed it to others only: it has no card of ours yet."""
    if letter.is_to_all_below and is_from_above(settings.office(db), letter):
        return DownNotSealed(path=name, sender=letter.sender.name)
    return refusal


def is_from_above(office: Office, letter: Letter) -> bool:
    """Whether the office above ours wrote it, as the letter says."""
    sender = letter.sender
    return bool(office.upper_code) and (sender.code, sender.list_version) == (
        office.upper_code, office.list_version,
    )  # fmt: skip


def _unproven(db: Db, raw: bytes, name: str, refusal: AppError) -> Seen:
    try:
        found = package.look_inside(raw, keys=own_keys(db), me=own_card(db), name=name)
        letter = found.header.letter
        sha256 = package.fingerprint(raw)
        whose = Whose(number=letter.number, book_id=found.manifest.book_id, sha256=sha256)
        seen = _read(db, letter, found.parts, name, whose)
    except AppError as worse:
        return _refused(package.read_header(raw, name=name).letter, worse, name)
    return replace(seen, state=UNPROVEN, refusal=refusal)


def look_into(db: Db, opened: Opened, name: str) -> Seen:
    """As `look`, for a package that was opened already; raises AppError where it is broken."""
    letter = opened.header.letter
    if letter.kind is not Kind.STANDARD:
        raise PackageKindWrong(path=name, kind=t(f"package-kind-{letter.kind}"))
    sender = opened.sender
    whose = Whose(number=letter.number, book_id=sender.book_id, sha256=opened.sha256)
    seen = _read(db, letter, opened.parts, name, whose)
    if not is_from_above(settings.office(db), letter):
        stranger = SenderNotAbove(path=name, sender=letter.sender.name)
        return replace(seen, state=FOREIGN, refusal=stranger)
    kept = sent_down.get(db, opened.sha256)
    if kept is not None:
        seen = replace(seen, state=kept.state, kept=kept)
    return _unless_older(db, seen)


def look_kept(db: Db, sha256: str) -> Seen | None:
    """A pack that lies in the book, compared with the book as it is now."""
    kept = sent_down.get(db, sha256)
    if kept is None:
        return None
    letter = _letter(kept)
    whose = Whose(number=kept.number, book_id=kept.book_id, sha256=sha256)
    seen = _read(db, letter, kept.parts, kept.file_name, whose)
    return _unless_older(db, replace(seen, state=kept.state, kept=kept))


def _letter(kept: Pack) -> Letter:
    return Letter(
        kind=Kind.STANDARD, sender=Party(code=kept.sender, name=kept.sender_name),
        receiver=Party(), year=kept.made_at.year, number=kept.number, made_at=kept.made_at,
        program="",
    )  # fmt: skip


def _read(db: Db, letter: Letter, parts: Mapping[str, bytes], name: str, whose: Whose) -> Seen:
    sheet = down.decode_sheet(parts, letter, name=name)
    goods, lines = lines_of(db, parts, name, whose)
    return Seen(
        state=NEW, letter=letter, sheet=sheet, lines=lines, goods=goods, file_name=name,
        parts=parts, sha256=whose.sha256, book_id=whose.book_id,
    )  # fmt: skip


def _unless_older(db: Db, seen: Seen) -> Seen:
    """Refused where newer packs spoke about all that it could still change."""
    if not seen.may_apply or seen.letter is None:
        return seen
    number = seen.letter.number
    newer = newer_than(db, Whose(number=number, book_id=seen.book_id, sha256=seen.sha256))
    if not newer or any(line.fate not in (Fate.SAME, Fate.KEPT) for line in seen.lines):
        return seen
    newest = str(max(p.number for p in newer))
    older = PackageOlder(path=seen.file_name, number=str(number), newest=newest)
    return replace(seen, state=REFUSED, refusal=older)


# Applying ----------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What was written, and where the office's own stayed."""

    written: tuple[Line, ...] = ()
    kept: tuple[Line, ...] = ()
    changes: Changes = _WRITES


def keep(db: Db, seen: Seen, *, now: datetime.datetime, by: str) -> Changes:
    """Lay a pack into the book to be applied later; what lies there already stays as it is."""
    if not seen.may_apply or seen.kept is not None:
        return changes()
    with writing(db):
        _put(db, seen, WAITING, {}, now=now, by=by)
        audit.add(db, at=now, by=by, action="down-kept", subject=seen.sha256, after=seen.sheet)
    return changes("setting", "package")


def apply(
    db: Db,
    seen: Seen,
    take: Collection[str] = (),
    *,
    copies: Path | None = None,
    now: datetime.datetime,
    by: str,
) -> Applied:
    """Write what a pack sets, as one deed after a copy; `take`: keys in conflict where theirs wins.

    It is compared with the book once more. Raises what stands in the way: PackageOlder,
    SenderNotAbove, PackageStandardUnfit, DownNotYet before its day.
    """
    seen = _fresh(db, seen)
    if not seen.may_apply or seen.sheet is None:
        if seen.refusal is not None:
            raise seen.refusal
        return Applied(changes=changes())
    if seen.sheet.valid_from > now.astimezone().date():
        raise DownNotYet(on=seen.sheet.valid_from)
    won = {x.key for x in seen.of(Fate.CONFLICT) if x.key in take}
    goes = [x for x in seen.lines if x.fate in _GOES or x.key in won]
    stays = [x for x in seen.lines if x.fate in _STAYS and x.key not in won]
    if copies is not None and goes:
        stamp = now.astimezone().strftime("%Y%m%d_%H%M%S")
        copy_book(db, copies / f"book-before-{stamp}.rasoat-book")
        prune_copies(copies)
    written = [[x.key, x.before, x.after] for x in goes]
    details = {"written": written, "kept": [x.key for x in stays]}
    with writing(db):
        down_items.write(db, {x.key: x.after for x in goes}, seen.goods, at=now, by=by)
        _put(db, seen, APPLIED, details, now=now, by=by)
        audit.add(
            db, at=now, by=by, action="down-applied", subject=seen.sha256,
            before={x.key: x.before for x in goes}, after={x.key: x.after for x in goes},
        )  # fmt: skip
    return Applied(written=tuple(goes), kept=tuple(stays))


_GOES = (Fate.ADD, Fate.CHANGE, Fate.REMOVE)
_STAYS = (Fate.CONFLICT, Fate.KEPT)


def _fresh(db: Db, seen: Seen) -> Seen:
    """The pack compared with the book as it is at this moment."""
    if not seen.may_apply:
        return seen
    if kept := look_kept(db, seen.sha256):
        return kept
    whose = Whose(
        number=seen.letter.number if seen.letter else 0, book_id=seen.book_id, sha256=seen.sha256
    )
    goods, lines = lines_of(db, seen.parts, seen.file_name, whose)
    return _unless_older(db, replace(seen, goods=goods, lines=lines))


def _put(
    db: Db, seen: Seen, state: str, details: dict[str, object], *,
    now: datetime.datetime, by: str,
) -> None:  # fmt: skip
    assert seen.letter is not None
    assert seen.sheet is not None
    letter = seen.letter
    sent_down.put(db, Pack(
        sha256=seen.sha256, direction="in", sender=letter.sender.code,
        sender_name=letter.sender.name, book_id=seen.book_id, number=letter.number,
        made_at=letter.made_at, valid_from=seen.sheet.valid_from, state=state, handled_at=now,
        handled_by=by, file_name=seen.file_name, parts=dict(seen.parts), details=details,
    ))  # fmt: skip
    logged = packages.get(db, seen.sha256)
    packages.put(db, packages.Package(
        sha256=seen.sha256, direction="in", kind=Kind.STANDARD, sender=letter.sender.code,
        receiver="", year=letter.year, number=letter.number, made_at=letter.made_at,
        handled_at=now, file_name=seen.file_name, size=logged.size if logged else seen.size,
        verdict="accepted" if state == APPLIED else "held", totals={},
        details={"book": seen.book_id},
    ))  # fmt: skip


def undo(db: Db, sha256: str, *, now: datetime.datetime, by: str) -> Changes:
    """Bring back what stood before a pack was applied, whole or not at all.

    Raises DownInUse where a round stands on a standard of it, UndoTooLate where something that it
    set was set anew since, or a newer pack speaks about the same.
    """
    kept = sent_down.get(db, sha256)
    if kept is None or kept.state != APPLIED:
        return changes()
    about = down_items.subjects(down.decode(kept.parts))
    whose = Whose(number=kept.number, book_id=kept.book_id, sha256=sha256)
    if any(about & down_items.subjects(down.decode(p.parts)) for p in newer_than(db, whose)):
        raise UndoTooLate(kind="down")
    written = [tuple(one) for one in kept.details.get("written", ())]
    with writing(db):
        mine = down_items.values_of(db)
        for key, _, after in written:
            if mine.get(key) != after:
                raise UndoTooLate(kind="down")
            if what(key) is What.STANDARD:
                _check_unused(db, down_items.name(key))
        down_items.write(db, {key: before for key, before, _ in written}, Goods(), at=now, by=by)
        sent_down.put(db, replace(kept, state=UNDONE, handled_at=now, handled_by=by, details={}))
        audit.add(db, at=now, by=by, action="down-undone", subject=sha256)
    return _WRITES


def _check_unused(db: Db, standard_id: str) -> None:
    year = standards.used_in(db, standard_id)
    if year is not None:
        known = find_standard(db, standard_id)
        raise DownInUse(standard=known.name if known else standard_id, year=str(year))


# What came ---------------------------------------------------------------------------------------
def packs(db: Db) -> list[Pack]:
    """The packs that lie in the book, newest first."""
    return sent_down.came(db)
