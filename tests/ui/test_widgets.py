"""Parts do what their names say, by key as by click, and say their numbers to a screen reader."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui import fonts
from desktop.ui.rows_model import Column, Heading, RowsModel
from desktop.ui.widgets import (
    Button,
    CellMeter,
    Chart,
    CountStrip,
    DeprivationProfile,
    Field,
    FilterButton,
    Form,
    Gauge,
    MarkLabel,
    NavRail,
    Part,
    ProcessStrip,
    RailItem,
    Row,
    SearchField,
    Segmented,
    StackBar,
    StatusBoard,
    StatusLine,
    Step,
    TableView,
    TargetLine,
    Text,
    Tile,
    Year,
    YearCell,
    YearStrip,
    mark_bad,
)
from desktop.ui.widgets.cells import hits
from desktop.ui.widgets.charts import axis
from tests.ui import gallery

Stand = Callable[..., QWidget]


@pytest.fixture
def stand(qtbot: QtBot) -> Stand:
    """Puts widgets into an active window and returns it."""
    pages: list[QWidget] = []

    def put(*widgets: QWidget) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        for widget in widgets:
            column.addWidget(widget)
        qtbot.addWidget(page)
        pages.append(page)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        return page

    return put


def test_a_buttons_key_clicks_it_and_enter_on_it_too(qtbot: QtBot, stand: Stand) -> None:
    button = Button("Thêm hộ", icon="plus", key="Ctrl+N", kind="primary")
    pressed: list[object] = []
    button.clicked.connect(lambda: pressed.append(1))
    page = stand(button)
    QTest.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert pressed == [1, 1]
    button.setEnabled(False)
    QTest.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert pressed == [1, 1]


def test_both_enter_keys_click_ctrl_enter(qtbot: QtBot, stand: Stand) -> None:
    button = Button("Ghi, phiếu sau", key="Ctrl+Enter")
    pressed: list[object] = []
    button.clicked.connect(lambda: pressed.append(1))
    page = stand(button)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        QTest.keyClick(page, key, Qt.KeyboardModifier.ControlModifier)
    assert pressed == [1, 1]


def test_a_label_leaves_room_for_stacked_accents_and_tells_what_it_cuts(
    qtbot: QtBot, stand: Stand
) -> None:
    label = Text("Ẳ Ậ Phương tiện thông tin", "small")
    page = stand(label)
    assert label.height() >= 1.5 * 12
    assert label.toolTip() == ""
    label.resize(40, 18)
    assert label.toolTip() == "Ẳ Ậ Phương tiện thông tin"
    label.setText("Ậ")
    assert label.toolTip() == ""
    assert page.isVisible()


def test_a_paragraph_grows_with_its_words() -> None:
    words = "Đọc danh sách cũ, chương trình hỏi lại từng thôn. Không hộ nào tự chuyển. "
    label = Text(words, wrap=True)
    assert label.heightForWidth(600) == fonts.line("body")
    assert label.heightForWidth(200) >= 3 * fonts.line("body")


def test_marked_words_are_read_without_their_marks() -> None:
    assert Text("Tìm thấy **63** hộ").accessibleName() == "Tìm thấy 63 hộ"


def test_typing_searches_once_after_a_pause(qtbot: QtBot, stand: Stand) -> None:
    field = SearchField("Tìm hộ")
    searched: list[object] = []
    field.searched.connect(searched.append)
    stand(field)
    QTest.keyClicks(field, "trie")
    with qtbot.waitSignal(field.searched):
        QTest.keyClicks(field, "u")
    assert searched == ["trieu"]
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""


def test_decomposed_typing_is_searched_composed(qtbot: QtBot) -> None:
    field = SearchField("Tìm hộ")
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.searched) as found:
        field.setText("Bu\u031bo\u031b\u0309i")
    assert found.args == ["Bưởi"]
    assert Field("Bu\u031bo\u031b\u0309i ").value() == "Bưởi"


def test_a_bad_field_says_why(qtbot: QtBot) -> None:
    field = Field("11 số")
    qtbot.addWidget(field)
    mark_bad(field, "Số định danh có 11 số, cần đủ 12.")
    assert field.property("bad") == "true"
    assert field.toolTip().startswith("Số định danh")
    mark_bad(field, "")
    assert (field.property("bad"), field.toolTip()) == ("false", "")


def test_a_form_names_its_fields(qtbot: QtBot) -> None:
    form, field = Form(), QLineEdit()
    qtbot.addWidget(form)
    form.add("Họ tên", field)
    assert field.accessibleName() == "Họ tên"
    assert [w.buddy() for w in form.findChildren(QLabel) if w.buddy()] == [field]


def test_segments_tell_only_a_choice_by_hand(qtbot: QtBot, stand: Stand) -> None:
    segments = Segmented(["Sơ bộ", "Chính thức"])
    chosen: list[object] = []
    segments.chosen.connect(chosen.append)
    stand(segments)
    segments.set_index(1)
    assert (segments.index(), chosen) == (1, [])
    QTest.mouseClick(segments._group.button(0), Qt.MouseButton.LeftButton)
    assert (segments.index(), chosen) == (0, [0])


def test_a_filter_is_cleared_by_its_cross(qtbot: QtBot, stand: Stand) -> None:
    button = FilterButton("Dân tộc", [("", "Tất cả"), ("Dao", "Dao")])
    told: list[object] = []
    button.changed.connect(told.append)
    stand(button)
    button.set_value("Dao")
    assert (button.is_set(), button.accessibleName()) == (True, "Dân tộc: Dao")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(button.width() - 10, 14))
    assert (button.is_set(), told) == (False, ["Dao", ""])
    button.set_value("Dao")
    button.set_options([("", "Tất cả"), ("Tày", "Tày")])
    assert not button.is_set()


def test_a_rail_of_nine_fits_a_low_window(qtbot: QtBot) -> None:
    items = [RailItem(str(n), f"Trang {n}", "inbox", str(n)) for n in range(9)]
    rail = NavRail(items)
    qtbot.addWidget(rail)
    # 1366×768 at 150 % leaves 512 px, the status line takes its part.
    assert rail.minimumSizeHint().height() <= 474


def test_the_rail_tells_where_to_go_and_what_waits(qtbot: QtBot, stand: Stand) -> None:
    rail = NavRail([RailItem("inbox", "Nhận báo cáo", "inbox", "2")])
    gone: list[object] = []
    rail.chosen.connect(gone.append)
    stand(rail)
    rail.set_badge("inbox", 4)
    button = rail._buttons["inbox"]
    assert button.accessibleName() == "Nhận báo cáo (4)"
    button.click()
    assert gone == ["inbox"]


def test_what_was_said_can_be_undone_once(qtbot: QtBot) -> None:
    status = StatusLine()
    undone: list[object] = []
    qtbot.addWidget(status)
    status.set_facts(["Xã Bình An"])
    status.say("Đã bỏ 1 người.", lambda: undone.append(1))
    assert status.undo() is True
    assert status.undo() is False
    assert undone == [1]


def _in_the_line(status: StatusLine) -> list[str]:
    """Words in sight, from left to right, once the line is laid out."""
    QApplication.processEvents()
    shown = [w for w in status.findChildren(QLabel) if w.isVisible() and w.text()]
    return [w.text() for w in sorted(shown, key=lambda w: w.mapTo(status, QPoint()).x())]


def test_keys_of_a_field_come_again_as_they_were_and_give_way_to_facts(qtbot: QtBot) -> None:
    status = StatusLine()
    qtbot.addWidget(status)
    status.resize(900, 26)
    status.show()
    first, second = (
        [("Enter", "ô sau"), ("F4", "ghi chú")],
        [("F2", "như 2025"), ("Enter", "ô sau")],
    )
    for keys in (first, second, first):
        status.set_keys(keys)
        words = _in_the_line(status)
        assert [w for w in words if w in ("ô sau", "ghi chú", "như 2025")] == [w for _, w in keys]
    status.set_facts(["Xã Bình An"])
    assert _in_the_line(status) == ["Xã Bình An"]


def test_a_status_line_keeps_a_bounded_number_of_facts(qtbot: QtBot) -> None:
    status = StatusLine()
    qtbot.addWidget(status)
    status.resize(900, 26)
    status.show()
    for n in range(400):
        status.set_facts([f"Sao lưu lúc {n}"])
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert _in_the_line(status) == ["Sao lưu lúc 399"]
    assert len(status.findChildren(QLabel)) < 150


def _board() -> StatusBoard:
    board = StatusBoard()
    board.resize(560, 300)
    board.set_tiles(
        [
            Tile(str(i), f"Xã {i}", "ok", "Chấp nhận", "03/11", "A" if i < 4 else "B")
            for i in range(6)
        ]
    )
    return board


def test_the_board_opens_by_arrows_and_enter_and_by_click(qtbot: QtBot) -> None:
    board = _board()
    opened: list[object] = []
    board.opened.connect(opened.append)
    qtbot.addWidget(board)
    board.show()
    board.resize(560, 300)
    QTest.keyClick(board, Qt.Key.Key_Right)
    QTest.keyClick(board, Qt.Key.Key_Return)
    QTest.mouseClick(board, Qt.MouseButton.LeftButton, pos=board._boxes[5].center().toPoint())
    assert opened == ["1", "5"]


def test_a_step_opens_by_click_and_by_key(qtbot: QtBot) -> None:
    strip = ProcessStrip()
    chosen: list[object] = []
    strip.chosen.connect(chosen.append)
    strip.set_steps([Step("Giấy đề nghị"), Step("Phiếu B")])
    strip.resize(400, 86)
    qtbot.addWidget(strip)
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(300, 40))
    QTest.keyClick(strip, Qt.Key.Key_Left)
    QTest.keyClick(strip, Qt.Key.Key_Return)
    assert chosen == [1, 0]


def _line() -> Chart:
    chart = TargetLine()
    chart.set_years([Year("2025", 25.13, 26.42), Year("2026", None, 24.42, under_way=True)])
    return chart


def _profile() -> Chart:
    chart = DeprivationProfile()
    chart.set_rows([Row("Việc làm", 48.1, 50.3)])
    return chart


def _stack() -> Chart:
    chart = StackBar()
    chart.set_parts([Part("Chấp nhận", 16, "ok_fill")])
    return chart


def _gauge() -> Chart:
    chart = Gauge()
    chart.set_points(118, 140)
    return chart


def _cells() -> Chart:
    chart = CellMeter()
    chart.set_cells(3, 2, 3)
    return chart


def _years() -> Chart:
    chart = YearStrip()
    chart.set_years([YearCell("2025", "near_poor", "B2 20")])
    return chart


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_line, ["25,13 %", "26,42", "đang rà soát"]),
        (_profile, ["Việc làm", "48,1", "50,3"]),
        (_stack, ["Chấp nhận 16"]),
        (_gauge, ["118", "140"]),
        (_cells, ["3", "2"]),
        (_years, ["2025", "Hộ cận nghèo", "B2 20"]),
        (_board, ["Xã 5", "Chấp nhận"]),
        (lambda: CountStrip([("814", "giữ nguyên")]), ["814", "giữ nguyên"]),
    ],
)
def test_a_chart_says_its_numbers_and_gives_them_to_copy(
    qtbot: QtBot, make: Callable[[], Chart], said: list[str]
) -> None:
    chart = make()
    qtbot.addWidget(chart)
    chart.copy_table()
    for word in said:
        assert word in chart.accessibleName()
        assert word.split()[0] in QGuiApplication.clipboard().text()


def test_charts_without_data_paint_nothing_and_do_not_fail(qtbot: QtBot) -> None:
    for chart in (
        TargetLine(),
        DeprivationProfile(),
        StackBar(),
        Gauge(),
        YearStrip(),
        StatusBoard(),
    ):
        qtbot.addWidget(chart)
        chart.resize(300, 200)
        chart.grab()


@pytest.mark.parametrize("values", [[25.13, 38.42], [0.4, 1.2], [5.0], [], [0.0, 100.0]])
def test_the_axis_holds_all_values_in_few_lines(values: list[float]) -> None:
    low, high, step = axis(values)
    assert all(low <= v <= high for v in values)
    assert 1 <= round((high - low) / step) <= 6


def test_hits_are_found_without_tones() -> None:
    assert hits("Triệu Văn Kiềm", "trieu van") == ((0, 9),)
    assert hits("Hoàng Triệu Vân", "van hoang") == ((0, 5), (12, 3))
    assert hits("Đặng Thị Mùi", "dang") == ((0, 4),)
    assert hits("Bàn", "trieu") == ()


def _table() -> TableView:
    model = RowsModel[str](
        [Column("Tên", lambda r: r, sort_key=str), Column("Việc", lambda r: "Mở", kind="link")],
        "Hộ",
    )
    model.set_rows([Heading("Nhóm"), "b", "a"])
    return TableView(model, row=29)


def test_a_table_tells_the_record_under_the_cursor_and_opens_it(qtbot: QtBot, stand: Stand) -> None:
    view = _table()
    stand(view)
    told: list[tuple[str, object]] = []
    view.current.connect(lambda r: told.append(("current", r)))
    view.opened.connect(lambda r: told.append(("opened", r)))
    view.followed.connect(lambda r: told.append(("followed", r)))
    view.setFocus()
    assert view.record() == "b"  # not on the heading
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Return)
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Enter)
    assert told == [("current", "a"), ("opened", "a"), ("followed", "a")]


def test_a_click_on_a_link_follows_it(qtbot: QtBot, stand: Stand) -> None:
    view = _table()
    followed: list[object] = []
    view.followed.connect(followed.append)
    page = stand(view)
    page.resize(400, 300)
    place = view.visualRect(view.rows.index(2, 1)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert followed == ["a"]


def test_rows_have_the_heights_of_the_design(qtbot: QtBot) -> None:
    view = _table()
    qtbot.addWidget(view)
    assert [view.rowHeight(row) for row in range(3)] == [25, 29, 29]
    assert view.horizontalHeader().height() == 30
    assert view.columnSpan(0, 0) == 2


def test_a_head_click_sorts(qtbot: QtBot, stand: Stand) -> None:
    model = RowsModel[str]([Column("Tên", lambda r: r, sort_key=str)], "Hộ")
    model.set_rows(["b", "a"])
    view = TableView(model)
    sorted_by: list[tuple[int, bool]] = []
    view.sorted_by.connect(lambda column, down: sorted_by.append((column, down)))
    stand(view)
    place = QPoint(20, 10)
    for _ in range(2):
        QTest.mouseClick(view.horizontalHeader().viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert sorted_by == [(0, False), (0, True)]
    assert model.rows == ["b", "a"]


def test_a_mark_alone_is_still_named() -> None:
    assert MarkLabel("poor", word="").accessibleName() == "Hộ nghèo"


def test_every_sheet_of_the_gallery_is_drawn_and_every_control_named(
    app: QApplication, tmp_path: Path
) -> None:
    files = gallery.draw(app, tmp_path)
    assert len(files) == 12
    assert all(file.stat().st_size > 20_000 for file in files)


@pytest.mark.parametrize("sheet", gallery.SHEETS)
def test_every_control_that_takes_the_focus_has_a_name(qtbot: QtBot, sheet: str) -> None:
    window = gallery.shell(gallery.SHEETS[sheet](), sheet)
    qtbot.addWidget(window)
    nameless = [
        type(widget).__name__
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.accessibleName()
        and not getattr(widget, "text", str)()
        and not isinstance(widget.parent(), (TableView,))
    ]
    assert nameless == []


def test_keys_a_part_does_not_know_go_on_to_the_page(qtbot: QtBot) -> None:
    for part in (_board(), ProcessStrip(), FilterButton("Thôn", [("", "Tất cả")])):
        qtbot.addWidget(part)
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F8, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(part, event)
        assert not event.isAccepted()
