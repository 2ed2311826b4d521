"""The papers of a case: which there are, how each looks, and all of them into one tidy folder.

A paper is planned with its place in the folder and laid out only when it is looked at or written. What
the book does not know yet (a number, a day, votes, a name) is left open, to be written by hand.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.domain.paper_words import PaperId, PaperWords
from desktop.domain.procedure import Certificate, Decision, DecisionKind
from desktop.domain.vietnamese import fold, nfc
from desktop.errors import PaperNotReady
from desktop.files import make_folder, write_whole
from desktop.reports.forms import request, survey
from desktop.reports.text_sheet import AnySheet
from desktop.rules.case_facts import LISTED, posting_of
from desktop.services import deciding, sealing_papers
from desktop.services import paper_records as records
from desktop.services import survey_records as surveyed
from desktop.services.changes import Changes, Tick, changes, no_tick
from desktop.services.paper_records import Bundle
from desktop.services.reporting import sheet_of
from desktop.store import audit, households, settings
from desktop.store.connection import Db, writing
from desktop.text import t

KINDS = ("pdf", "xlsx")
_FOLDERS = {
    PaperId.REQUEST: "01_de_nghi",
    PaperId.REQUEST_TO_LEAVE: "01_de_nghi",
    PaperId.ANNEX_I: "02_danh_sach_ra_soat",
    PaperId.SURVEY: "03_khao_sat_thu_nhap",
    PaperId.MINUTES: "04_hop_dan",
    PaperId.POSTING: "05_niem_yet",
    PaperId.RECHECK: "06_phuc_tra",
    PaperId.LETTER: "07_y_kien_cap_tren",
    PaperId.RECOGNISED: "08_quyet_dinh",
    PaperId.ESCAPED: "08_quyet_dinh",
    PaperId.REFUSAL: "08_quyet_dinh",
    PaperId.CERTIFICATE: "09_giay_chung_nhan",
    PaperId.SURVEY_POSTING: "05_niem_yet",
    PaperId.AVERAGE: "08_quyet_dinh",
    PaperId.WORKER: "08_quyet_dinh",
    PaperId.SURVEY_REFUSAL: "08_quyet_dinh",
}
_OF_HOUSEHOLDS = (PaperId.REQUEST, PaperId.REQUEST_TO_LEAVE, PaperId.SURVEY)
_NO_DAY = datetime.date(1900, 1, 1)  # of drafts: without a number the day is not printed


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A paper that can be made: where it goes (`folder/stem`, ASCII), what people call it, and how
    it is laid out (`build`)."""

    paper: PaperId
    folder: str
    stem: str
    title: str
    build: Callable[[], tuple[AnySheet, ...]]

    def sheets(self) -> tuple[AnySheet, ...]:
        """The paper, with a code at its foot where it is the office's own. Raises what `build` raises."""
        found = self.build()
        return tuple(sealing_papers.coded(s) for s in found) if self.is_coded else found

    @property
    def is_coded(self) -> bool:
        """Whether it is a paper of the office: what a household fills in needs no code."""
        return self.paper not in _OF_HOUSEHOLDS


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
    context = records.context_of(db, year)
    return (request.build(home, context, words(db), leaving=leaving),) * copies


def survey_paper(db: Db, year: int, household_uid: str = "") -> tuple[AnySheet, ...]:
    """The working sheet of annex VIII, blank or for a household."""
    home = households.get(db, household_uid) if household_uid else None
    return (survey.build(home, records.context_of(db, year), words(db)),)


# All papers of a case ----------------------------------------------------------------------------
def plan(db: Db, case_uid: str) -> list[Planned]:
    """Every paper that the case can have now, in the order of its steps. Raises RoundMissing."""
    at = records.bundle(db, case_uid)
    return _apart(
        [
            *(_requests(at) if _by_sheet_b(at) else ()),
            *([_annex_i(at)] if at.records.subjects and _by_sheet_b(at) else []),
            *_surveys(at),
            *_meetings(at),
            *_postings(at),
            *_rechecks(at),
            *(_to_the_office_above(db, at) if at.procedure.step("opinion") else ()),
            *_decisions(at),
            *_certificates(db, at),
        ]
    )


def _apart(papers: Sequence[Planned]) -> list[Planned]:
    """Villages that differ in tones only have one ASCII name: the second file is numbered."""
    seen = Counter[tuple[str, str]]()
    apart = []
    for paper in papers:
        seen[paper.folder, paper.stem] += 1
        again = seen[paper.folder, paper.stem]
        stem, _, year = paper.stem.rpartition("_")
        apart.append(replace(paper, stem=f"{stem}_{again}_{year}") if again > 1 else paper)
    return apart


def _planned(
    at: Bundle, paper: PaperId, name: str, build: Callable[[], tuple[AnySheet, ...]], of: str = ""
) -> Planned:
    mark = "luyen-tap_" if at.context.office.practice else ""
    stem = "_".join(filter(None, (f"{mark}{name}", ascii_name(of), str(at.context.year))))
    title = t(f"papers-name-{paper}")
    title = f"{title}: {nfc(of)}" if of else title
    return Planned(paper=paper, folder=_FOLDERS[paper], stem=stem, title=title, build=build)


def ascii_name(text: str) -> str:
    """ "Khuổi Trang" → "khuoi_trang"."""
    return re.sub(r"[^a-z0-9]+", "_", fold(text)).strip("_")


def _requests(at: Bundle) -> Iterator[Planned]:
    for leaving, paper, name in (
        (False, PaperId.REQUEST, "mau_01"),
        (True, PaperId.REQUEST_TO_LEAVE, "mau_04"),
    ):
        mine = [a.household_uid for a in at.asked.values() if a.leaving is leaving]
        homes = [at.homes[uid] for uid in mine if uid in at.homes]
        yield _planned(at, paper, f"{name}_trong", _blank(at, leaving))
        if homes:
            yield _planned(
                at, paper, f"{name}_da_dien",
                lambda homes=homes, leaving=leaving: tuple(  # type: ignore[misc]
                    request.build(h, at.context, at.words, leaving=leaving) for h in homes
                ),
            )  # fmt: skip


def _blank(at: Bundle, leaving: bool) -> Callable[[], tuple[AnySheet, ...]]:
    return lambda: (request.build(None, at.context, at.words, leaving=leaving),)


def _annex_i(at: Bundle) -> Planned:
    return _planned(at, PaperId.ANNEX_I, "phu_luc_I", lambda: records.annex_i_of(at))


def _surveys(at: Bundle) -> Iterator[Planned]:
    if at.procedure.step("survey") and at.records.subjects:
        homes = [at.home(s.uid) for s in at.records.subjects]
        yield _planned(
            at, PaperId.SURVEY, "phu_luc_VIII",
            lambda: tuple(survey.build(h, at.context, at.words) for h in homes),
        )  # fmt: skip


def _by_sheet_b(at: Bundle) -> bool:
    """Whether results are classes by sheet B, and not of an income survey."""
    return at.procedure.step("sheet_b") is not None


def _meetings(at: Bundle) -> Iterator[Planned]:
    if not at.procedure.step("meeting") or not _by_sheet_b(at):
        return
    for village in at.records.villages:
        held = [m for m in at.records.meetings if m.village == village]
        for meeting in (*held, *(() if held else (None,))):
            again = f"_lan_{meeting.attempt}" if meeting and meeting.attempt > 1 else ""
            yield _planned(
                at, PaperId.MINUTES, f"phu_luc_V{again}",
                lambda v=village, m=meeting: records.minutes_of(at, v, m),  # type: ignore[misc]
                of=village,
            )  # fmt: skip


def _postings(at: Bundle) -> Iterator[Planned]:
    if not _by_sheet_b(at):
        yield from _survey_postings(at)
        return
    recorded = {(p.village, p.complaint_uid): p for p in at.records.postings}
    for village in at.records.villages:
        if not any(s.now for s in at.subjects(village)):
            continue
        posting = recorded.pop((village, ""), None)
        yield _planned(
            at, PaperId.POSTING, "niem_yet",
            lambda v=village, p=posting: records.posting_of(at, v, p),  # type: ignore[misc]
            of=village,
        )  # fmt: skip
    again = [p for p in recorded.values() if p.complaint_uid]
    for number, posting in enumerate(again, start=1):
        yield _planned(
            at, PaperId.POSTING, f"niem_yet_phuc_tra_{number}",
            lambda p=posting: records.posting_of(at, p.village, p),  # type: ignore[misc]
            of=posting.village,
        )  # fmt: skip


def _survey_postings(at: Bundle) -> Iterator[Planned]:
    """The list of an income survey, posted at the commune alone."""
    if surveyed.is_surveyed(at):
        posting = posting_of(at.records, "")
        yield _planned(
            at, PaperId.SURVEY_POSTING, "niem_yet", lambda: surveyed.posting_of(at, posting)
        )


def _rechecks(at: Bundle) -> Iterator[Planned]:
    for number, complaint in enumerate(at.records.complaints, start=1):
        yield _planned(
            at, PaperId.RECHECK, f"thong_bao_{number}",
            lambda c=complaint: records.recheck_of(at, c),  # type: ignore[misc]
            of=complaint.village,
        )  # fmt: skip


def _to_the_office_above(db: Db, at: Bundle) -> Iterator[Planned]:
    if not any(s.now for s in at.records.subjects):
        return
    yield _planned(at, PaperId.LETTER, "cong_van", lambda: records.letter_of(db, at))
    if any(s.now in LISTED for s in at.records.subjects):
        year = at.context.year
        yield _planned(at, PaperId.LETTER, "phu_luc_VI", lambda: (sheet_of(db, "VI", year),))


def _decisions(at: Bundle) -> Iterator[Planned]:
    """Those recorded, those that the sheets name, then drafts for households that wait for one."""
    is_ready = _by_sheet_b(at) or surveyed.is_surveyed(at)
    drafts = [
        Decision(uid="", case_uid="", kind=kind, number="", signed_on=_NO_DAY, household_uids=uids)
        for kind in DecisionKind
        if is_ready and (uids := deciding.waiting(at.records, kind))
    ]
    known = (*at.records.decisions, *records.named_decisions(at), *drafts)
    forms = _DECISIONS if _by_sheet_b(at) else _survey_decisions(at)
    for number, made in enumerate(known, start=1):
        paper, name, build = forms[made.kind]
        draft = "" if made.number else "_du_thao"
        yield _planned(
            at, paper, f"{number:02d}_{name}{draft}",
            lambda b=build, d=made: b(at, d),  # type: ignore[misc]
        )  # fmt: skip


_Build = Callable[[Bundle, Decision], tuple[AnySheet, ...]]
_DECISIONS: dict[DecisionKind, tuple[PaperId, str, _Build]] = {
    DecisionKind.RECOGNISED: (PaperId.RECOGNISED, "cong_nhan", records.recognised_of),
    DecisionKind.ESCAPED: (PaperId.ESCAPED, "thoat_ngheo", records.escaped_of),
    DecisionKind.REFUSED: (PaperId.REFUSAL, "tra_loi", records.refusals_of),
}


def _survey_decisions(at: Bundle) -> dict[DecisionKind, tuple[PaperId, str, _Build]]:
    paper = surveyed.DECISION_OF[at.records.case.procedure]
    return {
        DecisionKind.RECOGNISED: (paper, "cong_nhan", surveyed.decision_of),
        DecisionKind.REFUSED: (PaperId.SURVEY_REFUSAL, "tra_loi", surveyed.refusals_of),
    }


def _certificates(db: Db, at: Bundle) -> Iterator[Planned]:
    if given := [c for c in at.records.certificates if c.withdrawn_on is None]:
        yield _planned(
            at, PaperId.CERTIFICATE, "giay_chung_nhan",
            lambda: records.certificates_of(db, at, given),
        )  # fmt: skip


def certificates(db: Db, case_uid: str, given: Sequence[Certificate]) -> Planned:
    """One certificate or many as one paper. Raises CertificateNotRecognised once it is built."""
    at = records.bundle(db, case_uid)
    if not given:
        raise PaperNotReady(paper=t("papers-name-certificate"), why=t("papers-why-no-number"))
    return _planned(
        at, PaperId.CERTIFICATE, "giay_chung_nhan", lambda: records.certificates_of(db, at, given)
    )


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
