"""A sheet keyed a second time, what differs from the first keying, and how often people err."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.household import Household
from desktop.domain.review import Answers
from desktop.domain.vietnamese import rate, spelling_key


class SecondState(StrEnum):
    """Drawn by lot, begun, keyed with differences to settle, settled (or nothing differed)."""

    DRAWN = "drawn"
    BEGUN = "begun"
    KEYED = "keyed"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedSheet:
    """Sheet B as one person keyed it from the paper."""

    household: Household
    answers: Answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field in which two keyings differ, with both values as rules.differences writes them.

    `place` names the field as findings do ("member:2:born", "fact:water"); `one` and `other` are
    the uids of the member in the first and in the second keying, "" where he is missing there.
    `chosen` is the value that holds, None while nobody has looked.
    """

    place: str
    first: str
    second: str
    one: str = ""
    other: str = ""
    chosen: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.chosen is None

    @property
    def first_wrong(self) -> bool:
        """Whether the first keying erred here."""
        return self.chosen is not None and not same_value(self.chosen, self.first)

    @property
    def second_wrong(self) -> bool:
        """Whether the second keying erred here."""
        return self.chosen is not None and not same_value(self.chosen, self.second)


def same_value(one: str, other: str) -> bool:
    """Whether two values say the same: spaces, case and the place of a tone mark do not count."""
    return spelling_key(one) == spelling_key(other)


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondKeying:
    """A drawn sheet on its way: `first` as it was complete, `second` as far as it is keyed.

    `fields` is how many fields were compared. `act_uid` is the deed that wrote what was settled.
    """

    uid: str
    household_uid: str
    year: int
    drawn_at: datetime.datetime
    drawn_by: str
    first_by: str
    first: KeyedSheet
    state: SecondState = SecondState.DRAWN
    second_by: str = ""
    second: KeyedSheet | None = None
    differences: tuple[Difference, ...] = ()
    fields: int = 0
    settled_at: datetime.datetime | None = None
    settled_by: str = ""
    act_uid: str = ""

    @property
    def open_count(self) -> int:
        """How many differences wait for a decision."""
        return sum(d.is_open for d in self.differences)


# Error rates -------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Tally:
    """Sheets verified, fields compared, fields wrong."""

    sheets: int = 0
    fields: int = 0
    wrong: int = 0

    @property
    def rate(self) -> float | None:
        """Wrong fields in per cent of those compared, unrounded; None where none was."""
        return rate(self.wrong, self.fields)


def sum_of(tallies: Iterable[Tally]) -> Tally:
    """All of them together."""
    found = list(tallies)
    return Tally(*(sum(getattr(t, name) for t in found) for name in ("sheets", "fields", "wrong")))


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRate:
    """How one person keyed: first keyings, second keyings, the fields oftenest wrong in both.

    `frequent` holds (field in words, how often).
    """

    name: str
    first: Tally
    second: Tally
    frequent: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorRates:
    """The check of a round: sheets complete, drawn, to key, to settle and settled; rates by person."""

    year: int
    percent: int
    complete: int = 0
    drawn: int = 0
    to_key: int = 0
    to_settle: int = 0
    settled: int = 0
    people: tuple[PersonRate, ...] = ()
