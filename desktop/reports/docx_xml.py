"""Paragraphs and tables of a word processor's text as XML: python-docx builds a cell in a millisecond,
and an account has thousands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from desktop.reports.excel_stream import clean

TWIPS = 20  # in a point
_NAMES = nsdecls("w", "r")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words of one face; `size` in points, 0 is that of the style. A line feed begins a line."""

    text: str
    bold: bool = False
    italic: bool = False
    size: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Para:
    """A paragraph. `align` is left, center, right or both; `before`, `first`, indents in points.

    `tabs`: (kind, leader, place in points). `rule` draws a line above it; `field` stands for its words
    ("PAGE"); `page_break`: what follows it begins a page. `exact`: the height of its lines in points.
    """

    runs: tuple[Run, ...] = ()
    style: str = ""
    align: str = ""
    before: float = 0
    after: float = 0
    first: float = 0
    left: float = 0
    right: float = 0
    keep: bool = False
    whole: bool = False
    tabs: tuple[tuple[str, str, float], ...] = ()
    rule: bool = False
    field: str = ""
    page_break: bool = False
    exact: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A cell of a table over `span` columns. `down` "restart" begins one that reaches down over those
    with "continue"; `middle` sets its words halfway up."""

    paras: tuple[Para, ...] = (Para(),)
    span: int = 1
    down: str = ""
    middle: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of a table; `head` is repeated on each page. `least`: height in points."""

    boxes: tuple[Box, ...]
    head: bool = False
    least: float = 0


def element(xml: str) -> Any:
    """The XML as an element; its outermost tag has the name spaces."""
    return parse_xml(xml)


def para(one: Para) -> Any:
    """The paragraph as an element."""
    return element(_para_xml(one, _NAMES))


def table(widths: Sequence[float], lines: Iterable[Line], *, ruled: bool) -> Any:
    """A table as an element; `widths` of its columns in points, `ruled` with lines around cells."""
    edges = "".join(
        f'<w:{side} w:val="{"single" if ruled else "nil"}" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{_twips(w)}"/>' for w in widths)
    pad = 52 if ruled else 0
    return element(
        f"<w:tbl {_NAMES}><w:tblPr>"
        f'<w:tblW w:w="{_twips(sum(widths))}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="{pad}" w:type="dxa"/><w:right w:w="{pad}" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"{''.join(_line_xml(line, widths) for line in lines)}</w:tbl>"
    )


def _line_xml(line: Line, widths: Sequence[float]) -> str:
    cells, at = [], 0
    for box in line.boxes:
        wide = _twips(sum(widths[at : at + box.span]))
        at += box.span
        cells.append(_box_xml(box, wide))
    tall = f'<w:trHeight w:val="{_twips(line.least)}" w:hRule="atLeast"/>' if line.least else ""
    head = "<w:tblHeader/>" if line.head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{tall}{head}</w:trPr>{''.join(cells)}</w:tr>"


def _box_xml(box: Box, wide: int) -> str:
    span = f'<w:gridSpan w:val="{box.span}"/>' if box.span > 1 else ""
    down = f'<w:vMerge w:val="{box.down}"/>' if box.down else ""
    middle = '<w:vAlign w:val="center"/>' if box.middle else ""
    words = "".join(_para_xml(p) for p in box.paras)
    return f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{span}{down}{middle}</w:tcPr>{words}</w:tc>'


def _para_xml(one: Para, names: str = "") -> str:
    tag = f"w:p {names}".strip()
    return f"<{tag}><w:pPr>{_props_xml(one)}</w:pPr>{_runs_xml(one)}</w:p>"


def _props_xml(one: Para) -> str:
    """The properties in the order that the format wants."""
    tabs = "".join(
        f'<w:tab w:val="{kind}" w:leader="{leader}" w:pos="{_twips(place)}"/>'
        for kind, leader, place in one.tabs
    )
    exact = f' w:line="{_twips(one.exact)}" w:lineRule="exact"' if one.exact else ""
    line = '<w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/>'
    parts = (
        (one.style, f'<w:pStyle w:val="{one.style}"/>'),
        (one.keep, "<w:keepNext/>"),
        (one.whole, "<w:keepLines/>"),
        (one.rule, f"<w:pBdr>{line}</w:pBdr>"),
        (tabs, f"<w:tabs>{tabs}</w:tabs>"),
        (
            True,
            f'<w:spacing w:before="{_twips(one.before)}" w:after="{_twips(one.after)}"{exact}/>',
        ),
        (
            one.first or one.left or one.right,
            f'<w:ind w:left="{_twips(one.left)}" w:right="{_twips(one.right)}"'
            f' w:firstLine="{_twips(one.first)}"/>',
        ),
        (one.align, f'<w:jc w:val="{one.align}"/>'),
    )
    return "".join(xml for wanted, xml in parts if wanted)


def _runs_xml(one: Para) -> str:
    if one.page_break:
        return '<w:r><w:br w:type="page"/></w:r>'
    if one.field:
        face = _face_xml(one.runs[0]) if one.runs else ""
        return (
            f'<w:r>{face}<w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r>{face}<w:instrText xml:space="preserve"> {one.field} </w:instrText></w:r>'
            f'<w:r>{face}<w:fldChar w:fldCharType="separate"/></w:r>'
            f"<w:r>{face}<w:t>2</w:t></w:r>"
            f'<w:r>{face}<w:fldChar w:fldCharType="end"/></w:r>'
        )
    return "".join(f"<w:r>{_face_xml(run)}{_words_xml(run.text)}</w:r>" for run in one.runs)


def _face_xml(run: Run) -> str:
    size = round(run.size * 2)
    tall = f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else ""
    return f"<w:rPr>{'<w:b/>' * run.bold}{'<w:i/>' * run.italic}{tall}</w:rPr>"


def _words_xml(text: str) -> str:
    lines = [
        "<w:tab/>".join(
            f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in line.split("\t")
        )
        for line in clean(text).replace("\r", "").split("\n")
    ]
    return "<w:br/>".join(lines)


def _twips(points: float) -> int:
    return round(points * TWIPS)
