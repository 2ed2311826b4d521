"""The strict ZIP: ordinary for everybody, bombs and tricks refused before anything unfolds."""

from __future__ import annotations

import struct
import tracemalloc
import zlib
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.errors import PackageDamaged, PackageTooLarge
from desktop.exchange import package, seal
from desktop.exchange.archive import LIMITS, STORED, unzip, zip_bytes
from desktop.text import sentence, t
from tests.exchange.samples import office, report, upper
from tests.exchange.test_package import inner_of, opened, rewrapped
from tests.exchange.zips import entries_of, foreign_zip

names = st.from_regex(r"[a-z]{1,8}/?[a-z0-9.]{1,8}", fullmatch=True)


def anything(_: str) -> bool:
    return True


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(names, st.binary(max_size=2000), min_size=1, max_size=6), st.booleans())
def test_both_ways_agree_with_the_standard_library(entries: dict[str, bytes], stored: bool) -> None:
    raw = zip_bytes(entries, STORED if stored else 8)
    assert entries_of(raw) == entries
    assert unzip(raw, allowed=anything) == entries


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_changed_byte_of_a_stored_archive_is_refused(data: st.DataObject) -> None:
    raw = bytearray(zip_bytes({"a.txt": b"one", "b/c.txt": b"two" * 20}, STORED))
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises((PackageDamaged, PackageTooLarge)):
        unzip(bytes(raw), allowed=anything)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_make_it_fail_otherwise(raw: bytes) -> None:
    with pytest.raises((PackageDamaged, PackageTooLarge)):
        unzip(b"PK\3\4" + raw, allowed=anything)


def bomb(size: int) -> bytes:
    return zip_bytes({"manifest.json": b"{}", "manifest.sig": b"", "a": bytes(size)})


def declared(raw: bytes, real: int, said: int) -> bytes:
    """The same archive with another size declared, in both places."""
    before, after = struct.pack("<I", real), struct.pack("<I", said)
    assert raw.count(before) == 2
    return raw.replace(before, after)


def test_a_highly_compressible_entry_is_refused_without_being_unfolded() -> None:
    raw = bomb(300 << 20)
    assert len(raw) < 400_000
    t("package-limit-ratio", most=1)  # the text files are read before memory is watched
    tracemalloc.start()
    with pytest.raises(PackageTooLarge) as caught:
        unzip(raw, allowed=anything)
    assert tracemalloc.get_traced_memory()[1] < 4 << 20
    tracemalloc.stop()
    assert caught.value.details["what"] == "ratio"


def test_a_bomb_that_lies_about_its_size_stops_at_what_it_declares() -> None:
    raw = declared(bomb(64 << 20), 64 << 20, 70_001)
    t("package-limit-ratio", most=1)  # the text files are read before memory is watched
    tracemalloc.start()
    with pytest.raises(PackageDamaged):
        unzip(raw, allowed=anything)
    assert tracemalloc.get_traced_memory()[1] < 4 << 20
    tracemalloc.stop()


@pytest.mark.parametrize("said", [0, 1, 70_000, 70_002, 1 << 20])
def test_a_declared_size_that_is_not_the_real_one_is_refused(said: int) -> None:
    raw = zip_bytes({"a": bytes(range(256)) * 273 + bytes(113)})
    assert unzip(raw, allowed=anything)
    with pytest.raises(PackageDamaged):
        unzip(declared(raw, 70_001, said), allowed=anything)


def test_limits_add_up_over_entries() -> None:
    raw = zip_bytes({f"a{n}": bytes(range(256)) * 8 for n in range(10)})
    assert len(unzip(raw, allowed=anything, limits=replace(LIMITS, unfolded_bytes=20_480))) == 10
    for limits in (replace(LIMITS, unfolded_bytes=20_479), replace(LIMITS, entries=9)):
        with pytest.raises(PackageTooLarge) as caught:
            unzip(raw, allowed=anything, limits=limits)
        assert sentence(caught.value)


def test_a_bomb_under_a_good_seal_is_refused() -> None:
    entries = {**entries_of(inner_of(report(), upper()[1])), "reports/7.1.pdf": bytes(99 << 20)}
    with pytest.raises(PackageTooLarge):
        opened(rewrapped(zip_bytes(entries)))


def test_a_file_or_a_header_beyond_the_limit_is_refused_unread() -> None:
    with pytest.raises(PackageTooLarge):
        package.read_header(report(), limits=replace(LIMITS, file_bytes=100))
    raw = zip_bytes({"header.json": b" " * 70_000 + b'{"format":1}'}, STORED)
    with pytest.raises(PackageTooLarge):
        package.read_header(raw)


def overlapping() -> bytes:
    """Two directory lines for one entry, as the better zip bombs do."""
    one = zip_bytes({"a": b"x" * 500})
    at = one.index(b"PK\1\2")
    line = one[at : one.index(b"PK\5\6")]
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 2, 2, 2 * len(line), at, 0)
    return one[:at] + line + line + end


def junk_after_deflate() -> bytes:
    """Bytes after the end of the deflated stream, inside the entry."""
    folded = zlib.compress(b"x" * 50)[2:-4] + b"junk"
    stored = zip_bytes({"a": folded}, STORED)
    crc, real = struct.pack("<I", zlib.crc32(folded)), struct.pack("<I", len(folded))
    sizes = crc + real + real
    assert stored.count(sizes) == 2
    said = struct.pack("<3I", zlib.crc32(b"x" * 50), len(folded), 50)
    changed = stored.replace(sizes, said)
    local, central = (
        b"PK\3\4" + struct.pack("<2H", 20, 0),
        b"PK\1\2" + struct.pack("<3H", 20, 20, 0),
    )
    return changed.replace(local + b"\0\0", local + b"\x08\0").replace(
        central + b"\0\0", central + b"\x08\0"
    )


@pytest.mark.parametrize(
    "make",
    [
        overlapping,
        junk_after_deflate,
        lambda: foreign_zip(("a", b"1"), ("a", b"2")),
        lambda: foreign_zip(("a", b"1")),
        lambda: zip_bytes({"a": b"1"})[:-2] + b"\x03\x00abc",
        lambda: b"MZ" + zip_bytes({"a": b"1"}),
        lambda: zip_bytes({}),
        lambda: b"",
    ],
    ids=["overlap", "junk", "twice", "other-frame", "comment", "prefix", "empty", "nothing"],
)
def test_tricks_with_the_frame_are_refused(make: Callable[[], bytes]) -> None:
    with pytest.raises(PackageDamaged):
        unzip(make(), allowed=anything)


@pytest.mark.parametrize(
    "name",
    ["../../evil", "/etc/passwd", "C:/a.pdf", "reports/../../a.pdf", "reports\\a.pdf", "extra"],
)
def test_names_that_lead_elsewhere_are_refused(name: str) -> None:
    entries = {**entries_of(inner_of(report(), upper()[1])), name: b"x"}
    with pytest.raises(PackageDamaged) as caught:
        opened(rewrapped(zip_bytes(entries)))
    assert caught.value.details["what"] == "names"


def test_the_same_name_twice_is_refused_also_in_other_case() -> None:
    one, two = zip_bytes({"ab": b"1"}), zip_bytes({"ab": b"1", "aB": b"2"})
    assert unzip(one, allowed=anything)
    for raw in (two, two.replace(b"aB", b"ab")):
        with pytest.raises(PackageDamaged) as caught:
            unzip(raw, allowed=anything)
        assert caught.value.details["what"] == "names"


def test_a_further_entry_beside_the_payload_is_refused() -> None:
    entries = {**entries_of(report()), "autorun.inf": b"x"}
    with pytest.raises(PackageDamaged):
        package.read_header(zip_bytes(entries, STORED))


def test_a_part_that_the_manifest_does_not_name_is_refused() -> None:
    entries = entries_of(inner_of(report(), upper()[1]))
    more = zip_bytes({**entries, "reports/7.2.pdf": b"x"})
    fewer = zip_bytes({n: d for n, d in entries.items() if n != "reports/7.1.pdf"})
    for inner in (more, fewer):
        with pytest.raises(PackageDamaged) as caught:
            opened(rewrapped(inner))
        assert caught.value.details["what"] == "parts"


def test_the_sealed_bytes_hide_names_and_people() -> None:
    card, _ = office()
    sealed = entries_of(report())["payload.age"]
    assert b"Khau" in entries_of(report())["header.json"]
    assert b"Th\xe1\xbb\x8b" not in report()
    assert card.book_id.encode() not in sealed
    assert seal.open_closed(sealed, seal.new_keys()) is None
