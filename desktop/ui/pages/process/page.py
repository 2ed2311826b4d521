"""The page "Quy trình": steps at the left, the one in hand in the middle, the calendar at the right."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.procedure import Case
from desktop.domain.vietnamese import show_date
from desktop.errors import AppError
from desktop.rules.deadlines import StepStanding
from desktop.services import calendaring, proceeding
from desktop.services.calendaring import Exchanged
from desktop.services.changes import Changes
from desktop.services.proceeding import Done, Look
from desktop.store.connection import Db
from desktop.text import sentence, t
from desktop.ui.page import Desk, Page
from desktop.ui.pages.entry.notes import Notes
from desktop.ui.pages.process.asks import Deed
from desktop.ui.pages.process.cases import CasesCard
from desktop.ui.pages.process.days import DaysCard
from desktop.ui.pages.process.due import DueCard, lines
from desktop.ui.pages.process.found import Found, read
from desktop.ui.pages.process.paper_card import PAPERS, PaperCard
from desktop.ui.pages.process.step_card import StepCard
from desktop.ui.pages.process.steps import StepsCard
from desktop.ui.widgets import Button, EmptyState, PageHead, body

LEFT, RIGHT, RIGHT_ROOMY = 268, 286, 380
TWO_FROM, THREE_FROM, ROOMY_FROM = 900, 1100, 1600
"""Page widths in px: below the first the steps are hidden (Alt+Down goes on), below the second the
calendar, from the third it is wider."""
_CONCERNS = {"household", "review", "round", "procedure", "setting", "sheet_a"}
CASES, DAYS, PAPER_LIST = "cases", "days", "papers"


class ProcessPage(Page):
    """Targets: a step's id, "cases", "days", or the uid of a case."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found: Found | None = None
        self.case_uid, self.step_id = "", ""
        self._wanted, self._wants_focus = "", False
        self.head = PageHead(t("page-process"))
        self.notes = Notes()
        self.steps, self.due = StepsCard(), DueCard()
        self.card, self.cases, self.days = StepCard(), CasesCard(desk), DaysCard()
        self.papers = PaperCard(desk)
        self.stack = QStackedWidget()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.to_round = Button(t("process-to-round"), icon="arrow-left", key="Esc", live=False)
        self.to_cases = Button(t("process-to-cases"), icon="users", key="F7")
        self.to_papers = Button(t("process-to-papers"), icon="stack-2", key="F9")
        self.head.add(self.to_round, self.to_papers, self.to_cases)
        begin = Button(t("process-open-round"), kind="primary")
        begin.clicked.connect(lambda _=False: self.desk.go("overview", "round"))
        self.empty = EmptyState("route", "", begin)
        self.stack.setProperty("ground", "clear")
        for part in (self.card, self.cases, self.days, self.papers, self.empty):
            self.stack.addWidget(part)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.notes)
        middle.addWidget(self.stack, 1)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.steps)
        row.addLayout(middle, 1)
        row.addWidget(self.due)
        self.steps.setFixedWidth(LEFT)
        self.due.setFixedWidth(RIGHT)
        self.column.addWidget(self.head)
        self.column.addWidget(body(row), 1)

    def _connect(self) -> None:
        self.steps.chosen.connect(self._on_step)
        self.card.wanted.connect(self.record)
        self.card.refused.connect(lambda words: self.notes.tell("err", words))
        self.card.gone.connect(self._go)
        self.card.changed.connect(self.notes.clear)
        self.steps.view.opened.connect(lambda _: self.focus_first())
        self.cases.opened.connect(self.open_case)
        self.cases.wanted.connect(self.begin_case)
        self.cases.closing.connect(self.close_case)
        self.cases.printing.connect(self.show_asking)
        self.cases.refused.connect(lambda words: self.notes.tell("err", words))
        self.days.autumn.connect(self.keep_autumn)
        self.days.exchanged.connect(self.keep_exchanged)
        self.days.refused.connect(lambda words: self.notes.tell("err", words))
        self.due.to_days.clicked.connect(lambda _=False: self._show_part(DAYS))
        self.to_cases.clicked.connect(lambda _=False: self._show_part(CASES))
        self.to_papers.clicked.connect(lambda _=False: self.show_papers(*self._papers_of_step()))
        self.to_round.clicked.connect(lambda _=False: self._leave())
        keys: dict[str, Callable[[], object]] = {
            "Alt+Up": lambda: self._next_step(-1),
            "Alt+Down": lambda: self._next_step(1),
            "Esc": self._leave,
            "Ctrl+L": self.steps.view.setFocus,
        }
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._show_sides()
        self.due.setFixedWidth(RIGHT_ROOMY if self.width() >= ROOMY_FROM else RIGHT)

    def _show_sides(self) -> None:
        has_case = self.found is not None and self.found.look is not None
        self.steps.setVisible(has_case and self.width() >= TWO_FROM)
        # Papers need the room more than the calendar does.
        has_papers = self.stack.currentWidget() is self.papers
        self.due.setVisible(self.width() >= (ROOMY_FROM if has_papers else THREE_FROM))

    # Contract of pages --------------------------------------------------------------------------
    def reload(self) -> None:
        year, uid, now = self.desk.year, self.case_uid, self.desk.now()
        self.desk.worker.run_latest("process", lambda db: read(db, year, uid, now=now), self._show)

    def on_changed(self, changes: Changes) -> bool:
        return bool(changes.names & _CONCERNS)

    def focus_first(self) -> None:
        part = self.stack.currentWidget()
        # At the first visit there is nothing to stand on until the book has answered.
        self._wants_focus = self.found is None
        if part is self.card:
            if not self.card.focus_first():
                self.steps.view.setFocus()
        elif part is self.cases:
            self.cases.finder.field.setFocus()
        elif part is self.days:
            self.days.autumn_day.setFocus()
        elif part is self.papers:
            self.papers.view.setFocus()
        else:
            self.to_cases.setFocus()

    def open_target(self, target: object) -> None:
        if not isinstance(target, str) or not target:
            return
        if self.found is None:
            self._wanted = target
        elif target == PAPER_LIST:
            self.show_papers()
        elif target in (CASES, DAYS):
            self._show_part(target)
        elif self.found.look and target in [s.step.id for s in self.found.look.standing.steps]:
            self._show_part("")
            self.steps.choose(target)
        else:
            self.open_case(target)

    def key_line(self) -> Sequence[tuple[str, str]]:
        return (
            ("Alt+Down", t("process-key-steps")),
            ("Enter", t("process-key-next")),
            ("Ctrl+Enter", t("process-key-record")),
            ("F7", t("process-to-cases")),
            ("Ctrl+Z", t("process-key-undo")),
        )

    # Showing ------------------------------------------------------------------------------------
    def _show(self, found: Found) -> None:
        self.found = found
        self._show_found(found)
        if wanted := self._wanted:
            self._wanted = ""
            self.open_target(wanted)
        if self._wants_focus:
            self.focus_first()

    def _show_found(self, found: Found) -> None:
        look = found.look
        is_round = not self.case_uid
        self.to_round.setVisible(not is_round or self.stack.currentWidget() in self._asides())
        self.head.set_context(self._context(look))
        today = self.desk.now().astimezone().date()
        self.cases.show_cases(found.cases, today)
        self.days.show_days(found.autumn, found.exchanged, today)
        running = [c for c in found.cases if not c.case.outcome]
        shown = ([look] if look and is_round else []) + running
        self.due.show_lines(lines(shown or ([look] if look else []), found.reports))
        self.empty.sentence.setText(t("process-no-round", year=str(self.desk.year)))
        self._show_sides()
        if look is None:
            if self.stack.currentWidget() not in self._asides():
                self.stack.setCurrentWidget(self.empty)
            return
        if self.stack.currentWidget() is self.empty:
            self.stack.setCurrentWidget(self.card)
        ids = [s.step.id for s in look.standing.steps]
        if self.step_id not in ids:
            following = look.standing.next
            self.step_id = following.step.id if following else ids[-1]
        self.steps.show_look(look, self.step_id)

    def _asides(self) -> tuple[QWidget, ...]:
        return (self.cases, self.days, self.papers)

    def _context(self, look: Look | None) -> str:
        if look is None:
            return t("process-context-none", year=str(self.desk.year))
        procedure, case = look.standing.procedure, look.case
        if season := procedure.season(case.year):
            return t(
                "process-context-round", name=procedure.name, year=str(case.year),
                since=show_date(season[0]), until=show_date(season[1]),
            )  # fmt: skip
        names = ", ".join(s.name for s in look.standing.records.subjects)
        return t("process-context-case", name=procedure.name, household=names, day=case.opened_on)

    def _on_step(self, step: StepStanding) -> None:
        if self.found is None or self.found.look is None:
            return
        if step.step.id != self.step_id:
            self.notes.clear()
        self.step_id = step.step.id
        if self.stack.currentWidget() not in self._asides():
            self.stack.setCurrentWidget(self.card)
        self.card.show_step(self.found.look, step)

    def _next_step(self, by: int) -> None:
        view = self.steps.view
        if self.stack.currentWidget() in self._asides():
            self._show_part("")
        view.choose_row(view.currentIndex().row() + by)
        self.focus_first()

    def _show_part(self, part: str) -> None:
        """The cases, the office's days, or ("") the step in hand."""
        has_case = self.found is not None and self.found.look is not None
        usual = self.card if has_case else self.empty
        self.notes.clear()
        asides = {CASES: self.cases, DAYS: self.days, PAPER_LIST: self.papers}
        self.stack.setCurrentWidget(asides.get(part, usual))
        self._show_sides()
        self.to_round.setVisible(bool(part) or bool(self.case_uid))
        self.focus_first()

    def open_case(self, uid: str) -> None:
        """Show a case; "" is the periodic review of the year."""
        self.notes.clear()
        self.card.recorded()
        self.case_uid, self.step_id = uid, ""
        self.stack.setCurrentWidget(self.card)
        self._show_sides()
        self.reload()
        self.focus_first()

    def _papers_of_step(self) -> tuple[str, ...]:
        """The papers of the step in hand that a case has."""
        papers = self.card.step.step.papers if self.card.step else ()
        return tuple(p for p in papers if p in PAPERS)

    def show_papers(self, *papers: str) -> None:
        """The papers of the case in hand, one of these kinds first."""
        if self.found is None or self.found.look is None:
            return
        self._show_part(PAPER_LIST)
        self.papers.show_papers(self.found.look.case.uid, *papers)

    def show_asking(self, procedure: str, household_uid: str, person_uid: str) -> None:
        """What a household fills in, before a case is opened for it."""
        self._show_part(PAPER_LIST)
        self.papers.show_asking(self.desk.year, procedure, household_uid, person_uid)

    def _leave(self) -> None:
        """Esc: from the papers, cases or days to the step, from a case to the round."""
        if self.stack.currentWidget() is self.papers and not self.papers.case_uid:
            self._show_part(CASES)  # a paper for a household that asks is looked at from there
        elif self.stack.currentWidget() in self._asides():
            self._show_part("")
        elif self.case_uid:
            self.open_case("")

    def _go(self, page: str, target: str) -> None:
        if page == "papers" and target in PAPERS:
            self.show_papers(target)
            return
        specs = getattr(self.window(), "specs", None)
        if specs is None or page in specs:
            self.desk.go(page, target or None)

    # Recording ----------------------------------------------------------------------------------
    def record(self, made: Deed) -> None:
        """Write what the form says; refused in words, undone by Ctrl+Z."""
        now, by = self.desk.now(), self.desk.by
        self.desk.worker.run(
            lambda db: made(db, now, by), self._on_recorded, failed=self._on_refused
        )

    def _on_recorded(self, done: Done) -> None:
        self.notes.clear()
        for warning in done.warnings:
            self.notes.tell("warn", *proceeding.said(warning))
        self.card.recorded()
        self.desk.say(t("process-recorded"), lambda: self.take_back(done.act))
        self.focus_first()
        self._wants_focus = True  # the form that had it may be made anew
        self.reload()

    def take_back(self, act: str) -> None:
        """Undo a deed."""
        now, by = self.desk.now(), self.desk.by

        def undone(_: Changes) -> None:
            self.card.recorded()
            self.desk.say(t("process-undone"))
            self.reload()

        self.desk.worker.run(
            lambda db: proceeding.undo(db, act, now=now, by=by), undone, failed=self._on_refused
        )

    def _on_refused(self, error: AppError) -> None:
        reason, cure = error.details.get("reason"), error.details.get("cure")
        if reason:
            self.notes.tell("err", t("process-refused", reason=reason), str(cure))
        else:
            self.notes.tell("err", sentence(error))

    def begin_case(self, wanted: Case) -> None:
        """Open an in-year case and go to it."""
        now, by = self.desk.now(), self.desk.by

        def opened(done: Done) -> None:
            self.cases.begin()
            self.open_case(done.record.uid)
            for warning in done.warnings:
                self.notes.tell("warn", *proceeding.said(warning))
            self.desk.say(t("process-opened"), lambda: self._unopen(done.act))

        self.desk.worker.run(
            lambda db: proceeding.open_case(db, wanted, now=now, by=by), opened,
            failed=self._on_refused,
        )  # fmt: skip

    def close_case(self, uid: str) -> None:
        """The household took its request back today: the case is closed, and can be opened again."""
        now, by = self.desk.now(), self.desk.by
        today = now.astimezone().date()

        def closed(done: Done) -> None:
            self.desk.say(t("process-closed"), lambda: self.take_back(done.act))
            self.reload()

        self.desk.worker.run(
            lambda db: proceeding.close_case(db, uid, today, "", now=now, by=by), closed,
            failed=self._on_refused,
        )  # fmt: skip

    def _unopen(self, act: str) -> None:
        self.case_uid = ""
        self.take_back(act)
        self._show_part(CASES)

    def keep_autumn(self, on: datetime.date | None) -> None:
        """Keep the commune's own autumn deadline."""
        year, now, by = self.desk.year, self.desk.now(), self.desk.by
        self._keep(lambda db: calendaring.set_autumn_deadline(db, year, on, now=now, by=by))

    def keep_exchanged(self, days: Sequence[Exchanged]) -> None:
        """Keep the office's list of exchanged days."""
        now, by = self.desk.now(), self.desk.by
        self._keep(lambda db: calendaring.set_exchanged_days(db, days, now=now, by=by))

    def _keep(self, job: Callable[[Db], Changes]) -> None:
        self.notes.clear()

        def kept(_: Changes) -> None:
            self.desk.say(t("process-days-kept"))
            self.reload()

        self.desk.worker.run(job, kept, failed=self._on_refused)
