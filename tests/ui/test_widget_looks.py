"""Parts look as the design has them where it is easy to look wrong: judged on their pixels."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui import fonts
from desktop.ui.rows_model import Column, Heading, RowsModel, State
from desktop.ui.theme import colour
from desktop.ui.widgets import (
    Card,
    Cell,
    EmptyState,
    Segmented,
    StatusLine,
    TableView,
    TargetLine,
    Text,
    Year,
    strips,
)
from desktop.ui.widgets.cells import PAINTERS
from desktop.ui.widgets.question import question_box

Show = Callable[[QWidget, int, int], QImage]


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Show]:
    """Shows a widget in a size on the page's ground and gives its picture."""

    pages: list[QWidget] = []

    def picture(widget: QWidget, width: int, height: int) -> QImage:
        page = QWidget()
        pages.append(page)
        qtbot.addWidget(page)
        widget.setParent(page)
        page.resize(width, height)
        widget.resize(width, height)
        widget.show()
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        return page.grab().toImage()

    yield picture
    pages.clear()


def _inked(image: QImage, box: QRect, ground: QColor) -> Iterator[tuple[int, int]]:
    """The places of a box that differ from the ground."""
    for y in range(box.top(), box.bottom() + 1):
        for x in range(box.left(), box.right() + 1):
            if image.pixelColor(x, y) != ground:
                yield x, y


@pytest.mark.parametrize("width", [120, 200, 270, 400, 900])
def test_a_paragraph_keeps_all_its_lines_wherever_it_stands(
    qtbot: QtBot, show: Show, width: int
) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    words = Text("Chỉ khi cả trang là một thôn và không có cột thôn. " * 2, "small", wrap=True)
    column.addWidget(words)
    column.addStretch(1)
    show(page, width, 400)
    qtbot.waitUntil(lambda: words.height() == words.heightForWidth(width))


def test_an_empty_page_has_its_sentence_in_the_middle(show: Show) -> None:
    empty = EmptyState("home", "Chưa có hộ nào trong sổ.")
    picture = show(empty, 1100, 300)
    columns = [x for x, _ in _inked(picture, empty.sentence.geometry(), colour("window"))]
    assert (min(columns) + max(columns)) / 2 == pytest.approx(550, abs=3)


def test_a_value_under_a_low_point_stays_off_the_years(show: Show) -> None:
    line = TargetLine()
    line.set_years([Year("2024", 9.0, 9.0), Year("2025", 6.4, 7.0), Year("2026", 4.1, 5.0)])
    picture = show(line, 360, 172)
    years = QRect(0, 172 - 20, 360, 20)
    words = list(_inked(picture, years, colour("window")))
    assert words, "the years are there"
    assert not [p for p in words if picture.pixelColor(*p) == colour("text")]


def test_rows_that_were_headings_get_the_height_of_rows(show: Show) -> None:
    model: RowsModel[str] = RowsModel([Column("", lambda word: word)])
    view = TableView(model, row=46)
    model.set_rows([Heading("Đang giữ"), "Yên Hoa", Heading("Đã trả lại"), "Phù Lưu"])
    model.set_rows(["Yên Hoa", "Phù Lưu", "Hồng Thái"])
    show(view, 300, 200)
    assert [view.rowHeight(row) for row in range(3)] == [46, 46, 46]


@pytest.mark.parametrize("word", ["3 lỗi phải sửa trước khi nhận", "phải sửa trước khi nhận"])
def test_a_state_too_long_for_its_cell_ends_in_dots_inside_it(word: str) -> None:
    image = QImage(220, 28, QImage.Format.Format_RGB32)
    image.fill(colour("surface"))
    painter = QPainter(image)
    cell = Cell(
        QRectF(8, 0, 92, 28), State("err", word), Column("", str, kind="state"), "dense", "text"
    )
    PAINTERS["state"](painter, cell)
    painter.end()
    assert max(x for x, _ in _inked(image, image.rect(), colour("surface"))) <= 100


def test_the_corners_of_a_card_show_what_it_lies_on(show: Show) -> None:
    desk = QWidget()
    desk.setProperty("ground", "surface")
    column = QVBoxLayout(desk)
    column.setContentsMargins(0, 0, 0, 0)
    between = QWidget()
    between.setProperty("ground", "clear")
    inner = QVBoxLayout(between)
    inner.setContentsMargins(0, 0, 0, 0)
    inner.addWidget(Card("Thẻ"))
    column.addWidget(between)
    assert show(desk, 200, 120).pixelColor(0, 0) == colour("surface")
    assert show(Card("Thẻ"), 200, 120).pixelColor(0, 0) == colour("window")


def test_a_narrow_status_line_leaves_keys_out_and_cuts_none(show: Show) -> None:
    line = StatusLine()
    line.set_saved("Đã giữ đến ô vừa gõ, 07:28:27")
    line.set_date("Thứ Ba 24/11/2026")
    line.set_keys([(f"F{number}", "như đề xuất") for number in range(1, 13)])
    show(line, 900, 26)
    shown = [t for t in line.findChildren(Text) if t.isVisible() and t.text()]
    assert [t.text() for t in shown if t.width() < t.sizeHint().width()] == []
    assert 2 < sum(t.text() == "như đề xuất" for t in shown) < 12
    assert "Thứ Ba 24/11/2026" in [t.text() for t in shown]


def test_the_tab_key_comes_to_the_current_segment(qtbot: QtBot, show: Show) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    first, second = Segmented(["Sơ bộ", "Chính thức"]), Segmented(["Bảng ô", "Danh sách"])
    second.set_index(1)
    column.addWidget(first)
    column.addWidget(second)
    show(page, 300, 100)
    first._group.button(0).setFocus()
    qtbot.keyClick(first._group.button(0), Qt.Key.Key_Tab)
    assert second._group.button(1).hasFocus()
    qtbot.keyClick(second._group.button(1), Qt.Key.Key_Left)
    assert second.index() == 0
    assert second._group.button(0).hasFocus()


def test_a_question_names_the_program(qtbot: QtBot) -> None:
    box = question_box(None, "Gói còn 2 lỗi. Vẫn niêm phong?", "", "Niêm phong dù còn lỗi")
    qtbot.addWidget(box)
    assert box.windowTitle() == "Rà Soát"


def test_words_of_neighbouring_years_stay_apart() -> None:
    full = fonts.text_width("Cận nghèo", "tiny")
    assert strips.year_word("near_poor", full + strips.YEAR_GAP) == "Cận nghèo"
    assert strips.year_word("near_poor", full + 2) == "Cận"
    assert strips.year_word("poor", 58) == "Nghèo"
