"""Biểu tổng hợp over all that came: switched on, marked, saved as such; switched off all is as before."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from pytestqt.qtbot import QtBot

from desktop.services import archiving, exchanging, judging
from desktop.store.connection import Db, close_book
from desktop.ui.page import Desk
from desktop.ui.pages.papers import PapersPage
from desktop.ui.pages.papers.received import ACCEPTED, ALL
from tests.services.made import dump
from tests.ui.small_books import (
    BY,
    NOW,
    PROVINCE,
    YEAR,
    befriend,
    desk_of,
    make_book,
    play,
    stray,
)


@pytest.fixture
def upper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Db]:
    """A province that holds the report of a commune for a decision."""
    monkeypatch.setenv("RASOAT_DATA", str(tmp_path / "data"))
    commune = make_book(tmp_path / "commune" / "x.rasoat-book")
    above = make_book(tmp_path / "upper" / "x.rasoat-book", PROVINCE)
    befriend(commune, above, tmp_path / "cards")
    play(commune)
    packed = exchanging.pack_report(commune, YEAR, PROVINCE, tmp_path / "out", now=NOW, by=BY)
    judging.hold(above, packed.path, now=NOW, by=BY)
    yield above
    close_book(commune)
    close_book(above)


@pytest.fixture
def desk(upper: Db) -> Desk:
    return desk_of(upper)


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> PapersPage:
    made = PapersPage(desk)
    qtbot.addWidget(made)
    made.resize(1282, 680)
    made.show()
    made.reload()
    return made


def _switch(page: PapersPage, index: int) -> None:
    page.received.switch.set_index(index)
    page.received.switch.chosen.emit(index)


def test_what_is_held_counts_and_the_paper_says_so(page: PapersPage, desk: Desk, upper: Db) -> None:
    errors = stray(desk)
    assert page.paper is None, "nothing is accepted"
    before = dump(upper)
    _switch(page, ALL)
    assert dump(upper) == before
    assert page.paper is not None
    assert page.paper.stem.endswith("_so_tam")
    words = PdfReader(io.BytesIO(page.paper.pdf)).pages[0].extract_text()
    assert "Số tạm: gồm cả báo cáo chưa duyệt của Xã Bình An (số 1)" in " ".join(words.split())
    assert "tính cả 1 báo cáo" in page.received.note.accessibleName()
    assert page.toolbar.state.isHidden()
    assert errors == []


def test_all_papers_are_saved_with_the_mark_in_their_names(
    page: PapersPage, tmp_path: Path
) -> None:
    _switch(page, ALL)
    page.save_all(tmp_path / "papers")
    names = [p.name for p in (tmp_path / "papers").iterdir()]
    assert len(names) == 20
    assert all("_so_tam." in name for name in names)


def test_switched_off_only_the_accepted_count_again(page: PapersPage) -> None:
    _switch(page, ALL)
    _switch(page, ACCEPTED)
    assert page.paper is None
    assert page.received.note.isHidden()
    assert not page.toolbar.state.isHidden()


def test_what_cannot_be_counted_is_named(page: PapersPage, upper: Db) -> None:
    for file in archiving.folder_of(upper).iterdir():
        file.unlink()
    _switch(page, ALL)
    assert page.paper is None
    said = page.received.note.accessibleName()
    assert "Xã Bình An (số 1)" in said
    assert "Kho không có gói" in said


def test_a_commune_has_no_such_switch(tmp_path: Path, qtbot: QtBot) -> None:
    db = make_book(tmp_path / "xa.rasoat-book")
    made = PapersPage(desk_of(db))
    qtbot.addWidget(made)
    assert made.received.switch.isHidden()
    close_book(db)
