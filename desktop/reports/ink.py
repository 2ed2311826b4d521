"""Tinos, wrapping, and blocks of words and rules: what every PDF of the program is drawn with."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import IO, Any, Literal

from reportlab import rl_config
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from desktop.paths import resources
from desktop.text import t

MM = 72 / 25.4
REGULAR, BOLD, ITALIC, BOLD_ITALIC = "Tinos", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"
_FILES = {
    REGULAR: "Tinos-Regular.ttf",
    BOLD: "Tinos-Bold.ttf",
    ITALIC: "Tinos-Italic.ttf",
    BOLD_ITALIC: "Tinos-BoldItalic.ttf",
}
LEADING = 1.18  # line height as a multiple of the type size
DROP = 0.26  # from the bottom of a line up to its baseline, of the type size
# NĐ30: top and bottom 20–25 mm, left 30–35, right 15–20.
TOP, BOTTOM, LEFT, RIGHT = 20 * MM, 20 * MM, 30 * MM, 15 * MM


@cache
def load_faces() -> None:
    """Make the bundled faces known to reportlab, once."""
    rl_config.useA85 = 0  # text-safe streams are for mail of old: a fifth larger, a third slower
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(resources() / "fonts" / file)))


def new_canvas(
    target: IO[bytes], *, title: str, author: str, wide: bool, invariant: bool
) -> Canvas:
    """An empty A4 document in Vietnamese. Tinos first, so that no unembedded Helvetica gets in."""
    load_faces()
    canvas = Canvas(
        target,
        pagesize=landscape(A4) if wide else A4,
        invariant=invariant,
        pageCompression=1,
        initialFontName=REGULAR,
        lang="vi-VN",
    )
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setSubject(t("paper-subject"))
    canvas.setCreator(t("paper-program"))
    return canvas


@lru_cache(maxsize=131072)
def _width_at_one(text: str, font: str) -> float:
    load_faces()
    return float(pdfmetrics.stringWidth(text, font, 1))


def width(text: str, font: str, size: float) -> float:
    """Width in points. The same names come again and again in a list, so widths are kept."""
    return _width_at_one(text, font) * size


@lru_cache(maxsize=131072)
def wrap(text: str, font: str, size: float, room: float) -> tuple[str, ...]:
    """The text in lines no wider than `room` points; a word that is wider by itself is cut."""
    if width(text, font, size) <= room and "\n" not in text:
        return (text,)
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        for word in whole_words(part):
            longer = f"{line} {word}" if line else word
            if width(longer, font, size) <= room:
                line = longer
                continue
            if line:
                lines.append(line)
            *full, line = _cut(word, font, size, room)
            lines += full
        lines.append(line)
    return tuple(lines)


def whole_words(text: str) -> list[str]:
    """What is never parted: a per cent sign stays with the word before it."""
    found: list[str] = []
    for word in text.split():
        if found and word.startswith("%"):
            found[-1] += f" {word}"
        else:
            found.append(word)
    return found


@lru_cache(maxsize=4096)
def wrap_evenly(text: str, font: str, size: float, room: float) -> tuple[str, ...]:
    """As `wrap`, but as many lines share the words evenly: no short word is left alone below."""
    lines = wrap(text, font, size, room)
    for share in (0.9, 0.8, 0.7, 0.6) if len(lines) > 1 and "\n" not in text else ():
        narrower = wrap(text, font, size, room * share)
        if len(narrower) > len(lines) or " ".join(narrower) != " ".join(lines):
            break
        lines = narrower
    return lines


def _cut(word: str, font: str, size: float, room: float) -> list[str]:
    """The word in pieces that fit, after a stroke or hyphen where there is one (125/QĐ-|UBND)."""
    pieces = [""]
    for char in word:
        if pieces[-1] and width(pieces[-1] + char, font, size) > room:
            stroke = max(pieces[-1].rfind(c) for c in "/-;") + 1
            rest = pieces[-1][stroke:] if stroke else ""
            if width(rest + char, font, size) > room:
                rest = ""
            pieces[-1] = pieces[-1][: len(pieces[-1]) - len(rest)]
            pieces.append(rest)
        pieces[-1] += char
    return pieces


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text: `x` from the left edge of its block, baseline `y` below its top."""

    text: str
    x: float
    y: float
    font: str
    size: float
    align: Literal["left", "centre", "right"] = "centre"


@dataclass(frozen=True, slots=True)
class Rule:
    """A level line of `length` around the middle `x`, `y` below the top of its block."""

    x: float
    y: float
    length: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Words and rules that stay together, and their height in points."""

    words: tuple[Words, ...] = ()
    rules: tuple[Rule, ...] = ()
    height: float = 0


def stacked(
    lines: Iterable[str],
    x: float,
    y: float,
    font: str,
    size: float,
    *,
    room: float,
    align: Literal["left", "centre", "right"] = "centre",
) -> tuple[list[Words], float]:
    """The lines under each other from `y`, wrapped to `room`; the words and where they end."""
    words: list[Words] = []
    for line in lines:
        for piece in wrap(unicodedata.normalize("NFC", line), font, size, room):
            y += size * LEADING
            words.append(Words(piece, x, y - size * DROP, font, size, align))
    return words, y


def draw_block(canvas: Canvas, block: Block, left: float, top: float) -> None:
    """Put the block on the page, its top left corner at (left, top)."""
    ink: dict[str, Any] = {
        "left": canvas.drawString,
        "centre": canvas.drawCentredString,
        "right": canvas.drawRightString,
    }
    for w in block.words:
        canvas.setFont(w.font, w.size)
        ink[w.align](left + w.x, top - w.y, w.text)
    canvas.setLineWidth(0.7)
    for rule in block.rules:
        start = left + rule.x - rule.length / 2
        canvas.line(start, top - rule.y, start + rule.length, top - rule.y)


def mark_practice(canvas: Canvas) -> None:
    """The mark of practice papers, boxed in the top right and bottom right margin."""
    page_width, page_height = canvas._pagesize
    text = t("paper-practice")
    wide = width(text, BOLD, 11) + 14
    canvas.setLineWidth(0.9)
    canvas.setFont(BOLD, 11)
    for y in (page_height - TOP + 16, BOTTOM - 32):
        canvas.rect(page_width - RIGHT - wide, y - 5, wide, 17)
        canvas.drawRightString(page_width - RIGHT - 7, y, text)


def number_page(canvas: Canvas, number: int) -> None:
    """Page number top centre, from page two on (NĐ30)."""
    page_width, page_height = canvas._pagesize
    canvas.setFont(REGULAR, 13)
    canvas.drawCentredString(page_width / 2, page_height - TOP + 14, str(number))
