"""Finding the other household: type a number or a name, the arrows choose among the first found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.services import registering
from desktop.services.registering import Line, Query
from desktop.text import t
from desktop.ui.page import Desk
from desktop.ui.rows_model import Column, RowsModel
from desktop.ui.widgets import SearchField, TableView

SHOWN = 5
_INTO_LIST = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class HouseholdFinder(QWidget):
    """A search field over a short list; `changed` when another household is under the cursor."""

    changed = Signal()
    picked = Signal(str)

    def __init__(self, desk: Desk, key: str) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._desk, self._key = desk, key
        self._without = ""
        self.field = SearchField(t("events-find"), key="")
        self.found = RowsModel[Line](_COLUMNS, t("events-found"))
        self.view = TableView(self.found, head=0, row=27)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.field)
        column.addWidget(self.view)
        self.field.searched.connect(self.search)
        self.field.installEventFilter(self)
        self.view.hide()
        self.view.current.connect(lambda _: self.changed.emit())
        self.view.opened.connect(lambda line: self.picked.emit(line.uid))

    def begin(self, without: str = "") -> None:
        """Empty, leaving out one household."""
        self._without = without
        self.field.clear()
        self._show([])

    def search(self, text: str) -> None:
        """Show the first households found."""
        query = Query(year=self._desk.year, text=text)
        if not text.strip():
            self._show([])
            return
        self._desk.worker.run_latest(
            self._key, lambda db: registering.find(db, query).lines, self._show
        )

    def _show(self, lines: Sequence[Line]) -> None:
        self.found.set_rows([line for line in lines if line.uid != self._without][:SHOWN])
        self.view.setVisible(bool(self.found.rows))
        if self.found.rows:
            self.view.choose_row(0)
            self.view.fit_height()
        self.changed.emit()

    def value(self) -> str:
        """The uid under the cursor, "" for none."""
        line = self.view.record() if self.found.rows else None
        return line.uid if isinstance(line, Line) else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        is_key = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        key = event.key() if is_key and isinstance(event, QKeyEvent) else 0
        if watched is self.field and key in _INTO_LIST:
            if key != Qt.Key.Key_Down:
                self.field.returnPressed.emit()
            if self.found.rows:
                self.view.setFocus()
            return True
        return super().eventFilter(watched, event)


def _called(line: Line) -> str:
    return line.head_name or t("events-nameless")


def _gone(line: Line) -> str:
    return t(f"event-{line.gone_by}") if line.gone_by else ""


_COLUMNS: list[Column[Line]] = [
    Column("", lambda line: line.number, kind="figures", width=64, align_right=False),
    Column("", _called, bold=True, searched=True, tip=_called),
    Column("", lambda line: line.village, width=130, ink="text2", tip=lambda line: line.village),
    Column("", _gone, width=110, ink="warn"),
]
