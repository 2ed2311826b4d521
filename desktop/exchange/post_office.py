"""The line to a mail server: one letter sent by SMTP, our attachments fetched by IMAP. No book.

What came of it is data (`Outcome`), never an exception of a library. The one thing that must not be
guessed: once the final dot of a letter has gone out, only the server knows whether it took it. A
line that breaks after it is "unsure", and nobody sends such a letter again unseen.
"""

from __future__ import annotations

import contextlib
import errno
import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

SENT, REFUSED, LATER, UNSURE = "sent", "refused", "later", "unsure"


class Security(StrEnum):
    """How the line is protected. STARTTLS never falls back to a line in clear."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """One server; "" = none is set."""

    host: str = ""
    port: int = 0
    security: Security = Security.TLS


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The office's mail box. The password shows in no repr, so in no log and no error."""

    address: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    smtp: Server = field(default_factory=Server)
    imap: Server = field(default_factory=Server)
    folder: str = "INBOX"


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Seconds: to connect, for each answer, and for the answer to a whole letter."""

    connect: float = 20
    answer: float = 60
    taken: float = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a try: "sent", "refused" (for good), "later", "unsure".

    `reason` ends a key `mail-reason-…`; `said` is what the server answered, shortened.
    """

    state: str
    reason: str
    said: str = ""


PATIENCE = Patience()
Context = Callable[[], ssl.SSLContext]


# Sending -----------------------------------------------------------------------------------------
def send(
    account: Account,
    to: str,
    letter: bytes,
    *,
    patience: Patience = PATIENCE,
    context: Context = ssl.create_default_context,
) -> Outcome:
    """Hand one letter (bytes with CRLF) to the account's server for one address."""
    stage = _Stage()
    try:
        with _line(account, patience, context) as line:
            return _hand_over(line, account, to, letter, patience, stage)
    except _Refusal as refusal:
        return refusal.outcome
    except (OSError, smtplib.SMTPException) as error:
        return _broken(error, stage)


def try_sending(
    account: Account,
    *,
    patience: Patience = PATIENCE,
    context: Context = ssl.create_default_context,
) -> Outcome:
    """Connect and log in, send nothing: "sent" means that it would work."""
    try:
        with _line(account, patience, context):
            return Outcome(state=SENT, reason="ready")
    except _Refusal as refusal:
        return refusal.outcome
    except (OSError, smtplib.SMTPException) as error:
        return _broken(error, _Stage())


@dataclass(slots=True)
class _Stage:
    """Whether the final dot has gone out."""

    dot_sent: bool = False


class _Refusal(Exception):
    """The server said no; carries the outcome out of the phases of one letter."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.reason)
        self.outcome = outcome


@contextlib.contextmanager
def _line(account: Account, patience: Patience, context: Context) -> Iterator[smtplib.SMTP]:
    """A connected, protected, logged-in line; a farewell that fails changes nothing."""
    server = account.smtp
    if server.security is Security.TLS:
        line: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=patience.connect, context=context()
        )
    else:
        line = smtplib.SMTP(server.host, server.port, timeout=patience.connect)
    try:
        _wait(line, patience.answer)
        if server.security is Security.STARTTLS:
            line.ehlo_or_helo_if_needed()
            if not line.has_extn("starttls"):
                raise _Refusal(Outcome(state=REFUSED, reason="no-tls"))
            line.starttls(context=context())
        if account.user:
            _log_in(line, account)
        yield line
        with contextlib.suppress(OSError, smtplib.SMTPException):
            line.quit()
    finally:
        line.close()


def _wait(line: smtplib.SMTP, seconds: float) -> None:
    if line.sock is not None:
        line.sock.settimeout(seconds)


def _log_in(line: smtplib.SMTP, account: Account) -> None:
    try:
        line.login(account.user, account.password)
    except smtplib.SMTPAuthenticationError as error:
        raise _Refusal(_answered(error.smtp_code, error.smtp_error, "auth")) from None
    except smtplib.SMTPNotSupportedError:
        raise _Refusal(Outcome(state=REFUSED, reason="no-login")) from None
    except UnicodeEncodeError:
        raise _Refusal(Outcome(state=REFUSED, reason="auth")) from None


def _hand_over(
    line: smtplib.SMTP, account: Account, to: str, letter: bytes, patience: Patience, stage: _Stage
) -> Outcome:
    """MAIL, RCPT, DATA, the letter, the dot: by hand, so that it is known how far it came."""
    line.ehlo_or_helo_if_needed()
    body = _stuffed(letter)
    options = [f"size={len(body)}"] if line.has_extn("size") else []
    _expect(line.mail(account.address, options), "too-large")
    _expect(line.rcpt(to), "recipient")
    code, said = line.docmd("DATA")
    if code != 354:
        raise _Refusal(_answered(code, said, "rejected"))
    line.send(body)
    _wait(line, patience.taken)
    stage.dot_sent = True
    line.send(b".\r\n")
    code, said = line.getreply()
    if code // 100 != 2:
        raise _Refusal(_answered(code, said, "rejected"))
    return Outcome(state=SENT, reason="taken", said=_plain(said))


def _stuffed(letter: bytes) -> bytes:
    """The letter as it goes over the line: CRLF, dots at the beginning of lines doubled."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", letter)
    body = re.sub(rb"(?m)^\.", b"..", lines)
    return body if body.endswith(b"\r\n") else body + b"\r\n"


def _expect(answer: tuple[int, bytes], where: str) -> None:
    code, said = answer
    if code // 100 != 2:
        raise _Refusal(_answered(code, said, where))


# What an answer means: by the enhanced code (RFC 3463) where the server gives one, else the code.
_ENHANCED = (
    (r"\b[45]\.2\.2\b", "mailbox-full"),
    (r"\b[45]\.(3\.4|2\.3)\b", "too-large"),
    (r"\b5\.7\.[89]\b", "auth"),
    (r"\b[45]\.1\.[0-36]\b", "recipient"),
)
_PLAIN = {
    ("recipient", 552): "mailbox-full", ("recipient", 452): "mailbox-full",
    ("rejected", 552): "too-large", ("rejected", 523): "too-large",
    ("too-large", 530): "auth", ("recipient", 530): "auth",
}  # fmt: skip


def _answered(code: int, said: bytes | str, where: str) -> Outcome:
    words = _plain(said)
    reason = next((name for sign, name in _ENHANCED if re.search(sign, words)), None)
    if reason is None:
        reason = _PLAIN.get((where, code), where)
        if where == "too-large" and code != 552 and reason == where:
            reason = "rejected"
    answer = f"{code} {words}".strip()
    if code // 100 != 5:
        held = reason if reason == "mailbox-full" else "busy"
        return Outcome(state=LATER, reason=held, said=answer)
    return Outcome(state=REFUSED, reason=reason, said=answer)


def _plain(said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:200]


def _broken(error: Exception, stage: _Stage) -> Outcome:
    """The line broke, or never stood. After the dot nobody knows what the server did."""
    # smtplib hides a timeout while it waits for an answer in the words of another error.
    is_late = isinstance(error, TimeoutError) or "timed out" in str(error)
    if stage.dot_sent:
        return Outcome(state=UNSURE, reason="timeout-after" if is_late else "dropped-after")
    if isinstance(error, smtplib.SMTPResponseException):
        return _answered(error.smtp_code, error.smtp_error, "rejected")
    if is_late:
        return Outcome(state=LATER, reason="timeout")
    return meaning(error)


def meaning(error: Exception) -> Outcome:
    """What a line that never stood, or broke before anything was settled, means."""
    for kind, state, reason in _MEANINGS:
        if isinstance(error, kind):
            return Outcome(state=state, reason=reason)
    if isinstance(error, OSError) and error.errno in _NO_WAY:
        return Outcome(state=LATER, reason="no-line")
    return Outcome(state=LATER, reason="dropped")


_NO_WAY = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN)
_MEANINGS: Sequence[tuple[type[Exception] | tuple[type[Exception], ...], str, str]] = (
    (ssl.SSLCertVerificationError, REFUSED, "certificate"),
    (TimeoutError, LATER, "timeout"),
    (ssl.SSLError, LATER, "tls"),
    ((socket.gaierror, ConnectionRefusedError), LATER, "no-line"),
)
