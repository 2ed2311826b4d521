"""The page of requests: one in hand at the top with its result, all of the year below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from uuid import uuid4

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.household import Household
from desktop.domain.review import SheetA
from desktop.errors import AppError
from desktop.rules.sheet_a import Known, columns
from desktop.services import asking, registering, undoing
from desktop.services.asking import Asking, Recorded, Request
from desktop.services.changes import Changes
from desktop.services.registering import Query
from desktop.store.connection import Db
from desktop.text import sentence, t
from desktop.ui.head_word import head_word
from desktop.ui.page import Desk, Page
from desktop.ui.pages.entry.notes import Notes
from desktop.ui.pages.sheet_a.form import RequestForm
from desktop.ui.pages.sheet_a.names import MarkNames
from desktop.ui.pages.sheet_a.requests import Requests
from desktop.ui.pages.sheet_a.result import RequestResult
from desktop.ui.pages.sheet_a.state import Draft, Who, look, of_sheet, sheet_of
from desktop.ui.widgets import Button, EmptyState, PageHead, body

FOUND = 40
RESULT = 340


class SheetAPage(Page):
    """Requests, keyed heads-down; `open_target` takes the uid of the household that asks."""

    undo_kinds = ("sheet-a", "sheet-a-withdrawn")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found: Asking | None = None
        self.draft = self._blank("")
        self.place = "household"
        self._is_change = False
        self._wanted = ""
        self.head = PageHead(t("page-sheet-a"))
        self.notes = Notes()
        self.form, self.result = RequestForm(self), RequestResult()
        self.requests, self.names = Requests(), MarkNames()
        self.stack = QStackedWidget()
        self._build()
        self._connect()
        self._add_keys()

    def _blank(self, day: str) -> Draft:
        today = self.desk.now().astimezone().date()
        shown = day or today.strftime("%d/%m/%Y")
        return Draft(uid=uuid4().hex, year=self.desk.year, today=today, day=shown)

    def _build(self) -> None:
        self.to_names = Button(t("sheet-a-names"), icon="pencil", key="F9")
        self.to_entry = Button(t("sheet-a-to-entry"), icon="keyboard", key="F5")
        self.head.add(self.to_names, self.to_entry)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.form, 1)
        row.addWidget(self.result)
        self.result.setFixedWidth(RESULT)
        main = QWidget()
        main.setProperty("ground", "clear")
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(row)
        column.addWidget(self.names)
        column.addWidget(self.requests, 1)
        column.addStretch(0)
        self.names.hide()
        go = Button(t("sheet-a-to-entry"), icon="keyboard", kind="primary")
        go.clicked.connect(lambda _=False: self.desk.go("entry"))
        self.nothing = EmptyState("keyboard", "", go)
        self.main = main
        for part in (QWidget(), main, self.nothing):
            self.stack.addWidget(part)
        self.column.addWidget(self.head)
        self.column.addWidget(self.notes)
        self.column.addWidget(body(self.stack), 1)

    def _connect(self) -> None:
        self.form.typed.connect(self.type_in)
        self.form.entered.connect(self._on_entered)
        self.form.stepped.connect(self._on_step)
        self.form.finder.searched.connect(self._search)
        self.form.finder.chosen.connect(lambda line: self._choose(line.uid))
        self.form.finder.newcomer.connect(self.add_newcomer)
        self.form.finder.field.textEdited.connect(self._on_other_name)
        self.form.record.clicked.connect(self.record)
        self.form.clear.clicked.connect(self.begin)
        self.result.to_finding.connect(self._to_finding)
        self.requests.opened.connect(self.correct)
        self.to_names.clicked.connect(self.open_names)
        self.to_entry.clicked.connect(lambda _=False: self.desk.go("entry"))
        self.names.saved.connect(self._save_names)
        self.names.closed.connect(self._close_names)

    def _add_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+F": lambda: self.go_to("household"),
            "Ctrl+L": self.requests.table.setFocus,
            "Ctrl+Delete": self.withdraw,
            "F4": lambda: self.go_to("note"),
        }
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)
        QShortcut(QKeySequence("Esc"), self.form, self.begin)

    # The contract of pages ----------------------------------------------------------------------
    def reload(self) -> None:
        year = self.desk.year

        def read(db: Db) -> tuple[Asking, list[str]]:
            return asking.asking(db, year), registering.villages(db)

        self.desk.worker.run_latest("sheet-a", read, lambda found: self._on_read(*found))

    def on_changed(self, changes: Changes) -> bool:
        return bool(changes.names & {"household", "review", "round", "sheet_a"})

    def open_target(self, target: object) -> None:
        if isinstance(target, str) and target:
            self._wanted = target
            if self.found is not None and self.found.rule is not None:
                self._open_wanted()

    def focus_first(self) -> None:
        if self.stack.currentWidget() is self.main:
            self.go_to(self.place)

    def key_line(self) -> Sequence[tuple[str, str]]:
        return (
            ("Enter", t("sheet-a-key-next")),
            ("Shift+Enter", t("sheet-a-key-back")),
            ("1…9", t("sheet-a-key-marks")),
            ("0", t("sheet-a-key-none")),
            ("Ctrl+Insert", t("sheet-a-key-new")),
            ("Ctrl+F", t("sheet-a-key-find")),
            ("Ctrl+L", t("sheet-a-key-list")),
            ("F5", t("sheet-a-key-entry")),
        )

    # What is shown ------------------------------------------------------------------------------
    def _on_read(self, found: Asking, villages: Sequence[str]) -> None:
        first = self.found is None or self.found.year != found.year
        self.found = found
        if found.rule is None:
            key = "sheet-a-no-rule" if found.has_round else "sheet-a-no-round"
            self.nothing.sentence.setText(t(key, year=str(found.year)))
            self.stack.setCurrentWidget(self.nothing)
            return
        self.head.set_context(t("sheet-a-context", year=str(found.year), source=found.rule.source))
        self.form.show_rule(found.rule, found.names, villages)
        self.requests.show_requests(found)
        self.stack.setCurrentWidget(self.main)
        self._show(afresh=first)
        if first and self.isVisible():
            self.go_to("household")
        if self._wanted:
            self._open_wanted()

    def _show(self, *, afresh: bool = False, typing: str = "") -> None:
        rule = self.found.rule if self.found else None
        if rule is None:
            return
        view = look(self.draft, rule, typing)
        self.form.show_draft(self.draft, afresh=afresh, is_change=self._is_change)
        self.result.show_view(view, rule)

    def type_in(self, draft: Draft) -> None:
        """The request after a keystroke."""
        self.draft = draft
        self._show(typing=self.place)

    # Moving -------------------------------------------------------------------------------------
    def _on_entered(self, place: str) -> None:
        self.place = place

    def go_to(self, place: str) -> None:
        """Put the hand on a place; what was typed at the last one is looked at now."""
        self.place = place
        self._show()
        self.form.go_to(place)

    def _on_step(self, by: int) -> None:
        place = self.form.next_place(self.place, by)
        if place:
            self.go_to(place)
        else:
            self.record()

    def _to_finding(self, where: str) -> None:
        self.go_to("wants" if where == "leaving" else where)

    # Who asks -----------------------------------------------------------------------------------
    def _search(self, text: str) -> None:
        query = Query(year=self.desk.year, text=text)
        self.desk.worker.run_latest(
            "sheet-a-find",
            lambda db: registering.find(db, query, size=FOUND),
            lambda found: self.form.finder.show_found(found.lines),
        )

    def _on_other_name(self, _text: str) -> None:
        """Another name is typed: the household chosen before is let go of."""
        if self.draft.who is not None:
            self.draft = replace(self._blank(self.draft.day), day=self.draft.day)
            self._is_change = False
            self._show()

    def _choose(self, uid: str) -> None:
        year = self.desk.year

        def read(db: Db) -> tuple[Household, Known, SheetA | None]:
            found = registering.whole(db, uid)
            assert found is not None, f"no household {uid}"
            return (found.household, *asking.known_of(db, uid, year))

        self.desk.worker.run_latest("sheet-a-known", read, lambda found: self._on_chosen(*found))

    def _on_chosen(self, household: Household, known: Known, before: SheetA | None) -> None:
        who = Who(
            uid=household.uid, number=household.number, name=head_word(household.head_name),
            village=household.village,
        )  # fmt: skip
        draft = replace(self._blank(self.draft.day), who=who, known=known)
        self._is_change = before is not None
        self.draft = of_sheet(draft, before) if before is not None else draft
        self._show(afresh=True)
        self.go_to("wants")

    def add_newcomer(self, name: str) -> None:
        """Ctrl+Insert in the search: the household is not in the register yet."""

        def chosen(household: Household) -> None:
            who = Who(
                uid=household.uid, number=household.number, name=household.head_name, village="",
                newcomer=household,
            )  # fmt: skip
            self.draft = replace(self._blank(self.draft.day), who=who)
            self._is_change = False
            self._show(afresh=True)
            self.go_to("village")

        self.desk.worker.run(lambda db: asking.new_household(db, "", name), chosen)

    def _open_wanted(self) -> None:
        wanted, self._wanted = self._wanted, ""
        self._choose(wanted)

    def correct(self, request: Request) -> None:
        """Enter on a line: that request in hand again."""
        self._choose(request.sheet.household_uid)

    # Writing ------------------------------------------------------------------------------------
    def record(self) -> None:
        """Keep the request and begin the next one; what is in the way is gone to."""
        rule = self.found.rule if self.found else None
        draft = self.draft
        if rule is None:
            return
        if draft.who is None:
            self.go_to("household")
            return
        if draft.who.newcomer is not None and not draft.who.village.strip():
            self.go_to("village")
            return
        view = look(draft, rule)
        self._show()
        if view.blocking:
            self._to_finding(view.findings[0].where)
            return
        sheet, newcomer = sheet_of(draft, rule), draft.who.newcomer
        now, by = self.desk.now(), self.desk.by
        self.desk.worker.run(
            lambda db: asking.record(db, sheet, newcomer, now=now, by=by),
            self._on_recorded,
            failed=self._on_refused,
        )

    def _on_recorded(self, done: Recorded) -> None:
        request = done.request
        words = t(f"sheet-a-done-{request.verdict}", name=head_word(request.head_name))
        self._say(words, done)
        self.begin()
        self.reload()

    def begin(self) -> None:
        """The next request: the day of the last one stands there already."""
        self._is_change = False
        self.draft = self._blank(self.draft.day)
        self._show(afresh=True)
        self.go_to("household")

    def withdraw(self) -> None:
        """Ctrl+Delete in the list: take a request out."""
        request = self.requests.table.record()
        if not isinstance(request, Request) or not self.requests.table.hasFocus():
            return
        uid, now, by = request.sheet.uid, self.desk.now(), self.desk.by

        def gone(done: Recorded | None) -> None:
            if done is not None:
                self._say(t("sheet-a-withdrawn", name=head_word(done.request.head_name)), done)
            self.reload()

        self.desk.worker.run(lambda db: asking.withdraw(db, uid, now=now, by=by), gone)

    def _say(self, words: str, done: Recorded) -> None:
        if done.kept_sheet_b:
            self.notes.tell(
                "info", words, t("sheet-a-kept-b", name=head_word(done.request.head_name))
            )

        def back() -> None:
            now, by = self.desk.now(), self.desk.by
            self.desk.worker.run(
                lambda db: undoing.undo(db, done.act, now=now, by=by),
                lambda _: self._on_undone(),
                failed=self._on_refused,
            )

        self.desk.say(words, back)

    def _on_undone(self) -> None:
        self.desk.say(t("sheet-a-undone"))
        self.reload()

    def _on_refused(self, error: AppError) -> None:
        self.notes.tell("err", sentence(error))

    # Names of the columns -----------------------------------------------------------------------
    def open_names(self) -> None:
        """F9: what the office calls the nine columns."""
        if self.found is None or self.found.rule is None:
            return
        self.names.show_names(columns(self.found.rule), self.found.names)
        self.requests.hide()
        self.names.show()
        self.names.focus_first()

    def _close_names(self) -> None:
        self.names.hide()
        self.requests.show()
        self.go_to(self.place)

    def _save_names(self, names: dict[str, str]) -> None:
        now, by = self.desk.now(), self.desk.by

        def saved(_changes: Changes) -> None:
            self.desk.say(t("sheet-a-names-saved"))
            self._close_names()
            self.reload()

        self.desk.worker.run(lambda db: asking.name_marks(db, names, now=now, by=by), saved)
