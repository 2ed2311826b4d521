"""A table of the communes to the clipboard, tab-separated, as it stands: for a spreadsheet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop.ui.widgets import TableView


def copy_table(table: TableView) -> int:
    """Titles and rows in sight with their order; returns how many rows."""
    model = table.rows
    shown = [
        n
        for n in range(model.columnCount())
        if not table.isColumnHidden(n) and model.columns[n].kind != "link"
    ]
    lines = [[model.columns[n].title for n in shown]]
    for row in range(model.rowCount()):
        cells = [model.index(row, n).data(Qt.ItemDataRole.DisplayRole) for n in shown]
        lines.append([str(cell or "").replace("\n", " ") for cell in cells])
    QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))
    return len(lines) - 1
