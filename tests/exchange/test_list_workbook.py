"""Workbooks of every kind that offices have, whole, locked and broken."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from desktop.errors import (
    AppError,
    FileUnreadable,
    SheetEmpty,
    SheetMissing,
    WorkbookBroken,
    WorkbookProtected,
)
from desktop.exchange.lists.columns import open_list
from desktop.exchange.lists.rows import read_rows
from desktop.exchange.lists.workbook import read_sheet, read_sheets, sheet_names
from desktop.text import sentence
from tests.exchange.list_samples import FIXTURES, save, two_families


def ods(rows: list[list[str]], locked: bool = False) -> bytes:
    """A LibreOffice sheet of texts, by hand."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>'
            for c in row
        )
        + "</table:table-row>"
        for row in rows
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="Danh sách">{cells}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    lock = "<manifest:encryption-data/>" if locked else ""
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="content.xml">{lock}</manifest:file-entry>'
        "</manifest:manifest>"
    )
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return raw.getvalue()


def xlsb(rows: list[list[str]]) -> bytes:
    """A binary workbook of texts, by hand: records are type, length, body."""

    def record(kind: int, body: bytes = b"") -> bytes:
        head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
        size, length = b"", len(body)
        while True:
            length, low = length >> 7, length & 0x7F
            size += bytes([low | (0x80 if length else 0)])
            if not length:
                return head + size + body

    def wide(text: str) -> bytes:
        return struct.pack("<I", len(text)) + text.encode("utf-16-le")

    bundle = struct.pack("<II", 0, 1) + wide("rId1") + wide("Danh sách")
    book = record(0x83) + record(0x8F) + record(0x9C, bundle) + record(0x90) + record(0x84)
    body = b""
    for r, row in enumerate(rows):
        body += record(0x00, struct.pack("<IIHBBBI", r, 0, 300, 0, 0, 0, 0))
        for c, text in enumerate(row):
            body += record(0x06, struct.pack("<II", c, 0) + wide(text))
    width = max(map(len, rows)) - 1
    area = record(0x94, struct.pack("<IIII", 0, len(rows) - 1, 0, width))
    sheet = record(0x81) + area + record(0x91) + body + record(0x92) + record(0x82)
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/worksheet" Target="worksheets/sheet1.bin"/></Relationships>'
    )
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("xl/_rels/workbook.bin.rels", relations)
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    return raw.getvalue()


TEXTS = [["STT", "Họ và tên chủ hộ", "Thôn"], ["1", "Bàn Văn Tiến", "Nà Mỵ"]]


def test_xlsx_keeps_the_places_of_cells(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", [[], [], ["", "", "Nà Mỵ"]])
    sheet = read_sheet(path)
    assert sheet.rows[2][2] == "Nà Mỵ"
    assert sheet.name == "Danh sách"


def test_old_xls_is_read_with_dates_and_numbers() -> None:
    sheet, layout = open_list(FIXTURES / "old.xls")
    reading = read_rows(sheet.rows, layout)
    assert [h.head.name for h in reading.households] == ["Bàn Ngọc Ơn", "Triệu Quốc Ứng"]
    assert [h.head.born for h in reading.households] == ["1980-07-21", "1944"]
    assert [h.head.citizen_id for h in reading.households] == ["070123456", "070123457"]
    assert not reading.refused


@pytest.mark.parametrize(("name", "raw"), [("a.ods", ods(TEXTS)), ("a.xlsb", xlsb(TEXTS))])
def test_ods_and_xlsb_are_read(tmp_path: Path, name: str, raw: bytes) -> None:
    (tmp_path / name).write_bytes(raw)
    assert read_sheet(tmp_path / name).rows == TEXTS


def test_the_name_of_a_file_does_not_decide_its_kind(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", two_families())
    renamed = path.rename(tmp_path / "a.xls")
    assert len(read_sheet(renamed).rows) == 6


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls"])
def test_a_really_locked_workbook_is_said_to_be_locked(tmp_path: Path, name: str) -> None:
    raw = (FIXTURES / "protected.xlsx").read_bytes()
    assert raw.startswith(b"\xd0\xcf\x11\xe0")
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(WorkbookProtected):
        read_sheet(tmp_path / name)


def test_a_locked_ods_is_said_to_be_locked(tmp_path: Path) -> None:
    (tmp_path / "a.ods").write_bytes(ods(TEXTS, locked=True))
    with pytest.raises(WorkbookProtected):
        read_sheet(tmp_path / "a.ods")


@pytest.mark.parametrize(
    "raw", [b"", b"hello", b"a;b;c\n1;2;3\n", b"<html><table></table></html>", b"PK\x03\x04" * 40]
)
def test_what_is_no_workbook_is_broken(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(raw)
    with pytest.raises(WorkbookBroken):
        read_sheet(tmp_path / "a.xlsx")


def test_a_workbook_cut_or_changed_anywhere_never_crashes(tmp_path: Path) -> None:
    raw = save(tmp_path / "a.xlsx", two_families()).read_bytes()
    dice = random.Random(11)
    refused = 0
    for _ in range(150):
        bad = bytearray(raw[: dice.randrange(1, len(raw))] if dice.random() < 0.3 else raw)
        for _ in range(dice.randrange(12)):
            bad[dice.randrange(len(bad))] = dice.randrange(256)
        (tmp_path / "b.xlsx").write_bytes(bad)
        try:
            sheet, layout = open_list(tmp_path / "b.xlsx")
            read_rows(sheet.rows, layout)
        except AppError:
            refused += 1
    assert refused > 50


@pytest.mark.parametrize("length", [512, 4200, 4700, 5200, 5626])
def test_an_old_xls_cut_off_is_broken_though_the_reader_panics(tmp_path: Path, length: int) -> None:
    (tmp_path / "b.xls").write_bytes((FIXTURES / "old.xls").read_bytes()[:length])
    with pytest.raises(WorkbookBroken):
        open_list(tmp_path / "b.xls")


def test_a_stray_cell_far_away_is_named_instead_of_filling_the_memory(tmp_path: Path) -> None:
    rows: list[list[object]] = [[], *two_families()]
    path = save(tmp_path / "a.xlsx", rows)
    book = openpyxl.load_workbook(path)
    book.active["XFD1048576"].fill = PatternFill("solid", fgColor="FFFF0000")
    book.save(path)
    assert len(read_sheet(path).rows) == 7  # a format alone takes no room
    book.active["XFD1048576"] = "x"
    book.save(path)
    with pytest.raises(WorkbookBroken) as caught:
        read_sheet(path)
    assert "XFD1048576" in sentence(caught.value)


def test_a_workbook_that_unfolds_beyond_all_bounds_is_refused(tmp_path: Path) -> None:
    with (
        zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as file,
    ):
        for _ in range(33):
            file.write(bytes(1 << 24))
    with pytest.raises(WorkbookBroken) as caught:
        read_sheet(tmp_path / "a.xlsx")
    assert "quá lớn" in sentence(caught.value)


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        read_sheet(tmp_path / "none.xlsx")


def test_a_missing_sheet_names_those_that_are_there(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", two_families())
    with pytest.raises(SheetMissing) as caught:
        read_sheet(path, "Thôn 5")
    assert caught.value.details["sheets"] == ["Danh sách"]


def test_an_empty_sheet_is_empty_even_with_blanks_in_it(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", [[]])
    with pytest.raises(SheetEmpty):
        read_sheet(path)
    with pytest.raises(SheetEmpty):
        read_sheets(path)


def test_hidden_sheets_are_not_offered(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Danh sách"
    book.active["A1"] = "x"
    hidden = book.create_sheet("Nháp")
    hidden["A1"] = "x"
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    assert sheet_names(tmp_path / "a.xlsx") == ("Danh sách",)
    assert [s.name for s in read_sheets(tmp_path / "a.xlsx")] == ["Danh sách"]


def test_the_sheet_with_the_list_is_found_among_others(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Bìa"
    book.active["A1"] = "DANH SÁCH HỘ NGHÈO"
    table = book.create_sheet("DS hộ")
    for line in two_families():
        table.append(line)
    book.save(tmp_path / "a.xlsx")
    sheet, layout = open_list(tmp_path / "a.xlsx")
    assert sheet.name == layout.sheet == "DS hộ"
