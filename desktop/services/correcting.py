"""Putting right what a case has recorded: in place, as one deed that keeps how it stood before.

A correction is refused where it, or anything recorded after it, would no longer stand.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from desktop.domain.act import Touched
from desktop.domain.procedure import Case, Complaint, Decision, Meeting, Opinion, Posting
from desktop.domain.vietnamese import nfc
from desktop.rules.case_replay import FIELDS, newly_broken
from desktop.services import deciding, proceeding
from desktop.services.proceeding import Done
from desktop.store.connection import Db

Correctable = TypeVar("Correctable", Meeting, Posting, Complaint, Opinion, Decision)


def correct(db: Db, wanted: Correctable, *, now: datetime.datetime, by: str) -> Done:
    """Record a meeting, posting, complaint, opinion or decision as it should have stood.

    What it is about (village, household, kind) stays. A decision carries its number and day onto the
    sheets it decided. Raises CaseRefused with what the correction would break.
    """
    at = proceeding.setting_of(db, wanted.case_uid, now=now, by=by)
    field = FIELDS[type(wanted)]
    held: Sequence[Correctable] = getattr(at.records, field)
    before = next((r for r in held if r.uid == wanted.uid), None)
    assert before is not None, f"no record {wanted.uid} in {field}"
    made = _composed(wanted)
    found = newly_broken(at.procedure, at.records, made, at.days, at.today)
    proceeding.refuse(found)
    return proceeding.write(
        db, "correct", field, made, found, before=before, of=at.records.case,
        more=_along(db, at.records.case, before, made), now=now, by=by,
    )  # fmt: skip


def _along(db: Db, of: Case, before: Correctable, made: Correctable) -> Sequence[Touched]:
    """The sheets that a decision decided, and the day that it closed the case on."""
    if not isinstance(made, Decision) or not isinstance(before, Decision):
        return ()
    old, new = deciding.sheets_of(db, of, made)
    closed = of.closed_on == before.signed_on and of.closed_on != made.signed_on
    case = (replace(of, closed_on=made.signed_on, revision=of.revision + 1),) if closed else ()
    return (
        Touched(reviews=old, cases=(of,) if closed else ()),
        Touched(reviews=new, cases=case),
    )


def _composed(record: Correctable) -> Correctable:
    """Its words as they are kept everywhere: composed."""
    words: dict[str, Any] = {
        f.name: nfc(value)
        for f in fields(record)
        if isinstance(value := getattr(record, f.name), str) and not f.name.endswith("uid")
    }
    kind = getattr(record, "kind", None)
    if kind is not None:  # an enumeration is a word too, and not to be made a plain one
        words["kind"] = kind
    return replace(record, **words)
