"""Buttons with their keys on them, links, key chips.

Button(t("…"), icon="plus", key="Ctrl+N", kind="primary")   # .clicked; the key works too
Button(t("…"), kind="flat", size="compact")                  # kinds: plain primary flat danger
Link(t("…"))                                                 # .clicked
KeyChip("F8")
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import (
    QEnterEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QSizePolicy,
    QWidget,
)

from desktop.ui import fonts
from desktop.ui.icons import draw_icon
from desktop.ui.widgets.paint import (
    KEY_HEIGHT,
    draw_key,
    draw_text,
    focus_ring,
    frame,
    key_width,
    painting,
    pen,
)

HEIGHTS = {"compact": 26, "normal": 32, "main": 36}
GAP = 7

# kind → ink, ground, ground under the pointer, outline
_KINDS = {
    "plain": ("text", "surface", "hover", "line2"),
    "primary": ("on_accent", "accent_fill", "accent_hover", "accent_fill"),
    "flat": ("text2", "", "hover", ""),
    "danger": ("err", "surface", "err_soft", "line2"),
    "link": ("accent", "", "hover", ""),
}


def shortcut_keys(text: str) -> list[QKeySequence]:
    """Qt's sequences for a key as written on a chip; Enter means both Enter keys."""
    names = [text.replace("Enter", "Return"), text] if text.endswith("Enter") else [text]
    return [QKeySequence(name) for name in names]


class Button(QAbstractButton):
    """A push button that paints icon, words and key chip; its key clicks it while it is visible.

    `key` is shown as written; `live=False` only shows it (the page handles the key itself).
    A bare "Enter" is never live.
    """

    def __init__(
        self,
        text: str,
        *,
        icon: str = "",
        key: str = "",
        kind: str = "plain",
        size: str = "normal",
        live: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setText(text)
        self.kind, self.icon_name, self.key, self.size_name = kind, icon, key, size
        self.role = "small-medium" if size == "compact" else "body-medium"
        self.setFixedHeight(HEIGHTS[size])
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ground", "clear")
        if key:
            self.setAccessibleDescription(key)
        if key and live and key != "Enter":
            shortcut = QShortcut(self)
            shortcut.setKeys(shortcut_keys(key))
            shortcut.activated.connect(self.click)

    def set_kind(self, kind: str) -> None:
        """Make it plain, primary, flat, danger or a link."""
        self.kind = kind
        self.update()

    def set_icon(self, name: str) -> None:
        """Show another icon ("" for none)."""
        self.icon_name = name
        self.updateGeometry()
        self.update()

    def _side(self) -> int:
        return {"compact": 9, "main": 16}.get(self.size_name, 12)

    def _icon_size(self) -> int:
        return 16 if self.size_name == "compact" else 18

    def _content_width(self) -> float:
        parts = []
        if self.icon_name:
            parts.append(float(self._icon_size()))
        if self.text():
            parts.append(fonts.text_width(self.text(), self.role))
        if self.key:
            parts.append(key_width(self.key))
        return sum(parts) + GAP * max(0, len(parts) - 1)

    def sizeHint(self) -> QSize:  # noqa: N802
        side = 8 if not self.text() else self._side() + 1
        return QSize(round(self._content_width()) + 2 * side, HEIGHTS[self.size_name])

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def _ink(self) -> str:
        return _KINDS[self.kind][0] if self.isEnabled() else "text3"

    def _paint_ground(self, painter: QPainter, rect: QRectF) -> None:
        ground, hovered, outline = _KINDS[self.kind][1:]
        if not self.isEnabled():
            ground, outline = ("sunken", "line2") if outline else ("", "")
        elif self.underMouse() or self.isDown():
            ground = hovered
        if ground or outline:
            frame(painter, rect, ground, pen(outline or ground), 6)
        if self.hasFocus():
            if self.kind == "primary":
                # Accent on accent would not be seen: the ring is white, one px inside.
                frame(painter, rect.adjusted(2, 2, -2, -2), "", pen("on_accent", 1.5), 4)
            else:
                focus_ring(painter, rect)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        rect = QRectF(self.rect())
        ink = self._ink()
        with painting(self) as painter:
            self._paint_ground(painter, rect)
            x = rect.center().x() - self._content_width() / 2
            if self.icon_name:
                size = self._icon_size()
                draw_icon(painter, QRectF(x, 0, size, rect.height()), self.icon_name, ink, size)
                x += size + GAP
            if self.text():
                room = rect.right() - x - (key_width(self.key) + GAP if self.key else 0)
                x += draw_text(
                    painter, QRectF(x, 0, room, rect.height()), self.text(), self.role, ink
                )
                x += GAP
            if self.key:
                top = round((rect.height() - KEY_HEIGHT) / 2)
                box = QRectF(round(x), top, key_width(self.key), KEY_HEIGHT)
                on_fill = self.kind == "primary" and self.isEnabled()
                draw_key(
                    painter, box, self.key,
                    "on_accent" if on_fill else "text2", "on_accent_line" if on_fill else "line2",
                )  # fmt: skip

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        super().leaveEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)


class Link(Button):
    """A verb in accent, without outline: the way to the cure at the end of a line."""

    def __init__(self, text: str, *, icon: str = "", small: bool = True) -> None:
        super().__init__(text, icon=icon, kind="link", size="compact")
        if not small:
            self.role = "body-medium"

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(round(self._content_width()) + 8, HEIGHTS["compact"])


class KeyChip(QWidget):
    """A key as it stands on the keyboard: `KeyChip("Ctrl+L")`."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.setAccessibleName(key)
        self.setFixedSize(round(key_width(key)), KEY_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        with painting(self) as painter:
            draw_key(painter, QRectF(self.rect()), self.key)
