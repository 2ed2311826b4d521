"""Sums of measures and fates of deprivations are what a plain recount of the records finds."""

from __future__ import annotations

import datetime
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.household import Household
from desktop.domain.planning import Fate, Measure, MeasureState, MeasureSum, PlannedEscape, UnitSums
from desktop.domain.review import (
    Event,
    EventKind,
    HouseholdClass,
    Outcome,
    Review,
    ReviewState,
    RoundKind,
)
from desktop.domain.unit import Area
from desktop.services.planning import following
from desktop.store import following as store
from desktop.store import households, measures, plans, reviews
from desktop.store.connection import Db, close_book, open_book, writing
from tests.services.conftest import Books, Opener
from tests.services.made import COMMUNE, LIST, SECOND, UPPER, people

YEAR = 2026
SOME = ("water", "toilet", "employment")
VILLAGES = ("Nà Bó", "Nà Mỵ")
lacks = st.lists(st.sampled_from(SOME), unique=True, max_size=3).map(tuple)


@dataclass(frozen=True)
class Sheet:
    """A decided or open sheet of a year: its class and what it lacks; `known` says whether it does say."""

    year: int
    kind: RoundKind
    of: HouseholdClass
    lacks: tuple[str, ...]
    known: bool
    draft: bool
    decided: str


@dataclass(frozen=True)
class Aid:
    """A measure of a household."""

    year: int
    kind: str
    state: MeasureState
    amount: int | None
    against: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """One household, what became of it, what was done for it."""

    commune: str
    village: str
    sheets: tuple[Sheet, ...]
    events: tuple[tuple[EventKind, datetime.date], ...]
    aid: tuple[Aid, ...]
    planned: frozenset[int]


sheets = st.builds(
    Sheet,
    year=st.sampled_from((YEAR - 1, YEAR)),
    kind=st.sampled_from((RoundKind.PERIODIC, RoundKind.IN_YEAR)),
    of=st.sampled_from(HouseholdClass),
    lacks=lacks,
    known=st.sampled_from((True, True, False)),
    draft=st.sampled_from((False, False, False, True)),
    decided=st.sampled_from(("", "04-29", "12-16")),
)
told = st.builds(
    Told,
    commune=st.sampled_from((COMMUNE, SECOND)),
    village=st.sampled_from(VILLAGES),
    sheets=st.lists(sheets, max_size=4, unique_by=lambda s: (s.year, s.kind)).map(tuple),
    events=st.lists(
        st.tuples(
            st.sampled_from((EventKind.MOVED_AWAY, EventKind.MOVED_IN, EventKind.BORN)),
            st.dates(datetime.date(YEAR - 1, 1, 1), datetime.date(YEAR + 1, 6, 30)),
        ),
        max_size=2,
    ).map(tuple),
    aid=st.lists(
        st.builds(
            Aid,
            year=st.sampled_from((YEAR - 1, YEAR)),
            kind=st.sampled_from(("credit", "housing")),
            state=st.sampled_from(MeasureState),
            amount=st.none() | st.integers(0, 90_000_000),
            against=lacks,
        ),
        max_size=3,
    ).map(tuple),
    planned=st.frozensets(st.sampled_from((YEAR - 1, YEAR)), max_size=2),
)


def write(db: Db, all_told: Sequence[Told]) -> None:
    """Households h0, h1 … with their sheets, events, measures and planned escapes."""
    for table in ("measure", "planned_escape", "event", "review", "household", "counted_sum"):
        db.execute(f"DELETE FROM {table}")
    for n, one in enumerate(all_told):
        uid = f"h{n}"
        households.put(
            db,
            [
                Household(
                    uid=uid, number=f"{n:04d}", commune_code=one.commune, list_version=LIST,
                    village=one.village, members=people(f"Bàn Văn {n}", 2), written_by="book",
                )
            ],
        )  # fmt: skip
        reviews.put(db, [_review(uid, s, one.village) for s in one.sheets])
        reviews.put_events(
            db,
            [
                Event(uid=f"{uid}-{i}", household_uid=uid, kind=kind, happened_on=day)
                for i, (kind, day) in enumerate(one.events)
            ],
        )
        measures.put(db, [_measure(uid, one.commune, i, aid) for i, aid in enumerate(one.aid)])
        measures.put_escapes(
            db,
            [
                PlannedEscape(uid=f"{uid}-{y}", household_uid=uid, commune_code=one.commune, year=y)
                for y in one.planned
            ],
        )


def _review(uid: str, sheet: Sheet, village: str) -> Review:
    day = datetime.date.fromisoformat(f"{sheet.year}-{sheet.decided}") if sheet.decided else None
    outcome = Outcome(
        household_class=sheet.of, b1_points=100, deprived=sheet.lacks if sheet.known else (),
        b2_points=10 * len(sheet.lacks) if sheet.known else None, standard_id="2022-2025",
    )  # fmt: skip
    return Review(
        uid=f"{uid}-{sheet.year}-{sheet.kind}", household_uid=uid, year=sheet.year, kind=sheet.kind,
        state=ReviewState.DRAFT if sheet.draft else ReviewState.COMPLETE, area=Area.RURAL,
        people=3, village=village, outcome=None if sheet.draft else outcome,
        decision_no="12" if day else "", decision_on=day,
    )  # fmt: skip


def _measure(uid: str, commune: str, number: int, aid: Aid) -> Measure:
    return Measure(
        uid=f"{uid}-m{number}", household_uid=uid, commune_code=commune, year=aid.year,
        kind=aid.kind, state=aid.state, amount=aid.amount, against=aid.against,
    )  # fmt: skip


# The recount, by hand ----------------------------------------------------------------------------
def deciding(one: Told, year: int) -> Sheet | None:
    """The sheet that decides the class of a year."""
    counted = [
        s
        for s in one.sheets
        if s.year == year and not s.draft and (s.kind is RoundKind.PERIODIC or s.decided)
    ]
    return max(counted, key=lambda s: (s.decided or "99", s.kind), default=None)


def is_here(one: Told, year: int) -> bool:
    """Whether the household is there at the end of a year."""
    past = [(kind, day) for kind, day in one.events if day.year <= year]
    came = [day for kind, day in past if kind is EventKind.MOVED_IN]
    went = [day for kind, day in past if kind is EventKind.MOVED_AWAY]
    return all(any(c > w for c in came) for w in went)


def recount(all_told: Sequence[Told], *, by_village: bool) -> dict[tuple[str, str], UnitSums]:
    groups: defaultdict[tuple[str, str], list[Told]] = defaultdict(list)
    for one in all_told:
        groups[one.commune, one.village if by_village else ""].append(one)
    found = {key: _sums(some, key[1] or key[0]) for key, some in groups.items()}
    empty = UnitSums(year=YEAR, code="")
    return {k: s for k, s in found.items() if (s.measures, s.planned, s.fates) != (empty.measures, 0, {})}  # fmt: skip


def _by_kind(some: Sequence[Told]) -> dict[str, int]:
    """Kind → households with one that stands, each once however many states its measures are in."""
    standing = [
        {a.kind for a in one.aid if a.year == YEAR and a.state is not MeasureState.STOPPED}
        for one in some
    ]
    return dict(Counter(kind for kinds in standing for kind in kinds))


def _sums(some: Sequence[Told], code: str) -> UnitSums:
    parts: dict[tuple[str, MeasureState], MeasureSum] = {}
    for kind in ("credit", "housing"):
        for state in MeasureState:
            aid = [
                (n, a) for n, one in enumerate(some) for a in one.aid
                if (a.year, a.kind, a.state) == (YEAR, kind, state)
            ]  # fmt: skip
            if aid:
                parts[kind, state] = MeasureSum(
                    kind=kind, state=state, measures=len(aid), households=len({n for n, _ in aid}),
                    amount=sum(a.amount or 0 for _, a in aid),
                )  # fmt: skip
    fates: defaultdict[str, Counter[str]] = defaultdict(Counter)
    helped = planned = escaped = 0
    for one in some:
        before, now = deciding(one, YEAR - 1), deciding(one, YEAR)
        stands = {c for a in one.aid if a.year == YEAR and a.state != "stopped" for c in a.against}
        helped += any(a.year == YEAR and a.state != "stopped" for a in one.aid)
        if YEAR in one.planned and before and before.of == "poor" and is_here(one, YEAR - 1):
            planned += 1
            escaped += bool(now and now.of != "poor" and is_here(one, YEAR))
        here = is_here(one, YEAR - 1) and is_here(one, YEAR)
        if before and now and here and before.known and now.known:
            for lack in before.lacks:
                way = "stayed" if lack in now.lacks else "gone"
                fates[lack][f"{way}_{'with' if lack in stands else 'without'}"] += 1
    return UnitSums(
        year=YEAR, code=code, measures=tuple(parts[k] for k in sorted(parts)), helped=helped,
        helped_by_kind=_by_kind(some),
        planned=planned, escaped=escaped, fates={c: Fate(**n) for c, n in fates.items()},
    )  # fmt: skip


@pytest.fixture(scope="module")
def book(made_books: Books, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Db]:
    """One book of the province for all examples."""
    made = made_books[UPPER]
    path = tmp_path_factory.mktemp("following") / "book.rasoat-book"
    shutil.copyfile(made.path, path)
    db = open_book(path, code=made.code)
    yield db
    close_book(db)


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(all_told=st.lists(told, max_size=6))
def test_sql_counts_what_a_plain_recount_counts(book: Db, all_told: list[Told]) -> None:
    with writing(book):
        write(book, all_told)
    for by_village in (True, False):
        expected = recount(all_told, by_village=by_village)
        found = store.unit_sums(book, YEAR, by_village=by_village)
        assert found == expected
        for commune in (COMMUNE, SECOND):
            alone = store.unit_sums(book, YEAR, by_village=by_village, commune_code=commune)
            assert alone == {k: s for k, s in expected.items() if k[0] == commune}
    whole = recount(all_told, by_village=False)
    assert {s.code: s for s in following.unit_sums(book, YEAR)} == {
        s.code: s for s in whole.values()
    }
    for code in SOME:
        names = following.cases(book, YEAR, code)
        fate = following.summed(whole.values()).fates.get(code, Fate())
        counted = Counter(store.fate_of(c.stayed, c.helped) for c in names)
        assert Fate(**counted) == fate


POOR = HouseholdClass.POOR


def sheet(year: int, *lacks: str, of: HouseholdClass = POOR) -> Sheet:
    return Sheet(
        year=year, kind=RoundKind.PERIODIC, of=of, lacks=lacks, known=True, draft=False, decided=""
    )


def aid(*against: str, state: MeasureState = MeasureState.DONE, amount: int | None = None) -> Aid:
    return Aid(year=YEAR, kind="housing", state=state, amount=amount, against=against)


def household(*, sheets: Sequence[Sheet], aid: Sequence[Aid] = (), planned: bool = False) -> Told:
    return Told(
        commune=COMMUNE, village="Nà Bó", sheets=tuple(sheets), events=(), aid=tuple(aid),
        planned=frozenset([YEAR]) if planned else frozenset(),
    )  # fmt: skip


def test_what_went_with_a_measure_is_told_apart_from_what_went_without(commune: Db) -> None:
    near = HouseholdClass.NEAR_POOR
    with writing(commune):
        write(
            commune,
            [
                household(
                    sheets=[sheet(YEAR - 1, "water", "toilet"), sheet(YEAR, "toilet", of=near)],
                    aid=[aid("water", amount=3_000_000)], planned=True,
                ),
                household(
                    sheets=[sheet(YEAR - 1, "water"), sheet(YEAR)],
                    aid=[aid("water", state=MeasureState.STOPPED, amount=9_000_000)],
                ),
                household(sheets=[sheet(YEAR - 1, "toilet"), sheet(YEAR, "toilet")], planned=True),
            ],
        )  # fmt: skip
    [sums] = following.unit_sums(commune, YEAR)
    assert sums.code == "Nà Bó"
    assert (sums.helped, sums.amount, sums.recorded) == (1, 3_000_000, 1)
    assert (sums.planned, sums.escaped) == (2, 1)
    assert sums.fates == {
        "water": Fate(gone_with=1, gone_without=1),
        "toilet": Fate(stayed_without=2),
    }


def test_an_upper_office_counts_anew_what_was_written_since(upper: Db) -> None:
    with writing(upper):
        write(upper, [household(sheets=[sheet(YEAR - 1, "water"), sheet(YEAR, "water")])])
    [before] = following.unit_sums(upper, YEAR)
    assert before.fates["water"] == Fate(stayed_without=1)
    with writing(upper):
        measures.put(upper, [_measure("h0", COMMUNE, 0, aid("water"))])
    [after] = following.unit_sums(upper, YEAR)
    assert after.fates["water"] == Fate(stayed_with=1)
    with writing(upper):
        measures.delete(upper, ["h0-m0"])
        reviews.put(upper, [_review("h0", sheet(YEAR), "Nà Bó")])
    assert following.unit_sums(upper, YEAR)[0].fates["water"] == Fate(gone_without=1)


def test_a_household_with_two_measures_of_a_kind_counts_once_in_it(commune: Db) -> None:
    two = [aid("water"), aid("water", state=MeasureState.DONE)]
    with writing(commune):
        write(commune, [household(sheets=[sheet(YEAR - 1, "water")], aid=two)])
    whole = following.summed(following.unit_sums(commune, YEAR))
    [line] = following.by_kind(whole).values()
    assert (line.measures, line.households) == (2, 1)


def test_sums_passed_on_hold_for_their_commune(open_made: Opener) -> None:
    upper = open_made(UPPER)
    passed = UnitSums(year=YEAR, code=SECOND, helped=7, planned=5, escaped=3)
    with writing(upper):
        write(upper, [household(sheets=[sheet(YEAR - 1, "water"), sheet(YEAR)])])
        plans.put_sums(upper, [passed], "071")
    found = {s.code: s for s in following.unit_sums(upper, YEAR)}
    assert found[SECOND] == passed
    assert following.unit_sums(upper, YEAR, SECOND) == [passed]
    whole = following.summed(found.values(), "08")
    assert (whole.helped, whole.planned, whole.fates["water"].gone_without) == (7, 5, 1)
