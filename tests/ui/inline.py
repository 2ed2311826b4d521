"""Executors on the caller's thread, for tests of pages and shots: at once, or when told to."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any, TypeVar

T = TypeVar("T")


class InlineExecutor(Executor):
    """`Worker(InlineExecutor(), lambda: db, lambda db: None)`: answers are there when `run` returns."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Call it now."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class LateExecutor(InlineExecutor):
    """A book that answers late: jobs wait until `answer`."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], object]] = []

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Remember it."""
        self.waiting.append(lambda: fn(*args, **kwargs))
        return Future()

    def answer(self) -> None:
        """Do all that waits, and what it leads to."""
        while self.waiting:
            self.waiting.pop(0)()
