"""The card of B1: one field for the total of the paper, or the list of items of a point table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.rules.standard import B1Item
from desktop.text import t
from desktop.ui import fonts
from desktop.ui.pages.entry import answering, state
from desktop.ui.pages.entry.opening_list import OpeningList, Shown
from desktop.ui.pages.entry.rove import Rove, bare
from desktop.ui.pages.entry.state import Keying
from desktop.ui.pages.entry.words import last_year, place_word
from desktop.ui.widgets import Card, StateLabel, Text
from desktop.ui.widgets.fields import mark_bad
from desktop.ui.widgets.paint import RIGHT, draw_numbers, draw_text

FOLDED = 42
_PLAIN = Qt.KeyboardModifier.NoModifier


class B1Items(OpeningList):
    """The items of a point table; `typed(Keying)` at each answer."""

    typed = Signal(object)

    def __init__(self) -> None:
        super().__init__(t("entry-section-3"))
        self._state: Keying | None = None

    def show_sheet(self, sheet: Keying) -> None:
        """Show the items of a sheet."""
        self._state = sheet
        if self.current >= 0:
            item = self._items()[self.current]
            option = item.option(sheet.answers.b1_choices.get(item.id))
            points = str(option.points[sheet.area]) if option else ""
            self.box.show_answer(option.key if option else "", points)
            self.box.say(f"{item.label}: {option.label if option else t('entry-not-keyed')}")
        self.settle()

    def _items(self) -> Sequence[B1Item]:
        return self._state.standard.b1_items if self._state else ()

    def _sheet(self) -> Keying:
        assert self._state is not None
        return self._state

    def go_to(self, item_id: str) -> None:
        """Open an item."""
        self.go_to_line(next(i for i, item in enumerate(self._items()) if item.id == item_id))
        self.show_sheet(self._sheet())

    def id_at(self, line: int) -> str:
        """The item of a line."""
        return self._items()[line].id

    def take_key(self, event: QKeyEvent) -> bool:
        if bare(event) != _PLAIN:
            return False
        item = self._items()[self.current]
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.typed.emit(answering.clear_b1(self._sheet(), item.id))
            return True
        after = answering.answer_b1(self._sheet(), item.id, event.text())
        if after is not None:
            self.typed.emit(after)
        return bool(event.text()) and event.text().isprintable()

    def show_last(self) -> bool:
        """The item as in the last round; whether that is known."""
        after = answering.b1_as_last(self._sheet(), self._items()[self.current].id)
        changed = after is not self._sheet()
        self.typed.emit(after)
        return changed

    # Geometry and painting --------------------------------------------------------------------
    def count(self) -> int:
        return len(self._items())

    def options_at(self, line: int) -> Sequence[Shown]:
        item = self._items()[line]
        answer = self._sheet().answers.b1_choices.get(item.id)
        return [Shown(o.key, o.label, o.id == answer) for o in item.options]

    def titles(self) -> Sequence[tuple[float, str]]:
        width = self.viewport().width()
        last = str(self._state.last.year) if self._state and self._state.last else ""
        words = (t("entry-b1-item"), t("entry-b1-answer"), last, t("entry-b1-points"))
        return tuple(zip((44.0, 250.0, width - 168.0, width - 110.0), words, strict=True))

    def box_rect(self, row: QRectF) -> QRectF:
        return QRectF(row.right() - 110, row.top() + (row.height() - 22) / 2, 100, 22)

    def paint_line(self, painter: QPainter, row: QRectF, line: int, *, is_current: bool) -> None:
        item, sheet = self._items()[line], self._sheet()
        number = QRectF(row.left(), row.top(), 26, row.height())
        draw_numbers(painter, number, str(line + 1), "dense", "text3")
        role = "dense-bold" if is_current else "dense"
        draw_text(painter, QRectF(44, row.top(), 200, row.height()), item.label, role)
        option = item.option(sheet.answers.b1_choices.get(item.id))
        words = QRectF(250, row.top(), row.width() - 250 - 180, row.height())
        shown = option.label if option else t("entry-not-keyed")
        draw_text(painter, words, shown, "dense", "text2" if option else "text3")
        before = sheet.last.answers.b1_choices.get(item.id) if sheet.last else None
        if (was := item.option(before)) is not None:
            place = QRectF(row.right() - 168, row.top(), 30, row.height())
            ink = "text3" if was is option else "accent"
            draw_numbers(painter, place, str(was.points[sheet.area]), "small", ink)
        if option is not None and not is_current:
            inner = self.box_rect(row).adjusted(0, 0, -7, 0)
            draw_numbers(
                painter, inner, str(option.points[sheet.area]), "dense-bold", "text", RIGHT
            )


class B1Card(Card):
    """`typed(Keying)` at each keystroke, `entered(place)`, `stepped(±1)` at Enter."""

    typed = Signal(object)
    entered = Signal(str)
    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(t("entry-section-3"))
        self._state: Keying | None = None
        self.field = Rove(on_key=None)
        self.field.setFont(fonts.font("body-bold"))
        self.field.setFixedSize(64, 26)
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.sum = Text("", "body-bold", figures=True, align=RIGHT)
        self.sum.setFixedWidth(44)
        self.remark = Text("", "small", "text2")
        self.state_label = StateLabel("none", "")
        self.items = B1Items()
        self._build()
        self.field.textEdited.connect(self._on_text)
        self.field.entered.connect(lambda: self.entered.emit("b1"))
        self.items.typed.connect(self.typed)
        self.items.entered.connect(lambda line: self.entered.emit(f"b1:{self.items.id_at(line)}"))
        for part in (self.field, self.items):
            part.stepped.connect(self.stepped)

    def _build(self) -> None:
        holder = QWidget()
        holder.setProperty("ground", "clear")
        holder.setFixedHeight(FOLDED - 2)
        row = QHBoxLayout(holder)
        row.setContentsMargins(14, 0, 12, 0)
        row.setSpacing(10)
        row.addWidget(Text(t("entry-section-3"), "heading"))
        row.addWidget(self.field)
        row.addWidget(self.sum)
        row.addWidget(self.remark, 1)
        row.addWidget(self.state_label)
        self.add(holder)
        self.add(self.items, 1)
        self.items.hide()

    def show_sheet(self, sheet: Keying) -> None:
        """Show the points of a sheet."""
        other = self._state is None or self._state.uid != sheet.uid
        self._state = sheet
        has_table = bool(sheet.standard.b1_items)
        self.field.setVisible(not has_table)
        self.sum.setVisible(has_table)
        points = answering.b1(sheet)
        self.items.show_sheet(sheet)
        self.sum.setText(str(answering.b1_so_far(sheet)))
        if other or not self.field.hasFocus():
            unread = state.unread(sheet, "b1")
            self.field.setText(unread or ("" if points is None else str(points)))
        mark_bad(self.field, state.unread(sheet, "b1") and t("finding-unread-b1-cure"))
        self.field.say(place_word(sheet, "b1"))
        self.remark.setText(self._words(sheet))
        is_done = points is not None
        word = t("entry-b1-keyed") if is_done else t("entry-b1-missing")
        self.state_label.set_state("ok" if is_done else "none", word)

    @staticmethod
    def _words(sheet: Keying) -> str:
        items = sheet.standard.b1_items
        if items:
            done = sum(i.id in sheet.answers.b1_choices for i in items)
            first = t("entry-b1-table", done=done, total=len(items))
        else:
            first = t("entry-b1-where")
        before = answering.last_b1(sheet)
        if before is None:
            return first
        return f"{first} {t('entry-b1-last', year=last_year(sheet), points=before)}"

    def go_to(self, place: str) -> None:
        """Put the focus on the total, or on an item of the table."""
        if place == "b1":
            self.field.setFocus()
            self.field.selectAll()
        else:
            self.items.go_to(place.partition(":")[2])

    def set_unfolded(self, unfolded: bool) -> None:
        """With the items in sight, while one answers them."""
        table = bool(self._state and self._state.standard.b1_items)
        self.items.setVisible(unfolded and table)
        if not unfolded:
            self.items.set_active(active=False)

    def full_height(self) -> int:
        """Height in px with all items in sight."""
        return FOLDED + self.items.full_height()

    def _on_text(self, _text: str) -> None:
        if self._state is not None:
            self.typed.emit(answering.type_b1(self._state, self.field.value()))

    def refill(self) -> None:
        """The field shows what an act put there."""
        assert self._state is not None
        points = self._state.answers.b1_points
        self.field.setText("" if points is None else str(points))
        self.field.selectAll()

    def show_last(self) -> bool:
        """As in the last round; whether that is known."""
        assert self._state is not None
        if self._state.standard.b1_items:
            return self.items.show_last()
        after = answering.b1_as_last(self._state)
        known = answering.last_b1(self._state) is not None
        self.typed.emit(after)
        points = after.answers.b1_points
        self.field.setText("" if points is None else str(points))
        return known
