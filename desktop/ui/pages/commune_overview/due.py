"""What is due: the days that the law names, each with its source and how far off it is."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from desktop.services.overview import SOURCE, Deadline
from desktop.text import t
from desktop.ui.rows_model import Column, RowsModel
from desktop.ui.widgets import Card, TableView


class DueCard(Card):
    """The deadlines of a year, seen from today."""

    def __init__(self) -> None:
        super().__init__(t("overview-due"), t("overview-due-remark", source=SOURCE))
        self._today = datetime.date.min
        columns: list[Column[Deadline]] = [
            Column("", _day, width=102),
            Column(
                "", lambda d: t(f"overview-due-{d.code}"), tip=lambda d: t(f"overview-due-{d.code}")
            ),
            Column("", self._left, width=112, ink="text3", role="small", align_right=True),
        ]
        self.model = RowsModel(columns, t("overview-due"))
        self.view = TableView(self.model, row=27, head=0)
        self.add_rule()
        self.add(self.view)
        self.column.addSpacing(6)

    def show_days(self, days: Sequence[Deadline], today: datetime.date) -> None:
        """Show these days."""
        self._today = today
        self.model.set_rows(days)
        self.view.fit_height()

    def _left(self, deadline: Deadline) -> str:
        days = (deadline.on - self._today).days
        if days == 0:
            return t("overview-due-today")
        if days < 0:
            return t("overview-due-past", days=-days)
        return t("overview-due-left", days=days)


def _day(deadline: Deadline) -> str:
    day = deadline.on.strftime("%d/%m")
    return t("overview-due-before", day=day) if deadline.is_before else day
