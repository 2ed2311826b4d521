"""Requests: sheet A decides who goes on the list for sheet B; a request is one deed, undone as one."""

from __future__ import annotations

import datetime

import pytest

from desktop.domain.household import Household
from desktop.domain.review import Answers, ReviewState, SheetA
from desktop.errors import RoundNotHere, SheetAIncomplete
from desktop.rules.sheet_a import Verdict
from desktop.services import asking, overview, registering, reviewing, undoing
from desktop.services.happening import Deed
from desktop.store import reviews, sheets_a
from desktop.store.connection import Db
from tests.services.made import BY, NOT, NOW, POOR, add, answers, dump, happen, key, open_rounds

TODAY = datetime.date(2026, 10, 20)


def _sheet(household: Household, count: int | None = 2, uid: str = "a") -> SheetA:
    return SheetA(uid=uid, household_uid=household.uid, year=2026, asked_on=TODAY, count=count)


def _queue(db: Db) -> set[str]:
    return {line.uid for line in reviewing.queue(db, 2026)}


@pytest.fixture
def escaped(commune: Db) -> Household:
    """A household that was not poor last year, so that nobody reviews it unasked."""
    open_rounds(commune, 2025, 2026)
    home = add(commune)
    key(commune, home, NOT, 2025)
    assert _queue(commune) == set()
    return home


def test_few_marks_put_a_household_on_the_list_with_an_empty_sheet_b(
    commune: Db, escaped: Household
) -> None:
    done = asking.record(commune, _sheet(escaped), now=NOW, by=BY)
    assert done.request.verdict is Verdict.LISTED
    assert _queue(commune) == {escaped.uid}
    draft = reviews.get(commune, escaped.uid, 2026)
    assert draft is not None
    assert (draft.state, draft.answers) == (ReviewState.DRAFT, Answers())
    [shown] = asking.asking(commune, 2026).requests
    assert (shown.marked, shown.sheet_b) == (2, "blank")
    seen = overview.situation(commune, 2026)
    assert (seen.requests, seen.requests_listed) == (1, 1)


def test_many_marks_leave_it_off_the_list_whether_known_or_new(
    commune: Db, escaped: Household
) -> None:
    asking.record(commune, _sheet(escaped, 4), now=NOW, by=BY)
    new = asking.new_household(commune, "Nà Bó", "Lý Thị Mai")
    asking.record(commune, _sheet(new, 6, uid="b"), new, now=NOW, by=BY)
    assert _queue(commune) == set()
    assert [r.verdict for r in asking.asking(commune, 2026).requests] == ["not_listed"] * 2
    assert any(h.head_name == "Lý Thị Mai" for h in registering.everyone(commune))


def test_a_request_is_undone_as_one(commune: Db, escaped: Household) -> None:
    new = asking.new_household(commune, "Nà Bó", "Lý Thị Mai")
    before = dump(commune)
    done = asking.record(commune, _sheet(new), new, now=NOW, by=BY)
    assert new.uid in _queue(commune)
    undoing.undo(commune, done.act, now=NOW, by=BY)
    after = dump(commune)
    assert {k: v for k, v in after.items() if k not in ("act", "act_household", "audit")} == {
        k: v for k, v in before.items() if k not in ("act", "act_household", "audit")
    }
    assert escaped.uid not in _queue(commune)


def test_a_corrected_request_takes_its_empty_sheet_b_off_the_list_but_never_a_keyed_one(
    commune: Db, escaped: Household
) -> None:
    asking.record(commune, _sheet(escaped), now=NOW, by=BY)
    again = asking.record(commune, _sheet(escaped, 5, uid="other"), now=NOW, by=BY)
    assert (again.request.verdict, again.kept_sheet_b) == (Verdict.NOT_LISTED, False)
    assert _queue(commune) == set()
    [only] = sheets_a.of_year(commune, 2026)
    assert (only.uid, only.revision, only.count) == ("a", 2, 5)

    asking.record(commune, _sheet(escaped), now=NOW, by=BY)
    reviewing.save_draft(commune, escaped, answers(), 2026, now=NOW, by=BY)
    kept = asking.record(commune, _sheet(escaped, 5), now=NOW, by=BY)
    assert kept.kept_sheet_b
    assert _queue(commune) == {escaped.uid}


def test_the_poor_need_no_marks(commune: Db) -> None:
    open_rounds(commune, 2025, 2026)
    poor = add(commune)
    key(commune, poor, POOR, 2025)
    done = asking.record(commune, _sheet(poor, None), now=NOW, by=BY)
    assert done.request.verdict is Verdict.ON_LIST
    assert done.request.sheet.listed is None
    assert _queue(commune) == {poor.uid}


def test_who_moved_away_cannot_ask_and_nothing_is_written(commune: Db, escaped: Household) -> None:
    day = datetime.date(2026, 3, 1)
    happen(commune, escaped.uid, Deed.MOVED_AWAY, day)
    before = dump(commune)
    for sheet in (_sheet(escaped), _sheet(escaped, None)):
        with pytest.raises(SheetAIncomplete):
            asking.record(commune, sheet, now=NOW, by=BY)
    assert dump(commune) == before


def test_a_withdrawn_request_is_gone_with_its_empty_sheet_and_comes_back(
    commune: Db, escaped: Household
) -> None:
    asking.record(commune, _sheet(escaped), now=NOW, by=BY)
    gone = asking.withdraw(commune, "a", now=NOW, by=BY)
    assert gone is not None
    assert asking.asking(commune, 2026).requests == ()
    assert _queue(commune) == set()
    undoing.undo(commune, gone.act, now=NOW, by=BY)
    assert _queue(commune) == {escaped.uid}
    assert len(asking.asking(commune, 2026).requests) == 1


def test_the_office_names_the_columns(commune: Db, upper: Db) -> None:
    open_rounds(commune, 2026)
    names = {"01": "Xe máy ", "02": ""}
    assert asking.name_marks(commune, names, now=NOW, by=BY).names
    assert asking.asking(commune, 2026).names == {"01": "Xe máy"}
    assert not asking.name_marks(commune, names, now=NOW, by=BY).names
    with pytest.raises(RoundNotHere):
        asking.new_household(upper, "Nà Bó", "Lý Thị Mai")


def test_without_a_round_there_is_nothing_to_ask(commune: Db) -> None:
    assert not asking.asking(commune, 2026).has_round
