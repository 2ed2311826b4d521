"""The official forms: rows, sums, rates, what they refuse, and the expected sheets."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop.domain.household import IdState
from desktop.domain.review import RoundKind
from desktop.domain.totals import EMPTY_FLOW, Flow
from desktop.domain.unit import Area
from desktop.errors import BalanceOpen, MinorityMissing, ResidentsMissing
from desktop.reports.forms import FORMS, Form, forms_in_force
from desktop.reports.sheet import Row, RowKind, Sheet, as_text, leaves
from desktop.text import t
from tests.reports.papers import (
    COMMUNE,
    CONTEXT,
    NA_CON,
    NA_XE,
    PROVINCE_CONTEXT,
    VILLAGES,
    communes,
    listed,
    person,
)

Golden = Callable[[str, str], None]
REPORTS = [key for key, form in FORMS.items() if form.takes == "figures"]


def _build(form: str, *args: object) -> Sheet:
    return FORMS[form].build(*args)


def _row(sheet: Sheet, name: str) -> Row:
    return next(r for r in sheet.body if r.lines[0][1] == name)


def _column(sheet: Sheet, title: str) -> int:
    return [c.title for c in leaves(sheet.head)].index(title)


@pytest.mark.parametrize("form", REPORTS)
def test_reports_of_a_commune_look_as_expected(form: str, golden: Golden) -> None:
    golden(f"form_{form.replace('.', '_')}_commune", as_text(_build(form, VILLAGES, CONTEXT)))


@pytest.mark.parametrize("form", REPORTS)
def test_reports_of_a_three_tier_province_look_as_expected(form: str, golden: Golden) -> None:
    text = as_text(_build(form, communes(), PROVINCE_CONTEXT))
    golden(f"form_{form.replace('.', '_')}_province", text)


def test_the_list_looks_as_expected(golden: Golden) -> None:
    households = [
        listed(1, (person(1, "Chủ hộ"), person(2, "Vợ", born="1985", citizen_id=""))),
        listed(2, (person(3, "Chủ hộ"),), "Không có vốn sản xuất", "Lý do khác"),
    ]
    golden("annex_vi_commune", as_text(_build("VI", households, CONTEXT)))


def test_sections_districts_and_communes_are_numbered_as_the_law_says() -> None:
    sheet = _build("7.2", communes(), PROVINCE_CONTEXT)
    assert [r.lines[0][:2] for r in sheet.body] == [
        ("I", "Khu vực thành thị"),
        (1, "Huyện Lâm Bình"),
        ("1.1", "Thị trấn Lăng Can"),
        ("II", "Khu vực nông thôn"),
        (1, "Huyện Lâm Bình"),
        ("1.1", "Xã Bình An"),
        ("1.2", "Xã Thổ Bình"),
        (2, "Huyện Na Hang"),
        ("2.1", "Xã Côn Lôn"),
        (3, "Xã Đà Vị"),
        ("III", "Tổng cộng (I+II)"),
    ]


def test_the_total_is_the_sum_of_all_units_on_both_lines() -> None:
    units = communes()
    total = _build("7.3", units, PROVINCE_CONTEXT).body[-1]
    flow = sum((u.near_poor_flow for u in units), EMPTY_FLOW)
    assert total.lines[0][3:] == flow.households
    assert total.lines[1][3:] == flow.people


def test_an_area_without_units_has_noughts_and_no_rate() -> None:
    urban = _row(_build("7.1", VILLAGES, CONTEXT), "Khu vực thành thị")
    assert urban.lines[0][2:] == (0, 0, 0, None, 0, None, 0, None, 0, None)


def test_a_report_without_units_still_has_its_three_rows() -> None:
    for form in REPORTS:
        kinds = [r.kind for r in _build(form, [], CONTEXT).body]
        assert kinds == [RowKind.SECTION, RowKind.SECTION, RowKind.TOTAL]


@pytest.mark.parametrize(
    "bad",
    [
        replace(NA_XE, resident_households=None),
        replace(NA_XE, resident_people=None),
        replace(NA_XE, resident_households=34),
        replace(NA_XE, resident_people=179),
    ],
)
def test_missing_or_too_few_residents_are_an_error_never_a_rate(bad: object) -> None:
    with pytest.raises(ResidentsMissing) as caught:
        _build("7.1", [NA_CON, bad], CONTEXT)
    assert caught.value.details == {"villages": ["Nà Xé"]}


@pytest.mark.parametrize(
    "bad",
    [
        replace(NA_XE, resident_minority_households=None),
        replace(NA_XE, resident_minority_people=None),
        replace(NA_XE, resident_minority_households=33),
        replace(NA_XE, resident_minority_people=176),
        replace(NA_XE, resident_minority_households=1147),
        replace(NA_XE, resident_minority_people=4619),
    ],
)
def test_7_8_names_who_lacks_its_minority_or_has_too_few_or_too_many(bad: object) -> None:
    with pytest.raises(MinorityMissing) as caught:
        _build("7.8", [NA_CON, bad], CONTEXT)
    assert caught.value.details == {"villages": ["Nà Xé"]}
    _build("7.1", [NA_CON, bad], CONTEXT)


def test_7_8_asks_for_residents_before_their_minority() -> None:
    bad = replace(NA_XE, resident_households=None, resident_minority_households=None)
    with pytest.raises(ResidentsMissing):
        _build("7.8", [bad], CONTEXT)


def test_minority_as_many_as_the_listed_and_as_all_are_enough() -> None:
    least = replace(NA_XE, resident_minority_households=34, resident_minority_people=177)
    assert _row(_build("7.8", [least], CONTEXT), "Nà Xé").lines[0][4] == 34


def test_the_columns_of_7_9_are_a_setting() -> None:
    context = replace(CONTEXT, ethnic_columns=(("Giáy", "Giáy"),))
    row = _row(_build("7.9", [NA_CON], context), "Nà Cọn").lines[0]
    assert row[2:7] == (25, 22, 3, 2, 20)
    bare = replace(CONTEXT, ethnic_columns=())
    assert _row(_build("7.9", [NA_CON], bare), "Nà Cọn").lines[0][2:6] == (25, 22, 3, 22)


def test_who_has_no_known_group_stands_with_the_others() -> None:
    row = _row(_build("7.9", [NA_CON], CONTEXT), "Nà Cọn").lines[0]
    near = row[12:22]
    assert (near[0], near[1], near[2], near[-1]) == (17, 16, 1, 1)


def test_the_reports_agree_with_each_other() -> None:
    made = {form: _build(form, communes(), PROVINCE_CONTEXT).body[-1] for form in REPORTS}
    poor, near = made["7.1"].lines[0][4], made["7.1"].lines[0][8]
    assert [made[form].lines[0][2] for form in ("7.4", "7.5", "7.9")] == [poor] * 3
    assert [made[form].lines[0][2] for form in ("7.6", "7.7")] == [near] * 2
    assert (made["7.9"].lines[0][12], made["7.8"].lines[0][5:7]) == (near, (poor, near))
    assert [line[3] for line in made["7.10"].lines] == [poor + near, poor, near]  # type: ignore[operator]
    assert made["7.5"].lines[0][15:27] == made["7.4"].lines[0][3:15]
    assert made["7.2"].lines[0][11] == poor


def test_residents_as_many_as_the_listed_are_enough() -> None:
    all_listed = replace(NA_XE, resident_households=35, resident_people=180)
    sheet = _build("7.1", [all_listed], CONTEXT)
    assert _row(sheet, "Nà Xé").lines[0][2:4] == (35, 180)


@pytest.mark.parametrize("form", ["7.2", "7.3"])
def test_an_open_balance_of_either_list_stops_both_forms(form: str) -> None:
    wrong = replace(NA_XE.poor_flow, households=(20, 4, 0, 1, 2, 1, 0, 0, 19))
    with pytest.raises(BalanceOpen) as caught:
        _build(form, [NA_CON, replace(NA_XE, poor_flow=wrong)], CONTEXT)
    assert caught.value.details == {"count": 1, "first": "Nà Xé"}


def test_forms_that_close_but_disagree_with_each_other_are_stopped() -> None:
    # One household more became near-poor by 7.2 (column 2) than by 7.3 (column 5).
    poor = Flow(households=(21, 5, 0, 1, 2, 1, 0, 0, 18), people=NA_XE.poor_flow.people)
    assert poor.closes
    with pytest.raises(BalanceOpen):
        _build("7.2", [replace(NA_XE, poor_flow=poor)], CONTEXT)


def test_the_subtitle_says_preliminary_or_final_kind_and_year() -> None:
    assert _build("7.1", VILLAGES, CONTEXT).heading.subtitle == (
        "(Chính thức, rà soát định kỳ năm 2026)",
    )
    early = replace(CONTEXT, final=False, kind=RoundKind.IN_YEAR)
    assert _build("7.1", VILLAGES, early).heading.subtitle == (
        "(Sơ bộ, rà soát thường xuyên năm 2026)",
    )


def test_practice_comes_from_the_office_or_the_standard() -> None:
    practice_office = replace(CONTEXT, office=replace(COMMUNE, practice=True))
    for context in (practice_office, replace(CONTEXT, practice=True)):
        assert _build("7.1", VILLAGES, context).heading.practice
    assert not _build("7.1", VILLAGES, CONTEXT).heading.practice


def test_nobody_stands_above_a_province_on_paper() -> None:
    assert _build("7.1", [], PROVINCE_CONTEXT).heading.parent == ""
    assert _build("7.1", [], CONTEXT).heading.parent == "UBND TỈNH TUYÊN QUANG"


@pytest.mark.parametrize(
    ("on", "text"),
    [
        (datetime.date(2026, 2, 9), "Bình An, ngày 09 tháng 02 năm 2026"),
        (datetime.date(2026, 9, 10), "Bình An, ngày 10 tháng 9 năm 2026"),
        (None, "Bình An, ngày …… tháng …… năm 2026"),
    ],
)
def test_small_days_and_months_take_a_nought(on: datetime.date | None, text: str) -> None:
    assert _build("7.1", VILLAGES, replace(CONTEXT, on=on)).foot.place_date == text


def test_a_list_has_one_line_a_member_and_the_number_once_a_household() -> None:
    gone = person(9, left_on=datetime.date(2026, 3, 1))
    sheet = _build("VI", [listed(1, (person(1, "Chủ hộ"), person(2), gone))], CONTEXT)
    lines = sheet.body[0].lines
    assert [line[0] for line in lines] == [1, None]
    assert [line[2] for line in lines] == ["Triệu Văn Kềm 1", "Triệu Văn Kềm 2"]
    assert {line[1] for line in lines} == {"Triệu Văn Kềm 1"}


def test_known_birth_days_are_dates_and_others_stay_text() -> None:
    births = {"1980-07-21": datetime.date(1980, 7, 21), "1980-07": "07/1980", "1980": "1980"}
    births |= {"": "", "1900-12-31": "31/12/1900"}
    for born, value in births.items():
        sheet = _build("VI", [listed(1, (person(1, born=born),))], CONTEXT)
        assert sheet.body[0].lines[0][_column(sheet, t("paper-list-born"))] == value


def test_an_id_not_yet_issued_is_said_and_an_unknown_one_is_left_empty() -> None:
    states = {IdState.NOT_ISSUED: "Chưa cấp", IdState.UNKNOWN: ""}
    for state, text in states.items():
        sheet = _build("VI", [listed(1, (person(1, citizen_id="", id_state=state),))], CONTEXT)
        assert sheet.body[0].lines[0][_column(sheet, t("paper-list-citizen-id"))] == text


def test_a_commune_below_a_district_names_it_with_its_code() -> None:
    old = replace(COMMUNE, upper_code="071", upper_name="Huyện Lâm Bình", list_version="2022")
    sheet = _build("VI", [listed(1, (person(1),))], replace(CONTEXT, office=old))
    at = _column(sheet, t("paper-list-district"))
    assert sheet.body[0].lines[0][at : at + 2] == ("Huyện Lâm Bình", "071")
    new = _build("VI", [listed(1, (person(1),))], CONTEXT)
    assert new.body[0].lines[0][at : at + 2] == ("", "")


def test_a_large_household_goes_on_in_another_row() -> None:
    members = tuple(person(i) for i in range(20))
    sheet = _build("VI", [listed(1, members)], CONTEXT)
    assert [len(r.lines) for r in sheet.body] == [8, 8, 4]
    assert "20 nhân khẩu" in sheet.notes[0]


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_form_has_a_title_and_is_in_force_from_its_first_day(form: Form) -> None:
    assert t(form.title_key)
    assert form in forms_in_force(form.in_force_from).values()
    assert form not in forms_in_force(form.in_force_from - datetime.timedelta(days=1)).values()


def test_urban_villages_stand_in_the_first_section() -> None:
    sheet = _build("7.1", [replace(NA_CON, area=Area.URBAN)], CONTEXT)
    assert [r.lines[0][0] for r in sheet.body] == ["I", 1, "II", "III"]
