"""Two keyings of one sheet: what differs, how many fields count, and what settling writes."""

from __future__ import annotations

import datetime
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.household import HEAD, Household, IdState, Person, Schooling, Sex, Work
from desktop.domain.review import Answers
from desktop.domain.second_keying import Difference, KeyedSheet
from desktop.paths import resources
from desktop.rules.differences import (
    MEMBER_FIELDS,
    compare,
    kind_of,
    pairs,
    places_of,
    settled,
    values_of,
)
from desktop.rules.standard import parse_standard

STANDARD = parse_standard((resources() / "standards" / "2022-2025.toml").read_bytes())
CODES = [d.code for d in STANDARD.deprivations]
SHEET_DAY = datetime.date(2026, 10, 9)
TIEN = Person(
    uid="p1", name="Bàn Văn Tiến", relation=HEAD, sex=Sex.MALE, born="1984-02-14",
    ethnic_group="Dao", citizen_id="008084001327", id_state=IdState.KNOWN,
    schooling=Schooling.DONE_LOWER_SECONDARY, insured=True, work=Work.SELF_EMPLOYED,
)  # fmt: skip
MAY = Person(
    uid="p2", name="Triệu Thị Hòa", relation="Vợ", sex=Sex.FEMALE, born="1986",
    ethnic_group="Dao", id_state=IdState.NOT_ISSUED, schooling=Schooling.DONE_PRIMARY,
    insured=False, work=Work.SELF_EMPLOYED,
)  # fmt: skip
DUYEN = Person(
    uid="p3", name="Bàn Thị Duyên", relation="Con", sex=Sex.FEMALE, born="2018-05-06",
    ethnic_group="Dao", citizen_id="008318000914", id_state=IdState.KNOWN,
    schooling=Schooling.IN_PRIMARY, insured=True,
)  # fmt: skip
GONE = replace(DUYEN, uid="p9", name="Bàn Văn Xa", left_on=datetime.date(2025, 3, 1))


def sheet(*members: Person, **answers: object) -> KeyedSheet:
    """A whole sheet of these members (or of the three)."""
    household = Household(
        uid="h", number="0417", commune_code="02296", list_version="2025", village="Nà Bó",
        members=members or (TIEN, GONE, MAY, DUYEN), merit_person=True,
    )  # fmt: skip
    made = Answers(
        b1_points=118,
        facts={"wall": "durable", "area": "54", "water": "tap", "information": "smartphone"},
        confirmed={code: n < 3 for n, code in enumerate(CODES)},
        causes=("capital", "other"),
        cause_other="xa chợ",
        reviewed_on=SHEET_DAY,
        enumerator="Triệu Văn Kim",
    )
    return KeyedSheet(household=household, answers=replace(made, **answers))  # type: ignore[arg-type]


WHOLE = sheet()


def places(first: KeyedSheet, second: KeyedSheet) -> list[str]:
    """Where they differ."""
    return [d.place for d in compare(first, second, STANDARD).differences]


# None where nothing differs ----------------------------------------------------------------------
def test_a_sheet_does_not_differ_from_itself() -> None:
    found = compare(WHOLE, WHOLE, STANDARD)
    assert found.differences == ()
    # One box, three members (9 fields, the child's work is blank), B1, four facts, twelve answers,
    # two causes, the other cause, enumerator and day.
    assert found.fields == 1 + 26 + 1 + 4 + 12 + 2 + 3


def test_spelling_spaces_and_forms_of_letters_do_not_differ() -> None:
    other = sheet(
        replace(TIEN, uid="a", name=unicodedata.normalize("NFD", "Bàn  Văn Tiến ")),
        replace(MAY, uid="b", name="Triệu Thị Hoà", relation="vợ"),
        replace(DUYEN, uid="c", citizen_id="008 318 000 914"),
        facts={**WHOLE.answers.facts, "area": "54,0"},
        cause_other=" xa  chợ",
        enumerator="Triệu văn kim",
    )
    assert places(WHOLE, other) == []


def test_notes_and_members_who_left_are_not_compared() -> None:
    other = sheet(TIEN, MAY, DUYEN, notes={"water": "giếng cạn mùa khô"})
    assert places(WHOLE, other) == []


def test_what_is_blank_in_both_is_no_field_and_what_is_blank_in_one_differs() -> None:
    bare = sheet(TIEN, MAY, DUYEN, cause_other="", causes=("capital",))
    assert compare(bare, bare, STANDARD).fields == compare(WHOLE, WHOLE, STANDARD).fields - 2
    assert places(WHOLE, bare) == ["cause:other", "cause_other"]


def test_a_name_that_was_given_counts_only_where_it_was_changed() -> None:
    given_name = sheet(replace(TIEN, uid="x"), MAY, DUYEN)
    plain = compare(WHOLE, given_name, STANDARD)
    assert compare(WHOLE, given_name, STANDARD, given="x").fields == plain.fields - 2
    changed = sheet(replace(TIEN, uid="x", name="Bàn Văn Tiên"), MAY, DUYEN)
    found = compare(WHOLE, changed, STANDARD, given="x")
    assert [d.place for d in found.differences] == ["member:1:name"]
    assert found.fields == plain.fields - 1


# Each field counts -------------------------------------------------------------------------------
_OTHER: dict[str, object] = {
    "name": "Hoàng Văn Khác", "relation": "Cháu", "sex": None, "born": "1901-01-01",
    "ethnic_group": "Mông", "citizen_id": "001201000001", "schooling": Schooling.NEVER,
    "work": Work.ALLOWANCE,
}  # fmt: skip


def _member(line: int, field: str) -> Callable[[KeyedSheet], KeyedSheet]:
    def change(of: KeyedSheet) -> KeyedSheet:
        person = of.household.present[line]
        value = (not person.insured) if field == "insured" else _OTHER[field]
        if field == "name":
            value = f"{value} {line}"  # or two members would be one
        if field == "born":
            value = f"190{line}"
        if field == "citizen_id":
            value = f"00120100000{line}"
        changes = {field: value} | ({"id_state": IdState.KNOWN} if field == "citizen_id" else {})
        changed = replace(person, **changes)  # type: ignore[arg-type]
        members = tuple(changed if p.uid == person.uid else p for p in of.household.members)
        return replace(of, household=replace(of.household, members=members))

    return change


def _general(field: str) -> Callable[[KeyedSheet], KeyedSheet]:
    def change(of: KeyedSheet) -> KeyedSheet:
        flipped = {field: not getattr(of.household, field)}
        return replace(of, household=replace(of.household, **flipped))  # type: ignore[arg-type]

    return change


def _answers(change: Callable[[Answers], Answers]) -> Callable[[KeyedSheet], KeyedSheet]:
    return lambda of: replace(of, answers=change(of.answers))


def _flip(code: str) -> Callable[[KeyedSheet], KeyedSheet]:
    return _answers(
        lambda a: replace(a, confirmed={**a.confirmed, code: not a.confirmed.get(code)})
    )


def _cause(code: str) -> Callable[[KeyedSheet], KeyedSheet]:
    def change(a: Answers) -> Answers:
        chosen = {*a.causes} ^ {code}
        return replace(a, causes=tuple(c.code for c in STANDARD.causes if c.code in chosen))

    return _answers(change)


def _fact(fact: str) -> Callable[[KeyedSheet], KeyedSheet]:
    other = "61" if fact == "area" else "other"
    return _answers(lambda a: replace(a, facts={**a.facts, fact: other}))


CHANGES: dict[str, Callable[[KeyedSheet], KeyedSheet]] = {
    **{f"member:{n + 1}:{f}": _member(n, f) for n in range(3) for f in MEMBER_FIELDS},
    "general:merit_person": _general("merit_person"),
    "general:no_labour_capacity": _general("no_labour_capacity"),
    "b1": _answers(lambda a: replace(a, b1_points=(a.b1_points or 0) + 9)),
    **{f"fact:{c.id}": _fact(c.id) for d in STANDARD.deprivations for c in d.choices},
    **{f"deprivation:{code}": _flip(code) for code in CODES},
    **{f"cause:{c.code}": _cause(c.code) for c in STANDARD.causes},
    "cause_other": _answers(lambda a: replace(a, cause_other="xa đường")),
    "enumerator": _answers(lambda a: replace(a, enumerator="Ma Văn Hiệp")),
    "reviewed_on": _answers(lambda a: replace(a, reviewed_on=datetime.date(2026, 10, 12))),
}


def mutated(wanted: set[str]) -> KeyedSheet:
    """The whole sheet with these fields keyed otherwise."""
    made = WHOLE
    for place in sorted(wanted):
        made = CHANGES[place](made)
    return made


def test_the_changes_of_these_tests_cover_every_place() -> None:
    members = {f"member:{n}:{f}" for n in (1, 2, 3) for f in MEMBER_FIELDS}
    assert set(CHANGES) == members | set(places_of(STANDARD))


@pytest.mark.parametrize("place", sorted(CHANGES))
def test_one_field_keyed_otherwise_is_one_difference_there(place: str) -> None:
    assert places(WHOLE, mutated({place})) == [place]


@given(st.sets(st.sampled_from(sorted(CHANGES)), max_size=12))
def test_so_many_fields_keyed_otherwise_so_many_differences(wanted: set[str]) -> None:
    assert set(places(WHOLE, mutated(wanted))) == wanted


@given(st.sets(st.sampled_from(sorted(CHANGES)), max_size=12), st.permutations([0, 1, 2]))
def test_the_comparison_is_symmetric(wanted: set[str], order: list[int]) -> None:
    other = mutated(wanted)
    shuffled = tuple(other.household.present[n] for n in order)
    other = replace(other, household=replace(other.household, members=shuffled))
    there, back = compare(WHOLE, other, STANDARD), compare(other, WHOLE, STANDARD)
    assert there.fields == back.fields
    forth = Counter((kind_of(d.place), d.first, d.second) for d in there.differences)
    assert forth == Counter((kind_of(d.place), d.second, d.first) for d in back.differences)


def test_differences_stand_in_the_order_of_the_paper() -> None:
    wanted = {"reviewed_on", "fact:water", "member:2:born", "general:merit_person", "b1"}
    assert places(WHOLE, mutated(wanted)) == [
        "general:merit_person", "member:2:born", "b1", "fact:water", "reviewed_on",
    ]  # fmt: skip


# Members -----------------------------------------------------------------------------------------
def test_members_meet_whatever_their_order() -> None:
    other = sheet(replace(DUYEN, uid="c"), replace(TIEN, uid="a"), replace(MAY, uid="b"))
    assert places(WHOLE, other) == []


def test_a_member_left_out_is_one_difference_and_moves_no_other() -> None:
    found = compare(WHOLE, sheet(TIEN, DUYEN), STANDARD)
    [only] = found.differences
    assert (only.place, only.first, only.second) == ("member:2", "Triệu Thị Hòa", "")
    assert (only.one, only.other) == ("p2", "")
    [only] = compare(sheet(TIEN, DUYEN), WHOLE, STANDARD).differences
    assert (only.place, only.first, only.second) == ("member:2", "", "Triệu Thị Hòa")


def test_a_name_and_a_birth_misread_still_meet_by_their_line() -> None:
    other = sheet(TIEN, replace(MAY, uid="b", name="Triệu Thị Hoa", born="1988"), DUYEN)
    assert places(WHOLE, other) == ["member:2:name", "member:2:born"]


def test_two_of_one_name_meet_by_birth() -> None:
    twin = replace(DUYEN, uid="p4", born="2020-01-01")
    got = pairs([TIEN, DUYEN, twin], [replace(twin, uid="x"), replace(DUYEN, uid="y"), TIEN])
    assert [(a.uid, b.uid) for a, b in got if a and b] == [("p1", "p1"), ("p3", "y"), ("p4", "x")]


# Settling ----------------------------------------------------------------------------------------
def _chosen(first: KeyedSheet, second: KeyedSheet, side: str) -> list[Difference]:
    found = compare(first, second, STANDARD).differences
    return [replace(d, chosen=getattr(d, side)) for d in found]


@given(st.sets(st.sampled_from(sorted(CHANGES)), max_size=12))
def test_the_second_value_everywhere_makes_the_second_sheet(wanted: set[str]) -> None:
    second = mutated(wanted)
    made = settled(WHOLE, second, _chosen(WHOLE, second, "second"), STANDARD)
    assert compare(made, second, STANDARD).differences == ()
    assert made.household.members[1] == GONE


@given(st.sets(st.sampled_from(sorted(CHANGES)), max_size=12))
def test_the_first_value_everywhere_leaves_the_book_alone(wanted: set[str]) -> None:
    second = mutated(wanted)
    assert settled(WHOLE, second, _chosen(WHOLE, second, "first"), STANDARD) == WHOLE


def test_a_third_value_is_written_and_both_erred() -> None:
    second = mutated({"b1", "member:2:citizen_id"})
    found = compare(WHOLE, second, STANDARD).differences
    chosen = [replace(d, chosen="131" if d.place == "b1" else "008186002415") for d in found]
    made = settled(WHOLE, second, chosen, STANDARD)
    assert made.answers.b1_points == 131
    assert made.household.present[1].citizen_id == "008186002415"
    assert made.household.present[1].id_state is IdState.KNOWN
    assert all(d.first_wrong and d.second_wrong for d in chosen)


def test_not_issued_is_a_value_of_its_own() -> None:
    second = mutated({"member:3:citizen_id"})
    [found] = compare(WHOLE, second, STANDARD).differences
    made = settled(WHOLE, second, [replace(found, chosen="*")], STANDARD)
    assert made.household.present[2].citizen_id == ""
    assert made.household.present[2].id_state is IdState.NOT_ISSUED


def test_a_member_whom_only_the_second_keyed_comes_in_once() -> None:
    second = sheet(TIEN, MAY, DUYEN, replace(DUYEN, uid="new", name="Bàn Thị Út", born="2024"))
    [found] = _chosen(WHOLE, second, "second")
    made = settled(WHOLE, second, [found], STANDARD)
    assert [p.uid for p in made.household.present] == ["p1", "p2", "p3", "new"]
    assert settled(made, second, [found], STANDARD) == made


@pytest.mark.parametrize("known", [True, False])
def test_a_member_who_is_not_on_the_paper_left_or_was_never_there(known: bool) -> None:
    second = sheet(TIEN, DUYEN)
    chosen = _chosen(WHOLE, second, "second")
    before = frozenset({"p1", "p2"} if known else {"p1"})
    made = settled(WHOLE, second, chosen, STANDARD, known=before)
    assert [p.uid for p in made.household.present] == ["p1", "p3"]
    left = [p for p in made.household.members if p.uid == "p2"]
    assert [p.left_on for p in left] == ([SHEET_DAY] if known else [])


def test_what_was_mended_in_the_book_meanwhile_stays() -> None:
    second = mutated({"b1", "enumerator"})
    found = compare(WHOLE, second, STANDARD).differences
    chosen = [replace(d, chosen=d.first if d.place == "b1" else d.second) for d in found]
    mended = sheet(b1_points=120)
    made = settled(mended, second, chosen, STANDARD)
    assert (made.answers.b1_points, made.answers.enumerator) == (120, "Ma Văn Hiệp")


def test_items_of_a_point_table_are_fields_of_their_own() -> None:
    practice = parse_standard((resources() / "standards" / "practice.toml").read_bytes())
    items = practice.b1_items
    assert items
    choices = {i.id: i.options[0].id for i in items}
    first = sheet(b1_points=None, b1_choices=choices)
    second = sheet(b1_points=None, b1_choices={**choices, items[1].id: items[1].options[1].id})
    [found] = compare(first, second, practice).differences
    assert found.place == f"b1:{items[1].id}"
    made = settled(first, second, [replace(found, chosen=found.second)], practice)
    assert values_of(made, practice) == values_of(second, practice)


def test_the_kind_of_a_kind_is_that_kind() -> None:
    for place in ("member:2:born", "member:2", "member:born", "b1", "fact:water", "general:x"):
        assert kind_of(kind_of(place)) == kind_of(place)
    assert kind_of("member:2:born") == kind_of("member:born") == "member:born"
    assert kind_of("member:2") == "member"
