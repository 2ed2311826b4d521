"""Every page of the window as PNG, from demo data with bundled fonts: `poe shots` → build/shots.

Offscreen and with an inline worker, so two runs on two machines give the same pictures. Look at
each beside its mockup.
"""

from __future__ import annotations

import datetime
import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["RASOAT_DATA"] = str(Path("build/shots/.data").resolve())

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget

from desktop.services import exchanging, registering, upkeep
from desktop.services.demonstrating import PASSPHRASE, Demo, demonstrate
from desktop.services.planning import sending_plan
from desktop.ui import program as program_module
from desktop.ui.app import make_app, set_theme
from desktop.ui.main_window import MainWindow
from desktop.ui.pages.exchange import roads
from desktop.ui.program import Program, open_window
from desktop.ui.widgets import stick_line
from tests.shot_acts import DEMO, FOLDER, broken_letters, settle
from tests.shot_list import KEYING, PROVINCE, SHOTS, Shot
from tests.shot_plan import NEW_PLANS
from tests.ui.inline import InlineExecutor

SIZES = {"": QSize(1366, 768), "-1920": QSize(1920, 1080)}
AGAIN = "--again"


def main() -> int:
    """Draw all pictures, or those whose names are given; `--again` uses the demo that lies there."""
    wanted = [name for name in sys.argv[1:] if name != AGAIN]
    FOLDER.mkdir(parents=True, exist_ok=True)
    program_module.POSTMAN_AFTER = 1 << 30  # pictures send no letters
    app = make_app(["rasoat"])
    demo = _lying_there() if AGAIN in sys.argv and DEMO.exists() else _played()
    # No medium of this machine may show in a picture.
    with patch.object(roads, "find_volumes", list), patch.object(stick_line, "find_volumes", list):
        _draw_start(app, demo, wanted)
        for shot in SHOTS:
            if not wanted or any(name in shot.name for name in wanted):
                _draw(app, demo, shot)
    return 0


def _played() -> Demo:
    shutil.rmtree(DEMO, ignore_errors=True)
    demo = demonstrate(DEMO, practice=False, say=print)
    _send_again(demo)
    broken_letters()
    return demo


def _lying_there() -> Demo:
    demo = Demo(folder=DEMO)
    for path in (DEMO / "so").glob("*.rasoat-book"):
        list_version, code = path.name.removesuffix(".rasoat-book").split("_")
        demo.books[code, list_version] = path
    return demo


def _send_again(demo: Demo) -> None:
    """A commune corrects a household and sends again, report and plan; a copy arrives cut off."""
    now = datetime.datetime.now(datetime.UTC)
    last = max(key for key in demo.books if key[1] == "2025" and key not in (KEYING, PROVINCE))
    db = upkeep.open_book(demo.books[last], passphrase=PASSPHRASE)
    household = registering.everyone(db)[3]
    registering.save_household(
        db, replace(household, merit_person=True), now=now, by="Nông Thị Yến"
    )
    packed = exchanging.pack_report(
        db, 2026, PROVINCE[0], DEMO / "goi_moi", now=now, by="Nông Thị Yến"
    )
    sending_plan.pack(db, PROVINCE[0], NEW_PLANS, files=True, now=now, by="Nông Thị Yến")
    upkeep.close_book(db)
    whole = packed.path.read_bytes()
    packed.path.with_name("usb_hong.rasoat").write_bytes(whole[: len(whole) // 2])


def _draw_start(app: QApplication, demo: Demo, wanted: list[str]) -> None:
    """The windows before a book is open."""
    for name in ("first-start", "unlock"):
        if wanted and not any(word in name for word in wanted):
            continue
        program = Program(app, executor=InlineExecutor)
        program.first_start() if name == "first-start" else program.unlock(demo.books[KEYING])
        assert program.window is not None
        program.window.resize(SIZES[""])
        settle()
        save(program.window, name)
        program.window.close()
        program.worker.close()


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
        settle()
        save(window, shot.name + suffix)
    window.desk.worker.close()
    window.deleteLater()
    settle()


def save(widget: QWidget, name: str) -> None:
    """Grab a widget into build/shots."""
    widget.grab().save(str(FOLDER / f"{name}.png"))
    print(f"{name}.png")


if __name__ == "__main__":
    sys.exit(main())
