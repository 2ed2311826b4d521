"""Form 02 (QĐ24): the decisions that recognise poor and near-poor households, and those that escaped.

The wording of its articles is not known: the first says what is decided and of how many, the others
are a setting of the office. A decision without a number is a draft, its date is left open. Lists are attached in the columns of law.md §7.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.domain.household import Household, IdState, Person
from desktop.domain.paper_words import PaperId, PaperWords
from desktop.domain.procedure import Decision
from desktop.domain.review import HouseholdClass
from desktop.domain.vietnamese import nfc, show_birth
from desktop.reports.forms import annex_vi
from desktop.reports.forms.annex_vi import Listed
from desktop.reports.forms.common import Context, foot
from desktop.reports.forms.paper_frame import (
    address,
    bases,
    number_line,
    official,
    show_day,
    signing,
    unit_name,
)
from desktop.reports.sheet import Column, Foot, Heading, Kind, Merge, Row, RowKind, Sheet, Value
from desktop.reports.text_sheet import Align, AnySheet, Paragraph, TextSheet
from desktop.text import t

_LISTS = (HouseholdClass.POOR, HouseholdClass.NEAR_POOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Escaped:
    """A household that left its list: its class before and now, and its points now."""

    household: Household
    before: HouseholdClass | None
    now: HouseholdClass
    b1_points: int | None = None
    b2_points: int | None = None


def recognised(
    decision: Decision, listed: Sequence[Listed], context: Context, words: PaperWords
) -> tuple[AnySheet, ...]:
    """The decision, then the list of poor and the list of near-poor households, as far as there are."""
    context = replace(context, on=decision.signed_on if decision.number else None)
    kinds = {of: [x for x in listed if _class_of(x) is of] for of in _LISTS}
    poor, near = kinds[HouseholdClass.POOR], kinds[HouseholdClass.NEAR_POOR]
    first = t(
        "papers-decision-recognises",
        year=str(context.year),
        place=unit_name(context.office.name),
        poor=len(poor),
        poor_people=_people(poor, context),
        near=len(near),
        near_people=_people(near, context),
    )
    about = t("papers-decision-about-recognised", year=str(context.year))
    first_page = text(decision, PaperId.RECOGNISED, about, first, context, words)
    lists = [_attached(decision, of, kinds[of], context) for of in _LISTS if kinds[of]]
    return (first_page, *lists)


def escaped(
    decision: Decision, listed: Sequence[Escaped], context: Context, words: PaperWords
) -> tuple[AnySheet, ...]:
    """The decision, then the list of those who escaped poverty or near-poverty."""
    context = replace(context, on=decision.signed_on if decision.number else None)
    poor = [e for e in listed if e.before is HouseholdClass.POOR]
    first = t(
        "papers-decision-escapes",
        year=str(context.year),
        place=unit_name(context.office.name),
        poor=len(poor),
        near=len(listed) - len(poor),
    )
    about = t("papers-decision-about-escaped", year=str(context.year))
    first_page = text(decision, PaperId.ESCAPED, about, first, context, words)
    return (first_page, _escaped_list(decision, listed, context)) if listed else (first_page,)


def _class_of(listed: Listed) -> HouseholdClass | None:
    outcome = listed.review.outcome
    return outcome.household_class if outcome else None


def _people(listed: Sequence[Listed], context: Context) -> int:
    end = datetime.date(context.year, 12, 31)
    return sum(len(x.household.present_on(end)) for x in listed)


def text(
    decision: Decision,
    paper: PaperId,
    about: str,
    first: str,
    context: Context,
    words: PaperWords,
) -> TextSheet:
    """A decision whose first article is `first`; the others are the office's, or ours."""
    title = (t("papers-title-decision").upper(), about)
    articles = words.articles.get(paper) or usual_articles(paper, context.office.name)
    return TextSheet(
        form="02",
        heading=official(context, words, paper, title, number=decision.number),
        parts=(
            Paragraph(
                text=t("papers-chairman-of", name=unit_name(context.office.name)).upper(),
                align=Align.CENTRE, bold=True, before=4,
            ),
            *bases(words, paper),
            Paragraph(text=t("papers-decides"), align=Align.CENTRE, bold=True, before=8, keep=True),
            *(
                Paragraph(text=nfc(article), lead=t("papers-article", number=str(n)), before=5)
                for n, article in enumerate((first, *articles), start=1)
            ),
            signing(context, words, paper),
        ),
    )  # fmt: skip


def usual_articles(paper: PaperId, office_name: str) -> tuple[str, ...]:
    """The articles after the first where the office says nothing: its list names households or people."""
    who = "papers-decision-who-people" if paper is PaperId.WORKER else "papers-decision-who"
    return t("papers-decision-force"), t(who, name=unit_name(office_name))


# Attached lists ----------------------------------------------------------------------------------
def attachment(decision: Decision, title: str, context: Context, paper: PaperId) -> Heading:
    """The heading of a list that goes with a decision."""
    number = number_line(decision.number, "", paper)
    number = number[:1].lower() + number[1:]
    subtitle = t(
        "papers-attached-to",
        number=number.replace(":", ""),
        day=show_day(context.on),
        name=unit_name(context.office.name),
    )
    return replace(
        official(context, PaperWords(), PaperId.POSTING, (title,), dated=False),
        subtitle=(subtitle,),
    )


def _attached(
    decision: Decision, of: HouseholdClass, listed: Sequence[Listed], context: Context
) -> Sheet:
    """Annex VI's columns under the heading of the decision."""
    made = annex_vi.build(listed, context)
    title = t(f"papers-title-list-{of}", year=str(context.year)).upper()
    return replace(
        made,
        form=t(f"class-{of}"),
        heading=attachment(decision, title, context, PaperId.RECOGNISED),
        foot=list_foot(context),
    )


def list_foot(context: Context) -> Foot:
    """The foot of such a list: signed, not dated."""
    return replace(foot(context), place_date="", prepared_title="", prepared_by="")


def _escaped_list(decision: Decision, listed: Sequence[Escaped], context: Context) -> Sheet:
    title = t("papers-title-list-escaped", year=str(context.year)).upper()
    return Sheet(
        form="thoat_ngheo",
        heading=attachment(decision, title, context, PaperId.ESCAPED),
        head=_escaped_columns(),
        body=tuple(
            row for n, one in enumerate(listed, start=1) for row in _escaped_rows(n, one, context)
        ),
        foot=list_foot(context),
        notes=(t("papers-note-escaped", households=len(listed)),),
        size=9,
    )


def _escaped_columns() -> tuple[Column, ...]:
    once = Merge.ON_PAPER
    return (
        Column(title=t("papers-col-no"), kind=Kind.ORDINAL, width=10, merge=once),
        Column(title=t("papers-col-name"), width=44),
        Column(title=t("papers-col-relation"), width=21),
        Column(title=t("papers-col-sex"), kind=Kind.MARK, width=13),
        Column(title=t("papers-col-born"), kind=Kind.MARK, width=21),
        Column(title=t("papers-col-id"), kind=Kind.ID, width=27),
        Column(title=t("papers-col-ethnic"), width=19),
        Column(title=t("papers-col-address"), width=48, merge=once),
        Column(title=t("papers-col-b1"), kind=Kind.POINTS, width=13, merge=once),
        Column(title=t("papers-col-b2"), kind=Kind.POINTS, width=13, merge=once),
        Column(title=t("papers-col-note"), width=30, merge=once),
    )


_MOST_MEMBERS = 8  # a row stays whole on a page, so a large household goes on in another


def _escaped_rows(number: int, one: Escaped, context: Context) -> list[Row]:
    members = one.household.present_on(datetime.date(context.year, 12, 31))
    lines = [
        _escaped_line(number if n == 0 else None, person, one, context)
        for n, person in enumerate(members)
    ]
    return [
        Row(kind=RowKind.ENTRY, lines=tuple(lines[start : start + _MOST_MEMBERS]))
        for start in range(0, len(lines), _MOST_MEMBERS)
    ]


def _escaped_line(
    number: int | None, person: Person, one: Escaped, context: Context
) -> tuple[Value, ...]:
    is_open = person.id_state is IdState.NOT_ISSUED
    return (
        number,
        nfc(person.name),
        nfc(person.relation),
        t(f"sex-{person.sex}") if person.sex else "",
        show_birth(person.born),
        t("id-not_issued") if is_open else person.citizen_id,
        nfc(person.ethnic_group),
        address(one.household, context),
        one.b1_points,
        one.b2_points,
        _what_became(one),
    )


def _what_became(one: Escaped) -> str:
    if one.before is HouseholdClass.POOR:
        near = one.now is HouseholdClass.NEAR_POOR
        return t("papers-escaped-to-near") if near else t("papers-escaped-poverty")
    return t("papers-escaped-near")
