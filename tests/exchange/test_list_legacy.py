"""Lists of old fonts and code pages: recognised column by column, converted, asked about when unsure."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.exchange.lists.columns import open_list
from desktop.exchange.lists.errors_workbook import mark_errors
from desktop.exchange.lists.legacy import (
    cp1258,
    examine,
    guess_script,
    in_unicode,
    mended,
    tcvn3,
    vni,
)
from desktop.exchange.lists.records import Script
from desktop.exchange.lists.rows import read_rows
from desktop.exchange.lists.words import Field
from desktop.exchange.lists.workbook import Sheet
from tests.exchange.list_samples import BORN, GROUP, HEAD_NAME, NAME, VILLAGE, save, two_families
from tests.exchange.old_fonts import (
    LETTERS,
    TO_TCVN3,
    TO_VNI,
    in_cp1258,
    in_nfd,
    in_tcvn3,
    in_vni,
    in_vntime_h,
)

OLD = [(in_tcvn3, Script.TCVN3), (in_vni, Script.VNI)]
NAMES = ("Nguyễn Đức Thắng", "Triệu Thị Phượng", "Đặng Hữu Lượng", "Nông Thị Hiển", "Vừ Mí Sính")


def test_known_sentences_are_converted() -> None:
    assert tcvn3("Céng hoµ x· héi chñ nghÜa ViÖt Nam") == "Cộng hoà xã hội chủ nghĩa Việt Nam"
    assert tcvn3("§éc lËp - Tù do - H¹nh phóc") == "Độc lập - Tự do - Hạnh phúc"
    assert vni("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam") == "Cộng hòa xã hội chủ nghĩa Việt Nam"
    assert vni("Ñoäc laäp - Töï do - Haïnh phuùc") == "Độc lập - Tự do - Hạnh phúc"
    assert vni("COÄNG HOØA") == "CỘNG HÒA"
    assert cp1258("Côòng hoÌa ViêòtNam NguyêÞn") == "Cộng hòa ViệtNam Nguyễn"


def test_every_letter_survives_both_ways() -> None:
    assert tcvn3(LETTERS.translate(TO_TCVN3)) == LETTERS
    assert vni(" ".join(LETTERS).translate(TO_VNI)) == " ".join(LETTERS)


@pytest.mark.parametrize(("encode", "script"), OLD)
def test_an_old_list_is_read_and_marked_like_a_new_one(
    tmp_path: Path, encode: Any, script: Script
) -> None:
    rows = [[encode(c) if isinstance(c, str) else c for c in line] for line in two_families()]
    rows[3][BORN] = "31/02/2010"
    path = save(tmp_path / "a.xlsx", rows)
    sheet, layout = open_list(path)
    assert set(sheet.scripts.values()) == {script}
    reading = read_rows(sheet.rows, layout)
    assert reading.households[0].head.name == "Ma Văn Quý"
    assert reading.households[0].household_class == "near_poor"
    assert [r.row for r in reading.refused] == [2, 3, 4]

    path.write_bytes(mark_errors(path, layout, reading.refused))
    sheet, layout = open_list(path)  # our own words in Unicode stand beside theirs
    assert set(sheet.scripts.values()) == {script}
    assert layout.column(Field.ERRORS) == 14
    mending = openpyxl.load_workbook(path)
    mending.active["E4"] = "05/2010"
    mending.save(path)
    sheet, layout = open_list(path)
    assert len(read_rows(sheet.rows, layout).households) == 2


def test_unicode_lists_are_left_alone() -> None:
    assert guess_script(two_families()) == (Script.UNICODE, True)
    plain = [["Tày", "Bàn", "Hà", "Sán Dìu", "Bá", "Tú", "Là", "Kê", "Vì Lý"]]
    assert guess_script(plain) == (Script.UNICODE, True)
    assert guess_script([[in_nfd(c) for c in plain[0]]]) == (Script.UNICODE, True)


@given(st.lists(st.sampled_from((*NAMES, "Bàn Lý Hà", "Lò A Páo", "Vì Thì Là")), min_size=1))
def test_no_unicode_name_is_ever_taken_for_an_old_font(names: list[str]) -> None:
    assert examine([[name] for name in names]) == ()
    assert [mended(name) for name in names] == names


def _column(*texts: str) -> list[list[Any]]:
    return [["Họ và tên"], *([text] for text in texts)]


def test_where_it_is_not_sure_nothing_is_converted_but_asked() -> None:
    words = ["nghÌo", "Tày", "Bàn", "Hà", "hé", "hä", "Sán", "cËn", "ViÖt", "x·"]
    sheet = Sheet(name="a", rows=[[word] for word in words])
    kept = in_unicode(sheet)
    assert kept.rows == sheet.rows
    assert (kept.scripts, kept.suspected) == ({}, {0: Script.TCVN3})
    told = in_unicode(sheet, {0: Script.TCVN3})
    assert [line[0] for line in told.rows[:3]] == ["nghèo", "Tày", "Bàn"]  # cells of Unicode stay
    assert told.suspected == {}
    left = in_unicode(sheet, {0: Script.UNICODE})
    assert (left.rows, left.suspected) == (sheet.rows, {})
    assert [s.label for s in Script] == ["Unicode", "TCVN3 (ABC)", "VNI", "Windows-1258"]


def test_each_column_is_read_for_itself() -> None:
    rows: list[list[Any]] = [
        [in_tcvn3(name), name, in_vni(name), f"{n}"] for n, name in enumerate(NAMES)
    ]
    sheet = in_unicode(Sheet(name="a", rows=rows))
    assert sheet.scripts == {0: Script.TCVN3, 2: Script.VNI}
    assert [line[0] for line in sheet.rows] == [name.lower() for name in NAMES]
    assert [line[1] for line in sheet.rows] == list(NAMES)
    assert [line[2] for line in sheet.rows] == [name.lower() for name in NAMES]


@pytest.mark.parametrize(("encode", "script"), OLD)
def test_a_head_in_unicode_over_old_cells_stays_as_it_is(
    tmp_path: Path, encode: Callable[[str], str], script: Script
) -> None:
    head, *lines = two_families()
    head = [*head[:VILLAGE], "Thôn", *head[VILLAGE + 1 :]]
    rows = [[encode(c) if isinstance(c, str) else c for c in line] for line in lines]
    sheet, layout = open_list(save(tmp_path / "a.xlsx", [head, *rows]))
    assert layout.column(Field.VILLAGE) == VILLAGE
    assert sheet.rows[0][VILLAGE] == "Thôn"
    assert sheet.scripts[VILLAGE] is script
    reading = read_rows(sheet.rows, layout)
    assert (len(reading.households), reading.refused) == (2, ())


def test_a_column_with_only_its_head_beyond_ascii_is_not_of_an_old_font() -> None:
    rows: list[list[Any]] = [["Họ và tên", "Thôn"]]
    rows += [[in_tcvn3(name), f"Na Con {n}"] for n, name in enumerate(NAMES)]
    assert [f.column for f in examine(rows)] == [0]
    sheet = in_unicode(Sheet(name="a", rows=rows))
    assert sheet.rows[0] == ["Họ và tên", "Thôn"]
    assert sheet.scripts == {0: Script.TCVN3}


def test_a_head_of_an_old_font_over_ascii_cells_is_read() -> None:
    rows: list[list[Any]] = [[in_tcvn3("Họ và tên"), in_tcvn3("Thôn")]]
    rows += [[in_tcvn3(name), f"Na Con {n}"] for n, name in enumerate(NAMES)]
    assert in_unicode(Sheet(name="a", rows=rows)).rows[0] == ["họ và tên", "thôn"]


def test_a_column_of_few_words_is_what_the_sheet_is() -> None:
    rows: list[list[Any]] = [[in_tcvn3(name), in_tcvn3("Nữ")] for name in NAMES]
    assert {line[1] for line in in_unicode(Sheet(name="a", rows=rows)).rows} == {"nữ"}


def test_stray_cells_of_an_old_font_in_a_unicode_column_are_asked_about() -> None:
    rows = _column(*NAMES, "NguyÔn V¨n Hµ", "TriÖu ThÞ Mïi")
    found = examine(rows)
    assert [(f.column, f.script, f.sure) for f in found] == [(0, Script.TCVN3, False)]
    assert found[0].examples == ("NguyÔn V¨n Hµ", "TriÖu ThÞ Mïi")
    told = in_unicode(Sheet(name="a", rows=rows), {0: Script.TCVN3})
    assert [line[0] for line in told.rows[1:]] == [*NAMES, "Nguyễn Văn Hà", "Triệu Thị Mùi"]


def test_text_typed_in_the_capitals_font_becomes_capitals() -> None:
    assert in_vntime_h("NGUYỄN VĂN HÀ") == "NGUYÔN V¨N Hµ"
    assert tcvn3("NGUYÔN V¨N Hµ") == "NGUYỄN VĂN HÀ"
    assert tcvn3("NguyÔn V¨n Hµ") == "Nguyễn Văn Hà"
    assert tcvn3("Hµ ¸nh") == "Hà ánh"


def test_names_stored_small_for_the_capitals_font_are_written_as_names(tmp_path: Path) -> None:
    rows = two_families()
    for line in rows[1:]:
        line[NAME], line[HEAD_NAME] = in_tcvn3(line[NAME]), in_tcvn3(line[HEAD_NAME])
    sheet, layout = open_list(save(tmp_path / "a.xlsx", rows))
    assert read_rows(sheet.rows, layout).households == read_rows(two_families(), layout).households


@pytest.mark.parametrize("encode", [in_cp1258, in_nfd])
def test_code_page_1258_is_asked_about_and_nfd_is_simply_read(
    tmp_path: Path, encode: Callable[[str], str]
) -> None:
    rows = [[encode(c) if isinstance(c, str) else c for c in line] for line in two_families()]
    path = save(tmp_path / "a.xlsx", rows)
    sheet, layout = open_list(path, script=Script.CP1258 if encode is in_cp1258 else None)
    reading = read_rows(sheet.rows, layout)
    assert [h.head.name for h in reading.households] == ["Bàn Văn Tiến", "Ma Văn Quý"]
    assert reading.households[0].members[1].name == "Triệu Thị Mùi"
    assert reading.households[0].head.ethnic_group == two_families()[1][GROUP]


def test_1258_is_recognised() -> None:
    found = examine(_column(*map(in_cp1258, NAMES)))
    assert [f.script for f in found] == [Script.CP1258]


@given(st.sampled_from([in_tcvn3, in_vni, in_cp1258]), st.sampled_from(NAMES))
def test_a_pasted_name_of_an_old_font_is_mended(encode: Callable[[str], str], name: str) -> None:
    pasted = encode(name)
    assert mended(pasted).lower() in (name.lower(), pasted.lower())
    assert mended(mended(pasted)) == mended(pasted)


@pytest.mark.parametrize(
    ("pasted", "name"),
    [
        ("NguyÔn V¨n TiÕn", "Nguyễn Văn Tiến"),
        ("Nguyeãn Vaên Tieán", "Nguyễn Văn Tiến"),
        ("NguyêÞn Vãn Tiêìn", "Nguyễn Văn Tiến"),
        ("Hà", "Hà"),
        ("Lê Thì", "Lê Thì"),
        ("0417", "0417"),
        ("", ""),
    ],
)
def test_what_is_pasted_is_mended_only_where_it_is_plain(pasted: str, name: str) -> None:
    assert mended(pasted) == name
    assert unicodedata.is_normalized("NFC", mended(pasted))
