"""Values, reasons and fields of a pair in words, as papers write them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from desktop.domain.household import Household, IdState, Person
from desktop.domain.review import Event, Review, SheetA
from desktop.domain.vietnamese import show_birth, show_date, show_number
from desktop.rules.twins import Reason
from desktop.services.pairing import Pair, Place
from desktop.services.uniting import Field
from desktop.text import t

DOT = " · "
DIFFERING = frozenset({"id-differs", "name-differs", "born-differs", "sex-differs", "head-changed"})


def because(reasons: Iterable[Reason]) -> str:
    """What speaks for it, then what against: "trùng họ tên, cùng ngày sinh; khác số định danh"."""
    found = list(reasons)
    both = (
        [r for r in found if r.code not in DIFFERING],
        [r for r in found if r.code in DIFFERING],
    )
    said = (", ".join(dict.fromkeys(map(reason, some))) for some in both)
    return "; ".join(filter(None, said))


def reason(one: Reason) -> str:
    """One reason."""
    return t(f"twins-because-{one.code}", count=one.count)


def title(pair: Pair) -> str:
    """Both names, once where they are alike."""
    left, right = pair.left.name, pair.right.name
    return left if left == right else t("twins-two", left=left, right=right)


def where(place: Place) -> str:
    """Number and village; the commune where it is told."""
    parts = (place.number, place.village, place.commune)
    return DOT.join(filter(None, parts))


# Values ------------------------------------------------------------------------------------------
_VALUES: Mapping[str, Callable[[Any], str]] = {
    "born": show_birth,
    "sex": lambda v: t(f"sex-{v}"),
    "schooling": lambda v: t(f"schooling-{v}"),
    "work": lambda v: t(f"work-{v}"),
    "id_state": lambda v: "" if v is IdState.KNOWN else t(f"id-{v}"),
    "left_on": lambda v: t("twins-left-on", day=show_date(v)),
}


def value(name: str, said: Any) -> str:
    """A value of a field; "" for a blank."""
    if name == "left_on" and said is None:
        return t("twins-present")
    if said is None or said == "":
        return ""
    show = _VALUES.get(name) or _RECORDS.get(type(said), str)
    return show(said)


def _yes_or_no(said: bool) -> str:
    return t("twins-yes") if said else t("twins-no")


def _sheet_a(said: SheetA) -> str:
    return t("twins-sheet-a", day=show_date(said.asked_on)) if said.asked_on else t("twins-sheet")


def _event(said: Event) -> str:
    return t("twins-event", event=t(f"event-{said.kind}"), day=show_date(said.happened_on))


def review(said: Review) -> str:
    """Class, points, decision: what tells two sheets of a round apart."""
    outcome = said.outcome
    if outcome is None or said.state.value == "draft":
        return t("twins-draft")
    points = (outcome.b1_points, outcome.b2_points)
    parts = [t(f"class-{outcome.household_class}")]
    if points != (None, None):
        told = ["–" if p is None else show_number(p) for p in points]
        parts.append(t("twins-points", b1=told[0], b2=told[1]))
    if said.decision_no:
        parts.append(said.decision_no)
    return DOT.join(parts)


_RECORDS: Mapping[type, Callable[[Any], str]] = {
    bool: _yes_or_no,
    Review: review,
    SheetA: _sheet_a,
    Event: _event,
}


def field_name(field: Field) -> str:
    """What the field is called; of a sheet with its year."""
    record = field.left or field.right
    if isinstance(record, Review):
        return t(f"twins-field-review-{record.kind}", year=str(record.year))
    if isinstance(record, SheetA):
        return t("twins-field-sheet_a", year=str(record.year))
    return t(f"twins-field-{field.name}")


def person(one: Person) -> str:
    """A member in one line."""
    sex = t(f"sex-{one.sex}") if one.sex else ""
    parts = (one.name, one.relation, sex, show_birth(one.born), one.citizen_id, _gone(one.left_on))
    return DOT.join(filter(None, parts))


def _gone(on: datetime.date | None) -> str:
    return t("twins-left-on", day=show_date(on)) if on else ""


def sheets(reviews: Iterable[Review]) -> str:
    """The years with their classes: "2024 Hộ nghèo, 2025 Hộ cận nghèo"."""
    said = (
        f"{r.year} {t(f'class-{r.outcome.household_class}') if r.outcome else t('twins-draft')}"
        for r in reviews
    )
    return ", ".join(said)


def people(household: Household) -> str:
    """How many live there."""
    return t("twins-people", count=len(household.present))
