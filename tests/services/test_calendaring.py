"""The office's calendar: national days, exchanged days, report dates, and dates told in words."""

from __future__ import annotations

import datetime

from desktop.domain.procedure import Case, Posting
from desktop.rules.case_facts import Records
from desktop.rules.deadlines import dues
from desktop.services import calendaring, proceeding
from desktop.services.calendaring import Exchanged
from desktop.store.connection import Db
from tests.services.made import BY, NOW

D = datetime.date


def test_holidays_of_the_year_and_its_neighbours_are_off(commune: Db) -> None:
    days = calendaring.calendar(commune, 2026)
    for day in (D(2026, 1, 1), D(2026, 2, 17), D(2026, 4, 30), D(2026, 9, 2), D(2027, 1, 1)):
        assert not days.is_working(day)
    assert days.is_working(D(2026, 2, 23))
    assert days.after(D(2026, 2, 12), 3) == D(2026, 2, 24)


def test_the_offices_own_exchanged_days_go_before_everything(commune: Db) -> None:
    mine = [Exchanged(off=D(2026, 6, 8), worked=D(2026, 6, 13), note="Quyết định của tỉnh")]
    assert "setting" in calendaring.set_exchanged_days(commune, mine, now=NOW, by=BY)
    days = calendaring.calendar(commune, 2026)
    assert not days.is_working(D(2026, 6, 8))
    assert days.is_working(D(2026, 6, 13))
    # From Friday 5 June: 9, 10, 11, 12, 13 (a Saturday), for Monday 8 is off.
    assert days.after(D(2026, 6, 5), 5) == D(2026, 6, 13)
    assert not calendaring.set_exchanged_days(commune, mine, now=NOW, by=BY).names
    calendaring.set_exchanged_days(commune, [], now=NOW, by=BY)
    assert calendaring.calendar(commune, 2026).is_working(D(2026, 6, 8))


def test_report_dates_are_the_laws_and_the_autumn_one_is_a_setting(commune: Db) -> None:
    assert [(d.on, d.code) for d in calendaring.report_days(commune, 2026)] == [
        *((D(2026, month, 5), "monthly") for month in range(2, 10)),
        (D(2026, 11, 15), "preliminary"),
        (D(2026, 12, 14), "end"),
        (D(2026, 12, 20), "official"),
    ]
    calendaring.set_autumn_deadline(commune, 2026, D(2026, 11, 6), now=NOW, by=BY)
    [own] = [d for d in calendaring.report_days(commune, 2026) if d.is_set]
    assert (own.on, own.code) == (D(2026, 11, 6), "autumn")
    assert not any(d.is_set for d in calendaring.report_days(commune, 2025))
    calendaring.set_autumn_deadline(commune, 2026, None, now=NOW, by=BY)
    assert calendaring.autumn_deadline(commune, 2026) is None


def test_a_due_date_tells_which_days_counted(commune: Db) -> None:
    days = calendaring.calendar(commune, 2026)
    posting = Posting(uid="p", case_uid="c", village="Nà Bó", posted_on=D(2026, 2, 12))
    of = Case(uid="c", procedure="periodic", year=2026, opened_on=D(2026, 1, 5))
    procedure = proceeding.shipped_procedures()["periodic"]
    due, season = dues(procedure, Records(case=of, postings=(posting,)), days)
    assert calendaring.in_words(due, days) == (
        "3 ngày làm việc sau ngày 12/02/2026: 13/02, 23/02, 24/02. "
        "Không tính ngày nghỉ 14/02–22/02."
    )
    assert calendaring.in_words(season, days) == "Văn bản ghi ngày 14/12/2026."
