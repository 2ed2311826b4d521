"""Measures for households: planned first (who, who not and why, what is odd), then written as one deed.

Everything goes through services.undoing and is undone as one by `put_back`.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import uuid4

from desktop.domain.act import Act, Touched
from desktop.domain.plain_text import plain
from desktop.domain.planning import Measure, MeasureState, PlannedEscape
from desktop.domain.review import Finding
from desktop.domain.unit import Office
from desktop.domain.vietnamese import name_key, nfc, sort_key
from desktop.errors import MeasureAmiss
from desktop.rules import measures as rules
from desktop.rules.measures import HouseholdFacts
from desktop.services import lending, undoing
from desktop.services.catalogue import words_of
from desktop.services.changes import Changes, changes
from desktop.services.planning import measure_kinds
from desktop.services.registering import own_commune
from desktop.store import audit, measured, measures, reviews, settings
from desktop.store.connection import Db
from desktop.store.measured import Home
from desktop.text import t

__all__ = [
    "ACTS", "Done", "Home", "MeasureLine", "MeasurePlan", "MeasureWish", "Story", "change", "check", "do",
    "homes", "lines", "money", "of_household", "plan", "plan_escape", "plan_year", "programmes", "put_back", "remove", "responsibles",
    "set_state", "story", "without",
]  # fmt: skip

ACTS = ("measure_recorded", "measure_changed", "measure_removed")
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureWish:
    """A measure that each of the households is to get, in words as typed."""

    year: int
    uids: tuple[str, ...]
    kind: str
    state: MeasureState = MeasureState.PLANNED
    programme: str = ""
    amount: int | None = None
    starts_on: datetime.date | None = None
    ends_on: datetime.date | None = None
    responsible: str = ""
    against: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurePlan:
    """What would come of a wish: measures to be written, uids that get none and why ("unknown").

    `findings` say what cannot be (then nothing is written) or is odd, one of each code, worst first;
    `concerned`: code → the households it is about. `stamp`: the newest line of the trail then.
    """

    wish: MeasureWish
    measures: tuple[Measure, ...] = ()
    refused: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    concerned: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stamp: int = 0

    @property
    def changing(self) -> tuple[str, ...]:
        """The households that get the measure."""
        return tuple(m.household_uid for m in self.measures)

    @property
    def is_blocked(self) -> bool:
        """Whether something has to be mended first."""
        return rules.is_blocked(self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was done: to how many records, and the deed that undoes it ("" where nothing changed)."""

    count: int
    act_uid: str
    changes: Changes
    uids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureLine:
    """A measure with its household (None where the book has it no more) and what is odd about it."""

    measure: Measure
    home: Home | None
    kind_name: str
    findings: tuple[Finding, ...] = ()

    @property
    def village(self) -> str:
        """Where the household is, "" where it is not in the book."""
        return self.home.village if self.home else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What was done and planned for one household, the newest plan year first, with the names of
    kinds; `plan_year` is the one that a new measure would belong to."""

    uid: str
    plan_year: int
    measures: tuple[Measure, ...]
    escapes: tuple[PlannedEscape, ...]
    kinds: Mapping[str, str]


# Recording ---------------------------------------------------------------------------------------
def plan(db: Db, wish: MeasureWish, *, today: datetime.date) -> MeasurePlan:
    """Who would get the measure, who not and why, what is odd; writes nothing.

    Raises RoundNotHere at an upper office, BranchNotMain on a second PC.
    """
    office = _writer(db)
    wish = _composed(wish)
    homes = measured.homes(db, wish.uids, wish.year)
    known = _by_household(measures.of_households(db, [*homes], wish.year))
    group = uuid4().hex if len(homes) > 1 else ""
    made = [_made(wish, home, office, group) for home in homes.values()]
    names = deprivation_names(db, wish.year)
    found = {
        m.household_uid: rules.findings(
            m, _facts(homes[m.household_uid], known[m.household_uid]), names, today
        )
        for m in made
    }
    lost = tuple(uid for uid in wish.uids if uid not in homes)
    return MeasurePlan(
        wish=wish, measures=tuple(made), refused={UNKNOWN: lost} if lost else {},
        findings=_one_of_each(f for some in found.values() for f in some),
        concerned=_concerned(found), stamp=audit.newest_id(db),
    )  # fmt: skip


def do(db: Db, planned: MeasurePlan, *, now: datetime.datetime, by: str) -> Done:
    """Write what was planned; planned anew where the book has changed since. Raises MeasureAmiss."""
    if planned.stamp != audit.newest_id(db):
        planned = plan(db, planned.wish, today=now.astimezone().date())
    _check(planned.findings)
    after = Touched(measures=planned.measures)
    return _done(db, "measure_recorded", Touched(), after, now=now, by=by)


def _writer(db: Db) -> Office:
    office = own_commune(db)
    lending.check_main(db)
    return office


def _composed(wish: MeasureWish) -> MeasureWish:
    return replace(
        wish, programme=_line(wish.programme), responsible=_line(wish.responsible),
        note=_line(wish.note), uids=tuple(dict.fromkeys(wish.uids)),
    )  # fmt: skip


def _line(text: str) -> str:
    return plain(nfc(text))


def _made(wish: MeasureWish, home: Home, office: Office, group: str) -> Measure:
    return Measure(
        uid=uuid4().hex, household_uid=home.uid, commune_code=home.commune_code, year=wish.year,
        kind=wish.kind, state=wish.state, programme=wish.programme, amount=wish.amount,
        starts_on=wish.starts_on, ends_on=wish.ends_on, responsible=wish.responsible,
        against=wish.against, note=wish.note, group=group, written_by=office.book_id,
    )  # fmt: skip


def _by_household(found: Iterable[Measure]) -> defaultdict[str, list[Measure]]:
    of: defaultdict[str, list[Measure]] = defaultdict(list)
    for one in found:
        of[one.household_uid].append(one)
    return of


def _facts(home: Home | None, others: Sequence[Measure]) -> HouseholdFacts:
    if home is None:
        return HouseholdFacts(listed=True, others=tuple(others), lost=True)
    return HouseholdFacts(
        listed=home.is_listed if home.household_class else None, deprived=home.deprived,
        causes=home.causes, gone_on=home.gone_on, others=tuple(others),
    )  # fmt: skip


def _one_of_each(found: Iterable[Finding]) -> tuple[Finding, ...]:
    first: dict[str, Finding] = {}
    for one in found:
        first.setdefault(one.code, one)
    return tuple(sorted(first.values(), key=lambda f: not rules.is_blocked([f])))


def _concerned(found: Mapping[str, Sequence[Finding]]) -> dict[str, tuple[str, ...]]:
    of: defaultdict[str, list[str]] = defaultdict(list)
    for uid, some in found.items():
        for one in some:
            of[one.code].append(uid)
    return {code: tuple(uids) for code, uids in of.items()}


def _check(found: Iterable[Finding]) -> None:
    for one in found:
        if rules.is_blocked([one]):
            raise MeasureAmiss(why=t(f"finding-{one.code}", **one.details))


def deprivation_names(db: Db, year: int) -> dict[str, str]:
    """The words of deprivations and causes ("cause:capital") for a plan year: the law's names."""
    opened = reviews.get_round(db, year - 1) or reviews.get_round(db, year)
    law = words_of(db, opened.standard_id if opened else "", year - 1)
    causes = {f"{rules.CAUSE}{c.code}": c.label for c in law.causes}
    return {d.code: d.name for d in law.deprivations} | causes


# Changing ----------------------------------------------------------------------------------------
def check(db: Db, measure: Measure, *, today: datetime.date) -> list[Finding]:
    """What is odd about a measure as it would stand."""
    home = measured.homes(db, [measure.household_uid], measure.year).get(measure.household_uid)
    others = measures.of_households(db, [measure.household_uid], measure.year)
    return rules.findings(measure, _facts(home, others), deprivation_names(db, measure.year), today)


def change(db: Db, wanted: Sequence[Measure], *, now: datetime.datetime, by: str) -> Done:
    """Write measures as they are wanted; those that say nothing new are left alone.

    Raises MeasureAmiss for one that cannot be; RoundNotHere, BranchNotMain.
    """
    _writer(db)
    today = now.astimezone().date()
    held = {m.uid: m for m in measures.get_many(db, [m.uid for m in wanted])}
    pairs = []
    for one in wanted:
        before = held.get(one.uid)
        after = replace(
            one, programme=_line(one.programme), responsible=_line(one.responsible),
            note=_line(one.note),
        )  # fmt: skip
        if before is None or replace(after, revision=before.revision) == before:
            continue
        _check(rules.of_itself(after, today))
        pairs.append((before, replace(after, revision=before.revision + 1)))
    old, new = (
        Touched(measures=tuple(a for a, _ in pairs)),
        Touched(measures=tuple(b for _, b in pairs)),
    )
    return _done(db, "measure_changed", old, new, now=now, by=by)


def set_state(
    db: Db, uids: Sequence[str], state: MeasureState, *, now: datetime.datetime, by: str
) -> Done:
    """Bring many measures into a state; done ones end today unless they say when they ended."""
    today = now.astimezone().date()
    wanted = [rules.in_state(m, state, today) for m in measures.get_many(db, uids)]
    return change(db, [m for m in wanted if not rules.is_blocked(rules.of_itself(m, today))], now=now, by=by)  # fmt: skip


def remove(db: Db, uids: Sequence[str], *, now: datetime.datetime, by: str) -> Done:
    """Take measures out that were recorded by mistake (one that was given up is stopped instead)."""
    _writer(db)
    before = Touched(measures=tuple(measures.get_many(db, uids)))
    return _done(db, "measure_removed", before, Touched(), now=now, by=by)


def _done(
    db: Db, kind: str, before: Touched, after: Touched, *, now: datetime.datetime, by: str
) -> Done:
    records = after.measures or before.measures
    if not records:
        return Done(count=0, act_uid="", changes=changes())
    uid = uuid4().hex
    told = undoing.do(db, Act(uid=uid, kind=kind, at=now, by=by, before=before, after=after))
    homes = tuple(dict.fromkeys(m.household_uid for m in records))
    return Done(count=len(records), act_uid=uid, changes=told, uids=homes)


def plan_escape(
    db: Db, year: int, uids: Sequence[str], planned: bool, *, now: datetime.datetime, by: str
) -> Done:
    """Register households to leave poverty in a year, or no more: see escapes.look for who can."""
    from desktop.services.planning import escapes

    return escapes.plan_escape(db, year, uids, planned=planned, now=now, by=by)


def put_back(db: Db, act_uid: str, *, now: datetime.datetime, by: str) -> Changes:
    """Undo a deed on measures or planned escapes. Raises UndoTooLate."""
    return undoing.undo(db, act_uid, now=now, by=by)


# Reading -----------------------------------------------------------------------------------------
def lines(
    db: Db, year: int, *, today: datetime.date, commune_code: str = "", kind: str = "",
    state: str = "", village: str = "",
) -> list[MeasureLine]:  # fmt: skip
    """The measures of a plan year by village, household and kind, with what is odd about each."""
    if not commune_code and not settings.office(db).is_upper:
        commune_code = settings.office(db).code
    found = _lines(db, measures.of_year(db, year, commune_code), year, today)
    return [
        line
        for line in found
        if kind in ("", line.measure.kind)
        and state in ("", line.measure.state)
        and village in ("", line.village)
    ]


def _lines(db: Db, found: Sequence[Measure], year: int, today: datetime.date) -> list[MeasureLine]:
    homes = measured.homes(db, list({m.household_uid for m in found}), year)
    known = _by_household(found)
    words, kinds = deprivation_names(db, year), measure_kinds.names(db)
    made = [
        MeasureLine(
            measure=m, home=homes.get(m.household_uid),
            kind_name=measure_kinds.name_of(m.kind, kinds),
            findings=tuple(
                rules.findings(
                    m, _facts(homes.get(m.household_uid), known[m.household_uid]), words, today
                )
            ),
        )
        for m in found
    ]  # fmt: skip

    def order(line: MeasureLine) -> tuple[str, ...]:
        home = line.home
        name = name_key(home.head_name) if home else ""
        number = home.number if home else ""
        return line.measure.commune_code, sort_key(line.village), name, number, line.kind_name

    return sorted(made, key=order)


def of_household(db: Db, uid: str) -> list[Measure]:
    """All measures of a household, the newest year first."""
    return sorted(measures.of_households(db, [uid]), key=lambda m: -m.year)


def story(db: Db, uid: str, round_year: int) -> Story:
    """What was done and planned for a household; `round_year` is the round that is worked in."""
    return Story(
        uid=uid, plan_year=plan_year(db, round_year), measures=tuple(of_household(db, uid)),
        escapes=tuple(measures.escapes_of_households(db, [uid])), kinds=measure_kinds.names(db),
    )  # fmt: skip


def homes(db: Db, uids: Sequence[str], year: int) -> list[Home]:
    """Households as a plan year meets them, in the order asked for; unknown ones are left out."""
    found = measured.homes(db, uids, year)
    return [found[uid] for uid in uids if uid in found]


def plan_year(db: Db, round_year: int) -> int:
    """The plan year that households of a round belong to: the next one, once the round is decided."""
    return round_year + 1 if round_year in reviews.decided_years(db) else round_year


def without(db: Db, year: int, *, commune_code: str = "", village: str = "") -> list[Home]:
    """The poor and near-poor of the year before who have no measure in the plan year yet."""
    found = measured.listed(db, year, commune_code)
    return [h for h in found if not h.is_helped and village in ("", h.village)]


def money(db: Db, year: int) -> int:
    """Đồng of all measures of a plan year that were not stopped, passed-on sums included."""
    from desktop.services.planning import following

    return following.summed(following.unit_sums(db, year)).amount


def programmes(db: Db) -> list[str]:
    """Programmes named so far, the most frequent first."""
    return measures.programmes(db)


def responsibles(db: Db) -> list[str]:
    """Who was responsible so far, the most frequent first."""
    return measures.responsibles(db)
