"""Lists of people with an id, a name, perhaps a village: found in the book, or named as not found."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from desktop.domain.household import Household, IdState, Person, Sex
from desktop.exchange.lists.bare import match_people
from desktop.exchange.lists.columns import guess_layout
from desktop.exchange.lists.matching import Matching, MatchKind
from desktop.exchange.lists.words import Field
from tests.exchange.list_samples import read


def _person(uid: str, name: str, **more: Any) -> Person:
    return Person(uid=uid, name=name, **more)


TIEN = _person("1", "Bàn Văn Tiến", relation="Chủ hộ", born="1980", sex=Sex.MALE)
MUI = _person(
    "2", "Triệu Thị Mùi", relation="Vợ", born="1982-03-02", citizen_id="008182000002",
    id_state=IdState.KNOWN,
)  # fmt: skip
OTHER_MUI = _person("3", "Triệu Thị Mùi", relation="Chủ hộ", born="1950")


def _home(uid: str, village: str, *members: Person) -> Household:
    return Household(
        uid=uid, number="0001", commune_code="02296", list_version="2025", village=village,
        members=members,
    )  # fmt: skip


BOOK = [_home("a", "Nà Mỵ", TIEN, MUI), _home("b", "Khuổi Trang", OTHER_MUI)]


def _matched(*lines: tuple[Any, ...], head: tuple[str, ...], add: bool = False) -> Matching:
    reading = read([head, *lines])
    assert reading.is_bare
    return match_people(BOOK, reading.households, add=add)


def _codes(matching: Matching) -> list[str]:
    return [p.code for r in matching.refused for p in r.problems]


IDS = ("STT", "Họ và tên", "Số CCCD")
PLACES = ("STT", "Họ và tên", "Thôn")


@pytest.mark.parametrize(
    "head", [IDS, PLACES, ("Họ và tên", "Số CCCD"), (*IDS, "Thôn", "Ngày sinh")]
)
def test_a_list_of_names_alone_is_of_people(head: tuple[str, ...]) -> None:
    lines = [[f"{title} {n}" for title in head] for n in range(3)]
    assert guess_layout([head, *lines]).column(Field.PERSON_NAME) is not None


@pytest.mark.parametrize(
    "head",
    [
        ("STT", "Họ và tên chủ hộ", "Thôn"), (*PLACES, "Phân loại hộ"),
        (*PLACES, "Số khẩu"), (*PLACES, "Quan hệ với chủ hộ"),
    ],
)  # fmt: skip
def test_a_list_that_speaks_of_households_is_not(head: tuple[str, ...]) -> None:
    lines = [[f"{title} {n}" for title in head] for n in range(3)]
    assert guess_layout([head, *lines]).column(Field.PERSON_NAME) is None


def test_an_id_finds_its_person_and_a_blank_is_filled() -> None:
    matching = _matched((1, "Triệu Thị Mùi", "008182000002"), head=IDS)
    match = matching.matches[0]
    assert match.household == BOOK[0]
    assert (match.kind, matching.refused) == (MatchKind.SAME, ())


def test_a_name_with_its_village_finds_its_person() -> None:
    matching = _matched((1, "Triệu Thị Mùi", "Khuổi Trang"), head=PLACES)
    assert [m.household for m in matching.matches] == [BOOK[1]]


def test_a_name_that_several_bear_is_asked_about() -> None:
    matching = _matched((1, "Triệu Thị Mùi", ""), head=IDS)
    assert (matching.matches, _codes(matching)) == ((), ["person-unsure"])


def test_people_of_one_household_come_as_one_change() -> None:
    matching = _matched(
        (1, "Bàn Văn Tiến", "008080000001"), (2, "Triệu Thị Mùi", "008182000002"), head=IDS
    )
    (match,) = matching.matches
    assert match.listed.rows == (2, 3)
    assert [(c.attribute, c.after, c.person_uid) for c in match.changes] == [
        ("citizen_id", "008080000001", "1")
    ]
    assert not any(c.attribute in ("relation", "member") for c in match.changes)


def test_what_the_book_knows_otherwise_stays() -> None:
    lines = [(1, "Triệu Thị Mùi", "008182000002", "05/05/1982")]
    matching = _matched(*lines, head=(*IDS, "Ngày sinh"))
    (match,) = matching.matches
    assert (match.kind, match.changes) == (MatchKind.SAME, ())
    assert [(c.attribute, c.before) for c in match.kept] == [("born", "1982-03-02")]


def test_an_id_of_somebody_else_is_asked_about() -> None:
    matching = _matched((1, "Hoàng Văn Páo", "008182000002"), head=IDS)
    assert _codes(matching) == ["id-of-other"]


def test_whom_the_book_lacks_is_named_and_never_added_silently() -> None:
    line = (1, "Lò Văn Mới", "Nà Mỵ")
    assert _codes(_matched(line, head=PLACES)) == ["person-unknown"]
    (match,) = _matched(line, head=PLACES, add=True).matches
    assert match.kind is MatchKind.CREATED
    assert (match.listed.village, [p.relation for p in match.listed.members]) == (
        "Nà Mỵ",
        ["Chủ hộ"],
    )


def test_a_new_household_needs_its_village() -> None:
    assert _codes(_matched((1, "Lò Văn Mới", ""), head=IDS, add=True)) == ["village-missing"]


def test_those_who_left_are_not_found() -> None:
    gone = replace(TIEN, left_on=datetime.date(2026, 1, 1))
    reading = read([PLACES, (1, "Bàn Văn Tiến", "Nà Mỵ")])
    matching = match_people([_home("a", "Nà Mỵ", gone, MUI)], reading.households)
    assert _codes(matching) == ["person-unknown"]
