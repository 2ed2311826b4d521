"""Papers as one PDF: running text and tables, one after the other, each with its own page numbers."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable, Sequence
from itertools import groupby

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from desktop.reports.chart_ink import draw_chart
from desktop.reports.codes import mark_code
from desktop.reports.ink import (
    BOTTOM,
    LEFT,
    RIGHT,
    TOP,
    Block,
    mark_practice,
    new_canvas,
    number_page,
    width,
)
from desktop.reports.layout import Plan
from desktop.reports.pdf import draw_on, draw_table
from desktop.reports.sheet import Sheet
from desktop.reports.text_layout import Page, Slab, lay_text
from desktop.reports.text_sheet import AnySheet, TextSheet

# (done, total) after each paper: what a long pile of certificates is watched and stopped by.
Tick = Callable[[int, int], None]
_FACTOR = {"left": 0.0, "centre": 0.5, "right": 1.0}


def draw_papers(
    sheets: Sequence[AnySheet], *, invariant: bool = False, tick: Tick | None = None
) -> bytes:
    """All papers in one document; `invariant` leaves out the time, for comparing bytes."""
    target = io.BytesIO()
    top = sheets[0].heading
    canvas = new_canvas(
        target,
        title=unicodedata.normalize("NFC", " ".join(top.title or top.number.split("\n"))),
        author=unicodedata.normalize("NFC", top.body),
        wide=sheets[0].landscape,
        invariant=invariant,
    )
    for done, sheet in enumerate(sheets):
        if tick:
            tick(done, len(sheets))
        canvas.setPageSize(landscape(A4) if sheet.landscape else A4)
        if isinstance(sheet, Sheet):
            draw_on(canvas, sheet)
        else:
            _draw_text(canvas, sheet)
    canvas.save()
    return target.getvalue()


def _draw_text(canvas: Canvas, sheet: TextSheet) -> None:
    page_width, page_height = canvas._pagesize
    top, pages = lay_text(sheet, page_width - LEFT - RIGHT, page_height - TOP - BOTTOM)
    for number, page in enumerate(pages, start=1):
        y = page_height - TOP
        if number > 1:
            number_page(canvas, number)
        if sheet.heading.practice:
            mark_practice(canvas)
        if sheet.code:
            mark_code(canvas, sheet.code)
        blocks = []
        if number == 1:
            blocks.append((top, y))
            _rule(canvas, top, y)
            y -= top.height
        _draw_page(canvas, blocks, page, y)
        canvas.showPage()


def _draw_page(canvas: Canvas, blocks: list[tuple[Block, float]], page: Page, y: float) -> None:
    """Tables and words in the order of reading; `blocks` (with their tops) stand above them."""
    for _, group in groupby(page, key=_table_of):
        slabs = list(group)
        plan = slabs[0].table
        if plan is not None:
            _write(canvas, blocks)
            blocks = []
            y = draw_table(canvas, plan, [s.row for s in slabs if s.row is not None], y)
            continue
        for slab in slabs:
            if slab.chart is not None:
                draw_chart(canvas, slab.chart, LEFT, y, canvas._pagesize[0] - LEFT - RIGHT)
            blocks.append((slab.block, y))
            y -= slab.height
    _write(canvas, blocks)


def _table_of(slab: Slab) -> int:
    plan: Plan | None = slab.table
    return id(plan) if plan is not None else 0


def _write(canvas: Canvas, blocks: Sequence[tuple[Block, float]]) -> None:
    """Words with one pen for all of them, which is much faster than a stroke each."""
    pen = canvas.beginText()
    face: tuple[str, float] | None = None
    for block, top in blocks:
        for w in block.words:
            if face != (w.font, w.size):
                face = (w.font, w.size)
                pen.setFont(*face)
            back = _FACTOR[w.align]
            x = LEFT + w.x - (back * width(w.text, w.font, w.size) if back else 0.0)
            pen.setTextOrigin(x, top - w.y)
            pen.textOut(w.text)
    if face is not None:
        canvas.drawText(pen)


def _rule(canvas: Canvas, block: Block, top: float) -> None:
    canvas.setLineWidth(0.7)
    for rule in block.rules:
        start = LEFT + rule.x - rule.length / 2
        canvas.line(start, top - rule.y, start + rule.length, top - rule.y)
