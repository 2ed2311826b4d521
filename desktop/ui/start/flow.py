"""An order of questions in one window, with the way back; where a new book may lie."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.paths import data_folder
from desktop.ui.start.question import Question
from desktop.ui.start.window import StartWindow
from desktop.ui.worker import Worker

Clock = Callable[[], datetime.datetime]


class Flow(QObject):
    """Base: `ask` shows a question and keeps the one before for the way back."""

    arrived = Signal(object)
    """An Arrival: the worker has the book open."""
    left = Signal(str, object)
    """The user wants another flow: "start", "unlock", "restore" or "practice", with a book's path
    or None for the last one."""

    def __init__(self, window: StartWindow, worker: Worker, now: Clock) -> None:
        super().__init__(window)
        self.window, self.worker, self.now = window, worker, now
        self._asked: list[tuple[Question, int]] = []
        window.back_wanted.connect(self.back)
        window.practice_wanted.connect(lambda: self.left.emit("practice", None))

    def ask(self, question: Question, step: int = 0, *, can_go_back: bool = True) -> None:
        """Ask this next. `can_go_back` False: what was done cannot be undone from here."""
        if not can_go_back:
            self._asked.clear()
            self.window.door.hide()
        self._asked.append((question, step))
        self._show()

    def back(self) -> None:
        """To the question before; at the first one to whoever called the flow."""
        if len(self._asked) > 1:
            self._asked.pop()
            self._show()
        elif self.came_from:
            self.left.emit(self.came_from, None)

    def stop(self) -> None:
        """The program ends: a long job should end too."""

    came_from = ""
    """The flow to which the way back leads from the first question."""

    def _show(self) -> None:
        question, step = self._asked[-1]
        can = len(self._asked) > 1 or bool(self.came_from)
        self.window.show_question(question, step=step, can_go_back=can)


def free_book(code: str, list_version: str) -> Path:
    """A path for a new book in the data folder that no file has yet."""
    folder = data_folder() / "so"
    stem, number = f"{list_version}_{code}", 1
    path = folder / f"{stem}.rasoat-book"
    while path.exists():
        number += 1
        path = folder / f"{stem}_{number}.rasoat-book"
    return path
