"""The records that a list becomes: households with their numbers, decisions of the list's year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import uuid4

from desktop.domain.household import Household
from desktop.domain.review import Answers, Outcome, Review, ReviewState, RoundKind
from desktop.domain.unit import Area, Office
from desktop.exchange.lists.matching import Match
from desktop.exchange.lists.merging import changed_household, new_household
from desktop.exchange.lists.records import ListedHousehold
from desktop.rules.standard import standard_in_force
from desktop.services.catalogue import standards
from desktop.services.registering import next_number
from desktop.store import households
from desktop.store.connection import Db


class Numbers:
    """Gives register numbers: the listed one where it is free, else the next."""

    def __init__(self, db: Db, office: Office) -> None:
        self._used = set(households.numbers(db, office.code))
        self._next = int(next_number(db, office.code))

    def take(self, wanted: str) -> str:
        """A number that nobody has; never given again."""
        number = padded(wanted)
        while not number or number in self._used:
            number = f"{self._next:04d}"
            self._next += 1
        self._used.add(number)
        return number


def padded(number: str) -> str:
    """A number as the register writes it: sorted as text, so 0002 stands before 0010."""
    return number.zfill(4) if number.isdecimal() else number


def household_of(match: Match, office: Office, numbers: Numbers) -> Household:
    """The household as the book will hold it; the known one itself where the list changes nothing."""
    listed, known = match.listed, match.household
    if known is None:
        number = numbers.take(listed.number)
        made = new_household(
            listed,
            new_uid=_uid,
            number=number,
            commune_code=office.code,
            list_version=office.list_version,
            written_by=office.book_id,
        )
        # The number on paper finds the household also where the register had to give another.
        former = listed.former_number or listed.number
        is_other = bool(former) and padded(former) != number
        return replace(made, former_numbers=(former,)) if is_other else made
    after = changed_household(known, match.changes, match.pairs, new_uid=_uid)
    return replace(after, revision=known.revision + 1) if after != known else known


def _uid() -> str:
    return uuid4().hex


def reviews_of(
    db: Db,
    year: int,
    wanted: Sequence[Match],
    records: Sequence[Household],
    known: Mapping[str, Review],
    office: Office,
) -> list[Review]:
    """Decisions of the list's year that are new or changed."""
    standard = standard_in_force(standards(db).values(), year)
    found = []
    for match, record in zip(wanted, records, strict=True):
        before = known.get(record.uid)
        if before is None and match.listed.household_class is not None:
            standard_id = standard.id if standard else ""
            found.append(_new_review(match.listed, record, year, office, standard_id))
        elif before is not None:
            after = _changed_review(before, match, record)
            if after != before:
                found.append(replace(after, revision=before.revision + 1))
    return found


def _new_review(
    listed: ListedHousehold, record: Household, year: int, office: Office, standard_id: str
) -> Review:
    assert listed.household_class is not None
    return Review(
        uid=_uid(),
        household_uid=record.uid,
        year=year,
        kind=RoundKind.PERIODIC,
        state=ReviewState.COMPLETE,
        area=office.area or Area.RURAL,
        people=listed.people or len(record.present),
        village=record.village,
        ethnic_group=record.ethnic_group,
        answers=Answers(causes=listed.causes, cause_other=listed.cause_other),
        outcome=Outcome(
            household_class=listed.household_class,
            b1_points=listed.b1,
            b2_points=listed.b2,
            deprived=(),
            standard_id=standard_id,
        ),
        decision_no=listed.decision_no,
        decision_on=listed.decision_on,
        written_by=office.book_id,
        merit_person=record.merit_person,
        no_labour_capacity=record.no_labour_capacity,
    )


def _changed_review(before: Review, match: Match, record: Household) -> Review:
    """The review with the changes that the list may make; place and group stay as of the review,
    unless the list corrects the household itself.
    """
    said = {c.attribute: c.after for c in match.changes if c.of == "review"}
    old = before.outcome
    household_class = said.get("class", old.household_class if old else None)
    moved = any(c.of != "review" for c in match.changes)
    if household_class is None:
        return before
    return replace(
        before,
        state=ReviewState.COMPLETE,
        people=said.get("people", before.people),
        village=record.village if moved else before.village,
        ethnic_group=record.ethnic_group if moved else before.ethnic_group,
        merit_person=record.merit_person if moved else before.merit_person,
        no_labour_capacity=record.no_labour_capacity if moved else before.no_labour_capacity,
        answers=replace(
            before.answers,
            causes=said.get("causes", before.answers.causes),
            cause_other=said.get("cause_other", before.answers.cause_other),
        ),
        outcome=Outcome(
            household_class=household_class,
            b1_points=said.get("b1", old.b1_points if old else None),
            b2_points=said.get("b2", old.b2_points if old else None),
            deprived=old.deprived if old else (),
            standard_id=old.standard_id if old else "",
        ),
        decision_no=said.get("decision_no", before.decision_no),
        decision_on=said.get("decision_on", before.decision_on),
    )
