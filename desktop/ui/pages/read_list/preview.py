"""The first rows of the sheet with the meaning of each column above it, to be corrected by hand."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter

from desktop.exchange.lists.columns import Column as ListColumn
from desktop.exchange.lists.columns import Layout
from desktop.exchange.lists.records import column_letter
from desktop.exchange.lists.words import Field as Meaning
from desktop.services.reading import Looked
from desktop.text import t
from desktop.ui import fonts
from desktop.ui.icons import draw_icon
from desktop.ui.rows_model import Column, RowsModel, State
from desktop.ui.theme import colour
from desktop.ui.widgets import Cell, Choice, TableView
from desktop.ui.widgets.paint import STATES, draw_numbers, draw_text, hairline
from desktop.ui.widgets.table import Head

ROWS = 60
"""Lines of the sheet shown from its top, or from above a head that stands lower."""
ABOVE = 12
COLUMNS = 60
NUMBER_WIDTH, LEAST, MOST = 60, 152, 230
HEAD_HEIGHT, CHOICE_TOP, CHOICE_HEIGHT = 60, 4, 28
SURE = 0.9
UNUSED = ""


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line of the sheet as shown: its number in the spreadsheet, its cells in words, its part."""

    number: int
    cells: tuple[str, ...]
    part: str  # "above", "head" or "row"

    def cell(self, index: int) -> State:
        """The cell of a column with the part it stands in."""
        return State(self.part, self.cells[index] if index < len(self.cells) else "")


def lines_of(looked: Looked, layout: Layout) -> list[SheetLine]:
    """The lines to show: some above the head, the head, the first ones below."""
    start = max(0, layout.head_first - ABOVE)
    return [
        SheetLine(number + 1, tuple(cell_words(cell) for cell in row), _part(number, layout))
        for number, row in enumerate(looked.sheet.rows[start : start + ROWS], start=start)
    ]


def _part(number: int, layout: Layout) -> str:
    if number < layout.head_first:
        return "above"
    return "head" if number <= layout.head_last else "row"


def cell_words(cell: object) -> str:
    """A cell as the spreadsheet would show it."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime | datetime.date):
        return cell.strftime("%d/%m/%Y")
    return str(cell).replace("\n", " ")


def confidence(column: ListColumn) -> str:
    """ "sure", "guess", "unused" (named, without meaning) or "" (a column without a name)."""
    if column.field is not None:
        return "sure" if column.score >= SURE else "guess"
    return "unused" if column.title else ""


_STATE_OF = {"sure": "ok", "guess": "warn", "unused": "none", "": "none"}


class MeaningHead(Head):
    """The head of the preview: per column a choice of its meaning, its letter, how sure it is."""

    chosen = Signal(int, str)

    def __init__(self, view: TableView) -> None:
        super().__init__(view, HEAD_HEIGHT)
        self._columns: Sequence[ListColumn] = ()
        self.choices: list[Choice] = []
        self.setSectionsClickable(False)
        self.sectionResized.connect(lambda *_: self.place())
        self.geometriesChanged.connect(self.place)
        view.horizontalScrollBar().valueChanged.connect(lambda _: self.place())

    def set_columns(self, columns: Sequence[ListColumn]) -> None:
        """Show these meanings."""
        self._columns = columns
        if len(self.choices) != len(columns):
            for choice in self.choices:
                choice.deleteLater()
            self.choices = [self._make(column.index) for column in columns]
        for choice, column in zip(self.choices, columns, strict=True):
            choice.set_value(column.field.value if column.field else UNUSED)
            choice.setAccessibleName(
                t("read-list-column", letter=column_letter(column.index), title=column.title)
            )
            choice.setToolTip(f"{column.title}: {choice.currentText()}")
        self.place()
        self.viewport().update()

    def _make(self, index: int) -> Choice:
        choice = Choice(_meanings(), compact=True)
        choice.setParent(self.viewport())
        choice.setMaxVisibleItems(16)
        choice.installEventFilter(self)
        choice.chosen.connect(lambda value: self.chosen.emit(index, value))
        choice.show()
        return choice

    def place(self) -> None:
        """Put each choice over its column; those scrolled away stay out of the number column."""
        for number, choice in enumerate(self.choices, start=1):
            left = self.sectionViewportPosition(number)
            choice.setGeometry(left + 4, CHOICE_TOP, self.sectionSize(number) - 8, CHOICE_HEIGHT)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Wheel:
            event.ignore()  # scrolling over the choices must not change them
            return True
        if event.type() == QEvent.Type.FocusIn and watched in self.choices:
            self._bring_in(self.choices.index(watched) + 1)
        return super().eventFilter(watched, event)

    def _bring_in(self, section: int) -> None:
        view = self.parent()
        assert isinstance(view, TableView)
        top = view.rows.index(max(0, view.rowAt(0)), section)
        view.scrollTo(top)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802
        box = QRectF(rect)
        painter.save()
        painter.fillRect(box, colour("sunken"))
        hairline(painter, box, "line2")
        words = box.adjusted(8, CHOICE_TOP + CHOICE_HEIGHT, -8, -1)
        if section == 0:
            draw_text(
                painter, words.adjusted(6, 0, 0, 0), t("read-list-row"), "small-medium", "text2"
            )
        elif section <= len(self._columns):
            self._paint_column(painter, words, self._columns[section - 1])
        painter.restore()

    @staticmethod
    def _paint_column(painter: QPainter, words: QRectF, column: ListColumn) -> None:
        letter = column_letter(column.index)
        width = draw_text(painter, words, letter, "small-bold", "text2")
        state = confidence(column)
        if not state:
            return
        glyph, ink = STATES[_STATE_OF[state]][:2]
        mark = QRectF(words.left() + width + 8, words.top(), 14, words.height())
        draw_icon(painter, mark, glyph, ink, 14)
        rest = words.adjusted(width + 26, 0, 0, 0)
        draw_text(painter, rest, t(f"read-list-{state}"), "small", ink)


def _meanings() -> list[tuple[str, str]]:
    return [(UNUSED, t("read-list-unused-choice")), *((m.value, m.label) for m in Meaning)]


class Preview(TableView):
    """A sheet; `meaning_chosen(column, value)`, `head_wanted(line from 0)` (F4, Enter, double click)."""

    meaning_chosen = Signal(int, str)
    head_wanted = Signal(int)

    def __init__(self, looked: Looked) -> None:
        self._looked = looked
        lines = lines_of(looked, looked.layout)
        count = min(len(looked.layout.columns), COLUMNS)
        columns: list[Column[SheetLine]] = [
            Column(t("read-list-row"), lambda line: line.number, kind="line", width=NUMBER_WIDTH)
        ]
        columns += [_column(index, _width(index, lines)) for index in range(count)]
        model = RowsModel(columns, t("read-list-preview"))
        super().__init__(model, row=26, painters={"sheet": _paint_cell, "line": _paint_number})
        self.meanings = MeaningHead(self)
        self.setHorizontalHeader(self.meanings)
        for number, column in enumerate(columns):
            self.meanings.resizeSection(number, column.width or LEAST)
        self.meanings.chosen.connect(self.meaning_chosen)
        self.opened.connect(lambda line: self.head_wanted.emit(line.number - 1))
        self.show_layout(looked.layout)

    def show_layout(self, layout: Layout) -> None:
        """Show the sheet under this layout; cursor and place stay."""
        lines = lines_of(self._looked, layout)
        row, left = self.currentIndex().row(), self.horizontalScrollBar().value()
        self.rows.set_rows(lines)
        self.meanings.set_columns(layout.columns[: len(self.rows.columns) - 1])
        head = next((i for i, line in enumerate(lines) if line.part == "head"), 0)
        self.choose_row(row if 0 <= row < len(lines) else head)
        self.horizontalScrollBar().setValue(left)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_F4 and self.record() is not None:
            self.head_wanted.emit(self.record().number - 1)
            return
        super().keyPressEvent(event)


def _column(index: int, width: int) -> Column[SheetLine]:
    return Column(
        column_letter(index),
        lambda line: line.cell(index),
        kind="sheet",
        width=width,
        tip=lambda line: line.cell(index).word,
    )


def _width(index: int, lines: Sequence[SheetLine]) -> int:
    words = (line.cell(index).word for line in lines if line.part != "above")
    wide = max((fonts.text_width(word, "dense") for word in words), default=0)
    return min(max(round(wide) + 18, LEAST), MOST)


_INK = {"above": "text3", "head": "text", "row": "text"}


def _paint_cell(painter: QPainter, cell: Cell) -> None:
    state: State = cell.value
    role = "dense-bold" if state.state == "head" else cell.role
    if state.state == "head":
        painter.fillRect(cell.rect.adjusted(-20, 0, 20, 0), colour("accent_soft"))
    draw_text(painter, cell.rect, state.word, role, _INK[state.state])


def _paint_number(painter: QPainter, cell: Cell) -> None:
    draw_numbers(painter, cell.rect, str(cell.value), cell.role, "text3")
