"""How goals are said: what they are measured by, what they ask, how they stand; on screen and papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from desktop.domain.planning import Aim, Goal, Indicator
from desktop.domain.review import Finding
from desktop.domain.vietnamese import show_number, show_rate
from desktop.rules.goals import GoalStanding, YearStanding
from desktop.services.planning.need_words import DEPRIVED, need_name
from desktop.text import t

DASH = "–"
STATES: Mapping[str, str] = {
    "met": "ok",
    "on_course": "ok",
    "behind": "warn",
    "missed": "err",
    "none_left": "info",
    "no_baseline": "warn",
    "open": "none",
}
"""State of a goal → state of the window (icon and ink)."""


# What a goal is ----------------------------------------------------------------------------------
def name(goal: Goal) -> str:
    """The office's own words, or the name of the indicator."""
    return goal.title or indicator(goal.indicator, goal.detail)


def indicator(kind: Indicator, detail: str = "") -> str:
    """The name of an indicator: "Tỷ lệ hộ nghèo"."""
    if kind is Indicator.DEPRIVED_HOUSEHOLDS and detail:
        return t("goal-indicator-deprived", name=need_name(f"{DEPRIVED}{detail}"))
    return t(f"goal-indicator-{kind}")


def span(goal: Goal) -> str:
    """2022–2025, or a single year."""
    return str(goal.first) if goal.first == goal.last else f"{goal.first}–{goal.last}"


def asks(goal: Goal, year: int | None = None) -> str:
    """What a goal asks of a year, or of all: "giảm bình quân 3 điểm % một năm"."""
    if goal.aim is Aim.WORDS:
        return t("goal-asks-words")
    values = {v for v in [goal.value, *goal.targets.values()] if v is not None}
    if year is not None:
        wanted = goal.target(year)
        return amount_asked(goal, wanted) if wanted is not None else t("goal-asks-nothing")
    if len(values) == 1:
        return amount_asked(goal, values.pop())
    return t(f"goal-asks-{goal.aim}-by-year")


def amount_asked(goal: Goal, value: float) -> str:
    """The aim with its number and unit."""
    return t(
        f"goal-asks-{goal.aim}", amount=f"{plain(value)} {unit(goal, is_fall=goal.aim.is_fall)}"
    )


def unit(goal: Goal, *, is_fall: bool = False) -> str:
    """What its numbers count: "%" (of falls "điểm %"), "hộ", or the office's own word."""
    if goal.indicator.is_rate:
        return t("goal-unit-points" if is_fall else "goal-unit-percent")
    return goal.measured_in if goal.indicator is Indicator.OWN else t("goal-unit-households")


def plain(value: float | Fraction) -> str:
    """A number as people type it: 3, 2,5, 1.200."""
    number = float(value)
    if number == int(number):
        return show_number(int(number))
    return show_rate(number).rstrip("0")


# How it stands -----------------------------------------------------------------------------------
def value(goal: Goal, reached: Fraction | None) -> str:
    """What was reached at the end of a year: 23,46 for rates, whole households; a dash if unknown."""
    if reached is None:
        return DASH
    if goal.aim is Aim.WORDS:
        return t("goal-reached" if reached >= 1 else "goal-not-reached")
    return show_rate(float(reached)) if goal.indicator.is_rate else plain(reached)


def fall(goal: Goal, points: Fraction | None) -> str:
    """Under "Giảm": 3,04, or of a rise "tăng 0,20"; a dash where it is not known."""
    if points is None or goal.aim is Aim.WORDS:
        return DASH
    shown = value(goal, abs(points))
    return t("goal-rise", amount=shown) if points < 0 and _is_any(shown) else shown


def _is_any(shown: str) -> bool:
    """Whether a number is more than nothing as it is printed."""
    return bool(shown.strip("0,."))


def state(standing: GoalStanding) -> tuple[str, str]:
    """(state of the window, word) of a goal: Đạt, Đúng tiến độ, Chậm, Không đạt …"""
    return STATES[standing.state], t(f"goal-state-{standing.state}")


def verdict(year: YearStanding) -> tuple[str, str]:
    """(state of the window, word) of a year: Đạt, Chưa đạt, or why it is not judged."""
    if year.met is not None:
        return ("ok", t("goal-met")) if year.met else ("err", t("goal-missed"))
    found = {"open": "wait", "no_total": "warn", "no_last": "warn", "none_left": "info"}
    return found.get(year.why, "none"), t(f"goal-why-{year.why}")


def sentence(standing: GoalStanding) -> str:
    """One sentence on where a goal stands: reached so far, and what remains in its year."""
    goal, now = standing.goal, standing.of_year(standing.year)
    if goal.aim is Aim.WORDS or goal.indicator is Indicator.OWN:
        return _of_typed(standing)
    parts = [_reached(standing)]
    if now is not None and now.remains is not None and now.most is not None:
        parts.append(_remains(now))
    return " ".join(part for part in parts if part)


def _of_typed(standing: GoalStanding) -> str:
    newest = standing.newest
    if newest is None:
        return t("goal-say-untold")
    reached = value(standing.goal, newest.value)
    return t("goal-say-typed", year=str(newest.year), reached=reached)


def _reached(standing: GoalStanding) -> str:
    goal, newest = standing.goal, standing.newest
    if newest is None:
        now = standing.of_year(standing.year)
        return t(f"goal-say-{now.why}", year=str(now.year)) if now is not None and now.why else ""
    word = t("goal-met" if newest.met else "goal-missed").lower()
    year, measure = str(newest.year), unit(goal, is_fall=goal.aim.is_fall)
    if not goal.aim.is_fall:
        reached = f"{value(goal, newest.value)} {measure}"
        return t("goal-say-value", year=year, reached=reached, word=word)
    said = t("goal-say-fall", year=year, fall=_with_unit(goal, newest.fall), word=word)
    if goal.aim is Aim.FALL_AVERAGE and standing.average is not None:
        first = str(standing.baseline_year + 1)
        average = _with_unit(goal, standing.average)
        word = t("goal-met" if standing.met else "goal-missed").lower()
        said += " " + t("goal-say-average", first=first, last=year, fall=average, word=word)
    return said


def _with_unit(goal: Goal, points: Fraction | None) -> str:
    """In a sentence: "giảm 3,32 điểm %", "tăng 0,20 điểm %", "không đổi"."""
    if points is None:
        return DASH
    shown = value(goal, abs(points))
    if not _is_any(shown):
        return t("goal-same")
    amount = f"{shown} {unit(goal, is_fall=True)}"
    return t("goal-fall" if points > 0 else "goal-rise", amount=amount)


def _remains(now: YearStanding) -> str:
    key = "ahead" if now.why in ("ahead", "open") else "remains" if now.remains else "held"
    return t(
        f"goal-say-{key}-most", remains=now.remains or 0, most=now.most or 0, year=str(now.year)
    )


# Findings ----------------------------------------------------------------------------------------
def finding(found: Finding, goals: Sequence[Goal] = ()) -> tuple[str, str]:
    """(what is odd, what to do) of a finding about a goal; `goals` to name another one by."""
    other = next((g for g in goals if g.uid == found.details.get("uid")), None)
    details = {
        key: plain(one) if isinstance(one, float) else one
        for key, one in found.details.items()
        if key != "uid"
    }
    if "uid" in found.details:
        details["other"] = f"{name(other)} ({other.source or span(other)})" if other else DASH
    return t(f"finding-{found.code}", **details), t(f"finding-{found.code}-cure", **details)
