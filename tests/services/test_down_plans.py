"""Goals and tasks travel down in packs, over three tiers by files alone; what a unit did stays its own."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.planning import (
    Aim,
    Goal,
    Indicator,
    MeasureKind,
    Task,
    TaskGroup,
    TaskProgress,
    TaskState,
    progress_uid,
)
from desktop.errors import PackageDamaged, PackageOlder, SetAbove
from desktop.exchange import down
from desktop.services import bringing_down, sending_down
from desktop.services.down_plan import Fate
from desktop.services.planning import goals, measure_kinds, passing, task_groups, tasks
from desktop.services.sending_down import Choice
from desktop.store import plans, settings
from desktop.store.connection import Db, close_book, open_book, writing
from tests.services.conftest import make
from tests.services.made import BY, COMMUNE, NOW, SECOND, UPPER, dump, introduce
from tests.services.test_down import apply, fates, forged, send

DAY = datetime.date
ORDERS = Choice(goals=True, tasks=True, groups=True)


def goal(unit: str, uid: str = "", value: float = 3.0, setter: str = UPPER) -> Goal:
    return Goal(
        uid=uid or f"goal-{unit}", office=unit, set_by=setter, indicator=Indicator.POOR_RATE,
        aim=Aim.FALL_LEAST, first=2027, last=2030, value=value, source="KH thử",
    )  # fmt: skip


def task(uid: str, *given_to: str, title: str = "Lập danh sách hộ cần nước sạch") -> Task:
    return Task(
        uid=uid, office=UPPER, set_by=UPPER, group="1", title=title, year=2027, given_to=given_to,
        deadline=DAY(2027, 6, 30),
    )  # fmt: skip


def order(db: Db, *records: Goal | Task) -> None:
    """What the office above has in its book."""
    with writing(db):
        plans.put(db, records)


def goals_at(db: Db) -> dict[str, Goal]:
    return {g.uid: g for g in plans.of_kind(db, Goal)}


def tasks_at(db: Db) -> dict[str, Task]:
    return {one.uid: one for one in plans.of_kind(db, Task)}


# For whom it is ----------------------------------------------------------------------------------
def test_a_commune_takes_what_is_for_it_and_nothing_of_others(
    upper: Db, commune: Db, second: Db, tmp_path: Path
) -> None:
    order(upper, goal(COMMUNE), goal(SECOND, value=2.0), task("chung", COMMUNE, SECOND))
    path = send(upper, tmp_path, ORDERS)
    for db, code, value in ((commune, COMMUNE, 3.0), (second, SECOND, 2.0)):
        apply(db, path)
        [(uid, mine)] = goals_at(db).items()
        assert (uid, mine.office, mine.value, mine.set_by) == (f"goal-{code}", code, value, UPPER)
        assert tasks_at(db)["chung"].given_to == (code,)


def test_a_unit_that_no_order_names_gets_nothing(
    upper: Db, commune: Db, second: Db, tmp_path: Path
) -> None:
    order(upper, goal(SECOND), task("riêng", SECOND))
    path = send(upper, tmp_path, ORDERS)
    kinds = {key.partition("/")[0] for key in fates(commune, path)}
    assert not kinds & {"goal", "task"}
    apply(commune, path)
    assert (goals_at(commune), tasks_at(commune)) == ({}, {})


def test_only_what_was_chosen_goes(upper: Db, commune: Db, tmp_path: Path) -> None:
    order(upper, goal(COMMUNE), task("chung", COMMUNE))
    apply(commune, send(upper, tmp_path, Choice(tasks=True)))
    assert not goals_at(commune)
    assert set(tasks_at(commune)) == {"chung"}


def test_what_an_office_has_for_itself_stays_at_home(
    upper: Db, commune: Db, tmp_path: Path
) -> None:
    order(upper, goal(UPPER), task("của tỉnh"), goal(COMMUNE))
    parts = down.encode(sending_down.goods_of(upper, ORDERS))
    sent = down.decode(parts).plans
    assert sent is not None
    assert [g.office for g in sent.goals or ()] == [COMMUNE]
    assert sent.tasks == ()


def test_orders_of_another_office_in_a_pack_are_not_taken(
    upper: Db, commune: Db, tmp_path: Path
) -> None:
    """Nobody but an office above sets goals for a commune."""
    stray = down.Plans(goals=(goal(COMMUNE, setter=SECOND), goal(COMMUNE, "own", setter=COMMUNE)))
    parts = down.encode(down.Goods(plans=stray))
    assert not fates(commune, forged(upper, tmp_path, parts, receivers=[commune]))


def test_one_uid_twice_is_refused(upper: Db, commune: Db, tmp_path: Path) -> None:
    twice = down.Plans(goals=(goal(COMMUNE), goal(COMMUNE)))
    path = forged(upper, tmp_path, down.encode(down.Goods(plans=twice)), receivers=[commune])
    assert isinstance(bringing_down.look(commune, path).refusal, PackageDamaged)


# Newer, older, taken back ------------------------------------------------------------------------
def test_a_newer_pack_changes_and_takes_away(upper: Db, commune: Db, tmp_path: Path) -> None:
    order(upper, goal(COMMUNE), goal(COMMUNE, "lẻ"), task("chung", COMMUNE))
    apply(commune, send(upper, tmp_path, ORDERS))
    with writing(upper):
        plans.put(upper, [replace(goal(COMMUNE), value=4.0, revision=2)])
        plans.delete(upper, ["lẻ", "chung"])
    path = send(upper, tmp_path, ORDERS)
    found = fates(commune, path)
    assert found[f"goal/goal-{COMMUNE}"] is Fate.CHANGE
    assert found["goal/lẻ"] is Fate.REMOVE
    assert found["task/chung"] is Fate.REMOVE
    apply(commune, path)
    assert {uid: (g.value, g.revision) for uid, g in goals_at(commune).items()} == {
        f"goal-{COMMUNE}": (4.0, 2)
    }
    assert tasks_at(commune) == {}


def test_an_older_pack_says_nothing_over_a_newer_one(
    upper: Db, commune: Db, tmp_path: Path
) -> None:
    order(upper, goal(COMMUNE), task("chung", COMMUNE))
    older = send(upper, tmp_path / "a", ORDERS)
    order(upper, replace(goal(COMMUNE), value=4.0, revision=2))
    newer = send(upper, tmp_path / "b", ORDERS)
    apply(commune, newer)
    before = dump(commune)
    with pytest.raises(PackageOlder):
        apply(commune, older)
    assert dump(commune) == before
    assert goals_at(commune)[f"goal-{COMMUNE}"].value == 4.0


def test_packs_in_either_order_end_alike(
    upper: Db, commune: Db, second: Db, tmp_path: Path
) -> None:
    order(upper, goal(COMMUNE), goal(SECOND), task("chung", COMMUNE, SECOND))
    first = send(upper, tmp_path / "a", Choice(goals=True))
    order(upper, replace(task("chung", COMMUNE, SECOND), title="Khác"))
    other = send(upper, tmp_path / "b", Choice(tasks=True))
    for path in (first, other):
        apply(commune, path)
    for path in (other, first):
        apply(second, path)
    for db in (commune, second):
        assert len(goals_at(db)) == 1
        assert tasks_at(db)["chung"].title == "Khác"


def test_the_same_pack_twice_changes_nothing(upper: Db, commune: Db, tmp_path: Path) -> None:
    order(upper, goal(COMMUNE), task("chung", COMMUNE))
    path = send(upper, tmp_path, ORDERS)
    apply(commune, path)
    before = dump(commune)
    assert apply(commune, path).written == ()
    assert dump(commune) == before


def test_taken_back_everything_stands_as_before(upper: Db, commune: Db, tmp_path: Path) -> None:
    order(upper, goal(COMMUNE), task("chung", COMMUNE))
    apply(commune, send(upper, tmp_path, ORDERS))
    order(upper, replace(goal(COMMUNE), value=4.0, revision=2), task("thêm", COMMUNE))
    path = send(upper, tmp_path, ORDERS)
    apply(commune, path)
    seen = bringing_down.look(commune, path)
    bringing_down.undo(commune, seen.sha256, now=NOW, by=BY)
    held = goals_at(commune)[f"goal-{COMMUNE}"]
    assert (held.value, held.revision) == (3.0, 1)
    assert set(tasks_at(commune)) == {"chung"}


# What a unit did stays its own -------------------------------------------------------------------
def test_progress_and_results_stay_when_the_order_changes(
    upper: Db, commune: Db, tmp_path: Path
) -> None:
    words = replace(goal(COMMUNE), indicator=Indicator.OWN, aim=Aim.WORDS, value=None, title="Xóm")
    order(upper, words, task("chung", COMMUNE))
    apply(commune, send(upper, tmp_path, ORDERS))
    uid = progress_uid("chung", COMMUNE)
    mine = TaskProgress(uid=uid, task_uid="chung", office=COMMUNE, state=TaskState.UNDER_WAY)
    tasks.keep_progress(commune, mine, now=NOW, by=BY)
    goals.keep_result(commune, words.uid, 2027, 1, now=NOW, by=BY)
    assert set(fates(commune, send(upper, tmp_path, ORDERS)).values()) == {Fate.SAME}

    order(upper, replace(words, title="Xóm, bản"), replace(task("chung", COMMUNE), title="Mới"))
    apply(commune, send(upper, tmp_path, ORDERS))
    held = plans.get(commune, TaskProgress, uid)
    assert held is not None
    assert held.state is TaskState.UNDER_WAY
    assert tasks_at(commune)["chung"].title == "Mới"
    [after] = goals_at(commune).values()
    assert (after.title, dict(after.results)) == ("Xóm, bản", {"2027": 1})


def test_results_come_back_with_a_goal_that_was_taken_away(
    upper: Db, commune: Db, tmp_path: Path
) -> None:
    words = replace(goal(COMMUNE), indicator=Indicator.OWN, aim=Aim.WORDS, value=None, title="Xóm")
    order(upper, words)
    apply(commune, send(upper, tmp_path, ORDERS))
    goals.keep_result(commune, words.uid, 2027, 1, now=NOW, by=BY)
    with writing(upper):
        plans.delete(upper, [words.uid])
    path = send(upper, tmp_path, ORDERS)
    apply(commune, path)
    assert goals_at(commune) == {}
    bringing_down.undo(commune, bringing_down.look(commune, path).sha256, now=NOW, by=BY)
    assert dict(goals_at(commune)[words.uid].results) == {"2027": 1}


def test_a_commune_cannot_change_what_was_ordered(upper: Db, commune: Db, tmp_path: Path) -> None:
    order(upper, goal(COMMUNE), task("chung", COMMUNE))
    apply(commune, send(upper, tmp_path, ORDERS))
    with pytest.raises(SetAbove):
        goals.keep(commune, replace(goal(COMMUNE), value=1.0), now=NOW, by=BY)
    with pytest.raises(SetAbove):
        tasks.remove(commune, "chung", now=NOW, by=BY)


def test_own_goals_and_tasks_of_a_commune_are_never_touched(
    upper: Db, commune: Db, tmp_path: Path
) -> None:
    own = replace(goal(COMMUNE, "riêng", setter=COMMUNE), indicator=Indicator.NEAR_POOR_RATE)
    goals.keep(commune, own, now=NOW, by=BY)
    order(upper, goal(COMMUNE))
    apply(commune, send(upper, tmp_path, ORDERS))
    with writing(upper):
        plans.delete(upper, [f"goal-{COMMUNE}"])
    apply(commune, send(upper, tmp_path, ORDERS))
    assert set(goals_at(commune)) == {"riêng"}


def test_what_only_the_office_above_writes_is_never_a_conflict(
    upper: Db, commune: Db, tmp_path: Path
) -> None:
    """A book brought back from an old copy holds other numbers: the pack sets them right."""
    order(upper, goal(COMMUNE), task("chung", COMMUNE))
    apply(commune, send(upper, tmp_path, ORDERS))
    order(commune, replace(goal(COMMUNE), value=1.0), task("chung", COMMUNE, title="Cũ"))
    path = send(upper, tmp_path, ORDERS)
    found = {k: f for k, f in fates(commune, path).items() if k.startswith(("goal", "task"))}
    assert set(found.values()) == {Fate.CHANGE}
    apply(commune, path)
    assert goals_at(commune)[f"goal-{COMMUNE}"].value == 3.0
    assert tasks_at(commune)["chung"].title != "Cũ"


# Groups and kinds --------------------------------------------------------------------------------
def test_groups_of_tasks_come_down_beside_the_own_ones(
    upper: Db, commune: Db, tmp_path: Path
) -> None:
    task_groups.keep_groups(
        upper, [TaskGroup(number="3", title="Việc làm, vay vốn")], now=NOW, by=BY
    )
    task_groups.keep_groups(commune, [TaskGroup(number="9", title="Của xã")], now=NOW, by=BY)
    path = send(upper, tmp_path, Choice(groups=True))
    apply(commune, path)
    titles = {g.number: g.title for g in task_groups.groups(commune)}
    assert titles["3"] == "Việc làm, vay vốn"
    assert titles["9"] == "Của xã"
    bringing_down.undo(commune, bringing_down.look(commune, path).sha256, now=NOW, by=BY)
    assert "3" not in {g.number for g in task_groups.groups(commune)}


def test_a_kind_named_otherwise_here_stays_unless_given_up(
    upper: Db, commune: Db, tmp_path: Path
) -> None:
    def rename(db: Db, name: str) -> None:
        known = measure_kinds.all_kinds(db)
        made = (replace(known.kinds[0], name=name), *known.kinds[1:])
        measure_kinds.keep(db, replace(known, kinds=made), now=NOW, by=BY)

    rename(upper, "Tên của tỉnh")
    rename(commune, "Tên của xã")
    code = measure_kinds.shipped()[0].code
    path = send(upper, tmp_path, Choice(kinds=True))
    assert fates(commune, path)[f"kind/{code}"] is Fate.CONFLICT
    apply(commune, path)
    assert measure_kinds.names(commune)[code] == "Tên của xã"
    again = send(upper, tmp_path, Choice(kinds=True))
    assert fates(commune, again)[f"kind/{code}"] is Fate.KEPT


def test_a_kind_that_the_office_above_made_comes_and_goes(
    upper: Db, commune: Db, tmp_path: Path
) -> None:
    before = measure_kinds.all_kinds(upper)
    made = MeasureKind(code="bo", name="Bò giống", against=("cause:no_capital",))
    measure_kinds.keep(upper, replace(before, kinds=(*before.kinds, made)), now=NOW, by=BY)
    apply(commune, send(upper, tmp_path, Choice(kinds=True)))
    assert measure_kinds.names(commune)["bo"] == "Bò giống"
    measure_kinds.keep(upper, before, now=NOW, by=BY)
    apply(commune, send(upper, tmp_path, Choice(kinds=True)))
    assert "bo" not in measure_kinds.names(commune)


# Before it goes ----------------------------------------------------------------------------------
def test_the_offer_names_units_without_a_goal_and_goals_with_findings(upper: Db) -> None:
    order(upper, goal(COMMUNE), goal(SECOND, value=130.0))
    offered = sending_down.offer(upper, 2027).plan
    assert offered.units == 2
    assert COMMUNE not in {u.code for u in offered.without}
    assert len(offered.without) > 100
    assert [(odd.goal.office, odd.finding.code) for odd in offered.odd] == [
        (SECOND, "goal-above-100")
    ]
    assert offered.news == {"goals"}


def test_what_went_is_no_news_until_it_changes(upper: Db, tmp_path: Path) -> None:
    order(upper, goal(COMMUNE))
    send(upper, tmp_path, ORDERS)
    assert sending_down.offer(upper).plan.news == frozenset()
    order(upper, replace(goal(COMMUNE), value=4.0))
    assert sending_down.offer(upper).plan.news == {"goals"}


def test_lines_read_as_sentences(upper: Db, commune: Db, tmp_path: Path) -> None:
    order(upper, replace(goal(COMMUNE), targets={"2027": 4.0}), task("chung", COMMUNE))
    seen = bringing_down.look(commune, send(upper, tmp_path, ORDERS))
    said = {line.key: (line.title, line.new) for line in seen.lines}
    title, words = said[f"goal/goal-{COMMUNE}"]
    assert title == "Mục tiêu 2027–2030: Tỷ lệ hộ nghèo"
    assert "năm 2027: giảm từ 4 điểm % trở lên mỗi năm" in words
    assert "Xã Bình An" in words
    title, words = said["task/chung"]
    assert title == "Nhiệm vụ: Lập danh sách hộ cần nước sạch"
    assert "năm 2027; hạn 30/06/2027" in words


# Three tiers -------------------------------------------------------------------------------------
PROVINCE_2022, DISTRICT_2022, COMMUNE_2022 = "08", "071", "02296"


@pytest.fixture
def tiers(tmp_path: Path) -> Iterator[tuple[Db, Db, Db]]:
    """Province, district, commune of the list of three tiers; each knows the one above it."""
    opened = []
    for code in (PROVINCE_2022, DISTRICT_2022, COMMUNE_2022):
        made = make(tmp_path / "so", code, "2022")
        opened.append(open_book(made.path, code=made.code))
    province, district, commune = opened
    introduce(province, district, tmp_path / "a")
    introduce(district, commune, tmp_path / "b")
    yield province, district, commune
    for db in opened:
        close_book(db)


def test_goals_travel_down_three_tiers_by_files_alone(
    tiers: tuple[Db, Db, Db], tmp_path: Path
) -> None:
    province, district, commune = tiers
    order(
        province,
        replace(goal(DISTRICT_2022, "của huyện"), set_by=PROVINCE_2022),
        replace(goal(COMMUNE_2022, "của xã"), set_by=PROVINCE_2022, value=5.0),
        replace(task("việc", DISTRICT_2022), office=PROVINCE_2022, set_by=PROVINCE_2022),
    )
    apply(district, send(province, tmp_path / "usb1", ORDERS))
    assert set(goals_at(district)) == {"của huyện", "của xã"}

    order(district, replace(goal(COMMUNE_2022, "huyện đặt"), set_by=DISTRICT_2022, value=6.0))
    [waits] = passing.waiting(district)
    assert waits.uid == "việc"
    deed = passing.pass_on(district, now=NOW, by=BY)
    assert passing.waiting(district) == ()

    apply(commune, send(district, tmp_path / "usb2", ORDERS))
    assert {uid: g.set_by for uid, g in goals_at(commune).items()} == {
        "của xã": PROVINCE_2022, "huyện đặt": DISTRICT_2022,
    }  # fmt: skip
    [handed] = tasks_at(commune).values()
    assert (handed.set_by, handed.title, handed.given_to) == (
        DISTRICT_2022, waits.title, (COMMUNE_2022,),
    )  # fmt: skip

    passing.put_back(district, deed, now=NOW, by=BY)
    apply(commune, send(district, tmp_path / "usb3", ORDERS))
    assert tasks_at(commune) == {}


def test_a_task_that_changed_above_waits_to_be_handed_on_again(
    tiers: tuple[Db, Db, Db], tmp_path: Path
) -> None:
    province, district, _ = tiers
    given = replace(task("việc", DISTRICT_2022), office=PROVINCE_2022, set_by=PROVINCE_2022)
    order(province, given)
    apply(district, send(province, tmp_path / "usb", ORDERS))
    passing.pass_on(district, now=NOW, by=BY)
    order(province, replace(given, title="Khác"))
    apply(district, send(province, tmp_path / "usb", ORDERS))
    assert [one.title for one in passing.waiting(district)] == ["Khác"]
    passing.pass_on(district, now=NOW, by=BY)
    assert tasks_at(district)[f"việc.{DISTRICT_2022}"].title == "Khác"
    assert len(tasks_at(district)) == 2


def test_a_commune_has_nothing_to_hand_on(commune: Db) -> None:
    assert not settings.office(commune).is_upper
    assert passing.waiting(commune) == ()
