"""A long job shows itself once it takes long, says what is left, and goes when it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from pytestqt.qtbot import QtBot

from desktop.errors import Cancelled
from desktop.services.changes import Tick
from desktop.ui.widgets import JobBar
from desktop.ui.widgets.job_bar import time_left
from desktop.ui.worker import Worker
from tests.ui.inline import InlineExecutor

if TYPE_CHECKING:
    from desktop.store.connection import Db


def _worker() -> Worker:
    return Worker(InlineExecutor(), lambda: cast("Db", object()), lambda db: None)


def test_the_bar_comes_late_and_goes_with_the_answer(qtbot: QtBot) -> None:
    times = iter([0.0, 0.5, 4.0])
    worker = _worker()
    bar = JobBar(worker, lambda: next(times))
    qtbot.addWidget(bar)
    seen: list[tuple[bool, str]] = []

    def job(_db: Db, tick: Tick) -> str:
        for done in (100, 200):
            worker.progress.emit(done, 1000)
            seen.append((bar.isVisible(), bar._count.text()))
        return "xong"

    answers: list[str] = []
    bar.run(job, answers.append)
    assert seen == [(False, ""), (True, "200/1.000, còn 16 giây")]
    assert (bar.isVisible(), answers) == (False, ["xong"])


def test_stopping_reaches_the_job_and_the_page(qtbot: QtBot) -> None:
    bar = JobBar(_worker())
    qtbot.addWidget(bar)
    problems: list[object] = []

    def job(_db: Db, tick: Tick) -> None:
        bar._stop.click()
        tick(1, 2)

    bar.run(job, lambda result: None, failed=problems.append)
    assert [type(p) for p in problems] == [Cancelled]
    assert not bar.isVisible()


def test_time_left_goes_by_the_pace_so_far() -> None:
    assert time_left(4.0, 200, 1000) == 16
    assert time_left(4.0, 0, 1000) == 0
    assert time_left(4.0, 1000, 1000) == 1
