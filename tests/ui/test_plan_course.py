"""The board of the units below: held to a state, entered, left, called, written; goals sent down."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.domain.planning import Aim, Goal, Indicator, Task, UnitSums
from desktop.rules.course import CourseState
from desktop.services import bringing_down, reported
from desktop.services.planning import passing
from desktop.services.planning.plan_due import PlanDue, plan_due
from desktop.store import plans, sent_down
from desktop.store.connection import Db, writing
from desktop.ui.page import Page
from desktop.ui.pages.commune_overview.plan_lines import due_lines
from desktop.ui.pages.down import FromAbovePage, SendDownPage
from desktop.ui.pages.exchange import roads as roads_module
from desktop.ui.pages.plan.course import CoursePart
from desktop.ui.pages.upper_overview import UpperOverviewPage
from tests.ui.small_books import (
    COMMUNE,
    NOW,
    PROVINCE,
    YEAR,
    befriend,
    desk_of,
    make_book,
    play,
    stray,
)
from tests.ui.upper_books import AN_TUONG, BINH_AN, put_commune, put_package

TODAY = NOW.date()


def goal(unit: str, most: int) -> Goal:
    return Goal(
        uid=f"đặt-{unit}", office=unit, set_by=PROVINCE, indicator=Indicator.POOR_HOUSEHOLDS,
        aim=Aim.AT_MOST, first=YEAR, last=YEAR + 4, value=float(most), source="KH thử",
    )  # fmt: skip


def task(*given_to: str) -> Task:
    return Task(
        uid="việc", office=PROVINCE, set_by=PROVINCE, group="1", title="Lập danh sách cần nước",
        year=YEAR, given_to=given_to, deadline=datetime.date(YEAR, 6, 30),
    )  # fmt: skip


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Db:
    """A province: one commune met its goal, one missed it, all others are silent."""
    monkeypatch.setenv("RASOAT_DATA", str(tmp_path / "data"))
    book = make_book(tmp_path / "tinh.rasoat-book", PROVINCE)
    put_commune(book, BINH_AN, {YEAR - 1: "PPPP", YEAR: "PPNN"})
    put_commune(book, AN_TUONG, {YEAR - 1: "PPPP", YEAR: "PPPP"})
    for code in (BINH_AN, AN_TUONG):
        put_package(book, code, "accepted")
    with writing(book):
        plans.put(book, [goal(BINH_AN, 2), goal(AN_TUONG, 3), task(BINH_AN)])
        plans.put_sums(book, [UnitSums(year=YEAR, code=BINH_AN, planned=2, helped=3)], PROVINCE)
    return book


@dataclass
class Opened:
    """A page in sight, with where it led, what it said, how that is taken back."""

    page: Page
    went: list[tuple[str, object]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    undo: list[Callable[[], None]] = field(default_factory=list)
    trouble: list[BaseException] = field(default_factory=list)


def opened(qtbot: QtBot, book: Db, kind: type[Page]) -> Opened:
    desk = desk_of(book)
    found = Opened(page=None, trouble=stray(desk))  # type: ignore[arg-type]

    def say(text: str, undo: Callable[[], None] | None = None) -> None:
        found.said.append(text)
        found.undo += [undo] if undo else []

    desk.go = lambda page_id, target=None: found.went.append((page_id, target))
    desk.say = say
    found.page = page = kind(desk)
    qtbot.addWidget(page)
    page.resize(1242, 640)
    page.show()
    page.reload()
    return found


def part_of(qtbot: QtBot, book: Db) -> tuple[CoursePart, Opened]:
    found = opened(qtbot, book, CoursePart)
    assert isinstance(found.page, CoursePart)
    return found.page, found


# The board ---------------------------------------------------------------------------------------
def test_the_board_counts_every_expected_unit_and_names_the_worst_first(
    qtbot: QtBot, db: Db
) -> None:
    part, found = part_of(qtbot, db)
    rows = part.board.model.rows
    assert len(rows) == len(reported.reported(db, YEAR).communes)
    assert [(u.code, u.state) for u in (rows[0], rows[-1])] == [
        (AN_TUONG, CourseState.MISSED), (BINH_AN, CourseState.MET),
    ]  # fmt: skip
    assert part.strip.counts[CourseState.SILENT].text() == str(len(rows) - 2)
    assert found.trouble == []


def test_a_filter_holds_the_board_and_esc_lets_go(qtbot: QtBot, db: Db) -> None:
    part, _ = part_of(qtbot, db)
    part.open_target("met")
    assert [u.code for u in part.board.model.rows] == [BINH_AN]
    qtbot.keyClick(part, Qt.Key.Key_Escape)
    assert len(part.board.model.rows) > 100
    part.filters.search.setText("an tuong")
    qtbot.waitUntil(lambda: [u.code for u in part.board.model.rows] == [AN_TUONG])


def test_enter_opens_a_unit_and_esc_comes_back_to_its_row(qtbot: QtBot, db: Db) -> None:
    part, found = part_of(qtbot, db)
    part.board.table.setFocus()
    qtbot.keyClick(part.board.table, Qt.Key.Key_Down)
    here = part.board.table.record()
    assert here is not None
    qtbot.keyClick(part.board.table, Qt.Key.Key_Return)
    assert part.stack.currentWidget() is part.unit
    assert part.unit.name.text() == here.name
    qtbot.keyClick(part, Qt.Key.Key_Escape)
    assert part.stack.currentWidget() is not part.unit
    back = part.board.table.record()
    assert back is not None
    assert back.code == here.code
    assert found.trouble == []


def test_a_unit_shows_its_goals_and_late_tasks(qtbot: QtBot, db: Db) -> None:
    part, found = part_of(qtbot, db)
    part.open_target(BINH_AN)
    assert [s.goal.uid for s in part.unit.goals.model.rows] == [f"đặt-{BINH_AN}"]
    [line] = part.unit.tasks.model.rows
    assert line.is_late
    assert part.unit.why.text() == "còn 2 hộ nghèo, mục tiêu nhiều nhất 2; 1 nhiệm vụ trễ hạn"
    part.unit.open_page.click()
    assert found.went[-1][0] == "commune"
    part.reload()
    assert part.unit.name.text() == "Xã Bình An"


def test_a_target_that_is_no_unit_shows_the_board(qtbot: QtBot, db: Db) -> None:
    part, _ = part_of(qtbot, db)
    part.open_target("99999")
    assert part.stack.currentWidget() is not part.unit
    assert part.board.model.rows


def test_a_call_is_noted_and_taken_back(qtbot: QtBot, db: Db) -> None:
    part, found = part_of(qtbot, db)
    part.open_target(AN_TUONG)

    def called() -> datetime.date | None:
        stands = reported.reported(db, YEAR).communes
        return next(c.called for c in stands if c.code == AN_TUONG)

    qtbot.keyClick(part, Qt.Key.Key_F7)
    assert called() == NOW.astimezone().date()
    assert "08/12/2026" in part.unit.call.text()
    found.undo[-1]()
    assert called() is None


def test_what_the_board_shows_is_what_is_written(qtbot: QtBot, db: Db, tmp_path: Path) -> None:
    part, found = part_of(qtbot, db)
    part.open_target("missed")
    part.save("xlsx", tmp_path / "bang.xlsx")
    part.save("pdf", tmp_path / "bang.pdf")
    sheet = openpyxl.load_workbook(tmp_path / "bang.xlsx").active
    assert sheet is not None
    cells = {str(c.value) for row in sheet.iter_rows() for c in row if c.value is not None}
    assert "Phường An Tường" in cells
    assert "Xã Bình An" not in cells
    assert (tmp_path / "bang.pdf").read_bytes().startswith(b"%PDF")
    assert len(found.said) == 2


def test_a_path_that_cannot_be_written_is_told_in_the_page(
    qtbot: QtBot, db: Db, tmp_path: Path
) -> None:
    part, found = part_of(qtbot, db)
    part.save("pdf", tmp_path / "không có" / "bang.pdf")
    assert part.note.isVisible()
    assert found.said == []


# The overviews -----------------------------------------------------------------------------------
def test_the_overview_has_a_line_on_the_plan_only_where_there_is_one(
    qtbot: QtBot, db: Db, tmp_path: Path
) -> None:
    found = opened(qtbot, db, UpperOverviewPage)
    assert isinstance(found.page, UpperOverviewPage)
    line = found.page.plan
    assert line.isVisible()
    assert line.counts[CourseState.MET].text() == "1"
    assert not line.labels[CourseState.BEHIND].isVisible()
    line.link.click()
    assert found.went == [("plan", "course")]
    empty = opened(qtbot, make_book(tmp_path / "b.rasoat-book", PROVINCE), UpperOverviewPage)
    assert isinstance(empty.page, UpperOverviewPage)
    assert not empty.page.plan.isVisible()


def test_a_commune_is_told_what_of_its_plan_is_due(tmp_path: Path) -> None:
    commune = make_book(tmp_path / "xa.rasoat-book", COMMUNE)
    play(commune, keep_open=("Triệu Văn Kim",))
    late = Task(
        uid="của xã", office=COMMUNE, set_by=COMMUNE, group="1", title="Họp thôn", year=YEAR,
        deadline=TODAY - datetime.timedelta(days=3),
    )  # fmt: skip
    most = Goal(
        uid="g", office=COMMUNE, set_by=COMMUNE, indicator=Indicator.POOR_HOUSEHOLDS,
        aim=Aim.AT_MOST, first=YEAR, last=YEAR, value=0.0,
    )  # fmt: skip
    with writing(commune):
        plans.put(commune, [late, most])
    due = plan_due(commune, YEAR, TODAY)
    assert [line.task.uid for line in due.late_tasks] == ["của xã"]
    assert due.lacking == 2  # two of last year's households were poor
    told = due_lines(due)
    assert [(line.page, line.target) for line in told] == [("plan", "tasks"), ("plan", "measures")]
    assert due_lines(PlanDue(year=YEAR)) == []


def test_once_the_review_is_done_nobody_is_asked_to_plan_for_its_year(tmp_path: Path) -> None:
    commune = make_book(tmp_path / "xa.rasoat-book", COMMUNE)
    play(commune)
    assert plan_due(commune, YEAR, TODAY).must is None


# Down --------------------------------------------------------------------------------------------
def test_goals_are_ticked_sealed_and_read_below(
    qtbot: QtBot, db: Db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roads_module, "find_volumes", list)
    commune = make_book(tmp_path / "xa.rasoat-book", COMMUNE)
    befriend(commune, db, tmp_path / "the")
    above = opened(qtbot, db, SendDownPage)
    assert isinstance(above.page, SendDownPage)
    boxes = above.page.choosing.boxes
    assert boxes["goals"].isChecked()
    assert boxes["tasks"].isChecked()
    assert not boxes["groups"].isEnabled()
    assert "chưa có mục tiêu năm 2026" in above.page.choosing.odd.goals.text()
    above.page.seal(tmp_path / "usb")
    assert not boxes["goals"].isChecked()
    [pack] = sent_down.sent(db)
    below = opened(qtbot, commune, FromAbovePage)
    assert isinstance(below.page, FromAbovePage)
    below.page.look_at(tmp_path / "usb" / pack.file_name)
    titles = [line.title for line in below.page.plan.seen.lines] if below.page.plan.seen else []
    assert titles == ["Mục tiêu 2026–2030: Số hộ nghèo", "Nhiệm vụ: Lập danh sách cần nước"]
    below.page.apply()
    assert {g.uid for g in plans.of_kind(commune, Goal)} == {f"đặt-{BINH_AN}"}
    below.undo[-1]()
    assert plans.of_kind(commune, Goal) == ()
    assert [p.state for p in bringing_down.packs(commune)] == ["undone"]
    assert above.trouble + below.trouble == []


def test_a_task_from_above_is_handed_on_by_one_gesture(qtbot: QtBot, db: Db) -> None:
    given = Task(
        uid="từ trên", office="01", set_by="01", group="1", title="Việc của cấp trên",
        given_to=(PROVINCE,),
    )  # fmt: skip
    with writing(db):
        plans.put(db, [given])
    found = opened(qtbot, db, SendDownPage)
    assert isinstance(found.page, SendDownPage)
    odd = found.page.choosing.odd
    assert odd.rows["tasks"].isVisible()
    odd.pass_on.click()
    assert not odd.rows["tasks"].isVisible()
    assert passing.waiting(db) == ()
    found.undo[-1]()
    assert [one.uid for one in passing.waiting(db)] == ["từ trên"]
