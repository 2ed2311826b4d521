"""Households and their members, as the register keeps them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.vietnamese import fold

HEAD = "Chủ hộ"
KINH = "Kinh"
TRACE = "~"


class Sex(StrEnum):
    """Sex as on papers: Nam, Nữ."""

    MALE = "male"
    FEMALE = "female"


class IdState(StrEnum):
    """Why a citizen id is there or not; "not yet issued" is a state, never a placeholder number."""

    KNOWN = "known"
    NOT_ISSUED = "not_issued"
    UNKNOWN = "unknown"


class Schooling(StrEnum):
    """Schooling of a person: at a level now (in_*), or the highest completed (done_*)."""

    NEVER = "never"
    IN_KINDERGARTEN = "in_kindergarten"
    IN_PRIMARY = "in_primary"
    IN_LOWER_SECONDARY = "in_lower_secondary"
    IN_UPPER_SECONDARY = "in_upper_secondary"
    IN_TRAINING = "in_training"
    DONE_NONE = "done_none"
    DONE_PRIMARY = "done_primary"
    DONE_LOWER_SECONDARY = "done_lower_secondary"
    DONE_UPPER_SECONDARY = "done_upper_secondary"
    DONE_VOCATIONAL = "done_vocational"
    TRAINED_BY_EMPLOYER = "trained_by_employer"


class Work(StrEnum):
    """Work of a person, as far as deprivations 1 and 2 ask."""

    SELF_EMPLOYED = "self_employed"
    CONTRACT = "contract"
    STEADY = "steady"
    NO_CONTRACT = "no_contract"
    JOBLESS = "jobless"
    NOT_WORKING = "not_working"
    ALLOWANCE = "allowance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A member of a household.

    Who goes to another household of the register goes with this record and its uid. In the household
    left stands a trace of it: the same facts with `left_on`, under the uid and "~" and the deed.
    `born` is "1980-07-21", "1980-07", "1980" or "" (unknown). `relation` is as written on paper
    ("Chủ hộ", "Vợ", "Con"). `insured` None means not asked. Someone who left keeps the record,
    with `left_on`.
    """

    uid: str
    name: str
    relation: str = ""
    sex: Sex | None = None
    born: str = ""
    ethnic_group: str = ""
    citizen_id: str = ""
    id_state: IdState = IdState.UNKNOWN
    schooling: Schooling | None = None
    insured: bool | None = None
    work: Work | None = None
    left_on: datetime.date | None = None
    left_why: str = ""

    @property
    def is_head(self) -> bool:
        """Whether the relation says head, in any spelling."""
        return fold(self.relation) == "chu ho"

    @property
    def who(self) -> str:
        """The uid of the person, also of a trace."""
        return self.uid.partition(TRACE)[0]

    @property
    def is_trace(self) -> bool:
        """Whether this only tells that the person was here, and now lives in another household."""
        return TRACE in self.uid


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """A household of a commune: stable `uid`, register `number` ("0417"), village and members.

    `former_numbers` are those it had before, oldest first: papers of earlier years name them.
    `members` keeps the order of the paper and includes those who left; `present` are the others.
    Only the book `written_by` changes it; each change raises `revision`.
    """

    uid: str
    number: str
    commune_code: str
    list_version: str
    village: str
    members: tuple[Person, ...] = ()
    merit_person: bool = False
    no_labour_capacity: bool = False
    note: str = ""
    written_by: str = ""
    revision: int = 1
    former_numbers: tuple[str, ...] = ()

    @property
    def present(self) -> tuple[Person, ...]:
        """Members who have not left."""
        return tuple(p for p in self.members if p.left_on is None)

    def present_on(self, day: datetime.date) -> tuple[Person, ...]:
        """Members who had not left by the end of a day."""
        return tuple(p for p in self.members if p.left_on is None or p.left_on > day)

    def member(self, uid: str) -> Person | None:
        """The member of this uid, be it gone by now (then its trace tells), None if never here."""
        return next((p for p in self.members if uid and p.who == uid), None)

    @property
    def head(self) -> Person | None:
        """The head, or the first member where no head is marked; once all have left, who it was."""
        among = self.present or self.members
        return next((p for p in among if p.is_head), next(iter(among), None))

    @property
    def head_name(self) -> str:
        """Name of the head, "" for an empty household."""
        return self.head.name if self.head else ""

    @property
    def ethnic_group(self) -> str:
        """The head's ethnic group counts for the household."""
        return self.head.ethnic_group if self.head else ""

    @property
    def is_minority(self) -> bool:
        """Ethnic minority in the sense of form 7.9: every group but Kinh."""
        return bool(self.ethnic_group) and self.ethnic_group != KINH
