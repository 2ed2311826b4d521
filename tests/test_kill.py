"""Killed at any instant, the book opens whole: what was acknowledged is there, the rest all or nothing.

Half of the victims are killed from outside after a random time, half kill themselves after a random
number of steps of the database's machine, so that statements, commits and files are all hit.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest

from desktop.domain.review import ReviewState
from desktop.services import exchanging, keying, reading, receiving, registering, reviewing
from desktop.store import acts, audit, packages, reviews
from desktop.store.connection import Db, close_book, damage, open_book
from tests.exchange.list_samples import HEAD, family, save
from tests.kill_child import digest
from tests.services.conftest import Made, make
from tests.services.made import (
    BY,
    COMMUNE,
    GIVEN,
    NEAR,
    NOW,
    POOR,
    UPPER,
    add,
    introduce,
    key,
    open_rounds,
    pack,
    residents,
    take_in,
)

pytestmark = pytest.mark.skipif(
    not hasattr(os, "pidfd_open"), reason="needs fork and pidfd (Linux)"
)

KILLS = int(os.environ.get("RASOAT_KILLS", "24"))
"""For each kind of work; a long run asks for 200."""
LISTED = 150  # households on the list that is read
Said = list[dict[str, Any]]


class Killer:
    """Hands tasks to tests/kill_child.py and kills its victims."""

    def __init__(self) -> None:
        self._child = subprocess.Popen(
            [sys.executable, "-m", "tests.kill_child"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def close(self) -> None:
        """End the child, which waits for tasks."""
        self._child.communicate(timeout=20)

    def run(self, task: dict[str, Any], *, after: float | None = None, ops: int = 0) -> Said:
        """What the victim acknowledged before it was killed (or, without `after` and `ops`, ended)."""
        assert self._child.stdin
        self._child.stdin.write(json.dumps(task | {"ops": ops}) + "\n")
        self._child.stdin.flush()
        said: Said = []
        pid = 0
        for line in self._lines():
            pid = line.get("pid", pid)
            assert "failed" not in line, line["failed"]
            if "begun" in line and after is not None:
                _kill_after(pid, after)
            if not line.keys() & {"pid", "begun", "over"}:
                said.append(line)
        return said

    def _lines(self) -> Iterator[dict[str, Any]]:
        """Lines until the victim is over; it and its parent write in any order."""
        assert self._child.stdout
        waiting: Said = []
        pid = 0
        for text in self._child.stdout:
            line = json.loads(text)
            pid = pid or line.get("pid", 0)
            waiting.append(line)
            if pid:
                yield from sorted(waiting, key=lambda one: "pid" not in one)
                waiting = []
            if "over" in line:
                return


def _kill_after(pid: int, seconds: float) -> None:
    """Kill this very process: its number may be another's by the time, where it was quicker."""
    with contextlib.suppress(ProcessLookupError):
        handle = os.pidfd_open(pid)
        try:
            time.sleep(seconds)
            signal.pidfd_send_signal(handle, signal.SIGKILL)
        finally:
            os.close(handle)


@pytest.fixture(scope="module")
def killer() -> Iterator[Killer]:
    """One child for all kills of the module."""
    made = Killer()
    yield made
    made.close()


def _ways(rng: Random, length: float, steps: int) -> list[dict[str, Any]]:
    """KILLS instants: half by time over the length of the work (seconds), half by its steps."""
    return [
        {"after": rng.uniform(0, length)} if n % 2 else {"ops": rng.randint(1, steps)}
        for n in range(KILLS)
    ]


def _opened(made: Made) -> Db:
    """The book opens, and is sound."""
    db = open_book(made.path, code=made.code)
    assert damage(db) == []
    return db


def _copy(made: Made, folder: Path) -> Made:
    folder.mkdir()
    shutil.copyfile(made.path, folder / made.path.name)
    return Made(folder / made.path.name, made.code)


def _task(work: str, made: Made, **more: Path) -> dict[str, Any]:
    return {"work": work, "book": str(made.path), "code": made.code} | {
        k: str(v) for k, v in more.items()
    }


# Sheets ------------------------------------------------------------------------------------------
def test_every_acknowledged_sheet_survives(killer: Killer, tmp_path: Path) -> None:
    made = make(tmp_path / "made", COMMUNE)
    db = _opened(made)
    open_rounds(db, 2026)
    for n in range(4):
        add(db, f"Bàn Văn {GIVEN[n]}")
    close_book(db)
    acknowledged = 0
    for n, way in enumerate(_ways(Random(1), 0.25, 4000)):
        book = _copy(made, tmp_path / str(n))
        said = killer.run(_task("save", book), **way)
        db = _opened(book)
        _check_sheets(db, said)
        close_book(db)
        acknowledged += len(said)
    assert acknowledged > 50, "the victims did work"


def _check_sheets(db: Db, said: Said) -> None:
    last = {one["uid"]: one for one in said}
    newest = max((one["n"] for one in said), default=0)
    for household in registering.everyone(db):
        review = reviews.get(db, household.uid, 2026)
        known = last.get(household.uid)
        if review is None:
            assert known is None, "acknowledged, yet not there"
            assert household.note == ""
            continue
        number = review.answers.b1_points
        assert household.note == str(number), "sheet and household are one change"
        assert number is not None
        if known is None or number != known["n"]:  # written, and killed before it could say so
            assert number == newest + 1
        else:
            assert review.revision == known["revision"]
        assert (review.state is ReviewState.COMPLETE) == (review.outcome is not None)
        trail = [e for e in audit.of(db, household.uid, 10_000) if e.action.startswith("review-")]
        assert len(trail) == review.revision, "each change has its line"


# A sheet in hand ---------------------------------------------------------------------------------
def test_a_sheet_in_hand_is_there_up_to_the_last_field_left(killer: Killer, tmp_path: Path) -> None:
    made = _with_homes(tmp_path / "made")
    acknowledged = 0
    for n, way in enumerate(_ways(Random(4), 0.4, 6000)):
        book = _copy(made, tmp_path / str(n))
        said = killer.run(_task("key", book), **way)
        db = _opened(book)
        _check_in_hand(db, said)
        close_book(db)
        acknowledged += sum("kept" in one for one in said)
        shutil.rmtree(book.path.parent)
    assert acknowledged > 10 * KILLS, "the victims did work"


def _with_homes(folder: Path) -> Made:
    made = make(folder, COMMUNE)
    db = _opened(made)
    open_rounds(db, 2026)
    for n in range(4):
        add(db, f"Bàn Văn {GIVEN[n]}")
    close_book(db)
    return made


def _check_in_hand(db: Db, said: Said) -> None:
    """What was acknowledged last is there, or what was under way just then; nothing in between."""
    put = {one["uid"]: one["put"] for one in said if "put" in one}
    last = said[-1] if said else {}
    kept = keying.scratch_of(db, 2026)
    in_hand = digest(kept.household, kept.answers) if kept else ""
    before = [one["kept"] for one in said if "kept" in one][-1:]
    for uid, typed in put.items():
        if last.get("uid") != uid or "puts" not in last:
            assert _in_book(db, uid) == typed, "put down, yet not there"
    if not said or "put" in last:
        assert in_hand == ""
    elif "will" in last:
        was_put = not any("kept" in one for one in said[-2:-1])
        assert in_hand in {last["will"], "" if was_put else before[0]}
    elif "kept" in last:
        assert in_hand == last["kept"], "acknowledged, yet not there"
    else:
        # Under way from the hand into the book: in one of them, or in both.
        assert last["puts"] in (in_hand, _in_book(db, last["uid"]))


def _in_book(db: Db, uid: str) -> str:
    sheet = reviewing.open_sheet(db, uid, 2026)
    return digest(sheet.household, sheet.answers)


# Events ------------------------------------------------------------------------------------------
def test_an_event_is_in_the_book_whole_or_not_at_all(killer: Killer, tmp_path: Path) -> None:
    made = _with_homes(tmp_path / "made")
    acknowledged = 0
    for n, way in enumerate(_ways(Random(5), 0.3, 6000)):
        book = _copy(made, tmp_path / str(n))
        said = killer.run(_task("event", book), **way)
        db = _opened(book)
        _check_events(db, said)
        close_book(db)
        acknowledged += sum("act" in one for one in said)
        shutil.rmtree(book.path.parent)
    assert acknowledged > 2 * KILLS, "the victims did work"


def _check_events(db: Db, said: Said) -> None:
    back = {one["taken_back"] for one in said if "taken_back" in one}
    under_way = {one["takes_back"] for one in said if "takes_back" in one} - back
    deeds = {act.uid: act for act in acts.latest(db, 10_000)}
    happened = {event.act: event for event in reviews.all_events(db)}
    born = {
        p.uid for h in registering.everyone(db) for p in h.members if p.name.startswith("Bàn Thị ")
    }
    for one in said:
        if "act" in one:
            assert one["act"] in deeds, "acknowledged, yet not there"
    for uid, act in deeds.items():
        is_undone = act.undone_at is not None
        assert (uid in happened) != is_undone, "deed and event are one change"
        child = act.after.events[0].person_uid
        assert (child in born) != is_undone, "deed and member are one change"
        assert uid not in back or is_undone
        assert not is_undone or uid in back | under_way
    assert len(happened) == sum(act.undone_at is None for act in deeds.values())


# Lists -------------------------------------------------------------------------------------------
def test_a_list_is_in_the_book_wholly_or_not_at_all(killer: Killer, tmp_path: Path) -> None:
    made = make(tmp_path / "made", COMMUNE)
    rows: list[list[Any]] = [list(HEAD)]
    for n in range(LISTED):
        head = f"Bàn Văn {GIVEN[n % 12]} {GIVEN[n // 12 % 12]} {GIVEN[n // 144]}"
        child = (f"{head} Con", "Con", "2015", "Nữ", f"008315{n:06d}")
        rows += family(n + 1, head, (head, "Chủ hộ", "1980", "Nam", f"008080{n:06d}"), child)
    path = save(tmp_path / "ds.xlsx", rows)

    whole = _copy(made, tmp_path / "whole")
    began = time.monotonic()
    said = killer.run(_task("read", whole, file=path))
    length = time.monotonic() - began
    assert said[0] == {"created": 2 * LISTED}
    found = []
    for n, way in enumerate(_ways(Random(2), length, said[1]["steps"])):
        book = _copy(made, tmp_path / str(n))
        said = killer.run(_task("read", book, file=path), **way)
        db = _opened(book)
        found.append(_check_list(db, said))
        reading.read_list(db, path, year=2025, now=NOW, by=BY)
        assert _check_list(db, [{"created": 2 * LISTED}]), "read again it is whole"
        close_book(db)
    assert len(found) == KILLS
    assert not all(found), "some were killed before the end"


def _check_list(db: Db, said: Said) -> bool:
    homes = registering.everyone(db)
    listed = reviews.of_round(db, 2025)
    lines = db.execute("SELECT count(*) FROM audit WHERE action = 'list-read'").fetchone()[0]
    assert len(homes) in (0, LISTED)
    assert len(listed) == len(homes)
    assert sum(len(h.members) for h in homes) == 2 * len(homes)
    assert bool(lines) == bool(homes)
    if said:
        assert homes, "acknowledged, yet not there"
    return bool(homes)


# Packages ----------------------------------------------------------------------------------------
def test_a_package_replaces_the_one_before_wholly_or_not_at_all(
    killer: Killer, tmp_path: Path
) -> None:
    sender, receiver = make(tmp_path / "made", COMMUNE), make(tmp_path / "made", UPPER)
    commune, upper = _opened(sender), _opened(receiver)
    introduce(upper, commune, tmp_path)
    open_rounds(commune, 2025, 2026)
    homes = [add(commune, f"Bàn Văn {GIVEN[n]}", size=2 + n % 3) for n in range(10)]
    for household in homes:
        key(commune, household, POOR, 2025)
    residents(commune, 2025)
    take_in(upper, [pack(commune, tmp_path)])
    before = _content(commune)
    assert _content(upper) == before
    for household in homes:
        key(commune, household, NEAR, 2026, size=5)
    for n in range(10):
        key(commune, add(commune, f"Ma Văn {GIVEN[n]}"), POOR, 2026)
    residents(commune, 2026)
    second = exchanging.pack_report(commune, 2026, UPPER, tmp_path, now=NOW, by=BY)
    after = _content(commune)
    assert after != before
    close_book(commune)
    close_book(upper)

    whole = _copy(receiver, tmp_path / "whole")
    began = time.monotonic()
    said = killer.run(_task("take", whole, file=second.path, folder=whole.path.parent))
    length = time.monotonic() - began
    assert said[0] == {"verdict": "accepted"}
    taken = []
    for n, way in enumerate(_ways(Random(3), length, said[1]["steps"])):
        book = _copy(receiver, tmp_path / str(n))
        task = _task("take", book, file=second.path, folder=book.path.parent)
        said = killer.run(task, **way)
        db = _opened(book)
        content = _content(db)
        assert content in (before, after)
        logged = packages.get(db, second.sha256)
        assert (logged is not None) == (content == after), "records and log are one change"
        assert content == after or not said, "acknowledged, yet not there"
        taken.append(content == after)
        [again] = receiving.take_in(
            db, [second.path], receipts=book.path.parent / "receipts",
            copies=book.path.parent / "copies", now=NOW, by=BY,
        )  # fmt: skip
        assert again.verdict == ("known" if taken[-1] else "accepted")
        assert again.receipt is not None
        assert again.receipt.stat().st_size > 500
        assert _content(db) == after
        close_book(db)
    assert not all(taken), "some were killed before the end"


def _content(db: Db) -> Sequence[object]:
    records = exchanging.records_of(db, COMMUNE, 2026)
    found = (records.households, records.reviews, records.events, records.residents)
    return [sorted(some, key=repr) for some in found]
