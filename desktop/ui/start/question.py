"""One question of the start: title, one sentence, content, and what Enter will do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.errors import AppError
from desktop.text import sentence, t
from desktop.ui.widgets import Button, Note, Text

ASIDE = 336
"""Width of the card beside a question, in px."""
WIDEST = 820
"""Wider, a list would part its columns too far; px."""
WIDE, NARROW = (64, 44, 56, 20), (64, 24, 56, 20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A book was opened on the worker: where it lies, which page comes first."""

    path: Path
    page_id: str = "overview"


class Question(QWidget):
    """Base of all questions. `asked` is the verb of the foot's button; `go` is called by it.

    `problem()` says why one cannot go on yet; it is shown when Enter is pressed, not before.
    """

    changed = Signal()
    """The verb, the hint or whether work is under way changed: the foot looks again."""

    def __init__(
        self,
        title: str,
        lead: str = "",
        *,
        verb: str = "",
        aside: bool = False,
        widest: int = WIDEST,
    ) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.verb = verb or t("start-go-on")
        self.hint = ""
        self.working_words = ""
        self.go: Callable[[], object] = _nothing
        self.step = Text("", "small", "text3")
        self.step.hide()
        self.title = Text(title, "display")
        self.lead = Text(lead, "body", "text2", wrap=True)
        self.lead.setVisible(bool(lead))
        self.main = QVBoxLayout()
        self.side = QVBoxLayout()
        self._note: Note | None = None
        self._build(aside=aside, widest=widest)

    def _build(self, *, aside: bool, widest: int) -> None:
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(*WIDE)
        row.setSpacing(40)
        self.main.setContentsMargins(0, 0, 0, 0)
        self.main.setSpacing(0)
        for part in (self.step, self.title):
            self.main.addWidget(part)
        self.main.addSpacing(2)
        self.main.addWidget(self.lead)
        self._noted = self.main.count()
        self.main.addSpacing(22)
        row.addWidget(_holder(self.main, widest), 1)
        if aside:
            self.side.setContentsMargins(0, 22, 0, 0)
            self.side.setSpacing(12)
            beside = _holder(self.side, ASIDE)
            beside.setMinimumWidth(ASIDE)
            row.addWidget(beside)
        row.addStretch()

    def set_narrow(self, *, is_narrow: bool) -> None:
        """The card goes below the question (150 % scaling leaves 911 px)."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(down if is_narrow else across)
        self._row.setContentsMargins(*(NARROW if is_narrow else WIDE))
        self._row.setSpacing(0 if is_narrow else 40)

    def set_step(self, text: str) -> None:
        """ "Bước 2 trên 7" above the title."""
        self.step.setText(text)
        self.step.setVisible(bool(text))

    # What the page tells the frame ------------------------------------------------------------
    def focus_first(self) -> None:
        """Put the focus where the hand begins."""

    def problem(self) -> str:
        """Why one cannot go on yet, "" if one can."""
        return ""

    def work(self, words: str) -> None:
        """A job is under way: the foot waits and says `words`."""
        self.working_words = words
        self.changed.emit()

    def rest(self) -> None:
        """The job is over."""
        self.work("")

    @property
    def is_working(self) -> bool:
        """Whether a job is under way."""
        return bool(self.working_words)

    # Notes above the content ------------------------------------------------------------------
    def say(self, state: str, first: str, second: str = "", *buttons: Button) -> None:
        """A remark under the title, in place of the one before."""
        self.unsay()
        self._note = Note(state, first, second, *buttons)
        self._note.setMaximumWidth(640)
        self.main.insertWidget(self._noted, self._note)
        self.main.insertSpacing(self._noted, 14)

    def unsay(self) -> None:
        """Take the remark away."""
        if self._note is None:
            return
        self._note.hide()
        self.main.takeAt(self._noted)
        self.main.removeWidget(self._note)
        self._note.deleteLater()
        self._note = None

    def said(self) -> str:
        """The words of the remark, "" if there is none."""
        return self._note.accessibleName() if self._note is not None else ""

    def fail(self, error: AppError, *buttons: Button) -> None:
        """A known problem of the job: what happened first, what to do second."""
        self.rest()
        self.say("err", *two_parts(sentence(error)), *buttons)
        self.focus_first()


def _holder(layout: QVBoxLayout, widest: int) -> QWidget:
    holder = QWidget()
    holder.setProperty("ground", "clear")
    holder.setMaximumWidth(widest)
    holder.setLayout(layout)
    return holder


def two_parts(text: str) -> tuple[str, str]:
    """A sentence of an error in what happened and what to do, for a Note."""
    first, stop, rest = text.partition(". ")
    return (first + "." if stop else first), rest


def _nothing() -> None:
    """Before the flow says where a question leads."""
