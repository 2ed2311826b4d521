"""The figures of forms 7.1–7.10 of a year, per village at a commune, per commune at an upper office."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import desktop
from desktop.domain.review import HouseholdClass, Residents
from desktop.domain.totals import ClassDetail, FlowCell, UnitFigures
from desktop.domain.unit import Area, Level, Office
from desktop.domain.vietnamese import sort_key
from desktop.errors import AppError
from desktop.exchange.package import FIGURE
from desktop.rules.balance import flow, open_cells
from desktop.services.catalogue import bare_name, unit
from desktop.store import details, figures, kept_figures, reviews, settings, totals
from desktop.store.connection import Db, writing
from desktop.store.details import OfClass
from desktop.store.kept_figures import Kept, Key
from desktop.store.totals import Unit

POOR, NEAR_POOR = HouseholdClass.POOR, HouseholdClass.NEAR_POOR
PROGRAM = desktop.__version__
_NONE = OfClass()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What the book says of all units of a year, each kind from one pass through it."""

    areas: Mapping[str, Area]
    classes: Mapping[Unit, Mapping[HouseholdClass, OfClass]]
    cells: Mapping[Unit, Sequence[FlowCell]]
    typed: Mapping[Unit, Sequence[Residents]]

    @property
    def keys(self) -> set[Unit]:
        """The units of which anything is known."""
        return self.classes.keys() | self.cells.keys() | self.typed.keys()


def unit_figures(db: Db, year: int, commune_code: str = "") -> list[UnitFigures]:
    """The figures of every unit with households in the year, in the order of the forms.

    Screen, PDF, Excel, control totals of a package and the upper office all take them from here.
    With a `commune_code`, of that commune only. Among all those of an upper office one that has not
    reported the year is left out: its lists of the year before say nothing of this one.
    """
    office = settings.office(db)
    if not office.is_upper:
        found = _found(db, year, commune_code, by_village=True)
        made = [_figures(office, key, found) for key in found.keys]
    else:
        passed_on = figures.of_year(db, year, commune_code)
        counted = _kept(db, office, [year], _wanted(db, commune_code))
        reported = {commune_code} if commune_code else totals.reported(db, year)
        made = [
            one.unit
            for (_, code), one in counted.items()
            if code not in passed_on and code in reported
        ]
        made += [_as_named_here(office, one) for one in passed_on.values()]
    return sorted(made, key=lambda f: (sort_key(f.group), sort_key(bare_name(f.name))))


def _found(db: Db, year: int, commune_code: str, *, by_village: bool) -> _Found:
    typed = reviews.residents(db, year, commune_code or None)
    return _Found(
        areas=totals.areas(db, year, commune_code),
        classes=details.classes(db, year, by_village=by_village, commune_code=commune_code),
        cells=totals.flow_cells(db, year, by_village=by_village, commune_code=commune_code),
        typed=_residents(typed, by_village=by_village),
    )


# Kept by an upper office ---------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The figures of communes by year: those whose round was reviewed, or whose sums were passed on.

    `sums` are those passed on as sums alone: the book lists none of their households.
    """

    figures: Mapping[Key, UnitFigures]
    sums: frozenset[Key]


def known(db: Db, until: int) -> Known:
    """What an upper office knows of each commune in all years up to one."""
    office, years = settings.office(db), [y for y in totals.years(db) if y <= until]
    counted = _kept(db, office, years, _wanted(db))
    found = {key: one.unit for key, one in counted.items() if one.reviewed}
    passed_on = {(f.year, f.unit.code): f.unit for f in figures.all_until(db, until)}
    alone = frozenset(passed_on.keys() - found.keys())
    return Known(figures=found | passed_on, sums=alone)


def keep_all(db: Db, communes: Sequence[str]) -> None:
    """Count what an upper office does not know of these communes, in all years; it is kept."""
    _kept(db, settings.office(db), totals.years(db), communes)


def _wanted(db: Db, commune_code: str = "") -> Sequence[str]:
    return [commune_code] if commune_code else totals.communes(db)


def _kept(db: Db, office: Office, years: Sequence[int], communes: Sequence[str]) -> dict[Key, Kept]:
    """Each commune in each year: as kept, or counted now and kept; without those of no figures."""
    only = communes[0] if len(communes) == 1 else ""
    found = kept_figures.of_years(db, PROGRAM, years, only)
    for year in years:
        if missing := [code for code in communes if (year, code) not in found]:
            counted = _counted(db, office, year, missing)
            _keep(db, counted)
            found |= counted
    return {key: one for year in years for code in communes if (one := found[key := (year, code)])}


def _counted(db: Db, office: Office, year: int, communes: Sequence[str]) -> dict[Key, Kept | None]:
    """Commune by commune: its rows lie together, so what one count has read the next finds at hand."""
    counted: dict[Key, Kept | None] = {}
    for code in communes:
        found, key = _found(db, year, code, by_village=False), (code, "")
        counted[year, code] = _to_keep(office, key, found) if key in found.keys else None
    return counted


def _to_keep(office: Office, key: Unit, found: _Found) -> Kept:
    return Kept(
        unit=_figures(office, key, found),
        reviewed=sum(c.households for c in found.classes.get(key, {}).values()),
        open=sum(c.households for c in open_cells(found.cells.get(key, []))),
    )


def _keep(db: Db, counted: Mapping[Key, Kept | None]) -> None:
    if db.conn.in_transaction:
        kept_figures.keep(db, PROGRAM, counted)
        return
    with suppress(AppError), writing(db):  # a full disk is no reason to print nothing
        kept_figures.keep(db, PROGRAM, counted)


# One unit ------------------------------------------------------------------------------------------
def _figures(office: Office, key: Unit, found: _Found) -> UnitFigures:
    classes, cells = found.classes.get(key, {}), found.cells.get(key, [])
    typed = found.typed.get(key, [])
    poor, near = classes.get(POOR, _NONE), classes.get(NEAR_POOR, _NONE)
    name, group, area = _named(office, key)
    return UnitFigures(
        code=key[1] or key[0],
        name=name,
        area=found.areas.get(key[0]) or area or Area.RURAL,
        group=group,
        resident_households=_sum(r.households for r in typed),
        resident_people=_sum(r.people for r in typed),
        resident_minority_households=_sum(r.minority_households for r in typed),
        resident_minority_people=_sum(r.minority_people for r in typed),
        poor_households=poor.households,
        poor_people=poor.people,
        near_poor_households=near.households,
        near_poor_people=near.people,
        poor_flow=flow(cells, POOR),
        near_poor_flow=flow(cells, NEAR_POOR),
        poor_detail=poor.detail,
        near_poor_detail=near.detail,
    )


def _as_named_here(office: Office, passed_on: UnitFigures) -> UnitFigures:
    """Figures that came as sums, under the name and in the group that our own forms give them."""
    name, group, _ = _named(office, (passed_on.code, ""))
    return replace(passed_on, name=name, group=group)


def _sum(typed: Iterable[int | None]) -> int | None:
    """Over the villages of a unit; where one of them lacks it, it is missing as a whole."""
    numbers = [*typed]
    known = [n for n in numbers if n is not None]
    return sum(known) if known and len(known) == len(numbers) else None


def _named(office: Office, key: Unit) -> tuple[str, str, Area | None]:
    """Name, district where the form groups by it, and area as far as the unit list knows it."""
    commune, village = key
    if not office.is_upper:
        return village, "", office.area
    own = unit(commune, office.list_version)
    group = ""
    if office.level is Level.PROVINCE and own.parent != office.code:
        group = unit(own.parent, office.list_version).name
    return own.name, group, own.area


def _residents(typed: Sequence[Residents], *, by_village: bool) -> dict[Unit, list[Residents]]:
    found: defaultdict[Unit, list[Residents]] = defaultdict(list)
    for r in typed:
        found[r.commune_code, r.village if by_village else ""].append(r)
    return dict(found)


def balance_breaks(db: Db, year: int) -> int:
    """How many households keep the balance of 7.2 and 7.3 from closing."""
    office = settings.office(db)
    if not office.is_upper:
        cells = totals.flow_cells(db, year, by_village=False)
        return sum(c.households for found in cells.values() for c in open_cells(found))
    passed_on = figures.of_year(db, year)
    # A commune that has not reported the year yet is on no form of it: it breaks none either.
    broken = sum(not (f.poor_flow.closes and f.near_poor_flow.closes) for f in passed_on.values())
    counted = _kept(db, office, [year], _wanted(db))
    reported = totals.reported(db, year)
    return broken + sum(
        one.open for (_, code), one in counted.items() if code not in passed_on and code in reported
    )


def report_totals(figures: Sequence[UnitFigures]) -> dict[str, int]:
    """The sums that both ends of the road compare: residents, classes, 7.2 and 7.3 by column, and
    what 7.4–7.10 tell apart.
    """
    names = (
        "resident_households", "resident_people", "poor_households", "poor_people",
        "near_poor_households", "near_poor_people",
    )  # fmt: skip
    sums = {f"{FIGURE}{name}": sum(getattr(f, name) or 0 for f in figures) for name in names}
    for form, attribute in (("7.2", "poor_flow"), ("7.3", "near_poor_flow")):
        for line in ("households", "people"):
            for column in range(9):
                sums[f"{FIGURE}{form}.{line}.{column + 1}"] = sum(
                    getattr(getattr(f, attribute), line)[column] for f in figures
                )
    details_of = {of: [getattr(f, f"{of}_detail") for f in figures] for of in (POOR, NEAR_POOR)}
    for of, found in details_of.items():
        sums |= _detail_totals(of, found)
    return sums


def _detail_totals(of: HouseholdClass, found: Sequence[ClassDetail]) -> dict[str, int]:
    """Deprivations and causes all together (7.4–7.7, 7.10), the groups of 7.8 line by line."""
    sums = {
        f"{FIGURE}{of}.{kind}": sum(sum(getattr(detail, kind).values()) for detail in found)
        for kind in ("deprived", "causes")
    }
    for group in ("minority", "no_labour_capacity", "merit_person"):
        for number, line in enumerate(("households", "people")):
            sums[f"{FIGURE}{of}.{group}.{line}"] = sum(getattr(d, group)[number] for d in found)
    return sums
