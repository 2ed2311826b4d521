"""Letters go from the page to a real server and back; what is in doubt waits for the official."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent
from pytestqt.qtbot import QtBot

from desktop.exchange import letter_box, mail, post_office
from desktop.exchange.letter_box import Fetched, Mark
from desktop.exchange.post_office import Account, Outcome, Security
from desktop.services import exchanging, judging, mail_settings, mailing, receiving
from desktop.services.mail_settings import MB, MailSettings
from desktop.services.upkeep import close_book, open_book
from desktop.store import outbox
from desktop.store.connection import Db
from desktop.text import t
from desktop.ui.page import Desk
from desktop.ui.pages.exchange import ExchangePage
from desktop.ui.pages.exchange import mail_page as page_module
from desktop.ui.pages.exchange import roads as roads_module
from desktop.ui.pages.exchange.mail_page import MailPage
from desktop.ui.pages.settings.mail import MailCard
from desktop.ui.postman import postman_of
from desktop.ui.worker import Worker, one_thread
from tests.exchange.mail_servers import (
    RECEIVER,
    SENDER,
    Handler,
    account,
    free_port,
    rough_server,
    smtp_server,
    talk_until_data,
)
from tests.ui.inline import InlineExecutor
from tests.ui.small_books import (
    BY,
    COMMUNE,
    NOW,
    PHRASE,
    PROVINCE,
    YEAR,
    befriend,
    make_book,
    play,
    stray,
)

Books = tuple[Db, Db]


@pytest.fixture
def books(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Books]:
    """A commune with a finished round, and its province; they trust each other."""
    monkeypatch.setenv("RASOAT_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(roads_module, "find_volumes", list)
    commune, upper = make_book(tmp_path / "xa.rasoat-book"), make_book(tmp_path / "t.b", PROVINCE)
    play(commune)
    befriend(commune, upper, tmp_path / "the")
    yield commune, upper
    commune.close()
    upper.close()


class _At:
    """A desk whose book and network answer at once, and what it was asked for."""

    def __init__(self, db: Db) -> None:
        worker = Worker(InlineExecutor(), lambda: db, lambda _: None, InlineExecutor)
        self.db = db
        self.went: list[tuple[str, object]] = []
        self.badges: list[int] = []
        self.desk = Desk(
            worker=worker, office=exchanging.office(db), year=YEAR, by=BY, now=lambda: NOW,
            go=lambda page_id, target=None: self.went.append((page_id, target)),
            badge=lambda _page, count: self.badges.append(count),
        )  # fmt: skip
        self.stray = stray(self.desk)

    def page(self, qtbot: QtBot) -> MailPage:
        """The mail page in sight."""
        page = MailPage(self.desk)
        self.desk.worker.changed.connect(lambda c: page.reload() if page.on_changed(c) else None)
        qtbot.addWidget(page)
        page.resize(1282, 680)
        page.show()
        page.reload()
        return page

    def set_up(self, own: Account, **addresses: str) -> None:
        """Keep an account."""
        known = {PROVINCE: RECEIVER} | addresses
        kept = MailSettings(account=own, addresses=known)
        mail_settings.keep_mail_settings(self.db, kept, now=NOW, by=BY)

    def post(self, folder: Path) -> str:
        """A report in the outbox; its letter's uid."""
        path = exchanging.pack_report(self.db, YEAR, PROVINCE, folder, now=NOW, by=BY).path
        return mailing.post(self.db, path, now=NOW, by=BY).letters[0].uid

    def states(self) -> list[str]:
        """The states of all letters."""
        return [x.state for x in mailing.box(self.db).letters]


@pytest.fixture
def at(books: Books) -> _At:
    """The commune's desk."""
    return _At(books[0])


def test_without_an_account_the_page_says_how_to_go_on(qtbot: QtBot, at: _At) -> None:
    page = at.page(qtbot)
    assert page.no_account.isVisible()
    assert not page.fetch.isEnabled()
    page.settings.click()
    assert at.went == [("settings", "mail")]
    postman_of(at.desk).start()
    assert (at.states(), at.stray) == ([], [])


def test_what_is_due_goes_out_while_the_window_is_open(
    qtbot: QtBot, at: _At, tmp_path: Path
) -> None:
    handler = Handler()
    with smtp_server(handler) as port:
        at.set_up(account(port))
        for _ in range(3):
            at.post(tmp_path / "goi")
        page = at.page(qtbot)
        assert len(page.rows.rows) == 3
        postman_of(at.desk).start()
    assert at.states() == [outbox.SENT] * 3
    assert (len(handler.taken), at.badges[-1], at.stray) == (3, 0, [])
    assert {r.state for r in page.rows.rows} == {outbox.SENT}
    assert not page.again.isVisible()


def test_a_crash_while_sending_waits_for_a_decision_at_the_next_start(
    qtbot: QtBot, at: _At, tmp_path: Path
) -> None:
    at.set_up(account(free_port()))
    at.post(tmp_path / "goi")
    mailing.begin(at.db, now=NOW)  # and the program ends here
    page = at.page(qtbot)
    postman_of(at.desk).start()
    page.reload()
    assert at.states() == [outbox.UNSURE]
    assert at.badges[-1] == 1
    assert page.arrived.isVisible()
    assert page.advice.text() == t("mail-advice-unsure")
    page.arrived.click()
    assert at.states() == [outbox.SENT]


def test_an_unsure_letter_goes_again_only_after_the_question(
    qtbot: QtBot, at: _At, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[bytes] = []
    answers = [False, True]
    monkeypatch.setattr(page_module, "ask", lambda *_: answers.pop(0))
    with rough_server(lambda line: heard.append(talk_until_data(line))) as port:
        at.set_up(account(port))
        at.post(tmp_path / "goi")
        page = at.page(qtbot)
        postman_of(at.desk).send_due()
        assert at.states() == [outbox.UNSURE]
        page.again.click()
        assert len(heard) == 1
        page.again.click()
    assert len(heard) == 2
    assert mail.read(heard[0]).message_id == mail.read(heard[1]).message_id


def test_a_letter_that_waits_can_be_stopped(qtbot: QtBot, at: _At, tmp_path: Path) -> None:
    at.set_up(account(free_port()))
    at.post(tmp_path / "goi")
    page = at.page(qtbot)
    postman_of(at.desk).send_due()
    assert at.states() == [outbox.WAITING]
    assert t("mail-reason-no-line") in page.rows.rows[0].reason or page.rows.rows[0].attempts == 1
    page.stop.click()
    assert at.states() == [outbox.STOPPED]
    assert not page.stop.isVisible()


def test_the_book_answers_while_a_letter_is_on_the_line(
    qtbot: QtBot, books: Books, tmp_path: Path
) -> None:
    """With real threads: the server keeps silent, the book goes on, closing does not hang."""
    commune = _At(books[0])
    asked: list[socket.socket] = []

    def hold(line: socket.socket) -> None:
        asked.append(line)
        line.recv(1)

    with rough_server(hold) as port:
        commune.set_up(account(port))
        commune.post(tmp_path / "goi")
        path = tmp_path / "xa.rasoat-book"
        close_book(books[0])
        worker = Worker(one_thread(), lambda: open_book(path, passphrase=PHRASE))
        commune.desk.worker = worker
        postman_of(commune.desk).send_due()
        qtbot.waitUntil(lambda: len(asked) == 1, timeout=20_000)
        found: list[str] = []
        worker.run(lambda db: exchanging.office(db).name, found.append)
        qtbot.waitUntil(lambda: len(found) == 1)
        worker.close()
        asked[0].shutdown(socket.SHUT_RDWR)
    reopened = open_book(path, passphrase=PHRASE)
    assert "mail" in mailing.wake(reopened, now=NOW, by=BY)
    assert mailing.box(reopened).letters[0].state == outbox.UNSURE
    reopened.close()


def test_a_receipt_that_comes_settles_a_letter_in_doubt(
    qtbot: QtBot, books: Books, tmp_path: Path
) -> None:
    at = _At(books[0])
    with rough_server(talk_until_data) as port:  # type: ignore[arg-type]
        at.set_up(account(port))
        at.post(tmp_path / "goi")
        page = at.page(qtbot)
        postman_of(at.desk).start()
    assert at.states() == [outbox.UNSURE]
    [report] = (tmp_path / "goi").iterdir()
    [taken] = receiving.take_in(books[1], [report], receipts=tmp_path / "bn", now=NOW, by=BY)
    assert taken.receipt is not None
    receipt = taken.receipt
    at.desk.worker.run(lambda db: receiving.take_in(db, [receipt], now=NOW, by=BY)[0])
    assert at.states() == [outbox.SENT]
    assert page.rows.rows[0].reason == "answered"


# Fetching ----------------------------------------------------------------------------------------
def _box_with(monkeypatch: pytest.MonkeyPatch, *fetched: Fetched) -> None:
    waiting = list(fetched)
    monkeypatch.setattr(letter_box, "fetch", lambda *_: waiting.pop(0))


def _came(raw: bytes, name: str, uid: int = 1, *, more: bool = False) -> Fetched:
    letter = mail.Letter(
        sender=SENDER, message_id=f"<{uid}>", subject="", attachments=[(name, raw)]
    )
    return Fetched(
        outcome=Outcome(state=post_office.SENT, reason="read"), mark=Mark(validity=1, uid=uid),
        letters=[letter_box.Came(uid=uid, letter=letter)], more=more,
    )  # fmt: skip


def test_reports_that_came_by_letter_open_in_the_inbox(
    qtbot: QtBot, books: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commune, upper = books
    first, second = (
        exchanging.pack_report(commune, YEAR, PROVINCE, tmp_path / "goi", now=NOW, by=BY).path
        for _ in range(2)
    )
    at = _At(upper)
    at.set_up(account(25, imap=1))
    _box_with(
        monkeypatch,
        _came(first.read_bytes(), first.name, 1, more=True),
        _came(second.read_bytes(), second.name, 2),
        Fetched(
            outcome=Outcome(state=post_office.SENT, reason="read"), mark=Mark(validity=1, uid=2)
        ),
    )
    page = at.page(qtbot)
    page.fetch.click()
    [(where, files)] = at.went
    assert where == "inbox"
    assert isinstance(files, list)
    assert [f.read_bytes() for f in files] == [first.read_bytes(), second.read_bytes()]
    page.fetch.click()
    assert len(at.went) == 1
    assert t("mail-fetched-none", known=0) in page.note.accessibleName()


def test_a_broken_line_is_told_and_what_came_is_kept(
    qtbot: QtBot, at: _At, monkeypatch: pytest.MonkeyPatch
) -> None:
    at.set_up(account(25, imap=1))
    outcome = Outcome(state=post_office.LATER, reason="dropped")
    _box_with(monkeypatch, Fetched(outcome=outcome, mark=Mark()))
    page = at.page(qtbot)
    page.fetch.click()
    assert page.note.isVisible()
    assert t("mail-reason-dropped") in page.note.accessibleName()
    assert page.fetch.isEnabled()


def test_receipts_go_out_in_one_go_and_missing_addresses_are_named(
    qtbot: QtBot, books: Books, tmp_path: Path
) -> None:
    commune, upper = books
    report = exchanging.pack_report(commune, YEAR, PROVINCE, tmp_path / "goi", now=NOW, by=BY).path
    receipts = tmp_path / "bn"
    receiving.take_in(upper, [report], receipts=receipts, now=NOW, by=BY)
    judging.keep_folder(upper, judging.RECEIPTS, receipts)
    at = _At(upper)
    handler = Handler()
    with smtp_server(handler) as port:
        at.set_up(account(port))
        page = at.page(qtbot)
        assert page.answers.isEnabled()
        page.answers.click()
        assert "Xã Bình An" in page.note.accessibleName()
        at.set_up(account(port), **{COMMUNE: SENDER})
        page.answers.click()
        page.reload()
    assert handler.to == [SENDER]
    assert not page.answers.isEnabled()


def test_letters_dropped_on_the_page_go_where_packages_are_looked_at(
    qtbot: QtBot, at: _At, tmp_path: Path
) -> None:
    page = at.page(qtbot)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "thu.eml"))])
    drop = QDropEvent(
        QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    page.dropEvent(drop)
    assert at.went == [("exchange", tmp_path / "thu.eml")]


# The road ----------------------------------------------------------------------------------------
class _Sealing:
    """The exchange page with its road by letter."""

    def __init__(self, qtbot: QtBot, at: _At, monkeypatch: pytest.MonkeyPatch) -> None:
        self.opened: list[QUrl] = []
        monkeypatch.setattr(QDesktopServices, "openUrl", self.opened.append)
        self.page = ExchangePage(at.desk)
        qtbot.addWidget(self.page)
        self.page.resize(1282, 680)
        self.page.show()
        self.page.reload()
        self.page.roads_card.mail_road.click()


def test_without_an_account_a_draft_opens_in_the_mail_program(
    qtbot: QtBot, at: _At, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = _Sealing(qtbot, at, monkeypatch)
    assert seen.page.roads_card.button.text() == t("mail-road-seal-draft")
    seen.page.seal(seen.page.roads_card.mail_road.folder or Path())
    [url] = seen.opened
    letter = mail.read(Path(url.toLocalFile()).read_bytes())
    assert len(letter.attachments) == 1
    assert t("mail-road-drafted", count=1) in seen.page.note.accessibleName()
    assert at.stray == []


def test_with_an_account_the_report_goes_to_the_server(
    qtbot: QtBot, at: _At, monkeypatch: pytest.MonkeyPatch
) -> None:
    handler = Handler()
    with smtp_server(handler) as port:
        at.set_up(account(port))
        seen = _Sealing(qtbot, at, monkeypatch)
        assert seen.page.roads_card.button.text() == t("mail-road-seal-send")
        seen.page.seal(seen.page.roads_card.mail_road.folder or Path())
    assert (at.states(), handler.to, seen.opened) == ([outbox.SENT], [RECEIVER], [])


def test_an_answer_that_came_as_a_letter_is_shown(
    qtbot: QtBot, books: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commune, upper = books
    report = exchanging.pack_report(commune, YEAR, PROVINCE, tmp_path / "goi", now=NOW, by=BY).path
    [taken] = receiving.take_in(upper, [report], receipts=tmp_path / "bn", now=NOW, by=BY)
    assert taken.receipt is not None
    [letter] = mailing.drafts(upper, taken.receipt, tmp_path / "thu", now=NOW)
    page = _Sealing(qtbot, _At(commune), monkeypatch).page
    page.open_package(letter)
    assert page.stack.currentWidget() is page.answer


# The settings ------------------------------------------------------------------------------------
@pytest.fixture
def card(qtbot: QtBot, at: _At) -> MailCard:
    """The card of the commune, nothing set yet."""
    card = MailCard(at.desk)
    qtbot.addWidget(card)
    card.show()
    card.reload()
    return card


def _type(card: MailCard, port: int, *, address: str = SENDER) -> None:
    card.address.setText(address)
    card.smtp.host.setText("127.0.0.1")
    card.smtp.security.set_value(str(Security.NONE))
    card.smtp.port.setText(str(port))
    card.to.setText(RECEIVER)
    card.limit.setText("4")


def test_an_account_is_kept_in_the_book_and_shown_again(
    qtbot: QtBot, at: _At, card: MailCard
) -> None:
    assert not card.save.isEnabled()
    _type(card, 25)
    assert card.save.isEnabled()
    card.save.click()
    kept = mail_settings.mail_settings(at.db)
    assert kept.account is not None
    assert (kept.account.address, kept.account.smtp.port) == (SENDER, 25)
    assert (kept.limit, kept.addresses) == (4 * MB, {PROVINCE: RECEIVER})
    assert not card.save.isEnabled()
    again = MailCard(at.desk)
    qtbot.addWidget(again)
    again.reload()
    assert again.typed() == card.typed()
    assert at.stray == []


def test_a_bad_address_is_refused_and_stays_to_be_mended(at: _At, card: MailCard) -> None:
    _type(card, 25, address="xã bình an")
    card.save.click()
    assert "xã bình an" in card.told.words()
    assert mail_settings.account(at.db) is None
    assert card.address.text() == "xã bình an"


def test_trying_out_says_for_each_server_whether_it_works(card: MailCard) -> None:
    with smtp_server(Handler()) as port:
        _type(card, port)
        card.try_out.click()
        assert t("mail-set-tried-good") in card.told.words()
    _type(card, free_port())
    card.try_out.click()
    assert t("mail-reason-no-line") in card.told.words()


def test_the_password_is_hidden_and_a_line_in_clear_is_warned_of(card: MailCard) -> None:
    _type(card, 25)
    card.password.setText("mot-mat-khau")
    assert card.password.displayText() != "mot-mat-khau"
    card.save.click()
    assert t("mail-set-in-clear") in card.told.words()


def test_the_port_follows_the_protection_until_it_is_typed(card: MailCard) -> None:
    choose: Callable[[str], None] = card.smtp.security.chosen.emit
    card.smtp.security.set_value("starttls")
    choose("starttls")
    assert card.smtp.port.text() == "587"
    card.smtp.port.setText("2525")
    card.smtp.security.set_value("tls")
    choose("tls")
    assert card.smtp.port.text() == "2525"


def test_an_account_can_be_taken_out_of_the_book(
    at: _At, card: MailCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.ui.pages.settings.mail.ask", lambda *_: True)
    _type(card, 25)
    card.save.click()
    card.forget.click()
    assert mail_settings.account(at.db) is None
    assert card.address.text() == ""
    assert mail_settings.addresses(at.db) == {PROVINCE: RECEIVER}
