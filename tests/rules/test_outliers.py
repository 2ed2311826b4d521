"""A commune that stands out is marked with its reason; those that are like the others are not."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from desktop.rules.outliers import FEWEST, JUMP, Mark, Measure, marks


def commune(n: int, poor: int, last: int, near: int = 10, residents: int = 1000) -> Measure:
    return Measure(
        code=f"{n:05d}", poor=poor, last_poor=last, near_poor=near, last_near_poor=near + n % 3,
        residents=residents, last_residents=1000,
    )  # fmt: skip


def alike(count: int = 12) -> list[Measure]:
    """Rates from 10 to 12 per cent, each 2 points lower than last year."""
    return [commune(n, 100 + 2 * n, 120 + 2 * n) for n in range(count)]


def kinds(found: dict[str, tuple[Mark, ...]], code: str) -> list[str]:
    return [mark.kind for mark in found.get(code, ())]


def test_communes_that_are_like_each_other_are_not_marked() -> None:
    assert marks(alike()) == {}


def test_a_rate_far_from_the_median_is_marked_with_the_median_and_how_many() -> None:
    found = marks([*alike(), commune(90, 300, 315)])
    assert kinds(found, "00090") == ["rate_high"]
    [mark] = found["00090"]
    assert (mark.value, mark.peers) == (30.0, 13)
    assert 11.0 <= mark.middle <= 11.4


def test_a_change_far_from_that_of_the_others_is_marked_and_a_jump_as_well() -> None:
    found = marks([*alike(), commune(90, 110, 230)])
    assert kinds(found, "00090") == ["change_low", "jump_down"]
    assert found["00090"][1].value == 12.0


def test_one_wild_commune_does_not_hide_itself_by_moving_the_middle() -> None:
    wild = [commune(90 + n, 900, 915) for n in range(4)]
    found = marks([*alike(), *wild])
    assert all("rate_high" in kinds(found, one.code) for one in wild)
    assert set(found) == {one.code for one in wild}


def test_too_few_communes_say_nothing_about_each_other() -> None:
    few = [*alike(FEWEST - 2), commune(90, 300, 315)]
    assert marks(few) == {}


def test_alike_to_the_last_digit_a_small_distance_is_still_no_matter() -> None:
    same = [commune(n, 100, 121) for n in range(10)]
    assert marks([*same, commune(90, 115, 136)]) == {}
    assert kinds(marks([*same, commune(90, 125, 146)]), "00090") == ["rate_high"]


def test_all_households_that_changed_by_a_tenth_are_marked() -> None:
    found = marks([commune(1, 100, 100, residents=1111), commune(2, 100, 100, residents=899)])
    assert kinds(found, "00001") == ["residents_up"]
    assert kinds(found, "00002") == ["residents_down"]
    assert marks([commune(1, 100, 100, residents=1100)]) == {}


def test_last_years_figures_sent_again_are_marked() -> None:
    assert kinds(marks([commune(3, 100, 100)]), "00003") == ["same"]
    assert marks([commune(4, 100, 100)]) == {}  # near poor differ by one
    assert marks([commune(3, 5, 5)]) == {}  # so few may well stay


def test_what_is_not_known_is_not_judged() -> None:
    unknown = Measure(code="00090", poor=300, near_poor=3)
    assert marks([*alike(), unknown]) == {}


@st.composite
def some(draw: st.DrawFn) -> Sequence[Measure]:
    count = draw(st.integers(0, 30))
    number = st.one_of(st.none(), st.integers(0, 2000))
    return [
        Measure(
            code=str(n), poor=draw(number), last_poor=draw(number), near_poor=draw(number),
            last_near_poor=draw(number), residents=draw(number), last_residents=draw(number),
        )
        for n in range(count)
    ]  # fmt: skip


@given(some())
def test_marks_hold_what_they_say_whatever_the_order(measures: Sequence[Measure]) -> None:
    found = marks(measures)
    assert found == marks(measures[::-1])
    by_code = {one.code: one for one in measures}
    for code, reasons in found.items():
        one = by_code[code]
        for mark in reasons:
            if mark.kind.startswith("rate"):
                assert mark.value == one.rate
                assert (mark.value > mark.middle) is (mark.kind == "rate_high")
            if mark.kind.startswith("jump"):
                assert one.change is not None
                assert abs(one.change) >= JUMP
