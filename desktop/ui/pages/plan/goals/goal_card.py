"""The chosen goal: one sentence, its years with fall, target and verdict, results that are typed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from desktop.domain.planning import Aim, Goal
from desktop.rules.goals import GoalStanding, YearStanding
from desktop.services.planning import goal_words
from desktop.services.planning.goal_board import Board
from desktop.text import t
from desktop.ui.pages.plan.goals.result_row import ResultRow, is_told
from desktop.ui.rows_model import Column, RowsModel, State
from desktop.ui.widgets import Button, Card, EmptyState, Note, TableView, Text, padded

ROW, HEAD = 28, 30
FALL, TARGET, AVERAGE = 2, 3, 4
_NOTE = {"ok": "ok", "err": "err", "warn": "warn"}


@dataclass(frozen=True, slots=True)
class Line:
    """A year of the chosen goal."""

    goal: Goal
    year: YearStanding


class GoalCard(Card):
    """`result_told(uid, year, value)`: what the office says was reached in a year."""

    result_told = Signal(str, int, object)

    def __init__(self) -> None:
        super().__init__(t("plan-goals-chosen"))
        self.change = Button(t("plan-goals-change"), icon="pencil", size="compact", key="F2")
        self.remove = Button(t("plan-goals-remove"), icon="trash", size="compact", key="Del")
        for button in (self.remove, self.change):
            self.head.addWidget(button)
        self.note = Note("info", "")
        self.warning = Note("warn", "")
        self.source = Text("", "small", "text3", wrap=True)
        self.model: RowsModel[Line] = RowsModel(_columns(), t("plan-goals-years"))
        self.table = TableView(self.model, row=ROW, head=HEAD)
        self.result = ResultRow()
        self.result.told.connect(self._tell)
        self.empty = EmptyState("target-arrow", t("plan-goals-choose"))
        self._standing: GoalStanding | None = None
        self._build()
        self.table.current.connect(self._on_year)

    def _build(self) -> None:
        top = QVBoxLayout()
        top.setSpacing(6)
        for part in (self.note, self.warning, self.source):
            top.addWidget(part)
        self.above = padded(top, (14, 0, 14, 8))
        self.add(self.above)
        self.add(self.table, 1)
        self.add(padded(self.result, (14, 6, 14, 8)))
        self.add(self.empty, 1)

    def show_goal(self, standing: GoalStanding | None, board: Board) -> None:
        """Show a goal, or that none is chosen."""
        self._standing = standing
        is_there = standing is not None
        for part in (self.above, self.table, self.change, self.remove):
            part.setVisible(is_there)
        self.empty.setVisible(not is_there)
        self.result.setVisible(is_there and is_told(standing.goal) if standing else False)
        self.title.setText(goal_words.name(standing.goal) if standing else t("plan-goals-chosen"))
        if standing is None:
            return
        self._show_words(standing, board)
        self._show_years(standing)

    def _show_words(self, standing: GoalStanding, board: Board) -> None:
        goal, (state, word) = standing.goal, goal_words.state(standing)
        asked = goal_words.asks(goal, board.year if goal.target(board.year) is not None else None)
        first = t("plan-goals-asked", asked=asked, word=word)
        self.note.say(first, goal_words.sentence(standing), _NOTE.get(state, "info"))
        words = [goal_words.finding(f, board.goals) for f in standing.findings]
        self.warning.setVisible(bool(words))
        if words:
            more = " ".join(f"{what} {cure}" for what, cure in words[1:])
            self.warning.say(words[0][0], f"{words[0][1]} {more}".strip(), "warn")
        self.source.setText(_source(goal, board, standing))
        is_own = board.is_own(goal)
        self.change.setEnabled(is_own)
        self.remove.setEnabled(is_own and (goal.uid not in board.shipped or goal.revision > 1))

    def _show_years(self, standing: GoalStanding) -> None:
        aim = standing.goal.aim
        for column, is_there in (
            (FALL, aim is not Aim.WORDS),
            (TARGET, aim is not Aim.WORDS),
            (AVERAGE, aim is Aim.FALL_AVERAGE),
        ):
            self.table.setColumnHidden(column, not is_there)
        self.model.set_rows([Line(standing.goal, y) for y in standing.years])
        self.table.choose_row(self.model.row_of(lambda line: line.year.year == standing.year))
        self._on_year(self.table.record())

    def _on_year(self, year: object) -> None:
        if isinstance(year, Line):
            self.result.show_year(year.goal, year.year.year)

    def _tell(self, year: int, value: object) -> None:
        if self._standing is not None:
            self.result_told.emit(self._standing.goal.uid, year, value)


def _source(goal: Goal, board: Board, standing: GoalStanding) -> str:
    measure = goal_words.unit(goal) if goal.aim is not Aim.WORDS else ""
    parts = [t("plan-goals-in-unit", unit=measure)] if measure else []
    if standing.baseline is not None and goal.aim is not Aim.WORDS:
        baseline = f"{goal_words.value(goal, standing.baseline)} {goal_words.unit(goal)}"
        year = str(standing.baseline_year)
        parts.append(t("plan-goals-baseline-of", year=year, value=baseline))
    if goal.source:
        parts.append(t("plan-goals-source-of", source=goal.source))
    if not board.is_own(goal):
        parts.append(t("plan-goals-set-above"))
    if goal.note:
        parts.append(goal.note)
    return " ".join(parts)


def _columns() -> list[Column[Line]]:
    return [
        Column(t("plan-goals-col-year"), lambda x: str(x.year.year), width=60),
        Column(t("plan-goals-col-value"), lambda x: goal_words.value(x.goal, x.year.value), kind="figures", width=92, bold=True),
        Column(t("plan-goals-col-fall"), lambda x: goal_words.fall(x.goal, x.year.fall), kind="figures", width=96),
        Column(t("plan-goals-col-target"), _target, kind="figures", width=76),
        Column(t("plan-goals-col-average"), lambda x: goal_words.fall(x.goal, x.year.average), kind="figures", width=86),
        Column(t("plan-goals-col-verdict"), lambda x: State(*goal_words.verdict(x.year)), kind="state"),
    ]  # fmt: skip


def _target(line: Line) -> str:
    target = line.year.target
    return goal_words.DASH if target is None else goal_words.plain(target)
