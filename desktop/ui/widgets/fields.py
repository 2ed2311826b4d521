"""Fields to type and choose in, with labels and errors.

SearchField(t("…placeholder"))             # .searched(str) 120 ms after typing; Ctrl+F, Esc
Choice([("rural", t("…")), …])             # .value(), .set_value(), .chosen(str)
mark_bad(field, t("…"))                    # red line + tooltip; "" takes it away
form = Form(); form.add(t("…label"), field, t("…hint"))
KeyValues([(t("…"), "02296"), (t("…"), widget)])
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QSizePolicy, QToolButton, QWidget

from desktop.domain.plain_text import LONGEST_TEXT
from desktop.text import t
from desktop.ui import fonts
from desktop.ui.icons import draw_icon, icon
from desktop.ui.widgets.paint import painting
from desktop.ui.widgets.text import Text

TYPING_PAUSE = 120


class Field(QLineEdit):
    """A line to type in; what is read from it is NFC. `figures` stand at the right."""

    def __init__(
        self, text: str = "", *, name: str = "", figures: bool = False, compact: bool = False
    ) -> None:
        super().__init__(text)
        self.setMaxLength(LONGEST_TEXT)
        self.setAccessibleName(name)
        self.setFont(fonts.font("body-bold" if figures else "body"))
        if figures:
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if compact:
            self.setProperty("compact", "true")

    def value(self) -> str:
        """The text in composed form (NFC), ends trimmed."""
        return unicodedata.normalize("NFC", self.text()).strip()


def mark_bad(field: QWidget, reason: str) -> None:
    """Show a field as wrong with the reason as its tooltip, or ("") as right again."""
    field.setProperty("bad", "true" if reason else "false")
    field.setToolTip(reason)
    field.setAccessibleDescription(reason)
    field.style().unpolish(field)
    field.style().polish(field)


_INTO_LIST = (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SearchField(QLineEdit):
    """Search as one types: `searched(str)` 120 ms after the last key, at once on Enter.

    `key` focuses it from anywhere on the page, Esc empties it. `set_waiting` turns the glass into
    a clock while an answer takes long. `into` gives the keyboard to the list of what was found, on
    Enter and the arrow down.
    """

    searched = Signal(str)

    def __init__(self, placeholder: str, *, key: str = "Ctrl+F", compact: bool = False) -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setFont(fonts.font("body"))
        self.setProperty("compact", "true" if compact else "false")
        self.into: Callable[[], None] | None = None
        self._glass = "search"
        self._small = compact
        margin = 24 if compact else 28
        self.setTextMargins(margin - 4, 0, 24, 0)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TYPING_PAUSE)
        self._timer.timeout.connect(self._tell)
        self.textChanged.connect(self._on_text)
        self.returnPressed.connect(self._tell)
        self._cross = QToolButton(self)
        self._cross.setIcon(icon("x"))
        self._cross.setIconSize(QSize(16, 16))
        self._cross.setAccessibleName(t("ui-clear-search"))
        self._cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._cross.setCursor(Qt.CursorShape.ArrowCursor)
        self._cross.clicked.connect(self.clear)
        self._cross.hide()
        if key:
            QShortcut(QKeySequence(key), self, self._focus)

    def set_waiting(self, waiting: bool) -> None:
        """A clock instead of the glass."""
        self._glass = "clock" if waiting else "search"
        self.update()

    def _focus(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def _on_text(self, text: str) -> None:
        self._cross.setVisible(bool(text))
        self._timer.start()

    def _tell(self) -> None:
        self._timer.stop()
        self.searched.emit(unicodedata.normalize("NFC", self.text()).strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)
        if self.into is not None and event.key() in _INTO_LIST:
            event.accept()
            self.into()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._cross.setGeometry(self.width() - 30, (self.height() - 26) // 2, 26, 26)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        size = 16 if self._small else 18
        with painting(self) as painter:
            box = QRectF(11, 0, size, self.height())
            ink = "text" if self.hasFocus() or self.text() else "text2"
            draw_icon(painter, box, self._glass, ink, size)


class Choice(QComboBox):
    """A list to choose one value from: (value, word) pairs; `chosen(str)` at a change by hand."""

    chosen = Signal(str)

    def __init__(
        self, options: Sequence[tuple[str, str]] = (), *, name: str = "", compact: bool = False
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.view().setAccessibleName(name or t("ui-choices"))
        self.setFont(fonts.font("body"))
        if compact:
            self.setProperty("compact", "true")
        self.set_options(options)
        self.activated.connect(lambda _: self.chosen.emit(self.value()))

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer other values; keeps the current one where it is still there."""
        kept = self.value()
        self.clear()
        for value, word in options:
            self.addItem(word, value)
        if kept:
            self.set_value(kept)

    def value(self) -> str:
        """The chosen value, "" for none."""
        return str(self.currentData() or "")

    def set_value(self, value: str) -> None:
        """Choose a value; says nothing."""
        self.setCurrentIndex(self.findData(value))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        with painting(self) as painter:
            box = QRectF(self.width() - 25, 0, 16, self.height())
            draw_icon(painter, box, "chevron-down", "text" if self.isEnabled() else "text3", 14)


class Form(QWidget):
    """Labels beside fields, at their own heights; each label is its field's buddy, so screen readers name the field."""

    def __init__(self, label_width: int = 120) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnMinimumWidth(0, label_width)
        self._grid.setColumnStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._next = 0

    def add(self, label: str, field: QWidget, hint: str = "") -> None:
        """One row; the hint stands under the field."""
        words = Text(label, "body", "text2")
        words.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(label)
        self._grid.addWidget(words, self._next, 0)
        self._grid.addWidget(field, self._next, 1)
        self._next += 1
        if hint:
            self._grid.addWidget(Text(hint, "small", "text3", wrap=True), self._next, 1)
            self._next += 1


class KeyValues(QWidget):
    """Facts in two columns: faint name, plain value (text or a widget)."""

    def __init__(
        self,
        rows: Sequence[tuple[str, str | QWidget]] = (),
        *,
        name_width: int = 92,
        role: str = "dense",
        gap: int = 2,
    ) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._role = role
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(gap)
        self._grid.setColumnMinimumWidth(0, name_width)
        self._grid.setColumnStretch(1, 1)
        self.set_rows(rows)

    def set_rows(self, rows: Sequence[tuple[str, str | QWidget]]) -> None:
        """Replace all facts."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        top = Qt.AlignmentFlag.AlignTop
        for number, (name, value) in enumerate(rows):
            self._grid.addWidget(Text(name, self._role, "text3"), number, 0, top)
            shown = Text(value, self._role, wrap=True) if isinstance(value, str) else value
            self._grid.addWidget(shown, number, 1)
