"""What the office above answered, read for the desk: of a report, of a household, its opinion."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import msgspec

from desktop.domain.answer import Heard, Said
from desktop.domain.procedure import Opinion
from desktop.exchange.package import FIGURE
from desktop.exchange.records import Receipt, RecordVerdict, Remark, Verdict, decode_receipt
from desktop.services import proceeding
from desktop.services.case_records import PERIODIC
from desktop.services.checking import Named
from desktop.services.counting import report_totals, unit_figures
from desktop.services.examining import Look
from desktop.services.offering import offered, opinion_of
from desktop.store import answers, households, packages, procedures, reviews
from desktop.store.connection import Db
from desktop.store.packages import Package

__all__ = [
    "SHOWN", "Answer", "OfHousehold", "Total", "answer_in", "answer_to", "of_household", "offered",
    "open_remarks", "opinion_of", "take_over", "was_said",
]  # fmt: skip

# The sums that are shown on both sides; all the others are compared too.
SHOWN = ("resident_households", "poor_households", "near_poor_households", "poor_people", "near_poor_people")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A sum as our book counts it now, as the report brought it, as the upper office accepted it.

    `accepted` is None where nothing was counted; `mine` where our book holds no such round.
    """

    name: str
    mine: int | None
    received: int
    accepted: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to one of our reports.

    `sent` and `counted` are the control totals of both offices, `mine` those of the book now.
    `report` is None where this book never sent such a report; `known`: the receipt was noted
    before. `verdicts`: how many households got which; `changed`: how many of the households were
    changed here since. `remarks` as they lie in the book once the receipt is noted. `offered`: the
    opinion can be taken over into the procedure.
    """

    year: int
    number: int
    verdict: Verdict
    sent: Mapping[str, int]
    counted: Mapping[str, int]
    mine: Mapping[str, int]
    opinion: Said
    remarks: tuple[Heard, ...] = ()
    named: Mapping[str, Named]
    verdicts: Mapping[Verdict, int]
    changed: int = 0
    report: Package | None = None
    known: bool = False
    offered: bool = False

    @property
    def agrees(self) -> bool:
        """Whether both offices count the same."""
        return dict(self.sent) == dict(self.counted)

    @property
    def asks(self) -> bool:
        """Whether something is to be done about it: an open remark, an opinion to take over."""
        return self.offered or any(h.is_open for h in self.remarks)

    def shown(self) -> list[Total]:
        """The sums to show: mine, received, accepted."""
        has_counted = self.verdict is Verdict.TAKEN_IN
        return [
            Total(
                name=name, mine=self.mine.get(key), received=self.sent[key],
                accepted=self.counted.get(key, 0) if has_counted else None,
            )
            for name, key in ((n, f"{FIGURE}{n}") for n in SHOWN)
            if key in self.sent
        ]  # fmt: skip


def answer_in(db: Db, seen: Look) -> Answer:
    """What a receipt that was looked at says; nothing is written. Raises PackageDamaged."""
    assert seen.opened is not None, "only a receipt that opened has an answer"
    receipt: Receipt = decode_receipt(seen.opened.parts, name=seen.path.name)
    report = packages.get(db, receipt.package_sha256)
    opinion = Said(
        text=receipt.opinion, number=receipt.opinion_no, on=receipt.opinion_on,
        agrees=receipt.opinion_agrees,
    )  # fmt: skip
    return Answer(
        year=receipt.year, number=receipt.number, verdict=receipt.verdict,
        sent=receipt.totals_sent, counted=receipt.totals_counted, mine=_mine(db, receipt.year),
        opinion=opinion, remarks=_heard(db, receipt), named=_named(db, receipt.remarks),
        verdicts=_counts(receipt.verdicts), changed=_changed(db, receipt.year, receipt.verdicts),
        report=report if report and report.direction == "out" else None,
        known=packages.get(db, seen.opened.sha256) is not None,
    )  # fmt: skip


def answer_to(db: Db, report: Package) -> Answer | None:
    """What was answered to a report, as the log has it by now; None while no receipt came."""
    report = packages.get(db, report.sha256) or report
    details = report.details
    if "totals_counted" not in details:
        return None
    said = msgspec.convert(details.get("remarks", ()), tuple[Remark, ...])
    heard = {h.uid: h for h in answers.heard(db)}
    lines = answers.verdicts(db, report.sha256)
    waiting = offered(db, report.year)
    return Answer(
        year=report.year, number=report.number, verdict=Verdict(report.verdict),
        sent=_sent(report),
        counted=details["totals_counted"], mine=_mine(db, report.year),
        opinion=opinion_of(report), named=_named(db, said),
        # A remark that a newer receipt no longer repeats is told as it was said.
        remarks=tuple(heard.get(r.uid) or _past(r, report) for r in said),
        verdicts=_counts(lines), changed=_changed(db, report.year, lines), report=report, known=True,
        offered=waiting is not None and waiting[0].sha256 == report.sha256,
    )  # fmt: skip


def open_remarks(db: Db) -> dict[tuple[int, int], int]:
    """How many remarks wait to be dealt with, by year and number of the report they came to."""
    return dict(Counter((h.year, h.number) for h in answers.heard(db) if h.is_open))


def _sent(report: Package) -> Mapping[str, int]:
    """The totals of a report as its receipt repeats them; receipts of an older program do not."""
    details = report.details
    before = report.totals if details["agrees"] is False else details["totals_counted"]
    return details.get("totals_sent", before)  # type: ignore[no-any-return]


def _heard(db: Db, receipt: Receipt) -> tuple[Heard, ...]:
    """The remarks of a receipt, those that came before as they were dealt with."""
    known = {h.uid: h for h in answers.heard(db)}
    return tuple(
        known.get(r.uid) or Heard(uid=r.uid, year=receipt.year, number=receipt.number, remark=r)
        for r in receipt.remarks
    )


def _past(remark: Remark, report: Package) -> Heard:
    return Heard(uid="", year=report.year, number=report.number, remark=remark)


def _counts(lines: Iterable[RecordVerdict]) -> dict[Verdict, int]:
    found = dict.fromkeys(Verdict, 0)
    for line in lines:
        found[line.verdict] += 1
    return {verdict: count for verdict, count in found.items() if count}


def _changed(db: Db, year: int, lines: Iterable[RecordVerdict]) -> int:
    judged = {line.household_uid: line.state for line in lines}
    now = answers.states(db, year, uids=list(judged))
    return sum(judged[uid] != state for uid, state in now.items())


def _mine(db: Db, year: int) -> dict[str, int]:
    """The totals that the book would send now, {} without the round."""
    has_round = reviews.get_round(db, year) is not None
    return report_totals(unit_figures(db, year)) if has_round else {}


def _named(db: Db, remarks: Iterable[Remark]) -> dict[str, Named]:
    found = households.get_many(db, [r.record_uid for r in remarks])
    return {h.uid: Named(h.uid, h.head_name, h.village) for h in found}


# Of one household --------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class OfHousehold:
    """What the office above said of a household: the report it came in, the verdict, the remarks.

    `number` 0: no receipt names it, there are remarks only. `changed`: it was changed here since,
    so a newer report will bring what stands here now.
    """

    year: int = 0
    number: int = 0
    verdict: Verdict | None = None
    changed: bool = False
    remarks: tuple[Heard, ...] = ()


def of_household(db: Db, household_uid: str) -> OfHousehold | None:
    """What was answered of a household, None where nothing ever was."""
    heard = tuple(answers.heard(db, household_uid=household_uid))
    line = answers.verdict_of(db, household_uid)
    if line is None:
        return OfHousehold(remarks=heard) if heard else None
    year, package, verdict = line
    report = packages.get(db, package)
    now = answers.states(db, year, uids=[household_uid]).get(household_uid)
    return OfHousehold(
        year=year, number=report.number if report else 0, verdict=verdict.verdict,
        changed=now is not None and now != verdict.state, remarks=heard,
    )  # fmt: skip


def was_said(db: Db) -> bool:
    """Whether the office above ever answered household by household, or said anything of one."""
    return answers.was_said(db)


# The opinion as a step of the procedure ----------------------------------------------------------
def take_over(db: Db, year: int, *, now: datetime.datetime, by: str) -> proceeding.Done:
    """Record the offered opinion as the upper office's answer in the year's procedure.

    It answers the letter that waits; without one the report counts as the letter. Raises
    CaseRefused, RoundMissing, and LookupError where no opinion is offered.
    """
    found = offered(db, year)
    if found is None:
        raise LookupError(year)
    report, said = found
    case = f"{PERIODIC}-{year}"
    waiting = [o for o in procedures.of_case(db, Opinion, case) if o.received_on is None]
    sent_on = report.made_at.astimezone().date()
    letter = waiting[-1] if waiting else Opinion(uid="", case_uid=case, sent_on=sent_on)
    came = datetime.date.fromisoformat(report.details["answered_on"])
    agrees = said.agrees if said.agrees is not None else report.verdict == Verdict.TAKEN_IN
    answered = replace(
        letter, received_on=max(came, letter.sent_on), number=said.number, text=said.text,
        agrees=agrees,
    )  # fmt: skip
    return proceeding.record_opinion(db, answered, now=now, by=by)
