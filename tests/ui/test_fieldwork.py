"""Phones in the window: what leaves is said, forms wait for decisions, taking can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.domain.review import Answers
from desktop.exchange.phone_form import Mark, short_hash
from desktop.services import registering, reviewing
from desktop.services.catalogue import shipped_standard, standard_content
from desktop.services.fieldwork import Fate
from desktop.store import reviews
from desktop.store.connection import Db, close_book
from desktop.ui.page import Desk
from desktop.ui.pages.fieldwork.page import BACK, CLOSED, FieldworkPage
from tests.exchange.filled import Form, central_zip, fill
from tests.ui.small_books import COMMUNE, YEAR, desk_of, make_book, play, stray

STANDARD = shipped_standard("2022-2025")
TOLD = Answers(b1_points=77, facts={"water": "tap"}, enumerator="Ma Thị Hồng")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Db]:
    """Two rounds; the household of Triệu Văn Kim has no sheet in the second one."""
    made = make_book(tmp_path / "xa.rasoat-book")
    play(made, keep_open=["Triệu Văn Kim"])
    yield made
    close_book(made)


@pytest.fixture
def desk(db: Db) -> Desk:
    return desk_of(db)


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> FieldworkPage:
    made = FieldworkPage(desk)
    qtbot.addWidget(made)
    made.resize(1280, 700)
    made.show()
    made.reload()
    return made


def form(db: Db, head: str, key: str, answers: Answers = TOLD) -> Form:
    household = next(h for h in registering.everyone(db) if h.head_name == head)
    mark = Mark(
        year=YEAR, commune=COMMUNE, standard_id=STANDARD.id,
        standard_hash=short_hash(standard_content(db, STANDARD.id)),
    )  # fmt: skip
    return fill(key, mark, household, answers, STANDARD)


def read(page: FieldworkPage, folder: Path, *forms: Form) -> None:
    path = folder / "tai_ve.zip"
    path.write_bytes(central_zip(forms, STANDARD))
    page.open_target(path)


def sheet_of(db: Db, head: str) -> Answers | None:
    household = next(h for h in registering.everyone(db) if h.head_name == head)
    review = reviews.get(db, household.uid, YEAR)
    return review.answers if review else None


def test_what_leaves_is_said_and_the_form_is_written(page: FieldworkPage, tmp_path: Path) -> None:
    said = page.out.findChildren(type(page.out.warning))
    assert page.out.warning in said
    assert not page.out.with_ids
    page.export(tmp_path / "phieu.xlsx")
    assert (tmp_path / "phieu.xlsx").is_file()
    assert page.written is not None
    assert page.written.content.ids == 0
    assert page.out.done.isVisible()


def test_a_new_form_is_proposed_and_becomes_a_draft_by_one_key(
    page: FieldworkPage, db: Db, tmp_path: Path, qtbot: QtBot
) -> None:
    read(page, tmp_path, form(db, "Triệu Văn Kim", "k1"))
    assert page.views.index() == BACK
    assert page.back.accepted == {"k1"}
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    kept = sheet_of(db, "Triệu Văn Kim")
    assert kept is not None
    assert kept.b1_points == 77
    assert page.back.plan is not None
    assert [s.fate for s in page.back.plan.sheets] == [Fate.KNOWN]
    assert not page.back.take.isEnabled()


def test_a_keyed_sheet_waits_until_1_is_pressed(
    page: FieldworkPage, db: Db, tmp_path: Path, qtbot: QtBot
) -> None:
    before = sheet_of(db, "Bàn Thị Mùi")
    read(page, tmp_path, form(db, "Bàn Thị Mùi", "k2"))
    assert page.back.accepted == frozenset()
    assert page.back.detail.differences.rows
    page.take()
    assert sheet_of(db, "Bàn Thị Mùi") == before
    page.back.table.setFocus()
    qtbot.keyClick(page.back.table, Qt.Key.Key_1)
    assert page.back.accepted == {"k2"}
    qtbot.keyClick(page.back.table, Qt.Key.Key_0)
    assert page.back.accepted == frozenset()
    qtbot.keyClick(page.back.table, Qt.Key.Key_Space)
    page.take()
    after = sheet_of(db, "Bàn Thị Mùi")
    assert after is not None
    assert after.b1_points == 77


def test_of_two_forms_of_a_household_only_one_is_taken(
    page: FieldworkPage, db: Db, tmp_path: Path
) -> None:
    late = form(db, "Triệu Văn Kim", "late")
    early = replace(form(db, "Triệu Văn Kim", "early"), at="2026-01-01T00:00:00Z")
    read(page, tmp_path, late, early)
    assert page.back.accepted == {"late"}
    page.back.decide("early", True)
    assert page.back.accepted == {"early"}


def test_taking_is_undone_by_the_status_line(
    page: FieldworkPage, desk: Desk, db: Db, tmp_path: Path
) -> None:
    undo = []
    desk.say = lambda _text, call=None: undo.append(call)
    read(page, tmp_path, form(db, "Triệu Văn Kim", "k1"))
    page.take()
    assert sheet_of(db, "Triệu Văn Kim") is not None
    undo[-1]()
    assert sheet_of(db, "Triệu Văn Kim") is None


def test_a_file_of_others_is_refused_in_the_page(
    page: FieldworkPage, desk: Desk, tmp_path: Path
) -> None:
    errors = stray(desk)
    path = tmp_path / "la.csv"
    path.write_text("a,b\n1,2\n")
    page.open_target(path)
    assert page.note.isVisible()
    assert "la.csv" in page.note.accessibleName()
    assert errors == []


def test_a_book_changed_meanwhile_is_compared_again(
    page: FieldworkPage, db: Db, tmp_path: Path
) -> None:
    read(page, tmp_path, form(db, "Triệu Văn Kim", "k1"))
    household = next(h for h in registering.everyone(db) if h.head_name == "Triệu Văn Kim")
    reviewing.save_draft(
        db, household, Answers(b1_points=5), YEAR, now=page.desk.now(), by=page.desk.by
    )
    page.take()
    assert page.note.isVisible()
    assert page.back.plan is not None
    assert page.back.plan.sheets[0].fate is Fate.CHANGED
    kept = sheet_of(db, "Triệu Văn Kim")
    assert kept is not None
    assert kept.b1_points == 5


def test_without_a_round_the_page_says_what_comes_first(tmp_path: Path, qtbot: QtBot) -> None:
    db = make_book(tmp_path / "moi.rasoat-book")
    page = FieldworkPage(desk_of(db))
    qtbot.addWidget(page)
    page.reload()
    assert page.stack.currentIndex() == CLOSED
    close_book(db)


def test_what_leaves_is_said_whole_beside_the_note_of_the_export(
    page: FieldworkPage, tmp_path: Path, qtbot: QtBot
) -> None:
    page.resize(1166, 560)
    page.export(tmp_path / "phieu.xlsx")
    assert page.out.done.isVisible()
    facts = page.out.facts
    qtbot.waitUntil(lambda: facts.height() >= facts.heightForWidth(facts.width()) > 0)
    assert page.height() == 560
