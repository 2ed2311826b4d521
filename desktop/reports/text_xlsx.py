"""Papers as one workbook: a table paper is a worksheet, a pile of running texts is one with page breaks.

The columns of a running text's worksheet are those of its tables, so that tables stay cells people
can work with; paragraphs and signatures stretch over them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Any

from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.pagebreak import Break as PageBreak
from openpyxl.worksheet.properties import PageSetupProperties

from desktop.reports.chart import Chart
from desktop.reports.excel_formulas import column_letters, formula_text
from desktop.reports.excel_frame import Line, Look, Span, lines_above
from desktop.reports.excel_stream import cell_xml, formula_xml, row_xml
from desktop.reports.ink import MM, REGULAR, width
from desktop.reports.sheet import (
    DASH,
    Column,
    Control,
    Foot,
    Formula,
    Heading,
    MeanOf,
    RateOf,
    Sheet,
    Signed,
    depth,
    has_letters,
    head_cells,
    leaves,
)
from desktop.reports.text_grid import SAFE, Cell, Rows, composed, edges_of, lines_in, own_edges
from desktop.reports.text_sheet import (
    DOTS,
    AnySheet,
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
from desktop.reports.xlsx import (
    DIGITS_PER_MM,
    MARGINS,
    finished,
    look_of,
    new_book,
    place,
    style_number,
)
from desktop.text import t

_SIGNING_ROWS = 4
_ONE_PAGE = 20  # a table of so many rows does not go on on another page
_LEADING = 1.32
_SHORT_SIDE, _LONG_SIDE = 210, 297  # A4 in mm
# Fitted to the width of the page a worksheet is scaled; each program finds a scale of its own.
_SCALES = (0.82, 0.84, 0.86, 0.88, 0.9)


def write_papers(sheets: Sequence[AnySheet]) -> bytes:
    """The workbook as bytes; the same papers give the same bytes."""
    book = new_book(sheets[0].heading)
    rows: list[Iterable[str]] = []
    names: set[str] = set()
    for _, group in groupby(enumerate(sheets), key=_pile_of):
        pile = [sheet for _, sheet in group]
        name = _free_name(pile[0].form, names)
        if isinstance(pile[0], Sheet):
            rows.append(place(book, pile[0], name))
        else:
            texts = [s for s in pile if isinstance(s, TextSheet)]
            rows.append(_place_pile(book, texts, name))
    return finished(book, rows)


def _pile_of(numbered: tuple[int, AnySheet]) -> tuple[str, int]:
    """Running texts of one form that follow each other lie on one pile; a table paper is alone.

    So is a text with a long table: a worksheet can repeat one head only.
    """
    index, sheet = numbered
    alone = isinstance(sheet, Sheet) or any(
        isinstance(part, Table) and len(part.body) > _ONE_PAGE for part in sheet.parts
    )
    return (sheet.form, index if alone else -1)


def _free_name(form: str, names: set[str]) -> str:
    base = form.replace("/", "-")[:25]
    name = next(
        n for i in range(1, 1000) if (n := base if i == 1 else f"{base} ({i})") not in names
    )
    names.add(name)
    return name


def _place_pile(book: Any, pile: Sequence[TextSheet], name: str) -> Iterator[str]:
    page = book.create_sheet(name)
    made = Rows(edges_of(pile))
    for number, sheet in enumerate(pile):
        if number:
            made.breaks.append(len(made.rows))
        _add_heading(made, sheet)
        for part in sheet.parts:
            _add(made, part, sheet.size)
    _set_up(page, pile[0], made)
    # `merged_cells.add` looks through all areas each time: minutes for a pile of certificates.
    page.merged_cells.ranges.update(CellRange(ref) for ref in _merged(made))
    looks = dict.fromkeys(c.look for _, cells in made.rows for c in cells)
    styles = {look: style_number(page, look) for look in looks}
    return (_row(number, *row, styles) for number, row in enumerate(made.rows, start=1))


def _merged(made: Rows) -> Iterator[str]:
    for number, (_, cells) in enumerate(made.rows, start=1):
        for cell in cells:
            if cell.rows and (cell.last > cell.first or cell.rows > 1):
                end = f"{column_letters(cell.last)}{number + cell.rows - 1}"
                yield f"{column_letters(cell.first)}{number}:{end}"


def _row(number: int, height: float | None, cells: Sequence[Cell], styles: dict[Look, int]) -> str:
    texts = []
    for cell in cells:
        ref, style = f"{column_letters(cell.first)}{number}", styles[cell.look]
        if cell.formula:
            result = DASH if cell.value is None else cell.value
            texts.append(formula_xml(ref, style, cell.formula, result))
        else:
            texts.append(cell_xml(ref, style, cell.value))
        if cell.look.boxed:  # the borders of a merged cell are those of all that it covers
            texts += [
                cell_xml(f"{column_letters(i)}{number}", style, None)
                for i in range(cell.first + 1, cell.last + 1)
            ]
    return row_xml(number, texts, height)


def _set_up(page: Any, sheet: TextSheet, made: Rows) -> None:
    page.page_setup.paperSize = 9  # A4
    page.page_setup.orientation = "landscape" if sheet.landscape else "portrait"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for side, mm in MARGINS.items():
        setattr(page.page_margins, side, mm / 25.4)
    page.HeaderFooter.differentFirst = True
    page.oddHeader.center.text = "&P"
    if sheet.heading.practice:
        page.oddFooter.right.text = page.firstFooter.right.text = t("paper-practice")
    if sheet.code:
        page.oddFooter.left.text = page.firstFooter.left.text = t("paper-code", code=sheet.code)
    if len(made.heads) == 1 and made.longest > _ONE_PAGE:
        page.print_title_rows = f"{made.heads[0][0]}:{made.heads[0][1]}"
    tall = _SHORT_SIDE if sheet.landscape else _LONG_SIDE
    room = (tall - MARGINS["top"] - MARGINS["bottom"]) * MM
    for row in sorted({row for scale in _SCALES for row in made.page_breaks(room / scale)}):
        page.row_breaks.append(PageBreak(id=row))
    for index, (start, end) in enumerate(pairwise(made.edges)):
        page.column_dimensions[column_letters(index)].width = round(
            (end - start) * DIGITS_PER_MM, 1
        )


# Parts -------------------------------------------------------------------------------------------
def _add_heading(made: Rows, sheet: TextSheet) -> None:
    columns = tuple(Column(title="", width=b - a) for a, b in pairwise(made.edges))
    frame = Sheet(form="", heading=sheet.heading, head=columns, body=(), foot=Foot())
    lines = lines_above(frame) if sheet.heading.body else _of_a_citizen(sheet.heading, made.last)
    for line in lines:
        cells = [Cell(s.first, s.last, s.text, s.look) for s in line.spans]
        tallest = max(
            (lines_in(s.text, made.wide(s.first, s.last), s.look) for s in line.spans),
            default=1,
        )
        made.add(line.height + (tallest - 1) * 16, *cells)


def _of_a_citizen(heading: Heading, last: int) -> Iterator[Line]:
    """Quốc hiệu in the middle: a citizen's paper names no issuing body."""
    bold, italic = Look(bold=True), Look(italic=True)
    yield Line((Span(0, last, t("paper-country"), bold),))
    yield Line((Span(0, last, t("paper-motto"), Look(bold=True, underlined=True)),))
    for text in (heading.number, heading.place_date):
        if text:
            yield Line((Span(0, last, text, italic),))
    yield Line(height=8)
    for text, look in (
        (heading.mark, bold),
        *((title, Look(bold=True, size=14)) for title in heading.title),
        *((line, italic) for line in heading.subtitle),
        (t("paper-practice") if heading.practice else "", bold),
    ):
        if text:
            yield Line((Span(0, last, text, look),), 19)
    yield Line(height=8)


def _add(made: Rows, part: Part, size: float) -> None:
    match part:
        case Paragraph():
            _add_paragraph(made, part, part.size or size)
        case FieldLine():
            _add_fields(made, part.fields, size)
        case WritingLines():
            _add_dots(made, part.count, size)
        case Table():
            _add_table(made, part)
        case Chart():
            pass  # its table has the numbers, which Excel draws from as its user likes
        case Signing():
            _add_signing(made, part)
        case Break():
            made.breaks.append(len(made.rows))


def _across(made: Rows, text: str, look: Look) -> None:
    lines = lines_in(text, made.wide(0, made.last), look)
    made.add(lines * look.size * _LEADING + 3, Cell(0, made.last, text, look))


def _add_paragraph(made: Rows, part: Paragraph, size: float) -> None:
    text = composed(f"{part.lead} {part.text}".strip())
    align = "center" if part.align == "centre" else "left"
    bold = part.bold or bool(part.lead and not part.text)
    _across(made, text, Look(size=size, bold=bold, italic=part.italic, align=align))


def _add_dots(made: Rows, count: int, size: float) -> None:
    look = Look(size=size, align="left")
    for _ in range(count):
        _across(made, _field_text(Field(label=""), made.wide(0, made.last), look), look)


def _add_fields(made: Rows, fields: Sequence[Field], size: float) -> None:
    total, room, at = sum(f.share for f in fields), made.edges[-1], 0.0
    look = Look(size=size, align="left")
    cells: list[Cell] = []
    tall, after = 1, 0
    for item in fields:
        first, last = made.span(at, at + room * item.share / total)
        first = max(first, after)  # two fields never share a column of a coarse grid
        last = max(first, last)
        if first > made.last:
            previous = cells.pop()
            text = f"{previous.value}    {_field_text(item, 0, look)}"
            first, last = previous.first, previous.last
        else:
            text = _field_text(item, made.wide(first, last), look)
        cells.append(Cell(first, last, text, look))
        tall = max(tall, lines_in(text, made.wide(first, last), look))
        at += room * item.share / total
        after = last + 1
    made.add(tall * size * _LEADING + 2, *cells)


def _field_text(item: Field, wide: float, look: Look) -> str:
    """The label with its value, or with dots up to the edge of `wide` mm."""
    if item.value:
        return composed(f"{item.label} {item.value}")
    label = composed(item.label)
    left = wide * MM * SAFE - width(f"{label} ", REGULAR, look.size)
    dots = int(left / width("…", REGULAR, look.size)) - 1
    return f"{label} {'…' * max(len(DOTS), dots)}"


# Tables ------------------------------------------------------------------------------------------
def _add_table(made: Rows, part: Table) -> None:
    columns = leaves(part.head)
    own = own_edges(columns, made.edges[-1])
    places = [made.span(a, b) for a, b in pairwise(own)]
    made.add(6)
    start = len(made.rows) + 1
    _add_head(made, part, columns, places)
    made.heads.append((start, len(made.rows)))
    made.longest = max(made.longest, len(part.body))
    at = len(made.rows) + 1
    numbers: list[tuple[int, ...]] = []
    for row in part.body:
        numbers.append(tuple(range(at, at + len(row.lines))))
        at += len(row.lines)
    for index, row in enumerate(part.body):
        for line in range(len(row.lines)):
            _add_line(made, part, columns, places, numbers, index, line)
    made.add(6)


def _add_head(
    made: Rows, part: Table, columns: Sequence[Column], places: Sequence[tuple[int, int]]
) -> None:
    look = Look(size=part.size, bold=True, boxed=True)
    rows: list[list[Cell]] = [[] for _ in range(depth(part.head))]
    tall = [1] * len(rows)
    for cell in head_cells(part.head):
        first, last = places[cell.column][0], places[cell.column + cell.columns - 1][1]
        rows[cell.row].append(Cell(first, last, cell.title, look, rows=cell.rows))
        for lower in range(cell.row + 1, cell.row + cell.rows):
            rows[lower].append(Cell(first, last, None, look, rows=0))
        need = lines_in(cell.title, made.wide(first, last), look)
        tall[cell.row + cell.rows - 1] = max(tall[cell.row + cell.rows - 1], need - (cell.rows - 1))
    for cells, lines in zip(rows, tall, strict=True):
        made.add(lines * part.size * _LEADING + 4, *sorted(cells, key=lambda c: c.first))
    if has_letters(part.head):
        made.add(
            part.size * _LEADING + 3,
            *(Cell(*place, c.letter, look) for c, place in zip(columns, places, strict=True)),
        )


def _add_line(
    made: Rows,
    part: Table,
    columns: Sequence[Column],
    places: Sequence[tuple[int, int]],
    numbers: Sequence[Sequence[int]],
    index: int,
    line: int,
) -> None:
    row = part.body[index]
    formulas = dict(row.formulas)
    cells: list[Cell] = []
    tall = 1
    for at, (column, place_) in enumerate(zip(columns, places, strict=True)):
        value = row.lines[line][at]
        text = ""
        if at in formulas:
            moved = _moved(formulas[at], places)
            text = formula_text(moved, numbers, row=index, line=line, column=place_[0])
        look = look_of(column, part.size, row.kind.is_bold)
        if isinstance(value, str):
            value = composed(value)
            tall = max(tall, lines_in(value, made.wide(*place_), look))
        cells.append(Cell(*place_, value, look, text))
    height = max(part.least, dict(part.tall).get(index, 0), tall * part.size * _LEADING + 4)
    made.add(height, *cells)


def _moved(formula: Formula, places: Sequence[tuple[int, int]]) -> Formula:
    """The formula in columns of the worksheet instead of columns of the table."""
    match formula:
        case RateOf(part, whole):
            return RateOf(places[part][0], places[whole][0])
        case Signed(terms):
            return Signed(tuple((sign, places[column][0]) for sign, column in terms))
        case MeanOf(parts, whole):
            return MeanOf(tuple(places[p][0] for p in parts), places[whole][0])
        case Control():
            return replace(formula, of=places[formula.of][0])
        case _:
            return formula


# Signatures --------------------------------------------------------------------------------------
def _add_signing(made: Rows, part: Signing) -> None:
    start = max(0, len(made.rows) - 1)
    _add_signers(made, part)
    made.kept.append((start, len(made.rows)))


def _add_signers(made: Rows, part: Signing) -> None:
    room = made.edges[-1]
    spans, after = [], 0
    for start, share in signing_columns(part):
        first, last = made.span(room * start, room * (start + share))
        first = min(max(first, after), made.last)
        spans.append((first, max(first, last)))
        after = spans[-1][1] + 1
    columns: list[list[tuple[str, Look]]] = []
    left = Look(size=11, align="left")
    if part.receivers:
        head = Look(size=12, bold=True, italic=True, align="left")
        columns.append([(t("papers-receivers"), head), *((r, left) for r in part.receivers)])
    bold, italic = Look(size=13, bold=True), Look(size=13, italic=True)
    titles = max(len(s.titles) for s in part.signers)
    dated = any(s.place_date for s in part.signers)
    for signer in part.signers:
        missing = [""] * (titles - len(signer.titles))
        lines = [(signer.place_date, italic)] if dated else []
        lines += [(w, bold) for w in (*signer.titles, *missing)]
        lines += [(signer.hint, Look(size=12, italic=True))]
        columns.append([*lines, *[("", bold)] * _SIGNING_ROWS, (signer.name, bold)])
    made.add(8)
    for number in range(max(len(c) for c in columns)):
        found = [
            (span, column[number])
            for span, column in zip(spans, columns, strict=True)
            if number < len(column) and column[number][0]
        ]
        tall = max((lines_in(x, made.wide(*s), look) for s, (x, look) in found), default=1)
        made.add(tall * 17, *(Cell(*s, composed(x), look) for s, (x, look) in found))
