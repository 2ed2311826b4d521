"""The one thread that touches the book: jobs go out, answers come home to the window's thread.

    worker.run(lambda db: find(db, needle), self._show)            # a read or a quick write
    worker.run_latest("search", lambda db: find(db, needle), self._show)   # only the newest answer
    worker.run_long(lambda db, tick: take_in(db, path, tick=tick), self._done, busy=t("…"))
    worker.run_aside(lambda: send(account, letter), self._sent)           # the network: no book

A job gets the Db, runs on the worker's thread and must not touch widgets; `done` gets its result
on the window's thread. A result that carries `changes` is broadcast by the signal `changed`.
An AppError goes to `failed=` where given; everything else goes to the signal `failed`, which the
program connects to `show_error`. Only this module starts threads.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop.errors import AppError, Cancelled
from desktop.services.changes import Changes, Tick

if TYPE_CHECKING:
    from desktop.store.connection import Db

log = logging.getLogger(__name__)

T = TypeVar("T")
Done = Callable[[T], object]
Failed = Callable[[AppError], object]

PROGRESS_EVERY = 0.05  # seconds between two progress signals: more would only slow the job


def one_thread() -> Executor:
    """The executor of the running program. Tests hand `Worker` an inline one instead."""
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="book")


class _Aside(Executor):
    """A thread for the network that nobody waits for: closing the program never hangs on a server.

    What it was doing then stays undone or unknown; whoever needs to know writes it down before.
    """

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        threading.Thread(target=self._work, name="aside", daemon=True).start()

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Do it after what was asked for before."""
        future: Future[T] = Future()

        def job() -> None:
            try:
                future.set_result(fn(*args, **kwargs))
            except BaseException as error:
                future.set_exception(error)

        self._jobs.put(job)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002
        """End the thread after the job at hand; never waits."""
        self._jobs.put(None)


def aside_thread() -> Executor:
    """The second executor of the running program."""
    return _Aside()


class Worker(QObject):
    """Owns the book's connection; see the module's first lines for its use."""

    changed = Signal(object)
    failed = Signal(object)
    progress = Signal(int, int)
    busy = Signal(str)
    _home = Signal(object)

    def __init__(
        self,
        executor: Executor,
        open_book: Callable[[], Db] | None = None,
        close_book: Callable[[Db], None] | None = None,
        aside: Callable[[], Executor] = aside_thread,
    ) -> None:
        """`open_book` runs on the worker's thread before the first job that needs the book; `aside`
        makes the executor of `run_aside` when it is first needed."""
        super().__init__()
        self._executor = executor
        self._make_aside = aside
        self._aside: Executor | None = None
        self._opener = open_book
        self._closer = close_book or _close_book
        self._db: Db | None = None
        self._newest: dict[str, int] = {}
        self._stopped = threading.Event()
        self._closed = False
        self._home.connect(self._at_home, Qt.ConnectionType.AutoConnection)

    def run(
        self,
        job: Callable[[Db], T],
        done: Done[T] | None = None,
        *,
        failed: Failed | None = None,
        busy: str = "",
    ) -> None:
        """Do the job on the book's thread, then hand its result to `done` here.

        `busy` is a sentence for the status line while it runs; `failed` gets AppErrors.
        """
        self._submit(lambda: job(self._book()), done, failed, busy)

    def run_latest(
        self,
        key: str,
        job: Callable[[Db], T],
        done: Done[T],
        *,
        failed: Failed | None = None,
    ) -> None:
        """As `run`, but of all calls with this key only the newest is done and answered."""
        number = self._newest[key] = self._newest.get(key, 0) + 1

        def is_stale() -> bool:
            return self._newest[key] != number

        def unless_stale() -> T | None:
            return None if is_stale() else job(self._book())

        def answer(result: T | None) -> None:
            if not is_stale():
                done(result)  # type: ignore[arg-type]  # None only for stale calls, or if T has it

        self._submit(unless_stale, answer, failed, "")

    def run_long(
        self,
        job: Callable[[Db, Tick], T],
        done: Done[T] | None = None,
        *,
        failed: Failed | None = None,
        busy: str = "",
    ) -> None:
        """As `run` for a job that reports progress and can be stopped by `cancel()`."""

        def with_tick() -> T:
            self._stopped.clear()
            return job(self._book(), self._make_tick())

        self._submit(with_tick, done, failed, busy)

    def run_without_book(
        self,
        job: Callable[[], T],
        done: Done[T] | None = None,
        *,
        failed: Failed | None = None,
        busy: str = "",
    ) -> None:
        """As `run` for work that needs no book: making one, drawing pages, looking at a USB key."""
        self._submit(job, done, failed, busy)

    def run_aside(
        self,
        job: Callable[[], T],
        done: Done[T] | None = None,
        *,
        failed: Failed | None = None,
        busy: str = "",
    ) -> None:
        """As `run_without_book` on a thread of its own: a slow server must not hold up the book.

        `close` does not wait for it; its answer is lost then.
        """
        if self._aside is None:
            self._aside = self._make_aside()
        self._submit(job, done, failed, busy, self._aside)

    def open(
        self,
        open_book: Callable[[], Db],
        done: Done[None] | None = None,
        *,
        failed: Failed | None = None,
    ) -> None:
        """Close the book at hand, if any, and open another; later jobs get the new one."""

        def swap() -> None:
            self._let_go()
            self._opener = open_book
            self._book()

        self._submit(swap, done, failed, "")

    def cancel(self) -> None:
        """Ask the long job that runs now to stop; its next tick raises Cancelled."""
        self._stopped.set()

    def close(self) -> None:
        """Wait for the running job, close the book on its thread, end the thread."""
        self._closed = True
        self._stopped.set()
        if self._aside is not None:
            self._aside.shutdown(wait=False)
        self._executor.submit(self._let_go).result()
        self._executor.shutdown(wait=True)

    # On the worker's thread -------------------------------------------------------------------
    def _book(self) -> Db:
        if self._db is None:
            if self._opener is None:
                raise RuntimeError("no book was opened")
            self._db = self._opener()
        return self._db

    def _let_go(self) -> None:
        if self._db is not None:
            self._closer(self._db)
            self._db = None

    def _make_tick(self) -> Tick:
        last = 0.0

        def tick(done: int, total: int) -> None:
            nonlocal last
            if self._stopped.is_set():
                raise Cancelled
            now = time.monotonic()
            if done >= total or now - last >= PROGRESS_EVERY:
                last = now
                self.progress.emit(done, total)

        return tick

    # On the window's thread -------------------------------------------------------------------
    def _submit(
        self,
        call: Callable[[], T],
        done: Done[T] | None,
        failed: Failed | None,
        busy: str,
        executor: Executor | None = None,
    ) -> None:
        if self._closed:  # a timer of a page that outlives its book: it must not open it again
            return
        if busy:
            self.busy.emit(busy)

        def work() -> None:
            # The answer is sent from the thread that did the job, so that answers keep their order.
            try:
                result = call()
            except Exception as error:
                landing = partial(self._land_error, error, failed, busy)
            else:
                landing = partial(self._land, result, done, busy)
            if not self._closed:  # a job aside may outlive the window that its answer was for
                self._home.emit(landing)

        (executor or self._executor).submit(work)

    def _land(self, result: T, done: Done[T] | None, busy: str) -> None:
        if busy:
            self.busy.emit("")
        if done is not None:
            done(result)
        changes = result if isinstance(result, Changes) else getattr(result, "changes", None)
        if isinstance(changes, Changes):
            self.changed.emit(changes)

    def _land_error(self, error: Exception, failed: Failed | None, busy: str) -> None:
        if busy:
            self.busy.emit("")
        log.info("job_failed type=%s", type(error).__name__)
        if failed is not None and isinstance(error, AppError):
            failed(error)
        else:
            self.failed.emit(error)

    @Slot(object)
    def _at_home(self, call: Callable[[], Any]) -> None:
        if not self._closed:
            call()


def _close_book(db: Db) -> None:
    from desktop.store.connection import close_book

    close_book(db)
