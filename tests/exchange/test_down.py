"""A pack for all below: one file that each of them opens, by public tools too; broken parts refused."""

from __future__ import annotations

import contextlib
import csv
import datetime
import subprocess
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.paper_words import PaperWords
from desktop.errors import PackageDamaged, PackageNotForUs
from desktop.exchange import down, package, seal
from desktop.exchange.down import Calendar, Days, Goods, Headings, Merged, Sheet
from desktop.exchange.letter import Kind
from desktop.exchange.package import Draft
from tests.exchange.samples import NOW, office, upper
from tests.exchange.test_package_tools import _blocks, tool

DAY = datetime.date
GOODS = Goods(
    standards={"own-v1": b'id = "own-v1"\n'},
    calendar=Calendar(
        exchanged=(Days(off=DAY(2026, 2, 20), note="thử"),), autumn={"2026": DAY(2026, 11, 25)}
    ),
    headings=Headings(words=PaperWords(titles={"minutes": ("A", "B")}), ethnic=("Tày",)),
    merged=(Merged(old_name="Xã Cũ", old_district="", new_code="02296", since=DAY(2025, 7, 1)),),
)


def packed(goods: Goods = GOODS) -> bytes:
    """A pack of the upper office for the commune."""
    parts = down.encode(goods)
    inside = tuple(down.inside(name, name, data) for name, data in parts.items())
    sheet = Sheet(number=1, dated=DAY(2026, 11, 24), valid_from=DAY(2027, 1, 1), inside=inside)
    draft = Draft(kind=Kind.STANDARD, year=2026, number=1, made_at=NOW, program="0.1.0")
    card, keys = upper()
    return down.seal_down(
        draft, down.with_sheet(sheet, parts), name="các xã của Tỉnh", keys=keys, me=card,
        receivers=[office()[0]],
    )  # fmt: skip


def test_what_is_packed_is_what_is_read() -> None:
    card, keys = office()
    opened = package.open_sealed(packed(), keys=keys, me=card, known=[upper()[0]])
    assert down.decode(opened.parts) == GOODS
    sheet = down.decode_sheet(opened.parts, opened.header.letter)
    assert (sheet.number, sheet.valid_from) == (1, DAY(2027, 1, 1))
    assert opened.header.letter.receiver.code == ""


@pytest.mark.parametrize(
    "odd",
    [
        {"value": 1e300},
        {"first": 9999, "last": 9999},
        {"uid": ""},
        {"targets": {"abc": 1.0}},
        {"results": {"2027\n": 1.0}},
        {"targets": {"20271": 1.0}},
        {"title": "x" * 20_001},
        {"note": "a\x00b"},
    ],
)
def test_orders_with_numbers_of_no_world_are_refused(odd: dict[str, object]) -> None:
    goal = {
        "uid": "g", "office": "02296", "set_by": "08", "indicator": "poor_rate",
        "aim": "at_most", "first": 2027, "last": 2027, "value": 5.0,
    }  # fmt: skip
    assert down.decode({down.PLANS: msgspec.json.encode({"goals": [goal]})}).plans is not None
    with pytest.raises(PackageDamaged):
        down.decode({down.PLANS: msgspec.json.encode({"goals": [goal | odd]})})


def test_a_kind_of_measures_with_control_signs_is_refused() -> None:
    kind = {"code": "own", "name": "Hỗ trợ khác"}
    assert down.decode({down.PLANS: msgspec.json.encode({"kinds": [kind]})}).plans is not None
    with pytest.raises(PackageDamaged):
        down.decode({down.PLANS: msgspec.json.encode({"kinds": [kind | {"name": "a\x1b[2J"}]})})


def test_who_has_no_key_in_it_does_not_open_it() -> None:
    stranger = seal.new_keys()
    with pytest.raises(PackageNotForUs):
        package.open_sealed(packed(), keys=stranger, me=office()[0], known=[upper()[0]])


def test_a_report_still_names_one_office() -> None:
    assert not package.read_header(packed()).letter.receiver.is_office(office()[0])
    assert package.read_header(packed()).letter.is_to_all_below


def test_the_commands_of_the_page_open_a_pack(tmp_path: Path) -> None:
    for name in ("7z", "age", "openssl", "jq", "python3", "sh"):
        tool(name)
    card, keys = upper()
    (tmp_path / "report.rasoat").write_bytes(packed())
    raw = package.pack_card(card, keys, made_at=NOW, program="0.1.0")
    (tmp_path / "card.rasoat").write_bytes(raw)
    (tmp_path / "identity.txt").write_text(office()[1].age + "\n", encoding="ascii")
    # The blocks about records are for reports.
    script = "set -e\n" + "\n".join(b for b in _blocks() if "records/" not in b)
    done = subprocess.run(["sh", "-c", script], cwd=tmp_path, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    said = done.stdout.decode()
    assert said.count("standards/own-v1.toml: OK") == 2
    assert "Signature Verified Successfully" in said


@given(st.dictionaries(st.sampled_from([down.SHEET, down.CALENDAR, down.HEADINGS, down.MERGED]), st.binary(max_size=200)))  # fmt: skip
def test_parts_of_any_bytes_are_read_or_refused(parts: dict[str, bytes]) -> None:
    with contextlib.suppress(PackageDamaged):
        down.decode(parts)


@given(st.text(max_size=200))
def test_any_list_of_old_communes_is_read_or_names_a_line(text: str) -> None:
    with contextlib.suppress(ValueError, csv.Error):
        down.read_merged(("old_name,new_code,since\n" + text).encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("day", ["2025-07-01", "01/07/2025"])
@pytest.mark.parametrize("comma", [",", ";"])
def test_a_list_is_read_as_spreadsheets_save_it(day: str, comma: str) -> None:
    raw = comma.join(["old_name", "new_code", "since"]) + "\r\n" + comma.join(["A", "1", day])
    [fact] = down.read_merged(raw.encode("utf-8-sig"))
    assert (fact.old_name, fact.since) == ("A", DAY(2025, 7, 1))
    assert down.read_merged(down.merged_csv([fact])) == (fact,)
