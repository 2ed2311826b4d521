"""Names of indicators in a table, with the mark of a class before those that count one.

Column(t("…"), lambda line: Named(t("class-poor"), "poor"), kind="named")
TableView(model, painters={"named": paint_named})
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from desktop.ui.widgets.cells import Cell
from desktop.ui.widgets.paint import CLASS_TOKEN, draw_mark, draw_text


@dataclass(frozen=True, slots=True)
class Named:
    """A name, and the class whose mark and colour it wears ("" for none)."""

    name: str
    household_class: str = ""

    def __str__(self) -> str:
        return self.name


def paint_named(painter: QPainter, cell: Cell) -> None:
    """Mark and name, or the name alone."""
    named: Named = cell.value
    if not named.household_class:
        draw_text(painter, cell.rect, named.name, cell.role, cell.ink)
        return
    middle = round(cell.rect.center().y()) + 0.5
    draw_mark(painter, QPointF(cell.rect.left() + 6, middle), named.household_class)
    words = cell.rect.adjusted(18, 0, 0, 0)
    draw_text(painter, words, named.name, cell.role, CLASS_TOKEN[named.household_class])
