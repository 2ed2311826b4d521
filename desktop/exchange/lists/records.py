"""What reading a list gives: households as listed, and every line that was skipped or refused."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from desktop.domain.household import IdState, Sex
from desktop.domain.review import HouseholdClass
from desktop.text import t

Cell = str | float | int | bool | datetime.date | datetime.datetime | datetime.time | object
Line = Sequence[Cell]


def column_letter(index: int) -> str:
    """The name of a column as the spreadsheet shows it: 0 → A, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class Script(StrEnum):
    """How letters are stored: Unicode, or for old fonts (TCVN3, VNI) and code pages."""

    UNICODE = "unicode"
    TCVN3 = "tcvn3"
    VNI = "vni"
    CP1258 = "cp1258"

    @property
    def label(self) -> str:
        """The name of the encoding as users know it."""
        return t(f"list-script-{self.value}")


class SkipReason(StrEnum):
    """Why a line is no person: counted, never silently dropped."""

    BLANK = "blank"
    ELSEWHERE = "elsewhere"
    NUMBERING = "numbering"
    HEADER = "header"
    SECTION = "section"
    TOTAL = "total"
    FOOTER = "footer"
    REMARK = "remark"
    UNCHANGED = "unchanged"
    DECIDED = "decided"

    @property
    def words(self) -> str:
        """The reason as said to the user."""
        return t(f"list-skip-{self.value}")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one cell (or, with `column` None, with the line or the household).

    `value` is what stands in the cell, `code` names the rule (`list-rule-<code>`) and the cure
    (`list-cure-<code>`), `details` fill both.
    """

    code: str
    row: int
    column: int | None = None
    value: str = ""
    details: Mapping[str, object] = field(default_factory=dict)

    @property
    def cell(self) -> str:
        """The address as the spreadsheet shows it ("G5"), or "" where no cell is meant."""
        return "" if self.column is None else f"{column_letter(self.column)}{self.row}"

    @property
    def rule(self) -> str:
        """The rule that does not hold."""
        return t(f"list-rule-{self.code}", **self.details)

    @property
    def cure(self) -> str:
        """What to write instead."""
        return t(f"list-cure-{self.code}", **self.details)

    @property
    def sentence(self) -> str:
        """Cell, value, rule and cure in one line: what the column "Lỗi" says."""
        if self.column is None:
            return t("list-problem-line", rule=self.rule, cure=self.cure)
        value = self.value or t("list-value-blank")
        return t("list-problem-cell", cell=self.cell, value=value, rule=self.rule, cure=self.cure)


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedRow:
    """A line that was left out on purpose; `row` as the spreadsheet counts (from 1)."""

    row: int
    reason: SkipReason


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedRow:
    """A line that was not taken, with all that is wrong with it."""

    row: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPerson:
    """A person as listed; `row` of the sheet, `born` an ISO prefix as in `domain.Person`."""

    row: int
    name: str
    relation: str = ""
    sex: Sex | None = None
    born: str = ""
    ethnic_group: str = ""
    citizen_id: str = ""
    id_state: IdState = IdState.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedHousehold:
    """A household as listed, the head first among `members`; None means the list does not say.

    `people` is the size in persons: the number of lines, or the column "số nhân khẩu" where the
    list has one line per household (None where it has no such column). `b1`, `b2` in points.
    `causes` are codes of form 7.10, `cause_other` what could not be recognised as one. `commune`
    and its code are as listed; `former_number` is the number of an old commune, given by services.
    """

    rows: tuple[int, ...]
    members: tuple[ListedPerson, ...]
    people: int | None
    number: str = ""
    village: str = ""
    household_class: HouseholdClass | None = None
    b1: int | None = None
    b2: int | None = None
    decision_no: str = ""
    decision_on: datetime.date | None = None
    no_labour_capacity: bool | None = None
    merit_person: bool | None = None
    causes: tuple[str, ...] = ()
    cause_other: str = ""
    note: str = ""
    commune: str = ""
    commune_code: str = ""
    former_number: str = ""

    @property
    def head(self) -> ListedPerson:
        """The head of the household."""
        return self.members[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListReading:
    """The whole list: each line below the head is in exactly one household, refused or skipped.

    `doubts` are worth a look but stop nothing (an id whose digits tell another birth year).
    `is_bare`: the lines are people of whom the list does not say which household is theirs; each
    stands in `households` alone.
    """

    rows_in: int
    households: tuple[ListedHousehold, ...]
    refused: tuple[RefusedRow, ...]
    skipped: tuple[SkippedRow, ...]
    doubts: tuple[Problem, ...] = ()
    is_bare: bool = False

    @property
    def rows_read(self) -> int:
        """Lines that belong to a household taken."""
        return sum(len(h.rows) for h in self.households)

    @property
    def skipped_by_reason(self) -> dict[SkipReason, int]:
        """Number of lines left out, by reason."""
        return dict(Counter(s.reason for s in self.skipped))
