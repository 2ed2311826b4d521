"""What the papers of plans share: who makes them, their ink, writing them whole and keeping their code."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from desktop.files import make_folder, write_whole
from desktop.reports.forms.common import Context
from desktop.reports.sheet import Sheet
from desktop.reports.text_sheet import AnySheet, TextSheet
from desktop.services import sealing_papers
from desktop.services.catalogue import words_of
from desktop.store import audit, reviews, settings
from desktop.store.connection import Db, writing

KINDS = ("pdf", "xlsx", "docx")


def context(
    db: Db, year: int, *, told: Iterable[int] = (), on: datetime.date | None = None
) -> Context:  # fmt: skip
    """Who makes a paper of a plan year. It is a practice paper where the office is one, or where a
    review of the years `told` was held by a practice standard."""
    return Context(
        office=settings.office(db), signatory=settings.signatory(db), year=year, on=on,
        practice=any(_is_practice(db, y) for y in {year, *told}),
    )  # fmt: skip


def _is_practice(db: Db, year: int) -> bool:
    found = reviews.get_round(db, year)
    return found is not None and words_of(db, found.standard_id, year).practice


def practice_mark(made: Context) -> str:
    """What the name of a practice paper's file begins with."""
    return "luyen-tap_" if made.office.practice or made.practice else ""


def file_name(db: Db, name: str, year: int, kind: str, told: Iterable[int] = ()) -> str:
    """An ASCII name: "ke-hoach-giam-ngheo_02296_2027.pdf"; a practice paper says so first."""
    made = context(db, year, told=told)
    return f"{practice_mark(made)}{name}_{made.office.code}_{year}.{kind}"


def ink(sheets: Sequence[AnySheet], kind: str) -> bytes:
    """The papers as "pdf", "xlsx" or "docx" bytes; only running texts become docx."""
    if kind == "pdf":
        from desktop.reports.text_pdf import draw_papers

        return draw_papers(sheets)
    if kind == "xlsx":
        from desktop.reports.text_xlsx import write_papers

        return write_papers(sheets)
    from desktop.reports.text_docx import write_docx

    return write_docx([as_text_sheet(sheet) for sheet in sheets])


def as_text_sheet(sheet: AnySheet) -> TextSheet:
    """A table paper as a running text, to be edited."""
    from desktop.reports.running import running

    return running(sheet) if isinstance(sheet, Sheet) else sheet


def write(
    db: Db, drawn: Mapping[Path, bytes], kept: Sequence[AnySheet], year: int,
    *, form: str, official: bool, now: datetime.datetime, by: str,
) -> list[Path]:  # fmt: skip
    """Write files that are already drawn, each whole or not at all, tell the trail, and keep the text
    of the papers under their codes."""
    for path, data in drawn.items():
        make_folder(path.parent)
        write_whole(path, data)
    names = [path.name for path in drawn]
    with writing(db):
        audit.add(db, at=now, by=by, action="papers", subject=str(year), after=names)
        for sheet in kept:
            sealing_papers.keep(
                db, sheet, year, official=official, how=sealing_papers.WRITTEN, now=now, by=by,
                form=form, file=", ".join(names),
            )  # fmt: skip
    return [*drawn]
