"""Tasks of the plan: own ones, those from above, those given to units below; groups; a new year."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.planning import Task, TaskGroup, TaskProgress, TaskState, progress_uid
from desktop.errors import BranchNotMain, SetAbove, TaskGone, TaskUntitled, UndoTooLate
from desktop.services.planning import attaching, task_groups, tasks, visits
from desktop.store import audit, plans
from desktop.store.connection import Db, writing
from tests.services.made import BY, COMMUNE, NOW, SECOND, UPPER
from tests.services.share_made import A, Pair, pair

__all__ = ["pair"]

D = datetime.date
TODAY = D(2026, 11, 1)


def kept(db: Db, title: str = "Họp giao ban", **what: object) -> Task:
    """A task of this office, kept."""
    one = replace(tasks.blank(db, 2026, "1"), title=title, **what)  # type: ignore[arg-type]
    tasks.keep(db, one, now=NOW, by=BY)
    return one


def progress(db: Db, one: Task, state: TaskState, **what: object) -> None:
    """How far this office is."""
    line = next(e for e in tasks.lines(db, 2026, TODAY) if e.task.uid == one.uid)
    tasks.keep_progress(db, replace(line.progress, state=state, **what), now=NOW, by=BY)  # type: ignore[arg-type]


def from_above(db: Db, **what: object) -> Task:
    """A task that came from the province."""
    one = Task(
        uid="above", office=UPPER, set_by=UPPER, group="1", title="Báo cáo kết quả 6 tháng",
        year=2026, given_to=(COMMUNE, SECOND), deadline=D(2026, 6, 30),
    )  # fmt: skip
    one = replace(one, **what)  # type: ignore[arg-type]
    with writing(db):
        plans.put(db, [one])
    return one


# Groups ------------------------------------------------------------------------------------------
def test_only_the_groups_that_were_read_are_there(commune: Db) -> None:
    found = tasks.groups(commune)
    assert [(g.number, g.title) for g in found] == [
        ("1", "Tăng cường công tác lãnh đạo, chỉ đạo đối với công tác giảm nghèo"),
        ("2", "Tuyên truyền, nâng cao nhận thức, ý thức, trách nhiệm đối với công tác giảm nghèo"),
    ]
    assert all("107/KH-UBND" in g.source for g in found)


def test_an_office_completes_and_renames_its_groups(commune: Db) -> None:
    wanted = [*tasks.groups(commune), TaskGroup(number="10", title="Vốn"), TaskGroup(number="3", title="Nhà ở ")]  # fmt: skip
    wanted[0] = replace(wanted[0], title="Lãnh đạo, chỉ đạo")
    tasks.keep_groups(commune, wanted, now=NOW, by=BY)
    assert [(g.number, g.title) for g in tasks.groups(commune)][0::1][0] == (
        "1",
        "Lãnh đạo, chỉ đạo",
    )
    assert [g.number for g in tasks.groups(commune)] == ["1", "2", "3", "10"]
    assert [g.number for g in task_groups.own(commune)] == ["1", "3", "10"]
    assert audit.of(commune, "setting")[0].action == "task-groups"


def test_groups_from_above_go_before_own_ones_and_hide_nothing_for_good(commune: Db) -> None:
    tasks.keep_groups(commune, [TaskGroup(number="3", title="Của xã")], now=NOW, by=BY)
    with writing(commune):
        task_groups.put_above(commune, [TaskGroup(number="3", title="Của tỉnh", source="KH")])
    assert tasks.groups(commune)[-1].title == "Của tỉnh"
    tasks.keep_groups(commune, tasks.groups(commune), now=NOW, by=BY)
    with writing(commune):
        task_groups.put_above(commune, [])
    assert tasks.groups(commune)[-1].title == "Của xã"


# Own tasks ---------------------------------------------------------------------------------------
def test_a_task_is_kept_told_and_counted(commune: Db) -> None:
    late = kept(commune, "Ban hành kế hoạch", deadline=D(2026, 10, 20))
    kept(commune, "Tuyên truyền", group="2")
    (first, second) = tasks.lines(commune, 2026, TODAY)
    assert (first.task.uid, first.late_days, first.state_word) == (late.uid, 12, "Quá hạn 12 ngày")
    assert second.group_title.startswith("Tuyên truyền")
    assert tasks.counts([first, second]) == tasks.TaskCounts(late=1, open=1)
    assert tasks.lines(commune, 2025, TODAY) == ()


def test_a_task_of_the_whole_period_is_in_every_year(commune: Db) -> None:
    kept(commune, year=0)
    assert len(tasks.lines(commune, 2026, TODAY)) == len(tasks.lines(commune, 2029, TODAY)) == 1


def test_done_has_a_day_and_is_not_late_any_more(commune: Db) -> None:
    one = kept(commune, deadline=D(2026, 10, 20))
    progress(commune, one, TaskState.DONE, evidence="Kế hoạch số 12/KH-UBND")
    (line,) = tasks.lines(commune, 2026, TODAY)
    assert (line.progress.done_on, line.is_late) == (D(2026, 11, 1), False)
    assert tasks.counts([line]) == tasks.TaskCounts(done=1, done_late=1)
    progress(commune, one, TaskState.UNDER_WAY)
    assert tasks.lines(commune, 2026, TODAY)[0].progress.done_on is None


def test_every_task_counts_once(commune: Db) -> None:
    for number, state in enumerate(TaskState):
        progress(commune, kept(commune, f"Việc {number}"), state)
    kept(commune, "Chậm", deadline=D(2026, 1, 1))
    counted = tasks.counts(tasks.lines(commune, 2026, TODAY))
    assert counted == tasks.TaskCounts(done=1, late=1, under_way=1, open=1, dropped=1)
    assert counted.all == 5


def test_a_task_without_words_is_refused(commune: Db) -> None:
    with pytest.raises(TaskUntitled):
        kept(commune, "   ")
    assert plans.of_kind(commune, Task) == ()


def test_keeping_the_same_again_writes_nothing(commune: Db) -> None:
    one = kept(commune)
    deed = tasks.keep(commune, one, now=NOW, by=BY)
    assert not deed.changes.names
    assert plans.of_kind(commune, Task)[0].revision == 1


def test_a_change_is_undone_and_the_trail_tells_both(commune: Db) -> None:
    one = kept(commune)
    deed = tasks.keep(commune, replace(one, title="Họp tuần"), now=NOW, by=BY)
    assert "plan" in tasks.put_back(commune, deed, now=NOW, by=BY)
    (back,) = plans.of_kind(commune, Task)
    assert (back.title, back.revision) == ("Họp giao ban", 3)
    assert [e.action for e in audit.of(commune, one.uid)] == [
        "plan-task-undone", "plan-task", "plan-task",
    ]  # fmt: skip


def test_a_new_task_is_undone_by_its_absence(commune: Db) -> None:
    deed = tasks.keep(commune, replace(tasks.blank(commune, 2026), title="A"), now=NOW, by=BY)
    tasks.put_back(commune, deed, now=NOW, by=BY)
    assert plans.of_kind(commune, Task) == ()


def test_removing_takes_progress_along_and_undo_brings_both_back(commune: Db) -> None:
    one = kept(commune)
    progress(commune, one, TaskState.DONE, evidence="Biên bản")
    deed = tasks.remove(commune, one.uid, now=NOW, by=BY)
    assert not plans.of_kind(commune, Task)
    assert not plans.of_kind(commune, TaskProgress)
    tasks.put_back(commune, deed, now=NOW, by=BY)
    (line,) = tasks.lines(commune, 2026, TODAY)
    assert line.progress.evidence == "Biên bản"
    with pytest.raises(TaskGone):
        tasks.remove(commune, "nobody", now=NOW, by=BY)


def test_what_was_changed_since_is_not_undone(commune: Db) -> None:
    one = kept(commune)
    deed = tasks.keep(commune, replace(one, title="Hai"), now=NOW, by=BY)
    tasks.keep(commune, replace(one, title="Ba"), now=NOW, by=BY)
    with pytest.raises(UndoTooLate):
        tasks.put_back(commune, deed, now=NOW, by=BY)
    assert plans.of_kind(commune, Task)[0].title == "Ba"


# From above and given below ----------------------------------------------------------------------
def test_of_a_task_from_above_only_progress_is_ours(commune: Db) -> None:
    one = from_above(commune)
    (line,) = tasks.lines(commune, 2026, TODAY)
    assert line.is_from_above
    assert not line.units
    with pytest.raises(SetAbove) as caught:
        tasks.keep(commune, replace(one, title="Khác"), now=NOW, by=BY)
    assert caught.value.details["office"] == "Tỉnh Tuyên Quang"
    with pytest.raises(SetAbove):
        tasks.keep(commune, replace(one, set_by=COMMUNE), now=NOW, by=BY)
    with pytest.raises(SetAbove):
        tasks.remove(commune, one.uid, now=NOW, by=BY)
    progress(commune, one, TaskState.DONE, done_on=D(2026, 6, 1), evidence="BC số 5")
    held = plans.get(commune, TaskProgress, progress_uid(one.uid, COMMUNE))
    assert held is not None
    assert held.evidence == "BC số 5"


def test_progress_of_another_office_is_not_written_here(upper: Db) -> None:
    one = kept(upper, given_to=(COMMUNE,))
    (line,) = tasks.lines(upper, 2026, TODAY)
    with pytest.raises(SetAbove):
        tasks.keep_progress(upper, replace(line.progress, office=COMMUNE), now=NOW, by=BY)
    assert plans.get(upper, TaskProgress, progress_uid(one.uid, COMMUNE)) is None


def came(db: Db, one: Task, code: str, state: TaskState, on: datetime.date | None = None) -> None:
    """Progress that came by a package from below."""
    uid = progress_uid(one.uid, code)
    with writing(db):
        plans.put(
            db, [TaskProgress(uid=uid, task_uid=one.uid, office=code, state=state, done_on=on)]
        )


def test_a_task_given_below_is_done_once_all_have_done_it(upper: Db) -> None:
    one = kept(upper, given_to=(COMMUNE, SECOND), deadline=D(2026, 10, 20))
    (line,) = tasks.lines(upper, 2026, TODAY)
    assert (line.state, line.late_days, line.units_done) == (TaskState.OPEN, 12, 0)
    assert [(u.name, u.progress, u.late_days) for u in line.units] == [
        ("Xã Bình An", None, 12), ("Xã Yên Nguyên", None, 12),
    ]  # fmt: skip
    came(upper, one, COMMUNE, TaskState.DONE, D(2026, 10, 1))
    (line,) = tasks.lines(upper, 2026, TODAY)
    assert (line.state, line.units_done) == (TaskState.UNDER_WAY, 1)
    assert [u.late_days for u in line.units] == [0, 12]
    came(upper, one, SECOND, TaskState.DONE, D(2026, 10, 25))
    (line,) = tasks.lines(upper, 2026, TODAY)
    assert (line.state, line.is_late) == (TaskState.DONE, False)
    assert tasks.counts([line]).done_late == 1


def test_the_same_task_seen_as_one_unit_below_has_it(upper: Db) -> None:
    one = kept(upper, given_to=(COMMUNE, SECOND), deadline=D(2026, 10, 20))
    came(upper, one, COMMUNE, TaskState.DONE, D(2026, 10, 1))
    (theirs,) = tasks.lines(upper, 2026, TODAY, COMMUNE)
    (others,) = tasks.lines(upper, 2026, TODAY, SECOND)
    assert (theirs.state, others.is_late) == (TaskState.DONE, True)


# A new year --------------------------------------------------------------------------------------
def test_open_tasks_are_copied_once_into_the_next_year(commune: Db) -> None:
    kept(commune, "Còn mở", deadline=D(2026, 3, 31), responsible="Văn phòng")
    progress(commune, kept(commune, "Xong rồi"), TaskState.DONE)
    progress(commune, kept(commune, "Thôi"), TaskState.DROPPED)
    kept(commune, "Cả giai đoạn", year=0)
    from_above(commune)
    assert [e.title for e in tasks.to_copy(commune, 2027, TODAY)] == ["Còn mở"]
    deed = tasks.copy_open(commune, 2027, now=NOW, by=BY)
    (copied,) = deed.after
    assert isinstance(copied, Task)
    assert (copied.year, copied.deadline, copied.responsible) == (2027, D(2027, 3, 31), "Văn phòng")
    assert tasks.to_copy(commune, 2027, TODAY) == ()
    tasks.put_back(commune, deed, now=NOW, by=BY)
    assert len(tasks.to_copy(commune, 2027, TODAY)) == 1


def test_a_second_pc_keeps_no_plan(pair: Pair, tmp_path: Path) -> None:
    pair.given(A)
    one = replace(tasks.blank(pair.branch, 2026), title="Họp")
    paper = tmp_path / "a.pdf"
    paper.write_bytes(b"%PDF-1.7")
    with pytest.raises(BranchNotMain):
        tasks.keep(pair.branch, one, now=NOW, by=BY)
    with pytest.raises(BranchNotMain):
        tasks.keep_groups(pair.branch, [TaskGroup(number="3", title="A")], now=NOW, by=BY)
    with pytest.raises(BranchNotMain):
        visits.keep(pair.branch, visits.blank(pair.branch, TODAY), now=NOW, by=BY)
    with writing(pair.branch):
        plans.put(pair.branch, [one])
    with pytest.raises(BranchNotMain):
        attaching.attach(pair.branch, one.uid, [paper], now=NOW, by=BY)
    assert plans.file_sizes(pair.branch) == {}
    assert tasks.keep(pair.main, one, now=NOW, by=BY).changes.names
