"""The month's report of in-year results (QĐ24 Đ7), village by village; its printed layout is not known.

Its table is this program's: for the month and since January, who was recognised poor or near-poor and
who escaped, in households and persons, by the decisions signed.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.domain.vietnamese import nfc, show_date
from desktop.reports.forms.common import Context, foot, heading, unit_columns
from desktop.reports.sheet import (
    Column,
    Group,
    Head,
    Kind,
    Row,
    RowKind,
    Sheet,
    SumOf,
    Value,
    checked,
)
from desktop.text import t

KINDS = ("poor", "near_poor", "escaped_poor", "escaped_near_poor")
"""What a decision made of a household, in the order of the columns."""
_FIRST = 2
Count = tuple[int, int]
"""Households, persons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageMonth:
    """A village's counts by KINDS; what is not there is none."""

    village: str
    month: dict[str, Count]
    so_far: dict[str, Count]


def build(
    villages: Sequence[VillageMonth], month: int, context: Context, *, unknown: int = 0
) -> Sheet:
    """The report of a month (1–12) of the context's year; a month without a decision says so.

    `unknown`: households whose decision is known and what it made of them is not.
    """
    year = str(context.year)
    top = heading(context, mark="", title=t("monthly-title", month=str(month), year=year))
    last = show_date(_last_day(context.year, month))
    rows = [_unit(n, one) for n, one in enumerate(villages, start=1)]
    return checked(
        Sheet(
            form="thang",
            heading=replace(
                top,
                title=tuple(top.title[0].split("|")),
                subtitle=(t("monthly-subtitle", year=year, day=last),),
            ),
            head=_head(month),
            body=(*rows, _total(rows)),
            foot=foot(context),
            notes=tuple(_notes(villages, month, year, unknown)),
            size=9.5,
        )
    )


def _last_day(year: int, month: int) -> datetime.date:
    after = datetime.date(year + month // 12, month % 12 + 1, 1)
    return after - datetime.timedelta(days=1)


def _unit(number: int, one: VillageMonth) -> Row:
    line: tuple[Value, ...] = (
        number,
        nfc(one.village),
        *_figures(one.month),
        *_figures(one.so_far),
    )
    return Row(kind=RowKind.UNIT, lines=(line,))


def _figures(counts: dict[str, Count]) -> tuple[int, ...]:
    return tuple(n for kind in KINDS for n in counts.get(kind, (0, 0)))


def _total(rows: Sequence[Row]) -> Row:
    columns = range(_FIRST, _FIRST + 4 * len(KINDS))
    sums: list[Value] = [sum(_number(r.lines[0][c]) for r in rows) for c in columns]
    below = tuple(range(len(rows)))
    return Row(
        kind=RowKind.TOTAL,
        lines=(("", t("papers-total"), *sums),),
        formulas=tuple((c, SumOf(below)) for c in columns) if rows else (),
    )


def _number(value: Value) -> int:
    return value if isinstance(value, int) else 0


def _notes(villages: Sequence[VillageMonth], month: int, year: str, unknown: int) -> list[str]:
    notes = []
    if not any(v.month for v in villages):
        notes.append(t("monthly-none", month=str(month), year=year))
    if not any(v.so_far for v in villages):
        notes.append(t("monthly-none-so-far", year=year))
    if unknown:
        notes.append(t("monthly-unknown", households=unknown))
    return [*notes, t("monthly-note")]


def _head(month: int) -> Head:
    return (
        *unit_columns(42),
        _part(t("monthly-col-month", month=str(month)), 1),
        _part(t("monthly-col-so-far"), 1 + 2 * len(KINDS)),
    )


def _part(title: str, first: int) -> Group:
    return Group(
        title=title,
        columns=tuple(
            Group(
                title=t(f"monthly-{kind}"),
                columns=(
                    _figure(first + 2 * n, t("paper-col-households")),
                    _figure(first + 2 * n + 1, t("paper-col-people")),
                ),
            )
            for n, kind in enumerate(KINDS)
        ),
    )


def _figure(number: int, title: str) -> Column:
    return Column(title=title, letter=str(number), kind=Kind.COUNT, width=13.5)
