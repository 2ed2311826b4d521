"""The settings page: cards in two columns; a new recovery sheet takes the page until it is kept."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.services.changes import Changes
from desktop.services.entering import Particulars, particulars
from desktop.text import t
from desktop.ui import memory
from desktop.ui.page import Desk, Page
from desktop.ui.pages.settings.book import BackupCard, OfficeCard
from desktop.ui.pages.settings.law import RoundsCard, StandardsCard
from desktop.ui.pages.settings.look import AboutCard, LookCard
from desktop.ui.pages.settings.mail import MailCard
from desktop.ui.pages.settings.papers import PapersCard
from desktop.ui.pages.settings.people import PeopleCard
from desktop.ui.pages.settings.phrase import PhraseCard
from desktop.ui.pages.settings.wording import WordingCard, WordingForm
from desktop.ui.start.sheet import RecoverySheet
from desktop.ui.start.unit_words import low
from desktop.ui.widgets import Button, PageHead, ask, body, scrolled

WIDEST = 1400
"""Wider, label and value would stand too far apart; px."""
NARROW_BELOW = 950
"""One column under this width (150 % scaling); px."""
_CONCERNS = frozenset({"setting", "round", "package", "standard"})


class SettingsPage(Page):
    """Everything about the book and the program that is not a household."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.office = OfficeCard(desk)
        self.people = PeopleCard(desk)
        self.papers = PapersCard(desk)
        self.wording = WordingCard()
        self.wording_form = WordingForm(desk)
        self.mail = MailCard(desk)
        self._wants_mail = False
        self.phrase = PhraseCard(desk)
        self.look = LookCard(desk)
        self.backup = BackupCard(desk)
        self.rounds = RoundsCard(desk)
        self.standards = StandardsCard(desk)
        self.about = AboutCard()
        self.sheet: RecoverySheet | None = None
        self.stack = QStackedWidget()
        self.column.addWidget(self._head())
        self.column.addWidget(body(self.stack), 1)
        self.stack.addWidget(self._cards())
        self.stack.addWidget(self.wording_form)
        self.wording.wanted.connect(self._show_wording)
        self.wording_form.left.connect(self._leave_wording)
        self.phrase.changed_to.connect(self._show_sheet)

    def _head(self) -> PageHead:
        office = self.desk.office
        lies_in = "" if office.name == office.province_name else low(office.province_name)
        context = ", ".join(part for part in (office.name, lies_in) if part)
        head = PageHead(t("page-settings"), context)
        other = Button(t("settings-other-book"), icon="folder-open")
        other.clicked.connect(lambda: self.desk.leave("unlock"))
        head.add(other)
        if not office.practice:
            practice = Button(t("settings-practice"), icon="school")
            practice.clicked.connect(lambda: self.desk.leave("practice"))
            head.add(practice)
        return head

    def _cards(self) -> QWidget:
        columns = QWidget()
        columns.setMaximumWidth(WIDEST)
        self._row = row = QHBoxLayout(columns)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for cards in (
            (self.people, self.papers, self.wording, self.backup, self.phrase, self.about),
            (self.rounds, self.standards, self.mail, self.look, self.office),
        ):
            column = QVBoxLayout()
            column.setSpacing(12)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            row.addLayout(column, 1)
        self._area = scrolled(columns, ground="clear")
        return self._area

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(down if self.width() < NARROW_BELOW else across)

    # The page's contract ----------------------------------------------------------------------
    def reload(self) -> None:
        self.desk.worker.run_latest("settings", particulars, self._show)
        self.mail.reload()

    def _show(self, facts: Particulars) -> None:
        for card in (
            self.office,
            self.people,
            self.papers,
            self.wording,
            self.backup,
            self.rounds,
            self.standards,
        ):
            card.show_facts(facts)
        self.wording_form.show_words(facts.words)

    def on_changed(self, changes: Changes) -> bool:
        return bool(changes.names & _CONCERNS)

    def focus_first(self) -> None:
        if self.stack.currentWidget() is self.wording_form:
            self.wording_form.chooser.setFocus()
        elif self.sheet is None:
            first = self.mail.address if self._wants_mail else self.people.user
            first.setFocus()
            self._area.ensureWidgetVisible(self.mail if self._wants_mail else first, 0, 12)
            self._wants_mail = False

    def may_leave(self) -> bool:
        self.people.keep()
        self.wording_form.keep()
        if self.sheet is None or self.sheet.is_kept():
            return True
        return ask(
            self, t("settings-sheet-leave"), t("settings-sheet-leave-means"),
            t("settings-sheet-leave-verb"), t("settings-sheet-stay"),
        )  # fmt: skip

    def open_target(self, target: object) -> None:
        """ "wording": the words of papers; "mail": the mail box."""
        self._wants_mail = target == "mail"
        if target == "wording":
            self._show_wording()

    # Words of papers --------------------------------------------------------------------------
    def _show_wording(self) -> None:
        self.stack.setCurrentWidget(self.wording_form)
        self.wording_form.chooser.setFocus()

    def _leave_wording(self) -> None:
        self.wording_form.keep()
        self.stack.setCurrentIndex(0)
        self.wording.open.setFocus()

    # A new recovery sheet ---------------------------------------------------------------------
    def _show_sheet(self, code: str) -> None:
        if not self.desk.office.practice:
            memory.remember_sheet(kept=False)
        self.sheet = RecoverySheet(self.desk.worker, self.desk.office, code, self.desk.now)
        self.sheet.promised.connect(self._on_promised)
        self.stack.addWidget(self.sheet)
        self.stack.setCurrentWidget(self.sheet)
        self.sheet.kept.setFocus()

    def _on_promised(self, kept: bool) -> None:
        memory.remember_sheet(kept=kept)
        if not kept or self.sheet is None:
            return
        self.stack.removeWidget(self.sheet)
        self.sheet.deleteLater()
        self.sheet = None
        self.desk.say(t("settings-phrase-done"))
        self.phrase.current.setFocus()
