"""Who has reported, line by line: come when, in time or late, counted as which number, what is newer."""

from __future__ import annotations

import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.unit import Level, Office
from desktop.domain.vietnamese import show_date, sort_key
from desktop.services.catalogue import bare_name
from desktop.services.reported import STANDS, CommuneStand, Due
from desktop.services.upper_board import Compared, Comparison
from desktop.text import t
from desktop.ui.pages.communes.copying import copy_table
from desktop.ui.pages.communes.words import counted_word, in_time, newer_word, state_of
from desktop.ui.pages.entry.roster_fields import read_day
from desktop.ui.pages.upper_overview.words import day, due_words, group_of
from desktop.ui.rows_model import Column, RowsModel
from desktop.ui.widgets import Button, Card, Field, Link, TableView, Text, mark_bad

_GROUP, _WAIT = 1, (3, 4, 8)


class ReportedView(Card):
    """`opened` a commune's page, `package_wanted` its package; `called`, `excused` and `due_set`
    are deeds about the commune under the cursor and about the due date."""

    opened = Signal(object)
    copied = Signal(int)
    package_wanted = Signal(object)
    called = Signal(object)
    excused = Signal(object)
    due_set = Signal(object)

    def __init__(self, office: Office) -> None:
        super().__init__(t("communes-view-reported"))
        self._due: Due | None = None
        self._today = datetime.date.min
        self.model: RowsModel[Compared] = RowsModel(self._columns(office), self.title.text())
        self.table = TableView(self.model, row=29)
        self._is_district = office.level is Level.DISTRICT
        self.set_narrow(narrow=False)
        self.table.opened.connect(self.opened)
        self.table.followed.connect(self.package_wanted)
        self.table.current.connect(self._on_current)
        self.copy = Link(t("communes-copy"), icon="copy")
        self.copy.clicked.connect(lambda: self.copied.emit(copy_table(self.table)))
        self.head.addWidget(self.copy)
        self.add(self.table, 1)
        self.call = Button(t("upper-late-call"), icon="phone", key="F7", size="compact")
        self.excuse = Button(t("communes-excuse"), icon="minus", key="F8", size="compact")
        self.due = Field(name=t("communes-due"), compact=True)
        self.due.setFixedWidth(104)
        self.keep_due = Button(t("communes-keep-due"), icon="calendar-event", size="compact")
        self.call.clicked.connect(lambda: self._emit(self.called))
        self.excuse.clicked.connect(lambda: self._emit(self.excused))
        self.keep_due.clicked.connect(self._keep_due)
        self.due.returnPressed.connect(self._keep_due)
        foot = self.add_foot(self.call, self.excuse)
        foot.addStretch(1)
        self.due_note = Text("", "small", "text3")
        parts: tuple[QWidget, ...] = (
            self.due_note, Text(t("communes-due"), "small", "text2"), self.due, self.keep_due,
        )  # fmt: skip
        for widget in parts:
            foot.addWidget(widget)

    def set_narrow(self, *, narrow: bool) -> None:
        """Without the districts where there is but one; in small windows without what can wait."""
        self.table.setColumnHidden(_GROUP, narrow or self._is_district)
        for column in _WAIT:
            self.table.setColumnHidden(column, narrow)

    def _columns(self, office: Office) -> list[Column[Compared]]:
        former = office.list_version == "2025"
        group = t("upper-column-group") if former else t("upper-column-district")
        return [
            Column(t("upper-column-commune"), lambda x: x.stand.name, sort_key=_by_name),
            Column(group, lambda x: group_of(x.stand), width=104, sort_key=_by_group),
            Column(
                t("upper-column-stand"), lambda x: state_of(x.stand), kind="state", width=152,
                sort_key=lambda x: (STANDS.index(x.stand.stand), _by_name(x)),
                tip=lambda x: x.stand.remark,
            ),
            Column(t("upper-column-number"), lambda x: x.stand.number or None, kind="figures", width=52),
            Column(
                t("communes-column-first"), lambda x: show_date(x.stand.first_on), kind="figures",
                width=104, align_right=False, sort_key=lambda x: x.stand.first_on or datetime.date.max,
            ),
            Column(
                t("communes-column-in-time"), lambda x: self._in_time(x.stand), kind="state", width=142,
                sort_key=lambda x: (x.stand.days_late, x.stand.first_on or datetime.date.max),
            ),
            Column(
                t("communes-column-counted"), lambda x: counted_word(x.stand), width=118,
                sort_key=lambda x: x.stand.accepted_on or datetime.date.max,
            ),
            Column(
                t("communes-column-newer"), lambda x: newer_word(x.stand), kind="state", width=104,
                sort_key=lambda x: -x.stand.newer,
            ),
            Column(
                t("upper-column-called"), lambda x: day(x.stand.called), kind="figures", width=72,
                align_right=False, sort_key=lambda x: x.stand.called or datetime.date.max,
            ),
            Column("", _package_word, kind="link", width=76, align_right=True),
        ]  # fmt: skip

    def _in_time(self, c: CommuneStand) -> object:
        return in_time(c, self._due, self._today) if self._due else None

    def show_rows(self, rows: list[Compared], found: Comparison, today: datetime.date) -> None:
        """Show these communes; the cursor stays on its own."""
        kept = self.table.record()
        self._due, self._today = found.overview.due, today
        self.due_note.setText(due_words(self._due))
        if not self.due.hasFocus():
            self.due.setText(show_date(self._due.last_day) if self._due.is_set else "")
            self.due.setPlaceholderText(show_date(self._due.last_day))
        self.model.set_rows(rows)
        code = kept.stand.code if kept is not None else ""
        at = self.model.row_of(lambda x: x.stand.code == code)
        self.table.choose_row(at if at >= 0 else 0)
        self._on_current(self.table.record())

    def _on_current(self, row: Compared | None) -> None:
        for button in (self.call, self.excuse):
            button.setEnabled(row is not None)
        if row is None:
            return
        called = row.stand.called
        self.call.setText(t("communes-uncall") if called else t("upper-late-call"))

    def show_excused(self, *, is_excused: bool) -> None:
        """Whether the communes in sight are those of which no report is expected."""
        self.excuse.setText(t("communes-expect") if is_excused else t("communes-excuse"))

    def _emit(self, signal: object) -> None:
        row = self.table.record()
        if row is not None:
            signal.emit(row.stand)  # type: ignore[attr-defined]

    def _keep_due(self) -> None:
        text = self.due.value()
        on = read_day(text, self._today) if text else None
        is_bad = bool(text) and on is None
        mark_bad(self.due, t("communes-bad-day") if is_bad else "")
        if is_bad:
            self.due.setFocus()
        else:
            self.due_set.emit(on)


def _by_name(row: Compared) -> str:
    return sort_key(bare_name(row.stand.name))


def _by_group(row: Compared) -> tuple[bool, str, str]:
    return (not row.stand.group, row.stand.group, _by_name(row))


def _package_word(row: Compared) -> str:
    return t("communes-open-package") if row.stand.number else ""
