"""Answers and errors come home to the window's thread; the book opens and closes on its own."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from desktop.errors import BookInUse, Cancelled
from desktop.services.changes import Changes, Tick, changes
from desktop.ui.worker import Worker, one_thread
from tests.ui.inline import InlineExecutor

if TYPE_CHECKING:
    from desktop.store.connection import Db


class _Book:
    """Stands for the Db: remembers the threads that opened and closed it."""

    def __init__(self) -> None:
        self.threads = [threading.get_ident()]

    def close(self) -> None:
        self.threads.append(threading.get_ident())


def _open() -> Db:
    return cast("Db", _Book())


def _close(db: Db) -> None:
    cast("_Book", db).close()


@pytest.fixture
def worker(app: object) -> Worker:
    """One that answers at once."""
    return Worker(InlineExecutor(), _open, _close)


def test_a_real_thread_works_on_the_book_and_answers_at_home(qtbot: QtBot) -> None:
    real = Worker(one_thread(), _open, _close)
    seen: list[tuple[int, int]] = []
    books: list[_Book] = []

    def job(db: Db) -> int:
        books.append(cast("_Book", db))
        return threading.get_ident()

    real.run(job, lambda there: seen.append((there, threading.get_ident())))
    real.run(job, lambda there: seen.append((there, threading.get_ident())))
    qtbot.waitUntil(lambda: len(seen) == 2)
    real.close()
    here = threading.get_ident()
    assert [home for _, home in seen] == [here, here]
    away = seen[0][0]
    assert away != here
    assert books[0] is books[1]
    assert books[0].threads == [away, away]


def test_a_real_threads_error_lands_at_home(qtbot: QtBot) -> None:
    real = Worker(one_thread(), _open, _close)
    threads: list[int] = []

    def fails(_db: Db) -> None:
        raise ZeroDivisionError

    real.failed.connect(lambda error: threads.append(threading.get_ident()))
    with qtbot.waitSignal(real.failed) as caught:
        real.run(fails)
    real.close()
    assert isinstance(caught.args[0], ZeroDivisionError)
    assert threads == [threading.get_ident()]


def test_a_known_problem_goes_to_the_page_and_a_bug_to_the_program(worker: Worker) -> None:
    page: list[object] = []
    program: list[object] = []
    worker.failed.connect(program.append)

    def busy(_db: Db) -> None:
        raise BookInUse(path="so.rasoat")

    def broken(_db: Db) -> None:
        raise KeyError("x")

    worker.run(busy, failed=page.append)
    worker.run(broken, failed=page.append)
    worker.run(busy)
    assert [type(e) for e in page] == [BookInUse]
    assert [type(e) for e in program] == [KeyError, BookInUse]


def test_changes_are_broadcast_whether_they_are_the_result_or_part_of_it(worker: Worker) -> None:
    class Saved:
        changes = changes("household")

    heard: list[Changes] = []
    worker.changed.connect(heard.append)
    worker.run(lambda db: changes("review"))
    worker.run(lambda db: Saved())
    worker.run(lambda db: 7)
    assert [set(c.names) for c in heard] == [{"review"}, {"household"}]


def test_only_the_newest_search_is_answered(qtbot: QtBot) -> None:
    real = Worker(one_thread(), _open, _close)
    gate = threading.Event()
    answers: list[str] = []
    searched: list[str] = []

    def first(_db: Db) -> str:
        gate.wait(5)
        return "first"

    def search(name: str) -> None:
        def job(_db: Db) -> str:
            searched.append(name)
            return name

        real.run_latest("search", job, answers.append)

    real.run_latest("search", first, answers.append)
    search("second")
    search("third")
    gate.set()
    qtbot.waitUntil(lambda: answers == ["third"])
    real.close()
    assert searched == ["third"], "a search that is already stale is not even done"


def test_a_long_job_reports_and_stops(worker: Worker) -> None:
    steps: list[tuple[int, int]] = []
    problems: list[object] = []
    worker.progress.connect(lambda done, total: steps.append((done, total)))

    def job(_db: Db, tick: Tick) -> str:
        tick(1, 2)
        tick(2, 2)
        worker.cancel()
        tick(3, 3)
        return "never"

    done: list[str] = []
    worker.run_long(job, done.append, failed=problems.append)
    assert steps[-1] == (2, 2)
    assert [type(p) for p in problems] == [Cancelled]
    assert done == []


def test_a_stop_does_not_reach_the_next_job(worker: Worker) -> None:
    worker.cancel()
    done: list[int] = []

    def job(_db: Db, tick: Tick) -> int:
        tick(1, 1)
        return 1

    worker.run_long(job, done.append)
    assert done == [1]


def test_busy_words_come_and_go(worker: Worker) -> None:
    said: list[str] = []
    worker.busy.connect(said.append)
    worker.run(lambda db: None, busy="Đang đọc")
    worker.run(lambda db: None)
    assert said == ["Đang đọc", ""]


def test_another_book_takes_the_place_of_the_first(worker: Worker) -> None:
    books: list[_Book] = []
    worker.run(lambda db: books.append(cast("_Book", db)))
    worker.open(_open)
    worker.run(lambda db: books.append(cast("_Book", db)))
    assert books[0] is not books[1]
    assert len(books[0].threads) == 2, "closed"
    assert len(books[1].threads) == 1, "open"


def test_a_book_that_does_not_open_is_a_known_problem(app: object) -> None:
    def locked() -> Db:
        raise BookInUse(path="so.rasoat")

    problems: list[object] = []
    Worker(InlineExecutor()).open(locked, failed=problems.append)
    assert [type(p) for p in problems] == [BookInUse]


def test_nothing_lands_after_closing(qtbot: QtBot) -> None:
    real = Worker(one_thread(), _open, _close)
    landed: list[int] = []
    real.run(lambda db: 1, landed.append)
    real.close()
    qtbot.wait(1)
    assert landed == []


def test_a_late_job_does_not_open_the_closed_book_again(app: object) -> None:
    opened: list[Db] = []

    def open_book() -> Db:
        opened.append(_open())
        return opened[-1]

    worker = Worker(InlineExecutor(), open_book, _close)
    worker.run(lambda db: None)
    worker.close()
    worker.run(lambda db: None)
    assert len(opened) == 1


def test_a_job_aside_does_not_hold_up_the_book(qtbot: QtBot) -> None:
    real = Worker(one_thread(), _open, _close)
    go_on, order = threading.Event(), list[str]()

    def slow() -> str:
        assert go_on.wait(10)
        return "aside"

    real.run_aside(slow, order.append)
    real.run(lambda _: "book", order.append)
    qtbot.waitUntil(lambda: order == ["book"])
    go_on.set()
    qtbot.waitUntil(lambda: order == ["book", "aside"])
    real.close()


def test_closing_does_not_wait_for_a_job_aside_and_its_answer_is_lost(qtbot: QtBot) -> None:
    real = Worker(one_thread(), _open, _close)
    begun, go_on, ended = threading.Event(), threading.Event(), threading.Event()
    answers: list[object] = []

    def slow() -> None:
        begun.set()
        assert go_on.wait(10)
        ended.set()

    real.run_aside(slow, answers.append)
    assert begun.wait(10)
    real.close()
    go_on.set()
    assert ended.wait(10)
    QCoreApplication.processEvents()
    assert answers == []


def test_an_error_aside_comes_home(qtbot: QtBot) -> None:
    real = Worker(one_thread(), _open, _close)
    found: list[object] = []

    def refused() -> None:
        raise BookInUse(path="x")

    real.run_aside(refused, failed=found.append)
    qtbot.waitUntil(lambda: len(found) == 1)
    real.close()
