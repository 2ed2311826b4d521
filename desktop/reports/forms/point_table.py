"""The B1 point table as a paper: to hold beside the circular, answer by answer, and sign by two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from desktop.reports.forms.common import Context, heading, place_date
from desktop.reports.sheet import Column, Foot, Head, Heading, Kind, Row, RowKind, Sheet, Value
from desktop.rules.point_table import Counts, PointItem, PointOption, PointTable
from desktop.rules.ranges import show_bound
from desktop.rules.standard import Standard
from desktop.text import t


def build(table: PointTable, counts: Counts, base: Standard, context: Context) -> Sheet:
    """A row for each item and one for each answer, a column to tick; counts and sums as notes."""
    return Sheet(
        form="B1",
        heading=_heading(table, base, context),
        head=_columns(table),
        body=tuple(row for n, item in enumerate(table.items, 1) for row in _rows(n, item, table)),
        foot=Foot(
            prepared_title=t("points-paper-entered"),
            prepared_by=context.signatory.prepared_by,
            place_date=place_date(context.signatory.place, context.on, context.year),
            authority=(t("points-paper-compared"),),
        ),
        notes=(*_counted(counts), t("points-paper-note")),
        landscape=False,
        size=10.5,
    )


def _heading(table: PointTable, base: Standard, context: Context) -> Heading:
    whole = heading(context, mark="", title=t("points-paper-title"))
    named = t("points-paper-subtitle", name=table.name or "…", source=table.source or "…")
    regions = tuple(
        t(
            "points-paper-region",
            area=t(f"points-area-{area}").lower(),
            region=table.regions.get(area) or "…",
            standard=base.name,
            limit=base.limits[area].b1_points or 0,
        )
        for area in table.areas
    )
    return replace(whole, subtitle=(named, *regions))


def _columns(table: PointTable) -> Head:
    points = (
        Column(title=t(f"points-col-{area}"), kind=Kind.POINTS, width=17) for area in table.areas
    )
    return (
        Column(title=t("points-col-number"), kind=Kind.MARK, width=13),
        Column(title=t("points-paper-col-label"), width=76),
        Column(title=t("points-col-low"), kind=Kind.MARK, width=14),
        Column(title=t("points-col-high"), kind=Kind.MARK, width=14),
        *points,
        Column(title=t("points-col-source"), width=38),
        Column(title=t("points-paper-col-compared"), kind=Kind.MARK, width=14),
    )


def _rows(number: int, item: PointItem, table: PointTable) -> Iterator[Row]:
    name = t("points-paper-item", label=item.label, unit=item.unit) if item.unit else item.label
    empty: tuple[Value, ...] = (None,) * len(table.areas)
    # A nought in a column of points would say that the item has one.
    lead: tuple[Value, ...] = (item.number or str(number), name, "", "", *empty, item.source, "")
    yield Row(kind=RowKind.GROUP, lines=(lead,))
    for option in item.options:
        yield Row(kind=RowKind.ENTRY, lines=(_line(option, table),))


def _line(option: PointOption, table: PointTable) -> tuple[Value, ...]:
    points = (option.points.get(area) for area in table.areas)
    words = f"{option.key}. {option.label}" if option.key else option.label
    return ("", words, show_bound(option.low), show_bound(option.high), *points, "", "")


def _counted(counts: Counts) -> Iterator[str]:
    yield t("points-paper-counts", items=counts.items, options=counts.options)
    for area, sums in counts.totals.items():
        yield t(
            "points-paper-sums",
            area=t(f"points-area-{area}"),
            largest=sums.largest, smallest=sums.smallest, whole=sums.whole,
        )  # fmt: skip
