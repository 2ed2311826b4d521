"""The window of the pass phrase: right, wrong, forgotten; a book in use, gone, lost and restored."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.errors import WrongPassphrase
from desktop.services import upkeep
from desktop.ui import memory
from desktop.ui.start.code_field import GROUPS, CodeField
from desktop.ui.start.phrase import PhraseQuestion
from desktop.ui.start.restore import RestoreQuestion
from desktop.ui.start.unlock import CodeQuestion, UnlockQuestion
from tests.ui.hands import NOW, PHRASE, Hands, hands, make_book

NEW = "song trong hon xua"


@pytest.fixture
def at(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Hands]:
    """A program with no window yet."""
    made = hands(qtbot, monkeypatch, tmp_path)
    yield made
    made.close()


def _with_book(at: Hands) -> tuple[Path, str]:
    """The program asks for the phrase of a book that was open last; its path and code."""
    path = at.data / "so" / "2025_02296.rasoat-book"
    code = make_book(path)
    memory.remember_book(path, "Xã Bình An")
    at.program.begin()
    return path, code


def _recover(at: Hands, code: str) -> None:
    at.question(UnlockQuestion).recover.click()
    QTest.keyClicks(at.question(CodeQuestion).code.groups[0], code[:4])
    for group, part in zip(
        at.question(CodeQuestion).code.groups[1:], code.split("-")[1:], strict=True
    ):
        QTest.keyClicks(group, part.lower())
    at.enter()


def test_the_right_phrase_opens_the_book(at: Hands) -> None:
    path, _ = _with_book(at)
    assert at.question(UnlockQuestion).lead.text() == "Xã Bình An"
    at.type(PHRASE)
    at.enter()
    assert at.main.desk.path == path
    assert at.main.desk.by == "Nong Thi Yen"


@pytest.mark.parametrize("phrase", ["mua len nuong 4", "ngan"])
def test_a_wrong_phrase_says_so_and_is_ready_for_another(at: Hands, phrase: str) -> None:
    _with_book(at)
    at.type(phrase)
    at.enter()
    asked = at.question(UnlockQuestion)
    assert "Câu mở sổ chưa đúng" in asked.said()
    assert asked.phrase.property("bad") == "true"
    assert asked.phrase.selectedText() != ""
    at.type(PHRASE)
    at.enter()
    assert at.main.desk.office.code == "02296"


def test_an_empty_phrase_is_not_even_tried(at: Hands) -> None:
    _with_book(at)
    at.enter()
    assert "Gõ câu mở sổ" in at.question(UnlockQuestion).said()


def test_the_phrase_is_hidden_until_shown(at: Hands) -> None:
    _with_book(at)
    asked = at.question(UnlockQuestion)
    assert asked.phrase.echoMode() is QLineEdit.EchoMode.Password
    asked.show_phrase.click()
    assert asked.phrase.echoMode() is QLineEdit.EchoMode.Normal


def test_a_book_in_use_elsewhere_stays_closed(at: Hands) -> None:
    path, _ = _with_book(at)
    other = upkeep.open_book(path, passphrase=PHRASE)
    try:
        at.type(PHRASE)
        at.enter()
        assert "đang mở ở cửa sổ hoặc lệnh khác" in at.question(UnlockQuestion).said()
    finally:
        upkeep.close_book(other)
    at.enter()
    assert at.main.desk.path == path


def test_a_book_that_is_gone_offers_the_backup(at: Hands) -> None:
    memory.remember_book(at.data / "so" / "gone.rasoat-book", "Xã Bình An")
    at.program.begin()
    asked = at.question(UnlockQuestion)
    assert "Không thấy sổ gone.rasoat-book" in asked.said()
    asked.restore.click()
    at.question(RestoreQuestion)


def test_the_recovery_sheet_leads_to_a_new_phrase_and_a_new_sheet(at: Hands) -> None:
    path, code = _with_book(at)
    _recover(at, code)
    at.question(PhraseQuestion)
    at.type(NEW)
    at.press(Qt.Key.Key_Tab)
    at.type(NEW)
    at.enter()
    assert memory.sheet_is_missing()
    at.keep_sheet()
    assert at.main.desk.path == path
    at.program.close()
    with pytest.raises(WrongPassphrase):
        upkeep.open_book(path, passphrase=PHRASE)
    upkeep.close_book(upkeep.open_book(path, passphrase=NEW))


def test_a_mistyped_code_is_told_from_a_code_of_another_book(at: Hands) -> None:
    _, code = _with_book(at)
    last = "0" if code[-1] != "0" else "1"
    _recover(at, code[:-1] + last)
    assert "Mã khôi phục gõ chưa đúng" in at.question(CodeQuestion).said()
    other = make_book(at.data / "so" / "other.rasoat-book", code="02548")
    for group, part in zip(at.question(CodeQuestion).code.groups, other.split("-"), strict=True):
        group.setText(part)
    at.start.go_on()
    assert "không phải mã của sổ này" in at.question(CodeQuestion).said()


def test_a_code_with_a_gap_is_not_tried(at: Hands) -> None:
    _with_book(at)
    at.question(UnlockQuestion).recover.click()
    at.enter()
    asked = at.question(CodeQuestion)
    assert asked.said()
    assert asked.code.groups[0].hasFocus() or at.window.focusWidget() is asked.code.groups[0]


def test_groups_hand_on_take_pastes_and_step_back(qtbot: QtBot) -> None:
    field = CodeField()
    qtbot.addWidget(field)
    field.show()
    QTest.keyClicks(field.groups[0], "abcd")
    assert field.groups[0].text() == "ABCD"
    assert field.focusWidget() is field.groups[1]
    QTest.keyClick(field.groups[1], Qt.Key.Key_Backspace)
    assert field.focusWidget() is field.groups[0]
    code = "-".join(f"{n:04d}" for n in range(GROUPS))
    QGuiApplication.clipboard().setText(code)
    QTest.keyClick(field.groups[5], Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert field.value() == code
    assert field.is_full()


def test_a_sheet_that_was_never_kept_is_asked_for_again(at: Hands) -> None:
    path = at.data / "so" / "2025_02296.rasoat-book"
    code = make_book(path)
    memory.remember_book(path, "Xã Bình An")
    memory.remember_sheet(kept=False)
    at.program.begin()
    at.type(PHRASE)
    at.enter()
    at.keep_sheet()
    assert at.main.desk.path == path
    assert not memory.sheet_is_missing()
    at.program.close()
    upkeep.close_book(upkeep.open_book(path, code=code))


def test_an_existing_book_is_remembered_once_it_was_opened(
    at: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = at.data / "elsewhere" / "so.rasoat-book"
    make_book(path)
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getOpenFileName", lambda *_: (str(path), ""))
    at.program.begin()
    at.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert at.question(UnlockQuestion).lead.text() == "so"
    assert memory.last_book() is None
    at.type(PHRASE)
    at.enter()
    assert memory.last_book() == path


def _backup(at: Hands, book: Path) -> Path:
    db = upkeep.open_book(book, passphrase=PHRASE)
    try:
        return upkeep.back_up(db, at.data / "usb", now=NOW, by="Nong Thi Yen")
    finally:
        upkeep.close_book(db)


def test_a_lost_book_is_restored_in_its_place(at: Hands) -> None:
    book = at.data / "so" / "2025_02296.rasoat-book"
    make_book(book)
    backup = _backup(at, book)
    book.unlink()
    memory.remember_book(book, "Xã Bình An")
    at.program.begin()
    at.question(UnlockQuestion).restore.click()
    asked = at.question(RestoreQuestion)
    at.enter()
    assert "Chưa chọn tệp sao lưu" in asked.said()
    asked.file.field.setText(str(backup))
    asked.phrase.setFocus()
    at.type("sai hoan toan")
    at.enter()
    assert "Câu mở sổ chưa đúng" in asked.said()
    assert not book.exists()
    at.type(PHRASE)
    at.enter()
    assert "Đã khôi phục" in asked.said()
    at.enter()
    assert at.main.desk.path == book


def test_a_backup_opened_by_the_sheet_gets_a_new_phrase(at: Hands) -> None:
    book = at.data / "elsewhere" / "2025_02296.rasoat-book"
    code = make_book(book)
    backup = _backup(at, book)
    at.program.begin()
    at.program.restore()
    asked = at.question(RestoreQuestion)
    asked.file.field.setText(str(backup))
    asked.by_code.click()
    assert asked.is_by_sheet()
    for group, part in zip(asked.code.groups, code.split("-"), strict=True):
        group.setText(part)
    at.start.go_on()
    at.start.go_on()
    at.question(PhraseQuestion)
    at.type(NEW)
    at.press(Qt.Key.Key_Tab)
    at.type(NEW)
    at.enter()
    at.keep_sheet()
    assert at.main.desk.path == at.data / "so" / backup.name
    assert at.main.desk.path.exists()
