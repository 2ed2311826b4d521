"""Forms 7.1–7.10 close, agree, and are what a recount by hand finds, whatever a season brings."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.household import Household
from desktop.domain.review import (
    Answers,
    Event,
    EventKind,
    HouseholdClass,
    Outcome,
    Residents,
    Review,
    ReviewState,
    RoundKind,
)
from desktop.domain.totals import ClassDetail, Flow, UnitFigures
from desktop.domain.unit import Area, Office, Signatory
from desktop.reports.forms import FORMS, Context
from desktop.services import counting, overview
from desktop.services.catalogue import shipped_standard
from desktop.services.counting import balance_breaks, report_totals, unit_figures
from desktop.store import households, reviews, totals
from desktop.store import settings as settings_store
from desktop.store.connection import Db, close_book, open_book, writing
from tests import recount as recounting
from tests.recount import Counted, Recount, recount
from tests.services.conftest import Books
from tests.services.made import (
    CODES,
    COMMUNE,
    NEAR,
    NOT,
    POOR,
    SECOND,
    UPPER,
    add,
    carry_decision,
    happen,
    key,
    open_rounds,
    people,
    residents,
)

YEARS = (2024, 2025, 2026)
ONE_LINE = ("7.1", "7.4", "7.5", "7.6", "7.7", "7.9")
TRAITS = ("no_labour_capacity", "merit_person")
CAUSES = tuple(c.code for c in shipped_standard("2022-2025").causes)
VILLAGES = ("Nà Bó", "Nà Mỵ")


# Random seasons ----------------------------------------------------------------------------------
@dataclass(frozen=True)
class Told:
    """What happened to one household."""

    commune: str
    village: str
    classes: dict[int, HouseholdClass]
    sizes: dict[int, int]
    drafts: frozenset[int]
    moved: bool
    events: tuple[tuple[EventKind, datetime.date], ...]
    group: str
    lacking: tuple[str, ...]
    causes: tuple[str, ...]
    traits: tuple[bool, bool]
    traits_then: tuple[bool | None, bool | None]
    decided: str
    in_year: tuple[int, HouseholdClass, str] | None


# An in-year case is decided before the yearly review, or after it.
DECIDED_ON = ("04-29", "12-16")
GROUPS = ("", "Kinh", "Dao", "Tày", "Giáy", "Khác")
flags = st.sampled_from((None, False, True))
days = st.dates(datetime.date(2024, 1, 1), datetime.date(2027, 6, 30))
told = st.builds(
    Told,
    commune=st.sampled_from((COMMUNE, SECOND)),
    village=st.sampled_from(VILLAGES),
    classes=st.dictionaries(st.sampled_from(YEARS), st.sampled_from(HouseholdClass), max_size=3),
    sizes=st.fixed_dictionaries({y: st.integers(1, 7) for y in YEARS}),
    drafts=st.frozensets(st.sampled_from(YEARS), max_size=1),
    moved=st.booleans(),
    events=st.lists(st.tuples(st.sampled_from(EventKind), days), max_size=3).map(tuple),
    group=st.sampled_from(GROUPS),
    lacking=st.lists(st.sampled_from(CODES), max_size=6, unique=True).map(tuple),
    causes=st.lists(st.sampled_from(CAUSES), max_size=3, unique=True).map(tuple),
    traits=st.tuples(st.booleans(), st.booleans()),
    traits_then=st.tuples(flags, flags),
    decided=st.sampled_from(("", "11-20")),
    in_year=st.none()
    | st.tuples(
        st.sampled_from(YEARS), st.sampled_from(HouseholdClass), st.sampled_from(("", *DECIDED_ON))
    ),
)


def _write(db: Db, season: list[Told], commune: str = "") -> None:
    homes = [
        Household(
            uid=f"h{n}", number=f"{n:04d}", commune_code=commune or one.commune, list_version="2025",
            village=one.village, members=people("Bàn Văn Tiến", 1), written_by="book",
            merit_person=one.traits[0], no_labour_capacity=one.traits[1],
        )
        for n, one in enumerate(season)
    ]  # fmt: skip
    households.put(db, homes)
    reviews.put(db, [r for n, one in enumerate(season) for r in _reviews(n, one)])
    reviews.put_events(
        db,
        [
            Event(uid=f"e{n}-{i}", household_uid=f"h{n}", kind=kind, happened_on=on)
            for n, one in enumerate(season)
            for i, (kind, on) in enumerate(one.events)
        ],
    )


def _reviews(n: int, one: Told) -> Iterator[Review]:
    for year, of in one.classes.items():
        is_draft = year in one.drafts
        outcome = Outcome(
            household_class=of, b1_points=100, b2_points=30, deprived=one.lacking, standard_id=""
        )
        yield Review(
            uid=f"r{n}-{year}", household_uid=f"h{n}", year=year, kind=RoundKind.PERIODIC,
            state=ReviewState.DRAFT if is_draft else ReviewState.COMPLETE, area=Area.RURAL,
            people=one.sizes[year], village=VILLAGES[0] if one.moved else one.village,
            outcome=None if is_draft else outcome, ethnic_group=one.group,
            answers=Answers(causes=one.causes), merit_person=one.traits_then[0],
            no_labour_capacity=one.traits_then[1], **_decision(year, one.decided),
        )  # fmt: skip
    if one.in_year is not None:
        year, of, day = one.in_year
        yield Review(
            uid=f"i{n}-{year}", household_uid=f"h{n}", year=year, kind=RoundKind.IN_YEAR,
            state=ReviewState.COMPLETE, area=Area.RURAL, people=one.sizes[year] + 1,
            village=one.village, ethnic_group=one.group, answers=Answers(causes=one.causes),
            outcome=Outcome(
                household_class=of, b1_points=90, b2_points=40, deprived=one.lacking, standard_id=""
            ),
            **_decision(year, day),
        )  # fmt: skip


def _decision(year: int, day: str) -> dict[str, Any]:
    if not day:
        return {}
    return {"decision_no": "7/QĐ", "decision_on": datetime.date.fromisoformat(f"{year}-{day}")}


def _by_hand(db: Db, year: int, *, by_village: bool) -> Recount:
    def rows(sql: str) -> list[dict[str, object]]:
        return list(db.query(sql))

    # An upper office counts a year of those communes alone that have reported it.
    silent = (
        f"WHERE EXISTS (SELECT 1 FROM household o JOIN review r ON r.household_uid = o.uid WHERE"
        f" o.commune_code = h.commune_code AND r.year = {year} AND r.state = 'complete'"
        f" AND (r.kind = 'periodic' OR r.decision_no <> ''))"
    )
    return recount(
        rows(
            "SELECT uid, commune_code, village, merit_person, no_labour_capacity FROM household h "
            + ("" if by_village else silent)
        ),
        rows(
            "SELECT household_uid, year, state, class, people, village, ethnic_group, deprived,"
            " kind, decision_no, decision_on,"
            " merit_person, no_labour_capacity, coalesce((SELECT group_concat(value, ' ')"
            " FROM json_each(answers, '$.causes')), '') AS causes FROM review"
        ),
        rows("SELECT household_uid, kind, happened_on FROM event"),
        year,
        unit_of=lambda h, village: village if by_village else h["commune_code"],
    )


@pytest.fixture(scope="module")
def books(made_books: Books, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Db, Db]]:
    """A commune's and an upper office's book; each example is rolled back."""
    folder = tmp_path_factory.mktemp("counting")
    opened = []
    for code in (COMMUNE, UPPER):
        path = folder / code
        path.write_bytes(made_books[code].path.read_bytes())
        opened.append(open_book(path, code=made_books[code].code))
    yield opened[0], opened[1]
    for db in opened:
        close_book(db)


@settings(max_examples=250, deadline=None)
@given(season=st.lists(told, max_size=10), year=st.sampled_from((2025, 2026, 2027)))
def test_any_season_is_counted_as_by_hand_and_closes_or_says_who_breaks_it(
    books: tuple[Db, Db], season: list[Told], year: int
) -> None:
    for db, by_village in ((books[0], True), (books[1], False)):
        db.execute("BEGIN")
        try:
            _write(db, season, COMMUNE if by_village else "")
            _check(db, year, by_village=by_village)
        finally:
            db.execute("ROLLBACK")


def _check(db: Db, year: int, *, by_village: bool) -> None:
    figures = unit_figures(db, year)
    by_hand = _by_hand(db, year, by_village=by_village)
    assert {f.code: _plain(f) for f in figures if _plain(f) != Counted()} == {
        code: counted for code, counted in by_hand.units.items() if counted != Counted()
    }
    breaks = balance_breaks(db, year)
    assert breaks == len(by_hand.open_households)
    breaking = totals.breaking(db, year, is_upper=not by_village)
    assert {row[0] for row in breaking} == set(by_hand.open_households)
    closing = all(f.poor_flow.closes and f.near_poor_flow.closes for f in figures)
    assert closing == (breaks == 0)
    for f in figures:
        _check_agreement(f)
    if closing:
        _check_forms(settings_store.office(db), figures)


def _plain(f: UnitFigures) -> Counted:
    return Counted(
        classes={
            "poor": [f.poor_households, f.poor_people],
            "near_poor": [f.near_poor_households, f.near_poor_people],
        },
        flows={
            "poor": [[*f.poor_flow.households], [*f.poor_flow.people]],
            "near_poor": [[*f.near_poor_flow.households], [*f.near_poor_flow.people]],
        },
        told={"poor": _told(f.poor_detail), "near_poor": _told(f.near_poor_detail)},
    )


def _told(found: ClassDetail) -> recounting.Told:
    traits = {name: [*getattr(found, name)] for name in ("minority", *TRAITS)}
    return recounting.Told(
        lacking=dict(found.deprived), causes=dict(found.causes), groups=dict(found.ethnic_groups),
        traits={name: pair for name, pair in traits.items() if pair != [0, 0]},
    )  # fmt: skip


def _check_agreement(f: UnitFigures) -> None:
    """7.2 c2 = 7.3 c5, 7.2 c5 = 7.3 c3, and both end where 7.1 stands."""
    for line in ("households", "people"):
        poor, near = getattr(f.poor_flow, line), getattr(f.near_poor_flow, line)
        assert poor[1] == near[4]
        assert poor[4] == near[2]
    assert (f.poor_flow.households[8], f.poor_flow.people[8]) == (f.poor_households, f.poor_people)
    assert (f.near_poor_flow.households[8], f.near_poor_flow.people[8]) == (
        f.near_poor_households,
        f.near_poor_people,
    )


@settings(max_examples=40, deadline=None)
@given(season=st.lists(told, max_size=8))
def test_the_figures_of_one_commune_are_those_among_all(
    books: tuple[Db, Db], season: list[Told]
) -> None:
    db = books[1]
    db.execute("BEGIN")
    try:
        _write(db, season)
        whole = {f.code: f for f in unit_figures(db, 2026)}
        for code in (COMMUNE, SECOND):
            alone = unit_figures(db, 2026, code)
            assert alone == [whole[code]] if code in whole else all(map(_says_nothing, alone))
    finally:
        db.execute("ROLLBACK")


def _says_nothing(f: UnitFigures) -> bool:
    """Whether it only knows the lists of the year before."""
    return not (f.poor_households or f.near_poor_households or f.poor_flow.households[8])


def _check_forms(office: Office, figures: list[UnitFigures]) -> None:
    """The totals of 7.1–7.10 agree with each other, as far as one form says what another says."""
    standard = shipped_standard("2022-2025")
    context = Context(
        office=office, signatory=Signatory(), year=2026,
        deprivations=tuple((d.code, d.name) for d in standard.deprivations),
        causes=tuple((c.code, c.label) for c in standard.causes),
        ethnic_columns=(("Dao", "Dao"), ("Tày", "Tày")),
    )  # fmt: skip
    whole = [
        replace(
            f, resident_households=500, resident_people=5000, resident_minority_households=400,
            resident_minority_people=4000,
        )
        for f in figures
    ]  # fmt: skip
    made: dict[str, list[Any]] = {
        key: [
            line[2 if key in ONE_LINE else 3 :]
            for line in form.build(whole, context).body[-1].lines
        ]
        for key, form in FORMS.items()
        if form.takes == "figures"
    }
    poor, near = (made["7.1"][0][i : i + 3 : 2] for i in (2, 6))
    assert [line[8] for line in made["7.2"]] == [*poor]
    assert [line[8] for line in made["7.3"]] == [*near]
    assert [line[2] for line in made["7.8"]] == [*poor]
    assert [line[3] for line in made["7.8"]] == [*near]
    assert made["7.4"][0][0] == made["7.5"][0][0] == made["7.9"][0][0] == poor[0]
    assert made["7.6"][0][0] == made["7.7"][0][0] == made["7.9"][0][6] == near[0]
    assert [line[0] for line in made["7.10"]] == [poor[0] + near[0], poor[0], near[0]]
    unknown = [sum(f.poor_detail.ethnic_groups.get("", 0) for f in figures)]
    unknown.append(sum(f.near_poor_detail.ethnic_groups.get("", 0) for f in figures))
    for i in (0, 1):  # who is of no known group is no minority in 7.8, but "1 − 3" in 7.9
        assert made["7.8"][0][4 + i] + unknown[i] == made["7.9"][0][1 + 6 * i]
        assert made["7.9"][0][-2 + i] == 0
    for counts, rates, most in (("7.4", "7.5", poor[0]), ("7.6", "7.7", near[0])):
        assert made[rates][0][13:] == made[counts][0][1:13]
        assert all(count <= most for count in made[counts][0][1:13])
        shown = [100 * count / most if most else None for count in made[counts][0][1:13]]
        assert [*made[rates][0][1:13]] == shown


# By example --------------------------------------------------------------------------------------
def test_the_example_of_the_law(commune: Db) -> None:
    """Poor with 4, ends near-poor with 5: 7.2 c1 4, c8 1, c2 5, c9 0; 7.3 c5 5, c9 5."""
    open_rounds(commune, 2025, 2026)
    household = add(commune, size=4)
    key(commune, household, POOR, 2025)
    key(commune, household, NEAR, 2026, size=5)
    figures = unit_figures(commune, 2026)[0]
    assert figures.poor_flow == Flow(
        households=(1, 1, 0, 0, 0, 0, 0, 0, 0), people=(4, 5, 0, 0, 0, 0, 0, 1, 0)
    )
    assert figures.near_poor_flow == Flow(
        households=(0, 0, 0, 0, 1, 0, 0, 0, 1), people=(0, 0, 0, 0, 5, 0, 0, 0, 5)
    )
    assert figures.poor_flow.closes


def test_a_household_that_comes_back_counts_as_come(commune: Db) -> None:
    """Poor in 2024, away in 2025, back and poor in 2026: off the list at the start, column 8."""
    open_rounds(commune, 2024, 2025, 2026)
    household = add(commune)
    key(commune, household, POOR, 2024)
    for kind, on in (
        (EventKind.MOVED_AWAY, datetime.date(2025, 3, 1)),
        (EventKind.MOVED_IN, datetime.date(2026, 4, 1)),
    ):
        happen(commune, household.uid, kind, on)
    assert balance_breaks(commune, 2025) == 0
    assert balance_breaks(commune, 2026) == 0, "who was away at the start is missed by nobody"
    key(commune, household, POOR, 2026)
    figures = unit_figures(commune, 2026)[0]
    assert figures.poor_households == 1
    assert figures.poor_flow.households == (0, 0, 0, 0, 0, 0, 0, 1, 1)
    assert figures.poor_flow.closes


def _in_year(db: Db, home: Household, of: HouseholdClass, day: datetime.date | None = None) -> None:
    """An in-year sheet of 2026 of this class, decided on a day, or refused or still waiting."""
    outcome = Outcome(household_class=of, b1_points=90, b2_points=40, deprived=(), standard_id="")
    made = Review(
        uid=f"i-{home.uid}"[:32], household_uid=home.uid, year=2026, kind=RoundKind.IN_YEAR,
        state=ReviewState.COMPLETE, area=Area.RURAL, people=3, village=home.village,
        ethnic_group="Dao", answers=Answers(), outcome=outcome, decision_on=day,
        decision_no="40/QĐ" if day else "",
    )  # fmt: skip
    with writing(db):
        reviews.put(db, [made])


def test_an_in_year_sheet_counts_once_it_is_decided(commune: Db) -> None:
    open_rounds(commune, 2026)
    asked = add(commune)
    _in_year(commune, asked, POOR)
    found = unit_figures(commune, 2026)
    assert [f.poor_flow.households[8] for f in found] in ([], [0])
    assert [f.poor_flow.households[0] for f in unit_figures(commune, 2027)] in ([], [0])
    _in_year(commune, asked, POOR, datetime.date(2026, 12, 16))
    [figures] = unit_figures(commune, 2026)
    assert figures.poor_flow.households == (0, 0, 0, 0, 0, 0, 1, 0, 1)
    assert (figures.poor_households, figures.poor_people) == (1, 3), "7.1 as 7.2"
    [next_year] = unit_figures(commune, 2027)
    assert next_year.poor_flow.households[0] == 1


def test_of_two_decisions_in_a_year_the_later_one_counts(commune: Db) -> None:
    open_rounds(commune, 2025, 2026)
    home = add(commune)
    key(commune, home, POOR, 2025)
    key(commune, home, NEAR, 2026)
    carry_decision(commune, 2026, "91/QĐ", datetime.date(2026, 11, 20))
    _in_year(commune, home, NOT, datetime.date(2026, 4, 29))
    [spring] = unit_figures(commune, 2026)
    assert (spring.near_poor_households, spring.poor_flow.households[1]) == (1, 1)
    _in_year(commune, home, NOT, datetime.date(2026, 12, 16))
    [winter] = unit_figures(commune, 2026)
    assert (winter.near_poor_households, winter.poor_flow.households[2]) == (0, 1)


def test_who_was_recognised_in_the_year_before_the_round_is_on_its_list(commune: Db) -> None:
    open_rounds(commune, 2024, 2026)
    early, late, out = (add(commune, name) for name in ("Sớm", "Muộn", "Đã thoát"))
    for home, of in ((early, NOT), (late, NOT), (out, POOR)):
        key(commune, home, of, 2024)
    _in_year(commune, early, POOR, datetime.date(2026, 4, 29))
    _in_year(commune, late, POOR, datetime.date(2026, 12, 1))
    _in_year(commune, out, NOT, datetime.date(2026, 5, 29))
    assert [line[2] for line in totals.to_review(commune, 2026)] == ["Sớm"]


def test_control_totals_add_the_units_up(commune: Db) -> None:
    open_rounds(commune, 2025, 2026)
    for n, (village, last, now) in enumerate(
        (("Nà Bó", POOR, NEAR), ("Nà Mỵ", POOR, POOR), ("Nà Mỵ", NEAR, NOT))
    ):
        household = add(commune, f"Hộ {n}", village=village, size=n + 2)
        key(commune, household, last, 2025)
        key(commune, household, now, 2026)
    residents(commune)
    figures = unit_figures(commune, 2026)
    sums = report_totals(figures)
    assert len(figures) == 2
    assert sums["figure:resident_households"] == 100
    assert (sums["figure:poor_households"], sums["figure:poor_people"]) == (1, 3)
    assert sums["figure:7.2.households.1"] == 2
    assert sums["figure:7.3.people.2"] == 4
    assert sums["figure:poor.deprived"] == 4
    assert (sums["figure:near_poor.causes"], sums["figure:poor.minority.people"]) == (1, 3)
    assert len(sums) == 6 + 2 * 2 * 9 + 2 * (2 + 2 * 3)


def test_residents_that_are_missing_or_too_few_are_named(commune: Db) -> None:
    open_rounds(commune, 2026)
    for n, village in enumerate(("Nà Bó", "Nà Mỵ", "Khuổi Trang")):
        key(commune, add(commune, f"Hộ {n}", village=village), POOR)
    residents(commune, 2026, "Nà Bó")
    with writing(commune):
        reviews.put_residents(commune, [*reviews.residents(commune), _few("Nà Mỵ")])
    assert overview.residents_trouble(commune, 2026) == (["Khuổi Trang"], ["Nà Mỵ"])


def _few(village: str) -> Residents:
    return Residents(year=2026, commune_code=COMMUNE, village=village, households=1, people=2)


def test_units_come_in_vietnamese_order(commune: Db) -> None:
    open_rounds(commune, 2026)
    for n, village in enumerate(("Thôn 10", "Đồng Vàng", "Thôn 2", "Dốc Đỏ", "Ao Sen")):
        key(commune, add(commune, f"Hộ {n}", village=village), POOR)
    assert [f.name for f in unit_figures(commune, 2026)][:3] == ["Ao Sen", "Dốc Đỏ", "Đồng Vàng"]


def test_a_year_without_anything_has_no_units(commune: Db, tmp_path: Path) -> None:
    assert counting.unit_figures(commune, 2026) == []
    assert balance_breaks(commune, 2026) == 0


def _poor(commune: str, *years: int) -> Told:
    return Told(
        commune=commune, village=VILLAGES[0], classes=dict.fromkeys(years, HouseholdClass.POOR),
        sizes=dict.fromkeys(YEARS, 3), drafts=frozenset(), moved=False, events=(), group="Dao",
        lacking=(), causes=(), traits=(False, False), traits_then=(None, None), decided="",
        in_year=None,
    )  # fmt: skip


def test_a_commune_that_has_not_reported_the_year_is_on_no_form_of_it_and_stops_none(
    books: tuple[Db, Db],
) -> None:
    db = books[1]
    db.execute("BEGIN")
    try:
        _write(db, [_poor(COMMUNE, 2025, 2026), _poor(SECOND, 2025)])
        assert {f.code for f in unit_figures(db, 2025)} == {COMMUNE, SECOND}
        assert [f.code for f in unit_figures(db, 2026)] == [COMMUNE]
        assert balance_breaks(db, 2026) == 0
        assert totals.breaking(db, 2026, is_upper=True) == []
        [silent] = totals.breaking(db, 2026)
        assert silent[0] == "h1"
    finally:
        db.execute("ROLLBACK")
