"""Report 7.8: residents, poor and near-poor by group, households and persons (TT02)."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.domain.totals import UnitFigures
from desktop.errors import MinorityMissing, ResidentsMissing
from desktop.reports.forms.common import (
    Context,
    Layout,
    foot,
    heading,
    residents_suffice,
    unit_columns,
    unit_rows,
)
from desktop.reports.sheet import Column, Group, Head, Kind, Sheet, Value, checked
from desktop.text import t

_FIRST = 3  # index of column 1; A, B and C stand before it
_GROUPS = ("minority", "no_labour_capacity", "merit_person")


def build(figures: Sequence[UnitFigures], context: Context) -> Sheet:
    """Two lines a unit. Raises ResidentsMissing where a total of residents is missing or too small,
    MinorityMissing where that of ethnic minority is, or is more than all.
    """
    if villages := [f.name for f in figures if not residents_suffice(f)]:
        raise ResidentsMissing(villages=villages)
    if villages := [f.name for f in figures if not minority_fits(f)]:
        raise MinorityMissing(villages=villages)
    layout = Layout(
        numbers=_numbers,
        labels=(t("paper-line-households"), t("paper-line-people")),
        sums=tuple(range(_FIRST, _FIRST + 4 + 2 * len(_GROUPS))),
        own=(),
    )
    return checked(
        Sheet(
            form="7.8",
            heading=heading(
                context,
                mark=t("paper-mark-report", number="7.8"),
                title=t("paper-title-7-8", year=str(context.year)),
            ),
            head=_head(),
            body=unit_rows(figures, layout),
            foot=foot(context),
            notes=(t("paper-note-7-8"),),
            size=10,
        )
    )


def minority_fits(unit: UnitFigures) -> bool:
    """Residents of ethnic minority are no more than all, no fewer than those on the lists."""
    lines = (
        (unit.resident_minority_households, unit.resident_households),
        (unit.resident_minority_people, unit.resident_people),
    )
    return all(
        found is not None
        and unit.poor_detail.minority[i] + unit.near_poor_detail.minority[i] <= found <= (most or 0)
        for i, (found, most) in enumerate(lines)
    )


def _numbers(units: Sequence[UnitFigures]) -> tuple[tuple[Value, ...], ...]:
    return tuple(_line(units, line) for line in (0, 1))


def _line(units: Sequence[UnitFigures], line: int) -> tuple[Value, ...]:
    what = ("households", "people")[line]
    names = (f"resident_{what}", f"resident_minority_{what}", f"poor_{what}", f"near_poor_{what}")
    totals = [sum(getattr(u, name) or 0 for u in units) for name in names]
    groups = [
        sum(getattr(getattr(u, f"{of}_detail"), group)[line] for u in units)
        for group in _GROUPS
        for of in ("poor", "near_poor")
    ]
    return (*totals, *groups)


def _head() -> Head:
    def figure(number: int, title: str) -> Column:
        return Column(title=title, letter=str(number), kind=Kind.COUNT, width=19)

    groups = [
        Group(
            title=t(f"paper-col-group-{group}"),
            columns=(
                figure(5 + 2 * i, t("class-poor")),
                figure(6 + 2 * i, t("class-near_poor")),
            ),
        )
        for i, group in enumerate(_GROUPS)
    ]
    residents = Group(
        title=t("paper-col-residents"),
        columns=(figure(1, t("paper-col-all")), figure(2, t("paper-col-of-minority"))),
    )
    return (
        *unit_columns(38),
        Column(title=t("paper-col-line"), letter="C", width=22.5),
        residents,
        figure(3, t("paper-col-total-poor")),
        figure(4, t("paper-col-total-near_poor")),
        *groups,
    )
