"""The rounds of the book and the standards that the program knows."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.review import Round
from desktop.domain.vietnamese import show_date
from desktop.errors import AppError, StandardIncomplete
from desktop.rules.standard import Standard
from desktop.services import reviewing
from desktop.services.catalogue import shipped_standards
from desktop.services.changes import Changes, changes
from desktop.services.entering import Particulars
from desktop.store.connection import Db
from desktop.text import t
from desktop.ui.dates import local_day
from desktop.ui.page import Desk
from desktop.ui.pages.settings.told import Told
from desktop.ui.rows_model import Column, RowsModel
from desktop.ui.widgets import (
    Button,
    Card,
    Choice,
    StateLabel,
    TableView,
    Text,
    padded,
)

FIRST_YEAR = 2022
MOST_SHOWN = 6


class RoundsCard(Card):
    """What was opened, and opening another; refusals stand in the card."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(t("settings-rounds"), icon="calendar-event")
        self._desk = desk
        self.table: TableView = TableView(RowsModel(_columns(), t("settings-rounds")))
        self.none = padded(Text(t("settings-rounds-none"), "body", "text2"))
        self.year = Choice(name=t("settings-rounds-year"), compact=True)
        self.standard = Choice(
            _standard_options(desk), name=t("settings-rounds-standard"), compact=True
        )
        self.year.setMinimumContentsLength(12)
        self.open = Button(t("settings-rounds-open"), icon="plus", size="compact")
        self.told = Told(top=12)
        self.add(self.table)
        self.add(self.none)
        self.add(self.told)
        if desk.office.is_upper:
            self.add(Text(t("settings-rounds-upper"), "small", "text3", wrap=True), pad=True)
            return
        foot = self.add_foot(self.year, self.standard)
        foot.addStretch(1)
        foot.addWidget(self.open)
        self.open.clicked.connect(self._on_open)

    def show_facts(self, facts: Particulars) -> None:
        """Rounds, newest first; the year offered is the one that comes next."""
        rounds = facts.rounds[:MOST_SHOWN]
        self.table.rows.set_rows(rounds)
        self.table.fit_height()
        self.table.setVisible(bool(rounds))
        self.none.setVisible(not rounds)
        this_year = local_day(self._desk.now()).year
        newest = max((r.year for r in rounds), default=this_year - 1)
        years = range(max(this_year, newest) + 1, FIRST_YEAR - 1, -1)
        self.year.set_options([(str(y), t("program-round", year=str(y))) for y in years])
        self.year.set_value(str(newest + 1))

    def _on_open(self) -> None:
        year, standard_id, desk = int(self.year.value()), self.standard.value(), self._desk

        def job(db: Db) -> Changes:
            reviewing.open_round(db, year, standard_id, now=desk.now(), by=desk.by)
            return changes("round")

        self.told.hide()
        self.open.setEnabled(False)
        desk.worker.run(job, lambda _: self._opened(year), failed=self._fail)

    def _opened(self, year: int) -> None:
        self.open.setEnabled(True)
        first = t("settings-rounds-opened", year=str(year))
        self.told.say("ok", first, t("settings-rounds-opened-how"))

    def _fail(self, error: AppError) -> None:
        self.open.setEnabled(True)
        if isinstance(error, StandardIncomplete):
            first = t("start-done-cannot", year=self.year.value())
            self.told.say("err", first, t("start-done-incomplete", **error.details))
            return
        self.told.fail(error)


def _columns() -> list[Column[Round]]:
    return [
        Column(t("settings-rounds-round"), lambda r: t(f"round-{r.kind}", year=str(r.year)), bold=True),
        Column(t("settings-rounds-standard"), _standard_name, width=252),
        Column(
            t("settings-rounds-opened-on"),
            lambda r: show_date(r.opened_on),
            kind="figures",
            width=104,
        ),
    ]  # fmt: skip


def _standard_name(opened: Round) -> str:
    known = shipped_standards().get(opened.standard_id)
    return known.name if known is not None else opened.standard_id


def _standard_options(desk: Desk) -> list[tuple[str, str]]:
    offered = [s for s in shipped_standards().values() if desk.office.practice or not s.practice]
    return [("", t("settings-rounds-in-force")), *((s.id, s.name) for s in offered)]


class StandardsCard(Card):
    """Each standard shipped: when it is in force, and in words what it still lacks."""

    def __init__(self) -> None:
        super().__init__(t("settings-standards"), icon="scale")
        for number, standard in enumerate(shipped_standards().values()):
            if number:
                self.add_rule()
            self.add(padded(_standard_row(standard), (14, 8 if number else 0, 14, 10)))


def _standard_row(standard: Standard) -> QWidget:
    holder = QWidget()
    holder.setProperty("ground", "clear")
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    head = QHBoxLayout()
    head.addWidget(Text(standard.name, "body-medium"), 1)
    head.addWidget(_state(standard))
    column.addLayout(head)
    dates = t(
        "settings-standards-dates",
        start=standard.in_force_from,
        end=standard.in_force_to,
        source=standard.source,
    )
    column.addWidget(Text(dates, "small", "text3", wrap=True))
    if standard.missing:
        lacks = t("settings-standards-missing", missing="; ".join(standard.missing))
        column.addWidget(Text(lacks, "small", "text2", wrap=True))
    return holder


def _state(standard: Standard) -> StateLabel:
    if standard.practice:
        return StateLabel("practice", t("settings-standards-practice"))
    if standard.missing:
        return StateLabel("warn", t("settings-standards-incomplete"))
    return StateLabel("ok", t("settings-standards-whole"))
