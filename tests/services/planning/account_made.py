"""A small commune with a plan, every number of whose account is worked by hand in test_accounting."""

from __future__ import annotations

import datetime

from desktop.domain.planning import (
    Account,
    AccountKind,
    Measure,
    MeasureState,
    PlannedEscape,
    Task,
    TaskProgress,
    TaskState,
    Visit,
    progress_uid,
)
from desktop.domain.review import HouseholdClass
from desktop.services.planning import accounts
from desktop.store import measures, plans
from desktop.store.connection import Db, writing
from tests.services.made import (
    BY,
    CODES,
    COMMUNE,
    NEAR,
    NOT,
    POOR,
    add,
    at,
    key,
    open_rounds,
    residents,
)

YEAR = 2026
TODAY = datetime.date(2026, 12, 20)
NOW = at(2026, 12, 20)

# head, village, people, class at the end of 2025 and of 2026
HOUSEHOLDS: tuple[tuple[str, str, int, HouseholdClass | None, HouseholdClass], ...] = (
    ("Bàn Văn An", "Nà Bó", 3, POOR, NEAR),
    ("Bàn Văn Bình", "Nà Bó", 4, POOR, POOR),
    ("Bàn Văn Cao", "Nà Bó", 2, NEAR, POOR),
    ("Bàn Văn Dần", "Bản Phú", 3, POOR, NOT),
    ("Bàn Văn Én", "Bản Phú", 5, NEAR, NEAR),
    ("Bàn Văn Phú", "Bản Phú", 2, None, POOR),
)


def play(db: Db, *, totals: bool = True, plan: bool = True) -> None:
    """Two rounds of six households; `totals` of residents, and the plan's records."""
    open_rounds(db, 2025, 2026)
    uids = {}
    for head, village, size, before, now in HOUSEHOLDS:
        household = add(db, head, village=village, size=size)
        uids[head.split()[-1]] = household.uid
        for year, outcome in ((2025, before), (2026, now)):
            if outcome is not None:
                key(db, household, outcome, year)
    if totals:
        residents(db, 2025)
        residents(db, 2026)
    if plan:
        put_plan(db, uids)


def put_plan(db: Db, uids: dict[str, str]) -> None:
    """Measures, planned escapes, tasks and checks of 2026."""
    with writing(db):
        measures.put(
            db,
            [
                _measure(uids["An"], "production", MeasureState.DONE, 10_000_000, CODES[1]),
                _measure(uids["Bình"], "housing", MeasureState.UNDER_WAY, 40_000_000, CODES[0]),
                _measure(uids["Bình"], "production", MeasureState.STOPPED, 5_000_000, CODES[2]),
                _measure(uids["Én"], "health", MeasureState.PLANNED, None, ""),
            ],
        )
        measures.put_escapes(db, [_escape(uids["An"]), _escape(uids["Bình"])])
        plans.put(db, [*_tasks(), *_visits(uids)])


def _measure(uid: str, kind: str, state: MeasureState, amount: int | None, against: str) -> Measure:
    return Measure(
        uid=f"m-{uid}-{kind}", household_uid=uid, commune_code=COMMUNE, year=YEAR, kind=kind,
        state=state, amount=amount, against=(against,) if against else (),
        programme="Chương trình A" if kind == "housing" else "",
    )  # fmt: skip


def _escape(uid: str) -> PlannedEscape:
    return PlannedEscape(uid=f"e-{uid}", household_uid=uid, commune_code=COMMUNE, year=YEAR)


def _tasks() -> list[Task | TaskProgress]:
    deadline = datetime.date(2026, 6, 30)
    tasks = [
        Task(
            uid=uid, title=title, office=COMMUNE, set_by=COMMUNE, group=group, year=YEAR,
            deadline=deadline, responsible="Văn hóa xã",
        )
        for uid, title, group in (("t1", "Họp thôn", "1"), ("t2", "Phát thanh", "2"))
    ]  # fmt: skip
    done = TaskProgress(
        uid=progress_uid("t1", COMMUNE), task_uid="t1", office=COMMUNE, state=TaskState.DONE,
        done_on=datetime.date(2026, 7, 2),
    )  # fmt: skip
    return [*tasks, done]


def _visits(uids: dict[str, str]) -> list[Visit]:
    march = Visit(
        uid="v1", office=COMMUNE, happened_on=datetime.date(2026, 3, 5), who="Tổ giám sát",
        household_uids=(uids["An"], uids["Bình"]), follow_up="Sửa mái",
        due=datetime.date(2026, 4, 1),
    )  # fmt: skip
    november = Visit(
        uid="v2", office=COMMUNE, happened_on=datetime.date(2026, 11, 5), who="Tổ giám sát",
        household_uids=(uids["An"],), task_uids=("t1",), follow_up="Họp lại",
        due=datetime.date(2026, 12, 1), settled_on=datetime.date(2026, 11, 20),
    )  # fmt: skip
    return [march, november]


def begin(
    db: Db, kind: AccountKind = AccountKind.YEAR, year: int = YEAR, first: int = 0
) -> Account:
    """An account of the commune."""
    return accounts.begin(db, kind, year, first, now=NOW, by=BY)[0]
