"""Small pieces that the sentences of an account are made of: headings, lists, rates, the whole unit."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.domain.account import AccountFigures, Block, BlockKind
from desktop.domain.vietnamese import show_rate
from desktop.services.catalogue import unit
from desktop.text import t

NAMED = 12
"""Units named one by one; of more the rest is counted."""


def heading(number: int, words: str) -> Block:
    """ "1. Hộ nghèo"."""
    return Block(kind=BlockKind.HEADING, text=f"{number}. {words}")


def paragraph(words: str) -> Block:
    """A paragraph."""
    return Block(kind=BlockKind.PARAGRAPH, text=words)


def item(words: str) -> Block:
    """A line with a dash before it."""
    return Block(kind=BlockKind.ITEM, text=words)


def table(table_id: str) -> Block:
    """The place of a table."""
    return Block(kind=BlockKind.TABLE, text=table_id)


def chart(chart_id: str) -> Block:
    """The place of a chart."""
    return Block(kind=BlockKind.CHART, text=chart_id)


def joined(parts: Sequence[str]) -> str:
    """ "a, b và c"; "" of none."""
    if len(parts) < 2:
        return "".join(parts)
    return t("account-and", rest=", ".join(parts[:-1]), last=parts[-1])


def named(units: Sequence[str]) -> str:
    """Names one after another; of a long list the first ones and how many more."""
    if len(units) <= NAMED:
        return ", ".join(units)
    return t("account-others", units=", ".join(units[:NAMED]), count=len(units) - NAMED)


def percent(value: float) -> str:
    """A rate with two decimals, without its sign."""
    return show_rate(value)


def whole(figures: AccountFigures) -> str:
    """ "toàn xã", "toàn phường", "toàn tỉnh"."""
    office = figures.office
    return t("account-whole", kind=unit(office.code, office.list_version).kind)


def unit_word(figures: AccountFigures) -> str:
    """What the units of the account are: villages at a commune."""
    return t("account-unit-below" if figures.office.is_upper else "account-unit-village")


def time_of(figures: AccountFigures) -> str:
    """ "6 tháng đầu năm 2026", "năm 2026", "giai đoạn 2022–2025"."""
    first, year = str(figures.years[0]), str(figures.year)
    return t(f"account-time-{figures.kind}", first=first, year=year)
