"""What became of a file that came: told to whoever took it in, and its line for the log."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from desktop.errors import AppError
from desktop.exchange.merge import Move
from desktop.services.changes import Changes, changes
from desktop.services.examining import Look
from desktop.services.sources import details_of
from desktop.store import packages

_WRITES = changes("package", "household", "review", "residents", "round", "standard")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of one file; `receipt` is where the answer lies, `note` says what else is to know."""

    path: Path
    verdict: str
    sender: str = ""
    year: int = 0
    number: int = 0
    counts: Mapping[str, Mapping[Move, int]] = field(default_factory=dict)
    refusal: AppError | None = None
    receipt: Path | None = None
    totals: Mapping[str, int] = field(default_factory=dict)
    note: str = ""
    changes: Changes = _WRITES


def logged_in(
    seen: Look, verdict: str, now: datetime.datetime, totals: Mapping[str, int], reason: str = ""
) -> packages.Package:
    """The line of the log for a package that came."""
    assert seen.opened is not None
    letter = seen.opened.header.letter
    details: dict[str, object] = {"book": seen.opened.sender.book_id}
    details |= {"reason": reason} if reason else {}
    details |= details_of(seen.opened.manifest)
    return packages.Package(
        sha256=seen.opened.sha256, direction="in", kind=letter.kind, sender=letter.sender.code,
        receiver=letter.receiver.code, year=letter.year, number=letter.number,
        made_at=letter.made_at, handled_at=now, file_name=seen.path.name, size=seen.size,
        verdict=verdict, totals=dict(totals), details=details,
    )  # fmt: skip


def taken(
    seen: Look,
    verdict: str,
    refusal: AppError | None = None,
    *,
    receipt: Path | None = None,
    totals: Mapping[str, int] | None = None,
    note: str = "",
) -> Taken:
    """What became of a package that was looked at."""
    letter = seen.header.letter if seen.header else None
    return Taken(
        path=seen.path,
        verdict=verdict,
        sender=letter.sender.name if letter else "",
        year=letter.year if letter else 0,
        number=letter.number if letter else 0,
        counts=seen.plan.counts if seen.plan else {},
        refusal=refusal or seen.refusal,
        receipt=receipt,
        totals=totals or {},
        note=note or (seen.brought.note if seen.brought else "") or seen.doubt,
    )
