"""Report 7.10: poor and near-poor households by cause of poverty (TT02)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from desktop.domain.totals import UnitFigures
from desktop.reports.forms.common import Context, Layout, foot, heading, unit_columns, unit_rows
from desktop.reports.sheet import Column, Group, Head, Kind, Sheet, Value, checked
from desktop.text import t

_FIRST = 3  # index of the column of all households; A, B and C stand before it


def build(figures: Sequence[UnitFigures], context: Context) -> Sheet:
    """Three lines a unit: both classes, poor, near-poor. A household may have several causes."""
    codes = [code for code, _ in context.causes]
    layout = Layout(
        numbers=partial(_numbers, codes=codes),
        labels=(t("paper-line-both"), t("paper-line-poor"), t("paper-line-near_poor")),
        sums=tuple(range(_FIRST, _FIRST + 1 + len(codes))),
        own=(),
    )
    return checked(
        Sheet(
            form="7.10",
            heading=heading(
                context,
                mark=t("paper-mark-report", number="7.10"),
                title=t("paper-title-7-10", year=str(context.year)),
            ),
            head=_head(context),
            body=unit_rows(figures, layout),
            foot=foot(context),
            notes=(t("paper-note-7-10"),),
            size=10,
        )
    )


def _numbers(
    units: Sequence[UnitFigures], *, codes: Sequence[str]
) -> tuple[tuple[Value, ...], ...]:
    lines = [
        (
            sum(getattr(u, f"{of}_households") for u in units),
            *(sum(getattr(u, f"{of}_detail").causes.get(c, 0) for u in units) for c in codes),
        )
        for of in ("poor", "near_poor")
    ]
    both = tuple(a + b for a, b in zip(*lines, strict=True))
    return (both, *lines)


def _head(context: Context) -> Head:
    causes = tuple(
        Column(title=name, letter=str(number), kind=Kind.COUNT, width=19)
        for number, (_, name) in enumerate(context.causes, start=1)
    )
    return (
        *unit_columns(38),
        Column(title=t("paper-col-class"), letter="C", width=26),
        Column(title=t("paper-col-households"), letter="D", kind=Kind.COUNT, width=17),
        Group(title=t("paper-col-causes"), columns=causes),
    )
