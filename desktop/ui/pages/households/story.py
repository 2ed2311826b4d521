"""What is told of one household in the panel: its years, its members, what happened, its facts."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from desktop.domain.act import Act
from desktop.domain.household import Household, Person
from desktop.domain.review import Event, EventKind, Review, ReviewState, RoundKind
from desktop.domain.vietnamese import show_birth
from desktop.services.registering import Entry, Whole
from desktop.text import t
from desktop.ui.widgets import YearCell

YEARS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Something that happened to a household; `event_uid` where it can be taken back."""

    on: datetime.date
    words: str
    event_uid: str = ""


def years(whole: Whole, year: int) -> list[YearCell]:
    """The class of each of the last years, the round's year last."""
    found = {r.year: r for r in whole.reviews if r.kind is RoundKind.PERIODIC}
    return [_year(y, found.get(y)) for y in range(year - YEARS + 1, year + 1)]


def _year(year: int, review: Review | None) -> YearCell:
    if review is None or review.outcome is None:
        draft = review is not None and review.state is ReviewState.DRAFT
        return YearCell(str(year), "none", t("households-year-draft") if draft else "")
    points = review.outcome.b2_points
    foot = "–" if points is None else t("households-year-b2", points=str(points))
    return YearCell(str(year), review.outcome.household_class, foot)


def members(household: Household) -> list[tuple[str, str, str, str]]:
    """Name, relation, birth and "Nam, Dao" of everyone present."""
    return [(p.name, p.relation, show_birth(p.born), _traits(p)) for p in household.present]


def _traits(person: Person) -> str:
    sex = t(f"sex-{person.sex}") if person.sex else ""
    return ", ".join(word for word in (sex, person.ethnic_group) if word)


def moments(whole: Whole) -> list[Moment]:
    """All that is known to have happened, the newest first."""
    found = [*_left(whole), *_events(whole), *_trail(whole)]
    for review in whole.reviews:
        found += _of_review(review)
    return sorted(found, key=lambda m: m.on, reverse=True)


def _left(whole: Whole) -> list[Moment]:
    """Members who left and of whom no event tells."""
    told = {e.person_uid for e in whole.events}
    return [
        Moment(on=p.left_on, words=t("households-moment-left", name=p.name, why=p.left_why))
        if p.left_why
        else Moment(on=p.left_on, words=t("households-moment-gone", name=p.name))
        for p in whole.household.members
        if p.left_on is not None and p.who not in told and not p.is_trace
    ]


def _events(whole: Whole) -> list[Moment]:
    """What happened, the members that one deed tells of together."""
    names = {p.uid: p.name for act in whole.acts for h in _homes(act) for p in h.members}
    found: dict[tuple[str, EventKind], list[Event]] = {}
    for event in whole.events:
        found.setdefault((event.act or event.uid, event.kind), []).append(event)
    return [
        Moment(
            on=some[0].happened_on,
            words=_happening(kind, [names.get(e.person_uid, "") for e in some], some[0].note),
            event_uid=some[0].uid,
        )
        for (_, kind), some in found.items()
    ]


def _homes(act: Act) -> tuple[Household, ...]:
    return (*act.before.households, *act.after.households)


def _happening(kind: EventKind, names: Sequence[str], note: str) -> str:
    """ "Chết: Triệu Văn Kim; tuổi già"."""
    known = ", ".join(name for name in names if name)
    return ": ".join(w for w in (t(f"event-{kind}"), "; ".join(w for w in (known, note) if w)) if w)


def _of_review(review: Review) -> list[Moment]:
    if review.outcome is None:
        return []
    kind = t(f"class-{review.outcome.household_class}")
    found = []
    if review.answers.reviewed_on is not None:
        words = t(
            "households-moment-sheet",
            year=str(review.year),
            b1=str(review.outcome.b1_points),
            b2=str(review.outcome.b2_points),
            kind=kind,
        )
        found.append(Moment(on=review.answers.reviewed_on, words=words))
    if review.decision_on is not None:
        words = t("households-moment-decision", number=review.decision_no, kind=kind)
        found.append(Moment(on=review.decision_on, words=words))
    return found


_TOLD = {"household-added": "added", "household": "edited", "event-withdrawn": "withdrawn"}


def _trail(whole: Whole) -> list[Moment]:
    """Audit lines that nothing else tells, several of a day as one. What was changed while a sheet
    was keyed belongs to the sheet."""
    keyed = {_day(e) for e in whole.trail if e.action.startswith("review-")}
    lines = [
        (_day(e), f"households-moment-{_TOLD[e.action]}", e.by)
        for e in whole.trail
        if e.action in _TOLD and not (e.action == "household" and _day(e) in keyed)
    ]
    return [
        Moment(on=day, words=_words(t(key, by=by), len([*group])))
        for (day, key, by), group in groupby(sorted(lines))
    ]


def _day(entry: Entry) -> datetime.date:
    return entry.at.astimezone().date()


def _words(words: str, times: int) -> str:
    return t("households-moment-times", words=words, times=times) if times > 1 else words


def facts(whole: Whole, causes: dict[str, str]) -> list[tuple[str, str]]:
    """(name, value) of what else the register knows; only what there is to say."""
    household = whole.household
    rows = [
        ("households-fact-group", household.ethnic_group),
        ("households-fact-traits", _household_traits(household)),
        ("households-fact-causes", _causes(whole.reviews, causes)),
        ("households-fact-note", household.note),
    ]
    return [(t(key), value) for key, value in rows if value]


def _household_traits(household: Household) -> str:
    traits = (
        (household.is_minority, "households-trait-minority"),
        (household.merit_person, "households-trait-merit"),
        (household.no_labour_capacity, "households-trait-no-labour"),
    )
    return _sentence([t(key) for holds, key in traits if holds], ", ")


def _causes(reviews: Sequence[Review], labels: dict[str, str]) -> str:
    """Of the last review that names any."""
    answers = next((r.answers for r in reversed(reviews) if r.answers.causes), None)
    if answers is None:
        return ""
    words = [labels.get(code, code) for code in answers.causes]
    return _sentence([*words, answers.cause_other] if answers.cause_other else words, "; ")


def _sentence(words: Sequence[str], joint: str) -> str:
    """The words as one: only the first keeps its capital."""
    small = [word[:1].lower() + word[1:] for word in words[1:]]
    return joint.join([*words[:1], *small])
