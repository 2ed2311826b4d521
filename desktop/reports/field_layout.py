"""Sheets to fill in by hand: what is printed on all of them once, and where each answer goes.

A layout is made once for a village. Its ink is kept in the PDF as one form for each page; a
household's sheet puts the form down and writes only its own facts into the slots.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from desktop.reports.codes import draw_qr
from desktop.reports.furniture import heading_block
from desktop.reports.ink import (
    BOLD,
    DROP,
    ITALIC,
    LEADING,
    MM,
    REGULAR,
    Block,
    draw_block,
    new_canvas,
    width,
    wrap,
)
from desktop.reports.sheet import Heading
from desktop.text import t

LEFT, RIGHT, TOP, BOTTOM = 25 * MM, 12 * MM, 12 * MM, 16 * MM
ROOM = A4[0] - LEFT - RIGHT
TICK = 3.7 * MM  # side of a box to tick
SIZE = 10.5
GAP = 5.0  # between lines of boxes, so that a tick of one does not run into the next
_QR_FIRST, _QR_OTHER = 21 * MM, 15 * MM
_RUNNING = 17 * MM  # the head of the pages after the first
_GREY = 0.78

Fill = str | bool
"""What a household's sheet has in a slot: words, or that the box is shaded."""


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text, its baseline `y` below the top edge of the page, `x` from the left edge."""

    text: str
    x: float
    y: float
    font: str = REGULAR
    size: float = SIZE


@dataclass(frozen=True, slots=True)
class Frame:
    """A box, its top left corner from the top left edge of the page."""

    x: float
    y: float
    width: float
    height: float
    is_tick: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """A level line to write on."""

    x: float
    y: float
    length: float


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a household's own fact stands: page from 0, and the box as in Frame."""

    page: int
    frame: Frame


@dataclass(slots=True)
class PageInk:
    """All that is the same on this page of every household."""

    words: list[Words] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A sheet laid out: its heading, the ink of each page, and the slots by name."""

    heading: Heading
    running: str
    pages: tuple[PageInk, ...]
    slots: Mapping[str, Slot]


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """One household's sheet: its code ("" on a blank one), who it is, and what its slots hold."""

    code: str = ""
    who: str = ""
    fills: Mapping[str, Fill] = field(default_factory=dict)


class Flow:
    """Lays a sheet out from top to bottom; a new page begins where a part does not fit."""

    def __init__(self, heading: Heading, running: str) -> None:
        self._heading, self._running = heading, running
        self._pages = [PageInk()]
        self._slots: dict[str, Slot] = {}
        self.y = TOP + _opening(heading).height + 4

    @property
    def ink(self) -> PageInk:
        """The page under way."""
        return self._pages[-1]

    def need(self, height: float) -> None:
        """Begin a new page unless so much is left on this one."""
        if self.y + height > A4[1] - BOTTOM:
            self._pages.append(PageInk())
            self.y = TOP + _RUNNING + 4

    def laid(self) -> Laid:
        """The sheet as it is now."""
        return Laid(
            heading=self._heading,
            running=self._running,
            pages=tuple(self._pages),
            slots=dict(self._slots),
        )

    # Parts ------------------------------------------------------------------------------------
    def say(
        self, text: str, x: float, y: float, font: str = REGULAR, size: float = SIZE
    ) -> None:  # fmt: skip
        """A line of text whose top is at `y`."""
        base = y + size * (LEADING - DROP)
        self.ink.words.append(Words(unicodedata.normalize("NFC", text), x, base, font, size))

    def paragraph(self, text: str, *, font: str = REGULAR, size: float = SIZE) -> None:
        """Wrapped text over the whole room."""
        for line in wrap(unicodedata.normalize("NFC", text), font, size, ROOM):
            self.need(size * LEADING)
            self.say(line, LEFT, self.y, font, size)
            self.y += size * LEADING

    def section(self, title: str, hint: str = "", keep: float = 60) -> None:
        """A bold title with a line under it; `keep` points that stand with it on the page."""
        self.need(keep + 20)
        self.y += 6
        self.say(title, LEFT, self.y, BOLD, 11.5)
        if hint:
            x = LEFT + width(title, BOLD, 11.5) + 8
            self.say(hint, x, self.y + 1.4, ITALIC, 9)
        self.y += 11.5 * LEADING + 2
        self.ink.strokes.append(Stroke(LEFT, self.y - 1, ROOM))
        self.y += 2

    def slot(self, name: str, x: float, y: float, wide: float, tall: float) -> None:
        """A place for words of the household's own, without a frame."""
        self._slots[name] = Slot(len(self._pages) - 1, Frame(x, y, wide, tall))

    def cell(self, name: str, x: float, y: float, wide: float, tall: float) -> None:
        """A framed place."""
        self.ink.frames.append(Frame(x, y, wide, tall))
        self.slot(name, x, y, wide, tall)

    def blank_line(self, name: str, x: float, y: float, wide: float) -> None:
        """A dotted place to write on, as high as a line."""
        self.ink.strokes.append(Stroke(x, y + SIZE * LEADING + 1.5, wide))
        self.slot(name, x, y, wide, SIZE * LEADING + 1)

    def named_line(self, name: str, label: str, x: float, wide: float) -> None:
        """A label and the rest of `wide` to write on; the caller goes on to the next line."""
        self.say(label, x, self.y)
        used = width(label, REGULAR, SIZE) + 4
        self.blank_line(name, x + used, self.y, wide - used)

    def options(
        self, options: Sequence[tuple[str, str, str]], x: float, wide: float, *, size: float = 10
    ) -> None:
        """(slot, digit, label) of boxes to tick, side by side, then below each other."""
        left, step = x, max(size * LEADING, TICK) + GAP
        for name, key, label in options:
            need = _option_width(key, label, size) + 10
            if left > x and left + need - 10 > x + wide:
                left = x
                self.y += step
            self._option(name, key, label, left, size)
            left += need
        self.y += step

    def _option(self, name: str, key: str, label: str, x: float, size: float) -> None:
        self.say(key, x, self.y, BOLD, size)
        x += width(key, BOLD, size) + 3
        box = Frame(x, self.y + 1.2, TICK, TICK, is_tick=True)
        self.ink.frames.append(box)
        self._slots[name] = Slot(len(self._pages) - 1, box)
        self.say(label, x + TICK + 3.4, self.y, REGULAR, size)


def option_lines(options: Sequence[tuple[str, str, str]], wide: float, size: float = 10) -> int:
    """How many lines `Flow.options` takes."""
    left, lines = 0.0, 1
    for _, key, label in options:
        need = _option_width(key, label, size) + 10
        if left and left + need - 10 > wide:
            left, lines = 0.0, lines + 1
        left += need
    return lines


def _option_width(key: str, label: str, size: float) -> float:
    return width(key, BOLD, size) + 3 + TICK + 3.4 + width(label, REGULAR, size)


def _opening(heading: Heading) -> Block:
    return heading_block(heading, ROOM)


# Ink ---------------------------------------------------------------------------------------------
def draw(laid: Laid, sheets: Iterable[Own], *, invariant: bool = False) -> bytes:
    """One PDF with the sheets of these households, each on its own pages."""
    target = io.BytesIO()
    title = unicodedata.normalize("NFC", " ".join(laid.heading.title))
    body = unicodedata.normalize("NFC", laid.heading.body)
    canvas = new_canvas(target, title=title, author=body, wide=False, invariant=invariant)
    for number in range(len(laid.pages)):
        _keep_page(canvas, laid, number)
    for own in sheets:
        for number in range(len(laid.pages)):
            canvas.doForm(f"page-{number}")
            _draw_own(canvas, laid, own, number)
            canvas.showPage()
    canvas.save()
    return target.getvalue()


def _keep_page(canvas: Canvas, laid: Laid, number: int) -> None:
    tall, page = A4[1], laid.pages[number]
    canvas.beginForm(f"page-{number}", 0, 0, *A4)
    if number:
        canvas.setFont(BOLD, 11)
        canvas.drawString(LEFT, tall - TOP - 14, laid.running)
    else:
        draw_block(canvas, _opening(laid.heading), LEFT, tall - TOP)
    for words in page.words:
        canvas.setFont(words.font, words.size)
        canvas.drawString(words.x, tall - words.y, words.text)
    for frame in page.frames:
        canvas.setLineWidth(0.9 if frame.is_tick else 0.5)
        canvas.rect(frame.x, tall - frame.y - frame.height, frame.width, frame.height)
    canvas.setLineWidth(0.4)
    for stroke in page.strokes:
        canvas.line(stroke.x, tall - stroke.y, stroke.x + stroke.length, tall - stroke.y)
    if laid.heading.practice:
        _mark_practice(canvas)
    pages = t("field-page", page=str(number + 1), of=str(len(laid.pages)))
    canvas.setFont(REGULAR, 9)
    canvas.drawRightString(LEFT + ROOM, BOTTOM - 13, pages)
    canvas.endForm()


def _mark_practice(canvas: Canvas) -> None:
    """At the foot only: at the top the code needs the room."""
    text = t("paper-practice")
    canvas.setFont(BOLD, 10)
    canvas.setLineWidth(0.9)
    canvas.rect(LEFT, BOTTOM - 18, width(text, BOLD, 10) + 12, 15)
    canvas.drawString(LEFT + 6, BOTTOM - 13.5, text)


def _draw_own(canvas: Canvas, laid: Laid, own: Own, number: int) -> None:
    tall = A4[1]
    side = _QR_OTHER if number else _QR_FIRST
    top = TOP if number else TOP + 32
    if own.code:
        _draw_code(canvas, own.code, tall - top, side)
    if number and own.who:
        canvas.setFont(REGULAR, 10.5)
        canvas.drawString(LEFT, tall - TOP - 28, own.who)
    for name, fill in own.fills.items():
        slot = laid.slots.get(name)
        if slot is None or slot.page != number or not fill:
            continue
        if isinstance(fill, str):
            _write(canvas, slot.frame, fill)
        else:
            _shade(canvas, slot.frame)


def _draw_code(canvas: Canvas, code: str, top: float, side: float) -> None:
    right = LEFT + ROOM
    draw_qr(canvas, code, right - side, top - side, side)
    canvas.setFont(BOLD, 9)
    canvas.drawRightString(right - side - 2, top - side + 5, code)


def _write(canvas: Canvas, frame: Frame, text: str) -> None:
    """In the upper part of the place, so that a correction fits under it; narrow words shrink."""
    text = unicodedata.normalize("NFC", text)
    room = frame.width - 3
    size = min(10.0, 10.0 * room / max(width(text, REGULAR, 10), 1))
    lines: tuple[str, ...] = (text,)
    if size < 7.5:
        size = 8.0
        lines = wrap(text, REGULAR, size, room)[:2]
    canvas.setFont(REGULAR, size)
    for number, line in enumerate(lines):
        base = frame.y + size * (LEADING - DROP) + number * size * 1.05 + 0.6
        canvas.drawString(frame.x + 2, A4[1] - base, line)


def _shade(canvas: Canvas, frame: Frame) -> None:
    canvas.setFillGray(_GREY)
    bottom = A4[1] - frame.y - frame.height
    canvas.rect(frame.x, bottom, frame.width, frame.height, stroke=1, fill=1)
    canvas.setFillGray(0)
