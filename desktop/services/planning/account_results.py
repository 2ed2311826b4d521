"""Parts I and II of an account: where the office stands, its goals, and what became of households."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.domain.account import (
    AccountFigures,
    Block,
    GoalLine,
    GoalYear,
    UnitLine,
    YearPoint,
)
from desktop.domain.planning import ALL, LISTED, AccountKind, Aim
from desktop.domain.totals import Flow
from desktop.domain.vietnamese import show_date
from desktop.services.planning import goal_words
from desktop.services.planning.account_pieces import (
    chart,
    heading,
    item,
    joined,
    named,
    paragraph,
    percent,
    table,
    time_of,
    unit_word,
    whole,
)
from desktop.services.planning.need_words import CAUSE, DEPRIVED, need_name
from desktop.text import t

_MOST = 4
"""Needs that the text names; all of them stand in the table."""


# I. State and goals ------------------------------------------------------------------------------
def state_and_goals(f: AccountFigures) -> Iterator[Block]:
    """Part I."""
    yield heading(1, t("account-heading-state"))
    yield from (paragraph(words) for words in _state(f))
    if f.series:
        yield chart("series")
        yield table("series")
    yield heading(2, t("account-heading-goals"))
    yield from (item(_goal(line)) for line in f.goals)
    yield table("goals") if f.goals else paragraph(t("account-goals-none"))
    yield heading(3, t("account-heading-units", unit=unit_word(f)))
    yield from (paragraph(words) for words in _units(f))
    if f.units:
        yield chart("units")
        yield table("units")


def _state(f: AccountFigures) -> Iterator[str]:
    if f.missing:
        yield t("account-state-missing", count=len(f.missing))
    told = f.needs_year if f.kind is AccountKind.HALF else f.year
    closed = [p for p in f.series if not p.is_open and p.year <= told]
    if f.is_open and f.kind is not AccountKind.HALF:
        yield t("account-note-open", year=str(f.year))
    elif not closed or closed[-1].year != told:
        yield t("account-state-unknown", year=str(told), whole=whole(f))
    if not closed:
        return
    yield _point(f, closed[-1])
    if (minority := _minority(closed[-1])) is not None:
        yield minority
    if len(closed) > 1:
        since = f.base_year if f.kind is AccountKind.PERIOD else closed[-1].year - 1
        before = next((p for p in closed[:-1] if p.year == since), None)
        if before is not None:
            yield _change(before, closed[-1])


def _point(f: AccountFigures, point: YearPoint) -> str:
    key = "account-state-near-unknown" if point.near_poor is None else "account-state"
    total = "" if not point.households else t("account-state-total", households=point.households)
    return t(
        key, year=str(point.year), whole=whole(f), poor=point.poor, near=point.near_poor or 0,
        poor_rate=_rate(point.poor_rate), near_rate=_rate(point.near_poor_rate), total=total,
    )  # fmt: skip


def _rate(value: float | None) -> str:
    return "" if value is None else t("account-state-rate", rate=percent(value))


def _minority(point: YearPoint) -> str | None:
    if point.minority_poor is None:
        return None
    known = point.minority_poor_rate
    words = "" if known is None else t("account-state-minority-rate", rate=percent(known))
    return t("account-state-minority", count=point.minority_poor, rate=words)


def _change(before: YearPoint, now: YearPoint) -> str:
    fewer, points = before.poor - now.poor, ""
    if before.poor_rate is not None and now.poor_rate is not None:
        fall = before.poor_rate - now.poor_rate
        points = t(f"account-points-{_way(fall)}", points=percent(abs(fall)))
    return t(
        f"account-change-{_way(fewer)}", before=str(before.year), count=abs(fewer), points=points
    )


def _way(fall: float) -> str:
    """Which word a fall takes; one that rounds to nothing is none."""
    return "none" if abs(fall) < 0.005 else "fewer" if fall > 0 else "more"


# Goals -------------------------------------------------------------------------------------------
def _goal(line: GoalLine) -> str:
    parts = [_goal_year(line, y) for y in line.years]
    if line.average is not None and line.goal.aim is Aim.FALL_AVERAGE:
        parts.append(_average(line, line.average))
    if len(line.years) > 1 and line.met is not None:
        parts.append(t("account-goal-met" if line.met else "account-goal-missed"))
    last = line.last
    if line.remains and last is not None and last.met is not True:
        key = "account-goal-remains" if last.is_open else "account-goal-lacked"
        parts.append(t(key, year=str(last.year), count=line.remains))
    if line.goal.aim is Aim.WORDS:
        return t("account-goal-words", name=line.name, result="; ".join(parts))
    return t("account-goal", name=line.name, asks=line.asks, result="; ".join(parts))


def _average(line: GoalLine, average: float) -> str:
    key = "account-goal-average" if average >= 0 else "account-goal-average-rise"
    return t(key, fall=_amount(line, abs(average), is_fall=True))


def _goal_year(line: GoalLine, y: GoalYear) -> str:
    if y.is_open or y.value is None:
        return t("account-goal-open", year=str(y.year))
    verdict = "unjudged" if y.met is None else "met" if y.met else "missed"
    return t(
        "account-goal-year", year=str(y.year), reached=_reached(line, y, y.value),
        verdict=t(f"account-goal-{verdict}"),
    )  # fmt: skip


def _reached(line: GoalLine, y: GoalYear, value: float) -> str:
    if line.goal.aim is Aim.WORDS:
        return t("account-goal-reached" if value >= 1 else "account-goal-not-reached")
    shown = _amount(line, value)
    if y.fall is None or not line.goal.aim.is_fall:
        return t("account-goal-value", value=shown)
    way = {"fewer": "fall", "more": "rise", "none": "same"}[_way(y.fall)]
    fall = _amount(line, abs(y.fall), is_fall=True)
    return t(f"account-goal-{way}", fall=fall, value=shown)


def _amount(line: GoalLine, value: float, *, is_fall: bool = False) -> str:
    goal = line.goal
    is_exact = goal.indicator.is_rate or (is_fall and value != int(value))
    shown = percent(value) if is_exact else goal_words.plain(value)
    return f"{shown} {goal_words.unit(goal, is_fall=is_fall)}".strip()


# Units -------------------------------------------------------------------------------------------
def _units(f: AccountFigures) -> Iterator[str]:
    if not f.units:
        yield t("account-units-none", unit=unit_word(f))
        return
    if f.kind is AccountKind.YEAR and not f.is_open:
        yield from _judged(f)
    must = [u.must for u in f.units if u.must is not None]
    if must and f.is_open:
        planned = sum(u.planned for u in f.units)
        key = "account-units-must" if planned else "account-units-must-unplanned"
        yield t(key, year=str(f.year), must=sum(must), planned=planned)


def _judged(f: AccountFigures) -> Iterator[str]:
    def names(met: bool | None) -> list[str]:
        return [u.name for u in f.units if u.met is met and not _is_clear(u)]

    clear = sum(_is_clear(u) for u in f.units)
    met, word = clear + len(names(True)), unit_word(f)
    missed, unknown = names(False), names(None)
    if met or missed:
        yield t("account-units-judged", met=met, all=len(f.units), unit=word)
    if missed:
        yield t("account-units-missed", units=named(missed))
    if unknown:
        yield t("account-units-unknown", count=len(unknown), unit=word, units=named(unknown))


def _is_clear(unit: UnitLine) -> bool:
    """Without poor households before and now: nothing can fall there any more."""
    return unit.poor_before == 0 and unit.poor_now == 0


# II. What became of households -------------------------------------------------------------------
def what_happened(f: AccountFigures) -> Iterator[Block]:
    """Part II."""
    yield heading(1, t("account-heading-poor-flow"))
    yield from _flow_blocks(f, "poor")
    yield heading(2, t("account-heading-near-flow"))
    yield from _flow_blocks(f, "near_poor")
    number = 3
    if f.kind is not AccountKind.PERIOD:
        yield heading(number, t("account-heading-in-year"))
        yield from _in_year(f)
        number += 1
    yield heading(number, t("account-heading-needs"))
    yield from _needs(f)


def _flow_blocks(f: AccountFigures, of: str) -> Iterator[Block]:
    told = False
    for year in f.flows:
        flow = year.poor if of == "poor" else year.near_poor
        if flow.closes:
            yield paragraph(_flow(year.year, flow, of))
            told = True
        else:
            yield paragraph(t("account-note-broken", year=str(year.year)))
    if f.is_open:
        yield paragraph(t("account-flow-open", year=str(f.year)))
    elif not f.flows:
        yield paragraph(t("account-flow-none", time=time_of(f)))
    if told:
        yield table(f"flow_{of}")


def _flow(year: int, flow: Flow, of: str) -> str:
    """Columns 1, 2–4 and 5–8, 9 of form 7.2 or 7.3, households first."""
    c = flow.households
    return t(
        "account-flow", year=str(year), start=c[0], start_people=flow.people[0],
        **{"class": t(f"account-class-{of}")},
        down=sum(c[1:4]), down_how=_how(c, of, range(2, 5)),
        up=sum(c[4:8]), up_how=_how(c, of, range(5, 9)),
        end=c[8], end_people=flow.people[8],
    )  # fmt: skip


def _how(columns: tuple[int, ...], of: str, numbers: range) -> str:
    found = [(columns[n - 1], t(f"account-flow-{of}-{n}")) for n in numbers if columns[n - 1]]
    if len(found) == 1:
        return t("account-flow-all", how=found[0][1])
    parts = [t("account-flow-part", count=count, how=how) for count, how in found]
    return t("account-flow-parts", parts=joined(parts)) if parts else ""


def _in_year(f: AccountFigures) -> Iterator[Block]:
    if f.in_year is None:
        yield paragraph(t("account-in-year-above"))
        return
    days = {"since": show_date(f.since), "until": show_date(min(f.until, max(f.since, f.on)))}
    parts = [
        t(
            "account-in-year-part", count=one.households, people=one.people,
            how=t(f"account-in-year-{one.kind or 'unknown'}"),
        )
        for one in f.in_year
        if one.households
    ]  # fmt: skip
    if not parts:
        yield paragraph(t("account-in-year-none", **days))
        return
    yield paragraph(t("account-in-year", parts=joined(parts), **days))
    yield table("in_year")


def _needs(f: AccountFigures) -> Iterator[Block]:
    if f.needs is None or not any(f.needs.counts.get(LISTED, {}).get(ALL, (0, 0))):
        yield paragraph(t("account-needs-none", year=str(f.needs_year)))
        return
    for prefix, key in ((DEPRIVED, "account-needs"), (CAUSE, "account-needs-causes")):
        counted = [
            (sum(groups.get(ALL, (0, 0))), need)
            for need, groups in f.needs.counts.items()
            if need.startswith(prefix)
        ]
        most = sorted((c for c in counted if c[0]), key=lambda c: -c[0])[:_MOST]
        parts = [t("account-needs-part", name=need_name(n), count=count) for count, n in most]
        if parts:
            yield paragraph(t(key, year=str(f.needs_year), parts=joined(parts)))
    yield table("needs")
