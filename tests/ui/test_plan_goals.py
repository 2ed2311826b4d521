"""The part "Mục tiêu": the real series shown year by year, goals typed, refused, undone, set below."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.domain.planning import Aim, Indicator
from desktop.domain.totals import UnitFigures, YearFigures
from desktop.domain.unit import Area
from desktop.services import exchanging, progressing, upkeep
from desktop.services.planning import goal_words, goals
from desktop.services.upkeep import office_of
from desktop.store import figures
from desktop.store.connection import Db, close_book, writing
from desktop.ui.page import Desk
from desktop.ui.pages.plan.goals import GoalsPart, list_card
from desktop.ui.pages.plan.goals.numbers import NotANumber, read_number
from desktop.ui.rows_model import State
from tests.services.planning.test_goals import HOUSEHOLDS, MINORITY
from tests.ui.small_books import BY, NOW, PHRASE, PROVINCE, YEAR, desk_of, make_book, play

Undo = Callable[[], None]


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Db]:
    """2026: two poor of 80, as the year before."""
    made = make_book(tmp_path / "xa.rasoat-book")
    play(made)
    yield made
    close_book(made)


def opened(db: Db, qtbot: QtBot, year: int = YEAR, desk: Desk | None = None) -> GoalsPart:
    part = GoalsPart(desk or desk_of(db))
    part.year = year
    qtbot.addWidget(part)
    part.resize(1280, 640)
    part.show()
    part.reload()
    return part


def years_shown(part: GoalsPart) -> list[tuple[str, ...]]:
    """The table of years as read: year, value, fall, target, average, verdict."""
    model = part.chosen.model
    return [
        tuple(str(model.index(row, column).data()) for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def choose(part: GoalsPart, indicator: Indicator, aim: Aim | None = None) -> None:
    part.list.table.choose_row(
        part.list.model.row_of(
            lambda s: s.goal.indicator is indicator and aim in (None, s.goal.aim)
        )
    )


# The real series ---------------------------------------------------------------------------------
def test_the_real_series_stands_there_year_by_year_with_its_verdicts(
    qtbot: QtBot, tmp_path: Path
) -> None:
    """50,049 of 213,000 … 21,895 of 215,000: 23.50, 18.94, 14.05, 10.18 %; worked by hand in
    tests/services/planning/test_goals.py."""
    office = office_of("08", "2022")
    made = upkeep.new_book(tmp_path / "t.rasoat-book", office, PHRASE, now=NOW, by=BY).db
    typed = [
        replace(p, households=HOUSEHOLDS[p.year], minority_households=MINORITY[p.year])
        for p in progressing.shipped_series(office)
    ]
    progressing.keep_past(made, typed, now=NOW, by=BY)
    part = opened(made, qtbot, 2024)
    choose(part, Indicator.POOR_RATE)
    assert years_shown(part) == [
        ("2022", "18,94", "4,56", "3", "4,56", "Đạt"),
        ("2023", "14,05", "4,88", "3", "4,72", "Đạt"),
        ("2024", "10,18", "3,87", "3", "4,44", "Đạt"),
        ("2025", "–", "–", "3", "–", "Chưa đến kỳ"),
    ]
    assert (standing := part.standing())
    assert "Năm 2024: giảm 3,87 điểm %, đạt." in goal_words.sentence(standing)
    assert list_card._remark([standing, standing, replace(standing, met=None)]) == (
        "2 đúng tiến độ · 1 thiếu số gốc"
    )
    choose(part, Indicator.MINORITY_POOR_RATE)
    assert [row[2] for row in years_shown(part)] == ["6,42", "7,05", "5,50", "–"]
    assert {row[5] for row in years_shown(part)[:3]} == {"Đạt"}
    part.begin_new()
    part.form.indicator.set_value(Indicator.POOR_HOUSEHOLDS)
    for field, text in (
        (part.form.first, "2022"), (part.form.last, "2024"), (part.form.value, "9.000"),
    ):  # fmt: skip
        field.setText(text)
    part.form.try_keep()
    choose(part, Indicator.POOR_HOUSEHOLDS)
    assert [(row[2], row[5]) for row in years_shown(part)] == [
        ("9.527", "Đạt"), ("10.380", "Đạt"), ("8.247", "Chưa đạt"),
    ]  # fmt: skip
    close_book(made)


# Fill, save, refuse ------------------------------------------------------------------------------
def test_a_goal_is_typed_kept_and_undone(db: Db, qtbot: QtBot) -> None:
    desk, undos = desk_of(db), list[Undo]()
    desk.say = lambda _, undo=None: undos.append(undo) if undo else None
    part = opened(db, qtbot, desk=desk)
    part.add_goal.click()
    assert not part.form.keep.isEnabled(), "nothing typed yet"
    qtbot.keyClicks(part.form.value, "2,5")
    assert part.form.keep.isEnabled()
    part.form.keep.click()
    assert [(g.value, g.first, g.set_by) for g in goals.written(db)] == [(2.5, YEAR, "02296")]
    assert part.stack.currentIndex() == 0
    assert part.standing() is not None
    undos.pop()()
    assert goals.written(db) == ()


def test_findings_stand_in_the_form_as_one_types(db: Db, qtbot: QtBot) -> None:
    part = opened(db, qtbot)
    part.begin_new()
    qtbot.keyClicks(part.form.value, "120")
    assert "trên 100 %" in part.form.notes[0].accessibleName()
    assert not part.form.keep.isEnabled()
    part.form.value.clear()
    qtbot.keyClicks(part.form.value, "1")
    words = [n.accessibleName() for n in part.form.notes if n.isVisibleTo(part)]
    assert any("thấp hơn mục tiêu cấp trên" in word for word in words)
    assert part.form.keep.isEnabled(), "a warning does not keep anybody from it"
    qtbot.keyClicks(part.form.baseline, "9")
    words = [n.accessibleName() for n in part.form.notes if n.isVisibleTo(part)]
    assert any("tính từ sổ là 2,5" in word for word in words)
    part.form.value.setText("hai")
    part.form.value.textEdited.emit("hai")
    assert not part.form.keep.isEnabled()


def test_a_goal_of_the_province_is_not_changed_here(db: Db, qtbot: QtBot) -> None:
    part = opened(db, qtbot)
    choose(part, Indicator.POOR_RATE)
    assert not part.chosen.change.isEnabled()
    part.begin_change()
    assert part.stack.currentIndex() == 0
    assert part.note.isVisibleTo(part)


def test_years_of_their_own_survive_while_the_span_is_typed(db: Db, qtbot: QtBot) -> None:
    part = opened(db, qtbot)
    part.begin_new()
    form = part.form
    qtbot.keyClicks(form.value, "2")
    form.last.clear()
    qtbot.keyClicks(form.last, "2028")
    qtbot.keyClicks(form.years_box.fields[2027], "3")
    form.last.clear()
    qtbot.keyClicks(form.last, "2029")
    form.try_keep()
    kept = goals.written(db)[0]
    assert (kept.first, kept.last, dict(kept.targets)) == (YEAR, 2029, {"2027": 3.0})


def test_delete_takes_an_own_goal_out_and_undo_brings_it_back(db: Db, qtbot: QtBot) -> None:
    desk, undos = desk_of(db), list[Undo]()
    desk.say = lambda _, undo=None: undos.append(undo) if undo else None
    part = opened(db, qtbot, desk=desk)
    part.begin_new()
    part.form.value.setText("3")
    part.form.try_keep()
    part.chosen.remove.click()
    assert goals.written(db) == ()
    undos.pop()()
    assert [g.value for g in goals.written(db)] == [3.0]


def test_what_only_the_office_knows_is_told_for_a_year(db: Db, qtbot: QtBot) -> None:
    part = opened(db, qtbot)
    choose(part, Indicator.OWN)
    part.chosen.result.choice.set_value("1")
    part.chosen.result.keep.click()
    choose(part, Indicator.OWN)
    standing = part.standing()
    assert standing is not None
    assert standing.goal.results == {str(YEAR): 1.0}
    assert standing.state == "met"


def test_escape_leaves_the_form_and_writes_nothing(db: Db, qtbot: QtBot) -> None:
    part = opened(db, qtbot)
    part.begin_new()
    part.form.value.setText("3")
    qtbot.keyClick(part.form, Qt.Key.Key_Escape)
    assert part.stack.currentIndex() == 0
    assert goals.written(db) == ()


# How many must leave -----------------------------------------------------------------------------
def test_the_card_says_who_must_leave_and_enter_opens_the_village(db: Db, qtbot: QtBot) -> None:
    """2 of 80 are 2.5 %; more than two points less is under 0.5 %: at most 0, both must leave."""
    went: list[object] = []
    desk = desk_of(db)
    desk.go = lambda page_id, target=None: went.append((page_id, target))
    part = opened(db, qtbot, desk=desk)
    shares = {s.code: s for s in part.must.model.rows}
    assert {code: (s.must, s.planned) for code, s in shares.items()} == {
        "Bản Phú": (0, 0), "Nà Cọn": (2, 0),
    }  # fmt: skip
    row = part.must.model.row_of(lambda s: s.code == "Nà Cọn")
    assert part.must.model.index(row, 4).data() == "thiếu 2"
    part.must.table.choose_row(row)
    qtbot.keyClick(part.must.table, Qt.Key.Key_Return)
    assert went == [("plan", ("measures", {"village": "Nà Cọn"}))]
    assert isinstance(part.must.model.columns[4].show(shares["Nà Cọn"]), State)


def test_an_empty_book_says_what_to_do_first(qtbot: QtBot, tmp_path: Path) -> None:
    made = make_book(tmp_path / "x.rasoat-book")
    part = opened(made, qtbot)
    assert part.must.empty.isVisibleTo(part)
    assert "Chưa có kết quả rà soát năm 2025" in part.must.empty.sentence.text()
    assert part.chart.empty.isVisibleTo(part)
    close_book(made)


def test_an_upper_desk_fills_in_changes_and_keeps_goals_for_its_communes(
    qtbot: QtBot, tmp_path: Path
) -> None:
    """90 of 2,000 are 4.5 %; more than two points less is under 2.5 %: at most 49, 41 must leave:
    of 60 : 30 27.33 and 13.67: 27 and 14."""
    made = make_book(tmp_path / "tinh.rasoat-book", PROVINCE)
    with writing(made):
        counts = {"02296": 60, "02365": 30}
        figures.put(made, [_year(code, poor) for code, poor in counts.items()], PROVINCE)
    went: list[str] = []
    desk = Desk(
        worker=desk_of(made).worker, office=exchanging.office(made), year=YEAR, by=BY,
        now=lambda: NOW, go=lambda page_id, target=None: went.append(page_id),
    )  # fmt: skip
    part = opened(made, qtbot, desk=desk)
    part.must.units.click()
    part.units.fill.click()
    assert {c: f.value() for c, f in part.units.fields.items()} == {"02296": "27", "02365": "14"}
    part.units.fields["02365"].setText("15")
    part.units.keep.click()
    found = goals.for_units(made, YEAR)
    assert {(g.office, g.value, g.set_by) for g in found} == {
        ("02296", 27.0, PROVINCE), ("02365", 15.0, PROVINCE),
    }  # fmt: skip
    assert part.sent.isVisibleTo(part)
    part.send.click()
    assert went == ["send-down"]
    part.begin_units()
    part.units.fields["02365"].clear()
    part.units.keep.click()
    assert [g.office for g in goals.for_units(made, YEAR)] == ["02296"]
    close_book(made)


def _year(code: str, poor: int) -> YearFigures:
    unit = UnitFigures(
        code=code, name=code, area=Area.RURAL, resident_households=1000, poor_households=poor
    )
    return YearFigures(year=YEAR - 1, unit=unit)


@pytest.mark.parametrize(
    ("text", "is_rate", "number"),
    [("2,5", True, 2.5), ("3", True, 3.0), ("1.200", False, 1200.0), ("1.5", True, 1.5),
     ("", True, None), ("2,5 %", True, 2.5), ("−1", True, -1.0)],
)  # fmt: skip
def test_numbers_are_read_as_people_type_them(
    text: str, is_rate: bool, number: float | None
) -> None:
    assert read_number(text, is_rate=is_rate) == number


@pytest.mark.parametrize("text", ["hai", "2,5,1", "1..2", "12a"])
def test_what_is_no_number_is_not_guessed(text: str) -> None:
    with pytest.raises(NotANumber):
        read_number(text)
