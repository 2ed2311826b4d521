"""Gửi lên cấp trên: what is chosen is shown, checked as above, sealed, and taken in above."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.review import HouseholdClass
from desktop.exchange.letter import Carries
from desktop.services import registering
from desktop.services.class_sums import RESIDENTS
from desktop.ui.pages.exchange import UpperExchangePage
from desktop.ui.pages.exchange import roads as roads_module
from desktop.ui.pages.exchange.onward import OnwardPage
from desktop.ui.widgets import Button
from tests.services.made import take_in, verdicts
from tests.services.onward_made import FIRST, OTHER, Tiers, tier_books, tiers
from tests.ui.small_books import desk_of

__all__ = ["tier_books", "tiers"]


@pytest.fixture(autouse=True)
def _no_sticks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RASOAT_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(roads_module, "find_volumes", list)


def opened(qtbot: QtBot, tiers: Tiers) -> OnwardPage:
    desk = desk_of(tiers.district)
    desk.go = lambda page_id, target=None: None
    page = OnwardPage(desk)
    qtbot.addWidget(page)
    page.resize(1282, 680)
    page.show()
    page.reload()
    return page


def test_the_page_says_to_whom_what_and_with_which_totals(qtbot: QtBot, tiers: Tiers) -> None:
    tiers.report(FIRST)
    page = opened(qtbot, tiers)
    assert page.going is not None
    assert (page.going.to_name, page.going.reported, page.going.households) == (
        "Tỉnh Tuyên Quang", 1, 0,
    )  # fmt: skip
    totals = {x.who: (x.households, x.people) for x in page.going_card.totals.rows}
    assert totals == {
        RESIDENTS: (100, 440), HouseholdClass.POOR: (2, 7), HouseholdClass.NEAR_POOR: (1, 5),
    }  # fmt: skip
    assert {c.code: c.state for c in page.checks_card.checks}["communes"] == "warn"
    assert page.roads_card.isVisible()
    assert not page.first_card.isVisible()


@pytest.mark.parametrize("carries", [*Carries])
def test_what_is_chosen_is_sealed_and_taken_in_above(
    qtbot: QtBot, tiers: Tiers, carries: Carries
) -> None:
    tiers.report(FIRST)
    tiers.report(OTHER)
    page = opened(qtbot, tiers)
    page.going_card.choices[carries].click()
    assert page.going is not None
    assert page.going.carries is carries
    assert {c.code: c.state for c in page.checks_card.checks}["opens"] == "ok"
    folder = tiers.folder / "usb"
    folder.mkdir()
    page.seal(folder)
    assert page.note.isVisible()
    [path] = folder.glob("bao-cao_071_2026_0001_*.rasoat")
    assert verdicts(take_in(tiers.province, [path])) == ["accepted"]
    expected = {Carries.SUMS: 0, Carries.LISTS: page.going.households, Carries.WHOLE: 6}
    assert len(registering.everyone(tiers.province)) == expected[carries]


def test_without_a_round_the_page_says_what_to_do_first(qtbot: QtBot, tiers: Tiers) -> None:
    page = opened(qtbot, tiers)
    assert page.stack.currentWidget() is page.empty


def test_only_an_office_between_is_offered_the_way_up(qtbot: QtBot, tiers: Tiers) -> None:
    for db, offered in ((tiers.district, True), (tiers.province, False)):
        page = UpperExchangePage(desk_of(db))
        qtbot.addWidget(page)
        assert any("Gửi lên" in b.text() for b in page.findChildren(Button)) is offered
