"""Letters fetched from the mail box: their files kept among the arrivals, then the mark moved on.

A letter whose files could not be written is fetched again next time; one that came twice is known by
its Message-ID and content. Nothing here takes a package in: that is decided where packages are seen.
"""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.errors import AppError, MailNoAccount
from desktop.exchange import package, parts
from desktop.exchange.letter_box import Came, Fetched, Mark
from desktop.exchange.post_office import Account, Outcome
from desktop.services import arriving
from desktop.services.changes import Changes, changes
from desktop.services.mail_settings import account
from desktop.store import outbox, settings
from desktop.store.connection import Db, writing
from desktop.store.outbox import Arrived

_MARKS = "mail/marks"
_WRITES = changes("mail")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the network job needs to fetch, without the book."""

    account: Account
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What was fetched: new files, how many had come before, letters that could not be read."""

    outcome: Outcome
    files: Sequence[Path] = ()
    known: int = 0
    refused: Sequence[AppError] = ()
    more: bool = False
    changes: Changes = _WRITES


def reading(db: Db) -> Reading:
    """Account and mark to fetch with; raises MailNoAccount where no box to read is set."""
    found = account(db)
    if found is None or not found.imap.host:
        raise MailNoAccount()
    return Reading(account=found, mark=_marks(db).get(_box_of(found), Mark()))


def keep(
    db: Db, read: Reading, fetched: Fetched, folder: Path, *, now: datetime.datetime
) -> Received:
    """Write what came into a folder, then note it and move the mark, in one transaction.

    Raises DiskFull, FileUnwritable; then the mark stays and all of it is fetched again.
    """
    files: list[Path] = []
    arrived: list[Arrived] = []
    known = 0
    for came in fetched.letters:
        for name, content in came.letter.attachments if came.letter else ():
            one = _arrived(came, name, content, fetched.mark, now)
            if outbox.has_come(db, one):
                known += 1
                continue
            files += arriving.keep([(name, content)], folder)
            arrived.append(one)
    with writing(db):
        outbox.put_arrived(db, arrived)
        settings.put(db, _MARKS, _marks(db) | {_box_of(read.account): fetched.mark})
    return Received(
        outcome=fetched.outcome, files=tuple(dict.fromkeys(files)), known=known, more=fetched.more,
        refused=tuple(c.refusal for c in fetched.letters if c.refusal is not None),
    )  # fmt: skip


def _arrived(
    came: Came, name: str, content: bytes, mark: Mark, now: datetime.datetime
) -> Arrived:  # fmt: skip
    letter = came.letter
    assert letter is not None
    return Arrived(
        message_id=letter.message_id or f"uid:{mark.validity}:{came.uid}", sender=letter.sender,
        package=_package_of(name, content), file_name=name, came_at=now,
    )  # fmt: skip


def _package_of(name: str, content: bytes) -> str:
    """The fingerprint of the package; a part names the one of the whole."""
    if name.endswith(parts.SUFFIX):
        with contextlib.suppress(AppError):
            return parts.read_part(content).head.sha256
    return package.fingerprint(content)


def _marks(db: Db) -> dict[str, Mark]:
    return settings.get(db, _MARKS, dict[str, Mark]) or {}


def _box_of(found: Account) -> str:
    return f"{found.user}@{found.imap.host}/{found.folder}"
