"""The register's list: the chosen columns, the filter in words, marked as internal."""

from __future__ import annotations

import datetime
import io
from dataclasses import replace

import openpyxl
import pytest
from pypdf import PdfReader

from desktop.domain.unit import Level, Office
from desktop.reports import pdf, xlsx
from desktop.reports.forms import register_list
from desktop.reports.forms.register_list import Wanted
from desktop.reports.sheet import Sheet, Value, as_text, leaves

AT = datetime.datetime(2026, 11, 24, 9, 5, tzinfo=datetime.UTC)
OFFICE = Office(
    code="02296", list_version="2025", level=Level.COMMUNE, name="Xã Bình An", upper_code="08",
    upper_name="Tỉnh Tuyên Quang", province_name="Tỉnh Tuyên Quang", area=None, book_id="b",
)  # fmt: skip
COLUMNS = ("number", "name", "village", "people", "now", "citizen_id")


def listed(rows: int, columns: tuple[str, ...] = COLUMNS, *filters: str, **office: bool) -> Sheet:
    values: dict[str, Value] = {
        "number": "0417", "name": "Triệu Văn Kiềm", "village": "Lung Luông", "people": 5,
        "now": "Hộ nghèo", "citizen_id": "008079001234",
    }  # fmt: skip
    row = tuple(values.get(c, "") for c in columns)
    wanted = Wanted(columns=columns, filters=filters, at=AT, year=2026, people=5 * rows)
    return register_list.build([row] * rows, wanted, replace(OFFICE, **office))  # type: ignore[arg-type]


def test_it_says_what_is_on_it_when_it_was_made_and_that_it_stays_here() -> None:
    text = as_text(listed(2, COLUMNS, "thôn Lung Luông", "hộ nghèo"))
    assert "Lưu hành nội bộ, có dữ liệu cá nhân" in text
    assert "Thôn Lung Luông, hộ nghèo" in text
    assert "Lập lúc 09:05 ngày 24/11/2026" in text
    assert "Danh sách có 2 hộ, 10 nhân khẩu." in text
    assert "PRACTICE" not in text
    assert "PRACTICE" in as_text(listed(1, COLUMNS, practice=True))


def test_it_has_the_chosen_columns_in_their_order() -> None:
    titles = [c.title for c in leaves(listed(1).head)]
    assert titles[1:] == [
        "Số hộ", "Chủ hộ", "Thôn", "Số khẩu", "Phân loại đợt 2026", "Số định danh chủ hộ",
    ]  # fmt: skip


@pytest.mark.parametrize("columns", [COLUMNS, tuple(register_list._KINDS)])
def test_every_page_of_the_paper_repeats_the_head_and_has_its_number(
    columns: tuple[str, ...],
) -> None:
    pages = PdfReader(io.BytesIO(pdf.draw(listed(120, columns)))).pages
    assert len(pages) > 2
    for number, page in enumerate(pages[1:], start=2):
        words = page.extract_text().split()
        assert "hộ" in words
        assert str(number) in words
        assert page.mediabox.width > page.mediabox.height


def test_excel_keeps_ids_as_text() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx.write(listed(1))))
    cells = [c.value for row in book.active.iter_rows() for c in row]
    assert "008079001234" in cells
    assert "0417" in cells
