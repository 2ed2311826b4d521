"""Report 7.1: results of the review, with rates of all residents."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.domain.totals import UnitFigures
from desktop.domain.vietnamese import rate
from desktop.errors import ResidentsMissing
from desktop.reports.forms.common import (
    Context,
    Layout,
    foot,
    heading,
    residents_suffice,
    unit_columns,
    unit_rows,
)
from desktop.reports.sheet import Column, Group, Head, Kind, RateOf, Sheet, Value, checked
from desktop.text import t

_FIRST = 2  # index of column 1; A and B stand before it
# Columns 4, 6, 8, 10: (part, whole) by the numbers of the form.
_RATES = {4: (3, 1), 6: (5, 2), 8: (7, 1), 10: (9, 2)}


def build(figures: Sequence[UnitFigures], context: Context) -> Sheet:
    """Households and persons by unit. Raises ResidentsMissing where a total is missing or too small."""
    if villages := [f.name for f in figures if not residents_suffice(f)]:
        raise ResidentsMissing(villages=villages)
    layout = Layout(
        numbers=_numbers,
        sums=tuple(_at(n) for n in range(1, 11) if n not in _RATES),
        own=tuple((_at(n), RateOf(_at(part), _at(whole))) for n, (part, whole) in _RATES.items()),
    )
    return checked(
        Sheet(
            form="7.1",
            heading=heading(
                context,
                mark=t("paper-mark-report", number="7.1"),
                title=t("paper-title-7-1", year=str(context.year)),
            ),
            head=_head(),
            body=unit_rows(figures, layout),
            foot=foot(context),
            notes=(t("paper-note-rates"),),
        )
    )


def _at(number: int) -> int:
    return _FIRST + number - 1


def _numbers(units: Sequence[UnitFigures]) -> tuple[tuple[Value, ...], ...]:
    households = sum(u.resident_households or 0 for u in units)
    people = sum(u.resident_people or 0 for u in units)
    listed = (
        (sum(u.poor_households for u in units), sum(u.poor_people for u in units)),
        (sum(u.near_poor_households for u in units), sum(u.near_poor_people for u in units)),
    )
    line: list[Value] = [households, people]
    for of_households, of_people in listed:
        line += [of_households, rate(of_households, households), of_people, rate(of_people, people)]
    return (tuple(line),)


def _head() -> Head:
    def figure(number: int, title: str, kind: Kind = Kind.COUNT) -> Column:
        return Column(title=title, letter=str(number), kind=kind, width=20)

    def listed(title: str, first: int) -> Group:
        return Group(
            title=title,
            columns=(
                figure(first, t("paper-col-households")),
                figure(first + 1, t("paper-col-rate"), Kind.RATE),
                figure(first + 2, t("paper-col-people")),
                figure(first + 3, t("paper-col-rate"), Kind.RATE),
            ),
        )

    residents = Group(
        title=t("paper-col-residents"),
        columns=(figure(1, t("paper-col-households")), figure(2, t("paper-col-people"))),
    )
    return (
        *unit_columns(48),
        residents,
        listed(t("class-poor"), 3),
        listed(t("class-near_poor"), 7),
    )
