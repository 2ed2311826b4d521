"""The plan between made-up offices: last year's reports, goals and tasks down, plans and accounts up."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from desktop.domain.planning import AccountKind, Aim, Goal, Indicator
from desktop.errors import AppError
from desktop.services import bringing_down, exchanging, receiving, sending_down
from desktop.services.demonstrating import help_given
from desktop.services.demonstrating.road import Road, introduce, report, road_of, take_in
from desktop.services.demonstrating.season import BY, Commune, at
from desktop.services.planning import (
    account_report,
    accounts,
    apportioning,
    goals,
    needs_report,
    plan_report,
    sending_plan,
    tasks,
)
from desktop.services.sending_down import Choice
from desktop.store.connection import Db
from desktop.text import t


@dataclass(frozen=True, slots=True)
class _Order:
    """A task given to all below: group of the plan, words, deadline (month, day)."""

    group: str
    title: str
    deadline: tuple[int, int]


ORDERS = (
    _Order("1", "demo-plan-task-plan", (4, 15)),
    _Order("2", "demo-plan-task-tell", (9, 30)),
    _Order("1", "demo-plan-task-check", (8, 31)),
)


def report_before(desk: Db, communes: Sequence[Commune], year: int, folder: Path) -> list[Path]:
    """Cards are compared; the year before is reported and taken in: what the plan rests on."""
    road = road_of(desk, communes, year, folder)
    introduce(road, [c.db for c in communes])
    before = replace(road, folder=folder / "nam_truoc")
    return [*report(before, datetime.date(year, 12, 6)), *take_in(before)]


def order(desk: Db, communes: Sequence[Commune], year: int, folder: Path) -> list[Path]:
    """The upper office spreads its goal over its communes, gives them tasks, sends all down; each
    commune applies it."""
    now, codes = at(year, 1, 15), tuple(c.code for c in communes)
    goals.keep_for_units(desk, _goals(desk, codes, year), now=now, by=BY)
    for one in ORDERS:
        given = replace(
            tasks.blank(desk, year, one.group), title=t(one.title), given_to=codes,
            deadline=datetime.date(year, *one.deadline), responsible=t("demo-plan-responsible"),
        )  # fmt: skip
        tasks.keep(desk, given, now=now, by=BY)
    packed = sending_down.pack_down(
        desk, Choice(goals=True, tasks=True, basis=t("demo-plan-source")),
        folder / "cap_tren", now=at(year, 1, 20), by=BY,
    )  # fmt: skip
    for commune in communes:
        seen = bringing_down.look(commune.db, packed.path)
        bringing_down.apply(commune.db, seen, now=at(year, 1, 25), by=BY)
    return [packed.path]


def _goals(desk: Db, codes: Sequence[str], year: int) -> list[Goal]:
    """So many poor households at most as the office's own goal leaves to each; of whom nothing is
    known yet, a fall in points."""
    known = {s.code: s for s in apportioning.shares(desk, year) if s.must is not None}
    blank = Goal(
        uid="", office="", set_by=exchanging.office(desk).code, indicator=Indicator.POOR_RATE,
        aim=Aim.FALL_MORE, first=year, last=year, value=2.0, source=t("demo-plan-source"),
    )  # fmt: skip
    made = []
    for code in codes:
        goal = replace(blank, uid=str(uuid4()), office=code)
        if share := known.get(code):
            left = float(share.poor_before - (share.must or 0))
            goal = replace(goal, indicator=Indicator.POOR_HOUSEHOLDS, aim=Aim.AT_MOST, value=left)
        made.append(goal)
    return made


def tell(road: Road, *, is_closed: bool) -> list[Path]:
    """Accounts of each commune, its plan packed up and taken in with a receipt; then the office's own."""
    year = road.year
    for commune in road.communes:
        help_given.give_account(commune.db, AccountKind.HALF, year, at(year, 7, 3))
        help_given.give_account(
            commune.db, AccountKind.YEAR, year, road.now(3), is_closed=is_closed
        )
    made = []
    for commune in road.communes:
        made += carry(road, commune.db, hours=2.5)
    help_given.look_at(road.desk, year, road.communes[0].code)
    help_given.give_account(road.desk, AccountKind.HALF, year, at(year, 7, 10))
    help_given.give_account(road.desk, AccountKind.YEAR, year, road.now(1.5), is_closed=is_closed)
    return made


def carry(road: Road, db: Db, *, hours: float) -> list[Path]:
    """The plan of an office below, packed with its evidence, taken in, and the receipt heard."""
    packed = sending_plan.pack(
        db, road.to, road.folder / "ke_hoach", files=True, now=road.now(hours), by=BY
    )
    [taken] = receiving.take_in(
        road.desk, [packed.path], receipts=road.folder / "giay_nhan",
        now=road.now(hours - 0.2), by=BY,
    )  # fmt: skip
    if taken.receipt is None:
        raise taken.refusal or AppError()
    receiving.take_in(db, [taken.receipt], now=road.now(hours - 0.3), by=BY)
    return [packed.path, taken.receipt]


def write_papers(db: Db, year: int, folder: Path, now: datetime.datetime) -> list[Path]:
    """Needs, plan with its lists, and the accounts of an office, in each kind of file."""
    made = [
        needs_report.write(db, year, kind, folder / f"nhu_cau_{year}.{kind}", now=now, by=BY)
        for kind in ("pdf", "xlsx")
    ]
    for kind in ("pdf", "xlsx", "docx"):
        name = plan_report.file_name(db, year, kind)
        made.append(plan_report.write(db, year, kind, folder / name, now=now, by=BY))
        for account in accounts.of(db, year):
            path = folder / account_report.file_name(db, account, kind)
            made.append(account_report.write(db, account, kind, path, now=now, by=BY))
    return made
