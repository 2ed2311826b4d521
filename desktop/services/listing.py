"""What a list becomes: households with their numbers, decisions of its year; what follows of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from desktop.domain.household import Household
from desktop.domain.review import Answers, HouseholdClass, Outcome, Review, ReviewState, RoundKind
from desktop.domain.unit import Area, Office
from desktop.exchange.lists.matching import Match, MatchKind
from desktop.exchange.lists.merging import changed_household, new_household
from desktop.exchange.lists.records import ListedHousehold
from desktop.rules.standard import standard_in_force
from desktop.services.catalogue import standards
from desktop.services.registering import next_number
from desktop.store import households, reviews, totals
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


# What follows ------------------------------------------------------------------------------------
_ON_LIST = (HouseholdClass.POOR, HouseholdClass.NEAR_POOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Follows:
    """What a list does beyond its own lines, in households.

    `recognised` are poor and near-poor in the book in the list's year before it, `added` those that
    it adds there, `changed` those whose class of that year it changes. `due` must be reviewed in the
    open round `round_year` (0: none is open) because of it.
    """

    recognised: int = 0
    added: int = 0
    changed: int = 0
    round_year: int = 0
    due: int = 0

    @property
    def touches_year(self) -> bool:
        """Whether a year that has its results already gets other ones."""
        return self.recognised > 0 and self.added + self.changed > 0


def follows_of(db: Db, year: int, matches: Sequence[Match]) -> Follows:
    """What would follow of writing these matches as decisions of a year."""
    wanted = [m for m in matches if m.kind is not MatchKind.SAME]
    classes = {
        r.household_uid: r.outcome.household_class
        for r in reviews.of_round(db, year, state=ReviewState.COMPLETE)
        if r.outcome is not None
    }
    before = [(_class_before(m, classes), _class_after(m, classes)) for m in wanted]
    opened = next(
        (r for r in reviews.rounds(db) if r.kind is RoundKind.PERIODIC and r.closed_on is None),
        None,
    )
    return Follows(
        recognised=sum(c in _ON_LIST for c in classes.values()),
        added=sum(old is None and new in _ON_LIST for old, new in before),
        changed=sum(old is not None and old is not new for old, new in before),
        round_year=opened.year if opened else 0,
        due=_newly_due(db, year, opened.year, wanted) if opened else 0,
    )


Classes = Mapping[str, HouseholdClass]


def _class_before(match: Match, classes: Classes) -> HouseholdClass | None:
    return classes.get(match.household.uid) if match.household else None


def _class_after(match: Match, classes: Classes) -> HouseholdClass | None:
    before = _class_before(match, classes)
    if before is None:
        return match.listed.household_class
    said = (c.after for c in match.changes if c.of == "review" and c.attribute == "class")
    return next(said, before)


def _newly_due(db: Db, year: int, round_year: int, wanted: Sequence[Match]) -> int:
    """As totals.to_review counts: listed before, or never decided, and without a sheet yet."""
    known = [m.household.uid for m in wanted if m.household is not None]
    settled = {line[0] for line in totals.to_review(db, round_year)}
    settled |= {
        r.household_uid
        for r in reviews.of_households(db, known, round_year, since=year + 1)
        if r.state is ReviewState.COMPLETE or r.year == round_year
    }
    return sum(
        _is_due(m.listed.household_class, year, round_year, new=m.household is None)
        for m in wanted
        if m.household is None or m.household.uid not in settled
    )


def _is_due(listed: HouseholdClass | None, year: int, round_year: int, *, new: bool) -> bool:
    if year < round_year:
        return listed in _ON_LIST or (new and listed is None)
    # A list of the round's own year brings the result with it.
    return new and (listed is None or year > round_year)
