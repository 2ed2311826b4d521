"""An account as a page to read: headings, sentences, what the official wrote, notes on top."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.account import AccountText, Block, BlockKind, TextPart
from desktop.text import t
from desktop.ui.widgets import Note, Text, scrolled
from desktop.ui.widgets.text import PROSE

_ROLES = {
    BlockKind.HEADING: ("body-bold", "text"),
    BlockKind.PARAGRAPH: ("body", "text"),
    BlockKind.ITEM: ("body", "text"),
    BlockKind.TYPED: ("body", "text"),
}
_LEFT_OUT = (BlockKind.TABLE, BlockKind.CHART)


class ReadingPage(QWidget):
    """`show_text(text)`; scrolled with the arrows and Page keys once it has the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.inside, page = QWidget(), QWidget()
        page.setProperty("ground", "clear")
        page.setMaximumWidth(PROSE + 48)
        row = QHBoxLayout(self.inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(page, 100)
        row.addStretch(1)
        self.column = QVBoxLayout(page)
        self.column.setContentsMargins(24, 16, 24, 24)
        self.column.setSpacing(6)
        self.area: QScrollArea = scrolled(self.inside)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName(t("plan-accounts-reading"))
        self.setFocusProxy(self.area)
        holder = QVBoxLayout(self)
        holder.setContentsMargins(0, 0, 0, 0)
        holder.addWidget(self.area)
        self.text: AccountText | None = None

    def show_text(self, text: AccountText) -> None:
        """Show an account; where it is scrolled to stays while its subject is the same."""
        is_same = self.text is not None and self.text.subject == text.subject
        at = self.area.verticalScrollBar().value() if is_same else 0
        if text != self.text:
            self._fill(text)
        self.text = text
        self.area.verticalScrollBar().setValue(at)

    def words(self) -> str:
        """All that stands on the page."""
        return "\n".join(one.text() for one in self.inside.findChildren(Text))

    def _fill(self, text: AccountText) -> None:
        while (item := self.column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        centre = Qt.AlignmentFlag.AlignHCenter
        for words in text.notes:
            self._add(Note("info", words))
        self.column.addSpacing(6)
        self._add(Text(text.title, "heading", align=centre, wrap=True))
        self._add(Text(text.subject, "body-bold", align=centre, wrap=True))
        for words in text.opening:
            self._add(Text(words, "body", wrap=True))
        for part in text.parts:
            self._add_part(part)
        self.column.addStretch(1)

    def _add_part(self, part: TextPart) -> None:
        self.column.addSpacing(8)
        self._add(Text(f"{part.number}. {part.heading}", "body-bold", wrap=True))
        for block in part.blocks:
            if block.kind not in _LEFT_OUT:
                self._add(_line(block))

    def _add(self, widget: QWidget) -> None:
        self.column.addWidget(widget)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        bar = self.area.verticalScrollBar()
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: bar.maximum()}
        if event.key() in ends:
            bar.setValue(ends[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)


def _line(block: Block) -> QWidget:
    role, ink = _ROLES[block.kind]
    words = Text(block.text, role, ink, wrap=True)
    if block.kind is not BlockKind.ITEM:
        return words
    holder = QWidget()
    holder.setProperty("ground", "clear")
    row = QHBoxLayout(holder)
    row.setContentsMargins(12, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(Text("–", role, "text3"), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words, 1)
    return holder
