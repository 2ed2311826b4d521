"""Knows a workbook again by the names of its columns, and lays it out as it was confirmed before."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from desktop.exchange.lists.columns import Layout, head_titles, layout_at
from desktop.exchange.lists.words import Field, plain
from desktop.exchange.lists.workbook import Sheet

_SEARCHED = 60  # lines
_FEWEST = 2  # named columns
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ERRORS = "loi"


def shape_of(sheet: Sheet, head_first: int, head_last: int) -> str:
    """The key of a head: the names of its columns in their order, without tones, case and years.

    The sheet is taken as stored, before old fonts are converted. "" for fewer than two names: such
    a sheet cannot be known again. The column "Lỗi" of our marked copies does not count.
    """
    titles = [
        " ".join(_YEAR.sub("", plain(title)).split())
        for title in head_titles(sheet.rows, head_first, head_last, sheet.merged)
    ]
    titles = ["" if title == _ERRORS else title for title in titles]
    while titles and not titles[-1]:
        titles.pop()
    if sum(map(bool, titles)) < _FEWEST:
        return ""
    said = "\n".join([str(head_last - head_first), *titles])
    return hashlib.sha256(said.encode()).hexdigest()


def known_heads(sheet: Sheet, keys: Mapping[str, int]) -> Iterator[tuple[str, int, int]]:
    """(key, head_first, head_last) of the heads in a sheet that one of the keys (→ lines) fits."""
    depths = sorted(set(keys.values()))
    for first in range(min(len(sheet.rows), _SEARCHED)):
        for depth in depths:
            last = first + depth - 1
            if last < len(sheet.rows) and (key := shape_of(sheet, first, last)) in keys:
                yield key, first, last


def laid_out(sheet: Sheet, head_first: int, head_last: int, fields: Sequence[str]) -> Layout:
    """The layout with these meanings ("" for none), as a person confirmed them."""
    layout = layout_at(sheet.rows, head_first, head_last, merged=sheet.merged, sheet=sheet.name)
    known = {f.value for f in Field}
    said = [Field(name) if name in known else None for name in fields]
    columns = []
    for column in layout.columns:
        meant = said[column.index] if column.index < len(said) else column.field
        columns.append(replace(column, field=meant, score=1.0 if meant else 0.0))
    return replace(layout, columns=tuple(columns))
