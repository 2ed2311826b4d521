"""The inbox sorts what came, shows what it would change, and writes only when a button is pressed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from desktop.errors import Cancelled
from desktop.paths import resources
from desktop.services import (
    catalogue,
    exchanging,
    gathering,
    judging,
    looking,
    receiving,
    registering,
    reviewing,
    tabling,
)
from desktop.services.checking import WARN, Check
from desktop.services.examining import ACCEPTED, HELD, REFUSED, RETURNED
from desktop.store import audit, packages, standards
from desktop.store.connection import Db, writing
from desktop.text import t
from desktop.ui.page import Desk
from desktop.ui.pages.inbox import InboxPage
from desktop.ui.pages.inbox.entries import OTHER, WAITING
from desktop.ui.pages.inbox.sections import FindingsSection
from desktop.ui.pages.inbox.sides import sides, tip
from desktop.ui.pages.inbox.words import finding_sentence, result
from desktop.ui.widgets.text import Text
from tests.point_tables import sound
from tests.ui.small_books import (
    BY,
    COMMUNE,
    NOW,
    PROVINCE,
    YEAR,
    desk_of,
    key_sheet,
    make_book,
    play,
    stray,
)

OTHER_COMMUNE, UNBALANCED, OWN_TABLE = "02512", "00832", "02530"


@dataclass
class Place:
    """A province with its desk, its communes, and a stick with their reports."""

    db: Db
    desk: Desk
    communes: dict[str, Db]
    stick: Path
    receipts: Path


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Two communes have packed their first report; cards were compared on both sides."""
    upper = make_book(tmp_path / "upper.rasoat-book", PROVINCE)
    stick = tmp_path / "stick"
    communes = {}
    for code in (COMMUNE, OTHER_COMMUNE):
        db = communes[code] = make_book(tmp_path / f"{code}.rasoat-book", code)
        play(db)
        befriend(upper, db, tmp_path / "cards")
        exchanging.pack_report(db, YEAR, PROVINCE, stick, now=NOW, by=BY)
    return Place(upper, desk_of(upper), communes, stick, tmp_path / "receipts")


def befriend(upper: Db, commune: Db, cards: Path) -> None:
    for one, other in ((upper, commune), (commune, upper)):
        path = exchanging.write_card(one, cards, now=NOW)
        code = exchanging.code_of(exchanging.own_card(one))
        exchanging.trust(other, path, code, now=NOW, by=BY)


def page_of(qtbot: QtBot, place: Place) -> InboxPage:
    """The page in sight; asked for a folder it names the receipts'."""
    page = InboxPage(place.desk)
    qtbot.addWidget(page)
    page.resize(1280, 700)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.decisions.choose_folder = lambda title, start: str(place.receipts)
    page.reload()
    return page


def groups(page: InboxPage) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for entry in page._entries():
        found.setdefault(entry.group, []).append(entry.sender)
    return {group: sorted(senders) for group, senders in found.items()}


def drop(page: InboxPage, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    page.list.drop.dropEvent(event)


def file_of(place: Place, code: str) -> Path:
    return next(place.stick.glob(f"bao-cao_{code}_*"))


def poor(place: Place) -> int:
    return gathering.upper_overview(place.db, YEAR).now.poor


# Sorting -----------------------------------------------------------------------------------------
def test_a_dropped_folder_is_sorted_by_what_is_to_be_done(qtbot: QtBot, place: Place) -> None:
    held = receiving.look(place.db, file_of(place, OTHER_COMMUNE))
    receiving.hold(place.db, held, now=NOW, by=BY)
    whole = file_of(place, COMMUNE).read_bytes()
    (place.stick / "hong.rasoat").write_bytes(whole[: len(whole) // 2])
    exchanging.write_card(place.communes[COMMUNE], place.stick, now=NOW)
    badges: list[int] = []
    place.desk.badge = lambda page_id, count: badges.append(count)
    errors = stray(place.desk)
    page = page_of(qtbot, place)
    drop(page, place.stick)
    assert groups(page) == {
        WAITING: [COMMUNE], HELD: [OTHER_COMMUNE], REFUSED: [""], OTHER: [COMMUNE],
    }  # fmt: skip
    assert badges[-1] == 2
    assert "124" in page.head.context.text()
    assert errors == []


def test_looking_writes_nothing(qtbot: QtBot, place: Place) -> None:
    before = audit.last_write(place.db)
    page = page_of(qtbot, place)
    drop(page, place.stick)
    for entry in page._entries():
        page.list.choose(entry.id)
    assert packages.log(place.db) == []
    assert audit.last_write(place.db) == before
    assert registering.everyone(place.db) == []


def test_what_would_change_is_shown_before(qtbot: QtBot, place: Place) -> None:
    page = page_of(qtbot, place)
    drop(page, file_of(place, COMMUNE))
    found = page.detail.examined
    assert found is not None
    assert found.moves == {"new": 5, "changed": 0, "leaves": 0, "same": 0}
    assert [theirs - ours for _, theirs, ours in found.totals] == [0] * 7
    assert {name: ours for name, _, ours in found.totals}["poor_households"] == 2
    assert [c.code for c in found.checks] == [
        "signature", "receiver", "first", "standard", "balance",
    ]  # fmt: skip
    assert {c.state for c in found.checks} == {"ok"}


def test_a_standard_of_the_communes_own_is_told_before_it_is_taken_in(
    qtbot: QtBot, place: Place, tmp_path: Path
) -> None:
    path = with_own_table(place, tmp_path)
    page = page_of(qtbot, place)
    drop(page, path)
    made = catalogue.standard(place.communes[OWN_TABLE], "2022-2025-b1-02530-v1")
    said = [
        w.text() if isinstance(w, Text) else w.accessibleName() for w in page.detail.checks._items
    ]
    assert f"Mang theo chuẩn riêng: {made.name}" in said
    assert f"Nguồn: {made.source}" in said
    assert all(
        w.geometry().right() <= page.detail.checks.width() for w in page.detail.checks._items
    )
    assert page.detail.bar.accept.isEnabled()
    qtbot.keyClick(page, Qt.Key.Key_F9)
    assert catalogue.standard(place.db, made.id) == made


def test_a_standard_that_differs_from_the_books_waits_for_a_decision_with_its_reason(
    qtbot: QtBot, place: Place, tmp_path: Path
) -> None:
    path = with_own_table(place, tmp_path)
    content = catalogue.standard_content(place.communes[OWN_TABLE], "2022-2025-b1-02530-v1")
    other = content.replace("bản 1".encode(), "bản cũ".encode(), 1)
    with writing(place.db):
        standards.put(place.db, "2022-2025-b1-02530-v1", other, at=NOW, by=BY)
    page = page_of(qtbot, place)
    drop(page, path)
    assert page.all_button.isEnabled() is False
    words = [finding_sentence(c) for c in page.detail.findings.model.rows]
    assert any("khác bản trong sổ" in line for line in words)
    qtbot.keyClick(page, Qt.Key.Key_F10)
    page.reload()
    assert groups(page) == {HELD: [OWN_TABLE]}
    assert "khác bản trong sổ" in result(page._entries()[0]).word


def with_own_table(place: Place, folder: Path) -> Path:
    """The report of a third commune, whose round rests on a table that it made."""
    commune = place.communes[OWN_TABLE] = make_book(folder / "own.rasoat-book", OWN_TABLE)
    made = tabling.make_standard(commune, sound(), now=NOW, by=BY).standard
    reviewing.open_round(commune, YEAR, made.id, now=NOW, by=BY)
    key_sheet(commune, "Triệu Văn Kim", "Nà Cọn", YEAR, 110, 4)
    reviewing.set_residents(commune, YEAR, [("Nà Cọn", 40, 170)], now=NOW, by=BY)
    befriend(place.db, commune, folder / "cards")
    return exchanging.pack_report(commune, YEAR, PROVINCE, folder / "own", now=NOW, by=BY).path


def test_our_own_receipts_and_what_was_decided_on_are_told_and_not_in_the_way(
    qtbot: QtBot, place: Place
) -> None:
    receiving.take_in(
        place.db, [file_of(place, COMMUNE)], receipts=place.stick, now=NOW, by=BY
    )  # fmt: skip
    said: list[str] = []
    place.desk.say = lambda text, undo=None: said.append(text)
    page = page_of(qtbot, place)
    drop(page, place.stick)
    assert groups(page) == {WAITING: [OTHER_COMMUNE], ACCEPTED: [COMMUNE]}
    assert said == [
        "Đã đọc 3 gói: 1 sạch, 0 không nhận được, 1 đã xử lý trước đây, 1 của đơn vị mình gửi đi."
    ]
    assert page.list.table.hasFocus()


def test_a_remark_on_a_number_that_is_not_there_says_why_in_the_page(
    qtbot: QtBot, place: Place
) -> None:
    page = page_of(qtbot, place)
    drop(page, file_of(place, COMMUNE))
    remarks = page.detail.remarks
    remarks.begin("9999")
    remarks.words.setText("Xem lại")
    remarks.keep.click()
    assert remarks.why.isVisible()
    assert "9999" in remarks.why.text()
    remarks.number.setText("1")
    assert not remarks.why.isVisible()


def test_a_day_that_cannot_be_read_says_so_beside_the_button(qtbot: QtBot, place: Place) -> None:
    page = page_of(qtbot, place)
    drop(page, file_of(place, COMMUNE))
    bar = page.detail.bar
    bar.ask_opinion()
    bar.fields.day.setText("31/02/2026")
    bar.confirm.click()
    assert bar.missing.isVisible()
    assert bar.missing.text() == t("answers-give-day-wrong")
    bar.fields.day.setText("")
    assert not bar.missing.isVisible()


def test_the_arrows_step_over_the_headings_of_the_list(qtbot: QtBot, place: Place) -> None:
    receiving.hold(
        place.db, receiving.look(place.db, file_of(place, OTHER_COMMUNE)), now=NOW, by=BY
    )  # fmt: skip
    page = page_of(qtbot, place)
    drop(page, place.stick)
    table = page.list.table
    for key, sender in (
        (Qt.Key.Key_Down, OTHER_COMMUNE), (Qt.Key.Key_Up, COMMUNE), (Qt.Key.Key_Up, COMMUNE),
        (Qt.Key.Key_End, OTHER_COMMUNE), (Qt.Key.Key_Home, COMMUNE),
    ):  # fmt: skip
        keys = Qt.KeyboardModifier.ControlModifier
        plain = Qt.KeyboardModifier.NoModifier
        qtbot.keyClick(table, key, keys if key in (Qt.Key.Key_End, Qt.Key.Key_Home) else plain)
        entry = table.record()
        assert entry is not None
        assert entry.sender == sender


def test_the_first_press_of_f8_shows_the_first_finding(qtbot: QtBot) -> None:
    section = FindingsSection()
    qtbot.addWidget(section)
    section.show_findings([Check(code="gap", state=WARN, details={"number": "1"})] * 2)
    rows = []
    for _ in range(3):
        section.go_next()
        rows.append(section.table.currentIndex().row())
    assert rows == [0, 1, 0]


def test_the_buttons_under_a_decided_package_have_room(qtbot: QtBot, place: Place) -> None:
    path = file_of(place, COMMUNE)
    receiving.return_package(
        place.db, receiving.look(place.db, path), "Xem lại", receipts=place.receipts, now=NOW, by=BY
    )
    page = page_of(qtbot, place)
    drop(page, path)
    bar = page.detail.bar
    assert bar.minute.isVisible()
    shown = [b for b in (bar.accept, bar.opinion, bar.hold, bar.give_back) if b.isVisible()]
    assert bar.hold not in shown
    assert all(b.width() >= b.sizeHint().width() for b in (*shown, bar.minute))


def test_a_folder_without_packages_says_so(qtbot: QtBot, place: Place, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    page = page_of(qtbot, place)
    drop(page, tmp_path / "empty")
    assert page.note.isVisible()
    assert "empty" in page.note.accessibleName()


def test_a_commune_is_found_by_name_without_tones(qtbot: QtBot, place: Place) -> None:
    page = page_of(qtbot, place)
    drop(page, place.stick)
    page.list.search.setText("binh an")
    page.list.search.returnPressed.emit()
    assert [e.sender for e in page.list.model.rows] == [COMMUNE]
    page.open_target(OTHER_COMMUNE)
    assert page.list.table.record().sender == OTHER_COMMUNE


# Accepting ---------------------------------------------------------------------------------------
def test_accept_fills_the_book_and_the_receipt_goes_home(qtbot: QtBot, place: Place) -> None:
    said: list[str] = []
    place.desk.say = lambda text, undo=None: said.append(text)
    page = page_of(qtbot, place)
    place.desk.worker.changed.connect(lambda changes: page.reload())
    drop(page, file_of(place, COMMUNE))
    qtbot.keyClick(page, Qt.Key.Key_F9)
    assert groups(page) == {ACCEPTED: [COMMUNE]}
    assert len(registering.everyone(place.db)) == 5
    assert poor(place) == 2
    receipt = next(place.receipts.glob("giay-nhan_*"))
    assert receipt.name in said[-1]
    commune = place.communes[COMMUNE]
    receiving.take_in(commune, [receipt], now=NOW, by=BY)
    sent = next(p for p in packages.log(commune) if p.direction == "out")
    assert sent.verdict == "taken_in"
    assert sent.details["agrees"] is True
    assert list((place.receipts.parent / "copies").glob("book-before-*"))


def test_the_receipts_folder_is_asked_once(qtbot: QtBot, place: Place) -> None:
    page = page_of(qtbot, place)
    place.desk.worker.changed.connect(lambda changes: page.reload())
    asked: list[str] = []

    def choose(title: str, start: str) -> str:
        asked.append(start)
        return str(place.receipts)

    page.decisions.choose_folder = choose
    drop(page, place.stick)
    page.detail.bar.accept.click()
    page.detail.bar.accept.click()
    assert asked == [str(place.stick)]
    assert len(groups(page)[ACCEPTED]) == 2
    again = page_of(qtbot, place)
    assert again.decisions.receipts == place.receipts
    assert str(place.receipts) in again.list.receipts.text()


def test_without_a_folder_for_receipts_nothing_is_written(qtbot: QtBot, place: Place) -> None:
    page = page_of(qtbot, place)
    page.decisions.choose_folder = lambda title, start: ""
    drop(page, place.stick)
    page.detail.bar.accept.click()
    assert packages.log(place.db) == []
    assert page.note.isVisible()


def test_a_receipt_that_cannot_be_written_does_not_undo_the_decision(
    qtbot: QtBot, place: Place
) -> None:
    page = page_of(qtbot, place)
    place.receipts.write_text("a file where the folder should be")
    drop(page, file_of(place, COMMUNE))
    page.detail.bar.accept.click()
    assert len(registering.everyone(place.db)) == 5
    assert t("inbox-trouble") in page.note.accessibleName()
    place.receipts.unlink()
    page.reload()
    page.list.view.set_index(2)
    page.list._fill()
    page.detail.bar.accept.click()
    assert list(place.receipts.glob("giay-nhan_*"))


def test_all_clean_ones_go_in_at_one_press(qtbot: QtBot, place: Place) -> None:
    whole = file_of(place, COMMUNE).read_bytes()
    (place.stick / "hong.rasoat").write_bytes(whole[:900])
    page = page_of(qtbot, place)
    place.desk.worker.changed.connect(lambda changes: page.reload())
    drop(page, place.stick)
    assert page.all_button.text() == t("inbox-accept-all", count=2)
    page.all_button.click()
    assert groups(page) == {ACCEPTED: sorted((COMMUNE, OTHER_COMMUNE)), REFUSED: [""]}
    assert len(list(place.receipts.glob("giay-nhan_*"))) == 2
    assert page.all_button.isEnabled() is False


def test_stopping_keeps_what_is_in(place: Place) -> None:
    def tick(done: int, total: int) -> None:
        if done == 1:
            raise Cancelled

    files = receiving.files_in([place.stick])
    result = judging.accept_all(place.db, files, receipts=None, now=NOW, by=BY, tick=tick)
    assert result.stopped is True
    assert len(result.accepted) == 1
    assert gathering.upper_overview(place.db, YEAR).received == 1


# Holding, returning, refusing --------------------------------------------------------------------
def test_held_ones_wait_and_can_be_accepted_later(qtbot: QtBot, place: Place) -> None:
    page = page_of(qtbot, place)
    place.desk.worker.changed.connect(lambda changes: page.reload())
    drop(page, file_of(place, COMMUNE))
    qtbot.keyClick(page, Qt.Key.Key_F10)
    assert groups(page) == {HELD: [COMMUNE]}
    assert registering.everyone(place.db) == []
    assert page.detail.bar.hold.isVisible() is False
    page.detail.bar.accept.click()
    assert groups(page) == {ACCEPTED: [COMMUNE]}


def test_return_asks_for_a_reason_and_the_commune_reads_it(qtbot: QtBot, place: Place) -> None:
    page = page_of(qtbot, place)
    place.desk.worker.changed.connect(lambda changes: page.reload())
    drop(page, file_of(place, COMMUNE))
    bar = page.detail.bar
    bar.give_back.click()
    assert bar.reason.isVisible()
    assert bar.confirm.isEnabled() is False
    assert bar.missing.isVisible()
    bar.reason.setPlainText("  Thiếu thôn Nà Tông.\n\n Gửi lại số 2. ")
    bar.confirm.click()
    assert groups(page) == {RETURNED: [COMMUNE]}
    assert registering.everyone(place.db) == []
    receipt = next(place.receipts.glob("giay-nhan_*"))
    commune = place.communes[COMMUNE]
    receiving.take_in(commune, [receipt], now=NOW, by=BY)
    sent = next(p for p in packages.log(commune) if p.direction == "out")
    assert sent.verdict == "returned"
    assert sent.details["opinion"] == "Thiếu thôn Nà Tông.\nGửi lại số 2."


def test_the_list_the_findings_and_the_proposed_reason_count_the_same_errors(
    qtbot: QtBot, place: Place, tmp_path: Path
) -> None:
    commune = make_book(tmp_path / "lech.rasoat-book", UNBALANCED)
    play(commune, keep_open=["Bàn Thị Mùi"])
    befriend(place.db, commune, tmp_path / "cards")
    sent = exchanging.pack_report(commune, YEAR, PROVINCE, place.stick, now=NOW, by=BY)
    page = page_of(qtbot, place)
    drop(page, sent.path)
    glance = page._entries()[0].glance
    assert glance is not None
    assert glance.errors == 1
    findings = page.detail.findings
    assert findings.errors.accessibleName() == "1 lỗi"
    assert finding_sentence(findings.model.rows[0]) == "7.2, 7.3 lệch"
    page.detail.bar.give_back.click()
    assert page.detail.bar.reason.toPlainText() == "7.2, 7.3 lệch"


def test_a_refused_package_says_why_and_offers_no_decision(qtbot: QtBot, place: Place) -> None:
    whole = file_of(place, COMMUNE).read_bytes()
    (place.stick / "hong.rasoat").write_bytes(whole[: len(whole) // 2])
    page = page_of(qtbot, place)
    drop(page, place.stick / "hong.rasoat")
    assert "hong.rasoat" in page.detail.said.accessibleName()
    assert "cắt cụt" in page.detail.said.accessibleName()
    assert page.detail.bar.accept.isVisible() is False
    page.detail.bar.drop.click()
    assert groups(page) == {}
    assert (place.stick / "hong.rasoat").exists()


def test_an_unknown_sender_is_looked_at_and_trusted_by_its_card(
    qtbot: QtBot, place: Place, tmp_path: Path
) -> None:
    stranger = make_book(tmp_path / "stranger.rasoat-book", "00976")
    play(stranger)
    card = exchanging.write_card(place.db, tmp_path / "cards", now=NOW)
    code = exchanging.code_of(exchanging.own_card(place.db))
    exchanging.trust(stranger, card, code, now=NOW, by=BY)
    folder = tmp_path / "new"
    exchanging.pack_report(stranger, YEAR, PROVINCE, folder, now=NOW, by=BY)
    exchanging.write_card(stranger, folder, now=NOW)
    page = page_of(qtbot, place)
    place.desk.worker.changed.connect(lambda changes: page.reload())
    drop(page, folder)
    assert groups(page) == {REFUSED: ["00976"], OTHER: ["00976"]}
    page.list.choose(next(e.id for e in page._entries() if e.group == REFUSED))
    assert page.detail.examined is not None
    assert page.detail.examined.inside["poor_households"] == 2
    page.detail.trust.click()
    page.cards.digits.setText("1234 5678")
    page.cards.trust_button.click()
    assert groups(page)[REFUSED] == ["00976"]
    page.cards.digits.setText(exchanging.code_of(exchanging.own_card(stranger)))
    page.cards.trust_button.click()
    assert groups(page) == {WAITING: ["00976"], OTHER: ["00976"]}


# Words -------------------------------------------------------------------------------------------
def test_changed_households_are_told_in_words(place: Place) -> None:
    commune = place.communes[COMMUNE]
    judging.accept(place.db, file_of(place, COMMUNE), receipts=None, now=NOW, by=BY)
    household = next(h for h in registering.everyone(commune) if h.head_name == "Lý A Páo")
    head = replace(household.members[0], born="1971-03-02")
    changed = replace(household, members=(head,))
    registering.save_household(commune, changed, now=NOW, by=BY)
    packed = exchanging.pack_report(commune, YEAR, PROVINCE, place.stick, now=NOW, by=BY)
    found = looking.examine(place.db, packed.path, now=NOW)
    assert found.moves["changed"] == 1
    before, after = sides(found.changed[0])
    assert (before.words, after.words) == (
        "2 người", "1 người, bỏ Triệu Thị Na, và 1 chỗ khác",
    )  # fmt: skip
    assert "Sinh: 1970, nay 02/03/1971" in tip(found.changed[0])
    assert found.checks[2].code == "follows"


def test_every_kind_of_finding_has_its_words() -> None:
    rules = (resources() / "text" / "vi" / "rules.ftl").read_text("utf-8")
    kinds = set(re.findall(r"^finding-([\w-]+) =", rules, re.MULTILINE))
    kinds -= {kind for kind in kinds if kind.endswith("-cure")}
    assert kinds
    for kind in kinds:
        assert t(f"inbox-kind-{kind}", count=2).startswith("2 ")
