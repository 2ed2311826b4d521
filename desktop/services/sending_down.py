"""Sending down: what an upper office can give those below it, one sealed package for all of them."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desktop.domain.unit import Office, Unit
from desktop.domain.vietnamese import nfc
from desktop.errors import (
    DownNobody,
    DownNothing,
    MergedListWrong,
    RoundNotHere,
    StandardIncomplete,
)
from desktop.exchange import down, package
from desktop.exchange.down import (
    CALENDAR,
    HEADINGS,
    MERGED,
    PLANS,
    Goods,
    Headings,
    Inside,
    Merged,
    Plans,
    Sheet,
)
from desktop.exchange.letter import Kind
from desktop.exchange.package import Draft
from desktop.exchange.seal import Card
from desktop.files import read_whole
from desktop.rules.standard import Standard
from desktop.services import (
    catalogue,
    down_items,
    down_offer,
    down_plans,
    ethnic_columns,
    merged_communes,
)
from desktop.services.catalogue import children, shipped_standards, standard_content, unit
from desktop.services.changes import Changes, Tick, changes, no_tick
from desktop.services.down_offer import PlanOffer
from desktop.services.exchanging import PROGRAM, own_card, own_keys, trusted, write_package
from desktop.services.paper_records import read_words
from desktop.store import audit, packages, point_tables, sent_down, settings
from desktop.store.connection import Db, writing
from desktop.store.sent_down import APPLIED, SENT, Pack
from desktop.text import t

OWN, ABOVE, BELOW = "own", "above", "below"
_AUTHORITY = "down-authority"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A standard that can go down, and where the book has it from: OWN, ABOVE or BELOW (a report)."""

    standard: Standard
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What there is to send, to whom, and what was sent. `missing`: below us, no card trusted.

    `authority` is what stands over signatures of those below, `words` how many papers have words,
    `plan` what the plan orders of them.
    """

    number: int
    standards: tuple[Offered, ...]
    days: int
    autumn: tuple[tuple[str, datetime.date], ...]
    words: int
    authority: tuple[str, ...]
    ethnic: tuple[str, ...]
    merged: tuple[Merged, ...]
    receivers: tuple[Card, ...]
    missing: tuple[Unit, ...]
    sent: tuple[Pack, ...]
    plan: PlanOffer = field(default_factory=PlanOffer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What goes along. `valid_from` None: from the day of packing."""

    standards: frozenset[str] = frozenset()
    calendar: bool = False
    words: bool = False
    authority: bool = False
    ethnic: bool = False
    merged: bool = False
    goals: bool = False
    tasks: bool = False
    groups: bool = False
    kinds: bool = False
    valid_from: datetime.date | None = None
    basis: str = ""
    note: str = ""

    @property
    def orders(self) -> frozenset[str]:
        """What is chosen of the plan."""
        return frozenset(name for name in down_offer.ORDERS if getattr(self, name))


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedDown:
    """A pack that lies sealed in a file, written whole and read back."""

    path: Path
    number: int
    sha256: str
    size: int
    receivers: int
    missing: int
    changes: Changes = field(default_factory=lambda: changes("package"))


# What there is -----------------------------------------------------------------------------------
def offer(db: Db, year: int = 0) -> Offer:
    """All that can be sent down; raises RoundNotHere for a commune, which has nobody below it.

    With a plan `year`, units without a goal that holds in it are told.
    """
    office = _upper(db)
    sent = tuple(sent_down.sent(db))
    calendar = down_items.calendar_of(db)
    receivers, missing = _receivers(db, office)
    return Offer(
        number=_next_number(db),
        standards=tuple(_standards(db)),
        days=len(calendar.exchanged),
        autumn=tuple(sorted(calendar.autumn.items())),
        words=len(down_items.papers_with_words(read_words(db))),
        authority=authority(db),
        ethnic=ethnic_columns.chosen(db),
        merged=merged_communes.facts(db),
        receivers=receivers,
        missing=missing,
        sent=sent,
        plan=down_offer.plan_offer(db, office, year, sent),
    )


def _upper(db: Db) -> Office:
    office = settings.office(db)
    if not office.is_upper:
        raise RoundNotHere(office=office.name)
    return office


def _standards(db: Db) -> list[Offered]:
    """The standards that no program brings, the office's own first; unfit ones cannot go."""
    made = {k.standard_id for k in point_tables.versions(db)}
    above = {
        down_items.name(key)
        for pack in sent_down.came(db)
        if pack.state == APPLIED
        for key, _, _ in pack.details.get("written", ())
        if down_items.what(key) is down_items.What.STANDARD
    }
    found = [
        Offered(standard=s, origin=OWN if s.id in made else ABOVE if s.id in above else BELOW)
        for s in catalogue.standards(db).values()
        if s.id not in shipped_standards() and not s.missing
    ]
    return sorted(found, key=lambda o: [OWN, ABOVE, BELOW].index(o.origin))


def _receivers(db: Db, office: Office) -> tuple[tuple[Card, ...], tuple[Unit, ...]]:
    """The trusted cards of the offices directly below, and those whose card is not there."""
    below = children(office.code, office.list_version)
    cards = {c.code: c for c in trusted(db) if c.list_version == office.list_version}
    known = tuple(cards[u.code] for u in below if u.code in cards)
    return known, tuple(u for u in below if u.code not in cards)


def _next_number(db: Db) -> int:
    return max((p.number for p in sent_down.sent(db)), default=0) + 1


def authority(db: Db) -> tuple[str, ...]:
    """What should stand over the signatures of the offices below."""
    return settings.get(db, _AUTHORITY, tuple[str, ...]) or ()


def set_authority(db: Db, lines: Sequence[str], *, now: datetime.datetime, by: str) -> Changes:
    """Keep what should stand over the signatures of the offices below."""
    before, after = authority(db), tuple(x for one in lines if (x := nfc(one).strip()))
    if before == after:
        return changes()
    with writing(db):
        settings.put(db, _AUTHORITY, after)
        audit.add(
            db, at=now, by=by, action=_AUTHORITY, subject="setting", before=before, after=after
        )
    return changes("setting")


def read_merged(db: Db, path: Path, *, now: datetime.datetime, by: str) -> Changes:
    """Keep the facts of merged communes in a CSV in place of those kept before.

    Raises MergedListWrong: each new code must be a commune below the office.
    """
    office = _upper(db)
    try:
        found = down.read_merged(read_whole(path))
    except (ValueError, csv.Error) as error:
        line = str(error) if str(error).isdecimal() else "1"
        reason = t("down-merged-shape")
        raise MergedListWrong(path=path.name, line=line, reason=reason) from error
    below = {u.code for u in catalogue.communes_below(office.code, office.list_version)}
    for number, fact in enumerate(found, start=2):
        if fact.new_code not in below:
            reason = t("down-merged-stranger", code=fact.new_code)
            raise MergedListWrong(path=path.name, line=str(number), reason=reason)
    before = merged_communes.facts(db)
    with writing(db):
        merged_communes.keep(db, found)
        audit.add(
            db, at=now, by=by, action="merged-communes", subject="setting", before=before,
            after=found,
        )  # fmt: skip
    return changes("setting")


# Packing -----------------------------------------------------------------------------------------
def goods_of(db: Db, choice: Choice) -> Goods:
    """What a choice holds, as it would go; raises DownNothing, StandardUnknown, StandardIncomplete."""
    for standard_id in choice.standards:
        if missing := catalogue.standard(db, standard_id).missing:
            raise StandardIncomplete(standard=standard_id, missing=list(missing))
    headings = Headings(
        words=read_words(db) if choice.words else None,
        authority=authority(db) if choice.authority else None,
        ethnic=ethnic_columns.chosen(db) if choice.ethnic else None,
    )
    goods = Goods(
        standards={one: standard_content(db, one) for one in choice.standards},
        calendar=down_items.calendar_of(db) if choice.calendar else None,
        headings=None if headings == Headings() else headings,
        merged=merged_communes.facts(db) if choice.merged else None,
        plans=down_plans.plans_of(db, settings.office(db), choice.orders),
    )
    if goods.is_empty:
        raise DownNothing()
    return goods


def pack_down(
    db: Db,
    choice: Choice,
    folder: Path,
    *,
    now: datetime.datetime,
    by: str,
    tick: Tick = no_tick,
) -> PackedDown:
    """Seal one package to every office below whose card is trusted, and write it whole into a folder.

    Raises DownNothing, DownNobody, DiskFull, FileUnwritable; the number is used up only once the
    file lies there, and no file is left that the book does not know.
    """
    office = _upper(db)
    receivers, missing = _receivers(db, office)
    if not receivers:
        raise DownNobody()
    parts = _parts(db, choice, now)
    tick(0, 2)
    pack, raw = _sealed(db, office, parts, receivers, now=now, by=by)
    tick(1, 2)  # the last chance to cancel: a package that lies in the folder is a sent one
    path = write_package(folder, raw)
    try:
        _log(db, pack, raw, by=by)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return PackedDown(
        path=path, number=pack.number, sha256=pack.sha256, size=len(raw),
        receivers=len(receivers), missing=len(missing),
    )  # fmt: skip


def _parts(db: Db, choice: Choice, now: datetime.datetime) -> dict[str, bytes]:
    """The covering sheet and what it names."""
    parts, today = down.encode(goods_of(db, choice)), now.astimezone().date()
    sheet = Sheet(
        number=_next_number(db), dated=today, valid_from=choice.valid_from or today,
        basis=nfc(choice.basis), note=nfc(choice.note),
        inside=tuple(_inside(db, name, data) for name, data in parts.items()),
    )  # fmt: skip
    return down.with_sheet(sheet, parts)


def _sealed(
    db: Db, office: Office, parts: dict[str, bytes], receivers: Sequence[Card], *,
    now: datetime.datetime, by: str,
) -> tuple[Pack, bytes]:  # fmt: skip
    sheet, before = down.read_sheet(parts), next(iter(sent_down.sent(db)), None)
    draft = Draft(
        kind=Kind.STANDARD, year=sheet.dated.year, number=sheet.number, made_at=now,
        program=PROGRAM, previous=before.sha256 if before else "",
    )  # fmt: skip
    raw = down.seal_down(
        draft, parts, name=t("down-receivers", office=office.name), keys=own_keys(db),
        me=own_card(db), receivers=receivers,
    )  # fmt: skip
    pack = Pack(
        sha256=package.fingerprint(raw), direction="out", sender=office.code,
        sender_name=office.name, book_id=office.book_id, number=sheet.number, made_at=now,
        valid_from=sheet.valid_from, state=SENT, handled_at=now, handled_by=by,
        file_name=package.file_name(raw), parts=parts,
        details={"receivers": [c.code for c in receivers]},
    )  # fmt: skip
    return pack, raw


def _log(db: Db, pack: Pack, raw: bytes, *, by: str) -> None:
    with writing(db):
        sent_down.put(db, pack)
        packages.put(db, packages.Package(
            sha256=pack.sha256, direction="out", kind=Kind.STANDARD, sender=pack.sender,
            receiver="", year=pack.made_at.astimezone().year, number=pack.number,
            made_at=pack.made_at, handled_at=pack.handled_at, file_name=pack.file_name,
            size=len(raw), verdict="sent", totals={}, details=pack.details,
        ))  # fmt: skip
        audit.add(
            db, at=pack.handled_at, by=by, action="sent-down", subject=pack.sha256,
            after={"number": pack.number, "parts": sorted(pack.parts), **pack.details},
        )  # fmt: skip


_TITLES = {
    CALENDAR: "down-inside-calendar", HEADINGS: "down-inside-headings", MERGED: "down-inside-merged",
}  # fmt: skip


def _inside(db: Db, name: str, data: bytes) -> Inside:
    if name == PLANS:
        return down.inside(name, down_offer.named(down.decode({name: data}).plans or Plans()), data)
    if name in _TITLES:
        return down.inside(name, t(_TITLES[name]), data)
    standard_id = name.removeprefix(down.STANDARDS).removesuffix(down.TOML)
    return down.inside(name, catalogue.standard(db, standard_id).name, data)


def sheet_of(pack: Pack) -> Sheet:
    """The covering sheet of a pack that lies in the book."""
    return down.read_sheet(pack.parts)


def names_of(pack: Pack, list_version: str) -> list[str]:
    """To whom a pack was sealed."""
    return [unit(code, list_version).name for code in pack.details.get("receivers", ())]
