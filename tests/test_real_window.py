"""The window as it is used: keys and clicks carry a household from search to a printed 7.1."""

from __future__ import annotations

import datetime
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from desktop.domain.review import HouseholdClass, ReviewState
from desktop.services import registering, reviewing, upkeep
from desktop.store.connection import Db, close_book
from desktop.ui.theme import LIGHT
from tests.real_screen import HEIGHT, Box, Running, Screen, real_screen, running
from tests.services.made import (
    BY,
    COMMUNE,
    LIST,
    NEAR,
    PHRASE,
    POOR,
    add,
    key,
    open_rounds,
    residents,
)

YEAR = 2026
HEAD, VILLAGE = "Triệu Văn Kim", "Nà Cọn"
# The sheet as the paper has it: what is typed on each of the twelve lines, and the verdict of each.
LINES = (
    ("employment", "0", False),
    ("dependants", "0", False),
    ("nutrition", "1", False),
    ("health_insurance", "1", True),
    ("adult_education", "1", True),
    ("child_schooling", "0", False),
    ("housing_quality", "212", True),
    ("housing_area", "36", False),
    ("water", "7", True),
    ("toilet", "6", True),
    ("telecom", "1", False),
    ("information", "7", False),
)
VERDICTS = {code: verdict for code, _, verdict in LINES}
UP_TO_THE_LAST_LACK = LINES[:10]
# Where to look on 1366×768, in px: 84 of rail at the left, 297 of result at the right.
RAIL_ENTRY = 60
TABLE: Box = (104, 165, 900, 600)
GAUGE: Box = (1200, 100, 1225, 200)
RESULT: Box = (1070, 60, 1350, 160)
METER: Box = (1110, 160, 1260, 190)
NOTES: Box = (640, 60, 1350, 140)
PAPER: Box = (460, 150, 1310, 690)
LACKING_FIVE = 340
"""Pixels of ink in the meter when five of its twelve squares are full."""
INK = "#000000"
QUIET = 1.5
"""Seconds without a write to the book after which all is kept that was typed."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The program with a small book on a screen of its own."""

    screen: Screen
    program: Running
    book: Path
    folder: Path
    given: dict[str, str]

    def at(self) -> int:
        """The height of the mark beside the current entry of the rail, 0 without one."""
        marked = (y for y in range(HEIGHT) if self.screen.count(LIGHT.accent, (0, y, 1, y + 1)))
        return next(marked, 0)

    def go(self, *keys: str) -> None:
        """Press keys that lead to another page, and wait for it."""
        before = self.at()
        self.screen.key(*keys)
        self.screen.wait("the other page", lambda: self.at() not in (0, before))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Two households reviewed last year; this year one is done and one is to be keyed."""
    book = tmp_path / "xa.rasoat-book"
    _make(book)
    given = {"RASOAT_BOOK": str(book), "RASOAT_PASSPHRASE": PHRASE}
    with real_screen(tmp_path) as screen, running(screen, tmp_path, given) as program:
        desk = Desk(screen, program, book, tmp_path, given)
        screen.wait("the first page", desk.at)
        yield desk


def _make(path: Path) -> None:
    now = datetime.datetime.now(datetime.UTC)
    db = upkeep.new_book(path, upkeep.office_of(COMMUNE, LIST), PHRASE, now=now, by=BY).db
    homes = [add(db, HEAD, village=VILLAGE), add(db, "Bàn Thị Mùi", village="Bản Phú")]
    open_rounds(db, YEAR - 1, YEAR)
    for home in homes:
        key(db, home, POOR, YEAR - 1)
    key(db, homes[1], NEAR, YEAR)
    residents(db, YEAR)
    close_book(db)


def _open_sheet(desk: Desk) -> None:
    screen = desk.screen
    desk.go("ctrl+2")
    screen.type("kim")
    screen.wait("a mark on what was found", lambda: screen.count(LIGHT.near_soft, TABLE))
    desk.go("Return", "Return")
    screen.wait("the gauge of the sheet", lambda: screen.count(LIGHT.accent, GAUGE))


def _key_answers(screen: Screen, lines: Sequence[tuple[str, str, bool]]) -> None:
    screen.key("alt+3")
    screen.type("110")
    screen.key("Return")
    for _, digits, _ in lines:
        screen.type(digits)
        screen.key("Return")
    _wait_for_poor(screen)


def _wait_for_poor(screen: Screen) -> None:
    screen.wait("the class", lambda: screen.count(LIGHT.poor, RESULT))
    screen.wait("five squares", lambda: screen.count(LIGHT.text2, METER) > LACKING_FIVE)


def _finish(screen: Screen) -> None:
    screen.type("13")  # causes: land, labour
    screen.key("Return")
    screen.type("Ma Thi Hoa")
    screen.key("Return", "ctrl+Return")
    screen.wait("all sheets done", lambda: screen.count(LIGHT.ok_soft, NOTES) > 5000)


def _save_7_1(desk: Desk) -> Path:
    """By mouse to Biểu mẫu, which stands two below Nhập phiếu; the rest by keys."""
    screen, y = desk.screen, desk.at() + 2 * RAIL_ENTRY
    screen.click(42, y + 14)
    screen.wait("Biểu mẫu", lambda: desk.at() == y)
    screen.wait("the paper", lambda: screen.count(INK, PAPER) > 100)
    saved = desk.folder / "bieu-7-1.pdf"
    screen.key("ctrl+s")
    desk.program.dialog()
    screen.key("ctrl+a")
    screen.type(str(saved))
    screen.key("Return")
    screen.wait("the file", saved.is_file)
    desk.program.back()
    return saved


def _opened(desk: Desk) -> Db:
    return upkeep.open_book(desk.book, passphrase=PHRASE)


def _sheet(db: Db) -> reviewing.SheetB:
    [uid] = [h.uid for h in registering.everyone(db) if h.head_name == HEAD]
    return reviewing.open_sheet(db, uid, YEAR)


def test_keys_carry_a_household_from_search_to_a_printed_7_1(desk: Desk) -> None:
    _open_sheet(desk)
    _key_answers(desk.screen, LINES)
    _finish(desk.screen)
    saved = _save_7_1(desk)
    assert desk.program.close() == 0
    assert desk.program.errors.read_text(encoding="utf-8") == ""

    db = _opened(desk)
    review = _sheet(db).review
    assert review is not None
    assert review.state is ReviewState.COMPLETE
    assert review.answers.b1_points == 110
    assert review.answers.confirmed == VERDICTS
    assert review.answers.facts["area"] == "36"
    assert review.answers.facts["water"] == "other"
    assert review.answers.causes == ("land", "labour")
    assert review.answers.enumerator == "Ma Thi Hoa"
    assert review.outcome is not None
    assert (review.outcome.household_class, review.outcome.b2_points) == (HouseholdClass.POOR, 50)
    close_book(db)

    text = " ".join(page.extract_text() for page in PdfReader(saved).pages)
    assert "TỔNG HỢP KẾT QUẢ RÀ SOÁT" in text
    # Residents; poor households and people with their rates; near-poor ones: none.
    assert _row(text, VILLAGE) == ["50", "220", "1", "2,00", "3", "1,36", "–", "–", "–", "–"]


def _row(text: str, unit: str) -> list[str]:
    """The ten figures that stand behind a unit's name on form 7.1."""
    found = re.search(rf"{unit}((?:\s+(?:[\d.,]+|–)){{10}})", text)
    assert found is not None, text
    return found[1].split()


def test_killed_while_typing_the_sheet_is_offered_back(desk: Desk) -> None:
    screen = desk.screen
    _open_sheet(desk)
    _key_answers(screen, UP_TO_THE_LAST_LACK)
    journal = desk.book.with_name(f"{desk.book.name}-wal")
    screen.wait("the disk", lambda: time.time() - journal.stat().st_mtime > QUIET)
    desk.program.process.kill()
    desk.program.process.wait()

    with running(screen, desk.folder, desk.given) as program:
        again = replace(desk, program=program)
        screen.wait("the first page", again.at)
        again.go("ctrl+3")
        screen.wait("the note", lambda: screen.count(LIGHT.accent_soft, NOTES) > 5000)
        screen.wait("the class", lambda: screen.count(LIGHT.poor, RESULT))
        assert program.close() == 0

    db = _opened(desk)
    review = _sheet(db).review
    assert review is not None
    assert review.state is ReviewState.DRAFT
    assert review.answers.b1_points == 110
    assert review.answers.confirmed == {code: verdict for code, _, verdict in UP_TO_THE_LAST_LACK}
    close_book(db)
