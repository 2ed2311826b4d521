"""The side of the start window: the program's mark, the steps, the door to the practice books."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.text import t
from desktop.ui import fonts
from desktop.ui.icons import draw_icon
from desktop.ui.theme import colour
from desktop.ui.widgets.paint import CENTRE, draw_text, fill_round, focus_ring, frame, painting, pen
from desktop.ui.widgets.text import lay_out

SIDE = 292
STEP, DISC, GAP = 46, 24, 12


class ProgramMark(QWidget):
    """The mark with the program's name and what it is for."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.setFixedHeight(44)
        self.setAccessibleName(f"{t('ui-program')}. {t('start-purpose')}")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        with painting(self) as painter:
            box = QRectF(0, 0, 44, 44)
            fill_round(painter, box, "accent_fill", 10)
            draw_icon(painter, box, "home-check", "on_accent", 22)
            words = QRectF(56, 1, self.width() - 56, 24)
            draw_text(painter, words, t("ui-program"), "name")
            draw_text(painter, words.translated(0, 23), t("start-purpose"), "small", "text2")


class StepList(QWidget):
    """The steps: done ones filled with a tick, the current one ringed, the rest to come."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.words: list[str] = []
        self.current = 0
        self.set_words([])

    def set_words(self, words: Sequence[str]) -> None:
        """Name the steps."""
        self.words = list(words)
        self.setFixedHeight(max(0, STEP * len(self.words) - (STEP - DISC)))
        self._tell()

    def set_current(self, number: int) -> None:
        """The step that is asked now, counted from 1."""
        self.current = number
        self._tell()

    def _tell(self) -> None:
        if 1 <= self.current <= len(self.words):
            at = t("start-step", number=self.current, count=len(self.words))
            self.setAccessibleName(f"{at}: {self.words[self.current - 1]}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        with painting(self) as painter:
            for number, word in enumerate(self.words, start=1):
                top = STEP * (number - 1)
                if number < len(self.words):
                    line = QRectF(DISC / 2 - 0.5, top + DISC, 1, STEP - DISC)
                    painter.fillRect(line, colour("line2"))
                self._paint_disc(painter, QRectF(0, top, DISC, DISC), number)
                role = "body-bold" if number == self.current else "body"
                ink = "text" if number == self.current else "text2"
                place = QRectF(DISC + GAP, top, self.width() - DISC - GAP, DISC)
                draw_text(painter, place, word, role, ink)

    def _paint_disc(self, painter: QPainter, box: QRectF, number: int) -> None:
        if number < self.current:
            fill_round(painter, box, "accent_fill", DISC / 2)
            draw_icon(painter, box, "check", "on_accent", 14)
            return
        is_now = number == self.current
        outline = pen("accent", 2) if is_now else pen("line2", 1.5)
        frame(painter, box, "surface" if is_now else "rail", outline, DISC / 2)
        role = "tiny-medium"
        draw_text(painter, box, str(number), role, "accent" if is_now else "text2", CENTRE)


class PracticeDoor(QAbstractButton):
    """The way into practice from everywhere: a note that is a button."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(f"{t('start-practice-first')} {t('start-practice-second')}")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        _, high = lay_out(t("start-practice-second"), "body", width - 46, wrap=True)
        return round(7 + fonts.line("body") + high + 7)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(SIDE - 49, self.heightForWidth(SIDE - 49))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        rect = QRectF(self.rect())
        with painting(self) as painter:
            fill_round(painter, rect, "practice_soft", 6)
            if self.underMouse():
                frame(painter, rect, "", pen("practice"), 6)
            draw_icon(painter, QRectF(10, 7, 18, 20), "school", "practice", 18)
            first = QRectF(36, 7, rect.width() - 46, fonts.line("body"))
            draw_text(painter, first, t("start-practice-first"), "body-bold", "practice")
            layout, _ = lay_out(t("start-practice-second"), "body", first.width(), wrap=True)
            painter.setPen(colour("text"))
            layout.draw(painter, QPointF(36, first.bottom()))
            if self.hasFocus():
                focus_ring(painter, rect)
