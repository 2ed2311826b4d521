"""What a made-up commune does in a plan year: measures, planned escapes, tasks, checks, its accounts."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from desktop.domain.planning import (
    AccountKind,
    MeasureState,
    TaskState,
)
from desktop.domain.review import HouseholdClass
from desktop.services.demonstrating.season import BY, Commune, at
from desktop.services.planning import (
    accounts,
    apportioning,
    attaching,
    escapes,
    measuring,
    needing,
    tasks,
    visits,
)
from desktop.services.planning.measuring import MeasureWish
from desktop.store.connection import Db
from desktop.text import t

_FACTS = {
    "water": ("water",), "toilet": ("toilet",), "telecom": ("telecom",),
    "information": ("information",), "housing_quality": ("wall", "column", "roof"),
}  # fmt: skip
"""What a measure against a deprivation betters, of the facts that the next sheet asks for."""
_BETTER = {
    "water": "drilled_well", "toilet": "septic", "telecom": "used", "information": "smartphone",
    "wall": "durable", "column": "durable", "roof": "durable",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """A kind of measure that goes to a share of those with a need; amounts in đồng."""

    kind: str
    need: str
    share: float
    amount: int | None
    programme: str


HELP = (
    Help(kind="water_toilet", need="deprived:toilet", share=0.35, amount=6_000_000, programme="demo-plan-toilets"),
    Help(kind="water_toilet", need="deprived:water", share=0.45, amount=3_500_000, programme="demo-plan-water"),
    Help(kind="housing", need="deprived:housing_quality", share=0.3, amount=40_000_000, programme="demo-plan-houses"),
    Help(kind="information", need="deprived:telecom", share=0.4, amount=None, programme="demo-plan-telecom"),
    Help(kind="credit", need="cause:capital", share=0.5, amount=50_000_000, programme="demo-plan-credit"),
    Help(kind="production", need="cause:knowledge", share=0.4, amount=12_000_000, programme="demo-plan-herd"),
    Help(kind="health", need="deprived:health_insurance", share=0.8, amount=972_000, programme="demo-plan-insurance"),
)  # fmt: skip


def help_households(commune: Commune, year: int) -> None:
    """Measures of the plan year for some of each need, most of them done and of use by autumn."""
    rng = Random(f"{commune.code}/{year}/plan")  # noqa: S311 - made-up people, not keys
    for help_ in HELP:
        uids = needing.uids(commune.db, year - 1, help_.need)
        some = [uid for uid in uids if rng.random() < help_.share]
        if some:
            _record(commune, help_, some, year, rng)
    plan_escapes(commune.db, year)


def _record(commune: Commune, help_: Help, uids: Sequence[str], year: int, rng: Random) -> None:
    code = help_.need.partition(":")[2]
    against = code if help_.need.startswith("deprived:") else help_.need
    wish = MeasureWish(
        year=year, uids=tuple(uids), kind=help_.kind, programme=t(help_.programme),
        amount=help_.amount, starts_on=datetime.date(year, 3, 1), responsible=t("demo-plan-by"),
        against=(against,),
    )  # fmt: skip
    now = at(year, 2, 20)
    planned = measuring.plan(commune.db, wish, today=now.date())
    measuring.do(commune.db, planned, now=now, by=BY)
    _carry_out([m.uid for m in planned.measures], commune.db, year, rng)
    for uid in planned.changing:
        for fact in _FACTS.get(code, ()):
            if rng.random() < 0.75:
                commune.fortune(uid).facts[fact] = _BETTER[fact]


def _carry_out(uids: Sequence[str], db: Db, year: int, rng: Random) -> None:
    """Four in five are done by the end of August, some are under way, a few were stopped."""
    states = (MeasureState.DONE, MeasureState.UNDER_WAY, MeasureState.STOPPED)
    drawn = {uid: rng.choices(states, (80, 15, 5))[0] for uid in uids}
    for state in states:
        some = [uid for uid in uids if drawn[uid] is state]
        if some:
            measuring.set_state(db, some, state, now=at(year, 8, 21), by=BY)


def plan_escapes(db: Db, year: int) -> None:
    """As many poor households as the goal asks of each village are registered to leave; the last
    village registers none."""
    shares = [s for s in apportioning.shares(db, year) if s.poor_before]
    for share in shares[:-1] or shares:
        poor = needing.uids(db, year - 1, "listed", of=HouseholdClass.POOR, unit=share.code)
        wanted = share.must if share.must is not None else len(poor) // 4
        escapes.plan_escape(
            db, year, poor[: max(1, wanted)], planned=True, now=at(year, 2, 22), by=BY
        )


# Tasks, checks, accounts -------------------------------------------------------------------------
def work(commune: Commune, year: int, folder: Path) -> None:
    """Of the tasks from above the first is done with a file to show, the second under way; one check
    is settled, one overdue."""
    db = commune.db
    given = tasks.lines(db, year, datetime.date(year, 6, 1))
    if given:
        _show(db, given[0].task.uid, year, folder)
    for line in given[1:2]:
        progress = replace(line.progress, state=TaskState.UNDER_WAY, evidence=t("demo-plan-begun"))
        tasks.keep_progress(db, progress, now=at(year, 5, 6), by=BY)
    for month, is_settled in ((4, True), (6, False)):
        _check(commune, year, month, is_settled=is_settled)


def _show(db: Db, task_uid: str, year: int, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"bien_ban_{year}.txt"
    path.write_text(t("demo-plan-minutes"), encoding="utf-8")
    now = at(year, 4, 12)
    attaching.attach(db, task_uid, [path], now=now, by=BY)
    line = next(x for x in tasks.lines(db, year, now.date()) if x.task.uid == task_uid)
    done = replace(
        line.progress, state=TaskState.DONE, done_on=now.date(), evidence=t("demo-plan-shown")
    )
    tasks.keep_progress(db, done, now=now, by=BY)


def _check(commune: Commune, year: int, month: int, *, is_settled: bool) -> None:
    db, day = commune.db, datetime.date(year, month, 9)
    seen = needing.uids(db, year - 1, "listed")[:3]
    visit = replace(
        visits.blank(db, day), who=t("demo-plan-checkers"), unit=sorted(commune.villages)[0],
        subject=t("demo-plan-subject"), household_uids=seen, findings=t("demo-plan-findings"),
        follow_up=t("demo-plan-follow-up"), due=day + datetime.timedelta(days=30),
    )  # fmt: skip
    visits.keep(db, visit, now=at(year, month, 9), by=BY)
    if is_settled:
        on = day + datetime.timedelta(days=20)
        visits.settle(
            db, visit.uid, t("demo-plan-settled"), on, now=at(year, on.month, on.day), by=BY
        )


def look_at(desk: Db, year: int, commune: str) -> None:
    """The office above checks a commune itself."""
    day = datetime.date(year, 5, 14)
    visit = replace(
        visits.blank(desk, day), who=t("demo-plan-checkers-above"), unit=commune,
        subject=t("demo-plan-subject"), findings=t("demo-plan-findings"),
        follow_up=t("demo-plan-follow-up"), due=day + datetime.timedelta(days=45),
    )  # fmt: skip
    visits.keep(desk, visit, now=at(year, 5, 14), by=BY)


def give_account(
    db: Db, kind: AccountKind, year: int, now: datetime.datetime, *, is_closed: bool = True
) -> None:
    """An account with what the official writes, closed unless it is still being written."""
    account, _ = accounts.begin(db, kind, year, now=now, by=BY)
    accounts.keep_number(db, account.uid, f"{now.month * 11}/BC-UBND", now=now, by=BY)
    words = ("difficulties", "causes", "proposals", "tasks_ahead", "assessment")
    for part in words[:3] if kind is AccountKind.HALF else words:
        accounts.keep_words(
            db, account.uid, part, t(f"demo-plan-{part.replace('_', '-')}"), now=now, by=BY
        )
    if is_closed:
        accounts.close(db, account.uid, now.date(), now=now, by=BY)
