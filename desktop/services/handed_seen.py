"""A household that another commune hands over, looked at: whole, older, here already, whom the book knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop.domain.household import Household
from desktop.errors import AppError, HandOverHere, PackageOlder, SenderUnknown
from desktop.exchange import handover, package
from desktop.exchange.handover import Former, Goods
from desktop.exchange.letter import Kind, Letter, Party
from desktop.exchange.package import Opened
from desktop.services.exchanging import own_card, own_keys, trusted
from desktop.services.registering import own_commune
from desktop.services.standing_twice import Same, same_people
from desktop.store import hand_overs, households, settings
from desktop.store.connection import Db
from desktop.store.hand_overs import RECEIVED, REFUSED, WAITING, HandOver

NEW, HERE, UNPROVEN, BAD = "new", "here", "unproven", "bad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A hand-over looked at; nothing was written.

    `state`: NEW; WAITING, RECEIVED or REFUSED as the book has it; HERE (received from an earlier
    package: to be answered again); UNPROVEN (looked at only), BAD; then `refusal` says why.
    `same`: people of it who stand in households of this book; `ours`: the record that the household
    had here before it once left.
    """

    state: str
    sha256: str = ""
    letter: Letter | None = None
    goods: Goods | None = field(default=None, repr=False)
    refusal: AppError | None = None
    file_name: str = ""
    path: Path | None = None
    size: int = 0
    book_id: str = ""
    same: tuple[Same, ...] = ()
    ours: Household | None = None
    kept: HandOver | None = field(default=None, repr=False)
    parts: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def may_decide(self) -> bool:
        """Whether it can be received or refused."""
        return self.state in (NEW, WAITING, HERE, REFUSED)


# Looking -----------------------------------------------------------------------------------------
def look(db: Db, path: Path) -> Seen:
    """Check a file and compare the household with the book; writes nothing, raises nothing."""
    letter = None
    try:
        raw = package.read_file(path)
        letter = package.read_header(raw, name=path.name).letter
        if (kept := came(db, package.fingerprint(raw))) is not None:
            return replace(of_kept(db, kept), path=path, size=len(raw))
        own_commune(db)
        opened = package.open_sealed(
            raw, keys=own_keys(db), me=own_card(db), known=trusted(db), kind=Kind.HANDOVER,
            name=path.name,
        )  # fmt: skip
        seen = _opened(db, opened, path.name)
        return replace(seen, path=path, size=len(raw))
    except SenderUnknown as refusal:
        return _unproven(db, path, refusal)
    except AppError as refusal:
        return Seen(state=BAD, letter=letter, refusal=refusal, file_name=path.name, path=path)


def look_kept(db: Db, sha256: str) -> Seen | None:
    """One that came and lies in the book, compared with it as it is now."""
    kept = came(db, sha256)
    return of_kept(db, kept) if kept is not None else None


def came(db: Db, sha256: str) -> HandOver | None:
    """The one of this package, if it came here and lies in the book."""
    kept = hand_overs.get(db, sha256)
    return kept if kept is not None and kept.direction == "in" else None


def of_kept(db: Db, kept: HandOver) -> Seen:
    """One that lies in the book, as `look` would show it."""
    own = settings.office(db)
    letter = Letter(
        kind=Kind.HANDOVER,
        sender=Party(code=kept.office, list_version=own.list_version, name=kept.office_name),
        receiver=Party(code=own.code, list_version=own.list_version, name=own.name),
        year=kept.year, number=kept.number, made_at=kept.made_at, program="", practice=own.practice,
    )  # fmt: skip
    goods = handover.decode_household(kept.parts, name=kept.file_name)
    seen = Seen(
        state=kept.state, sha256=kept.sha256, letter=letter, goods=goods, file_name=kept.file_name,
        book_id=kept.book_id, kept=kept, parts=kept.parts,
    )  # fmt: skip
    return placed(db, seen) if kept.state != RECEIVED else seen


def _opened(db: Db, opened: Opened, name: str) -> Seen:
    goods = handover.decode_household(opened.parts, name=name)
    handover.check_owner(goods, opened.manifest.totals, opened.sender, name=name)
    seen = Seen(
        state=NEW, sha256=opened.sha256, letter=opened.header.letter, goods=goods, file_name=name,
        book_id=opened.sender.book_id, parts=opened.parts,
    )  # fmt: skip
    return placed(db, seen)


def placed(db: Db, seen: Seen) -> Seen:
    """The look against the book: older than another, here already, whom the book knows."""
    assert seen.goods is not None
    assert seen.letter is not None
    household, letter = seen.goods.household, seen.letter
    others = [
        x
        for x in hand_overs.from_office(db, letter.sender.code, household.uid)
        if x.sha256 != seen.sha256 and x.book_id == seen.book_id
    ]
    if newer := next((x for x in others if x.number > letter.number), None):
        older = PackageOlder(
            path=seen.file_name, number=str(letter.number), newest=str(newer.number)
        )
        return replace(seen, state=BAD, refusal=older)
    same = tuple(same_people(db, household))
    seen = replace(seen, same=same, ours=_ours(db, seen.goods.sheet.former))
    here = next((x for x in others if x.state == RECEIVED), None)
    home = households.get(db, here.household_uid) if here else None
    if home is not None:
        known = HandOverHere(number=home.number, name=home.head_name)
        return replace(seen, state=HERE, refusal=known, kept=here)
    return seen


def _ours(db: Db, former: tuple[Former, ...]) -> Household | None:
    own = settings.office(db)
    uids = [
        f.household_uid
        for f in former
        if (f.commune_code, f.list_version) == (own.code, own.list_version)
    ]
    return next(iter(households.get_many(db, uids)), None)


def _unproven(db: Db, path: Path, refusal: AppError) -> Seen:
    """What a package of an unknown sender says, to be looked at only."""
    try:
        raw = package.read_file(path)
        found = package.look_inside(raw, keys=own_keys(db), me=own_card(db), name=path.name)
        letter = found.header.letter
        goods = handover.decode_household(found.parts, name=path.name)
    except AppError as worse:
        return Seen(state=BAD, refusal=worse, file_name=path.name, path=path)
    return Seen(
        state=UNPROVEN, sha256=package.fingerprint(raw), letter=letter, goods=goods,
        refusal=refusal, file_name=path.name, path=path, size=len(raw),
    )  # fmt: skip
