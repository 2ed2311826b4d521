"""What the upper office says is typed once at its desk, read at the commune's, and taken over at one press."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.domain.answer import Said
from desktop.domain.household import Household
from desktop.domain.procedure import Opinion
from desktop.services import (
    exchanging,
    hearing,
    judging,
    offering,
    proceeding,
    receipting,
    registering,
)
from desktop.services.examining import look
from desktop.services.overview import situation
from desktop.store import answers, packages, procedures
from desktop.store.connection import Db, writing
from desktop.store.packages import Package
from desktop.ui.page import Desk
from desktop.ui.pages.commune_overview.attention import attention
from desktop.ui.pages.exchange import ExchangePage
from desktop.ui.pages.exchange import roads as roads_module
from desktop.ui.pages.households.page import HouseholdsPage
from desktop.ui.pages.households.target import RegisterTarget
from desktop.ui.pages.inbox import InboxPage
from desktop.ui.pages.minute import MinuteMenu
from desktop.ui.pages.process.asks import Chosen, asking
from desktop.ui.widgets import Link, Text
from tests.ui.small_books import (
    BY,
    COMMUNE,
    NOW,
    PROVINCE,
    YEAR,
    befriend,
    desk_of,
    make_book,
    play,
    stray,
)

WORDS = "Hộ có 3 người đi làm xa, xác minh lại"
LETTER = Said(
    text="Nhất trí kết quả", number="215/UBND-VX", on=datetime.date(2026, 12, 7), agrees=True
)


class Pair:
    """A commune with its report on a stick, and its province."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.commune = make_book(folder / "xa.rasoat-book")
        self.upper = make_book(folder / "tinh.rasoat-book", PROVINCE)
        play(self.commune)
        befriend(self.commune, self.upper, folder / "the")
        packed = exchanging.pack_report(
            self.commune, YEAR, PROVINCE, folder / "usb", now=NOW, by=BY
        )
        self.path, self.sha = packed.path, packed.sha256

    def home(self, head: str = "Lý A Páo") -> Household:
        return next(h for h in registering.everyone(self.commune) if h.head_name == head)

    def answered(self, said: Said | None = None, *, remark: str = "") -> Path:
        """The receipt, with a remark on one household."""
        if remark:
            receipting.remark(
                self.upper,
                self.home().uid,
                remark,
                package=self.sha,
                office=COMMUNE,
                now=NOW,
                by=BY,
            )
        judged = judging.accept(
            self.upper, self.path, receipts=self.folder / "ve", said=said, now=NOW, by=BY
        )
        assert judged.receipt is not None
        return judged.receipt

    def hear(self, path: Path) -> None:
        hearing.take_receipt(self.commune, look(self.commune, path), now=NOW, by=BY)


@pytest.fixture
def pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pair]:
    monkeypatch.setenv("RASOAT_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(roads_module, "find_volumes", list)
    made = Pair(tmp_path)
    yield made
    made.commune.close()
    made.upper.close()


def _inbox(qtbot: QtBot, pair: Pair) -> InboxPage:
    desk = desk_of(pair.upper)
    page = InboxPage(desk)
    desk.worker.changed.connect(lambda c: page.reload() if page.on_changed(c) else None)
    qtbot.addWidget(page)
    page.resize(1206, 700)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.decisions.choose_folder = lambda title, start: str(pair.folder / "ve")
    page.reload()
    page.read([pair.path])
    return page


def _exchange(qtbot: QtBot, desk: Desk) -> ExchangePage:
    page = ExchangePage(desk)
    desk.worker.changed.connect(lambda c: page.reload() if page.on_changed(c) else None)
    qtbot.addWidget(page)
    page.resize(1206, 700)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.reload()
    return page


def _report(db: Db, sha: str) -> Package:
    found = packages.get(db, sha)
    assert found is not None
    return found


# At the upper desk -------------------------------------------------------------------------------
def test_a_remark_is_written_on_a_household_of_the_package(qtbot: QtBot, pair: Pair) -> None:
    page = _inbox(qtbot, pair)
    page.detail.changes.table.setFocus()
    page.detail.changes.table.choose_row(2)
    line = page.detail.changes.table.record()
    assert line is not None
    qtbot.keyClick(page, Qt.Key.Key_F6)
    assert page.detail.remarks.number.text() == line.number
    page.detail.remarks.words.setText(WORDS)
    qtbot.keyClick(page.detail.remarks.words, Qt.Key.Key_Return)
    [spoken] = page.detail.remarks.model.rows
    assert (spoken.given.household_uid, spoken.given.text) == (line.uid, WORDS)
    assert page.detail.remarks.number.text() == ""
    page.detail.remarks.table.followed.emit(spoken)
    assert page.detail.remarks.model.rows == []


def test_a_number_that_nobody_has_is_told(qtbot: QtBot, pair: Pair) -> None:
    page = _inbox(qtbot, pair)
    page.detail.remarks.wanted.emit("9999", WORDS)
    assert "không có hộ số 9999" in page.detail.remarks.number.toolTip()
    assert page.detail.remarks.model.rows == []


def test_one_key_turns_a_finding_into_remarks(qtbot: QtBot, pair: Pair) -> None:
    page = _inbox(qtbot, pair)
    page.detail.findings.go_next()
    check = page.detail.findings.table.record()
    assert check is not None
    for _ in range(2):
        qtbot.keyClick(page, Qt.Key.Key_F6)
    rows = page.detail.remarks.model.rows
    assert [s.given.household_uid for s in rows] == [h.uid for h in check.households]
    assert rows[0].given.code == check.details["finding"]


def test_the_opinion_goes_with_the_receipt(qtbot: QtBot, pair: Pair) -> None:
    page = _inbox(qtbot, pair)
    errors = stray(page.desk)
    qtbot.keyClick(page, Qt.Key.Key_F7)
    fields = page.detail.bar.fields
    fields.text.setPlainText(LETTER.text)
    fields.number.setText(LETTER.number)
    fields.day.setText("không rõ")
    page.detail.bar.confirm.click()
    assert packages.log(pair.upper) == []  # a day that cannot be read holds it back
    fields.day.setText("7/12/2026")
    page.detail.bar.confirm.click()
    assert answers.opinion(pair.upper, pair.sha) == LETTER
    [receipt] = (pair.folder / "ve").glob("*.rasoat")
    pair.hear(receipt)
    assert offering.opinion_of(_report(pair.commune, pair.sha)) == LETTER
    assert errors == []


def test_a_return_carries_reason_and_letter(qtbot: QtBot, pair: Pair) -> None:
    page = _inbox(qtbot, pair)
    page.detail.bar.give_back.click()
    page.detail.bar.reason.setPlainText("Xem lại hai hộ")
    page.detail.bar.fields.number.setText("20/CV")
    page.detail.bar.confirm.click()
    assert _report(pair.upper, pair.sha).verdict == "returned"
    said = answers.opinion(pair.upper, pair.sha)
    assert said == Said(text="Xem lại hai hộ", number="20/CV", agrees=False)


def test_an_opinion_later_is_a_receipt_again_without_the_file(qtbot: QtBot, pair: Pair) -> None:
    pair.answered()
    page = _inbox(qtbot, pair)
    page.tray.drop(page.tray.glances[0].id)
    page.reload()
    assert page.list.choose_sender(COMMUNE)
    bar = page.detail.bar
    assert bar.opinion.isVisible()
    assert not bar.accept.isVisible()
    bar.opinion.click()
    bar.fields.show_said(LETTER)
    bar.confirm.click()
    assert answers.opinion(pair.upper, pair.sha) == LETTER
    assert len(list((pair.folder / "ve").glob("*.rasoat"))) == 2


def test_what_waits_to_be_said_is_written_at_one_press(qtbot: QtBot, pair: Pair) -> None:
    pair.answered()
    receipting.remark(pair.upper, pair.home().uid, "Trùng với hộ ở xã khác", now=NOW, by=BY)
    page = _inbox(qtbot, pair)
    assert page.besides.owed.isVisible()
    page.decisions.receipts = pair.folder / "ve2"
    page.besides.write.click()
    assert not page.besides.owed.isVisible()
    [receipt] = (pair.folder / "ve2").glob("*.rasoat")
    pair.hear(receipt)
    assert answers.open_count(pair.commune) == (1, 1)


# At the commune's --------------------------------------------------------------------------------
def test_remarks_lead_to_households_and_are_settled(qtbot: QtBot, pair: Pair) -> None:
    receipt = pair.answered(remark=WORDS)
    desk = desk_of(pair.commune)
    went: list[tuple[str, object]] = []
    desk.go = lambda page_id, target=None: went.append((page_id, target))
    page = _exchange(qtbot, desk)
    page.open_package(receipt)
    assert not page.answer.settle.isVisible()  # nothing is noted yet
    page.answer.note_button.click()
    page.history_card.table.opened.emit(page.history_card.rows.rows[1])
    assert "1 hộ cần làm rõ" in page.answer.counts.text()
    [said] = page.answer.remarks.rows
    assert (said.text, said.head) == (WORDS, "Lý A Páo")
    page.answer.remarks_table.opened.emit(said)
    assert went == [("households", pair.home().uid)]
    page.answer.remarks_table.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_F6)
    assert answers.open_count(pair.commune) == (0, 0)
    assert [r.heard.is_open for r in page.answer.remarks.rows] == [False]


def test_an_answer_that_a_newer_one_has_overtaken_is_told(qtbot: QtBot, pair: Pair) -> None:
    first = judging.give_back(
        pair.upper, pair.path, "Xem lại", receipts=pair.folder / "ve", now=NOW, by=BY
    ).receipt
    assert first is not None
    packed = exchanging.pack_report(pair.commune, YEAR, PROVINCE, pair.folder, now=NOW, by=BY)
    second = judging.accept(
        pair.upper, packed.path, receipts=pair.folder / "ve", now=NOW, by=BY
    ).receipt
    assert second is not None
    page = _exchange(qtbot, desk_of(pair.commune))
    for receipt in (second, first):
        page.open_package(receipt)
        page.answer.note_button.click()
    assert "giấy nhận báo cáo số 2 đã ghi trước" in page.note.accessibleName()
    assert page.stack.currentWidget() is not page.answer


def test_three_columns_tell_mine_received_and_accepted(qtbot: QtBot, pair: Pair) -> None:
    receipt = pair.answered()
    page = _exchange(qtbot, desk_of(pair.commune))
    page.open_package(receipt)
    rows = {r.name: (r.mine, r.received, r.accepted) for r in page.answer.sums.rows}
    assert rows["poor_households"] == (2, 2, 2)
    assert rows["resident_households"] == (80, 80, 80)


def test_an_opinion_that_cannot_be_taken_over_yet_is_told_why(qtbot: QtBot, pair: Pair) -> None:
    pair.hear(pair.answered(LETTER))
    page = _exchange(qtbot, desk_of(pair.commune))
    page.history_card.table.opened.emit(page.history_card.rows.rows[1])
    assert page.answer.take_over.isVisible()
    page.answer.take_over.click()
    assert page.note.accessibleName().startswith("Chưa ghi được ý kiến vào quy trình.")


def test_the_panel_tells_what_was_said_of_a_household(qtbot: QtBot, pair: Pair) -> None:
    pair.hear(pair.answered(remark=WORDS))
    home = pair.home()
    registering.save_household(pair.commune, replace(home, note="đã hỏi"), now=NOW, by=BY)
    desk = desk_of(pair.commune)
    page = HouseholdsPage(desk)
    desk.worker.changed.connect(lambda c: page.reload() if page.on_changed(c) else None)
    qtbot.addWidget(page)
    page.resize(1366, 760)
    page.show()
    page.reload()
    assert page.filters.remark.isVisible()
    page.open_target(RegisterTarget(remark="open"))
    assert [line.uid for line in page.card.model.rows] == [home.uid]
    block = page.panel.said
    shown = [w.text() for w in block.findChildren(Text) if not w.isHidden()]
    assert WORDS in shown
    assert any("Hộ đã sửa sau báo cáo số 1" in words for words in shown)
    block.findChildren(Link)[-1].click()
    assert answers.open_count(pair.commune) == (0, 0)


def test_a_book_without_answers_shows_none(qtbot: QtBot, pair: Pair) -> None:
    page = HouseholdsPage(desk_of(pair.commune))
    qtbot.addWidget(page)
    page.resize(1366, 760)
    page.show()
    page.reload()
    page.open_target(pair.home().uid)
    assert not page.filters.remark.isVisible()
    assert not page.panel.said.isVisible()


def test_the_overview_leads_to_what_was_said(pair: Pair) -> None:
    pair.hear(pair.answered(LETTER, remark=WORDS))
    desk = desk_of(pair.commune)
    lines = attention(situation(pair.commune, YEAR), [], desk.office)
    led = [(line.page, line.target) for line in lines]
    assert ("households", RegisterTarget(remark="open")) in led
    assert any(line.first.startswith("Ý kiến của cấp trên đã về") for line in lines)


# At either ---------------------------------------------------------------------------------------
def test_a_minute_is_saved_at_both_desks(qtbot: QtBot, pair: Pair, tmp_path: Path) -> None:
    pair.hear(pair.answered(LETTER, remark=WORDS))
    for name, db in (("xa", pair.commune), ("tinh", pair.upper)):
        desk = desk_of(db)
        said: list[str] = []
        desk.say = lambda text, undo=None, said=said: said.append(text)
        page = ExchangePage(desk) if name == "xa" else InboxPage(desk)
        qtbot.addWidget(page)
        menu = MinuteMenu(desk, page, lambda error: pytest.fail(str(error)))
        report = _report(db, pair.sha)
        assert len(menu.menu(report).actions()) == 3
        for kind, magic in (("pdf", b"%PDF"), ("xlsx", b"PK")):
            menu.save(report, kind, tmp_path / f"{name}.{kind}")
            assert (tmp_path / f"{name}.{kind}").read_bytes().startswith(magic)
        assert len(said) == 2


def test_the_form_of_the_step_begins_with_what_the_receipt_brought(pair: Pair) -> None:
    pair.hear(pair.answered(LETTER))
    case = f"periodic-{YEAR}"
    letter = Opinion(uid="o1", case_uid=case, sent_on=NOW.date(), sent_number="80/BC-UBND")
    with writing(pair.commune):
        procedures.put(pair.commune, [letter])
    form = asking(proceeding.look(pair.commune, case, now=NOW), "opinion", Chosen())
    assert form is not None
    values = {ask.id: ask.value for ask in form.asks}
    assert (values["number"], values["said"], values["agrees"]) == (LETTER.number, LETTER.text, "yes")  # fmt: skip
