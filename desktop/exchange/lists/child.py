"""Opens a workbook in a process of its own, whose memory is bounded: a damaged one ends only that.

calamine reserves what a file says it needs, and a byte changed in an .xls can say 94 GB: then the
process is ended by its allocator, with no exception to catch. So this file is run as a program (or
by the frozen one with `FLAG`): it reads the workbook from its standard input and writes an Answer.
It imports nothing of ours, so that it starts quickly and from anywhere.
"""

from __future__ import annotations

import contextlib
import datetime
import io
import os
import sys
from collections.abc import Callable
from typing import Any

import msgspec

FLAG = "--read-workbook"
MEMORY = 2 << 30  # bytes; a full .xls (65,536 × 256 cells) takes about one


class Raw(msgspec.Struct, array_like=True):
    """A sheet as calamine gives it; a cell of time is a list of its kind and its ISO form."""

    name: str
    rows: list[list[Any]]
    merged: list[tuple[tuple[int, int], tuple[int, int]]]


class Answer(msgspec.Struct, array_like=True):
    """What became of a workbook: "ok", "protected" or "broken" (with a `detail`)."""

    kind: str
    detail: str = ""
    names: list[str] = msgspec.field(default_factory=list)
    sheets: list[Raw] = msgspec.field(default_factory=list)


def opened(raw: bytes, wanted: list[str] | None) -> Answer:
    """All visible sheets of a workbook, or those `wanted` by name; no sheet for an empty list."""
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        names = [
            s.name
            for s in workbook.sheets_metadata
            if s.visible == SheetVisibleEnum.Visible and s.typ == SheetTypeEnum.WorkSheet
        ]
        chosen = [n for n in names if wanted is None or n in wanted]
        return Answer("ok", "", names, [_raw(workbook, name) for name in chosen])
    except PasswordError:
        return Answer("protected")
    except CalamineError as error:
        return Answer("broken", str(error))
    except MemoryError:
        return Answer("broken", "memory")
    except BaseException as error:
        # A panic of the Rust side derives from BaseException and has no importable name.
        if type(error).__name__ != "PanicException":
            raise
        return Answer("broken", str(error))


def _raw(workbook: Any, name: str) -> Raw:
    sheet = workbook.get_sheet_by_name(name)
    merged = [(tuple(first), tuple(last)) for first, last in sheet.merged_cell_ranges or ()]
    return Raw(name, sheet.to_python(skip_empty_area=False), merged)


_TIMES: dict[str, Callable[[str], object]] = {
    "datetime": datetime.datetime.fromisoformat,
    "date": datetime.date.fromisoformat,
    "time": datetime.time.fromisoformat,
}


def _packed(cell: Any) -> Any:
    if isinstance(cell, datetime.timedelta):
        return ["days", cell / datetime.timedelta(days=1)]
    return [type(cell).__name__, cell.isoformat()]


def unpacked(cell: list[Any]) -> object:
    """A cell of time as it was; a length of time as the number of days that a spreadsheet keeps."""
    kind, value = cell
    return value if kind == "days" else _TIMES[kind](value)


_PLAIN = frozenset((str, float, int, bool))


def main() -> None:
    """Standard input: the wanted names as JSON in one line, then the workbook."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # not on Windows, which refuses such demands by itself

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - panics talk there
    wanted = msgspec.json.decode(sys.stdin.buffer.readline())
    answer = opened(sys.stdin.buffer.read(), wanted)
    for sheet in answer.sheets:
        for row in sheet.rows:
            if not _PLAIN.issuperset(map(type, row)):
                row[:] = [cell if type(cell) in _PLAIN else _packed(cell) for cell in row]
    sys.stdout.buffer.write(msgspec.msgpack.encode(answer))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
