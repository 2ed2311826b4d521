"""Khác năm trước: what is not as on last year's sheet, over the middle of the page; Esc closes it."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.text import t
from desktop.ui.pages.entry.lines import View
from desktop.ui.pages.entry.state import Keying
from desktop.ui.pages.entry.versus import Change, versus
from desktop.ui.pages.entry.words import last_year
from desktop.ui.rows_model import Column, Heading, RowsModel
from desktop.ui.widgets import Button, Card, TableView, Text, padded


class VersusPanel(Card):
    """`closed` when the sheet comes back."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(" ", head_height=40)
        self.setParent(parent)
        parent.installEventFilter(self)
        self.rows: RowsModel[Change] = RowsModel(_columns(), t("entry-versus"))
        self.table = TableView(self.rows, row=24, head=26)
        self.nothing = Text("", "body", "text2", wrap=True)
        close = Button(t("entry-close"), key="Esc", size="compact", live=False)
        close.clicked.connect(self.closed)
        self.head.addWidget(close)
        self._empty = padded(self.nothing, (14, 4, 14, 10))
        self.add(self._empty)
        self.add(self.table, 1)
        self.column.addStretch(0)
        self.hide()

    def show_sheet(self, sheet: Keying, view: View) -> None:
        """List what differs on a sheet as it stands."""
        year = last_year(sheet)
        self.title.setText(t("entry-versus-title", name=sheet.household.head_name, year=year))
        found = versus(sheet, view)
        self.set_remark(t("entry-versus-count", count=len(found)) if found else "")
        rows: list[Change | Heading] = []
        for group, some in groupby(found, key=lambda change: change.group):
            rows += [Heading(t(f"entry-versus-{group}")), *some]
        self.rows.set_rows(rows)
        known = sheet.last is not None or sheet.last_household is not None
        key = "entry-versus-none" if known else "entry-versus-unknown"
        self.nothing.setText("" if found else t(key, year=year))
        self._empty.setVisible(not found)
        self.table.setVisible(bool(found))

    def open(self) -> None:
        """Cover the parent and take the keys."""
        self.show()
        self.raise_()
        self.table.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() is QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)


def _columns() -> list[Column[Change]]:
    return [
        Column(t("entry-why-what"), lambda c: c.what, width=280, tip=lambda c: c.what),
        Column(t("entry-versus-before"), lambda c: c.before, width=190, ink="text2", tip=lambda c: c.before),
        Column(t("entry-versus-now"), lambda c: c.now, tip=lambda c: c.now),
    ]  # fmt: skip
