"""Needs as papers: the table of needs by group and unit, and the households behind a number by name."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from desktop.domain.planning import ALL, GROUPS, LISTED, UnitNeeds
from desktop.domain.review import HouseholdClass
from desktop.domain.vietnamese import sort_key
from desktop.errors import NothingToReport
from desktop.reports.forms import needs as form
from desktop.reports.sheet import Sheet
from desktop.services import sealing_papers
from desktop.services.catalogue import bare_name
from desktop.services.planning import needing, plan_papers
from desktop.services.planning.need_words import (
    CAUSE,
    DEPRIVED,
    group_name,
    need_name,
    needs_in_order,
)
from desktop.store import settings
from desktop.store.connection import Db
from desktop.text import t

KINDS = ("pdf", "xlsx")
MOST_KEPT = 5_000
"""Households up to which a list carries a code: its text is kept to prove it."""


def write(
    db: Db, year: int, kind: str, path: Path, unit: str = "", *, now: datetime.datetime, by: str
) -> Path:
    """Write the needs of a year (of one `unit`) as "pdf" or "xlsx", whole or not at all, and keep
    their text under their code. Raises NothingToReport."""
    sheets = preview(db, year, unit)
    plan_papers.write(
        db, {path: plan_papers.ink(sheets, kind)}, sheets, year,
        form=t("needs-paper-name"), official=True, now=now, by=by,
    )  # fmt: skip
    return path


def preview(db: Db, year: int, unit: str = "") -> tuple[Sheet, ...]:
    """The sheets of the needs of a year as they are printed, with their codes. Raises NothingToReport."""
    office = settings.office(db)
    found = [n for n in needing.unit_needs(db, year) if unit in ("", n.code)]
    if not found:
        raise NothingToReport(form=t("needs-paper-name"), year=str(year))
    place = needing.unit_of(office, unit).name if unit else ""
    units = needing.units(office, found)
    made = form.build(paper_of(found, units, place), plan_papers.context(db, year))
    return tuple(sealing_papers.coded(sheet) for sheet in made)


def paper_of(
    found: Sequence[UnitNeeds], units: Sequence[needing.Unit], place: str = ""
) -> form.NeedsPaper:
    """Everything that the paper says of these needs."""
    whole = needing.summed(found)
    names = needs_in_order()
    deprived = [need for need in names if need.startswith(DEPRIVED)]
    causes = [need for need in names if need.startswith(CAUSE)]

    def row(need: str) -> form.NeedRow:
        pairs = tuple(needing.pair_of(whole, need, group) for group in GROUPS)
        return form.NeedRow(name=need_name(need), pairs=pairs)

    return form.NeedsPaper(
        place=place,
        groups=tuple(group_name(group) for group in GROUPS),
        listed=row(LISTED),
        deprived=tuple(row(need) for need in deprived),
        causes=tuple(row(need) for need in causes),
        units=tuple(
            form.UnitRow(
                name=unit.name, group=unit.group, listed=needing.pair_of(n, LISTED),
                deprived=tuple(needing.pair_of(n, need) for need in deprived),
                causes=tuple(needing.pair_of(n, need) for need in causes),
            )
            for n, unit in zip(found, units, strict=True)
        ),
    )  # fmt: skip


def file_name(db: Db, year: int, kind: str, *, listed: bool = False) -> str:
    """An ASCII name: "nhu-cau_02296_2026.pdf", of a list "nhu-cau-theo-ho_02296_2026.xlsx"."""
    context = plan_papers.context(db, year)
    stem = "nhu-cau-theo-ho" if listed else "nhu-cau"
    return f"{plan_papers.practice_mark(context)}{stem}_{context.office.code}_{year}.{kind}"


# By name -----------------------------------------------------------------------------------------
def write_list(
    db: Db, year: int, need: str, group: str, of: HouseholdClass | None, unit: str, kind: str,
    path: Path, *, now: datetime.datetime, by: str,
) -> Path:  # fmt: skip
    """Write the households behind a number, by unit and name, as "pdf" or "xlsx".

    Raises NothingToReport where there is none.
    """
    sheet = preview_list(db, year, need, group, of, unit)
    kept = [sheet] if sheet.code else []
    plan_papers.write(
        db, {path: plan_papers.ink([sheet], kind)}, kept, year,
        form=t("needs-list-name"), official=False, now=now, by=by,
    )  # fmt: skip
    return path


def preview_list(
    db: Db, year: int, need: str, group: str = ALL, of: HouseholdClass | None = None, unit: str = ""
) -> Sheet:
    """The list as it is printed. Raises NothingToReport."""
    count = needing.count(db, year, need, group, of, unit)
    if not count:
        raise NothingToReport(form=t("needs-list-name"), year=str(year))
    lines = needing.who(db, year, need, group, of, unit, size=count).lines
    office = settings.office(db)
    names = {code: needing.unit_of(office, code).name for code in {c.commune_code for c in lines}}
    if not office.is_upper:
        names = dict.fromkeys(names, "")
    ordered = sorted(lines, key=lambda c: (sort_key(bare_name(names[c.commune_code])), sort_key(c.village)))  # fmt: skip
    filters = [t(f"class-{of}")] if of else []
    filters += [group_name(group)] if group != ALL else []
    filters += [needing.unit_of(office, unit).name] if unit else []
    sheet = form.build_list(
        form.CasesPaper(need=need_name(need), filters=tuple(filters)),
        [_row(case, names[case.commune_code]) for case in ordered],
        plan_papers.context(db, year),
    )
    return sealing_papers.coded(sheet) if count <= MOST_KEPT else sheet


def _row(case: needing.Case, commune: str) -> form.CaseRow:
    own = {f"{DEPRIVED}{code}" for code in case.deprived}
    return form.CaseRow(
        number=case.number, head=case.head_name, ethnic_group=case.ethnic_group, people=case.people,
        place=", ".join(word for word in (case.village, commune) if word),
        class_word=t(f"class-{case.household_class}"),
        lacks=", ".join(need_name(need) for need in needs_in_order() if need in own),
        is_helped=case.helped,
    )  # fmt: skip
