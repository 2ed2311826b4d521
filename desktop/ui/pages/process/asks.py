"""What a step asks for, and the record that its answers make. Pure Python: a form is data.

`asking(look, record, chosen)` gives the questions, `deed(…)` the call that records the answers.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from desktop.domain.answer import Said
from desktop.domain.procedure import (
    Complaint,
    Decision,
    DecisionKind,
    Meeting,
    Opinion,
    Posting,
    StepDone,
)
from desktop.domain.review import Answers
from desktop.rules.case_facts import LISTED, needed
from desktop.services import deciding, proceeding
from desktop.services.catalogue import shipped_standards
from desktop.services.proceeding import Done, Look
from desktop.store.connection import Db
from desktop.text import t

Kind = Literal["day", "number", "text", "choice", "household", "lacks", "causes"]
Values = Mapping[str, Any]
Deed = Callable[[Db, datetime.datetime, str], Done]
FEW = 11
"""Among more households than these one finds by typing; a shorter list is opened."""
ALL = "*"
"""The choice of all households that wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One question; its label is the text `process-ask-<id>`. What is not `needed` may stay empty.

    `hint` stands faintly in the empty field, `wide` takes the rest of the line.
    """

    id: str
    kind: Kind = "text"
    needed: bool = False
    value: str = ""
    options: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    wide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What is under the cursor: a place (None: nothing), a complaint; and the votes keyed."""

    place: str | None = None
    is_posted: bool = False
    complaint: Complaint | None = None
    votes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A form: what its button says (`process-do-<verb>`), its questions, and what they are `about`
    (a village, a complaint): what was typed about one is not kept for another."""

    verb: str
    asks: tuple[Ask, ...]
    about: str = ""


def asking(look: Look, record: str, chosen: Chosen) -> Asking | None:
    """The form of a step, None where there is nothing to record by hand."""
    if look.case.outcome and record != "certificate":
        return None
    make = _FORMS.get(record)
    return make(look, chosen) if make else None


def deed(look: Look, verb: str, chosen: Chosen, values: Values) -> Deed:
    """The call that records the answers."""
    return _DEEDS[verb](look, chosen, values)


# Questions ---------------------------------------------------------------------------------------
def _day(name: str, look: Look) -> Ask:
    return Ask(id=name, kind="day", needed=True, value=look.today.strftime("%d/%m/%Y"))


def _households(look: Look, waiting: Collection[str] | None = None) -> Ask:
    """One household of the case; with those that wait, one of them or all together."""
    everyone = waiting is not None
    subjects = look.standing.records.subjects
    if waiting:
        subjects = tuple(s for s in subjects if s.uid in waiting)
    is_long = len(subjects) > FEW
    some = tuple(
        (s.uid, " · ".join((s.name, s.number, *([s.village] if is_long else ()))))
        for s in subjects
    )  # fmt: skip
    options = ((ALL, t("process-all-waiting")), *some) if everyone else some
    return Ask(id="household", kind="household", needed=True, options=options)


def _meeting(look: Look, chosen: Chosen) -> Asking | None:
    if not chosen.place:
        return None
    # A village that meets again mostly does so with the same people, in the same place.
    met = [m for m in look.standing.records.meetings if m.village == chosen.place]
    last = met[-1] if met else None
    return Asking(verb="meeting", asks=(
        _day("held_on", look), Ask(id="present", kind="number", needed=True),
        Ask(id="chair", value=last.chair if last else ""),
        Ask(id="secretary", value=last.secretary if last else ""),
        Ask(id="place", value=last.place if last else "", wide=True),
        attendants_ask(last.attendants if last else ()),
    ), about=chosen.place)  # fmt: skip


def attendants_ask(attendants: tuple[str, ...]) -> Ask:
    """Who takes part in a meeting, with their roles: the minutes name them."""
    hint = t("process-hint-attendants")
    return Ask(id="attendants", value="; ".join(attendants), hint=hint, wide=True)


def _posting(look: Look, chosen: Chosen) -> Asking | None:
    if chosen.place is None or chosen.is_posted:
        return None
    where = t("process-places-commune" if not chosen.place else "process-places")
    return Asking(verb="posting", about=chosen.place, asks=(
        _day("posted_on", look), Ask(id="places", value=where, wide=True),
    ))  # fmt: skip


def _complaint(look: Look, chosen: Chosen) -> Asking | None:
    complaint = chosen.complaint
    if complaint is not None and complaint.rechecked_on is None:
        return Asking(verb="recheck", asks=(
            _day("rechecked_on", look), Ask(id="result", needed=True, wide=True),
        ), about=complaint.uid)  # fmt: skip
    return Asking(verb="complaint", asks=(
        _day("received_on", look), _households(look), Ask(id="complainer"), Ask(id="said", wide=True),
    ))  # fmt: skip


def _reposting(look: Look, chosen: Chosen) -> Asking | None:
    complaint = chosen.complaint
    if complaint is None or complaint.rechecked_on is None or chosen.is_posted:
        return None
    return Asking(verb="reposting", about=complaint.uid, asks=(
        _day("posted_on", look), Ask(id="places", value=t("process-places"), wide=True),
    ))  # fmt: skip


def _opinion(look: Look, chosen: Chosen) -> Asking | None:  # noqa: ARG001
    sent = look.standing.records.opinions
    if not sent or sent[-1].received_on:
        return Asking(verb="letter", asks=(_day("sent_on", look), Ask(id="number", needed=True)))
    agrees = (("yes", t("process-agrees-yes")), ("no", t("process-agrees-no")))
    # What came with the receipt is not typed again.
    came = look.offered or Said()
    return Asking(verb="answer", asks=(
        _day("answered_on", look), Ask(id="number", needed=True, value=came.number),
        Ask(id="agrees", kind="choice", options=agrees, value="no" if came.agrees is False else "yes"),
        Ask(id="said", value=came.text),
    ))  # fmt: skip


def _decision(look: Look, chosen: Chosen) -> Asking | None:  # noqa: ARG001
    kinds = [k for k in DecisionKind if k is not DecisionKind.ESCAPED or _can_escape(look)]
    options = tuple((str(k), t(f"process-decision-{k}")) for k in kinds)
    records = look.standing.records
    waiting = {
        s.uid: needed(look.standing.procedure, s)
        for s in records.subjects if not records.is_decided(s)
    }  # fmt: skip
    if look.standing.procedure.is_periodic and not any(waiting.values()):
        return None
    first = next((str(k) for k in kinds if k in waiting.values()), "")
    return Asking(verb="decision", asks=(
        Ask(id="decision", kind="choice", needed=True, options=options, value=first),
        _households(look, waiting),
        Ask(id="number", needed=True), _day("signed_on", look), Ask(id="reason"),
    ))  # fmt: skip


def _can_escape(look: Look) -> bool:
    return look.standing.procedure.step("sheet_b") is not None


def _certificate(look: Look, chosen: Chosen) -> Asking | None:  # noqa: ARG001
    waiting = deciding.to_certify(look.standing.records)
    if not waiting:
        return None
    return Asking(verb="certificates", asks=(
        _day("signed_on", look), Ask(id="first", kind="number"), _households(look, waiting),
    ))  # fmt: skip


def _in_year_request(look: Look, chosen: Chosen) -> Asking | None:  # noqa: ARG001
    step = look.standing.procedure.step("request")
    if look.standing.procedure.is_periodic or step is None:
        return None
    new = any(s.before not in LISTED for s in look.standing.records.subjects)
    marks = (Ask(id="marks", kind="number", needed=new),) if "sheet_a" in step.papers else ()
    return Asking(verb="request", asks=(_households(look), _day("asked_on", look), *marks))


def _in_year_sheet(look: Look, chosen: Chosen) -> Asking | None:  # noqa: ARG001
    if look.standing.procedure.is_periodic:
        return None
    return Asking(verb="sheet", asks=(
        _households(look), _day("reviewed_on", look),
        Ask(id="b1", kind="number", needed=True),
        Ask(id="lacks", kind="lacks", hint=t("process-hint-lacks")),
        Ask(id="causes", kind="causes", hint=t("process-hint-causes")),
        Ask(id="cause_other"), Ask(id="enumerator"),
    ))  # fmt: skip


def _survey(look: Look, chosen: Chosen) -> Asking | None:  # noqa: ARG001
    return Asking(verb="survey", asks=(
        _households(look), _day("surveyed_on", look), Ask(id="income", kind="number", needed=True),
    ))  # fmt: skip


_FORMS: Mapping[str, Callable[[Look, Chosen], Asking | None]] = {
    "request": _in_year_request,
    "sheet_b": _in_year_sheet,
    "survey": _survey,
    "meeting": _meeting,
    "posting": _posting,
    "complaint": _complaint,
    "reposting": _reposting,
    "opinion": _opinion,
    "decision": _decision,
    "certificate": _certificate,
}


def parts_of(typed: str) -> tuple[str, ...]:
    """What stands between semicolons: places, people with their roles."""
    return tuple(part for one in typed.split(";") if (part := one.strip()))


# Deeds -------------------------------------------------------------------------------------------
def _do_meeting(look: Look, chosen: Chosen, v: Values) -> Deed:
    made = Meeting(
        uid="", case_uid=look.case.uid, village=chosen.place or "", held_on=v["held_on"],
        present=v["present"], agreed=chosen.votes, place=v["place"], chair=v["chair"],
        secretary=v["secretary"], attendants=parts_of(v["attendants"]),
    )  # fmt: skip
    return lambda db, now, by: proceeding.record_meeting(db, made, now=now, by=by)


def _do_posting(look: Look, chosen: Chosen, v: Values) -> Deed:
    complaint = chosen.complaint
    made = Posting(
        uid="", case_uid=look.case.uid, posted_on=v["posted_on"],
        village=complaint.village if complaint else chosen.place or "",
        places=parts_of(v["places"]),
        complaint_uid=complaint.uid if complaint else "",
    )  # fmt: skip
    return lambda db, now, by: proceeding.record_posting(db, made, now=now, by=by)


def _do_complaint(look: Look, chosen: Chosen, v: Values) -> Deed:  # noqa: ARG001
    subject = look.standing.records.subject(v["household"])
    made = Complaint(
        uid="", case_uid=look.case.uid, village=subject.village if subject else "",
        received_on=v["received_on"], household_uid=v["household"], by=v["complainer"],
        text=v["said"],
    )  # fmt: skip
    return lambda db, now, by: proceeding.record_complaint(db, made, now=now, by=by)


def _do_recheck(look: Look, chosen: Chosen, v: Values) -> Deed:  # noqa: ARG001
    assert chosen.complaint is not None, "the form asks for it only then"
    made = replace(chosen.complaint, rechecked_on=v["rechecked_on"], result=v["result"])
    return lambda db, now, by: proceeding.record_complaint(db, made, now=now, by=by)


def _do_letter(look: Look, chosen: Chosen, v: Values) -> Deed:  # noqa: ARG001
    made = Opinion(uid="", case_uid=look.case.uid, sent_on=v["sent_on"], sent_number=v["number"])
    return lambda db, now, by: proceeding.record_opinion(db, made, now=now, by=by)


def _do_answer(look: Look, chosen: Chosen, v: Values) -> Deed:  # noqa: ARG001
    made = replace(
        look.standing.records.opinions[-1], received_on=v["answered_on"], number=v["number"],
        agrees=v["agrees"] == "yes", text=v["said"],
    )  # fmt: skip
    return lambda db, now, by: proceeding.record_opinion(db, made, now=now, by=by)


def _do_decision(look: Look, chosen: Chosen, v: Values) -> Deed:  # noqa: ARG001
    made = Decision(
        uid="", case_uid=look.case.uid, kind=DecisionKind(v["decision"]), number=v["number"],
        signed_on=v["signed_on"], reason=v["reason"],
        household_uids=() if v["household"] == ALL else (v["household"],),
    )  # fmt: skip
    return lambda db, now, by: deciding.decide(db, made, now=now, by=by)


def _do_certificates(look: Look, chosen: Chosen, v: Values) -> Deed:  # noqa: ARG001
    uids = () if v["household"] == ALL else (v["household"],)
    return lambda db, now, by: deciding.certify(
        db, look.case.uid, v["signed_on"], uids, first=v["first"] or 0, now=now, by=by
    )


def _do_step(step: str, day: str, number: str) -> Callable[[Look, Chosen, Values], Deed]:
    def make(look: Look, chosen: Chosen, v: Values) -> Deed:  # noqa: ARG001
        subject = look.standing.records.subject(v["household"])
        shown = v.get(number)
        made = StepDone(
            uid="", case_uid=look.case.uid, step=step, done_on=v[day],
            household_uid=v["household"], village=subject.village if subject else "",
            number="" if shown is None else str(shown),
        )  # fmt: skip
        return lambda db, now, by: proceeding.record_step(db, made, now=now, by=by)

    return make


def _do_sheet(look: Look, chosen: Chosen, v: Values) -> Deed:  # noqa: ARG001
    standard = next(s for s in shipped_standards().values() if s.deprivations and s.causes)
    answers = Answers(
        b1_points=v["b1"],
        confirmed={d.code: d.number in v["lacks"] for d in standard.deprivations},
        causes=tuple(c.code for n, c in enumerate(standard.causes, 1) if n in v["causes"]),
        cause_other=v["cause_other"],
        reviewed_on=v["reviewed_on"], enumerator=v["enumerator"],
    )  # fmt: skip
    return lambda db, now, by: deciding.key_sheet(
        db, look.case.uid, v["household"], answers, now=now, by=by
    )


_DEEDS: Mapping[str, Callable[[Look, Chosen, Values], Deed]] = {
    "request": _do_step("request", "asked_on", "marks"),
    "survey": _do_step("survey", "surveyed_on", "income"),
    "sheet": _do_sheet,
    "meeting": _do_meeting,
    "posting": _do_posting,
    "reposting": _do_posting,
    "complaint": _do_complaint,
    "recheck": _do_recheck,
    "letter": _do_letter,
    "answer": _do_answer,
    "decision": _do_decision,
    "certificates": _do_certificates,
}
