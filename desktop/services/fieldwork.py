"""Sheets B on phones: the form goes out, what was filled in comes back, shown before it is taken.

Filled forms become drafts to be confirmed at the desk. A sheet that was keyed already is never
replaced unseen: such a form waits until somebody accepts it by name. Taking is one deed, which can
be undone as one.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from desktop.domain.act import Act, Touched
from desktop.domain.household import Household
from desktop.domain.review import Answers, Outcome, Review, Severity
from desktop.errors import PhoneFormEmpty, SubmissionsOutdated
from desktop.exchange.phone_form import Mark, questions, short_hash
from desktop.exchange.phone_sheets import TYPED
from desktop.exchange.submissions import Submission, read_submissions
from desktop.exchange.xlsform import PhoneForm, form_id, version_of, workbook
from desktop.files import write_whole
from desktop.rules.classify import classify
from desktop.rules.derive import propose
from desktop.rules.standard import Standard
from desktop.services.catalogue import ethnic_groups, standard, standard_content
from desktop.services.changes import Changes, changes
from desktop.services.phone_plan import Desk, Fate, PlannedSheet, planned, settle_doubles
from desktop.services.registering import own_commune
from desktop.services.reviewing import open_sheet, put_sheet, queue, round_of, sheet_findings
from desktop.store import acts, audit, households, reviews, settings, totals
from desktop.store.connection import Db, writing

__all__ = ["Fate", "FormContent", "FormExport", "PlannedSheet", "SubmissionPlan", "Taken", "export_form", "form_content", "form_name", "plan_submissions", "take_submissions"]  # fmt: skip

ACT = "phone_sheets"
_WRITES, _NOTHING = changes("household", "review", "queue"), changes()


# Out ---------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class FormContent:
    """What personal data a form would carry: households, their people, citizen ids."""

    households: int
    people: int
    ids: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FormExport:
    """A form that was written: where, under which id and version, and what it carries."""

    path: Path
    form_id: str
    version: str
    content: FormContent


def form_content(db: Db, year: int) -> FormContent:
    """What the form of a round would carry, to be said before it is written. Raises RoundMissing."""
    round_of(db, year)
    return _content(_to_review(db, year), with_ids=True)


def form_name(db: Db, year: int) -> str:
    """The ASCII name of the workbook: "phieu_B_02296_2026.xlsx"."""
    office = own_commune(db)
    mark = "luyen-tap_" if office.practice else ""
    return f"{mark}phieu_B_{office.code}_{year}.xlsx"


def export_form(
    db: Db, year: int, path: Path, *, with_ids: bool = False, now: datetime.datetime, by: str
) -> FormExport:
    """Write sheet B with the households to review as an XLSForm, whole or not at all.

    The file holds personal data in the clear: names, births and the like, citizen ids only
    `with_ids`. The trail keeps who wrote it. Raises RoundMissing, RoundNotHere, PhoneFormEmpty.
    """
    office, opened = own_commune(db), round_of(db, year)
    homes = _to_review(db, year)
    if not homes:
        raise PhoneFormEmpty(year=str(year))
    chosen = standard(db, opened.standard_id)
    form = PhoneForm(
        mark=_mark(db, year), commune_name=office.name, standard=chosen,
        households=tuple(homes), groups=ethnic_groups(), with_ids=with_ids,
        practice=office.practice or chosen.practice,
    )  # fmt: skip
    write_whole(path, workbook(form))
    content = _content(homes, with_ids=with_ids)
    with writing(db):
        audit.add(
            db, at=now, by=by, action="phone-form", subject=str(year),
            after={"file": path.name, "households": content.households, "ids": content.ids},
        )  # fmt: skip
    return FormExport(
        path=path, form_id=form_id(form.mark), version=version_of(form), content=content
    )


def _to_review(db: Db, year: int) -> list[Household]:
    return households.get_many(db, [line.uid for line in queue(db, year)])


def _content(homes: Sequence[Household], *, with_ids: bool) -> FormContent:
    people = [p for h in homes for p in h.present]
    ids = sum(bool(p.citizen_id) for p in people) if with_ids else 0
    return FormContent(households=len(homes), people=len(people), ids=ids)


def _mark(db: Db, year: int) -> Mark:
    standard_id = round_of(db, year).standard_id
    return Mark(
        year=year, commune=own_commune(db).code, standard_id=standard_id,
        standard_hash=short_hash(standard_content(db, standard_id)),
    )  # fmt: skip


# In, before anything is written ------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionPlan:
    """What a file of filled forms would do. `members_told` False: no table of members came along."""

    path: Path
    year: int
    sheets: tuple[PlannedSheet, ...]
    members_told: bool

    @property
    def proposed(self) -> frozenset[str]:
        """The keys of what is taken unless somebody decides otherwise: new sheets."""
        return frozenset(s.key for s in self.sheets if s.fate is Fate.NEW)

    def count(self, fate: Fate) -> int:
        """How many forms have this fate."""
        return sum(s.fate is fate for s in self.sheets)


def plan_submissions(db: Db, path: Path, year: int, *, now: datetime.datetime) -> SubmissionPlan:
    """Compare a file of filled forms with the book; writes nothing.

    Raises SubmissionsUnreadable, FileUnreadable, RoundMissing, RoundNotHere.
    """
    desk = _desk(db, year, now)
    found = read_submissions(path, desk.questions)
    uids = [s.household_uid for s in found]
    homes = {h.uid: h for h in households.get_many(db, list(dict.fromkeys(uids)))}
    keyed = {r.household_uid: r for r in reviews.of_round(db, year)}
    sheets = [
        planned(desk, s, homes.get(s.household_uid), keyed.get(s.household_uid)) for s in found
    ]
    sheets = [_with_findings(db, desk, s, now) for s in settle_doubles(sheets)]
    return SubmissionPlan(
        path=path, year=year, sheets=tuple(sheets),
        members_told=any(s.members is not None for s in found) or not found,
    )  # fmt: skip


def _desk(db: Db, year: int, now: datetime.datetime) -> Desk:
    chosen = standard(db, round_of(db, year).standard_id)
    return Desk(
        mark=_mark(db, year), standard=chosen, questions=questions(chosen, ethnic_groups()),
        gone=frozenset(totals.gone(db, year)), taken=_taken(db, year),
        digest=_digest, today=now.astimezone().date(),
    )  # fmt: skip


def _with_findings(db: Db, desk: Desk, sheet: PlannedSheet, now: datetime.datetime) -> PlannedSheet:
    """The same checks as at the desk, of what the sheet would be."""
    if sheet.household is None or sheet.fate not in (Fate.NEW, Fate.CHANGED, Fate.OLDER):
        return sheet
    opened = open_sheet(db, sheet.household.uid, desk.mark.year)
    found = sheet_findings(replace(opened, household=sheet.household), sheet.answers, now=now)
    return replace(sheet, checks=tuple(found))


def _taken(db: Db, year: int) -> Mapping[str, str]:
    return settings.get(db, f"phone-taken-{year}", dict[str, str]) or {}


def _digest(submission: Submission) -> str:
    """Tells an edited form from the one that was taken."""
    said = [sorted(submission.values.items()), sorted(submission.unread.items())]
    for member in submission.members or ():
        said += [[("", member.person_uid)], sorted(member.values.items())]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


# In ----------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What was taken: drafts and complete sheets; `act_uid` undoes all of it ("" if nothing was)."""

    drafts: int
    complete: int
    act_uid: str = ""
    changes: Changes = _NOTHING


def take_submissions(
    db: Db, plan: SubmissionPlan, accepted: Collection[str] | None = None,
    *, complete: bool = False, now: datetime.datetime, by: str,
) -> Taken:  # fmt: skip
    """Write the accepted forms (by default those proposed) in one transaction, as one deed.

    They become drafts. With `complete`, proposals are taken as confirmed and a sheet without
    blocking findings gets its outcome. Raises SubmissionsOutdated, and writes nothing, where the
    book changed since the plan.
    """
    keys = plan.proposed if accepted is None else accepted
    wanted = [s for s in plan.sheets if s.key in keys and s.can_take]
    assert len({s.household_uid for s in wanted}) == len(wanted), "one form for a household"
    if not wanted:
        return Taken(drafts=0, complete=0)
    chosen = standard(db, round_of(db, plan.year).standard_id)
    with writing(db):
        _check_unchanged(db, plan, wanted)
        written = [
            _write(db, chosen, sheet, plan.year, complete=complete, now=now, by=by)
            for sheet in wanted
        ]
        act = _act(wanted, written, plan.path.name, now, by)
        acts.put(db, act)
        taken = {s.key: s.digest for s in wanted}
        settings.put(db, f"phone-taken-{plan.year}", {**_taken(db, plan.year), **taken})
        audit.add(
            db, at=now, by=by, action=f"act-{ACT}", subject=act.uid,
            after={"file": plan.path.name, "sheets": len(wanted)},
        )  # fmt: skip
    done = sum(review.outcome is not None for _, review in written)
    return Taken(drafts=len(written) - done, complete=done, act_uid=act.uid, changes=_WRITES)


def _check_unchanged(db: Db, plan: SubmissionPlan, wanted: Sequence[PlannedSheet]) -> None:
    for sheet in wanted:
        now = (
            households.get(db, sheet.household_uid),
            reviews.get(db, sheet.household_uid, plan.year),
        )
        if now != (sheet.before, sheet.review):
            raise SubmissionsOutdated(path=plan.path.name)


def _write(
    db: Db, chosen: Standard, sheet: PlannedSheet, year: int,
    *, complete: bool, now: datetime.datetime, by: str,
) -> tuple[Household, Review]:  # fmt: skip
    assert sheet.household is not None, "only sheets of known households can be taken"
    answers, outcome = sheet.answers, None
    if complete:
        answers, outcome = _completed(db, chosen, sheet, year, now)
    saved = put_sheet(db, sheet.household, answers, outcome, year, now=now, by=by)
    return saved.household, saved.review


def _completed(
    db: Db, chosen: Standard, sheet: PlannedSheet, year: int, now: datetime.datetime
) -> tuple[Answers, Outcome | None]:
    """With all that can be proposed confirmed, and the outcome if nothing blocks it."""
    assert sheet.household is not None
    today = now.astimezone().date()
    day = min(sheet.answers.reviewed_on or today, today)
    says = propose(chosen, sheet.household.present, sheet.answers.facts, day)
    proposed = {code: p.deprived for code, p in says.items() if p.deprived is not None}
    answers = replace(sheet.answers, confirmed={**proposed, **sheet.answers.confirmed})
    opened = replace(open_sheet(db, sheet.household.uid, year), household=sheet.household)
    found = sheet_findings(opened, answers, now=now)
    is_blocked = any(f.severity is Severity.BLOCKING for f in found)
    if is_blocked or any(key.startswith(TYPED) for key in answers.notes):
        return sheet.answers, None
    return answers, classify(answers, chosen, opened.area)


def _act(
    wanted: Sequence[PlannedSheet], written: Sequence[tuple[Household, Review]], reason: str,
    now: datetime.datetime, by: str,
) -> Act:  # fmt: skip
    """Undoing it brings back every household and sheet, and takes out those it made."""
    return Act(
        uid=uuid4().hex, kind=ACT, at=now, by=by, reason=reason,
        before=Touched(
            households=tuple(s.before for s in wanted if s.before is not None),
            reviews=tuple(s.review for s in wanted if s.review is not None),
        ),
        after=Touched(
            households=tuple(h for h, _ in written),
            reviews=tuple(r for _, r in written),
        ),
    )  # fmt: skip
