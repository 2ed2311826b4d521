"""Cards are trusted by eight digits heard on the telephone, never by sight."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.services import exchanging
from desktop.services.changes import Changes
from desktop.store.connection import Db
from desktop.text import t
from desktop.ui.pages.cards import CardsPage
from desktop.ui.widgets import cards_panel
from desktop.ui.widgets.cards_panel import CardsPanel
from desktop.ui.widgets.text import Text
from tests.ui.small_books import COMMUNE, NOW, PROVINCE, desk_of, make_book


@pytest.fixture
def upper(tmp_path: Path) -> Db:
    return make_book(tmp_path / "upper.rasoat-book", PROVINCE)


@pytest.fixture
def commune(tmp_path: Path) -> Db:
    return make_book(tmp_path / "commune.rasoat-book", COMMUNE)


def panel_of(qtbot: QtBot, db: Db) -> CardsPanel:
    panel = CardsPanel(desk_of(db))
    qtbot.addWidget(panel)
    panel.show()
    panel.reload()
    return panel


def digits(db: Db) -> str:
    return exchanging.code_of(exchanging.own_card(db))


def test_our_digits_are_shown_and_our_card_is_written(
    qtbot: QtBot, upper: Db, tmp_path: Path
) -> None:
    panel = panel_of(qtbot, upper)
    assert panel.code.text() == digits(upper)
    panel.write_card(tmp_path / "out")
    path = next((tmp_path / "out").glob("the-khoa_*"))
    assert path.name in panel.own_note.accessibleName()
    assert exchanging.card_in(path) == exchanging.own_card(upper)


@pytest.mark.parametrize("wide", [False, True])
def test_a_low_panel_scrolls_and_squeezes_nothing(qtbot: QtBot, upper: Db, wide: bool) -> None:
    panel = CardsPanel(desk_of(upper), wide=wide)
    qtbot.addWidget(panel)
    panel.resize(800 if wide else 330, 340)
    panel.show()
    panel.reload()
    area = panel.area
    inside = area.widget()
    assert inside is not None
    qtbot.waitUntil(lambda: inside.width() <= area.viewport().width())
    shown = [text for text in panel.findChildren(Text) if text.isVisible()]
    assert [t.text() for t in shown if t.height() < max(t.heightForWidth(t.width()), 16)] == []
    assert panel.table.viewport().height() >= 28
    assert area.verticalScrollBar().maximum() > 0
    panel.resize(800 if wide else 330, 640)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() == 0)


def test_a_card_is_trusted_only_by_its_digits(
    qtbot: QtBot, upper: Db, commune: Db, tmp_path: Path
) -> None:
    panel = panel_of(qtbot, upper)
    told: list[Changes] = []
    panel.desk.worker.changed.connect(told.append)
    panel.read_card(exchanging.write_card(commune, tmp_path, now=NOW))
    assert digits(commune) not in panel.whose.text()
    assert panel.trust_button.isEnabled() is False
    panel.digits.setText("0000 0000" if digits(commune) != "0000 0000" else "0000 0001")
    panel.trust_button.click()
    assert t("cards-refused") in panel.trust_note.accessibleName()
    assert exchanging.trusted(upper) == []
    panel.digits.setText(digits(commune).replace(" ", ""))
    panel.trust_button.click()
    assert exchanging.trusted(upper) == [exchanging.own_card(commune)]
    assert [row[0].code for row in panel.model.rows] == [COMMUNE]
    assert ["card" in changes for changes in told] == [True]


def test_another_card_of_the_same_office_is_a_question(
    qtbot: QtBot, upper: Db, commune: Db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = exchanging.write_card(commune, tmp_path, now=NOW)
    exchanging.trust(upper, path, digits(commune), now=NOW, by="x")
    anew = make_book(tmp_path / "anew.rasoat-book", COMMUNE)
    panel = panel_of(qtbot, upper)
    panel.read_card(exchanging.write_card(anew, tmp_path, now=NOW))
    panel.digits.setText(digits(anew))
    panel.trust_button.click()
    assert panel.replace_button.isVisible()
    assert exchanging.trusted(upper) == [exchanging.own_card(commune)]
    monkeypatch.setattr(cards_panel, "ask", lambda *words: False)
    panel.replace_button.click()
    assert exchanging.trusted(upper) == [exchanging.own_card(commune)]
    monkeypatch.setattr(cards_panel, "ask", lambda *words: True)
    panel.replace_button.click()
    assert exchanging.trusted(upper) == [exchanging.own_card(anew)]


def test_a_report_is_no_card(qtbot: QtBot, upper: Db, tmp_path: Path) -> None:
    path = tmp_path / "x.rasoat"
    path.write_bytes(b"no package")
    panel = panel_of(qtbot, upper)
    panel.read_card(path)
    assert t("cards-refused") in panel.trust_note.accessibleName()
    assert panel.digits.isVisible() is False


def test_the_page_begins_with_a_card_it_is_sent_to(
    qtbot: QtBot, upper: Db, commune: Db, tmp_path: Path
) -> None:
    page = CardsPage(desk_of(upper))
    qtbot.addWidget(page)
    page.show()
    page.reload()
    page.open_target(exchanging.write_card(commune, tmp_path, now=NOW))
    assert page.panel.digits.isVisible()
    assert COMMUNE in page.panel.whose.text()
