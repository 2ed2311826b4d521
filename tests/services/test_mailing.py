"""The outbox waits, tries, and never sends twice unseen; what comes is kept once."""

from __future__ import annotations

import datetime
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.errors import MailAddressMissing, MailAddressWrong, MailNoAccount
from desktop.exchange import mail, parts, post_office
from desktop.exchange.letter_box import Came, Fetched, Mark, fetch
from desktop.exchange.mail import Letter
from desktop.exchange.post_office import LATER, REFUSED, SENT, UNSURE, Account, Outcome
from desktop.services import exchanging, fetching, mailing, receiving
from desktop.services.examining import files_in
from desktop.services.mail_settings import (
    LEAST_LIMIT,
    MailSettings,
    keep_mail_settings,
    mail_settings,
)
from desktop.services.upkeep import close_book, open_book
from desktop.store import audit, outbox
from desktop.store.connection import Db, writing
from desktop.store.outbox import Outgoing
from tests.exchange.mail_servers import (
    HASTY,
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
from tests.ui.small_books import BY, COMMUNE, NOW, PHRASE, PROVINCE, YEAR, befriend, make_book, play

Books = tuple[Db, Db]


@pytest.fixture
def books(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Books]:
    """A commune with a finished round and an account, and its province."""
    monkeypatch.setenv("RASOAT_DATA", str(tmp_path / "data"))
    commune, upper = make_book(tmp_path / "xa.rasoat-book"), make_book(tmp_path / "t.b", PROVINCE)
    play(commune)
    befriend(commune, upper, tmp_path / "the")
    _set_up(commune, account(25))
    yield commune, upper
    commune.close()
    upper.close()


@pytest.fixture
def commune(books: Books) -> Db:
    """The commune's book."""
    return books[0]


def _set_up(db: Db, own: Account, **addresses: str) -> None:
    known = {PROVINCE: RECEIVER} | addresses
    keep_mail_settings(db, MailSettings(account=own, addresses=known), now=NOW, by=BY)


def _report(db: Db, folder: Path) -> Path:
    return exchanging.pack_report(db, YEAR, PROVINCE, folder, now=NOW, by=BY).path


def _post(db: Db, folder: Path) -> Outgoing:
    [letter] = mailing.post(db, _report(db, folder / "goi"), now=NOW, by=BY).letters
    return letter


def _try(db: Db, *, at: datetime.datetime = NOW) -> Outgoing | None:
    """One letter, from the outbox over the network and back, as the window does it."""
    job = mailing.begin(db, now=at)
    if job is None:
        return None
    outcome = post_office.send(job.account, job.draft.to, mail.compose(job.draft), patience=HASTY)
    return mailing.note(db, job.uid, outcome, now=at, by=BY)


def _note(db: Db, state: str, reason: str, *, at: datetime.datetime = NOW) -> Outgoing:
    job = mailing.begin(db, now=at)
    assert job is not None
    return mailing.note(db, job.uid, Outcome(state=state, reason=reason), now=at, by=BY)


# Real servers ------------------------------------------------------------------------------------
def test_a_report_goes_by_letter_and_is_taken_in_at_the_other_end(
    books: Books, tmp_path: Path
) -> None:
    commune, upper = books
    handler = Handler()
    with smtp_server(handler) as port:
        _set_up(commune, account(port))
        _post(commune, tmp_path)
        sent = _try(commune)
        assert sent is not None
        assert sent.state == outbox.SENT
        assert _try(commune) is None
    letter = tmp_path / "den.eml"
    letter.write_bytes(handler.taken[0])
    [taken] = receiving.take_in(upper, [letter], now=NOW, by=BY)
    assert (taken.verdict, handler.to) == ("accepted", [RECEIVER])


def test_a_line_that_drops_after_data_is_unsure_and_not_sent_twice(
    commune: Db, tmp_path: Path
) -> None:
    heard: list[bytes] = []
    with rough_server(lambda line: heard.append(talk_until_data(line))) as port:
        _set_up(commune, account(port))
        _post(commune, tmp_path)
        letter = _try(commune)
        assert letter is not None
        assert (letter.state, letter.reason) == (outbox.UNSURE, "dropped-after")
        for days in range(3):
            assert _try(commune, at=NOW + datetime.timedelta(days=days)) is None
    assert len(heard) == 1


def test_sent_again_by_decision_it_is_recognised_at_the_other_end(
    books: Books, tmp_path: Path
) -> None:
    commune, upper = books
    heard: list[bytes] = []
    with rough_server(lambda line: heard.append(talk_until_data(line))) as port:
        _set_up(commune, account(port))
        letter = _post(commune, tmp_path)
        _try(commune)
        mailing.again(commune, letter.uid, now=NOW, by=BY)
        _try(commune)
    first, second = (mail.read(raw) for raw in heard)
    assert first.message_id == second.message_id == letter.message_id
    _set_up(upper, account(25, imap=1))
    reading = fetching.reading(upper)
    came = [Came(uid=n, letter=found) for n, found in enumerate((first, second), 1)]
    fetched = Fetched(
        outcome=Outcome(state=SENT, reason="read"), mark=Mark(validity=1, uid=2), letters=came[:1]
    )
    one = fetching.keep(upper, reading, fetched, tmp_path / "den", now=NOW)
    two = fetching.keep(
        upper, reading, replace(fetched, letters=came[1:]), tmp_path / "den", now=NOW
    )
    assert (len(one.files), len(two.files), two.known) == (1, 0, 1)


def test_no_server_then_growing_pauses_then_sent_once(commune: Db, tmp_path: Path) -> None:
    _set_up(commune, account(free_port()))
    _post(commune, tmp_path)
    at, waits = NOW, []
    for _ in range(7):
        letter = _try(commune, at=at)
        assert letter is not None
        assert letter.next_at is not None
        assert _try(commune, at=letter.next_at - datetime.timedelta(seconds=1)) is None
        waits.append((letter.next_at - at).total_seconds() / 60)
        at = letter.next_at
    assert waits == [1, 5, 15, 60, 240, 240, 240]
    handler = Handler()
    with smtp_server(handler) as port:
        _set_up(commune, account(port))
        sent = _try(commune, at=at)
    assert sent is not None
    assert (sent.state, sent.attempts, len(handler.taken)) == (outbox.SENT, 8, 1)


def test_a_full_mailbox_waits_for_the_official(commune: Db, tmp_path: Path) -> None:
    handler = Handler(answers={"rcpt": ["552 mailbox full"]})
    with smtp_server(handler) as port:
        _set_up(commune, account(port))
        letter = _post(commune, tmp_path)
        refused = _try(commune)
        assert refused is not None
        assert (refused.state, refused.reason) == (outbox.REFUSED, "mailbox-full")
        assert _try(commune, at=NOW + datetime.timedelta(days=9)) is None
        mailing.again(commune, letter.uid, now=NOW, by=BY)
        sent = _try(commune)
    assert sent is not None
    assert sent.state == outbox.SENT


def test_a_report_goes_and_its_receipt_comes_back_through_a_real_mail_box(
    books: Books, tmp_path: Path
) -> None:
    commune, upper = books
    with dovecot() as imap:
        handler = Handler()
        with smtp_server(handler) as port:
            _set_up(commune, account(port, user="", imap=imap))
            _post(commune, tmp_path)
            _try(commune)
            _deliver(imap, handler.taken.pop())
            keep_mail_settings(
                upper, MailSettings(account=replace(account(port, imap=imap), user=USER, password=WORD)),
                now=NOW, by=BY,
            )  # fmt: skip
            came = _receive(upper, tmp_path / "den")
            receipts = tmp_path / "bien-nhan"
            receiving.take_in(upper, came.files, receipts=receipts, now=NOW, by=BY)
            [receipt] = mailing.unposted(upper, receipts)
            # No address was typed: the answer goes to where the report came from.
            keep_mail_settings(
                upper, replace(mail_settings(upper), account=account(port)), now=NOW, by=BY
            )
            done = mailing.post_all(upper, [receipt], now=NOW, by=BY)
            assert (done.letters, done.refused) == (1, {})
            assert mailing.unposted(upper, receipts) == []
            _try(upper)
    assert handler.to[-1] == SENDER
    answer = tmp_path / "tra-loi.eml"
    answer.write_bytes(handler.taken[-1])
    [taken] = receiving.take_in(commune, [answer], now=NOW, by=BY)
    assert taken.verdict == "accepted"


def _deliver(port: int, letter: bytes) -> None:
    import imaplib

    line = imaplib.IMAP4("127.0.0.1", port, timeout=10)
    line.login(USER, WORD)
    line.append("INBOX", "", "", letter)
    line.logout()


def _receive(db: Db, folder: Path) -> fetching.Received:
    reading = fetching.reading(db)
    fetched = fetch(reading.account, reading.mark, patience=HASTY)
    assert fetched.outcome.state == SENT, fetched.outcome
    return fetching.keep(db, reading, fetched, folder, now=NOW)


# Never twice unseen ------------------------------------------------------------------------------
def test_a_crash_while_sending_shows_as_unsure_at_the_next_start(
    commune: Db, tmp_path: Path
) -> None:
    _post(commune, tmp_path)
    assert mailing.begin(commune, now=NOW) is not None
    assert mailing.begin(commune, now=NOW + datetime.timedelta(days=1)) is None
    assert "mail" in mailing.wake(commune, now=NOW, by=BY)
    [letter] = mailing.box(commune).letters
    assert (letter.state, letter.reason) == (outbox.UNSURE, "crashed")
    assert "mail" not in mailing.wake(commune, now=NOW, by=BY)
    assert mailing.begin(commune, now=NOW + datetime.timedelta(days=1)) is None


def test_a_program_killed_on_the_line_leaves_a_letter_unsure(tmp_path: Path, commune: Db) -> None:
    """Killed for real, between the mark and the answer of the server."""
    path = tmp_path / "xa.rasoat-book"
    _post(commune, tmp_path)
    close_book(commune)
    child = (
        "import datetime, os, signal, sys; from pathlib import Path\n"
        "from desktop.services import mailing; from desktop.services.upkeep import open_book\n"
        "db = open_book(Path(sys.argv[1]), passphrase=sys.argv[2])\n"
        "assert mailing.begin(db, now=datetime.datetime.fromisoformat(sys.argv[3]))\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    arguments = [sys.executable, "-c", child, str(path), PHRASE, NOW.isoformat()]
    ended = subprocess.run(arguments, check=False, capture_output=True)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    db = open_book(path, passphrase=PHRASE)
    mailing.wake(db, now=NOW, by=BY)
    assert [x.state for x in mailing.box(db).letters] == [outbox.UNSURE]
    assert mailing.begin(db, now=NOW + datetime.timedelta(days=1)) is None
    close_book(db)


def test_the_mark_sending_is_committed_before_the_network(commune: Db, tmp_path: Path) -> None:
    letter = _post(commune, tmp_path)
    mailing.begin(commune, now=NOW)
    assert not commune.conn.in_transaction
    held = outbox.get(commune, letter.uid)
    assert held is not None
    assert (held.state, held.attempts) == (outbox.SENDING, 1)


def test_the_same_package_is_not_put_in_twice(commune: Db, tmp_path: Path) -> None:
    path = _report(commune, tmp_path / "goi")
    assert not mailing.post(commune, path, now=NOW, by=BY).before
    assert mailing.post(commune, path, now=NOW, by=BY).before
    _note(commune, SENT, "taken")
    assert mailing.post(commune, path, now=NOW, by=BY).before
    assert len(mailing.box(commune).letters) == 1


def test_a_receipt_settles_what_was_unsure(books: Books, tmp_path: Path) -> None:
    commune, upper = books
    path = _report(commune, tmp_path / "goi")
    mailing.post(commune, path, now=NOW, by=BY)
    _note(commune, UNSURE, "dropped-after")
    [taken] = receiving.take_in(upper, [path], receipts=tmp_path / "bn", now=NOW, by=BY)
    assert taken.receipt is not None
    assert "mail" not in mailing.settle_answered(commune, now=NOW, by=BY)
    receiving.take_in(commune, [taken.receipt], now=NOW, by=BY)
    assert "mail" in mailing.settle_answered(commune, now=NOW, by=BY)
    [letter] = mailing.box(commune).letters
    assert (letter.state, letter.reason) == (outbox.SENT, "answered")


def test_a_late_outcome_corrects_unsure_but_never_a_decision(commune: Db, tmp_path: Path) -> None:
    letter = _post(commune, tmp_path)
    mailing.begin(commune, now=NOW)
    mailing.wake(commune, now=NOW, by=BY)
    done = Outcome(state=SENT, reason="taken")
    assert mailing.note(commune, letter.uid, done, now=NOW, by=BY).state == outbox.SENT
    late = Outcome(state=LATER, reason="busy")
    assert mailing.note(commune, letter.uid, late, now=NOW, by=BY).state == outbox.SENT


@pytest.mark.parametrize("reason", ["auth", "certificate", "no-tls", "no-login"])
def test_a_refused_account_stops_all_letters_until_it_is_mended(
    commune: Db, tmp_path: Path, reason: str
) -> None:
    _post(commune, tmp_path)
    _post(commune, tmp_path)
    _note(commune, REFUSED, reason)
    assert mailing.box(commune).count(outbox.REFUSED) == 2
    _set_up(commune, account(25))
    assert mailing.box(commune).count(outbox.WAITING) == 2


def test_without_a_line_one_letter_finds_it_out_for_all(commune: Db, tmp_path: Path) -> None:
    for _ in range(3):
        _post(commune, tmp_path)
    _note(commune, LATER, "no-line")
    assert mailing.begin(commune, now=NOW + datetime.timedelta(seconds=59)) is None
    assert [x.attempts for x in mailing.box(commune).letters].count(0) == 2


def test_a_busy_server_holds_only_its_own_letter(commune: Db, tmp_path: Path) -> None:
    for _ in range(2):
        _post(commune, tmp_path)
    _note(commune, LATER, "busy")
    assert mailing.begin(commune, now=NOW) is not None


# Decisions ---------------------------------------------------------------------------------------
def test_a_stopped_letter_goes_nowhere_and_leaves_its_content(commune: Db, tmp_path: Path) -> None:
    letter = _post(commune, tmp_path)
    mailing.stop(commune, letter.uid, now=NOW, by=BY)
    assert mailing.begin(commune, now=NOW) is None
    held = outbox.get(commune, letter.uid, whole=True)
    assert held is not None
    assert (held.state, held.content) == (outbox.STOPPED, b"")


def test_a_letter_on_the_line_cannot_be_stopped_or_sent_again(commune: Db, tmp_path: Path) -> None:
    letter = _post(commune, tmp_path)
    mailing.begin(commune, now=NOW)
    mailing.stop(commune, letter.uid, now=NOW, by=BY)
    mailing.again(commune, letter.uid, now=NOW, by=BY)
    held = outbox.get(commune, letter.uid)
    assert held is not None
    assert held.state == outbox.SENDING


def test_what_the_other_office_confirmed_is_sent(commune: Db, tmp_path: Path) -> None:
    letter = _post(commune, tmp_path)
    _note(commune, UNSURE, "timeout-after")
    mailing.settle(commune, letter.uid, now=NOW, by=BY)
    held = outbox.get(commune, letter.uid)
    assert held is not None
    assert (held.state, held.reason) == (outbox.SENT, "told")


def test_a_stopped_package_can_be_put_in_again(commune: Db, tmp_path: Path) -> None:
    path = _report(commune, tmp_path / "goi")
    [letter] = mailing.post(commune, path, now=NOW, by=BY).letters
    mailing.stop(commune, letter.uid, now=NOW, by=BY)
    assert not mailing.post(commune, path, now=NOW, by=BY).before
    [held] = mailing.box(commune).letters
    assert (held.state, held.message_id) == (outbox.WAITING, letter.message_id)


def test_a_letter_that_was_too_large_is_cut_by_the_lower_limit(
    commune: Db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = _post(commune, tmp_path)
    _note(commune, REFUSED, "too-large")
    monkeypatch.setattr("desktop.services.mailing.content_limit", lambda _: letter.size // 3 + 1024)
    mailing.again(commune, letter.uid, now=NOW, by=BY)
    cut = mailing.box(commune).letters
    assert [(x.part, x.parts, x.state) for x in cut] == [
        (n, len(cut), outbox.WAITING) for n in range(1, len(cut) + 1)
    ]
    assert len(cut) > 2


# Parts, drafts, addresses ------------------------------------------------------------------------
def test_a_large_package_goes_in_parts_that_join_at_the_other_end(
    books: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commune, upper = books
    monkeypatch.setattr("desktop.services.mailing.content_limit", lambda _: 3000)
    path = _report(commune, tmp_path / "goi")
    posted = mailing.post(commune, path, now=NOW, by=BY)
    assert len(posted.letters) > 2
    handler = Handler()
    with smtp_server(handler) as port:
        _set_up(commune, account(port))
        while _try(commune) is not None:
            pass
    folder = tmp_path / "thu"
    folder.mkdir()
    for number, raw in enumerate(reversed(handler.taken)):
        (folder / f"{number}.eml").write_bytes(raw)
    [whole] = files_in([folder])
    assert whole.read_bytes() == path.read_bytes()
    [taken] = receiving.take_in(upper, [folder], now=NOW, by=BY)
    assert taken.verdict == "accepted"


def test_the_answer_to_a_package_in_parts_goes_where_they_came_from(
    books: Books, tmp_path: Path
) -> None:
    commune, upper = books
    raw = _report(commune, tmp_path / "goi").read_bytes()
    name = "bao-cao_02296_2026_0001_1a2b3c4d.rasoat"
    _set_up(upper, account(25, imap=1))
    came = [
        Came(
            uid=n, letter=Letter(sender=SENDER, message_id=f"<{n}>", subject="", attachments=[one])
        )
        for n, one in enumerate(parts.cut(raw, name, 4000), 1)
    ]
    fetched = Fetched(outcome=Outcome(state=SENT, reason="read"), mark=Mark(uid=9), letters=came)
    kept = fetching.keep(upper, fetching.reading(upper), fetched, tmp_path / "den", now=NOW)
    [taken] = receiving.take_in(upper, kept.files, receipts=tmp_path / "bn", now=NOW, by=BY)
    assert taken.receipt is not None
    [letter] = mailing.post(upper, taken.receipt, now=NOW, by=BY).letters
    assert letter.address == SENDER


def test_a_draft_needs_no_account_and_says_what_it_is(commune: Db, tmp_path: Path) -> None:
    keep_mail_settings(commune, MailSettings(), now=NOW, by=BY)
    [draft] = mailing.drafts(commune, _report(commune, tmp_path / "goi"), tmp_path / "thu", now=NOW)
    raw = draft.read_bytes()
    assert raw.startswith(b"Content-Type") or b"X-Unsent: 1" in raw
    letter = mail.read(raw)
    assert letter.subject == "Rà Soát: báo cáo năm 2026 số 1, Xã Bình An"
    assert draft.suffix == ".eml"
    assert draft.name.isascii()


def test_without_account_or_address_it_is_said(commune: Db, tmp_path: Path) -> None:
    path = _report(commune, tmp_path / "goi")
    keep_mail_settings(commune, MailSettings(account=account(25)), now=NOW, by=BY)
    with pytest.raises(MailAddressMissing):
        mailing.post(commune, path, now=NOW, by=BY)
    with pytest.raises(MailAddressWrong):
        mailing.post(commune, path, now=NOW, by=BY, address="sở nông nghiệp")
    keep_mail_settings(commune, MailSettings(), now=NOW, by=BY)
    with pytest.raises(MailNoAccount):
        mailing.post(commune, path, now=NOW, by=BY)
    assert mailing.begin(commune, now=NOW) is None


def test_receipts_without_an_address_never_stop_the_others(books: Books, tmp_path: Path) -> None:
    commune, upper = books
    receiving.take_in(
        upper, [_report(commune, tmp_path / "goi")], receipts=tmp_path / "bn", now=NOW, by=BY
    )
    keep_mail_settings(upper, MailSettings(account=account(25)), now=NOW, by=BY)
    receipts = mailing.unposted(upper, tmp_path / "bn")
    done = mailing.post_all(upper, receipts, now=NOW, by=BY)
    assert done.letters == 0
    assert [type(e) for e in done.refused.values()] == [MailAddressMissing]
    _set_up(upper, account(25), **{COMMUNE: SENDER})
    assert mailing.post_all(upper, receipts, now=NOW, by=BY).letters == 1


# What is kept of the account ---------------------------------------------------------------------
def test_the_password_lies_in_the_book_and_in_nothing_that_is_read_by_others(
    commune: Db, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    _set_up(commune, account(free_port(), user=USER))
    _post(commune, tmp_path)
    _try(commune)
    kept = mail_settings(commune)
    assert kept.account is not None
    assert kept.account.password == WORD
    trail = "".join(
        str(e) for e in audit.latest(commune, "mail-account") + audit.of(commune, "mail")
    )
    rows = commune.execute("SELECT group_concat(coalesce(after, '')) FROM audit").fetchone()[0]
    assert WORD not in trail + rows + caplog.text + repr(kept) + repr(
        mailing.begin(commune, now=NOW)
    )
    for file in tmp_path.rglob("*"):
        if file.is_file():
            assert WORD.encode() not in file.read_bytes(), file.name


def test_limits_stay_within_reason_and_bad_addresses_are_refused(commune: Db) -> None:
    keep_mail_settings(commune, MailSettings(limit=5), now=NOW, by=BY)
    assert mail_settings(commune).limit == LEAST_LIMIT
    with pytest.raises(MailAddressWrong):
        _set_up(commune, account(25), **{COMMUNE: "xã"})


def test_a_box_that_was_not_noted_is_fetched_again(books: Books, tmp_path: Path) -> None:
    commune, upper = books
    raw = _report(commune, tmp_path / "goi").read_bytes()
    _set_up(upper, account(25, imap=1))
    letter = Letter(sender=SENDER, message_id="<1>", subject="", attachments=[("a.rasoat", raw)])
    fetched = Fetched(
        outcome=Outcome(state=SENT, reason="read"), mark=Mark(validity=3, uid=7),
        letters=[Came(uid=7, letter=letter)],
    )  # fmt: skip
    blocked = tmp_path / "den"
    blocked.write_text("")  # a file where the folder should be
    with pytest.raises(Exception, match="unwritable"):
        fetching.keep(upper, fetching.reading(upper), fetched, blocked, now=NOW)
    assert fetching.reading(upper).mark == Mark()
    blocked.unlink()
    assert len(fetching.keep(upper, fetching.reading(upper), fetched, blocked, now=NOW).files) == 1
    assert fetching.reading(upper).mark == Mark(validity=3, uid=7)


def test_letters_outlive_the_book_being_closed(commune: Db, tmp_path: Path) -> None:
    letter = _post(commune, tmp_path)
    with writing(commune):
        outbox.mark(commune, replace(letter, state=outbox.WAITING, next_at=NOW))
    held = outbox.get(commune, letter.uid, whole=True)
    assert held is not None
    assert held.content == (tmp_path / "goi" / letter.file_name).read_bytes()
