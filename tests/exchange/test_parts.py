"""Parts join in any order or not at all; what is missing, twice or mixed is said."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import AppError, PartDamaged, PartsMissing, PartsMixed, PartsTwice
from desktop.exchange.parts import Part, cut, join, numbers, read_part
from desktop.text import sentence

NAME = "bao-cao_02296_2026_0007_1a2b3c4d.rasoat"
RAW = bytes(range(256)) * 60


def _parts(raw: bytes = RAW, limit: int = 4096, name: str = NAME) -> list[Part]:
    return [read_part(data, name=file) for file, data in cut(raw, name, limit)]


def test_a_package_within_the_limit_is_not_cut() -> None:
    assert cut(RAW, NAME, len(RAW)) == [(NAME, RAW)]


def test_every_part_is_within_the_limit_and_has_a_plain_name() -> None:
    made = cut(RAW, NAME, 4096)
    assert len(made) == 5
    assert all(len(data) <= 4096 for _, data in made)
    assert [file for file, _ in made][1] == "bao-cao_02296_2026_0007_1a2b3c4d.p2-5.rasoat-part"
    assert all(file.isascii() for file, _ in made)


@given(raw=st.binary(min_size=1, max_size=30_000), limit=st.integers(2048, 9000), data=st.data())
def test_parts_join_in_any_order_and_twice(raw: bytes, limit: int, data: st.DataObject) -> None:
    made = cut(raw, NAME, limit)
    if len(made) == 1:
        assert made == [(NAME, raw)]
        return
    parts = [read_part(piece) for _, piece in made]
    more = data.draw(st.lists(st.sampled_from(parts), max_size=4))
    assert join(data.draw(st.permutations([*parts, *more]))) == raw


@given(data=st.data())
def test_any_loss_is_named_and_nothing_is_joined(data: st.DataObject) -> None:
    parts = _parts()
    kept = data.draw(st.lists(st.sampled_from(parts), min_size=1, unique_by=lambda p: p.head.part))
    lost = sorted({p.head.part for p in parts} - {p.head.part for p in kept})
    if not lost:
        assert join(kept) == RAW
        return
    with pytest.raises(PartsMissing) as refusal:
        join(kept)
    assert refusal.value.details["missing"] == numbers(lost)
    assert f"còn thiếu phần {numbers(lost)}" in sentence(refusal.value)


@given(data=st.data())
def test_parts_of_two_packages_are_never_mixed(data: st.DataObject) -> None:
    mine, theirs = _parts(), _parts(RAW[::-1])
    mixed = data.draw(st.permutations([*mine[:3], *theirs[3:]]))
    with pytest.raises(PartsMixed):
        join(mixed)


def test_parts_of_two_cuts_of_one_package_are_not_mixed_either() -> None:
    with pytest.raises(PartsMixed):
        join([*_parts()[:2], *_parts(limit=8192)])


def test_one_number_with_two_contents_is_refused() -> None:
    parts = _parts()
    forged = Part(head=parts[1].head, piece=b"x" * len(parts[1].piece))
    with pytest.raises(PartsTwice):
        join([*parts, forged])


def test_a_forged_piece_that_names_the_same_whole_is_refused() -> None:
    parts = _parts()
    with pytest.raises(PartsMixed):
        join([parts[0], Part(head=parts[1].head, piece=b"x"), *parts[2:]])


@given(at=st.integers(0, 4095), bit=st.integers(0, 7))
def test_no_changed_bit_goes_unnoticed(at: int, bit: int) -> None:
    made = cut(RAW, NAME, 4096)
    file, data = made[1]
    changed = bytearray(data)
    changed[at % len(data)] ^= 1 << bit
    others = [read_part(d) for n, d in made if n != file]
    try:
        joined = join([*others, read_part(bytes(changed), name=file)])
    except AppError:
        return
    assert joined == RAW  # the changed bit stood in a name that the whole does not depend on


@given(raw=st.binary(max_size=3000))
def test_what_is_no_part_is_said_to_be_none(raw: bytes) -> None:
    with pytest.raises(PartDamaged):
        read_part(raw)


@pytest.mark.parametrize("name", ["../x.rasoat", "x/y.rasoat", "xã.rasoat", "x.exe", ".rasoat"])
def test_a_name_that_leads_elsewhere_is_no_name_of_a_part(name: str) -> None:
    with pytest.raises(ValueError, match=r"rasoat|exe"):
        cut(RAW, name, 4096)
    file, data = cut(RAW, NAME, 4096)[0]
    with pytest.raises(PartDamaged):
        read_part(data.replace(NAME.encode(), name.encode()), name=file)


@pytest.mark.skipif(shutil.which("tail") is None, reason="tail is not installed")
def test_a_public_tool_joins_them_too(tmp_path: Path) -> None:
    made = cut(RAW * 3, NAME, 4096)
    assert len(made) > 9
    for name, data in made:
        (tmp_path / name).write_bytes(data)
    files = sorted(str(f) for f in tmp_path.iterdir())
    joined = subprocess.run(["tail", "-qn", "+2", *files], capture_output=True, check=True)
    assert joined.stdout == RAW * 3


def test_a_limit_that_would_need_too_many_parts_is_refused() -> None:
    with pytest.raises(ValueError, match="2048"):
        cut(bytes(2 << 20), NAME, 2048)


def test_runs_of_numbers_are_drawn_together() -> None:
    assert numbers([2, 4, 5, 6, 9, 10]) == "2, 4–6, 9, 10"
