"""The line above the page: which of the four steps one is at."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.text import t
from desktop.ui import fonts
from desktop.ui.icons import draw_icon
from desktop.ui.theme import colour
from desktop.ui.widgets.paint import CENTRE, draw_text, fill_round, frame, painting, pen

STEPS = ("choose", "columns", "plan", "result")
DISC, GAP, LINE = 20, 7, 28


class StepLine(QWidget):
    """Numbered steps with a line between; done ones are checked, the current one is bold."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.setFixedHeight(28)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._at = 0
        self.set_step("choose")

    def set_step(self, step: str) -> None:
        """Show where one is."""
        self._at = STEPS.index(step)
        self.setAccessibleName(f"{self._at + 1}/{len(STEPS)} {_word(step)}")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        words = sum(fonts.text_width(_word(step), "body-bold") for step in STEPS)
        return QSize(round(words) + len(STEPS) * (DISC + GAP + LINE + 2 * GAP), 28)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        left = 0.0
        with painting(self) as painter:
            for number, step in enumerate(STEPS):
                if number:
                    painter.fillRect(QRectF(left, 14, LINE, 1), colour("line2"))
                    left += LINE + GAP
                disc = QRectF(left, 4, DISC, DISC)
                ink = "accent" if number == self._at else "text3"
                if number < self._at:
                    fill_round(painter, disc, "accent_fill", DISC / 2)
                    draw_icon(painter, disc, "check", "on_accent", 14)
                else:
                    frame(
                        painter, disc, "", pen("accent" if number == self._at else "line2", 1.5), 10
                    )
                    draw_text(painter, disc, str(number + 1), "tiny-bold", ink, CENTRE)
                left += DISC + GAP
                role, shade = ("body-bold", "text") if number == self._at else ("body", "text2")
                box = QRectF(left, 0, 300, 28)
                left += draw_text(painter, box, _word(step), role, shade) + GAP


def _word(step: str) -> str:
    return t(f"read-list-step-{step}")
