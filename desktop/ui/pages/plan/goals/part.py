"""The part "Mục tiêu": goals and how they stand, how many must leave poverty where, forms for both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.planning import Aim, Goal, Indicator
from desktop.errors import AppError
from desktop.rules.goals import GoalStanding
from desktop.services.changes import Changes
from desktop.services.planning import goal_board, goal_words, goals
from desktop.services.planning.apportioning import UnitShare
from desktop.services.planning.goal_board import Board
from desktop.services.planning.records import Deed
from desktop.store.connection import Db
from desktop.text import sentence, t
from desktop.ui.page import Desk
from desktop.ui.pages.plan.goals.chart_card import ChartCard
from desktop.ui.pages.plan.goals.form import GoalForm
from desktop.ui.pages.plan.goals.goal_card import GoalCard
from desktop.ui.pages.plan.goals.list_card import GoalsCard
from desktop.ui.pages.plan.goals.must_card import MustCard
from desktop.ui.pages.plan.goals.units_form import UnitsForm, Wanted
from desktop.ui.pages.plan.part import PlanPart
from desktop.ui.widgets import Button, Note, ask

_CONCERNS = {
    "household", "review", "residents", "round", "package", "targets", "setting", "plan", "measure",
}  # fmt: skip
_CHOSEN, _FORM, _UNITS = 0, 1, 2


class GoalsPart(PlanPart):
    """Targets: the uid of a goal."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.board: Board | None = None
        self._wanted = ""
        self.add_goal = Button(t("plan-goals-add"), icon="plus", key="Ctrl+N", kind="primary")
        self.buttons = (self.add_goal,)
        self.list = GoalsCard()
        self.chosen, self.chart = GoalCard(), ChartCard()
        self.must = MustCard(is_upper=desk.office.is_upper)
        self.form, self.units = GoalForm(), UnitsForm()
        self.stack = QStackedWidget()
        self.send = Button(t("plan-goals-send-down"), icon="send", size="compact")
        self.send.setVisible(desk.office.is_upper)
        self.note = Note("err", "")
        self.sent = Note("ok", t("plan-goals-units-kept"), t("plan-goals-units-then"), self.send)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        right = QWidget()
        right.setProperty("ground", "clear")
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.chosen, 1)
        column.addWidget(self.chart, 1)
        self.chart.setMinimumHeight(210)
        for part in (right, self.form, self.units):
            self.stack.addWidget(part)
        self.stack.setProperty("ground", "clear")
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(12)
        grid.addWidget(self.list, 0, 0)
        grid.addWidget(self.must, 1, 0)
        grid.addWidget(self.stack, 0, 1, 2, 1)
        for place in (0, 1):
            grid.setColumnStretch(place, 1)
            grid.setRowStretch(place, 1)
        for note in (self.note, self.sent):
            note.hide()
            self.column.addWidget(note)
        self.column.setSpacing(8)
        self.column.addLayout(grid, 1)

    def _connect(self) -> None:
        self.add_goal.clicked.connect(self.begin_new)
        self.list.begin.clicked.connect(self.begin_new)
        self.list.table.current.connect(self._on_current)
        self.list.table.opened.connect(lambda _: self.begin_change())
        self.chosen.change.clicked.connect(self.begin_change)
        self.chosen.remove.clicked.connect(self.remove)
        self.chosen.result_told.connect(self.tell_result)
        self.chart.past.clicked.connect(lambda: self.desk.go("targets"))
        self.must.table.opened.connect(self._open_unit)
        self.must.units.clicked.connect(self.begin_units)
        self.form.kept.connect(self.keep)
        self.units.kept.connect(self.keep_units)
        self.form.left.connect(self.close_form)
        self.units.left.connect(self.close_form)
        self.send.clicked.connect(lambda: self.desk.go("send-down"))

    # Contract of pages --------------------------------------------------------------------------
    def reload(self) -> None:
        year, today = self.year, self.desk.now().astimezone().date()
        self.desk.worker.run_latest(
            "plan-goals", lambda db: goal_board.board(db, year, today), self._show
        )

    def on_changed(self, changes: Changes) -> bool:
        return bool(_CONCERNS & changes.names)

    def take_focus(self) -> None:
        if self.list.table.isHidden():
            self.list.begin.setFocus()
        else:
            self.list.table.setFocus()

    def open_target(self, target: object) -> None:
        self._wanted = str(target)
        if self.board is not None:
            self.list.show_board(self.board, self._wanted)

    def key_line(self) -> Sequence[tuple[str, str]]:
        if self.stack.currentIndex() != _CHOSEN:
            return (("Ctrl+Enter", t("plan-goals-keep")), ("Esc", t("plan-goals-leave")))
        keys = (
            ("Ctrl+N", t("plan-goals-add")), ("F2", t("plan-goals-change")),
            ("Del", t("plan-goals-remove")),
        )  # fmt: skip
        return (*keys, ("Ctrl+G", t("plan-goals-units"))) if self.desk.office.is_upper else keys

    def may_leave(self) -> bool:
        """A form with numbers that are not kept asks first."""
        place = self.stack.currentIndex()
        form = self.form if place == _FORM else self.units if place == _UNITS else None
        if form is None or not form.is_changed():
            self.close_form()
            return True
        if not ask(
            self, t("plan-goals-lose"), t("plan-goals-lose-what"), t("plan-goals-lose-verb")
        ):
            return False
        self.close_form()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape and self.stack.currentIndex() != _CHOSEN:
            self.close_form()
            return
        super().keyPressEvent(event)

    # Showing ------------------------------------------------------------------------------------
    def _show(self, board: Board) -> None:
        here = self.standing()
        keep = self._wanted or (here.goal.uid if here else "")
        self._wanted = ""
        self.board = board
        self.list.show_board(board, keep)
        self.must.show_board(board)
        self._on_current(self.list.table.record())
        self.answered()

    def standing(self) -> GoalStanding | None:
        """The goal under the cursor."""
        record = self.list.table.record()
        return record if isinstance(record, GoalStanding) else None

    def _on_current(self, record: object) -> None:
        if self.board is None:
            return
        standing = record if isinstance(record, GoalStanding) else None
        self.chosen.show_goal(standing, self.board)
        self.chart.show_goal(standing)

    def _open_unit(self, share: object) -> None:
        """The households of a village to plan; at an upper desk how the commune does."""
        if isinstance(share, UnitShare) and share.code:
            is_upper = self.desk.office.is_upper
            target = ("course", share.code) if is_upper else ("measures", {"village": share.code})
            self.desk.go("plan", target)

    # The form -----------------------------------------------------------------------------------
    def begin_new(self) -> None:
        """A new goal of this office for the plan year."""
        if self.board is None:
            return
        code = self.desk.office.code
        goal = Goal(
            uid=uuid4().hex, office=code, set_by=code, indicator=Indicator.POOR_RATE,
            aim=Aim.FALL_LEAST, first=self.year, last=self.year,
        )  # fmt: skip
        self._open_form(goal, is_new=True)

    def begin_change(self) -> None:
        """The goal under the cursor, if it is this office's."""
        standing = self.standing()
        if standing is None or self.board is None:
            return
        if self.board.is_own(standing.goal):
            self._open_form(standing.goal, is_new=False)
        else:
            name = goal_words.name(standing.goal)
            self.note.say(t("plan-goals-not-ours", name=name), t("plan-goals-not-ours-why"), "info")
            self.note.show()

    def _open_form(self, goal: Goal, *, is_new: bool) -> None:
        assert self.board is not None
        self._hide_notes()
        self.form.begin(self.board, goal, is_new=is_new)
        self._turn(_FORM)
        self.form.focus_first()

    def begin_units(self) -> None:
        """The numbers for the units below."""
        if self.board is not None:
            self._hide_notes()
            self.units.begin(self.board)
            self._turn(_UNITS)
            self.units.focus_first()

    def close_form(self) -> None:
        """Back to the chosen goal."""
        if self.stack.currentIndex() != _CHOSEN:
            self._turn(_CHOSEN)
            self.focus_first()

    def _turn(self, place: int) -> None:
        self.stack.setCurrentIndex(place)
        self.keys_changed.emit()

    def _hide_notes(self) -> None:
        self.note.hide()
        self.sent.hide()

    # Writing ------------------------------------------------------------------------------------
    def keep(self, goal: Goal) -> None:
        """Write a goal."""
        now, by = self.desk.now(), self.desk.by
        self._wanted = goal.uid
        said = t("plan-goals-kept", name=goal_words.name(goal))
        self._write(lambda db: goals.keep(db, goal, now=now, by=by), said)

    def remove(self) -> None:
        """Take the goal under the cursor out; it can be taken back."""
        standing = self.standing()
        if standing is None or not self.chosen.remove.isEnabled():
            return
        now, by, uid = self.desk.now(), self.desk.by, standing.goal.uid
        said = t("plan-goals-removed", name=goal_words.name(standing.goal))
        self._write(lambda db: goals.remove(db, uid, now=now, by=by), said)

    def tell_result(self, uid: str, year: int, value: object) -> None:
        """Write what was reached in a year."""
        now, by = self.desk.now(), self.desk.by
        number = float(value) if isinstance(value, int | float) else None
        self._write(
            lambda db: goals.keep_result(db, uid, year, number, now=now, by=by),
            t("plan-goals-result-kept", year=str(year)),
        )

    def keep_units(self, wanted: Wanted) -> None:
        """Write the goals for the units below; then they can be sent down."""
        now, by = self.desk.now(), self.desk.by
        self._write(
            lambda db: goals.keep_for_units(db, wanted.goals, gone=wanted.gone, now=now, by=by),
            t("plan-goals-units-said", count=len(wanted.goals)),
            self.sent.show,
        )

    def _write(
        self, job: Callable[[Db], Deed], said: str, then: Callable[[], None] | None = None
    ) -> None:
        def done(deed: Deed) -> None:
            self._hide_notes()
            self.close_form()
            self.desk.say(said, lambda: self._undo(deed))
            self.reload()
            if then is not None:
                then()

        self.desk.worker.run(job, done, failed=self._tell)

    def _undo(self, deed: Deed) -> None:
        now, by = self.desk.now(), self.desk.by

        def done(_: Changes) -> None:
            self._hide_notes()
            self.desk.say(t("plan-goals-undone"))
            self.reload()

        self.desk.worker.run(
            lambda db: goals.put_back(db, deed, now=now, by=by), done, failed=self._tell
        )

    def _tell(self, error: AppError) -> None:
        self.note.say(t("plan-goals-not-kept"), sentence(error), "err")
        self.note.show()
