"""The page Kiểm tra mã giấy: type or scan the code of a paper, see it as it left this book."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTextBrowser, QVBoxLayout

from desktop.errors import AppError
from desktop.services import sealing_papers
from desktop.services.changes import Changes
from desktop.services.sealing_papers import Sealed, TableLine
from desktop.text import sentence, t
from desktop.ui import fonts
from desktop.ui.page import Desk, Page
from desktop.ui.theme import colour
from desktop.ui.widgets import (
    Button,
    Card,
    EmptyState,
    Field,
    KeyValues,
    Note,
    PageHead,
    Text,
    body,
    padded,
    scrolled,
)

WIDTH = 360
CELL, HEAD_CELL, FEW_COLUMNS = 26, 11, 6
"""Characters on a line of a cell: a paper of twenty columns is scrolled, not squeezed."""
_NONE, _FOUND = 0, 1


class CheckPaperPage(Page):
    """`open_target`: a code."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.sealed: Sealed | None = None
        self.head = PageHead(t("page-check-paper"), t("checkpaper-context"))
        back = Button(t("checkpaper-back"), icon="arrow-left", key="Esc", live=False)
        back.clicked.connect(self._back)
        self.head.add(back)
        self.field = Field(name=t("checkpaper-code"))
        self.field.setPlaceholderText("ABCD-EFGH-K")
        self.field.returnPressed.connect(self.check)
        self.button = Button(t("checkpaper-check"), icon="search", kind="primary")
        self.button.clicked.connect(self.check)
        self.note = Note("err", "")
        self.note.hide()
        self.facts = KeyValues(name_width=110, gap=4)
        self.totals = KeyValues(name_width=220, gap=2)
        self.paper = QTextBrowser()
        self.paper.setAccessibleName(t("checkpaper-paper"))
        self.paper.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.paper.setFont(fonts.font("dense"))
        self.paper.setLineWrapMode(QTextBrowser.LineWrapMode.NoWrap)
        self._build()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.button)
        asked = QVBoxLayout()
        asked.setSpacing(12)
        asked.addLayout(row)
        asked.addWidget(Text(t("checkpaper-how"), "small", "text2", wrap=True))
        asked.addWidget(self.note)
        asked.addWidget(self.facts)
        asked.addWidget(self.totals)
        asked.addStretch(1)
        left = Card(t("checkpaper-code"))
        left.setFixedWidth(WIDTH)
        left.add(scrolled(padded(asked, (14, 2, 14, 14))), 1)
        self.stack = QStackedWidget()
        self.stack.setProperty("ground", "clear")
        self.stack.addWidget(EmptyState("file-text", t("checkpaper-empty")))
        self.stack.addWidget(self.paper)
        right = Card(t("checkpaper-paper"))
        right.add(self.stack, 1)
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(left)
        both.addWidget(right, 1)
        self.column.addWidget(self.head)
        self.column.addWidget(body(both), 1)

    # Contract of pages --------------------------------------------------------------------------
    def focus_first(self) -> None:
        self.field.setFocus()
        self.field.selectAll()

    def on_changed(self, changes: Changes) -> bool:  # noqa: ARG002
        return False

    def open_target(self, target: object) -> None:
        if isinstance(target, str) and target:
            self.field.setText(target)
            self.check()

    def key_line(self) -> Sequence[tuple[str, str]]:
        return (("Enter", t("checkpaper-check")), ("Esc", t("checkpaper-back")))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self._back()
        else:
            super().keyPressEvent(event)

    def _back(self) -> None:
        self.desk.go("totals" if self.desk.office.is_upper else "papers")

    # Looking ------------------------------------------------------------------------------------
    def check(self) -> None:
        """Look for the code that was typed or scanned."""
        typed = self.field.value()
        if not typed:
            return
        self.desk.worker.run_latest(
            "check-paper",
            lambda db: sealing_papers.find(db, typed),
            self._show,
            failed=self._show_nothing,
        )

    def _show(self, found: Sealed) -> None:
        self.sealed = found
        paper = found.paper
        self.note.say(t("checkpaper-found"), t("checkpaper-compare"), "ok")
        self.note.show()
        state = t("checkpaper-official") if paper.official else t("checkpaper-provisional")
        self.facts.set_rows(
            [
                (t("checkpaper-form"), f"{paper.form} ({state})"),
                (t("checkpaper-title"), paper.title),
                (t("checkpaper-year"), str(paper.year)),
                *(
                    (t(f"checkpaper-{e.action}"), t("checkpaper-when", at=e.at, by=e.by))
                    for e in found.times
                ),
                (t("checkpaper-hash"), paper.sha256[:16]),
            ]
        )
        self.totals.set_rows([*paper.totals])
        self.paper.setHtml(as_html(paper.text))
        self.stack.setCurrentIndex(_FOUND)
        self.focus_first()

    def _show_nothing(self, error: AppError) -> None:
        self.sealed = None
        self.note.say(t("checkpaper-not-found"), sentence(error), "err")
        self.note.show()
        self.facts.set_rows([])
        self.totals.set_rows([])
        self.stack.setCurrentIndex(_NONE)


def as_html(text: str) -> str:
    """The kept text as a page to read: words at the left, tables with lines, cells broken short."""
    return "".join(_parts(text))


def _parts(text: str) -> Iterator[str]:
    is_open = False
    line, ink = colour("line2").name(), colour("text").name()
    for part in sealing_papers.readable(text):
        if isinstance(part, TableLine):
            if not is_open:
                yield f'<table cellspacing="0" style="border-collapse:collapse;color:{ink}">'
            is_open = True
            tag = "th" if part.bold else "td"
            style = f'style="border:1px solid {line};padding:3px 5px"'
            wide = HEAD_CELL if part.bold and len(part.cells) > FEW_COLUMNS else CELL
            cells = "".join(f"<{tag} {style}>{_broken(c, wide)}</{tag}>" for c in part.cells)
            yield f"<tr>{cells}</tr>"
            continue
        if is_open:
            yield "</table>"
            is_open = False
        yield f'<p style="color:{ink};margin:2px">{escape(part.words)}</p>'
    if is_open:
        yield "</table>"


def _broken(words: str, wide: int) -> str:
    lines = textwrap.wrap(words, wide, break_long_words=False, break_on_hyphens=False)
    return "<br>".join(escape(line) for line in lines)
