"""What the form of a goal holds as typed, and the goal that it makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.domain.planning import Aim, Goal, Indicator
from desktop.ui.pages.plan.goals.numbers import NotANumber, read_number, show

OWN_AIMS = (Aim.AT_LEAST, Aim.AT_MOST, Aim.FALL_LEAST, Aim.WORDS)
AIMS = (Aim.FALL_LEAST, Aim.FALL_AVERAGE, Aim.FALL_MORE, Aim.AT_MOST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The fields as typed; numbers are texts still."""

    indicator: Indicator = Indicator.POOR_RATE
    aim: Aim = Aim.FALL_LEAST
    detail: str = ""
    title: str = ""
    measured_in: str = ""
    first: str = ""
    last: str = ""
    value: str = ""
    targets: Mapping[str, str] = field(default_factory=dict)
    baseline_year: str = ""
    baseline: str = ""
    source: str = ""
    note: str = ""

    @property
    def is_own(self) -> bool:
        """Whether the office's own words say what is measured."""
        return self.indicator is Indicator.OWN

    @property
    def years(self) -> tuple[int, int] | None:
        """First and last year, None while they are not typed."""
        first, last = _year(self.first), _year(self.last or self.first)
        return None if first is None or last is None else (first, last)


def draft_of(goal: Goal) -> Draft:
    """The fields of a goal that stands."""
    return Draft(
        indicator=goal.indicator,
        aim=goal.aim,
        detail=goal.detail,
        title=goal.title,
        measured_in=goal.measured_in,
        first=str(goal.first),
        last=str(goal.last),
        value=show(goal.value),
        targets={year: show(value) for year, value in goal.targets.items()},
        baseline_year="" if goal.baseline_year is None else str(goal.baseline_year),
        baseline=show(goal.baseline),
        source=goal.source,
        note=goal.note,
    )


def made(draft: Draft, kept: Goal) -> tuple[Goal | None, frozenset[str]]:
    """The goal that the fields make of `kept` (its uid, office and results stay), and the fields that
    cannot be read; with one of them there is no goal."""
    bad: set[str] = set()

    def read(name: str, text: str) -> float | None:
        try:
            return read_number(text, is_rate=draft.indicator.is_rate)
        except NotANumber:
            bad.add(name)
            return None

    years = draft.years
    if years is None:
        bad.add("years")
    if draft.baseline_year and _year(draft.baseline_year) is None:
        bad.add("baseline_year")
    is_words = draft.aim is Aim.WORDS
    value = None if is_words else read("value", draft.value)
    typed = {} if is_words else draft.targets
    targets = {year: read(f"targets:{year}", text) for year, text in typed.items() if text}
    baseline = None if is_words else read("baseline", draft.baseline)
    if bad or years is None:
        return None, frozenset(bad)
    goal = Goal(
        uid=kept.uid,
        office=kept.office,
        set_by=kept.set_by,
        indicator=draft.indicator,
        aim=draft.aim,
        first=years[0],
        last=years[1],
        title=draft.title,
        detail=draft.detail if draft.indicator is Indicator.DEPRIVED_HOUSEHOLDS else "",
        measured_in=draft.measured_in if draft.is_own else "",
        value=value,
        targets={year: number for year, number in targets.items() if number is not None},
        baseline_year=_year(draft.baseline_year),
        baseline=baseline,
        results=kept.results,
        source=draft.source,
        note=draft.note,
    )
    return goal, frozenset()


def _year(text: str) -> int | None:
    return int(text) if len(text) == 4 and text.isdigit() else None
