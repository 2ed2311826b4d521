"""Annex I (TT07): the households to review, and why each is on the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from desktop.domain.household import Household
from desktop.domain.paper_words import PaperId, PaperWords
from desktop.domain.review import HouseholdClass
from desktop.domain.vietnamese import nfc
from desktop.reports.forms.common import Context, foot
from desktop.reports.forms.paper_frame import official, village_name
from desktop.reports.sheet import Column, Group, Head, Kind, Row, RowKind, Sheet, SumOf, Value
from desktop.text import t

_MARK = "x"
_PEOPLE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ToReview:
    """A household to review: its class now, whether it asked or wants to leave, marks of sheet A."""

    household: Household
    now: HouseholdClass | None = None
    asked: bool = False
    leaving: bool = False
    marks: int | None = None
    note: str = ""


def build(listed: Sequence[ToReview], context: Context, words: PaperWords) -> Sheet:
    """The list by village, in the order given; people are summed."""
    title = t("papers-title-annex_i", year=str(context.year)).upper()
    head = official(context, words, PaperId.ANNEX_I, (title,), dated=False)
    return Sheet(
        form="I",
        heading=head,
        head=_columns(),
        body=_body(listed),
        foot=foot(context),
        notes=(_count(listed),),
        size=10.5,
    )


def _columns() -> Head:
    return (
        Column(title=t("papers-col-no"), kind=Kind.ORDINAL, width=10),
        Column(title=t("papers-col-number"), kind=Kind.ID, width=16),
        Column(title=t("papers-col-head"), width=50),
        Column(title=t("papers-col-village"), width=32),
        Column(title=t("papers-col-ethnic"), width=20),
        Column(title=t("papers-col-people"), kind=Kind.COUNT, width=16),
        Group(
            title=t("papers-col-why"),
            columns=(
                Column(title=t("papers-col-is-poor"), kind=Kind.MARK, width=16),
                Column(title=t("papers-col-is-near"), kind=Kind.MARK, width=16),
                Column(title=t("papers-col-asked"), kind=Kind.MARK, width=17),
                Column(title=t("papers-col-leaving"), kind=Kind.MARK, width=17),
            ),
        ),
        Column(title=t("papers-col-marks"), kind=Kind.POINTS, width=17),
        Column(title=t("papers-col-note"), width=27),
    )


def _body(listed: Sequence[ToReview]) -> tuple[Row, ...]:
    """A bold line with its sum for each village where there are several, then its households."""
    rows: list[Row] = []
    tops: list[int] = []
    groups = [(v, list(g)) for v, g in groupby(listed, key=lambda x: nfc(x.household.village))]
    several = len(groups) > 1
    number = 0
    for village, members in groups:
        at = len(rows) + several
        below = tuple(range(at, at + len(members)))
        if several:
            tops.append(len(rows))
            rows.append(_sum(RowKind.GROUP, village_name(village), members, below))
        for one in members:
            number += 1
            rows.append(Row(kind=RowKind.ENTRY, lines=(_line(number, one),)))
        tops += [] if several else below
    if listed:
        rows.append(_sum(RowKind.TOTAL, t("papers-total"), listed, tuple(tops)))
    return tuple(rows)


def _sum(kind: RowKind, title: str, listed: Sequence[ToReview], below: tuple[int, ...]) -> Row:
    people = sum(len(x.household.present) for x in listed)
    name = t("papers-sum-of", name=title[:1].upper() + title[1:], households=len(listed))
    line: tuple[Value, ...] = ("", "", name, "", "", people, "", "", "", "", None, "")
    return Row(kind=kind, lines=(line,), formulas=((_PEOPLE, SumOf(below)),))


def _line(number: int, one: ToReview) -> tuple[Value, ...]:
    household = one.household
    return (
        number,
        household.number,
        nfc(household.head_name),
        nfc(household.village),
        nfc(household.ethnic_group),
        len(household.present),
        _mark(one.now is HouseholdClass.POOR),
        _mark(one.now is HouseholdClass.NEAR_POOR),
        _mark(one.asked),
        _mark(one.leaving),
        one.marks,
        nfc(one.note),
    )


def _mark(holds: bool) -> str:
    return _MARK if holds else ""


def _count(listed: Sequence[ToReview]) -> str:
    return t(
        "papers-note-annex_i",
        households=len(listed),
        poor=sum(x.now is HouseholdClass.POOR for x in listed),
        near=sum(x.now is HouseholdClass.NEAR_POOR for x in listed),
        asked=sum(x.asked for x in listed),
        leaving=sum(x.leaving for x in listed),
    )
