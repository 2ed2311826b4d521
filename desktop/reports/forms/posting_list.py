"""The list posted at the village house and the commune office, with only what the public may see.

Neighbours are to object to a wrong result, so they need to know which household it is (head, village,
how many people) and what it became. Never here: citizen ids and birth days (they open bank and
insurance accounts), members' names, health, disability, causes of poverty and the twelve deprivations
(facts of private life that do not name the household better). Points and the class before may be
shown where the office wants them: `PaperWords.posting_columns`; what is not in POSTING_COLUMNS
cannot be chosen, whatever a setting says.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.domain.household import Household
from desktop.domain.paper_words import POSTING_COLUMNS, POSTING_DEFAULT, PaperId, PaperWords
from desktop.domain.procedure import Posting
from desktop.domain.review import HouseholdClass
from desktop.domain.vietnamese import nfc
from desktop.reports.forms.common import Context, foot
from desktop.reports.forms.paper_frame import (
    class_name,
    official,
    sentence_of,
    show_day,
    unit_name,
    village_name,
)
from desktop.reports.sheet import Column, Kind, Row, RowKind, Sheet, Value
from desktop.text import t


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A household with its result; `before` is the class of the last decision."""

    household: Household
    household_class: HouseholdClass
    people: int
    before: HouseholdClass | None = None
    b1_points: int | None = None
    b2_points: int | None = None
    note: str = ""


def build(
    posting: Posting,
    posted: Sequence[Posted],
    context: Context,
    words: PaperWords,
    *,
    until: datetime.date | None = None,
    is_open: bool = False,
) -> Sheet:
    """The list of one posting, in the order given; `until` is the last day of its limit.

    `is_open`: not posted yet, its days are left to be written by hand.
    """
    chosen = [c for c in words.posting_columns if c in POSTING_COLUMNS] or [*POSTING_DEFAULT]
    columns = [_COLUMNS[name] for name in chosen]
    title = (
        t("papers-title-posting", year=str(context.year)).upper(),
        t("papers-posting-where", village=village_name(posting.village)),
    )
    subtitle = (t("papers-posting-recheck"),) if posting.complaint_uid else ()
    where, key = village_name(posting.village), "papers-posting-object"
    return Sheet(
        form="niem_yet",
        heading=official(
            context, words, PaperId.POSTING, title, subtitle=subtitle, dated=False, village=where
        ),
        head=(
            Column(title=t("papers-col-no"), kind=Kind.ORDINAL, width=10),
            *(Column(title=t(key), kind=kind, width=wide) for key, kind, wide, _ in columns),
        ),
        body=_body(posted, columns),
        foot=foot(context),
        notes=(
            *_notes(posting, posted, context, until, is_open),
            sentence_of(words, PaperId.POSTING, key, context, where),
        ),
        landscape=False,
        size=12,
    )


def _body(posted: Sequence[Posted], columns: Sequence[_Column]) -> tuple[Row, ...]:
    return tuple(
        Row(kind=RowKind.ENTRY, lines=((n, *(value(one) for *_, value in columns)),))
        for n, one in enumerate(posted, start=1)
    )


_Column = tuple[str, Kind, float, Callable[[Posted], Value]]
_COLUMNS: dict[str, _Column] = {
    "head": ("papers-col-head", Kind.TEXT, 52, lambda p: nfc(p.household.head_name)),
    "village": ("papers-col-village", Kind.TEXT, 32, lambda p: nfc(p.household.village)),
    "people": ("papers-col-people", Kind.COUNT, 19, lambda p: p.people),
    "before": ("papers-col-before", Kind.MARK, 28, lambda p: class_name(p.before)),
    "class": ("papers-col-result", Kind.MARK, 30, lambda p: class_name(p.household_class)),
    "b1": ("papers-col-b1", Kind.POINTS, 15, lambda p: p.b1_points),
    "b2": ("papers-col-b2", Kind.POINTS, 15, lambda p: p.b2_points),
    "note": ("papers-col-note", Kind.TEXT, 26, lambda p: nfc(p.note)),
}


def _notes(
    posting: Posting,
    posted: Sequence[Posted],
    context: Context,
    until: datetime.date | None,
    is_open: bool,
) -> tuple[str, ...]:
    places = "; ".join(nfc(p) for p in posting.places) or t(
        "papers-posting-places", name=unit_name(context.office.name)
    )
    kinds = [p.household_class for p in posted]
    return (
        t(
            "papers-posting-count",
            households=len(posted),
            poor=kinds.count(HouseholdClass.POOR),
            near=kinds.count(HouseholdClass.NEAR_POOR),
        ),
        t(
            "papers-posting-days",
            start=show_day(None if is_open else posting.posted_on),
            end=show_day(until),
            places=places,
        ),
    )
