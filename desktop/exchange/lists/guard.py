"""Reads workbooks that nobody vouches for: in a child process, or here where it cannot harm."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from desktop.exchange.lists import child
from desktop.exchange.lists.child import Answer, Raw
from desktop.text import t

PATIENCE = 180.0  # seconds; the largest .xls takes a few


def read_here(raw: bytes, wanted: Sequence[str] | None) -> Answer:
    """In this process: only for what was found to be within bounds."""
    return child.opened(raw, None if wanted is None else list(wanted))


def read_apart(raw: bytes, wanted: Sequence[str] | None) -> Answer:
    """In a child with bounded memory and time; that it dies is an answer too: "broken"."""
    asked = msgspec.json.encode(None if wanted is None else list(wanted)) + b"\n"
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            _program(), input=asked + raw, capture_output=True, timeout=PATIENCE, check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
        answer = msgspec.msgpack.decode(done.stdout, type=Answer)
    except subprocess.TimeoutExpired:
        return Answer("broken", t("list-detail-slow"))
    except msgspec.MsgspecError:  # nothing, or half an answer: it was ended
        return Answer("broken", t("list-detail-damaged"))
    if answer.detail == "memory":
        answer.detail = t("list-detail-damaged")
    for sheet in answer.sheets:
        _unpack(sheet)
    return answer


def _program() -> list[str]:
    """How the child is started: the frozen program calls itself, Python runs the file."""
    if not getattr(sys, "frozen", False):
        # -P: the folder of the file stays off the path, its modules are not the child's.
        return [sys.executable, "-P", str(Path(child.__file__))]
    beside = Path(sys.executable).with_name("rasoat-cli.exe")  # has a standard input and output
    named = beside if os.name == "nt" and beside.exists() else Path(sys.executable)
    return [str(named), child.FLAG]


def _unpack(sheet: Raw) -> None:
    for row in sheet.rows:
        if list in map(type, row):
            row[:] = [child.unpacked(cell) if type(cell) is list else cell for cell in row]
