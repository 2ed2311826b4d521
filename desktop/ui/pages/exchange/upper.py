"""Gửi – nhận of an upper office: the cards of its communes, and every package that came or went."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout

from desktop.errors import UnknownOffice
from desktop.services import exchanging, onward
from desktop.services.catalogue import unit
from desktop.services.changes import Changes
from desktop.store.packages import Package
from desktop.text import t
from desktop.ui.page import Desk, Page
from desktop.ui.rows_model import Column, RowsModel, State
from desktop.ui.widgets import Button, Card, EmptyState, Link, PageHead, TableView, body
from desktop.ui.widgets.cards_panel import CardsPanel

PANEL, PANEL_NARROW = 430, 300
NARROW_BELOW = 1000
KIND, YEAR = 2, 3
_STATES = {"accepted": "ok", "sent": "ok", "held": "held", "returned": "returned", "refused": "err"}


class UpperExchangePage(Page):
    """Cards left, the log right; reports are taken in on the inbox page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.panel = CardsPanel(desk)
        self.log = Card(t("exchange-log"), icon="history")
        columns: list[Column[Package]] = [
            Column(t("exchange-log-way"), _way, kind="state", width=84),
            Column(t("exchange-log-office"), self._office),
            Column(t("exchange-log-kind"), lambda p: t(f"package-kind-{p.kind}"), width=104),
            Column(t("exchange-round"), lambda p: str(p.year), kind="figures", width=60),
            Column(t("exchange-number"), lambda p: p.number, kind="figures", width=52),
            Column(t("exchange-log-when"), _when, kind="figures", width=136),
            Column(t("exchange-log-result"), _result, kind="state", width=112),
        ]
        self.mail_link = Link(t("mail-link"), icon="mail")
        self.mail_link.clicked.connect(lambda: desk.go("mail"))
        self.log.head.addWidget(self.mail_link)
        self.rows = RowsModel(columns, t("exchange-log"))
        self.table = TableView(self.rows, row=29)
        self.empty = EmptyState("history", t("exchange-log-empty"))
        self.log.add(self.table, 1)
        self.log.add(self.empty, 1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.panel)
        row.addWidget(self.log, 1)
        head = PageHead(t("page-exchange"), t("exchange-context-upper"))
        self.down = Button(t("down-go-send"), icon="send")
        self.down.clicked.connect(lambda: desk.go("send-down"))
        if onward.is_possible(desk.office):
            self.onward = Button(t("onward-go", upper=desk.office.upper_name), icon="send")
            self.onward.clicked.connect(lambda: desk.go("onward"))
            self.plan = Button(t("plan-road-go"), icon="target-arrow")
            self.plan.clicked.connect(lambda: desk.go("send-plan"))
            head.add(self.plan, self.onward)
        if desk.office.upper_code:
            self.above = Button(t("down-go-above"), icon="package-import")
            self.above.clicked.connect(lambda: desk.go("from-above"))
            head.add(self.above)
        head.add(self.down)
        self.column.addWidget(head)
        self.column.addWidget(body(row), 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW_BELOW
        self.panel.setFixedWidth(PANEL_NARROW if is_narrow else PANEL)
        for column in (KIND, YEAR):
            self.table.setColumnHidden(column, is_narrow)

    def reload(self) -> None:
        self.panel.reload()
        self.desk.worker.run_latest("exchange-log", exchanging.history, self._show)

    def on_changed(self, changes: Changes) -> bool:
        return "package" in changes or "card" in changes

    def focus_first(self) -> None:
        self.panel.focus_first()

    def _show(self, log: Sequence[Package]) -> None:
        self.rows.set_rows(list(log))
        self.table.setVisible(bool(log))
        self.empty.setVisible(not log)

    def _office(self, package: Package) -> str:
        code = package.sender if package.direction == "in" else package.receiver
        if not code:
            return t("down-all-below")
        try:
            return unit(code, self.desk.office.list_version).name
        except UnknownOffice:
            return code


def _way(package: Package) -> State:
    came = package.direction == "in"
    return State("plain", t("exchange-log-in" if came else "exchange-log-out"), _ICONS[came])


_ICONS = {True: "inbox", False: "send"}


def _when(package: Package) -> str:
    return package.handled_at.astimezone().strftime("%d/%m/%Y %H:%M")


def _result(package: Package) -> State:
    state = _STATES.get(package.verdict, "plain")
    return State(state, t(f"exchange-result-{package.verdict}"))
