"""Codes of papers: read back however they are typed, one wrong character or an exchange shows."""

from __future__ import annotations

import uuid

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.codes import (
    ALPHABET,
    paper_code,
    read_paper_code,
    read_sheet_code,
    sheet_code,
)

NUMBERS = st.from_regex(r"[0-9]{4,5}", fullmatch=True).filter(lambda n: n != "0")
UIDS = st.uuids().map(lambda u: u.hex)


def test_the_alphabet_has_a_prime_number_of_characters_and_no_look_alikes() -> None:
    assert len(ALPHABET) == len(set(ALPHABET)) == 29
    for pair in ("0O", "1I", "1L", "IL", "5S", "2Z"):
        assert not set(pair) <= set(ALPHABET)


@given(st.sampled_from("AB"), st.integers(2000, 2099), NUMBERS, UIDS)
def test_a_sheets_code_says_sheet_year_and_number(
    sheet: str, year: int, number: str, uid: str
) -> None:
    code = sheet_code(sheet, year, number, uid)
    assert read_sheet_code(code.text) == code
    assert read_sheet_code(f"  {code.text.lower().replace('-', ' ')} ") == code


def test_the_code_is_short_and_holds_no_personal_data() -> None:
    uid = uuid.uuid5(uuid.NAMESPACE_DNS, "x").hex
    text = sheet_code("B", 2026, "0417", uid).text
    assert text.startswith("B26-0417-")
    assert len(text) == 12
    assert uid not in text.lower()


def test_a_number_that_is_no_digits_is_replaced_by_a_longer_tie() -> None:
    code = sheet_code("B", 2026, "12/A", "some uid")
    assert code.number == "0"
    assert read_sheet_code(code.text) == code


@given(NUMBERS, UIDS, st.data())
def test_one_wrong_character_of_a_sheets_code_always_shows(
    number: str, uid: str, data: st.DataObject
) -> None:
    text = sheet_code("B", 2026, number, uid).text
    bare = text.replace("-", "")
    at = data.draw(st.integers(1, len(bare) - 1))
    alphabet = "0123456789" if at < 3 + len(number) else ALPHABET
    other = data.draw(st.sampled_from([c for c in alphabet if c != bare[at]]))
    found = read_sheet_code(bare[:at] + other + bare[at + 1 :])
    assert found is None


@given(st.text(min_size=1), st.data())
def test_one_wrong_character_of_a_papers_code_always_shows(text: str, data: st.DataObject) -> None:
    code = paper_code(text)
    assert read_paper_code(code) == code
    bare = code.replace("-", "")
    at = data.draw(st.integers(0, len(bare) - 1))
    other = data.draw(st.sampled_from([c for c in ALPHABET if c != bare[at]]))
    assert read_paper_code(bare[:at] + other + bare[at + 1 :]) is None


@given(st.text(min_size=1), st.integers(0, 7))
def test_neighbours_exchanged_always_show(text: str, at: int) -> None:
    bare = paper_code(text).replace("-", "")
    turned = bare[:at] + bare[at + 1] + bare[at] + bare[at + 2 :]
    assert turned == bare or read_paper_code(turned) is None


def test_the_same_text_has_the_same_code_and_another_has_another() -> None:
    assert paper_code("7.1 | 15") == paper_code("7.1 | 15")
    assert paper_code("7.1 | 15") != paper_code("7.1 | 16")


def test_words_are_no_codes() -> None:
    for words in ("Triệu Văn Kim", "0417", "", "B26", "008067070002", "bản phú"):
        assert read_sheet_code(words) is None
        assert read_paper_code(words) is None


def test_a_number_of_five_digits_is_never_read_as_a_nought_and_a_longer_tie() -> None:
    bare = sheet_code("B", 2026, "02722", "e3e70682c2094cac629f6fbed82c07cd").text.replace("-", "")
    wrong = [
        bare[:at] + other + bare[at + 1 :]
        for at in range(1, len(bare))
        for other in ("0123456789" if at < 8 else ALPHABET)
        if other != bare[at]
    ]
    assert {read_sheet_code(text) for text in wrong} == {None}
