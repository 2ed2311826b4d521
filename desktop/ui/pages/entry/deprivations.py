"""The twelve deprivations as one painted list: proposal and reason, last round, confirmation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter

from desktop.rules.derive import square_metres
from desktop.rules.standard import Choice
from desktop.text import t
from desktop.ui import fonts
from desktop.ui.icons import draw_icon
from desktop.ui.pages.entry import answering
from desktop.ui.pages.entry.lines import Line, View
from desktop.ui.pages.entry.opening_list import OPTION, OpeningList, Shown
from desktop.ui.pages.entry.rove import Rove, bare
from desktop.ui.pages.entry.state import Keying, with_note
from desktop.ui.pages.entry.words import deprived_word, reason, short_name
from desktop.ui.widgets.paint import (
    LEFT,
    RIGHT,
    dashed,
    draw_numbers,
    draw_square,
    draw_text,
    fill_round,
    frame,
)

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_PLAIN = Qt.KeyboardModifier.NoModifier
_OPEN_PART = "–"


class Deprivations(OpeningList):
    """`typed(Keying)` at each answer; `took_all(before, count)` when all proposals were taken;
    `refused(code)` where a key finds nothing to take."""

    typed = Signal(object)
    took_all = Signal(object, int)
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__(t("entry-section-4"))
        self._state: Keying | None = None
        self._view: View | None = None
        self._part = 0
        self.note = Rove(self.viewport(), on_key=self._note_key)
        self.note.setFont(fonts.font("dense"))
        self.note.setPlaceholderText(t("entry-note"))
        self.note.textEdited.connect(self._on_note)
        self.note.stepped.connect(lambda _by: self._close_note())
        self.note.hide()

    # What is shown ----------------------------------------------------------------------------
    def show_sheet(self, state: Keying, view: View) -> None:
        """Show the lines of a sheet."""
        if state is self._state:  # the hand moved on, and nothing was said: nothing to paint
            return
        other = self._state is None or self._state.uid != state.uid
        self._state, self._view = state, view
        if other:
            self.note.hide()
            self.verticalScrollBar().setValue(0)
        self._fill()
        self.settle()

    def go_to(self, code: str) -> None:
        """Open the line of a deprivation."""
        line = next(i for i, shown in enumerate(self._lines()) if shown.code == code)
        if line != self.current:
            self._part = self._first_open_part(self._lines()[line])
            self.note.hide()
        self.go_to_line(line)
        self._fill()

    def code_at(self, line: int) -> str:
        """The deprivation of a line."""
        return self._lines()[line].code

    def _lines(self) -> Sequence[Line]:
        return self._view.lines if self._view else ()

    def _line(self) -> Line:
        return self._lines()[self.current]

    def _sheet(self) -> Keying:
        assert self._state is not None
        return self._state

    def _first_open_part(self, line: Line) -> int:
        facts = self._sheet().answers.facts
        open_parts = (i for i, c in enumerate(line.of.choices) if c.id not in facts)
        return next(open_parts, 0)

    def _choice(self, line: Line) -> Choice | None:
        choices = line.of.choices
        return choices[min(self._part, len(choices) - 1)] if choices else None

    def _fill(self) -> None:
        if self.current < 0 or self._view is None:
            return
        line = self._line()
        code, word, faint = self._answer(line)
        self.box.show_answer(code, word, faint=faint)
        self.box.say(
            t(
                "entry-line-said",
                number=line.of.number,
                name=line.of.name,
                answer=word or t("entry-not-keyed"),
                reason=reason(self._sheet(), line),
            ),
            line.of.rule,
        )
        self.box.setToolTip(line.of.rule)

    def _answer(self, line: Line) -> tuple[str, str, bool]:
        """Code, word and whether it only waits, for the box on the current line."""
        facts = self._sheet().answers.facts
        code = _code_of(line, facts)
        if line.confirmed is not None:
            return code, deprived_word(line.confirmed), False
        says = line.proposal.deprived
        word = f"{deprived_word(says)} {t('entry-waits')}" if says is not None and not code else ""
        return code, word, bool(word)

    # Keys -------------------------------------------------------------------------------------
    def take_key(self, event: QKeyEvent) -> bool:
        key, shift = event.key(), bare(event)
        if _takes_all(event):
            self._take_all()
            return True
        if shift not in (_PLAIN, _SHIFT):
            return False
        keys: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Plus: self._take,
            Qt.Key.Key_Equal: self._take,
            Qt.Key.Key_Left: lambda: self._to_part(-1),
            Qt.Key.Key_Right: lambda: self._to_part(1),
            Qt.Key.Key_Backspace: self._erase,
            Qt.Key.Key_Delete: self._clear,
        }
        if key in keys:
            keys[key]()
            return True
        text = event.text()
        return bool(text) and text.isprintable() and self._type(text)

    def _type(self, text: str) -> bool:
        line = self._line()
        choice = self._choice(line)
        if choice is None:
            if text in ("0", "1"):
                self._emit(answering.confirm(self._sheet(), line.code, text == "1"))
        elif not choice.options:
            typed = self._sheet().answers.facts.get(choice.id, "") + text
            if text.isdigit() or text in ",.":
                self._emit(answering.type_area(self._sheet(), line.code, typed))
        else:
            after = answering.answer(self._sheet(), line.code, choice.id, text)
            if after is not None:
                self._part = min(self._part + 1, len(line.of.choices) - 1)
                self._emit(after)
        return True

    def _emit(self, after: Keying) -> None:
        self.typed.emit(after)

    def _take(self) -> None:
        line = self._line()
        if line.proposal.deprived is None:
            self.refused.emit(line.code)
            return
        self._emit(answering.take(self._sheet(), line.code))

    def _take_all(self) -> None:
        before = self._sheet()
        after = answering.take_all(before)
        count = len(after.answers.confirmed) - len(before.answers.confirmed)
        if count:
            self._emit(after)
            self.took_all.emit(before, count)
        else:
            self.refused.emit(self._line().code)

    def show_last(self) -> bool:
        """The line as in the last round; whether that is known."""
        after = answering.as_last(self._sheet(), self._line().code)
        self._emit(after)
        return self._line().last is not None

    def _to_part(self, by: int) -> None:
        parts = len(self._line().of.choices)
        self._part = min(max(self._part + by, 0), max(parts - 1, 0))
        self.settle()

    def _erase(self) -> None:
        line = self._line()
        choice = self._choice(line)
        if choice is not None and not choice.options:
            typed = self._sheet().answers.facts.get(choice.id, "")
            self._emit(answering.type_area(self._sheet(), line.code, typed[:-1]))
        else:
            self._clear()

    def _clear(self) -> None:
        self._part = 0
        self._emit(answering.clear(self._sheet(), self._line().code))

    # Notes ------------------------------------------------------------------------------------
    def open_note(self) -> None:
        """Type a note beside the current line; Enter or Esc closes it."""
        self.note.setText(self._line().note)
        self.note.setPlaceholderText(self._note_hint())
        self.note.show()
        self.settle()
        self.keep_in_view()
        self.note.setFocus()

    def _on_note(self, _text: str) -> None:
        code = self._line().code
        self._emit(with_note(self._sheet(), code, self.note.value().strip()))

    def refill(self) -> None:
        """The open note shows what an act put there."""
        self._part = self._first_open_part(self._line())
        if self.note.isVisibleTo(self.viewport()):
            self.note.setText(self._line().note)

    def _name_child(self, event: QKeyEvent) -> bool:
        """A digit in the note about nutrition names that child."""
        children = answering.children_of(self._sheet(), self._line().of)
        digit = event.text() if bare(event) == _PLAIN else ""
        if not digit.isdigit() or not 1 <= int(digit) <= len(children):
            return False
        before = self.note.text().strip().rstrip(",")
        name = children[int(digit) - 1].name
        self.note.setText(f"{before}, {name}" if before else name)
        self._on_note("")
        return True

    def _note_hint(self) -> str:
        children = answering.children_of(self._sheet(), self._line().of)
        if not children:
            return t("entry-note")
        names = ", ".join(f"{n} {p.name}" for n, p in enumerate(children, 1))
        return t("entry-which-child", names=names)

    def _close_note(self) -> None:
        self.note.hide()
        self.settle()
        self.box.setFocus()

    def _note_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self._close_note()
            return True
        return self._name_child(event)

    def set_active(self, *, active: bool) -> None:
        if not active:
            self.note.hide()
        super().set_active(active=active)

    # Geometry ---------------------------------------------------------------------------------
    def options_at(self, line: int) -> Sequence[Shown]:
        shown = self._lines()[line]
        choice = self._choice(shown)
        if choice is None:
            now = shown.confirmed
            return (
                Shown("1", t("entry-choose-yes"), now is True),
                Shown("0", t("entry-choose-no"), now is False),
            )
        answer = self._sheet().answers.facts.get(choice.id)
        return [Shown(o.key, o.label, o.id == answer) for o in choice.options]

    def lead_at(self, line: int) -> str:
        choice = self._choice(self._lines()[line])
        if choice is None or len(self._lines()[line].of.choices) == 1:
            return ""
        return choice.label

    def opened_height(self, line: int) -> float:
        height = super().opened_height(line)
        choice = self._choice(self._lines()[line])
        if choice is not None and not choice.options:
            height = OPTION + 8
        return height + (OPTION + 6 if self._has_note_line(line) else 0)

    def _has_note_line(self, line: int) -> bool:
        if line != self.current:
            return False
        return self.note.isVisibleTo(self.viewport()) or bool(self._lines()[line].note)

    def count(self) -> int:
        return len(self._lines())

    def _lefts(self) -> tuple[float, float, float, float]:
        width = self.viewport().width()
        name = 44.0
        proposal = name + (150 if width < 860 else 180)
        return name, proposal, width - 188.0, width - 110.0

    def titles(self) -> Sequence[tuple[float, str]]:
        name, proposal, last, answer = self._lefts()
        words = (t("entry-indicator"), t("entry-proposal"), self._last_year(), t("entry-answer"))
        return tuple(zip((name, proposal, last, answer), words, strict=True))

    def _last_year(self) -> str:
        last = self._state.last if self._state else None
        return str(last.year) if last else ""

    def box_rect(self, row: QRectF) -> QRectF:
        return QRectF(row.right() - 110, row.top() + (row.height() - 22) / 2, 100, 22)

    def place_box(self) -> None:
        super().place_box()
        if self.current >= 0:
            row = self.row_rect(self.current)
            top = row.bottom() + self.opened_height(self.current) - OPTION - 7
            self.note.setGeometry(QRectF(92, top, row.width() - 104, OPTION).toRect())

    # Painting ---------------------------------------------------------------------------------
    def paint_line(self, painter: QPainter, row: QRectF, line: int, *, is_current: bool) -> None:
        shown = self._lines()[line]
        name, proposal, last, _answer = self._lefts()
        number = QRectF(row.left(), row.top(), 26, row.height())
        draw_numbers(painter, number, str(shown.of.number), "dense", "text3")
        box = QRectF(name, row.top(), proposal - name - 6, row.height())
        draw_text(painter, box, short_name(shown.of), "dense-bold" if is_current else "dense")
        self._paint_proposal(
            painter, QRectF(proposal, row.top(), last - proposal - 10, row.height()), shown
        )
        if shown.last is not None:
            ink = "accent" if shown.differs else "text3"
            place = QRectF(last, row.top(), 70, row.height())
            _square(painter, place, shown.last, deprived_word(shown.last), ink, "small")
        if is_current:
            self._paint_opened(painter, row, shown)
        else:
            _paint_answer(painter, self.box_rect(row), shown)

    def _paint_proposal(self, painter: QPainter, box: QRectF, line: Line) -> None:
        why = reason(self._sheet(), line)
        if line.note:
            place = QRectF(box.right() - 16, box.top(), 16, box.height())
            draw_icon(painter, place, "note", "accent", 14)
            box = box.adjusted(0, 0, -20, 0)
        says = line.proposal.deprived
        if says is None:
            draw_text(painter, box, why, "dense", "text3")
            return
        _square(painter, box, says, deprived_word(says), "text" if says else "text2", "dense")
        draw_text(painter, box.adjusted(73, 0, 0, 0), why, "dense", "text2")

    def _paint_opened(self, painter: QPainter, row: QRectF, line: Line) -> None:
        choice = self._choice(line)
        if choice is not None and not choice.options:
            place = QRectF(36, row.bottom(), row.width() - 48, OPTION)
            draw_text(painter, place, t("entry-type-area"), "small", "text2")
        if not self._has_note_line(self.current):
            return
        top = row.bottom() + self.opened_height(self.current) - OPTION - 7
        place = QRectF(36, top, row.width() - 48, OPTION)
        draw_text(painter, place, t("entry-note"), "small-bold", "text2")
        if not self.note.isVisibleTo(self.viewport()):
            draw_text(painter, place.adjusted(56, 0, 0, 0), line.note, "small", "text")


def _takes_all(event: QKeyEvent) -> bool:
    """Ctrl+= (or Ctrl++) everywhere; Shift++ only on the keypad.

    On the main row "+" is typed with Shift, so there it takes one line, never all.
    """
    if bare(event) & Qt.KeyboardModifier.ControlModifier:
        return event.key() in (Qt.Key.Key_Equal, Qt.Key.Key_Plus)
    on_keypad = bool(event.modifiers() & Qt.KeyboardModifier.KeypadModifier)
    return event.key() == Qt.Key.Key_Plus and bare(event) == _SHIFT and on_keypad


def _code_of(line: Line, facts: Mapping[str, str]) -> str:
    """The digits that stand for what was answered: "7", "1/1/2", "54 m²", "1" or "0"."""
    choices = line.of.choices
    if not choices:
        return "" if line.confirmed is None else str(int(line.confirmed))
    if not choices[0].options:
        typed = facts.get(choices[0].id, "")
        return f"{typed} {choices[0].unit}" if square_metres(typed) else typed
    keys = [o.key if (o := c.option(facts.get(c.id))) else _OPEN_PART for c in choices]
    return "" if set(keys) == {_OPEN_PART} else "/".join(keys)


def _square(painter: QPainter, box: QRectF, deprived: bool, word: str, ink: str, role: str) -> None:
    centre = QPointF(box.left() + 5, round(box.center().y()) + 0.5)
    draw_square(painter, centre, full=deprived, ink=ink)
    draw_text(painter, box.adjusted(17, 0, 0, 0), word, role, ink)


def _paint_answer(painter: QPainter, rect: QRectF, line: Line) -> None:
    box = rect.adjusted(0, 0, 0, 0)
    inner = box.adjusted(7, 0, -7, 0)
    if line.confirmed is not None:
        points = str(line.of.points) if line.confirmed else "0"
        if line.confirmed:
            fill_round(painter, box, "hover", 4)
        role = "dense-bold" if line.confirmed else "dense"
        ink = "text" if line.confirmed else "text2"
        _square(painter, inner, line.confirmed, deprived_word(line.confirmed), ink, role)
        draw_numbers(painter, inner, points, role, "text" if line.confirmed else "text3", RIGHT)
        return
    frame(painter, box, "", dashed("line2"), 4)
    says = line.proposal.deprived
    if says is None:
        draw_text(painter, inner, t("entry-not-keyed"), "dense", "text3", LEFT)
        return
    _square(painter, inner, says, deprived_word(says), "text3", "dense")
    draw_text(painter, inner, t("entry-waits"), "dense", "text3", RIGHT)
