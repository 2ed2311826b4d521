"""The plan of a year as paper, and its lists: measures by household, planned escapes, overdue checks."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path

from desktop.domain.vietnamese import sort_key
from desktop.reports.forms import plan as form
from desktop.reports.forms.common import Context
from desktop.reports.sheet import Sheet
from desktop.reports.text_sheet import AnySheet, TextSheet
from desktop.rules.goals import GoalStanding
from desktop.services import sealing_papers
from desktop.services.planning import (
    account_lines,
    apportioning,
    escapes,
    following,
    goal_words,
    measure_words,
    measuring,
    plan_papers,
    visits,
)
from desktop.services.planning import goals as plan_goals
from desktop.services.planning import tasks as plan_tasks
from desktop.services.planning.need_words import CAUSE, DEPRIVED, need_name, needs_in_order
from desktop.services.planning.visits import FollowUp
from desktop.store import settings
from desktop.store.connection import Db
from desktop.store.measured import Home
from desktop.text import t

__all__ = ["Paper", "file_name", "paper_of", "preview", "write"]


class Paper(StrEnum):
    """The plan itself, or one of its lists. The lists of households name persons."""

    PLAN = "plan"
    MEASURES = "measures"
    ESCAPES = "escapes"
    CHECKS = "checks"


_STEMS = {
    Paper.PLAN: "ke-hoach-giam-ngheo",
    Paper.MEASURES: "bien-phap-theo-ho",
    Paper.ESCAPES: "dang-ky-thoat-ngheo",
    Paper.CHECKS: "kiem-tra-qua-han",
}


def preview(
    db: Db, year: int, today: datetime.date, paper: Paper = Paper.PLAN
) -> AnySheet:  # fmt: skip
    """The plan or a list of it as it is printed, with its code."""
    context = plan_papers.context(db, year, told=(year - 1,))
    if paper is Paper.PLAN:
        return sealing_papers.coded(form.build(paper_of(db, year, today), context))
    return sealing_papers.coded(_LISTS[paper](db, context, today))


def file_name(db: Db, year: int, kind: str, paper: Paper = Paper.PLAN) -> str:
    """An ASCII name: "ke-hoach-giam-ngheo_02296_2027.pdf"."""
    return plan_papers.file_name(db, _STEMS[paper], year, kind, told=(year - 1,))


def write(
    db: Db, year: int, kind: str, path: Path,
    *, paper: Paper = Paper.PLAN, now: datetime.datetime, by: str,
) -> Path:  # fmt: skip
    """Write the plan or a list of it as "pdf", "xlsx" or "docx", whole or not at all, and keep its
    text under its code."""
    today = now.astimezone().date()
    sheet = preview(db, year, today, paper)
    whole: tuple[AnySheet, ...] = (sheet,)
    if isinstance(sheet, TextSheet) and kind == "xlsx":
        context = plan_papers.context(db, year, told=(year - 1,))
        whole = form.sheets(paper_of(db, year, today), context, sheet.code) or whole
    drawn = plan_papers.ink(whole, kind)
    plan_papers.write(
        db, {path: drawn}, [sheet], year,
        form=t("plan-paper-name"), official=True, now=now, by=by,
    )  # fmt: skip
    return path


# The plan ----------------------------------------------------------------------------------------
def paper_of(db: Db, year: int, today: datetime.date) -> form.PlanPaper:
    """Everything that the paper of a plan year says."""
    sums = following.summed(following.unit_sums(db, year))
    apportioned = apportioning.apportioned(db, year)
    word = t("account-unit-below" if settings.office(db).is_upper else "account-unit-village")
    return form.PlanPaper(
        goals=tuple(_goal(s, year) for s in plan_goals.standings(db, year, today)),
        units=tuple(_unit(s) for s in apportioned.shares),
        tasks=tuple(_task(x) for x in plan_tasks.lines(db, year, today)),
        measures=account_lines.measures(db, [sums]),
        helped=sums.helped,
        unit_word=word[:1].upper() + word[1:],
        notes=(t("plan-paper-note-open", year=str(year - 1)),) if apportioned.is_open else (),
    )


def _goal(standing: GoalStanding, year: int) -> form.GoalRow:
    goal, newest = standing.goal, standing.newest
    target = goal.target(year)
    base = standing.baseline
    asked = goal_words.DASH
    if target is not None:
        asked = f"{goal_words.plain(target)} {goal_words.unit(goal, is_fall=goal.aim.is_fall)}"
    return form.GoalRow(
        name=goal_words.name(goal),
        asks=goal_words.asks(goal),
        span=goal_words.span(goal),
        baseline=_of_year(standing.baseline_year, None if base is None else goal_words.value(goal, base)),
        target=asked,
        newest=_of_year(newest.year, goal_words.value(goal, newest.value)) if newest else goal_words.DASH,
        state=goal_words.state(standing)[1],
        source=goal.source,
    )  # fmt: skip


def _of_year(year: int, value: str | None) -> str:
    if value is None:
        return goal_words.DASH
    return t("plan-paper-of-year", year=str(year), value=value)


def _unit(share: apportioning.UnitShare) -> form.UnitRow:
    return form.UnitRow(
        name=share.name, households=share.households, poor=share.poor_before, must=share.must,
        planned=share.planned,
    )  # fmt: skip


def _task(line: plan_tasks.TaskLine) -> form.TaskRow:
    task = line.task
    return form.TaskRow(
        group=task.group, group_title=line.group_title, title=task.title,
        responsible=task.responsible, deadline=task.deadline, state=line.state_word,
    )  # fmt: skip


# Lists -------------------------------------------------------------------------------------------
def _measures(db: Db, context: Context, today: datetime.date) -> Sheet:
    rows = [
        form.MeasureRow(
            number=x.home.number if x.home else "", head=x.home.head_name if x.home else "",
            village=x.village, kind=x.kind_name, programme=x.measure.programme,
            amount=x.measure.amount, days=measure_words.days(x.measure),
            responsible=x.measure.responsible, state=measure_words.state_word(x.measure),
        )
        for x in measuring.lines(db, context.year, today=today)
    ]  # fmt: skip
    return form.measures_list(rows, context)


def _escapes(db: Db, context: Context, _: datetime.date) -> Sheet:
    homes = [h for h in escapes.poor(db, context.year) if h.is_planned]
    homes.sort(key=lambda h: (sort_key(h.village), sort_key(h.head_name)))
    rows = [
        form.EscapeRow(
            number=h.number, head=h.head_name, village=h.village, lacks=_lacks(h),
            is_helped=h.is_helped,
        )
        for h in homes
    ]  # fmt: skip
    return form.escapes_list(rows, context)


def _lacks(home: Home) -> str:
    own = {f"{DEPRIVED}{c}" for c in home.deprived or ()} | {f"{CAUSE}{c}" for c in home.causes}
    return ", ".join(need_name(need) for need in needs_in_order() if need in own)


def _checks(db: Db, context: Context, today: datetime.date) -> Sheet:
    rows = [
        form.CheckRow(
            happened_on=x.visit.happened_on, who=x.visit.who, place=x.unit_name,
            findings=x.visit.findings, follow_up=x.visit.follow_up, due=x.visit.due, days=x.days,
        )
        for x in visits.lines(db, None, today)
        if x.follow_up is FollowUp.OVERDUE
    ]  # fmt: skip
    rows.sort(key=lambda r: (r.due or today, r.happened_on))
    return form.checks_list(rows, context, today)


_LISTS: Mapping[Paper, Callable[[Db, Context, datetime.date], Sheet]] = {
    Paper.MEASURES: _measures,
    Paper.ESCAPES: _escapes,
    Paper.CHECKS: _checks,
}
