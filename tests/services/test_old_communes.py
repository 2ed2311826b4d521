"""Lists of merged communes: proposed, answered one by one, villages and numbers told apart."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.household import Household
from desktop.exchange.down import Merged
from desktop.exchange.lists.records import SkipReason
from desktop.services import merged_communes, old_communes, reading, registering, upkeep
from desktop.services.catalogue import units
from desktop.services.old_communes import Choices, ToldKind
from desktop.services.reading import ListPlan
from desktop.services.registering import Query
from desktop.store.connection import Db, writing
from tests.exchange.list_samples import HEAD, family, save
from tests.services.made import BY, NOW

THO_BINH, TAN_TRAO = "tho binh", "tan trao"
Line = tuple[str, str, str, str]  # head, village, commune, number


def _list(folder: Path, *lines: Line, title: str = "", name: str = "a") -> Path:
    """Households of one person each, with the columns Xã and Mã số hộ."""
    rows: list[list[Any]] = [[title], [*HEAD, "Xã", "Mã số hộ"]]
    for n, (head, village, commune, number) in enumerate(lines, 1):
        person = (head, "Chủ hộ", f"{n:02d}/07/1980", "Nam", f"0080800{sum(map(ord, head)):05d}")
        rows += [[*line, commune, number] for line in family(n, head, person, village=village)]
    return save(folder / f"{name}.xlsx", rows)


def _plan(
    db: Db,
    path: Path,
    communes: Mapping[str, bool] | None = None,
    villages: Mapping[tuple[str, str], bool] | None = None,
) -> ListPlan:
    looked = reading.look(path)
    choices = Choices(communes=communes or {}, villages=villages or {})
    return reading.plan_list(db, path, looked.sheet, looked.layout, choices=choices, now=NOW)


def _write(db: Db, path: Path, **answers: bool) -> ListPlan:
    plan = _plan(db, path, {key.replace("_", " "): said for key, said in answers.items()})
    reading.write_list(db, plan, now=NOW, by=BY)
    return plan


def _home(db: Db, head: str) -> Household:
    return next(h for h in registering.everyone(db) if h.head_name == head)


THREE = (
    ("Bàn Văn Tiến", "Thôn 1", "Xã Thổ Bình", "0417"),
    ("Ma Văn Quý", "Thôn 1", "Xã Bình An", "0417"),
    ("Lý A Páo", "Nà Cóc", "Xã Thổ Bình", "0002"),
    ("Nông Thị Sen", "Thôn 9", "Xã Tân Trào", "0001"),
)


def test_nothing_of_an_old_commune_comes_in_before_somebody_says_so(
    commune: Db, tmp_path: Path
) -> None:
    plan = _plan(commune, _list(tmp_path, *THREE))
    told = {t.key: (t.kind, t.households, t.accepted) for t in plan.old.told}
    assert told == {
        "binh an": (ToldKind.OWN, 1, True),
        THO_BINH: (ToldKind.MERGED, 2, None),
        TAN_TRAO: (ToldKind.OTHER, 1, None),
    }
    assert [m.listed.head.name for m in plan.matching.matches] == ["Ma Văn Quý"]
    assert [p.code for r in plan.refused for p in r.problems] == [
        "commune-waiting", "commune-waiting", "commune-unknown",
    ]  # fmt: skip
    assert plan.totals.add_up


def test_each_old_commune_is_answered_for_itself(commune: Db, tmp_path: Path) -> None:
    plan = _plan(commune, _list(tmp_path, *THREE), {THO_BINH: True, TAN_TRAO: False})
    assert len(plan.matching.matches) == 3
    assert [s.reason for s in plan.totals.skipped] == [SkipReason.ELSEWHERE]
    assert (plan.refused, plan.totals.add_up) == ([], True)


def test_villages_of_one_name_in_two_old_communes_are_told_apart(
    commune: Db, tmp_path: Path
) -> None:
    _write(commune, _list(tmp_path, *THREE), tho_binh=True, tan_trao=False)
    assert registering.villages(commune) == ["Nà Cóc", "Thôn 1 (Bình An)", "Thôn 1 (Thổ Bình)"]
    home = _home(commune, "Bàn Văn Tiến")
    assert (home.commune_code, home.list_version) == ("02296", "2025")


def test_a_person_may_say_that_it_is_one_village(commune: Db, tmp_path: Path) -> None:
    path = _list(tmp_path, *THREE)
    answers = {THO_BINH: True, TAN_TRAO: False}
    twice = _plan(commune, path, answers).old.twice
    assert [v.becomes for v in twice] == ["Thôn 1 (Thổ Bình)", "Thôn 1 (Bình An)"]
    one = _plan(commune, path, answers, {v.key: False for v in twice})
    assert {m.listed.village for m in one.matching.matches} == {"Thôn 1", "Nà Cóc"}


def test_old_numbers_are_kept_and_found(commune: Db, tmp_path: Path) -> None:
    _write(commune, _list(tmp_path, *THREE), tho_binh=True, tan_trao=False)
    tien, quy = _home(commune, "Bàn Văn Tiến"), _home(commune, "Ma Văn Quý")
    assert tien.number != quy.number
    assert tien.former_numbers == quy.former_numbers == ("0417",)
    found = registering.find(commune, Query(year=2026, text="0417")).lines
    assert {line.head_name for line in found} == {"Bàn Văn Tiến", "Ma Văn Quý"}


def test_the_same_list_again_changes_nothing(commune: Db, tmp_path: Path) -> None:
    path = _list(tmp_path, *THREE)
    _write(commune, path, tho_binh=True, tan_trao=False)
    plan = _plan(commune, path, {THO_BINH: True, TAN_TRAO: False})
    assert (plan.totals.created, plan.totals.updated) == (0, 0)
    assert plan.old.twice == ()  # known by now


def test_lists_that_come_one_after_another_are_told_apart_too(commune: Db, tmp_path: Path) -> None:
    first = _list(tmp_path, ("Ma Văn Quý", "Thôn 1", "Xã Bình An", "0417"), name="binh_an")
    second = _list(tmp_path, ("Bàn Văn Tiến", "Thôn 1", "Xã Thổ Bình", "0417"), name="tho_binh")
    _write(commune, first)
    _write(commune, second, tho_binh=True)
    assert registering.villages(commune) == ["Thôn 1", "Thôn 1 (Thổ Bình)"]
    assert _home(commune, "Ma Văn Quý").number == "0417"
    assert _home(commune, "Bàn Văn Tiến").former_numbers == ("0417",)


def test_a_village_that_the_book_has_with_the_same_people_is_that_village(
    commune: Db, tmp_path: Path
) -> None:
    line = ("Bàn Văn Tiến", "Thôn 1", "Xã Bình An", "0417")
    _write(commune, _list(tmp_path, line, name="moi"))
    path = _list(tmp_path, (*line[:2], "Xã Thổ Bình", "0033"), name="cu")
    plan = _write(commune, path, tho_binh=True)
    assert plan.old.twice == ()
    home = _home(commune, "Bàn Văn Tiến")
    assert (home.number, home.former_numbers, home.village) == ("0417", ("0033",), "Thôn 1")


@pytest.mark.parametrize("title", ["UBND XÃ THỔ BÌNH", "Xã Thổ Bình - huyện Lâm Bình"])
def test_the_title_tells_the_commune_where_no_column_does(
    commune: Db, tmp_path: Path, title: str
) -> None:
    path = _list(tmp_path, ("Bàn Văn Tiến", "Thôn 1", "", "0417"), title=title)
    told = _plan(commune, path).old.told
    assert [(t.key, t.by_title, t.accepted) for t in told] == [(THO_BINH, True, None)]


def test_a_title_of_another_commune_of_the_province_is_asked_about(
    commune: Db, tmp_path: Path
) -> None:
    path = _list(tmp_path, ("Bàn Văn Tiến", "Thôn 1", "", "0417"), title="UBND XÃ TÂN TRÀO")
    assert [t.kind for t in _plan(commune, path).old.told] == [ToldKind.OTHER]


def test_own_name_and_national_motto_ask_nothing(commune: Db, tmp_path: Path) -> None:
    title = "UBND XÃ BÌNH AN. CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    plan = _plan(commune, _list(tmp_path, ("Bàn Văn Tiến", "Thôn 1", "", "7"), title=title))
    assert [t.kind for t in plan.old.told] == [ToldKind.OWN]
    assert plan.totals.created == 1


def test_rows_of_the_table_that_are_known_to_be_wrong_are_doubtful() -> None:
    table = old_communes.old_communes()
    assert "10465" not in table  # a commune of another province
    hong_son = {o.name: o.is_doubtful for o in table["02608"]}
    assert {name for name, doubtful in hong_son.items() if doubtful} == {
        "Xã Hồng Sơn", "Xã Hồng Lạc", "Xã Vân Sơn",
    }  # fmt: skip
    assert set(table) <= set(units("2025"))
    assert sum(map(len, table.values())) == 332
    doubtful = [o for some in table.values() for o in some if o.is_doubtful]
    assert len(doubtful) == 3


def test_the_command_line_takes_only_the_named_old_communes(commune: Db, tmp_path: Path) -> None:
    path = _list(tmp_path, *THREE)
    result = reading.read_list(commune, path, accept=["Thổ Bình"], now=NOW, by=BY)
    assert (result.created, result.refused) == (3, 1)
    assert any("chưa" in said or "không ghi" in said for said in result.refusals)


def test_an_office_of_the_old_list_asks_nothing_about_itself(tmp_path: Path) -> None:
    office = upkeep.office_of("02296", "2022")
    db = upkeep.new_book(tmp_path / "b", office, "nhà sàn bên suối", now=NOW, by=BY).db
    plan = _plan(db, _list(tmp_path, ("Bàn Văn Tiến", "Thôn 1", "Xã Thổ Bình", "0417")))
    assert plan.totals.created == 1
    upkeep.close_book(db)


def test_facts_from_above_go_before_the_table(commune: Db, tmp_path: Path) -> None:
    """Tân Trào is told as ours, Thổ Bình as another commune's, whatever the table says."""
    since = datetime.date(2025, 7, 1)
    told = [
        Merged(old_name="Xã Tân Trào", old_district="", new_code="02296", since=since),
        Merged(old_name="Xã Thổ Bình", old_district="", new_code="02365", since=since),
    ]
    with writing(commune):
        merged_communes.keep(commune, told)
    plan = _plan(commune, _list(tmp_path, *THREE))
    kinds = {t.key: t.kind for t in plan.old.told}
    assert (kinds[TAN_TRAO], kinds[THO_BINH]) == (ToldKind.MERGED, ToldKind.OTHER)
