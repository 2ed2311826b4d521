"""A sheet as PDF: row by row on a bare canvas, for a list of thousands must not take a minute."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator, Sequence

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from desktop.reports.codes import mark_code
from desktop.reports.ink import (
    BOLD,
    BOTTOM,
    DROP,
    LEADING,
    LEFT,
    REGULAR,
    RIGHT,
    TOP,
    draw_block,
    mark_practice,
    new_canvas,
    number_page,
    width,
)
from desktop.reports.layout import PAD_X, LaidRow, LaidTitle, Plan, plan
from desktop.reports.sheet import Column, Kind, Merge, Sheet, only_inked

_LINE_WIDTH = 0.5
_CENTRED = (Kind.ORDINAL, Kind.DATE, Kind.ID, Kind.MARK)


def draw(sheet: Sheet, *, invariant: bool = False) -> bytes:
    """The paper as PDF bytes, NĐ30 look; `invariant` leaves out the time, for comparing bytes."""
    target = io.BytesIO()
    canvas = new_canvas(
        target,
        title=unicodedata.normalize("NFC", " ".join(sheet.heading.title)),
        author=unicodedata.normalize("NFC", sheet.heading.body),
        wide=sheet.landscape,
        invariant=invariant,
    )
    draw_on(canvas, sheet)
    canvas.save()
    return target.getvalue()


def draw_on(canvas: Canvas, sheet: Sheet) -> None:
    """Add the pages of a sheet to a document; the canvas already has the paper's size."""
    page_width, page_height = canvas._pagesize
    laid = plan(only_inked(sheet), page_width - LEFT - RIGHT, page_height - TOP - BOTTOM)
    for number, page in enumerate(laid.pages, start=1):
        y = page_height - TOP
        if number == 1:
            draw_block(canvas, laid.top, LEFT, y)
            y -= laid.top.height
        else:
            number_page(canvas, number)
        if sheet.heading.practice:
            mark_practice(canvas)
        if sheet.code:
            mark_code(canvas, sheet.code)
        y = draw_table(canvas, laid, laid.rows[page.start : page.stop], y)
        if number == len(laid.pages):
            draw_block(canvas, laid.end, LEFT, y)
        canvas.showPage()


def draw_table(canvas: Canvas, laid: Plan, rows: Sequence[LaidRow], y: float) -> float:
    """Head and rows from `y` down; where the table ends."""
    _draw_head(canvas, laid.titles, y)
    y -= laid.head_height
    canvas.setLineWidth(_LINE_WIDTH)
    canvas.lines(list(_grid(laid, rows, y)))
    pen = canvas.beginText()
    bold = None
    for row in rows:
        if row.bold is not bold:
            bold = row.bold
            pen.setFont(BOLD if bold else REGULAR, laid.size)
        _write_row(pen, laid, row, y)
        y -= row.height
    canvas.drawText(pen)
    return y


def _draw_head(canvas: Canvas, titles: Sequence[LaidTitle], top: float) -> None:
    canvas.setLineWidth(_LINE_WIDTH)
    for title in titles:
        canvas.rect(LEFT + title.x, top - title.y - title.height, title.width, title.height)
        leading = title.size * LEADING
        y = top - title.y - (title.height - leading * len(title.lines)) / 2
        canvas.setFont(BOLD, title.size)
        for line in title.lines:
            y -= leading
            canvas.drawCentredString(LEFT + title.x + title.width / 2, y + title.size * DROP, line)


def _grid(
    laid: Plan, rows: Sequence[LaidRow], top: float
) -> Iterator[tuple[float, float, float, float]]:
    """Upright lines once a page; a level line below each row, and inside it where cells are not merged."""
    bottom = top - sum(r.height for r in rows)
    left, right = LEFT, LEFT + laid.xs[-1]
    inner = [
        (LEFT + laid.xs[i], LEFT + laid.xs[i + 1])
        for i, c in enumerate(laid.columns)
        if c.merge is Merge.NEVER
    ]
    for x in laid.xs:
        yield (LEFT + x, top, LEFT + x, bottom)
    y = top
    for row in rows:
        for height in row.heights[:-1]:
            y -= height
            yield from ((start, y, end, y) for start, end in inner)
        y -= row.heights[-1]
        yield (left, y, right, y)


def _write_row(pen: PDFTextObject, laid: Plan, row: LaidRow, y: float) -> None:
    font = BOLD if row.bold else REGULAR
    leading = laid.size * LEADING
    for number, (line, height) in enumerate(zip(row.cells, row.heights, strict=True)):
        for index, texts in enumerate(line):
            if texts == ("",):
                continue
            column = laid.columns[index]
            merged = column.merge is not Merge.NEVER
            if merged and number:
                continue
            box = row.height if merged else height
            base = y - (box - leading * len(texts)) / 2 + laid.size * DROP
            for text in texts:
                base -= leading
                pen.setTextOrigin(LEFT + _start(laid, index, column, text, font), base)
                pen.textLine(text)
        y -= height


def _start(laid: Plan, index: int, column: Column, text: str, font: str) -> float:
    """Where the text begins: figures end at the right edge, marks and dates stand in the middle."""
    left, right = laid.xs[index], laid.xs[index + 1]
    if column.kind.is_figure:
        return right - PAD_X - width(text, font, laid.size)
    if column.centred or column.kind in _CENTRED:
        return (left + right - width(text, font, laid.size)) / 2
    return left + PAD_X
