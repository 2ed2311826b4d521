"""The papers of a case: which there are, how each looks, and all of them into one tidy folder.

A paper is planned with its place in the folder and laid out only when it is looked at or written. What
the book does not know yet (a number, a day, votes, a name) is left open, to be written by hand.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from pathlib import Path

from desktop.domain.paper_words import PaperId, PaperWords
from desktop.domain.vietnamese import nfc
from desktop.files import make_folder, write_whole
from desktop.reports.forms import request, survey
from desktop.reports.text_sheet import AnySheet
from desktop.services import paper_records as records
from desktop.services import sealing_papers
from desktop.services.changes import Changes, Tick, changes, no_tick
from desktop.services.paper_plan import (
    ASKED_BY,
    FOLDERS,
    Planned,
    ascii_name,
    certificates,
    plan,
)
from desktop.store import audit, households, settings
from desktop.store.connection import Db, writing
from desktop.text import t

__all__ = [
    "KINDS", "Planned", "ascii_name", "asking_paper", "certificates", "folder_name", "ink",
    "note_printed", "plan", "request_paper", "set_words", "survey_paper", "words", "write",
    "write_all",
]  # fmt: skip

KINDS = ("pdf", "xlsx")


# Settings ----------------------------------------------------------------------------------------
def words(db: Db) -> PaperWords:
    """The office's own wording of papers."""
    return records.read_words(db)


def set_words(db: Db, wanted: PaperWords, *, now: datetime.datetime, by: str) -> Changes:
    """Keep the office's wording."""
    before = records.read_words(db)
    with writing(db):
        records.keep_words(db, wanted)
        audit.add(
            db, at=now, by=by, action="setting", subject="paper-words", before=before, after=wanted
        )
    return changes("setting")


# Papers of one household -------------------------------------------------------------------------
def request_paper(
    db: Db, year: int, household_uid: str = "", *, leaving: bool = False, copies: int = 1
) -> tuple[AnySheet, ...]:
    """Form 01, or 04 where `leaving`: blank ones to print in a pile, or prefilled for a household."""
    home = households.get(db, household_uid) if household_uid else None
    context = records.context_of(db, year, is_in_year=True)
    return (request.build(home, context, words(db), leaving=leaving),) * copies


def survey_paper(
    db: Db, year: int, household_uid: str = "", person_uid: str = ""
) -> tuple[AnySheet, ...]:
    """The working sheet of annex VIII, blank, for a household, or for one member of it."""
    home = households.get(db, household_uid) if household_uid else None
    person = home.member(person_uid) if home else None
    return (survey.build(home, records.context_of(db, year, is_in_year=True), words(db), person),)


def asking_paper(
    db: Db, year: int, procedure: str, household_uid: str, person_uid: str = ""
) -> Planned:
    """What a household fills in before its case is opened: form 01 or 04, or the survey, prefilled."""
    paper = ASKED_BY.get(procedure, PaperId.SURVEY)
    name = {PaperId.REQUEST: "mau_01", PaperId.REQUEST_TO_LEAVE: "mau_04"}.get(
        paper, "phu_luc_VIII"
    )
    home = households.get(db, household_uid)
    of = home.head_name if home else ""
    mark = "luyen-tap_" if settings.office(db).practice else ""
    sheets = (
        survey_paper(db, year, household_uid, person_uid)
        if paper is PaperId.SURVEY
        else request_paper(db, year, household_uid, leaving=paper is PaperId.REQUEST_TO_LEAVE)
    )
    return Planned(
        paper=paper, folder=FOLDERS[paper], stem=f"{mark}{name}_{ascii_name(of)}_{year}",
        title=f"{t(f'papers-name-{paper}')}: {nfc(of)}", build=lambda: sheets,
    )  # fmt: skip


# Ink ---------------------------------------------------------------------------------------------
def ink(sheets: Sequence[AnySheet], kind: str, tick: Tick = no_tick) -> bytes:
    """The paper as "pdf" or "xlsx" bytes; `tick` may stop a long pile."""
    if kind == "pdf":
        from desktop.reports.text_pdf import draw_papers

        return draw_papers(sheets, tick=tick)
    from desktop.reports.text_xlsx import write_papers

    return write_papers(sheets)


def write(
    db: Db, papers: Sequence[Planned], folder: Path,
    *, kinds: Iterable[str] = KINDS, now: datetime.datetime, by: str, tick: Tick = no_tick,
) -> list[Path]:  # fmt: skip
    """Write papers into folders by step, each file whole or not at all; a stop keeps what is written.

    Every paper written is kept under its code. Raises what laying out a paper raises.
    """
    kinds, written = tuple(kinds), list[Path]()
    for done, paper in enumerate(papers):
        tick(done, len(papers))
        sheets = paper.sheets()
        drawn = {kind: ink(sheets, kind, lambda _d, _t: tick(done, len(papers))) for kind in kinds}  # noqa: B023
        make_folder(folder / paper.folder)
        paths = [folder / paper.folder / f"{paper.stem}.{kind}" for kind in kinds]
        for path, data in zip(paths, drawn.values(), strict=True):
            write_whole(path, data)
        _note(db, paper, sheets, [p.name for p in paths], now=now, by=by)
        written += paths
    tick(len(papers), len(papers))
    return written


def note_printed(db: Db, paper: Planned, *, now: datetime.datetime, by: str) -> None:
    """Keep in the trail that a paper went to the printer, and its state under its code."""
    _note(db, paper, paper.sheets(), [], now=now, by=by, how=sealing_papers.PRINTED)


def _note(
    db: Db, paper: Planned, sheets: Sequence[AnySheet], names: Sequence[str],
    *, now: datetime.datetime, by: str, how: str = sealing_papers.WRITTEN,
) -> None:  # fmt: skip
    year = int(paper.stem.rsplit("_", 1)[-1])
    with writing(db):
        after = [*names] or [paper.stem]
        audit.add(db, at=now, by=by, action="papers", subject=str(year), after=after)
        if paper.is_coded:
            sealing_papers.keep_many(db, sheets, year, official=True, how=how, now=now, by=by)


def write_all(
    db: Db, case_uid: str, folder: Path,
    *, kinds: Iterable[str] = KINDS, now: datetime.datetime, by: str, tick: Tick = no_tick,
) -> list[Path]:  # fmt: skip
    """All papers of a case in one go, into `folder`/01_…, 02_… . Raises as `plan` and `write`."""
    return write(db, plan(db, case_uid), folder, kinds=kinds, now=now, by=by, tick=tick)


def folder_name(db: Db, case_uid: str) -> str:
    """A name for the folder of all papers: "ho_so_02296_2026"; practice says so first."""
    at = records.bundle(db, case_uid)
    mark = "luyen-tap_" if settings.office(db).practice else ""
    return f"{mark}ho_so_{at.context.office.code}_{at.context.year}"
