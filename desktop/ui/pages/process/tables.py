"""What the middle of the page lists for each step: villages, complaints, decisions, households."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from desktop.domain.procedure import Certificate, Complaint, Decision, Opinion
from desktop.domain.vietnamese import show_date
from desktop.rules.case_facts import PlaceStanding, Records, Subject, reposting_of
from desktop.services.proceeding import Look
from desktop.text import t
from desktop.ui.rows_model import Column, RowsModel, State
from desktop.ui.widgets import TableView

Table = tuple[Sequence[Column[Any]], Sequence[Any]]


def table_of(look: Look, record: str) -> TableView | None:
    """The table of a step, None where it lists nothing."""
    make = _TABLES.get(record)
    if make is None:
        return None
    columns, rows = make(look)
    model: RowsModel[Any] = RowsModel(list(columns), t("process-records"))
    model.set_rows(list(rows))
    return TableView(model)


# Villages ----------------------------------------------------------------------------------------
def _meetings(look: Look) -> Table:
    columns: list[Column[PlaceStanding]] = [
        Column(t("process-col-village"), lambda p: p.place, bold=True),
        Column(t("process-col-keyed"), lambda p: (p.keyed, p.subjects), kind="progress", width=130),
        Column(t("process-col-met"), _met, width=100),
        Column(t("process-col-agreed"), lambda p: f"{p.agreed}/{p.subjects}", width=84, align_right=True),
        Column("", _meeting_state, kind="state", width=150),
    ]  # fmt: skip
    return columns, look.standing.places


def _met(place: PlaceStanding) -> str:
    return show_date(place.meeting.held_on) if place.meeting else ""


def _meeting_state(place: PlaceStanding) -> State:
    if place.below:
        return State("warn", t("process-place-again", count=len(place.below)))
    if place.meeting is None:
        return State("none", t("process-place-unmet"))
    if place.is_met:
        return State("ok", t("process-place-met"))
    return State("wait", t("process-place-partly"))


def _postings(look: Look) -> Table:
    has_meeting = look.standing.procedure.step("meeting") is not None
    columns: list[Column[PlaceStanding]] = [
        Column(t("process-col-village"), lambda p: p.place or t("process-whole-commune"), bold=True),
        *([Column(t("process-col-met"), _met, width=100)] if has_meeting else []),
        Column(t("process-col-posted"), _posted, width=100),
        Column(t("process-col-ends"), lambda p: show_date(p.posting_ends), width=100),
        Column("", lambda p: _posting_state(p, look), kind="state", width=170),
    ]  # fmt: skip
    return columns, look.standing.places


def _posted(place: PlaceStanding) -> str:
    return show_date(place.posting.posted_on) if place.posting else ""


def _posting_state(place: PlaceStanding, look: Look) -> State:
    if place.posting is None or place.posting_ends is None:
        return State("none", t("process-place-unposted"))
    if place.open or place.to_repost:
        return State("warn", t("process-place-complaint", count=len(place.open + place.to_repost)))
    if place.posting_ends >= look.today:
        return State("wait", t("process-place-standing"))
    return State("ok", t("process-place-ended"))


# Complaints --------------------------------------------------------------------------------------
def _complaints(look: Look) -> Table:
    records = look.standing.records
    columns: list[Column[Complaint]] = [
        Column(t("process-col-received"), lambda c: show_date(c.received_on), width=100),
        Column(t("process-col-household"), lambda c: _name(records, c.household_uid), bold=True),
        Column(t("process-col-village"), lambda c: c.village, width=120),
        Column(t("process-col-rechecked"), lambda c: show_date(c.rechecked_on), width=100),
        Column("", lambda c: _complaint_state(records, c, look), kind="state", width=196),
    ]
    return columns, records.complaints


def _complaint_state(records: Records, complaint: Complaint, look: Look) -> State:
    if complaint.rechecked_on is None:
        return State("warn", t("process-complaint-open"))
    if look.standing.procedure.step("reposting") is None:
        return State("ok", t("process-complaint-done"))
    posting = reposting_of(records, complaint.uid)
    if posting is None:
        return State("warn", t("process-complaint-unposted"))
    return State("ok", t("process-complaint-posted"), faint=show_date(posting.posted_on))


def _name(records: Records, uid: str) -> str:
    subject = records.subject(uid)
    return subject.name if subject else ""


# The office above, decisions, certificates -------------------------------------------------------
def _opinions(look: Look) -> Table:
    columns: list[Column[Opinion]] = [
        Column(t("process-col-sent"), lambda o: show_date(o.sent_on), width=100),
        Column(t("process-col-number"), lambda o: o.sent_number, width=120),
        Column(t("process-col-answered"), lambda o: show_date(o.received_on), width=100),
        Column(t("process-col-number"), lambda o: o.number, width=120),
        Column(t("process-col-said"), lambda o: o.text, tip=lambda o: o.text),
    ]
    return columns, look.standing.records.opinions


def _decisions(look: Look) -> Table:
    records = look.standing.records
    columns: list[Column[Decision]] = [
        Column(t("process-col-number"), lambda d: d.number, width=130, bold=True),
        Column(t("process-col-signed"), lambda d: show_date(d.signed_on), width=100),
        Column(t("process-col-kind"), lambda d: t(f"process-decision-{d.kind}")),
        Column(t("process-col-households"), lambda d: len(d.household_uids), kind="figures", width=70),
        Column(t("process-col-said"), lambda d: d.reason, width=140, tip=lambda d: d.reason),
    ]  # fmt: skip
    return columns, records.decisions


def _certificates(look: Look) -> Table:
    records = look.standing.records
    columns: list[Column[Certificate]] = [
        Column(t("process-col-number"), lambda c: c.number, width=150, bold=True),
        Column(t("process-col-signed"), lambda c: show_date(c.signed_on), width=100),
        Column(t("process-col-household"), lambda c: _name(records, c.household_uid)),
        Column(t("process-col-village"), lambda c: _village(records, c.household_uid), width=90),
        Column("", _certificate_state, kind="state", width=165),
    ]
    return columns, records.certificates


def _certificate_state(certificate: Certificate) -> State:
    if certificate.withdrawn_on is None:
        return State("ok", t("process-held"))
    return State("warn", t("process-withdrawn-on", day=show_date(certificate.withdrawn_on)))


def _village(records: Records, uid: str) -> str:
    subject = records.subject(uid)
    return subject.village if subject else ""


# Households --------------------------------------------------------------------------------------
def _households(look: Look) -> Table:
    records = look.standing.records
    columns: list[Column[Subject]] = [
        Column(t("process-col-household"), lambda s: f"{s.name} · {s.number}", bold=True),
        Column(t("process-col-village"), lambda s: s.village, width=140),
        Column(t("process-col-before"), lambda s: s.before, kind="class", width=140),
        Column(t("process-col-now"), lambda s: s.now or "none", kind="class", width=154),
    ]
    return columns, records.subjects


def _requests(look: Look) -> Table:
    """When a household asked in an in-year case, and the marks of its sheet A."""
    if look.standing.procedure.is_periodic:
        return _households(look)
    asked = {s.household_uid: s for s in look.standing.records.steps if s.step == "request"}
    step_of = look.standing.procedure.step("request")
    has_marks = step_of is not None and "sheet_a" in step_of.papers

    def day(subject: Subject) -> str:
        step = asked.get(subject.uid)
        return show_date(step.done_on) if step else ""

    def marks(subject: Subject) -> str:
        step = asked.get(subject.uid)
        return step.number if step else ""

    columns: list[Column[Subject]] = [
        Column(t("process-col-household"), lambda s: f"{s.name} · {s.number}", bold=True),
        Column(t("process-col-village"), lambda s: s.village, width=120),
        Column(t("process-col-before"), lambda s: s.before, kind="class", width=130),
        Column(t("process-col-asked"), day, width=96),
        *([Column(t("process-col-marks"), marks, width=96, align_right=True)] if has_marks else []),
    ]
    return columns, look.standing.records.subjects


def _surveys(look: Look) -> Table:
    records = look.standing.records
    columns: list[Column[Subject]] = [
        Column(t("process-col-household"), lambda s: f"{s.name} · {s.number}", bold=True),
        Column(t("process-col-village"), lambda s: s.village, width=140),
        Column(t("process-col-income"), lambda s: _income(records, s), kind="figures", width=120),
    ]
    return columns, records.subjects


def _income(records: Records, subject: Subject) -> int | None:
    survey = records.surveyed(subject.uid)
    return int(survey.number) if survey and survey.number.isdecimal() else None


_TABLES: Mapping[str, Callable[[Look], Table]] = {
    "request": _requests,
    "list": _households,
    "sheet_b": _households,
    "survey": _surveys,
    "meeting": _meetings,
    "posting": _postings,
    "complaint": _complaints,
    "reposting": _complaints,
    "opinion": _opinions,
    "decision": _decisions,
    "certificate": _certificates,
}
