"""What registering a group to leave poverty would do, before it is done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from desktop.services.planning.escapes import EscapePlan
from desktop.text import t
from desktop.ui.pages.plan.typed import in_row
from desktop.ui.widgets import Button, Card, Text, padded

SIDE = 14


class EscapeForm(Card):
    """`wanted(uids)` on the verb, `left` on Esc."""

    wanted = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.plan: EscapePlan | None = None
        self.title_words = Text("", "name", wrap=True)
        self.lines = Text("", "body", wrap=True)
        self.verb = Button("", kind="primary")
        self.leave = Button(t("plan-measures-leave"), key="Esc", kind="flat", live=False)
        column = QVBoxLayout()
        column.setSpacing(8)
        for widget in (self.title_words, self.lines, in_row(self.verb, self.leave, None)):
            column.addWidget(widget)
        self.add(padded(column, (SIDE, 12, SIDE, 12)))
        self.add_stretch()
        self.setAccessibleName(t("plan-measures-escapes"))
        self.verb.clicked.connect(self._do)
        self.leave.clicked.connect(self.left)

    def show_plan(self, plan: EscapePlan) -> None:
        """Say who is registered, who is so already, who cannot be and why."""
        self.plan = plan
        self.title_words.setText(t("plan-measures-escape-title", year=str(plan.year)))
        said = []
        if plan.changing:
            said.append(t("plan-measures-escape-new", households=len(plan.changing)))
        if plan.same:
            said.append(t("plan-measures-escape-same", households=len(plan.same)))
        said += [
            t(f"plan-measures-why-{why}", households=len(uids), year=str(plan.year - 1))
            for why, uids in plan.refused.items()
        ]
        self.lines.setText(" ".join(said))
        self.verb.setText(t("plan-measures-mark-all", households=len(plan.changing)))
        self.verb.setEnabled(bool(plan.changing))
        self.verb.updateGeometry()
        (self.verb if plan.changing else self.leave).setFocus()

    def _do(self) -> None:
        if self.plan is not None:
            self.wanted.emit(self.plan.changing)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
