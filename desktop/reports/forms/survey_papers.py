"""Papers decided by an income survey: the list that is posted and the decision (law.md §6).

Their printed forms are not known (for low-income workers one is named, form 02 of NĐ 30/2025, and not
at hand): a posted list and a generic decision carry the name of the procedure as the law gives it.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.domain.household import Household
from desktop.domain.paper_words import PaperId, PaperWords
from desktop.domain.procedure import Decision, Posting
from desktop.domain.vietnamese import nfc, show_birth
from desktop.reports.forms import decision as form_02
from desktop.reports.forms.common import Context, foot
from desktop.reports.forms.paper_frame import address, entries, official, show_day, unit_name
from desktop.reports.sheet import Column, Kind, Sheet
from desktop.reports.text_sheet import AnySheet
from desktop.text import t


@dataclass(frozen=True, slots=True, kw_only=True)
class Surveyed:
    """A household with its income by the survey, đồng per person and month, None if not surveyed."""

    household: Household
    income_vnd: int | None = None


def posting(
    surveyed: Sequence[Surveyed], what: str, context: Context, words: PaperWords,
    *, made: Posting | None = None, until: datetime.date | None = None,
) -> Sheet:  # fmt: skip
    """The list posted at the commune; without `made` its days are open. Incomes are never posted.

    `what`: the procedure in words ("Công nhận hộ …").
    """
    office = unit_name(context.office.name)
    title = (
        t("papers-title-survey_posting").upper(),
        t("papers-survey-title", what=what, year=str(context.year)),
    )
    places = "; ".join(nfc(p) for p in made.places) if made else ""
    rows = [
        (n, nfc(h.head_name), nfc(h.village), len(h.present), "")
        for n, h in enumerate((one.household for one in surveyed), start=1)
    ]
    return Sheet(
        form="niem_yet",
        heading=official(context, words, PaperId.SURVEY_POSTING, title, dated=False),
        head=(
            Column(title=t("papers-col-no"), kind=Kind.ORDINAL, width=10),
            Column(title=t("papers-col-head"), width=55),
            Column(title=t("papers-col-village"), width=38),
            Column(title=t("papers-col-people"), kind=Kind.COUNT, width=22),
            Column(title=t("papers-col-note"), width=40),
        ),
        body=entries(rows),
        foot=foot(context),
        notes=(
            t("papers-note-escaped", households=len(rows)),
            t(
                "papers-posting-days",
                start=show_day(made.posted_on if made else None),
                end=show_day(until),
                places=places or t("papers-survey-place", name=office),
            ),
            t("papers-survey-object", name=office),
        ),
        landscape=False,
        size=12,
    )  # fmt: skip


def decision(
    made: Decision, surveyed: Sequence[Surveyed], what: str, paper: PaperId,
    context: Context, words: PaperWords,
) -> tuple[AnySheet, ...]:  # fmt: skip
    """The decision, then its list; `paper` says whose wording it has."""
    context = replace(context, on=made.signed_on if made.number else None)
    year, place = str(context.year), unit_name(context.office.name)
    about = t("papers-survey-about", what=what[:1].lower() + what[1:], year=year)
    first = t("papers-survey-decides", what=what, year=year, place=place)
    text = form_02.text(made, paper, about, first, context, words)
    return (text, _list(made, surveyed, what, paper, context)) if surveyed else (text,)


def _list(
    made: Decision, surveyed: Sequence[Surveyed], what: str, paper: PaperId, context: Context
) -> Sheet:
    title = t("papers-survey-list", what=what, year=str(context.year))
    return Sheet(
        form="khao_sat",
        heading=form_02.attachment(made, title, context, paper),
        head=(
            Column(title=t("papers-col-no"), kind=Kind.ORDINAL, width=10),
            Column(title=t("papers-col-head"), width=48),
            Column(title=t("papers-col-born"), kind=Kind.MARK, width=26),
            Column(title=t("papers-col-ethnic"), width=22),
            Column(title=t("papers-col-address"), width=62),
            Column(title=t("papers-col-people"), kind=Kind.COUNT, width=20),
            Column(title=t("papers-col-per-person"), kind=Kind.COUNT, width=30),
            Column(title=t("papers-col-note"), width=40),
        ),
        body=entries([_row(n, one, context) for n, one in enumerate(surveyed, start=1)]),
        foot=form_02.list_foot(context),
        notes=(t("papers-note-escaped", households=len(surveyed)),),
        size=10,
    )


def _row(number: int, one: Surveyed, context: Context) -> tuple[int | str | None, ...]:
    home = one.household
    head = home.head
    return (
        number,
        nfc(home.head_name),
        show_birth(head.born) if head else "",
        nfc(head.ethnic_group) if head else "",
        address(home, context),
        len(home.present),
        one.income_vnd,
        "",
    )
