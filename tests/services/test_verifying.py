"""Sheets keyed twice: drawn by lot, keyed blind, settled field by field, and who erred how often."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.household import Household, IdState, Person, Schooling
from desktop.domain.review import Answers, ReviewState
from desktop.domain.second_keying import Difference, SecondState
from desktop.errors import (
    DifferencesOpen,
    NothingToReport,
    ReviewIncomplete,
    ReviewOutdated,
    RoundMissing,
    RoundNotHere,
    UndoTooLate,
)
from desktop.reports.sheet import as_text
from desktop.services import (
    keying,
    registering,
    rekeying,
    reporting,
    reviewing,
    second_settling,
    verifying,
)
from desktop.services.catalogue import shipped_standard
from desktop.services.keying import Opened, Scratch, Spot
from desktop.store import audit, reviews, second_keyings
from desktop.store.connection import Db, close_book, open_book
from desktop.store.second_keyings import Complete
from tests.services.conftest import Opener, make
from tests.services.made import COMMUNE, NOW, POOR, add, answers, at, dump, open_rounds

MAU, YEN = "Bàn Thị Mẫu", "Nông Thị Yến"


def keyed(db: Db, head: str, by: str, village: str = "Nà Bó", **changes: object) -> Household:
    """A household whose sheet somebody completed."""
    household = add(db, head, village=village)
    sheet = replace(answers(POOR), **changes)  # type: ignore[arg-type]
    saved = reviewing.complete_review(db, household, sheet, 2026, now=NOW, by=by)
    return saved.household


def draw(db: Db, percent: int = 100, seed: int = 1) -> verifying.Drawn:
    """Draw by a known lot."""
    return verifying.draw(db, 2026, percent, now=NOW, by=YEN, rng=Random(seed))


def scratch(opened: Opened, household: Household, sheet: Answers, place: str = "b1") -> Scratch:
    """What the page keeps of a sheet in hand."""
    base = opened.sheet.review.revision if opened.sheet.review else 0
    return Scratch(
        household=household, answers=sheet, place=place, base=base,
        household_base=opened.sheet.household.revision, at=NOW,
    )  # fmt: skip


def again(db: Db, household: Household, by: str = YEN, **changes: object) -> reviewing.Saved:
    """Key the drawn sheet as its paper says, but for these answers."""
    opened = rekeying.open_blind(db, household.uid, 2026)
    head = opened.sheet.household.members[0]
    members = tuple(
        replace(p, uid=head.uid if n == 0 else f"again-{household.number}-{n}")
        for n, p in enumerate(household.present)
    )
    sheet = replace(answers(POOR), **changes)  # type: ignore[arg-type]
    typed = replace(opened.sheet.household, members=members)
    return rekeying.put_down(db, scratch(opened, typed, sheet), 2026, complete=True, now=NOW, by=by)


def found(db: Db, household: Household) -> tuple[Household, Answers, ReviewState]:
    """Household and sheet as the book holds them."""
    sheet = reviewing.open_sheet(db, household.uid, 2026)
    assert sheet.review is not None
    return sheet.household, sheet.review.answers, sheet.review.state


# Drawing -----------------------------------------------------------------------------------------
@pytest.fixture
def pile(commune: Db) -> list[Household]:
    """Twelve sheets of one person and four of another, in a round of 2026."""
    open_rounds(commune, 2026)
    return [keyed(commune, f"Bàn Văn {n}", MAU if n < 12 else YEN) for n in range(16)]


def test_a_draw_takes_the_percentage_rounded_up_and_spreads_it_over_the_keyers(
    commune: Db, pile: list[Household]
) -> None:
    drawn = draw(commune, 25)
    assert (drawn.now, drawn.drawn, drawn.complete) == (4, 4, 16)
    by = Counter(line.first_by for line in verifying.due(commune, 2026))
    assert by == {MAU: 3, YEN: 1}
    assert verifying.percent_of(commune) == 25


def test_at_least_one_sheet_is_drawn(commune: Db, pile: list[Household]) -> None:
    assert draw(commune, 1).now == 1


def test_drawing_again_tops_up_and_never_redraws(commune: Db, pile: list[Household]) -> None:
    draw(commune, 25)
    first = {s.uid: s for s in second_keyings.of_year(commune, 2026)}
    assert draw(commune, 25, seed=2).now == 0
    for n in range(16):
        keyed(commune, f"Lý A {n}", MAU, "Bản Phú")
    assert draw(commune, 25, seed=3).now == 4
    later = {s.uid: s for s in second_keyings.of_year(commune, 2026)}
    assert len(later) == 8
    assert {uid: later[uid] for uid in first} == first


def test_the_lot_decides(commune: Db, pile: list[Household]) -> None:
    complete = second_keyings.complete(commune, 2026)
    one, other = (
        {c.household_uid for c in verifying._choose(complete, {}, 5, Random(seed))}
        for seed in (1, 2)
    )
    assert one != other


@given(
    st.lists(st.sampled_from("abcd"), min_size=1, max_size=40),
    st.integers(1, 100),
    st.integers(0, 9),
)
def test_no_sheet_is_drawn_twice_and_nobody_is_spared(
    keyers: list[str], percent: int, seed: int
) -> None:
    pile = [Complete(f"h{n}", by, NOW, n) for n, by in enumerate(keyers)]
    target = verifying.wanted(len(pile), percent)
    chosen = verifying._choose(pile, {}, target, Random(seed))
    assert len({c.household_uid for c in chosen}) == len(chosen) == target
    if target >= len(set(keyers)):
        assert {c.by for c in chosen} == set(keyers)


def test_drafts_and_sheets_from_lists_are_not_drawn(commune: Db) -> None:
    open_rounds(commune, 2026)
    whole, open_one = keyed(commune, "Bàn Văn Tiến", MAU), add(commune, "Lý A Páo")
    reviewing.save_draft(commune, open_one, answers(POOR), 2026, now=NOW, by=MAU)
    listed = add(commune, "Ma Văn Quý")
    review = reviews.get(commune, whole.uid, 2026)
    assert review is not None
    with_none = replace(review, uid="from-a-list", household_uid=listed.uid)
    reviews.put(commune, [with_none])
    assert draw(commune).complete == 1
    assert [line.uid for line in verifying.due(commune, 2026)] == [whole.uid]


def test_a_household_is_drawn_as_it_was_when_its_sheet_was_completed(commune: Db) -> None:
    open_rounds(commune, 2026)
    household = keyed(commune, "Bàn Văn Tiến", MAU)
    born = Person(uid="new", name="Bàn Thị Út", relation="Con", born="2026-11-02")
    registering.save_household(
        commune, replace(household, members=(*household.members, born)), now=NOW, by=MAU
    )
    draw(commune)
    second = second_keyings.get(commune, household.uid, 2026)
    assert second is not None
    assert second.first.household == household


def test_drawing_needs_a_round_and_ones_own_commune(commune: Db, upper: Db) -> None:
    with pytest.raises(RoundMissing):
        draw(commune)
    with pytest.raises(RoundNotHere):
        draw(upper)


# Blind -------------------------------------------------------------------------------------------
def test_nothing_of_the_first_keying_reaches_whoever_keys_again(commune: Db) -> None:
    open_rounds(commune, 2025, 2026)
    household = add(commune, "Bàn Văn Tiến")
    members = (
        replace(
            household.members[0], citizen_id="008084001327", id_state=IdState.KNOWN,
            schooling=Schooling.DONE_PRIMARY, insured=True,
        ),
        *household.members[1:],
    )  # fmt: skip
    whole = replace(
        household, members=members, merit_person=True, no_labour_capacity=True, note="gần suối"
    )
    sheet = replace(
        answers(POOR), b1_points=117, facts={"water": "tap", "area": "54"}, causes=("other",),
        cause_other="xa chợ", notes={"water": "giếng cạn"}, enumerator="Ma Văn Hiệp",
    )  # fmt: skip
    for year in (2025, 2026):
        sheet = replace(sheet, reviewed_on=datetime.date(year, 10, 9))
        saved = reviewing.complete_review(commune, whole, sheet, year, now=at(year), by=MAU)
        whole = saved.household
    draw(commune)

    opened = rekeying.open_blind(commune, whole.uid, 2026)
    given_out = msgspec.json.encode(
        (opened.sheet.household, opened.sheet.review, opened.sheet.last, opened.before)
    ).decode()
    assert opened.sheet.answers == Answers()
    assert (opened.sheet.review, opened.sheet.last, opened.before) == (None, None, None)
    [head] = opened.sheet.household.members
    assert head == Person(uid=head.uid, name="Bàn Văn Tiến", relation="Chủ hộ")
    assert head.uid != whole.members[0].uid
    bare = replace(opened.sheet.household, members=())
    assert bare == Household(
        uid=whole.uid, number=whole.number, commune_code=whole.commune_code,
        list_version=whole.list_version, village=whole.village,
    )  # fmt: skip
    secrets = ("008084001327", "1980-07-21", "Dao", ":117", "tap", "giếng", "xa chợ", "gần suối")
    others = [p.name for p in whole.members[1:]]
    assert [word for word in (*secrets, *others) if word in given_out] == []

    bench = msgspec.json.encode(rekeying.bench(commune, 2026)).decode()
    assert [word for word in (*secrets, *others) if word in bench] == []
    assert '"mark":"poor"' not in bench


def test_the_bench_shows_drawn_sheets_by_village(commune: Db) -> None:
    open_rounds(commune, 2026)
    one = keyed(commune, "Bàn Văn Tiến", MAU, "Bản Phú")
    two = keyed(commune, "Lý A Páo", MAU, "Nà Cọn")
    keyed(commune, "Ma Văn Quý", MAU, "Nà Cọn")
    draw(commune)
    again(commune, one)
    bench = rekeying.bench(commune, 2026)
    progress = [(v.village, v.complete, v.expected) for v in bench.villages]
    assert progress == [("Bản Phú", 1, 1), ("Nà Cọn", 0, 2)]
    assert bench.village == "Nà Cọn"
    assert bench.lines[0].uid == two.uid
    assert {line.mark for line in bench.lines} == {""}


def test_sheets_of_others_come_before_ones_own(commune: Db) -> None:
    open_rounds(commune, 2026)
    own = keyed(commune, "Bàn Văn Tiến", YEN)
    other = keyed(commune, "Lý A Páo", MAU, "Nà Cọn")
    draw(commune)
    opened = rekeying.next_blind(commune, 2026, "", own.village, by=YEN)
    assert opened is not None
    assert opened.sheet.household.uid == other.uid
    last = rekeying.next_blind(commune, 2026, other.uid, own.village, by=YEN)
    assert last is not None
    assert last.sheet.household.uid == own.uid
    assert rekeying.next_blind(commune, 2026, own.uid, "", by=MAU) is not None


def test_what_was_typed_survives_the_end_of_the_program(tmp_path: Path) -> None:
    made = make(tmp_path / "book", COMMUNE)
    db = open_book(made.path, code=made.code)
    open_rounds(db, 2026)
    first, second = keyed(db, "Bàn Văn Tiến", MAU), keyed(db, "Lý A Páo", MAU)
    draw(db)
    opened = rekeying.open_blind(db, first.uid, 2026)
    typed = scratch(opened, opened.sheet.household, Answers(b1_points=118), "deprivation:water")
    before = dump(db)
    rekeying.keep(db, typed, 2026)
    assert {n for n, rows in dump(db).items() if rows != before[n]} == {"setting"}
    # The first keyer's own scratch is another one.
    assert keying.scratch_of(db, 2026) is None
    other = rekeying.open_blind(db, second.uid, 2026)
    keying.keep(db, scratch(other, second, Answers(b1_points=1)), 2026)
    close_book(db)
    db = open_book(made.path, code=made.code)
    assert rekeying.bench(db, 2026).scratch == typed
    rekeying.put_down(db, typed, 2026, now=NOW, by=YEN)
    bench = rekeying.bench(db, 2026)
    assert bench.scratch is None
    assert bench.spot == Spot(household_uid=first.uid, place="deprivation:water")
    assert rekeying.open_blind(db, first.uid, 2026).sheet.answers == typed.answers
    close_book(db)


def test_a_sheet_left_for_later_is_passed_over(commune: Db) -> None:
    open_rounds(commune, 2026)
    one, two = (keyed(commune, f"Bàn Văn {n}", MAU) for n in "AB")
    draw(commune)
    opened = rekeying.open_blind(commune, one.uid, 2026)
    typed = scratch(opened, opened.sheet.household, Answers())
    rekeying.put_down(commune, typed, 2026, later=True, now=NOW, by=YEN)
    assert [w.uid for w in rekeying.bench(commune, 2026).left] == [one.uid]
    found = rekeying.next_blind(commune, 2026, "", "Nà Bó", by=YEN)
    assert found is not None
    assert found.sheet.household.uid == two.uid


def test_blocking_findings_stop_the_second_keying_too(commune: Db) -> None:
    open_rounds(commune, 2026)
    household = keyed(commune, "Bàn Văn Tiến", MAU)
    draw(commune)
    before = dump(commune)
    with pytest.raises(ReviewIncomplete):
        again(commune, household, b1_points=None)
    assert dump(commune) == before


# Comparing and settling --------------------------------------------------------------------------
@pytest.fixture
def household(commune: Db) -> Household:
    """A drawn household of three."""
    open_rounds(commune, 2026)
    home = keyed(commune, "Bàn Văn Tiến", MAU)
    draw(commune)
    return home


def differences(db: Db, household: Household) -> Sequence[Difference]:
    """The differences of its sheet."""
    return second_settling.open_settling(db, household.uid, 2026).second.differences


def test_two_equal_keyings_are_settled_at_once_and_touch_nothing(
    commune: Db, household: Household
) -> None:
    before = dump(commune)
    again(commune, household)
    after = dump(commune)
    touched = {name for name in after if after[name] != before[name]}
    assert touched == {"setting", "second_keying", "audit"}
    second = second_keyings.get(commune, household.uid, 2026)
    assert second is not None
    assert (second.state, second.differences, second.settled_by) == (SecondState.SETTLED, (), YEN)
    with pytest.raises(ReviewOutdated):
        rekeying.open_blind(commune, household.uid, 2026)


def test_a_keyed_sheet_waits_until_each_difference_is_settled(
    commune: Db, household: Household
) -> None:
    again(commune, household, b1_points=117, enumerator="Ma Văn Hiệp")
    assert [d.place for d in differences(commune, household)] == ["b1", "enumerator"]
    [line] = verifying.to_settle(commune, 2026)
    assert (line.count, line.open_count, line.second_by) == (2, 2, YEN)
    second_settling.choose(commune, household.uid, 2026, {"b1": "117"})
    assert verifying.to_settle(commune, 2026)[0].open_count == 1
    before = dump(commune)
    with pytest.raises(DifferencesOpen):
        second_settling.settle(commune, household.uid, 2026, now=NOW, by=YEN)
    assert dump(commune) == before


def test_settling_writes_the_sheet_through_the_trail_and_can_be_undone(
    commune: Db, household: Household
) -> None:
    again(commune, household, b1_points=117, enumerator="Ma Văn Hiệp")
    kept = found(commune, household)
    choices = {"b1": "118", "enumerator": "Triệu Văn Kim"}
    second_settling.choose(commune, household.uid, 2026, choices)
    done = second_settling.settle(commune, household.uid, 2026, now=NOW, by=YEN)
    assert (done.first_wrong, done.second_wrong, done.findings) == (1, 2, ())
    home, sheet, state = found(commune, household)
    assert (sheet.b1_points, sheet.enumerator) == (118, "Triệu Văn Kim")
    assert state is ReviewState.COMPLETE
    trail = [e.action for e in audit.of(commune, household.uid)]
    assert trail[:2] == ["second-settled", "review-complete"]

    second_settling.unsettle(commune, household.uid, 2026, now=NOW, by=YEN)
    assert replace(found(commune, household)[0], revision=0) == replace(kept[0], revision=0)
    assert found(commune, household)[1:] == kept[1:]
    second = second_keyings.get(commune, household.uid, 2026)
    assert second is not None
    assert (second.state, second.open_count, second.act_uid) == (SecondState.KEYED, 0, "")
    assert home.uid == household.uid


def test_a_sheet_changed_after_settling_is_not_taken_back(
    commune: Db, household: Household
) -> None:
    again(commune, household, b1_points=117)
    second_settling.choose(commune, household.uid, 2026, {"b1": "117"})
    second_settling.settle(commune, household.uid, 2026, now=NOW, by=YEN)
    home, sheet, _ = found(commune, household)
    reviewing.complete_review(commune, home, replace(sheet, b1_points=99), 2026, now=NOW, by=MAU)
    with pytest.raises(UndoTooLate):
        second_settling.unsettle(commune, household.uid, 2026, now=NOW, by=YEN)


def test_a_settled_value_that_blocks_makes_the_sheet_a_draft_and_says_which(
    commune: Db, household: Household
) -> None:
    again(commune, household, b1_points=117)
    second_settling.choose(commune, household.uid, 2026, {"b1": ""})
    done = second_settling.settle(commune, household.uid, 2026, now=NOW, by=YEN)
    assert [f.code for f in done.findings] == ["b1-missing"]
    assert found(commune, household)[2] is ReviewState.DRAFT
    assert done.second.state is SecondState.SETTLED


def test_a_cut_in_the_middle_of_settling_is_mended_by_settling_again(
    commune: Db, household: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    again(commune, household, b1_points=117)
    second_settling.choose(commune, household.uid, 2026, {"b1": "117"})

    def cut(*_: object) -> None:
        raise RuntimeError("power")

    with monkeypatch.context() as patch:
        patch.setattr(second_keyings, "put", cut)
        with pytest.raises(RuntimeError):
            second_settling.settle(commune, household.uid, 2026, now=NOW, by=YEN)
    assert found(commune, household)[1].b1_points == 117
    assert len(verifying.to_settle(commune, 2026)) == 1
    before = found(commune, household)
    done = second_settling.settle(commune, household.uid, 2026, now=NOW, by=YEN)
    assert (done.first_wrong, done.second.state) == (1, SecondState.SETTLED)
    assert found(commune, household) == before


def test_all_as_in_the_first_keying_writes_nothing_into_the_sheet(
    commune: Db, household: Household
) -> None:
    again(commune, household, b1_points=117)
    before = found(commune, household)
    second_settling.choose(commune, household.uid, 2026, {"b1": "100"})
    done = second_settling.settle(commune, household.uid, 2026, now=NOW, by=YEN)
    assert found(commune, household) == before
    assert (done.first_wrong, done.second_wrong, done.second.act_uid) == (0, 1, "")


def test_a_sheet_opened_again_meanwhile_stays_a_draft(commune: Db, household: Household) -> None:
    again(commune, household, b1_points=117)
    home, sheet, _ = found(commune, household)
    reviewing.save_draft(
        commune, home, replace(sheet, cause_other="đang sửa"), 2026, now=NOW, by=MAU
    )
    second_settling.choose(commune, household.uid, 2026, {"b1": "117"})
    second_settling.settle(commune, household.uid, 2026, now=NOW, by=YEN)
    _, sheet, state = found(commune, household)
    assert (sheet.b1_points, sheet.cause_other, state) == (117, "đang sửa", ReviewState.DRAFT)


# Error rates -------------------------------------------------------------------------------------
def test_rates_count_settled_sheets_by_person_and_say_what_is_due(commune: Db) -> None:
    open_rounds(commune, 2026)
    homes = [keyed(commune, f"Bàn Văn {n}", MAU if n < 3 else YEN) for n in range(5)]
    draw(commune)
    again(commune, homes[0], by=YEN, b1_points=117)  # the first erred
    again(commune, homes[1], by=YEN, b1_points=118)  # the second erred
    again(commune, homes[2], by=YEN)  # both were right
    again(commune, homes[3], by=MAU, enumerator="Ma Văn Hiệp")  # waits
    for home, value in ((homes[0], "117"), (homes[1], "100")):
        second_settling.choose(commune, home.uid, 2026, {"b1": value})
        second_settling.settle(commune, home.uid, 2026, now=NOW, by=YEN)
    rates = verifying.error_rates(commune, 2026)
    assert (rates.complete, rates.drawn, rates.settled) == (5, 5, 3)
    assert (rates.to_key, rates.to_settle) == (1, 1)
    mau, yen = rates.people
    fields = mau.first.fields
    # Twelve deprivations, B1, a cause, enumerator, day; six fields of three members, less the two
    # of the head that were given.
    assert fields == 3 * (12 + 1 + 1 + 2 + 3 * 6 - 2)
    assert (mau.first.sheets, mau.first.wrong, mau.second.sheets) == (3, 1, 0)
    assert (yen.first.sheets, yen.second.sheets, yen.second.wrong) == (0, 3, 1)
    assert mau.first.rate == pytest.approx(100 / fields)
    assert mau.frequent == yen.frequent == (("Tổng điểm B1", 1),)


def test_the_page_says_rates_in_two_decimals_and_is_no_form_of_the_law(
    commune: Db, household: Household, tmp_path: Path
) -> None:
    with pytest.raises(NothingToReport):
        verifying.paper(commune, 2026)
    again(commune, household, b1_points=117)
    second_settling.choose(commune, household.uid, 2026, {"b1": "117"})
    second_settling.settle(commune, household.uid, 2026, now=NOW, by=YEN)
    paper = verifying.paper(commune, 2026)
    text = as_text(paper.sheet)
    assert "BIÊN BẢN NHẬP LẠI PHIẾU LẦN HAI" in text
    assert "Bàn Thị Mẫu | 1 | 32 | 1 | 3,13" in text
    assert not any(word in text for word in ("Điều", "Thông tư", "Nghị định", "Biểu 7"))
    assert paper.stem == "nhap_lai_02296_2026"
    for kind in ("pdf", "xlsx"):
        path = tmp_path / f"{paper.stem}.{kind}"
        reporting.write_paper(commune, paper, kind, path, now=NOW, by=YEN)
        assert path.stat().st_size > 1000


def test_a_practice_book_marks_the_page(open_made: Opener) -> None:
    db = open_made("practice")
    open_rounds(db, 2026)
    home = keyed(db, "Bàn Văn Tiến", MAU)
    draw(db)
    again(db, home)
    paper = verifying.paper(db, 2026)
    assert paper.sheet.heading.practice
    assert paper.stem.startswith("luyen-tap_")


def test_the_board_says_how_many_a_drawing_would_add(commune: Db) -> None:
    assert not verifying.board(commune, 2026).is_open
    open_rounds(commune, 2026)
    for n in range(4):
        keyed(commune, f"Bàn Văn {n}", MAU)
    assert verifying.board(commune, 2026).missing == 1
    draw(commune, 50)
    board = verifying.board(commune, 2026)
    assert (board.missing, len(board.due), len(board.to_settle)) == (0, 2, 0)
    assert verifying.waiting(commune, 2026) == (2, 0)


def test_a_field_is_called_by_its_name_as_a_place_and_as_a_kind() -> None:
    rules = shipped_standard("2022-2025")
    for place in ("member:2:born", "member:born"):
        assert verifying.field_word(rules, place) == "Ngày sinh"
    assert verifying.field_word(rules, "member:2") == verifying.field_word(rules, "member")


def test_the_page_names_the_field_that_was_keyed_wrong(commune: Db, household: Household) -> None:
    head, *others = household.members
    again(commune, replace(household, members=(replace(head, born="1981-07-21"), *others)))
    second_settling.choose(commune, household.uid, 2026, {"member:1:born": "1981-07-21"})
    second_settling.settle(commune, household.uid, 2026, now=NOW, by=YEN)
    [mau] = [p for p in verifying.error_rates(commune, 2026).people if p.name == MAU]
    assert mau.frequent == (("Ngày sinh", 1),)
    assert "Ngày sinh" in as_text(verifying.paper(commune, 2026).sheet)
