"""The minute of a package's hand-over from this desk's log, as PDF or Excel, at either end."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from desktop.domain.answer import RecordVerdict, Remark, Said, Verdict
from desktop.exchange.package import FIGURE
from desktop.files import write_whole
from desktop.reports.forms import handover_minute
from desktop.reports.forms.common import Context
from desktop.reports.forms.handover_minute import Listed, Minute
from desktop.reports.text_sheet import TextSheet
from desktop.services import answering, papering, receipting, sealing_papers
from desktop.services.answering import SHOWN
from desktop.services.catalogue import unit
from desktop.services.changes import Changes, changes
from desktop.services.sealing_papers import coded
from desktop.store import answers, audit, households, packages, settings
from desktop.store.connection import Db, writing
from desktop.store.packages import Package
from desktop.text import t

MOST = 200
"""Households listed at most: a report returned whole would else be a book."""
Say = Callable[[Remark], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A minute laid out, with the ASCII name of its files."""

    sheet: TextSheet
    stem: str
    year: int


def lay_out(db: Db, report: Package, say: Say, *, now: datetime.datetime) -> Paper:
    """The minute of a report that was sent or came; `say` words a remark."""
    office = settings.office(db)
    known = packages.get(db, report.sha256) or report
    minute = _sent(db, known, say) if known.direction == "out" else _came(db, known, say)
    context = Context(
        office=office, signatory=settings.signatory(db), year=now.astimezone().year,
        practice=office.practice,
    )  # fmt: skip
    mark = "luyen-tap_" if office.practice else ""
    stem = f"{mark}bien_ban_giao_nhan_{known.sender}_{known.year}_{known.number:04d}"
    sheet = coded(handover_minute.build(minute, context))
    return Paper(sheet=sheet, stem=stem, year=known.year)


def _sent(db: Db, report: Package, say: Say) -> Minute:
    """At the desk that sent it: what the receipt says, if there is one."""
    details = report.details
    has_answer = "answered_at" in details
    remarks = msgspec.convert(details.get("remarks", ()), tuple[Remark, ...])
    lines = answers.verdicts(db, report.sha256)
    verdict = Verdict(report.verdict) if has_answer else None
    counted = details.get("totals_counted", {}) if verdict is Verdict.TAKEN_IN else None
    at = datetime.datetime.fromisoformat(details["answered_at"]) if has_answer else None
    return _minute(
        db, report, lines, remarks, say, verdict=verdict, at=at,
        opinion=answering.opinion_of(report), sent=details.get("totals_sent", report.totals), counted=counted,
    )  # fmt: skip


def _came(db: Db, report: Package, say: Say) -> Minute:
    """At the desk that took it in, held it or sent it back."""
    receipt = receipting.composed(db, report)
    verdict = receipt.verdict
    counted = receipt.totals_counted if verdict is Verdict.TAKEN_IN else None
    answer = packages.receipt_for(db, report.sha256)
    at = answer.made_at if answer else report.handled_at
    opinion = Said(
        text=receipt.opinion, number=receipt.opinion_no, on=receipt.opinion_on,
        agrees=receipt.opinion_agrees,
    )  # fmt: skip
    return _minute(
        db, report, receipt.verdicts, receipt.remarks, say, verdict=verdict, at=at,
        opinion=opinion, sent=receipt.totals_sent, counted=counted,
    )  # fmt: skip


def _minute(
    db: Db, report: Package, lines: Sequence[RecordVerdict], remarks: Sequence[Remark], say: Say,
    *, verdict: Verdict | None, at: datetime.datetime | None, opinion: Said,
    sent: Mapping[str, int], counted: Mapping[str, int] | None,
) -> Minute:  # fmt: skip
    listed = _listed(db, lines, remarks, say)
    counts = [(v, sum(line.verdict is v for line in lines)) for v in Verdict]
    return Minute(
        sender=_name(db, report.sender), receiver=_name(db, report.receiver), year=report.year,
        number=report.number, file_name=report.file_name, size=report.size, sha256=report.sha256,
        made_at=report.made_at.astimezone(), answered_at=at.astimezone() if at else None, verdict=verdict,
        verdicts=tuple((v, n) for v, n in counts if n), totals=_totals(sent, counted),
        opinion=opinion, listed=tuple(listed[:MOST]), more=max(0, len(listed) - MOST),
    )  # fmt: skip


def _totals(
    sent: Mapping[str, int], counted: Mapping[str, int] | None
) -> tuple[tuple[str, int, int | None], ...]:
    names = [n for n in SHOWN if f"{FIGURE}{n}" in sent]
    keys = [(t(f"answers-sum-{n}"), f"{FIGURE}{n}") for n in names]
    keys += [(t(f"answers-sum-{n}"), n) for n in ("households", "people", "reviews") if n in sent]
    return tuple(
        (word, sent[k], None if counted is None else counted.get(k, 0)) for word, k in keys
    )


def _listed(
    db: Db, lines: Sequence[RecordVerdict], remarks: Sequence[Remark], say: Say
) -> list[Listed]:
    """Households with a remark, and those held or returned one by one.

    Where all of a report came back, only those that something was said of: the others are the rest.
    """
    said: dict[str, list[str]] = {}
    for remark in remarks:
        said.setdefault(remark.record_uid, []).append(say(remark))
    given = {line.household_uid: line.verdict for line in lines}
    odd = [uid for uid, v in given.items() if v is Verdict.HELD and uid not in said]
    wanted = [*said, *(odd if len(odd) < len(given) else [])]
    homes = {h.uid: h for h in households.get_many(db, [uid for uid in wanted if uid])}
    found = []
    for uid in wanted:
        home, why = homes.get(uid), "; ".join(said.get(uid, []))
        verdict = given.get(uid) or next(r.verdict for r in remarks if r.record_uid == uid)
        head = (
            home.head_name if home else t("answers-paper-unknown" if uid else "answers-paper-all")
        )
        found.append(
            Listed(
                number=home.number if home else "", head_name=head,
                village=home.village if home else "", verdict=verdict, why=why,
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: (one.village, one.number))


def _name(db: Db, code: str) -> str:
    office = settings.office(db)
    if code == office.code:
        return office.name
    return office.upper_name if code == office.upper_code else unit(code, office.list_version).name


def draw(paper: Paper, kind: str) -> bytes:
    """The minute as "pdf" or "xlsx"."""
    return papering.ink([paper.sheet], kind)


def write(db: Db, paper: Paper, kind: str, path: Path, *, now: datetime.datetime, by: str) -> Path:
    """Write the minute whole or not at all; its text is kept under the code at its foot."""
    write_whole(path, draw(paper, kind))
    _note(db, paper, [path.name], sealing_papers.WRITTEN, now=now, by=by)
    return path


def note_printed(db: Db, paper: Paper, *, now: datetime.datetime, by: str) -> Changes:
    """Keep in the trail that the minute went to the printer."""
    _note(db, paper, [paper.stem], sealing_papers.PRINTED, now=now, by=by)
    return changes()


def _note(
    db: Db, paper: Paper, names: list[str], how: str, *, now: datetime.datetime, by: str
) -> None:
    with writing(db):
        audit.add(db, at=now, by=by, action="papers", subject=str(paper.year), after=names)
        sealing_papers.keep(db, paper.sheet, paper.year, official=True, how=how, now=now, by=by)
