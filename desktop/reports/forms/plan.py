"""The plan of a year as paper: goals, who is to leave poverty, tasks, measures and money; and its lists.

No printed form of it is known: the layout is this program's (KH107, law.md §8; NĐ30).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from desktop.domain.account import MeasureLine
from desktop.domain.vietnamese import nfc, show_date
from desktop.reports.forms.account import signing
from desktop.reports.forms.account_tables import measures_table
from desktop.reports.forms.common import Context, foot, heading, place_date
from desktop.reports.forms.tabled import (
    Tabled,
    as_parts,
    as_sheet,
    count_column,
    entry,
    number_column,
    total,
    words_column,
)
from desktop.reports.sheet import Column, Foot, Heading, Kind, Row, RowKind, Sheet, Signed, Value
from desktop.reports.text_sheet import Paragraph, Part, TextSheet, section
from desktop.text import t

FORM = "plan"
_SIZE = 13.5


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalRow:
    """A goal in words: what it asks over its years, the target of the year, what was reached last
    and how it stands."""

    name: str
    asks: str
    span: str
    baseline: str
    target: str
    newest: str
    state: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """A village or commune: poor households, how many must leave poverty (None: not known), how many
    are planned to."""

    name: str
    households: int | None
    poor: int
    must: int | None
    planned: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """A task under its group's number and title."""

    group: str
    group_title: str
    title: str
    responsible: str
    deadline: datetime.date | None
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPaper:
    """A year's plan to be laid out. `unit_word` names the units ("Thôn"), `helped` are households with
    a measure; `notes` are what has to be known before the figures are used."""

    goals: tuple[GoalRow, ...]
    units: tuple[UnitRow, ...]
    tasks: tuple[TaskRow, ...]
    measures: tuple[MeasureLine, ...]
    helped: int
    unit_word: str
    notes: tuple[str, ...] = ()


def build(paper: PlanPaper, context: Context) -> TextSheet:
    """The plan as a running text."""
    return TextSheet(
        form=FORM,
        heading=plan_heading(context, t("plan-paper-title", year=str(context.year)), dated=True),
        parts=(*_parts(paper, context), signing(context)),
        size=_SIZE,
    )


def plan_heading(context: Context, title: str, *, dated: bool = False) -> Heading:
    """Bodies and title; with `dated` number, place and date."""
    who = context.signatory
    return replace(
        heading(context, mark="", title=""),
        title=tuple(nfc(line) for line in title.split("|")),
        subtitle=(),
        number=t("papers-number", number="……/KH-UBND") if dated else "",
        place_date=place_date(who.place, context.on, context.year) if dated else "",
    )


def sheets(paper: PlanPaper, context: Context, code: str = "") -> tuple[Sheet, ...]:
    """The tables of the plan, each on a worksheet of its own."""
    top = plan_heading(context, t("plan-paper-title", year=str(context.year)))
    made = (make(paper, context) for _, make in _TABLES)
    return tuple(as_sheet(one, top, Foot(), code) for one in made if one.body)


def _parts(paper: PlanPaper, context: Context) -> Iterator[Part]:
    for note in paper.notes:
        yield Paragraph(text=nfc(note), lead=t("account-note"), italic=True, size=12)
    number = 0
    for roman, (name, make) in zip(("I", "II", "III", "IV"), _TABLES, strict=True):
        yield section(f"{roman}. {t(f'plan-paper-part-{name}')}")
        made = make(paper, context)
        if made.body:
            number += 1
            yield from as_parts(made, number)
        else:
            yield Paragraph(text=t(f"plan-paper-none-{name}"))


def _tabled(name: str, head: Sequence[Column], body: Sequence[Row], year: int) -> Tabled:
    return Tabled(
        name=t(f"plan-paper-sheet-{name}"), title=t(f"plan-paper-table-{name}", year=str(year)),
        head=tuple(head), body=tuple(body),
    )  # fmt: skip


# Tables ------------------------------------------------------------------------------------------
def _goals(paper: PlanPaper, context: Context) -> Tabled:
    year = str(context.year)
    head = (
        number_column(8),
        words_column(t("account-col-goal"), 31),
        words_column(t("account-col-asks"), 33),
        Column(title=t("plan-paper-col-span"), width=23, centred=True),
        Column(title=t("plan-paper-col-baseline"), width=19, centred=True),
        Column(title=t("plan-paper-col-target", year=year), width=18, centred=True),
        Column(title=t("plan-paper-col-newest"), width=20, centred=True),
        Column(title=t("account-col-state"), width=20, centred=True),
    )
    rows = [
        entry(
            n, nfc(g.name), nfc(g.asks), g.span, g.baseline, g.target, g.newest, g.state,
        )
        for n, g in enumerate(paper.goals, start=1)
    ]  # fmt: skip
    sources = sorted({nfc(g.source) for g in paper.goals if g.source})
    notes = (t("plan-paper-sources", sources="; ".join(sources)),) if sources else ()
    return replace(_tabled("goals", head, rows, context.year), notes=notes)


_LACKING = 6


def _units(paper: PlanPaper, context: Context) -> Tabled:
    head = (
        number_column(),
        words_column(nfc(paper.unit_word), 52),
        count_column(t("account-col-households"), 20),
        count_column(t("plan-paper-col-poor", year=str(context.year - 1)), 21),
        count_column(t("plan-paper-col-must"), 21),
        count_column(t("account-col-planned"), 21),
        Column(title=t("plan-paper-col-over"), kind=Kind.POINTS, width=21),
    )
    difference = Signed(((1, 5), (-1, 4)))
    rows = [
        entry(
            n, nfc(u.name), u.households, u.poor, u.must, u.planned,
            None if u.must is None else u.planned - u.must,
            formulas=() if u.must is None else ((_LACKING, difference),),
        )
        for n, u in enumerate(paper.units, start=1)
    ]  # fmt: skip
    if len(rows) > 1:
        rows.append(total(rows, (2, 3, 4, 5, _LACKING), 7))
    return _tabled("units", head, rows, context.year)


def _tasks(paper: PlanPaper, context: Context) -> Tabled:
    head = (
        Column(title=t("paper-col-no"), kind=Kind.ID, width=11),
        words_column(t("account-col-task"), 72),
        words_column(t("account-col-responsible"), 36),
        Column(title=t("account-col-deadline"), kind=Kind.DATE, width=22),
        Column(title=t("account-col-state"), width=24, centred=True),
    )
    return _tabled("tasks", head, [*_task_rows(paper.tasks)], context.year)


def _task_rows(tasks: Sequence[TaskRow]) -> Iterator[Row]:
    last, number = "", 0
    for one in tasks:
        if one.group != last:
            last, number = one.group, 0
            yield Row(
                kind=RowKind.SECTION, lines=((one.group, nfc(one.group_title), "", None, ""),)
            )  # fmt: skip
        number += 1
        yield entry(
            f"{one.group}.{number}", nfc(one.title), nfc(one.responsible), one.deadline, one.state
        )


def _measures(paper: PlanPaper, context: Context) -> Tabled:
    made = measures_table(paper.measures, paper.helped)
    return replace(made, title=t("plan-paper-table-measures", year=str(context.year)))


_TABLES = (("goals", _goals), ("units", _units), ("tasks", _tasks), ("measures", _measures))


# Lists by name -----------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRow:
    """A measure of a household, in words."""

    number: str
    head: str
    village: str
    kind: str
    programme: str
    amount: int | None
    days: str
    responsible: str
    state: str


def measures_list(rows: Sequence[MeasureRow], context: Context) -> Sheet:
    """Measures by household: personal data, for the office."""
    head = (
        number_column(10),
        words_column(t("plan-list-col-number"), 19),
        words_column(t("plan-list-col-head"), 38),
        words_column(t("plan-list-col-place"), 30),
        words_column(t("account-col-kind"), 34),
        words_column(t("account-col-programme"), 38),
        count_column(t("account-col-amount"), 27),
        words_column(t("plan-list-col-days"), 27),
        words_column(t("account-col-responsible"), 30),
        Column(title=t("account-col-state"), width=20, centred=True),
    )
    body = [
        entry(
            n, r.number, nfc(r.head), nfc(r.village), nfc(r.kind), nfc(r.programme), r.amount,
            r.days, nfc(r.responsible), r.state,
        )
        for n, r in enumerate(rows, start=1)
    ]  # fmt: skip
    if body:
        amounts = [r.amount or 0 for r in rows]
        body.append(_sum_row(len(head), 6, sum(amounts)))
    return _list("measures", head, body, context, len(rows))


def _sum_row(width: int, column: int, value: int) -> Row:
    line: list[Value] = [""] * width
    line[1], line[column] = t("tabled-total"), value
    return Row(kind=RowKind.TOTAL, lines=(tuple(line),))


@dataclass(frozen=True, slots=True, kw_only=True)
class EscapeRow:
    """A household that is to leave poverty in the year; `is_helped`: it has a measure."""

    number: str
    head: str
    village: str
    lacks: str
    is_helped: bool


def escapes_list(rows: Sequence[EscapeRow], context: Context) -> Sheet:
    """Households planned to leave poverty, with what they lack."""
    head = (
        number_column(10),
        words_column(t("plan-list-col-number"), 20),
        words_column(t("plan-list-col-head"), 48),
        words_column(t("plan-list-col-place"), 36),
        words_column(t("plan-list-col-lacks"), 100),
        Column(title=t("plan-list-col-helped"), width=22, centred=True),
    )
    body = [
        entry(
            n, r.number, nfc(r.head), nfc(r.village), nfc(r.lacks),
            t("plan-list-yes") if r.is_helped else t("plan-list-no"),
        )
        for n, r in enumerate(rows, start=1)
    ]  # fmt: skip
    return _list("escapes", head, body, context, len(rows))


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """A check whose follow-up is overdue by `days`."""

    happened_on: datetime.date
    who: str
    place: str
    findings: str
    follow_up: str
    due: datetime.date | None
    days: int


def checks_list(rows: Sequence[CheckRow], context: Context, today: datetime.date) -> Sheet:
    """Checks whose follow-up is overdue on a day."""
    head = (
        number_column(10),
        Column(title=t("plan-list-col-day"), kind=Kind.DATE, width=24),
        words_column(t("plan-list-col-who"), 44),
        words_column(t("plan-list-col-where"), 34),
        words_column(t("plan-list-col-findings"), 62),
        words_column(t("plan-list-col-follow-up"), 52),
        Column(title=t("account-col-deadline"), kind=Kind.DATE, width=24),
        count_column(t("plan-list-col-late"), 20),
    )
    body = [
        entry(
            n, r.happened_on, nfc(r.who), nfc(r.place), nfc(r.findings), nfc(r.follow_up), r.due,
            r.days,
        )
        for n, r in enumerate(rows, start=1)
    ]  # fmt: skip
    return _list("checks", head, body, context, len(rows), show_date(today))


def _list(
    name: str, head: Sequence[Column], body: Sequence[Row], context: Context, count: int,
    day: str = "",
) -> Sheet:  # fmt: skip
    title = t(f"plan-list-title-{name}", year=str(context.year), day=day)
    return Sheet(
        form=t(f"plan-list-sheet-{name}"),
        heading=plan_heading(context, title),
        head=tuple(head), body=tuple(body), foot=foot(context),
        notes=(t("plan-list-count", count=count) if count else t("plan-list-empty"),),
        size=10.5,
    )  # fmt: skip
