"""One letter over a real line: what the server says is told, and what nobody knows is called so."""

from __future__ import annotations

import datetime
import socket
import ssl
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.exchange import mail
from desktop.exchange.mail import Draft
from desktop.exchange.post_office import (
    LATER,
    REFUSED,
    SENT,
    UNSURE,
    Account,
    Outcome,
    Security,
    send,
    try_sending,
)
from desktop.text import t
from tests.exchange.mail_servers import (
    HASTY,
    RECEIVER,
    SENDER,
    USER,
    WORD,
    Handler,
    account,
    certificate,
    free_port,
    let_in,
    rough_server,
    smtp_server,
    talk_until_data,
)

CONTENT = bytes(range(256)) * 40
DRAFT = Draft(
    sender=SENDER, to=RECEIVER, subject="Rà Soát: báo cáo năm 2026 số 7, Xã Quảng Bạ",
    body="Kính gửi\n.\nmột dòng chỉ có dấu chấm\n..hai dấu\n", message_id="<rasoat.1@tuyenquang.test>",
    at=datetime.datetime(2026, 11, 9, 8, 30, tzinfo=datetime.UTC),
    file_name="bao-cao_02296_2026_0007_1a2b3c4d.rasoat", content=CONTENT,
)  # fmt: skip
LETTER = mail.compose(DRAFT)


def _send(to: Account, letter: bytes = LETTER) -> Outcome:
    return send(to, RECEIVER, letter, patience=HASTY)


def _state(outcome: Outcome) -> tuple[str, str]:
    assert t(f"mail-reason-{outcome.reason}")
    return outcome.state, outcome.reason


def test_a_letter_arrives_as_it_was_composed() -> None:
    handler = Handler()
    with smtp_server(handler) as port:
        assert _state(_send(account(port))) == (SENT, "taken")
    [taken] = handler.taken
    assert taken.rstrip(b"\r\n").endswith(LETTER.rstrip(b"\r\n")[-200:])
    assert mail.read(taken).attachments == ((DRAFT.file_name, CONTENT),)
    assert handler.to == [RECEIVER]


def test_lines_that_begin_with_a_dot_survive() -> None:
    handler = Handler()
    plain = b"Subject: x\r\n\r\n.\r\n..\r\n.x\r\nend\r\n"
    with smtp_server(handler) as port:
        assert _send(account(port), plain).state == SENT
    assert handler.taken[0].endswith(b"\r\n\r\n.\r\n..\r\n.x\r\nend\r\n")


@pytest.mark.parametrize(
    ("phase", "said", "expected"),
    [
        ("rcpt", "552 mailbox full", (REFUSED, "mailbox-full")),
        ("rcpt", "550 5.2.2 over quota", (REFUSED, "mailbox-full")),
        ("rcpt", "550 5.1.1 no such user", (REFUSED, "recipient")),
        ("rcpt", "554 go away", (REFUSED, "recipient")),
        ("rcpt", "452 4.2.2 mailbox full", (LATER, "mailbox-full")),
        ("rcpt", "450 greylisted, come back", (LATER, "busy")),
        ("data", "552 too much", (REFUSED, "too-large")),
        ("data", "552 5.2.2 mailbox full", (REFUSED, "mailbox-full")),
        ("data", "554 looks like spam", (REFUSED, "rejected")),
        ("data", "451 local error", (LATER, "busy")),
    ],
)
def test_each_no_has_its_meaning(phase: str, said: str, expected: tuple[str, str]) -> None:
    handler = Handler(answers={phase: [said]})
    with smtp_server(handler) as port:
        outcome = _send(account(port))
    assert _state(outcome) == expected
    assert outcome.said == said
    assert handler.taken == []


def test_a_no_for_now_and_then_a_yes() -> None:
    handler = Handler(answers={"data": ["451 busy"]})
    with smtp_server(handler) as port:
        assert [_send(account(port)).state for _ in range(2)] == [LATER, SENT]
    assert len(handler.taken) == 1


def test_a_letter_above_the_servers_size_is_too_large() -> None:
    handler = Handler()
    with smtp_server(handler, data_size_limit=4000) as port:
        assert _state(_send(account(port))) == (REFUSED, "too-large")
    assert handler.taken == []


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_user_and_password_open_the_server_and_wrong_ones_do_not() -> None:
    handler = Handler()
    doors = {"authenticator": let_in, "auth_required": True, "auth_require_tls": False}
    with smtp_server(handler, **doors) as port:
        good = account(port, user=USER)
        assert _state(_send(good)) == (SENT, "taken")
        assert _state(_send(replace(good, password="sai"))) == (REFUSED, "auth")
        assert _state(_send(replace(good, password="mật khẩu"))) == (REFUSED, "auth")
        assert _state(_send(account(port))) == (REFUSED, "auth")
        assert _state(try_sending(good, patience=HASTY)) == (SENT, "ready")
    assert len(handler.taken) == 1


def test_a_server_without_log_in_says_so() -> None:
    with smtp_server(Handler()) as port:
        assert _state(_send(account(port, user=USER))) == (REFUSED, "no-login")


def test_no_server_there_means_later() -> None:
    assert _state(_send(account(free_port()))) == (LATER, "no-line")


def test_a_name_that_nobody_knows_means_later(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_: object, **__: object) -> object:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    assert _state(_send(account(25))) == (LATER, "no-line")


# Lines that break --------------------------------------------------------------------------------
def test_a_line_that_drops_after_the_dot_is_unsure() -> None:
    heard: list[bytes] = []
    with rough_server(lambda line: heard.append(talk_until_data(line))) as port:
        assert _state(_send(account(port))) == (UNSURE, "dropped-after")
    assert mail.read(heard[0]).attachments == ((DRAFT.file_name, CONTENT),)


def test_silence_after_the_dot_is_unsure() -> None:
    def hold(line: socket.socket) -> None:
        talk_until_data(line)
        line.recv(1)  # until the caller gives up

    with rough_server(hold) as port:
        assert _state(_send(account(port))) == (UNSURE, "timeout-after")


@pytest.mark.parametrize("answers", [0, 1, 2, 3, 4])
def test_a_line_that_drops_before_the_dot_means_later(answers: int) -> None:
    def play(line: socket.socket) -> None:
        for reply in (b"220 here\r\n", b"250 ok\r\n", b"250 ok\r\n", b"250 ok\r\n")[:answers]:
            line.sendall(reply)
            line.recv(65536)

    with rough_server(play) as port:
        assert _state(_send(account(port))) == (LATER, "dropped")


def test_a_line_that_drops_in_the_middle_of_the_letter_means_later() -> None:
    def play(line: socket.socket) -> None:
        line.sendall(b"220 here\r\n")
        for reply in (b"250 ok\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 go on\r\n"):
            line.recv(65536)
            line.sendall(reply)
        line.recv(1000)
        # Closed with unread bytes, the other side gets a reset at its next write.

    large = b"Subject: x\r\n\r\n" + (b"x" * 76 + b"\r\n") * 300_000
    with rough_server(play) as port:
        assert _state(_send(account(port), large)) == (LATER, "dropped")


def test_a_server_that_never_greets_means_later() -> None:
    with rough_server(lambda line: line.recv(1)) as port:  # type: ignore[arg-type]
        outcome = send(account(port), RECEIVER, LETTER, patience=replace(HASTY, connect=0.5))
    assert _state(outcome) == (LATER, "timeout")


# Protected lines ---------------------------------------------------------------------------------
@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_protected_line_needs_a_certificate_that_is_trusted(
    security: Security, tmp_path: Path
) -> None:
    serving, trusting = certificate(tmp_path)
    handler = Handler()
    # A controller of aiosmtpd knows STARTTLS as `tls_context` and a TLS line as `ssl_context`.
    name = "ssl_context" if security is Security.TLS else "tls_context"
    with smtp_server(handler, **{name: serving}) as port:
        own = account(port, security=security)
        assert _state(_send(own)) == (REFUSED, "certificate")
        good = send(own, RECEIVER, LETTER, patience=HASTY, context=lambda: trusting)
        assert _state(good) == (SENT, "taken")
    assert len(handler.taken) == 1


def test_a_server_without_protection_gets_nothing_when_protection_is_asked_for() -> None:
    handler = Handler()
    with smtp_server(handler) as port:
        assert _state(_send(account(port, security=Security.STARTTLS, user=USER))) == (
            REFUSED,
            "no-tls",
        )
    assert handler.taken == []


def test_a_plain_server_where_tls_is_expected_means_later() -> None:
    with smtp_server(Handler()) as port:
        outcome = _send(account(port, security=Security.TLS))
    assert outcome.state == LATER


def test_the_certificates_of_this_computer_are_the_usual_ones() -> None:
    assert ssl.create_default_context().verify_mode is ssl.CERT_REQUIRED


def test_the_password_shows_in_no_repr() -> None:
    assert WORD not in repr(account(25, user=USER))
