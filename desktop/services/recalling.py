"""The history of one household over the years: reviews, deeds, events and every edit, newest first."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import msgspec

from desktop.domain.act import Act
from desktop.domain.household import Household
from desktop.domain.planning import Measure, PlannedEscape
from desktop.domain.review import Event, Review
from desktop.exchange.merge import Change, differences
from desktop.services.came_along import arrival, goods_of, reviews_along
from desktop.services.catalogue import standards
from desktop.services.planning import measure_kinds
from desktop.services.planning.measure_words import day_of
from desktop.store import acts, audit, households, measures, reviews
from desktop.store.audit import Entry
from desktop.store.connection import Db

LINES = 400  # of the audit trail; a household of ten years has far fewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One thing that happened. `kind`: "decision", "sheet", "event", "act", "added", "edited",
    "listed" (read from a list), "measure" and "escape" (of a plan, where no deed of this book tells
    of it); `on` is the day in the world where one is known, else in the book.

    `changes`: what an edit changed. Only an `act` that was not undone can be undone.
    """

    kind: str
    on: datetime.date
    by: str = ""
    review: Review | None = None
    event: Event | None = None
    act: Act | None = None
    changes: tuple[Change, ...] = ()
    measure: Measure | None = None
    escape: PlannedEscape | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearLine:
    """One complete review, with the deprivations that came and went since the one before it.

    `office` is the commune that made it, where the household was handed over since.
    """

    review: Review
    office: str = ""
    standard_name: str
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A household with its years (newest first) and everything that happened (newest first).

    `names` gives the words of deprivation codes, `kinds` those of kinds of measures.
    """

    household: Household
    years: tuple[YearLine, ...]
    passages: tuple[Passage, ...]
    names: dict[str, str]
    kinds: dict[str, str] = field(default_factory=dict)


def recall(db: Db, uid: str) -> History | None:
    """The whole history of a household, None if it is not in the book."""
    household = households.get(db, uid)
    if household is None:
        return None
    known = reviews.of_household(db, uid)
    deeds = acts.of_household(db, uid)
    events = reviews.events_of(db, uid)
    trail = audit.of(db, uid, LINES)
    passages = [*_reviews(known), *_deeds(deeds), *_events(events), *_edits(trail)]
    passages += _plans(db, uid, deeds)
    law = standards(db)
    lines = _years([*reviews_along(db, uid), *known], {s.id: s.name for s in law.values()})
    return History(
        household=household,
        years=tuple(_told(db, uid, lines)),
        passages=tuple(sorted(passages, key=lambda p: p.on, reverse=True)),
        names={d.code: d.name for s in law.values() for d in s.deprivations},
        kinds=measure_kinds.names(db),
    )


def _told(db: Db, uid: str, lines: Iterable[YearLine]) -> Iterator[YearLine]:
    """Whose review each is: those that came with the household are another commune's."""
    came = arrival(db, uid)
    theirs = {r.uid for r in goods_of(came).reviews} if came else set()
    for line in lines:
        is_theirs = came is not None and line.review.uid in theirs
        yield replace(line, office=came.office_name) if came and is_theirs else line


def _years(known: Sequence[Review], names: dict[str, str]) -> Iterator[YearLine]:
    complete = sorted((r for r in known if r.outcome), key=lambda r: (r.year, r.kind), reverse=True)
    for review, before in zip(complete, [*complete[1:], None], strict=False):
        assert review.outcome is not None
        now = review.outcome.deprived
        # A list says no deprivations: nothing can be compared with it.
        then = before.outcome.deprived if before and before.outcome else ()
        yield YearLine(
            review=review,
            standard_name=names.get(review.outcome.standard_id, review.outcome.standard_id),
            came=tuple(c for c in now if then and c not in then),
            went=tuple(c for c in then if now and c not in now),
        )


def _reviews(known: Sequence[Review]) -> Iterator[Passage]:
    for review in known:
        if review.outcome is not None and review.answers.reviewed_on is not None:
            yield Passage(kind="sheet", on=review.answers.reviewed_on, review=review)
        if review.decision_on is not None:
            yield Passage(kind="decision", on=review.decision_on, review=review)


def _deeds(deeds: Sequence[Act]) -> Iterator[Passage]:
    for act in deeds:
        yield Passage(kind="act", on=act.happened_on or _day(act.at), by=act.by, act=act)


def _events(events: Sequence[Event]) -> Iterator[Passage]:
    """Those of a deed are told with it."""
    return (Passage(kind="event", on=e.happened_on, event=e) for e in events if not e.act)


def _plans(db: Db, uid: str, deeds: Sequence[Act]) -> Iterator[Passage]:
    """Measures and planned escapes; those of a deed are told with it."""
    standing = [act.after for act in deeds if act.undone_at is None]
    told = {m.uid for after in standing for m in after.measures}
    told |= {e.uid for after in standing for e in after.planned_escapes}
    for one in measures.of_households(db, [uid]):
        if one.uid not in told:
            yield Passage(kind="measure", on=day_of(one), measure=one)
    for planned in measures.escapes_of_households(db, [uid]):
        if planned.uid not in told:
            on = datetime.date(planned.year, 1, 1)
            yield Passage(kind="escape", on=on, escape=planned)


def _edits(trail: Sequence[Entry]) -> Iterator[Passage]:
    for entry in trail:
        if entry.action == "household-added":
            yield Passage(kind="added", on=_day(entry.at), by=entry.by)
        elif entry.action == "household" and entry.before and entry.after:
            found = tuple(_changes(entry.before, entry.after))
            if found:
                yield Passage(kind="edited", on=_day(entry.at), by=entry.by, changes=found)
        elif entry.action == "review-listed":
            yield Passage(kind="listed", on=_day(entry.at), by=entry.by)


def _changes(before: str, after: str) -> Iterator[Change]:
    then, now = (msgspec.json.decode(text, type=Household) for text in (before, after))
    return (c for c in differences(then, now) if c.where != "revision")


def _day(at: datetime.datetime) -> datetime.date:
    return at.astimezone().date()
