"""Faults of the road at take-in: bad ones among good ones, clocks wrong by years, keys, merged communes."""

from __future__ import annotations

import datetime
import itertools
import shutil
from pathlib import Path

import pytest

from desktop.errors import (
    PackageDamaged,
    PackageNotForUs,
    PackageOlder,
    PackageUnsigned,
    SenderMerged,
    SenderNotBelow,
    SenderUnknown,
)
from desktop.services import counting, exchanging, registering, reviewing
from desktop.services.catalogue import children
from desktop.store import audit, packages
from desktop.store.connection import Db, close_book, open_book
from desktop.text import sentence
from tests.services.conftest import Made, Opener, make
from tests.services.made import (
    COMMUNE,
    NEAR,
    NOT,
    NOW,
    POOR,
    SECOND,
    UPPER,
    add,
    at,
    dump,
    introduce,
    key,
    open_rounds,
    pack,
    residents,
    same_on_both_sides,
    season,
    take_in,
    verdicts,
)

PAST, FUTURE = at(2019), at(2099)


def state(db: Db) -> object:
    """What an upper office has of its communes, but for when it was taken in."""
    held = dump(db)
    return {name: held[name] for name in ("household", "person", "review", "event", "residents")}


# A folder with bad ones ---------------------------------------------------------------------------
def test_three_bad_ones_in_a_folder_stop_nobody(
    made_books: dict[str, Made], tmp_path: Path
) -> None:
    """Eight real communes: one file is torn, one is for another office, one sender is unknown."""
    upper = _copy(made_books[UPPER], tmp_path / "upper.rasoat-book")
    codes = [u.code for u in children(UPPER, "2025") if u.code not in (COMMUNE, SECOND)][:8]
    folder = tmp_path / "usb"
    books = {code: _small(make(tmp_path / "books", code)) for code in codes}
    for n, db in enumerate(books.values()):
        if n != 1:
            introduce(upper, db, tmp_path)
        else:
            _know_above(db, upper)
        pack(db, folder)
        close_book(db)
    files = {code: next(folder.glob(f"bao-cao_{code}_*")) for code in codes}
    torn = files[codes[0]]
    torn.write_bytes(torn.read_bytes()[:-100])
    shutil.copyfile(made_books[COMMUNE].path, tmp_path / "stray.rasoat-book")
    other = _for_somebody_else(made_books, tmp_path)
    shutil.copyfile(other, folder / other.name)
    taken = {t.path.name: t for t in take_in(upper, [folder], receipts=tmp_path / "answers")}
    refused = {name: t.refusal for name, t in taken.items() if t.refusal is not None}
    assert {type(r) for r in refused.values()} == {PackageDamaged, SenderUnknown, PackageNotForUs}
    assert all(name in sentence(refusal) for name, refusal in refused.items())
    good = {t.sender for t in taken.values() if t.verdict == "accepted"}
    assert len(good) == 6
    assert {h.commune_code for h in registering.everyone(upper)} == {*codes[2:]}
    assert len(list((tmp_path / "answers").iterdir())) == 6
    close_book(upper)


def _copy(made: Made, path: Path) -> Db:
    shutil.copyfile(made.path, path)
    return open_book(path, code=made.code)


def _small(made: Made) -> Db:
    db = open_book(made.path, code=made.code)
    open_rounds(db, 2026)
    key(db, add(db), POOR)
    residents(db)
    return db


def _know_above(db: Db, upper: Db) -> None:
    card = exchanging.own_card(upper)
    from desktop.store.connection import writing

    with writing(db):
        packages.put_card(
            db, code=card.code, list_version=card.list_version, name=card.name, level=card.level,
            content=card.to_json(), at=NOW, by="x",
        )  # fmt: skip


def _for_somebody_else(made_books: dict[str, Made], tmp_path: Path) -> Path:
    """A known commune's report that was sealed to another province."""
    sender = _copy(made_books[COMMUNE], tmp_path / "sender.rasoat-book")
    season(sender)
    other = open_book((made := make(tmp_path / "other", "01")).path, code=made.code)
    _know_above(sender, other)
    path = pack(sender, tmp_path / "astray", to="01")
    close_book(sender)
    close_book(other)
    return path


# One commune, several numbers ---------------------------------------------------------------------
@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_numbers_in_any_order_end_as_the_newest_alone(
    sender: Db, open_made: Opener, tmp_path: Path, order: tuple[int, ...]
) -> None:
    files = [pack(sender, tmp_path)]
    for outcome in (NEAR, NOT):
        key(sender, registering.everyone(sender)[0], outcome, 2026)
        files.append(pack(sender, tmp_path))
    mixed, alone = open_made(UPPER), open_made(UPPER, "alone")
    taken = [take_in(mixed, [files[n]])[0] for n in order]
    take_in(alone, [files[-1]])
    assert state(mixed) == state(alone)
    for one, before in zip(taken, itertools.accumulate(order, max), strict=True):
        fits = one.number == before + 1
        assert (one.verdict == "accepted") == fits
        assert fits or isinstance(one.refusal, PackageOlder)


# Clocks -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("clocks", list(itertools.permutations([PAST, NOW, FUTURE])))
def test_numbers_decide_whatever_the_senders_clock_said(
    sender: Db, upper: Db, tmp_path: Path, clocks: tuple[datetime.datetime, ...]
) -> None:
    files = []
    for clock, outcome in zip(clocks, (POOR, NEAR, NOT), strict=True):
        key(sender, registering.everyone(sender)[0], outcome, 2026)
        files.append(pack(sender, tmp_path, now=clock))
    assert verdicts(take_in(upper, [files[0]])) == ["accepted"]
    assert verdicts(take_in(upper, [files[2]])) == ["accepted"]
    [late] = take_in(upper, [files[1]])
    assert isinstance(late.refusal, PackageOlder)
    same_on_both_sides(sender, upper)


@pytest.mark.parametrize("clocks", list(itertools.permutations([PAST, NOW, FUTURE])))
def test_reports_of_two_years_follow_the_books_own_count_and_no_clock(
    commune: Db, upper: Db, tmp_path: Path, clocks: tuple[datetime.datetime, ...]
) -> None:
    """2025, then 2026 with a household more, then 2025 corrected: each knows what was before it."""
    open_rounds(commune, 2025)
    key(commune, add(commune), POOR, 2025)
    first = pack(commune, tmp_path, 2025, now=clocks[0])
    open_rounds(commune, 2026)
    key(commune, add(commune, "Lý Văn Hai"), POOR, 2026)
    second = pack(commune, tmp_path, 2026, now=clocks[1])
    assert verdicts(take_in(upper, [second])) == ["accepted"]
    before = dump(upper)
    [late] = take_in(upper, [first])
    assert isinstance(late.refusal, PackageOlder)
    assert dump(upper) == before
    corrected = pack(commune, tmp_path, 2025, now=clocks[2])
    assert verdicts(take_in(upper, [corrected])) == ["accepted"]
    assert len(registering.everyone(upper)) == 2
    [late] = take_in(upper, [second])
    assert isinstance(late.refusal, PackageOlder), "the corrected one of 2025 came after it"


# Keys ---------------------------------------------------------------------------------------------
def test_a_sender_whose_key_changed_is_refused_until_its_card_is_compared_again(
    sender: Db, upper: Db, tmp_path: Path
) -> None:
    take_in(upper, [pack(sender, tmp_path)])
    before = dump(upper)
    made = make(tmp_path / "new", COMMUNE)
    begun = open_book(made.path, code=made.code)
    _know_above(begun, upper)
    open_rounds(begun, 2026)
    key(begun, add(begun, "Bàn Văn Mới"), POOR)
    residents(begun)
    path = pack(begun, tmp_path / "new")
    [taken] = take_in(upper, [path])
    assert isinstance(taken.refusal, PackageUnsigned)
    assert "Xã Bình An" in sentence(taken.refusal)
    assert dump(upper) == before
    introduce(upper, begun, tmp_path)
    assert verdicts(take_in(upper, [path])) == ["held"], "what the old book wrote would go"
    assert len(registering.everyone(upper)) == len(registering.everyone(sender))
    close_book(begun)


# Merged communes ----------------------------------------------------------------------------------
def test_a_merged_commune_is_taken_in_once_through_its_heir(
    upper: Db, commune: Db, tmp_path: Path
) -> None:
    """Two communes of list 2022 became 02296 of list 2025: both old books still pack, and the new one."""
    season(commune)
    take_in(upper, [pack(commune, tmp_path)])
    before, figures = dump(upper), counting.unit_figures(upper, 2026)
    for code in ("02290", "02296"):
        made = make(tmp_path / f"old-{code}", code, "2022")
        old = open_book(made.path, code=made.code)
        introduce(upper, old, tmp_path / f"cards-{code}")
        season(old)
        [taken] = take_in(upper, [_packed_for(old, upper, tmp_path / "old")])
        assert isinstance(taken.refusal, SenderMerged)
        words = sentence(taken.refusal)
        assert "Xã Bình An" in words
        assert "không cộng hai lần" in words
        close_book(old)
    assert counting.unit_figures(upper, 2026) == figures
    after = dump(upper)
    assert {n: rows for n, rows in after.items() if n not in ("card", "audit")} == {
        n: rows for n, rows in before.items() if n not in ("card", "audit")
    }
    assert audit.latest(upper, "taken-in"), "the heir's report stays"


def test_an_old_commune_of_another_province_is_told_as_a_stranger(
    upper: Db, tmp_path: Path
) -> None:
    code = children("001", "2022")[0].code  # Hà Nội
    made = make(tmp_path / "old", code, "2022")
    old = open_book(made.path, code=made.code)
    introduce(upper, old, tmp_path)
    season(old)
    [taken] = take_in(upper, [_packed_for(old, upper, tmp_path / "old")])
    assert isinstance(taken.refusal, SenderNotBelow)
    close_book(old)


def _packed_for(old: Db, upper: Db, folder: Path) -> Path:
    """A report that a book of the older list seals to the province of the newer one."""
    from desktop.exchange import package

    office = exchanging.office(old)
    draft = exchanging.draft_of(old, reviewing.round_of(old, 2026), now=NOW)
    raw = package.pack_report(
        draft, exchanging.records_of(old, office.code, 2026), {}, keys=exchanging.own_keys(old),
        me=exchanging.own_card(old), receiver=exchanging.own_card(upper),
    )  # fmt: skip
    folder.mkdir(exist_ok=True)
    path = folder / package.file_name(raw)
    path.write_bytes(raw)
    return path
