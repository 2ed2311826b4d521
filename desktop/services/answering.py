"""What a receipt answers, before it is noted and afterwards from the log: verdict, sums, remarks."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desktop.exchange.package import FIGURE
from desktop.exchange.records import Receipt, Remark, Verdict, decode_receipt
from desktop.services.checking import Named
from desktop.services.examining import Look
from desktop.store import households, packages
from desktop.store.connection import Db
from desktop.store.packages import Package

# The sums that are shown on both sides; all the others are compared too.
SHOWN = ("resident_households", "poor_households", "near_poor_households", "poor_people", "near_poor_people")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to one of our reports.

    `sent` and `counted` are the control totals of both offices. `report` is None where this book
    never sent such a report; `known`: the receipt was noted before.
    """

    year: int
    number: int
    verdict: Verdict
    sent: Mapping[str, int]
    counted: Mapping[str, int]
    opinion: str = ""
    opinion_no: str = ""
    opinion_on: datetime.date | None = None
    remarks: tuple[Remark, ...] = ()
    named: Mapping[str, Named]
    report: Package | None = None
    known: bool = False

    @property
    def agrees(self) -> bool:
        """Whether both offices count the same."""
        return dict(self.sent) == dict(self.counted)

    def shown(self) -> list[tuple[str, int, int | None]]:
        """(name, ours, theirs) of the sums to show; theirs is None where they did not count."""
        pairs = ((n, f"{FIGURE}{n}") for n in SHOWN)
        has_counted = self.verdict is Verdict.TAKEN_IN
        return [
            (n, self.sent[key], self.counted.get(key, 0) if has_counted else None)
            for n, key in pairs
            if key in self.sent
        ]


def answer_in(db: Db, seen: Look) -> Answer:
    """What a receipt that was looked at says; nothing is written. Raises PackageDamaged."""
    assert seen.opened is not None, "only a receipt that opened has an answer"
    receipt: Receipt = decode_receipt(seen.opened.parts, name=seen.path.name)
    report = packages.get(db, receipt.package_sha256)
    return Answer(
        year=receipt.year, number=receipt.number, verdict=receipt.verdict,
        sent=receipt.totals_sent, counted=receipt.totals_counted, opinion=receipt.opinion,
        opinion_no=receipt.opinion_no, opinion_on=receipt.opinion_on, remarks=receipt.remarks,
        named=_named(db, receipt.remarks),
        report=report if report and report.direction == "out" else None,
        known=packages.get(db, seen.opened.sha256) is not None,
    )  # fmt: skip


def answer_to(db: Db, report: Package) -> Answer | None:
    """What was answered to a report of the log, None while no receipt came."""
    details = report.details
    if "totals_counted" not in details:
        return None
    remarks = tuple(
        Remark(**{**r, "verdict": Verdict(r["verdict"])}) for r in details.get("remarks", ())
    )
    said_on = details.get("opinion_on", "")
    return Answer(
        year=report.year, number=report.number, verdict=Verdict(report.verdict),
        sent=report.totals if details["agrees"] is False else details["totals_counted"],
        counted=details["totals_counted"], opinion=details.get("opinion", ""),
        opinion_no=details.get("opinion_no", ""),
        opinion_on=datetime.date.fromisoformat(said_on) if said_on else None,
        remarks=remarks, named=_named(db, remarks), report=report, known=True,
    )  # fmt: skip


def _named(db: Db, remarks: Iterable[Remark]) -> dict[str, Named]:
    found = households.get_many(db, [r.record_uid for r in remarks])
    return {h.uid: Named(h.uid, h.head_name, h.village) for h in found}
