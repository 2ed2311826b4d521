"""The check of keying: sheets drawn by lot to be keyed again, what waits, how often people err."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from uuid import uuid4

from desktop.domain.household import Household
from desktop.domain.second_keying import (
    Difference,
    ErrorRates,
    KeyedSheet,
    PersonRate,
    SecondKeying,
    SecondState,
    Tally,
)
from desktop.domain.vietnamese import sort_key
from desktop.errors import NothingToReport
from desktop.reports.forms import Context
from desktop.reports.forms.second_keying import build
from desktop.rules.differences import kind_of
from desktop.rules.standard import Standard
from desktop.services.catalogue import standard
from desktop.services.changes import Changes, changes
from desktop.services.registering import own_commune
from desktop.services.reporting import Paper, ink
from desktop.services.reviewing import round_of
from desktop.store import acts, audit, households, reviews, second_keyings, settings
from desktop.store.connection import Db, writing
from desktop.store.second_keyings import Complete
from desktop.text import t

PERCENT = 5
FREQUENT = 3


# The lot -----------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Drawn:
    """How many sheets came out now, how many are drawn in all, of how many complete ones."""

    now: int
    drawn: int
    complete: int
    changes: Changes


def percent_of(db: Db) -> int:
    """How many per cent of the complete sheets are keyed again in this book."""
    return settings.get(db, "second-percent", int) or PERCENT


def wanted(complete: int, percent: int) -> int:
    """How many of so many complete sheets are to be keyed again: rounded up, at least one."""
    return -(-complete * percent // 100)


def draw(db: Db, year: int, percent: int, *, now: datetime.datetime, by: str, rng: Random) -> Drawn:
    """Draw complete sheets up to `percent` (1–100), spread over those who keyed them.

    Sheets drawn before stay drawn: once more sheets are complete, drawing again adds to them.
    Raises RoundMissing, RoundNotHere.
    """
    own_commune(db)
    round_of(db, year)
    known = {s.household_uid: s.first_by for s in second_keyings.of_year(db, year)}
    complete = second_keyings.complete(db, year)
    chosen = _choose(complete, known, wanted(len(complete), percent), rng)
    drawn = [_drawn(db, c, year, now=now, by=by) for c in chosen]
    with writing(db):
        settings.put(db, "second-percent", percent)
        second_keyings.put(db, drawn)
        audit.add(
            db, at=now, by=by, action="second-drawn", subject=str(year),
            after={"percent": percent, "households": [c.household_uid for c in chosen]},
        )  # fmt: skip
    total = len(known) + len(drawn)
    return Drawn(len(drawn), total, len(complete), changes("second"))


def _choose(
    complete: Sequence[Complete], known: Mapping[str, str], target: int, rng: Random
) -> list[Complete]:
    """By lot, the next one always from whoever has the smallest share of sheets drawn so far.

    `known`: households drawn before → who keyed them first (the trail may name who settled them).
    """
    piles: dict[str, list[Complete]] = defaultdict(list)
    done, of = Counter[str](), Counter[str]()
    for sheet in sorted(complete, key=lambda c: c.household_uid):
        by = known.get(sheet.household_uid, sheet.by)
        of[by] += 1
        if sheet.household_uid in known:
            done[by] += 1
        else:
            piles[by].append(sheet)
    chosen: list[Complete] = []
    while len(chosen) < target - len(known) and piles:
        least = min(done[p] / of[p] for p in piles)
        person = rng.choice([p for p in sorted(piles) if done[p] / of[p] == least])
        chosen.append(piles[person].pop(rng.randrange(len(piles[person]))))
        done[person] += 1
        if not piles[person]:
            del piles[person]
    return chosen


def _drawn(db: Db, of: Complete, year: int, *, now: datetime.datetime, by: str) -> SecondKeying:
    review = reviews.get(db, of.household_uid, year)
    assert review is not None, "it was found by its review"
    return SecondKeying(
        uid=uuid4().hex,
        household_uid=of.household_uid,
        year=year,
        drawn_at=now,
        drawn_by=by,
        first_by=of.by,
        first=KeyedSheet(household=_as_completed(db, of), answers=review.answers),
    )


def _as_completed(db: Db, of: Complete) -> Household:
    """The household as it was when the sheet was completed: the paper knows nothing later."""
    known = households.get(db, of.household_uid)
    assert known is not None, "a review has a household"
    later: list[tuple[datetime.datetime, Household]] = []
    if changed := second_keyings.changed_since(db, of.household_uid, of.line):
        later.append(changed)
    for act in acts.of_household(db, of.household_uid):
        before = next((h for h in act.before.households if h.uid == known.uid), None)
        if act.at > of.at and before is not None:
            later.append((act.at, before))
    return min(later, key=lambda found: found[0])[1] if later else known


# What lies there ---------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A drawn sheet in a list; `open_count` differences of `count` wait for a decision."""

    uid: str
    number: str
    head_name: str
    village: str
    state: SecondState
    first_by: str
    second_by: str
    count: int = 0
    open_count: int = 0


def due(db: Db, year: int) -> list[Line]:
    """The drawn sheets that nobody has finished keying again, in the order of the paper piles."""
    return _lines(db, year, (SecondState.DRAWN, SecondState.BEGUN))


def to_settle(db: Db, year: int) -> list[Line]:
    """The sheets keyed again whose differences wait for a decision."""
    return _lines(db, year, (SecondState.KEYED,))


def _lines(db: Db, year: int, states: Sequence[SecondState]) -> list[Line]:
    found = [_line(s) for s in second_keyings.of_year(db, year) if s.state in states]
    return sorted(found, key=lambda line: (sort_key(line.village), line.number))


def _line(second: SecondKeying) -> Line:
    home = second.first.household
    return Line(
        uid=home.uid,
        number=home.number,
        head_name=home.head_name,
        village=home.village,
        state=second.state,
        first_by=second.first_by,
        second_by=second.second_by,
        count=len(second.differences),
        open_count=second.open_count,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Where the check stands: without a round (`is_open` False) the lists are empty."""

    is_open: bool
    rates: ErrorRates
    due: tuple[Line, ...] = ()
    to_settle: tuple[Line, ...] = ()

    @property
    def missing(self) -> int:
        """How many sheets a drawing would add now."""
        rates = self.rates
        return max(wanted(rates.complete, rates.percent) - rates.drawn, 0)


def board(db: Db, year: int) -> Board:
    """What is to draw, to key, to settle, and how it came out so far."""
    if reviews.get_round(db, year) is None:
        return Board(is_open=False, rates=ErrorRates(year=year, percent=percent_of(db)))
    return Board(
        is_open=True,
        rates=error_rates(db, year),
        due=tuple(due(db, year)),
        to_settle=tuple(to_settle(db, year)),
    )


def waiting(db: Db, year: int) -> tuple[int, int]:
    """How many drawn sheets wait to be keyed again, and how many to be settled."""
    found = second_keyings.counts(db, year)
    to_key = sum(found.get(s, 0) for s in (SecondState.DRAWN, SecondState.BEGUN))
    return to_key, found.get(SecondState.KEYED, 0)


# Error rates -------------------------------------------------------------------------------------
def error_rates(db: Db, year: int) -> ErrorRates:
    """How the check of a year stands, and how often each person erred in the sheets settled.

    A field of the first keying is wrong where the settled value is another; likewise the second's.
    Raises RoundMissing.
    """
    rules = standard(db, round_of(db, year).standard_id)
    seconds = second_keyings.of_year(db, year)
    states = Counter(s.state for s in seconds)
    return ErrorRates(
        year=year,
        percent=percent_of(db),
        complete=len(second_keyings.complete(db, year)),
        drawn=len(seconds),
        to_key=states[SecondState.DRAWN] + states[SecondState.BEGUN],
        to_settle=states[SecondState.KEYED],
        settled=states[SecondState.SETTLED],
        people=_people([s for s in seconds if s.state is SecondState.SETTLED], rules),
    )


def _people(done: Sequence[SecondKeying], rules: Standard) -> tuple[PersonRate, ...]:
    names = sorted({n for s in done for n in (s.first_by, s.second_by)}, key=sort_key)
    return tuple(
        PersonRate(
            name=name,
            first=_tally([(s, _wrong(s, "first")) for s in done if s.first_by == name]),
            second=_tally([(s, _wrong(s, "second")) for s in done if s.second_by == name]),
            frequent=_frequent(done, name, rules),
        )
        for name in names
    )


def _wrong(second: SecondKeying, side: str) -> list[Difference]:
    return [d for d in second.differences if getattr(d, f"{side}_wrong")]


def _tally(found: Sequence[tuple[SecondKeying, Sequence[Difference]]]) -> Tally:
    return Tally(
        sheets=len(found),
        fields=sum(second.fields for second, _ in found),
        wrong=sum(len(wrong) for _, wrong in found),
    )


def _frequent(
    done: Sequence[SecondKeying], name: str, rules: Standard
) -> tuple[tuple[str, int], ...]:
    kinds = Counter(
        kind_of(d.place)
        for second in done
        for side, by in (("first", second.first_by), ("second", second.second_by))
        if by == name
        for d in _wrong(second, side)
    )
    best = sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))[:FREQUENT]
    return tuple((field_word(rules, kind), count) for kind, count in best)


def field_word(rules: Standard, place: str) -> str:
    """What a field of the sheet is called: "Ngày sinh", "Nguồn nước"; without its line."""
    kind, *rest = kind_of(place).split(":")
    if not rest:
        return t(f"verify-field-{kind}")
    if kind in ("member", "general"):
        return t(f"verify-field-{rest[0]}")
    labels = {
        "b1": {i.id: i.label for i in rules.b1_items},
        "fact": {c.id: c.label for d in rules.deprivations for c in d.choices},
        "deprivation": {d.code: d.name for d in rules.deprivations},
        "cause": {c.code: c.label for c in rules.causes},
    }
    return t(f"verify-field-of-{kind}", name=labels[kind].get(rest[0], rest[0]))


# The printed page --------------------------------------------------------------------------------
def paper(db: Db, year: int) -> Paper:
    """The error rates as a page of the office's own, to be printed or saved as PDF and Excel.

    Raises RoundMissing, NothingToReport while no sheet is settled.
    """
    rates = error_rates(db, year)
    if not rates.settled:
        raise NothingToReport(form=t("paper-second-title"), year=str(year))
    office = settings.office(db)
    context = Context(
        office=office,
        signatory=settings.signatory(db),
        year=year,
        practice=standard(db, round_of(db, year).standard_id).practice,
    )
    sheet = build(rates, context)
    mark = "luyen-tap_" if office.practice else ""
    return Paper(
        form_id="second-keying", year=year, official=True,
        stem=f"{mark}nhap_lai_{office.code}_{year}",
        sheet=sheet, pdf=ink(sheet, "pdf"), checks=(),
    )  # fmt: skip
