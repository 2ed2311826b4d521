"""Labels: every piece of plain text on a page, with line heights that leave room for Ẳ and Ậ.

    Text(t("…"))                                       # body
    Text(t("…"), "small", "text2")                     # role of fonts.ROLES, token of the theme
    Text(t("…"), "body", "text2", wrap=True)           # paragraph, at most 640 px wide
    Text("1.984", "result", figures=True)              # digits on the fixed pitch
    Text("Tìm thấy **63** hộ", "small")                # **…** is semi-bold

Without `wrap` a text too long for its place is cut with … and shows itself whole as a tooltip.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.ui import fonts
from desktop.ui.theme import colour
from desktop.ui.widgets.paint import LEFT, RIGHT, draw_numbers, draw_text, painting

PROSE = 640
"""Longest line of prose in px."""
HINT = 280
"""Width a paragraph asks for in px; it takes more where there is more."""

_BOLD = re.compile(r"\*\*(.+?)\*\*")


@dataclass(frozen=True, slots=True)
class _Marked:
    """A text without its ** and the (start, length) of what was between them."""

    plain: str
    bold: tuple[tuple[int, int], ...]


def _parse(text: str) -> _Marked:
    plain, spans, last = "", [], 0
    for found in _BOLD.finditer(text):
        plain += text[last : found.start()]
        spans.append((len(plain), len(found[1])))
        plain += found[1]
        last = found.end()
    return _Marked(plain + text[last:], tuple(spans))


def lay_out(
    text: str, role: str, width: float, *, wrap: bool, align: Qt.AlignmentFlag = LEFT
) -> tuple[QTextLayout, float]:
    """A layout of marked text on the role's line height; returns it with its height in px."""
    marked = _parse(text)
    layout = QTextLayout(marked.plain, fonts.font(role))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap if wrap else QTextOption.WrapMode.NoWrap)
    if wrap:
        option.setAlignment(align)
    layout.setTextOption(option)
    layout.setFormats([_semi_bold(start, length) for start, length in marked.bold])
    layout.beginLayout()
    y, high = 0.0, fonts.line(role)
    while (row := layout.createLine()).isValid():
        row.setLineWidth(width)
        row.setPosition(QPointF(0, round(y + (high - row.height()) / 2)))
        y += high
    layout.endLayout()
    return layout, y


def _semi_bold(start: int, length: int) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length = start, length
    bold = QTextCharFormat()
    bold.setFontWeight(600)
    made.format = bold
    return made


class Text(QLabel):
    """A painted label; `text()`, `setText()` and the screen reader work as for any QLabel."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        ink: str = "text",
        *,
        wrap: bool = False,
        figures: bool = False,
        align: Qt.AlignmentFlag = LEFT,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.role, self.ink, self.figures, self.align = role, ink, figures, align
        self._own_tip = ""
        self._given = 0
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(fonts.font(role))
        self.setWordWrap(wrap)
        policy = self.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(wrap)
        if wrap:
            policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
        self.setSizePolicy(policy)
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802
        """Show another text; the layout around follows."""
        super().setText(text)
        self.setAccessibleName(_parse(text).plain)
        self.updateGeometry()
        self._tell_if_cut()

    def set_ink(self, ink: str) -> None:
        """Change the token of the text's colour."""
        self.ink = ink
        self.update()

    def _natural_width(self) -> float:
        if self.figures:
            return fonts.figures_width(self.text(), self.role)
        if "**" not in self.text():
            return fonts.text_width(self.text(), self.role)
        layout, _ = lay_out(self.text(), self.role, 1e6, wrap=False)
        return (
            layout.boundingRect().width()
            if not layout.lineCount()
            else (layout.lineAt(0).naturalTextWidth())
        )

    def _size(self, width: int) -> QSize:
        if not self.wordWrap():
            return QSize(int(self._natural_width()) + 2, fonts.line(self.role))
        _, height = lay_out(self.text(), self.role, min(width, PROSE), wrap=True)
        return QSize(width, int(height))

    def sizeHint(self) -> QSize:  # noqa: N802
        if not self.wordWrap():
            return self._size(0)
        wide = min(HINT, int(self._natural_width()) + 2)
        return QSize(wide, self._size(min(wide, self._given or wide)).height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        hint = self.sizeHint()
        return QSize(
            min(hint.width(), 40 if not self.figures else hint.width()), fonts.line(self.role)
        )

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        return self._size(width).height() if self.wordWrap() else -1

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._tell_if_cut()
        given = self.width() if self.wordWrap() and self.width() < HINT else 0
        if given != self._given:
            # Its height is bounded by its hint, which must not be that of a wider place.
            self._given = given
            self.updateGeometry()

    def _tell_if_cut(self) -> None:
        is_cut = not self.wordWrap() and self._natural_width() > self.width() + 1
        tip = _parse(self.text()).plain if is_cut else ""
        # A tooltip that the page has set stays.
        if self.toolTip() == self._own_tip:
            self.setToolTip(tip)
            self._own_tip = tip

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        rect = QRectF(self.contentsRect())
        ink = self.ink if self.isEnabled() else "text3"
        with painting(self) as painter:
            if self.wordWrap() or "**" in self.text():
                width = min(rect.width(), PROSE) if self.wordWrap() else rect.width()
                layout, height = lay_out(
                    self.text(), self.role, width, wrap=self.wordWrap(), align=self.align
                )
                painter.setPen(colour(ink))
                top = rect.top() if self.wordWrap() else rect.center().y() - height / 2
                layout.draw(painter, QPointF(self._left(layout, rect), round(top)))
                return
            draw = draw_numbers if self.figures else draw_text
            draw(painter, rect, self.text(), self.role, ink, self.align)

    def _left(self, layout: QTextLayout, rect: QRectF) -> float:
        if self.align == LEFT or not layout.lineCount():
            return rect.left()
        # A paragraph aligns its lines itself, in the width of its layout.
        first = layout.lineAt(0)
        free = rect.width() - (first.width() if self.wordWrap() else first.naturalTextWidth())
        return rect.left() + (free if self.align == RIGHT else free / 2)
