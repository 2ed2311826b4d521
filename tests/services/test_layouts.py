"""Layouts confirmed once: proposed again for the same kind of workbook, forgotten on demand."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from desktop.exchange.lists.records import Script
from desktop.exchange.lists.words import Field
from desktop.services import layouts, reading
from desktop.services.reading import Looked
from desktop.store.connection import Db
from tests.exchange.list_samples import NAME, family, save, two_families
from tests.exchange.old_fonts import in_tcvn3
from tests.services.made import BY, NOW

NOTED = 13
"""The last column, "Điểm B2", which somebody takes for notes."""


def _look(db: Db, path: Path) -> Looked:
    return reading.look(path, kept=layouts.all_of(db))


def _write(db: Db, looked: Looked, *, note: bool = True) -> None:
    layout = looked.layout.with_field(NOTED, Field.NOTE) if note else looked.layout
    kept = reading.to_keep(looked, layout, NOW)
    plan = reading.plan_list(db, looked.path, looked.sheet, layout, kept=kept, now=NOW)
    reading.write_list(db, plan, now=NOW, by=BY)


def _rows(title: str = "DANH SÁCH NĂM 2024") -> list[list[Any]]:
    rows = two_families()
    rows[0][NOTED] = "Điểm B2 năm 2024"
    return [[title], [], *rows]


def test_a_corrected_layout_is_proposed_for_the_next_workbook_of_its_kind(
    commune: Db, tmp_path: Path
) -> None:
    _write(commune, _look(commune, save(tmp_path / "a.xlsx", _rows())))
    rows = _rows("DANH SÁCH NĂM 2025")[1:]  # other lines above, another year in a name
    rows[1][NOTED] = "ĐIỂM B2  Năm 2025"
    looked = _look(commune, save(tmp_path / "b.xlsx", rows))
    assert looked.kept is not None
    assert (looked.kept.file, looked.kept.used_on) == ("a.xlsx", datetime.date(2026, 11, 1))
    assert (looked.layout.column(Field.NOTE), looked.layout.column(Field.B2)) == (NOTED, None)
    assert looked.layout.head_first == 1
    assert all(c.score == 1 for c in looked.layout.columns if c.field)


def test_the_marked_copy_is_of_the_same_kind(commune: Db, tmp_path: Path) -> None:
    rows = _rows()
    rows[4][4] = "31/02/1982"
    looked = _look(commune, save(tmp_path / "a.xlsx", rows))
    layout = looked.layout.with_field(NOTED, Field.NOTE)
    plan = reading.plan_list(
        commune, looked.path, looked.sheet, layout, now=NOW,
        kept=reading.to_keep(looked, layout, NOW),
    )  # fmt: skip
    reading.write_list(commune, plan, now=NOW, by=BY)
    marked = reading.write_errors(plan, tmp_path / "loi.xlsx")
    again = _look(commune, marked)
    assert again.kept is not None
    assert again.layout.column(Field.NOTE) == NOTED
    assert again.layout.column(Field.ERRORS) == NOTED + 1


def test_other_names_of_columns_are_another_kind(commune: Db, tmp_path: Path) -> None:
    _write(commune, _look(commune, save(tmp_path / "a.xlsx", _rows())))
    rows = _rows()
    rows[2][3] = "Là gì của chủ hộ"
    assert _look(commune, save(tmp_path / "b.xlsx", rows)).kept is None


def test_nothing_is_kept_before_the_list_is_written(commune: Db, tmp_path: Path) -> None:
    looked = _look(commune, save(tmp_path / "a.xlsx", _rows()))
    kept = reading.to_keep(looked, looked.layout, NOW)
    reading.plan_list(commune, looked.path, looked.sheet, looked.layout, kept=kept, now=NOW)
    assert layouts.all_of(commune) == []


def test_a_forgotten_layout_is_guessed_anew(commune: Db, tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", _rows())
    _write(commune, _look(commune, path))
    looked = _look(commune, path)
    assert looked.kept is not None
    layouts.forget(commune, looked.kept.key)
    assert _look(commune, path).kept is None
    assert reading.look_again(looked, {}).layout.column(Field.B2) == NOTED


def test_the_last_correction_holds(commune: Db, tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", _rows())
    _write(commune, _look(commune, path))
    looked = _look(commune, path)
    kept = reading.to_keep(looked, looked.layout.with_field(NOTED, Field.B2), NOW)
    plan = reading.plan_list(commune, path, looked.sheet, looked.layout, kept=kept, now=NOW)
    reading.write_list(commune, plan, now=NOW, by=BY)
    assert len(layouts.all_of(commune)) == 1
    assert _look(commune, path).layout.column(Field.B2) == NOTED


def test_a_head_that_only_a_person_could_find_is_found_next_time(
    commune: Db, tmp_path: Path
) -> None:
    rows: list[list[Any]] = [["Sổ tay"], ["a", "b"], ["Bàn Văn Tiến", "Nà Mỵ"]]
    looked = _look(commune, save(tmp_path / "a.xlsx", rows))
    assert not looked.is_known
    layout = reading.point_at(looked.sheet, 1, 1)
    layout = layout.with_field(0, Field.HEAD_NAME).with_field(1, Field.VILLAGE)
    plan = reading.plan_list(
        commune, looked.path, looked.sheet, layout, now=NOW,
        kept=reading.to_keep(looked, layout, NOW),
    )  # fmt: skip
    reading.write_list(commune, plan, now=NOW, by=BY)
    again = _look(commune, save(tmp_path / "b.xlsx", [["x"], *rows]))
    assert (again.is_known, again.layout.head_first) == (True, 2)
    assert again.layout.fields == {Field.HEAD_NAME: 0, Field.VILLAGE: 1}


def test_letters_answered_for_once_are_not_asked_about_again(commune: Db, tmp_path: Path) -> None:
    children = [
        (f"Đặng Thị {name}", "Con", "2015", "Nữ", "") for name in ["Hoa", "Mận", "Ước", "Yến"]
    ]
    rows = _rows()
    rows += family(3, "Đặng Văn Ước", ("Đặng Văn Ước", "Chủ hộ", "1980", "Nam", ""), *children)
    for line in rows[3:5]:
        line[NAME] = in_tcvn3(line[NAME])
    path = save(tmp_path / "a.xlsx", rows)
    looked = _look(commune, path)
    assert [f.column for f in looked.unanswered] == [NAME]
    answered = reading.look_again(looked, {NAME: Script.TCVN3})
    assert answered.unanswered == ()
    _write(commune, answered, note=False)
    again = _look(commune, path)
    assert (again.unanswered, again.scripts) == ((), {NAME: Script.TCVN3})
