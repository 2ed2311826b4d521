"""Parts III and IV of an account: tasks, measures and money, checks, reports of the units below."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.domain.account import AccountFigures, Block, LateTask, MeasureLine, ProgrammeLine
from desktop.domain.planning import AccountKind, Fate, MeasureState
from desktop.domain.vietnamese import show_date
from desktop.services.planning.account_pieces import (
    heading,
    item,
    joined,
    named,
    paragraph,
    table,
    time_of,
)
from desktop.text import t

_STATES = ("done", "late", "under_way", "open", "dropped")


# III. Tasks, measures, money ---------------------------------------------------------------------
def tasks_and_measures(f: AccountFigures) -> Iterator[Block]:
    """Part III."""
    yield heading(1, t("account-heading-tasks"))
    yield from _tasks(f)
    yield heading(2, t("account-heading-measures"))
    yield from _measures(f)
    yield heading(3, t("account-heading-escapes"))
    yield paragraph(_escapes(f))
    if f.kind is not AccountKind.HALF:
        yield heading(4, t("account-heading-fates"))
        yield from _fates(f)


def _tasks(f: AccountFigures) -> Iterator[Block]:
    counts = {state: sum(getattr(g, state) for g in f.tasks) for state in _STATES}
    if not any(counts.values()):
        yield paragraph(t("account-tasks-none"))
        return
    parts = [t(f"account-tasks-{state}", count=n) for state, n in counts.items() if n]
    yield paragraph(
        t("account-tasks", all=sum(counts.values()), day=show_date(f.on), parts=joined(parts))
    )
    if late := sum(g.done_late for g in f.tasks):
        yield paragraph(t("account-tasks-done-late", count=late))
    yield table("tasks")
    if f.late_tasks:
        yield paragraph(t("account-late-tasks"))
        yield from (item(_late(task)) for task in f.late_tasks)


def _late(task: LateTask) -> str:
    who = t("account-late-task-who", who=task.responsible) if task.responsible else ""
    return t("account-late-task", title=task.title, deadline=show_date(task.deadline), who=who)


def _measures(f: AccountFigures) -> Iterator[Block]:
    standing = sum(line.measures for line in f.measures)
    if not f.measures:
        yield paragraph(t("account-measures-none", time=time_of(f)))
        return
    helped = sum(s.helped for s in f.sums)
    numbers = {"measures": standing, "households": helped}
    is_one_year = len(f.years) == 1
    if f.amount:
        key = "account-measures" if is_one_year else "account-measures-turns"
        yield paragraph(t(key, amount=f.amount, **numbers))
    else:
        key = "account-measures-no-money" if is_one_year else "account-measures-turns-no-money"
        yield paragraph(t(key, **numbers))
    yield from (item(_measure(line)) for line in f.measures)
    yield table("measures")
    if any(p.programme for p in f.programmes):
        yield paragraph(
            t("account-programmes", parts=joined([_programme(p) for p in f.programmes]))
        )
        yield table("programmes")


def _measure(line: MeasureLine) -> str:
    counts = {state: n for state in MeasureState if (n := line.by_state.get(state))}
    stopped = counts.pop(MeasureState.STOPPED, 0)
    states = [t(f"account-measure-{state}", count=n) for state, n in counts.items()]
    how = t("account-measure-how", states=joined(states)) if states else ""
    amount = t("account-measure-amount", amount=line.amount) if line.amount else ""
    apart = t("account-measure-stopped", count=stopped) if stopped else ""
    return t(
        "account-measure", name=line.name, measures=line.measures, states=how, amount=amount,
        stopped=apart,
    )  # fmt: skip


def _programme(one: ProgrammeLine) -> str:
    name = one.programme or t("account-programme-none")
    return t("account-programme", name=name, amount=one.amount, measures=one.measures)


def _escapes(f: AccountFigures) -> str:
    planned, escaped = (sum(getattr(s, n) for s in f.sums) for n in ("planned", "escaped"))
    if not planned:
        return t("account-escapes-none", time=time_of(f))
    if f.is_open:
        return t("account-escapes-half", planned=planned, time=time_of(f))
    return t("account-escapes", planned=planned, escaped=escaped, time=time_of(f))


def _fates(f: AccountFigures) -> Iterator[Block]:
    found = [(s.year, fate) for s in f.sums if _all(fate := sum(s.fates.values(), Fate()))]
    for year, fate in found:
        yield paragraph(
            t(
                "account-fates", year=str(year), before=str(year - 1), all=_all(fate),
                gone=fate.gone_with + fate.gone_without, gone_with=fate.gone_with,
                stayed=fate.stayed_with + fate.stayed_without, stayed_with=fate.stayed_with,
            )
        )  # fmt: skip
    yield table("fates") if found else paragraph(t("account-fates-none"))


def _all(fate: Fate) -> int:
    return fate.gone_with + fate.gone_without + fate.stayed_with + fate.stayed_without


# IV. Checks and reports --------------------------------------------------------------------------
def checks_and_reports(f: AccountFigures) -> Iterator[Block]:
    """Part IV."""
    if f.below:
        yield heading(1, t("account-heading-visits"))
    yield from (paragraph(words) for words in _visits(f))
    if f.below:
        yield heading(2, t("account-heading-below"))
        yield from _below(f)


def _visits(f: AccountFigures) -> Iterator[str]:
    v = f.visits
    days = {"since": show_date(f.since), "until": show_date(min(f.until, max(f.since, f.on)))}
    if not v.visits:
        yield t("account-visits-none", **days)
        return
    about = [
        t(f"account-visits-{name}", count=count)
        for name, count in (("households", v.households), ("tasks", v.tasks))
        if count
    ]
    words = t("account-visits-about", parts=joined(about)) if about else ""
    yield t("account-visits", visits=v.visits, about=words, **days)
    counts = {"settled": v.settled, "due": v.due, "overdue": v.overdue}
    parts = [t(f"account-follow-ups-{state}", count=n) for state, n in counts.items() if n]
    key = "account-follow-ups" if parts else "account-follow-ups-none"
    yield t(key, parts=joined(parts)) if parts else t(key)


def _below(f: AccountFigures) -> Iterator[Block]:
    came = [b for b in f.below if b.state != "missing"]
    closed = sum(b.state == "closed" for b in came)
    yield paragraph(t("account-below", came=len(came), all=len(f.below), closed=closed))
    missing = [b.name for b in f.below if b.state == "missing"]
    if missing:
        yield paragraph(t("account-below-missing", units=named(missing)))
    if came:
        yield table("below")
