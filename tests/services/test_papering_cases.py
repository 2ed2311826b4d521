"""The papers of in-year cases, of meetings held again, of refusals; what a household that asks fills in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.domain.household import Household
from desktop.domain.paper_words import PaperId
from desktop.domain.procedure import (
    Decision,
    DecisionKind,
    Meeting,
)
from desktop.reports.text_sheet import as_text
from desktop.services import paper_records as records
from desktop.services import papering, proceeding, reviewing
from desktop.store import reviews
from desktop.store.connection import Db
from tests.services.made import NEAR, POOR, add, key
from tests.services.paper_season import CASE, ON, D, case_of, make_homes, play_season, said


@pytest.fixture
def homes(commune: Db) -> list[Household]:
    """Poor, near-poor and escaped, in two villages."""
    return make_homes(commune)


@pytest.fixture
def season(commune: Db, homes: list[Household]) -> list[Household]:
    """The same with all steps recorded."""
    return play_season(commune, homes)


def test_an_in_year_case_has_its_request_minutes_and_list_but_no_letter(
    commune: Db, homes: list[Household]
) -> None:
    papers = papering.plan(commune, case_of(commune, "in_year_recognition", homes[2:]))
    assert {p.paper for p in papers} == {
        PaperId.REQUEST, PaperId.ANNEX_I, PaperId.MINUTES,
    }  # fmt: skip
    annex = as_text(next(p for p in papers if p.paper is PaperId.ANNEX_I).sheets()[0])
    assert "có giấy đề nghị 1, đề nghị thoát 0" in annex


def test_annex_i_says_of_whom_nothing_puts_it_on_the_list(
    commune: Db, homes: list[Household]
) -> None:
    new = add(commune, "Lò Thị Mới", village="Nà Bó")
    key(commune, new, POOR, 2026)
    annex = next(p for p in papering.plan(commune, CASE) if p.paper is PaperId.ANNEX_I)
    lines = [line for line in as_text(annex.sheets()[0]).splitlines() if "Chưa có giấy" in line]
    assert len(lines) == 1
    assert "Lò Thị Mới" in lines[0]


def test_a_household_that_asks_to_leave_is_listed_so(commune: Db, homes: list[Household]) -> None:
    papers = papering.plan(commune, case_of(commune, "in_year_exit", homes[:1]))
    annex = as_text(next(p for p in papers if p.paper is PaperId.ANNEX_I).sheets()[0])
    assert "có giấy đề nghị 0, đề nghị thoát 1" in annex


def test_cases_of_the_income_survey_get_working_sheets(commune: Db, homes: list[Household]) -> None:
    papers = papering.plan(commune, case_of(commune, "average_living_standard", homes[:2]))
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


def test_minutes_of_a_second_meeting_name_only_who_is_put_to_it_again(
    commune: Db, homes: list[Household]
) -> None:
    hoa, mai, _ = homes
    proceeding.record_meeting(commune, Meeting(
        uid="", case_uid=CASE, village="Nà Bó", held_on=D(2026, 10, 20), present=20,
        agreed={hoa.uid: 19, mai.uid: 4},
    ), **ON)  # fmt: skip
    texts = said(papering.plan(commune, CASE))
    assert "Bàn Văn Hoa" in texts["phu_luc_V_na_bo_2026"]
    ahead = texts["phu_luc_V_lan_2_na_bo_2026"]
    assert "Cuộc họp lần thứ 2" in ahead
    assert "ngày …/…/……" in ahead
    assert "Bàn Văn Mai" in ahead
    assert "Bàn Văn Hoa" not in ahead
    key(commune, mai, NEAR, 2026)
    [review] = [r for r in reviews.of_round(commune, 2026) if r.household_uid == mai.uid]
    again = replace(review.answers, reviewed_on=D(2026, 10, 22))
    reviewing.complete_review(commune, mai, again, 2026, **ON)
    proceeding.record_meeting(commune, Meeting(
        uid="", case_uid=CASE, village="Nà Bó", held_on=D(2026, 10, 24), present=18,
        agreed={mai.uid: 18},
    ), **ON)  # fmt: skip
    texts = said(papering.plan(commune, CASE))
    second = texts["phu_luc_V_lan_2_na_bo_2026"]
    assert "Đã đưa ra 1 hộ: thống nhất 1 hộ" in second
    assert "Bàn Văn Hoa" not in second
    assert "phu_luc_V_lan_3_na_bo_2026" not in texts
    assert "Bàn Văn Hoa" in texts["phu_luc_V_na_bo_2026"]


@pytest.mark.parametrize(
    ("procedure", "who", "names"),
    [
        ("in_year_recognition", 2, ["mau_01_trong_2026", "mau_01_da_dien_2026"]),
        ("in_year_exit", 0, ["mau_04_trong_2026", "mau_04_da_dien_2026"]),
    ],
)
def test_a_case_within_the_year_has_the_request_of_its_own_kind_prefilled(
    commune: Db, homes: list[Household], procedure: str, who: int, names: list[str]
) -> None:
    papers = papering.plan(commune, case_of(commune, procedure, [homes[who]]))
    asked = [p for p in papers if p.folder == "01_de_nghi"]
    assert [p.stem for p in asked] == names
    assert homes[who].head_name in as_text(asked[1].sheets()[0])


@pytest.mark.parametrize(
    ("procedure", "who"),
    [
        ("in_year_recognition", slice(2, 3)),
        ("in_year_exit", slice(0, 2)),
        ("average_living_standard", slice(0, 3)),
    ],
)
def test_no_paper_of_a_case_is_planned_twice(
    commune: Db, season: list[Household], procedure: str, who: slice
) -> None:
    for case in (CASE, case_of(commune, procedure, season[who])):
        planned = papering.plan(commune, case)
        assert len({(p.folder, p.stem) for p in planned}) == len(planned)
        texts = ["\n".join(as_text(s) for s in p.sheets()) for p in planned]
        assert len(set(texts)) == len(texts), "two papers say the same"
        assert len({p.title for p in planned}) == len(planned), "two lines of the list read alike"


@pytest.mark.parametrize(
    ("procedure", "stem", "word"),
    [
        ("in_year_recognition", "mau_01_ban_van_hoa_2026", "rà soát hộ nghèo"),
        ("in_year_exit", "mau_04_ban_van_hoa_2026", "thoát nghèo"),
        ("average_living_standard", "phu_luc_VIII_ban_van_hoa_2026", "Tờ làm việc"),
    ],
)
def test_a_household_that_comes_to_ask_gets_its_paper_prefilled(
    commune: Db, homes: list[Household], procedure: str, stem: str, word: str
) -> None:
    paper = papering.asking_paper(commune, 2026, procedure, homes[0].uid)
    assert paper.stem == stem
    (sheet,) = paper.sheets()
    assert word in as_text(sheet)
    assert "Bàn Văn Hoa" in as_text(sheet)
    assert sheet.code == ""
