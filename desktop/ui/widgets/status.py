"""The status line: what is saved, the facts of the book, the key line, and the ten-second undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QWidget

from desktop.text import t
from desktop.ui.theme import colour
from desktop.ui.widgets.buttons import KeyChip, Link
from desktop.ui.widgets.marks import StateLabel
from desktop.ui.widgets.paint import painting
from desktop.ui.widgets.text import Text

SAID_FOR = 10_000
UNDO_KEY = "Ctrl+Z"


class StatusLine(QWidget):
    """26 px at the lower edge. Left: what was said last, or saved state and facts or keys."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(26)
        self._saved = StateLabel("ok", "", icon="circle-check", role="tiny")
        self._saved.hide()
        self._middle = QHBoxLayout()
        self._middle.setSpacing(16)
        self._said = Text("", "tiny")
        self._undo = Link(t("ui-undo", keys=UNDO_KEY))
        self._undo.setFixedHeight(22)
        self._undo.clicked.connect(self._on_undo)
        self._undo_call: Callable[[], None] | None = None
        self._busy = StateLabel("wait", "", role="tiny")
        self._date = Text("", "tiny", "text2")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.unsay)
        self._build()
        self.unsay()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 1, 14, 0)
        row.setSpacing(16)
        self._facts = QWidget()
        self._facts.setProperty("ground", "clear")
        self._facts.setLayout(self._middle)
        self._middle.setContentsMargins(0, 0, 0, 0)
        for widget in (self._saved, self._said, self._undo, self._facts):
            row.addWidget(widget)
        row.addStretch(1)
        self._busy.hide()
        for widget in (self._busy, self._date, _tick()):
            row.addWidget(widget)
        row.addWidget(_key_word("F1", t("ui-keys")))

    def set_saved(self, text: str, state: str = "ok") -> None:
        """What is saved and when, at the left end."""
        self._saved.set_state(state, text, icon="circle-check" if state == "ok" else "")
        self._saved.setVisible(bool(text))

    def set_facts(self, facts: Sequence[str]) -> None:
        """Office, round, standard, copy: each after a thin line."""
        self._fill([w for fact in facts for w in (_tick(), Text(fact, "tiny", "text2"))])

    def set_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """The key line of the entry page instead of the facts: ("F4", "ghi chú")."""
        self._fill([_key_word(key, word) for key, word in keys])

    def set_date(self, text: str) -> None:
        """Today, written out, at the right."""
        self._date.setText(text)

    def set_busy(self, text: str) -> None:
        """What the worker does now; "" when it is idle."""
        self._busy.set_state("wait", text)
        self._busy.setVisible(bool(text))

    def say(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Tell what was done, for ten seconds; with `undo`, Ctrl+Z or a click takes it back."""
        self._said.setText(text)
        self._undo_call = undo
        self._said.show()
        self._undo.setVisible(undo is not None)
        self._facts.hide()
        self._timer.start(SAID_FOR)

    def unsay(self) -> None:
        """Back to the facts."""
        self._undo_call = None
        self._said.hide()
        self._undo.hide()
        self._facts.show()

    def undo(self) -> bool:
        """Take back what was said last, if that is still offered; whether it was."""
        call, self._undo_call = self._undo_call, None
        if call is None:
            return False
        self.unsay()
        call()
        return True

    def _on_undo(self) -> None:
        self.undo()

    def _fill(self, widgets: Sequence[QWidget]) -> None:
        _clear(self._middle)
        for widget in widgets:
            self._middle.addWidget(widget)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        with painting(self) as painter:
            painter.fillRect(self.rect(), colour("rail"))
            painter.fillRect(QRectF(0, 0, self.width(), 1), colour("line"))


def _clear(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


def _tick() -> QFrame:
    made = QFrame()
    made.setProperty("rule2", "true")
    made.setFixedSize(1, 12)
    return made


def _key_word(key: str, word: str) -> QWidget:
    holder = QWidget()
    holder.setProperty("ground", "clear")
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(5)
    row.addWidget(KeyChip(key), 0, Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(Text(word, "tiny", "text2"))
    return holder
