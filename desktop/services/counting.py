"""The figures of forms 7.1–7.3 of a year, per village at a commune, per commune at an upper office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.domain.review import HouseholdClass, Residents
from desktop.domain.totals import FlowCell, UnitFigures
from desktop.domain.unit import Area, Level, Office
from desktop.domain.vietnamese import sort_key
from desktop.exchange.package import FIGURE
from desktop.rules.balance import flow, open_cells
from desktop.services.catalogue import bare_name, unit
from desktop.store import reviews, settings, totals
from desktop.store.connection import Db
from desktop.store.totals import ClassCount, Unit

POOR, NEAR_POOR = HouseholdClass.POOR, HouseholdClass.NEAR_POOR
_NONE = ClassCount(0, 0)


def unit_figures(db: Db, year: int, commune_code: str = "") -> list[UnitFigures]:
    """The figures of every unit with households in the year, in the order of the forms.

    Screen, PDF, Excel, control totals of a package and the upper office all take them from here.
    With a `commune_code`, of that commune only.
    """
    office = settings.office(db)
    by_village = not office.is_upper
    counted = totals.class_counts(db, year, by_village=by_village, commune_code=commune_code)
    cells = totals.flow_cells(db, year, by_village=by_village, commune_code=commune_code)
    typed = _residents(reviews.residents(db, year, commune_code or None), by_village=by_village)
    areas = totals.areas(db, year, commune_code)
    keys = counted.keys() | cells.keys() | typed.keys()
    found = [
        _figures(office, key, areas.get(key[0]), counted.get(key, {}), cells.get(key, []), typed.get(key))
        for key in keys
    ]  # fmt: skip
    return sorted(found, key=lambda f: (sort_key(f.group), sort_key(bare_name(f.name))))


def _figures(
    office: Office,
    key: Unit,
    area: Area | None,
    counted: Mapping[HouseholdClass, ClassCount],
    cells: Sequence[FlowCell],
    typed: tuple[int, int] | None,
) -> UnitFigures:
    poor, near = counted.get(POOR, _NONE), counted.get(NEAR_POOR, _NONE)
    name, group, known = _named(office, key)
    return UnitFigures(
        code=key[1] or key[0],
        name=name,
        area=area or known or Area.RURAL,
        group=group,
        resident_households=typed[0] if typed else None,
        resident_people=typed[1] if typed else None,
        poor_households=poor.households,
        poor_people=poor.people,
        near_poor_households=near.households,
        near_poor_people=near.people,
        poor_flow=flow(cells, POOR),
        near_poor_flow=flow(cells, NEAR_POOR),
    )


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


def _residents(typed: Sequence[Residents], *, by_village: bool) -> dict[Unit, tuple[int, int]]:
    found: dict[Unit, tuple[int, int]] = {}
    for r in typed:
        key = (r.commune_code, r.village if by_village else "")
        households, people = found.get(key, (0, 0))
        found[key] = (households + r.households, people + r.people)
    return found


def balance_breaks(db: Db, year: int) -> int:
    """How many households keep the balance of 7.2 and 7.3 from closing."""
    cells = totals.flow_cells(db, year, by_village=False)
    return sum(c.households for unit_cells in cells.values() for c in open_cells(unit_cells))


def report_totals(figures: Sequence[UnitFigures]) -> dict[str, int]:
    """The sums that both ends of the road compare: residents, classes, and 7.2 and 7.3 by column."""
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
    return sums
