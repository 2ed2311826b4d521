"""The history page: one household over the years, and the deeds that can be taken back."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.domain.act import Act, Touched
from desktop.domain.household import Household
from desktop.services import registering, undoing
from desktop.store.connection import Db, close_book
from desktop.ui.pages.history import HistoryPage
from tests.ui.small_books import BY, NOW, desk_of, make_book, play, stray


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Db]:
    db = make_book(tmp_path / "xa.rasoat-book")
    play(db)
    yield db
    close_book(db)


def _household(db: Db, head: str) -> Household:
    return next(h for h in registering.everyone(db) if h.head_name == head)


def _noted(db: Db, uid: str, note: str) -> None:
    """A deed on one household."""
    before = next(h for h in registering.everyone(db) if h.uid == uid)
    after = replace(before, note=note, revision=before.revision + 1)
    undoing.do(
        db,
        Act(
            uid=note, kind="sheet-a", at=NOW, by=BY, happened_on=datetime.date(2026, 3, 2),
            reason="ghi nhầm",
            before=Touched(households=(before,)), after=Touched(households=(after,)),
        ),
    )  # fmt: skip


def _shown(qtbot: QtBot, db: Db, uid: str) -> tuple[HistoryPage, list[tuple[str, object]]]:
    desk = desk_of(db)
    went: list[tuple[str, object]] = []
    desk.go = lambda page_id, target=None: went.append((page_id, target))
    strays = stray(desk)
    page = HistoryPage(desk)
    qtbot.addWidget(page)
    page.resize(1282, 700)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.open_target(uid)
    assert strays == []
    return page, went


def test_the_page_shows_the_years_the_members_and_what_happened(qtbot: QtBot, book: Db) -> None:
    household = _household(book, "Triệu Văn Kim")
    page, _ = _shown(qtbot, book, household.uid)
    assert page.head.title.text() == "Triệu Văn Kim"
    assert [line.review.year for line in page.years.rows] == [2026, 2025]
    assert [p.name for p in page.members.rows] == [p.name for p in household.members]
    assert {p.kind for p in page.passages.rows} >= {"sheet", "added"}


def test_a_former_number_stands_beside_the_name(qtbot: QtBot, book: Db) -> None:
    household = _household(book, "Triệu Văn Kim")
    registering.save_household(book, replace(household, number="0777"), now=NOW, by=BY)
    page, _ = _shown(qtbot, book, household.uid)
    assert household.number in page.head.context.text()
    assert "0777" in page.head.context.text()


def test_a_deed_is_undone_from_the_page_and_then_says_so(qtbot: QtBot, book: Db) -> None:
    household = _household(book, "Triệu Văn Kim")
    _noted(book, household.uid, "một")
    page, _ = _shown(qtbot, book, household.uid)
    deed = next(p for p in page.passages.rows if p.act is not None)
    page.passages_view.followed.emit(deed)
    assert _household(book, "Triệu Văn Kim").note == household.note
    again = next(p for p in page.passages.rows if p.act is not None)
    assert again.act is not None
    assert again.act.undone_at is not None
    assert page._undo_word(again) == ""


def test_a_deed_under_a_later_one_is_refused_in_words_and_nothing_changes(
    qtbot: QtBot, book: Db
) -> None:
    household = _household(book, "Triệu Văn Kim")
    _noted(book, household.uid, "một")
    _noted(book, household.uid, "hai")
    page, _ = _shown(qtbot, book, household.uid)
    first = next(p for p in page.passages.rows if p.act is not None and p.act.uid == "một")
    page.passages_view.followed.emit(first)
    assert page.trouble_row.isVisible()
    assert _household(book, "Triệu Văn Kim").note == "hai"


def test_escape_goes_back_to_the_household_in_the_register(qtbot: QtBot, book: Db) -> None:
    household = _household(book, "Triệu Văn Kim")
    page, went = _shown(qtbot, book, household.uid)
    page.focus_first()
    qtbot.keyClick(page.passages_view, Qt.Key.Key_Escape)
    assert went == [("households", household.uid)]
