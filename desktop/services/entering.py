"""What the program asks of a book it has just opened: whose it is, where it stands, when it was saved."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from desktop.domain.paper_words import PaperWords
from desktop.domain.review import Round
from desktop.domain.unit import Office, Signatory
from desktop.rules.standard import Standard
from desktop.services import ethnic_columns
from desktop.services.catalogue import standards
from desktop.services.paper_records import read_words
from desktop.services.reviewing import all_rounds, newest_round
from desktop.store import audit, settings
from desktop.store.connection import Db, recovery_code_of
from desktop.store.key import LEAST_PASSPHRASE

__all__ = [
    "LEAST_PASSPHRASE",
    "Entrance",
    "Particulars",
    "entrance",
    "last_backup",
    "particulars",
    "sheet_code",
]

LINES_SEEN = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrance:
    """The facts of a book for the main window and its status line.

    `opened` is the newest periodic round, `standard` the one it was opened with, both None before
    the first round; moments are aware.
    """

    office: Office
    user: str
    opened: Round | None
    standard: Standard | None
    last_write: datetime.datetime | None
    last_backup: datetime.datetime | None


def entrance(db: Db) -> Entrance:
    """Read the facts anew; cheap enough for every change."""
    newest = newest_round(db)
    return Entrance(
        office=settings.office(db),
        user=settings.get(db, "user", str) or "",
        opened=newest,
        standard=standards(db).get(newest.standard_id) if newest else None,
        last_write=audit.last_write(db),
        last_backup=last_backup(db),
    )


def last_backup(db: Db) -> datetime.datetime | None:
    """When the book was last copied by hand, None if never."""
    lines = audit.of(db, "book", LINES_SEEN)
    return next((line.at for line in lines if line.action == "backup"), None)


def sheet_code(db: Db, passphrase: str) -> str:
    """The recovery code again, for who knows the pass phrase but never printed the sheet.

    Raises WrongPassphrase.
    """
    return recovery_code_of(db, passphrase)


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What the settings page shows of the book: its facts, who signs, every round, newest first.

    `standards` are those shipped, then those that the office made; `ethnic_columns` the groups that
    form 7.9 tells apart, `words` what the office says on papers.
    """

    entrance: Entrance
    signatory: Signatory
    rounds: tuple[Round, ...]
    standards: tuple[Standard, ...]
    ethnic_columns: tuple[str, ...] = ()
    words: PaperWords = field(default_factory=PaperWords)


def particulars(db: Db) -> Particulars:
    """Read everything the settings page shows."""
    return Particulars(
        entrance=entrance(db),
        signatory=settings.signatory(db),
        rounds=tuple(all_rounds(db)),
        standards=tuple(standards(db).values()),
        ethnic_columns=tuple(title for _, title in ethnic_columns.columns(db)),
        words=read_words(db),
    )
