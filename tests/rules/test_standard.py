"""Packs are strict, sourced, and cover the years without overlap."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise
from typing import get_args

import pytest

from desktop.domain.unit import Area
from desktop.paths import resources
from desktop.rules.derive import DERIVATIONS
from desktop.rules.standard import Derive, parse_standard, standard_in_force

RAW = {f.stem: f.read_bytes() for f in sorted((resources() / "standards").glob("*.toml"))}
PACKS = {name: parse_standard(raw) for name, raw in RAW.items()}
IN_LAW = {name: pack for name, pack in PACKS.items() if not pack.practice}


def test_the_limits_are_those_of_the_decree() -> None:
    pack = PACKS["2022-2025"]
    rural, urban = pack.limits[Area.RURAL], pack.limits[Area.URBAN]
    assert (rural.b1_points, rural.income_vnd) == (140, 1_500_000)
    assert (urban.b1_points, urban.income_vnd) == (175, 2_000_000)
    assert rural.average_living_standard_vnd == 2_250_000
    assert urban.average_living_standard_vnd == 3_000_000
    assert (pack.b2_poor, pack.poor_deprivations) == (30, 3)
    assert [d.points for d in pack.deprivations] == [10] * 12
    assert len(pack.causes) == 8
    assert pack.b1_items == ()


def test_every_year_from_2022_to_2030_has_one_standard_and_no_more() -> None:
    for year in range(2022, 2031):
        hits = [p for p in IN_LAW.values() if p.in_force_from.year <= year <= p.in_force_to.year]
        assert len(hits) == 1, year
        assert standard_in_force(PACKS.values(), year) is hits[0]
    assert standard_in_force(PACKS.values(), 2021) is None


def test_standards_follow_each_other_to_the_day() -> None:
    ordered = sorted(IN_LAW.values(), key=lambda p: p.in_force_from)
    for earlier, later in pairwise(ordered):
        assert (later.in_force_from - earlier.in_force_to).days == 1


def test_practice_is_never_in_force_and_says_what_it_is() -> None:
    practice = PACKS["practice"]
    assert standard_in_force([practice], 2026) is None
    assert practice.name == "LUYỆN TẬP, không có giá trị pháp lý"
    assert all("LUYỆN TẬP" in item.source for item in practice.b1_items)


def test_practice_points_reach_both_sides_of_both_limits() -> None:
    practice = PACKS["practice"]
    for area, limit in practice.limits.items():
        assert limit.b1_points is not None
        least = sum(min(o.points[area] for o in i.options) for i in practice.b1_items)
        most = sum(max(o.points[area] for o in i.options) for i in practice.b1_items)
        assert least < limit.b1_points < most


def test_practice_has_the_deprivations_of_the_law() -> None:
    assert PACKS["practice"].deprivations == PACKS["2022-2025"].deprivations


def test_what_is_not_known_of_2027_is_said() -> None:
    pack = PACKS["2027-2030"]
    assert pack.missing
    assert pack.limits[Area.RURAL].b1_points is None
    assert pack.limits[Area.URBAN].income_vnd == 2_800_000


def _numbers_without_source(node: object, sourced: bool, path: str) -> list[str]:
    """Numbers stand beside `source`, beside `<name>_source`, or below a table that has one."""
    if isinstance(node, list):
        return [
            p
            for i, n in enumerate(node)
            for p in _numbers_without_source(n, sourced, f"{path}[{i}]")
        ]
    if not isinstance(node, dict):
        is_number = isinstance(node, int) and not isinstance(node, bool)
        return [path] if is_number and not sourced else []
    found = []
    for key, value in node.items():
        stem = re.sub(r"_(points|vnd|poor)$", "", key)
        own = any(node.get(name) for name in (f"{key}_source", f"{stem}_source"))
        below = sourced or own or (path != "$" and bool(node.get("source")))
        found += _numbers_without_source(value, below, f"{path}.{key}")
    return found


@pytest.mark.parametrize("name", RAW)
def test_every_number_of_a_pack_has_a_source(name: str) -> None:
    pack = tomllib.loads(RAW[name].decode())
    assert _numbers_without_source(pack, sourced=False, path="$") == []


def test_digits_of_options_are_the_order_of_the_paper() -> None:
    for deprivation in PACKS["2022-2025"].deprivations:
        for choice in deprivation.choices:
            keys = [o.key for o in choice.options]
            assert keys == [str(i) for i in range(1, len(keys) + 1)]
            assert not choice.options or len({o.deprived for o in choice.options}) == 2


def test_packs_may_name_exactly_the_derivations_that_exist() -> None:
    assert set(get_args(Derive)) == set(DERIVATIONS)


BAD = {
    "a key nobody knows": ("practice = true", "practise = true", "practise"),
    "a number as text": ("b2_poor = 30", 'b2_poor = "30"', "$.b2_poor"),
    "a negative limit": ("b1_points = 140", "b1_points = -1", "$.limits[...].b1_points"),
    "an unknown area": ("[limits.rural]", "[limits.hill]", "$.limits"),
    "a limit without source": (
        'b1_source = "Thông tư 07/2021/TT-BLĐTBXH"',
        "",
        "$.limits.rural.b1_source",
    ),
    "no limit": ("b1_points = 140", "", "$.limits.rural.b1_points"),
    "no B2 limit": ("b2_poor = 30", "", "$.b2_poor"),
    "B2 without source": ('b2_source = "Thông tư', 'b2_source = "" #', "$.b2_source"),
    "an unknown derivation": ('derive = "parts"', 'derive = "magic"', "$.deprivations[6].derive"),
    "a derivation without its number": ("at_least = 2", "", "$.deprivations[6].params"),
    "a deprivation twice": ('code = "toilet"', 'code = "water"', "'water' stands there twice"),
    "a number out of order": ("number = 12", "number = 13", "$.deprivations[11].number"),
    "a fact twice": ('id = "telecom"', 'id = "toilet"', "'toilet' stands there twice"),
    "a digit twice": (
        'key = "7", id = "other"',
        'key = "6", id = "other"',
        "'6' stands there twice",
    ),
    "a key of two digits": (
        'key = "7", id = "other"',
        'key = "17", id = "other"',
        "options[6].key",
    ),
    "points of one area": (
        "points = { rural = 11, urban = 14 }",
        "points = { rural = 11 }",
        "points of the same areas",
    ),
    "dates the wrong way round": ("2030-12-31", "2021-12-31", "$.in_force_to"),
    "a cause twice": ('code = "skills"', 'code = "land"', "'land' stands there twice"),
    "no table at all": ("id = ", "id == ", "Invalid value"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_pack_is_refused_with_its_place(what: str) -> None:
    old, new, place = BAD[what]
    raw = RAW["practice"].decode()
    assert old in raw
    with pytest.raises(ValueError, match=re.escape(place)):
        parse_standard(raw.replace(old, new, 1).encode())


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(ValueError, match="standard pack"):
        parse_standard(b"\xff\xfe")


@pytest.mark.parametrize(
    "raw",
    [b"a = " + b"[" * 100_000, b"a." * 100_000 + b"a = 1", b"a = " + b"9" * 100_000],
    ids=["nested", "dotted", "digits"],
)
def test_a_pack_made_to_tire_the_reader_is_refused_at_once(raw: bytes) -> None:
    """A pack may come from another office; TOML's reader would spend minutes on the second."""
    with pytest.raises(ValueError, match="standard pack"):
        parse_standard(raw)


def test_a_pack_that_hides_what_is_missing_is_refused() -> None:
    raw = re.sub(r"missing = \[.*?\]\n", "", RAW["2027-2030"].decode(), flags=re.DOTALL)
    with pytest.raises(ValueError, match="is missing"):
        parse_standard(raw.encode())
