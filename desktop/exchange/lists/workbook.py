"""Opens the workbooks that offices have (xlsx, xlsm, xls, xlsb, ods) and hands out their cells."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from desktop.domain.vietnamese import nfc
from desktop.errors import (
    SheetEmpty,
    SheetMissing,
    WorkbookBroken,
    WorkbookProtected,
)
from desktop.exchange.lists.bounds import too_far
from desktop.exchange.lists.records import Cell, Script
from desktop.files import read_whole

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Office stores a locked workbook as this stream in an OLE container.
_LOCKED_STREAM = "EncryptedPackage".encode("utf-16-le")

_MANIFEST = "META-INF/manifest.xml"

Corner = tuple[int, int]
Merged = tuple[tuple[Corner, Corner], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet from its cell A1 on, so that index r, c is the spreadsheet's row r+1, column c+1.

    `merged` are the corners (row, column), from 0, of merged cells; calamine leaves all but the
    first of such a range blank. `script` is what the texts were converted from, `suspected` what
    they may be instead: a question to the user (see legacy.py).
    """

    name: str
    rows: list[list[Cell]]
    merged: Merged = ()
    script: Script = Script.UNICODE
    suspected: Script | None = None


def sheet_names(path: Path) -> tuple[str, ...]:
    """Visible sheets with cells, in their order. Raises as `read_sheet` does."""
    return _names(_open(path))


def read_sheet(path: Path, sheet: str | None = None) -> Sheet:
    """The sheet of this name, or the first visible one.

    Raises FileUnreadable, WorkbookProtected, WorkbookBroken, SheetMissing, SheetEmpty.
    """
    workbook = _open(path)
    names = _names(workbook)
    found = next((n for n in names if sheet is None or nfc(n) == nfc(sheet)), None)
    if found is None:
        raise SheetMissing(path=path, sheet=sheet or "", sheets=list(names))
    return _sheet(path, workbook, found)


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """All visible sheets that hold a cell. Raises as `read_sheet` does, SheetEmpty if none does."""
    workbook = _open(path)
    sheets: list[Sheet] = []
    for name in _names(workbook):
        try:
            sheets.append(_sheet(path, workbook, name))
        except SheetEmpty:
            continue
    if not sheets:
        raise SheetEmpty(path=path, sheet=", ".join(_names(workbook)))
    return tuple(sheets)


def _names(workbook: CalamineWorkbook) -> tuple[str, ...]:
    return tuple(
        s.name
        for s in workbook.sheets_metadata
        if s.visible == SheetVisibleEnum.Visible and s.typ == SheetTypeEnum.WorkSheet
    )


def _open(path: Path) -> CalamineWorkbook:
    """By content, not by name: many an ".xls" is an xlsx inside."""
    raw = read_whole(path)
    if raw.startswith(_OLE) and _LOCKED_STREAM in raw:
        raise WorkbookProtected(path=path)
    _check_archive(path, raw)
    with _broken_said(path):
        return CalamineWorkbook.from_filelike(io.BytesIO(raw))


@contextmanager
def _broken_said(path: Path) -> Iterator[None]:
    """Turns what calamine raises on bad files, its panics too, into our errors."""
    try:
        yield
    except PasswordError as err:
        raise WorkbookProtected(path=path) from err
    except CalamineError as err:
        raise WorkbookBroken(path=path, detail=str(err)) from err
    except BaseException as err:
        # A panic of the Rust side derives from BaseException and has no importable name.
        if type(err).__name__ != "PanicException":
            raise
        raise WorkbookBroken(path=path, detail=str(err)) from err


def _check_archive(path: Path, raw: bytes) -> None:
    """What a zip file (xlsx, xlsb, ods) tells before it is read."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            detail = too_far(archive)
            # LibreOffice locks an ods part by part and says so in the manifest.
            names = archive.namelist()
            locked = _MANIFEST in names and b"encryption-data" in archive.read(_MANIFEST)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError):
        return  # no zip, or broken: calamine says so next
    if locked:
        raise WorkbookProtected(path=path)
    if detail:
        raise WorkbookBroken(path=path, detail=detail)


def _sheet(path: Path, workbook: CalamineWorkbook, name: str) -> Sheet:
    with _broken_said(path):
        sheet = workbook.get_sheet_by_name(name)
        rows = cast("list[list[Cell]]", sheet.to_python(skip_empty_area=False))
        merged = cast("Merged", tuple(sheet.merged_cell_ranges or ()))
    if not any(cell != "" for row in rows for cell in row):
        raise SheetEmpty(path=path, sheet=name)
    return Sheet(name=name, rows=rows, merged=merged)
