"""One page per household: answers, sources, what changed, another standard; one sheet of paper."""

from __future__ import annotations

import datetime
import io
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from desktop.domain.household import Household
from desktop.services import explaining, registering, reporting, reviewing
from desktop.services.explaining import Explained
from desktop.services.explaining_words import (
    change_line,
    elsewhere_lines,
    margin_lines,
    paper_words,
)
from desktop.store import audit
from desktop.store.connection import Db
from tests.services.made import BY, NEAR, NOT, NOW, POOR, add, answers, at, dump, key, open_rounds


@pytest.fixture
def home(commune: Db) -> Household:
    """Poor in 2025, near-poor with one child more in 2026."""
    open_rounds(commune, 2025, 2026)
    household = add(commune, "Bàn Văn Tiến", size=3, now=at(2025))
    key(commune, household, POOR, 2025)
    key(commune, registering.everyone(commune)[0], NEAR, 2026, size=4)
    return registering.everyone(commune)[0]


def told(db: Db, household: Household, year: int = 2026, other: str = "") -> Explained:
    found = explaining.explained(db, household.uid, year, other, now=NOW)
    assert found is not None
    return found


def test_every_answer_has_points_and_source(commune: Db, home: Household) -> None:
    made = told(commune, home).made
    assert (made.b1_points, made.b2_points, made.household_class) == (100, 10, NEAR)
    assert len(made.deprivations) == 12
    assert all(line.source for line in made.deprivations)


def test_what_changed_since_last_year_is_told(commune: Db, home: Household) -> None:
    lines = [change_line(d) for d in told(commune, home).changes]
    words = {line.what: (line.before, line.after) for line in lines}
    assert words["Phân loại"] == ("Hộ nghèo", "Hộ cận nghèo")
    assert words["Điểm B2"] == ("40", "10")
    assert words["Số nhân khẩu"] == ("3", "4")
    assert any(what.startswith("Thêm ") for what in words)


def test_the_distance_to_the_limits_is_told(commune: Db, home: Household) -> None:
    b1, b2 = margin_lines(told(commune, home))
    assert "còn cách 40 điểm" in b1.words
    assert "Từ 141 điểm là không nghèo" in b1.words
    assert "Thêm 20 điểm là hộ nghèo" in b2.words


def test_a_standard_without_points_says_what_is_missing(commune: Db, home: Household) -> None:
    before = dump(commune)
    found = told(commune, home, other="2027-2030")
    assert found.other is not None
    words = " ".join(elsewhere_lines(found.other))
    assert "bảng điểm B1" in words
    assert "2.200.000" in words
    assert dump(commune) == before


def test_without_a_sheet_this_year_the_last_one_is_explained(commune: Db) -> None:
    open_rounds(commune, 2025, 2026)
    household = add(commune)
    assert explaining.explained(commune, household.uid, 2026, now=NOW) is None
    key(commune, household, NOT, 2025)
    assert told(commune, household).review.year == 2025
    assert explaining.explained(commune, "nobody", 2026, now=NOW) is None


def test_a_draft_is_explained_as_far_as_it_goes(commune: Db) -> None:
    open_rounds(commune, 2026)
    household = add(commune)
    draft = replace(answers(POOR), confirmed={})
    reviewing.save_draft(commune, household, draft, 2026, now=NOW, by=BY)
    found = told(commune, household)
    assert found.is_draft
    assert found.margins == ()
    assert paper_words(found).blocks


def test_an_upper_office_explains_what_it_received(sender: Db, upper: Db, tmp_path: Path) -> None:
    from tests.services.made import pack, take_in

    take_in(upper, [pack(sender, tmp_path)])
    household = registering.everyone(upper)[0]
    assert told(upper, household).made.household_class is not None


@pytest.mark.parametrize("other", ["", "2027-2030"])
def test_the_paper_is_one_page_and_says_that_it_decides_nothing(
    commune: Db, home: Household, other: str
) -> None:
    found = told(commune, home, other=other)
    pdf = reporting.ink(explaining.sheet_of(commune, found, on=datetime.date(2026, 12, 1)), "pdf")
    reader = PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) == 1
    text = reader.pages[0].extract_text()
    assert "không thay quyết định" in text
    assert "Bàn Văn Tiến" in text
    assert "07/2021/NĐ-CP" in text


def test_an_unseen_source_has_a_mark_and_one_note_on_paper(commune: Db, home: Household) -> None:
    made = told(commune, home).made
    lines = tuple(replace(line, seen=n > 1) for n, line in enumerate(made.deprivations))
    found = replace(told(commune, home), made=replace(made, deprivations=lines))
    sheet = explaining.sheet_of(commune, found)
    note = "* Căn cứ chưa đối chiếu với văn bản gốc."
    assert sheet.notes.count(note) == 1
    assert any(row.lines[0][3].endswith("*") for row in sheet.body if row.lines[0][3])  # type: ignore[union-attr]
    assert "trí nhớ" not in " ".join(sheet.notes)
    seen = tuple(replace(line, seen=True) for line in made.deprivations)
    found = replace(found, made=replace(made, deprivations=seen))
    assert note not in explaining.sheet_of(commune, found).notes


def test_pdf_and_excel_are_written_whole_and_noted(
    commune: Db, home: Household, tmp_path: Path
) -> None:
    found = told(commune, home)
    assert explaining.paper_name(found, "pdf") == "giai_thich_0001_2026.pdf"
    for kind in ("pdf", "xlsx"):
        path = tmp_path / explaining.paper_name(found, kind)
        explaining.write_explanation(commune, found, kind, path, now=NOW, by=BY)
        assert path.is_file()
    assert len(audit.latest(commune, "papers")) == 2


def test_practice_papers_are_marked(open_made: object, tmp_path: Path) -> None:
    db = open_made("practice")  # type: ignore[operator]
    reviewing.open_round(db, 2026, "practice", now=NOW, by=BY)
    household = add(db)
    reviewing.save_draft(db, household, answers(POOR), 2026, now=NOW, by=BY)
    found = told(db, household)
    assert explaining.sheet_of(db, found).heading.practice
    assert explaining.paper_name(found, "pdf").startswith("luyen-tap_")
