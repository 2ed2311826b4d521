"""Letters that carry packages: composed for a mail program or a server, and read with bounds.

Attachment names are ASCII, so old mail programs keep them; subject and body are Vietnamese. What
is read is hostile until shown otherwise: nothing but attachments of ours is decoded, and whatever
could make the parser slow (size, lines, depth, long heads) is refused before it begins.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from email.errors import MessageError
from email.header import Header, decode_header, make_header
from email.message import Message
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.parser import BytesParser
from email.policy import Compat32, compat32
from email.utils import format_datetime, parseaddr

from desktop.errors import MailDamaged, MailTooLarge
from desktop.exchange import package, parts

OURS = (package.SUFFIX, parts.SUFFIX)
_UNREADABLE = (
    ValueError, LookupError, AttributeError, TypeError, AssertionError, RecursionError, MessageError,
)  # fmt: skip
"""All that the parser has been seen to raise for letters that are none."""
_CRLF = compat32.clone(linesep="\r\n")
_SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,150}")


@dataclass(frozen=True, slots=True, kw_only=True)
class MailLimits:
    """How large a letter may be: bytes, lines, nested boundaries and messages, bytes of one head,
    attachments of ours."""

    file_bytes: int = 96 << 20
    lines: int = 1_600_000
    nested: int = 24
    head_bytes: int = 16 << 10
    attachments: int = 200


MAIL_LIMITS = MailLimits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A letter to be sent: both ends, words, the attachment, and its identity for good."""

    sender: str
    to: str
    subject: str
    body: str
    message_id: str
    at: datetime.datetime
    file_name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter that came: who sent it (not proved by anything), its identity, our attachments."""

    sender: str
    message_id: str
    subject: str
    attachments: Sequence[tuple[str, bytes]] = field(repr=False)


# Writing -----------------------------------------------------------------------------------------
def compose(draft: Draft, *, unsent: bool = False) -> bytes:
    """The letter as bytes with CRLF; `unsent` marks a draft that a mail program opens to be sent.

    Raises ValueError for addresses that are none (line breaks in them among others).
    """
    if not draft.file_name.isascii():
        raise ValueError(draft.file_name)
    for address in filter(None, (draft.sender, draft.to)):
        if not is_address(address):
            raise ValueError(address)
    message = MIMEMultipart()
    if unsent:
        message["X-Unsent"] = "1"
    if draft.sender:
        message["From"] = draft.sender
    message["To"] = draft.to
    # The newer way to write heads (EmailMessage) loses blanks where it folds Vietnamese.
    message["Subject"] = Header(draft.subject, "utf-8", header_name="Subject").encode()
    message["Date"] = format_datetime(draft.at)
    message["Message-ID"] = draft.message_id
    message.attach(MIMEText(draft.body, "plain", "utf-8"))
    attached = MIMEApplication(draft.content)
    attached.add_header("Content-Disposition", "attachment", filename=draft.file_name)
    message.attach(attached)
    return message.as_bytes(policy=_CRLF)


def is_address(text: str) -> bool:
    """Whether this can be an address: one @, a name before it and a domain after it, ASCII."""
    name, at, domain = text.partition("@")
    sound = re.fullmatch(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}", name) is not None
    return bool(at) and sound and re.fullmatch(r"[A-Za-z0-9.-]{1,255}", domain) is not None


# Reading -----------------------------------------------------------------------------------------
def read(raw: bytes, *, name: str = "", limits: MailLimits = MAIL_LIMITS) -> Letter:
    """What a letter says and the attachments of ours in it (parts of a letter named otherwise are
    not looked at); raises MailTooLarge, MailDamaged.
    """
    _check_bounds(raw, name, limits)
    try:
        message = BytesParser(policy=_Bounded(limits.head_bytes)).parsebytes(raw)
        return Letter(
            sender=parseaddr(_words(message, "From"))[1][:255],
            message_id=_words(message, "Message-ID").strip()[:255],
            subject=_words(message, "Subject")[:255],
            attachments=tuple(_ours(message, limits, name)),
        )
    except _UNREADABLE as error:
        raise MailDamaged(path=name) from error


class _Bounded(Compat32):
    """The parser's rules, with an end to how long one head may be: cutting heads is quadratic."""

    def __init__(self, most: int) -> None:
        super().__init__()
        object.__setattr__(self, "_most", most)

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        if sum(map(len, sourcelines)) > self._most:  # type: ignore[attr-defined]
            raise ValueError("head too long")
        return super().header_source_parse(sourcelines)


def _check_bounds(raw: bytes, name: str, limits: MailLimits) -> None:
    if len(raw) > limits.file_bytes:
        raise MailTooLarge(path=name, most=limits.file_bytes >> 20)
    lines = raw.count(b"\n") + raw.count(b"\r") - raw.count(b"\r\n")
    low = raw.lower()
    nested = low.count(b"boundary") + low.count(b"message/")
    if lines > limits.lines or nested > limits.nested:
        raise MailDamaged(path=name)


def _words(message: Message, head: str) -> str:
    return _decoded(str(message.get(head, "")))


def _decoded(raw: str) -> str:
    """A head in plain words; what cannot be decoded is shown as it stands."""
    try:
        return str(make_header(decode_header(raw)))
    except (ValueError, LookupError, MessageError):
        return raw


def _ours(message: Message, limits: MailLimits, name: str) -> Iterator[tuple[str, bytes]]:
    found = 0
    for part in message.walk():
        file_name = None if part.is_multipart() else attachment_name(part.get_filename())
        if file_name is None:
            continue
        found += 1
        if found > limits.attachments:
            raise MailTooLarge(path=name, most=limits.file_bytes >> 20)
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield file_name, content


def attachment_name(raw: str | None) -> str | None:
    """The name of an attachment of ours as a file may be called here, None for any other."""
    if raw is None:
        return None
    decoded = _decoded(raw)
    suffix = next((s for s in OURS if decoded.lower().endswith(s)), None)
    if suffix is None:
        return None
    stem = decoded[: -len(suffix)].replace("\\", "/").rpartition("/")[2]
    safe = re.sub(r"[^A-Za-z0-9._-]+", "-", stem).strip(".-_")[:120] or "goi"
    return f"{safe}{suffix}" if _SAFE_NAME.fullmatch(safe) else f"goi{suffix}"
