"""Vietnamese text, names, dates, numbers and ids."""

from __future__ import annotations

import datetime
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.vietnamese import (
    age_on,
    citizen_id_problem,
    fold,
    name_key,
    nfc,
    parse_birth,
    rate,
    same_word,
    show_birth,
    show_number,
    show_rate,
    sort_key,
)

VIETNAMESE = "".join(chr(c) for c in range(0x1EA0, 0x1EFA)) + "ăâđêôơưĂÂĐÊÔƠƯàáảãạ"


def test_every_vietnamese_letter_folds_to_ascii() -> None:
    assert all(fold(c).isascii() and len(fold(c)) == 1 for c in VIETNAMESE)


def test_folding_knows_the_crossed_d() -> None:
    assert fold("Đặng Thị  ĐẬU") == "dang thi dau"


@given(st.text(alphabet=VIETNAMESE + " abc"))
def test_folding_sees_no_difference_between_composed_and_decomposed(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


def test_order_is_the_vietnamese_alphabet() -> None:
    words = ["An", "Ánh", "Ăn", "Ân", "Dung", "Đào", "Em", "Ê", "Oanh", "Ông", "Ơn", "Uyên", "Ứng"]
    assert sorted(set(words), key=sort_key) == words


def test_tones_come_in_the_order_of_dictionaries() -> None:
    words = ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sorted(set(words), key=sort_key) == words


def test_tones_decide_only_between_equal_words() -> None:
    assert sorted(["mạ an", "ma bình"], key=sort_key) == ["mạ an", "ma bình"]


def test_names_sort_by_given_name_first() -> None:
    names = ["Triệu Văn An", "Bàn Văn Bảo", "Đặng Văn Bảo", "Bàn Thị Đào"]
    assert sorted(set(names), key=name_key) == names


def test_a_tone_mark_alone_does_not_disturb_the_order() -> None:
    assert sorted(["b", "\u0323", "a"], key=sort_key)[-2:] == ["a", "b"]


@given(st.text(), st.text())
def test_any_text_has_a_key(a: str, b: str) -> None:
    assert (name_key(a) < name_key(b)) or (name_key(a) >= name_key(b))


def test_the_place_of_a_tone_mark_makes_no_other_word() -> None:
    assert same_word("Hòa", "hoà")
    assert not same_word("Hòa", "Hóa")


def test_nfc_composes_and_trims() -> None:
    assert nfc(unicodedata.normalize("NFD", "  Bưởi\u00a0 Xã ")) == "Bưởi Xã"


@pytest.mark.parametrize(
    ("written", "stored", "shown"),
    [
        ("21/07/1980", "1980-07-21", "21/07/1980"),
        ("1/2/2004", "2004-02-01", "01/02/2004"),
        ("1-2-2004", "2004-02-01", "01/02/2004"),
        ("7/1980", "1980-07", "07/1980"),
        ("1980", "1980", "1980"),
        ("1980.0", "1980", "1980"),
        ("1980-07-21 00:00:00", "1980-07-21", "21/07/1980"),
    ],
)
def test_births_are_read_as_people_write_them(written: str, stored: str, shown: str) -> None:
    assert parse_birth(written) == stored
    assert show_birth(stored) == shown


@pytest.mark.parametrize("bad", ["31/02/1980", "13/1980", "abc", "", "80", "0980", "1/1/3000"])
def test_what_is_no_date_is_not_guessed(bad: str) -> None:
    assert parse_birth(bad) is None


def test_age_counts_full_years() -> None:
    day = datetime.date(2026, 9, 1)
    assert age_on("2010-09-01", day) == 16
    assert age_on("2010-09-02", day) == 15
    assert age_on("", day) is None


def test_numbers_are_written_the_vietnamese_way() -> None:
    assert show_number(1500000) == "1.500.000"
    assert show_number(-1400) == "−1.400"
    assert show_rate(23.455) == "23,46"
    assert show_rate(1234.5) == "1.234,50"
    assert show_rate(None) == ""


def test_a_rate_of_an_empty_total_is_no_number() -> None:
    assert rate(5, 0) is None
    assert rate(1, 4) == 25


@pytest.mark.parametrize(
    ("citizen_id", "born", "male", "problem"),
    [
        ("008084001327", "1984-02-14", True, None),
        ("008308004106", "2008", False, None),
        ("00832100914", "", None, "length"),
        ("008084001327", "1985", True, "year"),
        ("008084001327", "1984", False, "sex"),
        ("071234567", "1950", True, None),
        ("8.08E+10", "", None, "length"),
        ("008984001327", "", None, "century"),
    ],
)
def test_citizen_ids_are_checked_against_birth_and_sex(
    citizen_id: str, born: str, male: bool | None, problem: str | None
) -> None:
    assert citizen_id_problem(citizen_id, born, male) == problem
