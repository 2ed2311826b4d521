"""One unit of the board: its figures, goals, tasks, measures, checks and accounts as they came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.account import WORDS
from desktop.domain.planning import Account, MeasureSum
from desktop.domain.review import Finding
from desktop.domain.vietnamese import show_date, show_number
from desktop.rules.goals import GoalStanding
from desktop.services.catalogue import unit as unit_of
from desktop.services.planning import course_words, following, goal_words, measure_kinds
from desktop.services.planning.course import UnitCourse, UnitPage
from desktop.services.planning.tasks import TaskLine
from desktop.services.planning.visits import FollowUp, VisitLine
from desktop.text import t
from desktop.ui.page import Desk
from desktop.ui.pages.communes.target import CommuneTarget
from desktop.ui.pages.plan.tasks.table import state as task_state
from desktop.ui.rows_model import Column, RowsModel, State
from desktop.ui.widgets import (
    Button,
    Card,
    ElasticGrid,
    EmptyState,
    KeyValues,
    Link,
    Note,
    StateLabel,
    TableView,
    Text,
    padded,
    scrolled,
)

LEAST = 176
"""Height in px under which a card does not shrink."""


class TableCard(Card):
    """A table under its title, or a sentence where there is nothing."""

    def __init__(self, title: str, none: str, icon: str, columns: Sequence[Column[Any]]) -> None:
        super().__init__(title)
        self.model: RowsModel[Any] = RowsModel(columns, title)
        self.table = TableView(self.model, row=29)
        self.stack = QStackedWidget()
        self.stack.setProperty("ground", "clear")
        self.stack.addWidget(self.table)
        self.stack.addWidget(EmptyState(icon, none))
        self.add(self.stack, 1)
        self.setMinimumHeight(LEAST)

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Put the rows in."""
        self.model.set_rows(rows)
        self.stack.setCurrentIndex(0 if rows else 1)
        self.table.choose_row(0)


class UnitView(QWidget):
    """`left` back to the board, `called` to note (or un-note) a call."""

    left = Signal()
    called = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.page: UnitPage | None = None
        self.desk = desk
        self.back = Button(t("plan-course-back"), icon="arrow-left", key="Esc", live=False)
        self.name = Text("", "heading")
        self.state = StateLabel("none", "")
        self.why = Text("", "small", "text2", wrap=True)
        self.call = Link(t("plan-course-called"))
        self.open_page, self.cards = Link(t("plan-course-page")), Link(t("plan-course-cards"))
        self.send = Button(t("plan-course-send"), icon="send", size="compact")
        self.note = Note("warn", "", "", self.send)
        self.facts = Card(t("plan-course-figures", year=""))
        self.values = KeyValues(name_width=142)
        self.goals = TableCard(
            t("plan-course-goals"), t("plan-course-goals-none"), "target-arrow", _goal_columns()
        )
        self.tasks = TableCard(
            t("plan-course-tasks"), t("plan-course-tasks-none"), "check-filled-box", _task_columns()
        )
        self.measures = TableCard(
            t("plan-course-measures"), t("plan-course-measures-none"), "heart-handshake",
            _measure_columns(),
        )  # fmt: skip
        self.visits = TableCard(
            t("plan-course-visits"), t("plan-course-visits-none"), "eye", _visit_columns()
        )
        self.account = Card(t("plan-course-account"))
        self.told = Text("", "dense", wrap=True)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(10)
        for part in (self.back, self.name, self.state):
            top.addWidget(part)
        top.addWidget(self.why, 1, Qt.AlignmentFlag.AlignVCenter)
        for link in (self.call, self.open_page, self.cards):
            top.addWidget(link)
        self.facts.add(padded(self.values, (14, 0, 14, 10)))
        self.facts.column.addStretch(1)
        self.account.add(scrolled(padded(self.told, (14, 0, 14, 10))), 1)
        inside = QWidget()
        self._grid = ElasticGrid(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self.note)
        column.addWidget(scrolled(inside, ground="window"), 1)
        self.set_narrow(is_narrow=False)

    def set_narrow(self, *, is_narrow: bool) -> None:
        """Three cards beside each other, or two in a small window."""
        columns = 2 if is_narrow else 3
        cards = (self.facts, self.goals, self.tasks, self.measures, self.visits, self.account)
        for number, card in enumerate(cards):
            self._grid.addWidget(card, number // columns, number % columns)
        for place, stretch in enumerate((1, 1, 0) if is_narrow else (12, 14, 14)):
            self._grid.setColumnStretch(place, stretch)
        for place in range(3):
            self._grid.setRowStretch(place, 1 if place < len(cards) // columns else 0)

    def _connect(self) -> None:
        desk = self.desk
        self.back.clicked.connect(self.left)
        self.send.clicked.connect(lambda: desk.go("send-down"))
        self.cards.clicked.connect(lambda: desk.go("cards"))
        self.call.clicked.connect(lambda: self.called.emit(self.page and self.page.unit))
        self.open_page.clicked.connect(self._open)

    def _open(self) -> None:
        if self.page is not None:
            code = self.page.unit.code
            target = CommuneTarget(code=code, back="plan", back_target=("course", code))
            self.desk.go("commune", target)

    # Showing ----------------------------------------------------------------------------------
    def show_page(self, page: UnitPage, kinds: dict[str, str]) -> None:
        """Show a unit; `kinds`: names of measures by code."""
        self.page = page
        unit = page.unit
        self.name.setText(unit.name)
        self.state.set_state(course_words.STATES[unit.state], course_words.state(unit.state))
        self.why.setText(course_words.why(unit))
        self.call.setText(_call(unit))
        self._say(page.findings)
        self.facts.title.setText(t("plan-course-figures", year=str(page.year)))
        self.values.set_rows(_facts(page, self.desk.office.list_version))
        self.goals.show_rows(page.goals)
        self.tasks.show_rows(page.tasks)
        sums = following.by_kind(page.sums)
        self.measures.show_rows(
            [(measure_kinds.name_of(code, kinds), sums[code]) for code in sorted(sums)]
        )
        self.visits.show_rows(page.visits)
        self.told.setText(_accounts(page.accounts) or t("plan-course-account-none"))

    def _say(self, findings: Sequence[Finding]) -> None:
        self.note.setVisible(bool(findings))
        if findings:
            first, *more = (t(f"finding-{f.code}", **f.details) for f in findings)
            cure = t(f"finding-{findings[0].code}-cure", **findings[0].details)
            self.note.say(first, " ".join((cure, *more)), "warn")

    def focus_first(self) -> None:
        """The first table with rows, else the way back."""
        tables = (c.table for c in (self.goals, self.tasks, self.measures, self.visits))
        shown = (one for one in tables if one.model() and one.model().rowCount())
        next(shown, self.back).setFocus()


def _call(unit: UnitCourse) -> str:
    if unit.called is None:
        return t("plan-course-called")
    return t("plan-course-called-on", day=show_date(unit.called))


def _facts(page: UnitPage, version: str) -> list[tuple[str, str | QWidget]]:
    unit, unknown = page.unit, t("plan-course-unknown")

    def known(count: int | None) -> str:
        return unknown if count is None else show_number(count)

    rows: list[tuple[str, str | QWidget]] = [
        (t("plan-course-poor-before", year=str(page.year - 1)), known(unit.poor_before)),
        (t("plan-course-must"), _must(unit)),
        (t("plan-course-planned"), show_number(unit.planned)),
        (t("plan-course-poor-now", year=str(page.year)), known(unit.poor_now)),
        (t("plan-course-escaped"), show_number(unit.escaped)),
        (t("plan-course-helped"), show_number(unit.helped)),
        (t("plan-course-amount"), t("plan-course-dong", amount=show_number(unit.amount))),
        (t("plan-course-heard"), _heard(unit, version)),
    ]
    return rows


def _must(unit: UnitCourse) -> str:
    if unit.must is None:
        return t("plan-course-unknown")
    key = "plan-course-must-own" if unit.has_own_goal else "plan-course-must-share"
    return t(key, count=unit.must)


def _heard(unit: UnitCourse, version: str) -> str:
    known = unit.known
    if known is None:
        return course_words.heard(unit) or t("plan-course-state-silent")
    key = "plan-course-number-through" if known.through else "plan-course-number"
    through = unit_of(known.through, version).name if known.through else ""
    return t(key, number=str(known.number), office=through, day=show_date(known.came_on))


def _goal_columns() -> list[Column[GoalStanding]]:
    return [
        Column(t("plan-course-col-goal"), _goal, tip=_goal),
        Column(t("plan-course-col-stands"), lambda s: State(*goal_words.state(s)), kind="state",
               width=132, sort_key=lambda s: s.state),
    ]  # fmt: skip


def _goal(standing: GoalStanding) -> str:
    goal = standing.goal
    return f"{goal_words.name(goal)}: {goal_words.asks(goal, standing.year)}"


def _task_columns() -> list[Column[TaskLine]]:
    return [
        Column(t("plan-course-col-task"), lambda e: e.task.title, tip=lambda e: e.task.title),
        Column(t("plan-course-col-deadline"), lambda e: show_date(e.task.deadline), width=106,
               sort_key=lambda e: str(e.task.deadline or "9")),
        Column(t("plan-course-col-state"), task_state, kind="state", width=162),
    ]  # fmt: skip


Named = tuple[str, MeasureSum]


def _measure_columns() -> list[Column[Named]]:
    return [
        Column(t("plan-course-col-kind"), lambda m: m[0], tip=lambda m: m[0]),
        Column(t("plan-course-col-measures"), lambda m: m[1].measures, kind="figures", width=52),
        Column(t("plan-course-col-amount"), lambda m: course_words.amount(m[1].amount) or None,
               kind="figures", width=104),
    ]  # fmt: skip


def _visit_columns() -> list[Column[VisitLine]]:
    return [
        Column(t("plan-course-visits"), lambda v: v.visit.subject or v.visit.findings or v.visit.who,
               tip=lambda v: v.visit.findings),
        Column(t("plan-course-col-day"), lambda v: show_date(v.visit.happened_on), width=106),
        Column(t("plan-course-col-state"), _follow_up, kind="state", width=166),
    ]  # fmt: skip


def _follow_up(line: VisitLine) -> State | None:
    if line.follow_up is FollowUp.NONE:
        return None
    states = {FollowUp.DUE: "wait", FollowUp.OVERDUE: "err", FollowUp.SETTLED: "ok"}
    words = t(f"plan-course-visit-{line.follow_up}", days=line.days)
    return State(states[line.follow_up], words)


def _accounts(found: Sequence[Account]) -> str:
    """Each account with what its office wrote, part by part."""
    return "\u2028".join(_account(one) for one in found)


def _account(account: Account) -> str:
    kind = t(f"plan-course-kind-{account.kind}")
    title = t("plan-course-account-title", kind=kind, year=str(account.year))
    closed = account.closed_on
    state = (
        t("plan-course-account-closed", day=show_date(closed))
        if closed
        else t("plan-course-account-open")
    )
    lines = [f"{title} ({state})"]
    lines += [
        f"{t(f'account-heading-{part}')}: {text}"
        for part in WORDS
        if (text := account.words.get(part, "").strip())
    ]
    return "\u2028".join(line.replace("\n", "\u2028") for line in lines)
