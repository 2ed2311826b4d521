"""How many households must leave poverty in the year, per unit, against how many are planned."""

from __future__ import annotations

from desktop.domain.vietnamese import show_number, sort_key
from desktop.services.planning import apportioning, goal_words
from desktop.services.planning.apportioning import Apportioned, UnitShare
from desktop.services.planning.goal_board import Board
from desktop.text import t
from desktop.ui.rows_model import Column, RowsModel, State
from desktop.ui.widgets import Button, Card, EmptyState, TableView, Text, padded

ROW, HEAD = 28, 30


class MustCard(Card):
    """One line for each village or commune, the whole last; `table.opened` tells which to plan."""

    def __init__(self, *, is_upper: bool) -> None:
        super().__init__(t("plan-goals-must", year=""))
        self.units = Button(t("plan-goals-units"), icon="pencil", size="compact", key="Ctrl+G")
        self.units.setVisible(is_upper)
        self.head.addWidget(self.units)
        self.reason = Text("", "small", "text2", wrap=True)
        self.model: RowsModel[UnitShare] = RowsModel(_columns(), t("plan-goals-must-name"))
        self.table = TableView(self.model, row=ROW, head=HEAD)
        self.empty = EmptyState("users", "")
        self.add(padded(self.reason, (14, 0, 14, 8)))
        self.add(self.table, 1)
        self.add(self.empty, 1)

    def show_board(self, board: Board) -> None:
        """Show the units of the plan year."""
        found = board.apportioned
        self.title.setText(t("plan-goals-must", year=str(board.year)))
        total = apportioning.whole(found.shares)
        self.model.set_rows(found.shares, total=_named(total, board.office.name))
        is_there = bool(found.shares)
        self.table.setVisible(is_there)
        self.reason.setVisible(is_there)
        self.empty.setVisible(not is_there)
        self.empty.sentence.setText(t("plan-goals-must-none", year=str(board.year - 1)))
        self.reason.setText(reason(found))
        self.units.setEnabled(is_there)
        self.set_remark(_remark(total))


def _named(total: UnitShare, name: str) -> UnitShare:
    return UnitShare(
        code="", name=name, poor_before=total.poor_before, households=total.households,
        must=total.must, planned=total.planned,
    )  # fmt: skip


def _remark(total: UnitShare) -> str:
    if total.must is None:
        return ""
    return t("plan-goals-must-remark", planned=total.planned, must=total.must)


def reason(found: Apportioned) -> str:
    """Which goal asks for it, or why nothing can be said."""
    last = str(found.year - 1)
    if found.is_open:
        return t("plan-goals-must-open", year=last)
    if not found.goals:
        return t("plan-goals-must-no-goal", year=str(found.year))
    if found.most is None:
        return t("plan-goals-must-no-total", year=last)
    asked = "; ".join(f"{goal_words.name(g)} {goal_words.asks(g, found.year)}" for g in found.goals)
    said = t("plan-goals-must-by", asked=asked, most=found.most, total=found.total or 0)
    must = apportioning.whole(found.shares).must
    if must is not None and must != found.total:
        said += " " + t("plan-goals-must-own", must=must)
    return said


def _columns() -> list[Column[UnitShare]]:
    return [
        Column(t("plan-goals-col-unit"), lambda s: s.name, sort_key=lambda s: sort_key(s.name)),
        Column(
            t("plan-goals-col-poor"), lambda s: s.poor_before, kind="figures", width=84,
            sort_key=lambda s: s.poor_before,
        ),
        Column(
            t("plan-goals-col-must"), lambda s: _number(s.must), kind="figures", width=84, bold=True,
            sort_key=lambda s: s.must or 0,
        ),
        Column(
            t("plan-goals-col-planned"), lambda s: s.planned, kind="figures", width=84,
            sort_key=lambda s: s.planned,
        ),
        Column(t("plan-goals-col-lacking"), _state, kind="state", width=118, sort_key=lambda s: s.lacking),
    ]  # fmt: skip


def _number(count: int | None) -> str:
    return goal_words.DASH if count is None else show_number(count)


def _state(share: UnitShare) -> State:
    if share.must is None:
        return State("none", t("plan-goals-not-said"))
    if share.lacking:
        return State("err", t("plan-goals-lacking", count=share.lacking))
    return State("ok", t("plan-goals-enough"))
