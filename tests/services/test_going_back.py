"""Packages kept beside the book, and going back to an earlier one: shown, done on purpose, told."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.household import Household
from desktop.errors import ArchiveMissing, TakeBackRefused
from desktop.services import archiving, going_back, judging, looking, registering
from desktop.store import audit, packages
from desktop.store.connection import Db
from tests.services.made import (
    BY,
    COMMUNE,
    NEAR,
    NOW,
    POOR,
    add,
    at,
    dump,
    key,
    pack,
    same_on_both_sides,
    take_in,
    verdicts,
)

LATER = at(2026, 12, 1)


@pytest.fixture
def first(sender: Db, tmp_path: Path) -> Path:
    """Report 1 of the commune."""
    return pack(sender, tmp_path / "out")


def _changed(db: Db) -> Household:
    """A household is new, another one has another name."""
    made = add(db, "Triệu Văn Mới")
    key(db, made, POOR)
    one = next(h for h in registering.everyone(db) if h.head_name == "Bàn Văn Hoa")
    members = (replace(one.members[0], name="Bàn Văn Hòa"), *one.members[1:])
    registering.save_household(db, replace(one, members=members), now=NOW, by=BY)
    return made


@pytest.fixture
def second(sender: Db, first: Path, tmp_path: Path) -> Path:
    """Report 2: the book of the commune went on."""
    assert first.is_file()
    _changed(sender)
    return pack(sender, tmp_path / "out", now=at(2026, 11, 5))


def _sha(db: Db, number: int) -> str:
    return next(p.sha256 for p in packages.from_sender(db, COMMUNE) if p.number == number)


def _package(db: Db, number: int) -> packages.Package:
    found = packages.get(db, _sha(db, number))
    assert found is not None
    return found


# What is kept ------------------------------------------------------------------------------------
def test_a_package_taken_in_is_kept_sealed_as_it_came(upper: Db, first: Path) -> None:
    take_in(upper, [first])
    (kept,) = archiving.shelf(upper, COMMUNE, 2026)
    assert kept.path is not None
    assert kept.path.read_bytes() == first.read_bytes()
    assert kept.path.name.isascii()
    assert kept.path.parent == archiving.folder_of(upper)
    assert kept.sender_name == "Xã Bình An"


def test_a_held_package_is_kept_and_a_refused_one_is_not(
    upper: Db, first: Path, second: Path
) -> None:
    judging.hold(upper, first, now=NOW, by=BY)
    damaged = second.with_name("hong.rasoat")
    damaged.write_bytes(second.read_bytes()[:-40])
    take_in(upper, [damaged])
    assert [p.suffix for p in archiving.folder_of(upper).iterdir()] == [".rasoat"]


def test_old_packages_make_room_and_the_newest_two_stay(
    sender: Db, upper: Db, tmp_path: Path
) -> None:
    archiving.keep_many(upper, 1, now=NOW, by=BY)
    assert archiving.keeps(upper) == archiving.KEEP_FROM
    for day in range(1, 5):
        take_in(upper, [pack(sender, tmp_path / "out", now=at(2026, 11, day))])
    kept = [s.package.number for s in archiving.shelf(upper, COMMUNE) if s.path]
    assert sorted(kept) == [3, 4]


def test_a_package_that_waits_is_never_dropped(
    sender: Db, upper: Db, first: Path, tmp_path: Path
) -> None:
    archiving.keep_many(upper, 2, now=NOW, by=BY)
    judging.hold(upper, first, now=NOW, by=BY)
    for day in range(2, 6):
        take_in(upper, [pack(sender, tmp_path / "out", now=at(2026, 11, day))])
    kept = sorted(s.package.number for s in archiving.shelf(upper, COMMUNE) if s.path)
    assert kept == [1, 4, 5]


def test_where_nothing_can_be_kept_nothing_is_taken_in(upper: Db, first: Path) -> None:
    archiving.folder_of(upper).write_text("a file where the folder should be")
    before = dump(upper)
    (taken,) = take_in(upper, [first])
    assert taken.verdict == "refused"
    assert dump(upper) == before


# Going back --------------------------------------------------------------------------------------
def test_going_back_is_shown_first_and_changes_nothing(
    upper: Db, first: Path, second: Path
) -> None:
    take_in(upper, [first, second])
    before = dump(upper)
    way = going_back.look_at(upper, _sha(upper, 1), now=LATER)
    assert dump(upper) == before
    assert way.is_clear
    assert (way.earlier.number, way.held.number) == (1, 2)
    fates = {c.head_name: c.fate for c in way.examined.changed}
    assert fates["Triệu Văn Mới"] == "leaves"
    assert "changed" in fates.values()
    assert all(theirs == ours for _, theirs, ours in way.examined.totals)


def test_going_back_brings_the_earlier_state_whole(
    sender: Db, upper: Db, open_made: object, first: Path, second: Path, tmp_path: Path
) -> None:
    take_in(upper, [first])
    tables = ("household", "person", "review", "event", "residents")
    state = {name: dump(upper)[name] for name in tables}
    take_in(upper, [second])
    done = going_back.go_back(
        upper, _sha(upper, 1), "Số 2 lẫn hộ của xã khác", receipts=tmp_path / "r", now=LATER, by=BY
    )
    assert {name: dump(upper)[name] for name in tables} == state
    assert (done.number, done.returned, done.trouble) == (1, 2, None)
    assert list((tmp_path / "books" / "copies").glob("book-before-*"))
    newer = _package(upper, 2)
    assert newer.verdict == "returned"
    assert newer.details["back_to"] == 1
    assert _package(upper, 1).verdict == "accepted"
    actions = [e.action for e in audit.of(upper, _sha(upper, 1))]
    assert actions[0] == "taken-back"


def test_the_commune_hears_that_its_newer_report_was_given_back(
    sender: Db, upper: Db, first: Path, second: Path, tmp_path: Path
) -> None:
    take_in(upper, [first], receipts=tmp_path / "r")
    take_in(upper, [second], receipts=tmp_path / "r", now=at(2026, 11, 6))
    take_in(sender, [tmp_path / "r"])
    done = going_back.go_back(
        upper, _sha(upper, 1), "Số 2 thừa một hộ", receipts=tmp_path / "back", now=LATER, by=BY
    )
    assert done.receipt is not None
    take_in(sender, [done.receipt], now=LATER)
    mine = next(p for p in packages.log(sender) if p.kind == "report" and p.number == 2)
    assert mine.verdict == "returned"
    assert mine.details["opinion"] == "Số 2 thừa một hộ"


def test_a_later_package_goes_in_as_ever_and_the_marked_one_waits_for_a_decision(
    sender: Db, upper: Db, first: Path, second: Path, tmp_path: Path
) -> None:
    take_in(upper, [first, second])
    going_back.go_back(upper, _sha(upper, 1), "", receipts=None, now=LATER, by=BY)
    assert verdicts(take_in(upper, [second])) == ["returned"]
    assert looking.examine(upper, second, now=LATER).glance.state == "held"
    key(sender, add(sender, "Triệu Văn Sau"), NEAR)
    third = pack(sender, tmp_path / "out", now=at(2026, 12, 2))
    assert verdicts(take_in(upper, [third], now=at(2026, 12, 3))) == ["accepted"]
    same_on_both_sides(sender, upper)
    assert verdicts(take_in(upper, [first])) == ["refused"], "older is older still"


def test_the_marked_one_can_be_taken_in_again_by_an_official(
    sender: Db, upper: Db, first: Path, second: Path
) -> None:
    take_in(upper, [first, second])
    going_back.go_back(upper, _sha(upper, 1), "", receipts=None, now=LATER, by=BY)
    assert judging.accept(upper, second, receipts=None, now=LATER, by=BY).verdict == "accepted"
    same_on_both_sides(sender, upper)


def test_without_a_receipt_folder_the_answer_stays_owed(
    upper: Db, first: Path, second: Path
) -> None:
    from desktop.services import receipting

    take_in(upper, [first, second])
    going_back.go_back(upper, _sha(upper, 1), "", receipts=None, now=LATER, by=BY)
    (owed,) = receipting.receipts_owed(upper)
    assert (owed.office, owed.report.number, owed.opinion) == (COMMUNE, 2, True)


def test_going_back_twice_goes_on_to_the_one_before(
    sender: Db, upper: Db, first: Path, second: Path, tmp_path: Path
) -> None:
    take_in(upper, [first], now=at(2026, 11, 2))
    take_in(upper, [second], now=at(2026, 11, 6))
    key(sender, add(sender, "Triệu Văn Sau"), NEAR)
    third = pack(sender, tmp_path / "out", now=at(2026, 11, 8))
    take_in(upper, [third], now=at(2026, 11, 9))
    going_back.go_back(upper, _sha(upper, 2), "", receipts=None, now=LATER, by=BY)
    assert [s.package.number for s in going_back.earlier(upper, COMMUNE, 2026)] == [1]
    going_back.go_back(upper, _sha(upper, 1), "", receipts=None, now=at(2026, 12, 2), by=BY)
    assert [_package(upper, n).verdict for n in (1, 2, 3)] == ["accepted", "returned", "returned"]


# What cannot be ----------------------------------------------------------------------------------
def test_a_missing_file_is_told_in_a_sentence(upper: Db, first: Path, second: Path) -> None:
    take_in(upper, [first, second])
    shutil.rmtree(archiving.folder_of(upper))
    with pytest.raises(ArchiveMissing):
        going_back.look_at(upper, _sha(upper, 1), now=LATER)
    assert [s.path for s in going_back.earlier(upper, COMMUNE, 2026)] == [None]


def test_another_file_under_its_name_is_not_taken(upper: Db, first: Path, second: Path) -> None:
    take_in(upper, [first, second])
    archiving.place_of(upper, _package(upper, 1)).write_bytes(second.read_bytes())
    before = dump(upper)
    with pytest.raises(ArchiveMissing):
        going_back.go_back(upper, _sha(upper, 1), "", receipts=None, now=LATER, by=BY)
    assert dump(upper) == before


def test_the_report_that_the_book_holds_is_nothing_to_go_back_to(
    upper: Db, first: Path, second: Path
) -> None:
    take_in(upper, [first, second])
    with pytest.raises(TakeBackRefused):
        going_back.go_back(upper, _sha(upper, 2), "", receipts=None, now=LATER, by=BY)


def test_a_report_of_another_year_is_not_gone_back_to(
    sender: Db, upper: Db, tmp_path: Path
) -> None:
    take_in(upper, [pack(sender, tmp_path / "out", 2025, now=at(2025, 12, 1))])
    take_in(upper, [pack(sender, tmp_path / "out", 2026)])
    sha = next(p.sha256 for p in packages.from_sender(upper, COMMUNE) if p.year == 2025)
    with pytest.raises(TakeBackRefused):
        going_back.look_at(upper, sha, now=LATER)
    assert going_back.earlier(upper, COMMUNE, 2026) == []
