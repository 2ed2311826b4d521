"""The rounds of the book and the standards that the book knows: those shipped and its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.review import Round, RoundKind
from desktop.domain.unit import Area
from desktop.domain.vietnamese import show_date
from desktop.errors import AppError, StandardIncomplete
from desktop.rules.standard import Standard
from desktop.services import reviewing
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
    rule,
)

FIRST_YEAR = 2022
MOST_SHOWN = 6


class RoundsCard(Card):
    """What was opened, and opening another; refusals stand in the card."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(t("settings-rounds"), icon="calendar-event")
        self._desk = desk
        self._rounds: dict[int, Round] = {}
        self._names: dict[str, str] = {}
        columns = _columns(lambda r: self._names.get(r.standard_id, r.standard_id))
        self.table: TableView = TableView(RowsModel(columns, t("settings-rounds")))
        self.none = padded(Text(t("settings-rounds-none"), "body", "text2"))
        self.year = Choice(name=t("settings-rounds-year"), compact=True)
        self.standard = Choice(name=t("settings-rounds-standard"), compact=True)
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
        self.year.chosen.connect(lambda _: self._name_button())

    def show_facts(self, facts: Particulars) -> None:
        """Rounds, newest first; the year offered is the one that comes next."""
        rounds = facts.rounds[:MOST_SHOWN]
        self._rounds = {r.year: r for r in facts.rounds if r.kind is RoundKind.PERIODIC}
        self._names = {s.id: s.name for s in facts.standards}
        self.standard.set_options(_options(self._desk, facts.standards))
        self.table.rows.set_rows(rounds)
        self.table.fit_height()
        self.table.setVisible(bool(rounds))
        self.none.setVisible(not rounds)
        this_year = local_day(self._desk.now()).year
        newest = max((r.year for r in rounds), default=this_year - 1)
        years = range(max(this_year, newest) + 1, FIRST_YEAR - 1, -1)
        self.year.set_options([(str(y), t("program-round", year=str(y))) for y in years])
        self.year.set_value(str(newest + 1))
        self._name_button()

    def _name_button(self) -> None:
        """An open round can go on with another standard while no sheet is complete."""
        is_open = int(self.year.value() or 0) in self._rounds
        self.open.setText(t("settings-rounds-change" if is_open else "settings-rounds-open"))
        self.open.set_icon("refresh" if is_open else "plus")

    def _on_open(self) -> None:
        year, standard_id, desk = int(self.year.value()), self.standard.value(), self._desk
        is_open = year in self._rounds
        verb = reviewing.change_standard if is_open else reviewing.open_round

        def job(db: Db) -> Changes:
            verb(db, year, standard_id, now=desk.now(), by=desk.by)
            return changes("round")

        self.told.hide()
        self.open.setEnabled(False)
        done = self._changed if is_open else self._opened
        desk.worker.run(job, lambda _: done(year), failed=self._fail)

    def _opened(self, year: int) -> None:
        self.open.setEnabled(True)
        first = t("settings-rounds-opened", year=str(year))
        self.told.say("ok", first, t("settings-rounds-opened-how"))

    def _changed(self, year: int) -> None:
        self.open.setEnabled(True)
        first = t("settings-rounds-changed", year=str(year))
        self.told.say("ok", first, t("settings-rounds-changed-how"))

    def _fail(self, error: AppError) -> None:
        self.open.setEnabled(True)
        if isinstance(error, StandardIncomplete):
            first = t("start-done-cannot", year=self.year.value())
            self.told.say("err", first, t("start-done-incomplete", **error.details))
            return
        self.told.fail(error)


def _columns(standard_name: Callable[[Round], str]) -> list[Column[Round]]:
    return [
        Column(t("settings-rounds-round"), lambda r: t(f"round-{r.kind}", year=str(r.year)), bold=True),
        Column(t("settings-rounds-standard"), standard_name, width=252, tip=standard_name),
        Column(
            t("settings-rounds-opened-on"),
            lambda r: show_date(r.opened_on),
            kind="figures",
            width=104,
        ),
    ]  # fmt: skip


def _options(desk: Desk, known: Sequence[Standard]) -> list[tuple[str, str]]:
    area = desk.office.area
    offered = [
        s
        for s in known
        if (desk.office.practice or not s.practice) and (area is None or s.fits(area))
    ]
    return [("", t("settings-rounds-in-force")), *((s.id, s.name) for s in offered)]


class StandardsCard(Card):
    """Each standard of the book: when it is in force, in words what it lacks, whose table it has."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(t("settings-standards"), icon="scale")
        self._shown: tuple[Standard, ...] = ()
        self.rows = QVBoxLayout()
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(0)
        self.table = Button(t("settings-standards-table"), icon="table", size="compact")
        self.table.clicked.connect(lambda: desk.go("point-table"))
        self.head.addWidget(self.table)
        if desk.office.upper_code:
            self.above = Button(t("down-go-above"), icon="package-import", size="compact")
            self.above.clicked.connect(lambda: desk.go("from-above"))
            self.head.addWidget(self.above)
        self.add(padded(self.rows, (0, 0, 0, 0)))

    def show_facts(self, facts: Particulars) -> None:
        """Show the standards, those of the office after those shipped."""
        if facts.standards == self._shown:
            return
        self._shown = facts.standards
        while (item := self.rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, standard in enumerate(facts.standards):
            if number:
                self.rows.addWidget(rule())
            self.rows.addWidget(padded(_standard_row(standard), (14, 8 if number else 0, 14, 10)))


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
    if standard.b1_items and not standard.practice:
        areas = ", ".join(t(f"points-area-{a}").lower() for a in Area if a in standard.b1_areas)
        has = t("settings-standards-has", items=len(standard.b1_items), areas=areas)
        column.addWidget(Text(has, "small", "text2", wrap=True))
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
