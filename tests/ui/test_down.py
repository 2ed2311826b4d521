"""Packs in the window: chosen and sealed above, looked at line by line below, applied, taken back."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.domain.paper_words import PaperId, PaperWords
from desktop.services import (
    bringing_down,
    calendaring,
    merged_communes,
    overview,
    papering,
    sending_down,
    tabling,
    wording,
)
from desktop.services.calendaring import Exchanged
from desktop.services.sending_down import Choice
from desktop.services.wording import Said, with_said
from desktop.store.connection import Db
from desktop.store.sent_down import APPLIED, UNDONE, WAITING
from desktop.ui.page import Page
from desktop.ui.pages.commune_overview.attention import attention
from desktop.ui.pages.down import FromAbovePage, SendDownPage
from desktop.ui.pages.down import from_above as above_module
from desktop.ui.pages.exchange import ExchangePage, UpperExchangePage
from desktop.ui.pages.exchange import roads as roads_module
from desktop.ui.pages.settings import SettingsPage
from desktop.ui.rows_model import State
from tests.point_tables import sound
from tests.ui.small_books import BY, NOW, PROVINCE, YEAR, befriend, desk_of, make_book, stray

Books = tuple[Db, Db]
DAY = datetime.date


@pytest.fixture
def books(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Books]:
    """A commune and its province that know each other."""
    monkeypatch.setenv("RASOAT_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(roads_module, "find_volumes", list)
    commune = make_book(tmp_path / "xa.rasoat-book")
    upper = make_book(tmp_path / "tinh.rasoat-book", PROVINCE)
    befriend(commune, upper, tmp_path / "the")
    yield commune, upper
    commune.close()
    upper.close()


@dataclass
class Opened:
    """A page in sight, with where it led and what it said."""

    page: Page
    went: list[tuple[str, object]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    trouble: list[BaseException] = field(default_factory=list)


def opened(qtbot: QtBot, db: Db, kind: type[Page], target: object = None) -> Opened:
    desk = desk_of(db)
    found = Opened(page=None, trouble=stray(desk))  # type: ignore[arg-type]
    desk.go = lambda page_id, target=None: found.went.append((page_id, target))
    desk.say = lambda text, undo=None: found.said.append(text)
    found.page = page = kind(desk)
    qtbot.addWidget(page)
    page.resize(1282, 680)
    page.show()
    page.reload()
    if target is not None:
        page.open_target(target)
    return found


def title(words: str) -> PaperWords:
    return with_said(PaperWords(), PaperId.MINUTES, Said(title=(words,)))


def send(upper: Db, folder: Path, words: str = "BIÊN BẢN CỦA TỈNH") -> Path:
    calendaring.set_autumn_deadline(upper, YEAR, DAY(2026, 12, 1), now=NOW, by=BY)
    papering.set_words(upper, title(words), now=NOW, by=BY)
    choice = Choice(calendar=True, words=True)
    return sending_down.pack_down(upper, choice, folder, now=NOW, by=BY).path


def above(qtbot: QtBot, db: Db, path: Path) -> tuple[FromAbovePage, Opened]:
    found = opened(qtbot, db, FromAbovePage, path)
    assert isinstance(found.page, FromAbovePage)
    return found.page, found


def minutes_title(db: Db) -> tuple[str, ...]:
    return wording.said(papering.words(db), PaperId.MINUTES).title


# Below -------------------------------------------------------------------------------------------
def test_a_pack_is_shown_before_it_applies(qtbot: QtBot, books: Books, tmp_path: Path) -> None:
    page, _ = above(qtbot, books[0], send(books[1], tmp_path))
    assert page.plan.title.text() == "Bộ số 1"
    lines = {line.key: (line.old, line.new) for line in page.plan.rows.rows}
    assert lines == {
        "autumn/2026": ("", "01/12/2026"),
        "words/minutes/title": ("", "BIÊN BẢN CỦA TỈNH"),
    }
    assert bringing_down.packs(books[0]) == []
    assert page.plan.apply_button.isVisibleTo(page)


def test_applying_and_taking_back(
    qtbot: QtBot, books: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, found = above(qtbot, books[0], send(books[1], tmp_path))
    page.plan.apply_button.click()
    assert minutes_title(books[0]) == ("BIÊN BẢN CỦA TỈNH",)
    assert [p.state for p in page.rows.rows] == [APPLIED]
    assert found.said == ["Đã áp dụng, đổi 2 mục"]
    monkeypatch.setattr(above_module, "ask", lambda *_: True)
    page.plan.undo_button.click()
    assert minutes_title(books[0]) == ()
    assert [p.state for p in page.rows.rows] == [UNDONE]
    assert found.trouble == []


def test_the_commune_s_own_word_stays_unless_it_is_given_up(
    qtbot: QtBot, books: Books, tmp_path: Path
) -> None:
    papering.set_words(books[0], title("CHỮ CỦA XÃ"), now=NOW, by=BY)
    page, _ = above(qtbot, books[0], send(books[1], tmp_path))
    line = page.plan.table.record()
    assert line.key == "words/minutes/title"
    assert page.plan.rows.columns[3].show(line) == State("warn", "Giữ của ta")
    qtbot.keyClick(page.plan.table, Qt.Key.Key_Space)
    assert page.plan.rows.columns[3].show(line) == State("info", "Theo cấp trên")
    qtbot.keyClick(page.plan.table, Qt.Key.Key_Return)
    page.plan.apply_button.click()
    assert minutes_title(books[0]) == ("CHỮ CỦA XÃ",)


def test_a_conflict_that_is_given_up_takes_theirs(
    qtbot: QtBot, books: Books, tmp_path: Path
) -> None:
    papering.set_words(books[0], title("CHỮ CỦA XÃ"), now=NOW, by=BY)
    page, _ = above(qtbot, books[0], send(books[1], tmp_path))
    qtbot.keyClick(page.plan.table, Qt.Key.Key_Space)
    page.plan.apply_button.click()
    assert minutes_title(books[0]) == ("BIÊN BẢN CỦA TỈNH",)


def test_a_pack_can_be_kept_for_later(qtbot: QtBot, books: Books, tmp_path: Path) -> None:
    path = send(books[1], tmp_path)
    page, _ = above(qtbot, books[0], path)
    page.plan.later_button.click()
    path.unlink()
    assert [p.state for p in page.rows.rows] == [WAITING]
    assert not page.plan.later_button.isVisibleTo(page)
    page.plan.apply_button.click()
    assert minutes_title(books[0]) == ("BIÊN BẢN CỦA TỈNH",)


def test_a_pack_that_waits_stands_on_the_first_page(
    qtbot: QtBot, books: Books, tmp_path: Path
) -> None:
    seen = bringing_down.look(books[0], send(books[1], tmp_path))
    bringing_down.keep(books[0], seen, now=NOW, by=BY)
    lines = attention(overview.situation(books[0], YEAR), [], desk_of(books[0]).office)
    [line] = [one for one in lines if one.page == "from-above"]
    assert (line.state, line.second[-10:]) == ("info", "08/12/2026")


def test_a_broken_file_is_told_and_nothing_can_be_applied(
    qtbot: QtBot, books: Books, tmp_path: Path
) -> None:
    path = send(books[1], tmp_path)
    path.write_bytes(path.read_bytes()[:-9])
    page, _ = above(qtbot, books[0], path)
    assert not page.plan.apply_button.isVisibleTo(page)
    assert "Không dùng được gói này" in page.plan.note.accessibleName()
    assert bringing_down.packs(books[0]) == []


def test_an_empty_book_says_what_will_be_here(qtbot: QtBot, books: Books) -> None:
    found = opened(qtbot, books[0], FromAbovePage)
    assert isinstance(found.page, FromAbovePage)
    assert found.page.empty.isVisibleTo(found.page)
    qtbot.keyClick(found.page, Qt.Key.Key_Escape)
    assert found.went == [("exchange", None)]


def test_a_pack_opened_at_gui_nhan_leads_here(qtbot: QtBot, books: Books, tmp_path: Path) -> None:
    path = send(books[1], tmp_path)
    found = opened(qtbot, books[0], ExchangePage)
    assert isinstance(found.page, ExchangePage)
    found.page.open_package(path)
    assert found.went == [("from-above", path)]


# Above -------------------------------------------------------------------------------------------
def sender(qtbot: QtBot, db: Db) -> tuple[SendDownPage, Opened]:
    found = opened(qtbot, db, SendDownPage)
    assert isinstance(found.page, SendDownPage)
    return found.page, found


def test_a_new_standard_is_ticked_and_sealed_for_all(
    qtbot: QtBot, books: Books, tmp_path: Path
) -> None:
    made = tabling.make_standard(books[1], sound(), now=NOW, by=BY).standard
    page, found = sender(qtbot, books[1])
    assert page.choosing.standards[made.id].isChecked()
    page.roads.choose_folder(tmp_path / "usb")
    page.roads.button.click()
    [path] = (tmp_path / "usb").glob("bo-chuan_08_*.rasoat")
    assert bringing_down.look(books[0], path).may_apply
    assert [p.number for p in page.sent.rows.rows] == [1]
    assert not page.choosing.standards[made.id].isChecked()
    assert found.trouble == []


def test_nothing_ticked_cannot_be_sealed(qtbot: QtBot, books: Books, tmp_path: Path) -> None:
    page, _ = sender(qtbot, books[1])
    page.roads.choose_folder(tmp_path)
    assert not page.roads.button.isEnabled()


def test_a_day_that_is_none_is_marked_and_nothing_is_written(
    qtbot: QtBot, books: Books, tmp_path: Path
) -> None:
    send(books[1], tmp_path / "first")
    page, _ = sender(qtbot, books[1])
    page.choosing.boxes["words"].setChecked(True)
    page.choosing.valid.setText("31/02/2027")
    page.seal(tmp_path / "usb")
    assert page.choosing.valid.toolTip()
    assert not (tmp_path / "usb").exists()


def test_days_and_lines_over_signatures_are_set_on_the_page(qtbot: QtBot, books: Books) -> None:
    page, _ = sender(qtbot, books[1])
    page.choosing.days.emit()
    page.days.off.setText("31/08/2026")
    page.days.add_day.click()
    assert calendaring.exchanged_days(books[1]) == (Exchanged(off=DAY(2026, 8, 31)),)
    page.choosing.over.setText("TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH")
    page.choosing.over.editingFinished.emit()
    assert sending_down.authority(books[1]) == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    assert page.choosing.boxes["authority"].isEnabled()


def test_a_list_of_old_communes_with_a_fault_is_told(
    qtbot: QtBot, books: Books, tmp_path: Path
) -> None:
    file = tmp_path / "xa_cu.csv"
    file.write_text("old_name,new_code,since\nA,99999,2025-07-01\n", encoding="utf-8")
    page, _ = sender(qtbot, books[1])
    page.read_list(file)
    assert "dòng 2" in page.note.accessibleName()
    file.write_text("old_name,new_code,since\nA,02296,2025-07-01\n", encoding="utf-8")
    page.read_list(file)
    assert len(merged_communes.facts(books[1])) == 1
    assert page.choosing.boxes["merged"].isEnabled()


def test_the_ways_lead_here(qtbot: QtBot, books: Books) -> None:
    upper = opened(qtbot, books[1], UpperExchangePage)
    assert isinstance(upper.page, UpperExchangePage)
    upper.page.down.click()
    assert upper.went == [("send-down", None)]
    below = opened(qtbot, books[0], SettingsPage)
    assert isinstance(below.page, SettingsPage)
    below.page.standards.above.click()
    assert below.went == [("from-above", None)]


def test_the_words_of_an_upper_office_are_a_page_of_settings(qtbot: QtBot, books: Books) -> None:
    found = opened(qtbot, books[1], SettingsPage, "wording")
    assert isinstance(found.page, SettingsPage)
    assert found.page.stack.currentWidget() is found.page.wording_form
