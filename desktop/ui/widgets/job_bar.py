"""A long job in the head of its card: bar, count, time left, *Dừng*.

    bar = JobBar(desk.worker); card.head.addWidget(bar)
    bar.run(lambda db, tick: read_list(db, path, tick=tick), self._done, failed=self._problem)

It shows itself only once the job has taken a second, and goes when the answer is there.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.vietnamese import show_number
from desktop.errors import AppError
from desktop.services.changes import Tick
from desktop.text import t
from desktop.ui.widgets.bars import ProgressBar
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.text import Text

if TYPE_CHECKING:
    from desktop.store.connection import Db
    from desktop.ui.worker import Worker

T = TypeVar("T")
SHOWN_AFTER = 1.0
REMAINING_AFTER = 2.0


def time_left(elapsed: float, done: int, total: int) -> int:
    """Seconds that the rest will take if it goes on at the same pace, at least 1."""
    return max(1, round(elapsed * (total - done) / done)) if done else 0


class JobBar(QWidget):
    """Progress of one long job at a time; see the module's first lines."""

    def __init__(self, worker: Worker, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._worker, self._clock = worker, clock
        self._began: float | None = None
        self._bar = ProgressBar()
        self._bar.setFixedWidth(124)
        self._count = Text("", "small", "text2")
        self._stop = Button(t("ui-stop"), size="compact")
        self._stop.clicked.connect(worker.cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self._bar, self._count, self._stop):
            row.addWidget(widget)
        self.hide()
        worker.progress.connect(self._on_progress)

    def run(
        self,
        job: Callable[[Db, Tick], T],
        done: Callable[[T], object],
        *,
        failed: Callable[[AppError], object] | None = None,
    ) -> None:
        """As `Worker.run_long`, watched by this bar."""
        self._began = self._clock()

        def land(result: T) -> None:
            self._finish()
            done(result)

        def fail(error: AppError) -> None:
            self._finish()
            (failed or self._worker.failed.emit)(error)

        self._worker.run_long(job, land, failed=fail)

    def _finish(self) -> None:
        self._began = None
        self.hide()

    def _on_progress(self, done: int, total: int) -> None:
        if self._began is None:
            return
        elapsed = self._clock() - self._began
        if elapsed < SHOWN_AFTER:
            return
        self._bar.set_share(done, total)
        count = f"{show_number(done)}/{show_number(total)}"
        if elapsed >= REMAINING_AFTER and 0 < done < total:
            count = t("ui-remaining", count=count, seconds=time_left(elapsed, done, total))
        self._count.setText(count)
        self.show()
