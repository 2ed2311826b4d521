"""Procedures as data: what the shipped packs say, and what a wrong pack is refused for."""

from __future__ import annotations

import datetime

import pytest

from desktop.domain.unit import Level
from desktop.paths import resources
from desktop.rules.procedure import Procedure, parse_procedure, procedures_in_force

D = datetime.date
FOLDER = resources() / "procedures"


def _raw(name: str) -> str:
    return (FOLDER / f"{name}.toml").read_text("utf-8")


def pack(name: str) -> Procedure:
    """A shipped procedure."""
    return parse_procedure(_raw(name).encode())


ALL = [pack(p.stem) for p in sorted(FOLDER.glob("*.toml"))]


def test_five_procedures_are_shipped() -> None:
    assert {p.id for p in ALL} == {
        "average_living_standard", "in_year_exit", "in_year_recognition", "low_income_worker",
        "periodic",
    }  # fmt: skip
    assert all(
        p.id == file.stem for p, file in zip(ALL, sorted(FOLDER.glob("*.toml")), strict=True)
    )


def test_the_periodic_review_goes_as_the_law_says() -> None:
    periodic = pack("periodic")
    assert [s.record for s in periodic.steps] == [
        "request", "list", "sheet_b", "meeting", "posting", "complaint", "reposting", "opinion",
        "decision", "certificate",
    ]  # fmt: skip
    assert periodic.season(2026) == (D(2026, 9, 1), D(2026, 12, 14))
    limits = {s.id: [(m.kind, m.count, m.days) for m in s.limits] for s in periodic.steps}
    assert {k: v for k, v in limits.items() if v} == {
        "posting": [("lasts", 3, "working")],
        "recheck": [("due", 7, "working")],
        "reposting": [("lasts", 3, "working")],
        "opinion": [("due", 5, "working")],
    }


def test_in_year_cases_ask_nobody_above_and_end_in_fifteen_days() -> None:
    for name in ("in_year_recognition", "in_year_exit"):
        procedure = pack(name)
        assert procedure.step("opinion") is None
        decision = procedure.step("decision")
        assert decision is not None
        [limit] = decision.limits
        assert (limit.count, limit.days, limit.since) == (15, "calendar", "opened")
    request = pack("in_year_exit").step("request")
    assert request is not None
    assert request.papers == ("exit_request",)


@pytest.mark.parametrize("name", ["average_living_standard", "low_income_worker"])
def test_income_surveys_are_posted_five_days_at_the_commune_and_rechecked_in_three(
    name: str,
) -> None:
    procedure = pack(name)
    posting, recheck = procedure.step("posting"), procedure.step("complaint")
    assert posting is not None
    assert recheck is not None
    assert (posting.scope, posting.limits[0].count, posting.limits[0].days) == (
        "commune", 5, "working",
    )  # fmt: skip
    assert (recheck.limits[0].count, recheck.limits[0].days) == (3, "working")
    assert procedure.step("survey") is not None
    assert procedure.step("sheet_b") is None


def test_the_office_above_was_the_district_until_july_2025() -> None:
    for procedure in ALL:
        assert procedure.upper_on(D(2025, 6, 30)) is Level.DISTRICT
        assert procedure.upper_on(D(2025, 7, 1)) is Level.PROVINCE


def test_in_2027_only_what_has_no_known_end_is_still_in_force() -> None:
    assert len(procedures_in_force(ALL, D(2026, 12, 31))) == 5
    assert [p.id for p in procedures_in_force(ALL, D(2027, 1, 1))] == ["average_living_standard"]
    assert "low_income_worker" not in {p.id for p in procedures_in_force(ALL, D(2024, 5, 20))}


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("count = 7", "count = 0", "limits"),
        ('days = "working"', 'days = "weekdays"', "days"),
        ('season_from = "09-01"', 'season_from = "13-01"', "season_from"),
        ('season_to = "12-14"\n', "", "season_from and"),
        ("in_force_to = 2026-12-31", "in_force_to = 2021-12-31", "before"),
        ("since = 2025-07-01", "since = 2025-07-03", "gap"),
        ('id = "posting"', 'id = "meeting"', "twice"),
        ('record = "posting"', 'record = "party"', "record"),
        ("is_periodic = true", "is_periodic = true\ncolour = 1", "colour"),
    ],
)
def test_a_wrong_pack_is_refused_with_its_place(old: str, new: str, where: str) -> None:
    text = _raw("periodic")
    assert old in text
    with pytest.raises(ValueError, match=where):
        parse_procedure(text.replace(old, new).encode())
