"""Reports 7.4–7.7: who lacks what among the poor and the near-poor, counted and as per cent."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from operator import attrgetter
from typing import Literal

from desktop.domain.totals import UnitFigures
from desktop.domain.vietnamese import rate
from desktop.reports.forms.common import Context, Layout, foot, heading, unit_columns, unit_rows
from desktop.reports.sheet import (
    Column,
    Control,
    Formula,
    Group,
    Head,
    Kind,
    MeanOf,
    RateOf,
    Sheet,
    Value,
    checked,
)
from desktop.text import t

Of = Literal["poor", "near_poor"]

_FIRST = 2  # index of column 1; A and B stand before it
_WIDTH = 16.5
_LIMIT = 3  # deprivations a household, on average


def _build(
    figures: Sequence[UnitFigures], context: Context, *, form: str, of: Of, as_rates: bool
) -> Sheet:
    """Households of a class, then those that lack each of the 12, in the order of NĐ07's annex."""
    codes = [code for code, _ in context.deprivations]
    counts = range(_FIRST, _FIRST + 1 + len(codes))
    layout = Layout(
        numbers=partial(_numbers, of=of, codes=codes, as_rates=as_rates),
        sums=(_FIRST, *(c + len(codes) for c in counts[1:])) if as_rates else tuple(counts),
        own=_rates(counts) if as_rates else _controls(counts, of),
    )
    kind = "rates" if as_rates else "counts"
    return checked(
        Sheet(
            form=form,
            heading=heading(
                context,
                mark=t("paper-mark-report", number=form),
                title=t(f"paper-title-lacks-{kind}-{of}", year=str(context.year)),
            ),
            head=_head(context, of, as_rates=as_rates),
            body=unit_rows(figures, layout),
            foot=foot(context),
            notes=(t(f"paper-note-lacks-{kind}"),),
            size=9,
        )
    )


def _rates(counts: range) -> tuple[tuple[int, Formula], ...]:
    """Columns 2–13 of 7.5 and 7.7, of the counts that stand behind them."""
    wide = len(counts) - 1
    return tuple((c, RateOf(c + wide, _FIRST)) for c in counts[1:])


def _controls(counts: range, of: Of) -> tuple[tuple[int, Formula], ...]:
    """What inspectors look at (law.md §5): a poor household lacks 3 or more on average, a near-poor
    one fewer."""
    mean = counts.stop
    return (
        (mean, MeanOf(tuple(counts[1:]), _FIRST)),
        (mean + 1, _control(mean, of)),
    )


def _control(column: int, of: Of) -> Control:
    return Control(
        of=column, limit=_LIMIT, at_least=of == "poor",
        yes=t("paper-control-right"), no=t("paper-control-wrong"),
    )  # fmt: skip


build_7_4 = partial(_build, form="7.4", of="poor", as_rates=False)
build_7_5 = partial(_build, form="7.5", of="poor", as_rates=True)
build_7_6 = partial(_build, form="7.6", of="near_poor", as_rates=False)
build_7_7 = partial(_build, form="7.7", of="near_poor", as_rates=True)


def _numbers(
    units: Sequence[UnitFigures], *, of: Of, codes: Sequence[str], as_rates: bool
) -> tuple[tuple[Value, ...], ...]:
    whole = sum(getattr(u, f"{of}_households") for u in units)
    details = [attrgetter(f"{of}_detail")(u) for u in units]
    counts = [sum(d.deprived.get(code, 0) for d in details) for code in codes]
    if as_rates:
        return ((whole, *(rate(count, whole) for count in counts), *counts),)
    mean = sum(counts) / whole if whole else None
    return ((whole, *counts, mean, _said(mean, of)),)


def _said(mean: float | None, of: Of) -> Value:
    if mean is None:
        return None
    control = _control(0, of)
    return control.yes if (mean >= control.limit) is control.at_least else control.no


def _head(context: Context, of: Of, *, as_rates: bool) -> Head:
    total = Column(
        title=t(f"paper-col-lacks-total-{of}"), letter="1", kind=Kind.COUNT, width=_WIDTH
    )
    if not as_rates:
        counts = Group(title=t("paper-col-lacks-counts"), columns=_columns(context, Kind.COUNT))
        return (*unit_columns(34), total, counts, _control_columns(of))
    # The printed rates have no counts beside them; in Excel they stand at the right, for the formulas.
    rates = Group(title=t("paper-col-lacks-rates"), columns=_columns(context, Kind.RATE))
    behind = _columns(context, Kind.COUNT, inked=False)
    return (
        *unit_columns(34),
        total,
        rates,
        Group(title=t("paper-col-lacks-counts"), columns=behind),
    )


def _control_columns(of: Of) -> Group:
    return Group(
        title=t("paper-col-control"),
        columns=(
            Column(title=t("paper-col-lacks-mean"), kind=Kind.RATE, width=_WIDTH, inked=False),
            Column(title=t(f"paper-col-lacks-{of}"), kind=Kind.MARK, width=_WIDTH, inked=False),
        ),
    )


def _columns(context: Context, kind: Kind, *, inked: bool = True) -> tuple[Column, ...]:
    return tuple(
        Column(title=name, letter=str(n) if inked else "", kind=kind, width=_WIDTH, inked=inked)
        for n, (_, name) in enumerate(context.deprivations, start=2)
    )
