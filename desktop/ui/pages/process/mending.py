"""Putting right what a step recorded: the same questions with their answers, for the record under the cursor.

A certificate is not changed, it is withdrawn: people hold it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from desktop.domain.procedure import (
    Certificate,
    Complaint,
    Decision,
    Meeting,
    Opinion,
    Posting,
)
from desktop.domain.vietnamese import show_date
from desktop.rules.case_facts import PlaceStanding, Records, reposting_of
from desktop.services import correcting, deciding
from desktop.services.proceeding import Look
from desktop.text import t
from desktop.ui.pages.process.asks import Ask, Asking, Deed, Values, attendants_ask, parts_of

Record = Meeting | Posting | Complaint | Opinion | Decision | Certificate


def record_under(row: object, step: str, records: Records) -> Record | None:
    """What the row under the cursor stands for in a step, None where nothing is recorded of it yet."""
    if isinstance(row, PlaceStanding):
        return {"meeting": row.meeting, "posting": row.posting}.get(step)
    if isinstance(row, Certificate):
        return None if row.withdrawn_on else row
    if isinstance(row, Complaint) and step == "reposting":
        return reposting_of(records, row.uid)
    return row if isinstance(row, Complaint | Opinion | Decision) else None


def mending(record: Record, look: Look) -> Asking:
    """The questions for a record, with what was recorded in them."""
    verb = "withdraw" if isinstance(record, Certificate) else "mend"
    return Asking(verb=verb, asks=_ASKS[type(record)](record, look), about=record.uid)


def mend(record: Record, votes: Mapping[str, int], values: Values) -> Deed:
    """The call that writes the record as it should have stood."""
    if isinstance(record, Certificate):
        held, on, why = record, values["withdrawn_on"], values["withdrawn_why"]
        return lambda db, now, by: deciding.withdraw(db, held, on, why, now=now, by=by)
    made = _MADE[type(record)](record, votes, values)
    return lambda db, now, by: correcting.correct(db, made, now=now, by=by)


# Questions ---------------------------------------------------------------------------------------
def _day(name: str, record: Any) -> Ask:
    return Ask(id=name, kind="day", needed=True, value=show_date(getattr(record, name)))


def _meeting(m: Meeting, look: Look) -> tuple[Ask, ...]:  # noqa: ARG001
    return (
        _day("held_on", m), Ask(id="present", kind="number", needed=True, value=str(m.present)),
        Ask(id="chair", value=m.chair), Ask(id="secretary", value=m.secretary),
        Ask(id="place", value=m.place, wide=True), attendants_ask(m.attendants),
    )  # fmt: skip


def _posting(p: Posting, look: Look) -> tuple[Ask, ...]:  # noqa: ARG001
    return (_day("posted_on", p), Ask(id="places", value="; ".join(p.places)))


def _complaint(c: Complaint, look: Look) -> tuple[Ask, ...]:  # noqa: ARG001
    first = (_day("received_on", c), Ask(id="complainer", value=c.by), Ask(id="said", value=c.text))
    if c.rechecked_on is None:
        return first
    return (*first, _day("rechecked_on", c), Ask(id="result", needed=True, value=c.result))


def _opinion(o: Opinion, look: Look) -> tuple[Ask, ...]:  # noqa: ARG001
    first = (_day("sent_on", o), Ask(id="sent_number", needed=True, value=o.sent_number))
    if o.received_on is None:
        return first
    answered = show_date(o.received_on)
    agrees = (("yes", t("process-agrees-yes")), ("no", t("process-agrees-no")))
    return (
        *first,
        Ask(id="answered_on", kind="day", needed=True, value=answered),
        Ask(id="number", needed=True, value=o.number),
        Ask(id="agrees", kind="choice", options=agrees, value="yes" if o.agrees else "no"),
        Ask(id="said", value=o.text),
    )


def _decision(d: Decision, look: Look) -> tuple[Ask, ...]:  # noqa: ARG001
    return (
        Ask(id="number", needed=True, value=d.number), _day("signed_on", d),
        Ask(id="reason", value=d.reason),
    )  # fmt: skip


def _certificate(c: Certificate, look: Look) -> tuple[Ask, ...]:  # noqa: ARG001
    today = show_date(look.today)
    return (
        Ask(id="withdrawn_on", kind="day", needed=True, value=today),
        Ask(id="withdrawn_why", needed=True),
    )


_ASKS: Mapping[type, Callable[[Any, Look], tuple[Ask, ...]]] = {
    Meeting: _meeting,
    Posting: _posting,
    Complaint: _complaint,
    Opinion: _opinion,
    Decision: _decision,
    Certificate: _certificate,
}


# Records -----------------------------------------------------------------------------------------
def _meeting_made(m: Meeting, votes: Mapping[str, int], v: Values) -> Meeting:
    return replace(
        m, held_on=v["held_on"], present=v["present"], agreed=votes, chair=v["chair"],
        secretary=v["secretary"], place=v["place"], attendants=parts_of(v["attendants"]),
    )  # fmt: skip


def _posting_made(p: Posting, votes: Mapping[str, int], v: Values) -> Posting:  # noqa: ARG001
    return replace(p, posted_on=v["posted_on"], places=parts_of(v["places"]))


def _complaint_made(c: Complaint, votes: Mapping[str, int], v: Values) -> Complaint:  # noqa: ARG001
    return replace(
        c, received_on=v["received_on"], by=v["complainer"], text=v["said"],
        rechecked_on=v.get("rechecked_on"), result=v.get("result", ""),
    )  # fmt: skip


def _opinion_made(o: Opinion, votes: Mapping[str, int], v: Values) -> Opinion:  # noqa: ARG001
    sent = replace(o, sent_on=v["sent_on"], sent_number=v["sent_number"])
    if o.received_on is None:
        return sent
    return replace(
        sent, received_on=v["answered_on"], number=v["number"], agrees=v["agrees"] == "yes",
        text=v["said"],
    )  # fmt: skip


def _decision_made(d: Decision, votes: Mapping[str, int], v: Values) -> Decision:  # noqa: ARG001
    return replace(d, number=v["number"], signed_on=v["signed_on"], reason=v["reason"])


_MADE: Mapping[type, Callable[[Any, Mapping[str, int], Values], Any]] = {
    Meeting: _meeting_made,
    Posting: _posting_made,
    Complaint: _complaint_made,
    Opinion: _opinion_made,
    Decision: _decision_made,
}


def mend_words(record: Record) -> str:
    """What the button says that begins it."""
    return t("process-withdraw" if isinstance(record, Certificate) else "process-mend")
