"""A typed point table becomes a standard that opens rounds, and never changes under one."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.review import Answers, HouseholdClass
from desktop.errors import PointTableFaulty, RoundHasResults, StandardIncomplete
from desktop.reports.sheet import RowKind, as_text
from desktop.rules.classify import b1_total
from desktop.rules.point_lines import Draft
from desktop.rules.standard import parse_standard
from desktop.services import catalogue, keying, reviewing, tabling
from desktop.store import audit
from desktop.store.connection import Db, close_book, open_book
from tests.point_tables import changed, sound
from tests.services.conftest import Books
from tests.services.made import BY, COMMUNE, NOW, add, answers, at

FIRST = "2022-2025-b1-02296-v1"
SECOND = "2022-2025-b1-02296-v2"
YEAR = 2026


def _make(db: Db, draft: Draft | None = None) -> tabling.Made:
    return tabling.make_standard(db, draft or sound(), now=NOW, by=BY)


def test_a_book_begins_with_an_empty_table_for_its_own_area(commune: Db) -> None:
    bench = tabling.bench(commune, now=NOW)
    assert (bench.draft.areas, bench.draft.base, bench.draft.is_empty) == (
        ("rural",), "2022-2025", True,
    )  # fmt: skip
    assert [s.id for s in bench.bases] == ["2022-2025"]
    assert bench.versions == ()


def test_a_draft_is_kept_as_typed_faults_and_all(made_books: Books, tmp_path: Path) -> None:
    made, path = made_books[COMMUNE], tmp_path / "own.rasoat-book"
    shutil.copyfile(made.path, path)
    typed = changed(sound(), 1, rural="4o", label=" nửa ch")
    db = open_book(path, code=made.code)
    tabling.keep(db, typed, now=NOW, by=BY)
    close_book(db)
    db = open_book(path, code=made.code)
    assert tabling.bench(db, now=NOW).draft == typed
    close_book(db)


def test_a_faulty_table_makes_no_standard_and_nothing_is_written(commune: Db) -> None:
    with pytest.raises(PointTableFaulty) as refused:
        _make(commune, changed(sound(), 1, rural=""))
    assert refused.value.details["count"] == 1
    assert set(catalogue.standards(commune)) == set(catalogue.shipped_standards())
    assert tabling.bench(commune, now=NOW).versions == ()


def test_a_table_for_others_only_makes_no_standard_here(commune: Db) -> None:
    with pytest.raises(PointTableFaulty):
        _make(commune, replace(sound(), areas=(sound().areas[1],)))


def test_the_standard_is_kept_as_a_pack_with_its_line_in_the_trail(commune: Db) -> None:
    made = _make(commune).standard
    assert (made.id, made.practice) == (FIRST, False)
    assert made.name == "Chuẩn nghèo đa chiều 2022–2025, bảng điểm B1 của Xã Bình An, bản 1"
    assert parse_standard(catalogue.standard_content(commune, FIRST)) == made
    line = audit.of(commune, FIRST)[0]
    assert (line.action, line.by) == ("standard-made", BY)


def test_the_same_table_again_is_the_same_version_and_a_changed_one_the_next(commune: Db) -> None:
    first = _make(commune)
    assert not _make(commune).is_new
    second = _make(commune, changed(sound(), 0, rural="22"))
    assert (first.standard.id, second.standard.id) == (FIRST, SECOND)
    assert catalogue.standard(commune, FIRST) == first.standard
    assert [k.version for k in tabling.bench(commune, now=NOW).versions] == [2, 1]


def test_sheets_keyed_by_items_come_out_as_summed_by_hand(commune: Db) -> None:
    _make(commune)
    assert FIRST in [s.id for s in keying.offers(commune, YEAR)]
    reviewing.open_round(commune, YEAR, FIRST, now=at(YEAR, 9), by=BY)
    for picks, total, outcome in (
        ((0, 0, 0), 20 + 20 + 20, HouseholdClass.POOR),
        ((2, 1, 0), 60 + 60 + 20, HouseholdClass.POOR),  # 140: the limit itself is within
        ((1, 0, 1), 40 + 20 + 80, HouseholdClass.POOR),
        ((2, 0, 1), 60 + 20 + 80, HouseholdClass.NOT_POOR),
    ):
        household = add(commune, f"Bàn Văn {total}{picks[0]}")
        standard = reviewing.open_sheet(commune, household.uid, YEAR).standard
        chosen = {
            item.id: item.options[n].id for item, n in zip(standard.b1_items, picks, strict=True)
        }
        sheet = replace(answers(), b1_points=None, b1_choices=chosen)
        kept = reviewing.complete_review(commune, household, sheet, YEAR, now=NOW, by=BY).review
        assert kept.outcome is not None
        assert (kept.outcome.b1_points, kept.outcome.household_class) == (total, outcome)
        assert kept.outcome.standard_id == FIRST


def test_an_open_round_goes_on_with_the_table_while_no_sheet_is_complete(commune: Db) -> None:
    reviewing.open_round(commune, YEAR, now=at(YEAR, 9), by=BY)
    household = add(commune)
    reviewing.save_draft(commune, household, Answers(b1_points=100), YEAR, now=NOW, by=BY)
    _make(commune)
    assert tabling.bench(commune, now=NOW).usable_year == YEAR
    changed_round = reviewing.change_standard(commune, YEAR, FIRST, now=NOW, by=BY)
    assert changed_round.standard_id == FIRST
    assert changed_round.opened_on == at(YEAR, 9).date()
    sheet = reviewing.open_sheet(commune, household.uid, YEAR)
    assert sheet.standard.b1_items
    assert sheet.answers.b1_points == 100
    assert audit.of(commune, str(YEAR))[0].action == "round-standard"
    assert tabling.bench(commune, now=NOW).usable_year is None


def test_a_round_with_a_complete_sheet_keeps_its_standard(commune: Db) -> None:
    reviewing.open_round(commune, YEAR, now=at(YEAR, 9), by=BY)
    reviewing.complete_review(commune, add(commune), answers(), YEAR, now=NOW, by=BY)
    _make(commune)
    assert tabling.bench(commune, now=NOW).usable_year is None
    with pytest.raises(RoundHasResults) as refused:
        reviewing.change_standard(commune, YEAR, FIRST, now=NOW, by=BY)
    assert refused.value.details == {"year": "2026", "count": 1}
    assert reviewing.round_of(commune, YEAR).standard_id == "2022-2025"


def test_a_table_without_the_office_s_area_opens_no_round(commune: Db, upper: Db) -> None:
    urban = replace(sound(), areas=(sound().areas[1],))
    made = _make(upper, urban).standard
    from desktop.store import standards
    from desktop.store.connection import writing

    with writing(commune):
        standards.put(commune, made.id, catalogue.standard_content(upper, made.id), at=NOW, by=BY)
    assert made.id not in [s.id for s in keying.offers(commune, YEAR)]
    with pytest.raises(StandardIncomplete):
        reviewing.open_round(commune, YEAR, made.id, now=NOW, by=BY)


def test_what_a_practice_book_makes_stays_practice(open_made: Callable[..., Db]) -> None:
    db = open_made("practice")
    made = _make(db, changed(sound(), 5, answer="LUYỆN TẬP không có")).standard
    assert made.practice
    assert made.name.startswith("LUYỆN TẬP")
    reviewing.open_round(db, YEAR, made.id, now=NOW, by=BY)
    assert tabling.sheet_of(db, sound(), now=NOW).heading.practice


def test_the_template_goes_out_and_comes_back(commune: Db, tmp_path: Path) -> None:
    path = tabling.write_workbook(commune, sound(), tmp_path / "mau.xlsx")
    empty = tabling.bench(commune, now=NOW).draft
    read = tabling.read_workbook(path, empty)
    assert (read.draft, read.problems) == (sound(), ())


def test_the_paper_holds_every_answer_and_the_sums_to_compare(commune: Db, tmp_path: Path) -> None:
    sheet = tabling.sheet_of(commune, sound(), now=NOW)
    kinds = [row.kind for row in sheet.body]
    assert (kinds.count(RowKind.GROUP), kinds.count(RowKind.ENTRY)) == (3, 7)
    text = as_text(sheet)
    for part in (
        "2. 4 đến 6 người",
        "40",
        "NGƯỜI ĐỐI CHIẾU",
        "cộng điểm lớn nhất của từng mục 200",
    ):
        assert part in text
    path = tabling.write_pdf(commune, sound(), tmp_path / "bang.pdf", now=NOW, by=BY)
    assert path.read_bytes().startswith(b"%PDF")


def test_b1_of_a_made_standard_needs_every_item(commune: Db) -> None:
    made = _make(commune).standard
    first = made.b1_items[0]
    assert (
        b1_total(Answers(b1_choices={first.id: first.options[0].id}), made, sound().areas[0])
        is None
    )
