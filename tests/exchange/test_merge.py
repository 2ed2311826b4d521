"""The merge: nothing lost in silence, only owners write, and the newest report is what stays."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.household import Household
from desktop.exchange.merge import (
    Move,
    Plan,
    Step,
    after,
    differences,
    household_lines,
    plan_merge,
    plan_report,
)
from desktop.exchange.records import Records, control_totals
from tests.exchange.samples import BOOK, household, person, records, review

OURS = {BOOK}


class Note(NamedTuple):
    """The smallest record that one book writes."""

    uid: str
    written_by: str
    revision: int
    text: str = ""


def notes(book: st.SearchStrategy[str], uids: str = "abcdef") -> st.SearchStrategy[list[Note]]:
    one = st.builds(Note, st.sampled_from(uids), book, st.integers(1, 3), st.sampled_from("xy"))
    return st.lists(one, max_size=6, unique_by=lambda n: n.uid)


some_book = st.sampled_from(["A", "B"])


def done(mine: list[Note], steps: list[Step[Note]]) -> list[Note]:
    """What the store would hold."""
    held = {n.uid: n for n in mine}
    for step in steps:
        if step.move is Move.REMOVE:
            del held[step.record.uid]
        if step.move in (Move.ADD, Move.REPLACE):
            held[step.record.uid] = step.record
    return sorted(held.values())


def merged(mine: list[Note], theirs: list[Note], writers: set[str]) -> list[Note]:
    return done(mine, plan_merge(mine, theirs, writers=writers))


# Single moves ------------------------------------------------------------------------------------
def moves(mine: list[Note], theirs: list[Note]) -> list[Move]:
    return [step.move for step in plan_merge(mine, theirs, writers={"A"})]


def test_each_move_has_its_reason() -> None:
    one, two = Note("a", "A", 1, "x"), Note("a", "A", 2, "y")
    assert moves([], [one]) == [Move.ADD]
    assert moves([one], [one]) == [Move.SAME]
    assert moves([one], [two]) == [Move.REPLACE]
    assert moves([two], [one]) == [Move.OLDER]
    assert moves([one], [one._replace(text="z")]) == [Move.CONFLICT]
    assert moves([one], []) == [Move.REMOVE]


def test_another_books_record_is_neither_replaced_nor_withdrawn() -> None:
    other = Note("a", "B", 1, "x")
    assert moves([other], [Note("a", "A", 9, "y")]) == [Move.CONFLICT]
    assert moves([other], [other._replace(revision=9)]) == [Move.CONFLICT]
    assert moves([other], []) == []


def test_a_sender_adds_nothing_in_another_books_name() -> None:
    assert moves([], [Note("a", "B", 1)]) == [Move.CONFLICT]


# Properties --------------------------------------------------------------------------------------
@given(notes(some_book), notes(some_book))
def test_the_same_twice_changes_nothing_more(mine: list[Note], theirs: list[Note]) -> None:
    once = merged(mine, theirs, {"A"})
    assert merged(once, theirs, {"A"}) == once


@given(notes(st.just("A"), "abc"), notes(st.just("B"), "def"), notes(some_book))
def test_two_books_commute(a: list[Note], b: list[Note], mine: list[Note]) -> None:
    mine = [n for n in mine if (n.uid in "abc") == (n.written_by == "A")]
    one = merged(merged(mine, a, {"A"}), b, {"B"})
    assert one == merged(merged(mine, b, {"B"}), a, {"A"})


@given(notes(some_book), notes(some_book))
def test_no_record_is_lost_without_a_step_that_says_so(
    mine: list[Note], theirs: list[Note]
) -> None:
    steps = plan_merge(mine, theirs, writers={"A"})
    held = done(mine, steps)
    said = {s.record.uid: s for s in steps}
    assert len(said) == len(steps)
    for note in mine:
        if note not in held:
            assert said[note.uid].mine == note
            assert said[note.uid].move in (Move.REPLACE, Move.REMOVE)
            assert note.written_by == "A"
    for note in theirs:
        assert said[note.uid].theirs == note
        assert (note in held) == (said[note.uid].move in (Move.ADD, Move.SAME, Move.REPLACE))


@given(notes(some_book), notes(some_book))
def test_revisions_never_fall(mine: list[Note], theirs: list[Note]) -> None:
    before = {n.uid: n.revision for n in mine}
    for note in merged(mine, theirs, {"A"}):
        assert note.revision >= before.get(note.uid, 0)


@st.composite
def seasons(draw: st.DrawFn) -> tuple[list[Records], list[int]]:
    """A commune's states, one for each package it sends, and an order in which they arrive."""
    state: dict[str, tuple[int, int]] = {}  # household → (revision, what it says)
    states: list[Records] = []
    fresh = iter(range(1000))
    for _ in range(draw(st.integers(1, 5))):
        for _ in range(draw(st.integers(0, 3))):
            state[str(next(fresh))] = (1, 0)
        for uid in draw(st.lists(st.sampled_from(sorted(state)), unique=True)) if state else []:
            if draw(st.booleans()):
                del state[uid]
            else:
                state[uid] = (state[uid][0] + 1, draw(st.integers(0, 9)))
        states.append(_as_records(state))
    arrivals = draw(st.lists(st.integers(0, len(states) - 1), max_size=8))
    return states, draw(st.permutations([*arrivals, len(states) - 1]))


def _as_records(state: dict[str, tuple[int, int]]) -> Records:
    return Records(
        households=tuple(
            household(int(u), revision=r, village=f"Bản {v}") for u, (r, v) in state.items()
        ),
        reviews=tuple(review(int(u), revision=r) for u, (r, _) in state.items()),
    )


@settings(deadline=None)
@given(seasons())
def test_in_any_order_and_repetition_the_newest_report_is_what_stays(
    season: tuple[list[Records], list[int]],
) -> None:
    states, arrivals = season
    held, newest = Records(), 0
    for number in arrivals:
        plan = plan_report(held, states[number], writers=OURS, number=number, newest=newest)
        assert plan.is_clean or plan.outdated
        held, newest = after(plan, held), max(newest, number)
    assert set(held.households) == set(states[-1].households)
    assert control_totals(held) == control_totals(states[-1])


# Reports -----------------------------------------------------------------------------------------
def test_the_first_report_only_adds() -> None:
    plan = plan_report(Records(), records(), writers=OURS, number=1)
    assert plan.counts["households"] == {Move.ADD: 5}
    assert plan.counts["reviews"] == {Move.ADD: 5}
    assert plan.counts["events"] == {Move.ADD: 2}
    assert plan.is_clean
    assert not plan.changes_nothing
    assert after(plan, Records()) == records()


def test_the_same_report_twice_changes_nothing() -> None:
    plan = plan_report(records(), records(), writers=OURS, number=1, newest=1)
    assert plan.changes_nothing
    assert plan.is_clean
    assert plan.counts["households"] == {Move.SAME: 5}
    assert household_lines(plan) == []
    assert len(household_lines(plan, unchanged=True)) == 5


def test_an_older_report_moves_nothing_not_even_what_was_withdrawn_since() -> None:
    now = replace(records(), households=records().households[:4], reviews=records().reviews[:4])
    now = replace(now, events=now.events[:1])
    plan = plan_report(now, records(), writers=OURS, number=1, newest=2)
    assert plan.outdated
    assert plan.changes_nothing
    assert after(plan, now) == now


def test_resident_totals_alone_are_a_change() -> None:
    more = replace(records(), residents=())
    plan = plan_report(records(), more, writers=OURS)
    assert plan.residents_changed
    assert not plan.changes_nothing


def test_nothing_is_hung_on_a_household_of_another_book() -> None:
    """A household whose uid another commune holds takes its reviews with it into the conflict."""
    held = Records(households=(household(0, by="book-else"),), reviews=())
    theirs = Records(households=(household(0, revision=2),), reviews=(review(0),))
    plan = plan_report(held, theirs, writers=OURS)
    assert plan.counts["households"] == {Move.CONFLICT: 1}
    assert plan.counts["reviews"] == {Move.CONFLICT: 1}
    assert not plan.is_clean
    assert after(plan, held).reviews == ()


def lines_of(before: Records, now: Records) -> Plan:
    return plan_report(before, now, writers=OURS)


def test_a_line_says_head_village_and_what_changed() -> None:
    first, *rest = records().households
    moved = replace(first, village="Bản Mới", revision=2)
    older = replace(records().reviews[2], revision=2, people=5)
    reviews = tuple(older if r.uid == "r2" else r for r in records().reviews)
    now = replace(records(), households=(moved, *rest), reviews=reviews)
    one, two = household_lines(lines_of(records(), now))
    assert (one.head_name, one.village, one.number) == ("Lò Thị Mẫu 0", "Bản Mới", "0000")
    assert one.moves == (("households", Move.REPLACE),)
    assert [(c.where, c.before, c.after) for c in one.changes] == [
        ("village", "Bản Mẫu", "Bản Mới")
    ]
    assert (two.uid, [c.where for c in two.changes]) == ("h2", ["people"])


def test_a_withdrawn_household_is_shown_with_its_name() -> None:
    now = Records(households=records().households[1:], reviews=records().reviews[1:])
    lines = household_lines(lines_of(records(), now))
    gone = next(line for line in lines if line.uid == "h0")
    assert gone.head_name == "Lò Thị Mẫu 0"
    assert gone.moves == (
        ("households", Move.REMOVE),
        ("reviews", Move.REMOVE),
        ("events", Move.REMOVE),
    )


def test_members_are_matched_by_uid_not_by_place() -> None:
    home = household(0)
    late = replace(home.members[1], born="1990")
    came = person(99)
    now = replace(home, members=(came, late, home.members[0], home.members[2]))
    found = {c.where: (c.before, c.after) for c in differences(home, now)}
    assert found["members.Lò Thị Mẫu 1.born"] == ("1980-07", "1990")
    assert found["members.Lò Thị Mẫu 3"] == (home.members[3], None)
    assert found["members.Lò Thị Mẫu 99"] == (None, came)
    assert len(found) == 3


def test_answers_are_told_one_by_one() -> None:
    old = review(0)
    new = replace(old, answers=replace(old.answers, confirmed={"water": False, "housing": True}))
    (change,) = differences(old, new)
    assert (change.where, change.before, change.after) == ("answers.confirmed.water", True, False)


@given(st.integers(0, 5), st.integers(0, 5))
def test_there_is_a_difference_exactly_when_records_differ(a: int, b: int) -> None:
    def made(n: int) -> Household:
        return replace(household(0), village=f"Bản {n % 3}", note=str(n // 3))

    assert bool(list(differences(made(a), made(b)))) == (made(a) != made(b))
