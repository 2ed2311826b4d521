"""Reading a list in the window: what is in the file, what would be written, what cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.exchange.lists.words import Field as Meaning
from desktop.services import registering
from desktop.store.connection import Db, close_book
from desktop.ui.page import Desk
from desktop.ui.pages.read_list import ReadListPage
from desktop.ui.pages.read_list.choose import dropped
from desktop.ui.pages.read_list.plan_rows import ranges
from desktop.ui.pages.read_list.telling import errors_name
from desktop.ui.widgets import Note
from tests.ui.small_books import BY, NOW, desk_of, make_book, stray

FIXTURES = Path(__file__).parent.parent / "fixtures" / "lists"
HEAD = (
    "STT", "Họ và tên chủ hộ", "Họ và tên thành viên", "Quan hệ với chủ hộ", "Ngày, tháng, năm sinh",
    "Giới tính", "Số CCCD/ĐDCN", "Thôn/bản", "Dân tộc", "Phân loại hộ", "Số QĐ công nhận", "Ngày QĐ",
)  # fmt: skip


def line(number: object, head: str, name: str, relation: str, born: str, cid: str) -> list[object]:
    sex = "Nam" if relation == "Chủ hộ" else "Nữ"
    rest = ["Nà Mỵ", "Tày", "Hộ nghèo", "125/QĐ-UBND", "10/12/2024"]
    return [number, head, name, relation, born, sex, cid, *rest]


LIST = (
    line(1, "Bàn Văn Tiến", "Bàn Văn Tiến", "Chủ hộ", "21/07/1980", "008080000001"),
    line("", "Bàn Văn Tiến", "Triệu Thị Mùi", "Vợ", "1982", "008182000002"),
    line(2, "Ma Văn Quý", "Ma Văn Quý", "Chủ hộ", "03/02/1975", "008075000003"),
)


def workbook(path: Path, rows: Sequence[Sequence[object]], sheet: str = "Danh sách") -> Path:
    book = openpyxl.Workbook()
    front = book.active
    front.title = sheet
    for row in rows:
        front.append(list(row))
    book.save(path)
    return path


@pytest.fixture
def good(tmp_path: Path) -> Path:
    title = ["DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2024"]
    return workbook(tmp_path / "Danh sách hộ nghèo.xlsx", [title, [], HEAD, *LIST])


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """The second household's id has lost a digit."""
    rows = [list(row) for row in LIST]
    rows[2][6] = "00807500003"
    return workbook(tmp_path / "loi.xlsx", [HEAD, *rows])


class Shown:
    """The page, and where it wanted to go."""

    def __init__(self, qtbot: QtBot, desk: Desk) -> None:
        self.went: list[str] = []
        self.stray = stray(desk)
        desk.go = lambda page_id, target=None: self.went.append(page_id)
        self.page = ReadListPage(desk)
        qtbot.addWidget(self.page)
        self.page.resize(1282, 700)
        with qtbot.waitActive(self.page):
            self.page.show()
            self.page.activateWindow()

    def notes(self, place: QWidget | None = None) -> list[str]:
        QApplication.processEvents()  # what a layout takes in is shown by the next event
        found = (place or self.page).findChildren(Note)
        return [note.accessibleName() for note in found if note.isVisible()]

    @property
    def tabs(self) -> list[str]:
        bar = self.page.planned.tabs
        return [bar.tabText(number) for number in range(bar.count())]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Db]:
    db = make_book(tmp_path / "xa.rasoat-book")
    yield db
    close_book(db)


@pytest.fixture
def shown(qtbot: QtBot, book: Db) -> Iterator[Shown]:
    made = Shown(qtbot, desk_of(book))
    yield made
    assert made.stray == []


def test_the_columns_of_a_file_are_recognised_and_its_year_told(shown: Shown, good: Path) -> None:
    shown.page.open_file(good)
    columns = shown.page.columns
    assert shown.page.step == "columns"
    assert columns.card.remark.text() == "Nhận ra 12 trong 12 cột có tên"
    assert columns.head_line.text() == "Dòng 3"
    assert columns.chosen_year() == 2024
    assert columns.preview is not None
    meanings = [choice.value() for choice in columns.preview.meanings.choices]
    assert meanings[:3] == ["order", "head-name", "member-name"]
    assert [line.part for line in columns.preview.rows.rows][:4] == [
        "above",
        "above",
        "head",
        "row",
    ]
    assert shown.page.next.isEnabled()


def test_a_meaning_chosen_by_hand_moves_there(shown: Shown, good: Path) -> None:
    shown.page.open_file(good)
    columns = shown.page.columns
    assert columns.preview is not None
    columns.preview.meanings.choices[10].chosen.emit(Meaning.NOTE.value)
    assert columns.layout_shown is not None
    assert columns.layout_shown.column(Meaning.NOTE) == 10
    assert columns.layout_shown.column(Meaning.DECISION_NO) is None
    assert columns.preview.meanings.choices[10].value() == Meaning.NOTE.value


def test_scrolling_over_a_choice_does_not_change_it(qtbot: QtBot, shown: Shown, good: Path) -> None:
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent

    shown.page.open_file(good)
    preview = shown.page.columns.preview
    assert preview is not None
    choice = preview.meanings.choices[1]
    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, 0), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(choice, wheel)
    assert choice.value() == "head-name"


def test_without_a_head_a_person_points_at_it(
    qtbot: QtBot, shown: Shown, book: Db, tmp_path: Path
) -> None:
    rows: list[Sequence[Any]] = [["Sổ tay"], ["a", "b"], *[[r[2], "Nà Mỵ"] for r in LIST]]
    shown.page.open_file(workbook(tmp_path / "x.xlsx", rows))
    columns = shown.page.columns
    assert any(note.startswith("Chưa thấy dòng đầu bảng.") for note in shown.notes())
    assert not shown.page.next.isEnabled()
    assert columns.preview is not None
    columns.preview.choose_row(0)
    columns.preview.setFocus()
    qtbot.keyClick(columns.preview, Qt.Key.Key_Down)
    qtbot.keyClick(columns.preview, Qt.Key.Key_F4)
    assert columns.head_line.text() == "Dòng 2"
    columns.preview.meanings.choices[0].chosen.emit(Meaning.HEAD_NAME.value)
    columns.preview.meanings.choices[1].chosen.emit(Meaning.VILLAGE.value)
    shown.page.next.click()
    assert shown.page.step == "plan"
    shown.page.write()
    assert sorted(h.head_name for h in registering.everyone(book)) == [
        "Bàn Văn Tiến", "Ma Văn Quý", "Triệu Thị Mùi",
    ]  # fmt: skip


def test_the_head_can_be_moved_and_deepened(shown: Shown, good: Path) -> None:
    shown.page.open_file(good)
    columns = shown.page.columns
    columns.down.click()
    assert columns.head_line.text() == "Dòng 4"
    columns.up.click()
    columns.head_depth.set_index(1)
    columns.head_depth.chosen.emit(1)
    assert columns.head_line.text() == "Dòng 3 đến 4"


def test_a_locked_workbook_says_how_to_open_it(shown: Shown, book: Db) -> None:
    shown.page.open_file(FIXTURES / "protected.xlsx")
    assert shown.page.step == "choose"
    assert any("protected.xlsx bị khóa bằng mật khẩu" in note for note in shown.notes())
    assert registering.size(book) == 0


def test_a_broken_file_leaves_book_and_page_as_they_were(shown: Shown, tmp_path: Path) -> None:
    path = tmp_path / "hong.xlsx"
    path.write_bytes(b"PK\x03\x04 not a workbook")
    shown.page.open_file(path)
    assert shown.page.step == "choose"
    assert any("hong.xlsx" in note for note in shown.notes())


def test_nothing_is_written_before_the_button(shown: Shown, book: Db, good: Path) -> None:
    shown.page.open_file(good)
    shown.page.make_plan()
    assert shown.page.planned.equation.accessibleName() == (
        "Số dòng của danh sách: dòng đọc vào 3; thêm mới 3; cập nhật 0; bỏ qua 0; từ chối 0"
    )
    assert shown.tabs == ["Hộ mới 2"]
    assert registering.size(book) == 0
    shown.page.next.click()
    assert registering.size(book) == 2
    assert shown.page.result.sentence.text() == (
        "Đọc xong 3 dòng: thêm 3, cập nhật 0, bỏ qua 0, từ chối 0."
    )
    shown.page.result.register.click()
    assert shown.went == ["households"]


def test_the_same_list_again_has_nothing_to_write(shown: Shown, good: Path) -> None:
    for _ in range(2):
        shown.page.open_file(good)
        shown.page.make_plan()
        shown.page.write()
    shown.page.open_file(good)
    shown.page.make_plan()
    assert shown.tabs == ["Bỏ qua 1"]
    assert not shown.page.next.isEnabled()


def test_changes_say_before_and_after(shown: Shown, tmp_path: Path, good: Path) -> None:
    shown.page.open_file(good)
    shown.page.make_plan()
    shown.page.write()
    rows = [list(row) for row in LIST]
    rows[1][4] = "05/06/1982"
    shown.page.open_file(workbook(tmp_path / "moi.xlsx", [HEAD, *rows]))
    shown.page.make_plan()
    assert "Thay đổi 1" in shown.tabs
    change = shown.page.planned.views[1].rows.rows[0]
    assert (change.who, change.before, change.after) == ("Triệu Thị Mùi", "1982", "05/06/1982")


def test_refused_cells_come_with_rule_and_cure_and_a_workbook_to_mend(
    shown: Shown, book: Db, faulty: Path, tmp_path: Path
) -> None:
    shown.page.open_file(faulty)
    shown.page.make_plan()
    assert shown.tabs[0] == "Cần sửa 1"
    problem = shown.page.planned.views[0].rows.rows[0]
    assert (problem.cell, problem.value) == ("G4", "00807500003")
    assert problem.rule
    assert problem.cure
    assert shown.page.errors.isVisible()
    shown.page.write_errors(tmp_path / "sua.xlsx")
    assert any(note.startswith("Đã ghi sua.xlsx") for note in shown.notes())
    marked = openpyxl.load_workbook(tmp_path / "sua.xlsx").active
    assert "Lỗi" in [cell.value for cell in marked[1]]
    shown.page.write()
    assert registering.size(book) == 1
    assert any("sua.xlsx" in note for note in shown.notes(shown.page.result))
    assert "từ chối 1" in shown.page.result.sentence.text()


def test_a_plan_made_before_the_book_changed_is_made_again(
    shown: Shown, book: Db, good: Path
) -> None:
    shown.page.open_file(good)
    shown.page.make_plan()
    registering.add_household(book, "Nà Bó", "Lý A Páo", now=NOW, by=BY)
    shown.page.write()
    assert registering.size(book) == 1
    assert shown.page.step == "plan"
    shown.page.write()
    assert registering.size(book) == 3


def test_the_village_of_a_sheet_is_given_where_it_has_no_such_column(
    shown: Shown, book: Db, tmp_path: Path
) -> None:
    rows = [[cell for i, cell in enumerate(row) if i != 7] for row in (HEAD, *LIST)]
    shown.page.open_file(workbook(tmp_path / "mot_thon.xlsx", rows))
    assert shown.page.columns.village.isEnabled()
    shown.page.columns.village.setText("Khau Cau")
    shown.page.make_plan()
    shown.page.write()
    assert registering.villages(book) == ["Khau Cau"]


def test_another_sheet_of_the_workbook_can_be_chosen(
    shown: Shown, tmp_path: Path, good: Path
) -> None:
    book = openpyxl.load_workbook(good)
    other = book.create_sheet("Thôn khác")
    for row in (HEAD, LIST[0]):
        other.append(list(row))
    book.save(good)
    shown.page.open_file(good)
    shown.page.columns.sheet_wanted.emit("Thôn khác")
    assert shown.page.columns.sheet.value() == "Thôn khác"
    assert shown.page.columns.head_line.text() == "Dòng 1"


def test_only_workbooks_are_taken_when_dropped(tmp_path: Path) -> None:
    def mime(*names: str) -> QMimeData:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in names])
        return data

    assert dropped(mime("anh.jpg", "ds.ods")) == tmp_path / "ds.ods"
    assert dropped(mime("anh.jpg")) is None


def test_a_target_is_opened_at_once(shown: Shown, good: Path) -> None:
    shown.page.open_target(good)
    assert shown.page.step == "columns"


def test_the_workbook_of_errors_has_a_plain_name() -> None:
    assert errors_name(Path("/x/Danh sách hộ nghèo.xls")).name == "danh_sach_ho_ngheo_loi.xlsx"


@given(st.sets(st.integers(1, 60), min_size=1))
def test_ranges_name_exactly_the_rows(rows: set[int]) -> None:
    named: set[int] = set()
    for part in ranges(rows).split(", "):
        first, _, last = part.partition("–")
        named |= set(range(int(first), int(last or first) + 1))
    assert named == rows
