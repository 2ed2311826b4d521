"""Packages taken in: once, in order, whole or not at all, and answered; totals equal on both sides."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from desktop.domain.review import Residents
from desktop.errors import (
    Cancelled,
    EventRefused,
    FileUnwritable,
    PackageOlder,
    ReceiptForeign,
)
from desktop.exchange import package
from desktop.exchange.merge import Move
from desktop.exchange.records import Receipt, Verdict
from desktop.services import exchanging, receiving, registering, reviewing, upkeep
from desktop.services.happening import Deed
from desktop.store import audit, households, packages, reviews
from desktop.store.connection import Db, close_book, open_book, writing
from tests.services.conftest import Books
from tests.services.made import (
    BY,
    COMMUNE,
    NEAR,
    NOT,
    NOW,
    POOR,
    UPPER,
    add,
    at,
    dump,
    happen,
    held_by,
    introduce,
    key,
    open_rounds,
    own_card,
    pack,
    residents,
    same_on_both_sides,
    take_in,
    verdicts,
)


# There and back ----------------------------------------------------------------------------------
def test_a_report_arrives_and_its_receipt_comes_home(sender: Db, upper: Db, tmp_path: Path) -> None:
    packed = exchanging.pack_report(sender, 2026, UPPER, tmp_path / "usb", now=NOW, by=BY)
    [taken] = take_in(upper, [packed.path], receipts=tmp_path / "answers")
    assert (taken.verdict, taken.year, taken.number, taken.refusal) == ("accepted", 2026, 1, None)
    same_on_both_sides(sender, upper)
    assert taken.receipt is not None

    [home] = take_in(sender, [taken.receipt], now=at(2026, 11, 3))
    assert home.verdict == "accepted"
    answered = packages.get(sender, packed.sha256)
    assert answered is not None
    assert (answered.verdict, answered.details["agrees"]) == ("taken_in", True)
    counted = answered.details["totals_counted"]
    assert answered.totals["figure:7.2.people.9"] == counted["figure:7.2.people.9"] == 6
    assert {k: v for k, v in counted.items() if k in answered.totals} == answered.totals


def test_the_log_shows_sent_received_and_answered(sender: Db, upper: Db, tmp_path: Path) -> None:
    path = pack(sender, tmp_path)
    [taken] = take_in(upper, [path], receipts=tmp_path / "answers")
    assert taken.receipt
    take_in(sender, [taken.receipt])
    mine = {(p.direction, p.kind): p.verdict for p in exchanging.history(sender)}
    assert mine == {("out", "report"): "taken_in", ("in", "receipt"): "accepted"}
    theirs = {(p.direction, p.kind): p.verdict for p in exchanging.history(upper)}
    assert theirs == {("in", "report"): "accepted", ("out", "receipt"): "sent"}
    assert exchanging.history(upper, 2025) == []
    arrived = next(p for p in exchanging.history(upper) if p.direction == "in")
    assert (arrived.sender, arrived.size, arrived.file_name) == (
        COMMUNE, path.stat().st_size, path.name,
    )  # fmt: skip
    assert audit.of(upper, arrived.sha256)[0].action == "taken-in"


def test_the_same_package_twice_changes_nothing(sender: Db, upper: Db, tmp_path: Path) -> None:
    path, answers = pack(sender, tmp_path), tmp_path / "answers"
    [first] = take_in(upper, [path], receipts=answers)
    before, files = dump(upper), sorted(answers.iterdir())
    for _ in range(2):
        [again] = take_in(upper, [path], receipts=answers, now=at(2026, 11, 5))
        assert (again.verdict, again.receipt) == ("known", first.receipt)
    assert dump(upper) == before
    assert sorted(answers.iterdir()) == files


def test_what_is_known_is_not_even_opened(
    sender: Db, upper: Db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A nightly run over a folder of 138 answered packages costs hashes, not seals and plans."""
    path, answers = pack(sender, tmp_path), tmp_path / "answers"
    [first] = take_in(upper, [path], receipts=answers)
    monkeypatch.setattr(package, "open_sealed", None)
    [again] = take_in(upper, [path], receipts=answers)
    assert (again.verdict, again.receipt, again.sender) == ("known", first.receipt, first.sender)
    assert (again.year, again.number) == (2026, 1)


def test_what_was_taken_in_before_a_newer_one_is_old(sender: Db, upper: Db, tmp_path: Path) -> None:
    first, newer = pack(sender, tmp_path), pack(sender, tmp_path)
    take_in(upper, [first, newer])
    [taken] = take_in(upper, [first])
    assert isinstance(taken.refusal, PackageOlder)


def test_a_lost_receipt_is_written_again(sender: Db, upper: Db, tmp_path: Path) -> None:
    path = pack(sender, tmp_path)
    take_in(upper, [path], receipts=tmp_path / "a")
    [again] = take_in(upper, [path], receipts=tmp_path / "b", now=at(2026, 11, 5))
    assert again.receipt is not None
    assert again.receipt.parent == tmp_path / "b"
    assert verdicts(take_in(sender, [again.receipt])) == ["accepted"]


def test_the_same_receipt_twice_changes_nothing(sender: Db, upper: Db, tmp_path: Path) -> None:
    [taken] = take_in(upper, [pack(sender, tmp_path)], receipts=tmp_path / "answers")
    assert taken.receipt
    take_in(sender, [taken.receipt])
    before = dump(sender)
    assert verdicts(take_in(sender, [taken.receipt], now=at(2026, 12))) == ["known"]
    assert dump(sender) == before


def test_the_receipt_agrees_though_the_upper_office_knows_more_rounds(
    sender: Db, second: Db, upper: Db, tmp_path: Path
) -> None:
    open_rounds(second, 2026)
    key(second, add(second, "Ma Văn Quý"), POOR)
    residents(second)
    take_in(upper, [pack(sender, tmp_path)])
    [taken] = take_in(upper, [pack(second, tmp_path)], receipts=tmp_path / "answers")
    assert taken.receipt
    take_in(second, [taken.receipt])
    assert [p.details["agrees"] for p in exchanging.history(second) if p.direction == "out"] == [
        True
    ]


def test_a_dry_run_plans_and_writes_nothing(sender: Db, upper: Db, tmp_path: Path) -> None:
    path, before = pack(sender, tmp_path), dump(upper)
    seen = receiving.look(upper, path)
    planned = receiving.as_planned(seen)
    assert (seen.state, planned.verdict) == ("clean", "accepted")
    assert planned.counts["households"] == {"add": 4}
    assert len(seen.lines) == 4
    assert dump(upper) == before


# Numbers -----------------------------------------------------------------------------------------
def test_an_older_number_is_recognised_and_left(sender: Db, upper: Db, tmp_path: Path) -> None:
    first = pack(sender, tmp_path)
    key(sender, add(sender, "Lý Văn Hai"), POOR)
    newer = pack(sender, tmp_path)
    take_in(upper, [newer])
    before = dump(upper)
    [taken] = take_in(upper, [first], receipts=tmp_path / "answers")
    assert taken.verdict == "refused"
    assert isinstance(taken.refusal, PackageOlder)
    assert dump(upper) == before
    assert not (tmp_path / "answers").exists()


def test_a_gap_in_the_numbers_is_no_obstacle(sender: Db, upper: Db, tmp_path: Path) -> None:
    first, _, third = (pack(sender, tmp_path) for _ in range(3))
    assert verdicts(take_in(upper, [first, third])) == ["accepted", "accepted"]
    assert [p.number for p in exchanging.history(upper)] == [3, 1]


def test_the_same_number_with_other_content_is_held(
    sender: Db, upper: Db, tmp_path: Path, made_books: Books
) -> None:
    """Somebody packs from a copy of the book."""
    twin_path = tmp_path / "twin"
    upkeep.back_up(sender, tmp_path, now=NOW, by=BY).replace(twin_path)
    twin = open_book(twin_path, code=made_books[COMMUNE].code)
    key(twin, add(twin, "Lý Văn Hai"), POOR)
    first, other = pack(sender, tmp_path / "a"), pack(twin, tmp_path / "b")
    close_book(twin)
    take_in(upper, [first])
    before = held_by(upper)
    assert verdicts(take_in(upper, [other])) == ["held"]
    assert held_by(upper) == before
    assert verdicts(take_in(upper, [first])) == ["known"], "what was accepted stays accepted"
    log = {p.file_name: p.verdict for p in exchanging.history(upper)}
    assert log == {first.name: "accepted", other.name: "held"}


def test_a_held_package_stays_as_it_was_decided(sender: Db, upper: Db, tmp_path: Path) -> None:
    path = pack(sender, tmp_path)
    receiving.hold(upper, receiving.look(upper, path), now=NOW, by=BY)
    before = dump(upper)
    assert verdicts(take_in(upper, [path], now=at(2026, 11, 5))) == ["held"]
    assert dump(upper) == before
    seen = receiving.look(upper, path)
    assert receiving.accept(upper, seen, now=NOW, by=BY).verdict == "accepted"
    same_on_both_sides(sender, upper)


def test_an_earlier_years_report_packed_before_does_not_undo_a_later_one(
    commune: Db, upper: Db, tmp_path: Path
) -> None:
    """The 2025 report was packed, then 2026 brought a new household: late, 2025 would remove it."""
    open_rounds(commune, 2025)
    key(commune, add(commune), POOR, 2025)
    late = pack(commune, tmp_path, 2025, now=at(2025, 12))
    open_rounds(commune, 2026)
    key(commune, add(commune, "Lý Văn Hai"), POOR, 2026)
    take_in(upper, [pack(commune, tmp_path, 2026, now=at(2026, 11))])
    before = dump(upper)
    [taken] = take_in(upper, [late])
    assert isinstance(taken.refusal, PackageOlder)
    assert dump(upper) == before
    corrected = pack(commune, tmp_path, 2025, now=at(2026, 12))
    assert verdicts(take_in(upper, [corrected])) == ["accepted"], "packed after it, it knows all"
    same_on_both_sides(commune, upper)


# Replacement -------------------------------------------------------------------------------------
def test_the_next_report_replaces_the_first_to_the_last_record(
    sender: Db, upper: Db, tmp_path: Path
) -> None:
    take_in(upper, [pack(sender, tmp_path)])
    homes = registering.everyone(sender)
    key(sender, homes[0], NOT, 2026, size=5)
    happen(sender, homes[1].uid, Deed.MOVED_AWAY, datetime.date(2026, 5, 1))
    with writing(sender):  # withdrawn altogether, and its number given anew
        households.delete(sender, [homes[2].uid])
    heir = add(sender, "Lý Văn Hai")
    registering.save_household(sender, replace(heir, number=homes[2].number), now=NOW, by=BY)
    key(sender, registering.everyone(sender)[-1], POOR)
    reviewing.set_residents(sender, 2026, [("Nà Bó", 77, 300)], now=NOW, by=BY)
    [taken] = take_in(upper, [pack(sender, tmp_path)], receipts=tmp_path / "answers")
    assert taken.verdict == "accepted", taken.refusal
    assert taken.counts["households"][Move.REMOVE] == 1
    same_on_both_sides(sender, upper)
    assert taken.receipt
    take_in(sender, [taken.receipt])
    newest = next(p for p in exchanging.history(sender) if p.direction == "out")
    assert newest.details["agrees"] is True


def test_households_that_exchanged_numbers_and_reviews_keyed_anew_arrive(
    sender: Db, upper: Db, tmp_path: Path
) -> None:
    take_in(upper, [pack(sender, tmp_path)])
    a, b = registering.everyone(sender)[:2]
    with writing(sender):
        households.put(
            sender,
            [
                replace(a, number=b.number, revision=a.revision + 1),
                replace(b, number=a.number, revision=b.revision + 1),
            ],
        )
        old = reviews.get(sender, a.uid, 2026)
        assert old is not None
        reviews.delete(sender, [old.uid])
        reviews.put(sender, [replace(old, uid="another")])
    assert verdicts(take_in(upper, [pack(sender, tmp_path)])) == ["accepted"]
    same_on_both_sides(sender, upper)


@pytest.mark.parametrize("seed", range(4))
def test_books_agree_after_every_package_of_a_random_season(
    commune: Db, upper: Db, tmp_path: Path, seed: int
) -> None:
    rng = Random(seed)
    open_rounds(commune, 2025, 2026)
    for number in range(3):
        _live(commune, rng)
        [taken] = take_in(upper, [pack(commune, tmp_path, now=at(2026, 11, 1 + number))])
        assert taken.verdict == "accepted", taken.refusal
        same_on_both_sides(commune, upper)
        same_on_both_sides(commune, upper, 2025)


def _live(db: Db, rng: Random) -> None:
    for _ in range(rng.randint(1, 3)):
        add(
            db, f"Bàn Văn {rng.choice(('Ba', 'Tư', 'Sáu'))}", village=rng.choice(("Nà Bó", "Nà Mỵ"))
        )
    for household in registering.everyone(db):
        what = rng.random()
        if what < 0.6:
            year, of = rng.choice((2025, 2026)), rng.choice((POOR, NEAR, NOT))
            key(db, household, of, year, size=rng.randint(1, 5))
        elif what < 0.75:
            on = datetime.date(rng.choice((2025, 2026)), rng.randint(1, 12), 3)
            kind = rng.choice([d for d in Deed if d.is_arrival or d.is_leaving])
            with suppress(EventRefused):  # it has left already, or the day is yet to come
                happen(db, household.uid, kind, on)
        elif what < 0.85:
            with writing(db):
                households.delete(db, [household.uid])
    residents(db, rng.choice((2025, 2026)))


# Decisions ---------------------------------------------------------------------------------------
def test_a_returned_package_says_why_and_changes_nothing(
    sender: Db, upper: Db, tmp_path: Path
) -> None:
    packed = exchanging.pack_report(sender, 2026, UPPER, tmp_path, now=NOW, by=BY)
    before = held_by(upper)
    seen = receiving.look(upper, packed.path)
    back = receiving.return_package(
        upper, seen, "thiếu thôn Nà Mỵ", receipts=tmp_path / "answers", now=NOW, by=BY
    )
    assert held_by(upper) == before
    assert back.receipt
    take_in(sender, [back.receipt])
    answered = packages.get(sender, packed.sha256)
    assert answered is not None
    assert (answered.verdict, answered.details["opinion"]) == ("returned", "thiếu thôn Nà Mỵ")
    assert answered.details["agrees"] is False, "nobody counted it"
    assert verdicts(take_in(upper, [packed.path])) == ["returned"], "each night it stays returned"
    [next_one] = take_in(upper, [pack(sender, tmp_path)])
    assert next_one.verdict == "accepted"


def test_the_newest_answer_stands_whatever_the_order_of_arrival(
    sender: Db, upper: Db, tmp_path: Path
) -> None:
    packed = exchanging.pack_report(sender, 2026, UPPER, tmp_path, now=NOW, by=BY)
    seen = receiving.look(upper, packed.path)
    answers = tmp_path / "answers"
    back = receiving.return_package(upper, seen, "xem lại", receipts=answers, now=NOW, by=BY)
    seen = receiving.look(upper, packed.path)
    taken = receiving.accept(upper, seen, receipts=answers, now=at(2026, 11, 2), by=BY)
    assert back.receipt
    assert taken.receipt
    assert verdicts(take_in(sender, [taken.receipt])) == ["accepted"]
    assert verdicts(take_in(sender, [back.receipt])) == ["known"]
    answered = packages.get(sender, packed.sha256)
    assert answered is not None
    assert answered.verdict == "taken_in"


def test_a_receipt_by_another_office_is_refused(sender: Db, second: Db, tmp_path: Path) -> None:
    packed = exchanging.pack_report(sender, 2026, UPPER, tmp_path, now=NOW, by=BY)
    introduce(sender, second, tmp_path)
    forged = Receipt(
        package_sha256=packed.sha256, year=2026, number=1, verdict=Verdict.TAKEN_IN,
        totals_sent={}, totals_counted={},
    )  # fmt: skip
    path, _ = exchanging.write_receipt(second, forged, own_card(sender), tmp_path, now=NOW)
    before = dump(sender)
    [taken] = take_in(sender, [path])
    assert isinstance(taken.refusal, ReceiptForeign)
    assert dump(sender) == before


def test_a_receipt_for_what_was_never_sent_is_refused(
    sender: Db, upper: Db, tmp_path: Path
) -> None:
    answer = Receipt(
        package_sha256="0" * 64, year=2026, number=1, verdict=Verdict.TAKEN_IN,
        totals_sent={}, totals_counted={},
    )  # fmt: skip
    path, _ = exchanging.write_receipt(upper, answer, own_card(sender), tmp_path, now=NOW)
    [taken] = take_in(sender, [path])
    assert isinstance(taken.refusal, ReceiptForeign)


# Between look and decision -----------------------------------------------------------------------
def test_accepting_an_older_look_after_the_newer_was_accepted_is_refused(
    sender: Db, upper: Db, tmp_path: Path
) -> None:
    first = pack(sender, tmp_path)
    key(sender, add(sender, "Lý Văn Hai"), POOR)
    newer = pack(sender, tmp_path)
    looks = [receiving.look(upper, path) for path in (first, newer)]
    assert [seen.state for seen in looks] == ["clean", "clean"]
    receiving.accept(upper, looks[1], now=NOW, by=BY)
    before = dump(upper)
    late = receiving.accept(upper, looks[0], now=NOW, by=BY)
    assert isinstance(late.refusal, PackageOlder)
    assert dump(upper) == before
    again = receiving.accept(upper, looks[1], now=NOW, by=BY)
    assert again.verdict == "known"
    assert dump(upper) == before


def test_the_stick_may_be_pulled_after_the_look(sender: Db, upper: Db, tmp_path: Path) -> None:
    packed = exchanging.pack_report(sender, 2026, UPPER, tmp_path / "usb", now=NOW, by=BY)
    seen = receiving.look(upper, packed.path)
    packed.path.write_bytes(b"another file by now")
    taken = receiving.accept(upper, seen, now=NOW, by=BY)
    assert taken.verdict == "accepted"
    logged = packages.get(upper, packed.sha256)
    assert logged is not None
    assert logged.size == packed.size


def test_one_copy_is_made_before_the_first_change(
    sender: Db, second: Db, upper: Db, tmp_path: Path, made_books: Books
) -> None:
    copies = tmp_path / "copies"
    take_in(upper, [pack(sender, tmp_path)], copies=copies)
    shutil.rmtree(copies)
    open_rounds(second, 2026)
    key(second, add(second, "Ma Văn Quý"), POOR)
    unchanged, changing = pack(sender, tmp_path / "usb"), pack(second, tmp_path / "usb")
    before = dump(upper)["household"]
    taken = take_in(upper, [unchanged, changing], copies=copies)
    assert verdicts(taken) == ["accepted", "accepted"]
    [copy] = copies.iterdir()
    old = open_book(copy, code=made_books[UPPER].code)
    assert dump(old)["household"] == before
    upkeep.check_soundness(old, copy)
    close_book(old)


def test_a_receipt_that_cannot_be_written_does_not_undo_the_taking_in(
    sender: Db, second: Db, upper: Db, tmp_path: Path
) -> None:
    blocked = tmp_path / "answers"
    blocked.write_text("a file where the folder should be")
    open_rounds(second, 2026)
    key(second, add(second, "Ma Văn Quý"), POOR)
    taken = take_in(upper, [pack(sender, tmp_path), pack(second, tmp_path)], receipts=blocked)
    assert verdicts(taken) == ["accepted", "accepted"], "the first does not stop the second"
    assert all(isinstance(one.refusal, FileUnwritable) for one in taken)
    same_on_both_sides(sender, upper)
    blocked.unlink()
    again = take_in(upper, [one.path for one in taken], receipts=blocked)
    assert all(one.receipt for one in again)


def test_cancelling_keeps_what_was_taken_in_and_says_so(
    sender: Db, second: Db, upper: Db, tmp_path: Path
) -> None:
    open_rounds(second, 2026)
    key(second, add(second, "Ma Văn Quý"), POOR)
    paths = [pack(sender, tmp_path), pack(second, tmp_path)]

    def stop_after(files: int) -> Callable[[int, int], None]:
        def tick(done: int, _total: int) -> None:
            if done == files:
                raise Cancelled

        return tick

    before = dump(upper)
    with pytest.raises(Cancelled):
        receiving.take_in(upper, paths, tick=stop_after(0), now=NOW, by=BY)
    assert dump(upper) == before
    taken = receiving.take_in(upper, paths, tick=stop_after(1), now=NOW, by=BY)
    assert verdicts(taken) == ["accepted"]
    assert verdicts(take_in(upper, paths)) == ["known", "accepted"]


def test_residents_withdrawn_by_the_commune_go(sender: Db, upper: Db, tmp_path: Path) -> None:
    with writing(sender):
        reviews.put_residents(
            sender,
            [Residents(year=2026, commune_code=COMMUNE, village="Nhầm", households=1, people=1)],
        )
    take_in(upper, [pack(sender, tmp_path)])
    with writing(sender):
        sender.execute("DELETE FROM residents WHERE village = 'Nhầm'")
    take_in(upper, [pack(sender, tmp_path)])
    same_on_both_sides(sender, upper)
