"""A pack from above against the book, thing by thing: what would be added, changed, and what stays."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.unit import Office
from desktop.errors import PackageStandardUnfit
from desktop.exchange import down
from desktop.exchange.down import Goods
from desktop.rules.standard import Standard, parse_standard
from desktop.services import down_items
from desktop.services.catalogue import shipped_standards
from desktop.services.down_items import Value, Values, What, what
from desktop.store import sent_down, settings, standards
from desktop.store.connection import Db
from desktop.store.sent_down import APPLIED, Pack
from desktop.text import t


class Fate(StrEnum):
    """What applying does with one thing."""

    ADD = "add"
    CHANGE = "change"
    REMOVE = "remove"
    CONFLICT = "conflict"  # set here otherwise than by the office above: stays, unless chosen
    KEPT = "kept"  # set here otherwise, and the office above says nothing new
    SAME = "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing: as it is here, as the pack has it (None: not set), in words too."""

    key: str
    fate: Fate
    before: Value
    after: Value
    title: str
    old: str
    new: str

    @property
    def kind(self) -> What:
        """Which kind of thing."""
        return what(self.key)


def applied_of(db: Db, book_id: str) -> list[Pack]:
    """What stands applied of one book above, oldest first: numbers rise within a book."""
    found = [p for p in sent_down.came(db) if p.state == APPLIED and p.book_id == book_id]
    return sorted(found, key=lambda p: p.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """Which pack of which book above: numbers rise within a book."""

    number: int
    book_id: str
    sha256: str


def newer_than(db: Db, whose: Whose) -> list[Pack]:
    """What stands applied of the same book under this number or a higher one."""
    return [
        p
        for p in applied_of(db, whose.book_id)
        if p.number >= whose.number and p.sha256 != whose.sha256
    ]


def spoken_of(packs: Iterable[Pack]) -> frozenset[What]:
    """The subjects of packs, standards aside: those only come to what is there."""
    found = [down_items.subjects(down.decode(p.parts)) for p in packs]
    return frozenset[What]().union(*found) - {What.STANDARD}


def lines_of(
    db: Db, parts: Mapping[str, bytes], name: str, whose: Whose
) -> tuple[Goods, tuple[Line, ...]]:
    """What is in a pack and what each thing of it would do to the book.

    A pack holds what was chosen for it, so packs that arrive in any order end alike: of a subject
    that a newer one spoke about an older one says nothing any more. Raises PackageDamaged, PackageTooLarge, PackageStandardUnfit.
    """
    goods = down.decode(parts, name=name)
    office = settings.office(db)
    read = {one: _fit(db, one, raw, office, name) for one, raw in goods.standards.items()}
    about = down_items.subjects(goods) - spoken_of(newer_than(db, whose))
    theirs = {k: v for k, v in down_items.values_in(goods, office).items() if what(k) in about}
    mine, before = down_items.values_of(db), _told_before(db, office)
    gone = {k for k in before if what(k) in about and what(k) is not What.STANDARD}
    named = {one: standard.name for one, standard in read.items()}
    named |= down_items.names_of(db, mine)
    lines = []
    for key in sorted(theirs.keys() | gone, key=down_items.order):
        # Of what only the office above writes, nothing here stands against it.
        last = mine if what(key) in down_items.OF_ABOVE else before
        if (fate := _fate(theirs.get(key), mine.get(key), last.get(key))) is not None:
            lines.append(_line(key, fate, mine.get(key), theirs.get(key), named))
    return goods, tuple(lines)


def _told_before(db: Db, office: Office) -> Values:
    """What the office above has set so far, by the packs that stand applied; its newest book last."""
    found: Values = {}
    applied = [p for p in sent_down.came(db) if p.state == APPLIED]
    begun: dict[str, datetime.datetime] = {}
    for pack in applied:
        begun[pack.book_id] = min(pack.made_at, begun.get(pack.book_id, pack.made_at))
    for pack in sorted(applied, key=lambda p: (begun[p.book_id], p.number)):
        goods = down.decode(pack.parts)
        about = down_items.subjects(goods) - {What.STANDARD}
        found = {k: v for k, v in found.items() if what(k) not in about}
        found |= down_items.values_in(goods, office)
    return found


def _fate(theirs: Value, mine: Value, before: Value) -> Fate | None:
    """`before`: what the office above set last; None where it set nothing."""
    if theirs is None:
        return Fate.REMOVE if mine is not None and mine == before else None
    if mine == theirs:
        return Fate.SAME
    if mine is None and before is None:
        return Fate.ADD
    if mine == before:
        return Fate.CHANGE
    return Fate.KEPT if theirs == before else Fate.CONFLICT


def _line(key: str, fate: Fate, mine: Value, theirs: Value, named: Mapping[str, str]) -> Line:
    known = mine if theirs is None else theirs
    return Line(
        key=key, fate=fate, before=mine, after=theirs, title=down_items.title(key, known),
        old=down_items.shown(key, mine, named), new=down_items.shown(key, theirs, named),
    )  # fmt: skip


def _fit(db: Db, standard_id: str, raw: bytes, office: Office, path: str) -> Standard:
    """The standard in a pack; raises PackageStandardUnfit where no round could stand on it."""
    problem, detail = "", ""
    try:
        found = parse_standard(raw)
    except ValueError as error:
        raise _unfit(path, "broken", standard_id, str(error)) from error
    if found.id != standard_id:
        problem, detail = "broken", f"id {found.id}"
    elif found.missing:
        problem, detail = "incomplete", "; ".join(found.missing)
    elif found.practice and not office.practice:
        problem = "practice"
    elif _differs(db, standard_id, raw):
        problem = "other"
    if problem:
        raise _unfit(path, problem, standard_id, detail)
    return found


def _differs(db: Db, standard_id: str, raw: bytes) -> bool:
    if standard_id in shipped_standards():
        return True
    known = standards.get(db, standard_id)
    return known is not None and known != raw


_LONGEST = 240


def _unfit(path: str, why: str, name: str, detail: str) -> PackageStandardUnfit:
    words = " ".join(detail.split())[:_LONGEST]
    key = "down-standard-other" if why == "other" else f"package-standard-{why}"
    return PackageStandardUnfit(path=path, reason=t(key, name=name, detail=words))
