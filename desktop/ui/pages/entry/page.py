"""The entry page: head, sections and queue, the sheet, its result; and the keys that join them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.errors import AppError
from desktop.rules.checks import Around
from desktop.services import registering
from desktop.services.changes import Changes
from desktop.services.keying import Bench, Keyed
from desktop.services.registering import Query
from desktop.text import sentence, t
from desktop.ui.page import Desk, Page
from desktop.ui.pages.entry import room
from desktop.ui.pages.entry.acts import Acts
from desktop.ui.pages.entry.centre import Centre
from desktop.ui.pages.entry.head import Head
from desktop.ui.pages.entry.key_words import key_line
from desktop.ui.pages.entry.left import Left
from desktop.ui.pages.entry.lines import View, look
from desktop.ui.pages.entry.notes import Notes
from desktop.ui.pages.entry.panels import Panels
from desktop.ui.pages.entry.places import (
    MEMBERS,
    SECTIONS,
    first_of,
    is_last,
    place_of,
    places,
    section_of,
    sections,
    step,
)
from desktop.ui.pages.entry.result import Result
from desktop.ui.pages.entry.result_line import ResultLine
from desktop.ui.pages.entry.round_form import RoundForm
from desktop.ui.pages.entry.session import Session
from desktop.ui.pages.entry.source import OwnSheets, Source
from desktop.ui.pages.entry.state import Keying
from desktop.ui.pages.entry.surroundings import Surroundings
from desktop.ui.pages.entry.telling import Telling
from desktop.ui.widgets import Button, EmptyState, padded

FOUND = 40


class EntryPage(Page):
    """Sheet B, keyed heads-down; `open_target` takes the uid of a household."""

    def __init__(self, desk: Desk, source: Source | None = None) -> None:
        super().__init__(desk)
        self.session = Session(desk, source or OwnSheets())
        self.place = ""
        self.view: View | None = None
        self._finding = ""
        self._typing = False
        self._wants_focus = False
        self.head, self.left, self.centre, self.result = Head(), Left(), Centre(), Result()
        self.previous: Keyed | None = None
        self._in_hand: Keying | None = None
        self._keys: Sequence[tuple[str, str]] = ()
        self.panels = Panels(self)
        self.notes = Notes()
        self.telling = Telling(self.session, self.notes)
        self.acts = Acts(self)
        self.surroundings = Surroundings(self)
        self.form = RoundForm()
        self.stack = QStackedWidget()
        self._build()
        self._connect()
        self._connect_session()
        self._add_keys()

    # Building -----------------------------------------------------------------------------------
    def _build(self) -> None:
        desk = QWidget()
        column = QVBoxLayout(desk)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.notes)
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 16, 12)
        row.setSpacing(12)
        self.centre.setMaximumWidth(room.CENTRE_MOST)
        for card, share in ((self.left, 0), (self.centre, 1), (self.result, 0)):
            row.addWidget(card, share)
        row.addStretch(0)
        self.line = ResultLine()
        self.line_row = padded(self.line, (16, 0, 16, 8))
        column.addLayout(row, 1)
        column.addWidget(self.line_row)
        read = Button(t("entry-read-list"), icon="file-spreadsheet", kind="primary")
        read.clicked.connect(lambda: self.desk.go("read-list"))
        self.empty = EmptyState("home", t("entry-no-household"), read)
        self.nothing = EmptyState("keyboard", t("entry-nothing-to-key"))
        self.waiting = QWidget()
        for page in (self.waiting, desk, self.form, self.empty, self.nothing):
            self.stack.addWidget(page)
        self.sheet_page = desk
        self.column.addWidget(self.stack)

    def _connect(self) -> None:
        self.centre.typed.connect(self.type_in)
        self.centre.entered.connect(self._on_entered)
        self.centre.stepped.connect(self._on_step)
        self.left.section.connect(self.to_section)
        self.left.wanted.connect(self.session.open)
        self.left.village.connect(self.session.reload)
        self.left.searched.connect(self._search)
        self.result.to_finding.connect(self.to_finding)
        self.left.requests.clicked.connect(self.to_requests)
        self.head.why.clicked.connect(self.toggle_why)
        self.head.later.clicked.connect(self.leave_for_later)
        self.head.finish.clicked.connect(self.finish)
        self.form.wanted.connect(self.session.open_round)
        self.form.year_chosen.connect(self._on_year)

    def _connect_session(self) -> None:
        self.session.taken.connect(self._on_taken)
        self.session.benched.connect(self._on_benched)
        self.session.opening.connect(lambda on: self.centre.setEnabled(not on))
        self.session.refused.connect(self._on_refused)
        self.telling.go_on.connect(self.back_to_sheet)

    def _add_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "F2": self.acts.as_last,
            "F3": lambda: self.show_panel(shown=self.result.isHidden()),
            "F4": self.acts.note,
            "F8": self.next_finding,
            "F9": self.to_second_keying,
            "F10": self.acts.again,
            "F11": lambda: self.to_next_section(-1),
            "F12": lambda: self.to_next_section(1),
            "Ctrl+K": self.toggle_versus,
            "Ctrl+G": self.to_requests,
            "Ctrl+L": self.left.toggle_left,
            "Ctrl+F": self.left.open_find,
            "Ctrl+T": self.left.open_villages,
            "Ctrl+Insert": self.acts.add_member,
            "Ctrl+Delete": self.acts.drop_member,
        }
        for section in SECTIONS:
            keys[f"Alt+{section}"] = partial(self.to_section, section)
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)
        back = QShortcut(QKeySequence("Esc"), self.left, self.back_to_sheet)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # The contract of pages ----------------------------------------------------------------------
    def reload(self) -> None:
        self.session.reload()

    def on_changed(self, changes: Changes) -> bool:
        return bool(changes.names & {"household", "review", "round", "queue"})

    def open_target(self, target: object) -> None:
        if isinstance(target, str) and target:
            self.session.open(target)

    def focus_first(self) -> None:
        self._wants_focus = True
        self._take_focus()
        if self.stack.currentWidget() is self.form:
            self.form.button.setFocus()

    def key_line(self) -> Sequence[tuple[str, str]]:
        return key_line(self.session.state, self.place)

    def may_leave(self) -> bool:
        """What was typed goes to the book; the worker writes it before the book is closed."""
        self.session.put_away()
        self.session.remember_spot()
        return True

    # What comes from the session ----------------------------------------------------------------
    def _on_benched(self, bench: Bench) -> None:
        if bench.round is None and not bench.households:
            self.stack.setCurrentWidget(self.empty)
        elif bench.round is None:
            self.form.show_offers(bench.year, bench.offers)
            self.stack.setCurrentWidget(self.form)
        elif self.session.state is None and not bench.villages:
            self.stack.setCurrentWidget(self.nothing if bench.households else self.empty)
        else:
            self.stack.setCurrentWidget(self.sheet_page)
        self.left.show_bench(bench, self.session.state.uid if self.session.state else "")
        self.head.show_pace(bench.pace)
        self.previous = self.previous or bench.previous
        self._show_head()

    def _on_taken(self, sheet: Keying, place: str) -> None:
        self.stack.setCurrentWidget(self.sheet_page)
        self.notes.next_sheet()
        self._finding, self._typing = "", False
        self._keep_previous(sheet)
        self.place = place
        self.panels.close()
        self.left.show_current(sheet.uid)
        self.left.end_find()
        self._show(sheet)
        review = sheet.sheet.review
        if review is not None and review.decision_no:
            first = t("entry-decided", number=review.decision_no)
            self.notes.tell("info", first, t("entry-decided-next"))
        if not sheet.listed:
            self.telling.not_listed(sheet)
        self._wants_focus = self._wants_focus or self.isVisible()
        self._take_focus()

    def _keep_previous(self, sheet: Keying) -> None:
        """The sheet that leaves the hand is what F10 repeats on this one."""
        before, self._in_hand = self._in_hand, sheet
        if before is not None and before.uid != sheet.uid and not before.answers.is_blank:
            self.previous = Keyed(before.household, before.answers)

    def _take_focus(self) -> None:
        if self._wants_focus and self.isVisible() and self.session.state is not None:
            self._wants_focus = False
            self.go_to(self.place)

    def _on_refused(self, error: AppError) -> None:
        self.notes.tell("err", sentence(error))
        self.stack.setCurrentWidget(self.sheet_page if self.session.state else self.form)

    def _on_year(self, year: int) -> None:
        self.desk.year = year
        self.session.reload()

    # What is shown ------------------------------------------------------------------------------
    def _show(self, sheet: Keying) -> None:
        """Every card from one state: pure rules on this thread, fractions of a millisecond."""
        self._in_hand = sheet
        self.view = look(sheet, self.place if self._typing else "")
        found = [f.where for f in self.view.findings]
        current = found.index(self._finding) if self._finding in found else -1
        self.centre.show_sheet(sheet, self.view)
        self.result.show_sheet(sheet, self.view, current)
        self.line.show_sheet(sheet, self.view)
        self.left.sections.show_states(sections(sheet, self.view), section_of(self.place))
        self._show_head()
        self.panels.refresh()
        if not self.view.blocking:
            self.notes.forget("blocked")

    def show_around(self, found: Around) -> None:
        """What other records say of the sheet in hand was asked again."""
        sheet = self.session.state
        if sheet is not None:
            self.session.state = replace(sheet, around=found)
            self._show(self.session.state)

    def _show_head(self) -> None:
        sheet, bench = self.session.state, self.session.bench
        if sheet is not None and bench is not None:
            self.head.show_sheet(sheet, self.left.position(), len(bench.lines))

    # Typing and moving --------------------------------------------------------------------------
    def type_in(self, sheet: Keying) -> None:
        """The sheet after a keystroke or an act; one that is not on the list takes none."""
        if self.refuses():
            return
        self._typing = True
        self.notes.forget("recovered")
        self.session.change(sheet, self.place)
        self._show(sheet)

    def refuses(self) -> bool:
        """Whether the sheet in hand is not on the list; then that is said, and nothing taken."""
        sheet = self.session.state
        if sheet is None or sheet.listed:
            return False
        self.telling.not_listed(sheet)
        self._show(sheet)
        self.centre.refill()
        return True

    def _on_entered(self, place: str) -> None:
        if place != self.place:
            self.go_to(place)

    def go_to(self, place: str) -> None:
        """Put the hand on a place of the sheet; what was typed at the last one is looked at now."""
        sheet = self.session.state
        if sheet is None:
            return
        if place not in places(sheet):
            place = place_of(sheet, place)
        left, self.place, self._typing = self.place, place, False
        self.session.note_place(place)
        self.session.keeper.hurry()
        self._show(sheet)
        self.centre.go_to(place)
        if section_of(left) == MEMBERS and left != place:
            self.surroundings.look(sheet)
        self._show_keys()

    def _show_keys(self) -> None:
        keys = self.key_line()
        if keys != self._keys:
            self._keys = keys
            self.keys_changed.emit()

    def _on_step(self, by: int) -> None:
        sheet = self.session.state
        if sheet is None:
            return
        if by > 0 and is_last(sheet, self.place):
            self._end_of_sheet()
            return
        self.go_to(step(sheet, self.place, by))

    def _end_of_sheet(self) -> None:
        """Behind the last field: to what must be mended, else to the button that finishes."""
        self._typing = False
        if self.session.state is not None:
            self._show(self.session.state)
        if self.view is not None and self.view.blocking:
            self.to_finding(self.view.findings[0].where)
        else:
            self.head.finish.setFocus()

    def to_section(self, section: int) -> None:
        """Alt+1…6."""
        sheet = self.session.state
        if sheet is not None:
            self.go_to(first_of(sheet, section, self.view))

    def to_next_section(self, by: int) -> None:
        """F11, F12: the section before or after the one of the hand."""
        at = section_of(self.place) + by if self.place else SECTIONS[0]
        self.to_section(min(max(at, SECTIONS[0]), SECTIONS[-1]))

    def back_to_sheet(self) -> None:
        """The hand back on the sheet, the queue at the left."""
        self.notes.forget("recovered")
        self.left.show_queue()
        self.go_to(self.place)

    def next_finding(self) -> None:
        """F8: the finding after the one that was gone to last."""
        if self.session.state is None:
            return
        self._typing = False
        self._show(self.session.state)
        assert self.view is not None
        found = [f.where for f in self.view.findings]
        if found:
            at = found.index(self._finding) + 1 if self._finding in found else 0
            self.to_finding(found[at % len(found)])

    def to_finding(self, where: str) -> None:
        """Put the hand where a finding points."""
        self._finding = where
        if self.session.state is not None:
            self.go_to(place_of(self.session.state, where))

    # Acts ---------------------------------------------------------------------------------------
    def toggle_why(self) -> None:
        """F6: why this class, over the sheet; again to go back."""
        self.panels.toggle(self.panels.why)

    def toggle_versus(self) -> None:
        """Ctrl+K: what is not as last year, over the sheet; again to go back."""
        self.panels.toggle(self.panels.versus)

    def leave_for_later(self) -> None:
        """F7."""
        sheet = self.session.state
        if sheet is not None:
            self.session.leave_for_later()
            name = sheet.household.head_name
            left = t("entry-left-for-later", name=name)
            self.desk.say(left if sheet.listed else t("entry-passed", name=name))

    def finish(self) -> None:
        """Ctrl+Enter: complete the sheet and open the next; findings in the way are said.

        One that is not on the list is put on it first.
        """
        self._typing = False
        if self.refuses():
            self.session.put_on_list()
            return
        if self.session.finish() or self.session.state is None:
            return
        self._show(self.session.state)
        assert self.view is not None
        self.to_finding(self.view.findings[0].where)
        words = t("entry-blocked", count=self.view.blocking)
        self.notes.tell("err", words, t("entry-blocked-next"), name="blocked")

    def to_second_keying(self) -> None:
        """F9: the page on which sheets are keyed a second time."""
        self.desk.go("verify")

    def to_requests(self) -> None:
        """Ctrl+G: the page of requests with sheet A."""
        self.desk.go("sheet-a")

    # Finding sheets -----------------------------------------------------------------------------
    def _search(self, text: str) -> None:
        query = Query(year=self.desk.year, text=text)
        self.desk.worker.run_latest(
            "entry-find",
            lambda db: registering.find(db, query, size=FOUND),
            lambda found: self.left.show_found(found.lines),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        left, right = room.sides(self.width() - 56)
        self.left.setFixedWidth(left)
        self.result.setFixedWidth(right)
        self.show_panel(shown=self.width() >= room.DRAWER_BELOW)

    def show_panel(self, *, shown: bool) -> None:
        """The panel at the right, or the result on one line (F3)."""
        self.result.setVisible(shown)
        self.line_row.setVisible(not shown)
        # Where there is no room for three, the queue makes room for the result.
        self.left.setVisible(not shown or self.width() >= room.DRAWER_BELOW)
