"""One legal procedure as a frozen record, read strictly from a TOML pack; each limit has its source.

A pack says which steps there are, who does them, on which papers, within which days. What was done
is in the records of a case (domain/procedure.py); rules/deadlines.py holds the two together.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Annotated, Literal

import msgspec

from desktop.domain.review import HouseholdClass
from desktop.domain.unit import Level

Text = Annotated[str, msgspec.Meta(min_length=1)]
Positive = Annotated[int, msgspec.Meta(ge=1)]
MonthDay = Annotated[str, msgspec.Meta(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
Scope = Literal["household", "village", "commune"]
# What of the book shows that a step is done.
Record = Literal[
    "request",
    "list",
    "sheet_b",
    "survey",
    "meeting",
    "posting",
    "complaint",
    "reposting",
    "opinion",
    "decision",
    "certificate",
]
Since = Literal["posted", "received", "sent", "opened"]


class Limit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """So many days after a day: how long something `lasts`, or until when it is `due`.

    Days are working days or calendar days; the day `since` is not counted.
    """

    kind: Literal["lasts", "due"]
    count: Positive
    days: Literal["working", "calendar"]
    since: Since


class Step(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One step: who does it, where (`scope`), what `record` shows it done, its papers and limits.

    An `optional` step may be passed over: nobody complained, nobody asked.
    """

    id: Text
    name: Text
    who: Text
    scope: Scope
    record: Record
    papers: tuple[Text, ...] = ()
    optional: bool = False
    source: Text
    limits: tuple[Limit, ...] = ()

    def limit(self, kind: Literal["lasts", "due"]) -> Limit | None:
        """The limit of this kind, None if the law names none."""
        return next((limit for limit in self.limits if limit.kind == kind), None)


class Tier(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many tiers there are in a time, and which level is above the commune then."""

    count: Literal[2, 3]
    upper: Level
    source: Text
    since: datetime.date | None = None
    until: datetime.date | None = None

    def holds(self, on: datetime.date) -> bool:
        """Whether it is so on a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


class Procedure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A procedure with its steps in order and the time it is in force.

    `season_from`, `season_to`: month and day of the yearly review. `month_day`: cases begin from
    this day of a month on. `classes`: what it can recognise a household as. `about`: whether its cases
    are a household's or one person's. `in_force_to` None: not known.
    """

    id: Text
    name: Text
    source: Text
    in_force_from: datetime.date
    in_force_from_source: Text
    in_force_to: datetime.date | None = None
    in_force_to_source: str = ""
    is_periodic: bool = False
    season_from: MonthDay | None = None
    season_to: MonthDay | None = None
    season_source: str = ""
    month_day: Annotated[int, msgspec.Meta(ge=1, le=28)] | None = None
    classes: tuple[HouseholdClass, ...] = ()
    about: Literal["household", "person"] = "household"
    note: str = ""
    tiers: Annotated[tuple[Tier, ...], msgspec.Meta(min_length=1)]
    steps: Annotated[tuple[Step, ...], msgspec.Meta(min_length=1)]

    def step(self, record: Record) -> Step | None:
        """The step that this kind of record belongs to, None where the procedure has none."""
        return next((step for step in self.steps if step.record == record), None)

    def is_in_force(self, on: datetime.date) -> bool:
        """Whether cases can be opened by it on a day."""
        return self.in_force_from <= on and (self.in_force_to is None or on <= self.in_force_to)

    def season(self, year: int) -> tuple[datetime.date, datetime.date] | None:
        """First and last day of the review in a year, None where no season is named."""
        if self.season_from is None or self.season_to is None:
            return None
        first, last = (
            datetime.date.fromisoformat(f"{year}-{day}")
            for day in (self.season_from, self.season_to)
        )
        return first, last

    def upper_on(self, on: datetime.date) -> Level:
        """Which level is above the commune on a day."""
        return next(tier.upper for tier in self.tiers if tier.holds(on))


def parse_procedure(raw: bytes) -> Procedure:
    """Read a pack (TOML bytes); ValueError names the place in the pack that is wrong."""
    try:
        procedure = msgspec.toml.decode(raw, type=Procedure)
    except (msgspec.MsgspecError, ValueError) as error:
        raise ValueError(f"procedure pack: {error}") from error
    if problem := next(_problems(procedure), None):
        raise ValueError(f"procedure pack: {problem}")
    return procedure


def procedures_in_force(procedures: Iterable[Procedure], on: datetime.date) -> list[Procedure]:
    """Those in force on a day, in the order given."""
    return [procedure for procedure in procedures if procedure.is_in_force(on)]


def _problems(procedure: Procedure) -> Iterator[str]:
    if procedure.in_force_to is not None:
        if procedure.in_force_to < procedure.in_force_from:
            yield "$.in_force_to is before $.in_force_from"
        if not procedure.in_force_to_source:
            yield "$.in_force_to_source is missing"
    if (procedure.season_from is None) != (procedure.season_to is None):
        yield "$.season_from and $.season_to go together"
    if procedure.season_from is not None and not procedure.season_source:
        yield "$.season_source is missing"
    for name, values in (
        ("id", [step.id for step in procedure.steps]),
        ("record", [step.record for step in procedure.steps]),
    ):
        if len(set(values)) < len(values):
            yield f"$.steps: a {name} stands there twice"
    yield from _tier_problems(procedure.tiers)


def _tier_problems(tiers: tuple[Tier, ...]) -> Iterator[str]:
    """The times follow each other without a gap, from the beginning to the end."""
    if tiers[0].since is not None or tiers[-1].until is not None:
        yield "$.tiers must be open at both ends"
    for before, after in pairwise(tiers):
        if before.until is None or after.since is None:
            yield "$.tiers must say where one time ends and the next begins"
        elif after.since - before.until != datetime.timedelta(days=1):
            yield "$.tiers leave a gap or overlap"
