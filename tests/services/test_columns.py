"""How the register is set up: kept in the book, mended where it no longer fits."""

from __future__ import annotations

from desktop.services import columns, keying, registering, sheet_runs
from desktop.services.columns import Shown, View
from desktop.store import register
from desktop.store.connection import Db, writing
from desktop.store.settings import put
from tests.services.made import add, open_rounds


def test_columns_are_kept_with_order_and_widths(commune: Db) -> None:
    wanted = (Shown("name", 200), Shown("citizen_id"), Shown("number"))
    assert columns.keep(commune, wanted) == wanted
    assert columns.shown(commune) == wanted


def test_a_book_nobody_arranged_has_the_usual_columns(commune: Db, upper: Db) -> None:
    assert [c.id for c in columns.shown(commune)][:3] == ["number", "name", "village"]
    assert "commune" in [c.id for c in columns.shown(upper)]
    assert "commune" not in columns.offered(registering.own_commune(commune))


def test_the_head_is_always_there_and_what_is_unknown_is_left_out(commune: Db) -> None:
    kept = columns.keep(
        commune, (Shown("number"), Shown("moon"), Shown("number"), Shown("commune"))
    )
    assert kept == (Shown("name"), Shown("number"))


def test_how_one_looked_is_kept_and_a_strange_order_forgotten(commune: Db) -> None:
    looked = View(village="Nà Bó", finding="warning", order="village", descending=True)
    columns.keep_view(commune, looked)
    assert columns.view(commune) == looked
    with writing(commune):
        put(commune, "register-view", View(order="moon"))
    assert columns.view(commune) == View()


def test_every_order_is_a_column() -> None:
    assert set(register.ORDERS) <= set(columns.COLUMNS)


def test_the_next_sheet_is_that_of_the_run(commune: Db) -> None:
    open_rounds(commune, 2026)
    one, _, three = (add(commune, f"Hộ {n}") for n in range(3))
    sheet_runs.begin(commune, [three.uid, one.uid], 2026)
    found = keying.next_sheet(commune, 2026, three.uid, three.village)
    assert found is not None
    assert found.sheet.household.uid == one.uid


def test_a_run_goes_through_its_households_and_ends(commune: Db) -> None:
    one, two, three = (add(commune, f"Hộ {n}") for n in range(3))
    assert sheet_runs.begin(commune, [three.uid, one.uid], 2026) == three.uid
    assert sheet_runs.next_of(commune, 2026, three.uid) == one.uid
    assert sheet_runs.next_of(commune, 2026, one.uid) == ""
    assert sheet_runs.next_of(commune, 2026, two.uid) == "", "another sheet has left the run"
