"""Phone forms become drafts, once, never over a keyed sheet unseen, and all of it can be undone."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.household import Household
from desktop.domain.review import Answers, Event, EventKind, ReviewState
from desktop.errors import PhoneFormEmpty, RoundMissing, SubmissionsOutdated
from desktop.exchange.phone_form import Mark, short_hash
from desktop.services import fieldwork, registering, reviewing, undoing
from desktop.services.catalogue import shipped_standard, standard_content
from desktop.services.fieldwork import Fate, SubmissionPlan
from desktop.store import households, reviews
from desktop.store.connection import Db, writing
from tests.exchange.filled import Form, Style, central_zip, fill, kobo_xlsx
from tests.services.made import (
    BY,
    COMMUNE,
    NEAR,
    NOW,
    POOR,
    STANDARD,
    add,
    carry_decision,
    dump,
    key,
    open_rounds,
    people,
)

YEAR = 2026
TOLD = Answers(
    b1_points=97,
    facts={
        "nutrition": "normal", "wall": "not_durable", "column": "not_durable", "roof": "durable",
        "area": "24", "water": "other", "toilet": "other", "telecom": "used", "information": "none",
    },
    causes=("capital",),
    reviewed_on=datetime.date(2026, 10, 9),
    enumerator="Triệu Văn Kim",
)  # fmt: skip


@pytest.fixture
def home(commune: Db) -> Household:
    """A household that was poor last year, to be reviewed this year."""
    open_rounds(commune, 2025, YEAR)
    household = add(commune, "Bàn Văn Tiến")
    key(commune, household, POOR, 2025)
    return registering.everyone(commune)[0]


def mark(db: Db, **changes: object) -> Mark:
    made = Mark(
        year=YEAR, commune=COMMUNE, standard_id=STANDARD,
        standard_hash=short_hash(standard_content(db, STANDARD)),
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def form(
    db: Db, household: Household, answers: Answers = TOLD, key_: str = "k1", **more: str
) -> Form:
    return fill(key_, mark(db), household, answers, shipped_standard(STANDARD), **more)


def plan(db: Db, folder: Path, *forms: Form, year: int = YEAR) -> SubmissionPlan:
    path = folder / "submissions.csv.zip"
    path.write_bytes(central_zip(forms, shipped_standard(STANDARD)))
    return fieldwork.plan_submissions(db, path, year, now=NOW)


def fates(planned: SubmissionPlan) -> list[Fate]:
    return [s.fate for s in planned.sheets]


def take(db: Db, planned: SubmissionPlan, *keys: str, complete: bool = False) -> fieldwork.Taken:
    wanted = set(keys) or None
    return fieldwork.take_submissions(db, planned, wanted, complete=complete, now=NOW, by=BY)


def worked(household: Household) -> Household:
    """With all that proposals need to be sure."""
    from desktop.domain.household import Schooling, Work

    members = tuple(
        replace(p, work=Work.SELF_EMPLOYED, insured=True, schooling=Schooling.DONE_UPPER_SECONDARY)
        if p.is_head
        else replace(p, insured=True, work=Work.NOT_WORKING, schooling=Schooling.IN_LOWER_SECONDARY)
        for p in household.members
    )
    return replace(household, members=members)


# Out ---------------------------------------------------------------------------------------------
def test_the_form_carries_those_to_review_and_says_what_it_carries(
    commune: Db, home: Household, tmp_path: Path
) -> None:
    made = fieldwork.export_form(commune, YEAR, tmp_path / "f.xlsx", now=NOW, by=BY)
    assert (made.content.households, made.content.people, made.content.ids) == (1, 3, 0)
    assert made.form_id == "rasoat_02296_2026"
    assert (tmp_path / "f.xlsx").read_bytes()[:2] == b"PK"
    assert "phone-form" in repr(dump(commune)["audit"])


def test_no_form_without_round_or_households(commune: Db, tmp_path: Path) -> None:
    with pytest.raises(RoundMissing):
        fieldwork.export_form(commune, YEAR, tmp_path / "f.xlsx", now=NOW, by=BY)
    open_rounds(commune, YEAR)
    with pytest.raises(PhoneFormEmpty):
        fieldwork.export_form(commune, YEAR, tmp_path / "f.xlsx", now=NOW, by=BY)
    assert not (tmp_path / "f.xlsx").exists()


# In ----------------------------------------------------------------------------------------------
def test_planning_writes_nothing_and_taking_makes_a_draft(
    commune: Db, home: Household, tmp_path: Path
) -> None:
    before = dump(commune)
    planned = plan(commune, tmp_path, form(commune, worked(home)))
    assert dump(commune) == before
    assert fates(planned) == [Fate.NEW]
    taken = take(commune, planned)
    assert (taken.drafts, taken.complete) == (1, 0)
    review = reviews.get(commune, home.uid, YEAR)
    assert review is not None
    assert (review.state, review.answers) == (ReviewState.DRAFT, TOLD)
    kept = households.get(commune, home.uid)
    assert kept is not None
    assert kept.members == worked(home).members


def test_the_same_file_twice_changes_nothing(commune: Db, home: Household, tmp_path: Path) -> None:
    take(commune, plan(commune, tmp_path, form(commune, home)))
    before = dump(commune)
    again = plan(commune, tmp_path, form(commune, home))
    assert fates(again) == [Fate.KNOWN]
    assert take(commune, again).act_uid == ""
    assert dump(commune) == before


def test_a_form_that_stands_twice_in_a_file_is_one_form(
    commune: Db, home: Household, tmp_path: Path
) -> None:
    path = tmp_path / "kobo.xlsx"
    forms, style = [form(commune, home)] * 2, Style(groups="/", many="both")
    path.write_bytes(kobo_xlsx(forms, shipped_standard(STANDARD), style))
    planned = fieldwork.plan_submissions(commune, path, YEAR, now=NOW)
    assert fates(planned) == [Fate.KNOWN, Fate.NEW]
    assert take(commune, planned).drafts == 1


def test_a_form_taken_once_does_not_undo_what_the_desk_mended(
    commune: Db, home: Household, tmp_path: Path
) -> None:
    take(commune, plan(commune, tmp_path, form(commune, home)))
    reviewing.save_draft(commune, home, replace(TOLD, b1_points=99), YEAR, now=NOW, by=BY)
    assert fates(plan(commune, tmp_path, form(commune, home))) == [Fate.KNOWN]


def test_a_form_edited_on_the_server_waits_for_a_decision(
    commune: Db, home: Household, tmp_path: Path
) -> None:
    take(commune, plan(commune, tmp_path, form(commune, home)))
    edited = form(commune, home, replace(TOLD, b1_points=120))
    assert fates(plan(commune, tmp_path, edited)) == [Fate.CHANGED]


def test_a_keyed_sheet_is_replaced_only_when_somebody_says_so(
    commune: Db, home: Household, tmp_path: Path
) -> None:
    kept = key(commune, home, NEAR, YEAR)
    planned = plan(commune, tmp_path, form(commune, home))
    assert fates(planned) == [Fate.CHANGED]
    assert planned.sheets[0].differences
    take(commune, planned)
    assert reviews.get(commune, home.uid, YEAR) == kept
    take(commune, planned, "k1")
    review = reviews.get(commune, home.uid, YEAR)
    assert review is not None
    assert review.answers.b1_points == 97
    # What the new answers speak against is no longer confirmed.
    assert "water" not in review.answers.confirmed


def test_an_equal_sheet_needs_nothing(commune: Db, home: Household, tmp_path: Path) -> None:
    reviewing.save_draft(commune, home, TOLD, YEAR, now=NOW, by=BY)
    assert fates(plan(commune, tmp_path, form(commune, home))) == [Fate.EQUAL]


def test_of_two_forms_the_later_is_proposed_and_both_are_shown(
    commune: Db, home: Household, tmp_path: Path
) -> None:
    late = form(commune, home, replace(TOLD, b1_points=50), "late", at="2026-10-13T01:00:00Z")
    early = form(commune, home, TOLD, "early", at="2026-10-12T01:00:00Z")
    planned = plan(commune, tmp_path, late, early)
    assert fates(planned) == [Fate.NEW, Fate.OLDER]
    assert planned.proposed == {"late"}
    take(commune, planned, "early")
    review = reviews.get(commune, home.uid, YEAR)
    assert review is not None
    assert review.answers.b1_points == 97


def test_all_of_a_file_is_undone_as_one(commune: Db, home: Household, tmp_path: Path) -> None:
    other = add(commune, "Ma Văn Quý")
    kept = key(commune, other, NEAR, YEAR)
    other = households.get(commune, other.uid) or other
    planned = plan(
        commune, tmp_path, form(commune, worked(home)), form(commune, worked(other), TOLD, "k2")
    )
    taken = take(commune, planned, "k1", "k2")
    undoing.undo(commune, taken.act_uid, now=NOW, by=BY)
    assert reviews.get(commune, home.uid, YEAR) is None
    back = reviews.get(commune, other.uid, YEAR)
    assert back is not None
    assert replace(back, revision=kept.revision) == kept
    now = households.get(commune, home.uid)
    assert now is not None
    assert now.members == home.members
    assert fates(plan(commune, tmp_path, form(commune, home))) == [Fate.NEW]


def test_complete_only_when_asked_and_only_without_blocking_findings(
    commune: Db, home: Household, tmp_path: Path
) -> None:
    other = add(commune, "Ma Văn Quý")
    ready, open_ = form(commune, worked(home)), form(commune, other, Answers(), "k2")
    taken = take(commune, plan(commune, tmp_path, ready, open_), complete=True)
    assert (taken.drafts, taken.complete) == (1, 1)
    review = reviews.get(commune, home.uid, YEAR)
    assert review is not None
    assert review.outcome is not None
    assert review.outcome.household_class is POOR
    assert "water" in review.outcome.deprived


def test_the_sheet_is_checked_by_the_rules_of_the_desk(
    commune: Db, home: Household, tmp_path: Path
) -> None:
    headless = replace(home, members=tuple(replace(p, relation="Con") for p in home.members))
    (sheet,) = plan(commune, tmp_path, form(commune, headless)).sheets
    assert "no-head" in [f.code for f in sheet.checks]
    assert sheet.blocking


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"year": 2025}, "phone-other-year"),
        ({"commune": "02365"}, "phone-other-commune"),
        ({"standard_id": "practice"}, "phone-other-standard"),
        ({"standard_hash": "00000000"}, "phone-other-edition"),
    ],
)  # fmt: skip
def test_forms_of_another_round_are_refused_with_a_cure(
    commune: Db, home: Household, tmp_path: Path, changes: dict[str, object], code: str
) -> None:
    other = fill("k", mark(commune, **changes), home, TOLD, shipped_standard(STANDARD))
    (sheet,) = plan(commune, tmp_path, other).sheets
    assert sheet.fate is Fate.REFUSED
    assert sheet.reason is not None
    assert sheet.reason.code == code


def test_a_household_that_left_or_is_unknown_is_refused(
    commune: Db, home: Household, tmp_path: Path
) -> None:
    unknown = replace(home, uid="f" * 32)
    moved = Event(
        uid="e" * 32, household_uid=home.uid, kind=EventKind.MOVED_AWAY,
        happened_on=datetime.date(2026, 9, 1),
    )  # fmt: skip
    with writing(commune):
        reviews.put_events(commune, [moved])
    found = plan(commune, tmp_path, form(commune, home), form(commune, unknown, TOLD, "k2"))
    codes = [s.reason.code for s in found.sheets if s.reason]
    assert codes == ["phone-household-gone", "phone-household-unknown"]


def test_a_recognised_household_is_not_touched(
    commune: Db, home: Household, tmp_path: Path
) -> None:
    key(commune, home, POOR, YEAR)
    carry_decision(commune, YEAR, "125/QĐ-UBND", datetime.date(2026, 12, 8))
    (sheet,) = plan(commune, tmp_path, form(commune, home)).sheets
    assert sheet.reason is not None
    assert sheet.reason.code == "phone-decided"


def test_a_household_swapped_after_its_members_is_refused(
    commune: Db, home: Household, tmp_path: Path
) -> None:
    other = add(commune, "Ma Văn Quý")
    swapped = replace(other, members=home.members)
    (sheet,) = plan(commune, tmp_path, form(commune, swapped)).sheets
    assert sheet.reason is not None
    assert sheet.reason.code == "phone-people-of-another"


def test_a_book_changed_since_the_plan_takes_nothing(
    commune: Db, home: Household, tmp_path: Path
) -> None:
    planned = plan(commune, tmp_path, form(commune, home))
    registering.save_household(
        commune, replace(home, members=people("Bàn Văn Tiến", 4)), now=NOW, by=BY
    )
    before = dump(commune)
    with pytest.raises(SubmissionsOutdated):
        take(commune, planned)
    assert dump(commune) == before
