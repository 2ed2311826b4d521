"""Texts of a plan: what is made plain is plain, and what is plain stays as it is."""

from __future__ import annotations

import datetime
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.plain_text import (
    LONGEST_TEXT,
    has_plain_texts,
    is_plain,
    plain,
    with_plain_texts,
)
from desktop.domain.planning import Account, AccountKind, Visit

VISIT = Visit(uid="v", office="02296", happened_on=datetime.date(2027, 3, 5), who="Tổ 1\n\tTổ 2")


@given(st.text())
def test_what_is_made_plain_is_plain_and_stays(text: str) -> None:
    assert is_plain(plain(text))
    assert plain(plain(text)) == plain(text)
    assert plain(text) == text or not is_plain(text)


def test_the_limit_is_the_last_sign_that_is_taken() -> None:
    assert is_plain("ộ" * LONGEST_TEXT)
    assert not is_plain("ộ" * (LONGEST_TEXT + 1))
    assert len(plain("ộ" * (LONGEST_TEXT + 1))) == LONGEST_TEXT


def test_line_feeds_and_tabs_stay_other_control_signs_go() -> None:
    assert plain("a\r\nb\rc\td\x00\x1b\x7f\x85e") == "a\nb\nc\tde"


def test_a_record_is_looked_through_to_its_keys_and_items() -> None:
    account = Account(uid="a", office="o", kind=AccountKind.YEAR, year=2027, first=2027)
    assert has_plain_texts((VISIT, account, {"a": ("b", 1, None)}))
    for odd in ({"a\x00": 1}, {"a": "\x00"}, ("a", ("\x00",)), replace(VISIT, settled="\x00")):
        assert not has_plain_texts(odd)


def test_texts_of_a_record_are_made_plain_but_those_left_alone() -> None:
    odd = Account(
        uid="a", office="o", kind=AccountKind.YEAR, year=2027, first=2027, number="1\x00",
        words={"causes": "a\x02b"}, counted="\x02",
    )  # fmt: skip
    made = with_plain_texts(odd, "counted")
    assert (made.number, made.words, made.counted) == ("1", {"causes": "ab"}, "\x02")
    assert with_plain_texts(VISIT) is VISIT
