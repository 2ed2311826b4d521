"""Causes of poverty and signing: the last two sections, on one card."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.domain.vietnamese import show_date
from desktop.rules.standard import Cause
from desktop.text import t
from desktop.ui import fonts
from desktop.ui.pages.entry import answering, state
from desktop.ui.pages.entry.rove import ENTERS, Rove, bare
from desktop.ui.pages.entry.state import Keying, answered
from desktop.ui.pages.entry.words import place_word
from desktop.ui.theme import colour
from desktop.ui.widgets import Card, Text
from desktop.ui.widgets.fields import mark_bad
from desktop.ui.widgets.paint import (
    draw_key,
    draw_square,
    draw_text,
    focus_ring,
    painting,
)

ROW, COLUMNS = 26, 4
_MOVES = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)


class CauseBoxes(QWidget):
    """The causes in columns; digits or clicks toggle them: `toggled(key)`."""

    toggled = Signal(str)
    stepped = Signal(int)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._causes: Sequence[Cause] = ()
        self._chosen: Sequence[str] = ()
        self._last: Sequence[str] = ()
        self.setProperty("ground", "clear")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_causes(
        self, causes: Sequence[Cause], chosen: Sequence[str], last: Sequence[str]
    ) -> None:
        """Show what is chosen; `last` are those of the last round."""
        self._causes, self._chosen, self._last = causes, chosen, last
        words = [c.label for c in causes if c.code in chosen]
        self.setAccessibleName(f"{t('entry-field-causes')}: {', '.join(words)}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(600, -(-max(len(self._causes), 1) // COLUMNS) * ROW + 4)

    def _box(self, number: int) -> QRectF:
        row, column = divmod(number, COLUMNS)
        width = (self.width() - 8) / COLUMNS
        return QRectF(4 + column * width, 2 + row * ROW, width, ROW)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        with painting(self) as painter:
            for number, cause in enumerate(self._causes):
                self._paint_cause(painter, self._box(number), cause)
            if self.hasFocus():
                focus_ring(painter, QRectF(self.rect()), 4)

    def _paint_cause(self, painter: QPainter, box: QRectF, cause: Cause) -> None:
        is_on = cause.code in self._chosen
        ink = "accent" if is_on else "text2"
        draw_key(painter, QRectF(box.left() + 4, box.top() + 4, 18, 18), cause.key, ink)
        centre = QPointF(box.left() + 33, box.top() + ROW / 2 + 0.5)
        draw_square(painter, centre, full=is_on, ink="text" if is_on else "text3")
        words = box.adjusted(44, 0, -6, 0)
        role = "small-bold" if is_on else "small"
        draw_text(painter, words, cause.label, role, "text" if is_on else "text2")
        if cause.code in self._last:
            # The corner of what the last round said.
            painter.fillRect(QRectF(box.left() + 25, box.top() + 5, 3, 3), colour("accent_mid"))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in ENTERS and bare(event) in _MOVES:
            self.stepped.emit(-1 if bare(event) == _MOVES[1] else 1)
        elif event.text().isdigit() and bare(event) == _MOVES[0]:
            self.toggled.emit(event.text())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mousePressEvent(event)
        for number, cause in enumerate(self._causes):
            if self._box(number).contains(event.position()):
                self.toggled.emit(cause.key)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.entered.emit()


class Foot(Card):
    """`typed(Keying)` at each keystroke, `entered(place)`, `stepped(±1)` at Enter."""

    typed = Signal(object)
    entered = Signal(str)
    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__(t("entry-section-5"), head_height=34)
        self.set_remark(t("entry-causes-hint"))
        self._state: Keying | None = None
        self.causes = CauseBoxes()
        self.other = self._field("cause_other", 0)
        self.enumerator = self._field("enumerator", 190)
        self.day = self._field("reviewed_on", 104)
        self._other_row = _row(Text(t("entry-field-cause_other"), "small", "text2"), self.other)
        self._build()
        self._connect()

    def _field(self, place: str, width: int) -> Rove:
        made = Rove()
        made.setFont(fonts.font("body"))
        made.setFixedHeight(26)
        if width:
            made.setFixedWidth(width)
        made.stepped.connect(self.stepped)
        made.entered.connect(lambda: self.entered.emit(place))
        return made

    def _build(self) -> None:
        self.add(self.causes)
        self.add(self._other_row)
        self._other_row.hide()
        self.add_rule()
        signing = _row(
            Text(t("entry-section-6"), "heading"),
            Text(t("entry-field-enumerator"), "small", "text2"),
            self.enumerator,
            Text(t("entry-field-reviewed_on"), "small", "text2"),
            self.day,
        )
        signing.setFixedHeight(42)
        self.add(signing)

    def _connect(self) -> None:
        self.causes.stepped.connect(self.stepped)
        self.causes.entered.connect(lambda: self.entered.emit("causes"))
        self.causes.toggled.connect(self._toggle)
        self.other.textEdited.connect(lambda _: self._type(cause_other=self.other.value().strip()))
        self.enumerator.textEdited.connect(
            lambda _: self._type(enumerator=self.enumerator.value().strip())
        )
        self.day.textEdited.connect(self._on_day)

    # What is shown ----------------------------------------------------------------------------
    def show_sheet(self, sheet: Keying) -> None:
        """Show causes, enumerator and day."""
        other = self._state is None or self._state.uid != sheet.uid
        self._state = sheet
        answers = sheet.answers
        last = sheet.last.answers.causes if sheet.last else ()
        self.causes.show_causes(sheet.standard.causes, answers.causes, last)
        self._other_row.setVisible("other" in answers.causes)
        day = state.unread(sheet, "reviewed_on") or show_date(answers.reviewed_on)
        for field, text in (
            (self.other, answers.cause_other),
            (self.enumerator, answers.enumerator),
            (self.day, day),
        ):
            if other or not field.hasFocus():
                field.setText(text)
        for place, field in self._fields().items():
            field.say(place_word(sheet, place))
        unread = state.unread(sheet, "reviewed_on")
        mark_bad(self.day, unread and t("finding-unread-day-cure"))

    def _fields(self) -> dict[str, Rove]:
        return {"cause_other": self.other, "enumerator": self.enumerator, "reviewed_on": self.day}

    def height_needed(self) -> int:
        """Height in px."""
        return self.sizeHint().height()

    def go_to(self, place: str) -> None:
        """Put the focus on a place."""
        if place == "causes":
            self.causes.setFocus()
            return
        field = self._fields()[place]
        field.setFocus()
        field.selectAll()

    # Typing -----------------------------------------------------------------------------------
    def _sheet(self) -> Keying:
        assert self._state is not None
        return self._state

    def _toggle(self, key: str) -> None:
        self.typed.emit(answering.toggle_cause(self._sheet(), key))

    def _type(self, **changes: str) -> None:
        self.typed.emit(answered(self._sheet(), **changes))

    def _on_day(self, _text: str) -> None:
        self.typed.emit(answering.type_day(self._sheet(), self.day.value()))

    def refill(self) -> None:
        """Each field shows what an act put there, also the one one types in."""
        for place, field in self._fields().items():
            if field.hasFocus():
                answers = self._sheet().answers
                day = show_date(answers.reviewed_on)
                field.setText(day if place == "reviewed_on" else str(getattr(answers, place)))
                field.selectAll()

    def show_last(self) -> bool:
        """The causes as in the last round; whether those are known."""
        after = answering.causes_as_last(self._sheet())
        known = after is not self._sheet()
        self.typed.emit(after)
        return known


def _row(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    holder.setProperty("ground", "clear")
    row = QHBoxLayout(holder)
    row.setContentsMargins(14, 2, 14, 4)
    row.setSpacing(10)
    for widget in widgets:
        row.addWidget(widget)
    if not any(isinstance(w, Rove) and w.maximumWidth() > 10_000 for w in widgets):
        row.addStretch(1)
    return holder
