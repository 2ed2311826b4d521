"""The mail box at its server, read by IMAP: only attachments of ours, and nothing there is changed.

The folder is opened read-only (EXAMINE) and letters are peeked at, so no letter is marked, moved or
deleted. Letters whose structure names no file of ours are not fetched at all.
"""

from __future__ import annotations

import contextlib
import imaplib
import re
import ssl
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from desktop.errors import AppError, MailTooLarge
from desktop.exchange import mail
from desktop.exchange.mail import Letter
from desktop.exchange.post_office import (
    PATIENCE,
    REFUSED,
    SENT,
    Account,
    Context,
    Outcome,
    Patience,
    Security,
    meaning,
)

BATCH_BYTES = 48 << 20
"""Bytes of letters fetched at one go: so much lies in memory."""
_ASKED_AT_ONCE = 200
_LONGEST_ANSWER = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How far a folder was read: letters up to `uid` of this `validity` (RFC 3501) are known."""

    validity: int = 0
    uid: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """A letter with files of ours; `refusal`: it could not be read, and why."""

    uid: int
    letter: Letter | None = None
    refusal: AppError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What a look into the box gave. `mark`: where to go on; `more`: there is more to fetch now.

    `outcome.state` "sent" means that it went well; else what came before the line broke is here.
    """

    outcome: Outcome
    mark: Mark
    letters: Sequence[Came] = field(default=(), repr=False)
    more: bool = False


def fetch(
    account: Account,
    after: Mark,
    *,
    most_bytes: int = BATCH_BYTES,
    patience: Patience = PATIENCE,
    context: Context = ssl.create_default_context,
) -> Fetched:
    """Letters after a mark that carry files of ours, oldest first, about `most_bytes` at most."""
    reading = _Reading(after)
    try:
        with _box(account, patience, context) as box:
            reading.begin(box, account.folder)
            reading.read(box, most_bytes)
            outcome = Outcome(state=SENT, reason="read")
    except (OSError, imaplib.IMAP4.error, _NoFolder) as error:
        outcome = _broken(error)
    return Fetched(
        outcome=outcome, mark=reading.mark, letters=tuple(reading.letters), more=reading.more
    )


def try_reading(
    account: Account,
    *,
    patience: Patience = PATIENCE,
    context: Context = ssl.create_default_context,
) -> Outcome:
    """Connect, log in and open the folder; "sent" means that fetching would work."""
    try:
        with _box(account, patience, context) as box:
            _Reading(Mark()).begin(box, account.folder)
    except (OSError, imaplib.IMAP4.error, _NoFolder) as error:
        return _broken(error)
    return Outcome(state=SENT, reason="ready")


class _NoFolder(Exception):
    """The folder is not there."""


class _Denied(imaplib.IMAP4.error):
    """User or password are wrong."""


class _Bare(imaplib.IMAP4.error):
    """The server offers no protected line."""


@contextlib.contextmanager
def _box(account: Account, patience: Patience, context: Context) -> Iterator[imaplib.IMAP4]:
    server = account.imap
    if server.security is Security.TLS:
        box: imaplib.IMAP4 = imaplib.IMAP4_SSL(
            server.host, server.port, ssl_context=context(), timeout=patience.connect
        )
    else:
        box = imaplib.IMAP4(server.host, server.port, timeout=patience.connect)
    try:
        box.socket().settimeout(patience.answer)
        if server.security is Security.STARTTLS:
            if "STARTTLS" not in box.capabilities:
                raise _Bare
            box.starttls(ssl_context=context())
        _log_in(box, account)
        yield box
        with contextlib.suppress(OSError, imaplib.IMAP4.error):
            box.logout()
    finally:
        with contextlib.suppress(OSError, imaplib.IMAP4.error):
            box.shutdown()


def _log_in(box: imaplib.IMAP4, account: Account) -> None:
    try:
        box.login(account.user, account.password)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        raise _Denied(*error.args) from None
    except UnicodeEncodeError:
        raise _Denied from None


class _Reading:
    """One look into a folder: what was read so far stays, whatever breaks after it."""

    def __init__(self, after: Mark) -> None:
        self.mark = after
        self.letters: list[Came] = []
        self.more = False

    def begin(self, box: imaplib.IMAP4, folder: str) -> None:
        """Open the folder for reading only; another validity means that all numbers are new."""
        status, _ = box.select(f'"{folder}"', readonly=True)
        if status != "OK":
            raise _NoFolder
        told = box.response("UIDVALIDITY")[1]
        validity = int(told[0]) if told and told[0] else 0
        if validity != self.mark.validity:
            self.mark = Mark(validity=validity)

    def read(self, box: imaplib.IMAP4, most_bytes: int) -> None:
        """Go through the letters after the mark until enough was fetched."""
        left = most_bytes
        uids = _uids_after(box, self.mark.uid)
        for at in range(0, len(uids), _ASKED_AT_ONCE):
            some = uids[at : at + _ASKED_AT_ONCE]
            ours = _ours_among(box, some)
            for uid in sorted(ours):
                if self.letters and ours[uid] > left:
                    self.more = True
                    return
                left -= ours[uid]
                self._take(box, uid, ours[uid])
            self._advance(some[-1])

    def _take(self, box: imaplib.IMAP4, uid: int, size: int) -> None:
        try:
            raw = _letter(box, uid, size)
            letter = mail.read(raw, name=str(uid)) if raw is not None else None
        except AppError as refusal:
            self.letters.append(Came(uid=uid, refusal=refusal))
        else:
            if letter is not None and letter.attachments:
                self.letters.append(Came(uid=uid, letter=letter))
        self._advance(uid)

    def _advance(self, uid: int) -> None:
        self.mark = Mark(validity=self.mark.validity, uid=max(uid, self.mark.uid))


def _uids_after(box: imaplib.IMAP4, uid: int) -> list[int]:
    # "n:*" always holds the last letter, even where its number is below n.
    _, found = box.uid("SEARCH", f"UID {uid + 1}:*")
    words = (found[0] or b"").split() if found else []
    return sorted(int(w) for w in words if w.isdigit() and int(w) > uid)


def _ours_among(box: imaplib.IMAP4, uids: list[int]) -> dict[int, int]:
    """uid → bytes of the letters whose structure names a file of ours, or hides its names."""
    wanted = f"{uids[0]}:{uids[-1]}"
    _, answer = box.uid("FETCH", wanted, "(RFC822.SIZE BODYSTRUCTURE)")
    found: dict[int, int] = {}
    for line in _lines(answer):
        uid, size = (re.search(rb"\b%b (\d+)" % sign, line) for sign in (b"UID", b"RFC822.SIZE"))
        if uid and size and int(uid[1]) in uids and _may_be_ours(line.lower()):
            found[int(uid[1])] = int(size[1])
    return found


def _may_be_ours(structure: bytes) -> bool:
    hidden = b"=?" in structure or b"name*" in structure
    return hidden or any(suffix.encode() in structure for suffix in mail.OURS)


def _lines(answer: Sequence[object]) -> Iterator[bytes]:
    """One answer for each letter; imaplib cuts an answer where a string came with its length."""
    held = b""
    for piece in answer:
        if isinstance(piece, tuple):
            held += b" ".join(piece)
        elif isinstance(piece, bytes):
            yield (held + piece)[:_LONGEST_ANSWER]
            held = b""


def _letter(box: imaplib.IMAP4, uid: int, size: int) -> bytes | None:
    if size > mail.MAIL_LIMITS.file_bytes:
        raise MailTooLarge(path=str(uid), most=mail.MAIL_LIMITS.file_bytes >> 20)
    _, answer = box.uid("FETCH", str(uid), "(BODY.PEEK[])")
    return next((p[1] for p in answer if isinstance(p, tuple)), None)


def _broken(error: Exception) -> Outcome:
    refused = next((reason for kind, reason in _REFUSED if isinstance(error, kind)), None)
    return Outcome(state=REFUSED, reason=refused) if refused else meaning(error)


_REFUSED = ((_NoFolder, "no-folder"), (_Denied, "auth"), (_Bare, "no-tls"))
