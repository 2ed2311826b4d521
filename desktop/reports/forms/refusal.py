"""The answer in writing to a household that is not recognised, with the reasons (law.md §6)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from desktop.domain.household import Household, Person
from desktop.domain.paper_words import PaperId, PaperWords
from desktop.domain.procedure import Decision
from desktop.domain.review import Outcome
from desktop.domain.vietnamese import nfc, show_birth
from desktop.reports.forms.common import Context
from desktop.reports.forms.paper_frame import (
    SENTENCES,
    address,
    bases,
    class_name,
    official,
    sentence_of,
    show_day,
    signing,
    to_whom,
    unit_name,
)
from desktop.reports.text_sheet import Paragraph, Part, TextSheet, WritingLines
from desktop.text import t


def build(
    decision: Decision,
    household: Household,
    context: Context,
    words: PaperWords,
    *,
    asked_on: datetime.date | None = None,
    outcome: Outcome | None = None,
    paper: PaperId = PaperId.REFUSAL,
    about: str = "",
    income_vnd: int | None = None,
    person: Person | None = None,
) -> TextSheet:
    """A letter to the household; reasons not typed leave lines to write on.

    Where an income survey decides: `paper` and `about` are its own, `income_vnd` what it found,
    `person` the member it is about, who is written to.
    """
    name = unit_name(context.office.name)
    about = about or t("papers-refusal-about", year=str(context.year))
    decides, ask = (sentence_of(words, paper, key, context) for key in SENTENCES[paper])
    return TextSheet(
        form="tra_loi",
        heading=official(context, words, paper, (), number=decision.number, about=about),
        parts=(
            *_receiver(household, person, context),
            *(bases(words, paper) if words.bases.get(paper) else []),
            Paragraph(text=t("papers-refusal-asked", name=name, day=show_day(asked_on)), before=8),
            *_result(outcome, income_vnd),
            Paragraph(text=decides),
            *_reasons(decision),
            Paragraph(text=ask),
            signing(context, words, paper),
        ),
    )


def _receiver(household: Household, person: Person | None, context: Context) -> Iterator[Part]:
    """Who is written to, and where they live."""
    who = nfc(person.name if person else household.head_name)
    yield to_whom(t("papers-refusal-to", head=who))
    if person:
        yield Paragraph(text=_born(person))
    yield Paragraph(text=t("papers-refusal-address", address=address(household, context)))


def _reasons(decision: Decision) -> Iterator[Part]:
    yield Paragraph(text=t("papers-refusal-why"), keep=True)
    reason = nfc(decision.reason)
    yield Paragraph(text=reason) if reason else WritingLines(count=3)


def _born(person: Person) -> str:
    """Whom the answer is about, so that nobody of the same name is meant."""
    born, number = show_birth(person.born) or "……", person.citizen_id or "……"
    return t("papers-refusal-person", born=born, id=number)


def _result(outcome: Outcome | None, income_vnd: int | None) -> Iterator[Part]:
    """What the review found, as far as it is known."""
    if outcome:
        yield Paragraph(
            text=t(
                "papers-refusal-result",
                result=class_name(outcome.household_class),
                b1=_points(outcome.b1_points),
                b2=_points(outcome.b2_points),
            )
        )
    if income_vnd is not None:
        yield Paragraph(text=t("papers-survey-result", income=income_vnd))


def _points(points: int | None) -> str:
    return "……" if points is None else str(points)
