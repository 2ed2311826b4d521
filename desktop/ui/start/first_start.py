"""The first start: seven questions from nothing to an open book (six above the commune)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop.domain.unit import Area, Office, Unit
from desktop.services import reviewing, upkeep
from desktop.store.connection import Db
from desktop.text import t
from desktop.ui import memory
from desktop.ui.dates import local_day
from desktop.ui.start.begin import BOOK_FILES, BeginQuestion, pick_file
from desktop.ui.start.ending import DoneQuestion, ListQuestion, offer
from desktop.ui.start.flow import Flow, free_book
from desktop.ui.start.people import PeopleQuestion
from desktop.ui.start.phrase import PhraseQuestion
from desktop.ui.start.question import Arrival
from desktop.ui.start.sheet import RecoverySheet, SheetQuestion
from desktop.ui.start.unit import UnitQuestion

_STEPS = ("begin", "unit", "people", "phrase", "sheet", "list", "done")


@dataclass
class _Draft:
    """What was answered so far."""

    unit: Unit | None = None
    area: Area | None = None
    office: Office | None = None
    path: Path = Path()
    reads_list: bool = False


class FirstStart(Flow):
    """Questions in order; after the pass phrase the book exists and there is no way back."""

    def begin(self) -> None:
        """Ask the first question."""
        self._draft = _Draft()
        self._name_steps(is_upper=False)
        self._begin = BeginQuestion()
        self._begin.go = self._on_begin
        self._unit: UnitQuestion | None = None
        self._people = PeopleQuestion()
        self._people.go = self._on_people
        self.ask(self._begin, self._number("begin"))

    def _name_steps(self, *, is_upper: bool) -> None:
        self._steps = [s for s in _STEPS if not (is_upper and s == "list")]
        self.window.set_steps([t(f"start-step-{s}") for s in self._steps])

    def _number(self, step: str) -> int:
        return self._steps.index(step) + 1

    @property
    def _year(self) -> int:
        return local_day(self.now()).year

    # 1 ----------------------------------------------------------------------------------------
    def _on_begin(self) -> None:
        answer = self._begin.answer()
        if answer == "new":
            self.ask_unit()
        elif answer == "open":
            self._on_open()
        else:
            self.left.emit(answer, None)

    def _on_open(self) -> None:
        path = pick_file(self.window, t("start-open-file"), BOOK_FILES, memory.last_book())
        if path is not None:
            self.left.emit("unlock", path)

    # 2 and 3 ----------------------------------------------------------------------------------
    def ask_unit(self) -> None:
        """Ask which unit works here."""
        if self._unit is None:
            self._unit = UnitQuestion(self._year)
            self._unit.go = self._on_unit
        self.ask(self._unit, self._number("unit"))

    def _on_unit(self) -> None:
        asked = self._unit
        assert asked is not None, "only its own button comes here"
        if asked.narrow():
            return
        unit = asked.chosen()
        assert unit is not None, "UnitQuestion.problem asks for one"
        if unit != self._draft.unit:
            self._people.suggest(unit.name)
        self._draft.unit, self._draft.area = unit, asked.area()
        self._draft.office = upkeep.office_of(unit.code, unit.list_version, area=asked.area())
        self._name_steps(is_upper=self._draft.office.is_upper)
        self.ask(self._people, self._number("people"))

    def _on_people(self) -> None:
        unit = self._draft.unit
        assert unit is not None, "asked before"
        self._draft.path = free_book(unit.code, unit.list_version)
        taken = not self._draft.path.stem.endswith(f"_{unit.code}")
        question = PhraseQuestion(
            title=t("start-phrase-title"), lead=t("start-phrase-lead"), verb=t("start-phrase-verb"),
            book=self._draft.path, taken=taken,
        )  # fmt: skip
        question.go = lambda: self._make(question)
        self.ask(question, self._number("phrase"))

    # 4: the book is made ----------------------------------------------------------------------
    def _make(self, question: PhraseQuestion) -> None:
        office, path = self._draft.office, self._draft.path
        assert office is not None, "asked before"
        phrase, user = question.pair.value(), self._people.user.value()
        signatory = self._people.foot.signatory()
        codes: list[str] = []

        def make() -> Db:
            made = upkeep.new_book(path, office, phrase, now=self.now(), by=user)
            codes.append(made.recovery_code)
            upkeep.save_signatory(made.db, signatory, now=self.now(), by=user)
            return made.db

        question.work(t("start-phrase-working"))
        self.worker.open(make, lambda _: self._on_made(codes[0]), failed=question.fail)

    def _on_made(self, code: str) -> None:
        office = self._draft.office
        assert office is not None, "asked before"
        memory.remember_book(self._draft.path, office.name)
        memory.remember_sheet(kept=False)
        sheet = RecoverySheet(self.worker, office, code, self.now)
        question = SheetQuestion(sheet, lead=t("start-sheet-lead"))
        question.go = self._on_sheet
        self.ask(question, self._number("sheet"), can_go_back=False)

    # 5, 6, 7 ----------------------------------------------------------------------------------
    def _on_sheet(self) -> None:
        memory.remember_sheet(kept=True)
        office = self._draft.office
        assert office is not None, "asked before"
        if office.is_upper:
            self._ask_done(can_go_back=False)
            return
        question = ListQuestion(self._year)
        question.go = lambda: self._on_list(question)
        self.ask(question, self._number("list"), can_go_back=False)

    def _on_list(self, question: ListQuestion) -> None:
        self._draft.reads_list = question.is_now()
        self._ask_done(can_go_back=True)

    def _ask_done(self, *, can_go_back: bool) -> None:
        office = self._draft.office
        assert office is not None, "asked before"
        offered = None if office.is_upper else offer(self._year)
        question = DoneQuestion(office, str(self._draft.path), offered)
        question.go = lambda: self._finish(question)
        self.ask(question, self._number("done"), can_go_back=can_go_back)

    def _finish(self, question: DoneQuestion) -> None:
        if not question.opens_round():
            self._arrive()
            return
        year, by = self._year, self._people.user.value()
        question.work(t("start-done-working"))
        self.worker.run(
            lambda db: reviewing.open_round(db, year, now=self.now(), by=by),
            lambda _: self._arrive(),
            failed=question.fail,
        )

    def _arrive(self) -> None:
        page = "read-list" if self._draft.reads_list else "overview"
        self.arrived.emit(Arrival(path=self._draft.path, page_id=page))
