"""The page of twins: the queue, both sides, choosing by keys, settling, taking back, only looking."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain.household import HEAD, Household, IdState, Person
from desktop.services import pairing, reading, registering, reviewing, uniting
from desktop.services.reading import ListResult
from desktop.store import answers, households
from desktop.store.connection import Db, close_book, writing
from desktop.ui.desks import pages_of
from desktop.ui.main_window import MainWindow
from desktop.ui.page import Desk
from desktop.ui.pages.commune_overview.attention import attention
from desktop.ui.pages.twins import TwinsPage
from desktop.ui.pages.twins.rows import Row
from desktop.ui.rows_model import Heading
from tests.exchange.list_samples import ID, save, two_families
from tests.services.made import NEAR, POOR, add, key
from tests.services.twin_made import copy_of, with_id
from tests.ui.small_books import BY, NOW, PROVINCE, desk_of, make_book, stray
from tests.ui.upper_books import AN_TUONG, BINH_AN, put_commune, put_package


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Db]:
    """A commune's book with a household entered twice, spelt otherwise and in another village."""
    db = make_book(tmp_path / "x.rasoat-book")
    one = with_id(db, add(db), "008080000001")
    other = copy_of(db, one, name="Bàn Văn Tiên", village="Nà Mỵ")
    head = replace(other.members[0], citizen_id="", id_state=IdState.UNKNOWN)
    registering.save_household(
        db, replace(other, members=(head, *other.members[1:])), now=NOW, by=BY
    )
    yield db
    close_book(db)


@pytest.fixture
def desk(book: Db) -> Desk:
    return desk_of(book)


@pytest.fixture
def errors(desk: Desk) -> list[BaseException]:
    return stray(desk)


@pytest.fixture
def window(desk: Desk, errors: list[BaseException], qtbot: QtBot) -> MainWindow:
    """The main window on the page of twins."""
    made = MainWindow(desk, pages_of(desk.office))
    qtbot.addWidget(made)
    made.show()
    made.go("twins")
    return made


@pytest.fixture
def page(window: MainWindow) -> TwinsPage:
    assert isinstance(window.page, TwinsPage)
    return window.page


def _press(page: TwinsPage, *keys: Qt.Key, by: Qt.KeyboardModifier | None = None) -> None:
    for one in keys:
        QTest.keyClick(page.detail.table, one, by or Qt.KeyboardModifier.NoModifier)


def _rows(page: TwinsPage) -> list[Row]:
    return [r for r in page.detail.table.rows.rows if not isinstance(r, Heading)]


def _states(page: TwinsPage) -> dict[str, tuple[str, str]]:
    return {r.label: (r.left.state, r.right.state) for r in _rows(page) if r.field}


def _all(db: Db) -> list[Household]:
    return registering.everyone(db)


# The queue ---------------------------------------------------------------------------------------
def test_the_page_looks_through_the_book_and_shows_the_pair(page: TwinsPage) -> None:
    pair = page.queue.table.record()
    assert pair is not None
    assert (pair.left.number, pair.right.number) == ("0001", "0002")
    told = page.queue.model.index(0, 1).data()
    assert told.startswith("Bàn Văn Tiến – Bàn Văn Tiên\n")
    assert "tên chỉ khác dấu" in told
    assert "cùng ngày sinh" in told
    assert page.right.currentIndex() == 1
    assert page.detail.heads.left.name.text() == "Bàn Văn Tiến"
    assert page.detail.heads.right.where.text() == "Hộ 0002 · Nà Mỵ"


def test_a_clean_book_says_so(desk: Desk, book: Db, qtbot: QtBot) -> None:
    other = next(h for h in _all(book) if h.number == "0002")
    stranger = replace(other.members[0], name="Hà Thị Tư", born="1961-02-03")
    registering.save_household(book, replace(other, members=(stranger,)), now=NOW, by=BY)
    page = TwinsPage(desk)
    qtbot.addWidget(page)
    page.reload()
    assert page.queue.stack.currentIndex() == 1
    assert page.right.currentIndex() == 0


def test_a_household_that_other_pages_ask_for_is_shown(
    window: MainWindow, page: TwinsPage, book: Db
) -> None:
    one = add(book, "Lò Văn Ỏn", village="Khuổi Trang")
    other = copy_of(book, one)
    page.scan()
    window.go("twins", other.uid)
    assert page.detail.heads.right.name.text() == "Lò Văn Ỏn"


# Choosing ----------------------------------------------------------------------------------------
def test_what_differs_is_open_and_what_only_fills_is_proposed(page: TwinsPage) -> None:
    assert _states(page) == {
        "Số hộ được giữ": ("proposed", "dropped"),
        "Thôn": ("open", "open"),
        "Họ và tên": ("open", "open"),
        "Số định danh": ("proposed", "dropped"),
    }
    assert page.detail.still_open.accessibleName() == "còn 2 mục chưa chọn"
    row = page.detail.table.row()
    assert row is not None
    assert row.label == "Thôn", "the hand begins at what is open"


def test_1_and_2_choose_and_enter_goes_to_what_is_open(page: TwinsPage) -> None:
    _press(page, Qt.Key.Key_2, Qt.Key.Key_Return)
    row = page.detail.table.row()
    assert row is not None
    assert row.label == "Họ và tên"
    _press(page, Qt.Key.Key_1)
    states = _states(page)
    assert (states["Thôn"], states["Họ và tên"]) == (("dropped", "chosen"), ("chosen", "dropped"))
    assert page.detail.still_open.accessibleName() == "đã đủ để ghi"
    _press(page, Qt.Key.Key_Delete)
    assert _states(page)["Họ và tên"] == ("open", "open")


def test_alt_1_takes_the_left_wherever_nothing_is_chosen(page: TwinsPage) -> None:
    _press(page, Qt.Key.Key_2)
    _press(page, Qt.Key.Key_1, by=Qt.KeyboardModifier.AltModifier)
    states = _states(page)
    assert states["Thôn"] == ("dropped", "chosen"), "what was chosen stays"
    assert states["Họ và tên"] == ("chosen", "dropped")
    assert states["Số định danh"] == ("proposed", "dropped")


def test_space_tells_a_member_apart_and_joins_again(page: TwinsPage) -> None:
    table = page.detail.table
    table.choose_row(
        table.rows.row_of(lambda r: r.is_member and r.left.words.startswith("Bàn Thị"))
    )
    count = len(_rows(page))
    _press(page, Qt.Key.Key_Space)
    assert len(_rows(page)) == count + 1
    assert [r.label for r in _rows(page)].count("Là hai người") == 1
    table.choose_row(table.rows.row_of(lambda r: r.label == "Là hai người"))
    _press(page, Qt.Key.Key_Space)
    assert len(_rows(page)) == count


# Settling ----------------------------------------------------------------------------------------
def test_nothing_is_written_while_a_field_is_open(page: TwinsPage, book: Db) -> None:
    page.detail.table.choose_row(1)
    page.detail.same.click()
    assert len(_all(book)) == 2
    row = page.detail.table.row()
    assert row is not None
    assert row.label == "Thôn", "the cursor shows what is missing"


def test_two_become_one_and_ctrl_z_brings_both_back(
    page: TwinsPage, window: MainWindow, book: Db, errors: list[BaseException]
) -> None:
    before = _all(book)
    _press(page, Qt.Key.Key_2, Qt.Key.Key_Return, Qt.Key.Key_1)
    page.detail.same.click()
    kept = _all(book)
    assert [(h.number, h.village, h.head_name) for h in kept] == [("0001", "Nà Mỵ", "Bàn Văn Tiến")]
    assert kept[0].former_numbers == ("0002",)
    assert page.queue.model.rows == []
    assert window.status.undo()
    after = _all(book)
    assert [replace(h, revision=1) for h in after] == [replace(h, revision=1) for h in before]
    assert len(page.queue.model.rows) == 1
    assert errors == []


def test_different_is_remembered_and_can_be_taken_back(
    page: TwinsPage, window: MainWindow, book: Db
) -> None:
    page.detail.different.click()
    assert page.queue.model.rows == []
    page.scan()
    assert [p.kind for p in page.queue.model.rows] == []
    page.detail.different.click()  # nothing is under the cursor: nothing happens
    assert len(_all(book)) == 2


def test_different_is_undone_from_the_status_line(page: TwinsPage, window: MainWindow) -> None:
    page.detail.different.click()
    assert window.status.undo()
    assert len(page.queue.model.rows) == 1


def test_a_person_in_two_households_stays_in_the_one_chosen(
    page: TwinsPage, book: Db, errors: list[BaseException]
) -> None:
    home = with_id(book, add(book, "Hoàng Văn Lù", village="Bản Phú"), "008210000009", member=1)
    other = add(book, "Lò Văn Ỏn", village="Khuổi Trang", size=3)
    twin = replace(home.members[1], uid="twin", relation="Vợ")
    registering.save_household(book, replace(other, members=(*other.members, twin)), now=NOW, by=BY)
    page.scan()
    page.queue.choose(home.uid)
    assert page.detail.question.text() == "Một người đang có tên ở hai hộ?"
    row = page.detail.table.row()
    assert row is not None
    assert row.label == "Giữ người ở"
    _press(page, Qt.Key.Key_2)
    page.detail.same.click()
    found = households.get(book, home.uid)
    assert found is not None
    assert [p.left_on is not None for p in found.members] == [False, True, False]
    assert errors == []


def test_an_error_is_told_in_the_page_and_the_data_stay(page: TwinsPage, book: Db) -> None:
    home = with_id(book, add(book, "Hoàng Văn Lù", village="Bản Phú", size=1), "008210000009")
    other = add(book, "Lò Văn Ỏn", village="Khuổi Trang", size=3)
    twin = replace(home.members[0], uid="twin", relation="Con")
    registering.save_household(book, replace(other, members=(*other.members, twin)), now=NOW, by=BY)
    page.scan()
    page.queue.choose(home.uid)
    _press(page, Qt.Key.Key_2)
    page.detail.same.click()
    assert not page.note.isHidden()
    assert "người duy nhất của hộ" in page.note.accessibleName()
    found = households.get(book, home.uid)
    assert found is not None
    assert found.present == home.present


def test_a_pair_settled_elsewhere_meanwhile_is_said_to_be_gone(page: TwinsPage, book: Db) -> None:
    uid = page.queue.model.rows[0].uid
    view = uniting.view(book, uid)
    choices = {f.key: uniting.Choice.LEFT for f in view.fields}
    uniting.same(book, uid, choices, now=NOW, by=BY)
    page.detail.choose_all(uniting.Choice.LEFT)
    page.detail.same.click()
    assert "đã được giải quyết" in page.note.accessibleName()
    assert page.queue.model.rows == []


# Sheets ------------------------------------------------------------------------------------------
def test_two_sheets_of_a_round_stand_side_by_side(page: TwinsPage, book: Db) -> None:
    for year in (2025, 2026):
        reviewing.open_round(book, year, now=NOW, by=BY)
    for home, outcome in zip(_all(book), (NEAR, POOR), strict=True):
        key(book, home, outcome, 2026)
    page.queue.table.setCurrentIndex(page.queue.model.index(-1, -1))
    page.detail.pair = None
    page.scan()
    row = next(r for r in _rows(page) if r.label == "Phiếu năm 2026")
    said = {row.left.words, row.right.words}
    assert said == {"Hộ nghèo · B1 100, B2 40", "Hộ cận nghèo · B1 100, B2 10"}
    assert row.is_open


# Lists -------------------------------------------------------------------------------------------
def _read(db: Db, folder: Path, *, other_id: bool) -> ListResult:
    rows = two_families()
    if other_id:
        rows[4][ID] = "008075999999"
    path = save(folder / f"{other_id}.xlsx", rows)
    return reading.read_list(db, path, now=NOW, by=BY)


def test_a_listed_household_waits_beside_the_one_it_may_be(
    page: TwinsPage, window: MainWindow, book: Db, tmp_path: Path
) -> None:
    _read(book, tmp_path, other_id=False)
    assert _read(book, tmp_path, other_id=True).parked == 2
    page.scan()
    row = page.queue.model.row_of(lambda p: p.kind == "listed")
    page.queue.table.choose_row(row)
    assert page.detail.heads.right.where.text() == "Danh sách năm 2024 · Khuổi Trang"
    assert not page.detail.heads.right.open.isVisible()
    count = len(_all(book))
    page.detail.different.click()
    assert len(_all(book)) == count + 1
    assert window.status.undo()
    assert len(_all(book)) == count


def test_the_overview_leads_to_what_waits(book: Db) -> None:
    from desktop.services import overview

    pairing.scan(book, now=NOW)
    found = overview.situation(book, 2026)
    lines = attention(found, [], desk_of(book).office)
    line = next(one for one in lines if one.page == "twins")
    assert line.first.startswith("1 cặp")
    assert line.state == "warn"


# The upper office --------------------------------------------------------------------------------
@pytest.fixture
def upper(tmp_path: Path) -> Iterator[Db]:
    """A province's book with one household in two communes."""
    db = make_book(tmp_path / "upper.rasoat-book", PROVINCE)
    put_commune(db, BINH_AN, {2026: "P"})
    put_commune(db, AN_TUONG, {2026: "P"})
    for code in (BINH_AN, AN_TUONG):
        put_package(db, code, "accepted")
    homes = [replace(h, members=_numbered(h)) for h in households.all_of(db)]
    with writing(db):
        households.put(db, homes)
    yield db
    close_book(db)


def _numbered(home: Household) -> tuple[Person, ...]:
    known = IdState.KNOWN
    return tuple(
        replace(p, citizen_id="008080000001", id_state=known, born="1961-05-03", relation=HEAD)
        for p in home.members
    )


@pytest.fixture
def board(upper: Db, qtbot: QtBot) -> TwinsPage:
    """The upper office's page of twins."""
    desk = desk_of(upper)
    assert "twins" in {spec.id for spec in pages_of(desk.office) if spec.in_rail}
    window = MainWindow(desk, pages_of(desk.office))
    qtbot.addWidget(window)
    window.show()
    window.go("twins")
    page = window.page
    assert isinstance(page, TwinsPage)
    return page


def test_an_upper_office_sees_both_communes_and_changes_no_field(board: TwinsPage) -> None:
    assert not board.detail.may_settle
    assert board.detail.same.isHidden()
    assert board.key_line() == ()
    heads = (board.detail.heads.left.where.text(), board.detail.heads.right.where.text())
    assert {"Xã Bình An", "Phường An Tường"} <= {w.rpartition(" · ")[2] for w in heads}
    _press(board, Qt.Key.Key_1)
    assert board.detail.choices == {}
    assert board.across.owed.isHidden()


def test_a_remark_goes_to_both_and_the_receipts_are_written(
    board: TwinsPage, upper: Db, tmp_path: Path
) -> None:
    board.detail.across.note.setText("Gọi xã bên")
    QTest.keyClick(board, Qt.Key.Key_F9)
    assert board.queue.model.rowCount() == 0
    assert {g.office for g in answers.given(upper)} == {BINH_AN, AN_TUONG}
    assert all(g.text.endswith("Gọi xã bên") for g in answers.given(upper))
    assert board.across.owed.isVisible()
    # Their cards are not trusted here: each refusal is said, and stays owed.
    board.across.ask_folder = lambda _title, _start: str(tmp_path / "r")
    board.across.write.click()
    assert "An Tường" in board.across.owed.accessibleName()
    assert board.across.owed.isVisible()


def test_left_for_later_it_stands_below_and_can_still_be_decided(
    board: TwinsPage, upper: Db
) -> None:
    QTest.keyClick(board, Qt.Key.Key_F8)
    assert isinstance(board.queue.model.at(0), Heading)
    assert board.queue.count.isHidden()
    assert board.detail.across.later.isHidden()
    assert board.detail.across.tell.isEnabled()
    QTest.keyClick(board, Qt.Key.Key_F10)
    board.scan()
    assert answers.given(upper) == []


def test_a_decision_of_the_upper_office_is_taken_back(board: TwinsPage, upper: Db) -> None:
    undone: list[Callable[[], None]] = []
    board.desk.say = lambda _text, undo=None: undone.append(undo) if undo else None
    QTest.keyClick(board, Qt.Key.Key_F9)
    undone[0]()
    assert answers.given(upper) == []
    assert board.queue.model.rowCount() == 1
