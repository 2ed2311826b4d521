"""What a share coming home would do, household by household, as data to be shown before it is done.

Nothing of ours is overwritten unseen: a household that this book changed although it was lent, and a
village that it did not lend, wait for a choice.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from desktop.domain.act import Touched
from desktop.domain.household import Household
from desktop.domain.review import Residents
from desktop.exchange.merge import Change, differences
from desktop.exchange.share import Lot, Share
from desktop.services.share_records import Bundle, aligned, bare, bundled, print_of
from desktop.store.branch import LENT, Loan


class LotFate(StrEnum):
    """What becomes of a village in a share: only OPEN ones are taken in.

    ASK: this book knows nothing of the loan (it was restored from an older copy, maybe); CLOSED: it
    was taken back, or lent anew since, so it is only looked at.
    """

    OPEN = "open"
    KNOWN = "known"
    ASK = "ask"
    CLOSED = "closed"


class Fate(StrEnum):
    """What becomes of a household. BOTH: changed here too; OUTSIDE: of a village that is not taken."""

    SAME = "same"
    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    BOTH = "both"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True, kw_only=True)
class LotLine:
    """A village of the share with what becomes of it, and our loan of it if there is one."""

    lot: Lot
    fate: LotFate
    loan: Loan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A household of the share or of ours; `number` is the register number after it."""

    uid: str
    fate: Fate
    mine: Bundle | None = field(default=None, repr=False)
    theirs: Bundle | None = field(default=None, repr=False)
    renumbered: str = ""
    """The number it came with, where that is another household's here."""

    @property
    def household(self) -> Household:
        """Theirs, or ours where it goes."""
        found = self.theirs or self.mine
        assert found is not None
        return found.household

    @property
    def changes(self) -> list[Change]:
        """The fields in which the two PCs differ."""
        if self.mine is None or self.theirs is None:
            return []
        found = [*differences(bare(self.mine.household), bare(self.theirs.household))]
        for (_, ours), (_, others) in zip(
            self.mine.dependent(), self.theirs.dependent(), strict=True
        ):
            known = {r.uid: r for r in ours}
            for record in others:
                before = known.get(record.uid)
                found += differences(bare(before), bare(record)) if before else []
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a share would do here."""

    lots: tuple[LotLine, ...]
    lines: tuple[Line, ...]
    residents: tuple[Residents, ...] = ()

    def of(self, *fates: Fate) -> list[Line]:
        """The households with one of these fates."""
        return [line for line in self.lines if line.fate in fates]

    @property
    def open_lots(self) -> list[LotLine]:
        """The villages that would be taken in."""
        return [one for one in self.lots if one.fate is LotFate.OPEN]


def plan(
    share: Share,
    mine: Mapping[str, Bundle],
    residents: Collection[Residents],
    loans: Mapping[str, Loan],
    *,
    book_id: str,
    include: Collection[str] = (),
) -> Plan:
    """Compare what came with our book; `include` are villages not lent that the official lets in."""
    lots = tuple(_lot(lot, loans.get(lot.village), share, book_id) for lot in share.sheet.lots)
    lots = tuple(
        replace(one, fate=LotFate.OPEN)
        if one.fate is LotFate.ASK and one.lot.village in include
        else one
        for one in lots
    )
    fates = {one.lot.village: one.fate for one in lots}
    base: dict[str, str] = {}
    for one in lots:
        if one.fate is LotFate.OPEN and one.loan is not None:
            base |= one.loan.prints
    theirs = bundled(share.records, share.sheets_a)
    lines = [
        _line(uid, mine.get(uid), aligned(their, mine.get(uid)), base, fates)
        for uid, their in theirs.items()
        if fates[their.household.village] is not LotFate.KNOWN
    ]
    for uid, own in mine.items():
        village = own.household.village
        if uid in theirs or fates.get(village) is not LotFate.OPEN or village not in loans:
            continue
        fate = Fate.GONE if base.get(uid) == print_of(own) else Fate.BOTH
        lines.append(Line(uid=uid, fate=fate, mine=own))
    opened = {v for v, fate in fates.items() if fate is LotFate.OPEN}
    said = {r for r in share.records.residents if r.village in opened}
    return Plan(
        lots=lots,
        lines=_renumbered(lines, mine),
        residents=tuple(sorted(said - set(residents), key=lambda r: (r.year, r.village))),
    )


def _lot(lot: Lot, loan: Loan | None, share: Share, book_id: str) -> LotLine:
    if loan is None:
        return LotLine(lot=lot, fate=LotFate.ASK)
    is_it = (loan.book_id, loan.number) == (book_id, lot.loan)
    if is_it and share.sheet.number <= loan.last:
        return LotLine(lot=lot, fate=LotFate.KNOWN, loan=loan)
    fate = LotFate.OPEN if is_it and loan.state == LENT else LotFate.CLOSED
    return LotLine(lot=lot, fate=fate, loan=loan)


def _line(
    uid: str,
    mine: Bundle | None,
    theirs: Bundle,
    base: Mapping[str, str],
    fates: Mapping[str, LotFate],
) -> Line:
    line = Line(uid=uid, fate=Fate.SAME, mine=mine, theirs=theirs)
    if mine is not None and print_of(mine) == print_of(theirs):
        return line
    if fates[theirs.household.village] is not LotFate.OPEN:
        return replace(line, fate=Fate.OUTSIDE)
    if mine is None:
        return replace(line, fate=Fate.BOTH if uid in base else Fate.NEW)
    is_as_lent = base.get(uid) == print_of(mine)
    return replace(line, fate=Fate.CHANGED if is_as_lent else Fate.BOTH)


# Register numbers --------------------------------------------------------------------------------
_WRITTEN = (Fate.NEW, Fate.CHANGED, Fate.BOTH)


def _renumbered(lines: list[Line], mine: Mapping[str, Bundle]) -> tuple[Line, ...]:
    """Each household that comes with a number of another one gets the next that nobody has."""
    coming = {x.uid for x in lines if x.theirs is not None and x.fate in _WRITTEN}
    used = {b.household.number: uid for uid, b in mine.items()}
    wanted = [x.household.number for x in lines if x.uid in coming]
    following = 1 + max((int(n) for n in (*used, *wanted) if n.isdigit()), default=0)
    found = []
    # Those that keep the number they have here go first: it is the newcomer that is renumbered.
    for line in sorted(lines, key=lambda x: not _keeps_number(x)):
        number = line.household.number
        if line.uid in coming and used.get(number, line.uid) != line.uid:
            made, following = _with_number(line, f"{following:04d}"), following + 1
        else:
            made = line
        if made.uid in coming:
            used[made.household.number] = made.uid
        found.append(made)
    order = {line.uid: n for n, line in enumerate(lines)}
    return tuple(sorted(found, key=lambda x: order[x.uid]))


def _keeps_number(line: Line) -> bool:
    return line.mine is not None and line.mine.household.number == line.household.number


def _with_number(line: Line, number: str) -> Line:
    assert line.theirs is not None
    home = line.theirs.household
    former = tuple(dict.fromkeys((*home.former_numbers, home.number)))
    household = replace(home, number=number, former_numbers=former)
    return replace(line, theirs=replace(line.theirs, household=household), renumbered=home.number)


# What is written ---------------------------------------------------------------------------------
def sides(lines: Collection[Line], book_id: str) -> tuple[Touched, Touched]:
    """The records before and after, for these households: ours by now, above both revisions."""
    before: dict[str, list[Any]] = {}
    after: dict[str, list[Any]] = {}
    for line in lines:
        ours, others = _records(line.mine), _records(line.theirs)
        for kind, records in others.items():
            held = {r.uid: r for r in ours.get(kind, ())}
            for record in records:
                own = held.pop(record.uid, None)
                if own is not None and bare(own) == bare(record):
                    continue
                before.setdefault(kind, []).extend([own] if own is not None else [])
                revision = max(own.revision if own is not None else 0, record.revision) + 1
                made = replace(record, written_by=book_id, revision=revision)
                after.setdefault(kind, []).append(made)
            before.setdefault(kind, []).extend(held.values())
        if line.theirs is None:
            for kind, records in ours.items():
                before.setdefault(kind, []).extend(records)
    return _touched(before), _touched(after)


def _records(bundle: Bundle | None) -> dict[str, tuple[Any, ...]]:
    if bundle is None:
        return {}
    return {"households": (bundle.household,), **dict(bundle.dependent())}


def _touched(rows: Mapping[str, list[Any]]) -> Touched:
    return Touched(**{kind: tuple(records) for kind, records in rows.items()})
