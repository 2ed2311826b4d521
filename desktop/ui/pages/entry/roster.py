"""The roster: members as a grid, keyed in place, cell by cell in the order of the paper."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from desktop.domain.household import Person
from desktop.text import t
from desktop.ui import fonts
from desktop.ui.pages.entry import roster_fields, state
from desktop.ui.pages.entry.lines import View, proposed
from desktop.ui.pages.entry.option_list import OptionList
from desktop.ui.pages.entry.roster_cells import HEAD, ROW, RosterCells, RosterHead, RosterModel
from desktop.ui.pages.entry.roster_fields import FIELDS
from desktop.ui.pages.entry.rove import Rove, bare
from desktop.ui.pages.entry.state import Keying
from desktop.ui.pages.entry.words import place_word
from desktop.ui.widgets import style_table

# Widths at 1366: the line's number, then the fields; what is more goes to those that may grow.
_WIDTHS = (24, 112, 56, 84, 38, 54, 104, 110, 52, 114)
_GROW = {1: 5, 2: 1, 5: 1, 7: 4}
_PLAIN = Qt.KeyboardModifier.NoModifier


class Roster(QTableView):
    """`typed(Keying)` at each keystroke, `entered(place)` when a cell becomes the current one,
    `stepped(±1)` at Enter."""

    typed = Signal(object)
    entered = Signal(str)
    stepped = Signal(int)

    def __init__(self, popup_on: QWidget) -> None:
        super().__init__()
        self._state: Keying | None = None
        self._line, self._field = 1, FIELDS[0]
        self._before: Person | None = None
        self.rows = RosterModel()
        self.setModel(self.rows)
        style_table(self, ROW)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setItemDelegate(RosterCells(self))
        self.setHorizontalHeader(RosterHead(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(t("entry-section-2"))
        self.options = OptionList(popup_on)
        self.options.chosen.connect(self._on_chosen)
        self.editor = Rove(self.viewport(), on_key=self._on_key)
        self.editor.setFont(fonts.font("roster"))
        self.editor.textEdited.connect(self._on_text)
        self.editor.stepped.connect(self.stepped)
        self.editor.hide()
        self.verticalScrollBar().valueChanged.connect(self._place_editor)
        self.set_active(active=False)

    # What is shown ----------------------------------------------------------------------------
    def show_sheet(self, sheet: Keying, view: View) -> None:
        """Show the members; the editor keeps its text while one types."""
        other = self._state is None or self._state.uid != sheet.uid
        self._state = sheet
        self.rows.show_sheet(sheet, view)
        if other:
            self._line, self._field = 1, FIELDS[0]
        elif self._line > len(sheet.present):
            self._line = max(len(sheet.present), 1)

    def height_of(self, rows: int) -> int:
        """Height in px with so many rows in sight."""
        return HEAD + rows * ROW

    def set_active(self, *, active: bool) -> None:
        """With the editor on the current cell, or as a quiet table that Tab can reach."""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if active else Qt.FocusPolicy.TabFocus)
        self.rows.set_current(self._line - 1 if active else -1)
        self.editor.setVisible(active)
        if not active:
            self.options.hide()
        self.viewport().update()

    def go_to(self, place: str) -> None:
        """Put the editor on "member:2:born"."""
        _, line, field = place.split(":")
        self._line, self._field = int(line), field
        self.set_active(active=True)
        self.scrollTo(self._index())
        self._fill()
        self.editor.setFocus()
        self.editor.selectAll()

    def _index(self) -> QModelIndex:
        return self.rows.index(self._line - 1, FIELDS.index(self._field) + 1)

    def _person(self) -> Person:
        assert self._state is not None
        return self._state.present[self._line - 1]

    @property
    def place(self) -> str:
        """The current cell."""
        return f"member:{self._line}:{self._field}"

    def _fill(self) -> None:
        assert self._state is not None
        self._before = self._person()
        unread = state.unread(self._state, self.place)
        self.editor.setText(unread or roster_fields.edited(self._person(), self._field))
        tip = str(self._index().data(Qt.ItemDataRole.ToolTipRole) or "")
        self.editor.say(place_word(self._state, self.place), tip)
        self.editor.setToolTip(tip)
        self._place_editor()
        self._offer("", seen=not self.editor.text())

    def _place_editor(self) -> None:
        cell = self.visualRect(self._index()).adjusted(0, 0, 1, 1)
        self.editor.setGeometry(cell.intersected(self.viewport().rect()))
        if self.options.isVisible():
            self.options.stand_under(self._cell_on_page())

    def _cell_on_page(self) -> QRect:
        cell = self.visualRect(self._index())
        return QRect(self.viewport().mapTo(self.options.page, cell.topLeft()), cell.size())

    # Typing -----------------------------------------------------------------------------------
    def _on_text(self, _text: str) -> None:
        typed = self.editor.value()
        self._type(typed)
        if self._state is not None and self._state.listed:
            self._offer(typed, seen=True)

    def _type(self, typed: str) -> None:
        assert self._state is not None
        self.typed.emit(state.type_member(self._state, self._line, self._field, typed))

    def _on_chosen(self, key: str) -> None:
        assert self._state is not None
        self._type(proposed(self._state, self.place) if key == "+" else key)
        self._fill()
        self.options.hide()

    def _offer(self, typed: str, *, seen: bool) -> None:
        options = roster_fields.options_of(self._field)
        assert self._state is not None
        words = proposed(self._state, self.place) if not typed or self._field == "name" else ""
        if words:
            options, seen = (roster_fields.Option(words, "+", words),), True
        if not options or not seen:
            self.options.hide()
            return
        self.options.offer(options, roster_fields.meant(self._field, typed), typed)
        self.options.stand_under(self._cell_on_page())

    def show_last(self) -> bool:
        """The cell as the round found it; whether that is known."""
        assert self._state is not None
        known = state.member_before(self._state, self._person()) is not None
        self.typed.emit(state.member_as_before(self._state, self._line, self._field))
        self._fill()
        self.editor.selectAll()
        return known

    def refill(self) -> None:
        """The editor shows what an act put into the cell."""
        self._fill()
        self.editor.selectAll()

    def _undo_cell(self) -> None:
        if self._before is not None and self._state is not None:
            self._type(roster_fields.edited(self._before, self._field))
            self._fill()
        self.options.hide()

    # Moving -----------------------------------------------------------------------------------
    def _take_proposed(self) -> bool:
        """+ puts what a finding proposes into the cell: the id with its zero, the name in Unicode."""
        assert self._state is not None
        words = proposed(self._state, self.place)
        if not words:
            return False
        self._type(words)
        self._fill()
        return True

    def _on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Plus:
            return self._take_proposed()
        if key == Qt.Key.Key_Escape:
            self._undo_cell()
            return True
        if key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._offer("", seen=True)
            return True
        return bare(event) == _PLAIN and self._arrow(key)

    def _arrow(self, key: int) -> bool:
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return self._move(-1 if key == Qt.Key.Key_Up else 1, 0)
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            left = key == Qt.Key.Key_Left
            return self.editor.at_edge(left=left) and self._move(0, -1 if left else 1)
        return False

    def _move(self, lines: int, fields: int) -> bool:
        assert self._state is not None
        line = min(max(self._line + lines, 1), len(self._state.present))
        at = min(max(FIELDS.index(self._field) + fields, 0), len(FIELDS) - 1)
        self.entered.emit(f"member:{line}:{FIELDS[at]}")
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            field = FIELDS[max(index.column() - 1, 0)]
            self.entered.emit(f"member:{index.row() + 1}:{field}")

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        if self._state is not None and self._state.present:
            self.entered.emit(self.place)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.options.hide()
        spare = self.viewport().width() - sum(_WIDTHS)
        parts, taken = sum(_GROW.values()) + _GROW[7], 0
        for column, width in enumerate(_WIDTHS[:-1]):
            # Less room than usual is taken from the same columns, down to half of them.
            more = max(spare * _GROW.get(column, 0) // parts, -width // 2)
            taken += width + more
            self.setColumnWidth(column, width + more)
        self.setColumnWidth(len(_WIDTHS) - 1, max(self.viewport().width() - taken, 50))
        self._place_editor()
