"""Base of all charts: an accessible name that says the numbers, and *Chép bảng số* in the menu."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from desktop.text import t
from desktop.ui.icons import icon


class Chart(QWidget):
    """A painted chart. Subclasses call `tell` with their title and table whenever data change."""

    def __init__(self, height: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "clear")
        self._table: list[list[str]] = []
        if height:
            self.setFixedHeight(height)
        vertical = QSizePolicy.Policy.Fixed if height else QSizePolicy.Policy.Expanding
        self.setSizePolicy(QSizePolicy.Policy.Expanding, vertical)

    def tell(self, title: str, table: Sequence[Sequence[str]]) -> None:
        """Name the chart by its title and its rows of words and figures; repaint."""
        self._table = [list(row) for row in table]
        rows = "; ".join(" ".join(cell for cell in row if cell) for row in self._table)
        self.setAccessibleName(f"{title}: {rows}" if rows else title)
        self.updateGeometry()
        self.update()

    def copy_table(self) -> None:
        """The numbers to the clipboard, tab-separated."""
        QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in self._table))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icon("copy"), t("ui-copy-table"), self.copy_table)
        menu.popup(event.globalPos())
