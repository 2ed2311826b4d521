"""Why a household has its class, gathered for the page and the paper; words in explaining_words."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.domain.household import Household
from desktop.domain.review import Answers, Outcome, Review
from desktop.domain.unit import Office
from desktop.files import write_whole
from desktop.reports.forms import explanation as form
from desktop.reports.forms.common import Context
from desktop.reports.sheet import Sheet
from desktop.rules import since
from desktop.rules.classify import points_of
from desktop.rules.derive import Proposal, propose
from desktop.rules.explain import Elsewhere, Explanation, Margin, elsewhere, explain, margins
from desktop.rules.since import About, Difference
from desktop.rules.standard import Standard, standard_in_force
from desktop.services.catalogue import standards
from desktop.services.explaining_words import paper_words
from desktop.services.keying import open_for_keying
from desktop.services.reporting import ink
from desktop.services.reviewing import newest_round
from desktop.store import audit, households, reviews, settings
from desktop.store.connection import Db, writing

__all__ = ["Explained", "explained", "note_printed", "paper_name", "sheet_of", "write_explanation"]

# Proposals that rest on the sheet alone; the others on the roster, which is of today.
_BY_THE_SHEET = ("answer", "parts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One household with all that its page tells. `review` is the sheet that is explained: of the
    year asked for, else the last one before it. `others` are the standards to compare with."""

    office: Office
    household: Household
    review: Review
    last: Review | None
    standard: Standard
    made: Explanation
    margins: tuple[Margin, ...]
    changes: tuple[Difference, ...]
    others: tuple[tuple[str, str], ...]
    other_id: str = ""
    other: Elsewhere | None = None

    @property
    def is_draft(self) -> bool:
        """Whether the sheet is not complete yet."""
        return self.review.outcome is None


def explained(
    db: Db, household_uid: str, year: int, other: str = "", *, now: datetime.datetime
) -> Explained | None:
    """Explain the sheet of a household in a year, or the last one before; None if there is none.

    `other` is the id of a standard to score the same answers by; nothing is changed by it.
    """
    household = households.get(db, household_uid)
    review = reviews.get(db, household_uid, year) or reviews.last_before(db, household_uid, year)
    if household is None or review is None:
        return None
    known = standards(db)
    chosen = _standard_of(db, review, known)
    if chosen is None:
        return None
    office = settings.office(db)
    newest = newest_round(db)
    is_now = newest is not None and newest.year == review.year
    made = _made(review, household, chosen, now, is_now=is_now)
    last = reviews.last_before(db, household_uid, review.year)
    before = (
        open_for_keying(db, household_uid, review.year).before if is_now and office.area else None
    )
    changed = _changes(review, last, made, chosen)
    if before is not None:
        changed = (*changed, *since.of_households(before, household))
    told = known.get(other)
    return Explained(
        office=office, household=household, review=review, last=last, standard=chosen, made=made,
        margins=margins(made, chosen), changes=tuple(changed),
        others=tuple((s.id, s.name) for s in known.values() if s.id != chosen.id),
        other_id=other if told else "",
        other=elsewhere(review.answers, chosen, told, review.area) if told else None,
    )  # fmt: skip


def _standard_of(db: Db, review: Review, known: Mapping[str, Standard]) -> Standard | None:
    """The standard a sheet was decided by, or is keyed under; None where it has no point limits."""
    opened = reviews.get_round(db, review.year)
    named = (review.outcome.standard_id if review.outcome else "") or (
        opened.standard_id if opened else ""
    )
    found = known.get(named) or standard_in_force(known.values(), review.year)
    return None if found is None or found.missing else found


def _made(
    review: Review, household: Household, chosen: Standard, now: datetime.datetime, *, is_now: bool
) -> Explanation:
    today = now.astimezone().date()
    day = min(review.answers.reviewed_on or today, today)
    says = propose(chosen, household.present, review.answers.facts, day)
    if not is_now:
        says = {d.code: says[d.code] for d in chosen.deprivations if d.derive in _BY_THE_SHEET}
    outcome = review.outcome
    if outcome is not None and outcome.standard_id != chosen.id:
        outcome = replace(outcome, standard_id=chosen.id)
    return explain(review.answers, chosen, review.area, outcome, _told(says, review.answers))


def _told(says: Mapping[str, Proposal], answers: Answers) -> dict[str, Proposal]:
    """Where a list brought the result there is nothing to propose from."""
    is_listed = not answers.confirmed and not answers.facts
    return {} if is_listed else dict(says)


# What changed since the last decision ---------------------------------------------------------------
def _changes(
    review: Review, last: Review | None, made: Explanation, chosen: Standard
) -> tuple[Difference, ...]:
    if last is None:
        return ()
    return tuple(_differences(review, last, made, chosen))


def _differences(
    review: Review, last: Review, made: Explanation, chosen: Standard
) -> Iterator[Difference]:
    yield from since.of_outcomes(last.outcome, review.outcome or _so_far(made, chosen))
    old, new = _deprived(last, chosen), _deprived(review, chosen)
    turned = [*since.of_deprivations(old, new, chosen)]
    yield from turned
    told = {difference.name for difference in turned}
    if last.answers != Answers() and review.answers != Answers():
        for difference in since.of_answers(last.answers, review.answers, chosen):
            # Points are told by the outcomes, whichever way they were keyed.
            is_news = difference.about is not About.B1 and difference.name not in told
            if is_news and difference.before and difference.after:
                yield difference
    yield from since.of_people(last.people, review.people)


def _so_far(made: Explanation, chosen: Standard) -> Outcome | None:
    if made.household_class is None:
        return None
    deprived = tuple(line.code for line in made.deprivations if line.deprived)
    return Outcome(
        household_class=made.household_class, b1_points=made.b1_points, b2_points=made.b2_points,
        deprived=deprived, standard_id=chosen.id,
    )  # fmt: skip


def _deprived(review: Review, chosen: Standard) -> dict[str, bool]:
    known = dict(review.answers.confirmed)
    outcome = review.outcome
    if outcome is not None:
        # A list from outside may bring points without the deprivations behind them.
        whole = points_of(chosen, outcome.deprived) == outcome.b2_points
        for deprivation in chosen.deprivations:
            if whole or deprivation.code in outcome.deprived:
                known[deprivation.code] = deprivation.code in outcome.deprived
    return known


# The paper ---------------------------------------------------------------------------------------
def sheet_of(db: Db, told: Explained, *, on: datetime.date | None = None) -> Sheet:
    """The explanation before it is ink; `on` is the date under it, open if None."""
    context = Context(
        office=told.office, signatory=settings.signatory(db), year=told.review.year, on=on,
        practice=told.standard.practice,
    )  # fmt: skip
    return form.build(paper_words(told), context)


def paper_name(told: Explained, kind: str) -> str:
    """An ASCII name: "giai_thich_0417_2026.pdf"; practice papers say so first."""
    number = "".join(c for c in told.household.number if c.isascii() and c.isalnum())
    mark = "luyen-tap_" if told.office.practice or told.standard.practice else ""
    return f"{mark}giai_thich_{number or 'ho'}_{told.review.year}.{kind}"


def write_explanation(
    db: Db, told: Explained, kind: str, path: Path, *, now: datetime.datetime, by: str
) -> Path:
    """Write the explanation as "pdf" or "xlsx", whole or not at all; the trail keeps it."""
    write_whole(path, ink(sheet_of(db, told, on=now.astimezone().date()), kind))
    with writing(db):
        audit.add(db, at=now, by=by, action="papers", subject=told.household.uid, after=[path.name])
    return path


def note_printed(db: Db, told: Explained, pages: int, *, now: datetime.datetime, by: str) -> None:
    """Keep in the trail that an explanation went to the printer."""
    with writing(db):
        audit.add(
            db, at=now, by=by, action="printed", subject=told.household.uid,
            after={"form": form.FORM, "pages": pages},
        )  # fmt: skip
