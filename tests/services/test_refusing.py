"""Packages that are not taken in, or not without a decision: spoilt, foreign, claiming others' records."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.household import Household
from desktop.errors import (
    AppError,
    PackageDamaged,
    PackageForeignRecords,
    PackageNotForUs,
    PackageTooNew,
    PackageTotalsWrong,
    PackageUnsigned,
    SenderNotBelow,
    SenderUnknown,
)
from desktop.exchange import package
from desktop.exchange.archive import STORED, zip_bytes
from desktop.exchange.letter import Kind, StandardNamed
from desktop.exchange.package import Draft
from desktop.exchange.records import Records
from desktop.services import counting, exchanging, receiving, registering, upkeep
from desktop.services.catalogue import standard_content
from desktop.services.exchanging import records_of
from desktop.store import households
from desktop.store.connection import Db, close_book, open_book, writing
from tests.exchange.zips import entries_of
from tests.services.conftest import Opener, make
from tests.services.made import (
    BY,
    COMMUNE,
    LIST,
    NOW,
    PHRASE,
    POOR,
    SECOND,
    STANDARD,
    add,
    at,
    dump,
    held_by,
    introduce,
    key,
    open_rounds,
    own_card,
    pack,
    people,
    same_on_both_sides,
    season,
    take_in,
    verdicts,
)

# What is refused ---------------------------------------------------------------------------------
Spoiler = Callable[[bytes], bytes]


def _newer(raw: bytes) -> bytes:
    entries = entries_of(raw)
    head = entries["header.json"].replace(b'"format":1', b'"format":2', 1)
    return zip_bytes({**entries, "header.json": head}, STORED)


@pytest.mark.parametrize(
    ("spoil", "refusal"),
    [
        (lambda raw: raw[:-1], PackageDamaged),
        (lambda raw: raw[: len(raw) // 2], PackageDamaged),
        (lambda raw: b"", PackageDamaged),
        (lambda raw: raw[:-900] + bytes([raw[-900] ^ 1]) + raw[-899:], PackageDamaged),
        (lambda raw: raw.replace(b"02296", b"02365", 1), PackageDamaged),
        (_newer, PackageTooNew),
        (lambda _raw: b"PK\x03\x04 no package", PackageDamaged),
    ],
    ids=["cut-last", "cut-half", "empty", "changed-byte", "changed-header", "newer", "other"],
)
def test_a_spoilt_package_is_refused_with_the_book_as_it_was(
    sender: Db, upper: Db, tmp_path: Path, spoil: Spoiler, refusal: type[AppError]
) -> None:
    path = pack(sender, tmp_path)
    path.write_bytes(spoil(path.read_bytes()))
    before = dump(upper)
    [taken] = take_in(upper, [path], receipts=tmp_path / "answers", copies=tmp_path / "copies")
    assert taken.verdict == "refused"
    assert type(taken.refusal) is refusal
    assert dump(upper) == before
    assert not (tmp_path / "answers").exists()
    assert not (tmp_path / "copies").exists()


def test_an_unknown_sender_is_refused(sender: Db, upper: Db, tmp_path: Path) -> None:
    path = pack(sender, tmp_path)
    with writing(upper):
        upper.execute("DELETE FROM card WHERE office_code = ?", [COMMUNE])
    before = dump(upper)
    [taken] = take_in(upper, [path])
    assert isinstance(taken.refusal, SenderUnknown)
    assert dump(upper) == before


def test_a_forged_signature_is_refused(sender: Db, upper: Db, tmp_path: Path) -> None:
    """A stranger writes in the commune's name with keys of his own."""
    forger = upkeep.new_book(
        tmp_path / "forger", upkeep.office_of(COMMUNE, LIST), PHRASE, now=NOW, by=BY
    ).db
    card = exchanging.write_card(upper, tmp_path, now=NOW)
    exchanging.trust(forger, card, exchanging.code_of(own_card(upper)), now=NOW, by=BY)
    season(forger, 1)
    [taken] = take_in(upper, [pack(forger, tmp_path)])
    assert isinstance(taken.refusal, PackageUnsigned)
    close_book(forger)


def test_a_package_for_another_office_is_refused(
    sender: Db, second: Db, upper: Db, tmp_path: Path
) -> None:
    introduce(second, sender, tmp_path)
    path = pack(sender, tmp_path)
    before = dump(second)
    [taken] = take_in(second, [path])
    assert isinstance(taken.refusal, PackageNotForUs)
    assert dump(second) == before


def test_a_trusted_office_that_does_not_report_to_us_is_refused(
    sender: Db, second: Db, tmp_path: Path
) -> None:
    introduce(second, sender, tmp_path)
    path = pack(sender, tmp_path, to=SECOND)
    before = dump(second)
    [taken] = take_in(second, [path])
    assert isinstance(taken.refusal, SenderNotBelow)
    assert dump(second) == before


def test_wrong_totals_of_a_form_are_refused_whole(sender: Db, upper: Db, tmp_path: Path) -> None:
    records = records_of(sender, COMMUNE, 2026)
    totals = counting.report_totals(counting.unit_figures(sender, 2026))
    path = _crafted(sender, upper, records, tmp_path, totals | {"figure:7.2.people.9": 99})
    before = dump(upper)
    [taken] = take_in(upper, [path], receipts=tmp_path / "answers")
    assert taken.verdict == "refused"
    assert isinstance(taken.refusal, PackageTotalsWrong)
    assert "99" in str(taken.refusal.details["detail"])
    assert dump(upper) == before


def test_totals_of_forms_we_do_not_know_are_passed_over(
    sender: Db, upper: Db, tmp_path: Path
) -> None:
    totals = {"figure:9.9.households.1": 5}
    path = _crafted(sender, upper, records_of(sender, COMMUNE, 2026), tmp_path, totals)
    [taken] = take_in(upper, [path], receipts=tmp_path / "answers")
    assert taken.verdict == "accepted"


def _crafted(
    sender: Db, to: Db, records: Records, folder: Path, totals: dict[str, int], number: int = 1
) -> Path:
    """A report signed by the commune's keys over whatever records."""
    content = standard_content(sender, STANDARD)
    draft = Draft(
        kind=Kind.REPORT, year=2026, number=number, made_at=NOW, program="x", totals=totals,
        standard=StandardNamed(id=STANDARD, sha256=hashlib.sha256(content).hexdigest()),
    )  # fmt: skip
    raw = package.pack_report(
        draft, records, {}, keys=exchanging.own_keys(sender), me=own_card(sender),
        receiver=own_card(to),
    )  # fmt: skip
    path = folder / package.file_name(raw)
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize("twice", ["number", "person", "review"])
def test_records_that_cannot_stand_side_by_side_are_refused(
    sender: Db, upper: Db, tmp_path: Path, twice: str
) -> None:
    records = records_of(sender, COMMUNE, 2026)
    a, b, *rest = records.households
    if twice == "number":
        records = replace(records, households=(a, replace(b, number=a.number), *rest))
    elif twice == "person":
        records = replace(records, households=(a, replace(b, members=a.members), *rest))
    else:
        again = replace(records.reviews[0], uid="another")
        records = replace(records, reviews=(*records.reviews, again))
    path, before = _crafted(sender, upper, records, tmp_path, {}), dump(upper)
    [taken] = take_in(upper, [path])
    assert isinstance(taken.refusal, PackageDamaged)
    assert dump(upper) == before


def test_a_folder_with_good_and_bad_packages_takes_the_good(
    sender: Db, second: Db, upper: Db, tmp_path: Path
) -> None:
    open_rounds(second, 2026)
    key(second, add(second, "Ma Văn Quý"), POOR)
    folder = tmp_path / "usb"
    good, other = pack(sender, folder), pack(second, folder)
    (folder / "cut.rasoat").write_bytes(good.read_bytes()[:500])
    (folder / "notes.txt").write_text("không phải gói")
    exchanging.write_card(second, folder, now=NOW)
    taken = take_in(upper, [folder, tmp_path / "nowhere.rasoat"])
    found = {one.path.name: one.verdict for one in taken}
    assert found.pop(good.name) == "accepted"
    assert found.pop(other.name) == "accepted"
    assert sorted(found.values()) == ["card", "refused", "refused"]
    assert {c for c, _ in registering.communes(upper)} == {COMMUNE, SECOND}


def test_practice_does_not_enter_a_real_book(
    sender: Db, upper: Db, tmp_path: Path, open_made: Opener
) -> None:
    practice = open_made("practice", "practice")
    introduce(practice, upper, tmp_path)
    before = dump(upper)
    [taken] = take_in(upper, [pack(sender, tmp_path)])
    assert isinstance(taken.refusal, AppError), "the real commune's card was replaced above"
    assert dump(upper) == before


# Whose records -----------------------------------------------------------------------------------
def test_another_communes_household_is_never_replaced(
    sender: Db, second: Db, upper: Db, tmp_path: Path
) -> None:
    take_in(upper, [pack(sender, tmp_path)])
    victim = registering.everyone(sender)[0]
    before = held_by(upper)
    open_rounds(second, 2026)
    with writing(second):
        households.put(second, [_claimed(victim, second, uid=victim.uid)])
    [taken] = take_in(upper, [pack(second, tmp_path)])
    assert taken.verdict == "held"
    assert held_by(upper) == before
    forced = receiving.accept(upper, receiving.look(upper, taken.path), now=NOW, by=BY)
    assert isinstance(forced.refusal, PackageTotalsWrong), "not even by decision"
    assert held_by(upper) == before


def test_another_communes_person_is_never_carried_off(
    sender: Db, second: Db, upper: Db, tmp_path: Path
) -> None:
    take_in(upper, [pack(sender, tmp_path)])
    victim = registering.everyone(sender)[0]
    before = dump(upper)
    open_rounds(second, 2026)
    thief = replace(_claimed(victim, second, uid="thief"), members=victim.members)
    with writing(second):
        households.put(second, [thief])
    [taken] = take_in(upper, [pack(second, tmp_path)])
    assert isinstance(taken.refusal, PackageForeignRecords)
    assert dump(upper) == before


def _claimed(victim: Household, by: Db, *, uid: str) -> Household:
    return replace(
        victim, uid=uid, commune_code=SECOND, written_by=exchanging.office(by).book_id,
        members=people("Ma Văn Quý", 1), revision=9,
    )  # fmt: skip


def test_a_commune_that_began_a_new_book_is_held_then_taken_over_whole(
    sender: Db, upper: Db, tmp_path: Path
) -> None:
    take_in(upper, [pack(sender, tmp_path) for _ in range(3)])
    before = held_by(upper)
    made = make(tmp_path / "new", COMMUNE)
    fresh = open_book(made.path, code=made.code)
    introduce(upper, fresh, tmp_path)
    season(fresh, 2)
    path = pack(fresh, tmp_path / "b", now=at(2026, 11, 20))
    assert exchanging.inspect(path).letter.number == 1, "its numbers began anew"
    [taken] = take_in(upper, [path])
    assert taken.verdict == "held", taken.refusal
    assert taken.counts["households"] == {"add": 2, "remove": 4}
    assert held_by(upper) == before
    accepted = receiving.accept(upper, receiving.look(upper, path), now=NOW, by=BY)
    assert accepted.verdict == "accepted", accepted.refusal
    same_on_both_sides(fresh, upper)
    assert verdicts(take_in(upper, [pack(fresh, tmp_path / "b")])) == ["accepted"]
    close_book(fresh)
