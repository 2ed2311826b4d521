"""Gửi – nhận of a commune: three questions left to right, one button, and the history below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import AppError, RoundMissing
from desktop.services import answering, exchanging, mailing, reporting
from desktop.services.answering import Answer
from desktop.services.changes import Changes, Tick
from desktop.services.checking import Check
from desktop.services.exchanging import Packed, Sending
from desktop.services.mailing import Box
from desktop.services.receiving import KNOWN, Taken
from desktop.store.connection import Db
from desktop.store.packages import Package
from desktop.text import sentence, t
from desktop.ui.dates import written_moment
from desktop.ui.memory import recall_folder, remember
from desktop.ui.page import Desk, Page
from desktop.ui.pages.exchange.answer import AnswerView
from desktop.ui.pages.exchange.checks import ChecksCard
from desktop.ui.pages.exchange.first import FirstCard, NothingYet
from desktop.ui.pages.exchange.history import HistoryCard
from desktop.ui.pages.exchange.incoming import Incoming, dropped
from desktop.ui.pages.exchange.keys import KeysView
from desktop.ui.pages.exchange.layout import Cards
from desktop.ui.pages.exchange.mail_road import MailHand
from desktop.ui.pages.exchange.roads import RoadsCard
from desktop.ui.pages.exchange.sending import SendingCard, file_said
from desktop.ui.pages.exchange.written_note import WrittenNote, what_next
from desktop.ui.pages.minute import MinuteMenu
from desktop.ui.widgets import (
    Button,
    FilterButton,
    Link,
    PageHead,
    ask,
    body,
    scrolled,
)
from desktop.ui.widgets.stick_line import StickLine

FOLDER = "folder/received"
NARROW_BELOW = 1000
_CONCERNS = {"package", "card", "household", "review", "residents", "round", "setting", "mail"}


@dataclass(frozen=True, slots=True)
class _Seen:
    """What one look into the book gives the page; `sending` None without a round."""

    years: list[int]
    sending: Sending | None
    sent: list[Package]
    forms: list[str]
    box: Box
    open_remarks: Mapping[tuple[int, int], int]


class ExchangePage(Page):
    """Check as the upper office would, seal, write, and read what comes back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.year = desk.year
        self.sending: Sending | None = None
        self._forms: Sequence[str] = ()
        self._narrow = False
        self.setAcceptDrops(True)
        self.incoming = Incoming(desk, self)
        self._build_head()
        self._build_cards()
        self.answer = AnswerView()
        self.answer.left.connect(self._leave_answer)
        self.incoming.card.connect(self.show_keys)
        self.incoming.down.connect(lambda path: self.desk.go("from-above", path))
        self.incoming.handed.connect(lambda path: self.desk.go("hand-over", path))
        self.incoming.planned.connect(lambda path: self.desk.go("send-plan", path))
        self.incoming.answer.connect(self._show_answer)
        self.incoming.refused.connect(self.note.refused)
        self.incoming.noted.connect(self._noted)
        self.answer.noted.connect(self.incoming.note)
        self.answer.household.connect(self._open_household)
        self.answer.settled.connect(self.incoming.settle)
        self.answer.taken_over.connect(self.incoming.take_over)
        self.incoming.not_taken_over.connect(
            lambda error: self.note.tell("err", t("answers-not-taken-over"), sentence(error))
        )
        self.minutes = MinuteMenu(desk, self, self.note.refused)
        self.answer.minute_wanted.connect(lambda r: self.minutes.open(r, self.answer.minute))
        self.mail = MailHand(desk, self)
        self.mail.told.connect(self.note.tell)
        self.keys = KeysView(desk)
        self.keys.left.connect(self.show_main)
        self.stack = QStackedWidget()
        self._empty_view = NothingYet(lambda: self.desk.go("overview", "round"))
        for view in (self._main, self._empty_view, self.answer, self.keys):
            self.stack.addWidget(view)
        column = QVBoxLayout()
        column.setSpacing(8)
        self.sticks = StickLine(desk, one_by_one=True)
        self.sticks.wanted.connect(lambda paths: self.open_package(paths[0]))
        self.stack.currentChanged.connect(
            lambda _: self.sticks.setVisible(self.stack.currentWidget() is not self.answer)
        )
        column.addWidget(self.note)
        column.addWidget(self.sticks)
        column.addWidget(self.stack, 1)
        self.column.addWidget(self._head)
        self.column.addWidget(body(column), 1)

    # Building ---------------------------------------------------------------------------------
    def _build_head(self) -> None:
        self._head = PageHead(t("page-exchange"), " ")
        self.rounds = FilterButton(t("exchange-round"), [(str(self.year), str(self.year))])
        self.rounds.changed.connect(self._choose_year)
        self.open_button = Button(t("exchange-open-package"), icon="package-import", key="Ctrl+O")
        self.open_button.clicked.connect(self._choose_package)
        self.keys_button = Button(t("exchange-keys"), icon="key")
        self.keys_button.clicked.connect(lambda _: self.show_keys())
        self.branch_button = Button(t("page-branch"), icon="users")
        self.branch_button.clicked.connect(lambda _: self.desk.go("branch"))
        self.plan_button = Button(t("plan-road-go"), icon="target-arrow")
        self.plan_button.clicked.connect(lambda _: self.desk.go("send-plan"))
        self._head.add(self.rounds, self.plan_button, self.open_button)
        self._head.add(self.branch_button, self.keys_button)
        self.note = WrittenNote()

    def _build_cards(self) -> None:
        self.package_card = SendingCard()
        self.checks_card = ChecksCard(self.desk.office)
        self.checks_card.again.connect(self.check)
        self.checks_card.mend.connect(self._mend)
        self.checks_card.household.connect(self._open_household)
        self.checks_card.register.connect(self._open_household)
        self.roads_card = RoadsCard(self.desk)
        self.roads_card.wanted.connect(self._on_seal)
        self.first_card = FirstCard(self.desk.office.upper_name)
        self.first_card.button.clicked.connect(lambda _: self.show_keys())
        self.history_card = HistoryCard()
        self.history_card.opened.connect(self.incoming.open_again)
        self.handed_link = Link(t("handover-link"), icon="users")
        self.handed_link.clicked.connect(lambda: self.desk.go("hand-over"))
        self.above_link = Link(t("down-go-above"), icon="package-import")
        self.above_link.clicked.connect(lambda: self.desk.go("from-above"))
        self.history_card.head.addWidget(self.above_link)
        self.history_card.head.addWidget(self.handed_link)
        inside = QWidget()
        self._cards = Cards(
            inside, (self.package_card, self.checks_card), (self.roads_card, self.first_card),
            self.history_card,
        )  # fmt: skip
        self._main = scrolled(inside, ground="window")
        self._main.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._cards.arrange(is_narrow=False)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW_BELOW
        if is_narrow != self._narrow:
            self._narrow = is_narrow
            self._cards.arrange(is_narrow=is_narrow)

    # Reading ----------------------------------------------------------------------------------
    def reload(self) -> None:
        year = self.year

        def read(db: Db) -> _Seen:
            sent = [p for p in exchanging.history(db) if (p.direction, p.kind) == ("out", "report")]
            sending, forms = None, list[str]()
            with suppress(RoundMissing):
                sending = exchanging.to_send(db, year)
                forms = reporting.sendable(db, year)
            waiting = answering.open_remarks(db)
            return _Seen(reporting.years(db), sending, sent, forms, mailing.box(db), waiting)

        self.desk.worker.run_latest("exchange", read, self._show)

    def on_changed(self, changes: Changes) -> bool:
        if "package" in changes:
            self.sticks.look_again()
        return bool(_CONCERNS & changes.names)

    def focus_first(self) -> None:
        if self.stack.currentWidget() is self.answer:
            self.answer.focus_first()
        elif self.roads_card.button.isVisible() and self.roads_card.button.isEnabled():
            self.roads_card.button.setFocus()
            self._main.ensureWidgetVisible(self.roads_card.button, 0, 12)
        else:
            self.open_button.setFocus()

    def open_target(self, target: object) -> None:
        if isinstance(target, Path):
            self.open_package(target)

    def _choose_year(self, year: str) -> None:
        self.year = int(year)
        self.note.hide()
        self.reload()

    def _show(self, seen: _Seen) -> None:
        office, sending = self.desk.office, seen.sending
        self.sending = sending
        context = t(
            "exchange-context", office=office.name, upper=office.upper_name, year=str(self.year)
        )
        self._head.set_context(context)
        offered = [self.desk.year, *(y for y in seen.years if y != self.desk.year)]
        self.rounds.set_options([(str(y), str(y)) for y in offered])
        self.rounds.setVisible(len(offered) > 1)
        self.history_card.show_reports(seen.sent, sending, seen.open_remarks)
        self.roads_card.show_box(seen.box)
        self._empty_view.show_year(self.year)
        if self.stack.currentWidget() in (self._main, self._empty_view):
            self.stack.setCurrentWidget(self._main if sending else self._empty_view)
        if sending is None:
            return
        has_key = sending.trusted_at is not None
        self.roads_card.setVisible(has_key)
        self.first_card.setVisible(not has_key)
        self._forms = seen.forms
        self.package_card.show_sending(sending, seen.forms)
        self.check()

    def check(self) -> None:
        """Look at the package as the office above would."""
        year, now = self.year, self.desk.now()
        self.desk.worker.run_latest(
            "exchange-checks",
            lambda db: exchanging.preview_checks(db, year, now=now),
            self._show_checks,
            failed=self.note.refused,
        )

    def _show_checks(self, checks: Sequence[Check]) -> None:
        now = self.desk.now()
        self.checks_card.show_checks(checks, written_moment(now, now))
        if self.sending is None:
            return
        opens = next(c for c in checks if c.code == "opens")
        may = self.sending.trusted_at is not None and opens.state == "ok"
        said, need = file_said(self.sending, self.desk.office, self._forms, opens.details)
        self.roads_card.set_may_seal(may, said, need)

    # Ways -------------------------------------------------------------------------------------
    def show_main(self) -> None:
        """The three cards and the history."""
        self.stack.setCurrentWidget(self._main if self.sending else self._empty_view)
        self.focus_first()

    def _leave_answer(self) -> None:
        if not self.answer.note_button.isHidden() and self.incoming.path is not None:
            self.sticks.tell_again(self.incoming.path)
        self.show_main()

    def show_keys(self, card: Path | None = None) -> None:
        """The cards of keys; with a file, the card in it to be trusted."""
        self.note.hide()
        self.stack.setCurrentWidget(self.keys)
        self.keys.open(card)

    def _mend(self, code: str) -> None:
        if code == "key":
            self.show_keys()
        else:
            self.desk.go("overview", code)

    def _open_household(self, target: object) -> None:
        self.desk.go("households", target)

    # Sealing ----------------------------------------------------------------------------------
    def _on_seal(self, folder: Path) -> None:
        errors = self.checks_card.errors()
        if errors and not ask(
            self,
            t("exchange-anyway-question", errors=len(errors)),
            t("exchange-anyway-consequence"),
            t("exchange-anyway"),
        ):
            return
        self.seal(folder)

    def seal(self, folder: Path) -> None:
        """Seal the report with the papers that can be made, write it, read it back."""
        assert self.sending is not None
        year, to, now, by = self.sending.year, self.sending.to, self.desk.now(), self.desk.by
        goes_out, by_mail = self.roads_card.goes_out, self.roads_card.by_mail
        sends = self.roads_card.mail_road.sends
        self.note.hide()

        def job(db: Db, tick: Tick) -> Packed:
            sheets = reporting.sheets_along(db, year, forms=reporting.sendable(db, year), now=now)
            papers = reporting.drawn_along(sheets)
            packed = exchanging.pack_report(
                db, year, to, folder, papers=papers, now=now, by=by, tick=tick
            )
            reporting.keep_along(db, sheets, year, packed.path.name, now=now, by=by)
            return packed

        self.roads_card.job.run(
            job,
            lambda packed: (
                self.mail.take(packed.path, sends=sends)
                if by_mail
                else self._sealed(packed, goes_out=goes_out)
            ),
            failed=self._not_sealed,
        )

    def _sealed(self, packed: Packed, *, goes_out: bool) -> None:
        after = what_next(goes_out=goes_out)
        first = t("exchange-written", number=str(packed.number), next=after)
        self.note.sealed(first, packed.path, packed.size, goes_out=goes_out)

    def _not_sealed(self, error: AppError) -> None:
        self.note.not_sealed(t("exchange-not-written"), error)

    # What comes back --------------------------------------------------------------------------
    def _choose_package(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self,
            t("exchange-pick-package"),
            str(recall_folder(FOLDER)),
            t("exchange-package-filter"),
        )
        if name:
            remember(FOLDER, str(Path(name).parent))
            self.open_package(Path(name))

    def open_package(self, path: Path, *others: Path) -> None:
        """Read a package that came: a receipt is shown first, a card goes to the keys.

        `others` came with it: parts of the same package.
        """
        self.note.hide()
        self.incoming.open(path, *others)

    def _show_answer(self, answer: Answer, sender: str) -> None:
        self.answer.show_answer(answer, sender)
        self.stack.setCurrentWidget(self.answer)
        self.answer.focus_first()

    def _noted(self, taken: Taken, asks: bool) -> None:
        key = "exchange-noted-before" if taken.verdict == KNOWN else "exchange-noted"
        said = t(key, number=str(taken.number))
        # What the office above wants is to be dealt with now, not to be looked for again.
        if not asks:
            self.show_main()
            self.history_card.table.setFocus()
        if taken.note:  # an older answer, households that are gone: to be read, not to flash by
            self.note.tell("info", said, taken.note)
        else:
            self.desk.say(said)

    # Dropping a file --------------------------------------------------------------------------
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        if paths := dropped(event):
            event.acceptProposedAction()
            self.open_package(*paths)
