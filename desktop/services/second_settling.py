"""Settling a sheet keyed twice: which keying was right in each field, and the sheet written so."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import uuid4

from desktop.domain.act import Act, Touched
from desktop.domain.household import Household
from desktop.domain.review import Finding, Review, ReviewState, Severity
from desktop.domain.second_keying import KeyedSheet, SecondKeying, SecondState
from desktop.errors import DifferencesOpen, ReviewIncomplete
from desktop.rules.differences import settled
from desktop.rules.standard import Standard
from desktop.services import keying, undoing
from desktop.services.catalogue import standard
from desktop.services.changes import Changes, changes
from desktop.services.reviewing import complete_review, round_of, save_draft, sheet_findings
from desktop.store import acts, audit, households, reviews, second_keyings
from desktop.store.connection import Db, writing

SETTLED = "second-settled"  # kind of the deed that writes what was settled
_WRITES = changes("household", "review", "second")
Book = tuple[Household, Review]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToSettle:
    """A sheet whose differences are looked at, with the standard that names its fields."""

    second: SecondKeying
    standard: Standard


def open_settling(db: Db, household_uid: str, year: int) -> ToSettle:
    """The differences of a sheet; raises RoundMissing."""
    return ToSettle(
        second=_of(db, household_uid, year), standard=standard(db, round_of(db, year).standard_id)
    )


def _of(db: Db, household_uid: str, year: int) -> SecondKeying:
    second = second_keyings.get(db, household_uid, year)
    assert second is not None, f"the sheet of {household_uid} was not drawn"
    return second


def choose(db: Db, household_uid: str, year: int, chosen: Mapping[str, str | None]) -> SecondKeying:
    """Keep decisions by place (None: open again); they are on the disk when this returns."""
    second = _of(db, household_uid, year)
    after = replace(
        second,
        differences=tuple(
            replace(d, chosen=chosen[d.place]) if d.place in chosen else d
            for d in second.differences
        ),
    )
    with writing(db):
        second_keyings.put(db, [after])
    return after


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What settling a sheet came to: fields that the first and the second keying had wrong.

    `findings` block the sheet as it was settled: it is a draft now. `second.act_uid` is the deed
    to undo, "" where nothing in the book changed.
    """

    second: SecondKeying
    first_wrong: int
    second_wrong: int
    findings: tuple[Finding, ...] = ()
    changes: Changes = _WRITES


def settle(db: Db, household_uid: str, year: int, *, now: datetime.datetime, by: str) -> Settled:
    """Write the decisions on all differences into the sheet of the book.

    A sheet that has blocking findings then becomes a draft. Raises DifferencesOpen while a
    decision is missing; nothing is written then.
    """
    second = _of(db, household_uid, year)
    if second.open_count:
        raise DifferencesOpen(count=second.open_count)
    before = _book(db, household_uid, year)
    findings = _write(db, second, before, now=now, by=by) if before else ()
    act = _deed(before, _book(db, household_uid, year), now=now, by=by)
    done = replace(
        second, state=SecondState.SETTLED, settled_at=now, settled_by=by,
        act_uid=act.uid if act else "",
    )  # fmt: skip
    first_wrong = sum(d.first_wrong for d in done.differences)
    second_wrong = sum(d.second_wrong for d in done.differences)
    # Writing the sheet and closing the settlement are two transactions: after a cut between them
    # the sheet is settled once more, and finds nothing to write.
    with writing(db):
        if act:
            acts.put(db, act)
        second_keyings.put(db, [done])
        audit.add(
            db, at=now, by=by, action="second-settled", subject=household_uid,
            before=second.differences, after={"first": first_wrong, "second": second_wrong},
        )  # fmt: skip
    return Settled(
        second=done, first_wrong=first_wrong, second_wrong=second_wrong, findings=findings
    )


def _book(db: Db, household_uid: str, year: int) -> Book | None:
    household, review = households.get(db, household_uid), reviews.get(db, household_uid, year)
    return (household, review) if household and review else None


def _write(
    db: Db, second: SecondKeying, book: Book, *, now: datetime.datetime, by: str
) -> tuple[Finding, ...]:
    """The sheet with what was settled; findings that stand against it, where they make it a draft."""
    household, review = book
    assert second.second is not None, "it was keyed"
    opened = keying.open_for_keying(db, household.uid, second.year)
    known = opened.before.members if opened.before else ()
    made = settled(
        KeyedSheet(household=household, answers=review.answers),
        second.second,
        second.differences,
        opened.sheet.standard,
        known=frozenset(p.uid for p in known),
    )
    if review.state is ReviewState.DRAFT:  # somebody has opened it again: it stays his
        save_draft(db, made.household, made.answers, second.year, now=now, by=by)
        return ()
    try:
        complete_review(db, made.household, made.answers, second.year, now=now, by=by)
    except ReviewIncomplete:
        save_draft(db, made.household, made.answers, second.year, now=now, by=by)
        sheet = replace(opened.sheet, household=made.household)
        found = sheet_findings(sheet, made.answers, now=now)
        return tuple(f for f in found if f.severity is Severity.BLOCKING)
    return ()


def _deed(
    before: Book | None, after: Book | None, *, now: datetime.datetime, by: str
) -> Act | None:
    if before is None or after is None or before == after:
        return None
    return Act(
        uid=uuid4().hex, kind=SETTLED, at=now, by=by,
        before=Touched(households=(before[0],), reviews=(before[1],)),
        after=Touched(households=(after[0],), reviews=(after[1],)),
    )  # fmt: skip


def unsettle(db: Db, household_uid: str, year: int, *, now: datetime.datetime, by: str) -> Changes:
    """Take a settlement back: the sheet as before, the decisions kept, to be looked at again.

    Raises UndoTooLate where sheet or household were changed since.
    """
    second = _of(db, household_uid, year)
    if second.act_uid:
        undoing.undo(db, second.act_uid, now=now, by=by)
    again = replace(second, state=SecondState.KEYED, settled_at=None, settled_by="", act_uid="")
    with writing(db):
        second_keyings.put(db, [again])
        audit.add(db, at=now, by=by, action="second-reopened", subject=household_uid)
    return _WRITES
