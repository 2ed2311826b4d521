"""Hand-overs in the window: a household is given, looked at there, received or refused, answered."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.domain.household import Household
from desktop.services import exchanging, handing_over, hearing, registering, taking_over
from desktop.services.examining import look
from desktop.services.handing_over import Choice
from desktop.services.happening import Deed
from desktop.store.connection import Db
from desktop.store.hand_overs import BACK, RECEIVED, REFUSED, SENT, WAITING
from desktop.ui.page import Page
from desktop.ui.pages.events import EventsPage
from desktop.ui.pages.exchange import ExchangePage
from desktop.ui.pages.exchange import roads as roads_module
from desktop.ui.pages.hand_over import page as page_module
from desktop.ui.pages.hand_over.page import HandOverPage
from desktop.ui.pages.history.page import HistoryPage
from desktop.ui.pages.households.page import HouseholdsPage
from desktop.ui.rows_model import State
from tests.ui.small_books import BY, NOW, YEAR, befriend, desk_of, make_book, play, stray

Books = tuple[Db, Db]
OTHER = "02365"
ON = datetime.date(2026, 11, 20)
HOW = taking_over.Choice(village="Bản Phú", on=ON)


@pytest.fixture
def books(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Books]:
    """Two communes that know each other; the first has two rounds, the second two households."""
    monkeypatch.setenv("RASOAT_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(roads_module, "find_volumes", list)
    monkeypatch.setattr(page_module, "ask", lambda *_: True)
    a = make_book(tmp_path / "a.rasoat-book")
    b = make_book(tmp_path / "b.rasoat-book", OTHER)
    play(a)
    for village, head in (("Bản Phú", "Đặng Văn Tá"), ("Khuổi Lùng", "Đặng Thị Ba")):
        registering.add_household(b, village, head, now=NOW, by=BY)
    befriend(a, b, tmp_path / "the")
    yield a, b
    a.close()
    b.close()


@dataclass
class Opened:
    """A page in sight, with where it led and what it said."""

    went: list[tuple[str, object]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    trouble: list[BaseException] = field(default_factory=list)


def opened(qtbot: QtBot, db: Db, kind: type[Page], target: object = None) -> tuple[Page, Opened]:
    desk = desk_of(db)
    found = Opened(trouble=stray(desk))
    desk.go = lambda page_id, target=None: found.went.append((page_id, target))
    desk.say = lambda text, undo=None: found.said.append(text)
    page = kind(desk)
    qtbot.addWidget(page)
    page.resize(1282, 680)
    page.show()
    page.reload()
    if target is not None:
        page.open_target(target)
    return page, found


def handing(qtbot: QtBot, db: Db, target: object = None) -> tuple[HandOverPage, Opened]:
    page, found = opened(qtbot, db, HandOverPage, target)
    assert isinstance(page, HandOverPage)
    return page, found


def kim(db: Db) -> Household:
    return next(h for h in registering.everyone(db) if h.head_name == "Triệu Văn Kim")


def give(a: Db, folder: Path) -> Path:
    choice = Choice(household=kim(a).uid, to=OTHER, on=ON, note="Về ở với con")
    return handing_over.hand_over(a, choice, folder, now=NOW, by=BY).path


def states(page: HandOverPage) -> list[str]:
    return [one.state for one in page.rows.rows]


# Giving ------------------------------------------------------------------------------------------
def test_a_household_is_given_with_one_button(qtbot: QtBot, books: Books, tmp_path: Path) -> None:
    page, found = handing(qtbot, books[0], kim(books[0]).uid)
    assert page.stack.currentWidget() is page.give
    assert page.give.to.value() == OTHER  # the only commune known is proposed
    page.give.day.setText("20/11/2026")
    page.give.day.textEdited.emit("")
    page.give.roads.choose_folder(tmp_path / "out")
    assert page.give.preview.lines == ["0001 Triệu Văn Kim: rời sổ, 2 người"]
    qtbot.mouseClick(page.give.roads.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: states(page) == [SENT])
    assert len(list((tmp_path / "out").glob("ban-giao_*.rasoat"))) == 1
    assert page.stack.currentWidget() is page.sent
    assert page.rows.columns[1].show(page.rows.rows[0]) == State("wait", "Chờ giấy nhận")
    assert found.trouble == []


def test_a_day_that_is_none_or_ahead_holds_the_button(
    qtbot: QtBot, books: Books, tmp_path: Path
) -> None:
    page, _ = handing(qtbot, books[0], kim(books[0]).uid)
    page.give.roads.choose_folder(tmp_path)
    for typed in ("20/11", "20/11/2027"):
        page.give.day.setText(typed)
        page.give.day.textEdited.emit("")
        assert not page.give.roads.button.isEnabled()


def test_without_a_card_it_is_told_where_to_get_one(qtbot: QtBot, books: Books) -> None:
    books[0].execute("DELETE FROM card")
    page, found = handing(qtbot, books[0], kim(books[0]).uid)
    assert "Chưa có thẻ khóa của xã nào" in page.give.missing.text()
    assert not page.give.roads.button.isEnabled()
    page.give.cards.click()
    assert found.went == [("cards", None)]


def test_a_household_given_is_taken_back(qtbot: QtBot, books: Books, tmp_path: Path) -> None:
    give(books[0], tmp_path)
    page, found = handing(qtbot, books[0], kim(books[0]).uid)
    assert page.stack.currentWidget() is page.sent
    page.sent.back_button.click()
    assert (states(page), found.said) == ([BACK], ["Đã lấy lại hộ"])


def test_the_same_package_is_written_again(
    qtbot: QtBot, books: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = give(books[0], tmp_path / "out")
    raw = path.read_bytes()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "stick"))
    page, _ = handing(qtbot, books[0], kim(books[0]).uid)
    page.sent.again_button.click()
    assert (tmp_path / "stick" / path.name).read_bytes() == raw


# Taking ------------------------------------------------------------------------------------------
def test_a_household_is_seen_whole_before_it_is_received(
    qtbot: QtBot, books: Books, tmp_path: Path
) -> None:
    path = give(books[0], tmp_path / "out")
    page, found = handing(qtbot, books[1], path)
    assert [p.name for p in page.taking.members.rows] == ["Triệu Văn Kim", "Triệu Thị Na"]
    assert [r.year for r in page.taking.reviews.rows] == [2026, 2025]
    assert len(registering.everyone(books[1])) == 2
    assert not page.taking.accept_button.isEnabled()  # no village yet
    page.taking.village.set_value("Bản Phú")
    page.taking.village.chosen.emit("Bản Phú")
    page.taking.accept_button.click()
    assert states(page) == [RECEIVED]
    assert kim(books[1]).village == "Bản Phú"
    assert len(list((tmp_path / "out").glob("giay-nhan_*.rasoat"))) == 1
    assert page.taking.undo_button.isVisibleTo(page)
    assert found.trouble == []
    page.taking.undo_button.click()
    assert states(page) == [WAITING]
    assert len(registering.everyone(books[1])) == 2


def test_refusing_asks_for_the_reason(qtbot: QtBot, books: Books, tmp_path: Path) -> None:
    page, _ = handing(qtbot, books[1], give(books[0], tmp_path))
    page.taking.refuse_button.click()
    assert page.taking.reason.property("bad") == "true"
    assert page.rows.rows == []
    page.taking.reason.setText("Không về xã này")
    page.taking.refuse_button.click()
    assert states(page) == [REFUSED]
    assert len(registering.everyone(books[1])) == 2


def test_one_that_was_typed_before_is_joined(qtbot: QtBot, books: Books, tmp_path: Path) -> None:
    head = kim(books[0]).members[0]
    typed = registering.add_household(books[1], "Bản Phú", "Triệu Văn Kim", now=NOW, by=BY)
    members = (replace(typed.members[0], citizen_id=head.citizen_id),)
    registering.save_household(books[1], replace(typed, members=members), now=NOW, by=BY)
    page, _ = handing(qtbot, books[1], give(books[0], tmp_path))
    assert page.taking.anyway.isVisibleTo(page)
    page.taking.which.set_value(typed.uid)
    page.taking.which.chosen.emit(typed.uid)
    assert not page.taking.village.isEnabled()
    page.taking.accept_button.click()
    assert states(page) == [RECEIVED]
    assert len(registering.everyone(books[1])) == 3


def test_it_can_wait(qtbot: QtBot, books: Books, tmp_path: Path) -> None:
    path = give(books[0], tmp_path)
    page, _ = handing(qtbot, books[1], path)
    page.taking.later_button.click()
    path.unlink()
    assert states(page) == [WAITING]
    assert page.taking.accept_button.isVisibleTo(page)


# The answer --------------------------------------------------------------------------------------
def received(books: Books, tmp_path: Path) -> Path:
    seen = taking_over.look(books[1], give(books[0], tmp_path / "out"))
    done = taking_over.accept(books[1], seen, HOW, receipts=tmp_path / "back", now=NOW, by=BY)
    assert done.receipt is not None
    return done.receipt


def test_gui_nhan_leads_packages_and_receipts_to_the_page(
    qtbot: QtBot, books: Books, tmp_path: Path
) -> None:
    path = give(books[0], tmp_path / "out")
    page, found = opened(qtbot, books[1], ExchangePage, path)
    assert found.went == [("hand-over", path)]
    seen = taking_over.look(books[1], path)
    receipt = taking_over.accept(
        books[1], seen, HOW, receipts=tmp_path / "back", now=NOW, by=BY
    ).receipt
    page, found = opened(qtbot, books[0], ExchangePage, receipt)
    assert found.went == [("hand-over", receipt)]
    assert isinstance(page, ExchangePage)
    page.handed_link.click()
    assert found.went[-1] == ("hand-over", None)
    assert found.trouble == []


def test_a_receipt_is_shown_then_noted_and_stands_on_the_household(
    qtbot: QtBot, books: Books, tmp_path: Path
) -> None:
    receipt = received(books, tmp_path)
    page, found = handing(qtbot, books[0], receipt)
    assert states(page) == [SENT]
    assert "chưa ghi vào sổ" in page.sent.note.accessibleName()
    page.sent.receipt_button.click()
    assert (states(page), found.said) == ([RECEIVED], ["Đã ghi giấy nhận của hộ bàn giao"])
    assert not page.sent.back_button.isVisibleTo(page)
    register, _ = opened(qtbot, books[0], HouseholdsPage, kim(books[0]).uid)
    assert isinstance(register, HouseholdsPage)
    words = register.panel.handed.note.accessibleName()
    assert "tiếp nhận ngày 20/11/2026" in words
    assert register.panel.handed.isVisibleTo(register)


def test_a_refusal_stands_on_the_household_and_in_the_form(
    qtbot: QtBot, books: Books, tmp_path: Path
) -> None:
    seen = taking_over.look(books[1], give(books[0], tmp_path / "out"))
    done = taking_over.refuse(books[1], seen, "Nhầm xã", receipts=tmp_path / "back", now=NOW, by=BY)
    assert done.receipt is not None
    hearing.take_receipt(books[0], look(books[0], done.receipt), now=NOW, by=BY)
    page, _ = handing(qtbot, books[0], kim(books[0]).uid)
    assert page.stack.currentWidget() is page.give
    assert "Nhầm xã" in page.give.note.accessibleName()
    register, _ = opened(qtbot, books[0], HouseholdsPage, kim(books[0]).uid)
    assert isinstance(register, HouseholdsPage)
    assert register.panel.said.title.text() == "Ý kiến của xã tiếp nhận"


def test_another_office_s_receipt_is_refused(qtbot: QtBot, books: Books, tmp_path: Path) -> None:
    receipt = received(books, tmp_path)
    page, _ = handing(qtbot, books[1], receipt)
    assert page.note.isVisibleTo(page)
    assert page.stack.currentWidget() is page.empty


# Ways --------------------------------------------------------------------------------------------
def test_the_register_and_the_event_lead_here(qtbot: QtBot, books: Books) -> None:
    uid = kim(books[0]).uid
    register, found = opened(qtbot, books[0], HouseholdsPage, uid)
    assert isinstance(register, HouseholdsPage)
    register.panel.way_buttons["hand-over"].click()
    assert found.went == [("hand-over", uid)]
    events, found = opened(qtbot, books[0], EventsPage, uid)
    assert isinstance(events, EventsPage)
    assert not events.hand_over.isVisibleTo(events)
    events.kinds.choose(Deed.MOVED_AWAY)
    events.hand_over.click()
    assert found.went == [("hand-over", uid)]


def test_history_names_the_commune_that_made_the_old_reviews(
    qtbot: QtBot, books: Books, tmp_path: Path
) -> None:
    received(books, tmp_path)
    page, _ = opened(qtbot, books[1], HistoryPage, kim(books[1]).uid)
    assert isinstance(page, HistoryPage)
    assert [page.years.columns[6].show(y) for y in page.years.rows] == ["Nà Cọn, Xã Bình An"] * 2
    assert page.chip.accessibleName() == "Chưa nhập phiếu"


def test_what_waits_stands_on_the_overview(books: Books, tmp_path: Path) -> None:
    from desktop.services.overview import situation
    from desktop.ui.pages.commune_overview.attention import attention

    seen = taking_over.look(books[1], give(books[0], tmp_path))
    taking_over.keep(books[1], seen, now=NOW, by=BY)
    found = situation(books[1], YEAR)
    lines = {x.page: x.first for x in attention(found, [], exchanging.office(books[1]))}
    assert lines["hand-over"] == "1 hộ xã khác bàn giao, chờ quyết định"
