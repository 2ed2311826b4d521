"""From a case decided by the income survey (annex VIII) to its papers: list, decision, refusals."""

from __future__ import annotations

from desktop.domain.paper_words import PaperId
from desktop.domain.procedure import Decision, Posting
from desktop.errors import PaperNotReady
from desktop.reports.forms import refusal, survey_papers
from desktop.reports.forms.survey_papers import Surveyed
from desktop.reports.text_sheet import AnySheet
from desktop.rules.case_facts import posting_ends
from desktop.services import paper_records as records
from desktop.services.paper_records import Bundle
from desktop.text import t

# Two procedures, each with a decision of its own wording.
DECISION_OF = {"average_living_standard": PaperId.AVERAGE, "low_income_worker": PaperId.WORKER}


def posting_of(at: Bundle, posting: Posting | None = None) -> tuple[AnySheet, ...]:
    """The list to post at the commune: who was surveyed. Raises PaperNotReady where nobody was."""
    found = [s for s in _surveyed(at, [s.uid for s in at.records.subjects]) if s.income_vnd]
    if not found:
        raise PaperNotReady(paper=t("papers-name-survey_posting"), why=t("papers-why-unsurveyed"))
    until = posting_ends(at.procedure, posting, at.calendar) if posting else None
    sheet = survey_papers.posting(
        found, at.procedure.name, at.context, at.words, made=posting, until=until
    )
    return (sheet,)


def is_surveyed(at: Bundle) -> bool:
    """Whether any household of the case was surveyed."""
    return any(at.records.surveyed(s.uid) for s in at.records.subjects)


def decision_of(at: Bundle, made: Decision) -> tuple[AnySheet, ...]:
    """The decision that recognises, with its list."""
    rows = _surveyed(at, records.in_order(at, made))
    paper = DECISION_OF[at.records.case.procedure]
    return survey_papers.decision(made, rows, at.procedure.name, paper, at.context, at.words)


def refusals_of(at: Bundle, made: Decision) -> tuple[AnySheet, ...]:
    """One answer in writing for each household that is refused."""
    name = at.procedure.name
    about = t(
        "papers-survey-refusal-about", what=name[:1].lower() + name[1:], year=str(at.context.year)
    )
    return tuple(
        refusal.build(
            made, one.household, at.context, at.words,
            asked_on=records.asked_on(at, one.household.uid),
            paper=PaperId.SURVEY_REFUSAL, about=about, income_vnd=one.income_vnd,
            person=one.person,
        )
        for one in _surveyed(at, records.in_order(at, made))
    )  # fmt: skip


def _surveyed(at: Bundle, uids: list[str]) -> list[Surveyed]:
    return [
        Surveyed(household=at.home(uid), income_vnd=_income(at, uid), person=at.person(uid))
        for uid in uids
    ]


def _income(at: Bundle, uid: str) -> int | None:
    done = at.records.surveyed(uid)
    return int(done.number) if done and done.number.isdecimal() else None
