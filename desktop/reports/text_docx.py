"""Papers of running text as an editable text (.docx): offices rewrite their reports in a word processor.

The words, tables and charts are those of the PDF; headings are headings of the word processor, tables
repeat their heads, charts are pictures that tell their numbers to those who do not see them.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Pt

from desktop.reports.chart import Chart, chart_words
from desktop.reports.chart_picture import chart_png
from desktop.reports.docx_frame import begin_section, new_document, saved
from desktop.reports.docx_xml import Box, Line, Para, Run, para, table
from desktop.reports.furniture import in_two
from desktop.reports.ink import BOLD, LEFT, MM, RIGHT, width
from desktop.reports.layout import edges
from desktop.reports.sheet import (
    Column,
    Heading,
    Kind,
    Merge,
    Row,
    depth,
    has_letters,
    head_cells,
    leaves,
    shown,
)
from desktop.reports.text_layout import CHART_TITLE
from desktop.reports.text_sheet import (
    DOTS,
    Break,
    FieldLine,
    Paragraph,
    Part,
    Signing,
    Table,
    TextSheet,
    WritingLines,
    signing_columns,
)
from desktop.text import t

_SIDES = {False: 210 * MM, True: 297 * MM}
_ALIGN = {"left": "left", "centre": "center", "both": "both"}
_CENTRED = (Kind.ORDINAL, Kind.DATE, Kind.ID, Kind.MARK)
_HEAD_SIZE, _SIGN_SIZE, _RECEIVERS_SIZE = 12, 13, 11
_GAP = Para(exact=5)
_KEEP = 2  # rows or paragraphs that stand with the signatures


def write_docx(sheets: Sequence[TextSheet]) -> bytes:
    """The papers in one document, each with page numbers of its own; the same papers, the same bytes."""
    document = new_document(sheets[0])
    body = document.element.body
    for number, sheet in enumerate(sheets):
        begin_section(document, sheet, first=number == 0)
        room = _SIDES[sheet.landscape] - LEFT - RIGHT
        made: list[Any] = [*_heading(sheet.heading, room)]
        for part in sheet.parts:
            if isinstance(part, Signing):
                made.append(para(_GAP))
                _hold(made)
            made += _made(document, part, room)
        made.append(para(Para(exact=1)))  # no text ends with a table
        end = body.find(qn("w:sectPr"))
        for one in made:
            end.addprevious(one)
    for number, about in enumerate(body.iter(qn("wp:docPr")), start=1):
        about.set("id", str(number))
    return saved(document)


def _made(document: Any, part: Part, room: float) -> list[Any]:
    if isinstance(part, Chart):
        return _chart(document, part, room)
    return [*_INK[type(part)](part, room)]


def _table_parts(part: Table, room: float) -> list[Any]:
    """Room above and below: without it tables one after the other would become one."""
    above = para(Para(exact=5, keep=True))  # not without its title
    return [above, _table(part, room), para(_GAP)]


def _broken(_: Break, _room: float) -> list[Any]:
    return [para(Para(page_break=True))]


# Top ---------------------------------------------------------------------------------------------
def _heading(top: Heading, room: float) -> Iterator[Any]:
    """The national heading as a table without lines, then mark, title and subtitle."""
    if top.body:
        yield _bodies(top, room)
    else:
        yield from (para(one) for one in _country(room))
        lines = [line for line in (top.number, top.place_date) if line]
        yield from (para(_centred(line, italic=True)) for line in lines)
    yield para(_GAP)
    if top.mark:
        yield para(_centred(top.mark, bold=True))
    for number, line in enumerate(top.title):
        run, above = Run(text=line), 0 if number or top.mark else 5
        yield para(Para(runs=(run,), style="Title", align="center", keep=True, before=above))
    for line in top.subtitle:
        yield para(Para(runs=(Run(text=line, size=_HEAD_SIZE),), style="Subtitle", align="center"))
    yield para(Para(exact=9))


def _bodies(top: Heading, room: float) -> Any:
    left, right = room * 0.42, room * 0.58
    body = in_two(top.body, left - 6)
    wide = max(width(line, BOLD, _HEAD_SIZE) for line in body.split("\n"))
    rule = _rule(left, min(wide, left) * 0.45)
    own = [*([_centred(top.parent)] if top.parent else []), _centred(body, bold=True), rule]
    lines = [Line(boxes=(_box(own), _box(_country(right))))]
    if top.number or top.place_date:
        dated = _centred(top.place_date, italic=True)
        lines.append(Line(boxes=(_box([_centred(top.number)]), _box([dated]))))
    return table((left, right), lines, ruled=False)


def _box(paras: Sequence[Para]) -> Box:
    return Box(paras=tuple(paras), middle=False)


def _country(room: float) -> list[Para]:
    motto = t("paper-motto")
    return [
        _centred(t("paper-country"), bold=True),
        _centred(motto, bold=True, size=13),
        _rule(room, width(motto, BOLD, 13)),
    ]


def _centred(text: str, *, bold: bool = False, italic: bool = False, size: float = 12) -> Para:
    run = Run(text=text, bold=bold, italic=italic, size=size)
    return Para(runs=(run,), align="center")


def _rule(room: float, wide: float) -> Para:
    """A line of `wide` points in the middle."""
    aside = max(0.0, (room - wide) / 2)
    return Para(exact=4, rule=True, left=aside, right=aside, before=2)


# Words -------------------------------------------------------------------------------------------
def _paragraph(part: Paragraph, _: float) -> list[Any]:
    face = {"bold": part.bold, "italic": part.italic} if not part.level else {}
    lead = (Run(text=f"{part.lead} ", bold=True, size=part.size),) if part.lead else ()
    one = Para(
        runs=(*lead, Run(text=part.text, size=part.size, **face)),
        style=f"Heading{part.level}" if part.level else "",
        align=_ALIGN[part.align], before=part.before, keep=part.keep,
        first=0 if part.align == "centre" else part.first * MM,
    )  # fmt: skip
    return [para(one)]


def _fields(part: FieldLine, room: float) -> list[Any]:
    """The fields side by side at tab stops; dots to write on where there is no value."""
    fields = part.fields
    total = sum(f.share for f in fields)
    starts, at = [], 0.0
    for one in fields[:-1]:
        at += room * one.share / total
        starts.append(("left", "none", at))
    text = "\t".join(f"{f.label} {f.value or DOTS}" for f in fields)
    return [para(Para(runs=(Run(text=text),), tabs=tuple(starts), before=2))]


def _dotted(part: WritingLines, room: float) -> list[Any]:
    line = Para(runs=(Run(text="\t"),), tabs=(("right", "dot", room),), before=5)
    return [para(line) for _ in range(part.count)]


# Charts ------------------------------------------------------------------------------------------
def _chart(document: Any, chart: Chart, room: float) -> list[Any]:
    picture, _ = chart_png(chart, room)
    caption = Para(
        runs=(Run(text=chart.title, size=CHART_TITLE),), style="Caption", align="center",
        before=6, after=2, keep=True,
    )  # fmt: skip
    holder = document.add_paragraph()
    drawn = holder.add_run().add_picture(io.BytesIO(picture), width=Pt(room))
    for side in ("distT", "distB", "distL", "distR"):
        drawn._inline.set(side, "0")  # left out, some programs take an eighth of an inch
    about = drawn._inline.docPr
    about.set("descr", chart_words(chart))
    about.set("title", chart.title)
    holder._p.getparent().remove(holder._p)
    return [para(caption), holder._p, para(_GAP)]


# Tables ------------------------------------------------------------------------------------------
def _table(part: Table, room: float) -> Any:
    columns = leaves(part.head)
    xs = edges(columns, room)
    tall = dict(part.tall)
    lines = [*_head_lines(part, columns)]
    for index, row in enumerate(part.body):
        least = max(part.least, tall.get(index, 0)) / len(row.lines)
        lines += _row_lines(row, columns, part.size, least)
    return table([b - a for a, b in pairwise(xs)], lines, ruled=True)


def _head_lines(part: Table, columns: Sequence[Column]) -> Iterator[Line]:
    cells = head_cells(part.head)
    for number in range(depth(part.head)):
        boxes = []
        for cell in sorted(cells, key=lambda c: c.column):
            if not cell.row <= number < cell.row + cell.rows:
                continue
            begins = cell.row == number
            down = ("restart" if begins else "continue") if cell.rows > 1 else ""
            boxes.append(
                Box(paras=(_title(cell.title if begins else "", part.size),), span=cell.columns, down=down)
            )  # fmt: skip
        yield Line(boxes=tuple(boxes), head=True)
    if has_letters(part.head):
        yield Line(
            boxes=tuple(Box(paras=(_title(c.letter, part.size),)) for c in columns), head=True
        )


def _title(text: str, size: float) -> Para:
    return Para(runs=(Run(text=text, bold=True, size=size),), align="center", keep=True)


def _row_lines(
    row: Row, columns: Sequence[Column], size: float, least: float
) -> Iterator[Line]:  # fmt: skip
    for number, values in enumerate(row.lines):
        boxes = []
        for column, value in zip(columns, values, strict=True):
            merged = column.merge is not Merge.NEVER and len(row.lines) > 1
            down = ("continue" if number else "restart") if merged else ""
            text = "" if merged and number else shown(value, column.kind)
            run = Run(text=text, bold=row.kind.is_bold, size=size)
            one = Para(runs=(run,), align=_side(column), keep=row.kind.opens)
            boxes.append(Box(paras=(one,), down=down))
        yield Line(boxes=tuple(boxes), least=least)


def _side(column: Column) -> str:
    if column.kind.is_figure:
        return "right"
    return "center" if column.centred or column.kind in _CENTRED else "left"


# Signatures --------------------------------------------------------------------------------------
def _signing(part: Signing, room: float) -> list[Any]:
    """Titles above, names below: two rows that stay together; receivers left of both."""
    columns = signing_columns(part)
    start = columns[0][0]
    widths = [*([start * room] if start else []), *(share * room for _, share in columns)]
    empty = [Box()] if start else []
    above, below = [*empty], [*empty]
    if part.receivers:
        above.append(Box(paras=tuple(_receivers(part.receivers)), down="restart", middle=False))
        below.append(Box(down="continue", middle=False))
    dated = any(s.place_date for s in part.signers)
    for signer in part.signers:
        date = [_signed(signer.place_date, italic=True)] if dated else []
        titles = [_signed(line, bold=True) for line in signer.titles]
        hint = [_signed(signer.hint, italic=True, size=12)] if signer.hint else []
        above.append(Box(paras=tuple([*date, *titles, *hint] or [Para(keep=True)]), middle=False))
        name = Run(text=signer.name, bold=True, size=_SIGN_SIZE)
        below.append(
            Box(paras=(Para(runs=(name,), align="center", before=part.room),), middle=False)
        )
    return [table(widths, [Line(boxes=tuple(above)), Line(boxes=tuple(below))], ruled=False)]


def _signed(
    text: str, *, bold: bool = False, italic: bool = False, size: float = _SIGN_SIZE
) -> Para:  # fmt: skip
    run = Run(text=text, bold=bold, italic=italic, size=size)
    return Para(runs=(run,), align="center", keep=True)


def _receivers(lines: Sequence[str]) -> Iterator[Para]:
    head = Run(text=t("papers-receivers"), bold=True, italic=True, size=12)
    yield Para(runs=(head,), keep=True)
    for line in lines:
        yield Para(runs=(Run(text=line, size=_RECEIVERS_SIZE),), keep=True)


def _hold(made: Sequence[Any]) -> None:
    """The last paragraphs or rows stand with the signatures that follow."""
    kept = 0
    for one in reversed(made):
        rows = one.findall(qn("w:tr"))
        for row in rows[-_KEEP:] or [one]:
            for words in row.iter(qn("w:p")):
                words.get_or_add_pPr().get_or_add_keepNext()
        has_picture = next(one.iter(qn("w:drawing")), None) is not None
        is_gap = not rows and not has_picture and not "".join(one.itertext()).strip()
        kept += min(len(rows), _KEEP) or (not is_gap)
        if kept >= _KEEP:
            return


_INK: Mapping[type, Callable[[Any, float], list[Any]]] = {
    Paragraph: _paragraph,
    FieldLine: _fields,
    WritingLines: _dotted,
    Table: _table_parts,
    Signing: _signing,
    Break: _broken,
}
