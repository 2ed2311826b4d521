"""What opens first, what the main window is told, and how one book gives way to another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.unit import Level
from desktop.errors import AppError, BookMissing
from desktop.services import practising, reviewing, upkeep
from desktop.services.changes import changes
from desktop.store.connection import Db
from desktop.ui import memory, theme
from desktop.ui.desks import COMMUNE, UPPER
from desktop.ui.main_window import MainWindow
from desktop.ui.program import Program, facts_of, open_window
from desktop.ui.start.begin import BeginQuestion
from desktop.ui.start.practise import PracticeQuestion
from desktop.ui.start.unlock import UnlockQuestion
from tests.ui.hands import NOW, PHRASE, Hands, PlainPage, hands, make_book, now
from tests.ui.inline import InlineExecutor


@pytest.fixture
def at(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Hands]:
    """A program with no window yet."""
    made = hands(qtbot, monkeypatch, tmp_path)
    yield made
    made.close()


def _opened(at: Hands) -> Path:
    path = at.data / "so" / "2025_02296.rasoat-book"
    make_book(path)
    at.program.open(path, PHRASE)
    return path


def _page(at: Hands) -> PlainPage:
    page = at.main.page
    assert isinstance(page, PlainPage)
    return page


def _status(at: Hands) -> str:
    QApplication.processEvents()  # layouts show what was put in
    return " | ".join(
        w.accessibleName() for w in at.main.status.findChildren(QWidget) if not w.isHidden()
    )


def test_nothing_remembered_begins_with_the_first_start(at: Hands) -> None:
    at.program.begin()
    at.question(BeginQuestion)


def test_the_second_start_asks_for_the_phrase_of_the_last_book(at: Hands) -> None:
    path = _opened(at)
    again = Program(at.program.app, executor=InlineExecutor, now=now)
    at.program.close()
    again.begin()
    window = again.window
    assert window is not None
    assert memory.last_book() == path
    assert memory.last_office() == "Xã Bình An"
    assert isinstance(window.question, UnlockQuestion)  # type: ignore[attr-defined]
    again.close()
    window.deleteLater()


def test_a_book_and_phrase_in_the_environment_open_at_once(
    at: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = at.data / "so" / "2025_02296.rasoat-book"
    make_book(path, practice=True)
    monkeypatch.setenv("RASOAT_BOOK", str(path))
    monkeypatch.setenv("RASOAT_PASSPHRASE", PHRASE)
    at.program.begin()
    assert at.main.desk.path == path
    assert memory.last_book() is None, "a practice book is never the last book"


def test_what_does_not_open_from_the_environment_is_told_and_asked_for(
    at: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[AppError] = []
    monkeypatch.setattr("desktop.ui.program.show_error", lambda _w, e, _l: told.append(e))
    monkeypatch.setenv("RASOAT_BOOK", str(at.data / "gone.rasoat-book"))
    monkeypatch.setenv("RASOAT_PASSPHRASE", PHRASE)
    at.program.begin()
    at.question(UnlockQuestion)
    assert [type(e) for e in told] == [BookMissing]


def test_the_status_line_says_office_round_standard_and_day(at: Hands) -> None:
    _opened(at)
    assert "Chưa mở đợt rà soát" in _status(at)
    _open_round(at, 2026)
    said = _status(at)
    for part in (
        "Xã Bình An (02296)",
        "Đợt định kỳ 2026",
        "Chuẩn 2022–2025, khu vực nông thôn",
        "Chưa sao lưu lần nào",
        "Thứ Năm 15/10/2026",
    ):
        assert part in said


def _open_round(at: Hands, year: int) -> None:
    def job(db: Db) -> object:
        reviewing.open_round(db, year, now=NOW, by="Nong Thi Yen")
        return changes("round")

    at.main.desk.worker.run(job)


def test_a_change_is_followed_by_the_time_it_was_saved(at: Hands) -> None:
    _opened(at)
    at.main.desk.saved("")
    at.main.desk.worker.run(lambda db: changes("household"))
    assert f"Đã ghi {NOW.astimezone():%H:%M}" in _status(at)


def test_a_new_round_changes_the_year_of_the_desk_and_the_page_looks_again(at: Hands) -> None:
    _opened(at)
    _open_round(at, 2025)
    assert at.main.desk.year == 2025
    assert _page(at).years[-1] == 2025


def test_facts_of_an_upper_office_have_no_area(at: Hands) -> None:
    path = at.data / "so" / "2025_08.rasoat-book"
    make_book(path, code="08")
    at.program.open(path, PHRASE)
    assert "Tỉnh Tuyên Quang (08)" in _status(at)
    assert "khu vực" not in _status(at)


def test_errors_of_jobs_reach_the_one_door(at: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[BaseException] = []
    monkeypatch.setattr("desktop.ui.program.show_error", lambda _w, e, _l: told.append(e))
    _opened(at)

    def broken(_db: Db) -> None:
        raise ZeroDivisionError

    at.main.desk.worker.run(broken)
    assert [type(e) for e in told] == [ZeroDivisionError]


def test_another_book_closes_this_one_first(at: Hands) -> None:
    path = _opened(at)
    at.main.desk.leave("unlock")
    at.question(UnlockQuestion)
    upkeep.close_book(upkeep.open_book(path, passphrase=PHRASE))


def test_a_page_with_unkept_work_keeps_its_book_open(at: Hands) -> None:
    _opened(at)
    _page(at).lets_go = False
    at.main.desk.leave("unlock")
    assert isinstance(at.window, MainWindow)


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """A season as short as can be: two empty practice books."""
    folders: list[Path] = []

    def demonstrate(
        folder: Path, *, size: object, practice: bool, say: Callable[[str], None]
    ) -> None:
        folders.append(folder)
        say("Diễn")
        for code in ("02296", "08"):
            path = folder / "so" / f"2025_{code}.rasoat-book"
            make_book(path, code=code, phrase=practising.practice_phrase(), practice=practice)

    monkeypatch.setattr("desktop.services.demonstrating.demonstrate", demonstrate)
    return folders


def test_practice_is_made_once_lies_apart_and_leads_home(at: Hands, played: list[Path]) -> None:
    real = _opened(at)
    at.main.desk.leave("practice")
    asked = at.question(PracticeQuestion)
    assert asked.answer() is Level.COMMUNE
    at.enter()
    desk = at.main.desk
    assert desk.office.practice
    assert desk.path.is_relative_to(at.data / practising.FOLDER)
    assert theme.current().name.startswith("practice")
    assert memory.last_book() == real
    at.main.band.leave.click()
    assert at.question(UnlockQuestion)
    assert not theme.current().name.startswith("practice")
    at.program.practise()
    at.press(Qt.Key.Key_Down)
    at.enter()
    assert at.main.desk.office.level is Level.PROVINCE
    assert len(played) == 1


def test_practice_cut_short_leaves_nothing_that_looks_whole(
    at: Hands, monkeypatch: pytest.MonkeyPatch, played: list[Path]
) -> None:
    def breaks(folder: Path, **_: object) -> None:
        (folder / "so").mkdir(parents=True)
        raise BookMissing(path="x")

    whole = "desktop.services.demonstrating.demonstrate"
    with monkeypatch.context() as patch:
        patch.setattr(whole, breaks)
        at.program.practise()
        at.enter()
        assert at.question(PracticeQuestion).said()
    assert practising.practice_book(at.data, Level.COMMUNE) is None
    at.enter()
    assert at.main.desk.office.practice


def test_the_end_of_the_program_stops_the_making_of_practice_books(
    at: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []

    def long(folder: Path, *, say: Callable[[str], None], **_: object) -> None:
        for step in ("1", "2"):
            heard.append(step)
            say(step)
            stop()

    monkeypatch.setattr("desktop.services.demonstrating.demonstrate", long)
    at.program.practise()
    flow = at.program.flow
    assert flow is not None
    stop = flow.stop
    at.enter()
    assert heard == ["1", "2"]
    assert not (at.data / practising.FOLDER).exists()


def test_facts_name_the_last_copy(at: Hands) -> None:
    from desktop.services.entering import entrance

    _opened(at)
    seen: list[list[str]] = []

    def look(db: Db) -> list[str]:
        upkeep.back_up(db, at.data / "usb", now=NOW, by="Yen")
        return facts_of(entrance(db), NOW)

    at.main.desk.worker.run(look, seen.append)
    assert seen[0][-1] == f"Sao lưu: {NOW.astimezone():%H:%M}"


def test_open_window_is_for_scripts(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    hands(qtbot, monkeypatch, tmp_path)
    path = tmp_path / "so.rasoat-book"
    make_book(path)
    window = open_window(path, PHRASE, InlineExecutor(), now=now)
    qtbot.addWidget(window)
    assert not window.isVisible()
    assert window.desk.office.code == "02296"
    window.desk.worker.close()
    upkeep.close_book(upkeep.open_book(path, passphrase=PHRASE))
    with pytest.raises(BookMissing):
        open_window(tmp_path / "gone", PHRASE, InlineExecutor())


def test_each_key_of_a_desk_leads_to_one_page() -> None:
    for pages in (COMMUNE, UPPER):
        keys = [spec.shortcut for spec in pages if spec.shortcut]
        assert len(keys) == len(set(keys))
        assert len({spec.id for spec in pages}) == len(pages)
        assert all(spec.title for spec in pages)
