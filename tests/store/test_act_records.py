"""Deeds lie by household; those of a book made before that are carried over and can be undone."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from sqlite_utils import Migrations

from desktop.domain.act import Act, Touched
from desktop.domain.household import HEAD, Household, Person
from desktop.domain.procedure import Decision, DecisionKind
from desktop.domain.review import Event, EventKind, Residents
from desktop.services import undoing
from desktop.store import acts, connection, households, procedures, reviews
from desktop.store.connection import Db, close_book, create_book, open_book, writing
from desktop.store.migrations import steps

PHRASE, BY = "nhà sàn bên suối", "Bàn Thị Mẫu"
NOW = datetime.datetime(2026, 3, 2, 3, tzinfo=datetime.UTC)
DAY = datetime.date(2026, 3, 2)
LATER = NOW + datetime.timedelta(days=1)


def _household(n: int, *names: str) -> Household:
    members = tuple(
        Person(uid=f"p{n}{place}", name=name, relation=HEAD if place == 0 else "Con")
        for place, name in enumerate(names)
    )
    return Household(
        uid=f"h{n}", number=f"{n:04d}", commune_code="02296", list_version="2025", village="Nà Bó",
        members=members,
    )  # fmt: skip


ONE = _household(1, "Bàn Văn Tiến", "Bàn Thị Mai", "Bàn Thị Lan")
TWO = _household(2, "Ma Văn Quý")
LESS = replace(ONE, members=ONE.members[:2], revision=2)
MORE = replace(TWO, members=(*TWO.members, ONE.members[2]), revision=2)
EVENT = Event(
    uid="e", household_uid="h2", kind=EventKind.MEMBER_IN, happened_on=DAY, people=1, act="deed"
)
TOTALS = Residents(year=2026, commune_code="02296", village="Nà Bó", households=40, people=170)
DECISION = Decision(
    uid="d", case_uid="c", kind=DecisionKind.RECOGNISED, number="07/QĐ-UBND", signed_on=DAY,
    household_uids=("h1", "h2"),
)  # fmt: skip
DEED = Act(
    uid="deed", kind="join", at=NOW, by=BY, happened_on=DAY, reason="về ở chung",
    before=Touched(households=(ONE, TWO)),
    after=Touched(
        households=(LESS, MORE), events=(EVENT,), residents=(TOTALS,), decisions=(DECISION,)
    ),
)  # fmt: skip
LIST = Act(uid="list", kind="list-read", at=NOW, by=BY, after=Touched(households=(ONE, TWO)))


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Db]:
    db, _ = create_book(tmp_path / "xa.rasoat-book", PHRASE)
    yield db
    close_book(db)


def _put_after(db: Db) -> None:
    """What stands in the book once the deed is done."""
    with writing(db):
        households.put(db, [LESS, MORE])
        reviews.put_events(db, [EVENT])
        reviews.put_residents(db, [TOTALS])
        procedures.put(db, [DECISION])


def _is_as_before(db: Db) -> None:
    found = {h.uid: h for h in households.all_of(db)}
    assert {uid: replace(h, revision=1) for uid, h in found.items()} == {"h1": ONE, "h2": TWO}
    assert min(h.revision for h in found.values()) > LESS.revision
    assert reviews.all_events(db) == []
    assert reviews.residents(db) == []
    assert procedures.get_many(db, Decision, ["d"]) == []


# As it is ----------------------------------------------------------------------------------------
def test_a_deed_reads_back_as_it_was_written(db: Db) -> None:
    with writing(db):
        acts.put(db, DEED)
    assert acts.get(db, "deed") == DEED


def test_a_household_gets_its_own_records_of_a_deed_alone(db: Db) -> None:
    with writing(db):
        acts.put(db, DEED)
    before, after = Touched(households=(TWO,)), Touched(households=(MORE,), events=(EVENT,))
    assert acts.of_household(db, "h2") == [replace(DEED, before=before, after=after)]
    assert acts.of_household(db, "h3") == []


def test_a_list_of_deeds_has_the_records_of_a_few_households(db: Db) -> None:
    many = tuple(_household(n, "Ma Văn Quý") for n in range(acts.FEW + 5))
    made = Touched(households=many, decisions=(DECISION,))
    with writing(db):
        acts.put(db, replace(DEED, before=Touched(), after=made))
    [act] = acts.latest(db)
    assert act.after == Touched(households=many[: acts.FEW])


def test_deeds_of_procedures_come_without_their_households(db: Db) -> None:
    with writing(db):
        acts.put(db, LIST)
        acts.put(db, replace(DEED, kind="process-decision-recognised"))
    [act] = acts.later(db, "list")
    assert act.before == Touched()
    assert act.after == Touched(residents=(TOTALS,), decisions=(DECISION,))


def test_a_deed_marked_undone_keeps_its_records(db: Db) -> None:
    with writing(db):
        acts.put(db, DEED)
        acts.mark_undone(db, "deed", LATER)
    assert acts.get(db, "deed") == replace(DEED, undone_at=LATER)


# As it was ---------------------------------------------------------------------------------------
def _older(until: str) -> Migrations:
    """The steps before a step."""
    older = Migrations("rasoat")
    for step in steps.pending(Db(memory=True)):
        if step.name == until:
            break
        older(name=step.name)(step.fn)
    return older


def _insert(db: Db, act: Act, *households: str) -> None:
    """A deed as it was written when its records lay whole in its row."""
    sides = [msgspec.json.encode(side).decode() for side in (act.before, act.after)]
    day = act.happened_on.isoformat() if act.happened_on else None
    db.execute(
        "INSERT INTO act VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)",
        [act.uid, act.kind, act.at.isoformat(), act.by, day, act.reason, *sides],
    )
    pairs = [(uid, act.uid) for uid in households]
    db.conn.executemany("INSERT INTO act_household VALUES (?, ?)", pairs)


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Db]:
    """A book made before deeds lay by household, opened by the program as it is."""
    path = tmp_path / "cu.rasoat-book"
    with monkeypatch.context() as patched:
        patched.setattr(connection, "steps", _older("0006_act_records"))
        db, _ = create_book(path, PHRASE)
    with writing(db):
        _insert(db, LIST)
        _insert(db, DEED, "h1", "h2")
    close_book(db)
    db = open_book(path, passphrase=PHRASE)
    yield db
    close_book(db)


def test_deeds_of_an_older_book_are_carried_over_whole(old: Db) -> None:
    assert acts.get(old, "deed") == DEED
    assert acts.get(old, "list") == LIST
    assert [a.uid for a in acts.latest(old)] == ["deed", "list"]


def test_deeds_of_an_older_book_are_found_by_household(old: Db) -> None:
    found = {a.uid: a for a in acts.of_household(old, "h1")}
    assert list(found) == ["deed", "list"]
    assert found["deed"].after == Touched(households=(LESS,))
    assert found["list"].after == Touched(households=(ONE,))


def test_a_deed_of_an_older_book_is_undone(old: Db) -> None:
    _put_after(old)
    undoing.undo(old, "deed", now=LATER, by=BY)
    _is_as_before(old)
    undone = acts.get(old, "deed")
    assert undone is not None
    assert undone.undone_at == LATER


def test_a_deed_is_undone_the_same_way_today(db: Db) -> None:
    with writing(db):
        acts.put(db, DEED)
    _put_after(db)
    undoing.undo(db, "deed", now=LATER, by=BY)
    _is_as_before(db)
