"""Point tables for tests: obviously invented, in the shape of those that offices type."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st

from desktop.domain.unit import Area
from desktop.rules.point_lines import Draft, Line
from desktop.rules.point_table import MOST_OPTIONS, PointItem, PointOption, PointTable

BASE = "2022-2025"
BOTH = (Area.RURAL, Area.URBAN)
SOURCE = "Thông tư thử, Phụ lục X"


def lines(*rows: str) -> tuple[Line, ...]:
    """Lines from "number | label | unit | low | high | answer | rural | urban | source"."""
    return tuple(
        Line(**dict(zip(_NAMES, map(str.strip, row.split("|")), strict=False))) for row in rows
    )


_NAMES = ("number", "label", "unit", "low", "high", "answer", "rural", "urban", "source")


def sound() -> Draft:
    """A small table without a fault: three items, totals from 60 to 200."""
    return Draft(
        name="Bảng B1 thử",
        base=BASE,
        source=SOURCE,
        areas=BOTH,
        rural="vùng thử",
        urban="vùng thử",
        lines=lines(
            "1 | Số người trong hộ | thành viên | 7 |  | từ 7 người | 20 | 21",
            " | | | 4 | 6 | 4 đến 6 người | 40 | 41",
            " | | | | 3 | dưới 4 người | 60 | 61",
            "2 | Diện tích ở | m²/người | | <8 | dưới 8 m² | 20 | 30",
            " | | | 8 | | từ 8 m² | 60 | 70",
            "3 | Máy giặt | | | | không có | 20 | 25",
            " | | | | | có | 80 | 90 | Phụ lục riêng",
        ),
    )


def changed(draft: Draft, row: int, **cells: str) -> Draft:
    """The draft with cells of one line changed; rows from 0."""
    made = list(draft.lines)
    made[row] = replace(made[row], **cells)
    return replace(draft, lines=tuple(made))


# Any table ---------------------------------------------------------------------------------------
_LETTERS = "abcdđeghikêơưxyzÀẤẬĐỖ"
_WORD = st.text(alphabet=_LETTERS + "0123456789 =+<>#.,'-", min_size=1, max_size=14)


def _word(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


WORDS = _WORD.map(_word).filter(lambda w: any(c in _LETTERS for c in w))
_BOUNDS = st.integers(0, 400).map(lambda n: f"{n / 4:g}")


@st.composite
def _option(draw: st.DrawFn, number: int, areas: Sequence[Area]) -> PointOption:
    low = draw(st.just("") | _BOUNDS | _BOUNDS.map(lambda b: f">{b}"))
    high = draw(st.just("") | _BOUNDS | _BOUNDS.map(lambda b: f"<{b}"))
    return PointOption(
        key=str(number) if number <= MOST_OPTIONS else "",
        label=draw(WORDS),
        points={a: draw(st.none() | st.integers(-99, 999)) for a in areas},
        low=low,
        high=high,
    )


@st.composite
def tables(draw: st.DrawFn) -> PointTable:
    """Any table that lines can say: its names differ from item to item, each answer has words."""
    areas = draw(st.sampled_from([BOTH, (Area.RURAL,), (Area.URBAN,)]))
    labels = draw(st.lists(WORDS, max_size=6, unique=True))
    items = tuple(
        PointItem(
            number=draw(st.sampled_from(["", str(n), f"{n}.1"])),
            label=label,
            unit=draw(st.just("") | WORDS),
            source=draw(st.just("") | WORDS),
            options=tuple(draw(_option(j, areas)) for j in range(1, draw(st.integers(0, 11)) + 1)),
        )
        for n, label in enumerate(labels, 1)
    )
    texts = st.just("") | WORDS
    return PointTable(
        name=draw(texts), base=BASE, source=draw(texts), areas=areas,
        regions={a: draw(texts) for a in areas}, items=items,
    )  # fmt: skip
