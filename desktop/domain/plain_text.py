"""Texts of a plan as they may stand in a book and a package: of bounded length, without control signs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

LONGEST_TEXT = 20_000
"""Signs of one text: some seven pages. This program's own limit, no law's."""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # all but tab and line feed
R = TypeVar("R")


def is_plain(text: str, most: int = LONGEST_TEXT) -> bool:
    """Whether a text has no control signs but tab and line feed, and `most` signs at most."""
    return len(text) <= most and _CONTROL.search(text) is None


def plain(text: str) -> str:
    """A text made plain: line ends as line feeds, other control signs gone, the rest beyond cut."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:LONGEST_TEXT]


def has_plain_texts(value: Any) -> bool:
    """Whether each text in a record is plain: in its fields, what they hold, and keys."""
    if isinstance(value, str):
        return is_plain(value)
    if isinstance(value, Mapping):
        return all(map(has_plain_texts, value)) and all(map(has_plain_texts, value.values()))
    if isinstance(value, tuple):
        return all(map(has_plain_texts, value))
    if is_dataclass(value):
        return all(has_plain_texts(getattr(value, f.name)) for f in fields(value))
    return True


def with_plain_texts(record: R, *leaving: str) -> R:
    """A record with the texts of its fields, and of mappings there, made plain; `leaving` fields."""
    made: dict[str, Any] = {}
    for field in fields(record):  # type: ignore[arg-type]
        held = getattr(record, field.name)
        if field.name in leaving:
            continue
        if type(held) is str and not is_plain(held):
            made[field.name] = plain(held)
        elif isinstance(held, Mapping) and not has_plain_texts(held):
            made[field.name] = {k: plain(v) if type(v) is str else v for k, v in held.items()}
    return replace(record, **made) if made else record  # type: ignore[type-var]
