"""What stands around the content: page head, cards, notes, empty pages, rules, scroll areas.

head = PageHead(t("page-…"), t("…-context", …)); head.add(Button(…))       # ≤ 3, primary last
card = Card(t("…"), t("…faint")); card.head.addWidget(Link(…)); card.add(widget, stretch=1)
Note("err", t("…bold first sentence"), t("…what to do"), Button(…, size="compact"))
EmptyState("home", t("…one sentence"), Button(…, kind="primary"))
body(widget_or_layout)      # page margins 20/0/20/14
"""

from __future__ import annotations

from PySide6.QtCore import QChildEvent, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.text import t
from desktop.ui.icons import draw_icon
from desktop.ui.theme import colour
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.paint import STATES, fill_round, frame, painting, pen
from desktop.ui.widgets.text import Text

MARGIN = 20
GAP = 12
RADIUS = 8
_GROUNDS = ("surface", "sunken", "rail", "desk")


class Icon(QWidget):
    """An icon standing alone beside words; not read out."""

    def __init__(self, name: str, ink: str = "text", size: int = 18) -> None:
        super().__init__()
        self._name, self._ink, self._size = name, ink, size
        self.setProperty("ground", "clear")
        self.setFixedSize(size, size)

    def set_icon(self, name: str, ink: str = "") -> None:
        """Show another icon."""
        self._name, self._ink = name, ink or self._ink
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        with painting(self) as painter:
            draw_icon(painter, QRectF(self.rect()), self._name, self._ink, self._size)


class PageHead(QWidget):
    """Title, one line of context, at most three buttons; the primary one last at the right."""

    def __init__(self, title: str, context: str = "", *, height: int = 60) -> None:
        super().__init__()
        self.setFixedHeight(height)
        self.title = Text(title, "title")
        self.context = Text(context, "small", "text2")
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(MARGIN, 0, MARGIN, 0)
        self.row.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addWidget(self.title)
        words.addWidget(self.context)
        words.addStretch()
        self.row.addLayout(words, 1)
        self.context.setVisible(bool(context))

    def set_context(self, text: str) -> None:
        """Place, round, due date."""
        self.context.setText(text)
        self.context.setVisible(bool(text))

    def add(self, *widgets: QWidget) -> None:
        """Put buttons (or a remark) at the right end, in this order."""
        for widget in widgets:
            self.row.addWidget(widget)


class _Corners(QWidget):
    """Lies over a card and keeps square children (tables) inside its round corners."""

    def __init__(self, card: QWidget) -> None:
        super().__init__(card)
        self._card = card
        self.setProperty("ground", "clear")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        rect = QRectF(self.rect())
        outside, inside = QPainterPath(), QPainterPath()
        outside.addRect(rect)
        inside.addRoundedRect(rect, RADIUS, RADIUS)
        with painting(self) as painter:
            painter.fillPath(outside.subtracted(inside), colour(ground_under(self._card)))
            frame(painter, rect, "", pen("line"), RADIUS)


def ground_under(widget: QWidget) -> str:
    """The token of the colour that a widget lies on, as the style sheet paints it."""
    below = widget.parentWidget()
    while below is not None:
        ground = below.property("ground")
        if ground in _GROUNDS:
            return str(ground)
        if below.property("card"):
            return "surface"
        # What the style sheet leaves alone shows what is under it, as what is clear does.
        if ground != "clear" and below.testAttribute(Qt.WidgetAttribute.WA_StyledBackground):
            return "window"
        below = below.parentWidget()
    return "window"


class Card(QFrame):
    """A white sheet. `head` is its head row: title, faint remark, spacer, then what you add.

    `add(widget)` puts content edge to edge (tables); `add(widget, pad=True)` keeps 14 px aside.
    Without a title there is no head.
    """

    _corners: _Corners | None = None

    def __init__(
        self, title: str = "", remark: str = "", *, icon: str = "", head_height: int = 40
    ) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.setProperty("ground", "")
        self.setAccessibleName(title)
        self._corners = _Corners(self)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.title = Text(title, "heading")
        self.remark = Text(remark, "small", "text3")
        self.head = QHBoxLayout()
        self.head.setContentsMargins(14, 0, 14, 0)
        self.head.setSpacing(8)
        if not title:
            return
        if icon:
            self.head.addWidget(Icon(icon))
        self.head.addWidget(self.title)
        self.head.addWidget(self.remark)
        self.head.addStretch(1)
        holder = QWidget()
        holder.setProperty("ground", "clear")
        holder.setFixedHeight(head_height)
        holder.setLayout(self.head)
        self.column.addWidget(holder)
        self.set_remark(remark)  # only now: shown without a parent it would be a window of its own

    def add(self, content: QWidget | QLayout, stretch: int = 0, *, pad: bool = False) -> None:
        """Append content below."""
        if pad:
            content = padded(content)
        if isinstance(content, QLayout):
            self.column.addLayout(content, stretch)
        else:
            self.column.addWidget(content, stretch)

    def childEvent(self, event: QChildEvent) -> None:  # noqa: N802
        super().childEvent(event)
        # Also called for the corners themselves, before they are known.
        if self._corners is not None and event.added():
            self._corners.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        if self._corners is not None:
            self._corners.setGeometry(self.rect())

    def set_remark(self, text: str) -> None:
        """The faint words after the title."""
        self.remark.setText(text)
        self.remark.setVisible(bool(text))

    def beside_title(self, *widgets: QWidget) -> None:
        """Put tags right after title and remark; `head.addWidget` puts things at the right end."""
        place = self.head.indexOf(self.remark) + 1
        for number, widget in enumerate(widgets):
            self.head.insertWidget(place + number, widget)

    def add_rule(self) -> None:
        """A hairline across."""
        self.column.addWidget(rule())

    def add_stretch(self) -> None:
        """Empty space that takes what is left."""
        self.column.addStretch(1)

    def add_foot(self, *widgets: QWidget) -> QHBoxLayout:
        """A sunken bar at the lower edge; returns its row (None stands for a spacer)."""
        bar = QFrame()
        bar.setProperty("foot", "true")
        row = QHBoxLayout(bar)
        row.setContentsMargins(14, 2, 14, 2)
        bar.setMinimumHeight(32)
        row.setSpacing(8)
        for widget in widgets:
            row.addWidget(widget)
        self.add_rule()
        self.column.addWidget(bar)
        return row


def padded(
    content: QWidget | QLayout, margins: tuple[int, int, int, int] = (14, 0, 14, 12)
) -> QWidget:
    """The content in a clear widget with margins (left, top, right, bottom)."""
    holder = QWidget()
    holder.setProperty("ground", "clear")
    column = QVBoxLayout(holder)
    column.setContentsMargins(*margins)
    column.setSpacing(0)
    if isinstance(content, QLayout):
        column.addLayout(content)
    else:
        column.addWidget(content)
    return holder


def body(content: QWidget | QLayout) -> QWidget:
    """The page's content with the page's margins, to stand under the PageHead."""
    return padded(content, (MARGIN, 0, MARGIN, 14))


def rule(*, strong: bool = False, upright: bool = False) -> QFrame:
    """A 1 px line; `strong` in line2, `upright` from top to bottom."""
    made = QFrame()
    made.setProperty("rule2" if strong else "rule", "true")
    (made.setFixedWidth if upright else made.setFixedHeight)(1)
    return made


def scrolled(content: QWidget, *, ground: str = "surface") -> QScrollArea:
    """The content in a scroll area that follows its width; the elastic part of a page."""
    content.setProperty("ground", ground)
    area = QScrollArea()
    area.setProperty("ground", ground)
    area.viewport().setProperty("ground", ground)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    return area


class ElasticGrid(QGridLayout):
    """A grid of cards inside `scrolled(…)` that gets as low as its least rows before it scrolls.

    A plain grid with paragraphs in it is given the height they like best, though tables beside
    them have height to give.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(GAP)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return False


class Note(QFrame):
    """A remark in the page: icon, bold first sentence, plain second, buttons inside if any.

    States as in paint.STATES; for the error of an act say what happened, that data are safe,
    and what to do.
    """

    def __init__(self, state: str, first: str, second: str = "", *buttons: Button) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._state = state
        self._first = Text(first, "body-bold", wrap=True)
        self._second = Text(second, "body", "text", wrap=True)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._first)
        column.addWidget(self._second)
        column.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(36, 7, 10, 7)
        row.setSpacing(8)
        row.addLayout(column, 1)
        for button in buttons:
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.say(first, second, state)

    def say(self, first: str, second: str = "", state: str = "") -> None:
        """Change the words (and the state) in place."""
        self._state = state or self._state
        self._first.setText(first)
        self._first.set_ink(STATES[self._state][1])
        self._second.setText(second)
        self._second.setVisible(bool(second))
        self.setAccessibleName(f"{first} {second}".strip())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        glyph, ink, soft, _ = STATES[self._state]
        with painting(self) as painter:
            fill_round(painter, QRectF(self.rect()), soft, 6)
            name = "circle-check" if self._state == "ok" else glyph
            draw_icon(painter, QRectF(10, 7, 18, 20), name, ink, 18)


class EmptyState(QWidget):
    """An empty page: a 24 px icon, one sentence on what will be here, the one button to begin."""

    def __init__(self, icon: str, sentence: str, button: Button | None = None) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.sentence = Text(sentence, "body", "text2", wrap=True, align=_CENTRE)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(10)
        column.addStretch()
        column.addWidget(Icon(icon, "text3", 24), 0, _CENTRE)
        column.addWidget(self.sentence)
        if button is not None:
            column.addWidget(button, 0, _CENTRE)
        column.addStretch()


_CENTRE = Qt.AlignmentFlag.AlignHCenter


class PracticeBand(QWidget):
    """The violet band across every page of a practice book; `leave` is its button."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(28)
        self.setAccessibleName(f"{t('ui-practice-mark')} {t('ui-practice-text')}")
        self.leave = Button(t("ui-practice-leave"), kind="flat", size="compact")
        self.leave.setFixedHeight(26)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 0, MARGIN, 0)
        row.setSpacing(8)
        row.addWidget(Icon("school", "practice", 18))
        row.addWidget(Text(t("ui-practice-mark"), "body-bold", "practice"))
        row.addWidget(Text(t("ui-practice-text"), "small"))
        row.addStretch(1)
        row.addWidget(self.leave)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        with painting(self) as painter:
            fill_round(painter, QRectF(self.rect()), "practice_soft", 0)
            painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), colour("practice"))
