"""Marks with their words: class, state, tag. Never colour alone, never a bare dot.

MarkLabel("poor")                        # disc + "Hộ nghèo"; the value of a HouseholdClass
MarkLabel("poor", size=16, role="result")
ClassChip("near_poor")                   # the same in a pill
StateLabel("ok", t("…"), icon="scale")   # icon + word; states are paint.STATES
Tag(t("…"), "err")                       # short count in a soft box; "" = neutral
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.text import t
from desktop.ui import fonts
from desktop.ui.icons import draw_icon
from desktop.ui.widgets.paint import (
    CENTRE,
    CLASS_TOKEN,
    STATES,
    draw_mark,
    draw_text,
    fill_round,
    painting,
)


class _Painted(QWidget):
    """A widget of fixed height that says its words to a screen reader."""

    def __init__(self, words: str, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "clear")
        self.setAccessibleName(words)
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _changed(self, words: str) -> None:
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()


class MarkLabel(_Painted):
    """Mark and word of a class; without words (`word=""`) only the mark, still named."""

    def __init__(
        self,
        household_class: str,
        *,
        size: float = 10,
        role: str = "body",
        word: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", max(fonts.line(role), round(size)), parent)
        self._size, self._role = size, role
        self.set_class(household_class, word)

    def set_class(self, household_class: str, word: str | None = None) -> None:
        """Show another class; `word` replaces its name ("" for the mark alone)."""
        self._class = str(household_class)
        name = t(f"class-{self._class}")
        self._word = name if word is None else word
        self._changed(self._word or name)

    def _gap(self) -> float:
        return 6 if self._size < 14 else 10

    def sizeHint(self) -> QSize:  # noqa: N802
        words = fonts.text_width(self._word, self._role) + self._gap() if self._word else 0
        return QSize(round(self._size + words) + 2, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        rect = QRectF(self.rect())
        with painting(self) as painter:
            centre = QPointF(self._size / 2, round(rect.center().y()) + 0.5)
            draw_mark(painter, centre, self._class, self._size)
            words = rect.adjusted(self._size + self._gap(), 0, 0, 0)
            draw_text(painter, words, self._word, self._role, CLASS_TOKEN[self._class])


class ClassChip(_Painted):
    """Mark and word of a class in a soft pill, 22 px high."""

    def __init__(self, household_class: str, parent: QWidget | None = None) -> None:
        super().__init__("", 22, parent)
        self.set_class(household_class)

    def set_class(self, household_class: str) -> None:
        """Show another class."""
        self._class = str(household_class)
        self._changed(t(f"class-{self._class}"))

    def sizeHint(self) -> QSize:  # noqa: N802
        words = fonts.text_width(self.accessibleName(), "small-medium")
        return QSize(round(words) + 8 + 10 + 6 + 10, 22)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        rect = QRectF(self.rect())
        ink = CLASS_TOKEN[self._class]
        with painting(self) as painter:
            fill_round(painter, rect, "hover" if self._class == "none" else f"{ink}_soft", 11)
            draw_mark(painter, QPointF(13, rect.center().y()), self._class)
            words = rect.adjusted(24, 0, -6, 0)
            draw_text(painter, words, self.accessibleName(), "small-medium", ink)


class StateLabel(_Painted):
    """Icon and word of a state; `icon` replaces the state's own. State "plain" is text2."""

    def __init__(
        self,
        state: str,
        word: str,
        *,
        icon: str = "",
        role: str = "small",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(word, max(fonts.line(role), 18), parent)
        self._role = role
        self._icon_size = 14 if fonts.ROLES[role].px <= 12 else 16
        self.set_state(state, word, icon=icon)

    def set_state(self, state: str, word: str, *, icon: str = "") -> None:
        """Show another state."""
        self._icon, self._ink = icon or STATES[state][0], STATES[state][1]
        self._changed(word)

    def sizeHint(self) -> QSize:  # noqa: N802
        words = fonts.text_width(self.accessibleName(), self._role)
        return QSize(round(words) + self._icon_size + 7, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        rect = QRectF(self.rect())
        with painting(self) as painter:
            box = QRectF(0, 0, self._icon_size, rect.height())
            draw_icon(painter, box, self._icon, self._ink, self._icon_size)
            words = rect.adjusted(self._icon_size + 5, 0, 0, 0)
            draw_text(painter, words, self.accessibleName(), self._role, self._ink)


class Tag(_Painted):
    """A short word or count on a soft ground, 20 px high; `icon=True` shows the state's icon."""

    def __init__(
        self, word: str, state: str = "", *, icon: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(word, 20, parent)
        self._with_icon = icon
        self.set_state(word, state)

    def set_state(self, word: str, state: str = "") -> None:
        """Show another word and state."""
        glyph, ink, soft, _ = STATES[state or "plain"]
        self._icon, self._ink, self._soft = glyph, ink, soft
        self._changed(word)

    def sizeHint(self) -> QSize:  # noqa: N802
        words = fonts.text_width(self.accessibleName(), "small")
        return QSize(round(words) + 15 + (18 if self._with_icon else 0), 20)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        rect = QRectF(self.rect())
        with painting(self) as painter:
            fill_round(painter, rect, self._soft, 4)
            if self._with_icon:
                draw_icon(painter, QRectF(7, 0, 14, rect.height()), self._icon, self._ink, 14)
                rect = rect.adjusted(18, 0, 0, 0)
            draw_text(painter, rect, self.accessibleName(), "small", self._ink, CENTRE)
