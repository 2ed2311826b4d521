"""Report 7.9: poor and near-poor households by ethnic group of the head (TT02)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from desktop.domain.household import KINH
from desktop.domain.totals import UnitFigures
from desktop.reports.forms.common import Context, Layout, foot, heading, unit_columns, unit_rows
from desktop.reports.sheet import Column, Formula, Group, Head, Kind, Sheet, Signed, Value, checked
from desktop.text import t

_FIRST = 2  # index of column 1; A and B stand before it
_CLASSES = ("poor", "near_poor")


def build(figures: Sequence[UnitFigures], context: Context) -> Sheet:
    """Total, minority (2 = 1 − 3), Kinh, the groups of `context.ethnic_columns`, others; twice."""
    groups = [group for group, _ in context.ethnic_columns]
    width = 4 + len(groups)
    starts = (_FIRST, _FIRST + width)
    layout = Layout(
        numbers=partial(_numbers, groups=groups),
        sums=tuple(start + i for start in starts for i in range(width) if i != 1),
        own=_own(starts, width),
    )
    return checked(
        Sheet(
            form="7.9",
            heading=heading(
                context,
                mark=t("paper-mark-report", number="7.9"),
                title=t("paper-title-7-9", year=str(context.year)),
            ),
            head=_head([title for _, title in context.ethnic_columns]),
            body=unit_rows(figures, layout),
            foot=foot(context),
            notes=(t("paper-note-7-9"),),
            size=9,
        )
    )


def _own(starts: tuple[int, int], width: int) -> tuple[tuple[int, Formula], ...]:
    """2 = 1 − 3 of both classes, and behind them the control: 2 less every group but Kinh is 0."""
    minority = ((start + 1, Signed(((1, start), (-1, start + 2)))) for start in starts)
    behind = starts[1] + width
    control = (
        (
            behind + i,
            Signed(((1, start + 1), *((-1, start + c) for c in range(3, width)))),
        )
        for i, start in enumerate(starts)
    )
    return (*minority, *control)


def _numbers(
    units: Sequence[UnitFigures], *, groups: Sequence[str]
) -> tuple[tuple[Value, ...], ...]:
    line: list[Value] = []
    for of in _CLASSES:
        total = sum(getattr(u, f"{of}_households") for u in units)
        counts = [getattr(u, f"{of}_detail").ethnic_groups for u in units]

        def of_group(name: str, counts: Sequence[dict[str, int]] = counts) -> int:
            return sum(c.get(name, 0) for c in counts)

        kinh, named = of_group(KINH), [of_group(name) for name in groups]
        line += [total, total - kinh, kinh, *named, total - kinh - sum(named)]
    return ((*line, 0, 0),)


def _width(title: str, letter: str) -> float:
    if len(title) > 10:
        return 19
    return 15.5 if "=" in letter else 12.5


def _head(groups: Sequence[str]) -> Head:
    width = 4 + len(groups)
    titles = (t("paper-col-all"), t("paper-col-minority"), KINH, *groups, t("paper-col-others"))

    def listed(of: str, first: int) -> Group:
        letters = [str(first + i) for i in range(width)]
        letters[1] = f"{first + 1}={first}−{first + 2}"
        return Group(
            title=t(f"paper-col-group-of-{of}"),
            columns=tuple(
                Column(title=title, letter=letter, kind=Kind.COUNT, width=_width(title, letter))
                for title, letter in zip(titles, letters, strict=True)
            ),
        )

    control = Group(
        title=t("paper-col-control-groups"),
        columns=tuple(
            Column(title=t(f"paper-col-control-{of}"), kind=Kind.POINTS, width=26, inked=False)
            for of in _CLASSES
        ),
    )
    return (*unit_columns(39), listed("poor", 1), listed("near_poor", 1 + width), control)
