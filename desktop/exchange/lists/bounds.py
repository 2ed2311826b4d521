"""Refuses workbooks that would not fit in memory, before the reader reserves room for them.

calamine reserves a place for each cell between A1 and the farthest value, and a process that asks
for more memory than there is dies at once. One stray value at XFD1048576 is enough.
"""

from __future__ import annotations

import re
import zipfile

from desktop.text import t

MOST_CELLS = 20_000_000
MOST_BYTES = 1 << 29  # unfolded
_SHEET = re.compile(r"^xl/worksheets/[^/]+\.xml$")
_DIMENSION = re.compile(rb'<dimension ref="(?:[A-Z]+\d+:)?([A-Z]+)(\d+)"')
_VALUE = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>/]*>(?!</c>)')
_WIDE = re.compile(rb'<c r="[A-Z]{3}')
_LAST_ROW = re.compile(rb'<row r="(\d+)"')
_HEAD = 4096


def too_far(archive: zipfile.ZipFile) -> str:
    """What makes a workbook too large, for `WorkbookBroken`; "" where nothing does."""
    if sum(info.file_size for info in archive.infolist()) > MOST_BYTES:
        return t("list-detail-large")
    for info in archive.infolist():
        if not _SHEET.match(info.filename):
            continue
        with archive.open(info) as file:
            said = _DIMENSION.search(file.read(_HEAD))
        if said and _cells(said[1], int(said[2])) <= MOST_CELLS:
            continue
        # Formats alone widen the dimension, and some writers leave it out: only values count.
        cell = _farthest(archive.read(info))
        if cell:
            return t("list-detail-stray", cell=cell)
    return ""


def _cells(column: bytes, row: int) -> int:
    return _number(column) * row


def _number(column: bytes) -> int:
    number = 0
    for letter in column:
        number = number * 26 + letter - 64
    return number


def _farthest(xml: bytes) -> str:
    """The value that stretches the sheet beyond the limit, "" if none does."""
    last = _LAST_ROW.match(xml, max(xml.rfind(b'<row r="'), 0))
    if last and not _WIDE.search(xml) and _cells(b"ZZ", int(last[1])) <= MOST_CELLS:
        return ""
    rows: dict[bytes, int] = {}
    for column, row in _VALUE.findall(xml):
        rows[column] = max(rows.get(column, 0), int(row))
    if not rows or max(map(_number, rows)) * max(rows.values()) <= MOST_CELLS:
        return ""
    column = max(rows, key=lambda c: (_cells(c, rows[c]), _number(c)))
    return f"{column.decode()}{rows[column]}"
