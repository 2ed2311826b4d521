"""The parts of a household handed over: what is packed comes out again, anything else is damaged."""

from __future__ import annotations

import datetime
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.household import Household, Person
from desktop.errors import PackageDamaged
from desktop.exchange import handover
from desktop.exchange.handover import Former, Goods, Sheet
from desktop.exchange.letter import Kind, is_part
from desktop.exchange.records import Records, encode, part_of

HOME = Household(
    uid="h", number="0001", commune_code="02296", list_version="2025", village="Nà Bó",
    members=(Person(uid="p", name="Bàn Văn Tiến"),), written_by="book",
)  # fmt: skip
SHEET = Sheet(
    household_uid="h", left_on=datetime.date(2026, 10, 20), note="thử",
    former=(Former(commune_code="02365", list_version="2025", household_uid="x"),),
)  # fmt: skip


def parts(sheet: bytes | None = None, *homes: Household) -> dict[str, bytes]:
    records = encode(Records(households=homes or (HOME,)))
    return {
        handover.SHEET: msgspec.json.encode(SHEET) if sheet is None else sheet,
        part_of("households"): records[part_of("households")],
        part_of("reviews"): b"",
    }


def test_what_is_packed_comes_out_again() -> None:
    assert handover.decode_household(parts()) == Goods(sheet=SHEET, household=HOME)
    assert handover.totals(Goods(sheet=SHEET, household=HOME)) == {
        "households": 1, "people": 1, "reviews": 0,
    }  # fmt: skip


@given(st.binary(max_size=200))
def test_any_other_sheet_is_damaged(raw: bytes) -> None:
    with pytest.raises(PackageDamaged):
        handover.decode_household(parts(raw))


def test_none_or_two_households_are_damaged() -> None:
    bare = {handover.SHEET: msgspec.json.encode(SHEET)}
    for found in (bare, parts(None, HOME, replace(HOME, uid="i", members=()))):
        with pytest.raises(PackageDamaged):
            handover.decode_household(found)


def test_a_kind_knows_its_parts_only() -> None:
    assert is_part(Kind.HANDOVER, handover.SHEET)
    assert is_part(Kind.HANDOVER, "records/reviews.jsonl")
    for name in ("records/events.jsonl", "receipt.json", "../handover.json", "standard.toml"):
        assert not is_part(Kind.HANDOVER, name)
