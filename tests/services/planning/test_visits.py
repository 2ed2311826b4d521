"""Checks and supervision: what is due, overdue, settled; whom they were about."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from desktop.domain.planning import Task, Visit
from desktop.errors import SetAbove, VisitGone
from desktop.services.planning import visits
from desktop.services.planning.visits import FollowUp, VisitCounts
from desktop.store import plans
from desktop.store.connection import Db, writing
from tests.services.made import BY, COMMUNE, NOW, SECOND, add

D = datetime.date
TODAY = D(2026, 11, 1)
OCTOBER = D(2026, 10, 1)


def kept(db: Db, on: datetime.date = OCTOBER, **what: object) -> Visit:
    """A check of this office."""
    one = replace(visits.blank(db, on), who="Ban chỉ đạo", **what)  # type: ignore[arg-type]
    visits.keep(db, one, now=NOW, by=BY)
    return one


def test_follow_ups_are_due_overdue_or_settled(commune: Db) -> None:
    kept(commune, D(2026, 10, 4))
    kept(commune, D(2026, 10, 3), follow_up="Sửa bể", due=D(2026, 11, 1))
    late = kept(commune, D(2026, 10, 2), follow_up="Cấp thẻ", due=D(2026, 10, 20))
    kept(commune, D(2025, 10, 1), follow_up="Làm nhà", due=D(2025, 12, 1))
    lines = visits.lines(commune, 2026, TODAY)
    assert [(e.follow_up, e.days) for e in lines] == [
        (FollowUp.NONE, 0), (FollowUp.DUE, 0), (FollowUp.OVERDUE, 12),
    ]  # fmt: skip
    assert visits.counts(lines) == VisitCounts(visits=3, due=1, overdue=1)
    assert [e.days for e in visits.due_list(commune, TODAY)] == [335, 12, 0]
    deed = visits.settle(commune, late.uid, "Đã cấp thẻ", D(2026, 10, 30), now=NOW, by=BY)
    assert visits.counts(visits.lines(commune, None, TODAY)) == VisitCounts(
        visits=4, due=1, overdue=1, settled=1
    )
    visits.put_back(commune, deed, now=NOW, by=BY)
    assert visits.counts(visits.lines(commune, 2026, TODAY)).overdue == 1


def test_households_and_tasks_count_once_over_all_checks(commune: Db) -> None:
    one, other = add(commune, "Bàn Văn Tiến"), add(commune, "Ma Văn Quý")
    kept(commune, household_uids=(one.uid, one.uid), task_uids=("t",))
    kept(commune, household_uids=(one.uid, other.uid), task_uids=("t", "u"))
    lines = visits.lines(commune, 2026, TODAY)
    assert visits.counts(lines) == VisitCounts(visits=2, households=2, tasks=2)


def test_households_are_named_and_unknown_ones_stay(commune: Db) -> None:
    one = add(commune, "Bàn Văn Tiến", village="Nà Bó")
    found = visits.named(commune, ["nobody", one.uid])
    assert [(n.head, n.village, n.number) for n in found] == [
        ("", "", ""), ("Bàn Văn Tiến", "Nà Bó", one.number),
    ]  # fmt: skip


def test_what_the_book_does_not_know_is_found(commune: Db) -> None:
    one = add(commune, "Bàn Văn Tiến")
    with writing(commune):
        plans.put(commune, [Task(uid="t", office=COMMUNE, set_by=COMMUNE, group="1", title="A")])
    visit = replace(
        visits.blank(commune, TODAY), who="Tổ", household_uids=(one.uid, "x"), task_uids=("t", "y")
    )
    codes = [f.code for f in visits.check(commune, visit, TODAY)]
    assert codes == ["visit-household-unknown", "visit-task-unknown"]


def test_the_place_is_a_village_or_a_commune(upper: Db) -> None:
    kept(upper, unit=COMMUNE)
    kept(upper, unit="thôn Nà Bó")
    assert {e.unit_name for e in visits.lines(upper, 2026, TODAY)} == {"Xã Bình An", "thôn Nà Bó"}


def test_checks_of_a_unit_below_are_told_apart_and_not_ours_to_change(upper: Db) -> None:
    theirs = Visit(uid="v", office=SECOND, happened_on=TODAY, who="Tổ")
    with writing(upper):
        plans.put(upper, [theirs])
    assert visits.lines(upper, 2026, TODAY) == ()
    assert len(visits.lines(upper, 2026, TODAY, SECOND)) == 1
    with pytest.raises(SetAbove):
        visits.keep(upper, theirs, now=NOW, by=BY)
    with pytest.raises(SetAbove):
        visits.remove(upper, "v", now=NOW, by=BY)


def test_a_removed_check_comes_back(commune: Db) -> None:
    one = kept(commune, findings="Thiếu nước")
    deed = visits.remove(commune, one.uid, now=NOW, by=BY)
    assert visits.lines(commune, None, TODAY) == ()
    visits.put_back(commune, deed, now=NOW, by=BY)
    assert visits.lines(commune, None, TODAY)[0].visit.findings == "Thiếu nước"
    with pytest.raises(VisitGone):
        visits.settle(commune, "nobody", "", TODAY, now=NOW, by=BY)
