"""Goals, tasks and kinds of a pack from above in words, from their plain values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from desktop.domain.planning import Goal, MeasureKind, Task
from desktop.domain.unit import Office
from desktop.domain.vietnamese import show_date
from desktop.services.catalogue import units
from desktop.services.planning import goal_words
from desktop.text import t

_UNIT = "unit/"


def unit_names(office: Office) -> dict[str, str]:
    """ "unit/" + code → name, of all units that the office's list knows."""
    return {f"{_UNIT}{code}": unit.name for code, unit in units(office.list_version).items()}


def _unit(code: str, named: Mapping[str, str]) -> str:
    return named.get(f"{_UNIT}{code}", code)


def goal_title(value: Mapping[str, Any]) -> str:
    """Mục tiêu 2026–2030: Tỷ lệ hộ nghèo."""
    goal = msgspec.convert(value, Goal)
    return t("down-title-goal", years=goal_words.span(goal), name=goal_words.name(goal))


def task_title(value: Mapping[str, Any]) -> str:
    """Nhiệm vụ: and what is to be done."""
    return t("down-title-task", name=value["title"])


def group_title(value: Mapping[str, Any]) -> str:
    """Nhóm nhiệm vụ 3."""
    return t("down-title-group", number=value["number"])


def kind_title(value: Mapping[str, Any]) -> str:
    """Loại biện pháp: and its name."""
    return t("down-title-kind", name=value["name"])


TITLES: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "goal": goal_title,
    "task": task_title,
    "group": group_title,
    "kind": kind_title,
}


def goal(value: Mapping[str, Any], named: Mapping[str, str]) -> str:
    """What a goal asks, year by year where years differ, of whom, by which document."""
    one = msgspec.convert(value, Goal)
    lines = [goal_words.asks(one)]
    lines += [
        t("down-value-target", year=year, asks=goal_words.amount_asked(one, target))
        for year, target in sorted(one.targets.items())
    ]
    if one.baseline is not None:
        year = str(one.first - 1 if one.baseline_year is None else one.baseline_year)
        start = f"{goal_words.plain(one.baseline)} {goal_words.unit(one)}"
        lines.append(t("down-value-baseline", year=year, value=start))
    lines.append(_unit(one.office, named))
    return _lines([*lines, one.source, one.note])


def task(value: Mapping[str, Any], named: Mapping[str, str]) -> str:
    """When a task is due, who answers for it, to whom it is given."""
    one = msgspec.convert(value, Task)
    names = [_unit(code, named) for code in one.given_to]
    some = ", ".join(names[:_SOME])
    more = len(names) - _SOME
    given = t("down-for-more", names=some, count=more) if more > 0 else some
    due = (
        t("down-value-due", day=show_date(one.deadline)) if one.deadline else t("down-value-no-due")
    )
    who = t("down-value-responsible", who=one.responsible) if one.responsible else ""
    year = t("down-value-year", year=str(one.year)) if one.year else t("down-value-all-years")
    group = t("down-value-group", number=one.group) if one.group else ""
    return _lines([f"{year}; {due}", one.title, who, group, given, one.note])


def kind(value: Mapping[str, Any]) -> str:
    """The name of a kind."""
    return msgspec.convert(value, MeasureKind).name


_SOME = 4


def _lines(parts: list[str]) -> str:
    return "\n".join(part for part in parts if part)
