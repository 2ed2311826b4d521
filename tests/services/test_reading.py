"""Lists read into the book: counted honestly, twice the same, never over a keyed sheet, mended whole."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop.domain.review import Answers, Review, ReviewState
from desktop.errors import Cancelled, HeaderMissing, ListOutdated, RoundNotHere
from desktop.services import reading, registering, reporting, reviewing
from desktop.services.reading import ListResult
from desktop.store import audit, reviews
from desktop.store.connection import Db
from tests.exchange.list_samples import (
    B1,
    BORN,
    CLASS,
    DECISION,
    HEAD,
    ID,
    ON,
    family,
    save,
    two_families,
)
from tests.services.made import (
    BY,
    NEAR,
    NOT,
    NOW,
    POOR,
    add,
    answers,
    carry_decision,
    dump,
    key,
    open_rounds,
)


def _read(db: Db, path: Path, **more: Any) -> ListResult:
    return reading.read_list(db, path, now=NOW, by=BY, **more)


def _counts(result: ListResult) -> tuple[int, int, int, int, int]:
    return result.rows, result.created, result.updated, result.skipped, result.refused


def _review(db: Db, head: str, year: int = 2024) -> Review:
    found = next(h for h in registering.everyone(db) if h.head_name == head)
    review = reviews.get(db, found.uid, year)
    assert review is not None
    return review


def _list(tmp_path: Path, rows: Sequence[Sequence[Any]] | None = None, name: str = "ds") -> Path:
    return save(tmp_path / f"{name}.xlsx", rows or two_families())


# Counting ----------------------------------------------------------------------------------------
def test_households_and_decisions_of_a_list_are_in_the_book(commune: Db, tmp_path: Path) -> None:
    result = _read(commune, _list(tmp_path))
    assert _counts(result) == (5, 5, 0, 0, 0)
    assert (result.households, result.year) == (2, 2024)
    poor, near = _review(commune, "Bàn Văn Tiến"), _review(commune, "Ma Văn Quý")
    assert poor.outcome is not None
    assert near.outcome is not None
    assert (poor.outcome.household_class, near.outcome.household_class) == (POOR, NEAR)
    assert (poor.outcome.b1_points, poor.outcome.b2_points, poor.people) == (120, 40, 3)
    assert (poor.decision_no, poor.decision_on) == ("125/QĐ-UBND", datetime.date(2024, 12, 10))
    assert (poor.state, poor.outcome.standard_id) == (ReviewState.COMPLETE, "2022-2025")


def test_the_same_list_twice_changes_nothing(commune: Db, tmp_path: Path) -> None:
    path = _list(tmp_path)
    _read(commune, path)
    before = dump(commune)
    result = _read(commune, path)
    assert _counts(result) == (5, 0, 0, 5, 0)
    after = dump(commune)
    trail = after.pop("audit")
    assert len(trail) == len(before.pop("audit")) + 1, "that the list was read is worth a line"
    assert after == before


def test_a_list_with_causes_twice_changes_nothing(commune: Db, tmp_path: Path) -> None:
    rows = [[*row, cause] for row, cause in zip(two_families(), _CAUSES, strict=True)]
    path = _list(tmp_path, rows)
    _read(commune, path)
    poor = _review(commune, "Bàn Văn Tiến")
    assert poor.answers == Answers(causes=("capital", "illness"), cause_other="rủi ro khác")
    assert _counts(_read(commune, path)) == (5, 0, 0, 5, 0)


_CAUSES = ("Nguyên nhân nghèo", "2; 7", "", "rủi ro khác", "1", "")


def test_a_dry_run_counts_and_writes_nothing(commune: Db, tmp_path: Path) -> None:
    before = dump(commune)
    assert _counts(_read(commune, _list(tmp_path), dry_run=True)) == (5, 5, 0, 0, 0)
    assert dump(commune) == before


def test_a_corrected_list_of_the_year_updates_with_a_trail(commune: Db, tmp_path: Path) -> None:
    _read(commune, _list(tmp_path))
    rows = two_families()
    for row in rows[1:4]:
        row[CLASS], row[B1] = "Hộ cận nghèo", 131.0
    rows[1][BORN] = "21/08/1980"
    result = _read(commune, _list(tmp_path, rows, "sua"))
    assert _counts(result) == (5, 0, 3, 2, 0)
    review = _review(commune, "Bàn Văn Tiến")
    assert review.outcome is not None
    assert (review.outcome.household_class, review.outcome.b1_points) == (NEAR, 131)
    assert review.revision == 2
    lines = {line.action: line for line in audit.of(commune, review.household_uid)}
    assert '"household_class":"poor"' in str(lines["review-listed"].before)
    assert '"born":"1980-07-21"' in str(lines["household"].before)
    assert '"born":"1980-08-21"' in str(lines["household"].after)


def test_a_changed_decision_alone_changes_no_household(commune: Db, tmp_path: Path) -> None:
    _read(commune, _list(tmp_path))
    before = dump(commune)
    rows = two_families()
    for row in rows[4:]:
        row[DECISION] = "130/QĐ-UBND"
    assert _counts(_read(commune, _list(tmp_path, rows, "qd"))) == (5, 0, 2, 3, 0)
    after = dump(commune)
    assert (after["household"], after["person"]) == (before["household"], before["person"])
    assert _review(commune, "Ma Văn Quý").decision_no == "130/QĐ-UBND"
    assert _review(commune, "Bàn Văn Tiến").decision_no == "125/QĐ-UBND"


def test_the_registers_own_numbers_are_taken_once_and_padded(commune: Db, tmp_path: Path) -> None:
    rows: list[list[Any]] = [[*HEAD, "Mã hộ"]]
    for n, (head, number) in enumerate(
        (("Bàn Văn Ba", "7"), ("Lý Văn Tám", "12"), ("Ma Văn Tư", "7"))
    ):
        member = (head, "Chủ hộ", f"198{n}", "Nam", f"00808{n}000001")
        rows += [[*line, number] for line in family(n + 1, head, member)]
    _read(commune, _list(tmp_path, rows))
    numbers = {h.head_name: h.number for h in registering.everyone(commune)}
    assert numbers["Bàn Văn Ba"] == "0007"
    assert numbers["Lý Văn Tám"] == "0012"
    assert len(set(numbers.values())) == 3


# Keyed sheets and older lists --------------------------------------------------------------------
def test_a_list_never_overwrites_a_keyed_sheet(commune: Db, tmp_path: Path) -> None:
    _read(commune, _list(tmp_path), year=2025)
    open_rounds(commune, 2026)
    tien = next(h for h in registering.everyone(commune) if h.head_name == "Bàn Văn Tiến")
    keyed = key(commune, tien, NOT)
    rows = two_families()
    for row in rows[1:]:
        row[ON] = "10/12/2026"
    path = _list(tmp_path, rows, "2026")
    result = _read(commune, path, year=2026)
    assert reviews.get(commune, tien.uid, 2026) == keyed
    assert _counts(result) == (5, 0, 2, 3, 0), "the keyed household is as it was"
    assert _counts(_read(commune, path, year=2026)) == (5, 0, 0, 5, 0)


def test_a_draft_with_anything_keyed_is_a_keyed_sheet(commune: Db, tmp_path: Path) -> None:
    _read(commune, _list(tmp_path), year=2025)
    open_rounds(commune, 2026)
    tien = next(h for h in registering.everyone(commune) if h.head_name == "Bàn Văn Tiến")
    keyed = Answers(b1_points=133, causes=("land",))
    draft = reviewing.save_draft(commune, tien, keyed, 2026, now=NOW, by=BY).review
    _read(commune, _list(tmp_path), year=2026)
    assert reviews.get(commune, tien.uid, 2026) == draft


def test_an_older_list_fills_only_blanks(commune: Db, tmp_path: Path) -> None:
    rows = two_families()
    for row in rows[1:]:
        row[B1] = ""
        row[DECISION] = ""
    rows[2][BORN], rows[3][ID] = "", "Chưa cấp"
    _read(commune, _list(tmp_path, rows, "dau"), year=2024)
    open_rounds(commune, 2025)
    older = two_families()
    for row in older[1:4]:
        row[CLASS] = "Hộ cận nghèo"
    older[1][BORN] = "22/07/1980"
    _read(commune, _list(tmp_path, older, "cu"), year=2024)
    review = _review(commune, "Bàn Văn Tiến")
    assert review.outcome is not None
    assert review.outcome.household_class is POOR, "what the book says stays"
    assert (review.outcome.b1_points, review.decision_no) == (120, "125/QĐ-UBND")
    found = next(h for h in registering.everyone(commune) if h.head_name == "Bàn Văn Tiến")
    assert [p.born for p in found.members] == ["1980-07-21", "1982", "2010-05"]


def test_what_is_missing_from_a_list_stays_in_the_book(commune: Db, tmp_path: Path) -> None:
    _read(commune, _list(tmp_path))
    _read(commune, _list(tmp_path, two_families()[:4], "mot"))
    assert len(registering.everyone(commune)) == 2


def test_the_place_of_a_review_stays_when_only_the_decision_changes(
    commune: Db, tmp_path: Path
) -> None:
    _read(commune, _list(tmp_path))
    quy = next(h for h in registering.everyone(commune) if h.head_name == "Ma Văn Quý")
    registering.save_household(commune, replace(quy, village="Nà Mỵ"), now=NOW, by=BY)
    rows = two_families()[:1] + two_families()[4:]
    for row in rows[1:]:
        row[7], row[DECISION] = "", "9/QĐ-UBND"
    rows[0][7] = "Ghi chú khác"
    plan_year = {"year": 2024}
    result = _read(commune, _list(tmp_path, _with_village(rows, "Nà Mỵ"), "doi"), **plan_year)
    assert result.refused == 0
    review = _review(commune, "Ma Văn Quý")
    assert (review.village, review.decision_no) == ("Khuổi Trang", "9/QĐ-UBND")


def _with_village(rows: list[list[Any]], village: str) -> list[list[Any]]:
    return [[*rows[0], "Thôn/bản"], *([*row, village] for row in rows[1:])]


# Refusals ----------------------------------------------------------------------------------------
def test_an_upper_office_reads_no_lists(upper: Db, tmp_path: Path) -> None:
    with pytest.raises(RoundNotHere):
        _read(upper, _list(tmp_path))


def test_a_sheet_without_a_head_is_refused_with_the_book_as_it_was(
    commune: Db, tmp_path: Path
) -> None:
    before = dump(commune)
    with pytest.raises(HeaderMissing):
        _read(commune, _list(tmp_path, [["a", "b"], [1, 2]]))
    assert dump(commune) == before


def test_cancelled_before_writing_nothing_is_kept(commune: Db, tmp_path: Path) -> None:
    path, before = _list(tmp_path), dump(commune)
    steps: list[int] = []

    def stop_at(last: int) -> None:
        def tick(done: int, _total: int) -> None:
            steps.append(done)
            if done == last:
                raise Cancelled

        with pytest.raises(Cancelled):
            _read(commune, path, tick=tick)
        assert dump(commune) == before

    for step in (0, 1, 2, 3):
        stop_at(step)
    assert max(steps) == 3, "after the last tick nothing can be stopped any more"


def test_a_plan_that_the_book_overtook_is_not_written(commune: Db, tmp_path: Path) -> None:
    _read(commune, _list(tmp_path))
    rows = two_families()
    rows[1][BORN] = "1.1.1979"
    path = _list(tmp_path, rows, "moi")
    opened, layout = reading.open_list(path)
    plan = reading.plan_list(commune, path, opened, layout, now=NOW)
    tien = next(h for h in registering.everyone(commune) if h.head_name == "Bàn Văn Tiến")
    registering.save_household(commune, replace(tien, note="vừa sửa"), now=NOW, by=BY)
    before = dump(commune)
    with pytest.raises(ListOutdated):
        reading.write_list(commune, plan, now=NOW, by=BY)
    assert dump(commune) == before


# Done-line 3: the usual dirt, mended in the user's own workbook --------------------------------------
def _nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _annex_vi(path: Path) -> Path:
    """A list after review as communes keep it: a head of two merged lines, and the usual dirt."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "DS hộ nghèo"
    sheet.merge_cells("A1:M1")
    sheet["A1"] = "DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO SAU RÀ SOÁT NĂM 2025"
    for column, title in enumerate(
        ("STT", "Họ và tên chủ hộ", "Họ và tên thành viên", "Quan hệ với chủ hộ", "Ngày, tháng, năm sinh",
         "Giới tính", "Số CCCD/ĐDCN", "Thôn/bản", "Dân tộc"), 1,
    ):  # fmt: skip
        sheet.merge_cells(start_row=3, start_column=column, end_row=4, end_column=column)
        sheet.cell(3, column, title)
    sheet.merge_cells("J3:L3")
    sheet["J3"] = "Kết quả rà soát"
    for letter, title in zip("JKL", ("Phân loại hộ", "Điểm B1", "Điểm B2"), strict=True):
        sheet[f"{letter}4"] = title
    sheet.merge_cells("M3:M4")
    sheet["M3"] = "Nguyên nhân nghèo"
    rows = [
        # NFD text, a date as text, an old CMND with blanks.
        (1, _nfd("Bàn Văn Tiến"), _nfd("Bàn Văn Tiến"), _nfd("Chủ hộ"), "21/7/1980", "Nam", "008 080 000 001", _nfd("Nà Mỵ"), _nfd("Tày"), _nfd("Hộ nghèo"), 120, 40, "2"),
        ("", "Bàn Văn Tiến", _nfd("Triệu Thị Mùi"), "Vợ", "1982", _nfd("Nữ"), "080123456", "Nà Mỵ", "Tày", "", "", "", ""),
        # A 12-digit id as a number, a real date.
        (2, "Ma Văn Quý", "Ma Văn Quý", "Chủ hộ", datetime.date(1975, 2, 3), "nam", 108075000003.0, "Nà Mỵ", "Tày", "Hộ cận nghèo", 131.0, 20.0, ""),
        # The zeros in front are gone.
        (3, "Lý Văn Ba", "Lý Văn Ba", "Chủ hộ", "1969", "Nam", 8069000004.0, "Khuổi Trang", "Dao", "Hộ nghèo", 99, 50, ""),
        # Its last digits are gone.
        (4, "Nông Thị Tư", "Nông Thị Tư", "Chủ hộ", "1971", "Nữ", "8.171E+10", "Khuổi Trang", "Nùng", "Hộ nghèo", 101, 30, ""),
        # One id, two people.
        (5, "Hà Văn Năm", "Hà Văn Năm", "Chủ hộ", "1983", "Nam", "008083000006", "Khuổi Trang", "Tày", "Hộ nghèo", 101, 30, ""),
        (6, "Hà Văn Sáu", "Hà Văn Sáu", "Chủ hộ", "1985", "Nam", "008083000006", "Khuổi Trang", "Tày", "Hộ nghèo", 110, 30, ""),
        # A date that does not exist, a class that does not exist.
        (7, "Đặng Văn Bảy", "Đặng Văn Bảy", "Chủ hộ", "31/02/1980", "Nam", "", "Khuổi Trang", "Dao", "Hộ nghèo", 110, 30, ""),
        (8, "Đặng Văn Tám", "Đặng Văn Tám", "Chủ hộ", "1980", "Nam", "", "Khuổi Trang", "Dao", "Hộ rất nghèo", 110, 30, ""),
        ("", "", "", "", "", "", "", "", "", "", "", "", ""),
        ("", "Tổng cộng: 8 hộ", "", "", "", "", "", "", "", "", "", "", ""),
    ]  # fmt: skip
    for r, line in enumerate(rows, 5):
        for c, value in enumerate(line, 1):
            if value != "":
                sheet.cell(r, c, value)
    book.save(path)
    return path


# Cell → what the official writes into it, after reading the column "Lỗi".
_MENDED = {
    "G8": "008069000004", "G9": "008171000005", "G11": "008085000007", "E12": "28/02/1980",
    "J13": "Hộ nghèo",
}  # fmt: skip


def test_a_mended_workbook_goes_in_whole(commune: Db, tmp_path: Path) -> None:
    path, errors = _annex_vi(tmp_path / "phu_luc_VI.xlsx"), tmp_path / "loi.xlsx"
    first = _read(commune, path, errors=errors)
    assert _counts(first) == (11, 3, 0, 2, 6)
    assert first.rows == first.created + first.updated + first.skipped + first.refused
    assert {h.head_name for h in registering.everyone(commune)} == {"Bàn Văn Tiến", "Ma Văn Quý"}

    book = openpyxl.load_workbook(errors)
    sheet = book["DS hộ nghèo"]
    notes = {row: str(sheet.cell(row, 14).value or "") for row in range(5, 16)}
    assert [row for row, note in notes.items() if note] == [8, 9, 10, 11, 12, 13]
    for cell in ("G8", "G9", "G10", "G11", "E12", "J13"):
        assert cell in notes[int(cell[1:])], "the column says which cell"
    assert "008069000004" in notes[8].replace(".", ""), "and what it most likely was"
    assert sheet.merged_cells.ranges, "their own formatting stays"
    for cell, value in _MENDED.items():
        sheet[cell] = value
        sheet[cell].number_format = "@"
    book.save(errors)

    again = _read(commune, errors, errors=tmp_path / "loi2.xlsx")
    assert (again.refused, again.errors) == (0, None)
    assert _counts(again) == (11, 6, 0, 5, 0)
    found = {h.head_name: h for h in registering.everyone(commune)}
    assert len(found) == 8
    assert [p.citizen_id for p in found["Bàn Văn Tiến"].members] == ["008080000001", "080123456"]
    assert found["Ma Văn Quý"].members[0].citizen_id == "108075000003"
    assert found["Ma Văn Quý"].members[0].born == "1975-02-03"
    assert found["Lý Văn Ba"].members[0].citizen_id == "008069000004"
    assert _review(commune, "Bàn Văn Tiến", 2025).answers.causes == ("capital",)
    assert _counts(_read(commune, errors)) == (11, 0, 0, 11, 0)


def test_a_refused_row_holds_back_its_whole_household(commune: Db, tmp_path: Path) -> None:
    rows = two_families()
    rows[2][ID] = "12345"
    result = _read(commune, _list(tmp_path, rows))
    assert _counts(result) == (5, 2, 0, 0, 3)
    assert [h.head_name for h in registering.everyone(commune)] == ["Ma Văn Quý"]


def test_the_program_reads_what_it_prints(commune: Db, open_made: Any, tmp_path: Path) -> None:
    open_rounds(commune, 2025)
    for head, size, of in (("Bàn Văn Tiến", 2, POOR), ("Ma Thị Quý", 4, NEAR)):
        key(commune, add(commune, head, size=size), of, 2025)
    carry_decision(commune, 2025, "214/QĐ-UBND", datetime.date(2025, 12, 10))
    printed = reporting.write_papers(
        commune, 2025, ["VI"], tmp_path / "giay", kinds=["xlsx"], now=NOW, by=BY
    )
    assert _counts(_read(commune, printed[0]))[1:3] == (0, 0), (
        "nothing new to the book that printed it"
    )
    fresh = open_made("02296", "other")
    result = _read(fresh, printed[0])
    assert (result.created, result.refused, result.year) == (6, 0, 2025)
    copied = {h.head_name: h for h in registering.everyone(fresh)}
    assert {name: len(h.members) for name, h in copied.items()} == {
        "Bàn Văn Tiến": 2,
        "Ma Thị Quý": 4,
    }
    original, copy = _review(commune, "Ma Thị Quý", 2025), _review(fresh, "Ma Thị Quý", 2025)
    assert original.outcome is not None
    assert copy.outcome is not None
    assert copy.outcome.household_class == original.outcome.household_class
    assert copy.decision_on == original.decision_on
    assert copy.answers.causes == answers().causes
