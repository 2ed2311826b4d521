"""The recovery sheet: one page with the whole code to read and to scan."""

from __future__ import annotations

import datetime
import io

import pypdfium2
import segno
from pypdf import PdfReader

from desktop.reports.recovery_sheet import draw_recovery

_CODE = "-".join(f"{i:02d}{chr(65 + i)}7" for i in range(14))
_DAY = datetime.date(2026, 9, 1)


def _draw(*, practice: bool = False) -> bytes:
    return draw_recovery(
        office_name="UBND xã Bình An", code=_CODE, on=_DAY, practice=practice, invariant=True
    )


def test_it_is_one_page_with_office_date_and_every_group_of_the_code() -> None:
    (page,) = PdfReader(io.BytesIO(_draw())).pages
    text = " ".join(page.extract_text().split())
    for part in ("GIẤY KHÔI PHỤC", "UBND xã Bình An", "01/09/2026", *_CODE.split("-")):
        assert part in text


def test_it_is_the_same_twice_and_marked_for_practice_only() -> None:
    assert _draw() == _draw()
    for practice in (True, False):
        text = PdfReader(io.BytesIO(_draw(practice=practice))).pages[0].extract_text()
        assert ("LUYỆN TẬP" in text) == practice


def test_the_printed_squares_are_those_of_the_code() -> None:
    """Each module of the QR is found where it belongs on the rendered page."""
    document = pypdfium2.PdfDocument(_draw())
    image = document[0].render(scale=4, grayscale=True).to_pil().convert("L")
    matrix = [list(row) for row in segno.make_qr(_CODE, error="m").matrix]
    dark = image.point(lambda p: 255 if p < 128 else 0)
    # Beside the instructions, below the boxes and above its caption there is nothing but the QR.
    left, top, bottom = int(image.width * 0.73), int(image.height * 0.295), int(image.height * 0.44)
    box = dark.crop((left, top, image.width, bottom)).getbbox()
    assert box is not None
    x0, y0 = left + box[0], top + box[1]
    side = (box[2] - box[0]) / len(matrix)
    for row, modules in enumerate(matrix):
        for column, module in enumerate(modules):
            point = (int(x0 + (column + 0.5) * side), int(y0 + (row + 0.5) * side))
            assert (image.getpixel(point) < 128) == bool(module)
