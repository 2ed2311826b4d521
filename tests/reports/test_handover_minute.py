"""The minute of a hand-over: expected texts, open lines where nothing is known, both ends' same page."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from dataclasses import replace

import openpyxl
import pypdfium2

from desktop.domain.answer import Said, Verdict
from desktop.reports.forms.handover_minute import Listed, Minute, build, short_fingerprint
from desktop.reports.text_pdf import draw_papers
from desktop.reports.text_sheet import as_text
from desktop.reports.text_xlsx import write_papers
from tests.reports.procedure_papers import PAPERS_CONTEXT

Golden = Callable[[str, str], None]
SHA = "1a2b3c4d5e6f7081" + "0" * 48
WHEN = datetime.datetime(2026, 11, 9, 5, 0, tzinfo=datetime.UTC)
TAKEN = Minute(
    sender="Xã Bình An", receiver="Tỉnh Tuyên Quang", year=2026, number=2,
    file_name="bao-cao_02296_2026_0002_1a2b3c4d.rasoat", size=1_286_301, sha256=SHA, made_at=WHEN,
    answered_at=WHEN + datetime.timedelta(days=1), verdict=Verdict.TAKEN_IN,
    verdicts=((Verdict.TAKEN_IN, 811), (Verdict.HELD, 1)),
    totals=(("Hộ dân cư", 2140, 2140), ("Hộ nghèo", 431, 431), ("Hộ cận nghèo", 268, 268)),
    opinion=Said(
        text="Nhất trí kết quả rà soát.", number="215/UBND-VX", on=datetime.date(2026, 11, 10), agrees=True
    ),
    listed=(
        Listed(
            number="0417", head_name="Bàn Văn Tiến", village="Nà Bó", verdict=Verdict.HELD,
            why="Hộ có 3 người đi làm xa, xác minh lại thu nhập",
        ),
    ),
)  # fmt: skip
RETURNED = replace(
    TAKEN, verdict=Verdict.RETURNED, verdicts=((Verdict.RETURNED, 812),),
    totals=tuple((name, sent, None) for name, sent, _ in TAKEN.totals),
    opinion=Said(text="Biểu 7.2 chưa khép kín", agrees=False), more=811,
)  # fmt: skip
WAITING = replace(
    TAKEN, verdict=None, answered_at=None, verdicts=(), opinion=Said(), listed=(),
    totals=RETURNED.totals,
)  # fmt: skip


def _pages(minute: Minute) -> list[str]:
    sheet = build(minute, PAPERS_CONTEXT)
    document = pypdfium2.PdfDocument(draw_papers([sheet], invariant=True))
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def test_minutes_look_as_expected(golden: Golden) -> None:
    golden("handover_minute", as_text(build(TAKEN, PAPERS_CONTEXT)))
    golden("handover_minute_returned", as_text(build(RETURNED, PAPERS_CONTEXT)))
    golden("handover_minute_open", as_text(build(WAITING, PAPERS_CONTEXT)))


def test_a_minute_is_signed_by_both_on_its_last_page() -> None:
    for minute in (TAKEN, RETURNED, WAITING):
        pages = _pages(minute)
        assert len(pages) <= 2
        for words in ("BÊN GIAO", "Xã Bình An", "BÊN NHẬN", "Tỉnh Tuyên Quang"):
            assert words in pages[-1]


def test_what_no_log_knows_is_left_to_the_hand() -> None:
    text = as_text(build(WAITING, PAPERS_CONTEXT))
    assert "…" in text.partition("4. Kết quả")[2]
    assert "Bên nhận đã nhận" not in text


def test_numbers_differ_by_what_the_receiver_counts_more() -> None:
    off = replace(TAKEN, totals=(("Hộ nghèo", 431, 429),))
    book = openpyxl.load_workbook(io.BytesIO(write_papers([build(off, PAPERS_CONTEXT)])))
    cells = [c.value for row in book.worksheets[0].iter_rows() for c in row]
    assert [v for v in cells if isinstance(v, int) and v != 1] == [431, 429, -2]


def test_a_fingerprint_is_read_in_fours() -> None:
    assert short_fingerprint(SHA) == "1A2B 3C4D 5E6F 7081"
