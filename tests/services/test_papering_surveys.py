"""The papers of income surveys (annex VIII): average living standard and low-income workers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from desktop.domain.household import Household, IdState
from desktop.domain.paper_words import PaperId
from desktop.domain.procedure import (
    Case,
    Complaint,
    Decision,
    DecisionKind,
    Posting,
    StepDone,
)
from desktop.reports.text_sheet import as_text
from desktop.services import deciding, papering, proceeding, registering
from desktop.store.connection import Db
from tests.services.made import BY, add, at
from tests.services.paper_season import ON, D, make_homes, play_season, said


@pytest.fixture
def homes(commune: Db) -> list[Household]:
    """Poor, near-poor and escaped, in two villages."""
    return make_homes(commune)


@pytest.fixture
def season(commune: Db, homes: list[Household]) -> list[Household]:
    """The same with all steps recorded."""
    return play_season(commune, homes)


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
            person_uid=household.members[1].uid if procedure == "low_income_worker" else "",
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
    drafts = said(papering.plan(commune, of.uid))
    assert "từ ngày …/…/……" in drafts["niem_yet_2026"]
    assert "Số: ……/QĐ-UBND" in drafts["01_cong_nhan_du_thao_2026"]
    proceeding.record_posting(commune, Posting(
        uid="", case_uid=of.uid, village="", posted_on=D(2026, 4, 20),
    ), **ON)  # fmt: skip
    deciding.decide(commune, Decision(
        uid="", case_uid=of.uid, kind=DecisionKind.RECOGNISED, number="41", signed_on=D(2026, 4, 29)
    ), **ON)  # fmt: skip
    texts = said(papering.plan(commune, of.uid))
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


@pytest.fixture
def worker(commune: Db) -> Household:
    """A household whose daughter Lò Thị Mây, with an id, is the worker of a case surveyed."""
    home = add(commune, "Lò Văn Dền")
    head, child, *others = home.members
    child = replace(
        child, name="Lò Thị Mây", born="2001-03-08", citizen_id="008301004217",
        id_state=IdState.KNOWN,
    )  # fmt: skip
    home = registering.save_household(
        commune, replace(home, members=(head, child, *others)), now=at(2026, 4, 2), by=BY
    )
    of = proceeding.open_case(commune, Case(
        uid="w", procedure="low_income_worker", year=2026, opened_on=D(2026, 4, 15),
        household_uids=(home.uid,), person_uid=child.uid,
    ), **ON).record  # fmt: skip
    proceeding.record_step(commune, StepDone(
        uid="", case_uid=of.uid, step="survey", done_on=D(2026, 4, 16),
        household_uid=home.uid, number="1400000",
    ), **ON)  # fmt: skip
    return home


def test_papers_of_a_worker_name_the_person_with_birth_and_id(
    commune: Db, worker: Household
) -> None:
    proceeding.record_posting(commune, Posting(
        uid="", case_uid="w", village="", posted_on=D(2026, 4, 20),
    ), **ON)  # fmt: skip
    proceeding.record_complaint(commune, Complaint(
        uid="", case_uid="w", village="Nà Bó", received_on=D(2026, 4, 21), by="Ai đó",
        household_uid=worker.uid,
    ), **ON)  # fmt: skip
    found = {p.paper: p for p in papering.plan(commune, "w")}
    survey = as_text(found[PaperId.SURVEY].sheets()[0])
    for fact in ("Họ và tên người lao động: Lò Thị Mây", "08/03/2001", "008301004217"):
        assert fact in survey
    assert "Họ và tên chủ hộ: Lò Văn Dền" in survey
    posted = as_text(found[PaperId.SURVEY_POSTING].sheets()[0])
    assert "1 | Lò Thị Mây | Lò Văn Dền | Nà Bó" in posted
    assert "Danh sách có 1 người." in posted
    assert "008301004217" not in posted
    assert "2001" not in posted
    attached = as_text(found[PaperId.WORKER].sheets()[1])
    assert "1 | Lò Thị Mây | 08/03/2001 | 008301004217 | Dao | Lò Văn Dền" in attached
    recheck = as_text(found[PaperId.RECHECK].sheets()[0])
    assert "về kết quả xét Lò Thị Mây, hộ Lò Văn Dền" in recheck


def test_a_worker_is_refused_by_name_birth_and_id(commune: Db, worker: Household) -> None:
    deciding.decide(commune, Decision(
        uid="", case_uid="w", kind=DecisionKind.REFUSED, number="8", signed_on=D(2026, 4, 30),
        household_uids=(worker.uid,),
        reason="Thu nhập trên mức quy định.",
    ), **ON)  # fmt: skip
    text = said(papering.plan(commune, "w"))["01_tra_loi_2026"]
    assert "Kính gửi: Ông (bà) Lò Thị Mây" in text
    assert "Ngày, tháng, năm sinh: 08/03/2001; số CCCD/định danh cá nhân: 008301004217." in text
    assert "Lò Văn Dền" not in text


def test_a_sheet_for_a_worker_can_be_printed_before_the_case(
    commune: Db, worker: Household
) -> None:
    (sheet,) = papering.survey_paper(commune, 2026, worker.uid, worker.members[1].uid)
    assert "Lò Thị Mây" in as_text(sheet)
    (plain,) = papering.survey_paper(commune, 2026, worker.uid)
    assert "người lao động" not in as_text(plain)


def test_a_surveyed_household_is_refused_with_its_income_and_the_reason(
    commune: Db, surveyed: dict[str, Any]
) -> None:
    of = surveyed["average_living_standard"]
    deciding.decide(commune, Decision(
        uid="", case_uid=of.uid, kind=DecisionKind.REFUSED, number="7", signed_on=D(2026, 4, 30),
        household_uids=of.household_uids, reason="Không làm nông nghiệp.",
    ), **ON)  # fmt: skip
    text = said(papering.plan(commune, of.uid))["01_tra_loi_2026"]
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
