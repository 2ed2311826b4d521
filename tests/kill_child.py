"""The victim of tests/test_kill.py: does one kind of work on a book until it is killed.

One process imports everything once and forks a victim for each line on stdin, so that a kill costs
milliseconds. A line is JSON: what to do, the book, its code, and `ops`: after how many steps of the
database's machine the victim kills itself (0: somebody else does). Acknowledged work is written to
stdout, a line each, after the service returned; "over" follows when the victim is gone.
"""

from __future__ import annotations

import datetime
import itertools
import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from desktop.services import reading, receiving, registering, reviewing
from desktop.store.connection import Db, close_book, open_book
from tests.services.made import BY, NOW, POOR, answers

STEP = 50  # steps of the database's machine between two looks at the count


def _say(**said: object) -> None:
    os.write(1, (json.dumps(said) + "\n").encode())


def _save(db: Db, _task: dict[str, Any]) -> None:
    """Save sheets for ever, drafts and complete ones in turn; the same number in sheet and household."""
    homes = [h.uid for h in registering.everyone(db)]
    for n in itertools.count(1):
        uid = homes[n % len(homes)]
        sheet = reviewing.open_sheet(db, uid, 2026)
        household = replace(sheet.household, note=str(n))
        whole = replace(answers(POOR, datetime.date(2026, 10, 9)), b1_points=n)
        save = reviewing.complete_review if n % 3 == 0 else reviewing.save_draft
        saved = save(db, household, whole, 2026, now=NOW, by=BY)
        _say(uid=uid, n=n, revision=saved.review.revision)


def _read(db: Db, task: dict[str, Any]) -> None:
    result = reading.read_list(db, Path(task["file"]), year=2025, now=NOW, by=BY)
    _say(created=result.created)


def _take(db: Db, task: dict[str, Any]) -> None:
    [taken] = receiving.take_in(
        db, [Path(task["file"])], receipts=Path(task["folder"]) / "receipts",
        copies=Path(task["folder"]) / "copies", now=NOW, by=BY,
    )  # fmt: skip
    _say(verdict=taken.verdict)


WORK: dict[str, Callable[[Db, dict[str, Any]], None]] = {
    "save": _save,
    "read": _read,
    "take": _take,
}


def _victim(task: dict[str, Any]) -> None:
    db = open_book(Path(task["book"]), code=task["code"])
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        if task["ops"] and steps >= task["ops"]:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    db.conn.set_progress_handler(count, STEP)
    _say(begun=True)
    WORK[task["work"]](db, task)
    db.conn.set_progress_handler(None, STEP)
    _say(steps=steps)
    close_book(db)


def main() -> None:
    """Fork a victim for each line, and say when it is over."""
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            try:
                _victim(json.loads(line))
            except BaseException:
                _say(failed=traceback.format_exc())
            finally:
                os._exit(0)
        _say(pid=pid)
        os.waitpid(pid, 0)
        _say(over=True)


if __name__ == "__main__":
    main()
