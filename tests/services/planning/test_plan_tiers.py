"""Three tiers, only files between them: a commune's plan reaches the province inside its district's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.planning import (
    Account,
    Attachment,
    Goal,
    Measure,
    Task,
    TaskProgress,
    TaskState,
    UnitSums,
    Visit,
)
from desktop.exchange import package, plan_parts
from desktop.exchange.letter import Carries, Kind, Source
from desktop.exchange.package import Draft
from desktop.services import exchanging
from desktop.services.planning import (
    following,
    needing,
    plan_answer,
    plan_known,
    plan_state,
    sending_plan,
)
from desktop.store import households, measures, plans
from tests.services.made import NOW, at, dump, take_in
from tests.services.onward_made import (
    DISTRICT,
    FIRST,
    OTHER,
    PROVINCE,
    Tiers,
    tier_books,
    tiers,
)
from tests.services.planning import plan_made as made

__all__ = ["tier_books", "tiers"]


def up(tiers: Tiers, *communes: str, day: int = 1) -> Path:
    """The communes' plans to the district, and the district's own to the province: a file."""
    for code in communes:
        path = made.pack(tiers[code], tiers.folder / "plans", DISTRICT, now=at(2026, 11, day))
        [taken] = take_in(tiers.district, [path], now=at(2026, 11, day))
        assert (taken.verdict, taken.refusal) == ("accepted", None)
    return made.pack(tiers.district, tiers.folder / "plans", PROVINCE, now=at(2026, 11, day))


def arrive(tiers: Tiers, path: Path) -> None:
    [taken] = take_in(tiers.province, [path], receipts=tiers.folder / "back")
    assert (taken.verdict, taken.refusal) == ("accepted", None)
    assert taken.receipt is not None
    take_in(tiers.district, [taken.receipt])


def bare(record: Any, own: str) -> Any:
    """A record as it goes on: of an office below `own` without what may name a household."""
    if isinstance(record, Visit) and record.office != own:
        return replace(record, household_uids=(), findings="", follow_up="", settled="")
    if isinstance(record, TaskProgress) and record.office != own:
        return replace(record, evidence="", files=())
    return record


@pytest.fixture
def planned(tiers: Tiers) -> Tiers:
    """Both communes reported and have plans; the district has its own."""
    for code in (FIRST, OTHER):
        tiers.report(code)
        made.fill(tiers[code])
    made.put(
        tiers.district, made.goal(DISTRICT), made.task(DISTRICT, given_to=(FIRST,)),
        made.goal(FIRST, "goal-district-first", set_by=DISTRICT), made.visit(DISTRICT),
    )  # fmt: skip
    return tiers


def test_the_province_reads_goals_tasks_visits_and_accounts_of_every_commune(
    planned: Tiers,
) -> None:
    arrive(planned, up(planned, FIRST, OTHER))
    span = [FIRST, OTHER, DISTRICT]
    kinds: tuple[Any, ...] = (Goal, Task, TaskProgress, Visit, Account)
    for kind in kinds:
        mine = {r.uid: bare(r, DISTRICT) for r in plans.of_kind(planned.district, kind, span)}
        above = {r.uid: r for r in plans.of_kind(planned.province, kind, span)}
        assert above == mine
        assert above
    [sent] = sending_plan.history(planned.district)
    assert sent.details["agrees"] is True
    assert "khớp" in plan_answer.said(sent)


def test_what_communes_wrote_about_single_households_stays_with_the_district(
    planned: Tiers,
) -> None:
    secret = "nhà ông Lò Văn Thử"
    told = replace(
        made.visit(FIRST), subject="Sửa nhà", household_uids=("hộ-1",), findings=f"1 {secret}",
        follow_up=f"2 {secret}", settled=f"3 {secret}", settled_on=made.visit(FIRST).due,
        unit="Bản Mẫu",
    )  # fmt: skip
    shown = replace(
        made.progress(FIRST, f"task-{FIRST}", made.attach(planned.first, "nha_ong_lo.pdf")),
        evidence=f"4 {secret}", state=TaskState.DONE, done_on=told.due,
    )  # fmt: skip
    own = replace(made.visit(DISTRICT), findings="Hồ sơ của huyện")
    made.put(planned.first, told, shown)
    made.put(planned.district, own)
    arrive(planned, up(planned, FIRST))
    assert plans.get(planned.district, Visit, told.uid) == told
    assert plans.get(planned.district, TaskProgress, shown.uid) == shown
    visit = plans.get(planned.province, Visit, told.uid)
    assert visit == replace(told, household_uids=(), findings="", follow_up="", settled="")
    progress = plans.get(planned.province, TaskProgress, shown.uid)
    assert progress == replace(shown, evidence="", files=())
    assert plans.get(planned.province, Visit, own.uid) == own
    assert plans.file_sizes(planned.province) == {}
    goods, away = plan_state.goods(planned.district, files=True)
    said = b"".join(plan_parts.encode(made_sheet(away), goods).values()).decode()
    assert "Lò Văn" not in said
    assert "nha_ong_lo" not in said
    assert plan_state.evidence(planned.district) == (0, 0)


def made_sheet(left_out: tuple[Attachment, ...]) -> plan_parts.Sheet:
    """A covering sheet with the evidence that stays at home."""
    return plan_parts.Sheet(number=1, first=2026, last=2030, left_out=left_out)


def test_measures_go_on_as_sums_and_needs_as_counts_the_same_at_every_desk(
    planned: Tiers,
) -> None:
    arrive(planned, up(planned, FIRST, OTHER))
    assert measures.of_year(planned.province) == []
    assert households.all_of(planned.province, FIRST) == []
    for code in (FIRST, OTHER):
        at_home = following.summed(following.unit_sums(planned[code], 2027), code)
        between = following.unit_sums(planned.district, 2027, code)
        above = following.unit_sums(planned.province, 2027, code)
        assert between == above
        assert replace(above[0], code=code) == at_home
        needs = needing.summed(needing.unit_needs(planned[code], 2026)).counts
        assert needing.unit_needs(planned.province, 2026, code)[0].counts == needs


def test_the_province_knows_which_plan_of_a_commune_it_holds_and_through_whom(
    planned: Tiers,
) -> None:
    arrive(planned, up(planned, FIRST))
    found = plan_known.all_below(planned.province)
    assert {*found} == {FIRST}
    assert (found[FIRST].number, found[FIRST].through) == (1, DISTRICT)
    assert plan_known.of_unit(planned.province, OTHER) is None
    district = plan_known.of_unit(planned.province, DISTRICT)
    assert district is not None
    assert (district.number, district.through) == (1, "")


def test_a_commune_that_takes_its_plan_back_is_forgotten_above_with_the_next_plan(
    planned: Tiers,
) -> None:
    first = up(planned, FIRST, OTHER)
    arrive(planned, first)
    planned.other.execute("DELETE FROM plan_record")
    planned.other.execute("DELETE FROM measure")
    planned.other.execute("DELETE FROM planned_escape")
    arrive(planned, up(planned, OTHER, day=2))
    assert plans.of_kind(planned.province, Goal, [OTHER]) == ()
    assert [s.code for s in plans.sums(planned.province, UnitSums, 2027)] == [FIRST]
    [late] = take_in(planned.province, [first])
    assert late.verdict == "refused"


def test_lists_of_households_above_do_not_count_a_commune_twice(planned: Tiers) -> None:
    path = up(planned, FIRST, OTHER)
    planned.arrive(Carries.WHOLE)
    arrive(planned, path)
    found = following.unit_sums(planned.province, 2027)
    assert sorted(s.code for s in found) == sorted((FIRST, OTHER))
    assert sum(s.helped for s in found) == sum(
        s.helped for s in following.unit_sums(planned.district, 2027)
    )


def test_a_district_may_speak_for_its_own_communes_only(planned: Tiers) -> None:
    stranger = "02365"

    def forged(goods: plan_parts.Goods, *sources: Source) -> Path:
        db = planned.district
        draft = Draft(
            kind=Kind.PLAN, year=2026, number=1, made_at=NOW, program="x",
            totals=plan_parts.totals(goods), sources=sources,
        )  # fmt: skip
        sheet = plan_parts.Sheet(number=1, first=2026, last=2030)
        path = planned.folder / "forged.rasoat"
        path.write_bytes(package.pack(
            draft, plan_parts.encode(sheet, goods), keys=exchanging.own_keys(db),
            me=exchanging.own_card(db), receiver=exchanging.receiver(db, PROVINCE),
        ))  # fmt: skip
        return path

    before = dump(planned.province)
    goods, _ = plan_state.goods(planned.district)
    source = Source(commune=stranger, book_id="x", year=2026, number=1, package_sha256="0" * 64)
    measure: Measure = made.measure(FIRST, "hộ", 1)
    for path in (
        forged(replace(goods, sums=(UnitSums(year=2027, code=stranger, helped=1),))),
        forged(replace(goods, sums=(UnitSums(year=2027, code=DISTRICT, helped=1),))),
        forged(replace(goods, goals=(made.goal(stranger),))),
        forged(replace(goods, goals=(made.goal(FIRST, set_by=PROVINCE),))),
        forged(replace(goods, measures=(measure,))),
        forged(goods, source),
    ):
        [taken] = take_in(planned.province, [path])
        assert taken.refusal is not None
        assert taken.refusal.key == "error-package-foreign-records"
    assert dump(planned.province) == before


def test_a_commune_below_a_district_does_not_report_past_it(planned: Tiers) -> None:
    path = made.pack(planned.first, planned.folder / "plans", DISTRICT)
    [taken] = take_in(planned.province, [path])
    assert taken.verdict == "refused"


def test_checks_of_a_district_name_the_communes_without_a_plan(planned: Tiers) -> None:
    up(planned, FIRST)
    found = {c.code: c for c in sending_plan.checks(planned.district, now=NOW)}
    assert found["opens"].state == "ok"
    assert found["plan-communes"].state == "warn"
    assert found["plan-communes"].details["count"] == 1
    going = sending_plan.going(planned.district)
    assert len(going.missing) == going.communes - 1
    assert going.amount == sum(m.amount or 0 for m in measures.of_year(planned.first))
