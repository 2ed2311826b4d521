"""One road that a package can take: a card to choose, with its mark, its name and what to know."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from desktop.ui.icons import draw_icon
from desktop.ui.theme import colour
from desktop.ui.widgets.paint import draw_text, frame, painting, pen

HEIGHT = 58


class Road(QAbstractButton):
    """A choice among roads; `folder` is where it leads, None while it has to be chosen.

    `touched(bool)`: pressed by pointer or key, with whether it was chosen before; the arrow keys
    only choose.
    """

    touched = Signal(bool)

    def __init__(self, title: str, remark: str, icon: str, folder: Path | None) -> None:
        super().__init__()
        self.folder = folder
        self._icon = icon
        self._was_chosen = False
        self.setProperty("ground", "clear")
        self.setCheckable(True)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.say(title, remark)

    def say(self, title: str, remark: str) -> None:
        """Change its words."""
        self.setText(title)
        self._remark = remark
        self.setAccessibleName(f"{title}. {remark}")
        self.setToolTip(remark)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(200, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        rect = QRectF(self.rect())
        on = self.isChecked()
        with painting(self) as painter:
            strong = on or self.hasFocus()
            # The chosen one wears the accent anyway: the ground tells where the keyboard is.
            ground = "hover" if self.underMouse() and not on else "surface"
            ground = "accent_soft" if self.hasFocus() else ground
            frame(
                painter, rect, ground, pen("accent" if strong else "line2", 2 if strong else 1), 7
            )
            centre = QPointF(19, 19)
            painter.setPen(pen("accent_fill" if on else "ctl", 5 if on else 1.5))
            painter.setBrush(colour("surface"))
            radius = 5.5 if on else 7.25
            painter.drawEllipse(centre, radius, radius)
            line = QRectF(36, 8, rect.width() - 36 - 40, 22)
            draw_text(painter, line, self.text(), "body-bold")
            draw_icon(painter, QRectF(rect.width() - 32, 8, 20, 22), self._icon, "text", 18)
            below = QRectF(36, 30, rect.width() - 36 - 12, 20)
            draw_text(painter, below, self._remark, "small", "text2")

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._was_chosen = self.isChecked()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mouseReleaseEvent(event)
        if self.rect().contains(event.position().toPoint()):
            self.touched.emit(self._was_chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            was_chosen = self.isChecked()
            self.setChecked(True)
            self.touched.emit(was_chosen)
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        super().leaveEvent(event)
        self.update()
