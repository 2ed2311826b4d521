"""The figures of forms 7.1–7.10 of a year, per village at a commune, per commune at an upper office."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from desktop.domain.review import HouseholdClass, Residents
from desktop.domain.totals import ClassDetail, FlowCell, UnitFigures
from desktop.domain.unit import Area, Level, Office
from desktop.domain.vietnamese import sort_key
from desktop.exchange.package import FIGURE
from desktop.rules.balance import flow, open_cells
from desktop.services.catalogue import bare_name, unit
from desktop.store import details, reviews, settings, totals
from desktop.store.connection import Db
from desktop.store.totals import ClassCount, Unit

POOR, NEAR_POOR = HouseholdClass.POOR, HouseholdClass.NEAR_POOR
_NONE = ClassCount(0, 0)
_NO_DETAIL = ClassDetail()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What the book says of all units of a year, each kind from one pass through it."""

    areas: Mapping[str, Area]
    counted: Mapping[Unit, Mapping[HouseholdClass, ClassCount]]
    cells: Mapping[Unit, Sequence[FlowCell]]
    detailed: Mapping[Unit, Mapping[HouseholdClass, ClassDetail]]
    typed: Mapping[Unit, Sequence[Residents]]


def unit_figures(db: Db, year: int, commune_code: str = "") -> list[UnitFigures]:
    """The figures of every unit with households in the year, in the order of the forms.

    Screen, PDF, Excel, control totals of a package and the upper office all take them from here.
    With a `commune_code`, of that commune only.
    """
    office = settings.office(db)
    by_village = not office.is_upper
    typed = reviews.residents(db, year, commune_code or None)
    found = _Found(
        areas=totals.areas(db, year, commune_code),
        counted=totals.class_counts(db, year, by_village=by_village, commune_code=commune_code),
        cells=totals.flow_cells(db, year, by_village=by_village, commune_code=commune_code),
        detailed=details.class_details(db, year, by_village=by_village, commune_code=commune_code),
        typed=_residents(typed, by_village=by_village),
    )
    keys = found.counted.keys() | found.cells.keys() | found.typed.keys()
    made = [_figures(office, key, found) for key in keys]
    return sorted(made, key=lambda f: (sort_key(f.group), sort_key(bare_name(f.name))))


def _figures(office: Office, key: Unit, found: _Found) -> UnitFigures:
    counted, cells = found.counted.get(key, {}), found.cells.get(key, [])
    detailed, typed = found.detailed.get(key, {}), found.typed.get(key, [])
    poor, near = counted.get(POOR, _NONE), counted.get(NEAR_POOR, _NONE)
    name, group, known = _named(office, key)
    return UnitFigures(
        code=key[1] or key[0],
        name=name,
        area=found.areas.get(key[0]) or known or Area.RURAL,
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
        poor_detail=detailed.get(POOR, _NO_DETAIL),
        near_poor_detail=detailed.get(NEAR_POOR, _NO_DETAIL),
    )


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
    cells = totals.flow_cells(db, year, by_village=False)
    return sum(c.households for unit_cells in cells.values() for c in open_cells(unit_cells))


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
