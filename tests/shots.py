"""Every page of the window as PNG, from demo data with bundled fonts: `poe shots` → build/shots.

Offscreen and with an inline worker, so two runs on two machines give the same pictures. Look at
each beside its mockup.
"""

from __future__ import annotations

import datetime
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["RASOAT_DATA"] = str(Path("build/shots/.data").resolve())

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.services import exchanging, recalling, registering, reviewing, upkeep
from desktop.services.demonstrating import PASSPHRASE, Demo, demonstrate
from desktop.services.happening import Deed
from desktop.store.connection import Db
from desktop.ui.app import make_app, set_theme
from desktop.ui.main_window import MainWindow
from desktop.ui.page import Page
from desktop.ui.pages.explain.target import ExplainTarget
from desktop.ui.pages.households.target import RegisterTarget
from desktop.ui.program import Program, open_window
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


def _call(name: str, *args: object) -> Callable[[Page], None]:
    """Do with the page what its user would: a public verb of the page, by name."""

    def prepare(page: Page) -> None:
        getattr(page, name)(*args)

    return prepare


def _read_a_list(page: Page) -> None:
    _call("open_file", Path("tests/fixtures/lists/own_layout.xlsx").resolve())(page)
    _settle()
    _call("make_plan")(page)


def _read_old_letters(page: Page) -> None:
    """A list with one column of TCVN3 and one of VNI."""
    from openpyxl import Workbook

    from tests.exchange.old_fonts import in_tcvn3, in_vni

    book = Workbook()
    rows = [
        ("Triệu Văn Kim", "Nà Cọn"),
        ("Nông Thị Hường", "Bản Phú"),
        ("Đặng Thị Mùi", "Lũng Luông"),
    ]
    sheet = book.active
    sheet.append(["STT", "Họ và tên chủ hộ", "Thôn", "Phân loại hộ"])
    for number, (name, village) in enumerate(rows, start=1):
        sheet.append([number, in_tcvn3(name), in_vni(village), "Hộ nghèo"])
    path = FOLDER / ".demo" / "danh_sach" / "phong_chu_cu.xlsx"
    book.save(path)
    _call("open_file", path.resolve())(page)


def _type_points(page: Any) -> None:
    """A table with a fault in it."""
    from tests.point_tables import changed, sound

    page.change(changed(sound(), 1, rural="x"))
    page.next_problem()


def _read_packages(page: Page) -> None:
    _call("read", [FOLDER / ".demo" / "goi_moi"])(page)


def _steps(*acts: Callable[[Any], object]) -> Callable[[Page], None]:
    """Several acts on a page, one after the other."""

    def prepare(page: Page) -> None:
        for act in acts:
            act(page)
            _settle()

    return prepare


def _press(*keys: Qt.Key) -> Callable[[Any], object]:
    """Keys on whatever has the focus."""

    def act(page: Page) -> None:
        for key in keys:
            QTest.keyClick(page.focusWidget() or page, key)

    return act


def _long_history(page: Page) -> None:
    """The household with the most to tell."""
    found: list[str] = []

    def read(db: Db) -> str:
        known = (recalling.recall(db, h.uid) for h in registering.everyone(db))
        longest = max((k for k in known if k), key=lambda k: len(k.passages))
        return longest.household.uid

    page.desk.worker.run(read, found.append)
    page.open_target(found[0])


def _someone(page: Page) -> str:
    """A household of the round, complete."""
    found: list[str] = []
    page.desk.worker.run(
        lambda db: next(q.uid for q in reviewing.queue(db, page.desk.year) if q.mark == "poor"),
        found.append,
    )
    return found[0]


def _unkeyed(page: Page) -> None:
    """A household listed last year whose sheet waits."""
    found: list[str] = []

    def read(db: Db) -> str:
        waiting = [q.uid for q in reviewing.queue(db, page.desk.year) if q.mark == ""]
        return next(uid for uid in waiting if reviewing.open_sheet(db, uid, page.desk.year).last)

    page.desk.worker.run(read, found.append)
    page.open_target(found[0])


def _split(page: Any) -> None:
    page.open_target(_someone(page))
    _settle()
    page.kinds.choose(Deed.SPLIT)
    _settle()
    page.form.members.mark(2)


def _explain(page: Any) -> None:
    page.open_target(ExplainTarget(uid=_someone(page)))
    _settle()
    page.compare_with("2027-2030")


SHOTS = (
    Shot("commune-overview", KEYING, "overview"),
    Shot("commune-overview-residents", KEYING, "overview", _call("edit_residents")),
    Shot("commune-households", KEYING, "households", _search("trieu")),
    Shot(
        "commune-households-open", KEYING, "households", target=RegisterTarget(changed="breaking")
    ),
    Shot("commune-entry", KEYING, "entry", _unkeyed),
    Shot(
        "commune-entry-choice",
        KEYING,
        "entry",
        _steps(_unkeyed, _call("go_to", "deprivation:water")),
    ),
    Shot("commune-entry-why", KEYING, "entry", _steps(_unkeyed, _call("toggle_why"))),
    Shot("commune-entry-versus", KEYING, "entry", _steps(_unkeyed, _call("toggle_versus"))),
    Shot(
        "commune-register-act",
        KEYING,
        "households",
        _steps(
            lambda p: p.filters.finding.set_value("warning"),
            lambda p: p.acts.begin("village"),
            lambda p: p.act_form.value.setText("Lung Luông"),
            lambda p: p.act_form.ask_plan(),
        ),
    ),
    Shot("commune-register-columns", KEYING, "households", _call("choose_columns")),
    Shot("commune-sheet-a", KEYING, "sheet-a"),
    Shot("commune-events", KEYING, "events", _split),
    Shot("commune-balance", KEYING, "balance"),
    Shot("commune-history", FINISHED, "history", _long_history),
    Shot("commune-explain", KEYING, "explain", _explain),
    Shot("commune-twins", KEYING, "twins"),
    Shot("commune-verify", KEYING, "verify"),
    Shot("commune-verify-blind", KEYING, "verify", _call("key", "")),
    Shot("commune-fieldwork", KEYING, "fieldwork"),
    Shot("commune-point-table", KEYING, "point-table", _type_points),
    Shot("commune-read-list-letters", KEYING, "read-list", _read_old_letters),
    Shot("commune-process", KEYING, "process", target="meeting"),
    Shot("commune-process-papers", FINISHED, "process", _call("show_papers", "minutes")),
    Shot("commune-field-sheets", KEYING, "field-sheets"),
    Shot("commune-targets", FINISHED, "targets"),
    Shot("commune-papers-7-4", FINISHED, "papers", target="7.4"),
    Shot("commune-papers-7-9", FINISHED, "papers", target="7.9"),
    Shot("upper-twins", DISTRICT, "twins"),
    Shot("upper-targets", DISTRICT, "targets"),
    Shot("commune-papers", FINISHED, "papers", target="7.2"),
    Shot("commune-papers-list", FINISHED, "papers", target="VI"),
    Shot("commune-papers-open", KEYING, "papers", target="7.2"),
    Shot("commune-exchange", FINISHED, "exchange"),
    Shot("commune-exchange-open", KEYING, "exchange"),
    Shot("commune-exchange-keys", FINISHED, "exchange", _call("show_keys")),
    Shot("commune-read-list", KEYING, "read-list"),
    Shot("commune-read-list-plan", KEYING, "read-list", _read_a_list),
    Shot("commune-settings", KEYING, "settings"),
    Shot("upper-overview", DISTRICT, "overview"),
    Shot("upper-overview-province", PROVINCE, "overview"),
    Shot("upper-inbox", PROVINCE, "inbox", _read_packages),
    Shot("upper-find", DISTRICT, "find", _search("nông")),
    Shot("upper-totals", DISTRICT, "totals"),
    Shot("upper-exchange", DISTRICT, "exchange"),
    Shot("commune-entry-dark", KEYING, "entry", _call("go_to", "deprivation:toilet"), theme="dark"),
    Shot("upper-overview-dark", DISTRICT, "overview", theme="dark"),
)


def main() -> int:
    """Draw all pictures, or those whose names are given."""
    wanted = sys.argv[1:]
    FOLDER.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(FOLDER / ".demo", ignore_errors=True)
    app = make_app(["rasoat"])
    demo = demonstrate(FOLDER / ".demo", practice=False, say=print)
    _send_again(demo)
    _draw_start(app, demo, wanted)
    for shot in SHOTS:
        if not wanted or any(name in shot.name for name in wanted):
            _draw(app, demo, shot)
    return 0


def _send_again(demo: Demo) -> None:
    """A commune corrects a household and sends number 2; a copy of it arrives cut off."""
    now = datetime.datetime.now(datetime.UTC)
    book = next(
        path
        for key, path in demo.books.items()
        if key[1] == "2025" and key not in (KEYING, PROVINCE)
    )
    db = upkeep.open_book(book, passphrase=PASSPHRASE)
    household = registering.everyone(db)[3]
    registering.save_household(
        db, replace(household, merit_person=True), now=now, by="Nông Thị Yến"
    )
    packed = exchanging.pack_report(
        db, 2026, PROVINCE[0], FOLDER / ".demo" / "goi_moi", now=now, by="Nông Thị Yến"
    )
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
        _settle()
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
