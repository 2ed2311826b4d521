"""Máy thứ hai: villages are handed out, keyed there, taken in with the choices that were made."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.domain.household import Household
from desktop.services import partnering, registering
from desktop.services.exchanging import own_card
from desktop.services.overview import situation
from desktop.store import branch, households
from desktop.store.connection import Db, writing
from desktop.ui.pages.branch import BranchPage
from desktop.ui.pages.branch import page as page_module
from desktop.ui.pages.commune_overview.villages import village_lines
from desktop.ui.pages.exchange import roads as roads_module
from desktop.ui.pages.exchange.incoming import Incoming
from desktop.ui.pages.households.page import HouseholdsPage
from tests.services.made import NOT, add, key
from tests.services.share_made import A, B, C, Pair, accept, pair
from tests.ui.small_books import desk_of

__all__ = ["pair"]


@pytest.fixture(autouse=True)
def _no_sticks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RASOAT_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(roads_module, "find_volumes", list)


def opened(qtbot: QtBot, db: Db, path: Path | None = None) -> BranchPage:
    desk = desk_of(db)
    desk.go = lambda page_id, target=None: None
    page = BranchPage(desk)
    qtbot.addWidget(page)
    page.resize(1282, 680)
    page.show()
    page.reload()
    if path is not None:
        page.open_target(path)
    return page


def first(db: Db, village: str) -> Household:
    found = [h for h in registering.everyone(db) if h.village == village]
    return min(found, key=lambda h: h.number)


def test_without_a_card_the_page_says_what_to_do_first(qtbot: QtBot, pair: Pair) -> None:
    with writing(pair.main):
        pair.main.execute("DELETE FROM branch_card")
    page = opened(qtbot, pair.main)
    assert page.stack.currentWidget() is page.nobody


def test_ticked_villages_are_handed_out(qtbot: QtBot, pair: Pair, tmp_path: Path) -> None:
    page = opened(qtbot, pair.main)
    assert not page.roads.button.isEnabled()
    page.roads.choose_folder(tmp_path)
    page.villages.table.setFocus()
    page.villages.table.choose_row(0)
    qtbot.keyClick(page.villages.table, Qt.Key.Key_Space)
    assert page.villages.chosen == {A}
    assert page.roads.button.isEnabled()
    page.roads.button.click()
    [path] = tmp_path.glob("phan-viec_*.rasoat")
    assert set(branch.lent(pair.main)) == {A}
    assert "Đang ở máy 2" in page.villages.rows.data(page.villages.rows.index(0, 4))
    # The second PC looks at it, takes it over, and is one from then on.
    second = opened(qtbot, pair.branch, path)
    assert second.coming.take_button.isVisible()
    second.coming.take_button.click()
    assert {h.village for h in registering.everyone(pair.branch)} == {A}
    assert [v.village for v in second.villages.rows.rows] == [A]
    assert second.roads.file.text() == "Gửi 1 thôn về máy chính, rồi nhập tiếp"


def test_work_is_sent_home_given_back_and_answered(
    qtbot: QtBot, pair: Pair, tmp_path: Path
) -> None:
    pair.given(A, B)
    key(pair.branch, first(pair.branch, A), NOT)
    add(pair.branch, "Vàng A Mới", village=A)
    page = opened(qtbot, pair.branch)
    page.roads.choose_folder(tmp_path)
    page.villages.turn(page.villages.rows.rows[0])
    page.seal(tmp_path)
    [path] = tmp_path.glob("phan-viec_*.rasoat")
    main = opened(qtbot, pair.main, path)
    assert main.coming.seen is not None
    assert [x.household.village for x in main.coming.rows.rows] == [A, A]
    said: list[object] = []
    main.desk.say = lambda text, undo=None: said.append(undo)
    main.coming.take_button.click()
    assert main.note.isVisible()
    assert set(branch.lent(pair.main)) == {B}
    assert len(registering.everyone(pair.main)) == 10
    [receipt] = tmp_path.glob("giay-nhan_*.rasoat")
    second = opened(qtbot, pair.branch, receipt)
    second.coming.take_button.click()
    assert branch.holdings(pair.branch)[A].answered is not None
    undo = said[-1]
    assert callable(undo)
    undo()
    assert set(branch.lent(pair.main)) == {A, B}
    assert len(registering.everyone(pair.main)) == 9


def test_what_both_changed_is_not_taken_before_it_is_chosen(qtbot: QtBot, pair: Pair) -> None:
    pair.given(A)
    uid = first(pair.main, A).uid
    key(pair.branch, first(pair.branch, A), NOT)
    with writing(pair.main):
        mine = replace(first(pair.main, A), note="của máy chính", revision=9)
        households.put(pair.main, [mine])
    page = opened(qtbot, pair.main, pair.back())
    assert not page.coming.take_button.isEnabled()
    page.coming.table.choose_row(page.coming.rows.row_of(lambda x: x.uid == uid))
    for choice in ("theirs", "ours"):
        qtbot.keyClick(page.coming.table, Qt.Key.Key_Space)
        assert page.coming.choices == {uid: choice}
    page.coming.take_button.click()
    assert first(pair.main, A).note == "của máy chính"


def test_a_village_is_taken_back_only_after_a_warning(
    qtbot: QtBot, pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair.given(A)
    page = opened(qtbot, pair.main)
    page.villages.turn(page.villages.rows.rows[0])
    answers = iter((False, True))
    monkeypatch.setattr(page_module, "ask", lambda *_: next(answers))
    page.villages.recall_button.click()
    assert set(branch.lent(pair.main)) == {A}
    page.villages.recall_button.click()
    assert branch.lent(pair.main) == {}
    late = opened(qtbot, pair.main, pair.back())
    assert not late.coming.take_button.isVisible()
    assert late.coming.note.isVisible()


def test_a_refused_file_says_why(qtbot: QtBot, pair: Pair) -> None:
    page = opened(qtbot, pair.main, pair.given(A))
    assert page.coming.note.isVisible()
    assert not page.coming.take_button.isVisible()


def test_the_exchange_page_leads_a_share_to_its_own_page(qtbot: QtBot, pair: Pair) -> None:
    path = pair.give(A)
    desk, went = desk_of(pair.branch), []
    desk.go = lambda page_id, target=None: went.append((page_id, target))
    parent = BranchPage(desk)
    qtbot.addWidget(parent)
    Incoming(desk, parent).open(path)
    assert went == [("branch", path)]
    accept(pair.branch, path)
    Incoming(desk, parent).open(path)  # known by now
    assert went[-1] == ("branch", path)


def test_other_pages_say_where_a_village_is(qtbot: QtBot, pair: Pair) -> None:
    pair.given(A)
    lines, _ = village_lines(situation(pair.main, 2026))
    assert [x.shown for x in lines] == [f"(2) {A}", B, C]
    page = HouseholdsPage(desk_of(pair.main))
    qtbot.addWidget(page)
    page.show()
    page.reload()
    page.open_target(first(pair.main, A).uid)
    assert "ở máy 2" in page._place(first(pair.main, A))


def test_the_card_of_a_second_pc_stands_in_the_list_by_what_it_is(pair: Pair) -> None:
    [(card, _)] = partnering.named(pair.main)
    assert card.name == "Xã Bình An – máy khác của xã"
    assert card.book_id == own_card(pair.branch).book_id
