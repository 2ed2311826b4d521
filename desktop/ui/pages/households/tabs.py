"""The tabs over the register: all, then each class with its mark and how many the query finds."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar

from desktop.domain.review import HouseholdClass
from desktop.domain.vietnamese import show_number
from desktop.text import t
from desktop.ui import fonts
from desktop.ui.theme import colour
from desktop.ui.widgets.paint import draw_mark, draw_text, focus_ring, painting

ALWAYS = ("", "poor", "near_poor", "not_poor")
MIDDLE = HouseholdClass.AVERAGE_LIVING_STANDARD.value
HEIGHT, SIDE = 38, 10


class ClassTabs(QTabBar):
    """`picked(str)`: "" for all, a class, or "none". The average living standard and the sheets
    not keyed have a tab only where there are such households."""

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(t("households-tabs"))
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)
        self._counts: dict[str, int] = {}
        self._fill(ALWAYS)
        self.currentChanged.connect(self._on_current)

    def value(self) -> str:
        """The class of the tab in front."""
        return str(self.tabData(self.currentIndex()) or "")

    def set_value(self, value: str) -> None:
        """Bring a class to the front; `picked` follows if it was another."""
        if value not in self._values():
            self._fill([*self._values(), value], keep=True)
        self.setCurrentIndex(self._values().index(value))

    def set_counts(self, households: int, by_class: Mapping[str, int]) -> None:
        """How many the query finds, in all and by class."""
        self._counts = {"": households, **by_class}
        wanted = [*ALWAYS]
        wanted += [kind for kind in (MIDDLE, "none") if by_class.get(kind) or kind == self.value()]
        if wanted != self._values():
            self._fill(wanted, keep=True)
        for number, value in enumerate(self._values()):
            self.setTabText(number, f"{_word(value)} {self._number(value)}")
        self.updateGeometry()
        self.update()

    def _number(self, value: str) -> str:
        return show_number(self._counts.get(value, 0)) if self._counts else ""

    def _values(self) -> list[str]:
        return [str(self.tabData(number) or "") for number in range(self.count())]

    def _fill(self, values: list[str] | tuple[str, ...], *, keep: bool = False) -> None:
        current = self.value() if keep else ""
        self.blockSignals(True)
        while self.count():
            self.removeTab(0)
        for value in values:
            self.setTabData(self.addTab(_word(value)), value)
        self.setCurrentIndex(values.index(current) if current in values else 0)
        self.blockSignals(False)

    def _on_current(self, _number: int) -> None:
        self.picked.emit(self.value())

    # How it looks -----------------------------------------------------------------------------
    def tabSizeHint(self, index: int) -> QSize:  # noqa: N802
        value = str(self.tabData(index) or "")
        words = fonts.text_width(_word(value), "dense-bold")
        count = fonts.text_width(self._number(value), "dense-bold")
        mark = 17 if value else 0
        return QSize(round(words + count) + mark + 6 + 2 * SIDE, HEIGHT)

    def minimumTabSizeHint(self, index: int) -> QSize:  # noqa: N802
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        with painting(self) as painter:
            painter.fillRect(QRectF(0, HEIGHT - 1, self.width(), 1), colour("line"))
            for number, value in enumerate(self._values()):
                box = QRectF(self.tabRect(number))
                on = number == self.currentIndex()
                role, ink = ("dense-bold", "accent") if on else ("dense", "text2")
                words = box.adjusted(SIDE, 0, -SIDE, 0)
                if value:
                    middle = round(box.center().y()) + 0.5
                    draw_mark(painter, QPointF(words.left() + 5, middle), value)
                    words.setLeft(words.left() + 17)
                words.setLeft(words.left() + draw_text(painter, words, _word(value), role, ink) + 6)
                draw_text(painter, words, self._number(value), role, ink if on else "text3")
                if on:
                    painter.fillRect(
                        QRectF(box.left(), HEIGHT - 2, box.width(), 2), colour("accent")
                    )
                if on and self.hasFocus():
                    focus_ring(painter, box.adjusted(1, 4, -1, -4), 4)


def _word(value: str) -> str:
    return t(f"class-{value}") if value else t("households-all")
