"""From points to the class of a household (NĐ07 Điều 3, TT07)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.domain.review import Answers, HouseholdClass, Outcome
from desktop.domain.unit import Area
from desktop.rules.derive import Proposal
from desktop.rules.standard import Standard


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The result while a sheet is being keyed; codes keep the order of the decree.

    `settled`: what is still open cannot change the class any more; until then `household_class` is
    None. `expected` is the class if every open deprivation comes out as proposed, None where a
    proposal that matters is missing. Points: `b2_points` confirmed, `b2_proposed` on top of them.
    """

    household_class: HouseholdClass | None
    settled: bool
    expected: HouseholdClass | None
    b1_points: int | None
    b1_limit: int
    b2_points: int
    b2_proposed: int
    b2_limit: int
    deprived: tuple[str, ...]
    proposed: tuple[str, ...]
    open_codes: tuple[str, ...]


def limits(standard: Standard, area: Area) -> tuple[int, int]:
    """B1 limit of the area and B2 points from which a household is poor.

    ValueError where the standard does not know them.
    """
    b1_limit, b2_limit = standard.limits[area].b1_points, standard.b2_poor
    if b1_limit is None or b2_limit is None:
        raise ValueError(f"standard {standard.id} has no point limits for {area}")
    return b1_limit, b2_limit


def b1_total(answers: Answers, standard: Standard, area: Area) -> int | None:
    """B1 points of the household: by the table where it was answered, else the keyed total.

    None while the total is missing or an item of the table is open.
    """
    if not answers.b1_choices or area not in standard.b1_areas:
        return answers.b1_points
    total = 0
    for item in standard.b1_items:
        option = item.option(answers.b1_choices.get(item.id))
        if option is None:
            return None
        total += option.points[area]
    return total


def class_of(b1: int, b2: int, standard: Standard, area: Area) -> HouseholdClass:
    """The class of these points: the limit itself is still within (≤), B2 counts from 30 (≥)."""
    b1_limit, b2_limit = limits(standard, area)
    if b1 > b1_limit:
        return HouseholdClass.NOT_POOR
    return HouseholdClass.POOR if b2 >= b2_limit else HouseholdClass.NEAR_POOR


def classify(answers: Answers, standard: Standard, area: Area) -> Outcome:
    """The outcome of a whole sheet B.

    ValueError while B1 or one of the standard's deprivations is open.
    """
    b1 = b1_total(answers, standard, area)
    confirmed = answers.confirmed
    if b1 is None or any(d.code not in confirmed for d in standard.deprivations):
        raise ValueError("the sheet is not complete")
    deprived = tuple(d.code for d in standard.deprivations if confirmed[d.code])
    b2 = points_of(standard, deprived)
    return Outcome(
        household_class=class_of(b1, b2, standard, area),
        b1_points=b1,
        b2_points=b2,
        deprived=deprived,
        standard_id=standard.id,
    )


def points_of(standard: Standard, codes: tuple[str, ...]) -> int:
    """B2 points of these deprivations."""
    return sum(d.points for d in standard.deprivations if d.code in codes)


def standing(
    answers: Answers,
    standard: Standard,
    area: Area,
    proposals: Mapping[str, Proposal] | None = None,
) -> Standing:
    """The running result; ValueError if the standard does not know its point limits."""
    b1_limit, b2_limit = limits(standard, area)
    b1 = b1_total(answers, standard, area)
    says = {code: p.deprived for code, p in (proposals or {}).items()}
    codes = [d.code for d in standard.deprivations]
    deprived = tuple(c for c in codes if answers.confirmed.get(c))
    open_codes = tuple(c for c in codes if c not in answers.confirmed)
    proposed = tuple(c for c in open_codes if says.get(c))
    unclear = tuple(c for c in open_codes if says.get(c) is None)
    b2, b2_proposed = points_of(standard, deprived), points_of(standard, proposed)

    def between(low: int, high: int) -> HouseholdClass | None:
        if b1 is None:
            return None
        lowest, highest = (class_of(b1, points, standard, area) for points in (low, high))
        return lowest if lowest == highest else None

    settled = between(b2, b2 + points_of(standard, open_codes))
    expected = between(b2 + b2_proposed, b2 + b2_proposed + points_of(standard, unclear))
    return Standing(
        household_class=settled,
        settled=settled is not None,
        expected=expected,
        b1_points=b1,
        b1_limit=b1_limit,
        b2_points=b2,
        b2_proposed=b2_proposed,
        b2_limit=b2_limit,
        deprived=deprived,
        proposed=proposed,
        open_codes=open_codes,
    )
