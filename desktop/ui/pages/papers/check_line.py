"""The line of checks over a paper: icon and sentence for each, on as many lines as they need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui import fonts
from desktop.ui.icons import draw_icon
from desktop.ui.widgets.paint import STATES, draw_text, painting

LINE, GAP, ICON = 20, 18, 21


@dataclass(frozen=True, slots=True)
class Said:
    """One check in words; `icon` replaces that of the state."""

    state: str
    words: str
    icon: str = ""


class CheckLine(QWidget):
    """What was checked, from left to right, then below."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._said: Sequence[Said] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def say(self, said: Sequence[Said]) -> None:
        """Show other checks."""
        self._said = said
        self.setAccessibleName("; ".join(one.words for one in said))
        self.updateGeometry()
        self.update()

    def _places(self, width: int) -> tuple[list[QRectF], int]:
        places, x, y = [], 0.0, 0
        for one in self._said:
            wide = ICON + fonts.text_width(one.words, "small") + 2
            if x and x + wide > width:
                x, y = 0.0, y + LINE
            places.append(QRectF(x, y, min(wide, width), LINE))
            x += wide + GAP
        return places, y + LINE

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        return self._places(width)[1]

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(400, self._places(max(self.width(), 400))[1])

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(120, LINE)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        places, _ = self._places(self.width())
        with painting(self) as painter:
            for one, place in zip(self._said, places, strict=True):
                glyph, ink = STATES[one.state][:2]
                box = QRectF(place.left(), place.top(), 16, place.height())
                draw_icon(painter, box, one.icon or glyph, ink, 16)
                words = place.adjusted(ICON, 0, 0, 0)
                draw_text(painter, words, one.words, "small", ink)
