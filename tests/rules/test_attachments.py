"""Files as evidence, with real bytes made here: papers pass, whatever runs or hides does not."""

from __future__ import annotations

import io
import unicodedata
import zipfile
import zlib
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.rules import attachments
from desktop.rules.attachments import FILE_LIMIT, KINDS, Refusal, clean_name, ending
from desktop.services.planning.unzipping import parts_in

TYPES = "[Content_Types].xml"


def refusal(name: str, content: bytes) -> Refusal | None:
    """What becomes of a file with this name and content."""
    return attachments.refusal(name, content, parts_in(content))


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP of these parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return held.getvalue()


def docx(**more: str | bytes) -> bytes:
    """A small Word document; `more` parts by name with / as __ ."""
    return zipped({TYPES: "<Types/>", "word/document.xml": "<w/>"} | _named(more))


def xlsx(**more: str | bytes) -> bytes:
    """A small workbook."""
    return zipped({TYPES: "<Types/>", "xl/workbook.xml": "<w/>"} | _named(more))


def _named(more: Mapping[str, str | bytes]) -> dict[str, str | bytes]:
    return {name.replace("__", "/").replace("_dot_", "."): part for name, part in more.items()}


def cfb(*streams: str, tail: bytes = b"") -> bytes:
    """A file of streams as Word 97 writes it: the mark, then the names of streams."""
    names = b"".join(s.encode("utf-16-le") + b"\0\0" for s in streams)
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + names + tail


ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
MZ = b"MZ\x90\x00" + bytes(60) + b"PE\0\0"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
GOOD = {
    "bien ban.pdf": PDF,
    "anh.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00",
    "ANH.JPEG": b"\xff\xd8\xff\xe1\x00\x10Exif\x00",
    "anh.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "anh.webp": b"RIFF\x24\0\0\0WEBPVP8 ",
    "anh.heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
    "quyet dinh.docx": docx(),
    "so lieu.xlsx": xlsx(),
    "van ban.odt": zipped({"mimetype": ODT, "content.xml": "<o/>", "META-INF/manifest.xml": ""}),
    "bang.ods": zipped({"mimetype": ODS, "content.xml": "<o/>"}),
    "cu.doc": cfb("Root Entry", "WordDocument"),
    "cu.xls": cfb("Root Entry", "Workbook"),
    "ghi chu.txt": "Đã họp thôn Nà Bó.\n- Xã A | Xã B\n".encode(),
    "utf16.txt": "Đã họp thôn".encode("utf-16"),
    "cu.txt": b"\xd1\xe3 h\xe4p th\xf4n",  # an old 8-bit font
    "so.csv": "số;hộ\n1;Bàn Văn Tiến\n-5;-3|2\n".encode(),
    "QD so 12.QD-UBND ngay 1.2.2026.pdf": PDF,
}


@pytest.mark.parametrize("name", GOOD)
def test_papers_and_pictures_are_kept(name: str) -> None:
    assert refusal(name, GOOD[name]) is None


def test_every_kind_that_is_offered_has_a_good_file_here() -> None:
    assert {ending(name) for name in GOOD} == {*KINDS}


SCRIPTS = (
    b"#!/bin/sh\nrm -rf /\n", b"\xef\xbb\xbf#!/usr/bin/env python\n", b"@echo off\r\nformat c:\r\n",
    b'Set x = CreateObject("WScript.Shell")\r\n', b"<script>alert(1)</script>",
    b"<html><body></body></html>", b"<HTA:APPLICATION id=x>", b"powershell -enc AAAA",
    b"[InternetShortcut]\r\nURL=file://x\r\n", b"Windows Registry Editor Version 5.00\r\n",
    b"cmd /c calc\r\n", "On Error Resume Next\n".encode("utf-16"), b"<?php system($x); ?>",
)  # fmt: skip
MAGIC = (
    MZ, b"\x7fELF\x02\x01\x01", b"\xcf\xfa\xed\xfe\x07\0\0\x01", b"\xfe\xed\xfa\xce\0\0\0\x12",
    b"\xca\xfe\xba\xbe\0\0\0\x34", b"\x4c\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0", b"MSCF\0\0\0\0",
    bytes(0x8001) + b"CD001\x01",
    cfb("Root Entry", "WordDocument", tail=bytes.fromhex("84100c0000000000c000000000000046")),
)  # fmt: skip


@pytest.mark.parametrize("content", SCRIPTS)
@pytest.mark.parametrize("name", ["ghi chu.txt", "so.csv"])
def test_a_script_in_a_text_is_refused(name: str, content: bytes) -> None:
    assert refusal(name, content) is Refusal.RUNS


def test_a_cell_that_starts_a_program_is_refused() -> None:
    assert refusal("so.csv", b"1;2\n=cmd|'/C calc'!A0\n") is Refusal.RUNS


@pytest.mark.parametrize("content", MAGIC)
@pytest.mark.parametrize("name", GOOD)
def test_what_runs_is_refused_under_every_name(name: str, content: bytes) -> None:
    assert refusal(name, content) is Refusal.RUNS


@pytest.mark.parametrize(
    "name",
    [
        "a.exe",
        "a.BAT",
        "a.ps1",
        "a.vbs",
        "a.js",
        "a.lnk",
        "a.jar",
        "a.hta",
        "a.msi",
        "a.iso",
        "a.scr",
    ],
)
def test_what_runs_is_refused_by_its_name(name: str) -> None:
    assert refusal(name, PDF) is Refusal.RUNS


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("bao cao.exe.pdf", Refusal.NAME),
        ("bao cao.pdf       .exe", Refusal.RUNS),
        ("bao cao.pdf.exe.", Refusal.RUNS),
        ("bao\u202efdp.exe", Refusal.NAME),
        ("bao cao\u202e.pdf", Refusal.NAME),
        ("bao cao.docm", Refusal.MACROS),
        ("bao cao.docm.docx", Refusal.MACROS),
        ("anh.gif", Refusal.KIND),
        ("nen.zip", Refusal.KIND),
        ("khong duoi", Refusal.KIND),
        (".pdf", Refusal.KIND),
        ("", Refusal.KIND),
    ],
)
def test_a_name_that_hides_what_it_is_or_is_no_paper_is_refused(name: str, why: Refusal) -> None:
    assert refusal(name, PDF) is why


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", docx(word__vbaProject_dot_bin=b"x")),
        ("a.docx", zipped({TYPES: "application/vnd.ms-word.document.macroEnabled.main+xml",
                           "word/document.xml": ""})),
        ("a.xlsx", xlsx(xl__macrosheets__sheet1_dot_xml="")),
        ("a.odt", zipped({"mimetype": ODT, "Basic/Standard/Module1.xml": ""})),
        ("a.doc", cfb("Root Entry", "WordDocument", "Macros", "_VBA_PROJECT")),
        ("a.xls", cfb("Root Entry", "Workbook", "_VBA_PROJECT_CUR")),
    ],
)  # fmt: skip
def test_macros_are_refused_wherever_they_sit(name: str, content: bytes) -> None:
    assert refusal(name, content) is Refusal.MACROS


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", docx(word__embeddings__x_dot_exe=MZ)),
        ("a.docx", docx(**{"META-INF/MANIFEST_dot_MF": "Main-Class: A"})),
    ],
)
def test_a_program_inside_a_document_is_refused(name: str, content: bytes) -> None:
    assert refusal(name, content) is Refusal.RUNS


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", GOOD["anh.jpg"]),
        ("a.jpg", PDF),
        ("a.docx", xlsx()),
        ("a.xlsx", docx()),
        ("a.odt", GOOD["bang.ods"]),
        ("a.docx", GOOD["cu.doc"]),
        ("a.docx", cfb("EncryptedPackage")),
        ("a.docx", b"PK\x03\x04" + bytes(40)),
        ("a.docx", docx()[:-30]),
        ("a.doc", GOOD["cu.xls"]),
        ("a.txt", b"ab\x00cd"),
        ("a.txt", b"\xff\xfe\x00\xd8"),
        ("a.webp", b"RIFF\x24\0\0\0WAVEfmt "),
    ],
)
def test_content_of_another_kind_than_its_ending_is_refused(name: str, content: bytes) -> None:
    assert refusal(name, content) is Refusal.DISGUISED


ACTIVE = (
    b"<< /S /JavaScript /JS (app.alert(1)) >>",
    b"<</JS(x)>>",
    b"<< /JS 7 0 R >>",
    b"<< /S /Launch /F (a) >>",
    b"<< /Type /EmbeddedFile >>",
    b"<< /Names << /EmbeddedFiles 3 0 R >> >>",
    b"<< /S /J#61vaScript >>",
    b"<< /S /#4caunch >>",
)


@pytest.mark.parametrize("act", ACTIVE)
def test_a_pdf_that_acts_by_itself_or_carries_files_is_refused(act: bytes) -> None:
    assert refusal("a.pdf", PDF.replace(b"<<>>", act)) is Refusal.ACTIVE


@pytest.mark.parametrize("plain", [b"<< /JSON 1 >>", b"(JavaScript)", b"<< /A#20B 1 >>"])
def test_a_pdf_that_only_looks_like_it_is_kept(plain: bytes) -> None:
    assert refusal("a.pdf", PDF.replace(b"<<>>", plain)) is None


def test_a_script_in_a_compressed_stream_is_not_seen() -> None:
    """The honest limit: plain carriers are kept out, this is no virus scanner."""
    hidden = zlib.compress(b"<< /S /JavaScript /JS (app.alert(1)) >>")
    assert refusal("a.pdf", PDF.replace(b"<<>>", hidden)) is None


def test_empty_and_too_large_files_are_refused() -> None:
    assert refusal("a.pdf", b"") is Refusal.EMPTY
    assert refusal("a.pdf", PDF + bytes(FILE_LIMIT - len(PDF))) is None
    assert refusal("a.pdf", PDF + bytes(FILE_LIMIT - len(PDF) + 1)) is Refusal.TOO_LARGE


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        (unicodedata.normalize("NFD", "Biên bản họp.pdf"), "Biên bản họp.pdf"),
        ("C:\\Users\\x\\anh.jpg", "anh.jpg"),
        ("../../anh.jpg", "anh.jpg"),
        ("a\u200bb\n.pdf", "ab.pdf"),
        ('mục 1: "họp"?.pdf', "mục 1_ _họp__.pdf"),
        ("con.pdf", "_con.pdf"),
        ("con .pdf", "_con.pdf"),
        ("e\u200d\u0301.pdf", "é.pdf"),
        ("  a   b .pdf ", "a b.pdf"),
        (f"{'x' * 300}.pdf", f"{'x' * 117}.pdf"),
    ],
)
def test_names_are_kept_so_that_every_system_can_write_them(name: str, kept: str) -> None:
    assert clean_name(name) == kept


@given(st.text(max_size=60), st.binary(max_size=300))
def test_any_bytes_under_any_name_get_an_answer(name: str, content: bytes) -> None:
    why = refusal(name, content)
    assert why is None or why in Refusal
    kept = clean_name(name)
    assert kept == clean_name(kept)
    assert not set(kept) & set('/\\:*?"<>|\r\n\0')


@given(st.sampled_from(sorted(GOOD)), st.binary(min_size=1, max_size=200))
def test_a_program_stays_refused_whatever_follows(name: str, tail: bytes) -> None:
    assert refusal(name, MZ + tail) is Refusal.RUNS


@given(st.data())
def test_a_broken_document_is_refused_and_breaks_nothing(data: st.DataObject) -> None:
    whole = docx()
    at = data.draw(st.integers(0, len(whole) - 1))
    broken = whole[:at] + data.draw(st.binary(min_size=1, max_size=8)) + whole[at + 4 :]
    why = refusal("a.docx", broken)
    assert why is None or why in Refusal
