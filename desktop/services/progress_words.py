"""How the page of the targets and its report say a rate, a fall, a goal and a verdict."""

from __future__ import annotations

from fractions import Fraction

from desktop.domain.vietnamese import show_number, show_rate
from desktop.services.progressing import Fall, Point, Progress
from desktop.services.targets import Span
from desktop.text import t

DASH = "–"


def rate_word(rate: Fraction | None) -> str:
    """4,63 or a dash."""
    return DASH if rate is None else show_rate(float(rate))


def year_rate(point: Point | None) -> str:
    """The rate of a year; none while its sheets are missing, for it would be too low."""
    return rate_word(None if point is None or point.open else point.rate)


def points_word(points: Fraction | float | None) -> str:
    """A fall in points with the sign of what happened: −3,04, +0,20."""
    if points is None:
        return DASH
    shown = show_rate(abs(float(points)))
    if not shown.strip("0,"):
        return shown
    return f"−{shown}" if points > 0 else f"+{shown}"


def count_word(count: int | None) -> str:
    """A number, or a dash where it is not known."""
    return DASH if count is None else show_number(count)


def change_word(fall: Fall | None) -> str:
    """Households fewer (−) or more (+) than the year before."""
    if fall is None:
        return DASH
    if not fall.households:
        return "0"
    sign = "−" if fall.households > 0 else "+"
    return f"{sign}{show_number(abs(fall.households))}"


def goal_words(span: Span | None) -> str:
    """What the plan asks of a year."""
    if span is None:
        return t("targets-no-goal")
    points = show_rate(span.points, 0 if span.points == int(span.points) else 1)
    return t(f"targets-goal-{span.kind}", points=points, first=str(span.first), last=str(span.last))


def verdict(point: Point | None, fall: Fall | None) -> tuple[str, str]:
    """(state, word): met, missed, or why it is not judged."""
    state, word = _verdict(point, fall)
    return state, t(f"targets-{word}")


def _verdict(point: Point | None, fall: Fall | None) -> tuple[str, str]:
    if point is None or point.open:
        return ("wait", "open") if point else ("none", "not-reported")
    if fall is None or fall.goal is None:
        return ("none", "no-last") if fall is None else ("none", "no-goal")
    if fall.met is None:
        return "warn", "no-total"
    if fall.met:
        return "ok", "met"
    return ("err", "missed") if point.poor else ("info", "none-left")


def remains_word(point: Point | None, fall: Fall | None) -> str:
    """How many households must still leave poverty for the goal to hold."""
    if point is None or fall is None or fall.remains is None:
        return DASH
    return show_number(fall.remains)


def remains_sentence(found: Progress) -> str:
    """What remains for the whole office, or which number is wanting to say it."""
    point, fall = found.whole.point(found.year), found.whole.fall(found.year)
    if point is None:
        return t("targets-say-nothing", year=str(found.year))
    if found.missing:
        return t("targets-say-missing", count=len(found.missing), names=_some(found.missing))
    if fall is None:
        return t("targets-say-no-last", year=str(found.year - 1))
    if fall.goal is None:
        return t("targets-say-no-goal", year=str(found.year))
    if fall.remains is None or fall.most is None:
        return t("targets-say-no-total", year=str(_without_total(found)))
    key = "targets-say-remains" if fall.remains else "targets-say-held"
    if point.open:
        key = "targets-say-open"
    return t(key, remains=fall.remains, most=fall.most, year=str(found.year))


def _without_total(found: Progress) -> int:
    point = found.whole.point(found.year)
    return found.year if point is not None and point.rate is None else found.year - 1


def _some(names: tuple[str, ...], most: int = 3) -> str:
    return ", ".join(names[:most]) + (" …" if len(names) > most else "")
