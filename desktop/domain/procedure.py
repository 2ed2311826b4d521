"""What happens between the sheets and the decision: cases, meetings, postings, complaints, decisions.

A case is one run of a procedure (law.md §6): the periodic review of a commune in a year, or one
household's in-year request. Its steps are data (resources/procedures); these records say what was
done in them. All of them are written by the commune that keeps the book.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class DecisionKind(StrEnum):
    """What a decision of the chairman says of its households (form 02), or a refusal in writing."""

    RECOGNISED = "recognised"
    ESCAPED = "escaped"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One run of a procedure. `procedure` is the id of a pack ("periodic", "in_year_recognition" …).

    `household_uids` are the households an in-year case is about, () for the periodic review, which
    is about everyone on its list. `outcome`: "" while it runs, then "decided", "refused", "withdrawn".
    `person_uid`: the member whom a case is about where it is a person's, as of low-income workers.
    """

    uid: str
    procedure: str
    year: int
    opened_on: datetime.date
    household_uids: tuple[str, ...] = ()
    closed_on: datetime.date | None = None
    outcome: str = ""
    note: str = ""
    written_by: str = ""
    revision: int = 1
    person_uid: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDone:
    """A step of a case that is done: when, in which village ("" = the commune), under which number.

    An income survey (annex VIII) is of one household, and `number` its đồng per person and month.
    """

    uid: str
    case_uid: str
    step: str
    done_on: datetime.date
    village: str = ""
    number: str = ""
    note: str = ""
    written_by: str = ""
    revision: int = 1
    household_uid: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A village meeting with its minutes (annex V). `present`: persons; `agreed`: household uid →
    persons who agreed. `attempt` counts the meetings of the village in the case, from 1."""

    uid: str
    case_uid: str
    village: str
    held_on: datetime.date
    present: int
    agreed: Mapping[str, int] = field(default_factory=dict)
    attempt: int = 1
    place: str = ""
    chair: str = ""
    secretary: str = ""
    attendants: tuple[str, ...] = ()
    note: str = ""
    written_by: str = ""
    revision: int = 1

    def agrees(self, household_uid: str) -> bool | None:
        """Whether at least half of those present agreed; None where no vote was taken."""
        votes = self.agreed.get(household_uid)
        return None if votes is None else 2 * votes >= self.present > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """A list made public in a village, or the recheck of one household posted again."""

    uid: str
    case_uid: str
    village: str
    posted_on: datetime.date
    places: tuple[str, ...] = ()
    complaint_uid: str = ""
    taken_down_on: datetime.date | None = None
    written_by: str = ""
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """Somebody disagrees; the household is rechecked and the result posted again."""

    uid: str
    case_uid: str
    village: str
    received_on: datetime.date
    household_uid: str = ""
    by: str = ""
    text: str = ""
    rechecked_on: datetime.date | None = None
    result: str = ""
    written_by: str = ""
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """The commune's letter to the office above and its answer in writing."""

    uid: str
    case_uid: str
    sent_on: datetime.date
    sent_number: str = ""
    received_on: datetime.date | None = None
    number: str = ""
    text: str = ""
    agrees: bool | None = None
    written_by: str = ""
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision of the commune's chairman about these households (form 02), or a refusal."""

    uid: str
    case_uid: str
    kind: DecisionKind
    number: str
    signed_on: datetime.date
    household_uids: tuple[str, ...] = ()
    reason: str = ""
    written_by: str = ""
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A certificate of a poor or near-poor household (form 03), good for the year it was signed.

    One `withdrawn_on` a day (`withdrawn_why`) is held no longer; its number stays taken.
    """

    uid: str
    household_uid: str
    year: int
    number: str
    signed_on: datetime.date
    decision_uid: str = ""
    withdrawn_on: datetime.date | None = None
    written_by: str = ""
    revision: int = 1
    case_uid: str = ""
    withdrawn_why: str = ""
