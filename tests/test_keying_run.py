"""Twenty paper sheets keyed by real key events, without a mouse: the book holds what the papers say."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from desktop.domain.household import Household
from desktop.domain.review import ReviewState
from desktop.services import registering, reviewing, upkeep
from desktop.store.connection import Db, close_book
from desktop.ui.theme import LIGHT
from tests.keyboard import Keyboard, keyboard
from tests.paper_sheets import Paper, answers, day_of, keystrokes, papers, people
from tests.real_screen import HEIGHT, Box, Running, Screen, real_screen, running
from tests.services.made import BY, COMMUNE, LIST, PHRASE, at

YEAR = 2026
# Where to look on 1366×768, in px: the box of the sheet's first field; the notes; the edge of the
# rail, where the current entry is marked.
FIRST: Box = (436, 88, 512, 118)
NOTES: Box = (320, 60, 1350, 140)
RING = 60
"""Pixels of accent in the first field when the hand is there."""
QUEUE = (104, 341, 296, 26)
"""The queue: left, top of its first line, right, height of a line; `SHADED`: the one in hand."""
SHADED = 2000
REPORT = Path(__file__).parent.parent / "build" / "keystrokes.txt"
A_FEW = 150
"""Keystrokes for a sheet of these, on the average; half of them are the letters of new names."""


@dataclass(frozen=True, slots=True)
class Run:
    """The program with the twenty households on a screen of its own."""

    screen: Screen
    program: Running
    book: Path
    hands: Keyboard
    homes: list[Household]


def _make(path: Path, pile: list[Paper]) -> list[Household]:
    """The households as last year's sheets left them, and the round of this year open."""
    now = at(YEAR - 1)
    db = upkeep.new_book(path, upkeep.office_of(COMMUNE, LIST), PHRASE, now=now, by=BY).db
    for year in (YEAR - 1, YEAR):
        reviewing.open_round(db, year, now=at(year, 9), by=BY)
    homes = [_add(db, paper, now) for paper in pile]
    close_book(db)
    return homes


def _add(db: Db, paper: Paper, now: datetime.datetime) -> Household:
    home = registering.add_household(db, paper.village, paper.head, now=now, by=BY)
    if paper.is_new:
        return home
    home = replace(
        home,
        members=people(paper.before["members"], home.uid),
        merit_person=paper.before["merit_person"],
        no_labour_capacity=paper.before["no_labour_capacity"],
    )
    sheet = answers(paper.before, datetime.date(YEAR - 1, 10, 9))
    return reviewing.complete_review(db, home, sheet, YEAR - 1, now=now, by=BY).household


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    pile = papers()
    book = tmp_path / "xa.rasoat-book"
    homes = _make(book, pile)
    given = {"RASOAT_BOOK": str(book), "RASOAT_PASSPHRASE": PHRASE}
    letters = "".join(paper.texts for paper in pile)
    with (
        real_screen(tmp_path) as screen,
        keyboard(screen.display, letters) as hands,
        running(screen, tmp_path, given) as program,
    ):
        screen.wait("the first page", lambda: _marked(screen))
        yield Run(screen, program, book, hands, homes)


def _marked(screen: Screen) -> int:
    return screen.count(LIGHT.accent, (0, 0, 1, HEIGHT))


def _is_in_hand(screen: Screen, line: int) -> bool:
    """Whether the sheet on a line of the queue is in hand, the hand on its first field."""
    left, top, right, height = QUEUE
    row = (left, top + height * line, right, top + height * (line + 1))
    return (
        screen.count(LIGHT.accent_soft, row) > SHADED and screen.count(LIGHT.accent, FIRST) > RING
    )


def _key(run: Run, keys: list[str], line: int) -> None:
    """One sheet in one go, as soon as it is in hand."""
    run.screen.wait(f"the sheet on line {line + 1}", lambda: _is_in_hand(run.screen, line))
    run.hands.press(keys)


def _lines(pile: list[Paper]) -> list[int]:
    """The line of each sheet in the queue of its village, from 0."""
    villages = [paper.village for paper in pile]
    return [villages[:n].count(village) for n, village in enumerate(villages)]


def test_twenty_sheets_keyed_heads_down_are_stored_as_the_papers_say(run: Run) -> None:
    pile, today = papers(), datetime.datetime.now(datetime.UTC).astimezone().date()
    run.hands.press(["ctrl+3"])
    run.hands.strokes = 0
    counts, enumerator = [], ""
    for paper, home, line in zip(pile, run.homes, _lines(pile), strict=True):
        before = run.hands.strokes
        _key(run, list(keystrokes(paper, home, enumerator, today)), line)
        counts.append(run.hands.strokes - before)
        enumerator = paper.paper["enumerator"]
    run.screen.wait("all sheets done", lambda: run.screen.count(LIGHT.ok_soft, NOTES) > 5000)
    assert run.program.close() == 0
    assert run.program.errors.read_text(encoding="utf-8") == ""

    _report(pile, counts)
    db = upkeep.open_book(run.book, passphrase=PHRASE)
    for paper, home in zip(pile, run.homes, strict=True):
        _check(db, paper, home, today)
    assert len(reviewing.queue(db, YEAR)) == len(pile)
    close_book(db)
    assert sum(counts) / len(counts) <= A_FEW


def _report(pile: list[Paper], counts: list[int]) -> None:
    lines = [
        f"{paper.name}  {len(paper.paper['members'])} people  {count:4d} keystrokes"
        + ("  (new in the register)" if paper.is_new else "")
        for paper, count in zip(pile, counts, strict=True)
    ]
    mean = sum(counts) / len(counts)
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(
        "\n".join([*lines, f"mean {mean:.0f}, letters with marks counted as Telex types them", ""]),
        encoding="utf-8",
    )


def _check(db: Db, paper: Paper, home: Household, today: datetime.date) -> None:
    """Field by field: the sheet, the household, who is there, who left and why."""
    sheet = reviewing.open_sheet(db, home.uid, YEAR)
    assert sheet.review is not None, paper.name
    assert sheet.review.state is ReviewState.COMPLETE, paper.name
    assert sheet.review.answers == answers(paper.paper, day_of(paper, today)), paper.name
    stored = sheet.household
    assert (stored.merit_person, stored.no_labour_capacity) == (
        paper.paper["merit_person"], paper.paper["no_labour_capacity"],
    ), paper.name  # fmt: skip
    shown = tuple(replace(p, uid="") for p in stored.present)
    assert shown == tuple(replace(p, uid="") for p in people(paper.paper["members"], "")), (
        paper.name
    )
    gone = {p.name: p.left_why for p in stored.members if p.left_on is not None}
    assert gone == {one["name"]: one["why"] for one in paper.paper.get("left", ())}, paper.name
    known = {p.name: p.uid for p in home.members}
    assert all(known.get(p.name, p.uid) == p.uid for p in stored.members), "the same people"


def test_the_papers_are_twenty_and_show_what_sheets_show() -> None:
    pile = papers()
    assert len(pile) == 20
    assert sum(paper.is_new for paper in pile) >= 3
    assert sum("left" in paper.paper for paper in pile) >= 5
    assert sum("notes" in paper.paper for paper in pile) >= 5
    assert sum("other" in paper.paper["causes"] for paper in pile) >= 1
    grown = [
        paper for paper in pile
        if len(paper.paper["members"]) + len(paper.paper.get("left", ())) > len(paper.before["members"])
    ]  # fmt: skip
    assert len(grown) >= 5
    lacking = {code for paper in pile for code in paper.paper["deprived"]}
    assert len(lacking) == 12, "each of the twelve at least once"
