"""The window of the pass phrase loads little; the rest comes in idle moments, while one types."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.ui import warm

_NEEDLESS = (
    "babel", "calamine", "click", "cryptography", "fluent", "lxml", "msgspec", "openpyxl",
    "reportlab", "sqlcipher3", "sqlite_utils", "desktop.rules", "desktop.services.upkeep",
    "desktop.ui.main_window", "desktop.ui.pages",
)  # fmt: skip
_START = """
import sys
from pathlib import Path
from desktop.ui.app import make_app
from desktop.ui.program import Program
app = make_app(["rasoat"])
program = Program(app)
program.unlock(Path(sys.argv[1]))
program.window.grab()
print(*sorted(sys.modules))
program.close()
"""


def test_the_window_that_asks_for_the_phrase_loads_neither_book_nor_papers(tmp_path: Path) -> None:
    book = tmp_path / "x.rasoat-book"
    book.write_bytes(bytes(16))
    said = subprocess.run(
        [sys.executable, "-c", _START, str(book)], capture_output=True, text=True, check=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "RASOAT_DATA": str(tmp_path)},
    )  # fmt: skip
    loaded = set(said.stdout.split())
    assert "desktop.ui.start.unlock" in loaded
    assert loaded & set(_NEEDLESS) == set()


def test_steps_are_done_one_by_one_and_end_with_their_owner(qtbot: QtBot) -> None:
    done: list[int] = []
    owner, gone = QObject(), QObject()
    steps = [lambda n=n: done.append(n) for n in range(3)]
    warm.get_ready(owner, steps)
    warm.get_ready(gone, [lambda: done.append(99)])
    del gone
    qtbot.waitUntil(lambda: len(done) == 3)
    assert done == [0, 1, 2]


def test_every_step_can_be_done() -> None:
    for step in warm.STEPS:
        step()
