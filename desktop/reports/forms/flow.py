"""What reports 7.2 and 7.3 share: columns 1–9 of a year's movements, two lines a unit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from operator import add
from typing import Literal

from desktop.domain.totals import EMPTY_FLOW, Flow, UnitFigures
from desktop.errors import BalanceOpen
from desktop.reports.forms.common import Context, Layout, foot, heading, unit_columns, unit_rows
from desktop.reports.sheet import Column, Group, Head, Kind, Sheet, Signed, Value, checked
from desktop.text import t

Of = Literal["poor", "near_poor"]

_FIRST = 3  # index of column 1; A, B and C stand before it
# In two lines, as the column is narrow.
_CLOSING = "9=1−2−3−4\n+5+6+7+8"
_WIDTHS = (21, 20, 20, 17, 23.5, 18, 18, 17, 26)
_SIGNS = (1, -1, -1, -1, 1, 1, 1, 1)


def build_flow(
    figures: Sequence[UnitFigures],
    context: Context,
    *,
    form: str,
    of: Of,
    flow: Callable[[UnitFigures], Flow],
) -> Sheet:
    """Households and persons by unit and movement. Raises BalanceOpen where 9 does not follow.

    The two forms must agree too: column 2 of 7.2 is 5 of 7.3, and 5 of 7.2 is 3 of 7.3.
    """
    if still_open := [u.name for u in figures if not _balanced(u)]:
        raise BalanceOpen(count=len(still_open), first=still_open[0])
    closing = Signed(tuple((sign, _FIRST + i) for i, sign in enumerate(_SIGNS)))
    layout = Layout(
        numbers=lambda units: _lines(reduce(add, map(flow, units), EMPTY_FLOW)),
        labels=(t("paper-line-households"), t("paper-line-people")),
        sums=tuple(range(_FIRST, _FIRST + 8)),
        own=((_FIRST + 8, closing),),
    )
    return checked(
        Sheet(
            form=form,
            heading=heading(
                context,
                mark=t("paper-mark-report", number=form),
                title=t(f"paper-title-flow-{of}", year=str(context.year)),
            ),
            head=_head(of),
            body=unit_rows(figures, layout),
            foot=foot(context),
            notes=(t(f"paper-note-flow-down-{of}"), t(f"paper-note-flow-up-{of}")),
        )
    )


def _balanced(unit: UnitFigures) -> bool:
    poor, near = unit.poor_flow, unit.near_poor_flow
    agree = all(
        p[1] == n[4] and p[4] == n[2]
        for p, n in ((poor.households, near.households), (poor.people, near.people))
    )
    return agree and poor.closes and near.closes


def _lines(flow: Flow) -> tuple[tuple[Value, ...], ...]:
    return (flow.households, flow.people)


def _head(of: Of) -> Head:
    return (
        *unit_columns(38),
        Column(title=t("paper-col-line"), letter="C", width=22.5),
        *movement_columns(of),
    )


def movement_columns(of: Of) -> Head:
    """Columns 1 to 9: what was there, what went down and up, what is there at the end."""

    def figure(number: int) -> Column:
        return Column(
            title=t(f"paper-col-flow-{of}-{number}"),
            letter=_CLOSING if number == 9 else str(number),
            kind=Kind.COUNT,
            width=_WIDTHS[number - 1],
        )

    def movements(title: str, first: int, last: int) -> Group:
        return Group(title=title, columns=tuple(figure(n) for n in range(first, last + 1)))

    return (
        figure(1),
        movements(t("paper-col-down"), 2, 4),
        movements(t("paper-col-up"), 5, 8),
        figure(9),
    )
