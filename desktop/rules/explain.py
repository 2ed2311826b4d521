"""Why a household has its class: every number with its limit and its source, for screen and paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from desktop.domain.review import Answers, HouseholdClass, Outcome
from desktop.domain.unit import Area
from desktop.rules.classify import Standing, b1_total, class_of, points_of, standing
from desktop.rules.derive import Proposal
from desktop.rules.standard import Deprivation, Standard

# Sentences of rules.ftl; each is filled with `Explanation.verdict_details`.
VERDICTS: Mapping[HouseholdClass | None, str] = {
    HouseholdClass.POOR: "verdict-poor",
    HouseholdClass.NEAR_POOR: "verdict-near-poor",
    HouseholdClass.NOT_POOR: "verdict-not-poor",
    HouseholdClass.AVERAGE_LIVING_STANDARD: "verdict-average-living-standard",
    None: "verdict-open",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeprivationLine:
    """One deprivation: its points for this household (0 where not deprived) and its source.

    `deprived` None: open, or a list from outside gave only the sum. `seen` False: the rule is from
    memory. `note` is what the official wrote beside it.
    """

    number: int
    code: str
    name: str
    rule: str
    source: str
    seen: bool
    deprived: bool | None
    points: int
    proposal: Proposal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """One item of the B1 table with the answer and its points; None while it is open."""

    label: str
    answer: str
    points: int | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One household's verdict: class None while the sheet is open.

    Points; `income_vnd` is the income per person and month (đồng) that `b1_limit` stands for.
    `verdict_key` and `verdict_details` make the sentence that decided.
    """

    standard_name: str
    standard_source: str
    practice: bool
    area: Area
    household_class: HouseholdClass | None
    verdict_key: str
    verdict_details: Mapping[str, object] = field(default_factory=dict)
    b1_points: int | None
    b1_limit: int
    b1_source: str
    b1_items: tuple[ItemLine, ...] = ()
    income_vnd: int | None = None
    income_source: str = ""
    b2_points: int | None
    b2_limit: int
    b2_source: str
    deprivations: tuple[DeprivationLine, ...] = ()


def explain(
    answers: Answers,
    standard: Standard,
    area: Area,
    outcome: Outcome | None = None,
    proposals: Mapping[str, Proposal] | None = None,
) -> Explanation:
    """What decided the class. A stored outcome is shown as it stands, a draft as far as it goes.

    ValueError if the outcome came from another standard, or the standard has no point limits.
    """
    if outcome and outcome.standard_id != standard.id:
        raise ValueError(f"outcome of {outcome.standard_id}, explained under {standard.id}")
    now = standing(answers, standard, area, proposals)
    limit = standard.limits[area]
    household_class = outcome.household_class if outcome else now.household_class
    return Explanation(
        standard_name=standard.name,
        standard_source=standard.source,
        practice=standard.practice,
        area=area,
        household_class=household_class,
        verdict_key=VERDICTS[household_class],
        verdict_details=_verdict_details(standard, area, now),
        b1_points=outcome.b1_points if outcome else now.b1_points,
        b1_limit=now.b1_limit,
        b1_source=limit.b1_source,
        b1_items=_items(answers, standard, area),
        income_vnd=limit.income_vnd,
        income_source=limit.income_source,
        b2_points=outcome.b2_points if outcome else now.b2_points,
        b2_limit=now.b2_limit,
        b2_source=standard.b2_source,
        deprivations=tuple(
            _line(d, _is_deprived(d, answers, standard, outcome), answers, proposals or {})
            for d in standard.deprivations
        ),
    )


def _verdict_details(standard: Standard, area: Area, now: Standing) -> dict[str, object]:
    limit = standard.limits[area]
    return {
        "b1_limit": now.b1_limit,
        "b2_limit": now.b2_limit,
        "income": limit.income_vnd or 0,
        "average": limit.average_living_standard_vnd or 0,
    }


def _items(answers: Answers, standard: Standard, area: Area) -> tuple[ItemLine, ...]:
    if not answers.b1_choices:
        return ()
    lines = []
    for item in standard.b1_items:
        option = item.option(answers.b1_choices.get(item.id))
        lines.append(
            ItemLine(
                label=item.label,
                answer=option.label if option else "",
                points=option.points.get(area) if option else None,
                source=item.source,
            )
        )
    return tuple(lines)


def _is_deprived(
    deprivation: Deprivation, answers: Answers, standard: Standard, outcome: Outcome | None
) -> bool | None:
    if outcome is None:
        return answers.confirmed.get(deprivation.code)
    if deprivation.code in outcome.deprived:
        return True
    # A list from outside may bring B2 points without naming the deprivations behind them.
    return False if points_of(standard, outcome.deprived) == outcome.b2_points else None


def _line(
    deprivation: Deprivation,
    deprived: bool | None,
    answers: Answers,
    proposals: Mapping[str, Proposal],
) -> DeprivationLine:
    return DeprivationLine(
        number=deprivation.number,
        code=deprivation.code,
        name=deprivation.name,
        rule=deprivation.rule,
        source=deprivation.source,
        seen=deprivation.seen,
        deprived=deprived,
        points=deprivation.points if deprived else 0,
        proposal=proposals.get(deprivation.code),
        note=answers.notes.get(deprivation.code, ""),
    )


# How near the limits ------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """How far the points of one part ("b1", "b2") are from another class, all else as it is.

    `by`: the smallest change of points that gives `other`, None where no change of this part can.
    `one_less`, `one_more`: the class after the smallest step down or up (B1: one point; B2: one
    deprivation), None where there is no such step.
    """

    part: str
    points: int
    limit: int
    by: int | None
    other: HouseholdClass | None
    one_less: HouseholdClass | None
    one_more: HouseholdClass | None


def margins(made: Explanation, standard: Standard) -> tuple[Margin, ...]:
    """The margins of both parts; none while points are open, or where no points made the class."""
    b1, b2 = made.b1_points, made.b2_points
    if b1 is None or b2 is None or made.household_class is None:
        return ()
    if class_of(b1, b2, standard, made.area) is not made.household_class:
        return ()

    def by_b1(points: int) -> HouseholdClass:
        return class_of(points, b2, standard, made.area)

    def by_b2(points: int) -> HouseholdClass:
        return class_of(b1, points, standard, made.area)

    step = min((d.points for d in standard.deprivations if d.points), default=1)
    most = sum(d.points for d in standard.deprivations)
    # B1 is within up to its limit; B2 counts from its limit on, in whole deprivations.
    b1_goal = made.b1_limit + 1 if b1 <= made.b1_limit else made.b1_limit
    from_limit = -(-made.b2_limit // step) * step
    b2_goal = from_limit if b2 < from_limit else from_limit - step
    return (
        _margin("b1", b1, made.b1_limit, b1_goal, 1, None, by_b1),
        _margin("b2", b2, made.b2_limit, b2_goal, step, most, by_b2),
    )


def _margin(
    part: str, points: int, limit: int, goal: int, step: int, most: int | None,
    class_at: Callable[[int], HouseholdClass],
) -> Margin:  # fmt: skip
    now = class_at(points)
    is_possible = goal >= 0 and (most is None or goal <= most) and class_at(goal) is not now
    less, more = points - step, points + step
    return Margin(
        part=part, points=points, limit=limit,
        by=goal - points if is_possible else None,
        other=class_at(goal) if is_possible else None,
        one_less=class_at(less) if less >= 0 else None,
        one_more=class_at(more) if most is None or more <= most else None,
    )  # fmt: skip


# The same answers under another standard ----------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """The same answers under another standard. Where something is missing there is no class.

    `missing` is what the standard itself does not know (its own words), `lacking` what the sheet
    does not say for it: (key of explain.ftl, details).
    """

    standard_name: str
    practice: bool
    household_class: HouseholdClass | None = None
    b1_points: int | None = None
    b1_limit: int | None = None
    b2_points: int | None = None
    b2_limit: int | None = None
    income_vnd: int | None = None
    missing: tuple[str, ...] = ()
    lacking: tuple[tuple[str, Mapping[str, object]], ...] = ()


def elsewhere(answers: Answers, own: Standard, other: Standard, area: Area) -> Elsewhere:
    """Score the answers given under `own` by `other`, as far as it can be done honestly.

    A total keyed from one paper table says nothing under a table of items, nor the other way round.
    """
    limit = other.limits[area]
    lacking = () if other.missing else tuple(_lacking(answers, own, other, area))
    told = Elsewhere(
        standard_name=other.name, practice=other.practice, b1_limit=limit.b1_points,
        b2_limit=other.b2_poor, income_vnd=limit.income_vnd, missing=other.missing,
        lacking=lacking,
    )  # fmt: skip
    b1 = b1_total(answers, other, area)
    if other.missing or lacking or b1 is None:
        return told
    deprived = tuple(d.code for d in other.deprivations if answers.confirmed[d.code])
    b2 = points_of(other, deprived)
    household_class = class_of(b1, b2, other, area)
    return replace(told, household_class=household_class, b1_points=b1, b2_points=b2)


def _lacking(
    answers: Answers, own: Standard, other: Standard, area: Area
) -> Iterator[tuple[str, Mapping[str, object]]]:
    open_items = [i for i in other.b1_items if i.option(answers.b1_choices.get(i.id)) is None]
    if other.b1_items and len(open_items) == len(other.b1_items):
        yield "lacking-b1-items", {}
    elif open_items:
        yield "lacking-b1-some", {"count": len(open_items), "first": open_items[0].label}
    elif not other.b1_items and own.b1_items and answers.b1_points is None:
        yield "lacking-b1-total", {}
    elif b1_total(answers, other, area) is None:
        yield "lacking-b1", {}
    unanswered = [d.name for d in other.deprivations if d.code not in answers.confirmed]
    if unanswered:
        names = "; ".join(unanswered[:_NAMED]) + (" …" if len(unanswered) > _NAMED else "")
        yield "lacking-deprivations", {"count": len(unanswered), "names": names}


_NAMED = 3
