"""What the page asks before a list is written: letters, old communes, people, a layout used before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.exchange.lists.records import Script
from desktop.exchange.lists.words import Field as Meaning
from desktop.services import registering
from desktop.services.registering import Query
from desktop.store.connection import Db, close_book
from desktop.ui.pages.households.forms import AddForm
from desktop.ui.widgets import Link, Note
from tests.exchange.old_fonts import in_tcvn3
from tests.ui.small_books import BY, NOW, desk_of, make_book
from tests.ui.test_read_list import HEAD, LIST, Shown, workbook

NAME, COMMUNE = 2, 12
CHILDREN = ("Đặng Thị Hoa", "Đặng Thị Mận", "Đặng Thị Ước", "Đặng Thị Yến", "Đặng Thị Mỵ")


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


@pytest.fixture
def old_letters(tmp_path: Path) -> Path:
    """Two names in TCVN3 among names in Unicode."""
    rows = [list(line) for line in LIST]
    for line in rows[:2]:
        line[NAME] = in_tcvn3(str(line[NAME]))
    rows += [["", "Ma Văn Quý", name, "Con", "2015", "Nữ", "", *LIST[2][7:]] for name in CHILDREN]
    return workbook(tmp_path / "phong_cu.xlsx", [HEAD, *rows])


def _of_communes(path: Path, *communes: str) -> Path:
    rows = [[*line, commune] for line, commune in zip(LIST, communes, strict=True)]
    return workbook(path, [[*HEAD, "Xã"], *rows])


# Letters ------------------------------------------------------------------------------------------
def test_unsure_letters_are_shown_and_must_be_answered(
    qtbot: QtBot, shown: Shown, old_letters: Path
) -> None:
    shown.page.open_file(old_letters)
    columns = shown.page.columns
    assert columns.scripts.isVisible()
    assert not shown.page.next.isEnabled()
    assert any(note.startswith("Cột C có thể là chữ phông cũ.") for note in shown.notes())
    line = columns.scripts.view.rows.rows[0]
    assert (line.before, line.after) == (
        "bµn v¨n tiÕn  ·  triÖu thÞ mïi", "bàn văn tiến  ·  triệu thị mùi",
    )  # fmt: skip
    qtbot.keyClick(columns.scripts.view, Qt.Key.Key_Return)
    assert shown.page.next.isEnabled()
    assert columns.looked is not None
    assert columns.looked.scripts == {NAME: Script.TCVN3}
    assert "triệu thị mùi" in [str(row[NAME]).lower() for row in columns.looked.sheet.rows]


def test_the_key_goes_on_to_leaving_them(qtbot: QtBot, shown: Shown, old_letters: Path) -> None:
    shown.page.open_file(old_letters)
    scripts = shown.page.columns.scripts
    said = []
    for _ in range(3):
        qtbot.keyClick(scripts.view, Qt.Key.Key_F6)
        said.append(scripts.choice.value())
    assert said == ["vni", "cp1258", "unicode"]
    assert scripts.view.rows.rows[0].state.word == "Để nguyên"
    assert shown.page.next.isEnabled()


def test_what_was_corrected_stays_when_letters_are_read_otherwise(
    qtbot: QtBot, shown: Shown, old_letters: Path
) -> None:
    shown.page.open_file(old_letters)
    columns = shown.page.columns
    assert columns.preview is not None
    columns.preview.meanings.choices[10].chosen.emit(Meaning.NOTE.value)
    columns.year.set_value("2025")
    qtbot.keyClick(columns.scripts.view, Qt.Key.Key_Return)
    assert columns.layout_shown is not None
    assert columns.layout_shown.column(Meaning.NOTE) == 10
    assert columns.chosen_year() == 2025


def test_a_unicode_list_shows_no_letters(shown: Shown, tmp_path: Path) -> None:
    shown.page.open_file(workbook(tmp_path / "a.xlsx", [HEAD, *LIST]))
    assert not shown.page.columns.scripts.isVisible()


# The year -----------------------------------------------------------------------------------------
def test_the_year_says_where_it_comes_from(shown: Shown, tmp_path: Path) -> None:
    shown.page.open_file(workbook(tmp_path / "a.xlsx", [HEAD, *LIST]))
    columns = shown.page.columns
    assert columns.year_hint.text() == (
        "Theo ngày quyết định trong danh sách: 3 trong 3 dòng ghi năm 2024."
    )
    columns.year.set_value("2025")
    columns.year.chosen.emit("2025")
    assert columns.year_hint.text() == "Năm do anh chị chọn."
    shown.page.make_plan()
    assert "phân loại của năm 2025 (năm do anh chị chọn)" in shown.page.head.context.text()


@pytest.mark.parametrize(
    ("title", "hint"),
    [("DANH SÁCH NĂM 2023", "Theo tiêu đề"), ("DANH SÁCH", "Danh sách không ghi năm")],
)
def test_a_year_without_decisions_says_so_too(
    shown: Shown, tmp_path: Path, title: str, hint: str
) -> None:
    rows = [[title], HEAD[:11], *(line[:11] for line in LIST)]
    shown.page.open_file(workbook(tmp_path / "a.xlsx", rows))
    assert shown.page.columns.year_hint.text().startswith(hint)


# A layout used before -----------------------------------------------------------------------------
def test_a_corrected_layout_is_known_again_and_can_be_forgotten(
    shown: Shown, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "a.xlsx", [HEAD, *LIST])
    shown.page.open_file(path)
    columns = shown.page.columns
    assert columns.preview is not None
    columns.preview.meanings.choices[10].chosen.emit(Meaning.NOTE.value)
    shown.page.make_plan()
    shown.page.write()
    shown.page.open_file(path)
    assert any(n.startswith("Đã nhận ra mẫu đã dùng ngày 08/12/2026.") for n in shown.notes())
    assert columns.layout_shown is not None
    assert columns.layout_shown.column(Meaning.NOTE) == 10
    assert not any(note.startswith("Xem lại cột") for note in shown.notes())
    assert columns.looked is not None
    assert columns.looked.kept is not None
    columns.forget_wanted.emit(columns.looked.kept.key)
    assert columns.layout_shown.column(Meaning.DECISION_NO) == 10
    assert not any(note.startswith("Đã nhận ra mẫu") for note in shown.notes())


# Old communes -------------------------------------------------------------------------------------
def test_an_old_commune_is_asked_about_before_anything_is_written(
    shown: Shown, book: Db, tmp_path: Path
) -> None:
    shown.page.open_file(_of_communes(tmp_path / "a.xlsx", *["Xã Thổ Bình"] * 2, "Xã Bình An"))
    shown.page.make_plan()
    questions = shown.page.planned.questions
    row = questions.rows["tho binh"]
    assert row.words.text() == "Xã Thổ Bình (Huyện Lâm Bình): 1 hộ"
    assert "Theo bảng sáp nhập" in row.why.text()
    assert "một xã cũ có thể tách" in row.why.text()
    assert not shown.page.next.isEnabled()
    row.answers.set_index(1)
    row.answers.chosen.emit(1)
    assert shown.page.next.isEnabled()
    shown.page.next.click()
    assert registering.villages(book) == ["Nà Mỵ (Bình An)", "Nà Mỵ (Thổ Bình)"]


def test_enter_on_a_village_keeps_its_name(qtbot: QtBot, shown: Shown, tmp_path: Path) -> None:
    shown.page.open_file(_of_communes(tmp_path / "a.xlsx", *["Xã Thổ Bình"] * 2, "Xã Bình An"))
    shown.page.make_plan()
    shown.page.planned.questions.commune_answered.emit("tho binh", True)
    view = shown.page.planned.view_of("villages")
    assert [v.becomes for v in view.rows.rows] == ["Nà Mỵ (Thổ Bình)", "Nà Mỵ (Bình An)"]
    tabs = shown.page.planned.tabs
    tabs.setCurrentIndex(shown.tabs.index("Thôn trùng tên 2"))
    view.setFocus()
    view.choose_row(0)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert [v.becomes for v in view.rows.rows] == ["Nà Mỵ", "Nà Mỵ (Bình An)"]
    assert shown.tabs[tabs.currentIndex()] == "Thôn trùng tên 2"


def test_a_commune_that_is_not_taken_is_left_out(shown: Shown, book: Db, tmp_path: Path) -> None:
    shown.page.open_file(_of_communes(tmp_path / "a.xlsx", *["Xã Tân Trào"] * 2, "Xã Bình An"))
    shown.page.make_plan()
    assert "không ghi xã này" in shown.page.planned.questions.rows["tan trao"].why.text()
    shown.page.planned.questions.commune_answered.emit("tan trao", False)
    shown.page.write()
    assert [h.head_name for h in registering.everyone(book)] == ["Ma Văn Quý"]
    assert "bỏ qua 2" in shown.page.result.sentence.text()


def test_answers_do_not_outlive_the_file(shown: Shown, tmp_path: Path) -> None:
    path = _of_communes(tmp_path / "a.xlsx", *["Xã Thổ Bình"] * 3)
    shown.page.open_file(path)
    shown.page.make_plan()
    shown.page.planned.questions.commune_answered.emit("tho binh", True)
    shown.page.open_file(path)
    shown.page.make_plan()
    assert not shown.page.next.isEnabled()


# People -------------------------------------------------------------------------------------------
def test_people_of_a_payment_list_are_found_or_asked_about(
    shown: Shown, book: Db, tmp_path: Path
) -> None:
    registering.add_household(book, "Nà Bó", "Lý A Páo", now=NOW, by=BY)
    rows: list[list[Any]] = [
        ["STT", "Họ và tên", "Số CCCD", "Thôn"],
        [1, "Lý A Páo", "008080000001", "Nà Bó"],
        [2, "Giàng Thị Mỷ", "", "Nà Bó"],
    ]
    shown.page.open_file(workbook(tmp_path / "chi_tra.xlsx", rows))
    assert any(note.startswith("Danh sách từng người") for note in shown.notes())
    shown.page.make_plan()
    assert shown.tabs == ["Cần sửa 1", "Thay đổi 1"]
    assert shown.page.planned.questions.rows["people"].words.text() == "1 người không có trong sổ"
    shown.page.planned.questions.people_answered.emit(True)
    assert shown.tabs == ["Thay đổi 1", "Hộ mới 1"]
    shown.page.write()
    found = {h.head_name: h for h in registering.everyone(book)}
    assert set(found) == {"Lý A Páo", "Giàng Thị Mỷ"}
    assert found["Lý A Páo"].members[0].citizen_id == "008080000001"


# Pasted text --------------------------------------------------------------------------------------
def test_a_name_pasted_from_an_old_list_is_proposed_in_unicode(qtbot: QtBot) -> None:
    form = AddForm()
    qtbot.addWidget(form)
    wanted: list[tuple[str, str]] = []
    form.wanted.connect(lambda village, name: wanted.append((village, name)))
    form.begin([], "Nà Bó")
    form.name.setText("NguyÔn V¨n TiÕn")
    form.submit()
    assert wanted == []
    assert "Nguyễn Văn Tiến" in form.findChildren(Note)[0].accessibleName()
    form.findChildren(Link)[-1].click()
    form.submit()
    assert wanted == [("Nà Bó", "Nguyễn Văn Tiến")]


def test_what_was_really_typed_so_is_taken_when_asked_again(qtbot: QtBot) -> None:
    form = AddForm()
    qtbot.addWidget(form)
    form.begin([], "Nà Bó")
    form.name.setText("NguyÔn V¨n TiÕn")
    form.submit()
    with qtbot.waitSignal(form.wanted) as caught:
        form.submit()
    assert caught.args == ["Nà Bó", "NguyÔn V¨n TiÕn"]


def test_a_search_pasted_from_an_old_list_finds_the_household(book: Db) -> None:
    registering.add_household(book, "Nà Bó", "Nguyễn Văn Tiến", now=NOW, by=BY)
    for pasted in ("NguyÔn V¨n TiÕn", "Nguyeãn Vaên Tieán", "nguyÔn"):
        found = registering.find(book, Query(year=2026, text=pasted)).lines
        assert [line.head_name for line in found] == ["Nguyễn Văn Tiến"]
