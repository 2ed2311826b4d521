"""The steps of a case as a list: state, how far, what is due or missing; the cursor chooses one."""

from __future__ import annotations

import datetime

from PySide6.QtCore import Signal

from desktop.rules.deadlines import StepStanding, StepState
from desktop.services.proceeding import Look
from desktop.text import t
from desktop.ui.rows_model import Column, RowsModel, State
from desktop.ui.widgets import Card, TableView

_ICON = {
    StepState.DONE: "ok",
    StepState.NEXT: "wait",
    StepState.BEGUN: "wait",
    StepState.WAITING: "none",
    StepState.NONE: "none",
}


class StepsCard(Card):
    """`chosen(StepStanding)` when the cursor comes to a step."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__(t("process-steps"))
        self._today = datetime.date.min
        columns: list[Column[StepStanding]] = [
            Column("", lambda s: State(state_of(s, self._today)), kind="icon", width=36),
            Column("", self._lines, kind="lines", tip=lambda s: f"{s.step.who}\n{s.step.source}"),
            Column("", _count, width=76, ink="text2", role="small", align_right=True),
        ]
        self.model = RowsModel(columns, t("process-steps"))
        self.view = TableView(self.model, row=48, head=0)
        self.view.current.connect(self._on_current)
        self.add_rule()
        self.add(self.view, 1)

    def show_look(self, look: Look, step_id: str) -> None:
        """Show the steps, the cursor on one of them."""
        self._today = look.today
        self.model.set_rows(list(look.standing.steps))
        self.choose(step_id)

    def choose(self, step_id: str) -> None:
        """Put the cursor on a step."""
        rows = [s.step.id for s in self.model.rows if isinstance(s, StepStanding)]
        if step_id in rows:
            self.view.choose_row(rows.index(step_id))

    def _on_current(self, record: object) -> None:
        if isinstance(record, StepStanding):
            self.chosen.emit(record)

    def _lines(self, step: StepStanding) -> tuple[str, str]:
        return step.step.name, words(step, self._today)


def state_of(step: StepStanding, today: datetime.date) -> str:
    """The mark of a step: late, lacking, done, under way, not yet."""
    if any(d.is_late(today) for d in step.dues):
        return "err"
    return "warn" if step.missing else _ICON[step.state]


def words(step: StepStanding, today: datetime.date) -> str:
    """One line on a step: what is late, what is missing, what is due next, or its state."""
    late = [d for d in step.dues if d.is_late(today)]
    if late:
        return t("process-late", day=late[0].on)
    if step.missing:
        return t("process-missing", count=len(step.missing))
    coming = [d for d in step.dues if not d.is_done and d.on >= today]
    if coming:
        return t("process-until", day=coming[0].on)
    return t(f"process-state-{step.state}")


def _count(step: StepStanding) -> str:
    return f"{step.done}/{step.total}" if step.total > 1 else ""
