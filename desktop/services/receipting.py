"""Answers to reports: receipts written and written again, remarks to offices below, receipts that come."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from desktop.domain.answer import Given, RecordVerdict, Remark, Said, Verdict
from desktop.domain.vietnamese import nfc
from desktop.errors import AppError
from desktop.exchange.package import Opened
from desktop.exchange.records import Receipt, Records
from desktop.exchange.seal import Card
from desktop.files import is_there
from desktop.services.catalogue import unit
from desktop.services.changes import Changes, changes
from desktop.services.examining import ACCEPTED, HELD, KNOWN, RETURNED, Look
from desktop.services.exchanging import receiver, write_receipt
from desktop.services.sources import communes_of
from desktop.services.taken import Taken, taken
from desktop.store import answers, audit, households, packages, settings
from desktop.store.connection import Db, writing
from desktop.store.packages import Package

_ANSWERS = changes("package", "answer")
WORDS = {ACCEPTED: Verdict.TAKEN_IN, HELD: Verdict.HELD, RETURNED: Verdict.RETURNED}
"""What a decision of the log is called in a receipt."""


# The answer to a decision ------------------------------------------------------------------------
def answer(
    db: Db,
    seen: Look,
    verdict: str,
    word: Verdict,
    receipts: Path | None,
    *,
    now: datetime.datetime,
    by: str = "",
    opinion: str = "",
    remarks: Sequence[Remark] = (),
) -> Taken:
    """Write the receipt; the same answer that lies there already is not written again.

    `opinion` (the reason of a return) and `remarks` are kept, and go into later receipts too. A
    receipt that cannot be written comes back as `refusal` beside the verdict, which stands.
    """
    opened, totals = seen.opened, seen.opened.manifest.totals if seen.opened else {}
    assert opened is not None
    if opinion or remarks or word is not Verdict.TAKEN_IN:
        _keep_decision(db, opened, word, opinion, remarks, now=now, by=by)
    if receipts is None:
        return taken(seen, verdict, totals=totals)
    logged = packages.get(db, opened.sha256)
    assert logged is not None, "a decision stands in the log before it is answered"
    before = packages.receipt_for(db, opened.sha256) if verdict == KNOWN else None
    is_said = not _owes(db, logged)
    if before is not None and is_said and is_there(receipts / before.file_name):
        return taken(seen, verdict, receipt=receipts / before.file_name, totals=totals)
    try:
        path = write_again(db, logged, receipts, to=opened.sender, now=now)
    except AppError as refusal:
        return taken(seen, verdict, refusal, totals=totals)
    return taken(seen, verdict, receipt=path, totals=totals)


def _keep_decision(
    db: Db, opened: Opened, word: Verdict, opinion: str, remarks: Sequence[Remark],
    *, now: datetime.datetime, by: str,
) -> None:  # fmt: skip
    """What a later receipt needs, when the file is no longer at hand."""
    sha, sender = opened.sha256, opened.header.letter.sender.code
    kept = [_given(r, sha, sender, now, by) for r in remarks]
    before = answers.opinion(db, sha) or Said(agrees=False)
    with writing(db):
        answers.give(db, kept)
        if opinion and before.text != opinion:
            answers.put_opinion(db, sha, replace(before, text=opinion), at=now, by=by)
        if word is not Verdict.TAKEN_IN:
            _keep_uncounted(db, opened, word)


def _keep_uncounted(db: Db, opened: Opened, word: Verdict) -> None:
    """Of a report that the book does not hold: its households and the totals that were sent."""
    states = states_in(opened.records, opened.header.letter.year)
    answers.put_given_verdicts(db, opened.sha256, _lines(states, word, {}))
    if logged := packages.get(db, opened.sha256):
        details = logged.details | {"sent": dict(opened.manifest.totals)}
        packages.put(db, replace(logged, details=details))


def _given(r: Remark, sha: str, office: str, now: datetime.datetime, by: str) -> Given:
    name = "|".join((sha, r.record_uid, r.code, r.text))
    return Given(
        uid=r.uid or hashlib.sha256(name.encode()).hexdigest()[:32], office=office, package=sha,
        household_uid=r.record_uid, verdict=r.verdict, code=r.code, text=r.text, details=r.details,
        said_at=now, said_by=by,
    )  # fmt: skip


def states_in(records: Records, year: int) -> dict[str, tuple[int, int]]:
    """Household uid → (revision, sheets) as a report brings them; see RecordVerdict."""
    sheets = dict.fromkeys((h.uid for h in records.households), 0)
    for review in records.reviews:
        if review.year <= year:
            sheets[review.household_uid] += review.revision
    for event in records.events:
        sheets[event.household_uid] += event.revision
    return {h.uid: (h.revision, sheets[h.uid]) for h in records.households}


def _lines(
    states: Mapping[str, tuple[int, int]], word: Verdict, own: Mapping[str, Verdict]
) -> tuple[RecordVerdict, ...]:
    return tuple(
        RecordVerdict(
            household_uid=uid, verdict=own.get(uid, word), revision=revision, sheets=sheets
        )
        for uid, (revision, sheets) in states.items()
    )


# Receipts from the log ---------------------------------------------------------------------------
def write_again(
    db: Db, report: Package, folder: Path, *, to: Card | None = None, now: datetime.datetime
) -> Path:
    """The receipt to a report that was decided on, with all that is to be said of it by now.

    Raises ReceiverUnknown, DiskFull, FileUnwritable; nothing is noted before the file lies there.
    """
    receipt, said = _compose(db, report)
    path, sent = write_receipt(db, receipt, to or receiver(db, report.sender), folder, now=now)
    states = {line.household_uid: line.state for line in receipt.verdicts}
    first = [g for g in said if not g.sent_in]
    with writing(db):
        packages.put(db, sent)
        answers.opinion_sent(db, report.sha256, sent.sha256)
        answers.give(db, [_sent(g, sent.sha256, states) for g in first])
    return path


def _sent(given: Given, receipt: str, states: Mapping[str, tuple[int, int]]) -> Given:
    revision, sheets = states.get(given.household_uid, (0, 0))
    return replace(given, sent_in=receipt, revision=revision, sheets=sheets)


def composed(db: Db, report: Package) -> Receipt:
    """What the receipt to a report would say now."""
    return _compose(db, report)[0]


def _compose(db: Db, report: Package) -> tuple[Receipt, list[Given]]:
    word = WORDS[report.verdict]
    states = _states_of(db, report)
    said = [g for g in answers.given(db, office=report.sender) if _still(db, g, report, states)]
    # In a report that counts, a household with a remark is to be made clear.
    own = {g.household_uid: Verdict.HELD for g in said} if word is Verdict.TAKEN_IN else {}
    opinion = answers.opinion(db, report.sha256) or Said()
    sent = report.details.get("sent", report.totals)
    receipt = Receipt(
        package_sha256=report.sha256, year=report.year, number=report.number, verdict=word,
        # Nothing is counted of what is returned; what was taken in was counted by the names sent.
        totals_sent=sent, totals_counted=report.totals if word is Verdict.TAKEN_IN else {},
        remarks=tuple(_remark(g) for g in said), opinion=opinion.text, opinion_no=opinion.number,
        opinion_on=opinion.on, opinion_agrees=opinion.agrees, verdicts=_lines(states, word, own),
    )  # fmt: skip
    return receipt, said


def _states_of(db: Db, report: Package) -> dict[str, tuple[int, int]]:
    """The households of a report: from the book where it holds just them, else as noted then."""
    if report.verdict != ACCEPTED:
        return {v.household_uid: v.state for v in answers.given_verdicts(db, report.sha256)}
    if _newest(db, report.sender, (ACCEPTED,)) != report.sha256:
        return {}  # the book has moved on since: nothing is said of single households
    communes = communes_of(report.sender, settings.office(db).list_version)
    return answers.states(db, report.year, communes=communes)


def _newest(db: Db, office: str, verdicts: Sequence[str] = tuple(WORDS)) -> str:
    found = [p for p in packages.from_sender(db, office) if p.verdict in verdicts]
    newest = max(found, key=lambda p: (p.handled_at, p.year, p.number), default=None)
    return newest.sha256 if newest else ""


def _still(db: Db, given: Given, report: Package, states: Mapping[str, tuple[int, int]]) -> bool:
    """Whether a remark is still to be said: it lasts, or its household is as it was."""
    if given.package in ("", report.sha256):
        return True
    if not given.sent_in:
        return packages.get(db, given.package) is not None
    return states.get(given.household_uid) == (given.revision, given.sheets)


def _remark(given: Given) -> Remark:
    return Remark(
        uid=given.uid, record_uid=given.household_uid, verdict=given.verdict, code=given.code,
        text=given.text, details=given.details, said_on=given.said_at.astimezone().date(),
    )  # fmt: skip


# What the officer says ---------------------------------------------------------------------------
def say(
    db: Db, report_sha256: str, said: Said, *, now: datetime.datetime, by: str
) -> Changes:  # fmt: skip
    """Keep the opinion on a report (decided on, or being looked at); the next receipt carries it."""
    said = replace(said, text=_lined(said.text), number=nfc(said.number))
    before = answers.opinion(db, report_sha256)
    if said != (before or Said()):
        with writing(db):
            answers.put_opinion(db, report_sha256, said, at=now, by=by)
            audit.add(
                db, at=now, by=by, action="opinion-said", subject=report_sha256,
                before=before, after=said,
            )  # fmt: skip
    return _ANSWERS


def _lined(text: str) -> str:
    return "\n".join(line for line in map(nfc, text.splitlines()) if line)


def said(db: Db, report_sha256: str) -> Said:
    """The opinion on a report as it was typed last."""
    return answers.opinion(db, report_sha256) or Said()


def remark(
    db: Db, household_uid: str, text: str, code: str = "",
    *, details: Mapping[str, Any] | None = None, package: str = "", office: str = "",
    now: datetime.datetime, by: str,
) -> Given:  # fmt: skip
    """Keep a remark on a household for its owner; `receipts_owed` tells that it waits to be sent.

    With the `package` (hash) that is being looked at it holds until the household changes; without
    one it lasts until `take_back`. `office` is the owner, that of the book's household by default.
    Raises LookupError for a household that the book does not hold, where no office is named.
    """
    known = households.get(db, household_uid)
    if not office and known is None:
        raise LookupError(household_uid)
    made = Given(
        uid=uuid4().hex, office=office or (known.commune_code if known else ""), package=package,
        household_uid=household_uid, verdict=Verdict.HELD, code=code, text=_lined(text),
        details=details or {}, said_at=now, said_by=by,
    )  # fmt: skip
    give(db, [made], now=now, by=by)
    return made


def give(db: Db, remarks: Iterable[Given], *, now: datetime.datetime, by: str) -> Changes:
    """Keep several remarks in one transaction."""
    kept = list(remarks)
    with writing(db):
        answers.give(db, kept)
        for one in kept:
            audit.add(db, at=now, by=by, action="remark", subject=one.household_uid, after=one)
    return _ANSWERS


def remark_findings(
    db: Db, remarks: Sequence[Remark], package: str, office: str, *, now: datetime.datetime, by: str
) -> Changes:
    """Turn findings of a package into remarks; those that were turned before stay as they are."""
    known = {g.uid for g in answers.given(db, office=office)}
    made = [_given(r, package, office, now, by) for r in remarks]
    return give(db, [g for g in made if g.uid not in known], now=now, by=by)


def take_back(db: Db, uid: str, *, now: datetime.datetime, by: str) -> Changes:
    """No longer say a remark; the next receipt to its office is without it."""
    found = next((g for g in answers.given(db) if g.uid == uid), None)
    if found is not None:
        with writing(db):
            answers.take_back(db, uid)
            audit.add(
                db, at=now, by=by, action="remark-back", subject=found.household_uid, before=found
            )
    return _ANSWERS


def remarks_of(db: Db, report_sha256: str, office: str) -> list[Given]:
    """What is to be said to an office beside a report: remarks on it, and those that last."""
    return [g for g in answers.given(db, office=office) if g.package in ("", report_sha256)]


# What waits to be sent ---------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """An office that has something to hear; the receipt answers its `report` once more."""

    office: str
    name: str
    report: Package
    remarks: int
    opinion: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A receipt that was owed: where it lies, or why it could not be written."""

    owed: Owed
    path: Path | None = None
    refusal: AppError | None = None
    changes: Changes = _ANSWERS


def receipts_owed(db: Db) -> list[Owed]:
    """Offices with remarks or an opinion that no receipt carries yet, by name.

    An office that never sent a report cannot be answered and is left out.
    """
    waiting = [g for g in answers.given(db, owed=True) if _is_decided(db, g)]
    opinions = {p.sha256: p for sha in answers.owed_opinions(db) if (p := packages.get(db, sha))}
    offices = {g.office for g in waiting} | {p.sender for p in opinions.values()}
    version, found = settings.office(db).list_version, list[Owed]()
    for office in offices:
        own = {sha for sha, p in opinions.items() if p.sender == office}
        # An opinion is on one report; remarks go with the newest.
        report = packages.get(db, next(iter(own), "") or _newest(db, office))
        if report is None:
            continue
        count = sum(g.office == office for g in waiting)
        name = unit(office, version).name
        found.append(Owed(office=office, name=name, report=report, remarks=count, opinion=bool(own)))  # fmt: skip
    return sorted(found, key=lambda o: (o.name, o.office))


def _is_decided(db: Db, given: Given) -> bool:
    return not given.package or packages.get(db, given.package) is not None


def _owes(db: Db, report: Package) -> bool:
    return any(o.office == report.sender for o in receipts_owed(db))


def write_owed(
    db: Db, folder: Path, *, offices: Sequence[str] | None = None, now: datetime.datetime, by: str
) -> list[Written]:
    """Write the receipts that are owed (to these offices); one that fails does not stop the others."""
    done = []
    for owed in receipts_owed(db):
        if offices is not None and owed.office not in offices:
            continue
        try:
            path = write_again(db, owed.report, folder, now=now)
        except AppError as refusal:
            done.append(Written(owed=owed, refusal=refusal))
            continue
        with writing(db):
            audit.add(db, at=now, by=by, action="answered", subject=owed.report.sha256)
        done.append(Written(owed=owed, path=path))
    return done
