"""The rounds of `rasoat demo` went through the whole legal procedure, and their papers lie there."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import pytest
from pypdf import PdfReader

from desktop.domain.procedure import DecisionKind
from desktop.rules.case_facts import LISTED
from desktop.rules.deadlines import CaseStanding, StepState
from desktop.rules.workdays import WorkCalendar
from desktop.services import proceeding
from desktop.services.demonstrating import PASSPHRASE, Demo
from desktop.services.reviewing import all_rounds
from desktop.store import acts
from desktop.store.connection import close_book, open_book
from tests.demo_season import LATE

AFTER = datetime.datetime(2027, 1, 4, tzinfo=datetime.UTC)
Rounds = Mapping[tuple[str, int], CaseStanding]
SHOWN = ("2025_02512", 2026)


@pytest.fixture(scope="module")
def rounds(demo: Demo) -> Rounds:
    """Where each round of each commune stands once all is over."""
    found = {}
    for (code, list_version), path in demo.books.items():
        if code in ("071", "08"):
            continue
        db = open_book(path, passphrase=PASSPHRASE)
        for one in all_rounds(db):
            look = proceeding.look(db, f"periodic-{one.year}", now=AFTER)
            found[f"{list_version}_{code}", one.year] = look.standing
        close_book(db)
    return found


def _finished(rounds: Rounds) -> list[CaseStanding]:
    found = [s for key, s in rounds.items() if key != (f"2025_{LATE}", 2026)]
    assert len(found) == len(rounds) - 1 == 2 * 3 + 3 * 4 - 1
    return found


def test_every_finished_round_has_every_step_done(rounds: Rounds) -> None:
    for standing in _finished(rounds):
        assert standing.next is None
        states = {s.step.id: s.state for s in standing.steps}
        happened = bool(standing.records.complaints)
        for step, state in states.items():
            passed = step in ("recheck", "reposting") and not happened
            assert state is (StepState.NONE if passed else StepState.DONE), step
        assert not any(s.missing for s in standing.steps)
        new = {s.uid for s in standing.records.subjects if s.before not in LISTED}
        assert new
        assert new <= standing.records.asked_by


def test_every_recognised_household_has_one_decision_and_one_certificate(rounds: Rounds) -> None:
    for standing in _finished(rounds):
        records = standing.records
        listed = sorted(s.uid for s in records.subjects if s.now in LISTED)
        left = sorted(s.uid for s in records.subjects if s.before in LISTED and s.now not in LISTED)
        by_kind = {
            kind: sorted(u for d in records.decisions if d.kind is kind for u in d.household_uids)
            for kind in DecisionKind
        }
        assert by_kind == {
            DecisionKind.RECOGNISED: listed, DecisionKind.ESCAPED: left, DecisionKind.REFUSED: [],
        }  # fmt: skip
        assert listed
        held = [c for c in records.certificates if c.withdrawn_on is None]
        assert sorted(c.household_uid for c in held) == listed
        numbers = {c.number for c in records.certificates}
        assert len(numbers) == len(records.certificates)
        for subject in records.subjects:
            decided = records.decision_of(subject.uid)
            assert subject.decision_no == (decided.number if decided else "")


def test_days_of_a_finished_round_are_working_days_within_the_season(rounds: Rounds) -> None:
    for standing in _finished(rounds):
        records = standing.records
        days = WorkCalendar(holidays=frozenset({datetime.date(2024, 9, 2)}))
        happened = [
            *(m.held_on for m in records.meetings), *(p.posted_on for p in records.postings),
            *(o.sent_on for o in records.opinions), *(d.signed_on for d in records.decisions),
        ]  # fmt: skip
        assert all(days.is_working(day) for day in happened)
        assert max(happened) <= datetime.date(records.case.year, 12, 14)
        assert all(p.places for p in records.postings)


def test_one_household_of_one_round_was_put_to_a_second_meeting(rounds: Rounds) -> None:
    again = {key: m for key, s in rounds.items() for m in s.records.meetings if m.attempt > 1}
    assert list(again) == [SHOWN]
    [second] = again.values()
    [uid] = second.agreed
    first = next(m for m in rounds[SHOWN].records.meetings if uid in m.agreed)
    assert first.uid != second.uid
    assert [first.agrees(uid), second.agrees(uid)] == [False, True]
    held = [m for s in rounds.values() for m in s.records.meetings]
    below = [u for m in held for u in m.agreed if not m.agrees(u)]
    assert below == [uid]


def test_people_sat_with_the_chair_at_every_meeting(rounds: Rounds) -> None:
    held = [m for s in rounds.values() for m in s.records.meetings]
    assert all(len(m.attendants) == 5 for m in held)
    assert all(", " in name for m in held for name in m.attendants)


def test_a_certificate_was_withdrawn_and_a_vote_put_right(demo: Demo, rounds: Rounds) -> None:
    withdrawn = {
        key: c for key, s in rounds.items() for c in s.records.certificates if c.withdrawn_on
    }
    assert list(withdrawn) == [SHOWN]
    one = withdrawn[SHOWN]
    assert one.withdrawn_why
    again = [c for c in rounds[SHOWN].records.certificates if c.household_uid == one.household_uid]
    assert [bool(c.withdrawn_on) for c in again] == [True, False]
    db = open_book(demo.books["02512", "2025"], passphrase=PASSPHRASE)
    [latest] = acts.latest(db, kinds=["process-correct"])
    act = acts.get(db, latest.uid)
    close_book(db)
    assert act is not None
    before, after = act.before.meetings[0], act.after.meetings[0]
    assert sum(before.agreed.values()) - sum(after.agreed.values()) == 1
    assert after in rounds[SHOWN].records.meetings


def test_one_commune_had_a_case_of_each_kind_within_the_year(demo: Demo) -> None:
    found = {}
    for (code, list_version), path in demo.books.items():
        db = open_book(path, passphrase=PASSPHRASE)
        cases = [
            (c.procedure, c.outcome) for y in range(2022, 2027) for c in proceeding.cases(db, y)
        ]
        found[f"{list_version}_{code}"] = sorted(cases)
        close_book(db)
    assert found.pop(SHOWN[0]) == [
        ("average_living_standard", "decided"), ("in_year_exit", "decided"),
        ("in_year_recognition", "decided"), ("low_income_worker", "decided"),
        ("low_income_worker", "refused"),
    ]  # fmt: skip
    assert not any(found.values())


def test_complaints_of_some_communes_were_rechecked_and_posted_again(rounds: Rounds) -> None:
    complained = {key[0] for key, s in rounds.items() if s.records.complaints}
    assert complained == {"2022_02293", "2025_02512"}
    for standing in rounds.values():
        posted = {p.complaint_uid for p in standing.records.postings if p.complaint_uid}
        assert posted == {c.uid for c in standing.records.complaints}


def test_the_late_commune_has_begun_and_no_more(rounds: Rounds) -> None:
    standing = rounds[f"2025_{LATE}", 2026]
    begun = [p for p in standing.places if p.is_met and p.posting_ends]
    assert begun, "a finished village met and posted its list"
    assert len(standing.records.meetings) == len(standing.records.postings) == len(begun) <= 2
    assert len(standing.records.asked_by) > 1
    assert standing.records.opinions == ()
    assert standing.records.decisions == ()


def test_all_papers_of_one_round_lie_there_by_step(demo: Demo, rounds: Rounds) -> None:
    records = rounds[SHOWN].records
    folder = demo.folder / "giay_to" / SHOWN[0]
    expected = {
        "01_de_nghi": 3, "02_danh_sach_ra_soat": 1, "04_hop_dan": len(records.meetings),
        "05_niem_yet": len(records.postings), "06_phuc_tra": 1, "07_y_kien_cap_tren": 2,
        "08_quyet_dinh": len(records.decisions), "09_giay_chung_nhan": 1,
    }  # fmt: skip
    assert {p.parent for p in demo.case_papers} == {folder / name for name in expected}
    for name, count in expected.items():
        for kind in ("pdf", "xlsx"):
            assert len(list((folder / name).glob(f"*.{kind}"))) == count, name
    assert len(demo.case_papers) == 2 * sum(expected.values())
    [certificates] = (folder / "09_giay_chung_nhan").glob("*.pdf")
    told = "\n".join(page.extract_text() for page in PdfReader(certificates).pages)
    assert all((c.number in told) is (c.withdrawn_on is None) for c in records.certificates)
