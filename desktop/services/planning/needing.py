"""What the poor and near-poor households of a year need, counted per unit and listed by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

import desktop
from desktop.domain.planning import ALL, GROUPS, LISTED, Pair, UnitNeeds
from desktop.domain.review import HouseholdClass
from desktop.domain.unit import Office
from desktop.domain.vietnamese import sort_key
from desktop.errors import AppError
from desktop.services.catalogue import bare_name, unit
from desktop.services.planning.need_words import DEPRIVED
from desktop.store import needs, plans, settings, totals
from desktop.store.connection import Db, writing
from desktop.store.needs import After, Case, Wanted

__all__ = [
    "After", "Case", "Look", "Page", "Unit", "count", "keep_all", "look", "pair_of", "summed", "uids",
    "unit_needs", "unit_of", "units", "who", "years",
]  # fmt: skip

PROGRAM = desktop.__version__
PAGE = 200


def unit_needs(db: Db, year: int, commune_code: str = "") -> list[UnitNeeds]:
    """The needs of every unit with reviews in the year, in the order of the forms: villages at a
    commune, communes at an upper office.

    An upper office counts a commune once and keeps it; of a commune whose households its book does
    not list it takes what an office between passed on. With a `commune_code`, of that one only.
    """
    office = settings.office(db)
    if not office.is_upper:
        found = needs.counts(db, year, by_village=True, commune_code=commune_code)
        made = [UnitNeeds(year=year, code=village, counts=c) for (_, village), c in found.items()]
    else:
        made = _of_communes(db, year, commune_code)
    return sorted(made, key=lambda n: _place(office, n.code))


def _of_communes(db: Db, year: int, commune_code: str) -> list[UnitNeeds]:
    counted = _kept(db, year, commune_code)
    passed_on = {s.code: s for s in plans.sums(db, UnitNeeds, year)}
    made = {code: UnitNeeds(year=year, code=code, counts=c) for code, c in counted.items()}
    made |= {code: n for code, n in passed_on.items() if _says_more(n, made.get(code))}
    return [n for code, n in made.items() if commune_code in ("", code)]


def _says_more(passed_on: UnitNeeds, made: UnitNeeds | None) -> bool:
    """The book does not list the commune, or lists the same households without what they lack: the
    lists that an office between sends on carry class and causes, no deprivations."""
    if made is None:
        return True
    is_same = pair_of(passed_on, LISTED) == pair_of(made, LISTED)
    return is_same and _tells_lacks(passed_on) and not _tells_lacks(made)


def _tells_lacks(needs_of: UnitNeeds) -> bool:
    return any(need.startswith(DEPRIVED) for need in needs_of.counts)


def _kept(db: Db, year: int, commune_code: str) -> dict[str, needs.Counts]:
    """Each commune as kept, or counted now and kept; without those of no reviews."""
    wanted = [commune_code] if commune_code else totals.communes(db)
    found = needs.kept(db, PROGRAM, year)
    missing = [code for code in wanted if code not in found]
    if missing:
        only = missing[0] if len(missing) == 1 else ""
        counted = needs.counts(db, year, by_village=False, commune_code=only)
        new = {code: counted.get((code, "")) for code in missing}
        _keep(db, year, new)
        found |= new
    return {code: counts for code in wanted if (counts := found[code]) is not None}


def keep_all(db: Db, communes: Sequence[str]) -> None:
    """Count what an upper office does not know of these communes in the two newest years; it is kept."""
    for year in totals.years(db)[-2:]:
        for code in communes:
            _kept(db, year, code)


def _keep(db: Db, year: int, counted: Mapping[str, needs.Counts | None]) -> None:
    if db.conn.in_transaction:
        needs.keep(db, PROGRAM, year, counted)
        return
    with suppress(AppError), writing(db):  # a full disk is no reason to show nothing
        needs.keep(db, PROGRAM, year, counted)


def _place(office: Office, code: str) -> tuple[str, str]:
    """The order of the forms: by district where there are districts, then by name."""
    one = unit_of(office, code)
    return sort_key(one.group), sort_key(bare_name(one.name))


# Units -------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A village or commune: code (of a village its name), name, and the district it is listed under."""

    code: str
    name: str
    group: str = ""


def unit_of(office: Office, code: str) -> Unit:
    """The unit of a code as this office's forms name it."""
    if not office.is_upper:
        return Unit(code=code, name=code)
    own = unit(code, office.list_version)
    group = "" if own.parent == office.code else unit(own.parent, office.list_version).name
    return Unit(code=code, name=own.name, group=group)


def units(office: Office, found: Iterable[UnitNeeds]) -> list[Unit]:
    """The units of these needs, in their order."""
    return [unit_of(office, n.code) for n in found]


def years(db: Db) -> list[int]:
    """The years of which needs are known: with complete reviews, or with sums passed on."""
    return sorted({*totals.years(db), *(s.year for s in plans.sums(db, UnitNeeds))})


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The needs of a year with their units, and the years there are. `is_open`: sheets of the year
    are still missing at this commune, so it counts what is keyed so far."""

    years: tuple[int, ...]
    year: int
    needs: tuple[UnitNeeds, ...] = ()
    units: tuple[Unit, ...] = ()
    is_open: bool = False


def look(db: Db, year: int | None = None) -> Look:
    """The needs of a year; without one, of the newest whose review is finished."""
    office, known = settings.office(db), years(db)
    if not known:
        return Look(years=(), year=0)
    if year not in known:
        is_open = len(known) > 1 and _is_open(db, office, known, known[-1])
        year = known[-2] if is_open else known[-1]
    found = unit_needs(db, year)
    return Look(
        years=tuple(known), year=year, needs=tuple(found), units=tuple(units(office, found)),
        is_open=_is_open(db, office, known, year),
    )  # fmt: skip


def _is_open(db: Db, office: Office, known: Sequence[int], year: int) -> bool:
    """What an upper office has received is whole, and so is a year after which another was reviewed."""
    if office.is_upper or year != known[-1]:
        return False
    return any(v.complete < v.expected for v in totals.progress(db, year))


# Numbers -----------------------------------------------------------------------------------------
def summed(found: Sequence[UnitNeeds]) -> UnitNeeds:
    """The needs of all these units together; code "" and, of none, year 0."""
    counts: dict[str, dict[str, Pair]] = {}
    for one in found:
        for need, groups in one.counts.items():
            own = counts.setdefault(need, {})
            for group, (poor, near) in groups.items():
                before = own.get(group, (0, 0))
                own[group] = (before[0] + poor, before[1] + near)
    return UnitNeeds(year=found[0].year if found else 0, code="", counts=counts)


def pair_of(found: UnitNeeds, need: str, group: str = ALL) -> Pair:
    """Poor and near-poor households of a group with a need."""
    return found.counts.get(need, {}).get(group, (0, 0))


def count(
    db: Db, year: int, need: str, group: str = ALL, of: HouseholdClass | None = None, unit: str = ""
) -> int:
    """How many households the list of `who` has; sums passed on, which list nobody, left aside."""
    return needs.count(db, _wanted(db, year, need, group, of, unit))


# By name -----------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Households in the order of names; `last` is where the next page begins, None at the end."""

    lines: tuple[Case, ...]
    last: After | None


def who(
    db: Db, year: int, need: str, group: str = ALL, of: HouseholdClass | None = None,
    unit: str = "", after: After | None = None, size: int = PAGE, *, among: int = 0,
) -> Page:  # fmt: skip
    """The households behind a number, in the order of names: a page after a line already shown.

    `of` holds them to the poor or the near-poor, `unit` to a village (at an upper office: a
    commune). `Case.helped`: it has a measure of the plan year `year` + 1. `among`: how many there
    are, where the caller knows; many are then found without sorting them all.
    """
    lines = needs.page(db, _wanted(db, year, need, group, of, unit), after, size, among=among)
    last = (lines[-1].key, lines[-1].uid) if len(lines) == size else None
    return Page(lines=tuple(lines), last=last)


def uids(
    db: Db, year: int, need: str, group: str = ALL, of: HouseholdClass | None = None, unit: str = ""
) -> tuple[str, ...]:
    """All households behind a number, in the order of names."""
    return needs.uids(db, _wanted(db, year, need, group, of, unit))


def _wanted(
    db: Db, year: int, need: str, group: str, of: HouseholdClass | None, unit: str
) -> Wanted:
    if group not in GROUPS:
        raise ValueError(group)
    is_upper = settings.office(db).is_upper
    return Wanted(
        year=year, need=need, group=group, household_class=of,
        commune_code=unit if is_upper else "", village="" if is_upper else unit,
    )  # fmt: skip
