"""Opens the workbooks that offices have (xlsx, xlsm, xls, xlsb, ods) and hands out their cells."""

from __future__ import annotations

import io
import unicodedata
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desktop.domain.vietnamese import nfc
from desktop.errors import (
    SheetEmpty,
    SheetMissing,
    WorkbookBroken,
    WorkbookProtected,
)
from desktop.exchange.lists.bounds import too_far
from desktop.exchange.lists.child import Answer, Raw
from desktop.exchange.lists.guard import read_apart, read_here
from desktop.exchange.lists.quiet import quiet
from desktop.exchange.lists.records import Cell, Script
from desktop.files import read_whole

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Office stores a locked workbook as this stream in an OLE container.
_LOCKED_STREAM = "EncryptedPackage".encode("utf-16-le")

_MANIFEST = "META-INF/manifest.xml"
_XLSX = "xl/workbook.xml"

Corner = tuple[int, int]
Merged = tuple[tuple[Corner, Corner], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet from its cell A1 on, so that index r, c is the spreadsheet's row r+1, column c+1.

    `merged` are the corners (row, column), from 0, of merged cells; calamine leaves all but the
    first of such a range blank. `scripts`: column → what its texts were converted from; `suspected`:
    column → what they may be instead, a question to the user (see legacy.py).
    """

    name: str
    rows: list[list[Cell]]
    merged: Merged = ()
    scripts: Mapping[int, Script] = field(default_factory=dict)
    suspected: Mapping[int, Script] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A workbook: the names of its visible sheets in their order, and those sheets that were read
    and hold a cell."""

    names: tuple[str, ...]
    sheets: tuple[Sheet, ...]


def sheet_names(path: Path) -> tuple[str, ...]:
    """Names of the visible sheets, in their order. Raises as `read_sheet` does."""
    return tuple(_answer(path, ()).names)


def read_sheet(path: Path, sheet: str | None = None) -> Sheet:
    """The sheet of this name, or the first visible one.

    Raises FileUnreadable, WorkbookProtected, WorkbookBroken, SheetMissing, SheetEmpty.
    """
    opened = open_workbook(path, sheet)
    name = sheet if sheet is not None else next(iter(opened.names), None)
    found = next((s for s in opened.sheets if name is None or nfc(s.name) == nfc(name)), None)
    if found is None:
        raise SheetEmpty(path=path, sheet=name or "")
    return found


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """All visible sheets that hold a cell. Raises as `read_sheet` does, SheetEmpty if none does."""
    opened = open_workbook(path)
    if not opened.sheets:
        raise SheetEmpty(path=path, sheet=", ".join(opened.names))
    return opened.sheets


def open_workbook(path: Path, sheet: str | None = None) -> Opened:
    """All visible sheets, or the one of this name; those without a cell are left out.

    Raises FileUnreadable, WorkbookProtected, WorkbookBroken, SheetMissing.
    """
    wanted = None if sheet is None else _spelt(sheet)
    answer = _answer(path, wanted)
    if sheet is not None and not any(nfc(n) == nfc(sheet) for n in answer.names):
        raise SheetMissing(path=path, sheet=sheet, sheets=list(answer.names))
    filled = (_sheet(raw) for raw in answer.sheets if _is_filled(raw))
    return Opened(names=tuple(answer.names), sheets=tuple(filled))


def _spelt(name: str) -> list[str]:
    """The ways a name may be stored: as given, composed, decomposed."""
    return list(dict.fromkeys((name, nfc(name), unicodedata.normalize("NFD", name))))


def _answer(path: Path, wanted: Sequence[str] | None) -> Answer:
    """By content, not by name: many an ".xls" is an xlsx inside."""
    raw = read_whole(path)
    if raw.startswith(_OLE) and _LOCKED_STREAM in raw:
        raise WorkbookProtected(path=path)
    read = read_here if _is_sound_xlsx(path, raw) else read_apart
    with quiet():
        answer = read(raw, wanted)
    if answer.kind == "protected":
        raise WorkbookProtected(path=path)
    if answer.kind != "ok":
        raise WorkbookBroken(path=path, detail=answer.detail)
    return answer


def _is_sound_xlsx(path: Path, raw: bytes) -> bool:
    """Whether it is an xlsx whose parts are whole and within bounds, so that reading it in this
    process can do no harm; what cannot be told (another kind, a broken archive) is read apart.

    Raises WorkbookProtected, WorkbookBroken where the archive says so itself.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            detail = too_far(archive)
            # LibreOffice locks an ods part by part and says so in the manifest.
            names = archive.namelist()
            locked = _MANIFEST in names and b"encryption-data" in archive.read(_MANIFEST)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError):
        return False
    if locked:
        raise WorkbookProtected(path=path)
    if detail:
        raise WorkbookBroken(path=path, detail=detail)
    return _XLSX in names


def _is_filled(raw: Raw) -> bool:
    return any(cell != "" for row in raw.rows for cell in row)


def _sheet(raw: Raw) -> Sheet:
    return Sheet(name=raw.name, rows=raw.rows, merged=tuple(raw.merged))
