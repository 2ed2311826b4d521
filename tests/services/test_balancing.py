"""The register balances after any sequence of deeds and sheets, or says who breaks it; undo is exact."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.household import HEAD, Household, Person
from desktop.errors import RoundMissing, UndoTooLate
from desktop.services import balancing, counting, happening, registering, reviewing
from desktop.services.balancing import Balance, balance
from desktop.services.event_settling import settle_all, settle_members
from desktop.services.happening import Deed, Plan, Request
from desktop.store import households, reviews, round_starts
from desktop.store.connection import Db
from tests.services.made import (
    BY,
    NEAR,
    NOT,
    NOW,
    POOR,
    add,
    answers,
    at,
    dump,
    happen,
    key,
    open_rounds,
    people,
    resized,
)
from tests.services.memory import book

YEAR, DAY = 2026, datetime.date(2026, 5, 12)
VILLAGES = ("Nà Bó", "Nà Mỵ")


# Random years ------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Step:
    """Something done to a book: the numbers choose households, members and a day."""

    kind: str
    whose: int
    other: int
    few: frozenset[int]
    day: int

    @property
    def on(self) -> datetime.date:
        """A day of the year that has come."""
        return datetime.date(YEAR, 1, 1) + datetime.timedelta(self.day)


ASKED = [d.value for d in Deed if d not in (Deed.VILLAGE_CHANGED, Deed.SETTLED, Deed.WITHDRAWN)]
KEYED = ["outcome", "grown", "shrunk", "village", "added", "settled"]


def steps(*kinds: str) -> st.SearchStrategy[list[Step]]:
    one = st.builds(
        Step, kind=st.sampled_from(kinds), whose=st.integers(0, 9), other=st.integers(0, 9),
        few=st.frozensets(st.integers(0, 3), min_size=1, max_size=3), day=st.integers(0, 300),
    )  # fmt: skip
    return st.lists(one, min_size=1, max_size=9)


def season(db: Db) -> None:
    """Four households in two villages, three of them listed in 2025; the round of 2026 is open."""
    open_rounds(db, 2025)
    for n, of in enumerate((POOR, NEAR, NOT, None)):
        home = add(
            db, f"Bàn Văn {('Ba', 'Tư', 'Sáu', 'Bảy')[n]}", village=VILLAGES[n % 2], size=n + 1
        )
        if of is not None:
            key(db, home, of, 2025)
    open_rounds(db, YEAR)


def do(db: Db, step: Step) -> Plan | None:
    """Do a step as far as it can be done; the deed if there was one."""
    register = sorted(registering.everyone(db), key=lambda h: h.number)
    home = register[step.whose % len(register)]
    if step.kind in KEYED:
        _KEYED[step.kind](db, home, step)
        return None
    plan = happening.plan_event(db, _request(step, home, register), now=NOW)
    if plan.is_blocked:
        assert not plan.after.households
        assert not plan.after.events
        return None
    happening.record(db, plan, now=NOW, by=BY)
    return plan


def _request(step: Step, home: Household, register: Sequence[Household]) -> Request:
    kind, present = Deed(step.kind), home.present
    chosen = tuple(p.uid for n, p in enumerate(present) if n in step.few)
    rest = [p.uid for p in present if p.uid not in chosen]
    away = tuple(p.uid for p in home.members if p.left_on and not p.is_trace)
    newcomer = Person(uid="", name="Bàn Thị Mới", relation="Cháu")
    new_home = kind.is_arrival and step.day % 2
    moved = {p.uid: "Cháu" for p in present if p.uid in chosen} if kind is Deed.JOIN else {}
    return Request(
        kind=kind,
        on=step.on,
        reason="vì thế" if step.day % 3 else "",
        household="" if new_home else home.uid,
        members=away if kind is Deed.MEMBER_IN else chosen,
        people=(replace(newcomer, relation=HEAD if new_home else "Con"),),
        head=rest[0] if rest and (step.day % 5 or kind is Deed.HEAD_CHANGED) else "",
        new_head=chosen[-1] if chosen else "",
        target=register[step.other % len(register)].uid,
        relations=moved,
        village=VILLAGES[step.other % 2],
        corrected=replace(home, village=VILLAGES[step.other % 2], note=f"sửa {step.day}"),
    )


def _outcome(db: Db, home: Household, step: Step) -> None:
    if home.present and home.head is not None and home.head.is_head:
        of = (POOR, NEAR, NOT)[step.other % 3]
        reviewing.complete_review(db, home, answers(of), YEAR, now=NOW, by=BY)


def _keyed(change: Callable[[Household, Step], Household]) -> Callable[[Db, Household, Step], None]:
    def write(db: Db, home: Household, step: Step) -> None:
        if home.uid not in _gone(db):
            registering.save_household(db, change(home, step), now=NOW, by=BY)

    return write


def _shrunk(home: Household, step: Step) -> Household:
    """The last member is no longer there: marked as left, or taken out of the sheet."""
    if len(home.present) < 2:
        return home
    last = home.present[-1]
    left = replace(last, left_on=step.on, left_why="chết" if step.other % 2 else "đi làm xa")
    kept = [left if p.uid == last.uid else p for p in home.members]
    return replace(home, members=tuple(p for p in kept if step.day % 2 or p.uid != last.uid))


def _added(db: Db, _: Household, step: Step) -> None:
    add(db, f"Lý Văn {step.day}", size=2)


def _settled(db: Db, home: Household, _: Step) -> None:
    settle_members(db, home.uid, YEAR, now=NOW, by=BY)


_KEYED: dict[str, Callable[[Db, Household, Step], None]] = {
    "outcome": _outcome,
    "grown": _keyed(lambda home, _: replace(home, members=(*home.members, people("Bàn Ba", 2)[1]))),
    "shrunk": _keyed(_shrunk),
    "village": _keyed(lambda home, step: replace(home, village=VILLAGES[step.other % 2])),
    "added": _added,
    "settled": _settled,
}


def _gone(db: Db) -> set[str]:
    return {s.household_uid for s in round_starts.standing(db) if s.is_gone}


def check(db: Db, began: dict[str, tuple[int, int]]) -> Balance:
    """What must hold after every step; counted here without the program's own sums."""
    register = registering.everyone(db)
    present = [p.uid for h in register for p in h.present]
    assert len(present) == len(set(present)), "nobody stands in two households"
    assert all(sum(p.is_head for p in h.present) <= 1 for h in register)
    columns = dict(db.execute("SELECT uid, people FROM household").fetchall())
    assert columns == {h.uid: len(h.present) for h in register}
    found = balance(db, YEAR)
    gone = _gone(db)
    broken = {v for b in found.breaks for v in (b.village, b.village_before)}
    for one in found.villages:
        here = [h for h in register if h.village == one.village and h.uid not in gone]
        assert one.ledger.end == (len(here), sum(len(h.present) for h in here))
        assert one.ledger.start == began.get(one.village, (0, 0))
        assert one.ledger.closes or one.village in broken, one
        assert one.closes or one.breaks
    assert found.total.ledger.start == _total(began)
    figures = counting.unit_figures(db, YEAR)
    closing = all(f.poor_flow.closes and f.near_poor_flow.closes for f in figures)
    assert closing == (not any(b.code == balancing.NOT_REVIEWED for b in found.breaks))
    return found


def _total(began: dict[str, tuple[int, int]]) -> tuple[int, int]:
    return sum(h for h, _ in began.values()), sum(p for _, p in began.values())


def _began(db: Db) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for home in registering.everyone(db):
        households_, persons = found.get(home.village, (0, 0))
        found[home.village] = (households_ + 1, persons + len(home.present))
    return found


@settings(max_examples=150, deadline=None)
@given(story=steps(*ASKED, *KEYED))
def test_after_any_sequence_the_balance_closes_or_names_who_breaks_it(story: list[Step]) -> None:
    with book() as db:
        season(db)
        began = _began(db)
        assert check(db, began).total.ledger.closes
        for step in story:
            do(db, step)
            check(db, began)
        untold = [b.uid for b in balance(db, YEAR).breaks if b.can_settle]
        settle_all(db, untold, YEAR, now=NOW, by=BY)
        settled = check(db, began)
        assert [b for b in settled.breaks if b.can_settle] == []
        assert settled.total.ledger.closes


@settings(max_examples=100, deadline=None)
@given(story=steps(*ASKED))
def test_deeds_alone_always_close_on_both_lines(story: list[Step]) -> None:
    with book() as db:
        season(db)
        began = _began(db)
        for step in story:
            do(db, step)
            found = check(db, began)
            assert found.total.ledger.closes
            assert all(one.ledger.closes for one in found.villages)
            assert not [b for b in found.breaks if b.can_settle]


Tables = dict[str, list[tuple[object, ...]]]


def _state(db: Db) -> Tables:
    """The book without what only tells of its history, revisions left out."""
    tables = dump(db)
    for name in ("household", "event", "review", "sheet_a"):
        at_ = [c.name for c in db.table(name).columns].index("revision")
        tables[name] = [row[:at_] + row[at_ + 1 :] for row in tables[name]]
    skipped = ("audit", "act", "act_household")
    return {name: rows for name, rows in tables.items() if name not in skipped}


@settings(max_examples=100, deadline=None)
@given(story=steps(*ASKED))
def test_undone_in_reverse_every_deed_gives_the_exact_state_before_it(story: list[Step]) -> None:
    with book() as db:
        season(db)
        done: list[tuple[str, Tables]] = []
        for step in story:
            before = _state(db)
            plan = do(db, step)
            if plan is not None:
                done.append((plan.act, before))
        assert [a.uid for a in happening.recent(db)] == [act for act, _ in reversed(done)]
        for act, before in reversed(done):
            happening.take_back(db, act, now=NOW, by=BY)
            assert _state(db) == before


@settings(max_examples=150, deadline=None)
@given(story=steps(*ASKED, *KEYED), which=st.integers(0, 9))
def test_a_deed_undone_in_the_middle_is_gone_wholly_or_nothing_changes(
    story: list[Step], which: int
) -> None:
    with book() as db:
        season(db)
        began = _began(db)
        plans = [plan for step in story if (plan := do(db, step)) is not None]
        if not plans:
            return
        plan, before = plans[which % len(plans)], dump(db)
        try:
            happening.take_back(db, plan.act, now=NOW, by=BY)
        except UndoTooLate:
            assert dump(db) == before
            return
        check(db, began)
        _check_gone(db, plan, before)


def _check_gone(db: Db, plan: Plan, before: Tables) -> None:
    """Its events and what it made are gone, what it changed is as before, the rest untouched."""
    events = {e.uid for e in plan.after.events}
    known = {h.uid: h for h in plan.before.households}
    touched = {h.uid for h in plan.after.households}
    for home in plan.after.households:
        now = households.get(db, home.uid)
        if home == known.get(home.uid):
            continue  # only told about
        assert (now and replace(now, revision=0)) == (
            replace(known[home.uid], revision=0) if home.uid in known else None
        )
    after = dump(db)
    assert after["event"] == [row for row in before["event"] if row[0] not in events]
    assert [r for r in after["household"] if r[0] not in touched] == [
        r for r in before["household"] if r[0] not in touched
    ]
    assert [r for r in after["person"] if r[1] not in touched] == [
        r for r in before["person"] if r[1] not in touched
    ]
    assert after["review"] == before["review"]


# By hand -----------------------------------------------------------------------------------------
def _opened(db: Db, size: int = 4) -> Household:
    """A poor household of 2025 and the open round of 2026."""
    open_rounds(db, 2025)
    home = add(db, size=size, now=at(2025))
    key(db, home, POOR, 2025)
    open_rounds(db, YEAR)
    return home


def test_the_register_of_the_start_is_kept_without_who_left(commune: Db) -> None:
    home, away = add(commune), add(commune, "Ma Văn Quý")
    happen(commune, away.uid, Deed.MOVED_AWAY, DAY)
    open_rounds(commune, YEAR)
    [start] = round_starts.started(commune, YEAR)
    assert (start.household_uid, start.village, start.people) == (home.uid, "Nà Bó", 3)
    assert set(start.members) == {p.uid for p in home.present}
    happen(commune, away.uid, Deed.MOVED_IN, DAY + datetime.timedelta(1))
    [one] = balance(commune, YEAR).villages
    assert one.ledger.change("moved_in") == (1, 3)
    assert one.ledger.closes


def test_deeds_before_the_round_belong_to_its_start_whatever_their_day(commune: Db) -> None:
    home = add(commune, size=4)
    happen(commune, home.uid, Deed.DIED, DAY, members=(home.present[1].uid,))
    open_rounds(commune, YEAR)
    happen(commune, home.uid, Deed.DIED, DAY, members=(home.present[2].uid,))
    [one] = balance(commune, YEAR).villages
    assert (one.ledger.start, one.ledger.end) == ((1, 3), (1, 2))
    assert one.ledger.change("died") == (0, 1)


def test_members_keyed_without_events_are_named_and_one_keystroke_settles_them(
    commune: Db,
) -> None:
    home = _opened(commune)
    child = replace(people("Bàn Ba", 2)[1], name="Bàn Thị Na", born="2026-02-03")
    gone = replace(home.members[2], left_on=DAY, left_why="chết vì bệnh")
    away = replace(home.members[3], left_on=DAY, left_why="đi làm xa")
    sheet = replace(home, members=(*home.members[:2], gone, away, child))
    key(commune, sheet, POOR)
    [found] = balance(commune, YEAR).breaks
    assert (found.code, found.before, found.now) == ("people", 4, 3)
    assert found.came == ("Bàn Thị Na",)
    assert set(found.went) == {gone.name, away.name}
    assert not balance(commune, YEAR).villages[0].closes
    settle_members(commune, home.uid, YEAR, now=NOW, by=BY)
    told = [(e.kind.value, e.happened_on.isoformat()) for e in reviews.events_of(commune, home.uid)]
    assert sorted(told) == [
        ("born", "2026-02-03"), ("died", "2026-05-12"), ("member_out", "2026-05-12"),
    ]  # fmt: skip
    settled = balance(commune, YEAR)
    assert settled.breaks == ()
    assert settled.total.ledger.change("born") == (0, 1)
    before = dump(commune)
    assert not settle_members(commune, home.uid, YEAR, now=NOW, by=BY).names
    assert dump(commune) == before


def test_who_came_from_elsewhere_is_settled_on_the_day_of_the_sheet(commune: Db) -> None:
    home = _opened(commune)
    key(commune, resized(home, 5), POOR)
    settle_members(commune, home.uid, YEAR, now=NOW, by=BY)
    [event] = reviews.events_of(commune, home.uid)
    assert (event.kind.value, event.happened_on) == ("member_in", datetime.date(2026, 10, 9))
    [act] = happening.recent(commune)
    happening.take_back(commune, act.uid, now=NOW, by=BY)
    assert [b.code for b in balance(commune, YEAR).breaks] == ["people"]


def test_a_birth_told_whose_child_is_not_on_the_sheet_breaks_it(commune: Db) -> None:
    home = _opened(commune)
    child = Person(uid="", name="Bàn Thị Na", relation="Con")
    plan = happen(commune, home.uid, Deed.BORN, DAY, people=(child,))
    after = plan.after.households[0]
    key(commune, replace(after, members=after.members[:-1]), POOR)
    [found] = balance(commune, YEAR).breaks
    assert (found.code, len(found.went)) == ("people", 1)


def test_a_village_changed_on_the_sheet_breaks_both_villages_until_it_is_told(
    commune: Db,
) -> None:
    home = _opened(commune)
    key(commune, replace(home, village="Nà Mỵ"), POOR)
    found = balance(commune, YEAR)
    assert [(b.code, b.village_before, b.village) for b in found.breaks] == [
        ("village", "Nà Bó", "Nà Mỵ")
    ]
    assert [one.closes for one in found.villages] == [False, False]
    settle_members(commune, home.uid, YEAR, now=NOW, by=BY)
    settled = balance(commune, YEAR)
    assert settled.breaks == ()
    assert settled.villages[0].ledger.change("village_out") == (1, 4)
    assert settled.villages[1].ledger.change("village_in") == (1, 4)


def test_a_village_corrected_by_a_deed_closes(commune: Db) -> None:
    home = _opened(commune)
    right = replace(home, village="Nà Mỵ")
    happen(commune, home.uid, Deed.CORRECTED, DAY, "ghi nhầm thôn", corrected=right)
    key(commune, replace(right, revision=home.revision + 1), POOR)
    assert balance(commune, YEAR).breaks == ()


def test_a_household_put_in_by_hand_is_registered_and_no_break(commune: Db) -> None:
    home = _opened(commune)
    key(commune, home, POOR)
    added = add(commune, "Ma Văn Quý", size=2)
    [one] = balance(commune, YEAR).villages
    assert one.ledger.change("registered") == (1, 2)
    assert one.closes
    happen(commune, added.uid, Deed.SPLIT_OFF, DAY)
    [one] = balance(commune, YEAR).villages
    assert (one.ledger.change("registered"), one.ledger.change("split_off")) == ((0, 0), (1, 2))


def test_who_is_listed_and_not_reviewed_is_named(commune: Db) -> None:
    home = _opened(commune)
    [found] = balance(commune, YEAR).breaks
    assert (found.code, found.uid, found.can_settle) == ("not-reviewed", home.uid, False)


def test_a_leaving_told_late_for_a_year_before_is_named(commune: Db) -> None:
    home = _opened(commune)
    happen(commune, home.uid, Deed.MOVED_AWAY, datetime.date(2025, 11, 20))
    [found] = balance(commune, YEAR).breaks
    assert (found.code, found.day) == ("dated-outside", datetime.date(2025, 11, 20))


def test_a_round_of_an_older_program_balances_the_forms_and_can_begin_now(commune: Db) -> None:
    home = _opened(commune)
    commune.execute("DELETE FROM round_start")
    commune.execute("DELETE FROM setting WHERE key LIKE 'round-start-%'")
    old = balance(commune, YEAR)
    assert not old.is_kept
    assert [b.code for b in old.breaks] == ["not-reviewed"]
    balancing.start_here(commune, YEAR)
    began = balance(commune, YEAR)
    assert began.is_kept
    assert began.total.ledger.start == (1, 4)
    key(commune, resized(home, 5), POOR)
    balancing.start_here(commune, YEAR)
    assert balance(commune, YEAR).total.ledger.start == (1, 4), "a start that is kept stays"


def test_there_is_no_balance_before_the_round(commune: Db) -> None:
    with pytest.raises(RoundMissing):
        balance(commune, YEAR)
