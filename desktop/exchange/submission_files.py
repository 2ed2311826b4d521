"""Opens what a form server lets people download: a ZIP of CSV files, one CSV, or a workbook.

Nothing of a ZIP is written to the disk, only its CSV files are unfolded, and never more than the
limits of packages allow: those files come by e-mail and stick like the packages do.
"""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from desktop.errors import SubmissionsUnreadable
from desktop.exchange.archive import LIMITS, RATIO_FLOOR, Limits
from desktop.exchange.lists.records import Cell
from desktop.exchange.lists.workbook import read_sheets
from desktop.files import read_whole
from desktop.text import t

SUFFIXES = (".zip", ".csv", ".xlsx", ".xls")
MOST_ROWS = 200_000
_LONGEST_NAME = 200
_WORKBOOK = "[Content_Types].xml"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SEPARATORS = (",", ";", "\t")
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Table:
    """One CSV file or sheet: its name, its heads, and the rows under them."""

    name: str
    heads: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]


def unreadable(path: Path, what: str, **details: object) -> SubmissionsUnreadable:
    """A file that cannot be read as submissions; `what` ends a key `phone-file-…`."""
    detail = t(f"phone-file-{what}", **details)
    return SubmissionsUnreadable(path=path.name, what=what, detail=detail)


def read_tables(path: Path, limits: Limits = LIMITS) -> tuple[Table, ...]:
    """Every table of a file, by its content and not by its name.

    Raises SubmissionsUnreadable, FileUnreadable, and what opening a workbook raises.
    """
    raw = read_whole(path)
    if len(raw) > limits.file_bytes:
        raise unreadable(path, "large", most=limits.file_bytes >> 20)
    if raw.startswith(b"PK\3\4"):
        return _of_zip(path, raw, limits)
    if raw.startswith(_OLE):
        return _of_workbook(path)
    return (_of_csv(path, path.name, raw),)


def _of_workbook(path: Path) -> tuple[Table, ...]:
    return tuple(Table(s.name, _heads(s.rows[0]), s.rows[1:]) for s in read_sheets(path) if s.rows)


def _heads(cells: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(str(c).strip() for c in cells)


# ZIP ---------------------------------------------------------------------------------------------
def _of_zip(path: Path, raw: bytes, limits: Limits) -> tuple[Table, ...]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            infos = archive.infolist()
            if any(info.filename == _WORKBOOK for info in infos):
                return _of_workbook(path)
            _check(path, infos, limits)
            tables = tuple(
                _of_csv(path, info.filename, _unfold(archive, info))
                for info in infos
                if info.filename.lower().endswith(".csv")
            )
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise unreadable(path, "broken") from error
    if not tables:
        raise unreadable(path, "no-csv")
    return tables


def _check(path: Path, infos: Sequence[zipfile.ZipInfo], limits: Limits) -> None:
    """Before anything is unfolded: how many, how large, and no name that leads elsewhere."""
    if len(infos) > limits.entries:
        raise unreadable(path, "entries", most=limits.entries)
    names = [info.filename for info in infos]
    if len({n.casefold() for n in names}) != len(names) or not all(map(_is_plain, names)):
        raise unreadable(path, "names")
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise unreadable(path, "encrypted")
    if sum(info.file_size for info in infos) > limits.unfolded_bytes:
        raise unreadable(path, "unfolded", most=limits.unfolded_bytes >> 20)
    for info in infos:
        if info.file_size > max(RATIO_FLOOR, limits.ratio * info.compress_size):
            raise unreadable(path, "ratio", most=limits.ratio)


def _is_plain(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return (
        0 < len(name) <= _LONGEST_NAME
        and name.isprintable()
        and not any(c in name for c in '\\:*?"<>|')
        and not name.startswith("/")
        and ".." not in parts
    )


def _unfold(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with archive.open(info) as file:
        data = file.read(info.file_size + 1)
    if len(data) != info.file_size:
        raise zipfile.BadZipFile(info.filename)
    return data


# CSV ---------------------------------------------------------------------------------------------
def _of_csv(path: Path, name: str, raw: bytes) -> Table:
    text = _decoded(path, raw)
    first = text.split("\n", 1)[0]
    separator = max(_SEPARATORS, key=lambda s: len(next(csv.reader([first], delimiter=s), [])))
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            if any(row):
                rows.append(row)
            if len(rows) > MOST_ROWS:
                raise unreadable(path, "rows", most=MOST_ROWS)
    except csv.Error as error:
        raise unreadable(path, "csv") from error
    if not rows:
        return Table(name, (), ())
    return Table(name, _heads(rows[0]), rows[1:])


def _decoded(path: Path, raw: bytes) -> str:
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise unreadable(path, "letters") from error
    if "\0" in text:
        raise unreadable(path, "csv")
    return text
