"""Papers of needs: what poor and near-poor households lack and why, by group and by unit; and by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.domain.vietnamese import nfc
from desktop.reports.forms.common import Context, foot, heading
from desktop.reports.sheet import (
    Column,
    Foot,
    Formula,
    Group,
    Head,
    Heading,
    Kind,
    Merge,
    Row,
    RowKind,
    Sheet,
    Signed,
    SumOf,
    Value,
    checked,
)
from desktop.text import t

Pair = tuple[int, int]
"""Poor and near-poor households."""
_FIRST = (
    3  # index of the column of all listed households by unit; A, B and the line's name stand before
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedRow:
    """A need (or all listed households) in the groups of the paper, in their order."""

    name: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """A village or commune, in the district `group`: all its listed households and each need."""

    name: str
    group: str
    listed: Pair
    deprived: tuple[Pair, ...]
    causes: tuple[Pair, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsPaper:
    """What the paper says. `place` names the one unit it is of, "" the whole office."""

    place: str
    groups: tuple[str, ...]
    listed: NeedRow
    deprived: tuple[NeedRow, ...]
    causes: tuple[NeedRow, ...]
    units: tuple[UnitRow, ...]


def build(paper: NeedsPaper, context: Context) -> tuple[Sheet, ...]:
    """Needs by group; then by unit the deprivations and the causes, unless there is one unit alone."""
    sheets = [_profile(paper, context)]
    if len(paper.units) > 1:
        sheets += [_by_unit(paper, context, part) for part in ("deprived", "causes")]
    return tuple(sheets)


# Needs by group ----------------------------------------------------------------------------------
def _profile(paper: NeedsPaper, context: Context) -> Sheet:
    both = tuple(
        (column, Signed(((1, column + 1), (1, column + 2))))
        for column in range(2, 2 + 3 * len(paper.groups), 3)
    )
    return checked(
        Sheet(
            form="NC",
            heading=_heading(paper, context, t("needs-paper-title", year=str(context.year))),
            head=_profile_head(paper),
            body=tuple(_profile_rows(paper, both)),
            foot=foot(context),
            notes=(t("needs-paper-note-several"), t("needs-paper-note-groups", year=str(context.year))),
            size=9,
        )
    )  # fmt: skip


def _profile_head(paper: NeedsPaper) -> Head:
    groups = (
        Group(
            title=name,
            columns=tuple(
                Column(title=t(f"needs-col-{of}"), kind=Kind.COUNT, width=10)
                for of in ("both", "poor", "near-poor")
            ),
        )
        for name in paper.groups
    )
    return (_number(9), Column(title=t("needs-col-need"), width=58), *groups)


def _profile_rows(paper: NeedsPaper, both: tuple[tuple[int, Formula], ...]) -> list[Row]:
    rows = [_need_row(RowKind.TOTAL, "", paper.listed, both)]
    for number, part, needs in (("I", "deprived", paper.deprived), ("II", "causes", paper.causes)):
        blank = ("",) * (3 * len(paper.groups))
        rows.append(Row(kind=RowKind.SECTION, lines=((number, t(f"needs-part-{part}"), *blank),)))
        rows += [_need_row(RowKind.UNIT, n, need, both) for n, need in enumerate(needs, start=1)]
    return rows


def _need_row(
    kind: RowKind, number: int | str, need: NeedRow, both: tuple[tuple[int, Formula], ...]
) -> Row:
    figures = (figure for poor, near in need.pairs for figure in (poor + near, poor, near))
    return Row(kind=kind, lines=((number, nfc(need.name), *figures),), formulas=both)


# Needs by unit -----------------------------------------------------------------------------------
def _by_unit(paper: NeedsPaper, context: Context, part: str) -> Sheet:
    needs = getattr(paper, part)
    return checked(
        Sheet(
            form=f"NC-{part}",
            heading=_heading(
                paper, context, t(f"needs-paper-units-{part}", year=str(context.year))
            ),
            head=_units_head(needs),
            body=tuple(_unit_rows(paper.units, part)),
            foot=foot(context),
            notes=(t("needs-paper-note-several"),),
            size=9,
        )
    )


def _units_head(needs: Sequence[NeedRow]) -> Head:
    width = 162 / len(needs)
    return (
        _number(10),
        Column(title=t("paper-col-unit"), width=36, merge=Merge.ALWAYS),
        Column(title=t("needs-col-class"), width=21),
        Column(title=t("needs-col-listed"), kind=Kind.COUNT, width=15),
        *(Column(title=need.name, kind=Kind.COUNT, width=width) for need in needs),
    )


def _unit_rows(units: Sequence[UnitRow], part: str) -> list[Row]:
    """The total, then each unit; the communes of a district stand below its own sums."""
    rows: list[Row] = []
    tops: list[int] = []
    for number, (name, members) in enumerate(_districts(units), start=1):
        tops.append(len(rows) + 1)
        if not name:
            rows.append(_unit_row(RowKind.UNIT, number, members[0].name, members, part))
            continue
        below = tuple(range(len(rows) + 2, len(rows) + 2 + len(members)))
        rows.append(_unit_row(RowKind.GROUP, number, name, members, part, below))
        rows += [
            _unit_row(RowKind.SUBUNIT, f"{number}.{n}", unit.name, [unit], part)
            for n, unit in enumerate(members, start=1)
        ]
    total = _unit_row(RowKind.TOTAL, "", t("needs-total"), units, part, tuple(tops))
    return [total, *rows]


def _districts(units: Sequence[UnitRow]) -> list[tuple[str, list[UnitRow]]]:
    """Units by district as they follow each other; one without a district stands alone."""
    found: list[tuple[str, list[UnitRow]]] = []
    for unit in units:
        if unit.group and found and found[-1][0] == unit.group:
            found[-1][1].append(unit)
        else:
            found.append((unit.group, [unit]))
    return found


def _unit_row(
    kind: RowKind, number: int | str, name: str, units: Sequence[UnitRow], part: str,
    below: tuple[int, ...] = (),
) -> Row:  # fmt: skip
    wide = len(getattr(units[0], part))
    lines: list[tuple[int, ...]] = [
        (
            sum(u.listed[of] for u in units),
            *(sum(getattr(u, part)[n][of] for u in units) for n in range(wide)),
        )
        for of in (0, 1)
    ]
    both = tuple(a + b for a, b in zip(*lines, strict=True))
    leads = ((number, nfc(name)), ("", ""), ("", ""))
    words = (t("needs-line-both"), t("class-poor"), t("class-near_poor"))
    sums = tuple((column, SumOf(below)) for column in range(_FIRST, _FIRST + 1 + wide))
    return Row(
        kind=kind,
        lines=tuple(
            (*lead, word, *line)
            for lead, word, line in zip(leads, words, (both, *lines), strict=True)
        ),
        formulas=sums if below else (),
    )


# By name -----------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """A household: `place` its village, at an upper office with its commune; `lacks` in words."""

    number: str
    head: str
    place: str
    ethnic_group: str
    people: int
    class_word: str
    lacks: str
    is_helped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesPaper:
    """Whom the list is of: the need's name, and class, group and unit in words where there are any."""

    need: str
    filters: tuple[str, ...]


def build_list(paper: CasesPaper, rows: Sequence[CaseRow], context: Context) -> Sheet:
    """Households by name: personal data, for the office."""
    head = (
        _number(11),
        Column(title=t("needs-col-number"), kind=Kind.ID, width=16),
        Column(title=t("needs-col-head"), width=44),
        Column(title=t("needs-col-place"), width=38),
        Column(title=t("needs-col-ethnic"), width=20),
        Column(title=t("needs-col-class"), width=24),
        Column(title=t("needs-col-people"), kind=Kind.COUNT, width=15),
        Column(title=t("needs-col-lacks"), width=62),
        Column(title=t("needs-col-helped", year=str(context.year + 1)), kind=Kind.MARK, width=18),
    )
    top = heading(context, mark="", title=t("needs-list-title", need=paper.need))
    filters = nfc(", ".join(paper.filters))
    year = t("needs-list-year", year=str(context.year))
    return Sheet(
        form="NC-DS",
        heading=replace(top, subtitle=(f"{year}. {filters}" if filters else year,)),
        head=head,
        body=tuple(Row(kind=RowKind.ENTRY, lines=(_case(n, r),)) for n, r in enumerate(rows, 1)),
        foot=Foot(),
        notes=(t("needs-list-count", count=len(rows)),),
        size=10,
    )


def _case(number: int, row: CaseRow) -> tuple[Value, ...]:
    return (
        number, row.number, nfc(row.head), nfc(row.place), nfc(row.ethnic_group), row.class_word,
        row.people, nfc(row.lacks), "x" if row.is_helped else "",
    )  # fmt: skip


def _heading(paper: NeedsPaper, context: Context, title: str) -> Heading:
    top = heading(context, mark="", title=title)
    return replace(top, subtitle=(nfc(paper.place),) if paper.place else ())


def _number(width: float) -> Column:
    return Column(
        title=t("paper-col-no"), kind=Kind.ORDINAL, width=width, merge=Merge.ALWAYS, centred=True
    )
