"""The list that the program itself prints (annex VI) is read again without a change."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

from desktop.domain.household import Household, IdState, Person, Sex
from desktop.domain.review import HouseholdClass, Outcome, Review, ReviewState, RoundKind
from desktop.domain.unit import Area
from desktop.exchange.lists.columns import open_list
from desktop.exchange.lists.drafts import Settings
from desktop.exchange.lists.matching import MatchKind, match_lists, totals
from desktop.exchange.lists.rows import read_rows
from desktop.exchange.lists.words import Field
from desktop.reports import xlsx
from desktop.reports.forms import Listed, annex_vi
from tests.reports.papers import CONTEXT

CAUSES = (("land", "Không có đất sản xuất"), ("capital", "Không có vốn sản xuất"))


def person(uid: str, name: str, relation: str, born: str, **more: object) -> Person:
    values: dict[str, object] = {"sex": Sex.MALE, "ethnic_group": "HMông"} | more
    return Person(uid=uid, name=name, relation=relation, born=born, **values)  # type: ignore[arg-type]


def book() -> list[Household]:
    first = Household(
        uid="h1",
        number="0001",
        commune_code="02296",
        list_version="2025",
        village="Nà Cọn",
        members=(
            # The head need not come first in the register.
            person("p1", "Lý Thị Mai", "Vợ", "1982", sex=Sex.FEMALE, id_state=IdState.NOT_ISSUED),
            person(
                "p2",
                "Lý A Sì",
                "Chủ hộ",
                "1980-07-21",
                citizen_id="008080000001",
                id_state=IdState.KNOWN,
            ),
            person("p3", "Lý A Tủa", "Con", "1899-05-01"),
        ),
        merit_person=True,
        no_labour_capacity=True,
    )
    twin = Household(
        uid="h2",
        number="0002",
        commune_code="02296",
        list_version="2025",
        village="Nà Cọn",
        members=(person("p4", "Lý A Sì", "Chủ hộ", "1950-02"),),
    )
    return [first, twin]


def review(household: Household, kind: HouseholdClass, b2: int) -> Review:
    outcome = Outcome(
        household_class=kind, b1_points=105, b2_points=b2, deprived=(), standard_id="2022"
    )
    return Review(
        uid=f"r-{household.uid}",
        household_uid=household.uid,
        year=2026,
        kind=RoundKind.PERIODIC,
        state=ReviewState.COMPLETE,
        area=Area.RURAL,
        people=len(household.present),
        village=household.village,
        outcome=outcome,
        decision_no="125/QĐ-UBND",
        decision_on=datetime.date(2026, 12, 10),
    )


def test_our_own_annex_vi_reads_back_as_no_change(tmp_path: Path) -> None:
    households = book()
    reviews = {
        "h1": review(households[0], HouseholdClass.POOR, 40),
        "h2": review(households[1], HouseholdClass.NEAR_POOR, 0),
    }
    first = reviews["h1"]
    answers = replace(first.answers, causes=("land", "capital"))
    reviews["h1"] = replace(first, answers=answers)
    labels = dict(CAUSES)
    listed = [
        Listed(
            household=h,
            review=reviews[h.uid],
            causes=tuple(labels[c] for c in reviews[h.uid].answers.causes),
        )
        for h in households
    ]
    path = tmp_path / "annex-vi.xlsx"
    path.write_bytes(xlsx.write(annex_vi.build(listed, CONTEXT)))

    sheet, layout = open_list(path)
    assert layout.confidence > 0.9
    assert all(column.field for column in layout.columns if column.title)
    assert layout.column(Field.CAUSE) is not None
    reading = read_rows(sheet.rows, layout, Settings(communes=frozenset({"02296"}), causes=CAUSES))
    assert reading.refused == ()
    assert reading.doubts == ()
    matching = match_lists(households, reading.households, reviews=reviews)
    assert [(m.kind, m.changes) for m in matching.matches] == [(MatchKind.SAME, ())] * 2
    assert totals(reading, matching).add_up
