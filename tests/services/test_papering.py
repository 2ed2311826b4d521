"""The papers of a case from the book: which there are, what they say, all of them into one folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from desktop.domain.household import Household
from desktop.domain.paper_words import PaperId, PaperWords
from desktop.domain.procedure import (
    Certificate,
    DecisionKind,
)
from desktop.errors import CertificateNotRecognised, PaperNotReady, RoundMissing
from desktop.reports.text_sheet import as_text
from desktop.services import paper_records as records
from desktop.services import papering, sealing_papers
from desktop.services.papering import Planned
from desktop.store.connection import Db
from desktop.text import sentence
from tests.services.made import POOR, add, key, open_rounds
from tests.services.paper_season import CASE, ON, D, make_homes, play_season, said


class Stop(Exception):
    """Somebody presses cancel."""


@pytest.fixture
def homes(commune: Db) -> list[Household]:
    """Poor, near-poor and escaped, in two villages."""
    return make_homes(commune)


@pytest.fixture
def season(commune: Db, homes: list[Household]) -> list[Household]:
    """The same with all steps recorded."""
    return play_season(commune, homes)


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
    texts = said(papers)
    draft = texts["01_cong_nhan_du_thao_2026"]
    assert "Số: ……/QĐ-UBND" in draft
    assert "ngày …… tháng …… năm 2026" in draft
    assert "1900" not in "".join(texts.values())
    assert "Thời gian: ngày …/…/……" in texts["phu_luc_V_na_bo_2026"]
    assert "từ ngày …/…/……" in texts["niem_yet_na_bo_2026"]


def test_what_is_recorded_stands_on_the_papers(commune: Db, season: list[Household]) -> None:
    papers = papering.plan(commune, CASE)
    texts = said(papers)
    assert "19 | 1 | 95,00 | Thống nhất" in texts["phu_luc_V_na_bo_2026"]
    # Three working days from Wednesday 21 October: Thursday, Friday, Monday.
    assert "từ ngày 21/10/2026 đến hết ngày 26/10/2026" in texts["niem_yet_na_bo_2026"]
    again = texts["niem_yet_phuc_tra_1_na_bo_2026"]
    assert "Bàn Văn Hoa" in again
    assert "Bàn Văn Mai" not in again
    assert "ngày 26/10/2026: Hộ nghèo" in texts["thong_bao_1_na_bo_2026"]
    assert "Số: 80/BC-UBND" in texts["cong_van_2026"]
    assert "ngày 02 tháng 11 năm 2026" in texts["cong_van_2026"]
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
    text = said(papering.plan(commune, CASE))["niem_yet_na_bo_2026"]
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
    text = said(papering.plan(commune, CASE))["01_cong_nhan_2026"]
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


def test_a_request_is_printed_before_the_year_has_a_round(commune: Db) -> None:
    (sheet,) = papering.request_paper(commune, 2026, add(commune, "Lò Văn Páo").uid)
    assert "Lò Văn Páo" in as_text(sheet)


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
