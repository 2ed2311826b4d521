"""The one-page progress report: what the page of the targets shows, as PDF and Excel."""

from __future__ import annotations

import datetime
from pathlib import Path

from desktop.errors import NothingToReport
from desktop.files import write_whole
from desktop.reports.forms import progress as form
from desktop.reports.forms.common import Context
from desktop.reports.sheet import Sheet
from desktop.services import progress_words, sealing_papers
from desktop.services.progressing import Fall, Point, Progress, progress
from desktop.store import audit, settings
from desktop.store.connection import Db, writing
from desktop.text import t


def report_of(found: Progress) -> form.Report:
    """The figures and sentences of the report. Raises NothingToReport."""
    if not found.whole.points:
        raise NothingToReport(form=t("progress-name"), year=str(found.year))
    year = found.year
    sentences = [
        t("progress-goal", goal=progress_words.goal_words(found.span)),
        progress_words.remains_sentence(found),
    ]
    if found.whole.average is not None:
        points = progress_words.points_word(found.whole.average)
        sentences.append(t("progress-average", points=points))
    if found.plan is not None:
        sentences.append(t("targets-source", source=found.plan.source))
    return form.Report(
        years=tuple(
            _line(_year_name(p), p, found.whole.fall(p.year)) for p in reversed(found.whole.points)
        ),
        units=tuple(_line(u.name, u.point(year), u.fall(year)) for u in found.units),
        marks=_marks(found),
        sentences=tuple(sentences),
        plan_name=found.plan.name if found.plan else "",
    )


def _year_name(point: Point) -> str:
    year = str(point.year)
    return t("targets-year-typed", year=year) if point.typed else year


def _line(name: str, point: Point | None, fall: Fall | None) -> form.Line:
    is_open = point is None or point.open
    state, word = progress_words.verdict(point, fall)
    return form.Line(
        name=name,
        households=point.households if point else None,
        poor=point.poor if point else None,
        fewer=fall.households if fall and not is_open else None,
        points=float(fall.points) if fall and fall.points is not None else None,
        goal=fall.goal if fall else None,
        verdict=word,
        remains=fall.remains if fall else None,
        is_missed=state == "err",
        is_open=is_open,
    )


def _marks(found: Progress) -> tuple[form.Mark, ...]:
    rated = [p for p in found.whole.points if p.rate is not None]
    if not rated:
        return ()
    years = list(range(rated[0].year, found.year + 1))
    goals: list[float | None] = [None] * len(years)
    if found.plan is not None:
        goals = found.plan.line(years, float(rated[0].rate or 0))
    known = {p.year: float(p.rate) for p in rated if p.rate is not None and not p.open}
    return tuple(
        form.Mark(year=str(y), rate=known.get(y), goal=goal)
        for y, goal in zip(years, goals, strict=True)
    )


def _context(db: Db, found: Progress) -> Context:
    return Context(
        office=settings.office(db), signatory=settings.signatory(db), year=found.year,
        practice=found.office.practice,
    )  # fmt: skip


def sheet_of(db: Db, found: Progress) -> Sheet:
    """The whole report as a sheet, with its code: what Excel holds and the trail keeps."""
    return sealing_papers.coded(form.build(report_of(found), _context(db, found)))


def pdf_of(db: Db, found: Progress) -> bytes:
    """The one page as PDF."""
    return form.draw(report_of(found), _context(db, found), sheet_of(db, found).code)


def stem(found: Progress) -> str:
    """An ASCII name: "bao_cao_tien_do_02296_2026"."""
    mark = "luyen-tap_" if found.office.practice else ""
    return f"{mark}bao_cao_tien_do_{found.office.code}_{found.year}"


def write(
    db: Db, year: int, kind: str, path: Path, *, now: datetime.datetime, by: str
) -> Path:  # fmt: skip
    """Write the report as "pdf" or "xlsx", whole or not at all. Raises NothingToReport."""
    from desktop.services.reporting import ink

    found = progress(db, year)
    sheet = sheet_of(db, found)
    write_whole(path, pdf_of(db, found) if kind == "pdf" else ink(sheet, kind))
    with writing(db):
        audit.add(db, at=now, by=by, action="papers", subject=str(year), after=[path.name])
        sealing_papers.keep(
            db, sheet, year, official=True, how=sealing_papers.WRITTEN, now=now, by=by,
            form=t("progress-name"), file=path.name,
        )  # fmt: skip
    return path
