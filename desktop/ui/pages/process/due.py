"""The calendar: what is due in which village, and the report dates, the next ones first."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.rules.deadlines import Due
from desktop.rules.workdays import WorkCalendar
from desktop.services import calendaring
from desktop.services.calendaring import ReportDay
from desktop.services.proceeding import Look
from desktop.text import t
from desktop.ui.rows_model import Column, RowsModel, State
from desktop.ui.widgets import Card, Link, TableView, Text, padded


@dataclass(frozen=True, slots=True)
class Line:
    """A day of the calendar: what it is, where, how far off, how it was counted."""

    on: datetime.date
    what: str
    where: str
    left: str
    how: str
    state: str


def lines(looks: Sequence[Look], reports: Sequence[ReportDay]) -> list[Line]:
    """What is still to come, and what is late; of all cases shown."""
    if not looks:
        return []
    today, days = looks[0].today, looks[0].calendar
    found = [line for look in looks for line in _of_case(look)]
    found += [_of_report(r, today) for r in reports if r.on >= today and r.code != "end"]
    return sorted(found, key=lambda line: (line.on, line.what)) if days else []


def _of_case(look: Look) -> Iterator[Line]:
    for due in look.standing.dues:
        is_late = due.is_late(look.today)
        if due.is_done or (due.on < look.today and not is_late):
            continue
        yield Line(
            on=due.on, what=t(f"process-what-{due.what}"), where=due.name or due.place or _whole(look),
            left=left(due.on, look.today, look.calendar if _in_work(due) else None),
            how=f"{calendaring.in_words(due, look.calendar)} {due.source}",
            state="err" if is_late else "wait",
        )  # fmt: skip


def _whole(look: Look) -> str:
    subjects = look.standing.records.subjects
    if look.standing.procedure.is_periodic or not subjects:
        return t("process-whole-commune")
    return subjects[0].name


def _in_work(due: Due) -> bool:
    return due.limit is not None and due.limit.days == "working"


def _of_report(report: ReportDay, today: datetime.date) -> Line:
    source = t("process-set-by-province") if report.is_set else "QĐ 24, Điều 7"
    key = "process-before-day" if report.is_before else "process-on-day"
    return Line(
        on=report.on, what=t(f"process-report-{report.code}"), where=source,
        left=left(report.on, today), how=t(key, day=report.on, source=source), state="info",
    )  # fmt: skip


def left(on: datetime.date, today: datetime.date, work: WorkCalendar | None = None) -> str:
    """How far off a day is: working days where the limit counts them."""
    if on == today:
        return t("process-today")
    if on < today:
        return t("process-past", days=(today - on).days)
    if work is not None:
        return t("process-left-working", days=work.between(today, on))
    return t("process-left", days=(on - today).days)


class DueCard(Card):
    """The lines; the one under the cursor tells at the foot how its day was counted."""

    def __init__(self) -> None:
        super().__init__(t("process-due"))
        self.to_days = Link(t("process-days"))
        self.head.addWidget(self.to_days)
        columns: list[Column[Line]] = [
            Column("", lambda d: State(d.state), kind="icon", width=36),
            Column("", lambda d: d.on.strftime("%d/%m"), width=66, bold=True),
            Column("", lambda d: (d.what, f"{d.where} · {d.left}"), kind="lines", tip=_whole_line),
        ]
        self.model = RowsModel(columns, t("process-due"))
        self.view = TableView(self.model, row=46, head=0)
        self.view.current.connect(self._tell)
        self.how = Text("", "small", "text2", wrap=True)
        self.add_rule()
        self.add(self.view, 1)
        self.add_rule()
        self.add(padded(self.how, (14, 6, 14, 8)))

    def show_lines(self, some: Sequence[Line]) -> None:
        """Show these days."""
        self.model.set_rows(list(some))
        if some:
            self.view.choose_row(0)
        self._tell(self.view.record())

    def _tell(self, line: object) -> None:
        self.how.setText(line.how if isinstance(line, Line) else t("process-due-none"))


def _whole_line(line: Line) -> str:
    return f"{line.what}\n{line.where}\n{line.left}"
