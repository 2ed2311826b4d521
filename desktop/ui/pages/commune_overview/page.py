"""The page: process strip, villages, attention, deadlines, pictures; residents and the beginning."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.review import Round, TypedResidents
from desktop.domain.vietnamese import show_date
from desktop.errors import AppError
from desktop.rules.standard import Standard
from desktop.services import keying, overview, proceeding, reviewing
from desktop.services.changes import Changes, changes
from desktop.services.checking import Check
from desktop.services.overview import Situation
from desktop.services.planning import plan_due
from desktop.services.planning.plan_due import PlanDue
from desktop.services.proceeding import Look
from desktop.store.connection import Db
from desktop.text import sentence, t
from desktop.ui.page import Desk, Page
from desktop.ui.pages.commune_overview.attention import (
    RESIDENTS,
    Attention,
    AttentionCard,
    attention,
)
from desktop.ui.pages.commune_overview.due import DueCard
from desktop.ui.pages.commune_overview.pictures import LacksCard, RatesCard
from desktop.ui.pages.commune_overview.residents import ResidentsEditor
from desktop.ui.pages.commune_overview.steps import PAGES, TARGETS, steps
from desktop.ui.pages.commune_overview.villages import VillagesCard
from desktop.ui.pages.entry.round_form import RoundForm
from desktop.ui.pages.households.target import RegisterTarget
from desktop.ui.widgets import (
    Button,
    EmptyState,
    Note,
    PageHead,
    ProcessStrip,
    body,
    scrolled,
)
from desktop.ui.widgets.centred import centred

ROUND = "round"
WIDE_FROM, ROOMY_FROM = 1000, 1600
"""Page widths in px: from the first three columns stand side by side, from the second the right one
is wider."""
RIGHT, RIGHT_ROOMY = 352, 420
GAP = 12
_CONCERNS = (
    "procedure", "household", "review", "round", "residents", "package", "twin", "answer", "plan",
    "measure",
)  # fmt: skip


class CommuneOverviewPage(Page):
    """Where the round stands. Targets: "residents" opens their table, "round" the opening of one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found: Situation | None = None
        self.look: Look | None = None
        self.findings: Sequence[Check] = ()
        self.plan: PlanDue | None = None
        self._wants = ""
        self.strip = ProcessStrip()
        self.villages, self.attention = VillagesCard(), AttentionCard()
        self.due, self.rates, self.lacks = DueCard(), RatesCard(), LacksCard()
        self.form = RoundForm()
        self.editor: ResidentsEditor | None = None
        self._build()
        self._connect()

    # Parts --------------------------------------------------------------------------------------
    def _build(self) -> None:
        self.head = PageHead(t("page-overview"))
        self.read = Button(t("overview-read-list"), icon="file-spreadsheet")
        self.key_on = Button(t("overview-key-on"), icon="keyboard", key="F5", kind="primary")
        self.phones = Button(t("fieldwork-short"), icon="phone")
        self.phones.clicked.connect(lambda _=False: self.desk.go("fieldwork"))
        QShortcut(QKeySequence("Ctrl+G"), self, lambda: self.desk.go("sheet-a"))
        self.head.add(self.read, self.phones, self.key_on)
        begin = Button(t("overview-read-list"), icon="file-spreadsheet", kind="primary")
        begin.clicked.connect(lambda _=False: self.desk.go("read-list"))
        self.begin = begin
        self.empty = centred(EmptyState("home", t("overview-empty"), begin))
        self.waiting = QWidget()
        self.notes = QVBoxLayout()
        self.notes.setSpacing(8)
        self.stack = QStackedWidget()
        self.stack.setProperty("ground", "clear")
        for part in (self.waiting, self._main(), self.empty, self.form):
            self.stack.addWidget(part)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self.notes)
        column.addWidget(self.stack, 1)
        self.column.addWidget(self.head)
        self.column.addWidget(body(column), 1)

    def _main(self) -> QWidget:
        content = QWidget()
        self.grid = QGridLayout(content)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setSpacing(GAP)
        self.middle, self.right = (
            _stacked(self.attention, self.due),
            _stacked(self.rates, self.lacks),
        )
        self.main = scrolled(content, ground="clear")
        self.main.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._place(wide=True)
        return self.main

    def _place(self, *, wide: bool) -> None:
        """Three columns, or in a small window two with the pictures below."""
        for part in (self.strip, self.villages, self.middle, self.right):
            self.grid.removeWidget(part)
        across = 3 if wide else 2
        self.grid.addWidget(self.strip, 0, 0, 1, across)
        self.grid.addWidget(self.villages, 1, 0)
        self.grid.addWidget(self.middle, 1, 1)
        place = (1, 2, 1, 1) if wide else (2, 0, 1, 2)
        self.grid.addWidget(self.right, *place)
        for column, stretch in enumerate((3, 2, 0)):
            self.grid.setColumnStretch(column, stretch)
        self.grid.setRowStretch(1, 1)
        self._is_wide = wide

    def _connect(self) -> None:
        self.read.clicked.connect(lambda _=False: self.desk.go("read-list"))
        self.key_on.clicked.connect(lambda _=False: self.desk.go("entry"))
        self.strip.chosen.connect(self._open_step)
        self.villages.village_wanted.connect(self._open_village)
        self.villages.residents_wanted.connect(self.edit_residents)
        self.attention.wanted.connect(self._mend)
        self.rates.targets.clicked.connect(lambda: self.desk.go("targets"))
        self.form.year_chosen.connect(self._on_year)
        self.form.wanted.connect(self._open_round)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        wide = self.width() >= WIDE_FROM
        if wide != self._is_wide:
            self._place(wide=wide)
        roomy = self.width() >= ROOMY_FROM
        if wide:
            self.right.setFixedWidth(RIGHT_ROOMY if roomy else RIGHT)
        else:
            self.right.setMinimumWidth(0)
            self.right.setMaximumWidth(16_777_215)

    # Contract of pages --------------------------------------------------------------------------
    def reload(self) -> None:
        year, now = self.desk.year, self.desk.now()
        worker = self.desk.worker
        worker.run_latest("overview", lambda db: overview.situation(db, year), self._show)
        worker.run_latest(
            "overview-process",
            lambda db: proceeding.look_at_round(db, year, now=now),
            self._show_case,
        )
        worker.run_latest(
            "overview-findings",
            lambda db: overview.round_findings(db, year, now=now),
            self._show_findings,
        )
        worker.run_latest(
            "overview-plan", lambda db: plan_due.plan_due(db, year, self._today()), self._show_due
        )

    def on_changed(self, changes: Changes) -> bool:
        return any(name in changes for name in _CONCERNS)

    def focus_first(self) -> None:
        current = self.stack.currentWidget()
        if current is self.empty:
            self.begin.setFocus()
        elif current is self.form:
            self.form.button.setFocus()
        elif current is self.main:
            self.key_on.setFocus()

    def open_target(self, target: object) -> None:
        """ "residents", "round"; anything else just shows the page."""
        self._wants = str(target)
        self._follow_wish()

    def may_leave(self) -> bool:
        if self._is_editing() and self.editor is not None and self.editor.is_dirty:
            self.editor.submit()  # kept on the way out, unless a total is wrong
            return not self.editor.is_dirty
        return True

    def _is_editing(self) -> bool:
        return self.editor is not None and self.stack.currentWidget() is self.editor

    # Showing ------------------------------------------------------------------------------------
    def _show(self, found: Situation) -> None:
        self.found = found
        self.head.set_context(self._context(found))
        self.key_on.setVisible(found.round is not None)
        self.key_on.set_kind("primary" if found.complete < found.expected else "plain")
        if not self._is_editing():
            self._show_state(found)
        self.strip.set_steps(steps(found, self.look))
        self.villages.show_situation(found)
        self.due.show_days(overview.deadlines(found.overview.year), self._today())
        self.rates.show_situation(found)
        self.lacks.show_situation(found)
        self._show_attention()
        self._follow_wish()

    def _show_state(self, found: Situation) -> None:
        """What to do first, where there is nothing yet; else the whole page."""
        if not found.households:
            self.stack.setCurrentWidget(self.empty)
        elif found.round is None:
            self._offer_round(found.overview.year)
        else:
            self.stack.setCurrentWidget(self.main)
        self.read.setVisible(bool(found.households))

    def _context(self, found: Situation) -> str:
        office, year = self.desk.office, str(found.overview.year)
        province = office.province_name
        province = province[:1].lower() + province[1:]
        place = t("overview-place", name=office.name, province=province)
        if found.round is None:
            return place
        until = show_date(overview.deadlines(found.overview.year)[1].on)
        words = t(
            "overview-context", year=year, since=show_date(found.round.opened_on), until=until
        )
        return f"{place} {words}"

    def _show_findings(self, findings: Sequence[Check]) -> None:
        self.findings = findings
        self._show_attention()

    def _show_due(self, due: PlanDue) -> None:
        self.plan = due
        self._show_attention()

    def _show_attention(self) -> None:
        if self.found is not None:
            lines = attention(self.found, self.findings, self.desk.office, self.plan)
            self.attention.show_lines(lines)

    def _today(self) -> datetime.date:
        return self.desk.now().astimezone().date()

    def _say(self, *notes: Note) -> None:
        while (item := self.notes.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for note in notes:
            self.notes.addWidget(note)

    def _fail(self, error: AppError) -> None:
        self._say(Note("err", t("overview-failed"), sentence(error)))

    # Ways ---------------------------------------------------------------------------------------
    def _open_step(self, number: int) -> None:
        """The page of a step of the strip, if this window has it."""
        specs = getattr(self.window(), "specs", None)
        if specs is None or PAGES[number] in specs:
            self.desk.go(PAGES[number], TARGETS.get(number))

    def _show_case(self, look: Look | None) -> None:
        self.look = look
        if self.found is not None:
            self.strip.set_steps(steps(self.found, look))

    def _open_village(self, village: str) -> None:
        self.desk.go("households", RegisterTarget(village=village))

    def _mend(self, line: Attention) -> None:
        if line.target == RESIDENTS:
            self.edit_residents()
        else:
            self.desk.go(line.page, line.target)

    def _follow_wish(self) -> None:
        """What another page asked for, once the book was read."""
        wish, found = self._wants, self.found
        if found is None or not wish:
            return
        self._wants = ""
        if wish == RESIDENTS and found.households:
            self.edit_residents()
        elif wish == ROUND and found.round is None and found.households:
            self._offer_round(found.overview.year)

    # Residents ----------------------------------------------------------------------------------
    def edit_residents(self) -> None:
        """The table of residents in the place of the page's body."""
        found = self.found
        if found is None:
            return
        if self.editor is not None:
            self.stack.removeWidget(self.editor)
            self.editor.deleteLater()
        self.editor = ResidentsEditor(found.overview.year)
        self.editor.saved.connect(self._save_residents)
        self.editor.left.connect(self._leave_editor)
        self.stack.addWidget(self.editor)
        self.stack.setCurrentWidget(self.editor)
        self.editor.begin(found)

    def _save_residents(self, rows: list[TypedResidents]) -> None:
        year, now, by = self.desk.year, self.desk.now(), self.desk.by
        self.desk.worker.run(
            lambda db: reviewing.set_residents(db, year, rows, now=now, by=by),
            lambda _: self._on_saved(len(rows)),
            failed=self._fail,
        )

    def _on_saved(self, villages: int) -> None:
        self.desk.say(t("overview-residents-saved", villages=villages))
        self._leave_editor()

    def _leave_editor(self) -> None:
        if self.found is not None:
            self.stack.setCurrentWidget(self.main)
            self._show_state(self.found)
            self.focus_first()

    # The round ----------------------------------------------------------------------------------
    def _offer_round(self, year: int) -> None:
        self.stack.setCurrentWidget(self.form)
        self._on_year(year)

    def _on_year(self, year: int) -> None:
        def show(offers: tuple[Standard, ...]) -> None:
            self.form.show_offers(year, offers)

        self.desk.worker.run_latest("overview-offers", lambda db: keying.offers(db, year), show)

    def _open_round(self, year: int, standard_id: str) -> None:
        now, by = self.desk.now(), self.desk.by

        def job(db: Db) -> Round:
            return reviewing.open_round(db, year, standard_id, now=now, by=by)

        self.desk.worker.run(job, self._on_opened, failed=self._fail)

    def _on_opened(self, opened: Round) -> None:
        self._say()
        self.desk.year = opened.year
        self.desk.say(t("overview-opened", year=str(opened.year)))
        self.desk.worker.changed.emit(changes("round"))


def _stacked(upper: QWidget, lower: QWidget) -> QWidget:
    holder = QWidget()
    holder.setProperty("ground", "clear")
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GAP)
    column.addWidget(upper, 0 if isinstance(upper, RatesCard) else 1)
    column.addWidget(lower, 1 if isinstance(upper, RatesCard) else 0)
    return holder
