"""Papers decided by an income survey: the list that is posted and the decision (law.md §6).

Their printed forms are not known (for low-income workers one is named, form 02 of NĐ 30/2025, and not
at hand): a posted list and a generic decision carry the name of the procedure as the law gives it.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.domain.household import Household, Person
from desktop.domain.paper_words import PaperId, PaperWords
from desktop.domain.procedure import Decision, Posting
from desktop.domain.vietnamese import nfc, show_birth
from desktop.reports.forms import decision as form_02
from desktop.reports.forms.common import Context, foot
from desktop.reports.forms.paper_frame import (
    address,
    entries,
    official,
    sentence_of,
    show_day,
    unit_name,
)
from desktop.reports.sheet import Column, Head, Kind, Sheet, Value
from desktop.reports.text_sheet import AnySheet
from desktop.text import t


@dataclass(frozen=True, slots=True, kw_only=True)
class Surveyed:
    """A household with its income by the survey, đồng per person and month, None if not surveyed.

    `person`: the member whom a case of one person is about.
    """

    household: Household
    income_vnd: int | None = None
    person: Person | None = None

    @property
    def who(self) -> Person | None:
        """Who is named first: the person, or the head."""
        return self.person or self.household.head


def posting(
    surveyed: Sequence[Surveyed], what: str, context: Context, words: PaperWords,
    *, made: Posting | None = None, until: datetime.date | None = None,
) -> Sheet:  # fmt: skip
    """The list posted at the commune; without `made` its days are open. Incomes are never posted,
    nor the birth days and ids of persons.

    `what`: the procedure in words ("Công nhận hộ …").
    """
    office = unit_name(context.office.name)
    title = (
        t("papers-title-survey_posting").upper(),
        t("papers-survey-title", what=what, year=str(context.year)),
    )
    places = "; ".join(nfc(p) for p in made.places) if made else ""
    is_personal = any(one.person for one in surveyed)
    rows = [_posted(n, one, is_personal=is_personal) for n, one in enumerate(surveyed, start=1)]
    return Sheet(
        form="niem_yet",
        heading=official(context, words, PaperId.SURVEY_POSTING, title, dated=False),
        head=_posted_columns(is_personal=is_personal),
        body=entries(rows),
        foot=foot(context),
        notes=(
            _count(surveyed),
            t(
                "papers-posting-days",
                start=show_day(made.posted_on if made else None),
                end=show_day(until),
                places=places or t("papers-survey-place", name=office),
            ),
            sentence_of(words, PaperId.SURVEY_POSTING, "papers-survey-object", context),
        ),
        landscape=False,
        size=12,
    )  # fmt: skip


def _posted_columns(*, is_personal: bool) -> Head:
    return (
        Column(title=t("papers-col-no"), kind=Kind.ORDINAL, width=10),
        *([Column(title=t("papers-col-worker"), width=44)] if is_personal else []),
        Column(title=t("papers-col-head"), width=44 if is_personal else 55),
        Column(title=t("papers-col-village"), width=30 if is_personal else 38),
        Column(title=t("papers-col-people"), kind=Kind.COUNT, width=20 if is_personal else 22),
        Column(title=t("papers-col-note"), width=17 if is_personal else 40),
    )


def _posted(number: int, one: Surveyed, *, is_personal: bool) -> tuple[Value, ...]:
    home = one.household
    names = [nfc(home.head_name)]
    if is_personal:
        names.insert(0, nfc(one.who.name) if one.who else "")
    return (number, *names, nfc(home.village), len(home.present), "")


def _count(surveyed: Sequence[Surveyed]) -> str:
    people = sum(one.person is not None for one in surveyed)
    if people:
        return t("papers-note-people", people=people)
    return t("papers-note-escaped", households=len(surveyed))


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
    is_personal = any(one.person for one in surveyed)
    rows = [_row(n, one, context, personal=is_personal) for n, one in enumerate(surveyed, start=1)]
    return Sheet(
        form="khao_sat",
        heading=form_02.attachment(
            made, t("papers-survey-list", what=what, year=str(context.year)), context, paper
        ),
        head=_personal_columns() if is_personal else _columns(),
        body=entries(rows),
        foot=form_02.list_foot(context),
        notes=(_count(surveyed),),
        size=10,
    )


def _columns() -> Head:
    return (
        Column(title=t("papers-col-no"), kind=Kind.ORDINAL, width=10),
        Column(title=t("papers-col-head"), width=48),
        Column(title=t("papers-col-born"), kind=Kind.MARK, width=26),
        Column(title=t("papers-col-ethnic"), width=22),
        Column(title=t("papers-col-address"), width=62),
        Column(title=t("papers-col-people"), kind=Kind.COUNT, width=20),
        Column(title=t("papers-col-per-person"), kind=Kind.COUNT, width=30),
        Column(title=t("papers-col-note"), width=40),
    )


def _personal_columns() -> Head:
    """As the others, with the worker before the head, and the id that the person is known by."""
    no, _head, born, ethnic, address_, _people, income, note = _columns()
    assert isinstance(address_, Column), "none of them is a group"
    assert isinstance(note, Column), "none of them is a group"
    return (
        no,
        Column(title=t("papers-col-worker"), width=44),
        born,
        Column(title=t("papers-col-id"), width=30),
        ethnic,
        Column(title=t("papers-col-head"), width=38),
        replace(address_, width=52),
        income,
        replace(note, width=24),
    )


def _row(number: int, one: Surveyed, context: Context, *, personal: bool) -> tuple[Value, ...]:
    home, who = one.household, one.who
    name, born = (nfc(who.name), show_birth(who.born)) if who else ("", "")
    ethnic, where = nfc(who.ethnic_group) if who else "", address(home, context)
    if personal:
        number_ = who.citizen_id if who else ""
        head = nfc(home.head_name)
        return (number, name, born, number_, ethnic, head, where, one.income_vnd, "")
    return (number, name, born, ethnic, where, len(home.present), one.income_vnd, "")
