"""From nothing to a usable window, in two halves, each against the least that could do the same.

`start to the pass-phrase window` needs no book: its bound is an empty QMainWindow. `pass phrase to
a usable desk` has a book of 5,000 households: its bound is Argon2id (some 150 ms by design) and
the opening of the book alone, without a window. Each run is a process of its own, with compiled
modules at hand as in any installed program (the first run writes them and is never the shortest):
`python -m tests.benchmarks.window empty|asks|opens|desk BOOK` prints its seconds.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.ui.program import Program
    from tests.benchmarks.measure import Measured

STARTS = 7
TYPING = 1500
PHRASE = "nhà sàn bên suối"
# Nothing of ours is imported up here: what a start imports is part of what it takes.


def run(folder: Path) -> Iterator[Measured]:
    """The shortest of several starts of each."""
    from tests.benchmarks.measure import Measured

    path = _book(folder)
    found: dict[str, list[list[float]]] = {which: [] for which in WAYS}
    for _ in range(STARTS):
        for which, times in found.items():
            times.append(_start(which, path))
    least = {
        which: [min(part) for part in zip(*times, strict=True)] for which, times in found.items()
    }
    yield Measured(
        name="start to the pass-phrase window", ours=least["asks"][0], bound=least["empty"][0],
        aim=1.5, note="offscreen; bound: an empty QMainWindow",
    )  # fmt: skip
    opening, deriving = least["opens"]
    yield Measured(
        name="pass phrase to a usable desk, 5,000 homes", ours=least["desk"][0], bound=opening,
        aim=1.5, note=f"bound: opening the book alone, {deriving * 1000:.0f} ms of it Argon2id",
    )  # fmt: skip


def _book(folder: Path) -> Path:
    from desktop.services import upkeep
    from desktop.store.connection import close_book
    from tests.benchmarks.made import BY, NOW, fill

    path = folder / "window"
    made = upkeep.new_book(path, upkeep.office_of("02296", "2025"), PHRASE, now=NOW, by=BY)
    fill(made.db, 5000)
    close_book(made.db)
    return path


def _start(which: str, book: Path) -> list[float]:
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen", "RASOAT_DATA": str(book.parent / "data"),
        "PYTHONPYCACHEPREFIX": str(book.parent / "compiled"), "PYTHONDONTWRITEBYTECODE": "",
    }  # fmt: skip
    said = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.window", which, str(book)],
        capture_output=True, text=True, env=environment, check=True,
    )  # fmt: skip
    return [float(word) for word in said.stdout.split()]


def _empty(_book: Path) -> list[float]:
    began = time.perf_counter()
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication(["empty"])
    window = QMainWindow()
    window.resize(1366, 768)
    window.show()
    app.processEvents()
    window.grab()
    return [time.perf_counter() - began]


def _asks(book: Path) -> list[float]:
    began = time.perf_counter()
    _ask(book)
    return [time.perf_counter() - began]


def _ask(book: Path) -> tuple[QApplication, Program]:
    from desktop.ui.app import make_app
    from desktop.ui.program import Program

    app = make_app(["rasoat"])
    program = Program(app)
    program.unlock(book)
    app.processEvents()
    assert program.window is not None
    program.window.grab()
    return app, program


def _opens(book: Path) -> list[float]:
    from cryptography.hazmat.primitives.kdf import argon2  # noqa: F401 - loaded before the clock

    from desktop.services.upkeep import open_book
    from desktop.store.key import derive_key

    salt = book.read_bytes()[:16]
    began = time.perf_counter()
    open_book(book, passphrase=PHRASE)
    opened = time.perf_counter()
    derive_key(PHRASE, salt)  # once more, to say what part of the opening it was
    return [opened - began, time.perf_counter() - opened]


def _desk(book: Path) -> list[float]:
    """As a hand does it: a second and a half goes by while the phrase is typed, then Enter."""
    from PySide6.QtCore import QEventLoop
    from PySide6.QtTest import QTest

    from desktop.ui.start.unlock import Unlock

    app, program = _ask(book)
    QTest.qWait(TYPING)
    flow = program.flow
    assert isinstance(flow, Unlock)
    flow.question.phrase.setText(PHRASE)
    began = time.perf_counter()
    flow.window.go_on()
    while program.main is None or not program.main.isVisible():
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    app.processEvents()
    program.main.grab()
    return [time.perf_counter() - began]


WAYS: dict[str, Callable[[Path], list[float]]] = {
    "empty": _empty, "asks": _asks, "opens": _opens, "desk": _desk,
}  # fmt: skip

if __name__ == "__main__":
    print(*WAYS[sys.argv[1]](Path(sys.argv[2])), flush=True)
    os._exit(0)  # what the worker still counts in the background is nobody's wait
