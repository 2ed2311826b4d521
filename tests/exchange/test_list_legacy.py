"""Lists typed in TCVN3 and VNI fonts: recognised, converted, asked about when unsure."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop.exchange.lists.columns import open_list
from desktop.exchange.lists.errors_workbook import mark_errors
from desktop.exchange.lists.legacy import guess_script, in_unicode, tcvn3, vni
from desktop.exchange.lists.records import Script
from desktop.exchange.lists.rows import read_rows
from desktop.exchange.lists.words import Field
from desktop.exchange.lists.workbook import Sheet
from tests.exchange.list_samples import BORN, save, two_families

LETTERS = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
IN_TCVN3 = "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ"
TO_TCVN3 = str.maketrans(LETTERS, IN_TCVN3)
MARKS = {
    "a": ["aø", "aû", "aõ", "aù", "aï"],
    "ă": ["aê", "aè", "aú", "aü", "aé", "aë"],
    "â": ["aâ", "aà", "aå", "aã", "aá", "aä"],
    "e": ["eø", "eû", "eõ", "eù", "eï"],
    "ê": ["eâ", "eà", "eå", "eã", "eá", "eä"],
    "i": ["ì", "æ", "ó", "í", "ò"],
    "o": ["oø", "oû", "oõ", "où", "oï"],
    "ô": ["oâ", "oà", "oå", "oã", "oá", "oä"],
    "ơ": ["ô", "ôø", "ôû", "ôõ", "ôù", "ôï"],
    "u": ["uø", "uû", "uõ", "uù", "uï"],
    "ư": ["ö", "öø", "öû", "öõ", "öù", "öï"],
    "y": ["yø", "yû", "yõ", "yù", "î"],
    "đ": ["ñ"],
}
TONED = {
    "a": "àảãáạ", "ă": "ăằẳẵắặ", "â": "âầẩẫấậ", "e": "èẻẽéẹ", "ê": "êềểễếệ", "i": "ìỉĩíị",
    "o": "òỏõóọ", "ô": "ôồổỗốộ", "ơ": "ơờởỡớợ", "u": "ùủũúụ", "ư": "ưừửữứự", "y": "ỳỷỹýỵ", "đ": "đ",
}  # fmt: skip
TO_VNI = {
    ord(letter): code
    for base, codes in MARKS.items()
    for letter, code in zip(TONED[base], codes, strict=True)
}


def in_tcvn3(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower().translate(TO_TCVN3)


def in_vni(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower().translate(TO_VNI)


def test_known_sentences_are_converted() -> None:
    assert tcvn3("Céng hoµ x· héi chñ nghÜa ViÖt Nam") == "Cộng hoà xã hội chủ nghĩa Việt Nam"
    assert tcvn3("§éc lËp - Tù do - H¹nh phóc") == "Độc lập - Tự do - Hạnh phúc"
    assert vni("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam") == "Cộng hòa xã hội chủ nghĩa Việt Nam"
    assert vni("Ñoäc laäp - Töï do - Haïnh phuùc") == "Độc lập - Tự do - Hạnh phúc"
    assert vni("COÄNG HOØA") == "CỘNG HÒA"


def test_every_letter_survives_both_ways() -> None:
    assert tcvn3(LETTERS.translate(TO_TCVN3)) == LETTERS
    assert vni(" ".join(LETTERS).translate(TO_VNI)) == " ".join(LETTERS)


@pytest.mark.parametrize(("encode", "script"), [(in_tcvn3, Script.TCVN3), (in_vni, Script.VNI)])
def test_an_old_list_is_read_and_marked_like_a_new_one(
    tmp_path: Path, encode: Any, script: Script
) -> None:
    rows = [[encode(c) if isinstance(c, str) else c for c in line] for line in two_families()]
    rows[3][BORN] = "31/02/2010"
    path = save(tmp_path / "a.xlsx", rows)
    sheet, layout = open_list(path)
    assert sheet.script is script
    reading = read_rows(sheet.rows, layout)
    assert reading.households[0].head.name == "ma văn quý"
    assert reading.households[0].household_class == "near_poor"
    assert [r.row for r in reading.refused] == [2, 3, 4]

    path.write_bytes(mark_errors(path, layout, reading.refused))
    sheet, layout = open_list(path)  # our own words in Unicode stand beside theirs
    assert (sheet.script, layout.column(Field.ERRORS)) == (script, 14)
    mending = openpyxl.load_workbook(path)
    mending.active["E4"] = "05/2010"
    mending.save(path)
    sheet, layout = open_list(path)
    assert len(read_rows(sheet.rows, layout).households) == 2


def test_unicode_lists_are_left_alone() -> None:
    assert guess_script(two_families()).script is Script.UNICODE
    plain = [["Tày", "Bàn", "Hà", "Sán Dìu", "Bá", "Tú", "Là", "Kê", "Vì Lý"]]
    assert guess_script(plain).script is Script.UNICODE
    decomposed = [[unicodedata.normalize("NFD", c) for c in plain[0]]]
    assert guess_script(decomposed).script is Script.UNICODE


def test_where_it_is_not_sure_nothing_is_converted_but_asked() -> None:
    words: list[Any] = ["nghÌo", "Tày", "Bàn", "Hà", "hé", "hä", "Sán", "cËn", "ViÖt", "x·"]
    sheet = Sheet(name="a", rows=[words])
    kept = in_unicode(sheet)
    assert kept.rows == [words]
    assert (kept.script, kept.suspected) == (Script.UNICODE, Script.TCVN3)
    told = in_unicode(sheet, Script.TCVN3)
    assert told.rows[0][0] == "nghèo"
    assert in_unicode(sheet, Script.UNICODE) == sheet
    assert [s.label for s in Script] == ["Unicode", "TCVN3 (ABC)", "VNI"]
