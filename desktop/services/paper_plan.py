"""Which papers a case has: each with its place in the folder, laid out only when it is looked at."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from desktop.domain.paper_words import PaperId
from desktop.domain.procedure import Certificate, Decision, DecisionKind, Posting
from desktop.domain.vietnamese import fold, nfc
from desktop.errors import PaperNotReady
from desktop.reports.forms import request, survey
from desktop.reports.text_sheet import AnySheet
from desktop.rules.case_facts import LISTED, posting_of
from desktop.services import certificate_records, deciding, sealing_papers
from desktop.services import paper_records as records
from desktop.services import survey_records as surveyed
from desktop.services.paper_records import Bundle
from desktop.services.reporting import sheet_of
from desktop.store.connection import Db
from desktop.text import t

FOLDERS = {
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
# What a household asks with, by the procedure that it asks for.
ASKED_BY = {
    "in_year_recognition": PaperId.REQUEST,
    "in_year_exit": PaperId.REQUEST_TO_LEAVE,
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
    at: Bundle, paper: PaperId, name: str, build: Callable[[], tuple[AnySheet, ...]],
    of: str = "", note: str = "",
) -> Planned:  # fmt: skip
    """A paper by its ASCII `name`; `of` the village, `note` what tells it from others of its kind."""
    mark = "luyen-tap_" if at.context.office.practice else ""
    stem = "_".join(filter(None, (f"{mark}{name}", ascii_name(of), str(at.context.year))))
    title = t(f"papers-name-{paper}")
    title = f"{title}: {nfc(of)}" if of else title
    title = f"{title} · {nfc(note)}" if note else title
    return Planned(paper=paper, folder=FOLDERS[paper], stem=stem, title=title, build=build)


def ascii_name(text: str) -> str:
    """ "Khuổi Trang" → "khuoi_trang"."""
    return re.sub(r"[^a-z0-9]+", "_", fold(text)).strip("_")


def _requests(at: Bundle) -> Iterator[Planned]:
    """Forms 01 and 04: blank ones, and those of the households that asked, or that a case is about."""
    for leaving, paper, name in (
        (False, PaperId.REQUEST, "mau_01"),
        (True, PaperId.REQUEST_TO_LEAVE, "mau_04"),
    ):
        if not at.procedure.is_periodic and paper is not ASKED_BY.get(at.procedure.id):
            continue
        mine = [a.household_uid for a in at.asked.values() if a.leaving is leaving]
        if not at.procedure.is_periodic:
            mine = [*at.records.case.household_uids]
        homes = [at.homes[uid] for uid in mine if uid in at.homes]
        yield _planned(at, paper, f"{name}_trong", _blank(at, leaving), note=t("papers-note-blank"))
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
            lambda: tuple(
                survey.build(h, at.context, at.words, at.person(h.uid)) for h in homes
            ),
        )  # fmt: skip


def _by_sheet_b(at: Bundle) -> bool:
    """Whether results are classes by sheet B, and not of an income survey."""
    return at.procedure.step("sheet_b") is not None


def _meetings(at: Bundle) -> Iterator[Planned]:
    if not at.procedure.step("meeting") or not _by_sheet_b(at):
        return
    for village in at.records.villages:
        held = [m for m in at.records.meetings if m.village == village]
        # Before a meeting, be it the first or one held again, its minutes are open.
        is_ahead = not held or records.put_again(at, village)
        for n, meeting in enumerate((*held, *((None,) if is_ahead else ())), start=1):
            again = f"_lan_{n}" if n > 1 else ""
            yield _planned(
                at, PaperId.MINUTES, f"phu_luc_V{again}",
                lambda v=village, m=meeting: records.minutes_of(at, v, m),  # type: ignore[misc]
                of=village, note=t("papers-note-attempt", number=str(n)) if n > 1 else "",
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
            of=posting.village, note=t("papers-note-again", name=_complained(at, posting)),
        )  # fmt: skip


def _survey_postings(at: Bundle) -> Iterator[Planned]:
    """The list of an income survey, posted at the commune alone."""
    if surveyed.is_surveyed(at):
        posting = posting_of(at.records, "")
        yield _planned(
            at, PaperId.SURVEY_POSTING, "niem_yet", lambda: surveyed.posting_of(at, posting)
        )


def _complained(at: Bundle, posting: Posting) -> str:
    """Whose recheck is posted."""
    found = (c for c in at.records.complaints if c.uid == posting.complaint_uid)
    return _name(at, next((c.household_uid for c in found), ""))


def _name(at: Bundle, household_uid: str) -> str:
    subject = at.records.subject(household_uid)
    return subject.name if subject else ""


def _rechecks(at: Bundle) -> Iterator[Planned]:
    for number, complaint in enumerate(at.records.complaints, start=1):
        yield _planned(
            at, PaperId.RECHECK, f"thong_bao_{number}",
            lambda c=complaint: records.recheck_of(at, c),  # type: ignore[misc]
            of=complaint.village, note=_name(at, complaint.household_uid),
        )  # fmt: skip


def _to_the_office_above(db: Db, at: Bundle) -> Iterator[Planned]:
    if not any(s.now for s in at.records.subjects):
        return
    yield _planned(at, PaperId.LETTER, "cong_van", lambda: records.letter_of(db, at))
    if any(s.now in LISTED for s in at.records.subjects):
        year = at.context.year
        annex = _planned(at, PaperId.LETTER, "phu_luc_VI", lambda: (sheet_of(db, "VI", year),))
        yield replace(annex, title=t("papers-name-annex_vi"))


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
            note=made.number or t("papers-note-draft"),
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
            lambda: certificate_records.certificates_of(db, at, given),
        )  # fmt: skip


def certificates(db: Db, case_uid: str, given: Sequence[Certificate]) -> Planned:
    """One certificate or many as one paper. Raises CertificateNotRecognised once it is built."""
    at = records.bundle(db, case_uid)
    if not given:
        raise PaperNotReady(paper=t("papers-name-certificate"), why=t("papers-why-no-number"))
    return _planned(
        at,
        PaperId.CERTIFICATE,
        "giay_chung_nhan",
        lambda: certificate_records.certificates_of(db, at, given),
    )
