"""The paper that opens a book whose pass phrase is lost: code in groups, as a QR, and how to keep it."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from desktop.domain.vietnamese import nfc
from desktop.reports.codes import draw_qr
from desktop.reports.ink import (
    BOLD,
    ITALIC,
    LEFT,
    MM,
    REGULAR,
    RIGHT,
    TOP,
    Block,
    Words,
    draw_block,
    mark_practice,
    new_canvas,
    stacked,
)
from desktop.text import t

_COLUMNS = 7  # groups of the code in a row
_BOX_HEIGHT = 34
_QR_SIDE = 44 * MM
_QUIET = 4  # modules of white that a reader wants around the code


def draw_recovery(
    *,
    office_name: str,
    code: str,
    on: datetime.date,
    practice: bool = False,
    invariant: bool = False,
) -> bytes:
    """One A4 page as PDF. `code` is in groups parted by hyphens, and the QR holds it just so."""
    target = io.BytesIO()
    title = t("paper-recovery-title")
    canvas = new_canvas(target, title=title, author=office_name, wide=False, invariant=invariant)
    page_width, page_height = canvas._pagesize
    room = page_width - LEFT - RIGHT
    top = page_height - TOP
    if practice:
        mark_practice(canvas)
    opening = _opening(title, office_name, on, room)
    draw_block(canvas, opening, LEFT, top)
    top = _draw_groups(canvas, code.split("-"), LEFT, top - opening.height, room)
    letters = _paragraphs([("", ("paper-recovery-letters",))], room)
    draw_block(canvas, letters, LEFT, top)
    top -= letters.height + 6
    draw_qr(canvas, code, LEFT + room - _QR_SIDE, top - _QR_SIDE, _QR_SIDE, _QUIET)
    caption, _ = stacked(
        [t("paper-recovery-scan")], room - _QR_SIDE / 2, _QR_SIDE, ITALIC, 11, room=_QR_SIDE
    )
    draw_block(canvas, Block(words=tuple(caption)), LEFT, top)
    beside = _paragraphs(_BESIDE, room - _QR_SIDE - 14)
    draw_block(canvas, beside, LEFT, top)
    top -= max(beside.height, _QR_SIDE + 26)
    below = _paragraphs(_BELOW, room)
    draw_block(canvas, below, LEFT, top)
    draw_block(canvas, _signatures(room), LEFT, top - below.height - 20)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


_BESIDE = (
    ("paper-recovery-why-title", ("paper-recovery-why",)),
    (
        "paper-recovery-how-title",
        ("paper-recovery-how-1", "paper-recovery-how-2", "paper-recovery-how-3"),
    ),
)
_BELOW = (
    (
        "paper-recovery-keep-title",
        ("paper-recovery-keep-1", "paper-recovery-keep-2", "paper-recovery-keep-3"),
    ),
)


def _opening(title: str, office_name: str, on: datetime.date, room: float) -> Block:
    words, y = stacked([title.upper()], room / 2, 4, BOLD, 18, room=room)
    line = t("paper-recovery-for", office=nfc(office_name), date=on)
    more, y = stacked([line], room / 2, y + 2, REGULAR, 13, room=room)
    code, y = stacked([t("paper-recovery-code")], 0, y + 18, BOLD, 13, room=room, align="left")
    return Block(words=tuple(words + more + code), height=y + 5)


def _paragraphs(parts: Sequence[tuple[str, Sequence[str]]], room: float) -> Block:
    """Headed paragraphs under each other; a part without a heading has the key ""."""
    words: list[Words] = []
    y = 0.0
    for head, keys in parts:
        more, y = stacked([t(head)] if head else [], 0, y + 8, BOLD, 13, room=room, align="left")
        words += more
        for key in keys:
            more, y = stacked([t(key)], 0, y + 2, REGULAR, 12.5, room=room, align="left")
            words += more
    return Block(words=tuple(words), height=y)


def _draw_groups(
    canvas: Canvas, groups: Sequence[str], left: float, top: float, room: float
) -> float:
    """The groups in numbered boxes, to be typed off without losing the place; where they end."""
    box = room / _COLUMNS
    for index, group in enumerate(groups):
        row, column = divmod(index, _COLUMNS)
        x, y = left + column * box, top - (row + 1) * _BOX_HEIGHT
        canvas.setLineWidth(0.7)
        canvas.rect(x, y, box, _BOX_HEIGHT)
        canvas.setFont(REGULAR, 8)
        canvas.drawString(x + 3, y + _BOX_HEIGHT - 9, str(index + 1))
        canvas.setFont(BOLD, 17)
        canvas.drawCentredString(x + box / 2, y + 8, group)
    return top - (-(-len(groups) // _COLUMNS)) * _BOX_HEIGHT


def _signatures(room: float) -> Block:
    maker, height = stacked([t("paper-recovery-maker")], room * 0.22, 0, BOLD, 12, room=room / 2)
    receiver, _ = stacked([t("paper-recovery-receiver")], room * 0.78, 0, BOLD, 12, room=room / 2)
    return Block(words=tuple(maker + receiver), height=height)
