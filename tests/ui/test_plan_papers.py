"""The papers of the plan year, from the menu of the page: written, named, refused in the page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.store.connection import Db, close_book
from desktop.ui.pages.plan.page import PlanPage
from desktop.ui.pages.plan.papers import KINDS, PAPERS, PlanPapers
from tests.ui.small_books import YEAR, desk_of, make_book, play
from tests.ui.test_plan_tasks import Said


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Db]:
    """A commune's book of two rounds."""
    db = make_book(tmp_path / "xa.rasoat-book")
    play(db)
    yield db
    close_book(db)


@pytest.fixture
def papers(book: Db, qtbot: QtBot) -> tuple[PlanPapers, Said]:
    """The button with its menu."""
    desk = desk_of(book)
    desk.say = said = Said()
    button = PlanPapers(desk, lambda: YEAR)
    qtbot.addWidget(button)
    qtbot.addWidget(button.note)
    return button, said


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_is_written_under_its_name(
    papers: tuple[PlanPapers, Said], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    paper: str, kind: str,
) -> None:  # fmt: skip
    button, said = papers
    asked: list[str] = []

    def choose(_parent: object, _title: str, start: str, _filter: str) -> tuple[str, str]:
        asked.append(Path(start).name)
        return str(tmp_path / Path(start).name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    menus = [action.menu() for action in button.menu.actions()]
    actions = menus[PAPERS.index(paper)].actions()  # type: ignore[attr-defined]
    actions[KINDS.index(kind)].trigger()
    assert asked[0].endswith(f"_02296_{YEAR}.{kind}")
    assert (tmp_path / asked[0]).stat().st_size > 1000
    assert said.words == [f"Đã lưu {asked[0]}."]
    assert button.note.isHidden()


def test_a_folder_that_refuses_is_said_in_the_page(
    papers: tuple[PlanPapers, Said], tmp_path: Path
) -> None:
    button, said = papers
    (tmp_path / "tep").write_text("x")
    button.save("plan", "pdf", tmp_path / "tep" / "a.pdf", YEAR)
    assert not button.note.isHidden()
    assert said.words == []


def test_the_page_offers_them_in_every_part(book: Db, qtbot: QtBot) -> None:
    page = PlanPage(desk_of(book))
    qtbot.addWidget(page)
    page.show()
    page.show_part("goals")
    assert page.papers.isVisible()
    page.show_year(YEAR + 1)
    assert page.papers._year_of() == YEAR + 1
