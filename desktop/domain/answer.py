"""What an office above says to a report: a verdict for each household, remarks, its opinion in writing."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """What the upper office did with a report, or with a household of it with its sheets and events.

    Of a household in a report that was taken in, HELD means: it counts, but must be made clear.
    """

    TAKEN_IN = "taken_in"
    HELD = "held"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordVerdict:
    """What became of one household of a report, and the state of it that was judged.

    `revision` is the household's, `sheets` the sum of the revisions of its reviews (up to the
    report's year) and events: whoever has other numbers has changed it since.
    """

    household_uid: str
    verdict: Verdict
    revision: int
    sheets: int = 0

    @property
    def state(self) -> tuple[int, int]:
        """What tells a changed household from an unchanged one."""
        return self.revision, self.sheets


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A word of the upper office on one household, or on the whole report ("" as `record_uid`).

    `code` names a finding, filled with `details` and worded where it is read; `text` is the
    officer's own. `uid` is the same in every receipt that says it again.
    """

    record_uid: str
    verdict: Verdict
    code: str = ""
    text: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    uid: str = ""
    said_on: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The upper office's opinion in writing: text, number and day of its letter, whether it agrees."""

    text: str = ""
    number: str = ""
    on: datetime.date | None = None
    agrees: bool | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said."""
        return not (self.text or self.number or self.on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A remark that this office gives to one below (`office`), until the household changes or it is
    taken back; one without a `package` only until it is taken back.

    `sent_in` is the receipt that carried it first, "" before; then `revision` and `sheets` are the
    state of the household that it was said of.
    """

    uid: str
    office: str
    package: str
    household_uid: str
    verdict: Verdict
    code: str = ""
    text: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    said_at: datetime.datetime
    said_by: str
    sent_in: str = ""
    revision: int = 0
    sheets: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A remark of the office above as it lies in our book; `changed`: the household was since."""

    uid: str
    year: int
    number: int
    remark: Remark
    settled_on: datetime.date | None = None
    settled_by: str = ""
    changed: bool = False

    @property
    def is_open(self) -> bool:
        """Whether nobody here has dealt with it."""
        return self.settled_on is None
