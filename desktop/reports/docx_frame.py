"""The frame of an editable text: pages, styles, page numbers, properties, and bytes that stay the same."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from desktop.reports.docx_xml import Para, Run, element, para
from desktop.reports.excel_stream import SAVED, clean
from desktop.reports.ink import BOTTOM, LEFT, RIGHT, TOP
from desktop.reports.sheet import Heading
from desktop.reports.text_sheet import TextSheet
from desktop.text import t

FACE = "Times New Roman"
_LANGUAGE = "vi-VN"
_NUMBER_SIZE, _FOOT_SIZE = 13, 9
_LEVELS = {1: False, 2: False, 3: True}  # heading → whether in italics
_MAIN = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def new_document(first: TextSheet) -> Any:
    """An empty document of our styles, named after its first paper."""
    document: Any = docx.Document()
    _restyle(document, first.size)
    _set_up(document)
    _name(document, first.heading)
    return document


def _restyle(document: Any, size: float) -> None:
    """Times New Roman in black, and no room between paragraphs but what each asks for."""
    styles = document.styles
    defaults = styles.element.find(qn("w:docDefaults"))
    for words in defaults.iter(qn("w:lang")):
        for name in ("w:val", "w:eastAsia"):
            words.set(qn(name), _LANGUAGE)
    names = ["Normal", "Header", "Footer", "Title", "Subtitle", "Caption"]
    for name in (*names, *(f"Heading {level}" for level in _LEVELS)):
        style = styles[name]
        _plain(style, size)
        style.font.bold = name in ("Title", "Caption") or name.startswith("Heading")
        style.font.italic = name == "Subtitle"
    styles["Title"].font.size, styles["Caption"].font.size = Pt(14), Pt(12)
    for level, italic in _LEVELS.items():
        styles[f"Heading {level}"].font.italic = italic


def _plain(style: Any, size: float) -> None:
    """The style without colour, border, theme face and room; headings stay headings."""
    for kind in ("w:rPr", "w:pPr"):
        own = style.element.find(qn(kind))
        if own is None:
            continue
        kept = [
            c for c in own if c.tag in (qn("w:outlineLvl"), qn("w:keepNext"), qn("w:keepLines"))
        ]
        for child in list(own):
            if child not in kept:
                own.remove(child)
    style.font.name, style.font.size = FACE, Pt(size)
    faces = style.element.rPr.rFonts
    for name in ("w:cs", "w:eastAsia"):
        faces.set(qn(name), FACE)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.0


def _set_up(document: Any) -> None:
    """Not in an old word processor's manner; the language of its words."""
    settings = document.settings.element
    office = "http://schemas.microsoft.com/office/word"
    new = {
        "w:compat": f'<w:compat {_MAIN}><w:compatSetting w:name="compatibilityMode" w:uri="{office}"'
        ' w:val="15"/></w:compat>',
        "w:themeFontLang": f'<w:themeFontLang {_MAIN} w:val="{_LANGUAGE}"/>',
        "w:decimalSymbol": f'<w:decimalSymbol {_MAIN} w:val=","/>',
        "w:listSeparator": f'<w:listSeparator {_MAIN} w:val=";"/>',
    }
    for tag, xml in new.items():  # where the old ones stood: their order is part of the format
        settings.replace(settings.find(qn(tag)), element(xml))
    package = document.part.package
    for key in [k for k, rel in package.rels.items() if rel.reltype.endswith("/thumbnail")]:
        del package.rels[key]


def _name(document: Any, heading: Heading) -> None:
    about = document.core_properties
    about.title = clean(" ".join(heading.title))[:255]
    about.author = about.last_modified_by = clean(heading.body)[:255]
    about.subject, about.language = t("paper-subject"), _LANGUAGE
    about.comments = about.keywords = about.category = ""
    about.created = about.modified = SAVED
    about.revision = 1


# Pages -------------------------------------------------------------------------------------------
def begin_section(document: Any, sheet: TextSheet, *, first: bool) -> None:
    """A4 with the margins of NĐ30 for a paper of its own, with page numbers of its own."""
    page = document.sections[0] if first else document.add_section(WD_SECTION.NEW_PAGE)
    short, long = Mm(210), Mm(297)
    page.page_width, page.page_height = (long, short) if sheet.landscape else (short, long)
    page.orientation = WD_ORIENT.LANDSCAPE if sheet.landscape else WD_ORIENT.PORTRAIT
    page.top_margin, page.bottom_margin = Pt(TOP), Pt(BOTTOM)
    page.left_margin, page.right_margin = Pt(LEFT), Pt(RIGHT)
    page.header_distance = page.footer_distance = Mm(9)
    page.different_first_page_header_footer = True
    for old in page._sectPr.findall(qn("w:pgNumType")):
        page._sectPr.remove(old)
    cols = page._sectPr.find(qn("w:cols"))
    start = element(f'<w:pgNumType {_MAIN} w:start="1"/>')
    page._sectPr.insert(list(page._sectPr).index(cols), start)
    number = Para(field="PAGE", align="center", runs=(Run(text="", size=_NUMBER_SIZE),))
    practice = _practice() if sheet.heading.practice else []
    _put(page.header, [number, *practice])
    _put(page.first_page_header, practice)
    for foot in (page.footer, page.first_page_footer):
        _put(foot, [_code(sheet.code)] if sheet.code else [])


def _practice() -> list[Para]:
    return [Para(align="right", runs=(Run(text=t("paper-practice"), bold=True, size=11),))]


def _code(code: str) -> Para:
    return Para(runs=(Run(text=t("paper-code", code=code), size=_FOOT_SIZE),))


def _put(where: Any, paras: Iterable[Para]) -> None:
    where.is_linked_to_previous = False
    root = where._element
    for old in list(root):
        root.remove(old)
    for one in [*paras] or [Para()]:
        root.append(para(one))


# Bytes -------------------------------------------------------------------------------------------
def saved(document: Any) -> bytes:
    """The document as bytes, every part at a fixed time, so that the same paper is the same bytes."""
    raw, target = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, SAVED.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return target.getvalue()
