"""How running text breaks: a per cent sign stays with its word, no row of a table stands alone."""

from __future__ import annotations

import pytest

from desktop.reports.sheet import Column, Heading, Kind, Row, RowKind
from desktop.reports.text_layout import lay_text
from desktop.reports.text_sheet import Paragraph, Part, Table, TextSheet

TOP = Heading(body="", title=("Giấy",))


def _pages(*parts: Part, room: float = 300, tall: float = 400) -> list[list[str]]:
    """The words of each line, or "row" for a row of a table, page by page."""
    _, pages = lay_text(TextSheet(form="x", heading=TOP, parts=parts), room, tall)
    lines = []
    for page in pages:
        inked = [slab for slab in page if slab.is_inked]
        lines.append(["row" if s.row else " ".join(w.text for w in s.block.words) for s in inked])
    return lines


@pytest.mark.parametrize("room", range(90, 300, 7))
def test_no_line_begins_with_a_per_cent_sign(room: float) -> None:
    text = "So với cuối năm 2023, tỷ lệ hộ nghèo giảm 2,92 điểm %. Còn lại 5,92 % tổng số hộ."
    lines = [line for page in _pages(Paragraph(text=text), room=room) for line in page]
    assert not [line for line in lines if line.startswith("%")]
    assert " ".join(lines) == text


@pytest.mark.parametrize("before", range(22))
def test_no_row_of_a_table_stands_alone_on_a_page(before: int) -> None:
    rows = tuple(Row(kind=RowKind.ENTRY, lines=((f"Thôn {n}", n),)) for n in range(1, 9))
    head = (
        Column(title="Thôn", width=40),
        Column(title="Hộ", kind=Kind.COUNT, width=20),
    )
    lead = [Paragraph(text="Một dòng.") for _ in range(before)]
    counts = [page.count("row") for page in _pages(*lead, Table(head=head, body=rows))]
    assert sum(counts) == len(rows)
    assert 1 not in counts
