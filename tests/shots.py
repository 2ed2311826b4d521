"""Every page of the window as PNG, from demo data with bundled fonts: `poe shots` → build/shots.

Offscreen and with an inline worker, so two runs on two machines give the same pictures. Look at
each beside its mockup.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["RASOAT_DATA"] = str(Path("build/shots/.data").resolve())

from PySide6.QtCore import QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.services.demonstrating import PASSPHRASE, Demo, demonstrate
from desktop.ui.app import make_app, set_theme
from desktop.ui.main_window import MainWindow
from desktop.ui.page import Page
from desktop.ui.program import open_window
from tests.ui.inline import InlineExecutor

FOLDER = Path("build/shots")
SIZES = {"": QSize(1366, 768), "-1920": QSize(1920, 1080)}
KEYING, FINISHED = ("02296", "2025"), ("02296", "2022")
DISTRICT, PROVINCE = ("071", "2022"), ("08", "2025")


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: whose book, which page, what is done there first, in which theme."""

    name: str
    book: tuple[str, str]
    page: str
    prepare: Callable[[Page], None] = lambda _page: None
    theme: str = "light"
    target: object = None


def _search(words: str) -> Callable[[Page], None]:
    def prepare(page: Page) -> None:
        from desktop.ui.widgets import SearchField

        field = page.findChild(SearchField)
        assert isinstance(field, SearchField)
        field.setFocus()
        field.insert(words)
        QTest.qWait(200)

    return prepare


SHOTS = (
    Shot("commune-overview", KEYING, "overview"),
    Shot("commune-households", KEYING, "households", _search("trieu")),
    Shot("commune-entry", KEYING, "entry"),
    Shot("commune-papers", FINISHED, "papers"),
    Shot("commune-exchange", FINISHED, "exchange"),
    Shot("commune-read-list", KEYING, "read-list"),
    Shot("commune-settings", KEYING, "settings"),
    Shot("upper-overview", DISTRICT, "overview"),
    Shot("upper-overview-province", PROVINCE, "overview"),
    Shot("upper-inbox", PROVINCE, "inbox"),
    Shot("upper-find", DISTRICT, "find", _search("nông")),
    Shot("upper-totals", DISTRICT, "totals"),
    Shot("commune-entry-dark", KEYING, "entry", theme="dark"),
    Shot("upper-overview-dark", DISTRICT, "overview", theme="dark"),
)


def main() -> int:
    """Draw all pictures, or those whose names are given."""
    wanted = sys.argv[1:]
    FOLDER.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(FOLDER / ".demo", ignore_errors=True)
    app = make_app(["rasoat"])
    demo = demonstrate(FOLDER / ".demo", practice=False, say=print)
    for shot in SHOTS:
        if not wanted or any(name in shot.name for name in wanted):
            _draw(app, demo, shot)
    return 0


def _draw(app: QApplication, demo: Demo, shot: Shot) -> None:
    window = open_window(demo.books[shot.book], PASSPHRASE, InlineExecutor())
    assert isinstance(window, MainWindow)
    set_theme(app, shot.theme, practice=False)
    for suffix, size in SIZES.items():
        window.resize(size)
        window.show()
        window.go(shot.page, shot.target)
        if window.page is not None and not suffix:
            shot.prepare(window.page)
        _settle()
        save(window, shot.name + suffix)
    window.desk.worker.close()
    window.deleteLater()
    _settle()


def _settle() -> None:
    for _ in range(5):
        QApplication.processEvents()
        QTest.qWait(30)


def save(widget: QWidget, name: str) -> None:
    """Grab a widget into build/shots."""
    widget.grab().save(str(FOLDER / f"{name}.png"))
    print(f"{name}.png")


if __name__ == "__main__":
    sys.exit(main())
