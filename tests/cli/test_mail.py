"""Letters by command: into the outbox, out to a real server, in from a real mail box."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.cli import commands
from desktop.exchange.post_office import Account
from desktop.services import exchanging, upkeep
from desktop.services.mail_settings import MailSettings, keep_mail_settings
from tests.cli.conftest import Run
from tests.exchange.mail_servers import (
    RECEIVER,
    SENDER,
    USER,
    WORD,
    Handler,
    account,
    dovecot,
    free_port,
    rough_server,
    smtp_server,
    talk_until_data,
)
from tests.ui.small_books import BY, NOW, PHRASE, PROVINCE, YEAR, befriend, make_book, play


class _Books:
    """A commune and its province, closed, so that commands can open them."""

    def __init__(self, folder: Path) -> None:
        self.commune, self.upper = folder / "xa.rasoat-book", folder / "tinh.rasoat-book"
        commune, upper = make_book(self.commune), make_book(self.upper, PROVINCE)
        play(commune)
        befriend(commune, upper, folder / "the")
        goi = folder / "goi"
        self.report = exchanging.pack_report(commune, YEAR, PROVINCE, goi, now=NOW, by=BY).path
        upkeep.close_book(commune)
        upkeep.close_book(upper)

    def set_up(self, book: Path, own: Account) -> None:
        """Keep an account, as the settings do."""
        db = upkeep.open_book(book, passphrase=PHRASE)
        kept = MailSettings(account=own, addresses={PROVINCE: RECEIVER})
        keep_mail_settings(db, kept, now=NOW, by=BY)
        upkeep.close_book(db)


@pytest.fixture
def books(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> _Books:
    """Both books and a report."""
    monkeypatch.setenv("RASOAT_DATA", str(tmp_path / "data"))
    return _Books(tmp_path)


def test_a_report_goes_and_comes_by_commands(books: _Books, run: Run, tmp_path: Path) -> None:
    handler = Handler()
    with smtp_server(handler) as port, dovecot() as imap:
        books.set_up(books.commune, account(port))
        posted = run("mail", "post", "--book", books.commune, books.report, phrase=PHRASE)
        assert (posted.code, posted.err) == (0, "")
        sent = run("mail", "send", "--book", books.commune, "--json", phrase=PHRASE)
        assert (sent.code, sent.data["sent"], sent.data["outbox"]) == (0, 1, {"sent": 1})
        _deliver(imap, handler.taken[0])
        own = replace(account(port, imap=imap), user=USER, password=WORD)
        books.set_up(books.upper, own)
        out = tmp_path / "den"
        came = run("mail", "receive", "--book", books.upper, "--out", out, "--json", phrase=PHRASE)
        assert (came.code, came.data["files"]) == (0, [str(out / books.report.name)])
        again = run("mail", "receive", "--book", books.upper, "--out", out, phrase=PHRASE)
        assert again.code == 0
    taken = run("take-in", "--book", books.upper, out, phrase=PHRASE)
    assert taken.code == 0


def _deliver(port: int, letter: bytes) -> None:
    import imaplib

    line = imaplib.IMAP4("127.0.0.1", port, timeout=10)
    line.login(USER, WORD)
    line.append("INBOX", "", "", letter)
    line.logout()


def test_an_unsure_letter_ends_with_1_and_is_not_sent_by_the_next_run(
    books: _Books, run: Run
) -> None:
    heard: list[bytes] = []
    with rough_server(lambda line: heard.append(talk_until_data(line))) as port:
        books.set_up(books.commune, account(port))
        run("mail", "post", "--book", books.commune, books.report, phrase=PHRASE)
        first = run("mail", "send", "--book", books.commune, phrase=PHRASE)
        assert first.code == 1
        assert "Đứt đường sau khi thư đã đi hết" in first.err
        second = run("mail", "send", "--book", books.commune, "--json", phrase=PHRASE)
    assert (second.code, second.data["tried"], second.data["outbox"]) == (0, [], {"unsure": 1})
    assert len(heard) == 1


def test_no_account_and_no_line_are_said(books: _Books, run: Run, tmp_path: Path) -> None:
    post = run("mail", "post", "--book", books.commune, books.report, phrase=PHRASE)
    assert (post.code, post.err.count("\n")) == (1, 1)
    receive = run("mail", "receive", "--book", books.commune, "--out", tmp_path, phrase=PHRASE)
    assert (receive.code, "Cài đặt" in receive.err) == (1, True)
    books.set_up(books.commune, account(free_port(), imap=free_port()))
    receive = run("mail", "receive", "--book", books.commune, "--out", tmp_path, phrase=PHRASE)
    assert (receive.code, "Chưa có đường mạng" in receive.err) == (1, True)


def test_every_subcommand_has_a_vietnamese_help(run: Run) -> None:
    group = commands.commands["mail"]
    assert sorted(group.commands) == ["post", "receive", "send"]  # type: ignore[attr-defined]
    for name in ("post", "send", "receive"):
        said = run("mail", name, "--help")
        assert (said.code, "Usage" in said.out) == (0, False)
    assert SENDER not in run("mail", "--help").out
