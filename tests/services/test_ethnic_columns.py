"""The columns of form 7.9: the province's list, the groups of the book, or what the office chose."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.vietnamese import fold
from desktop.errors import EthnicColumnsWrong
from desktop.services import ethnic_columns, registering, reporting
from desktop.services.catalogue import ethnic_groups
from desktop.store import audit, settings
from desktop.store.connection import Db
from tests.services.made import BY, NEAR, NOT, NOW, POOR, add, key, open_rounds, residents

TUYEN_QUANG = ["Tày", "Dao", "Sán Chay", "Nùng", "HMông", "Sán Dìu"]


def _save(db: Db, *names: str) -> None:
    ethnic_columns.save(db, names, now=NOW, by=BY)


@pytest.fixture
def elsewhere(commune: Db) -> Db:
    """The same book, of a commune of another province (Mường Nhé, Điện Biên)."""
    office = settings.office(commune)
    settings.put(commune, "office", replace(office, code="03160", upper_code="11"))
    return commune


def _of_group(db: Db, group: str, count: int, outcome: object = POOR) -> None:
    for number in range(count):
        household = add(db, f"{group} {number}")
        members = tuple(replace(p, ethnic_group=group) for p in household.members)
        changed = registering.save_household(
            db, replace(household, members=members), now=NOW, by=BY
        )
        key(db, changed, outcome)  # type: ignore[arg-type]


def test_tuyen_quang_has_the_columns_of_its_reports(commune: Db) -> None:
    assert ethnic_columns.groups(commune) == tuple(TUYEN_QUANG)
    titles = [title for _, title in ethnic_columns.columns(commune)]
    assert titles == ["Tày", "Dao", "Sán Chay (Cao Lan)", "Nùng", "Mông", "Sán Dìu"]


def test_elsewhere_the_most_frequent_groups_of_the_lists_have_columns(elsewhere: Db) -> None:
    assert ethnic_columns.groups(elsewhere) == ()
    open_rounds(elsewhere, 2026)
    for group, count in (("Hà Nhì", 1), ("HMông", 3), ("Thái", 2), ("Kinh", 4), ("Khác", 2)):
        _of_group(elsewhere, group, count)
    _of_group(elsewhere, "Si La", 4, NOT)
    assert ethnic_columns.groups(elsewhere) == ("HMông", "Thái", "Hà Nhì")


def test_never_more_than_six_stand_there_by_themselves(elsewhere: Db) -> None:
    open_rounds(elsewhere, 2026)
    for group in ("Hà Nhì", "HMông", "Thái", "Cống", "Si La", "Lào", "Kháng"):
        _of_group(elsewhere, group, 1, NEAR)
    assert len(ethnic_columns.groups(elsewhere)) == ethnic_columns.MOST


def test_what_the_office_chose_counts_and_empty_goes_back(commune: Db) -> None:
    _save(commune, " giáy ", "Mông", "DAO", "mong")
    assert ethnic_columns.groups(commune) == ("Giáy", "HMông", "Dao")
    assert audit.of(commune, "setting")[0].action == "ethnic-columns"
    _save(commune, "", " ")
    assert ethnic_columns.groups(commune) == tuple(TUYEN_QUANG)


@pytest.mark.parametrize(
    ("names", "named"),
    [
        (("Dao", "Kinh"), ["Kinh"]),
        (("Tày", "Người Dao"), ["Người Dao"]),
        ((*TUYEN_QUANG, "Giáy"), ["Giáy"]),
    ],
)
def test_what_can_be_no_column_is_refused_by_name(
    commune: Db, names: tuple[str, ...], named: list[str]
) -> None:
    with pytest.raises(EthnicColumnsWrong) as refused:
        _save(commune, *names)
    assert refused.value.details["names"] == named
    assert ethnic_columns.groups(commune) == tuple(TUYEN_QUANG)


def test_no_two_groups_are_one_without_tones() -> None:
    assert len({fold(name) for name in ethnic_groups()}) == len(ethnic_groups())


def test_the_paper_has_the_chosen_columns(commune: Db, tmp_path: Path) -> None:
    open_rounds(commune, 2026)
    _of_group(commune, "Giáy", 2)
    _of_group(commune, "Dao", 1)
    residents(commune)
    _save(commune, "Giáy")
    sheet = reporting.sheet_of(commune, "7.9", 2026, on=datetime.date(2026, 12, 8))
    assert sheet.body[-1].lines[0][2:7] == (3, 3, 0, 2, 1)
