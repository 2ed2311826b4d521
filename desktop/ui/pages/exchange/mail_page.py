"""Thư điện tử: the outbox with its states and decisions, and letters fetched from the mail box."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from desktop.errors import AppError, MailAddressMissing
from desktop.services import arriving, judging, mailing
from desktop.services.changes import Changes
from desktop.services.fetching import Received
from desktop.services.mailing import AllPosted, Box
from desktop.store import outbox
from desktop.store.connection import Db
from desktop.store.outbox import Outgoing
from desktop.text import sentence, t
from desktop.ui.page import Desk, Page
from desktop.ui.pages.exchange.mail_words import advice, contents, moment, reason, state_of
from desktop.ui.pages.inbox.drop import paths_in
from desktop.ui.postman import postman_of
from desktop.ui.rows_model import Column, RowsModel
from desktop.ui.widgets import Button, Card, EmptyState, Note, PageHead, TableView, Text, ask, body
from desktop.ui.widgets.frames import padded

TRIES, SIZE = 5, 3
_NARROW_BELOW = 1000
MOST_NAMED = 6
"""So many offices are named one by one; more are counted."""


class MailPage(Page):
    """Target of `desk.go("mail")`: none."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.postman = postman_of(desk)
        self.postman.received.connect(self._received)
        self.postman.failed.connect(self._fail)
        self.postman.busy.connect(self._on_busy)
        self.box = Box(address="", letters=())
        self.setAcceptDrops(True)
        self._build_head()
        self._build_card()
        self.settings = Button(t("mail-set-up"), icon="settings", size="compact")
        self.settings.clicked.connect(lambda: desk.go("settings", "mail"))
        self.no_account = Note(
            "info", t("mail-no-account"), t("mail-no-account-how"), self.settings
        )
        self.folder = Button(t("exchange-open-folder"), icon="folder-open", size="compact")
        self.folder.clicked.connect(_open_arrivals)
        self.note = Note("info", "", "", self.folder)
        self.note.hide()
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.no_account)
        column.addWidget(self.note)
        column.addWidget(self.card, 1)
        self.column.addWidget(self.head)
        self.column.addWidget(body(column), 1)

    def _build_head(self) -> None:
        self.head = PageHead(t("page-mail"), " ")
        self.back = Button(t("mail-back"), icon="arrow-left", key="Esc")
        self.back.clicked.connect(lambda: self.desk.go("exchange"))
        self.answers = Button(t("mail-answers", count=0), icon="send")
        self.answers.clicked.connect(self._post_answers)
        self.fetch = Button(t("mail-fetch"), icon="inbox", key="F5", kind="primary")
        self.fetch.clicked.connect(self._fetch)
        self.head.add(self.back, self.answers, self.fetch)

    def _build_card(self) -> None:
        self.card = Card(t("mail-outbox"), icon="mail")
        self.now = Button(t("mail-send-now"), icon="mail-fast", size="compact")
        self.now.clicked.connect(self.postman.send_due)
        self.card.head.addWidget(self.now)
        columns: list[Column[Outgoing]] = [
            Column(t("mail-column-state"), state_of, kind="state", width=132),
            Column(t("mail-column-to"), lambda x: x.receiver_name, tip=lambda x: x.address),
            Column(t("mail-column-what"), contents, width=236, tip=lambda x: x.file_name),
            Column(t("mail-column-size"), lambda x: _kb(x.size), kind="figures", width=74),
            Column(t("mail-column-when"), lambda x: moment(x, self.desk.now()), width=150, ink="text2"),
            Column(t("mail-column-tries"), lambda x: x.attempts, kind="figures", width=52),
            Column(t("mail-column-answer"), reason, ink="text2", tip=reason),
        ]  # fmt: skip
        self.rows = RowsModel(columns, t("mail-outbox"))
        self.table = TableView(self.rows, row=30)
        self.table.current.connect(self._on_current)
        self.empty = EmptyState("mail", t("mail-empty"))
        self.stack = QStackedWidget()
        self.stack.setProperty("ground", "clear")
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        self.card.add(self.stack, 1)
        self.advice = Text("", "small", "text2", wrap=True)
        self.arrived = Button(t("mail-arrived"), icon="check", size="compact")
        self.stop = Button(t("mail-stop"), icon="x", size="compact")
        self.again = Button(t("mail-again"), icon="refresh", size="compact")
        self.arrived.clicked.connect(lambda: self._decide(mailing.settle))
        self.stop.clicked.connect(lambda: self._decide(mailing.stop))
        self.again.clicked.connect(self._again)
        foot = self.card.add_foot()
        foot.addWidget(padded(self.advice, (0, 5, 0, 5)), 1)
        for button in (self.arrived, self.stop, self.again):
            foot.addWidget(button)
        self._on_current(None)

    # The page's contract ----------------------------------------------------------------------
    def reload(self) -> None:
        is_upper = self.desk.office.is_upper

        def read(db: Db) -> Box:
            return mailing.box(db, judging.folder(db, judging.RECEIPTS) if is_upper else None)

        self.desk.worker.run_latest("mail", read, self._show)

    def on_changed(self, changes: Changes) -> bool:
        return "mail" in changes or "package" in changes

    def focus_first(self) -> None:
        first = self.fetch if self.fetch.isEnabled() else self.settings
        (self.table if self.rows.rows else first).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        for column in (TRIES, SIZE):
            self.table.setColumnHidden(column, self.width() < _NARROW_BELOW)

    def _show(self, box: Box) -> None:
        self.box = box
        self.postman.show_badge(box)
        self.no_account.setVisible(not box.address)
        waiting = box.count(outbox.WAITING, outbox.SENDING)
        deciding = box.count(outbox.UNSURE, outbox.REFUSED)
        self.head.set_context(
            t("mail-context", address=box.address, waiting=waiting, deciding=deciding)
            if box.address
            else t("mail-context-none")
        )
        kept = self.table.record()
        self.rows.set_rows(list(box.letters))
        self.stack.setCurrentWidget(self.table if box.letters else self.empty)
        row = self.rows.row_of(lambda x: kept is not None and x.uid == kept.uid)
        self.table.choose_row(max(row, 0) if box.letters else -1)
        if not box.letters:
            self._on_current(None)
        self._show_buttons()

    def _on_busy(self, _is_busy: bool) -> None:
        # A bound method, not a lambda: the postman outlives the page, and Qt lets go of it then.
        self._show_buttons()

    def _show_buttons(self) -> None:
        has_account = bool(self.box.address)
        self.answers.setVisible(self.desk.office.is_upper)
        self.answers.setText(t("mail-answers", count=self.box.unposted))
        self.answers.updateGeometry()
        self.answers.setEnabled(has_account and self.box.unposted > 0)
        self.fetch.setEnabled(has_account and not self.postman.is_fetching)
        self.fetch.setText(t("mail-fetching") if self.postman.is_fetching else t("mail-fetch"))
        self.fetch.updateGeometry()
        due = self.box.count(outbox.WAITING) > 0
        self.now.setEnabled(has_account and due and not self.postman.is_sending)

    # One letter -------------------------------------------------------------------------------
    def _on_current(self, letter: Outgoing | None) -> None:
        state = letter.state if letter else ""
        self.advice.setText(advice(letter) if letter else "")
        bar = self.advice.parentWidget()
        if bar is not None and (bar := bar.parentWidget()) is not None:
            bar.setVisible(letter is not None)
        self.arrived.setVisible(state == outbox.UNSURE)
        self.stop.setVisible(state in (outbox.WAITING, outbox.REFUSED, outbox.UNSURE))
        self.again.setVisible(state in (outbox.WAITING, outbox.REFUSED, outbox.UNSURE))

    def _decide(self, verb: Callable[..., Changes]) -> None:
        letter, now, by = self.table.record(), self.desk.now(), self.desk.by
        if isinstance(letter, Outgoing):
            uid = letter.uid
            self.desk.worker.run(lambda db: verb(db, uid, now=now, by=by), failed=self._fail)

    def _again(self) -> None:
        letter, now, by = self.table.record(), self.desk.now(), self.desk.by
        if not isinstance(letter, Outgoing):
            return
        uid = letter.uid
        if letter.state == outbox.UNSURE and not ask(
            self, t("mail-again-question"), t("mail-again-means"), t("mail-again")
        ):
            return
        self.desk.worker.run(
            lambda db: mailing.again(db, uid, now=now, by=by),
            lambda _: self.postman.send_due(),
            failed=self._fail,
        )

    def _post_answers(self) -> None:
        now, by = self.desk.now(), self.desk.by

        def post(db: Db) -> AllPosted:
            folder = judging.folder(db, judging.RECEIPTS)
            paths = mailing.unposted(db, folder) if folder else []
            return mailing.post_all(db, paths, now=now, by=by)

        self.desk.worker.run(post, self._posted, failed=self._fail)

    def _posted(self, done: AllPosted) -> None:
        if done.refused:
            words = t("mail-posted-some", count=done.letters, refused=len(done.refused))
            self._tell("warn", words, _why(list(done.refused.values())))
        else:
            self._tell("ok", t("mail-posted", count=done.letters))
        self.postman.send_due()

    # What comes -------------------------------------------------------------------------------
    def _fetch(self) -> None:
        self._tell("", "")
        self.postman.fetch()
        self._show_buttons()

    def _received(self, came: Received) -> None:
        said = " ".join(sentence(error) for error in came.refused)
        files = list(came.files)
        if came.outcome.reason != "read":
            words = t("mail-fetch-broke", reason=reason_of(came), count=len(files))
            self._tell("warn", words, said, folder=bool(files))
        elif not files:
            words = t("mail-fetched-none", known=came.known)
            self._tell("info" if not said else "warn", words, said)
        else:
            words = t("mail-fetched", count=len(files), known=came.known)
            self._tell("ok" if not said else "warn", words, said, folder=True)
        self._show_buttons()
        if files and self.isVisible():
            self._open(files)

    def _open(self, files: list[Path]) -> None:
        """To the page where packages are looked at; a commune looks at one after the other."""
        is_upper = self.desk.office.is_upper
        self.desk.go("inbox", files) if is_upper else self.desk.go("exchange", files[-1])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if paths_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        if paths := paths_in(event.mimeData()):
            event.acceptProposedAction()
            self._open(paths)

    def _fail(self, error: AppError) -> None:
        self._tell("err", sentence(error))
        self._show_buttons()

    def _tell(self, state: str, first: str, second: str = "", *, folder: bool = False) -> None:
        self.note.setVisible(bool(first))
        self.folder.setVisible(folder)
        if first:
            self.note.say(first, second, state)


def _why(refused: Sequence[AppError]) -> str:
    """Offices without an address in one sentence, then the other reasons, each once."""
    offices = [str(e.details["office"]) for e in refused if isinstance(e, MailAddressMissing)]
    others = [sentence(e) for e in refused if not isinstance(e, MailAddressMissing)]
    said = list(dict.fromkeys(others))[:MOST_NAMED]
    if offices:
        named = ", ".join(offices[:MOST_NAMED])
        said.insert(0, t("mail-posted-missing", offices=named, more=len(offices[MOST_NAMED:])))
    return " ".join(said)


def reason_of(came: Received) -> str:
    """Why fetching ended early."""
    return reason(came.outcome)


def _open_arrivals() -> None:
    folder: Path = arriving.arrivals()
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _kb(size: int) -> str:
    return t("mail-size", size=str(max(1, round(size / 1024))))
