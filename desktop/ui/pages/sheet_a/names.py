"""The office's own names of the nine columns, typed from the paper it uses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.text import t
from desktop.ui.widgets import Button, Card, Field, Text, padded

ACROSS = 3


class MarkNames(Card):
    """`saved(dict)` when the names are to be kept, `closed` when not."""

    saved = Signal(object)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__(t("sheet-a-names"), head_height=36)
        self.fields: dict[str, Field] = {}
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        self.save = Button(t("sheet-a-names-save"), kind="primary", size="compact")
        close = Button(t("entry-close"), key="Esc", size="compact", live=False)
        self.save.clicked.connect(self._save)
        close.clicked.connect(self.closed)
        QShortcut(QKeySequence("Esc"), self, self.closed.emit)
        self.add(padded(Text(t("sheet-a-names-why"), "small", "text2", wrap=True), (14, 0, 14, 8)))
        self.add(padded(self._grid, (14, 0, 14, 10)))
        self.add_foot(self.save, close).addStretch(1)

    def show_names(self, columns: Sequence[str], names: Mapping[str, str]) -> None:
        """Show the columns with their names; the hand goes to the first."""
        if list(self.fields) != list(columns):
            self._build(columns)
        for column, field in self.fields.items():
            field.setText(names.get(column, ""))

    def _build(self, columns: Sequence[str]) -> None:
        for number, column in enumerate(columns):
            word = t("sheet-a-column", column=column)
            field = Field(name=word, compact=True)
            field.returnPressed.connect(lambda n=number: self._next(n))
            row, place = divmod(number, ACROSS)
            holder: QWidget = Text(word, "small", "text2")
            self._grid.addWidget(holder, row, 2 * place)
            self._grid.addWidget(field, row, 2 * place + 1)
            self.fields[column] = field

    def focus_first(self) -> None:
        """The hand on the first name."""
        next(iter(self.fields.values())).setFocus()

    def _next(self, number: int) -> None:
        fields = list(self.fields.values())
        (fields[number + 1] if number + 1 < len(fields) else self.save).setFocus()

    def _save(self) -> None:
        self.saved.emit({column: field.value() for column, field in self.fields.items()})
