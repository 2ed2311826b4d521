"""What is asked for when something happened to households, and what is known of them before."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from desktop.domain.household import Household, Person
from desktop.domain.review import Event


class Deed(StrEnum):
    """The kinds of deeds on the register; the kind of the Act that keeps one.

    All but the last three are asked for. The register holds only households that are reviewed, so a
    household may have split off from one outside it (`split_off`), or join one outside it
    (`joined_another`); `split` and `join` are between households of the register. `village_changed` is a correction that puts the household into
    another village, `settled` says afterwards what was changed without a deed, `withdrawn` takes
    out an event of a book older than deeds.
    """

    BORN = "born"
    DIED = "died"
    MEMBER_IN = "member_in"
    MEMBER_OUT = "member_out"
    SPLIT = "split"
    JOIN = "join"
    MOVED_IN = "moved_in"
    SPLIT_OFF = "split_off"
    MOVED_AWAY = "moved_away"
    DIED_OUT = "died_out"
    JOINED_ANOTHER = "joined_another"
    HEAD_CHANGED = "head_changed"
    CORRECTED = "corrected"
    VILLAGE_CHANGED = "village_changed"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"

    @property
    def is_arrival(self) -> bool:
        """Whether a household comes by it, from outside the register."""
        return self in (Deed.MOVED_IN, Deed.SPLIT_OFF)

    @property
    def is_leaving(self) -> bool:
        """Whether a household goes whole by it, out of the register."""
        return self in (Deed.MOVED_AWAY, Deed.DIED_OUT, Deed.JOINED_ANOTHER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is to be recorded.

    `household` is the uid it is about; "" where a household new to the register moved in or split off.
    An arrival of a household that is here already says why it came. `members` are uids:
    who died, left, splits off or joins another; with `member_in` who comes back. `people` are
    persons new to the register (their uids are given by the plan). `head` is the head of those who
    stay, or the new one of a change; `new_head` the head of the household founded by a split.
    `target` is the household that members go to. `relations`: uid → relation from now on.
    `corrected` is the household as it should stand.
    """

    kind: Deed
    on: datetime.date
    reason: str = ""
    household: str = ""
    members: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    head: str = ""
    new_head: str = ""
    target: str = ""
    relations: Mapping[str, str] = field(default_factory=dict)
    village: str = ""
    corrected: Household | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the register says before: the households named, and how each last came or went.

    `founded` is an empty household (uid, number, owner) for a deed that makes one. `numbers` are
    the register numbers in use. `reviewed` are households with a complete review of an earlier year. `decided` are the years whose result has a decision. `why` is
    what stands with a member who leaves.
    """

    households: Mapping[str, Household]
    founded: Household
    last_move: Mapping[str, Event] = field(default_factory=dict)
    numbers: frozenset[str] = frozenset()
    reviewed: frozenset[str] = frozenset()
    decided: frozenset[int] = frozenset()
    why: str = ""

    def is_gone(self, uid: str) -> bool:
        """Whether the household left and did not come back."""
        return uid in self.last_move and self.last_move[uid].kind.is_leaving


@dataclass(frozen=True, slots=True)
class Case:
    """A request against what is known, on a day; `act` is the uid of the deed."""

    request: Request
    known: Known
    today: datetime.date
    act: str

    @property
    def home(self) -> Household | None:
        """The household it is about."""
        return self.known.households.get(self.request.household)

    @property
    def target(self) -> Household | None:
        """The household that members go to."""
        return self.known.households.get(self.request.target)

    @property
    def going(self) -> tuple[Person, ...]:
        """The members chosen, as far as they are there, in the order of the paper."""
        present = self.home.present if self.home else ()
        return tuple(p for p in present if p.uid in self.request.members)

    @property
    def staying(self) -> tuple[Person, ...]:
        """The members present that are not chosen."""
        present = self.home.present if self.home else ()
        return tuple(p for p in present if p.uid not in self.request.members)

    @property
    def goes_whole(self) -> bool:
        """Whether nobody is left of the household afterwards."""
        kind = self.request.kind
        if kind.is_leaving:
            return True
        return kind is Deed.JOIN and bool(self.going) and not self.staying

    @property
    def newcomers(self) -> Iterator[tuple[int, Person]]:
        """Persons new to the register with their line, from 1."""
        return enumerate(self.request.people, 1)
