"""Gửi – nhận seals what the upper book takes in, and reads what comes back, figure by figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.answer import Said
from desktop.errors import DiskFull
from desktop.exchange import package
from desktop.exchange.records import Remark, Verdict
from desktop.rules import checks as rules_checks
from desktop.services import answering, exchanging, receiving, registering, sealing_papers
from desktop.services.changes import changes
from desktop.services.checking import ERR, OK, WARN, Check
from desktop.services.examining import look
from desktop.store import audit
from desktop.store.connection import Db
from desktop.text import t
from desktop.ui.memory import remember
from desktop.ui.page import Desk
from desktop.ui.pages.checked import say_check, say_remark
from desktop.ui.pages.exchange import ExchangePage, UpperExchangePage, exchange_page
from desktop.ui.pages.exchange import page as page_module
from desktop.ui.pages.exchange import roads as roads_module
from desktop.ui.pages.exchange.history import Line, accepted, received
from desktop.ui.pages.households.target import RegisterTarget
from desktop.ui.volumes import Volume, find_volumes, show_size
from desktop.ui.widgets import Text
from tests.ui.small_books import (
    BY,
    NOW,
    PROVINCE,
    YEAR,
    befriend,
    desk_of,
    key_sheet,
    make_book,
    play,
    stray,
)

Books = tuple[Db, Db]


@pytest.fixture
def books(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Books]:
    """A commune that keyed its round, and its province; strangers so far."""
    monkeypatch.setenv("RASOAT_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(roads_module, "find_volumes", list)
    commune = make_book(tmp_path / "xa.rasoat-book")
    upper = make_book(tmp_path / "tinh.rasoat-book", PROVINCE)
    yield commune, upper
    commune.close()
    upper.close()


@pytest.fixture
def friends(books: Books, tmp_path: Path) -> Books:
    """The same, after cards and telephone calls."""
    play(books[0])
    befriend(*books, tmp_path / "the")
    return books


class _Opened:
    """The page in sight, with where it led and what it said."""

    def __init__(self, qtbot: QtBot, db: Db) -> None:
        self.desk: Desk = desk_of(db)
        self.went: list[tuple[str, object]] = []
        self.said: list[str] = []
        self.stray = stray(self.desk)
        self.desk.go = lambda page_id, target=None: self.went.append((page_id, target))
        self.desk.say = lambda text, undo=None: self.said.append(text)
        self.page = ExchangePage(self.desk)
        self.desk.worker.changed.connect(
            lambda c: self.page.reload() if self.page.on_changed(c) else None
        )
        qtbot.addWidget(self.page)
        self.page.resize(1282, 680)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)
        self.page.reload()
        assert self.stray == []

    def checks(self) -> dict[str, str]:
        return {c.code: c.state for c in self.page.checks_card.checks if c.code != "finding"}

    def lines(self) -> list[Line]:
        return self.page.history_card.rows.rows


def _sealed(opened: _Opened, folder: Path) -> Path:
    opened.page.seal(folder)
    assert opened.stray == []
    (path,) = folder.glob("bao-cao_*.rasoat")
    return path


# What would be sent ------------------------------------------------------------------------------
def test_the_package_names_receiver_and_totals(qtbot: QtBot, friends: Books) -> None:
    page = _Opened(qtbot, friends[0]).page
    assert page.package_card.title.text() == "Gói sẽ gửi: báo cáo năm 2026, số 1"
    totals = {x.who: (x.households, x.people) for x in page.package_card.totals.rows}
    assert totals == {
        "residents": (80, 340), "poor": (2, 4), "near_poor": (2, 4), "not_poor": (1, 2)
    }  # fmt: skip
    assert page.sending is not None
    assert page.sending.trusted_at == NOW
    assert not page.first_card.isVisible()


def test_the_package_names_only_papers_that_can_go_along(
    qtbot: QtBot, books: Books, tmp_path: Path
) -> None:
    play(books[0], keep_open=["Bàn Thị Mùi"])
    befriend(*books, tmp_path / "the")
    opened = _Opened(qtbot, books[0])
    assert "4 phiếu, chưa kèm biểu nào" in _words(opened.page.package_card)
    key_sheet(books[0], "Bàn Thị Mùi", "Nà Cọn", YEAR, 130, 1)
    opened.page.reload()
    assert "5 phiếu, biểu 7.1–7.10 (PDF, Excel)" in _words(opened.page.package_card)


def test_the_papers_of_a_package_are_kept_under_their_codes(
    qtbot: QtBot, friends: Books, tmp_path: Path
) -> None:
    path = _sealed(_Opened(qtbot, friends[0]), tmp_path)
    left = audit.latest(friends[0], sealing_papers.WRITTEN)
    kept = [sealing_papers.find(friends[0], entry.subject) for entry in left]
    assert {one.paper.form for one in kept} == {f"7.{number}" for number in range(1, 11)}
    assert all(path.name in (time.after or "") for one in kept for time in one.times)


def _words(widget: QWidget) -> list[str]:
    return [text.text() for text in widget.findChildren(Text)]


def test_the_history_gives_way_before_the_page_must_scroll(qtbot: QtBot, friends: Books) -> None:
    page = _Opened(qtbot, friends[0]).page
    page.resize(1282, 575)  # 1366×768 with title bar, task bar and the practice band
    assert page._main.verticalScrollBar().maximum() == 0
    page.resize(855, 460)
    assert page._main.verticalScrollBar().maximum() > 0


def test_a_good_package_passes_every_check_of_the_receiver(qtbot: QtBot, friends: Books) -> None:
    opened = _Opened(qtbot, friends[0])
    assert set(opened.checks().values()) == {OK}
    assert len(opened.checks()) == 8
    card = opened.page.checks_card
    assert "0 lỗi" in card.verdict.accessibleName()
    said = [say_check(c, opened.desk.office) for c in card.checks]
    assert "Thiếu bình quân: hộ nghèo 4,50, cận nghèo 1,50 chỉ số" in said


def test_checks_find_what_the_receiver_would(qtbot: QtBot, books: Books, tmp_path: Path) -> None:
    play(books[0], keep_open=["Bàn Thị Mùi"], residents=False)
    befriend(*books, tmp_path / "the")
    opened = _Opened(qtbot, books[0])
    wrong = {code for code, state in opened.checks().items() if state == ERR}
    assert wrong == {"balance", "complete", "residents"}
    card = opened.page.checks_card
    balance = next(c for c in card.checks if c.code == "balance")
    card._follow(balance)
    assert [h.head_name for h in card.listed.rows.rows] == ["Bàn Thị Mùi"]
    card.listed.table.opened.emit(card.listed.rows.rows[0])
    card.all.click()
    card._follow(next(c for c in card.checks if c.code == "residents"))
    uid = balance.households[0].uid
    among = RegisterTarget(among=(uid,), among_word="Lệch cân đối 1 hộ, ở Nà Cọn")
    assert opened.went == [
        ("households", uid), ("households", among), ("overview", "residents")
    ]  # fmt: skip
    key_sheet(books[0], "Bàn Thị Mùi", "Nà Cọn", YEAR, 130, 1)
    card.refresh.click()
    assert opened.checks()["balance"] == opened.checks()["complete"] == OK


def test_records_of_another_book_are_found_before_they_are_sent(
    qtbot: QtBot, friends: Books
) -> None:
    commune, _ = friends
    commune.execute("UPDATE household SET written_by = 'kẻ khác' WHERE head_name LIKE 'Lý%'")
    opened = _Opened(qtbot, commune)
    assert opened.checks()["opens"] == ERR
    assert not opened.page.roads_card.button.isEnabled()


def test_findings_are_counted_by_kind_and_lead_to_households(qtbot: QtBot, friends: Books) -> None:
    opened = _Opened(qtbot, friends[0])
    found = [c for c in opened.page.checks_card.checks if c.code == "finding"]
    assert {c.state for c in found} == {WARN}
    assert {c.details["finding"]: [h.head_name for h in c.households] for c in found} == {
        "b1-jump": ["Ma Văn Quý"],
        "deprived-against-proposal": ["Lý A Páo"],
    }
    words = {say_check(c, opened.desk.office) for c in found}
    assert "1 hộ có B1 đổi nhiều so với năm trước" in words


def test_every_finding_of_the_rules_has_its_words() -> None:
    source = Path(rules_checks.__file__).read_text(encoding="utf-8")
    import re

    codes = set(re.findall(r'"((?:[a-z]|b1)[a-z0-9]*(?:-[a-z0-9]+)+)"', source))
    assert "b1-jump" in codes
    assert len(codes) > 20
    for code in codes:
        assert t(f"check-finding-{code}")
        assert say_remark(code)[0].isupper()
    assert say_remark("của-bản-sau") == "của-bản-sau"


# First things first ------------------------------------------------------------------------------
def test_without_the_upper_card_the_page_says_what_to_do_first(
    qtbot: QtBot, books: Books, tmp_path: Path
) -> None:
    commune, upper = books
    play(commune)
    opened = _Opened(qtbot, commune)
    page = opened.page
    assert page.first_card.isVisible()
    assert not page.roads_card.isVisible()
    assert opened.checks()["key"] == ERR
    page.first_card.button.click()
    assert page.stack.currentWidget() is page.keys
    path = exchanging.write_card(upper, tmp_path / "the", now=NOW)
    page.open_package(path)  # a card that is opened goes to the keys
    page.keys.panel.digits.setText("0000 0000")
    page.keys.panel.trust_button.click()
    assert exchanging.trusted(commune) == []
    page.keys.panel.digits.setText(exchanging.code_of(exchanging.own_card(upper)))
    page.keys.panel.trust_button.click()
    assert [c.code for c in exchanging.trusted(commune)] == [PROVINCE]
    page.keys.back.click()
    assert page.roads_card.isVisible()
    assert not page.first_card.isVisible()


def test_without_a_round_there_is_nothing_to_send(qtbot: QtBot, books: Books) -> None:
    opened = _Opened(qtbot, books[0])
    assert opened.page._empty_view.isVisible()
    assert opened.lines() == []


# Sealing -----------------------------------------------------------------------------------------
def test_the_upper_book_takes_in_what_was_written_and_its_receipt_shows_equal_figures(
    qtbot: QtBot, friends: Books, tmp_path: Path
) -> None:
    commune, upper = friends
    opened = _Opened(qtbot, commune)
    path = _sealed(opened, tmp_path / "usb")
    page = opened.page
    assert "Đã ghi báo cáo số 1 và đọc lại: khớp từng byte." in page.note.accessibleName()
    assert path.name in page.note.accessibleName()
    parts = package.open_sealed(
        path.read_bytes(), keys=exchanging.own_keys(upper), me=exchanging.own_card(upper),
        known=exchanging.trusted(upper),
    ).parts  # fmt: skip
    papers = {name for name in parts if name.startswith("reports/")}
    assert papers == {f"reports/7.{n}.{kind}" for n in range(1, 11) for kind in ("pdf", "xlsx")}
    waiting = opened.lines()[1]
    assert (waiting.number, waiting.mine, accepted(waiting)) == (1, "2 / 2", None)
    state = received(waiting)
    assert state is not None
    assert state.word == "Chờ giấy nhận"

    (taken,) = receiving.take_in(upper, [path], receipts=tmp_path / "ve", now=NOW, by=BY)
    assert taken.verdict == "accepted"
    assert taken.receipt is not None
    page.open_package(taken.receipt)
    assert page.stack.currentWidget() is page.answer
    assert {(s.mine == s.received == s.accepted) for s in page.answer.sums.rows} == {True}
    assert page.answer.verdict.accessibleName() == (
        "Tỉnh Tuyên Quang đã nhận báo cáo số 1. Số của hai bên bằng nhau."
    )
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert opened.said == ["Đã ghi giấy nhận báo cáo số 1."]
    line = opened.lines()[1]
    states = [received(line), accepted(line)]
    assert [(s.state, s.word, s.faint) for s in states if s] == [("ok", "2 / 2", "08/12")] * 2
    # The same receipt again changes nothing, and can be read at any time.
    page.open_package(taken.receipt)
    assert not page.answer.note_button.isVisible()
    page.answer.back.click()
    page.history_card.table.opened.emit(line)
    assert page.stack.currentWidget() is page.answer
    assert opened.stray == []


def test_the_next_report_replaces_the_one_before(
    qtbot: QtBot, friends: Books, tmp_path: Path
) -> None:
    opened = _Opened(qtbot, friends[0])
    _sealed(opened, tmp_path / "usb")
    key_sheet(friends[0], "Ma Văn Quý", "Bản Phú", YEAR, 100, 5)
    opened.page.reload()
    said = [w.accessibleName() for w in opened.page.package_card.facts.findChildren(QWidget)]
    assert "Số 1, gửi ngày 08/12/2026" in said
    assert "hộ nghèo từ 2 thành 3" in said
    assert [x.number for x in opened.lines()] == [2, 1]


def test_ctrl_enter_seals_onto_the_stick_that_was_put_in(
    qtbot: QtBot, friends: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = _Opened(qtbot, friends[0])
    roads = opened.page.roads_card
    assert not roads.button.isEnabled()
    stick = tmp_path / "KINGSTON"
    stick.mkdir()
    there = [Volume("KINGSTON", stick, 12 << 30, removable=True)]
    monkeypatch.setattr(roads_module, "find_volumes", lambda: there)
    roads.look_for_volumes()
    assert roads.button.text() == "Niêm phong, ghi vào USB"
    qtbot.keyClick(opened.page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(list(stick.glob("*.rasoat"))) == 1
    assert "Rút USB được." in opened.page.note.accessibleName()
    monkeypatch.setattr(roads_module, "find_volumes", list)
    roads.look_for_volumes()
    assert not roads.button.isEnabled()


def test_a_folder_is_a_road_and_is_remembered(
    qtbot: QtBot, friends: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def choose(_parent: object, _title: str, start: str) -> str:
        asked.append(start)
        return str(tmp_path)

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", choose)
    roads = _Opened(qtbot, friends[0]).page.roads_card
    qtbot.mouseClick(roads.folder_road, Qt.MouseButton.LeftButton)
    assert roads.button.isEnabled()
    assert roads.button.text() == "Niêm phong, ghi vào thư mục"
    again = _Opened(qtbot, friends[0]).page.roads_card
    assert again.folder_road.folder == tmp_path
    assert again.button.isEnabled()
    qtbot.keyClick(again.folder_road, Qt.Key.Key_Space)  # chosen already: another is wanted
    assert asked == ["", str(tmp_path)]


def test_a_stick_goes_before_a_remembered_folder_but_not_before_a_chosen_one(
    qtbot: QtBot, friends: Books, tmp_path: Path
) -> None:
    remember(roads_module.FOLDER, str(tmp_path))
    roads = _Opened(qtbot, friends[0]).page.roads_card
    assert roads.road is roads.folder_road
    there = [Volume("A", tmp_path / "a", 1 << 30, removable=True)]
    roads._take(there)
    assert roads.road is roads._media[0]
    qtbot.mouseClick(roads.folder_road, Qt.MouseButton.LeftButton)
    roads._take([*there, Volume("B", tmp_path / "b", 1 << 30, removable=True)])
    assert roads.road is roads.folder_road


def test_arrows_go_from_road_to_road_without_asking(
    qtbot: QtBot, friends: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = [Volume("A", tmp_path, 1 << 30, removable=True)]
    monkeypatch.setattr(roads_module, "find_volumes", lambda: there)
    monkeypatch.delattr(QFileDialog, "getExistingDirectory")
    roads = _Opened(qtbot, friends[0]).page.roads_card
    assert roads.road is not None
    roads.road.setFocus()
    qtbot.keyClick(roads.road, Qt.Key.Key_Down)
    assert roads.road is roads.folder_road
    assert not roads.button.isEnabled()
    qtbot.keyClick(roads.folder_road, Qt.Key.Key_Up)
    assert roads.button.isEnabled()


def test_a_package_with_faults_is_sealed_only_after_the_question(
    qtbot: QtBot, books: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    play(books[0], keep_open=["Bàn Thị Mùi"])
    befriend(*books, tmp_path / "the")
    opened = _Opened(qtbot, books[0])
    answers = iter([False, True])
    monkeypatch.setattr(page_module, "ask", lambda *_: next(answers))
    opened.page.roads_card.choose_folder(tmp_path / "ra")
    opened.page.roads_card.button.click()
    assert not (tmp_path / "ra").exists()
    opened.page.roads_card.button.click()
    assert len(list((tmp_path / "ra").glob("*.rasoat"))) == 1


def test_a_full_stick_leaves_the_number_unused(
    qtbot: QtBot, friends: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> None:
        raise DiskFull(path=path.name)

    opened = _Opened(qtbot, friends[0])
    monkeypatch.setattr(exchanging, "write_whole", full)
    opened.page.seal(tmp_path)
    assert opened.page.note.accessibleName().startswith("Chưa ghi được gói, sổ vẫn nguyên.")
    assert [x.number for x in opened.lines()] == [1]
    assert exchanging.history(friends[0]) == []


# What comes back ---------------------------------------------------------------------------------
def test_a_returned_report_says_what_to_mend(qtbot: QtBot, friends: Books, tmp_path: Path) -> None:
    commune, upper = friends
    opened = _Opened(qtbot, commune)
    path = _sealed(opened, tmp_path / "usb")
    uid = next(h.uid for h in registering.everyone(commune) if h.head_name == "Lý A Páo")
    returned = receiving.return_package(
        upper, look(upper, path), "Xem lại hai hộ", receipts=tmp_path / "ve", now=NOW, by=BY,
        remarks=[
            Remark(record_uid=uid, verdict=Verdict.RETURNED, code="b1-jump"),
            Remark(record_uid="lạ", verdict=Verdict.RETURNED, text="Thiếu biên bản họp dân"),
        ],
    )  # fmt: skip
    assert returned.receipt is not None
    page = opened.page
    page.open_package(returned.receipt)
    assert "trả lại báo cáo số 1" in page.answer.verdict.accessibleName()
    assert page.answer.opinion.accessibleName() == "Cấp trên chưa đồng ý Xem lại hai hộ"
    rows = [(r.head, r.text) for r in page.answer.remarks.rows]
    assert rows == [
        ("Lý A Páo", "Có B1 đổi nhiều so với năm trước"),
        ("Chung cho báo cáo", "Thiếu biên bản họp dân"),
    ]
    page.answer.remarks_table.opened.emit(page.answer.remarks.rows[0])
    assert opened.went == [("households", uid)]
    page.answer.note_button.click()
    state = accepted(opened.lines()[1])
    assert state is not None
    assert (state.state, state.word) == ("returned", "Trả lại, 2 lỗi")
    page.history_card.table.opened.emit(opened.lines()[1])
    assert [(r.head, r.text) for r in page.answer.remarks.rows] == rows


def _returned(friends: Books, opened: _Opened, tmp_path: Path, texts: Sequence[str]) -> Path:
    """A receipt that returns report 1 with these remarks on the whole of it."""
    upper = friends[1]
    path = _sealed(opened, tmp_path / "usb")
    remarks = [Remark(record_uid=t, verdict=Verdict.RETURNED, text=t) for t in texts]
    returned = receiving.return_package(
        upper, look(upper, path), "Xem lại", receipts=tmp_path / "ve", now=NOW, by=BY,
        remarks=remarks,
    )  # fmt: skip
    assert returned.receipt is not None
    return returned.receipt


def test_a_noted_receipt_stays_in_sight_while_it_asks_for_something(
    qtbot: QtBot, friends: Books, tmp_path: Path
) -> None:
    opened = _Opened(qtbot, friends[0])
    page = opened.page
    page.open_package(_returned(friends, opened, tmp_path, ["một", "hai"]))
    page.answer.note_button.click()
    assert page.stack.currentWidget() is page.answer
    assert page.answer.remarks_table.hasFocus()
    assert not page.answer.settle.isHidden()
    page.answer.back.click()
    assert [x.open_remarks for x in opened.lines()] == [0, 2]
    assert page.history_card.rows.index(1, 6).data() == "Mở, 2 chưa xử lý"


def test_a_noted_receipt_that_asks_nothing_leads_back_but_not_to_the_seal(
    qtbot: QtBot, friends: Books, tmp_path: Path
) -> None:
    opened = _Opened(qtbot, friends[0])
    path = _sealed(opened, tmp_path / "usb")
    (taken,) = receiving.take_in(friends[1], [path], receipts=tmp_path / "ve", now=NOW, by=BY)
    assert taken.receipt is not None
    opened.page.open_package(taken.receipt)
    opened.page.answer.note_button.click()
    assert opened.page.stack.currentWidget() is opened.page._main
    assert opened.page.history_card.table.hasFocus()


def test_the_next_open_remark_is_chosen_when_one_was_dealt_with(
    qtbot: QtBot, friends: Books, tmp_path: Path
) -> None:
    opened = _Opened(qtbot, friends[0])
    answer = opened.page.answer
    opened.page.open_package(_returned(friends, opened, tmp_path, ["một", "hai", "ba"]))
    answer.note_button.click()
    rows = []
    for _ in range(3):
        answer.settle.click()
        rows.append(answer.remarks_table.currentIndex().row())
        assert answer.remarks_table.hasFocus()
    assert rows == [1, 2, 2]
    assert not any(r.heard.is_open for r in answer.remarks.rows)


def test_the_size_told_counts_the_papers_that_go_along(
    qtbot: QtBot, friends: Books, tmp_path: Path
) -> None:
    opened = _Opened(qtbot, friends[0])
    told = opened.page.roads_card._need
    size = _sealed(opened, tmp_path).stat().st_size
    assert size * 0.8 < told < size * 1.3


def test_a_receipt_for_another_book_is_shown_and_not_noted(
    qtbot: QtBot, friends: Books, tmp_path: Path
) -> None:
    commune, upper = friends
    opened = _Opened(qtbot, commune)
    path = _sealed(opened, tmp_path / "usb")
    (taken,) = receiving.take_in(upper, [path], receipts=tmp_path / "ve", now=NOW, by=BY)
    assert taken.receipt is not None
    commune.execute("DELETE FROM package")
    opened.page.open_package(taken.receipt)
    assert "chưa gửi" in opened.page.answer.verdict.accessibleName()
    assert not opened.page.answer.note_button.isVisible()


def test_unequal_sums_are_seen(friends: Books, tmp_path: Path) -> None:
    sent = {f"{package.FIGURE}poor_households": 2}
    answer = answering.Answer(
        year=YEAR, number=1, verdict=Verdict.TAKEN_IN, sent=sent,
        counted={f"{package.FIGURE}poor_households": 3}, mine={}, opinion=Said(), verdicts={},
        named={},
    )  # fmt: skip
    assert not answer.agrees
    [total] = answer.shown()
    assert (total.name, total.mine, total.received, total.accepted) == (
        "poor_households",
        None,
        2,
        3,
    )


def test_a_damaged_file_is_refused_in_the_page(
    qtbot: QtBot, friends: Books, tmp_path: Path
) -> None:
    opened = _Opened(qtbot, friends[0])
    bad = tmp_path / "hong.rasoat"
    bad.write_bytes(b"PK\x03\x04 nothing of ours")
    opened.page.open_package(bad)
    assert "Sổ vẫn nguyên" in opened.page.note.accessibleName()
    assert opened.page.stack.currentWidget() is opened.page._main
    assert opened.stray == []


def test_a_package_can_be_dropped_on_the_page(qtbot: QtBot, friends: Books, tmp_path: Path) -> None:
    opened = _Opened(qtbot, friends[0])
    card = exchanging.write_card(friends[1], tmp_path, now=NOW)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(card))])
    event = QDropEvent(
        QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    opened.page.dropEvent(event)
    assert opened.page.stack.currentWidget() is opened.page.keys
    qtbot.keyClick(opened.page, Qt.Key.Key_Escape)
    assert opened.page.stack.currentWidget() is opened.page._main


# The rest ----------------------------------------------------------------------------------------
def test_the_upper_desk_has_cards_and_the_log(qtbot: QtBot, friends: Books, tmp_path: Path) -> None:
    commune, upper = friends
    path = _sealed(_Opened(qtbot, commune), tmp_path / "usb")
    receiving.take_in(upper, [path], receipts=tmp_path / "ve", now=NOW, by=BY)
    page = exchange_page(desk_of(upper))
    qtbot.addWidget(page)
    page.reload()
    assert isinstance(page, UpperExchangePage)
    ways = sorted((p.direction, p.kind) for p in page.rows.rows)
    assert ways == [("in", "report"), ("out", "receipt")]
    assert page.rows.index(0, 1).data() == "Xã Bình An"
    assert page.on_changed(changes("package"))


@pytest.mark.parametrize(
    ("size", "shown"),
    [(900, "1 KB"), (35_632, "35 KB"), (1_363_149, "1,3 MB"), (12 << 30, "12,0 GB")],
)
def test_sizes_are_said_as_people_say_them(size: int, shown: str) -> None:
    assert show_size(size) == shown


def test_volumes_can_be_written_and_removable_ones_come_first() -> None:
    found: Sequence[Volume] = find_volumes()
    assert [v.removable for v in found] == sorted((v.removable for v in found), reverse=True)
    assert all(v.folder.is_dir() and v.name for v in found)


def test_checks_of_units_name_communes_above(books: Books) -> None:
    office = exchanging.office(books[1])
    check = Check(code="residents", details={"count": 3})
    assert say_check(check, office) == "Đủ tổng số hộ, số người của 3 xã"
