"""Xem như cấp trên: what the office above would find, line by line, each with its way to the cure."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.unit import Office
from desktop.services.checking import ERR, OK, WARN, Check
from desktop.text import t
from desktop.ui.pages.checked import say_check
from desktop.ui.pages.households.target import RegisterTarget
from desktop.ui.rows_model import Column, Heading, RowsModel, State
from desktop.ui.widgets import Button, Card, Link, Note, TableView, Text, padded
from desktop.ui.widgets.households_list import HouseholdsList

_LIST, _HOUSEHOLDS = 0, 1
# Checks without households that have a page to mend them: code → word of the link.
_WAYS = {"residents": "exchange-type-residents", "key": "exchange-trade-keys"}


class ChecksCard(Card):
    """`mend(code)` for what another page mends, `household(uid)` for a line of a list,
    `register(RegisterTarget)` for all of it."""

    again = Signal()
    mend = Signal(str)
    household = Signal(str)
    register = Signal(object)

    def __init__(self, office: Office) -> None:
        super().__init__(t("exchange-as-upper"), " ", icon="eye")
        self._office = office
        self.checks: Sequence[Check] = ()
        self.refresh = Button(t("exchange-check-again"), icon="refresh", size="compact")
        self.refresh.clicked.connect(self.again)
        self.head.addWidget(self.refresh)
        self.verdict = Note("info", t("exchange-checking"))
        self.add(padded(self.verdict, (14, 0, 14, 10)))
        columns: list[Column[Check]] = [
            Column("", lambda c: State(c.state), kind="icon", width=38),
            Column("", self._say, tip=self._say),
            Column("", self._link, kind="link", width=74, align_right=True),
        ]
        self.rows = RowsModel(columns, t("exchange-as-upper"))
        self.table = TableView(self.rows, row=30, head=0)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.followed.connect(self._follow)
        self.table.opened.connect(self._follow)
        self.listed = HouseholdsList()
        self.listed.wanted.connect(self.household)
        self.back = Button(t("exchange-back"), icon="arrow-left", kind="flat", size="compact")
        self.back.clicked.connect(self.show_list)
        self.what = Text("", "body-bold")
        self.all = Link(t("exchange-see-all"))
        self.all.clicked.connect(self._open_all)
        self.add_rule()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self._households())
        self.add(self.stack, 1)

    def _households(self) -> QWidget:
        inside = QWidget()
        inside.setProperty("ground", "clear")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addWidget(self.what, 1)
        row.addWidget(self.all)
        column.addWidget(padded(row, (6, 4, 14, 4)))
        column.addWidget(self.listed, 1)
        return inside

    def _say(self, check: Check) -> str:
        return say_check(check, self._office)

    @staticmethod
    def _link(check: Check) -> str:
        if check.state == OK:
            return ""
        if check.households:
            return t("exchange-see")
        return t(_WAYS[check.code]) if check.code in _WAYS else ""

    # Showing ----------------------------------------------------------------------------------
    def show_checks(self, checks: Sequence[Check], when: str) -> None:
        """Show the outcome of a look; the list comes back in sight."""
        self.checks = checks
        self.set_remark(t("exchange-checked-at", time=when))
        errors, warnings = (sum(c.state == state for c in checks) for state in (ERR, WARN))
        key = "exchange-verdict-bad" if errors else "exchange-verdict-good"
        state = ERR if errors else OK
        self.verdict.say(t(key, errors=errors, warnings=warnings), "", state)
        order = {ERR: 0, WARN: 1, OK: 2}
        rows: list[Check | Heading] = [*sorted(checks, key=lambda c: order[c.state])]
        self.rows.set_rows(rows)
        self.show_list()

    def errors(self) -> list[Check]:
        """What the office above would send back."""
        return [check for check in self.checks if check.state == ERR]

    def show_list(self) -> None:
        """All checks again."""
        self.stack.setCurrentIndex(_LIST)
        self.verdict.show()

    def _open_all(self) -> None:
        uids = tuple(h.uid for h in self.listed.rows.rows)
        self.register.emit(RegisterTarget(among=uids, among_word=self.what.text()))

    def _follow(self, check: Check) -> None:
        if check.state == OK:
            return
        if check.households:
            self.what.setText(self._say(check))
            self.listed.show_rows(check.households)
            self.stack.setCurrentIndex(_HOUSEHOLDS)
            self.verdict.hide()
            self.listed.table.setFocus()
        elif check.code in _WAYS:
            self.mend.emit(check.code)
