"""The rows of a workbook in XML, streamed by us into the skeleton that openpyxl makes.

openpyxl takes many times as long for the same cells, and it writes formulas without their results:
a workbook from an e-mail would show empty totals until somebody allows editing, for Excel does not
compute in its protected view. Excel still computes everything anew on opening.
"""

from __future__ import annotations

import datetime
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable
from xml.sax.saxutils import escape

from openpyxl.utils.datetime import to_excel

from desktop.reports.sheet import Value

# Also the time of each part, so that the same sheet gives the same bytes.
SAVED = datetime.datetime(2026, 1, 1)  # noqa: DTZ001  openpyxl writes it as UTC and takes no zone
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_NO_ROWS = re.compile(rb"<sheetData\s*(?:/>|></sheetData>)")
_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RETURN = {"\r": "&#13;"}  # XML readers turn a bare one into a line feed
_MOST_CHARACTERS = 32_767  # Excel's limit for one cell
_SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
_CORE = "docProps/core.xml"


def clean(text: str) -> str:
    """The text in NFC, without the characters that XML cannot hold."""
    return _NOT_IN_XML.sub("", unicodedata.normalize("NFC", text))


def cell_xml(ref: str, style: int, value: Value) -> str:
    """One cell. Text stays text, even if it begins with "="; a date becomes Excel's day number."""
    if isinstance(value, str):
        text = clean(value)[:_MOST_CHARACTERS]
        if not text:
            return f'<c r="{ref}" s="{style}"/>'
        space = ' xml:space="preserve"' if text != text.strip() else ""
        inline = f"<is><t{space}>{escape(text, _RETURN)}</t></is>"
        return f'<c r="{ref}" s="{style}" t="inlineStr">{inline}</c>'
    if value is None:
        return f'<c r="{ref}" s="{style}"/>'
    if isinstance(value, datetime.date):
        value = int(to_excel(value))
    return f'<c r="{ref}" s="{style}"><v>{value}</v></c>'


def formula_xml(ref: str, style: int, formula: str, result: Value) -> str:
    """A cell with a formula ("=…") and what it computes to."""
    kind = ' t="str"' if isinstance(result, str) else ""
    shown = escape(clean(str(result)))
    return f'<c r="{ref}" s="{style}"{kind}><f>{escape(formula[1:])}</f><v>{shown}</v></c>'


def row_xml(number: int, cells: Iterable[str], height: float | None) -> str:
    """One row of cells; without a height in points Excel finds one."""
    tall = "" if height is None else f' ht="{height}" customHeight="1"'
    return f'<row r="{number}"{tall}>{"".join(cells)}</row>'


def fill(skeleton: bytes, *sheets: Iterable[str]) -> bytes:
    """The workbook of empty sheets with the rows of each, and with fixed times.

    ValueError if a sheet is not empty.
    """
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(skeleton)) as old,
        zipfile.ZipFile(target, "w") as new,
    ):
        for name in old.namelist():
            info = zipfile.ZipInfo(name, SAVED.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            part = old.read(name)
            with new.open(info, "w") as stream:
                if found := _SHEET.fullmatch(name):
                    stream.writelines(_with_rows(part, sheets[int(found[1]) - 1]))
                else:
                    stream.write(_saved_then(part) if name == _CORE else part)
    return target.getvalue()


def _with_rows(part: bytes, rows: Iterable[str]) -> Iterable[bytes]:
    top, bottom = _NO_ROWS.split(part)
    yield top + b"<sheetData>"
    yield from (row.encode() for row in rows)
    yield b"</sheetData>" + bottom


def _saved_then(core: bytes) -> bytes:
    return _MODIFIED.sub(rb"\g<1>" + SAVED.isoformat().encode() + b"Z", core)
