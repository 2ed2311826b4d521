"""The practice books: which desk, then (the first time) a season is made up, then its book opens."""

from __future__ import annotations

from desktop.domain.unit import Level
from desktop.errors import Cancelled
from desktop.paths import data_folder
from desktop.services import practising
from desktop.services.upkeep import open_book
from desktop.text import t
from desktop.ui.start.flow import Flow
from desktop.ui.start.options import Option, Options
from desktop.ui.start.question import Arrival, Question


class PracticeQuestion(Question):
    """At which desk to practise."""

    def __init__(self) -> None:
        super().__init__(
            t("start-practice-title"), t("start-practice-lead"), verb=t("start-practice-verb")
        )
        levels = (Level.COMMUNE, Level.PROVINCE)
        self.options = Options(
            [
                Option(level, t(f"start-practice-{level}"), t(f"start-practice-{level}-means"))
                for level in levels
            ],
            t("start-practice-title"),
        )
        self.options.setMaximumWidth(640)
        self.main.addWidget(self.options)
        self.main.addStretch(1)

    def answer(self) -> Level:
        """The level of the desk."""
        return Level(self.options.value())

    def focus_first(self) -> None:
        self.options.table.setFocus()


class Practise(Flow):
    """Which desk, then (the first time) a season is made up, then its book opens."""

    came_from = "start"

    def begin(self) -> None:
        """Ask for the desk."""
        self.question = PracticeQuestion()
        self.question.go = self._go
        self.window.set_steps([])
        self.window.door.hide()
        self.worker.busy.connect(self._on_line)
        self.ask(self.question)

    def _go(self) -> None:
        level = self.question.answer()
        if practising.practice_book(data_folder(), level) is not None:
            self._open()
            return
        self.question.work(t("start-practice-making"))
        self.question.say("info", t("start-practice-making-first"))
        self.worker.run_without_book(
            lambda: practising.make_practice(data_folder(), say=self._say),
            lambda _: self._open(),
            failed=self.question.fail,
        )

    def stop(self) -> None:
        self._is_stopped = True

    _is_stopped = False

    def _say(self, line: str) -> None:
        # On the book's thread: a signal carries the line home.
        if self._is_stopped:
            raise Cancelled
        self.worker.busy.emit(line)

    def _on_line(self, line: str) -> None:
        if line and self.question.is_working:
            self.question.say("info", t("start-practice-making-first"), line)

    def _open(self) -> None:
        path = practising.practice_book(data_folder(), self.question.answer())
        assert path is not None, "just made"
        self.question.work(t("start-opening"))
        self.worker.open(
            lambda: open_book(path, passphrase=practising.practice_phrase()),
            lambda _: self.arrived.emit(Arrival(path=path)),
            failed=self.question.fail,
        )
