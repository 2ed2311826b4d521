"""The goals of the plan in groups: set above, the office's own, those of the province's plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from desktop.rules.goals import GoalStanding
from desktop.services.planning import goal_words
from desktop.services.planning.goal_board import Board
from desktop.text import t
from desktop.ui.rows_model import Column, Heading, RowsModel, State
from desktop.ui.widgets import Button, Card, EmptyState, TableView

ROW, HEAD = 46, 30
GROUPS = ("above", "own", "province", "ended", "coming")


class GoalsCard(Card):
    """One row for each goal; the table's `current` and `opened` tell which one."""

    def __init__(self) -> None:
        super().__init__(t("plan-goals-list"))
        self.model: RowsModel[GoalStanding] = RowsModel(_columns(), t("plan-goals-list"))
        self.table = TableView(self.model, row=ROW, head=HEAD)
        self.begin = Button(t("plan-goals-add"), icon="plus", kind="primary")
        self.empty = EmptyState("target-arrow", t("plan-goals-none"), self.begin)
        self.add(self.table, 1)
        self.add(self.empty, 1)

    def show_board(self, board: Board, keep: str = "") -> None:
        """Show the goals; the cursor stays on the one with the uid `keep`."""
        standings = board.standings
        rows: list[GoalStanding | Heading] = []
        for group in GROUPS:
            found = [s for s in standings if group_of(board, s) == group]
            if found:
                rows += [Heading(t(f"plan-goals-group-{group}", year=str(board.year))), *found]
        self.model.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.set_remark(_remark([s for s in standings if group_of(board, s) in GROUPS[:3]]))
        row = self.model.row_of(lambda s: s.goal.uid == keep)
        first = self.model.row_of(lambda _: True)
        self.table.choose_row(row if row >= 0 else first)
        if row in (-1, first):
            self.table.scrollToTop()  # the heading above it is part of what is read


def group_of(board: Board, standing: GoalStanding) -> str:
    """Which group of the list a goal stands in."""
    goal = standing.goal
    if not goal.first <= board.year <= goal.last:
        return "ended" if goal.last < board.year else "coming"
    if goal.uid in board.shipped:
        return "province"
    return "own" if board.is_own(goal) else "above"


def _remark(standings: Sequence[GoalStanding]) -> str:
    """How many goals stand how, by the words of the list: "1 không đạt · 2 thiếu số gốc"."""
    found = Counter(s.state for s in standings)
    return " · ".join(
        t("plan-goals-counted", count=found[state], word=t(f"goal-state-{state}").lower())
        for state in goal_words.STATES
        if found[state]
    )


def _columns() -> list[Column[GoalStanding]]:
    return [
        Column(t("plan-goals-col-goal"), _lines, kind="lines", tip=lambda s: goal_words.name(s.goal)),
        Column(t("plan-goals-col-span"), lambda s: goal_words.span(s.goal), width=98),
        Column(t("plan-goals-col-state"), _state, kind="state", width=128),
    ]  # fmt: skip


def _lines(standing: GoalStanding) -> tuple[str, str]:
    goal = standing.goal
    return goal_words.name(goal), goal_words.asks(goal)


def _state(standing: GoalStanding) -> State:
    return State(*goal_words.state(standing))
