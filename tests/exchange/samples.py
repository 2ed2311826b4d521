"""Made-up offices, records and strategies for the tests of packages and merge."""

from __future__ import annotations

import datetime
from functools import cache

from hypothesis import strategies as st

from desktop.domain.household import Household, Person
from desktop.domain.review import (
    Answers,
    Event,
    EventKind,
    HouseholdClass,
    Outcome,
    Residents,
    Review,
    ReviewState,
    Round,
    RoundKind,
)
from desktop.domain.unit import Area, Level
from desktop.exchange import package, seal
from desktop.exchange.letter import Kind
from desktop.exchange.records import Records
from desktop.exchange.seal import Card, Keys

NOW = datetime.datetime(2026, 11, 9, 8, 30, tzinfo=datetime.UTC)
CODE, BOOK = "08962", "book-08962"


def office(
    code: str = CODE, level: Level = Level.COMMUNE, *, practice: bool = False, copy: int = 0
) -> tuple[Card, Keys]:
    """An office with its keys; another `copy` is the same office with other keys."""
    return _office(code, level, practice, copy)


@cache
def _office(code: str, level: Level, practice: bool, copy: int) -> tuple[Card, Keys]:
    keys = seal.new_keys()
    card = Card(
        code=code,
        list_version="2025",
        level=level,
        name=f"Xã Khau Mẫu {code}",
        book_id=f"book-{code}",
        sign_public=keys.sign_public,
        age_recipient=keys.age_recipient,
        practice=practice,
    )
    return card, keys


def upper() -> tuple[Card, Keys]:
    """The upper office that receives."""
    return office("08", Level.PROVINCE)


def person(n: int, **changes: object) -> Person:
    """A made-up member; the first is the head."""
    relation = "Chủ hộ" if n % 4 == 0 else "Con"
    base = {"uid": f"p{n}", "name": f"Lò Thị Mẫu {n}", "relation": relation, "born": "1980-07"}
    return Person(**{**base, **changes})  # type: ignore[arg-type]


def household(n: int, *, revision: int = 1, village: str = "Bản Mẫu", by: str = BOOK) -> Household:
    """A made-up household of four."""
    return Household(
        uid=f"h{n}",
        number=f"{n:04d}",
        commune_code=CODE,
        list_version="2025",
        village=village,
        members=tuple(person(n * 4 + i) for i in range(4)),
        written_by=by,
        revision=revision,
    )


def review(n: int, *, revision: int = 1, by: str = BOOK) -> Review:
    """A complete review of that household."""
    poor = n % 3 == 0
    outcome = Outcome(
        household_class=HouseholdClass.POOR if poor else HouseholdClass.NOT_POOR,
        b1_points=100 + n % 60,
        b2_points=30 if poor else 0,
        deprived=("water", "housing") if poor else (),
        standard_id="2022-2025",
    )
    return Review(
        uid=f"r{n}",
        household_uid=f"h{n}",
        year=2026,
        kind=RoundKind.PERIODIC,
        state=ReviewState.COMPLETE,
        area=Area.RURAL,
        people=4,
        village="Bản Mẫu",
        answers=Answers(
            b1_points=100 + n % 60,
            facts={"water": "drilled_well", "area": f"{40 + n % 50}.5"},
            confirmed={"water": poor, "housing": poor},
            reviewed_on=datetime.date(2026, 10, 1 + n % 28),
            enumerator="Người Mẫu",
        ),
        outcome=outcome,
        written_by=by,
        revision=revision,
    )


def event(n: int) -> Event:
    """A household that came."""
    return Event(
        uid=f"e{n}",
        household_uid=f"h{n}",
        kind=EventKind.MOVED_IN,
        happened_on=datetime.date(2026, 3, 1),
        written_by=BOOK,
    )


def records(count: int = 5) -> Records:
    """The whole state of a small commune."""
    return Records(
        households=tuple(household(n) for n in range(count)),
        reviews=tuple(review(n) for n in range(count)),
        events=tuple(event(n) for n in range(0, count, 4)),
        residents=(
            Residents(year=2026, commune_code=CODE, village="Bản Mẫu", households=99, people=400),
        ),
        rounds=(
            Round(
                year=2026,
                kind=RoundKind.PERIODIC,
                standard_id="2022-2025",
                opened_on=datetime.date(2026, 9, 1),
            ),
        ),
    )


def draft(kind: Kind = Kind.REPORT, number: int = 1) -> package.Draft:
    """What a sender decides."""
    return package.Draft(kind=kind, year=2026, number=number, made_at=NOW, program="0.1.0")


def report(count: int = 5, number: int = 1) -> bytes:
    """A report from the commune to the upper office, with one paper."""
    return _report(count, number)


@cache
def _report(count: int, number: int) -> bytes:
    (me, keys), (receiver, _) = office(), upper()
    papers = {"reports/7.1.pdf": b"%PDF-1.4 made up"}
    return package.pack_report(
        draft(number=number), records(count), papers, keys=keys, me=me, receiver=receiver
    )


# Strategies --------------------------------------------------------------------------------------
words = st.text(max_size=12)
days = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1))
counts = st.integers(0, 2**31 - 1)
years = st.integers(2020, 2060)
revisions = st.integers(1, 2**31 - 1)
tables = st.dictionaries(words, words, max_size=3)
any_person = st.builds(Person, uid=st.uuids().map(str), name=words, left_on=st.none() | days)
any_answers = st.builds(
    Answers,
    b1_choices=tables,
    facts=tables,
    confirmed=st.dictionaries(words, st.booleans(), max_size=3),
    causes=st.lists(words, max_size=3).map(tuple),
    notes=tables,
    reviewed_on=st.none() | days,
    b1_points=st.none() | counts,
)
any_outcome = st.builds(
    Outcome, b1_points=st.none() | counts, b2_points=st.none() | counts,
    deprived=st.lists(words, max_size=3).map(tuple), standard_id=words,
)  # fmt: skip


@st.composite
def any_records(draw: st.DrawFn) -> Records:
    """Records with whatever texts and numbers, whole in themselves."""
    homes = draw(
        st.lists(
            st.builds(
                Household,
                uid=st.uuids().map(str),
                commune_code=st.just(CODE),
                members=st.lists(any_person, max_size=3).map(tuple),
                written_by=st.just(BOOK),
                revision=revisions,
            ),
            max_size=4,
            unique_by=lambda h: h.uid,
        )
    )
    found = [draw(_review_of(h)) for h in homes if draw(st.booleans())]
    happened = [draw(_event_of(h)) for h in homes if draw(st.booleans())]
    residents = st.builds(
        Residents, year=years, commune_code=st.just(CODE), households=counts, people=counts
    )
    return Records(
        households=tuple(homes),
        reviews=tuple(found),
        events=tuple(happened),
        residents=tuple(draw(st.lists(residents, max_size=3))),
        rounds=tuple(draw(st.lists(st.builds(Round, year=years), max_size=2))),
    )


def _review_of(home: Household) -> st.SearchStrategy[Review]:
    return st.builds(
        Review,
        uid=st.just("r" + home.uid),
        household_uid=st.just(home.uid),
        year=years,
        people=counts,
        answers=any_answers,
        outcome=st.none() | any_outcome,
        written_by=st.just(BOOK),
        revision=revisions,
    ).filter(lambda r: r.outcome is not None or r.state is not ReviewState.COMPLETE)


def _event_of(home: Household) -> st.SearchStrategy[Event]:
    return st.builds(
        Event,
        uid=st.just("e" + home.uid),
        household_uid=st.just(home.uid),
        written_by=st.just(BOOK),
        revision=revisions,
    )
