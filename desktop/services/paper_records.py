"""From the records of a case to what its papers say: one bundle read once, forms laid out from it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace

from desktop.domain.household import Household, Person
from desktop.domain.paper_words import PaperWords
from desktop.domain.procedure import (
    Complaint,
    Decision,
    DecisionKind,
    Meeting,
    Posting,
)
from desktop.domain.review import Review, ReviewState, SheetA
from desktop.errors import PaperNotReady, RoundMissing
from desktop.reports.forms import (
    Context,
    Listed,
    annex_i,
    decision,
    letter,
    minutes,
    posting_list,
    refusal,
)
from desktop.reports.text_sheet import AnySheet
from desktop.rules.case_facts import (
    LISTED,
    Records,
    Subject,
    last_day,
    last_vote,
    needed,
    posting_ends,
    reposting_of,
)
from desktop.rules.procedure import Procedure
from desktop.rules.sheet_a import marked
from desktop.rules.workdays import WorkCalendar
from desktop.services import calendaring, counting, proceeding
from desktop.services.catalogue import words_of
from desktop.store import households, reviews, settings, sheets_a
from desktop.store.connection import Db
from desktop.text import t

_WORDS = "paper-words"
_COLUMNS = 4  # years that form 03 shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A case with all that its papers need; `years` are the columns of certificates."""

    records: Records
    procedure: Procedure
    calendar: WorkCalendar
    context: Context
    words: PaperWords
    homes: Mapping[str, Household]
    sheets: Mapping[str, Review]
    asked: Mapping[str, SheetA]
    causes: Mapping[str, str]
    years: tuple[int, ...]

    def home(self, uid: str) -> Household:
        """A household of the case."""
        return self.homes[uid]

    def person(self, uid: str) -> Person | None:
        """The member of a household whom a case of one person is about."""
        home = self.homes.get(uid)
        return home.member(self.records.case.person_uid) if home else None

    def subjects(self, village: str = "") -> tuple[Subject, ...]:
        """The households of a village, or of the whole case."""
        return self.records.in_place(village)


def read_words(db: Db) -> PaperWords:
    """The office's own wording of papers."""
    return settings.get(db, _WORDS, PaperWords) or PaperWords()


def keep_words(db: Db, words: PaperWords) -> None:
    """Inside a transaction: keep the office's wording."""
    settings.put(db, _WORDS, words)


def bundle(db: Db, case_uid: str) -> Bundle:
    """All of a case, read once. Raises RoundMissing."""
    of = proceeding.case(db, case_uid)
    records = proceeding.records_of(db, of)
    context, years, causes = _context(db, of.year, is_in_year=of.procedure != proceeding.PERIODIC)
    uids = [s.uid for s in records.subjects]
    kind = proceeding.kind_of(of)
    wanted = {*uids, *(u for d in records.decisions for u in d.household_uids)}
    return Bundle(
        records=records,
        procedure=proceeding.shipped_procedures()[of.procedure],
        calendar=calendaring.calendar(db, of.year),
        context=context,
        words=read_words(db),
        homes={h.uid: h for h in households.get_many(db, [*wanted])},
        sheets={
            r.household_uid: r
            for r in reviews.of_round(db, of.year, kind, ReviewState.COMPLETE)
            if r.household_uid in wanted
        },
        asked={a.household_uid: a for a in sheets_a.of_year(db, of.year)},
        causes=causes,
        years=years,
    )


def context_of(db: Db, year: int, *, is_in_year: bool = False) -> Context:
    """Who makes papers of a year, their dates open. Raises RoundMissing, but not for in-year ones."""
    return _context(db, year, is_in_year=is_in_year)[0]


def _context(
    db: Db, year: int, *, is_in_year: bool = False
) -> tuple[Context, tuple[int, ...], Mapping[str, str]]:
    found = reviews.get_round(db, year)
    if found is None and not is_in_year:
        raise RoundMissing(year=str(year))
    # In spring the year has no round yet; in-year cases are decided by the standard in force.
    rules = words_of(db, found.standard_id if found else "", year)
    context = Context(
        office=settings.office(db),
        signatory=settings.signatory(db),
        year=year,
        practice=rules.practice,
        deprivations=tuple((d.code, d.name) for d in rules.deprivations),
        causes=tuple((c.code, c.label) for c in rules.causes),
    )
    first = rules.in_force_from.year
    if not first <= year < first + 2 * _COLUMNS:
        first = year - _COLUMNS + 1
    years = tuple(range(first, max(first + _COLUMNS - 1, year) + 1))
    return context, years, {c.code: c.label for c in rules.causes}


# Lists, meetings, postings -----------------------------------------------------------------------
def annex_i_of(at: Bundle) -> tuple[AnySheet, ...]:
    """Annex I of the case. Raises PaperNotReady where no household is to be reviewed."""
    if not at.records.subjects:
        raise PaperNotReady(paper=t("papers-name-annex_i"), why=t("papers-why-nobody"))
    rows = [_to_review(at, s) for s in at.records.subjects]
    return (annex_i.build(rows, at.context, at.words),)


def _to_review(at: Bundle, subject: Subject) -> annex_i.ToReview:
    asked = at.asked.get(subject.uid)
    leaving = at.records.case.procedure == "in_year_exit" or bool(asked and asked.leaving)
    wants_in = not at.procedure.is_periodic or asked is not None
    marks = marked(asked) if asked else None
    if not at.procedure.is_periodic:
        marks = at.records.marks_of(subject.uid)
    return annex_i.ToReview(
        household=at.home(subject.uid),
        now=subject.before,
        asked=wants_in and not leaving,
        leaving=leaving,
        marks=None if leaving else marks,
        note="" if wants_in or leaving or subject.before in LISTED else t("papers-note-unasked"),
    )


def minutes_of(at: Bundle, village: str, meeting: Meeting | None = None) -> tuple[AnySheet, ...]:
    """Both copies of a village's minutes; without a meeting they are open, for the hand.

    Where the village met before, they name only the households that are put to it again.
    """
    held = meeting or Meeting(
        uid="", case_uid=at.records.case.uid, village=village,
        held_on=at.records.case.opened_on, present=0, attempt=_attempts(at, village) + 1,
    )  # fmt: skip
    put = put_again(at, village) if meeting is None else {*held.agreed}
    rows = [
        _voted(at, s) for s in at.subjects(village)
        if s.is_keyed and (held.attempt == 1 or s.uid in put)
    ]  # fmt: skip
    return minutes.build(held, rows, at.context, at.words)


def put_again(at: Bundle, village: str) -> set[str]:
    """The keyed households of a village that no meeting has agreed on yet."""
    keyed = [s.uid for s in at.subjects(village) if s.is_keyed]
    votes = {uid: last_vote(at.records, uid) for uid in keyed}
    return {uid for uid, vote in votes.items() if vote is None or not vote.agrees(uid)}


def _attempts(at: Bundle, village: str) -> int:
    return sum(m.village == village for m in at.records.meetings)


def _voted(at: Bundle, subject: Subject) -> minutes.Voted:
    outcome = at.sheets[subject.uid].outcome if subject.uid in at.sheets else None
    return minutes.Voted(
        household=at.home(subject.uid),
        household_class=subject.now,
        b1_points=outcome.b1_points if outcome else None,
        b2_points=outcome.b2_points if outcome else None,
    )


def posting_of(at: Bundle, village: str, posting: Posting | None = None) -> tuple[AnySheet, ...]:
    """The list to post; before it is recorded as posted its days are open.

    Raises PaperNotReady where no sheet is complete.
    """
    only = _rechecked(at, posting) if posting else ""
    found = [s for s in at.subjects(village) if s.now and (not only or s.uid == only)]
    if not found:
        raise PaperNotReady(paper=t("papers-name-posting"), why=t("papers-why-no-sheet"))
    made = posting or Posting(
        uid="", case_uid="", village=village, posted_on=at.records.case.opened_on
    )
    until = posting_ends(at.procedure, posting, at.calendar) if posting else None
    rows = [row for s in found if (row := _posted(at, s))]
    sheet = posting_list.build(
        made, rows, at.context, at.words, until=until, is_open=posting is None
    )
    return (sheet,)


def _rechecked(at: Bundle, posting: Posting) -> str:
    found = (c for c in at.records.complaints if c.uid == posting.complaint_uid)
    return next((c.household_uid for c in found), "")


def _posted(at: Bundle, subject: Subject) -> posting_list.Posted | None:
    sheet = at.sheets.get(subject.uid)
    if sheet is None or sheet.outcome is None:
        return None
    return posting_list.Posted(
        household=at.home(subject.uid),
        household_class=sheet.outcome.household_class,
        people=sheet.people,
        before=subject.before,
        b1_points=sheet.outcome.b1_points,
        b2_points=sheet.outcome.b2_points,
    )


def recheck_of(at: Bundle, complaint: Complaint) -> tuple[AnySheet, ...]:
    """The notice of a recheck: before it, when it will be; after it, what came of it."""
    subject = at.records.subject(complaint.household_uid)
    home, person = at.homes.get(complaint.household_uid), at.person(complaint.household_uid)
    step = at.procedure.step("complaint")
    limit = step.limit("due") if step else None
    posting = reposting_of(at.records, complaint.uid)
    sheet = letter.recheck(
        complaint,
        home.head_name if home else "",
        at.context,
        at.words,
        result=subject.now if subject and complaint.rechecked_on else None,
        due=last_day(limit, complaint.received_on, at.calendar) if limit else None,
        survey_days=limit.count if limit and not at.procedure.step("sheet_b") else 0,
        posted_on=posting.posted_on if posting else None,
        posted_until=posting_ends(at.procedure, posting, at.calendar) if posting else None,
        person=person.name if person else "",
    )
    return (sheet,)


# The upper office, decisions, refusals -----------------------------------------------------------
def letter_of(db: Db, at: Bundle) -> tuple[AnySheet, ...]:
    """The letter to the office above, with the counts of the year's figures."""
    figures = counting.unit_figures(db, at.context.year)
    if not figures:
        raise PaperNotReady(paper=t("papers-name-letter"), why=t("papers-why-no-sheet"))
    sent = at.records.opinions[-1] if at.records.opinions else None
    context = replace(at.context, on=sent.sent_on) if sent else at.context
    number = sent.sent_number if sent else ""
    return (letter.build(figures, context, at.words, number=number),)


def named_decisions(at: Bundle) -> list[Decision]:
    """Decisions known by their number on the sheets only, as lists of former years bring them."""
    found: dict[tuple[DecisionKind, str, datetime.date], list[str]] = {}
    for subject in at.records.subjects:
        sheet, kind = at.sheets.get(subject.uid), needed(at.procedure, subject)
        if kind and sheet and sheet.decision_on and not at.records.decision_of(subject.uid):
            key = (kind, sheet.decision_no, sheet.decision_on)
            found.setdefault(key, []).append(subject.uid)
    return [
        Decision(
            uid="", case_uid="", kind=kind, number=number, signed_on=day, household_uids=tuple(uids)
        )
        for (kind, number, day), uids in sorted(found.items(), key=_by_kind_and_day)
    ]


def _by_kind_and_day(
    found: tuple[tuple[DecisionKind, str, datetime.date], list[str]],
) -> tuple[int, datetime.date, str]:
    kind, number, day = found[0]
    return ([*DecisionKind].index(kind), day, number)


def recognised_of(at: Bundle, made: Decision) -> tuple[AnySheet, ...]:
    """The decision that recognises, with its lists."""
    rows = [
        Listed(
            household=at.home(uid),
            review=sheet,
            causes=tuple(at.causes.get(c, c) for c in sheet.answers.causes),
        )
        for uid in in_order(at, made)
        if (sheet := at.sheets.get(uid)) is not None
    ]
    return decision.recognised(made, rows, at.context, at.words)


def escaped_of(at: Bundle, made: Decision) -> tuple[AnySheet, ...]:
    """The decision that recognises who escaped, with its list."""
    rows = [row for uid in in_order(at, made) if (row := _escaped(at, uid))]
    return decision.escaped(made, rows, at.context, at.words)


def _escaped(at: Bundle, uid: str) -> decision.Escaped | None:
    sheet, subject = at.sheets.get(uid), at.records.subject(uid)
    if sheet is None or sheet.outcome is None:
        return None
    return decision.Escaped(
        household=at.home(uid),
        before=subject.before if subject else None,
        now=sheet.outcome.household_class,
        b1_points=sheet.outcome.b1_points,
        b2_points=sheet.outcome.b2_points,
    )


def in_order(at: Bundle, made: Decision) -> list[str]:
    """By village and number, as the case lists them."""
    wanted = set(made.household_uids)
    listed = [s.uid for s in at.records.subjects if s.uid in wanted]
    return [*listed, *(u for u in made.household_uids if u not in set(listed))]


def refusals_of(at: Bundle, made: Decision) -> tuple[AnySheet, ...]:
    """One answer in writing for each household that is refused."""
    return tuple(
        refusal.build(
            made,
            at.home(uid),
            at.context,
            at.words,
            asked_on=asked_on(at, uid),
            outcome=at.sheets[uid].outcome if uid in at.sheets else None,
        )
        for uid in in_order(at, made)
    )


def asked_on(at: Bundle, uid: str) -> datetime.date | None:
    """When a household handed in its request, None where that is not known."""
    asked = at.asked.get(uid)
    days = [s.done_on for s in at.records.steps if s.step == "request" and s.household_uid == uid]
    return asked.asked_on if asked and asked.asked_on else next(iter(days), None)
