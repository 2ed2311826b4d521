"""Rounds and sheets B: open a round, keep drafts, complete reviews, type residents."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import uuid4

from desktop.domain.household import Household
from desktop.domain.review import (
    Answers,
    Finding,
    HouseholdClass,
    Outcome,
    Residents,
    Review,
    ReviewState,
    Round,
    RoundKind,
    Severity,
    TypedResidents,
)
from desktop.domain.unit import Area, Office
from desktop.domain.vietnamese import nfc
from desktop.errors import (
    ReviewIncomplete,
    ReviewOutdated,
    RoundExists,
    RoundHasResults,
    RoundMissing,
    StandardIncomplete,
    StandardNotInForce,
    StandardPracticeOnly,
)
from desktop.rules.checks import EMPTIED, TYPED, findings
from desktop.rules.classify import classify
from desktop.rules.standard import Standard, standard_in_force
from desktop.services import finding_out, lending
from desktop.services.came_along import last_along
from desktop.services.catalogue import standard, standards
from desktop.services.changes import Changes, changes
from desktop.services.registering import own_commune, put_household
from desktop.store import audit, households, reviews, round_starts, settings, totals
from desktop.store.connection import Db, writing
from desktop.text import t

_WRITES = changes("household", "review")


def open_round(
    db: Db, year: int, standard_id: str = "", *, now: datetime.datetime, by: str
) -> Round:
    """Open the periodic round of a year under a standard (the one in force, if none is named).

    Raises StandardUnknown, StandardNotInForce, StandardIncomplete, RoundExists, RoundNotHere.
    """
    office = own_commune(db)
    lending.check_main(db)
    if reviews.get_round(db, year):
        raise RoundExists(year=str(year))
    chosen = _standard_for(db, office, year, standard_id)
    record = Round(
        year=year,
        kind=RoundKind.PERIODIC,
        standard_id=chosen.id,
        opened_on=now.astimezone().date(),
    )
    with writing(db):
        reviews.put_round(db, record)
        round_starts.keep(db, year)
        audit.add(db, at=now, by=by, action="round-opened", subject=str(year), after=record)
    return record


def change_standard(
    db: Db, year: int, standard_id: str, *, now: datetime.datetime, by: str
) -> Round:
    """Go on with a year's round under another standard, while no sheet is complete; drafts stay.

    Raises RoundMissing, RoundHasResults, and what `open_round` raises about the standard.
    """
    office, before = own_commune(db), round_of(db, year)
    lending.check_main(db)
    chosen = _standard_for(db, office, year, standard_id)
    if chosen.id == before.standard_id:
        return before
    if complete := reviews.of_round(db, year, state=ReviewState.COMPLETE):
        raise RoundHasResults(year=str(year), count=len(complete))
    after = replace(before, standard_id=chosen.id)
    with writing(db):
        reviews.put_round(db, after)
        audit.add(
            db, at=now, by=by, action="round-standard", subject=str(year),
            before=before, after=after,
        )  # fmt: skip
    return after


def _standard_for(db: Db, office: Office, year: int, standard_id: str) -> Standard:
    chosen = (
        standard(db, standard_id)
        if standard_id
        else standard_in_force(standards(db).values(), year)
    )
    if chosen is None or not (chosen.in_force_from.year <= year <= chosen.in_force_to.year):
        raise StandardNotInForce(standard=standard_id or "", year=str(year))
    if chosen.missing:
        raise StandardIncomplete(standard=chosen.name, missing="; ".join(chosen.missing))
    if chosen.practice and not office.practice:
        raise StandardPracticeOnly(standard=chosen.name)
    if not chosen.fits(_area(office)):
        missing = t("points-no-table-for", area=t(f"points-area-{office.area}"))
        raise StandardIncomplete(standard=chosen.name, missing=missing)
    return chosen


def round_of(db: Db, year: int) -> Round:
    """The periodic round of a year; raises RoundMissing."""
    found = reviews.get_round(db, year)
    if found is None:
        raise RoundMissing(year=str(year))
    return found


def all_rounds(db: Db) -> list[Round]:
    """Every round of the book, newest first."""
    return reviews.rounds(db)


def newest_round(db: Db) -> Round | None:
    """The round the office works in: the newest periodic one."""
    return next((r for r in reviews.rounds(db) if r.kind is RoundKind.PERIODIC), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetB:
    """What the entry page shows of one household: the sheet, last time's, and the rules."""

    household: Household
    year: int
    standard: Standard
    area: Area
    review: Review | None
    last: Review | None

    @property
    def answers(self) -> Answers:
        """What was keyed so far this year."""
        return self.review.answers if self.review else Answers()


def open_sheet(db: Db, household_uid: str, year: int) -> SheetB:
    """The sheet of a household in a year's round; raises RoundMissing."""
    opened = round_of(db, year)
    household = households.get(db, household_uid)
    assert household is not None, f"no household {household_uid}"
    return SheetB(
        household=household,
        year=year,
        standard=standard(db, opened.standard_id),
        area=_area(settings.office(db)),
        review=reviews.get(db, household_uid, year),
        last=reviews.last_before(db, household_uid, year) or last_along(db, household_uid, year),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What saving a sheet left in the book."""

    household: Household
    review: Review
    changes: Changes = _WRITES


def save_draft(
    db: Db, household: Household, answers: Answers, year: int,
    *, base: int = 0, now: datetime.datetime, by: str,
) -> Saved:  # fmt: skip
    """Keep a sheet as it stands, whatever is missing. `base` is the revision it was opened at.

    Raises ReviewOutdated when somebody saved the sheet in between (`base` 0: do not look).
    """
    round_of(db, year)
    with writing(db):
        return put_sheet(db, household, answers, None, year, base=base, now=now, by=by)


def complete_review(
    db: Db, household: Household, answers: Answers, year: int,
    *, base: int = 0, now: datetime.datetime, by: str,
) -> Saved:  # fmt: skip
    """Save a sheet with its outcome under the round's standard.

    Raises ReviewIncomplete while blocking findings stand, ReviewOutdated; nothing is written then.
    """
    sheet = open_sheet(db, household.uid, year)
    blocking = [
        f
        for f in sheet_findings(replace(sheet, household=household), answers, now=now)
        if f.severity is Severity.BLOCKING
    ]
    if blocking:
        raise ReviewIncomplete(count=len(blocking), first=blocking[0].code, findings=blocking)
    outcome = classify(answers, sheet.standard, sheet.area)
    with writing(db):
        return put_sheet(db, household, answers, outcome, year, base=base, now=now, by=by)


def put_sheet(
    db: Db, household: Household, answers: Answers, outcome: Outcome | None, year: int,
    *, base: int = 0, now: datetime.datetime, by: str,
) -> Saved:  # fmt: skip
    """Inside a transaction: write a household and its sheet, a draft where there is no outcome.

    Whoever completes a sheet has looked for blocking findings before. Raises ReviewOutdated.
    """
    household, answers = _with_known_names(db, household, answers)
    kept = put_household(db, household, now=now, by=by)
    review = _review(db, kept, answers, year)
    if outcome is not None:
        review = replace(review, state=ReviewState.COMPLETE, outcome=outcome)
    review = _put(db, review, base, now=now, by=by)
    finding_out.keep(db, [kept.uid], year, on=now.astimezone().date())
    return Saved(household=kept, review=review)


def _with_known_names(db: Db, household: Household, answers: Answers) -> tuple[Household, Answers]:
    """The name of a known member that was emptied on the sheet is only noted there."""
    known = households.get(db, household.uid)
    names = {p.uid: p.name for p in known.members} if known else {}
    emptied = {p.uid for p in household.members if not nfc(p.name) and names.get(p.uid)}
    if not emptied:
        return household, answers
    members = tuple(
        replace(p, name=names[p.uid]) if p.uid in emptied else p for p in household.members
    )
    notes = {f"{TYPED}{uid}:name": EMPTIED for uid in sorted(emptied)}
    return (
        replace(household, members=members),
        replace(answers, notes={**answers.notes, **notes}),
    )


def sheet_findings(sheet: SheetB, answers: Answers, *, now: datetime.datetime) -> list[Finding]:
    """All findings of a sheet, as the entry page lists them."""
    return findings(
        sheet.household, answers, sheet.standard, sheet.area, now.astimezone().date(), sheet.last
    )


def blank_review(db: Db, household: Household, year: int) -> Review:
    """An empty sheet B for a household that is put on the list; the caller writes it."""
    return replace(_review(db, household, Answers(), year), revision=1)


def _area(office: Office) -> Area:
    assert office.area is not None, "only communes keep sheets, and they have an area"
    return office.area


def _review(db: Db, household: Household, answers: Answers, year: int) -> Review:
    office = settings.office(db)
    before = reviews.get(db, household.uid, year)
    return Review(
        uid=before.uid if before else uuid4().hex,
        household_uid=household.uid,
        year=year,
        kind=RoundKind.PERIODIC,
        state=ReviewState.DRAFT,
        area=_area(office),
        people=len(household.present),
        village=household.village,
        ethnic_group=household.ethnic_group,
        answers=answers,
        decision_no=before.decision_no if before else "",
        decision_on=before.decision_on if before else None,
        written_by=office.book_id,
        revision=before.revision if before else 0,
        merit_person=household.merit_person,
        no_labour_capacity=household.no_labour_capacity,
    )


def _put(db: Db, review: Review, base: int, *, now: datetime.datetime, by: str) -> Review:
    before = reviews.get(db, review.household_uid, review.year)
    if base and before is not None and before.revision != base:
        raise ReviewOutdated(uid=review.household_uid)
    if before is not None and replace(review, revision=before.revision) == before:
        return before
    lending.check(db, households=[review.household_uid])
    after = replace(review, revision=review.revision + 1)
    reviews.put(db, [after])
    audit.add(
        db, at=now, by=by, action=f"review-{after.state}", subject=review.household_uid,
        before=before, after=after,
    )  # fmt: skip
    return after


def set_residents(
    db: Db, year: int, rows: Iterable[TypedResidents], *, now: datetime.datetime, by: str
) -> Changes:
    """Keep total resident households and people of villages: (village, households, people).

    Two more numbers are those of ethnic minority; rows without them leave what is known of these.
    Raises RoundNotHere: an upper office has them from its communes.
    """
    code = own_commune(db).code
    with writing(db):
        before = reviews.residents(db, year, code)
        known = {r.village: r for r in before}
        typed = [_typed(row, year, code, known.get(nfc(row[0]))) for row in rows]
        lending.check(db, [r.village for r in typed if r not in before])
        reviews.put_residents(db, typed)
        audit.add(
            db, at=now, by=by, action="residents", subject=str(year), before=before, after=typed
        )
    return changes("residents")


def _typed(row: TypedResidents, year: int, code: str, known: Residents | None) -> Residents:
    made = Residents(
        year=year, commune_code=code, village=nfc(row[0]), households=row[1], people=row[2],
        minority_households=known.minority_households if known else None,
        minority_people=known.minority_people if known else None,
    )  # fmt: skip
    if len(row) == 3:
        return made
    return replace(made, minority_households=row[3], minority_people=row[4])


@dataclass(frozen=True, slots=True, kw_only=True)
class Classified:
    """Classes of a round as stored, and under another standard where asked."""

    year: int
    standard_id: str
    stored: dict[HouseholdClass, int]
    against: dict[HouseholdClass, int] | None
    differing: int
    not_scored: int


def classify_round(db: Db, year: int, against: str = "") -> Classified:
    """Counts by class; with `against`, the same answers scored under another standard.

    The record is not changed. Reviews that came without answers cannot be scored again
    (`not_scored`).
    """
    opened = round_of(db, year)
    complete = reviews.of_round(db, year, state=ReviewState.COMPLETE)
    stored = dict.fromkeys(HouseholdClass, 0)
    other = dict.fromkeys(HouseholdClass, 0)
    differing = not_scored = 0
    scoring = standard(db, against) if against else None
    for review in complete:
        assert review.outcome is not None
        stored[review.outcome.household_class] += 1
        if scoring is None:
            continue
        again = _score_again(review, scoring)
        if again is None:
            not_scored += 1
            continue
        other[again] += 1
        differing += again is not review.outcome.household_class
    return Classified(
        year=year, standard_id=opened.standard_id, stored=stored,
        against=other if against else None, differing=differing, not_scored=not_scored,
    )  # fmt: skip


def _score_again(review: Review, scoring: Standard) -> HouseholdClass | None:
    try:
        return classify(review.answers, scoring, review.area).household_class
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A household in the queue of keying; `mark` is a class, "draft" or "" (not begun)."""

    uid: str
    number: str
    head_name: str
    mark: str


def queue(db: Db, year: int, village: str | None = None) -> list[QueueLine]:
    """Who is to be reviewed in a village (or everywhere), in the order of the paper pile."""
    return [QueueLine(*row) for row in totals.to_review(db, year, village)]
