"""What is wrong with the sheets: kept at every save, found by the register."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.domain.act import Act, Touched
from desktop.domain.household import Household
from desktop.domain.review import Answers, Severity
from desktop.errors import Cancelled
from desktop.services import finding_out, registering, reviewing, undoing
from desktop.services.registering import Query
from desktop.store import households, reviews
from desktop.store.connection import Db, writing
from tests.services.made import BY, NOW, POOR, add, key, open_rounds

YEAR = 2026
BEGUN = Answers(b1_points=90)


@pytest.fixture
def opened(commune: Db) -> Db:
    open_rounds(commune, YEAR)
    return commune


def codes(db: Db, household: Household) -> set[str]:
    return {f.code for f in finding_out.found_in(db, household.uid, YEAR)}


def heads(db: Db, finding: str) -> list[str]:
    return [h.head_name for h in registering.find(db, Query(year=YEAR, finding=finding)).lines]


def test_a_draft_keeps_what_its_sheet_lacks_and_a_better_one_drops_it(opened: Db) -> None:
    household = add(opened)
    reviewing.save_draft(opened, household, BEGUN, YEAR, now=NOW, by=BY)
    assert {"deprivations-open", "reviewed-on-missing"} <= codes(opened, household)
    key(opened, _again(opened, household), POOR, YEAR)
    assert not {"deprivations-open", "reviewed-on-missing"} & codes(opened, household)


def _again(db: Db, household: Household) -> Household:
    found = households.get(db, household.uid)
    assert found is not None
    return found


def test_findings_are_those_of_the_entry_page(opened: Db) -> None:
    household = add(opened)
    reviewing.save_draft(opened, household, BEGUN, YEAR, now=NOW, by=BY)
    sheet = reviewing.open_sheet(opened, household.uid, YEAR)
    said = {(f.code, f.where) for f in reviewing.sheet_findings(sheet, sheet.answers, now=NOW)}
    kept = {(f.code, f.where) for f in finding_out.found_in(opened, household.uid, YEAR)}
    assert kept == said


def test_a_sheet_with_nothing_in_it_is_not_called_wrong(opened: Db) -> None:
    household = add(opened)
    reviewing.save_draft(opened, household, Answers(enumerator="Kim"), YEAR, now=NOW, by=BY)
    assert codes(opened, household) == set()


def test_the_register_is_held_to_severities_and_to_single_findings(opened: Db) -> None:
    one, two = add(opened, "Bàn Văn An"), add(opened, "Bàn Văn Bình")
    reviewing.save_draft(opened, one, BEGUN, YEAR, now=NOW, by=BY)
    key(opened, two, POOR, YEAR)
    assert heads(opened, "blocking") == ["Bàn Văn An"]
    assert heads(opened, "reviewed-on-missing") == ["Bàn Văn An"]
    assert heads(opened, "b1-negative") == []
    line = registering.find(opened, Query(year=YEAR, finding="blocking")).lines[0]
    assert line.blocking == 2
    facets = registering.facets(opened, Query(year=YEAR))["finding"]
    assert facets["blocking"] == facets["reviewed-on-missing"] == 1


def test_people_mended_outside_the_sheet_change_its_findings(opened: Db) -> None:
    household = add(opened)
    reviewing.save_draft(opened, household, BEGUN, YEAR, now=NOW, by=BY)
    nobody = replace(household.members[0], name="")
    worse = replace(_again(opened, household), members=(nobody, *household.members[1:]))
    registering.save_household(opened, worse, now=NOW, by=BY)
    assert "name-missing" in codes(opened, household)


def test_a_deed_on_the_members_looks_at_the_sheet_again_and_so_does_its_undo(opened: Db) -> None:
    household = add(opened, size=3)
    reviewing.save_draft(opened, household, BEGUN, YEAR, now=NOW, by=BY)
    before = codes(opened, household)
    empty = replace(_again(opened, household), members=(), revision=9)
    act = Act(
        uid="deed", kind="corrected", at=NOW, by=BY,
        before=Touched(households=(_again(opened, household),)), after=Touched(households=(empty,)),
    )  # fmt: skip
    undoing.do(opened, act)
    assert "no-member" in codes(opened, household)
    undoing.undo(opened, "deed", now=NOW, by=BY)
    assert codes(opened, household) == before


def test_looking_again_finds_what_came_in_by_another_road(opened: Db) -> None:
    household = add(opened)
    reviewing.save_draft(opened, household, BEGUN, YEAR, now=NOW, by=BY)
    found = codes(opened, household)
    with writing(opened):
        opened.execute("DELETE FROM sheet_finding")
    assert not finding_out.is_known(opened, YEAR)
    finding_out.look_again(opened, YEAR, now=NOW)
    assert codes(opened, household) == found
    assert finding_out.is_known(opened, YEAR)
    kinds = dict(finding_out.kinds(opened, YEAR))
    assert kinds["reviewed-on-missing"] is Severity.BLOCKING


def test_looking_again_can_be_stopped_and_then_changes_nothing(opened: Db) -> None:
    household = add(opened)
    reviewing.save_draft(opened, household, BEGUN, YEAR, now=NOW, by=BY)
    found = codes(opened, household)

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        finding_out.look_again(opened, YEAR, now=NOW, tick=stop)
    assert codes(opened, household) == found


def test_a_list_without_answers_has_no_findings(opened: Db) -> None:
    household = add(opened)
    key(opened, household, POOR, YEAR)
    review = reviews.get(opened, household.uid, YEAR)
    assert review is not None
    with writing(opened):
        reviews.put(opened, [replace(review, answers=Answers())])
    finding_out.look_again(opened, YEAR, now=NOW)
    assert codes(opened, household) == set()


def test_findings_go_with_the_sheet(opened: Db) -> None:
    household = add(opened)
    reviewing.save_draft(opened, household, BEGUN, YEAR, now=NOW, by=BY)
    review = reviews.get(opened, household.uid, YEAR)
    assert review is not None
    act = Act(uid="deed", kind="take_off_list", at=NOW, by=BY, before=Touched(reviews=(review,)))
    undoing.do(opened, act)
    assert codes(opened, household) == set()
    undoing.undo(opened, "deed", now=NOW, by=BY)
    assert "reviewed-on-missing" in codes(opened, household)
