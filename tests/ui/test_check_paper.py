"""The code of a paper in the window: found with its text, or told why not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.services import reporting
from desktop.store.connection import Db, close_book
from desktop.ui.pages.check_paper import CheckPaperPage
from desktop.ui.pages.papers import PapersPage
from tests.ui.small_books import BY, NOW, YEAR, desk_of, make_book, play


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Db]:
    made = make_book(tmp_path / "xa.rasoat-book")
    play(made)
    yield made
    close_book(made)


@pytest.fixture
def page(db: Db, qtbot: QtBot) -> CheckPaperPage:
    made = CheckPaperPage(desk_of(db))
    qtbot.addWidget(made)
    made.resize(1280, 700)
    made.show()
    return made


def written(db: Db, folder: Path) -> str:
    paper = reporting.paper_of(db, "7.1", YEAR)
    reporting.write_paper(db, paper, "pdf", folder / "7_1.pdf", now=NOW, by=BY)
    return paper.sheet.code


def test_a_code_shows_the_paper_as_it_was(page: CheckPaperPage, db: Db, tmp_path: Path) -> None:
    page.field.setText(written(db, tmp_path).lower())
    page.field.returnPressed.emit()
    assert page.sealed is not None
    words = page.paper.toPlainText()
    assert "Nà Cọn" in words
    assert "TỔNG HỢP KẾT QUẢ" in words


def test_a_paper_of_many_columns_is_scrolled_and_not_squeezed(
    page: CheckPaperPage, db: Db, tmp_path: Path
) -> None:
    paper = reporting.paper_of(db, "VI", YEAR)
    reporting.write_paper(db, paper, "pdf", tmp_path / "vi.pdf", now=NOW, by=BY)
    page.open_target(paper.sheet.code)
    assert page.paper.horizontalScrollBar().maximum() > 0
    assert "Triệu Văn Kim" in page.paper.toPlainText(), "no line of its own for each syllable"


def test_a_wrong_code_says_why_and_shows_no_paper(
    page: CheckPaperPage, db: Db, tmp_path: Path
) -> None:
    page.open_target(written(db, tmp_path))
    page.field.setText("ABCD-EFGH-X")
    page.button.click()
    assert page.sealed is None
    assert page.stack.currentWidget() is not page.paper
    assert page.note.isVisibleTo(page)


def test_the_papers_page_leads_there(db: Db, qtbot: QtBot) -> None:
    went: list[str] = []
    desk = desk_of(db)
    desk.go = lambda page_id, target=None: went.append(page_id)
    papers = PapersPage(desk)
    qtbot.addWidget(papers)
    papers.check_code.click()
    papers.field_sheets.click()
    assert went == ["check-paper", "field-sheets"]
