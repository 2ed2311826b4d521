"""What the register is asked for and answers with: query, line, counts."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from desktop.domain.review import EventKind, HouseholdClass, ReviewState

PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What to list for a round's year. Empty text, village, … mean all.

    `shown` is a class, "none" (to be reviewed, no complete review yet) or "" for all. `state`:
    "complete", "draft" (something is keyed), "none" (to be reviewed, nothing keyed) or "".
    `changed`: "moved" (another class than before), "gone", or "". `finding`: "blocking", "warning"
    (any such thing was found in the sheet), or the code of one finding. `remark`: "open" (the office
    above said something that nobody dealt with), "any", "held" or "returned" (its verdict), or "".
    `among` holds it to these uids. `order`: a key of ORDERS.
    """

    year: int
    text: str = ""
    commune_code: str = ""
    village: str = ""
    ethnic_group: str = ""
    shown: str = ""
    state: str = ""
    changed: str = ""
    finding: str = ""
    remark: str = ""
    among: tuple[str, ...] | None = None
    order: str = "name"
    descending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A household as one line of the register; `start_class` by the last decision before the year.

    `gone_by` says why a household is no longer here. `key` is its place in the order asked for.
    `is_blank`: there is a sheet in which nothing was keyed yet. `blocking`, `warnings`: how many
    such things were found in the sheet. `remarks`: what the office above said of it, `open_remarks`
    what nobody dealt with of that.
    """

    uid: str
    number: str
    commune_code: str
    village: str
    head_name: str
    ethnic_group: str
    people: int
    start_class: HouseholdClass | None
    b1_points: int | None
    b2_points: int | None
    household_class: HouseholdClass | None
    state: ReviewState | None
    gone: bool
    key: str | int
    gone_by: EventKind | None = None
    is_blank: bool = False
    former_numbers: tuple[str, ...] = ()
    citizen_id: str = ""
    merit_person: bool = False
    no_labour_capacity: bool = False
    note: str = ""
    reviewed_on: datetime.date | None = None
    enumerator: str = ""
    decision_no: str = ""
    decision_on: datetime.date | None = None
    blocking: int = 0
    warnings: int = 0
    remarks: int = 0
    open_remarks: int = 0

    @property
    def is_due(self) -> bool:
        """Whether it is to be reviewed this year: begun, listed before, or never decided."""
        listed = (None, HouseholdClass.POOR, HouseholdClass.NEAR_POOR)
        return not self.gone and (self.state is not None or self.start_class in listed)

    @property
    def sheet(self) -> str:
        """How far it is: "complete", "draft", "none" (to be reviewed), "gone", or "" (not due)."""
        if self.gone:
            return "gone"
        if self.state is not None and not self.is_blank:
            return self.state.value
        return "none" if self.is_due else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many households (and people) a query finds, in all and by class this year.

    Besides classes: "none" (to be reviewed, not complete) and "rest" (not to be reviewed, or gone).
    """

    households: int
    people: int
    by_class: dict[str, int]
    people_by_class: dict[str, int]
