"""Plans in the window: sent from one page, decided on in the inbox, the receipt read at home."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from desktop.domain.answer import Said
from desktop.domain.planning import Goal, MeasureState
from desktop.errors import DiskFull
from desktop.services.planning import sending_plan, taking_plan
from desktop.store import plans
from desktop.store.connection import Db, writing
from desktop.text import t
from desktop.ui.pages.exchange import ExchangePage
from desktop.ui.pages.exchange import roads as roads_module
from desktop.ui.pages.exchange.plan_page import SendPlanPage
from desktop.ui.pages.inbox import InboxPage
from desktop.ui.pages.inbox.entries import WAITING
from desktop.ui.pages.inbox.plan_section import sums
from desktop.ui.pages.inbox.words import result
from desktop.ui.widgets import Text
from tests.services import made as season
from tests.services.conftest import Opener, commune, made_books, open_made, upper
from tests.services.made import BY, COMMUNE, NOW, at, take_in
from tests.services.planning import plan_made as made
from tests.ui.small_books import desk_of, stray

__all__ = ["Opener", "commune", "made_books", "open_made", "upper"]


@pytest.fixture(autouse=True)
def _no_sticks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RASOAT_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(roads_module, "find_volumes", list)


@pytest.fixture
def planner(commune: Db) -> Db:
    """A commune with a plan."""
    made.fill(commune)
    return commune


def sending(qtbot: QtBot, db: Db) -> SendPlanPage:
    page = SendPlanPage(desk_of(db))
    qtbot.addWidget(page)
    page.resize(1282, 680)
    page.show()
    page.reload()
    return page


def inbox(qtbot: QtBot, db: Db, *paths: Path, receipts: Path) -> InboxPage:
    desk = desk_of(db)
    page = InboxPage(desk)
    qtbot.addWidget(page)
    page.resize(1280, 700)
    page.show()
    page.decisions.choose_folder = lambda title, start: str(receipts)
    page.reload()
    page.read(paths)
    return page


# At home -------------------------------------------------------------------------------------------
def test_the_page_says_to_whom_and_what_goes(qtbot: QtBot, planner: Db) -> None:
    page = sending(qtbot, planner)
    counts = {c.kind: c.count for c in page.plan_card.counts.rows if c.count}
    assert counts == {
        "goals": 1, "tasks": 1, "progress": 1, "measures": 3, "escapes": 1, "visits": 1,
        "accounts": 1,
    }  # fmt: skip
    assert "số 1" in page.plan_card.title.text()
    assert page.plan_card.files.isEnabled()
    assert not page.plan_card.with_files
    assert {c.state for c in page.checks_card.checks} == {"ok"}
    assert page.history.empty.isVisible()


def test_sealed_with_its_files_it_is_taken_in_above_and_the_receipt_is_noted(
    qtbot: QtBot, planner: Db, upper: Db, tmp_path: Path
) -> None:
    page = sending(qtbot, planner)
    page.plan_card.files.click()
    folder = tmp_path / "usb"
    folder.mkdir()
    page.seal(folder)
    assert page.note.isVisible()
    [path] = folder.glob("ke-hoach_02296_2026_0001_*.rasoat")
    [taken] = take_in(upper, [path], receipts=tmp_path / "back")
    assert len(plans.file_sizes(upper)) == 1
    assert taken.receipt is not None
    page.open_target(taken.receipt)
    page.reload()
    [sent] = page.history.rows.rows
    assert sent.verdict == "taken_in"
    assert "số liệu hai bên khớp" in page.note.accessibleDescription() + _words(page)
    page.note_receipt(taken.receipt)
    assert t("exchange-noted-before") in _words(page)


def _words(page: SendPlanPage) -> str:
    return " ".join(x.text() for x in page.note.findChildren(Text))


def test_a_file_that_is_no_receipt_is_refused_and_the_page_stays(
    qtbot: QtBot, planner: Db, tmp_path: Path
) -> None:
    page = sending(qtbot, planner)
    bad = tmp_path / "la.rasoat"
    bad.write_bytes(b"khong phai goi")
    page.note_receipt(bad)
    assert page.note.isVisible()
    assert "không phải gói Rà Soát" in _words(page)


def test_a_full_disk_is_told_and_nothing_counts_as_sent(
    qtbot: QtBot, planner: Db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(folder: Path, *_: Any) -> None:
        raise DiskFull(path=folder)

    monkeypatch.setattr("desktop.services.exchanging.check_room", full)
    page = sending(qtbot, planner)
    page.seal(tmp_path)
    assert t("plan-road-not-written") in _words(page)
    assert sending_plan.history(planner) == []


def test_an_empty_plan_cannot_be_sealed_and_says_why(qtbot: QtBot, commune: Db) -> None:
    page = sending(qtbot, commune)
    assert not page.roads_card.button.isEnabled()
    assert page.roads_card.file.text() == t("plan-road-nothing")


def test_a_receipt_dropped_on_the_page_of_reports_finds_its_way(
    qtbot: QtBot, planner: Db, upper: Db, tmp_path: Path
) -> None:
    [taken] = take_in(upper, [made.pack(planner, tmp_path)], receipts=tmp_path / "back")
    assert taken.receipt is not None
    desk, went = desk_of(planner), list[object]()
    desk.go = lambda page_id, target=None: went.append((page_id, target))
    page = ExchangePage(desk)
    qtbot.addWidget(page)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(taken.receipt))])
    page.dropEvent(QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    ))  # fmt: skip
    assert went == [("send-plan", taken.receipt)]


# Above ---------------------------------------------------------------------------------------------
def test_the_inbox_shows_what_a_plan_would_change_and_takes_it_in(
    qtbot: QtBot, planner: Db, upper: Db, tmp_path: Path
) -> None:
    take_in(upper, [made.pack(planner, tmp_path)])
    made.put(planner, made.goal(COMMUNE, value=5.0), made.measure(COMMUNE, "hộ-9", 8))
    with writing(planner):
        plans.delete(planner, [f"visit-{COMMUNE}"])
    path = made.pack(planner, tmp_path, now=at(2026, 11, 2))
    page = inbox(qtbot, upper, path, receipts=tmp_path / "back")
    errors = stray(page.desk)
    entry = page.detail.entry
    assert entry is not None
    assert (entry.group, entry.is_plan) == (WAITING, True)
    assert page.detail.title.text().endswith("kế hoạch số 2")
    assert result(entry).word == "Kế hoạch · Sạch"
    assert page.detail.planned.isVisible()
    assert not page.detail.plan.isVisible()
    moves = {k.name: k.moves for k in page.detail.planned.kinds.rows}
    assert (moves["goals"].changed, moves["visits"].gone, moves["measures"].new) == (1, 1, 1)
    [line] = page.detail.planned.sums.rows
    assert (line.theirs, line.ours) == ((4, 15_000_000), (3, 6_000_000))
    assert not page.detail.bar.opinion.isVisible()
    page.detail.bar.accept.click()
    [goal] = plans.of_kind(upper, Goal, [COMMUNE])
    assert goal.value == 5.0
    assert list((tmp_path / "back").glob("giay-nhan_*"))
    assert errors == []


def test_all_clean_ones_take_the_report_and_the_plan_of_one_commune(
    qtbot: QtBot, planner: Db, upper: Db, tmp_path: Path
) -> None:
    season.season(planner)
    paths = [made.pack(planner, tmp_path), season.pack(planner, tmp_path)]
    page = inbox(qtbot, upper, *paths, receipts=tmp_path / "back")
    assert page.all_button.text() == t("inbox-accept-all", count=2)
    page.all_button.click()
    assert len(plans.of_kind(upper, Goal, [COMMUNE])) == 1
    assert len(list((tmp_path / "back").glob("giay-nhan_*"))) == 2
    page.reload()
    assert "1/124" in page.head.context.text()


def test_a_plan_is_held_then_returned_with_a_reason(
    qtbot: QtBot, planner: Db, upper: Db, tmp_path: Path
) -> None:
    path = made.pack(planner, tmp_path)
    page = inbox(qtbot, upper, path, receipts=tmp_path / "back")
    page.detail.bar.hold.click()
    assert plans.of_kind(upper, Goal, [COMMUNE]) == ()
    page.list.choose_sender(COMMUNE)
    page.detail.bar.returned.emit(Said(text="Thiếu nhiệm vụ nhóm 1"))
    [receipt] = (tmp_path / "back").glob("giay-nhan_*")
    take_in(planner, [receipt])
    [sent] = sending_plan.history(planner)
    assert (sent.verdict, sent.details["opinion"]) == ("returned", "Thiếu nhiệm vụ nhóm 1")


def test_the_plan_of_a_stranger_is_shown_as_refused_with_the_reason(
    qtbot: QtBot, planner: Db, upper: Db, tmp_path: Path
) -> None:
    with writing(upper):
        upper.execute("DELETE FROM card WHERE office_code = ?", [COMMUNE])
    page = inbox(qtbot, upper, made.pack(planner, tmp_path), receipts=tmp_path / "back")
    assert page.detail.refused.isVisible()
    assert not page.detail.planned.isVisible()
    assert page.detail.trust.isVisible()


def test_sums_of_a_plan_leave_out_what_was_stopped(planner: Db, upper: Db, tmp_path: Path) -> None:
    stopped = replace(made.measure(COMMUNE, "hộ", 40), state=MeasureState.STOPPED)
    made.put(planner, stopped)
    packed = sending_plan.pack(planner, "08", tmp_path, now=NOW, by=BY)
    [line] = sums(taking_plan.look(upper, packed.path))
    assert (line.year, line.theirs) == ("2027", (3, 6_000_000))


def test_a_receipt_to_a_report_is_called_one_on_the_page_of_plans_too(
    qtbot: QtBot, planner: Db, upper: Db, tmp_path: Path
) -> None:
    season.season(planner)
    [taken] = take_in(upper, [season.pack(planner, tmp_path)], receipts=tmp_path / "back")
    assert taken.receipt is not None
    page = sending(qtbot, planner)
    page.note_receipt(taken.receipt)
    assert t("exchange-noted", number="1") in _words(page)
