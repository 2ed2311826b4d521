"""A short list of households that something is wrong with; each line leads to its household.

listed = HouseholdsList(); listed.show_rows(check.households)
listed.wanted.connect(…)          # the uid, on Enter, double click or the link
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.vietnamese import name_key, sort_key
from desktop.services.checking import Named
from desktop.text import t
from desktop.ui.head_word import head_word
from desktop.ui.rows_model import Column, RowsModel
from desktop.ui.widgets.table import TableView


class HouseholdsList(QWidget):
    """Head, village, and the way to the household."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        columns: list[Column[Named]] = [
            Column(
                t("papers-household-head"),
                lambda h: head_word(h.head_name),
                sort_key=lambda h: name_key(h.head_name),
            ),
            Column(
                t("papers-household-village"),
                lambda h: h.village,
                width=190,
                sort_key=lambda h: sort_key(h.village),
            ),
            Column("", lambda _: t("papers-household-open"), kind="link", width=84),
        ]
        self.rows = RowsModel(columns, t("papers-household-list"))
        self.table = TableView(self.rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        self.table.opened.connect(lambda h: self.wanted.emit(h.uid))
        self.table.followed.connect(lambda h: self.wanted.emit(h.uid))

    def show_rows(self, households: Sequence[Named]) -> None:
        """Show these households in their order."""
        self.rows.set_rows(list(households))
