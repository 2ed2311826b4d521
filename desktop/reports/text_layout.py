"""Where everything of a running text stands on A4 pages: slabs measured, and what page they are on."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from desktop.reports.chart import Chart
from desktop.reports.chart_ink import chart_height
from desktop.reports.furniture import heading_block
from desktop.reports.ink import (
    BOLD,
    BOLD_ITALIC,
    DROP,
    ITALIC,
    LEADING,
    MM,
    REGULAR,
    Block,
    Words,
    stacked,
    whole_words,
    width,
    wrap,
)
from desktop.reports.layout import KEEP, LaidRow, Plan, edges, lay_head, lay_rows
from desktop.reports.sheet import Foot, Head, Heading, Sheet, leaves
from desktop.reports.text_sheet import (
    Align,
    Break,
    Field,
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

_RECEIVERS_SIZE = 11
_SIGNING_SIZE = 13
_TABLE_GAP = 5.0
CHART_TITLE = 12


_NOTHING = Block()


@dataclass(frozen=True, slots=True, kw_only=True)
class Slab:
    """What cannot be parted: a line of words, a row of a table, a chart. `keep`: not without the next one.

    `opens`: the next slab begins a page. `table` is the plan that `row` belongs to.
    """

    height: float
    block: Block = _NOTHING
    table: Plan | None = None
    row: LaidRow | None = None
    chart: Chart | None = None
    keep: bool = False
    opens: bool = False

    @property
    def is_inked(self) -> bool:
        """Whether there is anything to see: a gap is not."""
        return bool(self.block.words or self.row or self.chart)


Page = list[Slab]


def lay_text(sheet: TextSheet, room: float, tall: float) -> tuple[Block, list[Page]]:
    """The heading and the slabs of each page, for pages with `room` × `tall` points."""
    top = _heading(sheet.heading, room)
    slabs: list[Slab] = []
    for part in sheet.parts:
        if isinstance(part, Signing):
            _hold_last(slabs)
        slabs += _lay(part, sheet.size, room, tall)
    return top, _fill(slabs, tall - top.height, tall)


@lru_cache(maxsize=64)
def _heading(heading: Heading, room: float) -> Block:
    return heading_block(heading, room)


def _hold_last(slabs: list[Slab]) -> None:
    """The last lines or rows stand with the signatures."""
    kept = 0
    for index in range(len(slabs) - 1, -1, -1):
        if kept == KEEP or slabs[index].opens:
            return
        slabs[index] = replace(slabs[index], keep=True)
        kept += slabs[index].is_inked  # a gap alone is no company


def _lay(part: Part, size: float, room: float, tall: float) -> list[Slab]:
    match part:
        case Paragraph():
            slabs = _lay_paragraph(part, size, room)
        case FieldLine():
            slabs = [_slab(_fields_block(part.fields, size, room))]
        case WritingLines():
            slabs = [_slab(_dotted(size, room))] * part.count
        case Table():
            slabs = _lay_table(part, room, tall)
        case Chart():
            slabs = _lay_chart(part, room)
        case Signing():
            slabs = [_slab(_signing_block(part, room))]
        case Break():
            slabs = [Slab(height=0, opens=True)]
    return slabs


def _slab(block: Block) -> Slab:
    return Slab(height=block.height, block=block)


# Paragraphs --------------------------------------------------------------------------------------
_Token = tuple[str, str]  # word, face


def _lay_paragraph(part: Paragraph, size: float, room: float) -> list[Slab]:
    size = part.size or size
    face = _face(part.bold, part.italic)
    tokens = [(w, BOLD) for w in _words(part.lead)] + [(w, face) for w in _words(part.text)]
    first = part.first * MM if part.align is not Align.CENTRE else 0.0
    lines = _broken(tokens, size, room, first)
    slabs = []
    for number, line in enumerate(lines):
        above = part.before if number == 0 else 0.0
        indent = first if number == 0 else 0.0
        straight = part.align is Align.BOTH and number < len(lines) - 1
        words = _placed(line, size, room, indent, above, straight, part.align)
        height = above + size * LEADING
        # Neither a first nor a last line stands alone on a page.
        keep = number in (0, len(lines) - 2) and len(lines) > 1
        slabs.append(Slab(height=height, block=Block(words=words, height=height), keep=keep))
    if part.keep and slabs:
        slabs[-1] = replace(slabs[-1], keep=True)
    return slabs


def _face(bold: bool, italic: bool) -> str:
    if bold:
        return BOLD_ITALIC if italic else BOLD
    return ITALIC if italic else REGULAR


def _words(text: str) -> list[str]:
    return whole_words(unicodedata.normalize("NFC", text))


def _broken(tokens: Sequence[_Token], size: float, room: float, first: float) -> list[list[_Token]]:
    """The words in lines; a word wider than the page is cut."""
    lines: list[list[_Token]] = [[]]
    used, left = 0.0, room - first
    for word, face in _narrow(tokens, size, room - first):
        wide = width(word, face, size)
        space = width(" ", face, size) if lines[-1] else 0.0
        if lines[-1] and used + space + wide > left:
            lines.append([])
            used, space, left = 0.0, 0.0, room
        lines[-1].append((word, face))
        used += space + wide
    return lines


def _narrow(tokens: Sequence[_Token], size: float, room: float) -> Iterator[_Token]:
    for word, face in tokens:
        yield from ((piece, face) for piece in wrap(word, face, size, room))


def _placed(
    line: Sequence[_Token],
    size: float,
    room: float,
    indent: float,
    above: float,
    straight: bool,
    align: Align,
) -> tuple[Words, ...]:
    y = above + size * LEADING - size * DROP
    runs = [(w, f) for w, f in line] if straight else _joined(line)
    gap = width(" ", REGULAR, size)
    natural = sum(width(w, f, size) for w, f in runs) + gap * (len(runs) - 1)
    if straight and len(runs) > 1:
        gap += (room - indent - natural) / (len(runs) - 1)
    x = (room - natural) / 2 if align is Align.CENTRE else indent
    words = []
    for word, face in runs:
        words.append(Words(word, x, y, face, size, "left"))
        x += width(word, face, size) + gap
    return tuple(words)


def _joined(line: Sequence[_Token]) -> list[_Token]:
    """Neighbours of one face as one piece: fewer strokes of the pen."""
    runs: list[_Token] = []
    for word, face in line:
        if runs and runs[-1][1] == face:
            runs[-1] = (f"{runs[-1][0]} {word}", face)
        else:
            runs.append((word, face))
    return runs


# Fields and lines to write on --------------------------------------------------------------------
def _fields_block(fields: Sequence[Field], size: float, room: float) -> Block:
    total = sum(f.share for f in fields)
    words: list[Words] = []
    x = height = 0.0
    for field in fields:
        own = room * field.share / total
        more, tall = _field(field, size, x, own - (10 if len(fields) > 1 else 0))
        words += more
        height = max(height, tall)
        x += own
    return Block(words=tuple(words), height=height)


@lru_cache(maxsize=4096)
def _field(field: Field, size: float, x: float, room: float) -> tuple[tuple[Words, ...], float]:
    """Label and value wrapped together, or the label and dots up to the edge."""
    if field.value:
        tokens = [(w, REGULAR) for w in _words(f"{field.label} {field.value}")]
        words: list[Words] = []
        y = 2.0
        for line in _broken(tokens, size, room, 0):
            y += size * LEADING
            words += [Words(w, x, y - size * DROP, f, size, "left") for w, f in _joined(line)]
        return tuple(words), y + 1
    pieces = wrap(unicodedata.normalize("NFC", field.label), REGULAR, size, room - 30)
    words, y = [], 2.0
    for piece in pieces:
        y += size * LEADING
        words.append(Words(piece, x, y - size * DROP, REGULAR, size, "left"))
    start = width(pieces[-1], REGULAR, size) + 3
    dots = _dots(size, room - start)
    words.append(Words(dots, x + start, y - size * DROP, REGULAR, size, "left"))
    return tuple(words), y + 1


def _dots(size: float, room: float) -> str:
    return "." * max(0, int(room / width(".", REGULAR, size)))


def _dotted(size: float, room: float) -> Block:
    y = 5 + size * LEADING
    line = Words(_dots(size, room), 0, y - size * DROP, REGULAR, size, "left")
    return Block(words=(line,), height=y)


# Tables ------------------------------------------------------------------------------------------
def _lay_table(part: Table, room: float, tall: float) -> list[Slab]:
    plan = _empty_plan(part.head, part.size, room)
    sheet = Sheet(
        form="", heading=Heading(body="", title=()), head=part.head, body=part.body,
        foot=Foot(), size=part.size,
    )  # fmt: skip
    rows = lay_rows(sheet, plan.columns, plan.xs, tall - plan.head_height)
    slabs = [Slab(height=_TABLE_GAP, keep=True)]
    tall_rows = dict(part.tall)
    for index, (row, source) in enumerate(zip(rows, part.body, strict=True)):
        taller = _at_least(row, max(part.least, tall_rows.get(index, 0)))
        # Neither a first nor a last row stands alone on a page.
        keep = source.kind.opens or (index in (0, len(rows) - 2) and len(rows) > 1)
        slabs.append(Slab(height=taller.height, table=plan, row=taller, keep=keep))
    return [*slabs, Slab(height=_TABLE_GAP)]


def _at_least(row: LaidRow, least: float) -> LaidRow:
    if row.height >= least:
        return row
    more = (least - row.height) / len(row.heights)
    return replace(row, heights=tuple(h + more for h in row.heights))


@lru_cache(maxsize=64)
def _empty_plan(head: Head, size: float, room: float) -> Plan:
    """The measured head of a table, for `draw_table` to repeat."""
    columns = leaves(head)
    xs = edges(columns, room)
    titles, height = lay_head(head, xs, size)
    return Plan(
        columns=columns, xs=xs, titles=titles, head_height=height, rows=(), pages=(),
        top=Block(), end=Block(), size=size,
    )  # fmt: skip


# Charts ------------------------------------------------------------------------------------------
def _lay_chart(part: Chart, room: float) -> list[Slab]:
    """The title as a line of the text, and the drawing below it on the same page."""
    title = Paragraph(
        text=part.title, align=Align.CENTRE, bold=True, size=CHART_TITLE, before=6, keep=True
    )
    return [
        *(replace(slab, keep=True) for slab in _lay_paragraph(title, CHART_TITLE, room)),
        Slab(height=chart_height(part, room), chart=part),
        Slab(height=_TABLE_GAP),
    ]


# Signatures --------------------------------------------------------------------------------------
@lru_cache(maxsize=256)
def _signing_block(part: Signing, room: float) -> Block:
    """Signers side by side, the last one right; receivers take the first column."""
    columns = signing_columns(part)
    shares = [share for _, share in columns]
    words: list[Words] = []
    ends: list[float] = []
    if part.receivers:
        more, end = _receivers(part.receivers, room * shares[0] - 8)
        words += more
        ends.append(end)
    placed = [(room * x, share) for x, share in columns[bool(part.receivers) :]]
    titled = max(_titled(s.place_date, s.titles, s.hint, room * w)[1]
                 for s, (_, w) in zip(part.signers, placed, strict=True))  # fmt: skip
    dated = any(s.place_date for s in part.signers)
    for signer, (x, share) in zip(part.signers, placed, strict=True):
        own = room * share - 6
        place = signer.place_date or (" " if dated else "")
        more, _ = _titled(place, signer.titles, signer.hint, room * share, x + room * share / 2)
        name, end = stacked(
            [signer.name] if signer.name else [], x + room * share / 2, titled + part.room,
            BOLD, _SIGNING_SIZE, room=own,
        )  # fmt: skip
        words += more + name
        ends.append(end)
    return Block(words=tuple(words), height=max(ends))


def _titled(
    place: str, titles: Sequence[str], hint: str, share: float, x: float = 0
) -> tuple[list[Words], float]:
    own = share - 6
    words, y = stacked([place] if place else [], x, 8, ITALIC, _SIGNING_SIZE, room=own)
    more, y = stacked([w for w in titles if w], x, y, BOLD, _SIGNING_SIZE, room=own)
    small, y = stacked([hint] if hint else [], x, y, ITALIC, 12, room=own)
    return words + more + small, y


def _receivers(lines: Sequence[str], room: float) -> tuple[list[Words], float]:
    words, y = stacked([t("papers-receivers")], 0, 8, BOLD_ITALIC, 12, room=room, align="left")
    more, y = stacked(lines, 0, y, REGULAR, _RECEIVERS_SIZE, room=room, align="left")
    return words + more, y


# Pages -------------------------------------------------------------------------------------------
def _chains(slabs: Sequence[Slab]) -> Iterator[list[Slab]]:
    """Slabs that stand on one page together."""
    chain: list[Slab] = []
    for slab in slabs:
        chain.append(slab)
        if not slab.keep:
            yield chain
            chain = []
    if chain:
        yield chain


def _cost(slabs: Sequence[Slab], after: Slab | None) -> float:
    """The height of slabs below another one: a table that begins, or goes on, shows its head."""
    height = 0.0
    for slab in slabs:
        begins = slab.table is not None and (after is None or after.table is not slab.table)
        height += slab.height + (slab.table.head_height if begins and slab.table else 0.0)
        after = slab
    return height


def _fill(slabs: Sequence[Slab], first: float, other: float) -> list[Page]:
    """Chains page by page; one taller than a page is parted where it must be."""
    pages: list[Page] = [[]]
    used, room = 0.0, first
    for chain in _chains(slabs):
        parts = [chain] if _cost(chain, None) <= other else [[slab] for slab in chain]
        for part in parts:
            cost = _cost(part, pages[-1][-1] if pages[-1] else None)
            if used + cost > room and (pages[-1] or len(pages) == 1):
                pages.append([])
                used, room, cost = 0.0, other, _cost(part, None)
            pages[-1] += part
            used += cost
            if part[-1].opens:
                pages.append([])
                used, room = 0.0, other
    while len(pages) > 1 and not any(s.is_inked for s in pages[-1]):
        pages.pop()
    return pages
