"""Every page of both desks opens, on a book just made and on one with a round, and looks again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.services import reviewing
from desktop.services.changes import changes
from desktop.store.connection import Db
from desktop.ui.desks import COMMUNE, UPPER
from tests.ui.hands import NOW, PHRASE, hands, make_book

EVERYTHING = changes("household", "review", "round", "residents", "package", "setting", "card")


CASES = [
    *(("02296", spec.id, False) for spec in COMMUNE),
    *(("02296", spec.id, True) for spec in COMMUNE),
    *(("08", spec.id, False) for spec in UPPER),
]


@pytest.mark.parametrize(("code", "page_id", "with_round"), CASES)
def test_each_page_opens_and_looks_again(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
    code: str, page_id: str, with_round: bool,
) -> None:  # fmt: skip
    problems: list[BaseException] = []
    monkeypatch.setattr("desktop.ui.program.show_error", lambda _w, e, _l: problems.append(e))
    at = hands(qtbot, monkeypatch, tmp_path, pages=True)
    path = tmp_path / "so.rasoat-book"
    make_book(path, code=code)
    at.program.open(path, PHRASE)

    def job(db: Db) -> object:
        if with_round:
            reviewing.open_round(db, 2026, now=NOW, by="Yen")
        return EVERYTHING

    at.main.go(page_id)
    at.main.desk.worker.run(job)
    QApplication.processEvents()
    assert problems == []
    assert at.main.page is not None
    assert at.main.page.accessibleName() == at.main.specs[page_id].title
    at.close()
