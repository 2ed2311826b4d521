"""Numbers as people type them in goals: 2,5 · 3 · 1.200."""

from __future__ import annotations

import re

from desktop.services.planning.goal_words import plain

_GROUPED = re.compile(r"\d{1,3}(\.\d{3})+")
_PLAIN = re.compile(r"-?\d+([.,]\d+)?")


class NotANumber(ValueError):
    """What is typed is no number."""


def read_number(text: str, *, is_rate: bool = True) -> float | None:
    """The number, None for nothing typed. Of counts 1.200 is one thousand two hundred, of rates
    1.200 is one point two. Raises NotANumber."""
    typed = text.strip().replace("−", "-").replace(" ", "").removesuffix("%")
    if not typed:
        return None
    if not is_rate and _GROUPED.fullmatch(typed):
        typed = typed.replace(".", "")
    if not _PLAIN.fullmatch(typed):
        raise NotANumber(text)
    return float(typed.replace(",", "."))


def show(value: float | None) -> str:
    """What stands in a field."""
    return "" if value is None else plain(value)
