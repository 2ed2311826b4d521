"""A household goes from commune to commune by a file, with receipt; the office above counts it once."""

from __future__ import annotations

import datetime
import errno
import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from desktop.domain.household import Household, IdState
from desktop.domain.review import EventKind
from desktop.errors import (
    DiskFull,
    EventRefused,
    HandOverDoubled,
    HandOverDraft,
    HandOverEarly,
    HandOverEmpty,
    HandOverHere,
    HandOverNoReason,
    HandOverReceived,
    HandOverTwice,
    PackageDamaged,
    PackageForeignRecords,
    PackageNotForUs,
    PackageOlder,
    PackageTotalsWrong,
    ReceiverUnknown,
    RoundNotHere,
    SenderUnknown,
    UndoTooLate,
)
from desktop.exchange import handover, package
from desktop.exchange.letter import Kind
from desktop.services import (
    answering,
    counting,
    exchanging,
    handed_answer,
    handing_over,
    hearing,
    pairing,
    recalling,
    receiving,
    registering,
    reviewing,
    taking_over,
    undoing,
)
from desktop.services.examining import HANDOVER, look
from desktop.services.handing_over import Choice
from desktop.services.taking_over import BAD, HERE, NEW, UNPROVEN, Seen
from desktop.store import hand_overs, households, packages, reviews
from desktop.store.connection import Db
from desktop.store.hand_overs import BACK, RECEIVED, REFUSED, SENT, WAITING
from tests.services.conftest import Books, Opener
from tests.services.made import (
    BY,
    COMMUNE,
    NEAR,
    NOT,
    NOW,
    POOR,
    SECOND,
    UPPER,
    add,
    answers,
    dump,
    happen,
    introduce,
    key,
    open_rounds,
    pack,
    residents,
    take_in,
)
from tests.services.twin_made import with_id

DAY = datetime.date(2026, 10, 20)
ARRIVED = datetime.date(2026, 10, 22)
LATER = NOW + datetime.timedelta(days=1)


@pytest.fixture
def a(commune: Db, second: Db, tmp_path: Path) -> Db:
    """The commune that a household leaves; it and the other know each other."""
    introduce(commune, second, tmp_path / "cards")
    open_rounds(commune, 2025, 2026)
    return commune


@pytest.fixture
def b(a: Db, second: Db) -> Db:
    """The commune that it comes to."""
    assert a is not second
    open_rounds(second, 2025, 2026)
    return second


@pytest.fixture
def home(a: Db) -> Household:
    """Three people with a review of each of two years."""
    household = with_id(a, add(a, "Bàn Văn Tiến", size=3), "008080001234")
    key(a, household, POOR, 2025)
    key(a, household, NEAR, 2026)
    found = households.get(a, household.uid)
    assert found is not None
    return found


def choice(home: Household, **more: object) -> Choice:
    return replace(Choice(household=home.uid, to=SECOND, on=DAY), **more)  # type: ignore[arg-type]


def give(a: Db, home: Household, folder: Path, **more: object) -> Path:
    return handing_over.hand_over(a, choice(home, **more), folder, now=NOW, by=BY).path


HOW = taking_over.Choice(village="Bản Phú", on=ARRIVED)


def accept(
    b: Db, path: Path, receipts: Path | None = None, how: taking_over.Choice = HOW,
    *, now: datetime.datetime = NOW,
) -> taking_over.Done:  # fmt: skip
    return taking_over.accept(b, taking_over.look(b, path), how, receipts=receipts, now=now, by=BY)


def note(a: Db, receipt: Path | None) -> receiving.Taken:
    assert receipt is not None
    return hearing.take_receipt(a, look(a, receipt), now=NOW, by=BY)


def events(db: Db, uid: str) -> list[tuple[EventKind, datetime.date, int]]:
    return [(e.kind, e.happened_on, e.people) for e in reviews.events_of(db, uid)]


def state(db: Db, path: Path) -> str:
    return next(
        x.state for x in handing_over.everything(db) if x.sha256 == package.fingerprint(path.read_bytes())
    )  # fmt: skip


def seen_goods(seen: Seen) -> handover.Goods:
    assert seen.goods is not None
    return seen.goods


# The good road -----------------------------------------------------------------------------------
def test_a_household_goes_over_with_its_people_and_history_and_comes_back_as_a_receipt(
    a: Db, b: Db, home: Household, tmp_path: Path
) -> None:
    path = give(a, home, tmp_path / "out", note="Về quê vợ")
    assert path.name.startswith(f"ban-giao_{COMMUNE}_2026_0001_")
    assert events(a, home.uid) == [(EventKind.MOVED_AWAY, DAY, 3)]
    assert state(a, path) == SENT

    seen = taking_over.look(b, path)
    assert seen.state == NEW
    assert (seen_goods(seen).household.head_name, seen_goods(seen).sheet.note) == (
        "Bàn Văn Tiến", "Về quê vợ",
    )  # fmt: skip
    last = seen_goods(seen).last
    assert last is not None
    assert last.outcome is not None
    assert (last.year, last.outcome.household_class) == (2026, NEAR)

    done = taking_over.accept(b, seen, HOW, receipts=tmp_path / "back", now=NOW, by=BY)
    made = households.get(b, done.hand_over.household_uid)
    assert made is not None
    office = exchanging.office(b)
    assert made.uid != home.uid
    assert {p.uid for p in made.members}.isdisjoint({p.uid for p in home.members})
    assert (made.written_by, made.commune_code, made.village) == (office.book_id, SECOND, "Bản Phú")
    alike = [(p.name, p.born, p.citizen_id, p.relation, p.sex) for p in made.members]
    assert alike == [(p.name, p.born, p.citizen_id, p.relation, p.sex) for p in home.members]
    assert events(b, made.uid) == [(EventKind.MOVED_IN, ARRIVED, 3)]
    [event] = reviews.events_of(b, made.uid)
    assert "Xã Bình An" in event.note

    taken = note(a, done.receipt)
    assert (taken.verdict, taken.refusal) == ("accepted", None)
    one = handing_over.of_household(a, home.uid)
    assert one is not None
    assert one.state == RECEIVED
    assert one.happened_on == ARRIVED
    assert "22/10/2026" in handed_answer.answer_words(one)
    assert made.number in handed_answer.answer_words(one)
    assert answering.of_household(a, home.uid) is None
    logged = packages.get(a, one.sha256)
    assert logged is not None
    assert (logged.kind, logged.verdict, logged.details["agrees"]) == ("handover", "taken_in", True)


def test_old_reviews_are_history_only(a: Db, b: Db, home: Household, tmp_path: Path) -> None:
    key(b, add(b, "Ma Văn Quý"), POOR, 2025)
    before = counting.report_totals(counting.unit_figures(b, 2025))
    uid = accept(b, give(a, home, tmp_path)).hand_over.household_uid
    assert reviews.of_household(b, uid) == []
    assert counting.report_totals(counting.unit_figures(b, 2025)) == before
    past = recalling.recall(b, uid)
    assert past is not None
    assert [(y.review.year, y.office) for y in past.years] == [
        (2026, "Xã Bình An"), (2025, "Xã Bình An"),
    ]  # fmt: skip
    sheet = reviewing.open_sheet(b, uid, 2026)
    assert sheet.last is not None
    assert (sheet.last.year, sheet.last.household_uid, sheet.review) == (2025, uid, None)


def test_a_household_that_moved_away_already_is_handed_over_with_that_day(
    a: Db, b: Db, home: Household, tmp_path: Path
) -> None:
    happen(a, home.uid, "moved_away", datetime.date(2026, 10, 1))
    path = give(a, home, tmp_path)
    assert events(a, home.uid) == [(EventKind.MOVED_AWAY, datetime.date(2026, 10, 1), 3)]
    assert seen_goods(taking_over.look(b, path)).sheet.left_on == datetime.date(2026, 10, 1)
    handing_over.take_back(a, package.fingerprint(path.read_bytes()), now=NOW, by=BY)
    assert len(events(a, home.uid)) == 1  # the leaving was recorded before, and stays


def test_a_household_typed_already_is_joined_and_no_second_one_made(
    a: Db, b: Db, home: Household, tmp_path: Path
) -> None:
    typed = with_id(b, add(b, "Bàn Văn Tiến", village="Bản Phú", size=2), "008080001234")
    path = give(a, home, tmp_path / "out")
    [same, *_] = taking_over.look(b, path).same
    assert (same.household_uid, same.sure, same.number) == (typed.uid, True, typed.number)
    how = replace(HOW, household=typed.uid)
    done = accept(b, path, tmp_path / "back", how)
    assert registering.everyone(b) == [typed]
    assert events(b, typed.uid) == [(EventKind.MOVED_IN, ARRIVED, 2)]
    taken = note(a, done.receipt)
    assert "2 người" in taken.note  # both sides' persons are compared
    said = answering.of_household(a, home.uid)
    assert said is not None
    assert "3 người" in said.remarks[0].remark.text


def test_a_household_keeps_its_history_through_two_communes_and_home_again(
    a: Db, b: Db, home: Household, tmp_path: Path
) -> None:
    uid = accept(b, give(a, home, tmp_path)).hand_over.household_uid
    there = households.get(b, uid)
    assert there is not None
    key(b, there, POOR, 2026)
    back = handing_over.hand_over(
        b, Choice(household=uid, to=COMMUNE, on=DAY + datetime.timedelta(days=9)), tmp_path / "home",
        now=NOW, by=BY,
    ).path  # fmt: skip
    seen = taking_over.look(a, back)
    assert (seen.state, seen.same) == (NEW, ())  # who left is nobody's double
    assert seen.ours is not None
    assert seen.ours.uid == home.uid
    assert [r.year for r in seen_goods(seen).reviews] == [2025, 2026, 2026]
    how = taking_over.Choice(village="Nà Bó", on=DAY + datetime.timedelta(days=9))
    again = accept(a, back, how=how).hand_over.household_uid
    assert again not in (home.uid, uid)
    assert [r.year for r in handing_over.history(a, again)] == [2025, 2026, 2026]


# Refused, taken back -----------------------------------------------------------------------------
def test_a_refusal_is_a_remark_on_the_household_that_reports_do_not_sweep_away(
    a: Db, b: Db, upper: Db, home: Household, tmp_path: Path
) -> None:
    path = give(a, home, tmp_path / "out")
    seen = taking_over.look(b, path)
    with pytest.raises(HandOverNoReason):
        taking_over.refuse(b, seen, " ", now=NOW, by=BY)
    done = taking_over.refuse(
        b, seen, "Hộ về xã khác", receipts=tmp_path / "back", now=NOW, by=BY
    )  # fmt: skip
    assert registering.everyone(b) == []
    note(a, done.receipt)
    assert state(a, path) == REFUSED
    residents(a)
    [taken] = take_in(upper, [pack(a, tmp_path / "up")], receipts=tmp_path / "down")
    note(a, taken.receipt)
    said = answering.of_household(a, home.uid)
    assert said is not None
    theirs = exchanging.office(b).name
    assert [h.remark.text for h in said.remarks] == [
        f"{theirs} không tiếp nhận hộ bàn giao: Hộ về xã khác"
    ]
    handing_over.take_back(a, package.fingerprint(path.read_bytes()), now=NOW, by=BY)
    assert events(a, home.uid) == []
    after = answering.of_household(a, home.uid)
    assert after is not None
    assert after.remarks == ()


def test_after_a_refusal_it_goes_to_another_commune_under_the_same_leaving(
    a: Db, b: Db, home: Household, tmp_path: Path
) -> None:
    first = give(a, home, tmp_path / "out")
    seen = taking_over.look(b, first)
    done = taking_over.refuse(b, seen, "Nhầm xã", receipts=tmp_path / "back", now=NOW, by=BY)
    note(a, done.receipt)
    offer = handing_over.offer(a, home.uid)
    assert offer is not None
    assert offer.refused is not None
    assert offer.refused.reason == "Nhầm xã"
    second = give(a, home, tmp_path / "out")
    assert len(events(a, home.uid)) == 1
    assert (state(a, first), state(a, second)) == (BACK, SENT)
    said = answering.of_household(a, home.uid)
    assert said is None or said.remarks == ()
    accept(b, second)  # the newer package is another question
    handing_over.take_back(a, package.fingerprint(second.read_bytes()), now=NOW, by=BY)
    assert events(a, home.uid) == []


def test_taking_back_undoes_the_leaving_and_lets_it_go_elsewhere(
    a: Db, b: Db, home: Household, tmp_path: Path
) -> None:
    assert b is not a
    path = give(a, home, tmp_path)
    handing_over.take_back(a, package.fingerprint(path.read_bytes()), now=NOW, by=BY)
    assert (events(a, home.uid), state(a, path)) == ([], BACK)
    assert give(a, home, tmp_path).name.startswith(f"ban-giao_{COMMUNE}_2026_0002_")


def test_a_leaving_undone_from_the_history_takes_the_hand_over_back(
    a: Db, b: Db, home: Household, tmp_path: Path
) -> None:
    assert b is not a
    path = give(a, home, tmp_path)
    undoing.undo(a, handing_over.everything(a)[0].act_uid, now=NOW, by=BY)
    assert state(a, path) == BACK
    offer = handing_over.offer(a, home.uid)
    assert offer is not None
    assert (offer.hindrance, offer.left) == (None, None)


def test_what_the_other_has_received_cannot_be_taken_back(
    a: Db, b: Db, home: Household, tmp_path: Path
) -> None:
    path = give(a, home, tmp_path / "out")
    note(a, accept(b, path, tmp_path / "back").receipt)
    one = handing_over.everything(a)[0]
    with pytest.raises(HandOverReceived):
        handing_over.take_back(a, one.sha256, now=NOW, by=BY)
    with pytest.raises(HandOverReceived):
        undoing.undo(a, one.act_uid, now=NOW, by=BY)
    assert len(events(a, home.uid)) == 1


def test_taken_back_here_and_received_there_is_told(
    a: Db, b: Db, home: Household, tmp_path: Path
) -> None:
    path = give(a, home, tmp_path / "out")
    done = accept(b, path, tmp_path / "back")
    handing_over.take_back(a, package.fingerprint(path.read_bytes()), now=NOW, by=BY)
    assert "một bên phải gỡ" in note(a, done.receipt).note
    assert state(a, path) == BACK
    said = answering.of_household(a, home.uid)
    assert said is not None
    assert "một bên phải gỡ" in said.remarks[0].remark.text


def test_receiving_is_undone_as_one_deed_and_the_newer_receipt_tells(
    a: Db, b: Db, home: Household, tmp_path: Path
) -> None:
    path = give(a, home, tmp_path / "out")
    before = registering.everyone(b), reviews.all_events(b)
    first = accept(b, path, tmp_path / "back")
    taking_over.take_back(b, first.hand_over.sha256, now=NOW, by=BY)
    assert (registering.everyone(b), reviews.all_events(b)) == before
    assert state(b, path) == WAITING
    second = taking_over.refuse(
        b, taking_over.look(b, path), "Nhầm hộ", receipts=tmp_path / "back", now=LATER, by=BY
    )
    note(a, second.receipt)
    assert note(a, first.receipt).verdict == "known"  # overtaken on the way
    assert state(a, path) == REFUSED


def test_receiving_undone_from_the_history_lets_it_wait_again(
    a: Db, b: Db, home: Household, tmp_path: Path
) -> None:
    path = give(a, home, tmp_path)
    one = accept(b, path).hand_over
    undoing.undo(b, one.act_uid, now=NOW, by=BY)
    assert state(b, path) == WAITING
    assert taking_over.look(b, path).state == WAITING
    accept(b, path)
    assert [h.head_name for h in registering.everyone(b)] == ["Bàn Văn Tiến"]


def test_receiving_is_not_undone_under_what_was_keyed_since(
    a: Db, b: Db, home: Household, tmp_path: Path
) -> None:
    one = accept(b, give(a, home, tmp_path)).hand_over
    made = households.get(b, one.household_uid)
    assert made is not None
    key(b, made, POOR, 2026)
    with pytest.raises(UndoTooLate):
        taking_over.take_back(b, one.sha256, now=NOW, by=BY)
    assert state(b, tmp_path / one.file_name) == RECEIVED


# The same, older, newer --------------------------------------------------------------------------
def test_same_package_twice_changes_nothing(a: Db, b: Db, home: Household, tmp_path: Path) -> None:
    path = give(a, home, tmp_path)
    accept(b, path)
    before = dump(b)
    seen = taking_over.look(b, path)
    assert seen.state == RECEIVED
    with pytest.raises(HandOverHere):
        taking_over.accept(b, seen, HOW, now=NOW, by=BY)
    assert [one.verdict for one in take_in(b, [path])] == ["known"]
    assert dump(b) == before


def test_the_same_receipt_twice_changes_nothing(
    a: Db, b: Db, home: Household, tmp_path: Path
) -> None:
    done = accept(b, give(a, home, tmp_path / "out"), tmp_path / "back")
    note(a, done.receipt)
    before = dump(a)
    assert note(a, done.receipt).verdict == "known"
    assert dump(a) == before


def test_an_older_package_is_left(a: Db, b: Db, home: Household, tmp_path: Path) -> None:
    first = give(a, home, tmp_path)
    handing_over.take_back(a, package.fingerprint(first.read_bytes()), now=NOW, by=BY)
    second = give(a, home, tmp_path)
    accept(b, second)
    seen = taking_over.look(b, first)
    assert (seen.state, type(seen.refusal)) == (BAD, PackageOlder)


def test_a_newer_package_of_a_household_received_is_answered_without_a_second_record(
    a: Db, b: Db, home: Household, tmp_path: Path
) -> None:
    first = give(a, home, tmp_path)
    made = accept(b, first).hand_over.household_uid
    handing_over.take_back(a, package.fingerprint(first.read_bytes()), now=NOW, by=BY)
    second = give(a, home, tmp_path)
    seen = taking_over.look(b, second)
    assert (seen.state, type(seen.refusal)) == (HERE, HandOverHere)
    done = accept(b, second, tmp_path / "back")
    assert [h.uid for h in registering.everyone(b)] == [made]
    assert len(events(b, made)) == 1
    note(a, done.receipt)
    assert state(a, second) == RECEIVED


def test_a_lost_package_or_receipt_goes_again_byte_by_byte(
    a: Db, b: Db, home: Household, tmp_path: Path
) -> None:
    path = give(a, home, tmp_path / "out")
    raw = path.read_bytes()
    path.unlink()
    again = handing_over.again(a, package.fingerprint(raw), tmp_path / "stick", now=NOW, by=BY)
    assert again.read_bytes() == raw
    one = accept(b, again).hand_over  # no receipt was written
    note(a, taking_over.answer(b, one, tmp_path / "back", now=LATER).receipt)
    assert state(a, again) == RECEIVED


def test_a_folder_run_keeps_it_for_an_official(
    a: Db, b: Db, home: Household, tmp_path: Path
) -> None:
    path = give(a, home, tmp_path)
    assert look(b, path).state == HANDOVER
    [planned] = [receiving.as_planned(look(b, path))]
    [taken] = take_in(b, [path])
    assert (planned.verdict, taken.verdict) == ("held", "held")
    assert "Bàn Văn Tiến" in taken.note
    assert registering.everyone(b) == []
    path.unlink()
    [kept] = handing_over.everything(b)
    assert kept.state == WAITING
    seen = taking_over.look_kept(b, kept.sha256)
    assert seen is not None
    taking_over.accept(b, seen, HOW, now=NOW, by=BY)
    assert [h.head_name for h in registering.everyone(b)] == ["Bàn Văn Tiến"]


# What is refused ---------------------------------------------------------------------------------
def refused(a: Db, home: Household, folder: Path, why: type[Exception], **more: object) -> None:
    before = dump(a)
    with pytest.raises(why):
        give(a, home, folder, **more)
    assert dump(a) == before
    assert not folder.exists()


def test_a_commune_whose_card_is_not_trusted_is_no_receiver(
    a: Db, home: Household, tmp_path: Path
) -> None:
    refused(a, home, tmp_path / "out", ReceiverUnknown, to="02311")
    refused(a, home, tmp_path / "out", ReceiverUnknown, to=UPPER)  # an office above keeps none
    assert [c.code for c in handing_over.receivers(a)] == [SECOND]


def test_a_sheet_begun_in_the_running_round_is_finished_first(
    a: Db, home: Household, tmp_path: Path
) -> None:
    other = add(a, "Lý A Páo")
    reviewing.save_draft(a, other, replace(answers(), confirmed={}), 2026, now=NOW, by=BY)
    refused(a, other, tmp_path / "out", HandOverDraft)
    assert handing_over.offer(a, home.uid).hindrance is None  # type: ignore[union-attr]


def test_nothing_is_handed_over_twice_or_from_an_empty_house(
    a: Db, home: Household, tmp_path: Path
) -> None:
    empty = add(a, "Lý A Páo")
    gone = replace(empty, members=tuple(replace(p, left_on=DAY) for p in empty.members))
    registering.save_household(a, gone, now=NOW, by=BY)
    refused(a, empty, tmp_path / "out", HandOverEmpty)
    give(a, home, tmp_path / "first")
    refused(a, home, tmp_path / "out", HandOverTwice)


def test_a_day_ahead_or_a_household_that_died_out_is_refused(
    a: Db, home: Household, tmp_path: Path
) -> None:
    refused(a, home, tmp_path / "out", EventRefused, on=datetime.date(2027, 1, 1))
    happen(a, home.uid, "died_out", DAY)
    refused(a, home, tmp_path / "out", EventRefused)


def test_an_upper_office_hands_nothing_over(upper: Db, tmp_path: Path) -> None:
    with pytest.raises(RoundNotHere):
        handing_over.hand_over(
            upper, Choice(household="x", to=COMMUNE, on=DAY), tmp_path, now=NOW, by=BY
        )


def test_a_full_disk_leaves_book_and_folder_as_they_were(
    a: Db, home: Household, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dump(a)

    def breaks(*_args: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(hand_overs, "put", breaks)
    with pytest.raises(DiskFull):
        give(a, home, tmp_path / "out")
    assert dump(a) == before
    assert list((tmp_path / "out").iterdir()) == []


def test_an_unknown_sender_is_looked_at_only(
    a: Db, home: Household, open_made: Opener, tmp_path: Path
) -> None:
    path = give(a, home, tmp_path)
    stranger = open_made(
        SECOND, "fresh"
    )  # the same office before it knew the sender: other keys no
    seen = taking_over.look(stranger, path)
    assert (seen.state, type(seen.refusal)) == (UNPROVEN, SenderUnknown)
    assert seen_goods(seen).household.head_name == "Bàn Văn Tiến"
    before = dump(stranger)
    with pytest.raises(SenderUnknown):
        taking_over.accept(stranger, seen, HOW, now=NOW, by=BY)
    assert dump(stranger) == before


def test_a_package_for_another_office_or_with_a_changed_byte_is_refused(
    a: Db, b: Db, upper: Db, home: Household, tmp_path: Path
) -> None:
    path = give(a, home, tmp_path)
    seen = taking_over.look(upper, path)
    assert seen.state == BAD
    assert isinstance(look(upper, path).refusal, PackageNotForUs | RoundNotHere)
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)
    assert isinstance(taking_over.look(b, path).refusal, PackageDamaged)


def test_practice_is_never_mixed(
    a: Db, b: Db, made_books: Books, open_made: Opener, home: Household, tmp_path: Path
) -> None:
    assert made_books["practice"]
    practice = open_made("practice")
    path = give(a, home, tmp_path)
    assert taking_over.look(practice, path).state == BAD
    card = exchanging.write_card(practice, tmp_path / "p", now=NOW)
    code = exchanging.code_of(exchanging.own_card(practice))
    exchanging.trust(b, card, code, now=NOW, by=BY, replace=True)
    assert taking_over.look(b, path).state == BAD  # the card of the sender is another one now


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda g: replace(g, household=replace(g.household, commune_code=SECOND)), PackageForeignRecords),
        (lambda g: replace(g, household=replace(g.household, written_by="x")), PackageForeignRecords),
        (lambda g: replace(g, household=replace(g.household, members=())), PackageDamaged),
        (lambda g: replace(g, sheet=replace(g.sheet, household_uid="x")), PackageDamaged),
        (lambda g: replace(g, reviews=(*g.reviews, g.reviews[0])), PackageDamaged),
        (lambda g: replace(g, reviews=(replace(g.reviews[0], outcome=None),)), PackageDamaged),
    ],
)  # fmt: skip
def test_a_sender_cannot_hand_over_what_is_not_its_own_or_is_no_household(
    a: Db, b: Db, home: Household, tmp_path: Path,
    change: Callable[[handover.Goods], handover.Goods], why: type[Exception],
) -> None:  # fmt: skip
    goods = change(handing_over._goods(a, home, DAY, ""))
    path = tmp_path / "x.rasoat"
    path.write_bytes(sealed(a, b, goods))
    assert isinstance(taking_over.look(b, path).refusal, why)


def sealed(a: Db, b: Db, goods: handover.Goods, **totals: int) -> bytes:
    draft = handover.draft(goods, year=2026, number=9, made_at=NOW, program="x", previous="")
    if totals:
        draft = replace(draft, totals=totals)
    return handover.pack_household(
        draft, goods, keys=exchanging.own_keys(a), me=exchanging.own_card(a),
        receiver=exchanging.own_card(b),
    )  # fmt: skip


def test_totals_that_the_sender_signed_must_be_what_came(
    a: Db, b: Db, home: Household, tmp_path: Path
) -> None:
    path = tmp_path / "x.rasoat"
    path.write_bytes(sealed(a, b, handing_over._goods(a, home, DAY, ""), households=1, people=4))
    assert isinstance(taking_over.look(b, path).refusal, PackageTotalsWrong)


def test_a_member_who_stands_here_under_the_same_number_is_asked_about(
    a: Db, b: Db, home: Household, tmp_path: Path
) -> None:
    with_id(b, add(b, "Ma Văn Quý"), "008080001234", member=1)
    path = give(a, home, tmp_path)
    before = dump(b)
    with pytest.raises(HandOverDoubled):
        accept(b, path)
    assert dump(b) == before
    accept(b, path, how=replace(HOW, anyway=True))
    assert len(registering.everyone(b)) == 2


def test_a_household_spelt_otherwise_is_found_by_its_people(
    a: Db, b: Db, home: Household, tmp_path: Path
) -> None:
    """No number tells: name and year of birth of several people do, in whatever village."""
    twin = add(b, "Ma Văn Quý", village="Bản Phú")
    members = tuple(
        replace(p, uid=f"{n}-b", citizen_id="", id_state=IdState.NOT_ISSUED, name=p.name.upper())
        for n, p in enumerate(home.members)
    )
    registering.save_household(b, replace(twin, members=members), now=NOW, by=BY)
    same = taking_over.look(b, give(a, home, tmp_path)).same
    assert {s.household_uid for s in same} == {twin.uid}
    assert not any(s.sure for s in same)


def test_nobody_arrives_before_leaving(a: Db, b: Db, home: Household, tmp_path: Path) -> None:
    path = give(a, home, tmp_path)
    with pytest.raises(HandOverEarly):
        accept(b, path, how=replace(HOW, on=DAY - datetime.timedelta(days=1)))


def test_a_household_without_a_marked_head_gets_its_first_member(
    a: Db, b: Db, tmp_path: Path
) -> None:
    home = add(a, "Lý A Páo", size=2)
    bare = replace(home, members=tuple(replace(p, relation="") for p in home.members))
    registering.save_household(a, bare, now=NOW, by=BY)
    made = households.get(b, accept(b, give(a, home, tmp_path)).hand_over.household_uid)
    assert made is not None
    assert [p.is_head for p in made.members] == [True, False]


def test_a_receipt_that_cannot_be_written_leaves_the_decision(
    a: Db, b: Db, home: Household, tmp_path: Path
) -> None:
    path = give(a, home, tmp_path / "out")
    blocked = tmp_path / "file"
    blocked.write_text("x")
    done = accept(b, path, blocked)
    assert (done.receipt, done.hand_over.state) == (None, RECEIVED)
    assert done.refusal is not None


# The office above --------------------------------------------------------------------------------
def _orders() -> list[tuple[str, ...]]:
    """Every order in which the second reports and the hand-over can come, each possible."""
    steps = ("hand", "receive", "report-a", "report-b")
    orders = itertools.permutations(steps)
    return [o for o in orders if o.index("hand") < o.index("receive")]


@pytest.mark.parametrize("order", _orders(), ids="-".join)
def test_the_order_of_reports_and_hand_over_does_not_matter_above(
    a: Db, b: Db, upper: Db, home: Household, tmp_path: Path, order: tuple[str, ...]
) -> None:
    key(b, add(b, "Ma Văn Quý"), NOT, 2025)
    for db in (a, b):
        residents(db, 2026, "Nà Bó", "Bản Phú")
    made: dict[str, Path] = {}

    def report(db: Db, name: str) -> None:
        [taken] = take_in(upper, [pack(db, tmp_path / name)])
        assert taken.verdict == "accepted", taken.refusal

    for step in (*order, "report-b", "report-a"):
        if step == "hand":
            made["path"] = give(a, home, tmp_path / "out")
        elif step == "receive":
            uid = accept(b, made["path"]).hand_over.household_uid
            there = households.get(b, uid)
            assert there is not None
            key(b, there, POOR, 2026)
        elif step == "report-a":
            report(a, step)
        else:
            report(b, step)
    totals = counting.report_totals(counting.unit_figures(upper, 2026))
    own = [counting.report_totals(counting.unit_figures(db, 2026)) for db in (a, b)]
    assert totals == {k: own[0].get(k, 0) + own[1].get(k, 0) for k in totals}
    assert totals["figure:poor_households"] == 1
    assert pairing.scan(upper, now=NOW).waiting == 0
    assert pairing.queue(upper) == []
    for db in (a, b):  # 7.2 and 7.3 close on both sides: gone there, come here
        checks = {c.code: c.state for c in exchanging.preview_checks(db, 2026, now=NOW)}
        assert checks["balance"] == "ok"


@dataclass
class Road:
    """Two communes and the office above, files between them thrown about by a die."""

    a: Db
    b: Db
    upper: Db
    path: Path
    folder: Path
    dice: random.Random
    receipts: list[Path] = field(default_factory=list)

    def step(self, number: int) -> None:
        """Something happens; the clock goes on."""
        now = NOW + datetime.timedelta(minutes=number)
        act = self.dice.choice(("folder", "decide", "receipt", "up"))
        if act == "folder":
            take_in(self.b, [self.path])
        elif act == "decide":
            self.decide(now, keeps=self.dice.random() < 0.5)
        elif act == "receipt" and self.receipts:
            note(self.a, self.dice.choice(self.receipts))
        else:
            who = self.dice.choice((self.a, self.b))
            take_in(self.upper, [pack(who, self.folder / str(number))])

    def decide(self, now: datetime.datetime, *, keeps: bool) -> None:
        """Received; once it is, answered again, or taken back and refused."""
        seen = taking_over.look(self.b, self.path)
        to = self.folder / "r"
        if seen.state != RECEIVED or seen.kept is None:
            done = accept(self.b, self.path, to, now=now)
        elif keeps:
            done = taking_over.answer(self.b, seen.kept, to, now=now)
        else:
            taking_over.take_back(self.b, seen.sha256, now=now, by=BY)
            again = taking_over.look(self.b, self.path)
            done = taking_over.refuse(self.b, again, "Nhầm", receipts=to, now=now, by=BY)
        assert done.receipt is not None
        self.receipts.append(done.receipt)


@pytest.mark.parametrize("seed", range(12))
def test_repeated_lost_and_late_files_end_with_one_household_and_one_answer(
    a: Db, b: Db, upper: Db, home: Household, tmp_path: Path, seed: int
) -> None:
    """Packages and receipts come in any order, again and again; reports of both go up in between."""
    for db in (a, b):
        residents(db, 2026, "Nà Bó", "Bản Phú")
    road = Road(a, b, upper, give(a, home, tmp_path / "out"), tmp_path, random.Random(seed))
    for number in range(8):
        road.step(number)
    road.decide(LATER, keeps=True)
    road.dice.shuffle(road.receipts)
    for receipt in road.receipts:
        note(a, receipt)
    take_in(upper, [pack(db, tmp_path / f"end-{n}") for n, db in enumerate((a, b))])
    assert state(a, road.path) == RECEIVED
    assert [h.head_name for h in registering.everyone(b)] == ["Bàn Văn Tiến"]
    assert pairing.scan(upper, now=NOW).waiting == 0
    own = [counting.report_totals(counting.unit_figures(db, 2026)) for db in (a, b)]
    totals = counting.report_totals(counting.unit_figures(upper, 2026))
    assert totals == {k: own[0].get(k, 0) + own[1].get(k, 0) for k in totals}


def test_a_pair_found_before_the_leaving_was_reported_goes_by_itself(
    a: Db, b: Db, upper: Db, home: Household, tmp_path: Path
) -> None:
    for db in (a, b):
        residents(db, 2026, "Nà Bó", "Bản Phú")
    take_in(upper, [pack(a, tmp_path / "1")])
    accept(b, give(a, home, tmp_path / "out"))
    take_in(upper, [pack(b, tmp_path / "2")])
    assert pairing.scan(upper, now=NOW).waiting == 1  # above it still stands in both communes
    take_in(upper, [pack(a, tmp_path / "3")])
    assert (pairing.queue(upper), pairing.open_count(upper)) == ([], 0)


def test_kind_is_named_without_a_key(a: Db, home: Household, tmp_path: Path) -> None:
    header = exchanging.inspect(give(a, home, tmp_path))
    assert (header.letter.kind, header.letter.receiver.code) == (Kind.HANDOVER, SECOND)
