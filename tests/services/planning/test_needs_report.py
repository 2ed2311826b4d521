"""The papers of needs hold the figures of the page, and are sealed with a code."""

from __future__ import annotations

from pathlib import Path
from random import Random

import openpyxl
import pytest

from desktop.domain.planning import ALL, LISTED, MeasureState
from desktop.errors import NothingToReport
from desktop.services import sealing_papers
from desktop.services.planning import needing, needs_report
from desktop.store import households
from desktop.store.connection import Db
from tests.services.made import BY, COMMUNE, NOW, POOR, SECOND
from tests.services.planning import need_books as books

YEAR = 2026


@pytest.fixture
def filled(commune: Db) -> Db:
    books.put(commune, books.made(Random(5), [COMMUNE], each=200))
    return commune


def test_the_workbook_has_the_figures_of_the_book(filled: Db, tmp_path: Path) -> None:
    path = needs_report.write(filled, YEAR, "xlsx", tmp_path / "nc.xlsx", now=NOW, by=BY)
    book = openpyxl.load_workbook(path)
    assert len(book.sheetnames) == 3
    rows = [[c.value for c in row] for row in book.worksheets[0].iter_rows()]
    whole = needing.summed(needing.unit_needs(filled, YEAR))
    row = next(r for r in rows if "Nguồn nước sinh hoạt" in r)
    at = row.index("Nguồn nước sinh hoạt")
    assert tuple(row[at + 2 : at + 4]) == needing.pair_of(whole, "deprived:water")
    assert tuple(row[at + 17 : at + 19]) == needing.pair_of(whole, "deprived:water", "children")


@pytest.mark.parametrize("kind", needs_report.KINDS)
def test_every_sheet_is_found_again_by_its_code(filled: Db, tmp_path: Path, kind: str) -> None:
    name = needs_report.file_name(filled, YEAR, kind)
    assert name == f"nhu-cau_{COMMUNE}_{YEAR}.{kind}"
    path = needs_report.write(filled, YEAR, kind, tmp_path / name, now=NOW, by=BY)
    assert path.stat().st_size > 2000
    for sheet in needs_report.preview(filled, YEAR):
        kept = sealing_papers.find(filled, sheet.code)
        assert kept.times[0].action == sealing_papers.WRITTEN


def test_a_paper_of_one_village_counts_it_alone(filled: Db) -> None:
    (sheet,) = needs_report.preview(filled, YEAR, "Nà Bó")
    own = next(n for n in needing.unit_needs(filled, YEAR) if n.code == "Nà Bó")
    assert sheet.body[0].lines[0][3:5] == needing.pair_of(own, LISTED)


def test_the_list_names_everybody_once_and_marks_who_is_helped(filled: Db, tmp_path: Path) -> None:
    uids = needing.uids(filled, YEAR, "deprived:toilet", of=POOR)
    homes = [h for h in households.all_of(filled) if h.uid in uids[:2]]
    books.helped(filled, homes, YEAR + 1, MeasureState.DONE)
    sheet = needs_report.preview_list(filled, YEAR, "deprived:toilet", of=POOR)
    assert len(sheet.body) == len(uids) > 2
    assert sum(row.lines[0][-1] == "x" for row in sheet.body) == 2
    assert all("Nhà tiêu hợp vệ sinh" in str(row.lines[0][7]) for row in sheet.body)
    assert sheet.heading.subtitle == ("Năm 2026. Hộ nghèo",)
    for kind in needs_report.KINDS:
        path = tmp_path / needs_report.file_name(filled, YEAR, kind, listed=True)
        needs_report.write_list(
            filled, YEAR, "deprived:toilet", ALL, POOR, "", kind, path, now=NOW, by=BY
        )
        assert path.stat().st_size > 2000
    assert sealing_papers.find(filled, sheet.code).paper.form == "Danh sách hộ theo nhu cầu"


def test_a_list_above_the_limit_carries_no_code(
    filled: Db, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(needs_report, "MOST_KEPT", 3)
    assert not needs_report.preview_list(filled, YEAR, LISTED).code


def test_at_an_upper_office_names_stand_by_commune_and_village(upper: Db) -> None:
    books.put(upper, books.made(Random(6), [COMMUNE, SECOND], each=20))
    places = [str(r.lines[0][3]) for r in needs_report.preview_list(upper, YEAR, LISTED).body]
    assert {p.split(", ")[1] for p in places} == {"Xã Bình An", "Xã Yên Nguyên"}
    assert [p.split(", ")[1] for p in places] == sorted(p.split(", ")[1] for p in places)
    assert len(needs_report.preview(upper, YEAR)) == 3


def test_without_reviews_there_is_nothing_to_report(commune: Db, tmp_path: Path) -> None:
    with pytest.raises(NothingToReport):
        needs_report.write(commune, YEAR, "pdf", tmp_path / "x.pdf", now=NOW, by=BY)
    with pytest.raises(NothingToReport):
        needs_report.preview_list(commune, YEAR, LISTED)
    assert not (tmp_path / "x.pdf").exists()
