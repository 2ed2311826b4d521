"""A second PC of one commune: one owner per village at any time, and the main PC loses nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.household import Household
from desktop.domain.review import Answers, EventKind
from desktop.errors import (
    AppError,
    BranchNotEmpty,
    BranchNotMain,
    CardOwn,
    LentHere,
    PackageDamaged,
    PackageNotForUs,
    PackageUnsigned,
    ReceiptForeign,
    ShareForeign,
    ShareOwn,
    ShareUndecided,
    UndoTooLate,
    VillageLent,
    VillageNotHeld,
)
from desktop.services import (
    examining,
    exchanging,
    handing_over,
    keying,
    lending,
    partnering,
    registering,
    reviewing,
    share_answers,
    share_taking,
    sharing,
    sticks,
    undoing,
)
from desktop.services.exchanging import own_card
from desktop.services.share_plan import Fate, LotFate
from desktop.store import branch, households, reviews
from desktop.store.connection import Db, close_book, copy_book, open_book, writing
from tests.services.made import (
    BY,
    COMMUNE,
    NEAR,
    NOT,
    NOW,
    PHRASE,
    POOR,
    UPPER,
    add,
    at,
    dump,
    happen,
    introduce,
    key,
    open_rounds,
    pack,
    same_on_both_sides,
    take_in,
    verdicts,
)
from tests.services.share_made import (
    A,
    B,
    C,
    Pair,
    accept,
    book,
    looked,
    noted,
    pair,
    sent_home,
    state,
)

__all__ = ["pair"]


def of(db: Db, village: str, n: int = 0) -> str:
    """The uid of a household of a village."""
    found = [h for h in registering.everyone(db) if h.village == village]
    return sorted(found, key=lambda h: h.number)[n].uid


def home(db: Db, uid: str) -> Household:
    found = households.get(db, uid)
    assert found is not None
    return found


# Cards -------------------------------------------------------------------------------------------
def test_the_card_of_a_second_pc_is_no_office(pair: Pair) -> None:
    assert [c.book_id for c, _ in partnering.partners(pair.main)] == [own_card(pair.branch).book_id]
    assert exchanging.trusted(pair.main) == []
    with pytest.raises(AppError):
        exchanging.receiver(pair.main, COMMUNE)


def test_our_own_card_is_not_trusted(pair: Pair, tmp_path: Path) -> None:
    card = exchanging.write_card(pair.main, tmp_path, now=NOW)
    with pytest.raises(CardOwn):
        exchanging.trust(pair.main, card, exchanging.code_of(own_card(pair.main)), now=NOW, by=BY)


def test_a_report_that_a_second_pc_signed_is_refused(pair: Pair, upper: Db, tmp_path: Path) -> None:
    """Neither PC may pass for an office, and a folder taken in at night decides about no share."""
    introduce(upper, pair.branch, tmp_path)
    open_rounds(pair.branch, 2026)
    add(pair.branch, "Lò Văn Riêng", village=A)
    report = pack(pair.branch, tmp_path)
    introduce(upper, pair.main, tmp_path)  # the province knows the main PC only
    assert verdicts(take_in(upper, [report])) == ["refused"]


def test_a_folder_taken_in_at_night_decides_about_no_share(pair: Pair) -> None:
    path = pair.give(A)
    assert examining.look(pair.branch, path).state == examining.SHARE
    assert verdicts(take_in(pair.branch, [path])) == ["held"]
    assert registering.everyone(pair.branch) == []
    accept(pair.branch, path)
    assert verdicts(take_in(pair.branch, [path])) == ["known"]


# Handing out -------------------------------------------------------------------------------------
def test_what_is_handed_out_is_whole_on_the_second_pc(pair: Pair) -> None:
    pair.given(A, B)
    assert state(pair.branch) == state(pair.main, A, B)
    assert reviews.rounds(pair.branch) == reviews.rounds(pair.main)
    assert lending.is_branch(pair.branch)
    assert not lending.is_branch(pair.main)


def test_the_main_pc_reads_lent_villages_and_refuses_to_key_them(pair: Pair) -> None:
    pair.given(A)
    uid, other = of(pair.main, A), of(pair.main, B)
    before = dump(pair.main)
    family = home(pair.main, uid)
    for deed in (
        lambda: key(pair.main, family, POOR),
        lambda: reviewing.save_draft(pair.main, family, Answers(b1_points=7), 2026, now=NOW, by=BY),
        lambda: registering.save_household(pair.main, replace(family, note="x"), now=NOW, by=BY),
        lambda: add(pair.main, "Lò Văn Mới", village=A),
        lambda: registering.save_household(
            pair.main, replace(home(pair.main, other), village=A), now=NOW, by=BY
        ),
        lambda: happen(pair.main, uid, "moved_away", at(2026, 10).date(), "Đi xa"),
        lambda: reviewing.set_residents(pair.main, 2026, [(A, 99, 400)], now=NOW, by=BY),
    ):
        with pytest.raises(VillageLent):
            deed()
    assert dump(pair.main) == before
    key(pair.main, home(pair.main, other), POOR)
    reviewing.set_residents(pair.main, 2026, [(A, 50, 220, 45, 200), (B, 60, 230)], now=NOW, by=BY)


def test_the_first_keys_of_a_sheet_say_who_has_the_village(pair: Pair) -> None:
    pair.given(A)
    scratch = keying.Scratch(
        household=home(pair.main, of(pair.main, A)), answers=Answers(), place="", base=0,
        household_base=0, at=NOW,
    )  # fmt: skip
    with pytest.raises(VillageLent) as refusal:
        keying.keep(pair.main, scratch, 2026)
    assert refusal.value.details == {"village": A, "since": "01/11/2026"}


def test_the_second_pc_keys_its_villages_only_and_sends_nothing_up(pair: Pair) -> None:
    pair.given(A)
    key(pair.branch, home(pair.branch, of(pair.branch, A)), NOT)
    with pytest.raises(VillageNotHeld):
        add(pair.branch, "Lò Văn Mới", village=B)
    with pytest.raises(BranchNotMain):
        exchanging.pack_report(pair.branch, 2026, UPPER, pair.folder, now=NOW, by=BY)
    with pytest.raises(BranchNotMain):
        reviewing.open_round(pair.branch, 2024, now=NOW, by=BY)
    with pytest.raises(BranchNotMain):
        sharing.hand_out(pair.branch, {A}, own_card(pair.main).book_id, pair.folder, now=NOW, by=BY)


def test_a_village_is_lent_once(pair: Pair) -> None:
    pair.give(A)
    with pytest.raises(LentHere):
        pair.give(A, B)


def test_a_book_with_households_becomes_no_second_pc(pair: Pair) -> None:
    path = pair.give(A)
    add(pair.branch, "Lò Văn Riêng", village=A)
    assert isinstance(share_taking.look(pair.branch, path).refusal, BranchNotEmpty)


def test_shares_arrive_in_any_order_and_twice(pair: Pair) -> None:
    first, second = pair.give(A), pair.give(B)
    accept(pair.branch, second)
    key(pair.branch, home(pair.branch, of(pair.branch, B, 1)), NOT)
    accept(pair.branch, first)
    kept = state(pair.branch)
    for path in (first, second):
        assert looked(pair.branch, path).state == share_taking.KNOWN
        accept(pair.branch, path)
    assert state(pair.branch) == kept
    assert set(branch.holdings(pair.branch)) == {A, B}


def test_a_lost_file_is_written_again_and_loses_no_work(pair: Pair) -> None:
    pair.given(A)
    key(pair.branch, home(pair.branch, of(pair.branch, A, 1)), NOT)
    kept = state(pair.branch)
    again = sharing.hand_out_again(
        pair.main, own_card(pair.branch).book_id, pair.folder, now=NOW, by=BY
    )
    accept(pair.branch, again.path)
    assert state(pair.branch) == kept


# Coming home -------------------------------------------------------------------------------------
def keyed(pair: Pair) -> None:
    """Work on the second PC: a sheet, a new household, an event, residents."""
    db = pair.branch
    key(db, home(db, of(db, A, 1)), NOT)
    new = add(db, "Vàng A Mới", village=A, size=4)
    key(db, new, POOR)
    happen(db, of(db, A, 2), "moved_away", at(2026, 10).date(), "Đi xa")
    reviewing.set_residents(db, 2026, [(A, 77, 300)], now=NOW, by=BY)


def test_work_comes_home_as_our_own_and_is_answered(pair: Pair, tmp_path: Path) -> None:
    pair.given(A)
    keyed(pair)
    others = state(pair.main, B, C)
    path = pair.back()
    seen = looked(pair.main, path)
    assert seen.plan is not None
    assert {f: len(seen.plan.of(f)) for f in Fate} == {
        Fate.SAME: 1, Fate.NEW: 1, Fate.CHANGED: 2, Fate.GONE: 0, Fate.BOTH: 0, Fate.OUTSIDE: 0,
    }  # fmt: skip
    result = accept(pair.main, path, receipts=tmp_path / "receipts")
    assert state(pair.main, B, C) == others
    book_id = own_card(pair.main).book_id
    assert {h.written_by for h in registering.everyone(pair.main)} == {book_id}
    told = noted(pair.branch, result.receipt)
    assert told.agrees
    assert state(pair.main, A) == state(pair.branch)
    moved = [e for e in reviews.all_events(pair.main) if e.kind is EventKind.MOVED_AWAY]
    assert len(moved) == 1


def test_a_number_given_twice_is_the_newcomers_to_change(pair: Pair, tmp_path: Path) -> None:
    pair.given(A)
    ours = add(pair.main, "Lò Văn Nhà", village=B)
    new = add(pair.branch, "Vàng A Mới", village=A)
    renamed = replace(home(pair.branch, new.uid), number=ours.number)
    registering.save_household(pair.branch, renamed, now=NOW, by=BY)
    later = add(pair.branch, "Vàng A Sau", village=A)
    result = accept(pair.main, pair.back(), receipts=tmp_path)
    here = home(pair.main, new.uid)
    assert home(pair.main, ours.uid).number == ours.number
    assert here.number != ours.number
    assert here.former_numbers[-1] == ours.number
    assert result.renumbered[new.uid] == here.number
    # Sent again before the receipt is noted, it keeps the number that it was given.
    accept(pair.main, pair.back())
    assert home(pair.main, new.uid).number == here.number
    newest = add(pair.branch, "Vàng A Nữa", village=A)
    noted(pair.branch, result.receipt)
    assert home(pair.branch, new.uid).number == here.number
    numbers = [h.number for h in registering.everyone(pair.branch)]
    assert len(set(numbers)) == len(numbers)
    accept(pair.main, pair.back())
    assert {later.uid, newest.uid} <= {h.uid for h in registering.everyone(pair.main)}


def test_the_same_file_twice_and_an_older_one_change_nothing(pair: Pair) -> None:
    pair.given(A)
    older = pair.back()
    keyed(pair)
    newer = pair.back()
    accept(pair.main, newer)
    kept = dump(pair.main)
    for path in (newer, older, older):
        assert looked(pair.main, path).state == share_taking.KNOWN
        accept(pair.main, path)
        assert dump(pair.main) == kept


def test_given_back_a_village_is_keyed_here_again(pair: Pair, tmp_path: Path) -> None:
    pair.given(A, B)
    keyed(pair)
    path = pair.back(A)
    with pytest.raises(VillageNotHeld):
        key(pair.branch, home(pair.branch, of(pair.branch, A)), POOR)
    key(pair.branch, home(pair.branch, of(pair.branch, B)), POOR)
    result = accept(pair.main, path, receipts=tmp_path)
    key(pair.main, home(pair.main, of(pair.main, A)), POOR)
    with pytest.raises(VillageLent):
        key(pair.main, home(pair.main, of(pair.main, B)), POOR)
    assert {v.village for v in sharing.sharing(pair.branch).unanswered} == {A, B}
    noted(pair.branch, result.receipt)
    assert {v.village for v in sharing.sharing(pair.branch).unanswered} == {B}
    # Lent once more, it stands on the second PC as the main one has it by now.
    pair.given(A)
    assert state(pair.branch, A) == state(pair.main, A)
    key(pair.branch, home(pair.branch, of(pair.branch, A)), NEAR)


def test_taken_back_without_an_answer_a_late_package_is_only_looked_at(pair: Pair) -> None:
    pair.given(A)
    keyed(pair)
    path = pair.back()
    sharing.recall(pair.main, {A}, now=NOW, by=BY)
    key(pair.main, home(pair.main, of(pair.main, A)), POOR)
    kept = state(pair.main)
    seen = looked(pair.main, path)
    assert seen.plan is not None
    assert [one.fate for one in seen.plan.lots] == [LotFate.CLOSED]
    assert seen.plan.of(Fate.OUTSIDE)
    accept(pair.main, path)
    assert state(pair.main) == kept
    pair.given(A)
    assert looked(pair.main, path).plan.lots[0].fate is LotFate.CLOSED  # type: ignore[union-attr]


def test_what_both_changed_waits_for_a_choice(pair: Pair) -> None:
    pair.given(A)
    uid = of(pair.main, A, 1)
    key(pair.branch, home(pair.branch, uid), NOT)
    with writing(pair.main):  # past the gate, as a book restored from a copy would be
        households.put(pair.main, [replace(home(pair.main, uid), note="của máy chính", revision=9)])
    path = pair.back()
    with pytest.raises(ShareUndecided):
        accept(pair.main, path)
    accept(pair.main, path, ours={uid})
    assert home(pair.main, uid).note == "của máy chính"
    # Ours was kept, so the same difference is asked about again; then theirs is taken.
    again = pair.back()
    assert [x.uid for x in looked(pair.main, again).plan.of(Fate.BOTH)] == [uid]  # type: ignore[union-attr]
    accept(pair.main, again, theirs={uid})
    assert home(pair.main, uid).note == ""
    assert home(pair.main, uid).revision > 9
    assert looked(pair.main, pair.back()).plan.of(Fate.BOTH) == []  # type: ignore[union-attr]


def test_a_book_that_does_not_know_the_loan_asks_village_by_village(
    pair: Pair, tmp_path: Path
) -> None:
    """The main PC was restored from a copy made before it handed out the village."""
    copy = tmp_path / "copy.rasoat-book"
    copy_book(pair.main, copy)
    pair.given(A)
    keyed(pair)
    path = pair.back()
    restored = open_book(copy, passphrase=PHRASE)
    try:
        seen = looked(restored, path)
        assert seen.plan is not None
        assert [one.fate for one in seen.plan.lots] == [LotFate.ASK]
        before = dump(restored)
        accept(restored, path)
        assert dump(restored) == before
        asked = share_taking.look(restored, path, include={A}).plan
        assert asked is not None
        both = {x.uid for x in asked.of(Fate.BOTH)}
        assert len(both) == 2
        accept(restored, path, include={A}, theirs=both)
        assert state(restored, A, numbers=False) == state(pair.branch, numbers=False)
        assert branch.loans(restored)[A].state == branch.LENT
    finally:
        close_book(restored)


def test_taking_in_is_one_deed_and_undone_as_one(pair: Pair) -> None:
    pair.given(A)
    keyed(pair)
    before = state(pair.main)
    path = pair.back(A)
    result = accept(pair.main, path)
    assert state(pair.main) != before
    undoing.undo(pair.main, result.act, now=NOW, by=BY)
    assert state(pair.main) == before
    with pytest.raises(VillageLent):
        key(pair.main, home(pair.main, of(pair.main, A)), POOR)
    accept(pair.main, path)
    assert state(pair.main, A, numbers=False) == state(pair.branch, numbers=False)


def test_a_take_in_is_undone_before_the_one_that_came_before_it(pair: Pair) -> None:
    pair.given(A)
    keyed(pair)
    first = accept(pair.main, pair.back())
    accept(pair.main, pair.back())
    with pytest.raises(UndoTooLate):
        undoing.undo(pair.main, first.act, now=NOW, by=BY)


def test_a_second_pc_restored_from_a_copy_is_told_by_its_numbers(
    pair: Pair, tmp_path: Path
) -> None:
    pair.given(A)
    copy = tmp_path / "copy.rasoat-book"
    copy_book(pair.branch, copy)
    accept(pair.main, pair.back())
    restored = open_book(copy, passphrase=PHRASE)
    try:
        key(restored, home(restored, of(restored, A)), NOT)
        seen = looked(pair.main, sent_home(restored, tmp_path / "again").path)
        assert (seen.state, seen.is_twin) == (share_taking.KNOWN, True)
        seen = looked(pair.main, sent_home(restored, tmp_path / "again").path)
        assert (seen.state, seen.is_twin) == (share_taking.NEW, False)
    finally:
        close_book(restored)


def test_a_household_of_a_lent_village_is_not_handed_to_another_commune(pair: Pair) -> None:
    pair.given(A)
    choice = handing_over.Choice(household=of(pair.main, A), to="02365", on=NOW.date())
    with pytest.raises(VillageLent):
        handing_over.hand_over(pair.main, choice, pair.folder, now=NOW, by=BY)
    with pytest.raises(BranchNotMain):
        handing_over.hand_over(pair.branch, choice, pair.folder, now=NOW, by=BY)


def test_a_stick_shows_each_pc_what_is_for_it(pair: Pair) -> None:
    out = pair.give(A)

    def new(db: Db) -> list[Path]:
        return sticks.for_us(db, pair.folder, sticks.scan(pair.folder)).new

    assert (new(pair.main), new(pair.branch)) == ([], [out])
    accept(pair.branch, out)
    back = pair.back()
    assert (new(pair.main), new(pair.branch)) == ([back], [])
    result = accept(pair.main, back, receipts=pair.folder)
    assert (new(pair.main), new(pair.branch)) == ([], [result.receipt])
    noted(pair.branch, result.receipt)
    assert new(pair.branch) == []


def test_the_villages_handed_over_are_not_undone_on_the_second_pc(pair: Pair) -> None:
    pair.given(A)
    [act] = undoing.latest_acts(pair.branch)
    with pytest.raises(UndoTooLate):
        undoing.undo(pair.branch, act.uid, now=NOW, by=BY)


# Bad files ---------------------------------------------------------------------------------------
def test_our_own_share_and_one_the_wrong_way_are_refused(pair: Pair) -> None:
    out = pair.given(A)
    back = pair.back()
    assert isinstance(share_taking.look(pair.main, out).refusal, ShareOwn)
    assert isinstance(share_taking.look(pair.branch, back).refusal, ShareOwn)


def test_a_share_for_another_pc_is_not_ours(pair: Pair, tmp_path: Path) -> None:
    third = book(tmp_path / "third.rasoat-book")
    path = pair.give(A)
    introduce(pair.main, third, tmp_path)
    assert isinstance(share_taking.look(third, path).refusal, PackageNotForUs)
    # A second PC takes from its own main one only.
    accept(pair.branch, path)
    introduce(third, pair.branch, tmp_path)
    open_rounds(third, 2026)
    add(third, "Lò Văn Ba", village=C)
    other = sharing.hand_out(third, {C}, own_card(pair.branch).book_id, pair.folder, now=NOW, by=BY)
    assert isinstance(share_taking.look(pair.branch, other.path).refusal, ShareForeign)
    close_book(third)


def test_a_stranger_and_a_damaged_file_change_nothing(pair: Pair, tmp_path: Path) -> None:
    pair.given(A)
    keyed(pair)
    path = pair.back()
    before = dump(pair.main)
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    bad = tmp_path / path.name
    bad.write_bytes(raw)
    assert isinstance(share_taking.look(pair.main, bad).refusal, PackageDamaged)
    with writing(pair.main):
        pair.main.execute("DELETE FROM branch_card")
    assert isinstance(share_taking.look(pair.main, path).refusal, PackageUnsigned)
    with writing(pair.main):
        branch.put_card(pair.main, "x", own_card(pair.branch).to_json(), at=NOW, by=BY)
        pair.main.execute("DELETE FROM branch_card")
    after = dump(pair.main)
    after["branch_card"] = before["branch_card"]
    assert after == before


def test_a_receipt_for_a_share_that_we_never_sent_is_refused(pair: Pair, tmp_path: Path) -> None:
    pair.given(A)
    result = accept(pair.main, pair.back(), receipts=tmp_path / "r")
    with writing(pair.branch):
        pair.branch.execute("DELETE FROM package")
    assert result.receipt is not None
    with pytest.raises(ReceiptForeign):
        share_answers.note(pair.branch, result.receipt, now=NOW, by=BY)


def test_the_upper_office_sees_one_commune(pair: Pair, upper: Db, tmp_path: Path) -> None:
    introduce(upper, pair.main, tmp_path)
    pair.given(A)
    keyed(pair)
    accept(pair.main, pair.back(A))
    path = pack(pair.main, tmp_path / "up")
    assert verdicts(take_in(upper, [path])) == ["accepted"]
    same_on_both_sides(pair.main, upper)
    # A share is neither for the upper office nor from an office that it knows.
    assert verdicts(take_in(upper, [pair.give(B)])) == ["refused"]


def test_a_report_before_the_lent_villages_are_home_says_so(pair: Pair) -> None:
    found = {c.code: c for c in exchanging.preview_checks(pair.main, 2026, now=NOW)}
    assert "lent" not in found
    pair.given(A, B)
    found = {c.code: c for c in exchanging.preview_checks(pair.main, 2026, now=NOW)}
    assert (found["lent"].state, found["lent"].details["count"]) == ("warn", 2)


def test_nothing_is_handed_out_where_the_file_cannot_be_written(pair: Pair, tmp_path: Path) -> None:
    pair.folder = tmp_path / "file"
    pair.folder.write_text("no folder")
    with pytest.raises(AppError):
        pair.give(A)
    assert branch.loans(pair.main) == {}
    key(pair.main, home(pair.main, of(pair.main, A)), POOR)
