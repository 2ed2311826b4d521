"""The victim of tests/test_kill.py: does one kind of work on a book until it is killed.

One process imports everything once and forks a victim for each line on stdin, so that a kill costs
milliseconds. A line is JSON: what to do, the book, its code, and `ops`: after how many steps of the
database's machine the victim kills itself (0: somebody else does). Acknowledged work is written to
stdout, a line each, after the service returned; "over" follows when the victim is gone.
"""

from __future__ import annotations

import datetime
import hashlib
import itertools
import json
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from desktop.domain.household import Household, Person
from desktop.domain.review import Answers
from desktop.services import happening, keying, reading, receiving, registering, reviewing
from desktop.store.connection import Db, close_book, open_book
from desktop.ui.pages.entry import answering
from desktop.ui.pages.entry.state import (
    Keying,
    answered,
    begin,
    mark_general,
    scratch,
    type_member,
    with_note,
)
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


def digest(household: Household, answers: Answers) -> str:
    """One word for all that is typed of a sheet."""
    typed = (replace(household, revision=0), answers)
    return hashlib.sha256(msgspec.json.encode(typed, order="sorted")).hexdigest()[:16]


def _key(db: Db, _task: dict[str, Any]) -> None:
    """Key sheet after sheet, field by field, as the entry page does: each field left is kept.

    Said before (`will`) and after (`kept`) each field; `puts` and `put` when a sheet is put down.
    """
    uids = [h.uid for h in registering.everyone(db)]
    for n in itertools.count():
        uid = uids[n % len(uids)]
        opened = keying.open_for_keying(db, uid, 2026)
        sheet = begin(opened, NOW.date(), new_uid=f"new-{n}")
        for sheet, place in _fields(sheet, n):  # noqa: B020 - each field goes on from the last
            typed = digest(sheet.household, sheet.answers)
            _say(uid=uid, will=typed)
            keying.keep(db, scratch(sheet, place, NOW), 2026)
            _say(uid=uid, kept=typed)
        _say(uid=uid, puts=typed)
        record = scratch(sheet, "reviewed_on", NOW)
        keying.put_down(db, record, 2026, complete=n % 3 != 0, now=NOW, by=BY)
        _say(uid=uid, put=typed)


def _fields(sheet: Keying, n: int) -> Iterator[tuple[Keying, str]]:
    """The sheet after each field, and where the hand is then."""
    sheet = mark_general(sheet, "merit_person", n % 2 == 0)
    yield sheet, "general:merit_person"
    for line in range(1, len(sheet.present) + 1):
        for field, typed in (("born", str(1950 + n % 50)), ("insured", str(n % 2))):
            sheet = type_member(sheet, line, field, typed)
            yield sheet, f"member:{line}:{field}"
    sheet = answering.type_b1(sheet, str(60 + n % 80))
    yield sheet, "b1"
    for of in sheet.standard.deprivations:
        sheet = answering.confirm(sheet, of.code, (n + of.number) % 3 == 0)
        yield with_note(sheet, of.code, f"phiếu {n}"), f"deprivation:{of.code}"
    sheet = answering.toggle_cause(answered(sheet, causes=()), str(1 + n % 7))
    yield answering.type_day(sheet, "01/10/2026"), "reviewed_on"


def _event(db: Db, _task: dict[str, Any]) -> None:
    """Record births for ever, and take every third one back."""
    uids = [h.uid for h in registering.everyone(db)]
    for n in itertools.count():
        child = Person(uid="", name=f"Bàn Thị {n}", relation="Con", born="2026-10-01")
        request = happening.Request(
            kind=happening.Deed.BORN, on=NOW.date(), household=uids[n % len(uids)], people=(child,)
        )
        plan = happening.plan_event(db, request, now=NOW)
        happening.record(db, plan, now=NOW, by=BY)
        _say(act=plan.act)
        if n % 3 == 2:
            _say(takes_back=plan.act)
            happening.take_back(db, plan.act, now=NOW, by=BY)
            _say(taken_back=plan.act)


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
    "key": _key,
    "event": _event,
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
