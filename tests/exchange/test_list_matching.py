"""Lists against the book: new, changed, the same, parked or refused; never merged by guess."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.household import Household, IdState, Sex
from desktop.domain.review import HouseholdClass, Outcome, Review, ReviewState, RoundKind
from desktop.domain.unit import Area
from desktop.exchange.lists.columns import open_list
from desktop.exchange.lists.matching import Matching, MatchKind, Totals, match_lists, totals
from desktop.exchange.lists.records import ListedHousehold, ListedPerson, SkipReason
from desktop.exchange.lists.rows import read_rows
from tests.exchange.list_samples import (
    BORN,
    FIXTURES,
    HEAD,
    ID,
    NAME,
    VILLAGE,
    book_of,
    family,
    read,
    two_families,
)


def match(rows: list[list[Any]], book: list[Household], **more: Any) -> tuple[Matching, Totals]:
    reading = read(rows)
    matching = match_lists(book, reading.households, **more)
    counted = totals(reading, matching)
    assert counted.add_up
    return matching, counted


def known() -> list[Household]:
    """The book after the two families were read."""
    return book_of(match_lists([], read(two_families()).households))


def kinds(matching: Matching) -> list[str]:
    return [m.kind.value for m in matching.matches]


def problem_codes(matching: Matching) -> list[str]:
    return [p.code for r in matching.refused for p in r.problems if p.code != "household"]


def parked(matching: Matching) -> list[str]:
    return [p.code for p in matching.parked]


def changes(matching: Matching) -> list[tuple[str, object, object]]:
    return [(c.attribute, c.before, c.after) for m in matching.matches for c in m.changes]


def test_an_empty_book_gets_everything_new() -> None:
    matching, counted = match(two_families(), [])
    assert kinds(matching) == ["created", "created"]
    assert (counted.created, counted.updated, counted.refused) == (5, 0, 0)


def test_the_same_list_twice_changes_nothing() -> None:
    matching, counted = match(two_families(), known())
    assert kinds(matching) == ["same", "same"]
    assert [s.reason for s in counted.skipped] == [SkipReason.UNCHANGED] * 5


def test_the_sample_list_in_another_layout_changes_nothing() -> None:
    sheet, layout = open_list(FIXTURES / "annex_vi.xlsx")
    first = read_rows(sheet.rows, layout)
    book = book_of(match_lists([], first.households))
    sheet, layout = open_list(FIXTURES / "own_layout.xlsx")
    second = read_rows(sheet.rows, layout)
    matching = match_lists(book, second.households)
    assert {m.kind for m in matching.matches} == {MatchKind.SAME}
    assert totals(second, matching).add_up


def test_ids_win_over_names_and_villages() -> None:
    rows = two_families()
    for row in (1, 2, 3):
        rows[row][VILLAGE] = "Bản Kè"
    rows[1][NAME] = rows[1][1] = rows[2][1] = rows[3][1] = "Bàn Văn Tiến Dũng"
    matching, counted = match(rows, known())
    assert kinds(matching) == ["updated", "same"]
    assert changes(matching) == [
        ("village", "Nà Mỵ", "Bản Kè"),
        ("name", "Bàn Văn Tiến", "Bàn Văn Tiến Dũng"),
    ]
    assert (counted.updated, len(counted.skipped)) == (3, 2)
    changed = book_of(matching, known())[0]
    assert (changed.village, changed.head_name) == ("Bản Kè", "Bàn Văn Tiến Dũng")


def test_without_ids_the_name_the_village_and_the_birth_decide() -> None:
    rows = two_families()
    for row in rows[1:]:
        row[ID] = ""
    assert kinds(match(rows, known())[0]) == ["same", "same"]


def test_a_birth_year_in_the_list_does_not_replace_the_date() -> None:
    rows = two_families()
    rows[1][BORN] = "1980"
    assert changes(match(rows, known())[0]) == []
    book = book_of(match_lists([], read(rows).households))
    assert changes(match(two_families(), book)[0]) == [("born", "1980", "1980-07-21")]


def test_blanks_in_the_list_erase_nothing() -> None:
    rows = two_families()
    for row in rows[1:]:
        for column in (4, 5, 6, 8):
            row[column] = ""
    assert kinds(match(rows, known())[0]) == ["same", "same"]


def test_an_id_that_was_missing_is_filled_in() -> None:
    rows = two_families()
    rows[3][ID] = "008310000004"
    matching, _ = match(rows, known())
    assert changes(matching) == [("citizen_id", "", "008310000004")]
    person = book_of(matching, known())[0].members[2]
    assert (person.citizen_id, person.id_state) == ("008310000004", IdState.KNOWN)


def test_an_old_cmnd_does_not_replace_an_id_but_is_replaced_by_one() -> None:
    rows = two_families()
    rows[1][ID] = "070123456"
    assert changes(match(rows, known())[0]) == []
    book = book_of(match_lists([], read(rows).households))
    assert changes(match(two_families(), book)[0]) == [
        ("citizen_id", "070123456", "008080000001"),
    ]


def test_not_yet_issued_is_noted_but_never_a_key() -> None:
    rows = two_families()
    rows[3][ID] = "Chưa cấp"
    matching, _ = match(rows, known())
    assert changes(matching) == [("id_state", IdState.UNKNOWN, IdState.NOT_ISSUED)]


def test_two_spellings_of_one_word_are_no_change() -> None:
    rows = two_families()
    rows[3][NAME] = "BÀN THỊ HOA"
    rows[2][3] = "VỢ"
    assert kinds(match(rows, known())[0]) == ["same", "same"]


def test_a_new_member_is_added_and_an_absent_one_stays() -> None:
    rows = two_families()
    rows[3] = [*rows[3]]
    rows[3][NAME], rows[3][BORN] = "Bàn Văn Út", "2024"
    matching, _ = match(rows, known())
    assert changes(matching) == [("member", "", "Bàn Văn Út")]
    assert [p.name for p in matching.matches[0].absent] == ["Bàn Thị Hoa"]
    after = book_of(matching, known())
    assert [p.name for p in after[0].members] == [
        "Bàn Văn Tiến",
        "Triệu Thị Mùi",
        "Bàn Thị Hoa",
        "Bàn Văn Út",
    ]
    assert kinds(match(rows, after)[0]) == ["same", "same"]


def test_who_left_is_not_brought_back_by_an_older_list() -> None:
    book = known()
    gone = replace(book[0].members[2], left_on=datetime.date(2025, 5, 1))
    book[0] = replace(book[0], members=(*book[0].members[:2], gone))
    assert kinds(match(two_families(), book)[0]) == ["same", "same"]


def test_a_person_of_another_household_is_refused_not_moved() -> None:
    rows = two_families()
    rows[5][ID] = "008182000002"  # the wife of the first household
    rows[2][ID] = ""
    matching, counted = match(rows, known())
    assert problem_codes(matching) == ["person-elsewhere"]
    assert [r.row for r in matching.refused] == [5, 6]
    assert "Bàn Văn Tiến (Nà Mỵ)" in matching.refused[1].problems[0].rule
    assert counted.refused == 2


def test_a_split_off_household_is_asked_about_and_the_old_one_is_read() -> None:
    rows = [
        *two_families()[:2],
        *family(2.0, "Triệu Thị Mùi", ("Triệu Thị Mùi", "Chủ hộ", "1982", "Nữ", "008182000002")),
    ]
    matching, _ = match(rows, known())
    assert kinds(matching) == ["same"]
    assert problem_codes(matching) == ["person-elsewhere"]


def test_another_head_is_asked_about() -> None:
    rows = [
        list(HEAD),
        *family(
            1.0,
            "Triệu Thị Mùi",
            ("Triệu Thị Mùi", "Chủ hộ", "1982", "Nữ", "008182000002"),
            ("Bàn Thị Hoa", "Con", "05/2010", "Nữ", ""),
        ),
    ]
    matching, counted = match(rows, known())
    assert parked(matching) == ["head-changed"]
    assert matching.parked[0].candidates == (known()[0].uid,)
    assert (counted.parked, counted.refused, counted.created) == (2, 0, 0)
    for row in rows[1:]:
        row[ID] = ""
    assert parked(match(rows, known())[0]) == ["head-changed"]


def test_a_new_head_is_taken_over_where_the_old_one_is_listed_too() -> None:
    rows = [
        list(HEAD),
        *family(
            1.0,
            "Triệu Thị Mùi",
            ("Triệu Thị Mùi", "Chủ hộ", "1982", "Nữ", "008182000002"),
            ("Bàn Văn Tiến", "Chồng", "21/07/1980", "Nam", "008080000001"),
        ),
    ]
    matching, _ = match(rows, known())
    after = book_of(matching, known())[0]
    assert after.head_name == "Triệu Thị Mùi"
    assert [p.relation for p in after.members] == ["Chồng", "Chủ hộ", "Con"]


def test_a_name_that_fits_two_households_is_parked_with_both() -> None:
    two = [
        list(HEAD),
        *family(1.0, "Ma Văn Quý", ("Ma Văn Quý", "Chủ hộ", "1975", "Nam", "")),
        *family(2.0, "Ma Văn Quý", ("Ma Văn Quý", "Chủ hộ", "1950", "Nam", "")),
    ]
    book = book_of(match_lists([], read(two).households))
    assert kinds(match(two, book)[0]) == ["same", "same"]
    unclear = two[:2]
    unclear[1] = [*unclear[1]]
    unclear[1][BORN] = ""
    matching, _ = match(unclear, book)
    assert parked(matching) == ["match-unsure"]
    assert set(matching.parked[0].candidates) == {h.uid for h in book}


def test_households_that_nothing_tells_apart_are_refused_at_once() -> None:
    rows = [
        list(HEAD),
        *family(1.0, "Ma Văn Quý", ("Ma Văn Quý", "Chủ hộ", "", "Nam", "")),
        *family(2.0, "Ma Văn Quý", ("Ma Văn Quý", "Chủ hộ", "", "Nam", "Chưa cấp")),
    ]
    matching, _ = match(rows, [])
    assert problem_codes(matching) == ["twin", "twin"]
    rows[1][BORN] = "1975"
    assert kinds(match(rows, [])[0]) == ["created", "created"]


def test_other_ids_mean_another_household_whatever_the_name() -> None:
    rows = two_families()
    rows = [
        *rows[:1],
        *family(9.0, "Ma Văn Quý", ("Ma Văn Quý", "Chủ hộ", "1975", "Nam", "008075999999")),
    ]
    matching, _ = match(rows, known())
    assert kinds(matching) == ["created"]


def test_the_same_people_under_another_id_are_asked_about() -> None:
    rows = two_families()
    rows[4][ID] = "008075999999"
    matching, _ = match(rows, known())
    assert parked(matching) == ["id-differs"]
    assert kinds(matching) == ["same"]


@pytest.mark.parametrize(
    ("column", "value"), [(NAME, "Ma Văn Quí"), (BORN, "02/03/1975"), (VILLAGE, "Bản Kè")]
)
def test_a_new_household_too_much_like_a_known_one_is_not_created_blindly(
    column: int, value: str
) -> None:
    rows = two_families()
    for row in rows[4:]:
        row[ID] = ""
        if column == VILLAGE:
            row[VILLAGE] = value
    rows[4][column] = value
    if column == NAME:
        rows[4][1] = rows[5][1] = value
    matching, counted = match(rows, known())
    assert parked(matching) == ["alike"]
    assert matching.parked[0].candidates == (known()[1].uid,)
    assert (counted.created, counted.parked) == (0, 2)


def test_a_namesake_with_other_people_is_created() -> None:
    rows = [
        list(HEAD),
        *family(
            9.0,
            "Ma Văn Quý",
            ("Ma Văn Quý", "Chủ hộ", "1958", "Nam", ""),
            ("Lò Thị Én", "Vợ", "1960", "Nữ", ""),
            village="Khuổi Trang",
        ),
    ]
    assert kinds(match(rows, known())[0]) == ["created"]


def test_what_was_decided_is_skipped_and_counted() -> None:
    rows = two_families()
    rows[4][ID] = "008075999999"
    reading = read(rows)
    found = match_lists(known(), reading.households)
    counted = totals(reading, replace(found, parked=(), decided=found.parked))
    assert counted.add_up
    assert [s.reason for s in counted.skipped if s.row > 4] == [SkipReason.DECIDED] * 2


def test_only_filling_keeps_what_the_book_says() -> None:
    rows = two_families()
    rows[1][NAME] = rows[1][1] = rows[2][1] = rows[3][1] = "Bàn Văn Tiến Dũng"
    rows[3][ID] = "008310000004"
    matching, _ = match(rows, known(), overwrite=False)
    assert changes(matching) == [("citizen_id", "", "008310000004")]
    assert [c.attribute for c in matching.matches[0].kept] == ["name"]
    assert matching.matches[0].kept[0].label == "Họ và tên thành viên"


def review(household: Household, **more: Any) -> Review:
    outcome = Outcome(
        household_class=HouseholdClass.POOR,
        b1_points=120,
        b2_points=40,
        deprived=(),
        standard_id="2022",
    )
    values: dict[str, Any] = {
        "outcome": outcome,
        "decision_no": "125/QĐ-UBND",
        "decision_on": datetime.date(2024, 12, 10),
        "people": 3,
    }
    return Review(
        uid="r1",
        household_uid=household.uid,
        year=2024,
        kind=RoundKind.PERIODIC,
        state=ReviewState.COMPLETE,
        area=Area.RURAL,
        village=household.village,
        **(values | more),
    )


def test_class_and_points_are_compared_with_the_review_of_the_year() -> None:
    book = known()
    reviews = {book[0].uid: review(book[0])}
    matching, _ = match(two_families()[:4], book, reviews=reviews)
    assert kinds(matching) == ["same"]
    reviews = {book[0].uid: review(book[0], people=4, decision_no="")}
    matching, _ = match(two_families()[:4], book, reviews=reviews)
    assert changes(matching) == [("decision_no", "", "125/QĐ-UBND"), ("people", 4, 3)]


def test_a_household_that_has_no_review_of_the_year_gets_one() -> None:
    matching, _ = match(two_families()[:4], known(), reviews={"someone": review(known()[0])})
    assert ("class", None, HouseholdClass.POOR) in changes(matching)


# Whatever is listed, reading it twice changes nothing ----------------------------------------------
NAMES = st.sampled_from(["Ma Văn Quý", "Ma Văn Quy", "Bàn Thị Hoà", "Bàn Thị Hòa", "Lý A Sì"])
BIRTHS = st.sampled_from(["", "1980", "1980-07", "1980-07-21", "1975"])


@st.composite
def lists(draw: st.DrawFn) -> list[ListedHousehold]:
    ids = iter(range(1, 999))
    households = []
    for row in range(2, 2 + 10 * draw(st.integers(1, 7)), 10):
        members = []
        for i in range(draw(st.integers(1, 3))):
            has_id = draw(st.booleans())
            members.append(
                ListedPerson(
                    row=row + i,
                    name=draw(NAMES),
                    relation="Con" if i else "Chủ hộ",
                    sex=draw(st.sampled_from([None, Sex.MALE])),
                    born=draw(BIRTHS),
                    citizen_id=f"{next(ids):012d}" if has_id else "",
                    id_state=IdState.KNOWN
                    if has_id
                    else draw(st.sampled_from([IdState.UNKNOWN, IdState.NOT_ISSUED])),
                )
            )
        households.append(
            ListedHousehold(
                rows=tuple(m.row for m in members),
                members=tuple(members),
                people=len(members),
                village=draw(st.sampled_from(["Nà Mỵ", "Thôn 5", "5", "Tổ 5"])),
                note=draw(st.sampled_from(["", "nhà dột"])),
            )
        )
    return households


@settings(max_examples=400, deadline=None)
@given(lists())
def test_what_was_taken_in_is_recognised_wholly_at_the_next_reading(
    listed: list[ListedHousehold],
) -> None:
    first = match_lists([], listed)
    assert len(first.matches) + len({r.row // 10 for r in first.refused}) == len(listed)
    book = book_of(first)
    taken = [m.listed for m in first.matches]
    again = match_lists(book, taken)
    assert not again.refused
    assert {m.kind for m in again.matches} <= {MatchKind.SAME}
    assert len({m.household.uid for m in again.matches if m.household}) == len(taken)


@settings(max_examples=300, deadline=None)
@given(lists(), lists())
def test_no_two_listed_households_ever_get_the_same_one(
    before: list[ListedHousehold], now: list[ListedHousehold]
) -> None:
    matching = match_lists(book_of(match_lists([], before)), now)
    met = [m.household.uid for m in matching.matches if m.household]
    assert len(met) == len(set(met))
    rows = [r for m in matching.matches for r in m.listed.rows]
    rows += [r for p in matching.parked for r in p.listed.rows]
    rows += [r.row for r in matching.refused]
    assert sorted(rows) == sorted(r for h in now for r in h.rows)
    assert all(p.sentence for r in matching.refused for p in r.problems)
