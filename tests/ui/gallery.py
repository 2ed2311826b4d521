"""Every part of the kit on three sheets, in each theme, as PNG: `python -m tests.ui.gallery FOLDER`.

The sheets follow the mockups of the overview, the households page and the upper office, so that
parts can be held against them. People and figures are invented.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.app import make_app
from desktop.ui.rows_model import Column, Heading, RowsModel, State
from desktop.ui.widgets import (
    Button,
    Card,
    CellMeter,
    Choice,
    ClassChip,
    CountStrip,
    DeprivationProfile,
    EmptyState,
    Field,
    FilterButton,
    Form,
    Gauge,
    KeyChip,
    KeyValues,
    Legend,
    Link,
    MarkLabel,
    NavRail,
    Note,
    PageHead,
    Part,
    PracticeBand,
    ProcessStrip,
    RailItem,
    Row,
    SearchField,
    Segmented,
    StackBar,
    StateLabel,
    StatusBoard,
    StatusLine,
    Step,
    TableView,
    Tag,
    TargetLine,
    Text,
    Tile,
    Year,
    YearCell,
    YearStrip,
    body,
    clear_filters,
    mark_bad,
    padded,
)

RAIL = [
    RailItem("overview", "Tổng quan", "layout-dashboard", "1"),
    RailItem("households", "Hộ gia đình", "home", "2"),
    RailItem("entry", "Nhập phiếu", "keyboard", "3"),
    RailItem("process", "Quy trình", "route", "4"),
    RailItem("papers", "Biểu mẫu", "file-text", "5"),
    RailItem("exchange", "Gửi – nhận", "send", "6"),
    RailItem("help", "Trợ giúp", "help", at_foot=True),
    RailItem("settings", "Cài đặt", "settings", at_foot=True),
]
STEPS = [
    Step("Giấy đề nghị", "96 giấy đã nhận", "Xong 15/9", 1.0),
    Step("Danh sách rà soát", "818 hộ phải rà soát", "Xong 18/9", 1.0),
    Step("Phiếu B", "Đã nhập 561/818 (68,6 %)", "Hạn của xã 23/10", 0.686, needs_work=True),
    Step("Họp dân", "4/16 thôn họp xong", "Hạn của xã 30/10", 0.25),
    Step("Niêm yết, phúc tra", "1 xong, 3 đang niêm yết", "1 khiếu nại", 0.06),
    Step("Ý kiến cấp trên", "Chưa gửi", "Sơ bộ: hạn tỉnh đặt 06/11"),
    Step("Quyết định", "Chưa lập", "Đợt kết thúc 14/12"),
]
DONE, DASH = State("ok", "Xong"), "–"
VILLAGES = [
    ("Nà Cọn", (53, 53), DONE, DONE),
    ("Nà Mỵ", (47, 47), State("warn", "Họp lại"), DASH),
    ("Nà Bó", (32, 49), DASH, DASH),
    ("Nà Vài", (33, 33), DONE, State("wait", "đến 16/10")),
    ("Bản Phú", (42, 42), State("plain", "16/10", "calendar-event"), DASH),
    ("Bản Piát", (38, 39), DASH, DASH),
    ("Vằng Áng", (24, 47), DASH, DASH),
    ("Lung Luông", (41, 70), DASH, DASH),
    ("Tân Lập", (34, 34), DONE, State("wait", "đến 19/10")),
    ("Nà Xé", (40, 40), DONE, State("wait", "đến 19/10")),
    ("Chẩu Quân", (42, 42), State("plain", "17/10", "calendar-event"), DASH),
    ("Tiên Tốc", (33, 43), DASH, DASH),
    ("Tân Hoa", (36, 36), State("plain", "17/10", "calendar-event"), DASH),
    ("Tát Ten", (30, 86), DASH, DASH),
    ("Phiêng Luông", (25, 91), DASH, DASH),
    ("Khau Cau", (11, 66), DASH, DASH),
]
NAMES = [
    "Việc làm", "Người phụ thuộc", "Dinh dưỡng", "Bảo hiểm y tế", "Giáo dục người lớn",
    "Trẻ em đi học", "Chất lượng nhà ở", "Diện tích nhà ở", "Nguồn nước", "Nhà tiêu", "Viễn thông",
    "Phương tiện thông tin",
]  # fmt: skip
NOW = [48.1, 24.2, 15.5, 21.9, 44.4, 7.7, 31.3, 22.6, 38.4, 71.0, 27.3, 12.5]
LAST = [50.3, 25.6, 17.8, 19.5, 47.1, 8.9, 36.5, 25.2, 44.0, 75.9, 38.3, 18.9]
YEARS = [
    Year("2021", 38.42, 38.42),
    Year("2022", 36.10, 35.42),
    Year("2023", 32.55, 32.42),
    Year("2024", 28.38, 29.42),
    Year("2025", 25.13, 26.42),
    Year("2026", None, 24.42, under_way=True),
]
ATTENTION = [
    ("err", "3 phiếu có lỗi phải sửa", "Số định danh thiếu số, ngày sinh sai", "Sửa"),
    ("warn", "Phúc tra trước 20/10: 1 khiếu nại", "Hộ Ma Văn Quý, thôn Nà Cọn", "Mở"),
    ("warn", "1 hộ dưới 50 % đồng ý ở Nà Mỵ", "Lý Thị Sáu: rà soát lại, rồi họp lại", "Mở"),
    ("warn", "2 thôn chưa có tổng số hộ dân cư", "Tát Ten, Khau Cau. Biểu 7.1 cần số này", "Điền"),
    ("warn", "Bản Phú lệch cân đối 1 hộ", "Đầu kỳ − giảm + tăng khác cuối kỳ", "Xem hộ"),
    ("info", "41 phiếu chờ nhập lần hai", "Bốc ngẫu nhiên 5 % để đo sai sót", "Nhập"),
]
DUE = [
    ("16/10", "Hết niêm yết ở Nà Vài", "ngày mai"),
    ("20/10", "Phúc tra ở Nà Cọn", "3 ngày làm việc"),
    ("23/10", "Nhập xong phiếu B", "6 ngày làm việc"),
    ("06/11", "Gửi báo cáo sơ bộ về tỉnh", "tỉnh đặt"),
    ("14/12", "Kết thúc đợt rà soát", "QĐ 24"),
]


def _village_table() -> TableView:
    model: RowsModel[Any] = RowsModel(
        [
            Column("Thôn", lambda v: v[0], width=112),
            Column("Phiếu B đã nhập", lambda v: v[1], kind="progress", width=214),
            Column("Họp dân", lambda v: v[2], kind="state", width=90),
            Column("Niêm yết", lambda v: v[3], kind="state"),
        ],
        "Tiến độ theo thôn",
    )
    model.set_rows(VILLAGES, ("Cả xã", (561, 818), "4/16", "1/16"))
    return TableView(model, row=29, head=28)


def _attention() -> TableView:
    model: RowsModel[Any] = RowsModel(
        [
            Column("", lambda a: State(a[0]), kind="icon", width=33),
            Column("", lambda a: (a[1], a[2]), kind="lines"),
            Column("", lambda a: a[3], kind="link", width=66, align_right=True),
        ],
        "Cần chú ý",
    )
    model.set_rows(ATTENTION)
    return TableView(model, row=52, head=0)


def _due() -> TableView:
    model: RowsModel[Any] = RowsModel(
        [
            Column("", lambda d: d[0], kind="figures", width=66, align_right=False, bold=True),
            Column("", lambda d: d[1]),
            Column("", lambda d: d[2], width=116, align_right=True, ink="text3", role="small"),
        ],
        "Sắp đến hạn",
    )
    model.set_rows(DUE)
    view = TableView(model, row=27, head=0)
    view.fit_height()
    return view


def overview() -> QWidget:
    """The commune's overview."""
    head = PageHead("Tổng quan", "Xã Bình An, tỉnh Tuyên Quang. Rà soát định kỳ năm 2026")
    head.add(
        Button("Lịch của đợt", icon="calendar-event"),
        Button("Nhập tiếp phiếu B", icon="keyboard", key="F5", kind="primary"),
    )
    strip = ProcessStrip()
    strip.set_steps(STEPS)
    villages = Card("Tiến độ theo thôn", "16 thôn, 818 hộ phải rà soát")
    villages.head.addWidget(Link("Xem theo rà soát viên"))
    villages.add(_village_table(), 1)
    attention = Card("Cần chú ý")
    attention.beside_title(Tag("1 lỗi", "err"), Tag("4 cảnh báo", "warn"))
    attention.add_rule()
    attention.add(_attention(), 1)
    due = Card("Sắp đến hạn")
    due.add(_due())
    middle = QVBoxLayout()
    middle.setSpacing(12)
    middle.addWidget(attention, 1)
    middle.addWidget(due)
    grid = QGridLayout()
    grid.setSpacing(12)
    grid.addWidget(strip, 0, 0, 1, 3)
    grid.addWidget(villages, 1, 0)
    grid.addLayout(middle, 1, 1)
    grid.addLayout(_charts(), 1, 2)
    grid.setColumnMinimumWidth(0, 524)
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(2, 352)
    return _page(head, body(grid))


def _charts() -> QVBoxLayout:
    line = TargetLine()
    line.set_years(YEARS)
    rate = Card("Tỷ lệ hộ nghèo qua các năm")
    rate.head.addWidget(Text("% số hộ", "small", "text3"))
    rate.add(Legend([("line", "Thực hiện"), ("target", "Chỉ tiêu KH107")]), pad=True)
    rate.add(line, 1)
    rate.setFixedHeight(236)
    profile = DeprivationProfile()
    profile.set_rows([Row(n, a, b) for n, a, b in zip(NAMES, NOW, LAST, strict=True)])
    bars = Card("Chỉ số thiếu hụt của hộ nghèo", head_height=36)
    bars.head.addWidget(Text("% số hộ", "small", "text3"))
    bars.add(profile, 1)
    legend = Legend([("bar", "297 hộ nghèo đã nhập"), ("tick", "Năm 2025")])
    bars.add(padded(legend, (14, 4, 14, 8)))
    column = QVBoxLayout()
    column.setSpacing(12)
    column.addWidget(rate)
    column.addWidget(bars, 1)
    return column


HOUSEHOLDS = [
    ("0118", "Triệu Văn An", "Nà Bó", 4, "near_poor", 129, 20, "near_poor", State("ok", "Đã nhập")),
    ("0402", "Triệu Văn Bảo", "Lung Luông", 6, "poor", 104, 50, "poor", State("ok", "Đã nhập")),
    ("0711", "Triệu Văn Chòi", "Tát Ten", 7, "poor", None, None, None, State("none", "Chưa nhập")),
    ("0127", "Triệu Văn Dất", "Nà Bó", 3, "near_poor", 147, 10, "not_poor", State("ok", "Đã nhập")),
    ("0396", "Triệu Văn Kiềm", "Lung Luông", 5, "poor", 112, 40, "poor", State("ok", "Đã nhập")),
    ("0356", "Triệu Văn Liều", "Vằng Áng", 5, "poor", 133, 20, "average_living_standard",
     State("warn", "Xem lại")),
    ("0428", "ẲẴẬỄỆỘỰ ỷỵ đĐ", "Lung Luông", 6, "near_poor", 118, 40, "poor", State("err", "Có lỗi")),
    ("0764", "Hoàng Triệu Vân", "Phiêng Luông", 5, "none", None, None, None,
     State("none", "Chưa nhập")),
]  # fmt: skip


def _household_table() -> TableView:
    model: RowsModel[Any] = RowsModel(
        [
            Column("Số", lambda h: h[0], kind="figures", width=62, align_right=False, ink="text3"),
            Column("Chủ hộ", lambda h: h[1], searched=True, width=158, sort_key=lambda h: h[1]),
            Column("Thôn", lambda h: h[2], width=104),
            Column("NK", lambda h: h[3], kind="figures", width=44),
            Column("Đầu kỳ (2025)", lambda h: h[4], kind="class", width=134),
            Column("B1", lambda h: h[5], kind="figures", width=48),
            Column("B2", lambda h: h[6], kind="figures", width=44),
            Column("Đợt 2026", lambda h: h[7], kind="class", width=134),
            Column("Phiếu", lambda h: h[8], kind="state"),
        ],
        "Danh sách hộ",
    )
    model.set_rows([HOUSEHOLDS[0], Heading("Đang giữ"), *HOUSEHOLDS[1:]])
    view = TableView(model, row=29)
    view.set_needle("trieu van")
    view.choose_row(5)
    return view


def _person() -> Card:
    card = Card("Triệu Văn Kiềm")
    card.head.addWidget(ClassChip("poor"))
    row = QHBoxLayout()
    row.addWidget(Button("Mở phiếu B", icon="pencil", key="Enter", kind="primary", size="compact"))
    row.addWidget(Button("Vì sao?", key="F6", size="compact"))
    row.addWidget(Button("In phiếu", icon="printer", size="compact"))
    card.add(row, pad=True)
    years = YearStrip()
    kinds = ["poor", "poor", "near_poor", "not_poor", "average_living_standard", "none"]
    years.set_years([YearCell(str(2021 + i), k, f"B2 {10 * i}") for i, k in enumerate(kinds)])
    card.add_rule()
    card.add(padded(years, (16, 10, 16, 10)))
    facts = KeyValues(
        [
            ("Dân tộc", "Dao"),
            ("Đặc điểm", "Dân tộc thiểu số, có người có công"),
            ("Nguyên nhân", "Không có vốn; không có kỹ năng, không có đất sản xuất ở nơi ở"),
            ("Phân loại", MarkLabel("near_poor")),
        ]
    )
    card.add(facts, pad=True)
    gauge, cells = Gauge(), CellMeter()
    gauge.set_points(118, 140)
    cells.set_cells(3, 2, 3)
    card.add_rule()
    card.add(padded(MarkLabel("poor", size=16, role="result"), (14, 8, 14, 0)))
    card.add(padded(gauge, (14, 6, 14, 0)))
    card.add(padded(cells, (14, 6, 14, 8)))
    card.add_stretch()
    foot = card.add_foot(Link("2 phiếu để lại"))
    foot.addStretch()
    foot.addWidget(KeyChip("Ctrl+L"))
    return card


def households() -> QWidget:
    """The household list, its filters and side panel, a form."""
    head = PageHead("Hộ gia đình", "1.193 hộ trong sổ của xã. Gộp từ xã Thổ Bình và xã Bình An cũ")
    head.add(
        Button("Đọc danh sách Excel", icon="file-spreadsheet"),
        Button("In danh sách", icon="printer"),
        Button("Thêm hộ", icon="plus", key="Ctrl+N", kind="primary"),
    )
    search = SearchField("Tìm hộ, người, số định danh")
    search.setText("trieu van")
    search.setFixedWidth(330)
    ethnic = FilterButton("Dân tộc", [("", "Tất cả"), ("Dao", "Dao")])
    ethnic.set_value("Dao")
    filters = [FilterButton("Thôn", [("", "Tất cả")]), ethnic]
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in (
        search,
        KeyChip("Ctrl+F"),
        *filters,
        Button("Điều kiện", icon="plus", kind="flat", size="compact"),
    ):
        row.addWidget(widget)
    row.addStretch()
    row.addWidget(Segmented(["Tất cả", "Định kỳ", "Trong năm"]))
    row.addWidget(clear_filters(filters))
    table = Card()
    table.add(_household_table(), 1)
    foot = table.add_foot(
        Text("Tìm thấy **63** hộ, **291** nhân khẩu. Không cần gõ dấu.", "small", "text2")
    )
    foot.addStretch()
    foot.addWidget(Link("Làm với cả 63 hộ"))
    side = QVBoxLayout()
    side.addWidget(_person(), 1)
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(10)
    grid.addLayout(row, 0, 0, 1, 2)
    grid.addWidget(table, 1, 0)
    grid.addLayout(side, 1, 1, 2, 1)
    grid.addWidget(_form(), 2, 0)
    grid.setColumnStretch(0, 1)
    grid.setColumnMinimumWidth(1, 384)
    return _page(head, body(grid))


def _form() -> Card:
    from PySide6.QtWidgets import QCheckBox, QRadioButton

    card = Card("Các ô", icon="pencil")
    form = Form()
    bad = Field("00832100914")
    mark_bad(bad, "Số định danh có 11 số, cần đủ 12. Nếu chưa được cấp, gõ *.")
    off = Field("không sửa được")
    off.setEnabled(False)
    form.add("Số định danh", bad, "Cần đủ 12 số. Chưa cấp thì gõ *")
    form.add("Khu vực", Choice([("rural", "Nông thôn"), ("urban", "Thành thị")]))
    form.add("Điểm B1", Field("118", figures=True, compact=True))
    form.add("Đã khóa", off)
    choices = QHBoxLayout()
    for kind, text, on in (
        (QCheckBox, "Đã gọi", True),
        (QCheckBox, "Chưa gọi", False),
        (QRadioButton, "USB", True),
        (QRadioButton, "Thư nháp", False),
    ):
        box = kind(text)
        box.setAutoExclusive(False)
        box.setChecked(on)
        choices.addWidget(box)
    choices.addStretch()
    row = QHBoxLayout()
    row.addWidget(form, 1)
    notes = QVBoxLayout()
    notes.addWidget(Note("err", "Dòng 5: số định danh có 11 số", "Cần đủ 12 số. Chưa cấp thì gõ *"))
    notes.addWidget(
        Note("warn", "Danh sách thôn ghi 5 người", "Phiếu có 6. Sự kiện thêm người?",
             Button("Xem", size="compact"))
    )  # fmt: skip
    notes.addLayout(choices)
    notes.addStretch()
    row.addSpacing(16)
    row.addLayout(notes, 1)
    card.add(row, pad=True)
    return card


GROUPS = {
    "Na Hang": "Nà Hang,Thượng Nông,Côn Lôn!missing,Yên Hoa!held,Hồng Thái!returned",
    "Lâm Bình": "Lâm Bình,Thượng Lâm,Bình An!wait,Minh Quang",
    "Chiêm Hóa": "Chiêm Hoá,Trung Hà!missing,Tân Mỹ!wait,Yên Lập,Tân An,Kiên Đài,Kim Bình!held",
}
WORDS = {
    "ok": "Chấp nhận", "wait": "Chờ kiểm", "held": "Đang giữ", "returned": "Trả lại",
    "missing": "Chưa gửi",
}  # fmt: skip


def upper() -> QWidget:
    """The upper office's overview and what is left."""
    head = PageHead("Tổng quan", "UBND tỉnh Tuyên Quang, nhóm 27 xã phía bắc. Hạn 06/11/2026")
    head.add(
        Button("In bảng theo dõi", icon="printer"),
        Button("Kiểm 2 gói mới", icon="inbox", key="F5", kind="primary"),
    )
    grid = QGridLayout()
    grid.setSpacing(12)
    grid.addWidget(_strip(), 0, 0, 1, 2)
    board = StatusBoard()
    tiles = []
    for group, names in GROUPS.items():
        for name in names.split(","):
            town, _, state = name.partition("!")
            state = state or "ok"
            date = "" if state == "missing" else "03/11"
            tiles.append(Tile(town, town, state, WORDS[state], date, group))
    board.set_tiles(tiles)
    card = Card("Xã đã báo cáo", "theo huyện cũ, bấm để mở gói")
    card.head.addWidget(Segmented(["Bảng ô", "Danh sách"]))
    card.add(board, pad=True)
    grid.addWidget(card, 1, 0)
    late = Card("Chưa gửi")
    late.beside_title(Tag("5 xã, chậm 1 ngày làm việc", "err"))
    late.add(EmptyState("home", "Chưa có hộ nào. Đọc danh sách Excel của năm trước để bắt đầu.",
                        Button("Đọc danh sách Excel", icon="file-spreadsheet", kind="primary")))  # fmt: skip
    grid.addWidget(late, 1, 1)
    facts = Card("Xã Bình An, số 3")
    facts.beside_title(Tag("Chờ quyết định", "wait", icon=True), Tag("Sạch", "ok", icon=True))
    states = QHBoxLayout()
    for icon, word in (
        ("shield-check", "Chữ ký đúng"),
        ("", "Đúng nơi nhận"),
        ("scale", "Khép kín"),
    ):
        states.addWidget(StateLabel("ok", word, icon=icon))
    states.addStretch()
    facts.add(states, pad=True)
    facts.add(
        CountStrip([("0", "hộ mới"), ("4", "hộ đổi"), ("814", "giữ nguyên"), ("0", "rời sổ")]),
        pad=True,
    )
    facts.add(Note("ok", "Cấp trên sẽ nhận được gói này: 0 lỗi, 2 cảnh báo"), pad=True)
    facts.add(
        Note(
            "info",
            "Mã 02296 trước đây là xã Thổ Bình.",
            "Đọc danh sách cũ, chương trình hỏi lại từng thôn. Không hộ nào tự chuyển.",
        ),
        pad=True,
    )
    facts.add_stretch()
    foot = facts.add_foot(
        Button("Nhận và in giấy nhận", icon="check", key="F9", kind="primary"),
        Button("Giữ lại", icon="player-pause", key="F10"),
        Button("Trả lại kèm lý do", icon="arrow-back-up", kind="danger"),
    )
    foot.addStretch()
    foot.addWidget(Button("Ghi chú", icon="note", kind="flat"))
    grid.addWidget(facts, 2, 0)
    line = TargetLine()
    line.set_years([*YEARS[:5], Year("2026", 23.1, 24.42, provisional=True)])
    rate = Card("Tỷ lệ hộ nghèo, %", head_height=38)
    rate.head.addWidget(Legend([("line", "Thực hiện"), ("target", "KH107")]))
    rate.add(line, 1)
    grid.addWidget(rate, 2, 1)
    grid.setColumnStretch(0, 1)
    grid.setColumnMinimumWidth(1, 356)
    return _page(head, body(grid))


def _strip() -> Card:
    bar = StackBar()
    parts = [("ok", 16, "ok_fill"), ("wait", 2, "accent_fill"), ("held", 2, "near_fill"),
             ("returned", 2, "err_fill"), ("missing", 5, "line2")]  # fmt: skip
    bar.set_parts([Part(WORDS[state], number, fill) for state, number, fill in parts])
    card = Card()
    row = QHBoxLayout()
    row.setSpacing(18)
    row.addWidget(Text("22/27", "result"))
    row.addWidget(Text("xã đã gửi"))
    row.addWidget(bar, 1)
    for state, number, _ in parts:
        row.addWidget(StateLabel(state, WORDS[state], role="body"))
        row.addWidget(Text(str(number), "body-bold"))
    card.add(padded(row, (16, 14, 16, 14)))
    return card


def _page(head: QWidget, content: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(head)
    column.addWidget(content, 1)
    return page


def shell(content: QWidget, current: str, *, practice: bool = False) -> QWidget:
    """A page between rail and status line, 1366×768."""
    rail = NavRail(RAIL, "Các trang")
    rail.set_current(current)
    rail.set_badge("exchange", 4)
    status = StatusLine()
    status.set_saved("Đã ghi 08:41")
    status.set_facts(
        ["Xã Bình An (02296)", "Đợt định kỳ 2026", "Chuẩn 2022–2025, khu vực nông thôn"]
    )
    status.set_date("Thứ Năm 15/10/2026")
    if practice:
        status.set_keys([("Enter", "ô sau"), ("1", "thiếu"), ("Shift +", "nhận hết")])
    window = QWidget()
    window.setFixedSize(1366, 768)
    row = QHBoxLayout(window)
    column = QVBoxLayout()
    for layout in (row, column):
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
    row.addWidget(rail)
    row.addLayout(column, 1)
    if practice:
        column.addWidget(PracticeBand())
    column.addWidget(content, 1)
    column.addWidget(status)
    return window


SHEETS: dict[str, Callable[[], QWidget]] = {
    "overview": overview,
    "households": households,
    "exchange": upper,
}


def draw(app: QApplication, folder: Path) -> list[Path]:
    """Write every sheet in every theme; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name, made in theme.THEMES.items():
        theme.apply(app, made)
        for sheet, build in SHEETS.items():
            window = shell(build(), sheet, practice="practice" in name)
            window.show()
            window.setFocus()
            app.processEvents()
            files.append(folder / f"{sheet}-{name}.png")
            window.grab().save(str(files[-1]))
            window.close()
    theme.apply(app, theme.LIGHT)
    return files


if __name__ == "__main__":
    draw(make_app(sys.argv[:1]), Path(sys.argv[1]))
