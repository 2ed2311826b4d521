"""Seven questions by keys alone lead from nothing to an open book; each holds back what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.domain.unit import Area, Signatory
from desktop.services import reviewing
from desktop.services.entering import entrance
from desktop.store import settings
from desktop.store.connection import Db
from desktop.ui import memory
from desktop.ui.start.begin import BeginQuestion
from desktop.ui.start.ending import DoneQuestion, ListQuestion
from desktop.ui.start.people import PeopleQuestion
from desktop.ui.start.phrase import PhraseQuestion, strength
from desktop.ui.start.sheet import SheetQuestion
from desktop.ui.start.unit import UnitQuestion
from tests.ui.hands import PHRASE, Hands, hands

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def at(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Hands]:
    """A first start."""
    made = hands(qtbot, monkeypatch, tmp_path)
    made.program.begin()
    yield made
    made.close()


def _choose_unit(at: Hands, text: str, province: str = "") -> UnitQuestion:
    at.enter()
    asked = at.question(UnitQuestion)
    if province:
        at.type(province)
        at.enter()
        at.enter()
    at.type(text)
    at.enter()
    return asked


def _to_phrase(at: Hands) -> PhraseQuestion:
    _choose_unit(at, "binh an", province="tuyen quang")
    at.enter()
    at.type("Nong Thi Yen")
    at.enter()
    return at.question(PhraseQuestion)


def _to_sheet(at: Hands) -> SheetQuestion:
    _to_phrase(at)
    at.type(PHRASE)
    at.press(Qt.Key.Key_Tab)
    at.type(PHRASE)
    at.enter()
    return at.question(SheetQuestion)


def test_a_whole_first_start_by_keys_ends_in_an_open_book(at: Hands) -> None:
    assert at.question(BeginQuestion).step.text() == "Bước 1 trên 7"
    _to_sheet(at)
    at.keep_sheet()
    at.enter()
    assert at.question(DoneQuestion).step.text() == "Bước 7 trên 7"
    at.enter()
    desk = at.main.desk
    assert (desk.office.code, desk.office.name) == ("02296", "Xã Bình An")
    assert (desk.year, desk.by) == (2026, "Nong Thi Yen")
    assert at.main.windowTitle() == "Rà Soát: Xã Bình An"
    assert at.main.page is not None
    assert at.main.page.accessibleName() == "Đọc danh sách"
    seen: list[tuple[Signatory, list[int]]] = []

    def look(db: Db) -> tuple[Signatory, list[int]]:
        return settings.signatory(db), [r.year for r in reviewing.all_rounds(db)]

    desk.worker.run(look, seen.append)
    signatory, years = seen[0]
    assert signatory.place == "Bình An"
    assert signatory.authority == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    assert signatory.prepared_by == "Nong Thi Yen"
    assert years == [2026]
    assert memory.last_book() == at.data / "so" / "2025_02296.rasoat-book"
    assert not memory.sheet_is_missing()


def test_nothing_goes_on_before_the_sheet_is_kept(at: Hands) -> None:
    asked = _to_sheet(at)
    assert memory.sheet_is_missing(), "until it is kept the next start asks again"
    at.start.go_on()
    assert at.question(SheetQuestion) is asked
    assert "Đã in và cất" in asked.said()
    at.keep_sheet()
    at.question(ListQuestion)
    assert not memory.sheet_is_missing()


def test_the_sheet_is_drawn_and_saved_as_pdf(
    at: Hands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = _to_sheet(at)
    target = tmp_path / "giay.pdf"
    monkeypatch.setattr(
        "PySide6.QtWidgets.QFileDialog.getSaveFileName", lambda *_: (str(target), "")
    )
    asked.sheet.save.click()
    assert target.read_bytes().startswith(b"%PDF")
    assert "giay.pdf" in asked.sheet.told.accessibleName()


def test_once_the_book_is_made_there_is_no_way_back(at: Hands) -> None:
    asked = _to_sheet(at)
    assert at.start.back.isHidden()
    at.press(Qt.Key.Key_Left, by=ALT)
    assert at.question(SheetQuestion) is asked


def test_alt_left_goes_back_and_answers_stay(at: Hands) -> None:
    asked = _choose_unit(at, "binh an", province="tuyen quang")
    at.enter()
    at.type("Nong Thi Yen")
    at.press(Qt.Key.Key_Left, by=ALT)
    assert at.question(UnitQuestion) is asked
    assert asked.search.text() == "binh an"
    at.enter()
    assert at.question(PeopleQuestion).user.text() == "Nong Thi Yen"


def test_a_province_narrows_and_search_needs_no_tones(at: Hands) -> None:
    asked = _choose_unit(at, "binh an", province="tuyen quang")
    assert asked.province == "08"
    unit = asked.chosen()
    assert unit is not None
    assert (unit.code, unit.name) == ("02296", "Xã Bình An")
    assert at.start.primary.text() == "Chọn xã Bình An"


def test_enter_on_a_new_text_searches_and_only_the_next_one_chooses(at: Hands) -> None:
    at.enter()
    asked = at.question(UnitQuestion)
    at.type("lam binh")
    at.enter()
    assert at.question(UnitQuestion) is asked
    at.enter()
    at.question(PeopleQuestion)


def test_arrows_in_the_search_move_in_the_list(at: Hands) -> None:
    asked = _choose_unit(at, "binh", province="tuyen quang")
    first = asked.chosen()
    at.press(Qt.Key.Key_Down)
    second = asked.chosen()
    assert first != second
    at.press(Qt.Key.Key_Up)
    assert asked.chosen() == first


def test_what_the_unit_brings_is_shown_before_it_is_chosen(at: Hands) -> None:
    asked = _choose_unit(at, "02296")
    facts = asked.card.facts.findChildren(type(asked.title))
    words = " | ".join(text.text() for text in facts)
    for part in ("02296, danh mục 2025", "Bàn cấp xã", "140 điểm", "UBND tỉnh Tuyên Quang"):
        assert part in words
    assert "xã Thổ Bình (huyện Lâm Bình cũ)" in words
    assert "Mã 02296 trước đây là xã Thổ Bình" in asked.card.reused.accessibleName()
    assert not asked.card.reused.isHidden()


def test_a_special_zone_says_rural_or_urban_first(at: Hands) -> None:
    asked = _choose_unit(at, "phu quoc")
    at.enter()
    assert at.question(UnitQuestion) is asked
    assert "nông thôn hay thành thị" in asked.said()
    at.press(Qt.Key.Key_Space)
    assert asked.area() is Area.RURAL
    at.enter()
    at.question(PeopleQuestion)


def test_the_list_of_2022_has_districts_whose_desk_skips_the_list_of_households(at: Hands) -> None:
    at.enter()
    asked = at.question(UnitQuestion)
    asked.list.set_index(1)
    asked.list.chosen.emit(1)
    at.type("huyen lam binh")
    at.enter()
    at.enter()
    assert at.question(PeopleQuestion).step.text() == "Bước 3 trên 6"
    at.type("Yen")
    at.enter()
    at.type(PHRASE)
    at.press(Qt.Key.Key_Tab)
    at.type(PHRASE)
    at.enter()
    at.keep_sheet()
    assert at.question(DoneQuestion).options is None, "an upper office opens no round"
    at.enter()
    assert at.main.desk.office.is_upper


def test_a_user_without_a_name_goes_no_further(at: Hands) -> None:
    _choose_unit(at, "02296")
    at.enter()
    asked = at.question(PeopleQuestion)
    at.enter()
    assert at.question(PeopleQuestion) is asked
    assert asked.said()


@pytest.mark.parametrize(
    ("first", "second", "says"),
    [("ngan", "ngan", "ít nhất 8 ký tự"), (PHRASE, PHRASE + "x", "chưa giống nhau")],
)
def test_a_phrase_too_short_or_typed_differently_is_not_taken(
    at: Hands, first: str, second: str, says: str
) -> None:
    asked = _to_phrase(at)
    at.type(first)
    at.press(Qt.Key.Key_Tab)
    at.type(second)
    at.enter()
    assert at.question(PhraseQuestion) is asked
    assert says in asked.said()
    assert not (at.data / "so").exists()


@pytest.mark.parametrize(
    ("phrase", "grade"),
    [
        ("", "none"),
        ("binh an", "short"),
        ("12345678", "weak"),
        ("matkhau2026", "weak"),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", "weak"),
        ("nahang2026a", "weak"),
        ("trang sang suoi", "fair"),
        ("trăng sáng trên suối cạn", "strong"),
    ],
)
def test_strength_is_told_in_words(phrase: str, grade: str) -> None:
    assert strength(phrase) == grade


def test_a_second_book_of_the_same_unit_gets_another_name(at: Hands) -> None:
    taken = at.data / "so" / "2025_02296.rasoat-book"
    taken.parent.mkdir(parents=True)
    taken.write_bytes(b"somebody's")
    _to_sheet(at)
    assert taken.read_bytes() == b"somebody's"
    assert memory.last_book() == taken.with_name("2025_02296_2.rasoat-book")


def test_the_round_can_wait(at: Hands) -> None:
    _to_sheet(at)
    at.keep_sheet()
    at.press(Qt.Key.Key_Down)
    at.enter()
    at.press(Qt.Key.Key_Down)
    at.enter()
    assert at.main.page is not None
    assert at.main.page.accessibleName() == "Tổng quan"
    seen: list[object] = []
    at.main.desk.worker.run(lambda db: entrance(db).opened, seen.append)
    assert seen == [None]
