"""The header of a package by its first bytes: a slow stick with many files is listed at once."""

from __future__ import annotations

from pathlib import Path

from desktop.errors import AppError, FileUnreadable
from desktop.exchange.archive import LIMITS, first_entry
from desktop.exchange.envelope import HEADER, parse
from desktop.exchange.letter import FORMAT, Header

_FRAME = 4096  # bytes around the header; more than the frame of a ZIP entry needs


def header_at(path: Path) -> Header | None:
    """What the package says of itself, None for a file that is none or is of a newer format.

    Only the first bytes are read, so nothing is known of the rest. Raises FileUnreadable.
    """
    try:
        with path.open("rb") as file:
            start = file.read(LIMITS.header_bytes + _FRAME)
    except OSError as error:
        raise FileUnreadable(path=path, detail=error.strerror or str(error)) from error
    try:
        name, head = first_entry(start, LIMITS, path.name)
        if name != HEADER:
            return None
        header = parse(head, Header, path.name, "header")
    except AppError:
        return None
    return header if header.format <= FORMAT else None
