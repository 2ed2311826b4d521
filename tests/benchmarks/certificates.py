"""1,000 certificates with codes as one PDF, against the same words and lines on a bare canvas."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desktop.domain.household import Household
from desktop.reports.codes import mark_code
from desktop.reports.forms import certificate
from desktop.reports.ink import BOLD, LEFT, REGULAR, TOP, Block, new_canvas
from desktop.reports.text_layout import Page, Slab, lay_text
from desktop.reports.text_pdf import draw_papers
from desktop.reports.text_sheet import TextSheet
from desktop.services.sealing_papers import coded
from tests.benchmarks.measure import Measured, best_of
from tests.reports.procedure_papers import PAPERS_CONTEXT, WORDS, YEARS, holder, home

CERTIFICATES = 1000
_ROOM, _TALL, _HEIGHT = 467.7, 728.5, 841.9


def run(_: Path) -> Iterator[Measured]:
    """The pile from the records on; the bound puts down the same words, boxes and codes, all known."""
    homes = [home(n, size=3 + n % 4) for n in range(1, CERTIFICATES + 1)]
    pages = [page for sheet in _sheets(homes) for page in _strokes(sheet)]
    a, b = best_of(lambda: draw_papers(_sheets(homes)), lambda: _bare(pages), 2)
    yield Measured(name="1,000 certificates with codes", ours=a, bound=b, aim=1.5)


def _sheets(homes: Sequence[Household]) -> list[TextSheet]:
    return [
        coded(certificate.build(holder(h, n), PAPERS_CONTEXT, WORDS, years=YEARS))
        for n, h in enumerate(homes, start=1)
    ]


# The bound: where everything of a page stands, known beforehand and put down without thought ------
@dataclass(slots=True)
class _Strokes:
    """Words with place and face, boxes of heads, lines of tables, and the code of one page."""

    code: str
    words: list[tuple[str, float, float, str, float]] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    lines: list[tuple[float, float, float, float]] = field(default_factory=list)


def _strokes(sheet: TextSheet) -> Iterator[_Strokes]:
    top, pages = lay_text(sheet, _ROOM, _TALL)
    for number, page in enumerate(pages):
        made, y = _Strokes(sheet.code), _HEIGHT - TOP
        if number == 0:
            _add_words(made, top, y)
            y -= top.height
        _add_slabs(made, page, y)
        yield made


def _add_words(made: _Strokes, block: Block, y: float) -> None:
    made.words += [(w.text, LEFT + w.x, y - w.y, w.font, w.size) for w in block.words]


def _add_slabs(made: _Strokes, page: Page, y: float) -> None:
    table = None
    for slab in page:
        if slab.table is not None and slab.table is not table:
            for title in slab.table.titles:
                x, bottom = LEFT + title.x, y - title.y - title.height
                made.boxes.append((x, bottom, title.width, title.height))
                made.words += [(line, x, bottom, BOLD, title.size) for line in title.lines]
            y -= slab.table.head_height
            tall = sum(s.height for s in page if s.table is slab.table)
            made.lines += [(LEFT + x, y, LEFT + x, y - tall) for x in slab.table.xs]
        table = slab.table
        _add_words(made, slab.block, y)
        _add_row(made, slab, y)
        y -= slab.height


def _add_row(made: _Strokes, slab: Slab, y: float) -> None:
    if slab.table is None or slab.row is None:
        return
    xs = slab.table.xs
    bottom = y - slab.height
    made.lines.append((LEFT, bottom, LEFT + xs[-1], bottom))
    for line in slab.row.cells:
        for index, texts in enumerate(line):
            x = LEFT + xs[index]
            made.words += [(text, x, y - 9, REGULAR, slab.table.size) for text in texts if text]


def _bare(pages: Sequence[_Strokes]) -> None:
    canvas = new_canvas(io.BytesIO(), title="x", author="x", wide=False, invariant=True)
    for page in pages:
        for box in page.boxes:
            canvas.rect(*box)
        canvas.lines(page.lines)
        for text, x, y, font, size in page.words:
            canvas.setFont(font, size)
            canvas.drawString(x, y, text)
        mark_code(canvas, page.code)
        canvas.showPage()
    canvas.save()
