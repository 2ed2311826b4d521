"""Who has not sent: names to telephone, each with a note that they were called."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget

from desktop.services.gathering import MISSING, CommuneStand, UpperOverview
from desktop.text import t
from desktop.ui.pages.upper_overview.words import day, group_of
from desktop.ui.rows_model import Column, RowsModel
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.frames import Card, EmptyState
from desktop.ui.widgets.marks import Tag
from desktop.ui.widgets.table import TableView


class LateCard(Card):
    """`called` gives the commune whose call is to be noted (or un-noted); `copied` how many names."""

    called = Signal(object)
    copied = Signal(int)

    def __init__(self, year: int) -> None:
        super().__init__(t("upper-late"))
        self._year = year
        self.count = Tag("", "err")
        self.beside_title(self.count)
        self.model: RowsModel[CommuneStand] = RowsModel(
            [
                Column(t("upper-column-commune"), self._lines, kind="lines"),
                Column(t("upper-column-called"), _call, kind="link", width=108, align_right=True),
            ],
            t("upper-late"),
        )
        self.table = TableView(self.model, row=46, head=0)
        self.table.followed.connect(self.called)
        self.table.opened.connect(self.called)
        self.none = EmptyState("circle-check", t("upper-late-none"))
        self.stack = QStackedWidget()
        self.stack.setProperty("ground", "clear")
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.none)
        self.add(self.stack, 1)
        self.copy_button = Button(t("upper-late-copy"), icon="copy", size="compact")
        self.copy_button.clicked.connect(self._copy)
        self.add_foot(self.copy_button).addStretch(1)

    def show_overview(self, overview: UpperOverview) -> None:
        """Those missing, not yet called first."""
        late = [c for c in overview.communes if c.stand == MISSING]
        late.sort(key=lambda c: c.called is not None)
        kept = self.table.record()
        self.model.set_rows(late)
        if kept is not None:
            self.table.choose_row(self.model.row_of(lambda c: c.code == kept.code))
        self.count.set_state(_count(late), "err")
        self.count.setVisible(bool(late))
        self.stack.setCurrentWidget(self.table if late else self.none)
        self.copy_button.setEnabled(bool(late))

    def _lines(self, c: CommuneStand) -> tuple[str, str]:
        year, group = str(self._year - 1), group_of(c)
        if c.last is None:
            return c.name, group or t("upper-late-no-last", year=year)
        key = "upper-late-group-last" if group else "upper-late-last"
        return c.name, t(key, group=group, year=year, poor=c.last.poor)

    def _copy(self) -> None:
        rows = self.model.rows
        lines = ["\t".join((c.name, c.code, group_of(c))).rstrip() for c in rows]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.copied.emit(len(rows))


def _count(late: list[CommuneStand]) -> str:
    """How many, and by how many days they are late where the due date has passed."""
    days = max((c.days_late for c in late), default=0)
    if not days:
        return t("upper-late-count", count=len(late))
    return t("upper-late-overdue", count=len(late), days=days)


def _call(c: CommuneStand) -> str:
    return t("upper-late-called", day=day(c.called)) if c.called else t("upper-late-call")
