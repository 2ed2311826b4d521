"""The QR of a short code, and the code at the foot of every page of a paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import segno
from reportlab.pdfgen.canvas import Canvas

from desktop.reports.ink import BOLD, BOTTOM, LEFT, MM, REGULAR
from desktop.text import t

QUIET = 2  # modules of white around the code: the paper around it is white as well
FOOT_SIDE = 13 * MM
_MASK, _SHORT = 3, 20


def draw_qr(
    canvas: Canvas, code: str, left: float, bottom: float, side: float, quiet: int = QUIET
) -> None:
    """The code as black squares, neighbours in a row as one: sharp at every size."""
    # To choose the best mask takes four times as long as all else; short codes read well with any.
    mask = _MASK if len(code) <= _SHORT else None
    rows = [list(row) for row in segno.make_qr(code, error="m", mask=mask).matrix]
    module = side / (len(rows) + 2 * quiet)
    # Whole numbers under one scale, written as they stand in the file: 150 boxes by the canvas's own
    # verbs would take longer than the page around them.
    boxes = [
        f"{start} {-number} {length} -1 re"
        for number, row in enumerate(rows)
        for start, length in dark_runs(row)
    ]
    x, y = left + quiet * module, bottom + side - quiet * module
    place = f"q {module:.4f} 0 0 {module:.4f} {x:.3f} {y:.3f} cm"
    canvas.addLiteral("\n".join((place, *boxes, "f Q")))


def dark_runs(row: Sequence[int]) -> Iterator[tuple[int, int]]:
    """(start, length) of neighbouring dark modules."""
    start = None
    for index, dark in enumerate([*row, 0]):
        if dark and start is None:
            start = index
        elif not dark and start is not None:
            yield (start, index - start)
            start = None


def mark_code(canvas: Canvas, code: str) -> None:
    """The code at the foot of the page; drawn once, however many pages a paper has."""
    name = f"code-{code}-{canvas._pagesize[0]:.0f}"
    if not canvas.hasForm(name):
        _keep(canvas, name, code)
    canvas.doForm(name)


def _keep(canvas: Canvas, name: str, code: str) -> None:
    bottom = BOTTOM - FOOT_SIDE - 2.5 * MM
    canvas.beginForm(name, 0, 0, *canvas._pagesize)
    draw_qr(canvas, code, LEFT - 2 * MM, bottom, FOOT_SIDE)
    x, y = LEFT + FOOT_SIDE - 0.5 * MM, bottom + FOOT_SIDE / 2
    canvas.setFont(BOLD, 9)
    canvas.drawString(x, y + 1, t("paper-code", code=code))
    canvas.setFont(REGULAR, 7.5)
    canvas.drawString(x, y - 9, t("paper-code-use"))
    canvas.endForm()
