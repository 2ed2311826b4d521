"""What becomes of one filled phone form: new, equal, known, in place of a keyed sheet, or refused."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from desktop.domain.household import Household
from desktop.domain.review import Answers, Finding, Review, Severity
from desktop.exchange.phone_form import Mark, Question
from desktop.exchange.phone_sheets import Composed, compose
from desktop.exchange.submissions import Submission
from desktop.rules import since
from desktop.rules.derive import propose
from desktop.rules.since import Difference
from desktop.rules.standard import Standard

_EARLIEST = datetime.datetime.min.replace(tzinfo=datetime.UTC)


class Fate(StrEnum):
    """NEW: a draft where there was none. CHANGED: a sheet was keyed already, somebody decides.
    OLDER: a later form of the household is in the file. EQUAL, KNOWN: nothing to do (KNOWN was
    taken before, whatever was mended since). REFUSED: cannot be taken, with the reason."""

    NEW = "new"
    CHANGED = "changed"
    OLDER = "older"
    EQUAL = "equal"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSheet:
    """One form with what it would make: `before`, `review` as the book has them, `household` and
    `answers` as they would be. `findings` are about the form, `checks` about the sheet."""

    submission: Submission
    digest: str
    fate: Fate
    before: Household | None = None
    review: Review | None = None
    household: Household | None = None
    answers: Answers = field(default_factory=Answers)
    reason: Finding | None = None
    findings: tuple[Finding, ...] = ()
    checks: tuple[Finding, ...] = ()
    differences: tuple[Difference, ...] = ()

    @property
    def key(self) -> str:
        """The instance id of the form."""
        return self.submission.key

    @property
    def household_uid(self) -> str:
        """Whose form it is."""
        return self.submission.household_uid

    @property
    def can_take(self) -> bool:
        """Whether it can be taken when somebody says so."""
        return self.fate in (Fate.NEW, Fate.CHANGED, Fate.OLDER)

    @property
    def blocking(self) -> int:
        """How many findings would stop the sheet's completion now."""
        return sum(f.severity is Severity.BLOCKING for f in self.checks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What forms are compared with: the round's mark and standard, who is gone, what was taken."""

    mark: Mark
    standard: Standard
    questions: tuple[Question, ...]
    gone: frozenset[str]
    taken: Mapping[str, str]
    digest: Callable[[Submission], str]
    today: datetime.date


def planned(
    desk: Desk, submission: Submission, household: Household | None, review: Review | None
) -> PlannedSheet:
    """The fate of one form by itself; `settle_doubles` then looks at those of one household."""
    digest = desk.digest(submission)
    bare = PlannedSheet(
        submission=submission, digest=digest, fate=Fate.REFUSED, before=household, review=review
    )
    reason = next(_refusals(desk, submission, household, review), None)
    if reason is not None or household is None:
        return replace(bare, reason=reason)
    before = review.answers if review else Answers()
    made = compose(submission, household, before, desk.standard, desk.questions, on=desk.today)
    if made.is_strange:
        return replace(bare, reason=made.findings[0])
    answers = _confirmed_still(made, desk)
    fate = _fate(
        desk, submission, digest, review, same=(made.household, answers) == (household, before)
    )
    differences = (
        *since.of_households(household, made.household),
        *(since.of_answers(before, answers, desk.standard) if review else ()),
        *(since.of_signing(before, answers) if review else ()),
    )
    return replace(
        bare, fate=fate, household=made.household, answers=answers, findings=made.findings,
        differences=tuple(differences),
    )  # fmt: skip


def _fate(
    desk: Desk, submission: Submission, digest: str, review: Review | None, *, same: bool
) -> Fate:
    if review is None:
        return Fate.NEW
    if desk.taken.get(submission.key) == digest:
        return Fate.KNOWN
    if same:
        return Fate.EQUAL
    # A sheet that was only put on the list holds no answer yet.
    is_blank = review.outcome is None and review.answers == Answers()
    return Fate.NEW if is_blank else Fate.CHANGED


def _confirmed_still(made: Composed, desk: Desk) -> Answers:
    """What the desk had confirmed, less what the new answers speak against."""
    answers = made.answers
    if not answers.confirmed:
        return answers
    day = min(answers.reviewed_on or desk.today, desk.today)
    says = propose(desk.standard, made.household.present, answers.facts, day)
    kept = {
        code: yes
        for code, yes in answers.confirmed.items()
        if code not in says or says[code].deprived in (None, yes) or answers.notes.get(code)
    }
    return replace(answers, confirmed=kept)


# Refusals ----------------------------------------------------------------------------------------
def _refused(code: str, **details: object) -> Finding:
    return Finding(f"phone-{code}", Severity.BLOCKING, "", details)


def _refusals(
    desk: Desk, submission: Submission, household: Household | None, review: Review | None
) -> Iterator[Finding]:
    if submission.is_rejected:
        yield _refused("rejected")
    yield from _foreign(desk.mark, submission.mark)
    if household is None:
        yield _refused("household-unknown")
    elif household.uid in desk.gone:
        yield _refused("household-gone")
    if review is not None and review.decision_no:
        yield _refused("decided", number=review.decision_no)


def _foreign(own: Mark, theirs: Mark | None) -> Iterator[Finding]:
    if theirs is None:
        yield _refused("unmarked")
    elif theirs.commune != own.commune:
        yield _refused("other-commune", commune=theirs.commune)
    elif theirs.year != own.year:
        yield _refused("other-year", year=str(theirs.year))
    elif theirs.standard_id != own.standard_id:
        yield _refused("other-standard", standard=theirs.standard_id)
    elif theirs.standard_hash != own.standard_hash:
        yield _refused("other-edition", standard=theirs.standard_id)


# Two forms for one household ----------------------------------------------------------------------
def settle_doubles(sheets: Sequence[PlannedSheet]) -> Iterable[PlannedSheet]:
    """Of several forms of a household the latest is proposed, the others are shown as older."""
    latest: dict[str, PlannedSheet] = {}
    for sheet in sheets:
        if sheet.fate is Fate.REFUSED:
            continue
        best = latest.get(sheet.household_uid)
        if best is None or _age(sheet) > _age(best):
            latest[sheet.household_uid] = sheet
    for sheet in sheets:
        best = latest.get(sheet.household_uid)
        if best is None or best is sheet or not sheet.can_take:
            yield sheet
        else:  # one form that stands in the file twice is no second form
            yield replace(sheet, fate=Fate.KNOWN if sheet.key == best.key else Fate.OLDER)


def _age(sheet: PlannedSheet) -> tuple[datetime.datetime, int]:
    return sheet.submission.at or _EARLIEST, sheet.submission.row
