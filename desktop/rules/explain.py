"""Why a household has its class: every number with its limit and its source, for screen and paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.domain.review import Answers, HouseholdClass, Outcome
from desktop.domain.unit import Area
from desktop.rules.classify import Standing, points_of, standing
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
                points=option.points[area] if option else None,
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
