"""Writes workbooks of every kind that offices have: xlsx by openpyxl, xls by xlwt, ods by hand."""

from __future__ import annotations

import datetime
import io
import warnings
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import openpyxl

Rows = Sequence[Sequence[Any]]
Merged = Sequence[tuple[int, int, int, int]]
"""Top, left, bottom, right, from 0."""


def xlsx(path: Path, rows: Rows, merged: Merged = ()) -> Path:
    """Numbers as numbers, dates as dates, texts as texts; blank cells stay blank."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Danh sách"
    for r, line in enumerate(rows, 1):
        for c, value in enumerate(line, 1):
            if value != "":
                sheet.cell(r, c, value)
    for top, left, bottom, right in merged:
        sheet.merge_cells(
            start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
        )
    book.save(path)
    return path


def xls(path: Path, rows: Rows, merged: Merged = ()) -> Path:
    """The binary workbook of Excel 97 to 2003."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its source is older than some of Python's warnings
        import xlwt
    book = xlwt.Workbook()
    sheet = book.add_sheet("Danh sách")
    date = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    corners = {(top, left): (bottom, right) for top, left, bottom, right in merged}
    for r, line in enumerate(rows):
        for c, value in enumerate(line):
            how = (date,) if isinstance(value, datetime.date) else ()
            if (r, c) in corners:
                bottom, right = corners[r, c]
                sheet.write_merge(r, bottom, c, right, value, *how)
            elif value != "":
                sheet.write(r, c, value, *how)
    book.save(str(path))
    return path


def ods(path: Path, rows: Rows, merged: Merged = ()) -> Path:
    """A LibreOffice sheet: only what a reader needs."""
    spans = {
        (top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in merged
    }
    table = "".join(
        "<table:table-row>"
        + "".join(_ods_cell(value, spans.get((r, c))) for c, value in enumerate(line))
        + "</table:table-row>"
        for r, line in enumerate(rows)
    )
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{names}><office:body>'
        f'<office:spreadsheet><table:table table:name="Danh sách">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="content.xml"/></manifest:manifest>'
    )
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    path.write_bytes(raw.getvalue())
    return path


def _ods_cell(value: Any, span: tuple[int, int] | None) -> str:
    down, right = span or (1, 1)
    spanned = (
        f' table:number-rows-spanned="{down}" table:number-columns-spanned="{right}"'
        if span
        else ""
    )
    if value == "":
        return f"<table:table-cell{spanned}/>"
    if isinstance(value, datetime.date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value}"{spanned}/>'
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"{spanned}/>'
    said = escape(str(value))
    return (
        f'<table:table-cell office:value-type="string"{spanned}><text:p>{said}</text:p>'
        "</table:table-cell>"
    )


WRITERS: dict[str, Callable[[Path, Rows, Merged], Path]] = {"xlsx": xlsx, "xls": xls, "ods": ods}
