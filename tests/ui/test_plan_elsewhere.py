"""Provinces whose plan is not shipped, and books without a round: the pages of needs and plan stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.planning import AccountKind, Aim, Goal, Indicator
from desktop.errors import BranchNotMain
from desktop.services import exchanging, reviewing, upkeep
from desktop.services.planning import accounts, goals
from desktop.store import plans
from desktop.store.connection import Db, close_book
from desktop.ui.pages.needs import NeedsPage
from desktop.ui.pages.plan.page import PlanPage
from tests.services.share_made import A, Pair, pair
from tests.ui.small_books import BY, NOW, PHRASE, YEAR, desk_of, stray

__all__ = ["pair"]

OFFICES = (
    ("04", "2025"), ("01273", "2025"), ("02", "2022"), ("024", "2022"), ("00688", "2022"),
)  # fmt: skip
YEARS = (2021, 2022, YEAR - 1, YEAR, YEAR + 1, 2031)
NOT_THEIRS = ("KH107", "107/KH", "Tuyên Quang")


@pytest.fixture(params=OFFICES, ids="-".join)
def db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Db]:
    code, version = request.param
    office = upkeep.office_of(code, version)
    made = upkeep.new_book(tmp_path / "so.rasoat-book", office, PHRASE, now=NOW, by=BY).db
    yield made
    close_book(made)


def words_of(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


def walk(db: Db, qtbot: QtBot) -> list[str]:
    """Every part in every year; all that was read."""
    desk = desk_of(db)
    errors, read = stray(desk), list[str]()
    for page in (NeedsPage(desk), PlanPage(desk)):
        qtbot.addWidget(page)
        page.resize(1280, 700)
        page.show()
        page.reload()
        read += words_of(page)
        if isinstance(page, PlanPage):
            for name in page.names:
                page.show_part(name)
                for year in YEARS:
                    page.show_year(year)
                    read += words_of(page)
    assert not errors
    return read


def test_an_empty_book_of_another_province_shows_every_part_in_every_year(
    db: Db, qtbot: QtBot
) -> None:
    read = walk(db, qtbot)
    assert goals.goals(db) == ()
    assert not [text for text in read if any(word in text for word in NOT_THEIRS)]


def test_with_an_open_round_and_an_own_goal_every_part_still_stands(db: Db, qtbot: QtBot) -> None:
    office = exchanging.office(db)
    if not office.is_upper:
        reviewing.open_round(db, YEAR, now=NOW, by=BY)
    goal = Goal(
        uid="g1", office=office.code, set_by=office.code, indicator=Indicator.POOR_RATE,
        aim=Aim.FALL_AVERAGE, first=YEAR, last=YEAR + 4, value=2.0,
    )  # fmt: skip
    goals.keep(db, goal, now=NOW, by=BY)
    walk(db, qtbot)
    [standing] = goals.standings(db, YEAR, NOW.date())
    assert standing.goal.uid == "g1"
    assert not any(year.met for year in standing.years)


def test_on_a_second_pc_every_part_is_read_and_a_goal_is_refused(pair: Pair, qtbot: QtBot) -> None:
    pair.given(A)
    walk(pair.branch, qtbot)
    [*shipped] = goals.goals(pair.branch)
    own = replace(shipped[0], uid="own", set_by=exchanging.office(pair.branch).code)
    with pytest.raises(BranchNotMain):
        goals.keep(pair.branch, own, now=NOW, by=BY)
    with pytest.raises(BranchNotMain):
        accounts.begin(pair.branch, AccountKind.YEAR, YEAR, now=NOW, by=BY)
    assert plans.of_kind(pair.branch, Goal) == ()
