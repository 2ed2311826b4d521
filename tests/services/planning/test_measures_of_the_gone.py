"""A measure outlives its household: handed over, united with another, taken back; it is told each time."""

from __future__ import annotations

import datetime
from pathlib import Path

from desktop.domain.planning import Measure
from desktop.services import handing_over
from desktop.services.handing_over import Choice
from desktop.services.planning import measuring
from desktop.services.planning.measuring import MeasureWish
from desktop.store import households, measures
from desktop.store.connection import Db, writing
from desktop.text import t
from tests.services.made import BY, NEAR, NOW, POOR, SECOND, add, introduce, key, open_rounds
from tests.services.test_uniting import _same, _view
from tests.services.twin_made import copy_of

TODAY = NOW.date()
YEAR = NOW.year


def record(db: Db, *uids: str) -> list[Measure]:
    wished = MeasureWish(year=YEAR, uids=uids, kind="credit")
    measuring.do(db, measuring.plan(db, wished, today=TODAY), now=NOW, by=BY)
    return measures.of_year(db, YEAR)


def told(db: Db) -> dict[str, list[str]]:
    """Measure → what is odd about it, each with its sentence and its cure."""
    lines = measuring.lines(db, YEAR, today=TODAY)
    for finding in (f for line in lines for f in line.findings):
        assert t(f"finding-{finding.code}", **finding.details)
        assert t(f"finding-{finding.code}-cure")
    return {line.measure.uid: [f.code for f in line.findings] for line in lines}


def test_after_a_hand_over_its_open_measure_is_told(
    commune: Db, second: Db, tmp_path: Path
) -> None:
    introduce(commune, second, tmp_path / "cards")
    open_rounds(commune, YEAR - 1, YEAR)
    home = add(commune, "Bàn Văn Tiến")
    key(commune, home, POOR, YEAR - 1)
    key(commune, home, NEAR, YEAR)
    [measure] = record(commune, home.uid)
    assert told(commune) == {measure.uid: []}
    choice = Choice(household=home.uid, to=SECOND, on=TODAY - datetime.timedelta(days=3))
    path = handing_over.hand_over(commune, choice, tmp_path, now=NOW, by=BY).path
    assert path.exists()
    assert told(commune) == {measure.uid: ["measure-left-open"]}


def test_two_that_are_one_have_their_measure_twice_and_it_is_told(commune: Db) -> None:
    one = add(commune)
    other = copy_of(commune, one)
    record(commune, one.uid)
    record(commune, other.uid)
    assert all("measure-double" not in codes for codes in told(commune).values())
    _same(commune, _view(commune))
    assert all("measure-double" in codes for codes in told(commune).values())
    assert len(told(commune)) == 2


def test_the_measure_of_a_household_taken_out_of_the_book_is_told(commune: Db) -> None:
    open_rounds(commune, YEAR - 1)
    home = add(commune)
    key(commune, home, POOR, YEAR - 1)
    [measure] = record(commune, home.uid)
    with writing(commune):
        households.delete(commune, [home.uid])
    assert told(commune) == {measure.uid: ["measure-household-lost"]}
