"""A household in which nobody is the head is called so wherever its head's name would stand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.services import registering
from desktop.store import households
from desktop.store.connection import Db, close_book, writing
from desktop.ui.head_word import head_word
from desktop.ui.pages.explain.page import ExplainPage
from tests.ui.small_books import desk_of, make_book, play


def _headless(db: Db) -> str:
    """A household whose head stands there without a name; its uid."""
    home = next(h for h in registering.everyone(db) if h.head_name == "Ma Văn Quý")
    first = replace(home.members[0], name="")
    with writing(db):
        households.put(db, [replace(home, members=(first, *home.members[1:]))])
    return home.uid


def test_a_name_is_shown_as_it_is_and_none_in_words() -> None:
    assert head_word("Ma Văn Quý") == "Ma Văn Quý"
    assert head_word("") == "Chưa có chủ hộ"


def test_why_says_that_the_head_has_no_name(qtbot: QtBot, tmp_path: Path) -> None:
    db = make_book(tmp_path / "xa.rasoat-book")
    play(db)
    page = ExplainPage(desk_of(db))
    qtbot.addWidget(page)
    page.open_target(_headless(db))
    assert page.head.title.text() == "Vì sao: Chưa có chủ hộ"
    close_book(db)
