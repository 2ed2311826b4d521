"""A deed on households: what it comes to, and what stops it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest

from desktop.domain.household import HEAD, Household, Person, Sex
from desktop.domain.review import Event, EventKind
from desktop.rules.events import Deed, Known, Plan, Request, effects, founder, plan

TODAY = datetime.date(2026, 10, 1)
DAY = datetime.date(2026, 5, 12)


def person(uid: str, relation: str = "Con", born: str = "2010") -> Person:
    return Person(uid=uid, name=f"Bàn {uid}", relation=relation, born=born, ethnic_group="Dao")


def household(uid: str, *members: Person, number: str = "0001") -> Household:
    return Household(
        uid=uid, number=number, commune_code="02296", list_version="2025", village="Nà Bó",
        members=members, written_by="book",
    )  # fmt: skip


X = household("x", person("ba", HEAD, "1970-03-05"), person("ma", "Vợ", "1972"), person("con"))
Y = household("y", person("ong", HEAD, "1950"), number="0002")
BLANK = replace(household("z"), number="0003", village="")
AWAY = Event(uid="e", household_uid="x", kind=EventKind.MOVED_AWAY, happened_on=DAY)


def uids() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"new{next(numbers)}"


def planned(kind: Deed, *, known: Known | None = None, **more: object) -> Plan:
    request = Request(kind=kind, **{"household": "x", "on": DAY, **more})  # type: ignore[arg-type]
    register = known or Known(households={"x": X, "y": Y}, founded=BLANK, why="vì thế")
    return plan(request, register, today=TODAY, new_uid=uids())


def codes(made: Plan) -> set[str]:
    return {f.code.removeprefix("event-") for f in made.findings}


def after(made: Plan, uid: str) -> Household:
    assert not made.is_blocked, made.findings
    return next(h for h in made.after.households if h.uid == uid)


def told(made: Plan) -> list[tuple[str, str, int, str, str]]:
    return [
        (e.household_uid, e.kind.value, e.people, e.person_uid, e.other_uid)
        for e in made.after.events
    ]


# What it comes to --------------------------------------------------------------------------------
def test_a_birth_brings_a_member_with_the_day_and_the_group_of_the_household() -> None:
    made = planned(Deed.BORN, people=(Person(uid="", name="Bàn Thị Hoa", relation="Con"),))
    child = after(made, "x").present[-1]
    assert (child.name, child.born, child.ethnic_group) == ("Bàn Thị Hoa", "2026-05-12", "Dao")
    assert told(made) == [("x", "born", 1, child.uid, "")]
    assert after(made, "x").revision == X.revision + 1
    assert made.before.households == (X,)


def test_who_dies_keeps_the_record_with_day_and_reason() -> None:
    made = planned(Deed.DIED, members=("ma",))
    gone = after(made, "x").members[1]
    assert (gone.uid, gone.left_on, gone.left_why) == ("ma", DAY, "vì thế")
    assert told(made) == [("x", "died", 1, "ma", "")]


def test_a_split_founds_a_household_and_leaves_traces_in_the_old_one() -> None:
    made = planned(Deed.SPLIT, members=("ma", "con"), new_head="ma", relations={"con": "Con trai"})
    assert [(p.uid, p.relation) for p in after(made, "z").present] == [
        ("ma", HEAD), ("con", "Con trai"),
    ]  # fmt: skip
    assert (after(made, "z").number, after(made, "z").village) == ("0003", "Nà Bó")
    old = after(made, "x")
    assert [p.uid for p in old.present] == ["ba"]
    assert [(p.name, p.left_on, p.is_trace) for p in old.members[1:]] == [
        ("Bàn ma", DAY, True), ("Bàn con", DAY, True),
    ]  # fmt: skip
    assert told(made) == [
        ("x", "member_out", 1, "ma", "z"), ("x", "member_out", 1, "con", "z"),
        ("z", "split_off", 2, "", "x"),
    ]  # fmt: skip
    assert {e.act for e in made.after.events} == {made.act}


def test_the_head_who_splits_off_leaves_the_named_head_behind() -> None:
    made = planned(
        Deed.SPLIT, members=("ba",), new_head="ba", head="ma", relations={"con": "Con gái"}
    )
    assert [(p.uid, p.relation) for p in after(made, "x").present] == [
        ("ma", HEAD), ("con", "Con gái"),
    ]  # fmt: skip


def test_a_household_joins_another_whole_and_is_still_named_by_its_head() -> None:
    made = planned(
        Deed.JOIN, members=("ba", "ma", "con"), target="y",
        relations={"ba": "Con", "ma": "Con dâu", "con": "Cháu"},
    )  # fmt: skip
    assert [(p.uid, p.relation) for p in after(made, "y").present] == [
        ("ong", HEAD), ("ba", "Con"), ("ma", "Con dâu"), ("con", "Cháu"),
    ]  # fmt: skip
    assert after(made, "x").present == ()
    assert after(made, "x").head_name == "Bàn ba"
    assert told(made)[0] == ("x", "joined_another", 3, "", "y")
    assert told(made)[1:] == [("y", "member_in", 1, uid, "x") for uid in ("ba", "ma", "con")]


def test_some_of_a_household_join_another_with_one_event_on_each_side() -> None:
    made = planned(Deed.JOIN, members=("con",), target="y", relations={"con": "Cháu"})
    assert told(made) == [("x", "member_out", 1, "con", "y"), ("y", "member_in", 1, "con", "x")]


def test_a_household_that_moves_away_stays_as_it_stood() -> None:
    made = planned(Deed.MOVED_AWAY)
    assert made.after.households == made.before.households == (X,)
    assert told(made) == [("x", "moved_away", 3, "", "")]


def test_a_household_that_comes_back_has_its_members_again() -> None:
    known = Known(households={"x": X}, founded=BLANK, last_move={"x": AWAY})
    made = planned(Deed.MOVED_IN, known=known, on=datetime.date(2026, 8, 1))
    assert told(made) == [("x", "moved_in", 3, "", "")]


def test_a_new_household_moves_in_whole() -> None:
    people = (person("", HEAD, "1990"), person("", "Vợ", "1992"))
    made = planned(Deed.MOVED_IN, household="", people=people, village="Nà Mỵ")
    came = after(made, "z")
    assert (came.village, came.number, len(came.present)) == ("Nà Mỵ", "0003", 2)
    assert len({p.uid for p in came.present} - {""}) == 2
    assert made.before.households == ()


def test_a_change_of_head_adjusts_the_relations_that_are_given() -> None:
    made = planned(Deed.HEAD_CHANGED, head="ma", relations={"ba": "Chồng"})
    assert [p.relation for p in after(made, "x").present] == ["Chồng", HEAD, "Con"]
    assert told(made) == [("x", "head_changed", 0, "ma", "")]
    assert not made.findings


def test_a_correction_of_number_and_name_keeps_the_former_number() -> None:
    members = (replace(X.members[0], name="Bàn Văn Ba"), *X.members[1:])
    right = replace(X, number="0417", members=members)
    made = planned(Deed.CORRECTED, corrected=right, reason="ghi nhầm")
    assert after(made, "x").former_numbers == ("0001",)
    assert told(made) == [("x", "corrected", 0, "ba", "")]
    elsewhere = planned(Deed.CORRECTED, corrected=replace(X, village="Nà Mỵ"), reason="nhầm")
    assert elsewhere.kind is Deed.VILLAGE_CHANGED


def test_a_former_member_comes_back() -> None:
    away = replace(X.members[2], left_on=datetime.date(2026, 1, 2), left_why="đi bộ đội")
    home = replace(X, members=(*X.members[:2], away))
    made = planned(
        Deed.MEMBER_IN, members=("con",), known=Known(households={"x": home}, founded=BLANK)
    )
    assert [p.uid for p in after(made, "x").present] == ["ba", "ma", "con"]
    assert told(made) == [("x", "member_in", 1, "con", "")]


def test_the_effects_say_persons_before_and_after() -> None:
    made = planned(Deed.SPLIT, members=("ma", "con"), new_head="ma")
    lines = [(e.number, e.head_name, e.people_before, e.people_after) for e in effects(made)]
    assert lines == [("0001", "Bàn ba", 3, 1), ("0003", "Bàn ma", None, 2)]
    whole = planned(Deed.JOIN, members=("ba", "ma", "con"), target="y")
    lines = [(e.number, e.head_name, e.people_before, e.people_after) for e in effects(whole)]
    assert lines == [("0001", "Bàn ba", 3, None), ("0002", "Bàn ong", 1, 4)]


# What stops it -----------------------------------------------------------------------------------
ALL = ("ba", "ma", "con")
LATE = datetime.date(2026, 10, 2)


@pytest.mark.parametrize(
    ("kind", "more", "code"),
    [
        (Deed.BORN, {"people": (person("", "Con", ""),), "on": LATE}, "ahead"),
        (Deed.BORN, {}, "nobody-chosen"),
        (Deed.BORN, {"people": (Person(uid="", name=""),)}, "name-missing"),
        (Deed.BORN, {"people": (Person(uid="", name="123 45"),)}, "name-odd"),
        (Deed.MEMBER_IN, {"people": (Person(uid="", name="0123"),)}, "name-odd"),
        (Deed.MOVED_IN, {"household": "", "people": (Person(uid="", name="--"),)}, "name-odd"),
        (Deed.BORN, {"people": (person("", HEAD, ""),)}, "two-heads"),
        (Deed.BORN, {"people": (person("", "Con", "2026-07"),)}, "before-birth"),
        (Deed.DIED, {}, "nobody-chosen"),
        (Deed.DIED, {"members": ("ma", "ma")}, "member-twice"),
        (Deed.DIED, {"members": ("ong",)}, "member-gone"),
        (Deed.DIED, {"members": ("con",), "on": datetime.date(2009, 12, 31)}, "before-birth"),
        (Deed.DIED, {"members": ("ba",)}, "head-missing"),
        (Deed.DIED, {"members": ("ba",), "head": "ba"}, "head-not-member"),
        (Deed.DIED, {"members": ALL}, "last-died"),
        (Deed.MEMBER_OUT, {"members": ALL}, "last-member_out"),
        (Deed.MEMBER_OUT, {"members": ("ba",), "household": "nobody"}, "household-missing"),
        (Deed.MEMBER_IN, {"members": ("con",)}, "member-not-away"),
        (Deed.SPLIT, {"members": ALL, "new_head": "ma"}, "last-split"),
        (Deed.SPLIT, {"members": ("ma",)}, "new-head-missing"),
        (Deed.SPLIT, {"members": ("ma",), "new_head": "con"}, "head-not-member"),
        (Deed.SPLIT, {"members": ("ba",), "new_head": "ba"}, "head-missing"),
        (Deed.JOIN, {"members": ALL}, "target-missing"),
        (Deed.JOIN, {"members": ALL, "target": "x"}, "join-itself"),
        (Deed.JOIN, {"members": ("con",), "target": "y", "relations": {"con": HEAD}}, "two-heads"),
        (Deed.MOVED_IN, {"known": Known(households={"x": X}, founded=BLANK, reviewed=frozenset("x"))}, "household-here"),
        (Deed.MOVED_IN, {"household": "", "village": "Nà Bó"}, "nobody-chosen"),
        (Deed.MOVED_IN, {"household": "", "people": (person("", HEAD),)}, "village-missing"),
        (Deed.MOVED_IN, {"household": "", "people": (person(""),)}, "new-head-missing"),
        (Deed.HEAD_CHANGED, {"head": "ong"}, "new-head-missing"),
        (Deed.HEAD_CHANGED, {"head": "ba"}, "nothing-changed"),
        (Deed.CORRECTED, {"corrected": X, "reason": "nhầm"}, "nothing-changed"),
        (Deed.CORRECTED, {"corrected": replace(X, village="Nà Mỵ")}, "reason-missing"),
        (Deed.CORRECTED, {"corrected": replace(X, number="0009"), "reason": "nhầm",
                          "known": Known(households={"x": X}, founded=BLANK, numbers=frozenset(["0009"]))}, "number-taken"),
    ],
)  # fmt: skip
def test_a_blocking_finding_leaves_nothing_to_write(
    kind: Deed, more: dict[str, object], code: str
) -> None:
    known = more.pop("known", None) if "known" in (more := dict(more)) else None
    assert known is None or isinstance(known, Known)
    made = planned(kind, known=known, **more)
    assert code in codes(made)
    assert made.is_blocked
    assert not made.after.households
    assert not made.after.events


def test_who_left_does_nothing_more_and_comes_back_later_only() -> None:
    known = Known(households={"x": X, "y": Y}, founded=BLANK, last_move={"x": AWAY})
    assert codes(planned(Deed.DIED, known=known, members=("ma",))) == {"household-left"}
    assert codes(planned(Deed.MOVED_IN, known=known)) == {"before-move"}
    join = planned(Deed.JOIN, known=known, household="y", members=("ong",), target="x")
    assert "target-left" in codes(join)
    dead = replace(AWAY, kind=EventKind.DIED_OUT)
    known = replace(known, last_move={"x": dead})
    assert codes(planned(Deed.MOVED_IN, known=known, on=TODAY)) == {"nobody-to-return"}


def test_a_leaving_before_the_last_coming_would_not_count_and_is_stopped() -> None:
    came = replace(AWAY, kind=EventKind.MOVED_IN, happened_on=datetime.date(2026, 6, 1))
    known = Known(households={"x": X, "y": Y}, founded=BLANK, last_move={"x": came})
    assert codes(planned(Deed.MOVED_AWAY, known=known)) == {"before-move"}
    assert not planned(Deed.MOVED_AWAY, known=known, on=came.happened_on).is_blocked


def test_a_trace_does_not_come_back_for_the_person_lives_elsewhere() -> None:
    split = planned(Deed.SPLIT, members=("con",), new_head="con")
    home = after(split, "x")
    trace = home.members[2]
    made = planned(
        Deed.MEMBER_IN, members=(trace.uid,), known=Known(households={"x": home}, founded=BLANK)
    )
    assert codes(made) == {"member-not-away"}


def test_a_year_with_a_decision_is_only_warned_about() -> None:
    known = Known(households={"x": X}, founded=BLANK, decided=frozenset([2026]))
    made = planned(Deed.MOVED_AWAY, known=known)
    assert codes(made) == {"year-decided"}
    assert not made.is_blocked


def test_a_correction_that_takes_a_member_is_a_bug_of_ours() -> None:
    with pytest.raises(ValueError, match="neither brings nor takes"):
        planned(
            Deed.CORRECTED, corrected=replace(X, members=X.members[:2], note="x"), reason="nhầm"
        )


@pytest.mark.parametrize(
    ("kind", "newcomer", "told_of"),
    [
        (Deed.BORN, Person(uid="", name="Na"), {"sex-missing", "birthday-missing"}),
        (Deed.BORN, Person(uid="", name="Na", sex=Sex.FEMALE, born="2026-05-12"), set()),
        (Deed.MEMBER_IN, Person(uid="", name="Na"), {"sex-missing", "born-missing"}),
        (Deed.MEMBER_IN, Person(uid="", name="Na", sex=Sex.MALE, born="1990"), set()),
    ],
)
def test_what_is_not_known_of_a_newcomer_is_only_warned_about(
    kind: Deed, newcomer: Person, told_of: set[str]
) -> None:
    made = planned(kind, people=(newcomer,))
    assert codes(made) == told_of
    assert not made.is_blocked


def test_the_first_grown_up_is_proposed_as_head_of_a_new_household() -> None:
    child, son, mother = (
        person("a", born="2015"),
        person("b", born="2000"),
        person("c", born="1980"),
    )
    assert founder([child, son, mother], DAY) == "b"
    assert founder([child], DAY) == "a"
    assert founder([child, person("d", born="")], DAY) == ""
    assert founder([], DAY) == ""


def test_a_household_without_the_name_of_its_head_is_named_by_its_number() -> None:
    bare = replace(X, members=(replace(X.members[0], name=""), *X.members[1:]))
    known = Known(households={"x": bare}, founded=BLANK, last_move={"x": AWAY})
    made = planned(Deed.DIED, known=known, members=("ma",))
    assert [f.details["name"] for f in made.findings] == ["0001"]
