"""The status line: what is saved, the facts of the book, the key line, and the ten-second undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.text import t
from desktop.ui.theme import colour
from desktop.ui.widgets.buttons import KeyChip, Link
from desktop.ui.widgets.marks import StateLabel
from desktop.ui.widgets.paint import painting
from desktop.ui.widgets.text import Text

SAID_FOR = 10_000
UNDO_KEY = "Ctrl+Z"
SPACE = 16
KEPT = 100
"""Facts and keys at most that are kept made, though they are not shown."""


class StatusLine(QWidget):
    """26 px at the lower edge. Left: what was said last, or saved state and facts or keys."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(26)
        self._saved = StateLabel("ok", "", icon="circle-check", role="tiny")
        self._saved.hide()
        self._said = Text("", "tiny")
        self._undo = Link(t("ui-undo", keys=UNDO_KEY))
        self._undo.setFixedHeight(22)
        self._undo.clicked.connect(self._on_undo)
        self._undo_call: Callable[[], None] | None = None
        self._busy = StateLabel("wait", "", role="tiny")
        self._facts = _AsManyAsFit()
        self._date = Text("", "tiny", "text2")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.unsay)
        self._build()
        self.unsay()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 1, 14, 0)
        row.setSpacing(SPACE)
        left = (self._saved, self._said, self._undo, self._facts)
        right = (self._busy, self._date)
        for widget in left:
            row.addWidget(widget)
        row.addStretch(1)
        for at_the_end in right:
            row.addWidget(at_the_end)
        self._busy.hide()

    def set_saved(self, text: str, state: str = "ok") -> None:
        """What is saved and when, at the left end."""
        self._saved.set_state(state, text, icon="circle-check" if state == "ok" else "")
        self._saved.setVisible(bool(text))

    def set_facts(self, facts: Sequence[str]) -> None:
        """Office, round, standard, copy: each after a thin line."""
        self._facts.fill(facts)

    def set_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """The key line of the entry page instead of the facts: ("F4", "ghi chú")."""
        self._facts.fill(keys)

    def set_date(self, text: str) -> None:
        """Today, written out, at the right."""
        self._date.setText(text)
        self._date.setMinimumWidth(self._date.sizeHint().width())

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

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        with painting(self) as painter:
            painter.fillRect(self.rect(), colour("rail"))
            painter.fillRect(QRectF(0, 0, self.width(), 1), colour("line"))


_Name = str | tuple[str, str]


class _AsManyAsFit(QWidget):
    """Facts or keys in a row, each whole; the last ones stay away where there is no room."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._made: dict[_Name, QWidget] = {}
        self._widgets: Sequence[QWidget] = ()

    def fill(self, names: Sequence[_Name]) -> None:
        """Show these; the keys change from field to field and come again, so they are kept."""
        shown = [self._widget(name) for name in dict.fromkeys(names)]
        for old in self._widgets:
            if old not in shown:
                old.hide()
        self._widgets = shown
        self._let_go()
        self.updateGeometry()
        self._lay_out()

    def _widget(self, name: _Name) -> QWidget:
        if name not in self._made:
            self._made[name] = _fact(name) if isinstance(name, str) else _key_word(*name)
            self._made[name].setParent(self)
        return self._made[name]

    def _let_go(self) -> None:
        if len(self._made) <= KEPT:
            return
        for name in [name for name, made in self._made.items() if made not in self._widgets]:
            self._made.pop(name).deleteLater()

    def sizeHint(self) -> QSize:  # noqa: N802
        wide = sum(widget.sizeHint().width() + SPACE for widget in self._widgets)
        return QSize(max(0, wide - SPACE), 24)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(0, 24)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        left = 0
        for widget in self._widgets:
            wide = widget.sizeHint().width()
            widget.setGeometry(left, 0, wide, self.height())
            widget.setVisible(left + wide <= self.width())
            left += wide + SPACE


def _tick() -> QFrame:
    made = QFrame()
    made.setProperty("rule2", "true")
    made.setFixedSize(1, 12)
    return made


def _fact(words: str) -> QWidget:
    return _side_by_side(SPACE, _tick(), Text(words, "tiny", "text2"))


def _key_word(key: str, word: str) -> QWidget:
    words = Text(word, "tiny", "text2")
    words.setMinimumWidth(words.sizeHint().width())
    return _side_by_side(5, KeyChip(key), words)


def _side_by_side(spacing: int, *widgets: QWidget) -> QWidget:
    holder = QWidget()
    holder.setProperty("ground", "clear")
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(spacing)
    for widget in widgets:
        row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
    return holder
