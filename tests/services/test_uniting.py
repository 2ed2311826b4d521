"""Settling pairs: by field, with sheets and events, undone to the letter; lists park what is unsure."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.household import Household
from desktop.domain.planning import Measure, PlannedEscape
from desktop.domain.review import Event, EventKind, SheetA
from desktop.errors import TwinGone, TwinLastMember, TwinUndecided, UndoTooLate
from desktop.services import balancing, pairing, reading, registering, reviewing, uniting
from desktop.services.reading import ListResult
from desktop.services.uniting import Choice, Settled, View
from desktop.store import households, measures, reviews, sheets_a, twins
from desktop.store.connection import Db, writing
from tests.exchange.list_samples import BORN, ID, save, two_families
from tests.services.made import (
    BY,
    NEAR,
    NOT,
    NOW,
    POOR,
    add,
    answers,
    carry_decision,
    dump,
    key,
    open_rounds,
)
from tests.services.twin_made import copy_of, with_id

LEFT, RIGHT = Choice.LEFT, Choice.RIGHT


def _view(db: Db, **more: Any) -> View:
    pairing.scan(db, now=NOW)
    return uniting.view(db, pairing.queue(db)[0].uid, **more)


def _same(db: Db, view: View, choices: dict[str, Choice] | None = None, **more: Any) -> Settled:
    return uniting.same(db, view.uid, choices or {}, now=NOW, by=BY, **more)


def _names(view: View) -> list[str]:
    return [f.name for f in view.fields]


def _keys(view: View) -> dict[str, str]:
    return {f.name: f.key for f in view.fields}


def _get(db: Db, uid: str) -> Household:
    found = households.get(db, uid)
    assert found is not None
    return found


def _content(db: Db) -> dict[str, list[tuple[object, ...]]]:
    """All that a book holds but the trail, deeds, pairs, what follows from sheets, and revisions."""
    kept = dump(db)
    for name in ("audit", "act", "act_household", "twin", "sheet_finding"):
        kept.pop(name)
    for name in ("household", "review", "event", "sheet_a"):
        columns = [c.name for c in db.table(name).columns]
        place = columns.index("revision")
        kept[name] = [row[:place] + row[place + 1 :] for row in kept[name]]
    return {name: sorted(rows, key=repr) for name, rows in kept.items()}


# One household -----------------------------------------------------------------------------------
def test_two_that_are_one_keep_number_members_and_the_other_number(commune: Db) -> None:
    one = add(commune)
    other = copy_of(commune, one)
    grown = replace(
        other, members=(*other.members, replace(other.members[1], uid="x", name="Bàn Văn Út"))
    )
    registering.save_household(commune, grown, now=NOW, by=BY)
    view = _view(commune)
    assert _names(view) == ["number"]
    settled = _same(commune, view)
    kept = _get(commune, settled.household.uid)
    assert [h.uid for h in registering.everyone(commune)] == [kept.uid] == [one.uid]
    assert (kept.number, kept.former_numbers) == (one.number, (other.number,))
    assert [p.name for p in kept.members] == [*(p.name for p in one.members), "Bàn Văn Út"]
    assert pairing.queue(commune) == []


def test_the_number_chosen_says_which_record_stays(commune: Db) -> None:
    one = add(commune)
    other = copy_of(commune, one)
    settled = _same(commune, _view(commune), {"number": RIGHT})
    assert settled.household.uid == other.uid
    assert _get(commune, other.uid).former_numbers == (one.number,)


def test_each_field_is_chosen_by_itself(commune: Db) -> None:
    one = with_id(commune, add(commune), "008080000001")
    other = copy_of(commune, one, name="Bàn Văn Tiên", village="Nà Mỵ")
    head = replace(other.members[0], citizen_id="008080000011", born="1980")
    registering.save_household(
        commune,
        replace(other, members=(head, *other.members[1:]), merit_person=True),
        now=NOW,
        by=BY,
    )
    view = _view(commune)
    assert _names(view) == ["number", "village", "merit_person", "name", "born", "citizen_id"]
    assert [f.proposal for f in view.fields] == [LEFT, None, None, None, LEFT, None]
    with pytest.raises(TwinUndecided) as refused:
        _same(commune, view)
    assert refused.value.details["count"] == 4
    keys = _keys(view)
    chosen = {
        "village": RIGHT, "merit_person": RIGHT, keys["name"]: LEFT, keys["citizen_id"]: RIGHT,
    }  # fmt: skip
    kept = _get(commune, _same(commune, view, chosen).household.uid)
    assert (kept.village, kept.merit_person, kept.head_name) == ("Nà Mỵ", True, "Bàn Văn Tiến")
    assert (kept.members[0].citizen_id, kept.members[0].born) == ("008080000011", "1980-07-21")


def test_a_blank_is_filled_without_asking(commune: Db) -> None:
    one = add(commune)
    other = with_id(commune, copy_of(commune, one), "008080000001")
    view = _view(commune)
    assert [(f.name, f.proposal) for f in view.fields][1:] == [("citizen_id", RIGHT)]
    kept = _get(commune, _same(commune, view).household.uid)
    assert kept.uid == one.uid
    assert kept.members[0].citizen_id == other.members[0].citizen_id


def test_members_may_be_told_apart(commune: Db) -> None:
    one = add(commune, size=2)
    copy_of(commune, one)
    child = one.members[1].uid
    view = _view(commune, apart=[child])
    assert len(view.both) == 1
    kept = _get(commune, _same(commune, view, apart=[child]).household.uid)
    assert [p.name for p in kept.members].count(one.members[1].name) == 2


def test_one_of_two_heads_stays_head(commune: Db) -> None:
    one = with_id(commune, add(commune), "008080000001")
    other = copy_of(commune, one)
    wife = replace(other.members[1], relation="Chủ hộ", born="1984-02-03")
    man = replace(other.members[0], relation="Chồng")
    registering.save_household(
        commune, replace(other, members=(wife, man, other.members[2])), now=NOW, by=BY
    )
    first = replace(one.members[1], born="1984-02-03", relation="Vợ")
    registering.save_household(
        commune, replace(one, members=(one.members[0], first, one.members[2])), now=NOW, by=BY
    )
    view = _view(commune)
    assert "head" in _names(view)
    assert "relation" not in _names(view), "it follows from the head"
    kept = _get(commune, _same(commune, view, {"head": RIGHT}).household.uid)
    assert [p.relation for p in kept.members] == ["Chồng", "Chủ hộ", "Con"]


# Sheets and events -------------------------------------------------------------------------------
def _two_with_sheets(commune: Db) -> tuple[Household, Household]:
    open_rounds(commune, 2025, 2026)
    one = add(commune)
    key(commune, one, POOR, 2025)
    other = copy_of(commune, one)
    key(commune, _get(commune, other.uid), NEAR, 2026)
    return _get(commune, one.uid), _get(commune, other.uid)


def test_sheets_of_different_years_come_together(commune: Db) -> None:
    one, _ = _two_with_sheets(commune)
    view = _view(commune)
    assert "review" not in _names(view)
    settled = _same(commune, view)
    found = reviews.of_household(commune, settled.household.uid)
    assert settled.household.uid == one.uid
    assert [(r.year, r.outcome and r.outcome.household_class) for r in found] == [
        (2025, POOR),
        (2026, NEAR),
    ]


@pytest.mark.parametrize(("choice", "outcome"), [(LEFT, NOT), (RIGHT, NEAR)])
@pytest.mark.parametrize("number", [LEFT, RIGHT])
def test_of_two_sheets_of_a_round_the_chosen_one_stays(
    commune: Db, choice: Choice, outcome: Any, number: Choice
) -> None:
    one, _ = _two_with_sheets(commune)
    key(commune, one, NOT, 2026)
    view = _view(commune)
    field = next(f for f in view.fields if f.name == "review")
    assert field.proposal is None
    before = _content(commune)
    settled = _same(commune, view, {field.key: choice, "number": number})
    now = reviews.get(commune, settled.household.uid, 2026)
    assert now is not None
    assert now.outcome is not None
    assert now.outcome.household_class is outcome
    assert len(reviews.of_round(commune, 2026)) == 1
    uniting.undo(commune, settled.act_uid, now=NOW, by=BY)
    assert _content(commune) == before


def test_a_complete_sheet_wins_over_a_draft_without_asking(commune: Db) -> None:
    one, other = _two_with_sheets(commune)
    reviewing.save_draft(commune, one, replace(answers(), b1_points=99), 2026, now=NOW, by=BY)
    field = next(f for f in _view(commune).fields if f.name == "review")
    assert field.proposal is RIGHT
    assert other.uid == field.right.household_uid


def test_events_and_requests_move_and_an_arrival_of_one_side_is_asked_about(commune: Db) -> None:
    one = add(commune)
    other = copy_of(commune, one)
    third = add(commune, "Lò Văn Ỏn", village="Khuổi Trang")
    day = datetime.date(2026, 3, 1)
    came = Event(uid="came", household_uid=other.uid, kind=EventKind.MOVED_IN, happened_on=day)
    born = Event(
        uid="born", household_uid=other.uid, kind=EventKind.BORN, happened_on=day, people=1,
        person_uid=other.members[1].uid,
    )  # fmt: skip
    split = Event(
        uid="split", household_uid=third.uid, kind=EventKind.SPLIT_OFF, happened_on=day,
        other_uid=other.uid,
    )  # fmt: skip
    with writing(commune):
        reviews.put_events(commune, [came, born, split])
        sheets_a.put(commune, [SheetA(uid="a", household_uid=other.uid, year=2026, count=3)])
    before = _content(commune)
    view = _view(commune)
    asked = [f for f in view.fields if f.name == "event"]
    assert [(f.left, f.right, f.proposal) for f in asked] == [(None, came, None)]
    settled = _same(commune, view, {asked[0].key: LEFT})
    assert settled.household.uid == one.uid
    moved = [e for e in reviews.events_of(commune, one.uid) if not e.act]
    assert [(e.uid, e.person_uid) for e in moved] == [("born", one.members[1].uid)]
    assert reviews.events_of(commune, third.uid)[0].other_uid == one.uid
    sheet = sheets_a.get(commune, one.uid, 2026)
    assert sheet is not None
    assert sheet.count == 3
    uniting.undo(commune, settled.act_uid, now=NOW, by=BY)
    assert _content(commune) == before


def test_the_balance_of_the_round_closes_over_a_household_taken_out(commune: Db) -> None:
    one = add(commune)
    other = copy_of(commune, one, village="Nà Mỵ")
    extra = replace(other.members[1], uid="x", name="Bàn Văn Út")
    registering.save_household(
        commune, replace(other, members=(*other.members, extra)), now=NOW, by=BY
    )
    open_rounds(commune, 2026)
    settled = _same(commune, _view(commune), {"village": RIGHT})
    found = balancing.balance(commune, 2026)
    assert all(v.ledger.closes for v in found.villages)
    assert found.total.ledger.start == (2, 7)
    assert found.total.ledger.end == (1, 4)
    assert [b.code for b in found.breaks] == ["not-reviewed"] or not found.breaks
    told = reviews.events_of(commune, one.uid)
    assert {(e.kind, e.act) for e in told} == {
        (EventKind.CORRECTED, settled.act_uid),
        (EventKind.MEMBER_IN, settled.act_uid),
    }


# Undone ------------------------------------------------------------------------------------------
def test_undoing_brings_back_both_and_the_pair_waits_again(commune: Db) -> None:
    _two_with_sheets(commune)
    view = _view(commune)
    before = _content(commune)
    settled = _same(commune, view)
    assert _content(commune) != before
    uniting.undo(commune, settled.act_uid, now=NOW, by=BY)
    assert _content(commune) == before
    assert [p.uid for p in pairing.queue(commune)] == [view.uid]
    again = _same(commune, uniting.view(commune, view.uid))
    assert again.act_uid != settled.act_uid


def test_measures_and_planned_escapes_go_on_under_the_record_that_stays(commune: Db) -> None:
    one = add(commune)
    other = copy_of(commune, one)
    with writing(commune):
        for n, home in enumerate((one, other)):
            measures.put(
                commune,
                [
                    Measure(
                        uid=f"m{n}", household_uid=home.uid, commune_code="02296", year=2027,
                        kind="credit", amount=n,
                    )
                ],
            )  # fmt: skip
            years = (2027,) if home is one else (2027, 2028)
            measures.put_escapes(
                commune,
                [
                    PlannedEscape(
                        uid=f"e{n}{y}", household_uid=home.uid, commune_code="02296", year=y
                    )
                    for y in years
                ],
            )
    before = _content(commune)
    done = _same(commune, _view(commune))
    kept = done.household.uid
    assert {(m.uid, m.household_uid) for m in measures.of_year(commune)} == {
        ("m0", kept), ("m1", kept),
    }  # fmt: skip
    assert [(e.household_uid, e.year) for e in measures.escapes(commune)] == [
        (kept, 2027), (kept, 2028),
    ]  # fmt: skip
    uniting.undo(commune, done.act_uid, now=NOW, by=BY)
    after = _content(commune)
    for table in ("measure", "planned_escape"):
        assert [r[:4] for r in after[table]] == [r[:4] for r in before[table]]


def test_what_was_worked_on_since_is_not_undone_over(commune: Db) -> None:
    copy_of(commune, add(commune))
    settled = _same(commune, _view(commune))
    kept = _get(commune, settled.household.uid)
    registering.save_household(commune, replace(kept, note="vừa sửa"), now=NOW, by=BY)
    with pytest.raises(UndoTooLate):
        uniting.undo(commune, settled.act_uid, now=NOW, by=BY)


def test_a_sheet_keyed_after_the_deed_does_not_stand_in_the_way_of_other_sheets(
    commune: Db,
) -> None:
    """What the deed left as it was is no part of it."""
    one, _ = _two_with_sheets(commune)
    settled = _same(commune, _view(commune))
    touched = twins.get(commune, settled.uid)
    assert touched is not None
    assert touched.act_uid == settled.act_uid
    assert reviews.get(commune, one.uid, 2025) is not None
    carry_decision(commune, 2025, "1/QĐ", datetime.date(2025, 12, 10))
    uniting.undo(commune, settled.act_uid, now=NOW, by=BY)
    decided = reviews.get(commune, one.uid, 2025)
    assert decided is not None
    assert decided.decision_no == "1/QĐ"


def test_a_deed_that_was_cut_short_leaves_the_pair_open(
    commune: Db, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_of(commune, add(commune))
    view = _view(commune)
    before = _content(commune)

    def cut(*_: object, **__: object) -> None:
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr("desktop.services.undoing.do", cut)
        with pytest.raises(OSError):  # noqa: PT011
            _same(commune, view)
    assert _content(commune) == before
    assert [p.uid for p in pairing.queue(commune)] == [view.uid]


def test_a_settled_pair_cannot_be_settled_twice(commune: Db) -> None:
    copy_of(commune, add(commune))
    view = _view(commune)
    _same(commune, view)
    with pytest.raises(TwinGone):
        _same(commune, view)


# One person in two households --------------------------------------------------------------------
def _person_twice(commune: Db) -> tuple[Household, Household]:
    home = with_id(commune, add(commune), "008210000009", member=1)
    other = add(commune, "Lò Văn Ỏn", village="Khuổi Trang", size=3)
    twin = replace(home.members[1], uid="twin", relation="Vợ", name="Bàn Thị Hoà", insured=True)
    other = registering.save_household(
        commune, replace(other, members=(*other.members, twin)), now=NOW, by=BY
    )
    return home, other


@pytest.mark.parametrize("keep", [LEFT, RIGHT])
def test_a_person_stays_in_the_chosen_household_and_has_left_the_other(
    commune: Db, keep: Choice
) -> None:
    home, other = _person_twice(commune)
    view = _view(commune)
    assert view.kind == "person"
    assert _names(view) == ["name", "insured"]
    before = _content(commune)
    chosen = {_keys(view)["name"]: LEFT}
    settled = uniting.keep_person(commune, view.uid, keep, chosen, now=NOW, by=BY)
    stays, loses = (home, other) if keep is LEFT else (other, home)
    assert settled.household.uid == stays.uid
    here = [p for p in _get(commune, stays.uid).present if p.citizen_id == "008210000009"]
    assert [(p.name, p.insured) for p in here] == [("Bàn Thị Hoa", True)]
    gone = [p for p in _get(commune, loses.uid).members if p.left_on]
    assert [p.citizen_id for p in gone] == ["008210000009"]
    assert stays.number in gone[0].left_why
    events = reviews.events_of(commune, loses.uid)
    assert [(e.kind, e.people, e.person_uid) for e in events] == [
        (EventKind.MEMBER_OUT, 1, gone[0].uid)
    ]
    pairing.scan(commune, now=NOW)
    assert pairing.queue(commune) == []
    uniting.undo(commune, settled.act_uid, now=NOW, by=BY)
    assert _content(commune) == before


def test_no_household_is_left_without_people(commune: Db) -> None:
    home = with_id(commune, add(commune, size=3), "008210000009", member=2)
    lone = add(commune, "Bàn Thị Lan", village="Khuổi Trang", size=1)
    head = replace(
        lone.members[0], citizen_id="008210000009", born="1999", name=home.members[2].name
    )
    registering.save_household(commune, replace(lone, members=(head,)), now=NOW, by=BY)
    view = _view(commune)
    assert view.kind == "person", "a head who is a child elsewhere does not make two households one"
    chosen = {f.key: LEFT for f in view.fields}
    with pytest.raises(TwinLastMember):
        uniting.keep_person(commune, view.uid, LEFT, chosen, now=NOW, by=BY)


# Lists -------------------------------------------------------------------------------------------
def _read(db: Db, tmp_path: Path, rows: Sequence[Sequence[Any]], name: str = "ds") -> ListResult:
    return reading.read_list(db, save(tmp_path / f"{name}.xlsx", rows), now=NOW, by=BY)


def _doubtful(commune: Db, tmp_path: Path) -> list[list[Any]]:
    _read(commune, tmp_path, two_families())
    rows = two_families()
    rows[4][ID] = "008075999999"
    rows[5][BORN] = "05/2001"
    return rows


def test_a_doubtful_household_of_a_list_is_parked_and_counted(commune: Db, tmp_path: Path) -> None:
    rows = _doubtful(commune, tmp_path)
    before = _content(commune)
    result = _read(commune, tmp_path, rows, "nghi")
    assert (result.rows, result.created, result.updated) == (5, 0, 0)
    assert (result.skipped, result.refused, result.parked) == (3, 0, 2)
    assert result.parked_households == 1
    assert _content(commune) == before, "nothing is created or changed blindly"
    pair = pairing.queue(commune)[0]
    assert (pair.kind, pair.left.name, pair.right.name) == ("listed", "Ma Văn Quý", "Ma Văn Quý")
    assert pair.reasons[0].code == "id-differs"
    assert _read(commune, tmp_path, rows, "lai").parked == 2
    assert len(pairing.queue(commune)) == 1, "reading it again asks no second time"
    pairing.scan(commune, now=NOW)
    assert len(pairing.queue(commune)) == 1


def test_a_listed_household_that_is_one_of_the_book_is_merged_field_by_field(
    commune: Db, tmp_path: Path
) -> None:
    rows = _doubtful(commune, tmp_path)
    _read(commune, tmp_path, rows, "nghi")
    before = _content(commune)
    view = uniting.view(commune, pairing.queue(commune)[0].uid)
    assert [(f.name, f.proposal) for f in view.fields] == [("citizen_id", None), ("born", RIGHT)]
    settled = _same(commune, view, {_keys(view)["citizen_id"]: RIGHT})
    kept = _get(commune, settled.household.uid)
    assert [p.citizen_id for p in kept.members] == ["008075999999", ""]
    assert kept.members[1].born == "2001-05"
    assert len(registering.everyone(commune)) == 2
    again = _read(commune, tmp_path, rows, "sau")
    assert (again.parked, again.skipped) == (0, 5)
    uniting.undo(commune, settled.act_uid, now=NOW, by=BY)
    assert _content(commune) == before
    assert _read(commune, tmp_path, rows, "undo").parked == 2


def test_a_listed_household_that_is_none_of_the_book_is_written_as_new(
    commune: Db, tmp_path: Path
) -> None:
    rows = _doubtful(commune, tmp_path)
    _read(commune, tmp_path, rows, "nghi")
    before = _content(commune)
    uid = pairing.queue(commune)[0].uid
    settled = uniting.write_new(commune, uid, now=NOW, by=BY)
    made = _get(commune, settled.household.uid)
    assert [p.citizen_id for p in made.members] == ["008075999999", ""]
    review = reviews.get(commune, made.uid, 2024)
    assert review is not None
    assert review.outcome is not None
    assert review.outcome.household_class is NEAR
    again = _read(commune, tmp_path, rows, "sau")
    assert (again.created, again.refused, again.parked) == (0, 0, 0)
    uniting.undo(commune, settled.act_uid, now=NOW, by=BY)
    assert _content(commune) == before
    assert [p.uid for p in pairing.queue(commune)] == [uid]


def test_a_list_merged_by_hand_never_changes_a_keyed_sheet(commune: Db, tmp_path: Path) -> None:
    rows = _doubtful(commune, tmp_path)
    open_rounds(commune, 2026)
    quy = next(h for h in registering.everyone(commune) if h.head_name == "Ma Văn Quý")
    keyed = key(commune, quy, NOT)
    for row in rows[4:]:
        row[11] = "10/12/2026"
    path = save(tmp_path / "2026.xlsx", rows)
    reading.read_list(commune, path, year=2026, now=NOW, by=BY)
    view = uniting.view(commune, pairing.queue(commune)[0].uid)
    assert "review" not in _names(view)
    _same(commune, view, {f.key: LEFT for f in view.fields})
    assert reviews.get(commune, quy.uid, 2026) == keyed


def test_of_several_whom_it_may_be_another_can_be_compared(commune: Db, tmp_path: Path) -> None:
    rows = two_families()[:5]
    rows[4][ID] = ""
    rows.append([*rows[4]])
    rows[5][0], rows[5][BORN] = 3.0, "1950"
    _read(commune, tmp_path, rows)
    unclear = [*two_families()[:1], [*rows[4]]]
    unclear[1][BORN] = ""
    assert _read(commune, tmp_path, unclear, "mo").parked == 1
    uid = pairing.queue(commune)[0].uid
    view = uniting.view(commune, uid)
    assert len(view.candidates) == 2
    other = view.candidates[1][0]
    shown = uniting.view(commune, uid, candidate=other)
    assert shown.left.household.uid == other
    settled = _same(commune, shown, candidate=other)
    assert settled.household.uid == other
    assert len(registering.everyone(commune)) == 3
