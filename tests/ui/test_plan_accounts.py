"""Accounts in the window: begun, written, closed, opened, quoted from below, written as files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from pytestqt.qtbot import QtBot

from desktop.domain.planning import Account, AccountKind
from desktop.services.planning import accounting, accounts
from desktop.store import plans
from desktop.store.connection import Db, close_book, writing
from desktop.ui.page import Desk
from desktop.ui.pages.plan.accounts import AccountsPart
from tests.ui.small_books import BY, NOW, PROVINCE, YEAR, desk_of, make_book, play, stray

UNIT = "02296"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Db]:
    made = make_book(tmp_path / "xa.rasoat-book")
    play(made)
    yield made
    close_book(made)


@pytest.fixture
def upper(tmp_path: Path) -> Iterator[Db]:
    made = make_book(tmp_path / "tinh.rasoat-book", PROVINCE)
    yield made
    close_book(made)


def opened(db: Db, qtbot: QtBot, desk: Desk | None = None) -> AccountsPart:
    part = AccountsPart(desk or desk_of(db))
    part.year = YEAR
    qtbot.addWidget(part)
    part.resize(1240, 640)
    part.show()
    part.reload()
    return part


def leave(part: AccountsPart, name: str, text: str) -> None:
    """Type into a field and leave it."""
    field = part.fields.fields[name]
    field.setPlainText(text)
    field.focusOutEvent(QFocusEvent(QFocusEvent.Type.FocusOut, Qt.FocusReason.TabFocusReason))


def only(db: Db) -> Account:
    (account,) = plans.of_kind(db, Account)
    return account


# Begin and write -------------------------------------------------------------------------------------
def test_an_empty_year_says_what_to_do_first(db: Db, qtbot: QtBot) -> None:
    part = opened(db, qtbot)
    assert part.stack.currentWidget() is part.empty
    assert part.fields.isHidden()
    assert not any(button.isEnabled() for button in part.buttons)
    assert part.slots.model.rowCount() == 2


def test_enter_begins_the_account_under_the_cursor(db: Db, qtbot: QtBot) -> None:
    part = opened(db, qtbot)
    part.slots.table.choose_row(1)
    qtbot.keyClick(part.slots.table, Qt.Key.Key_Return)
    assert only(db).kind is AccountKind.YEAR
    assert part.stack.currentWidget() is part.paper
    assert part.paper.page_count > 0
    assert part.fields.isVisibleTo(part)
    part.view.set_index(1)
    part.view.chosen.emit(1)
    assert "TÌNH HÌNH, KẾT QUẢ THỰC HIỆN MỤC TIÊU" in part.reading.words()


def test_what_is_written_is_kept_whole_when_the_field_is_left(db: Db, qtbot: QtBot) -> None:
    part = opened(db, qtbot)
    part.begin(AccountKind.YEAR, YEAR)
    leave(part, "difficulties", "Địa bàn rộng.\nThiếu vốn.")
    assert only(db).words == {"difficulties": "Địa bàn rộng.\nThiếu vốn."}
    assert not part.fields.changed()
    again = opened(db, qtbot)
    assert again.fields.fields["difficulties"].value() == "Địa bàn rộng.\nThiếu vốn."


def test_what_is_half_typed_outlives_a_change_of_the_book_and_leaving_the_page(
    db: Db, qtbot: QtBot
) -> None:
    part = opened(db, qtbot)
    part.begin(AccountKind.YEAR, YEAR)
    part.fields.fields["causes"].setPlainText("Thiếu đất sản")
    part.reload()
    assert part.fields.fields["causes"].value() == "Thiếu đất sản"
    assert part.may_leave()
    assert only(db).words == {"causes": "Thiếu đất sản"}


def test_typing_that_pauses_is_kept_and_the_caret_stays(db: Db, qtbot: QtBot) -> None:
    part = opened(db, qtbot)
    part.begin(AccountKind.YEAR, YEAR)
    field = part.fields.fields["causes"]
    field.setFocus()
    qtbot.keyClicks(field, "Thieu dat ")
    field._pause.timeout.emit()
    assert only(db).words == {"causes": "Thieu dat"}
    qtbot.keyClicks(field, "san xuat")
    assert field.value() == "Thieu dat san xuat"


def test_typing_that_never_pauses_is_kept_too(
    db: Db, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.ui.pages.plan.accounts.fields.LONGEST", 60)
    part = opened(db, qtbot)
    part.begin(AccountKind.YEAR, YEAR)
    qtbot.waitUntil(lambda: part.shown is not None)
    field = part.fields.fields["difficulties"]
    field.setFocus()
    for _ in range(8):
        qtbot.keyClicks(field, "xa ")
        qtbot.wait(20)
    qtbot.waitUntil(lambda: only(db).words.get("difficulties", "").startswith("xa"), timeout=1500)


def test_a_period_is_begun_by_its_first_year_and_a_wrong_one_is_marked(
    db: Db, qtbot: QtBot
) -> None:
    part = opened(db, qtbot)
    part.slots.first.setText(str(YEAR))
    part.slots.period.click()
    assert part.slots.first.property("bad") == "true"
    assert plans.of_kind(db, Account) == ()
    part.slots.first.setText(str(YEAR - 1))
    part.slots.period.click()
    account = only(db)
    assert (account.kind, account.first, account.year) == (AccountKind.PERIOD, YEAR - 1, YEAR)
    assert part.slots.model.rowCount() == 3


# Close, open, remove -----------------------------------------------------------------------------------
def test_closing_freezes_and_opening_lets_write_again(db: Db, qtbot: QtBot) -> None:
    part = opened(db, qtbot)
    part.begin(AccountKind.YEAR, YEAR)
    part.fields.fields["assessment"].setPlainText("Đạt kế hoạch.")
    part.fields.turn.click()
    account = only(db)
    assert account.closed_on == NOW.date()
    assert account.words == {"assessment": "Đạt kế hoạch."}
    assert account.figures["poor.2026"] == 2
    assert part.fields.fields["assessment"].isReadOnly()
    assert part.fields.note.isVisibleTo(part)
    part.fields.turn.click()
    assert only(db).closed_on is None
    assert not part.fields.fields["assessment"].isReadOnly()


def test_an_account_is_removed_by_delete_and_comes_back(db: Db, qtbot: QtBot) -> None:
    undo = []
    desk = desk_of(db)
    desk.say = lambda _, back=None: undo.append(back)
    part = opened(db, qtbot, desk)
    part.begin(AccountKind.YEAR, YEAR)
    qtbot.keyClick(part.slots.table, Qt.Key.Key_Delete)
    assert plans.of_kind(db, Account) == ()
    assert part.stack.currentWidget() is part.empty
    undo[-1]()
    assert only(db).kind is AccountKind.YEAR


def test_what_cannot_be_done_is_said_in_the_page_and_nothing_is_lost(db: Db, qtbot: QtBot) -> None:
    part = opened(db, qtbot)
    part.begin(AccountKind.YEAR, YEAR)
    accounts.close(db, part.uid, NOW.date(), now=NOW, by=BY)  # by another window of the office
    leave(part, "proposals", "Xin thêm vốn.")
    assert part.note.isVisibleTo(part)
    assert part.fields.fields["proposals"].value() == "Xin thêm vốn."


def test_files_of_all_kinds_are_written(db: Db, qtbot: QtBot, tmp_path: Path) -> None:
    desk = desk_of(db)
    wrong = stray(desk)
    part = opened(db, qtbot, desk)
    part.begin(AccountKind.YEAR, YEAR)
    for kind, button in part.files.buttons.items():
        assert button.isEnabled()
        part.files.save(kind, tmp_path / f"bao-cao.{kind}")
        assert (tmp_path / f"bao-cao.{kind}").stat().st_size > 1000
    assert wrong == []


# Units below -------------------------------------------------------------------------------------------
def come(db: Db, words: dict[str, str]) -> None:
    """The account of a commune, as a package brings it."""
    own = Account(uid="x", office=PROVINCE, kind=AccountKind.YEAR, year=YEAR, first=YEAR)
    figures = accounting.count(db, own, NOW.date())
    commune = replace(figures.office, code=UNIT, name="Xã Bình An")
    account = Account(
        uid=accounts.account_uid(UNIT, AccountKind.YEAR, YEAR, YEAR), office=UNIT,
        kind=AccountKind.YEAR, year=YEAR, first=YEAR, words=words, closed_on=NOW.date(),
        counted=msgspec.json.encode(replace(figures, office=commune)).decode(),
    )  # fmt: skip
    with writing(db):
        plans.put(db, [account])


def test_the_upper_desk_reads_accounts_of_its_units_and_quotes_them(
    upper: Db, qtbot: QtBot
) -> None:
    come(upper, {"proposals": "Làm đập.", "difficulties": "Thiếu nước."})
    part = opened(upper, qtbot)
    part.begin(AccountKind.YEAR, YEAR)
    first = part.below.model.record(part.below.model.index(0, 0))
    assert first is not None
    assert (first.code, first.state) == (UNIT, "closed")
    part.below.table.setFocus()
    part.below.table.choose_row(0)
    qtbot.keyClick(part.below.table, Qt.Key.Key_Return)
    assert part.stack.currentWidget() is part.reading
    assert "Làm đập." in part.reading.words()
    part.quote_button.click()
    own = accounts.get(upper, part.uid)
    assert own.words == {
        "difficulties": "Xã Bình An: Thiếu nước.",
        "proposals": "Xã Bình An: Làm đập.",
    }
    assert part.fields.fields["proposals"].value() == "Xã Bình An: Làm đập."
    qtbot.keyClick(part, Qt.Key.Key_Escape)
    assert part.unit is None
    assert part.stack.currentWidget() is part.paper


def test_a_unit_that_sent_nothing_has_nothing_to_read(upper: Db, qtbot: QtBot) -> None:
    part = opened(upper, qtbot)
    part.begin(AccountKind.HALF, YEAR)
    qtbot.keyClick(part.below.table, Qt.Key.Key_Return)
    assert part.unit is None
    assert part.quote_button.isHidden()
