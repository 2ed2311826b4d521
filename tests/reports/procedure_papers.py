"""Made-up records of the procedure's papers: short ones, and ones of great length."""

from __future__ import annotations

import datetime
from dataclasses import replace

from desktop.domain.household import Household, Person, Sex
from desktop.domain.paper_words import PaperId, PaperWords
from desktop.domain.procedure import (
    Certificate,
    Complaint,
    Decision,
    DecisionKind,
    Meeting,
    Posting,
)
from desktop.domain.review import HouseholdClass, Outcome
from desktop.reports.forms import (
    Listed,
    annex_i,
    certificate,
    decision,
    letter,
    minutes,
    posting_list,
    refusal,
    request,
    survey,
    survey_papers,
)
from desktop.reports.forms.annex_i import ToReview
from desktop.reports.forms.certificate import Holder, YearResult
from desktop.reports.forms.decision import Escaped
from desktop.reports.forms.minutes import Voted
from desktop.reports.forms.posting_list import Posted
from desktop.reports.forms.survey_papers import Surveyed
from desktop.reports.text_sheet import AnySheet
from tests.reports.papers import CONTEXT, listed, many, person

DEPRIVATIONS = (
    ("employment", "Việc làm"),
    ("dependants", "Người phụ thuộc trong hộ gia đình"),
    ("nutrition", "Dinh dưỡng"),
    ("health_insurance", "Bảo hiểm y tế"),
    ("adult_education", "Trình độ giáo dục của người lớn"),
    ("child_schooling", "Tình trạng đi học của trẻ em"),
    ("housing_quality", "Chất lượng nhà ở"),
    ("housing_area", "Diện tích nhà ở bình quân đầu người"),
    ("water", "Nguồn nước sinh hoạt"),
    ("toilet", "Nhà tiêu hợp vệ sinh"),
    ("telecom", "Sử dụng dịch vụ viễn thông"),
    ("information", "Phương tiện phục vụ tiếp cận thông tin"),
)
PAPERS_CONTEXT = replace(CONTEXT, deprivations=DEPRIVATIONS)
WORDS = PaperWords()
AVERAGE = "Công nhận hộ nông, lâm, ngư, diêm nghiệp có mức sống trung bình"
WORKER = "Công nhận người lao động có thu nhập thấp"
YEARS = (2022, 2023, 2024, 2025, 2026)
POOR, NEAR, NOT = HouseholdClass.POOR, HouseholdClass.NEAR_POOR, HouseholdClass.NOT_POOR
LONG_NAME = "Nguyễn Hoàng Thị Phương Thảo Tường Nghiêng"  # 41 letters
LONG_VILLAGE = "Tổ dân phố Khuổi Nghiêng Trường Phượng"


def home(number: int, *, size: int = 4, village: str = "Nà Mỵ", long: bool = False) -> Household:
    """A household of `size`; `long`: with names of 40 letters."""
    members = [person(number * 20, "Chủ hộ"), person(number * 20 + 1, "Vợ", sex=Sex.FEMALE)]
    members += [person(number * 20 + n, born=f"20{n:02d}") for n in range(2, size)]
    if long:
        members = [_long(p) for p in members]
    made = listed(number, tuple(members[:size])).household
    return replace(made, village=LONG_VILLAGE if long else village)


def _long(one: Person) -> Person:
    return replace(one, name=LONG_NAME, relation=one.relation and "Con nuôi của em ruột chủ hộ")


def homes(count: int, *, size: int = 4, long: bool = False) -> list[Household]:
    """So many households, in two villages."""
    half = count // 2
    return [
        home(n, size=size, long=long, village="Nà Mỵ" if n <= half else "Khuổi Trang")
        for n in range(1, count + 1)
    ]


def meeting(households: list[Household], *, held: bool = True) -> Meeting:
    """40 present, or not held yet; every fifth household gets under half, every seventh no vote."""
    votes = {
        h.uid: 15 if n % 5 == 0 else 38 - n % 3 for n, h in enumerate(households, start=1) if n % 7
    }
    return Meeting(
        uid="m1", case_uid="c1", village=households[0].village if households else "Nà Mỵ",
        held_on=datetime.date(2026, 11, 12), present=40 if held else 0,
        agreed=votes if held else {}, place="Nhà văn hóa thôn" if held else "",
        chair="Bàn Văn Tiến" if held else "", secretary="Triệu Thị Mùi" if held else "",
        attendants=(
            "Nguyễn Thị Hoa, công chức phụ trách giảm nghèo",
            "Lý Văn Quý, bí thư chi bộ",
            "đại diện Mặt trận Tổ quốc (quan sát)",
            "các rà soát viên và đại diện các hộ dân",
        ) if held else (),
    )  # fmt: skip


def voted(households: list[Household]) -> list[Voted]:
    """Poor and near-poor by turns."""
    return [
        Voted(household=h, household_class=POOR if n % 2 else NEAR, b1_points=90 + n, b2_points=40)
        for n, h in enumerate(households)
    ]


def posted(households: list[Household]) -> list[Posted]:
    """Results with everything that could be shown."""
    return [
        Posted(
            household=h, household_class=POOR if n % 2 else NEAR, people=len(h.present),
            before=NEAR, b1_points=100 + n, b2_points=30,
        )
        for n, h in enumerate(households)
    ]  # fmt: skip


POSTING = Posting(
    uid="p1", case_uid="c1", village="Nà Mỵ", posted_on=datetime.date(2026, 11, 16),
    places=("Nhà văn hóa thôn Nà Mỵ", "trụ sở Ủy ban nhân dân xã"),
)  # fmt: skip
COMPLAINT = Complaint(
    uid="k1", case_uid="c1", village="Nà Mỵ", received_on=datetime.date(2026, 11, 17),
    household_uid="h1", by="Lò Thị Xoan",
    text="Hộ có xe máy mới mua, đề nghị xem lại điểm B1.",
)  # fmt: skip


def decided(kind: DecisionKind, number: str = "125/QĐ-UBND", reason: str = "") -> Decision:
    """A decision of 10 December 2026."""
    return Decision(
        uid="d1", case_uid="c1", kind=kind, number=number, reason=reason,
        signed_on=datetime.date(2026, 12, 10),
    )  # fmt: skip


def holder(household: Household, number: int = 1) -> Holder:
    """Poor in 2024 and 2026."""
    lacking = ("employment", "water", "toilet", "housing_area")
    day = datetime.date(2026, 12, 10)
    return Holder(
        certificate=Certificate(
            uid=f"g{number}", household_uid=household.uid, year=2026, number=f"{number:03d}",
            signed_on=day,
        ),
        household=household,
        results=(
            YearResult(year=2024, household_class=NEAR, b1_points=120, b2_points=20,
                       signed_on=datetime.date(2024, 12, 12), deprived=lacking[:2]),
            YearResult(year=2026, household_class=POOR, b1_points=105, b2_points=40,
                       signed_on=day, deprived=lacking),
        ),
    )  # fmt: skip


def all_papers(count: int = 6, *, size: int = 4, long: bool = False) -> dict[str, list[AnySheet]]:
    """Every paper of the procedure with so many households."""
    context, words = PAPERS_CONTEXT, WORDS
    found = homes(count, size=size, long=long)
    one = found[0]
    outcome = Outcome(
        household_class=NOT, b1_points=155, b2_points=10, deprived=(), standard_id="2022-2025"
    )
    rows = [listed(n, h.members) for n, h in enumerate(found, start=1)]
    near = [_near(x) for x in rows[::2]]
    gone = [
        Escaped(household=h, before=POOR if n % 2 else NEAR, now=NOT, b1_points=150, b2_points=0)
        for n, h in enumerate(found)
    ]
    to_review = [
        ToReview(household=h, now=(POOR, NEAR, None)[n % 3], asked=n % 3 == 2, leaving=n % 9 == 0,
                 marks=2 if n % 3 == 2 else None)
        for n, h in enumerate(found)
    ]  # fmt: skip
    done = replace(COMPLAINT, rechecked_on=datetime.date(2026, 11, 20), result="Xe máy đi mượn.")
    incomes = [Surveyed(household=h, income_vnd=1_700_000 + 1000 * n) for n, h in enumerate(found)]
    place = replace(POSTING, village=one.village)
    again = replace(meeting(found[:2]), attempt=2, held_on=datetime.date(2026, 11, 20))
    return {
        "request_blank": [request.build(None, context, words)],
        "request": [request.build(one, context, words)],
        "request_to_leave_blank": [request.build(None, context, words, leaving=True)],
        "request_to_leave": [request.build(one, context, words, leaving=True)],
        "annex_i": [annex_i.build(to_review, context, words)],
        "minutes": [*minutes.build(meeting(found), voted(found), context, words)],
        "minutes_open": [*minutes.build(meeting(found, held=False), voted(found), context, words)],
        "minutes_again": [*minutes.build(again, voted(found[:2]), context, words)],
        "posting": [posting_list.build(place, posted(found), context, words,
                                       until=datetime.date(2026, 11, 19))],
        "recheck": [letter.recheck(COMPLAINT, one.head_name, context, words,
                                   due=datetime.date(2026, 11, 26))],
        "recheck_done": [letter.recheck(done, one.head_name, context, words, result=NEAR,
                                        posted_on=datetime.date(2026, 11, 23),
                                        posted_until=datetime.date(2026, 11, 26))],
        "letter": [letter.build(many(min(count, 40)), context, words)],
        "recognised": [*decision.recognised(decided(DecisionKind.RECOGNISED), [*rows, *near],
                                            context, words)],
        "escaped": [*decision.escaped(decided(DecisionKind.ESCAPED), gone, context, words)],
        "certificate": [certificate.build(holder(h, n), context, words, years=YEARS)
                        for n, h in enumerate(found[:3], start=1)],
        "refusal": [refusal.build(decided(DecisionKind.REFUSED, "", "Điểm B1 là 155, trên 140."),
                                  one, context, words, asked_on=datetime.date(2026, 10, 2),
                                  outcome=outcome)],
        "survey_posting": [survey_papers.posting(
            incomes, AVERAGE, context, words, made=replace(POSTING, village="", places=()),
            until=datetime.date(2026, 11, 23))],
        "survey_decision": [*survey_papers.decision(
            decided(DecisionKind.RECOGNISED), incomes, AVERAGE, PaperId.AVERAGE, context, words)],
        "survey": [survey.build(one, context, words)],
        **_worker_papers(found),
        "survey_blank": [survey.build(None, context, words)],
    }  # fmt: skip


def _worker_papers(found: list[Household]) -> dict[str, list[AnySheet]]:
    """The papers of low-income workers: the second member of each household."""
    context, words = PAPERS_CONTEXT, WORDS
    workers = [
        Surveyed(household=h, income_vnd=1_300_000 + 1000 * n, person=h.members[-1])
        for n, h in enumerate(found)
    ]
    one = workers[0]
    return {
        "worker_survey": [survey.build(one.household, context, words, one.person)],
        "worker_posting": [survey_papers.posting(
            workers, WORKER, context, words, made=replace(POSTING, village="", places=()),
            until=datetime.date(2026, 11, 23))],
        "worker_decision": [*survey_papers.decision(
            decided(DecisionKind.RECOGNISED), workers, WORKER, PaperId.WORKER, context, words)],
        "worker_refusal": [refusal.build(
            decided(DecisionKind.REFUSED, "", "Thu nhập trên mức quy định."), one.household, context,
            words, paper=PaperId.SURVEY_REFUSAL, income_vnd=1_950_000, person=one.person,
            about="V/v không công nhận người lao động có thu nhập thấp năm 2026")],
        "worker_recheck": [letter.recheck(
            COMPLAINT, one.household.head_name, context, words, survey_days=3,
            due=datetime.date(2026, 11, 20), person=one.person.name if one.person else "")],
    }  # fmt: skip


def _near(one: Listed) -> Listed:
    assert one.review.outcome
    outcome = replace(one.review.outcome, household_class=NEAR)
    return replace(one, review=replace(one.review, outcome=outcome))
