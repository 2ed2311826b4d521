"""What openpyxl leaves out of a workbook: results beside formulas, and one fixed time of saving.

Without results a workbook from an e-mail shows empty totals until somebody allows editing, for
Excel does not compute in its protected view. Excel still computes everything anew on opening.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterator, Sequence

from desktop.reports.sheet import Value

# Also the time of each part, so that the same sheet gives the same bytes.
SAVED = datetime.datetime(2026, 1, 1)  # noqa: DTZ001  openpyxl writes it as UTC and takes no zone
_FORMULA = re.compile(rb"<c ([^>]*)>(<f>[^<]*</f>)<v\s*/?>(?:</v>)?</c>")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_SHEET = "xl/worksheets/sheet1.xml"
_CORE = "docProps/core.xml"


def repack(workbook: bytes, results: Sequence[Value]) -> bytes:
    """The same workbook with the results (one for each formula, in order) and fixed times."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = old.read(name)
            if name == _SHEET:
                part = _with_results(part, results)
            elif name == _CORE:
                part = _MODIFIED.sub(rb"\g<1>" + SAVED.isoformat().encode() + b"Z", part)
            info = zipfile.ZipInfo(name, SAVED.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, part)
    return target.getvalue()


def _with_results(part: bytes, results: Sequence[Value]) -> bytes:
    rest: Iterator[Value] = iter(results)

    def filled(match: re.Match[bytes]) -> bytes:
        result = next(rest)
        kind = b' t="str"' if isinstance(result, str) else b""
        value = str(result).encode()
        return b"<c %s%s>%s<v>%s</v></c>" % (match[1], kind, match[2], value)

    part, count = _FORMULA.subn(filled, part)
    if count != len(results):
        raise ValueError(f"{len(results)} results for {count} formulas")
    return part
