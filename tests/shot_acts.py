"""What is done on a page before its picture is taken: what its user would do there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.services import (
    exchanging,
    handing_minutes,
    proceeding,
    recalling,
    registering,
    reporting,
    reviewing,
)
from desktop.services.happening import Deed
from desktop.store.connection import Db
from desktop.ui.page import Page
from desktop.ui.pages.checked import said_of
from desktop.ui.pages.explain.target import ExplainTarget
from desktop.ui.pages.papers.raster import page_image
from desktop.ui.volumes import Volume
from desktop.ui.widgets import stick_line

FOLDER = Path("build/shots")
DEMO = FOLDER / ".demo"
LETTERS = DEMO / "goi_le"
"""A folder with what is wrong among letters: a part that is missing, a letter without a package."""


def settle() -> None:
    """Let everything come that was asked for."""
    for _ in range(5):
        QApplication.processEvents()
        QTest.qWait(30)


def search(words: str) -> Callable[[Page], None]:
    def prepare(page: Page) -> None:
        from desktop.ui.widgets import SearchField

        field = page.findChild(SearchField)
        assert isinstance(field, SearchField)
        field.setFocus()
        field.insert(words)
        QTest.qWait(200)

    return prepare


def call(name: str, *args: object, **words: object) -> Callable[[Page], None]:
    """Do with the page what its user would: a public verb of the page, by name."""

    def prepare(page: Page) -> None:
        getattr(page, name)(*args, **words)

    return prepare


def read_a_list(page: Page) -> None:
    call("open_file", Path("tests/fixtures/lists/own_layout.xlsx").resolve())(page)
    settle()
    call("make_plan")(page)


def read_old_letters(page: Page) -> None:
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
    path = DEMO / "danh_sach" / "phong_chu_cu.xlsx"
    book.save(path)
    call("open_file", path.resolve())(page)


def type_points(page: Any) -> None:
    """A table with a fault in it."""
    from tests.point_tables import changed, sound

    page.change(changed(sound(), 1, rural="x"))
    page.next_problem()


def check_a_code(page: Page) -> None:
    """The code of annex VI, typed as it stands at its foot."""
    now = page.desk.now()

    def write(db: Db) -> str:
        paper = reporting.paper_of(db, "VI", page.desk.year)
        reporting.write_paper(db, paper, "pdf", DEMO / "vi.pdf", now=now, by=page.desk.by)
        return paper.sheet.code

    page.desk.worker.run(write, page.open_target)


def read_packages(page: Page) -> None:
    call("read", [DEMO / "goi_moi"])(page)


def steps(*acts: Callable[[Any], object]) -> Callable[[Page], None]:
    """Several acts on a page, one after the other."""

    def prepare(page: Page) -> None:
        for act in acts:
            act(page)
            settle()

    return prepare


def press(*keys: Qt.Key) -> Callable[[Any], object]:
    """Keys on whatever has the focus."""

    def act(page: Page) -> None:
        for key in keys:
            QTest.keyClick(page.focusWidget() or page, key)

    return act


def long_history(page: Page) -> None:
    """The household with the most to tell."""
    found: list[str] = []

    def read(db: Db) -> str:
        known = (recalling.recall(db, h.uid) for h in registering.everyone(db))
        longest = max((k for k in known if k), key=lambda k: len(k.passages))
        return longest.household.uid

    page.desk.worker.run(read, found.append)
    page.open_target(found[0])


def someone(page: Page) -> str:
    """A household of the round, complete."""
    found: list[str] = []
    page.desk.worker.run(
        lambda db: next(q.uid for q in reviewing.queue(db, page.desk.year) if q.mark == "poor"),
        found.append,
    )
    return found[0]


def unkeyed(page: Page) -> None:
    """A household listed last year whose sheet waits."""
    found: list[str] = []

    def read(db: Db) -> str:
        waiting = [q.uid for q in reviewing.queue(db, page.desk.year) if q.mark == ""]
        return next(uid for uid in waiting if reviewing.open_sheet(db, uid, page.desk.year).last)

    page.desk.worker.run(read, found.append)
    page.open_target(found[0])


def give_somebody(page: Any) -> None:
    """A household that is to be handed over."""
    page.open_target(someone(page))


def count_all_received(page: Any) -> None:
    """Papers over all that came, with what waits."""
    page.received.switch.set_index(1)
    page.received.switch.chosen.emit(1)


def split(page: Any) -> None:
    page.open_target(someone(page))
    settle()
    page.kinds.choose(Deed.SPLIT)
    settle()
    page.form.members.mark(2)


def explain(page: Any) -> None:
    page.open_target(ExplainTarget(uid=someone(page)))
    settle()
    page.compare_with("2027-2030")


# The road ------------------------------------------------------------------------------------------
def package(code: str, year: int, number: int, folder: str = "bao_cao") -> Path:
    """A package of the demo, by who made it and its number."""
    found = (DEMO / "goi").glob(f"*/{folder}/*_{code}_{year}_{number:04d}_*.rasoat")
    return sorted(found)[-1].resolve()


def choose_report(code: str) -> Callable[[Any], object]:
    """In the inbox: all reports of the folder read, then the one of a commune chosen."""

    def act(page: Any) -> None:
        page.read([(DEMO / "goi" / "2025" / "bao_cao").resolve()])
        settle()
        page.open_target(code)
        settle()

    return act


def show_answer(page: Any) -> None:
    """The receipt that brought a letter and remarks."""
    page.open_package(max((DEMO / "goi" / "2025" / "giay_nhan").glob("*"), key=_age).resolve())


def _age(path: Path) -> float:
    return path.stat().st_mtime


def broken_letters() -> None:
    """Of a report in parts one part; a letter that brings nothing."""
    LETTERS.mkdir()
    for part in sorted((DEMO / "goi" / "2025" / "thu").glob("*.rasoat-part"))[1:]:
        (LETTERS / part.name).write_bytes(part.read_bytes())
    words = b"From: xa@example.org\r\nSubject: Bao cao\r\n\r\nXin gui sau.\r\n"
    (LETTERS / "thu_khong_dinh_kem.eml").write_bytes(words)


def read_letters(page: Any) -> None:
    """In the inbox: each of the broken letters is read by its name."""
    page.read(sorted(path.resolve() for path in LETTERS.iterdir()))


def plug_in(folder: str) -> Callable[[Any], object]:
    """A stick is there with the packages of a folder of the demo."""

    def act(page: Any) -> None:
        there = Volume("KINGSTON", (DEMO / folder).resolve(), 7 << 30, removable=True)
        with patch.object(stick_line, "find_volumes", lambda: [there]):
            page.sticks.look()
            settle()

    return act


def draw_minute(page: Any) -> None:
    """The first page of the minute of the hand-over, as a picture of its own."""
    drawn: list[bytes] = []

    def draw(db: Db) -> bytes:
        sent = exchanging.history(db, page.desk.year)
        report = next(p for p in sent if (p.kind, p.number) == ("report", 1))
        paper = handing_minutes.lay_out(db, report, said_of, now=page.desk.now())
        return handing_minutes.draw(paper, "pdf")

    page.desk.worker.run(draw, drawn.append)
    page_image(drawn[0], 0, 900).save(str(FOLDER / "paper-handover-minute.png"))


def mend(step: str) -> Callable[[Any], object]:
    """In the procedure: what a step has recorded last is to be put right."""

    def act(page: Any) -> None:
        page.steps.choose(step)
        settle()
        page.card.table.setCurrentIndex(page.card.table.model().index(1, 0))
        page.card.change.setChecked(True)

    return act


def open_first_case(page: Any) -> None:
    """The newest case of the year."""
    uids: list[str] = []
    page.desk.worker.run(lambda db: proceeding.cases(db, page.desk.year)[0].uid, uids.append)
    page.open_target(uids[0])


def look_at_conflict(page: Any) -> None:
    """The second pack from above: the commune has set a day of its own since the first."""
    page.look_at(package("08", 2026, 2, "cap_tren"))


def read_folder(folder: str) -> Callable[[Any], object]:
    """In the inbox: a folder of the demo is read."""

    def act(page: Any) -> None:
        page.read([(DEMO / folder).resolve()])

    return act
