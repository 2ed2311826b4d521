"""In the panel: what was done for the household by plan year, and the way to record a measure."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.services.planning import measuring
from desktop.services.planning.measure_words import in_words
from desktop.services.planning.measuring import Story
from desktop.text import t
from desktop.ui.page import Desk
from desktop.ui.widgets import Link, Text
from desktop.ui.widgets.frames import padded

SIDE = 14
SHOWN = 5
"""So many of the newest; the page "Lịch sử" tells all."""


class MeasureBlock(QWidget):
    """Reads by itself; hidden where nothing can be added and nothing was done."""

    def __init__(self, *, editable: bool) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._editable = editable
        self._desk: Desk | None = None
        self.story: Story | None = None
        self.title = Text(t("households-measures"), "dense-bold")
        self.add = Link(t("households-measures-add"))
        self.add.setVisible(editable)
        self.add.clicked.connect(lambda _=False: self._record())
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.add)
        self.lines = QVBoxLayout()
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(2)
        inside = QVBoxLayout()
        inside.setSpacing(3)
        inside.addLayout(head)
        inside.addLayout(self.lines)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 7, 0, 8)
        column.addWidget(padded(inside, (SIDE, 0, SIDE, 0)))
        self.hide()

    def look(self, desk: Desk, uid: str) -> None:
        """Read and show what was done for a household."""
        self._desk, year = desk, desk.year
        desk.worker.run_latest(
            "households-measures", lambda db: measuring.story(db, uid, year), self.show_story
        )

    def show_story(self, story: Story) -> None:
        """Show measures and registered escapes, the newest plan year first."""
        self.story = story
        while (item := self.lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        said = [(m.year, in_words(m, story.kinds)) for m in story.measures]
        said += [(e.year, t("households-measures-escape")) for e in story.escapes]
        said.sort(key=lambda one: -one[0])
        for year, words in said[:SHOWN]:
            self.lines.addWidget(_line(str(year), words))
        if len(said) > SHOWN:
            more = t("households-measures-more", more=len(said) - SHOWN)
            self.lines.addWidget(Text(more, "dense", "text3"))
        if not said:
            self.lines.addWidget(Text(t("households-measures-none"), "dense", "text3"))
        self.setVisible(self._editable or bool(said))

    def _record(self) -> None:
        if self._desk is not None and self.story is not None:
            target = {"uids": (self.story.uid,), "year": self.story.plan_year}
            self._desk.go("plan", ("measures", target))


def _line(year: str, words: str) -> QWidget:
    line = QWidget()
    line.setProperty("ground", "clear")
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    when = Text(year, "dense", "text3", figures=True)
    when.setFixedWidth(40)
    row.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
    said = Text(words, "dense", wrap=True)
    policy = said.sizePolicy()
    policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
    said.setSizePolicy(policy)
    row.addWidget(said, 1)
    return line
