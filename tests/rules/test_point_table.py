"""A typed point table is read as meant, every fault in it is told, and it makes a standard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.review import Answers, Severity
from desktop.domain.unit import Area
from desktop.paths import resources
from desktop.rules.classify import b1_total
from desktop.rules.pack import write_standard
from desktop.rules.point_checks import look, problems
from desktop.rules.point_lines import Draft, Line, Place, draft_of, places, table_of, tidied
from desktop.rules.point_table import PointTable, count, standard_of
from desktop.rules.ranges import Range, clashes, range_of, read_bound
from desktop.rules.standard import Standard, parse_standard
from desktop.text import t
from tests.point_tables import BOTH, changed, lines, sound, tables

PACKS = {f.stem: parse_standard(f.read_bytes()) for f in (resources() / "standards").glob("*.toml")}
BASE = PACKS["2022-2025"]


def _told(draft: Draft, base: Standard = BASE) -> dict[str, str]:
    """Code → place of everything that is wrong."""
    return {f.code: f.where for f in look(draft, base).findings}


def _made(draft: Draft | None = None) -> Standard:
    table, _ = table_of(draft or sound())
    return standard_of(table, BASE, standard_id="x-b1-v1", name="Bảng thử, bản 1")


# Reading lines -----------------------------------------------------------------------------------
def test_a_sound_table_has_no_fault() -> None:
    assert look(sound(), BASE).findings == ()


def test_lines_are_grouped_into_items_by_name_or_number() -> None:
    found = places(lines("1|A|||||1", "|||||x|1", "", "1|A||||y|1", "2|||||z|1", "|B||||u|1"))
    assert found == [
        Place(1, 1), Place(1, 2), Place(0, 0), Place(1, 3), Place(2, 1), Place(3, 1)
    ]  # fmt: skip


def test_a_line_with_a_name_alone_stands_above_its_answers() -> None:
    table, _ = table_of(Draft(base="x", areas=BOTH, lines=lines("1|Mái nhà", "|||||tranh|1|2")))
    assert [(i.label, [o.label for o in i.options]) for i in table.items] == [
        ("Mái nhà", ["tranh"])
    ]


def test_repeated_names_of_an_item_are_said_once() -> None:
    tidy = tidied(lines("1|A|m|||x|1|1|S", "1|A|m|||y|2|2|S", ""))
    assert tidy == lines("1|A|m|||x|1|1|S", "|||||y|2|2|")


def test_what_cannot_be_read_is_told_once_and_in_place() -> None:
    told = _told(changed(sound(), 1, rural="4o", low="bốn"))
    assert told["points-unread"] == "option:1:2:rural"
    assert told["points-range-unread"] == "option:1:2:low"
    assert "points-missing" not in told


@given(tables())
def test_a_table_written_as_lines_is_read_as_the_same_table(table: PointTable) -> None:
    again, unread = table_of(draft_of(table))
    assert (again, unread) == (table, [])


@given(tables())
def test_any_table_can_be_looked_at_and_its_faults_have_sentences(table: PointTable) -> None:
    for finding in problems(table, BASE):
        assert t(f"finding-{finding.code}", **finding.details)
        assert t(f"finding-{finding.code}-cure", **finding.details)


# Faults ------------------------------------------------------------------------------------------
FAULTS: dict[str, tuple[Callable[[], Draft], str]] = {
    "points-name-missing": (lambda: replace(sound(), name=" "), "table:name"),
    "points-source-missing": (lambda: replace(sound(), source=""), "table:source"),
    "points-no-area": (lambda: replace(sound(), areas=()), "table:areas"),
    "points-region-missing": (lambda: replace(sound(), urban=""), "table:urban"),
    "points-no-items": (lambda: replace(sound(), lines=()), "table:items"),
    "points-item-unnamed": (lambda: changed(sound(), 3, label=""), "item:2:label"),
    "points-item-twice": (lambda: changed(sound(), 5, label="số người trong HỘ"), "item:3:label"),
    "points-no-answers": (
        lambda: replace(sound(), lines=(*sound().lines, *lines("4|Tivi"))), "item:4:label"
    ),
    "points-one-answer": (lambda: replace(sound(), lines=sound().lines[:-1]), "item:3:label"),
    "points-too-many": (
        lambda: replace(
            sound(),
            lines=(*sound().lines, *(Line(answer=f"kiểu {n}", rural="1", urban="2") for n in range(8))),
        ),
        "option:3:10:answer",
    ),
    "points-answer-missing": (lambda: changed(sound(), 6, answer=""), "option:3:2:answer"),
    "points-answer-twice": (lambda: changed(sound(), 6, answer="Không có"), "option:3:2:answer"),
    "points-missing": (lambda: changed(sound(), 2, urban=""), "option:1:3:urban"),
    "points-negative": (lambda: changed(sound(), 2, rural="-3"), "option:1:3:rural"),
    "points-all-same": (lambda: changed(sound(), 6, rural="20"), "option:3:1:rural"),
    "points-range-overlap": (lambda: changed(sound(), 2, high="4"), "option:1:2:low"),
    "points-range-gap": (lambda: changed(sound(), 2, high="2"), "option:1:2:low"),
    "points-range-empty": (lambda: changed(sound(), 1, low="9"), "option:1:2:low"),
    "points-range-missing": (lambda: changed(sound(), 4, low=""), "option:2:2:low"),
    "points-range-above": (lambda: changed(sound(), 0, high="9"), "option:1:1:high"),
    "points-range-below": (lambda: changed(sound(), 2, low="2"), "option:1:3:low"),
    "points-unit-missing": (lambda: changed(sound(), 0, unit=""), "item:1:unit"),
    "points-poor-unreachable": (lambda: changed(changed(sound(), 5, rural="120"), 6, rural="101"), "table:rural"),
    "points-not-poor-unreachable": (lambda: changed(sound(), 6, urban="30"), "table:urban"),
    "points-practice-words": (lambda: changed(sound(), 5, answer="Luyện tập"), "option:3:1:answer"),
}  # fmt: skip


@pytest.mark.parametrize("code", FAULTS)
def test_a_fault_is_told_with_its_place(code: str) -> None:
    make, where = FAULTS[code]
    assert _told(make()).get(code) == where


def test_a_digit_twice_is_told() -> None:
    table, _ = table_of(sound())
    item = replace(
        table.items[2], options=tuple(replace(o, key="1") for o in table.items[2].options)
    )
    told = {f.code: f.where for f in problems(replace(table, items=(*table.items[:2], item)), BASE)}
    assert told == {"points-key-twice": "option:3:2:answer"}


def test_one_area_pasted_into_the_other_is_a_warning() -> None:
    same = replace(sound(), lines=tuple(replace(x, urban=x.rural) for x in sound().lines))
    found = [f for f in look(same, BASE).findings if f.code == "points-areas-same"]
    assert [f.severity for f in found] == [Severity.WARNING]


def test_a_table_of_one_area_asks_nothing_of_the_other() -> None:
    rural = replace(
        sound(), areas=(Area.RURAL,), urban="",
        lines=tuple(replace(x, urban="") for x in sound().lines),
    )  # fmt: skip
    assert look(rural, BASE, area=Area.RURAL).findings == ()
    assert [f.code for f in look(rural, BASE, area=Area.URBAN).findings] == ["points-not-for-us"]


def test_practice_points_are_refused_in_a_real_book_and_taken_in_a_practice_one() -> None:
    practice = PACKS["practice"]
    draft = replace(
        sound(), lines=tuple(
            Line(label=i.label if not n else "", answer=o.label, rural=str(o.points[Area.RURAL]),
                 urban=str(o.points[Area.URBAN]), source=i.source if not n else "")
            for i in practice.b1_items for n, o in enumerate(i.options)
        ),
    )  # fmt: skip
    assert _told(draft) == {"points-practice-words": "item:1:source"}
    assert look(draft, BASE, practice=True).findings == ()
    assert "points-base-practice" in _told(sound(), practice)


def test_a_standard_with_gaps_takes_no_table() -> None:
    assert "points-base-incomplete" in _told(sound(), PACKS["2027-2030"])


def test_blocking_faults_come_first() -> None:
    grades = [f.severity for f in look(changed(sound(), 0, unit="", rural=""), BASE).findings]
    assert grades == [Severity.BLOCKING, Severity.WARNING]


def test_counts_are_those_of_a_person_with_the_paper() -> None:
    counts = count(table_of(sound())[0])
    rural = counts.totals[Area.RURAL]
    assert (counts.items, counts.options) == (3, 7)
    assert (rural.smallest, rural.largest, rural.whole) == (60, 200, 300)


# Ranges ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "side", "kept"),
    [
        ("4", "low", "4"), ("từ 4", "low", "4"), ("> 4", "low", ">4"), ("trên 4,5", "low", ">4.5"),
        ("dưới 8", "high", "<8"), ("đến 7,50", "high", "7.5"), ("≤ 7", "high", "7"),
        ("1.000", "high", "1000"), ("", "low", ""), ("<8", "low", None), ("4-6", "low", None),
        ("nhiều", "high", None), ("đến dưới 20", "high", "<20"),
    ],
)  # fmt: skip
def test_bounds_are_read_as_people_write_them(typed: str, side: str, kept: str | None) -> None:
    assert read_bound(typed, "low" if side == "low" else "high") == kept


@given(st.lists(st.integers(0, 30), min_size=1, max_size=8, unique=True), st.randoms())
def test_whole_numbers_cut_into_pieces_neither_overlap_nor_gap(
    cuts: list[int], order: object
) -> None:
    cuts = sorted(cuts)
    ends = [*cuts, None]
    starts = [None, *(c + 1 for c in cuts)]
    pieces = [Range(_dec(a), _dec(b)) for a, b in zip(starts, ends, strict=True)]
    order.shuffle(pieces)  # type: ignore[attr-defined]
    assert list(clashes(pieces)) == []
    assert all(sum(p.holds(Decimal(n)) for p in pieces) == 1 for n in range(40))


def _dec(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 6)), min_size=2, max_size=5))
def test_a_clash_is_told_exactly_where_a_number_has_two_answers_or_none(
    pairs: list[tuple[int, int]],
) -> None:
    pieces = [Range(Decimal(a), Decimal(a + more)) for a, more in pairs]
    least, most = min(a for a, _ in pairs), max(a + more for a, more in pairs)
    held = [sum(p.holds(Decimal(n)) for p in pieces) for n in range(least, most + 1)]
    kinds = {c.kind for c in clashes(pieces)}
    assert ("overlap" in kinds) == (max(held) > 1)
    if "overlap" not in kinds:
        assert ("gap" in kinds) == (0 in held)


def test_under_8_and_from_8_touch_but_to_8_and_from_8_overlap() -> None:
    assert list(clashes([range_of("", "<8"), range_of("8", "")])) == []
    assert [c.kind for c in clashes([range_of("", "8"), range_of("8", "")])] == ["overlap"]
    assert [c.kind for c in clashes([range_of("", "<8"), range_of(">8", "")])] == ["gap"]
    assert [c.kind for c in clashes([range_of("", "7.9"), range_of("8", "")])] == ["gap"]


# The standard ------------------------------------------------------------------------------------
def test_the_standard_scores_by_the_typed_points() -> None:
    made = _made()
    assert [i.id for i in made.b1_items] == ["so_nguoi_trong_ho", "dien_tich_o", "may_giat"]
    chosen = Answers(b1_choices={i.id: i.options[1].id for i in made.b1_items})
    assert b1_total(chosen, made, Area.RURAL) == 40 + 60 + 80
    assert b1_total(chosen, made, Area.URBAN) == 41 + 70 + 90
    assert made.b1_items[2].source == "Phụ lục riêng"
    assert made.b1_items[0].source == sound().source
    assert made.deprivations == BASE.deprivations


def test_where_the_table_has_no_points_the_keyed_total_counts() -> None:
    rural = replace(sound(), areas=(Area.RURAL,))
    made = _made(rural)
    assert made.fits(Area.RURAL)
    assert not made.fits(Area.URBAN)
    assert b1_total(Answers(b1_points=150, b1_choices={"may_giat": "co"}), made, Area.URBAN) == 150


@given(tables())
def test_a_pack_reads_back_as_the_standard_it_was_written_of(table: PointTable) -> None:
    if any(f.severity is Severity.BLOCKING for f in problems(table, BASE)):
        table = replace(table_of(sound())[0], name=table.name, source=table.source or "x")
    made = standard_of(table, BASE, standard_id="x-b1-v1", name=f'"{table.name}" \\ \x7f\n')
    assert parse_standard(write_standard(made)) == made


@pytest.mark.parametrize("name", PACKS)
def test_the_shipped_packs_read_back_too(name: str) -> None:
    assert parse_standard(write_standard(PACKS[name])) == PACKS[name]
