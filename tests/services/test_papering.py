"""The papers of a case from the book: which there are, what they say, all of them into one folder."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

from desktop.domain.household import Household
from desktop.domain.paper_words import PaperId, PaperWords
from desktop.domain.procedure import (
    Case,
    Certificate,
    Complaint,
    Decision,
    DecisionKind,
    Meeting,
    Opinion,
    Posting,
    StepDone,
)
from desktop.errors import CertificateNotRecognised, PaperNotReady, RoundMissing
from desktop.reports.text_sheet import as_text
from desktop.services import deciding, papering, proceeding, sealing_papers
from desktop.services import paper_records as records
from desktop.services.papering import Planned
from desktop.store.connection import Db
from desktop.text import sentence
from tests.services.made import BY, NEAR, NOT, POOR, add, at, key, open_rounds, residents

D = datetime.date
CASE = "periodic-2026"
ON: dict[str, Any] = {"now": at(2026, 12, 10), "by": BY}


class Stop(Exception):
    """Somebody presses cancel."""


@pytest.fixture
def homes(commune: Db) -> list[Household]:
    """Poor, near-poor and escaped, in two villages."""
    open_rounds(commune, 2025, 2026)
    made = []
    for name, village, before, after in (
        ("Bàn Văn Hoa", "Nà Bó", POOR, POOR), ("Bàn Văn Mai", "Nà Bó", POOR, NEAR),
        ("Bàn Văn Lan", "Khuổi Trang", NEAR, NOT),
    ):  # fmt: skip
        household = add(commune, name, village=village)
        key(commune, household, before, 2025)
        key(commune, household, after, 2026)
        made.append(household)
    residents(commune)
    return made


@pytest.fixture
def season(commune: Db, homes: list[Household]) -> list[Household]:
    """A whole season recorded: meetings, postings with a complaint, opinion, decisions, certificates."""
    for village in ("Nà Bó", "Khuổi Trang"):
        votes = {h.uid: 19 for h in homes if h.village == village}
        proceeding.record_meeting(commune, Meeting(
            uid="", case_uid=CASE, village=village, held_on=D(2026, 10, 20), present=20,
            agreed=votes, chair="Ma Văn Quý", secretary="Lý Thị Sen",
        ), **ON)  # fmt: skip
        _post(commune, village, D(2026, 10, 21))
    complaint = proceeding.record_complaint(commune, Complaint(
        uid="", case_uid=CASE, village="Nà Bó", received_on=D(2026, 10, 22), by="Lò Thị Xoan",
        household_uid=homes[0].uid, text="Hộ có xe máy.",
    ), **ON).record  # fmt: skip
    done = replace(complaint, rechecked_on=D(2026, 10, 26), result="Xe máy đi mượn.")
    proceeding.record_complaint(commune, done, **ON)
    _post(commune, "Nà Bó", D(2026, 10, 27), complaint.uid)
    sent = Opinion(uid="", case_uid=CASE, sent_on=D(2026, 11, 2), sent_number="80/BC-UBND")
    asked = proceeding.record_opinion(commune, sent, **ON).record
    answer = replace(asked, received_on=D(2026, 11, 5), number="455/UBND", agrees=True)
    proceeding.record_opinion(commune, answer, **ON)
    for kind, number in ((DecisionKind.RECOGNISED, "91"), (DecisionKind.ESCAPED, "92")):
        decision = Decision(
            uid="", case_uid=CASE, kind=kind, number=f"{number}/QĐ-UBND", signed_on=D(2026, 11, 10)
        )
        deciding.decide(commune, decision, **ON)
    deciding.certify(commune, CASE, D(2026, 11, 11), **ON)
    return homes


def _post(db: Db, village: str, on: D, complaint: str = "") -> None:
    proceeding.record_posting(db, Posting(
        uid="", case_uid=CASE, village=village, posted_on=on, complaint_uid=complaint,
        places=("Nhà văn hóa",),
    ), **ON)  # fmt: skip


def _texts(papers: list[Planned]) -> dict[str, str]:
    return {p.stem: "\n".join(as_text(s) for s in p.sheets()) for p in papers}


def _names(papers: list[Planned]) -> list[str]:
    return [f"{p.folder}/{p.stem}" for p in papers]


def test_before_anything_is_recorded_papers_are_drafts_with_room_to_write(
    commune: Db, homes: list[Household]
) -> None:
    papers = papering.plan(commune, CASE)
    assert _names(papers) == [
        "01_de_nghi/mau_01_trong_2026",
        "01_de_nghi/mau_04_trong_2026",
        "02_danh_sach_ra_soat/phu_luc_I_2026",
        "04_hop_dan/phu_luc_V_khuoi_trang_2026",
        "04_hop_dan/phu_luc_V_na_bo_2026",
        "05_niem_yet/niem_yet_khuoi_trang_2026",
        "05_niem_yet/niem_yet_na_bo_2026",
        "07_y_kien_cap_tren/cong_van_2026",
        "07_y_kien_cap_tren/phu_luc_VI_2026",
        "08_quyet_dinh/01_cong_nhan_du_thao_2026",
        "08_quyet_dinh/02_thoat_ngheo_du_thao_2026",
    ]
    texts = _texts(papers)
    draft = texts["01_cong_nhan_du_thao_2026"]
    assert "Số: ……/QĐ-UBND" in draft
    assert "ngày …… tháng …… năm 2026" in draft
    assert "1900" not in "".join(texts.values())
    assert "Thời gian: ngày …/…/……" in texts["phu_luc_V_na_bo_2026"]
    assert "từ ngày …/…/……" in texts["niem_yet_na_bo_2026"]


def test_what_is_recorded_stands_on_the_papers(commune: Db, season: list[Household]) -> None:
    papers = papering.plan(commune, CASE)
    texts = _texts(papers)
    assert "19 | 1 | 95,00 | Thống nhất" in texts["phu_luc_V_na_bo_2026"]
    # Three working days from Wednesday 21 October: Thursday, Friday, Monday.
    assert "từ ngày 21/10/2026 đến hết ngày 26/10/2026" in texts["niem_yet_na_bo_2026"]
    again = texts["niem_yet_phuc_tra_1_na_bo_2026"]
    assert "Bàn Văn Hoa" in again
    assert "Bàn Văn Mai" not in again
    assert "ngày 26/10/2026: Hộ nghèo" in texts["thong_bao_1_na_bo_2026"]
    assert "Số: 80/BC-UBND" in texts["cong_van_2026"]
    assert "Hộ nghèo: 1 hộ, 3 nhân khẩu" in texts["cong_van_2026"]
    recognised = texts["01_cong_nhan_2026"]
    assert "1 hộ nghèo với 3 nhân khẩu và 1 hộ cận nghèo với 3 nhân khẩu" in recognised
    assert "ngày 10 tháng 11 năm 2026" in recognised
    assert "Bàn Văn Lan" in texts["02_thoat_ngheo_2026"]
    assert "01/GCN-HN.HCN" in texts["giay_chung_nhan_2026"]


def test_a_certificate_tells_each_year_with_its_points_and_deprivations(
    commune: Db, season: list[Household]
) -> None:
    found = next(p for p in papering.plan(commune, CASE) if p.paper is PaperId.CERTIFICATE)
    poor, near = (as_text(s) for s in found.sheets())
    assert "entry    | Hộ nghèo hoặc hộ cận nghèo |  |  |  | Hộ nghèo | Hộ nghèo" in poor
    assert "entry    | Hộ nghèo hoặc hộ cận nghèo |  |  |  | Hộ nghèo | Hộ cận nghèo" in near
    assert "entry    | Điểm B1 |  |  |  | 100 | 100" in poor
    assert "entry   1 | Việc làm |  |  |  | x | x" in poor
    assert "entry    | Ngày ký |  |  |  |  | 11/11/2026" in poor


def test_a_household_not_recognised_gets_no_certificate_and_no_file(
    commune: Db, season: list[Household], tmp_path: Path
) -> None:
    given = [
        Certificate(uid=f"c{n}", household_uid=h.uid, year=2026, number=f"{n:02d}",
                    signed_on=D(2026, 11, 11))
        for n, h in enumerate(season, start=1)
    ]  # fmt: skip
    paper = papering.certificates(commune, CASE, given)
    with pytest.raises(CertificateNotRecognised) as caught:
        papering.write(commune, [paper], tmp_path / "out", **ON)
    assert "Bàn Văn Lan" in sentence(caught.value)
    assert not (tmp_path / "out").exists()


def test_no_certificate_at_all_is_said(commune: Db, homes: list[Household]) -> None:
    with pytest.raises(PaperNotReady) as caught:
        papering.certificates(commune, CASE, [])
    assert "Giấy chứng nhận" in sentence(caught.value)


def test_all_papers_go_into_one_tidy_folder_and_are_kept_under_their_codes(
    commune: Db, season: list[Household], tmp_path: Path
) -> None:
    seen: list[tuple[int, int]] = []
    paths = papering.write_all(
        commune, CASE, tmp_path, tick=lambda done, total: seen.append((done, total)), **ON
    )
    assert {p.relative_to(tmp_path).parts[0] for p in paths} == {
        "01_de_nghi", "02_danh_sach_ra_soat", "04_hop_dan", "05_niem_yet", "06_phuc_tra",
        "07_y_kien_cap_tren", "08_quyet_dinh", "09_giay_chung_nhan",
    }  # fmt: skip
    planned = papering.plan(commune, CASE)
    assert len(paths) == 2 * len(planned) == 2 * len({p.stem for p in planned})
    assert all(p.name.isascii() for p in paths)
    assert seen[-1] == (len(planned), len(planned))
    for path in paths:
        if path.suffix == ".pdf":
            assert len(pypdfium2.PdfDocument(path)) > 0
        else:
            assert openpyxl.load_workbook(path).worksheets
    code = planned[2].sheets()[0].code
    assert code
    assert "DANH SÁCH HỘ CẦN RÀ SOÁT" in sealing_papers.find(commune, code).paper.text


def test_villages_that_differ_in_tones_only_get_files_of_their_own(commune: Db) -> None:
    open_rounds(commune, 2025, 2026)
    for name, village in (("Bàn Văn Hoa", "Nà Bó"), ("Bàn Văn Mai", "Na Bò")):
        key(commune, add(commune, name, village=village), POOR, 2025)
    names = _names(papering.plan(commune, CASE))
    assert "04_hop_dan/phu_luc_V_na_bo_2026" in names
    assert "04_hop_dan/phu_luc_V_na_bo_2_2026" in names


def test_a_stop_leaves_whole_files_and_no_others(
    commune: Db, season: list[Household], tmp_path: Path
) -> None:
    def stop(done: int, total: int) -> None:
        if done == 3:
            raise Stop

    with pytest.raises(Stop):
        papering.write_all(commune, CASE, tmp_path / "out", tick=stop, **ON)
    files = sorted(p.name for p in (tmp_path / "out").rglob("*") if p.is_file())
    assert files == [
        "mau_01_trong_2026.pdf", "mau_01_trong_2026.xlsx", "mau_04_trong_2026.pdf",
        "mau_04_trong_2026.xlsx", "phu_luc_I_2026.pdf", "phu_luc_I_2026.xlsx",
    ]  # fmt: skip


def test_what_the_public_reads_holds_no_private_thing_whatever_the_setting_says(
    commune: Db, season: list[Household]
) -> None:
    wanted = PaperWords(posting_columns=("head", "citizen_id", "born", "village", "b1"))
    papering.set_words(commune, wanted, **ON)
    text = _texts(papering.plan(commune, CASE))["niem_yet_na_bo_2026"]
    assert "Họ và tên chủ hộ" in text
    assert "Điểm B1" in text
    for word in ("CCCD", "sinh", "1980", "21/07"):
        assert word not in text


def test_the_office_says_its_own_title_bases_and_receivers(
    commune: Db, season: list[Household]
) -> None:
    own = PaperWords(
        titles={"recognised": ("QUYẾT ĐỊNH", "Phê duyệt danh sách")},
        bases={"recognised": ("Căn cứ văn bản của cơ quan;",)},
        receivers={"recognised": ("- Các thôn;",)},
        articles={"recognised": ("Điều khoản riêng.",)},
    )
    papering.set_words(commune, own, **ON)
    assert papering.words(commune) == own
    text = _texts(papering.plan(commune, CASE))["01_cong_nhan_2026"]
    for words in ("Phê duyệt danh sách", "Căn cứ văn bản của cơ quan;", "- Các thôn;"):
        assert words in text
    assert "Điều 2. Điều khoản riêng." in text
    assert "Điều 3." not in text


def test_requests_and_surveys_are_blank_in_a_pile_or_prefilled(
    commune: Db, homes: list[Household]
) -> None:
    assert len(papering.request_paper(commune, 2026, copies=30)) == 30
    blank = as_text(papering.request_paper(commune, 2026)[0])
    assert "Bàn Văn Hoa" not in blank
    assert "Bàn Văn Hoa" in as_text(papering.request_paper(commune, 2026, homes[0].uid)[0])
    assert "Mẫu số 04" in as_text(papering.request_paper(commune, 2026, leaving=True)[0])
    assert "Bàn Văn Hoa" in as_text(papering.survey_paper(commune, 2026, homes[0].uid)[0])


def test_a_year_without_a_round_is_refused(commune: Db) -> None:
    with pytest.raises(RoundMissing):
        papering.plan(commune, CASE)
    with pytest.raises(RoundMissing):
        papering.request_paper(commune, 2026)


def test_decisions_that_only_the_sheets_name_are_papers_too(
    commune: Db, season: list[Household]
) -> None:
    at = records.bundle(commune, CASE)
    old = replace(at, records=replace(at.records, decisions=()))
    assert [(d.kind, d.number, d.signed_on) for d in records.named_decisions(old)] == [
        (DecisionKind.RECOGNISED, "91/QĐ-UBND", D(2026, 11, 10)),
        (DecisionKind.ESCAPED, "92/QĐ-UBND", D(2026, 11, 10)),
    ]
    assert records.named_decisions(at) == []


# In-year cases -----------------------------------------------------------------------------------
def _case(db: Db, procedure: str, homes: list[Household]) -> str:
    case = Case(
        uid="", procedure=procedure, year=2026, opened_on=D(2026, 11, 16),
        household_uids=tuple(h.uid for h in homes),
    )  # fmt: skip
    return str(proceeding.open_case(db, case, **ON).record.uid)


def test_an_in_year_case_has_its_request_minutes_and_list_but_no_letter(
    commune: Db, homes: list[Household]
) -> None:
    papers = papering.plan(commune, _case(commune, "in_year_recognition", homes[2:]))
    assert {p.paper for p in papers} == {
        PaperId.REQUEST, PaperId.REQUEST_TO_LEAVE, PaperId.ANNEX_I, PaperId.MINUTES,
    }  # fmt: skip
    annex = as_text(next(p for p in papers if p.paper is PaperId.ANNEX_I).sheets()[0])
    assert "có giấy đề nghị 1, đề nghị thoát 0" in annex


def test_a_household_that_asks_to_leave_is_listed_so(commune: Db, homes: list[Household]) -> None:
    papers = papering.plan(commune, _case(commune, "in_year_exit", homes[:1]))
    annex = as_text(next(p for p in papers if p.paper is PaperId.ANNEX_I).sheets()[0])
    assert "có giấy đề nghị 0, đề nghị thoát 1" in annex


def test_cases_of_the_income_survey_get_working_sheets(commune: Db, homes: list[Household]) -> None:
    papers = papering.plan(commune, _case(commune, "average_living_standard", homes[:2]))
    survey = next(p for p in papers if p.paper is PaperId.SURVEY)
    assert len(survey.sheets()) == 2
    assert PaperId.RECOGNISED not in {p.paper for p in papers}


def test_a_refusal_answers_each_household_with_its_reason(
    commune: Db, homes: list[Household]
) -> None:
    at = records.bundle(commune, CASE)
    made = Decision(
        uid="d", case_uid=CASE, kind=DecisionKind.REFUSED, number="15", signed_on=D(2026, 11, 20),
        household_uids=(homes[2].uid,), reason="Điểm B1 trên mức quy định.",
    )  # fmt: skip
    (sheet,) = records.refusals_of(at, made)
    text = as_text(sheet)
    assert "Số: 15/UBND" in text
    assert "Kính gửi: Ông (bà) Bàn Văn Lan" in text
    assert "Kết quả rà soát: Không nghèo; điểm B1: 160, điểm B2: 10." in text
    assert "Điểm B1 trên mức quy định." in text


def test_what_households_fill_in_carries_no_code(commune: Db, season: list[Household]) -> None:
    for paper in papering.plan(commune, CASE):
        wanted = paper.paper not in (PaperId.REQUEST, PaperId.REQUEST_TO_LEAVE)
        assert all(bool(sheet.code) is wanted for sheet in paper.sheets())


# Cases of the income survey ----------------------------------------------------------------------
@pytest.fixture
def surveyed(commune: Db) -> dict[str, Any]:
    """By procedure: a case of one household in spring, before the year has a round, surveyed."""
    found: dict[str, Any] = {}
    for procedure, name in (
        ("average_living_standard", "Lò Văn Páo"), ("low_income_worker", "Lò Thị Ún"),
    ):  # fmt: skip
        household = add(commune, name)
        case = Case(
            uid="", procedure=procedure, year=2026, opened_on=D(2026, 4, 15),
            household_uids=(household.uid,),
        )  # fmt: skip
        found[procedure] = proceeding.open_case(commune, case, **ON).record
        proceeding.record_step(commune, StepDone(
            uid="", case_uid=found[procedure].uid, step="survey", done_on=D(2026, 4, 16),
            household_uid=household.uid, number="1800000",
        ), **ON)  # fmt: skip
    return found


def test_a_surveyed_case_posts_no_income_and_decides_by_its_own_name(
    commune: Db, surveyed: dict[str, Any]
) -> None:
    of = surveyed["average_living_standard"]
    drafts = _texts(papering.plan(commune, of.uid))
    assert "từ ngày …/…/……" in drafts["niem_yet_2026"]
    assert "Số: ……/QĐ-UBND" in drafts["01_cong_nhan_du_thao_2026"]
    proceeding.record_posting(commune, Posting(
        uid="", case_uid=of.uid, village="", posted_on=D(2026, 4, 20),
    ), **ON)  # fmt: skip
    deciding.decide(commune, Decision(
        uid="", case_uid=of.uid, kind=DecisionKind.RECOGNISED, number="41", signed_on=D(2026, 4, 29)
    ), **ON)  # fmt: skip
    texts = _texts(papering.plan(commune, of.uid))
    posted, decided = texts["niem_yet_2026"], texts["01_cong_nhan_2026"]
    assert "Lò Văn Páo" in posted
    assert "1.800.000" not in posted
    # Five working days from Monday 20 April; the 27th is off.
    assert "từ ngày 20/04/2026 đến hết ngày 28/04/2026" in posted
    assert "công nhận hộ nông, lâm, ngư, diêm nghiệp có mức sống trung bình năm 2026" in decided
    assert "Số: 41/QĐ-UBND" in decided
    assert "1.800.000" in decided
    for text in texts.values():
        assert "cận nghèo" not in text


def test_the_decision_on_workers_is_named_by_its_decree(
    commune: Db, surveyed: dict[str, Any]
) -> None:
    of = surveyed["low_income_worker"]
    [decision] = [p for p in papering.plan(commune, of.uid) if p.paper is PaperId.WORKER]
    assert "mẫu 02 của Nghị định 30/2025/NĐ-CP" in decision.title
    [text, attached] = decision.sheets()
    assert "công nhận người lao động có thu nhập thấp năm 2026" in as_text(text)
    assert "Lò Thị Ún" in as_text(attached)


def test_a_surveyed_household_is_refused_with_its_income_and_the_reason(
    commune: Db, surveyed: dict[str, Any]
) -> None:
    of = surveyed["average_living_standard"]
    deciding.decide(commune, Decision(
        uid="", case_uid=of.uid, kind=DecisionKind.REFUSED, number="7", signed_on=D(2026, 4, 30),
        household_uids=of.household_uids, reason="Không làm nông nghiệp.",
    ), **ON)  # fmt: skip
    text = _texts(papering.plan(commune, of.uid))["01_tra_loi_2026"]
    assert "V/v không công nhận hộ nông" in text
    assert "1.800.000 đồng một người một tháng" in text
    assert "Không làm nông nghiệp." in text
    assert "điểm B1" not in text


def test_the_recheck_of_a_surveyed_household_has_the_days_of_its_procedure(
    commune: Db, surveyed: dict[str, Any]
) -> None:
    of = surveyed["average_living_standard"]
    posting = Posting(uid="", case_uid=of.uid, village="", posted_on=D(2026, 4, 20))
    proceeding.record_posting(commune, posting, **ON)
    complaint = Complaint(
        uid="", case_uid=of.uid, village="Nà Bó", received_on=D(2026, 4, 22), by="Ai đó",
        household_uid=of.household_uids[0],
    )  # fmt: skip
    proceeding.record_complaint(commune, complaint, **ON)
    [paper] = [p for p in papering.plan(commune, of.uid) if p.paper is PaperId.RECHECK]
    text = as_text(paper.sheets()[0])
    assert "thời hạn 03 ngày làm việc" in text
    assert "07 ngày" not in text
