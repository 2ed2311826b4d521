"""One model for every table: Qt's own checks, words for each kind, order, totals and groups."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from desktop.domain.review import HouseholdClass
from desktop.domain.vietnamese import sort_key
from desktop.ui.rows_model import CELL, IS_TOTAL, RECORD, Column, Heading, RowsModel, State, words


@dataclass(frozen=True)
class _Village:
    name: str
    people: int
    kind: HouseholdClass | None = None


def _model() -> RowsModel[_Village]:
    return RowsModel(
        [
            Column("Thôn", lambda v: v.name, sort_key=lambda v: sort_key(v.name)),
            Column("NK", lambda v: v.people, kind="figures", sort_key=lambda v: v.people),
            Column("Loại", lambda v: v.kind, kind="class"),
        ],
        "Thôn",
    )


def _shown(model: RowsModel[_Village], column: int = 0) -> list[str]:
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_qt_finds_no_fault(qtmodeltester: ModelTester) -> None:
    model = _model()
    model.set_rows([_Village("Nà Bó", 4), Heading("Nhóm"), _Village("Đầm", 2)], _Village("Cả", 6))
    qtmodeltester.check(model)


def test_every_kind_has_its_words() -> None:
    assert words(1984, "figures") == "1.984"
    assert words(None, "figures") == ""
    assert words(HouseholdClass.NEAR_POOR, "class") == "Hộ cận nghèo"
    assert words("none", "class") == "Chưa nhập phiếu"
    assert words((1204, 2000), "progress") == "1.204/2.000"
    assert words(State("ok", "Chấp nhận", faint="04/11"), "state") == "Chấp nhận 04/11"
    assert words(("Họp lại", "ở Nà Mỵ"), "lines") == "Họp lại\nở Nà Mỵ"


def test_order_is_the_columns_and_the_total_stays_last() -> None:
    model = _model()
    model.set_rows([_Village("Đầm", 2), _Village("Da", 9), _Village("Ấm", 5)], _Village("Cả", 16))
    model.sort(0)
    assert _shown(model) == ["Ấm", "Da", "Đầm", "Cả"]
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert _shown(model, 1) == ["9", "5", "2", "16"]
    model.sort(2)
    assert _shown(model, 1) == ["9", "5", "2", "16"], "a column without a key sorts nothing"


@given(st.lists(st.integers(0, 9), max_size=30), st.booleans())
def test_sorting_keeps_the_cursor_on_its_record(numbers: list[int], down: bool) -> None:
    model = _model()
    villages = [_Village(str(i), n) for i, n in enumerate(numbers)]
    model.set_rows(villages)
    kept = [(model.index(i, 0), v) for i, v in enumerate(villages)]
    from PySide6.QtCore import QPersistentModelIndex

    held = [(QPersistentModelIndex(index), village) for index, village in kept]
    model.sort(1, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder)
    assert [v.people for v in model.rows] == sorted(numbers, reverse=down)
    assert all(index.data(RECORD) is village for index, village in held)


def test_headings_and_totals_are_no_records_and_cannot_be_chosen() -> None:
    model = _model()
    village = _Village("Nà Bó", 4)
    model.set_rows([Heading("Đang giữ"), village], _Village("Cả", 4))
    records = [model.record(model.index(row, 0)) for row in range(3)]
    assert records == [None, village, None]
    selectable = [
        bool(model.flags(model.index(row, 0)) & Qt.ItemFlag.ItemIsSelectable) for row in range(3)
    ]
    assert selectable == [False, True, False]
    assert model.index(2, 0).data(IS_TOTAL) is True
    assert model.index(0, 1).data(CELL) is None
    assert model.record(QModelIndex()) is None
    assert model.row_of(lambda v: v.people == 4) == 1
    assert model.row_of(lambda v: v.people == 5) == -1


def test_one_record_is_replaced_in_place() -> None:
    model = _model()
    model.set_rows([_Village("Nà Bó", 4), _Village("Đầm", 2)])
    model.replace(1, _Village("Đầm", 3))
    assert _shown(model, 1) == ["4", "3"]
