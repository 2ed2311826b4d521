"""Small plans for the tests of the road: what a commune, or an office between, has in its book."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from pathlib import Path

from desktop.domain.planning import (
    Account,
    AccountKind,
    Aim,
    Attachment,
    Goal,
    Indicator,
    Measure,
    MeasureState,
    PlannedEscape,
    Task,
    TaskProgress,
    TaskState,
    Visit,
    progress_uid,
)
from desktop.services import registering
from desktop.services.planning import sending_plan
from desktop.store import households, measures, plans, settings
from desktop.store.connection import Db, writing
from tests.services.made import BY, NOW, UPPER

PAPER = b"%PDF-1.4 quy\xe1\xba\xbft \xc4\x91\xe1\xbb\x8bnh"


def goal(
    office: str, uid: str = "", *, set_by: str = "", value: float = 3.0, book: str = ""
) -> Goal:
    """A fall of some points a year."""
    return Goal(
        uid=uid or f"goal-{office}", office=office, set_by=set_by or office,
        indicator=Indicator.POOR_RATE, aim=Aim.FALL_LEAST, first=2026, last=2030,
        title="Giảm tỷ lệ hộ nghèo", value=value, written_by=book,
    )  # fmt: skip


def task(office: str, uid: str = "", *, set_by: str = "", given_to: tuple[str, ...] = ()) -> Task:
    """A task of the second group."""
    return Task(
        uid=uid or f"task-{office}", office=office, set_by=set_by or office, group="2",
        title="Tuyên truyền ở các thôn", year=2027, given_to=given_to,
        deadline=datetime.date(2027, 6, 30),
    )  # fmt: skip


def progress(office: str, of: str, *files: Attachment) -> TaskProgress:
    """Under way, with evidence."""
    return TaskProgress(
        uid=progress_uid(of, office), task_uid=of, office=office, state=TaskState.UNDER_WAY,
        evidence="Đã họp 3 thôn", files=files,
    )  # fmt: skip


def visit(office: str) -> Visit:
    """A check with something to follow."""
    return Visit(
        uid=f"visit-{office}", office=office, happened_on=datetime.date(2027, 3, 5),
        who="Đoàn kiểm tra", findings="Chậm", follow_up="Báo cáo lại",
        due=datetime.date(2027, 4, 1),
    )  # fmt: skip


def account(office: str) -> Account:
    """A closed one with two figures."""
    return Account(
        uid=f"account-{office}", office=office, kind=AccountKind.YEAR, year=2027, first=2027,
        words={"difficulties": "Đường xa"}, closed_on=datetime.date(2027, 12, 20),
        figures={"poor": 12.0, "amount": 5_000_000.0},
    )  # fmt: skip


def measure(
    commune: str, household: str, n: int, state: MeasureState = MeasureState.DONE
) -> Measure:
    """A water tank."""
    return Measure(
        uid=f"measure-{commune}-{n}", household_uid=household, commune_code=commune, year=2027,
        kind="water_toilet" if n % 2 else "credit", state=state, amount=1_000_000 * (n + 1),
        against=("water",),
    )  # fmt: skip


def attach(db: Db, name: str = "bien-ban.pdf", content: bytes = PAPER) -> Attachment:
    """Bytes kept in the book as evidence."""
    sha = hashlib.sha256(content).hexdigest()
    with writing(db):
        plans.put_file(db, sha, content)
    return Attachment(name=name, size=len(content), sha256=sha)


def put(db: Db, *records: object) -> None:
    """Records as they are."""
    with writing(db):
        plans.put(db, [r for r in records if not isinstance(r, Measure | PlannedEscape)])  # type: ignore[misc]
        measures.put(db, [r for r in records if isinstance(r, Measure)])
        measures.put_escapes(db, [r for r in records if isinstance(r, PlannedEscape)])


def fill(db: Db, uids: Sequence[str] = (), *, files: bool = True) -> None:
    """A commune's plan: one record of each kind, three measures, an escape."""
    code = registering.own_commune(db).code
    homes = list(uids) or [h.uid for h in households.all_of(db, code)] or ["hộ-1", "hộ-2", "hộ-3"]
    evidence = [attach(db)] if files else []
    put(
        db, goal(code), task(code), progress(code, f"task-{code}", *evidence), visit(code),
        account(code), *(measure(code, homes[n % len(homes)], n) for n in range(3)),
        PlannedEscape(
            uid=f"escape-{code}", household_uid=homes[0], commune_code=code, year=2027
        ),
    )  # fmt: skip


def pack(
    db: Db, folder: Path, to: str = UPPER, *, files: bool = True, now: datetime.datetime = NOW
) -> Path:
    """A sealed plan."""
    return sending_plan.pack(db, to, folder, files=files, now=now, by=BY).path


def code_of(db: Db) -> str:
    """The office of a book."""
    return settings.office(db).code
