"""What the forms share: who reports, heading and foot, and the rows of units under their areas."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.domain.review import RoundKind
from desktop.domain.totals import UnitFigures
from desktop.domain.unit import Area, Level, Office, Signatory
from desktop.domain.vietnamese import nfc
from desktop.reports.sheet import (
    Column,
    Foot,
    Formula,
    Heading,
    Kind,
    Merge,
    Row,
    RowKind,
    SumOf,
    Value,
)
from desktop.text import t


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Who makes the paper, for which year, preliminary or final, and when it is signed.

    `on` None leaves the date open, to be written by hand. `practice`: the standard is a practice
    pack; a practice office marks its papers too. `deprivations` and `causes` are (code, name) of
    the round's standard in the order of the forms, `ethnic_columns` (group, title) in form 7.9.
    """

    office: Office
    signatory: Signatory
    year: int
    final: bool = True
    kind: RoundKind = RoundKind.PERIODIC
    on: datetime.date | None = None
    practice: bool = False
    deprivations: tuple[tuple[str, str], ...] = ()
    causes: tuple[tuple[str, str], ...] = ()
    ethnic_columns: tuple[tuple[str, str], ...] = ()


def heading(context: Context, *, mark: str, title: str, more: tuple[str, ...] = ()) -> Heading:
    """Bodies, title in capitals, and a subtitle that says preliminary or final, and the year."""
    office = context.office
    state = t("paper-state-final") if context.final else t("paper-state-preliminary")
    return Heading(
        # Nobody stands above a province's committee on papers.
        parent=""
        if office.level is Level.PROVINCE
        else t("paper-upper-body", name=nfc(office.upper_name).upper()),
        body=t("paper-own-body", name=nfc(office.name).upper()),
        mark=mark,
        title=(nfc(title).upper(),),
        subtitle=(
            t(
                "paper-subtitle",
                state=state,
                round=t(f"paper-round-{context.kind}", year=str(context.year)),
            ),
            *more,
        ),
        practice=context.practice or office.practice,
    )


def foot(context: Context) -> Foot:
    """Người lập biểu left; place, date, authority and name right (law.md §7)."""
    who = context.signatory
    return Foot(
        prepared_title=t("paper-prepared-by"),
        prepared_by=nfc(who.prepared_by),
        place_date=place_date(who.place, context.on, context.year),
        authority=who.authority or (t("paper-authority-body"), t("paper-authority-chairman")),
        name=nfc(who.name),
    )


def place_date(place: str, on: datetime.date | None, year: int) -> str:
    """Bình An, ngày 08 tháng 12 năm 2026; days below 10 and months below 3 take a nought (NĐ30)."""
    if on is None:
        return t("paper-place-date-open", place=nfc(place) or "…………", year=str(year))
    month = f"{on.month:02d}" if on.month < 3 else str(on.month)
    return t(
        "paper-place-date",
        place=nfc(place) or "…………",
        day=f"{on.day:02d}",
        month=month,
        year=str(on.year),
    )


def residents_suffice(unit: UnitFigures) -> bool:
    """The review does not cover everyone, so residents are at least the poor and the near-poor."""
    if unit.resident_households is None or unit.resident_people is None:
        return False
    return (
        unit.resident_households >= unit.poor_households + unit.near_poor_households
        and unit.resident_people >= unit.poor_people + unit.near_poor_people
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How one form counts: figures of any set of units, line by line, and the formulas that hold.

    `numbers` gives the figure columns of each line; `labels` name the lines, () where there is one
    line without a label. `sums` are the columns that totals add up, `own` formulas of every row;
    both count columns from the left edge of the table.
    """

    numbers: Callable[[Sequence[UnitFigures]], tuple[tuple[Value, ...], ...]]
    labels: tuple[str, ...] = ()
    sums: tuple[int, ...]
    own: tuple[tuple[int, Formula], ...]


_AREAS = (("I", Area.URBAN), ("II", Area.RURAL))


def unit_rows(figures: Sequence[UnitFigures], layout: Layout) -> tuple[Row, ...]:
    """I urban and its units, II rural and its units, III total; districts with their communes."""
    rows: list[Row] = []
    tops: list[int] = []
    for number, area in _AREAS:
        units = [f for f in figures if f.area is area]
        body, children = _area_rows(units, len(rows) + 1, layout)
        tops.append(len(rows))
        rows.append(_row(RowKind.SECTION, number, t(f"paper-area-{area}"), units, children, layout))
        rows += body
    rows.append(_row(RowKind.TOTAL, "III", t("paper-total"), figures, tuple(tops), layout))
    return tuple(rows)


def _area_rows(
    units: Sequence[UnitFigures], at: int, layout: Layout
) -> tuple[list[Row], tuple[int, ...]]:
    """Rows of one area, the first at body index `at`, and the indexes that its total adds up."""
    rows: list[Row] = []
    children: list[int] = []
    for number, (group, members) in enumerate(_grouped(units), start=1):
        children.append(at + len(rows))
        if not group:
            rows.append(_row(RowKind.UNIT, number, members[0].name, members, (), layout))
            continue
        below = tuple(range(at + len(rows) + 1, at + len(rows) + 1 + len(members)))
        rows.append(_row(RowKind.GROUP, number, group, members, below, layout))
        rows += [
            _row(RowKind.SUBUNIT, f"{number}.{n}", unit.name, [unit], (), layout)
            for n, unit in enumerate(members, start=1)
        ]
    return rows, tuple(children)


def _grouped(units: Sequence[UnitFigures]) -> list[tuple[str, list[UnitFigures]]]:
    """Districts in order of their first commune; a unit without a district stands alone."""
    groups: dict[str, list[UnitFigures]] = {}
    for index, unit in enumerate(units):
        groups.setdefault(unit.group or f"\0{index}", []).append(unit)
    return [("" if key.startswith("\0") else key, members) for key, members in groups.items()]


def _row(
    kind: RowKind,
    number: int | str,
    name: str,
    units: Sequence[UnitFigures],
    children: tuple[int, ...],
    layout: Layout,
) -> Row:
    lines = layout.numbers(units)
    leads: list[tuple[Value, ...]] = [(number, nfc(name)), *[("", "")] * (len(lines) - 1)]
    if layout.labels:
        leads = [(*lead, label) for lead, label in zip(leads, layout.labels, strict=True)]
    sums = tuple((column, SumOf(children)) for column in layout.sums) if children else ()
    return Row(
        kind=kind,
        lines=tuple(lead + line for lead, line in zip(leads, lines, strict=True)),
        formulas=sums + layout.own,
    )


def unit_columns(unit_width: float) -> tuple[Column, Column]:
    """Columns A and B of every report: number and name of the unit."""
    return (
        Column(
            title=t("paper-col-no"),
            letter="A",
            kind=Kind.ORDINAL,
            width=11,
            merge=Merge.ALWAYS,
            centred=True,
        ),
        Column(title=t("paper-col-unit"), letter="B", width=unit_width, merge=Merge.ALWAYS),
    )
