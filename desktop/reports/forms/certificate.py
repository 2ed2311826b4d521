"""Form 03 (QĐ24): the certificate of a poor or near-poor household; contents of law.md §7.

Two pages, for the front and the back of one leaf: I members, with room to write changes in; II results
by year, with room for the chairman's signature. The printed layout is not known.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from desktop.domain.household import Household, Person, Sex
from desktop.domain.paper_words import PaperId, PaperWords
from desktop.domain.procedure import Certificate
from desktop.domain.review import HouseholdClass
from desktop.domain.vietnamese import birth_year, nfc, show_date
from desktop.reports.forms.common import Context
from desktop.reports.forms.paper_frame import class_name, entries, head_fields, official
from desktop.reports.sheet import Column, Group, Head, Kind, Value
from desktop.reports.text_sheet import Break, Paragraph, Table, TextSheet
from desktop.text import t

YEARS = (
    4  # form 03 has 2022–2025; a year that the standard was kept in force for stands beside them
)
_LINES = 16  # members and empty lines together on the first page
_SIGNING_HEIGHT = 74


@dataclass(frozen=True, slots=True, kw_only=True)
class YearResult:
    """What was recognised in a year: when it was signed, class, points, codes of deprivations."""

    year: int
    household_class: HouseholdClass
    signed_on: datetime.date | None = None
    b1_points: int | None = None
    b2_points: int | None = None
    deprived: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A certificate with the household it names and its results of the years shown."""

    certificate: Certificate
    household: Household
    results: tuple[YearResult, ...] = ()


def build(
    holder: Holder, context: Context, words: PaperWords, *, years: Sequence[int]
) -> TextSheet:
    """One certificate; without a number it is a draft, whose date is left open.

    `context.deprivations` name the twelve, `years` are the columns of part II."""
    household = holder.household
    given = holder.certificate
    context = replace(context, on=given.signed_on if given.number else None)
    members = household.present_on(datetime.date(context.year, 12, 31))
    title = (t("papers-title-certificate").upper(),)
    return TextSheet(
        form="03",
        heading=official(context, words, PaperId.CERTIFICATE, title, number=given.number),
        parts=(
            *head_fields(household, context),
            _title("papers-certificate-members"),
            _members(members),
            Break(),
            _title("papers-certificate-results"),
            _results(holder, context, tuple(years)),
            Paragraph(text=t("papers-certificate-serves"), first=0, italic=True, size=11, before=6),
        ),
        size=12,
    )


@lru_cache(maxsize=8)
def _title(key: str) -> Paragraph:
    return Paragraph(text=t(key), first=0, bold=True, before=6, keep=True)


# I. Members --------------------------------------------------------------------------------------
@lru_cache(maxsize=1)
def _member_columns() -> Head:
    return (
        Column(title=t("papers-col-no"), kind=Kind.ORDINAL, width=10),
        Column(title=t("papers-col-name"), width=54),
        Column(title=t("papers-col-ethnic"), width=22),
        Column(title=t("papers-col-relation"), width=27),
        Group(
            title=t("papers-col-birth-year"),
            columns=(
                Column(title=t("sex-male"), kind=Kind.MARK, width=14),
                Column(title=t("sex-female"), kind=Kind.MARK, width=14),
            ),
        ),
        Column(title=t("papers-col-note"), width=24),
    )


def _members(members: Sequence[Person]) -> Table:
    lines = [_member(n, p) for n, p in enumerate(members, start=1)]
    lines += [("", "", "", "", "", "", "")] * max(2, _LINES - len(lines))
    return Table(head=_member_columns(), body=entries(lines), least=22, size=11.5)


def _member(number: int, person: Person) -> tuple[Value, ...]:
    """The birth year stands under the sex; where the sex is not known, with the note."""
    year = birth_year(person.born)
    born = str(year) if year else ""
    return (
        number,
        nfc(person.name),
        nfc(person.ethnic_group),
        nfc(person.relation),
        born if person.sex is Sex.MALE else "",
        born if person.sex is Sex.FEMALE else "",
        "" if person.sex or not born else t("papers-born-in", year=born),
    )


# II. Results by year -----------------------------------------------------------------------------
@lru_cache(maxsize=8)
def _year_columns(years: tuple[int, ...]) -> Head:
    wide = 107 / len(years)
    return (
        Column(title=t("papers-col-no"), kind=Kind.ORDINAL, width=9),
        Column(title=t("papers-col-content"), width=52),
        Group(
            title=t("papers-col-year"),
            columns=tuple(Column(title=str(y), kind=Kind.MARK, width=wide) for y in years),
        ),
    )


def _results(holder: Holder, context: Context, years: tuple[int, ...]) -> Table:
    found = {r.year: r for r in holder.results}
    by_year = [found.get(year) for year in years]
    lines: list[tuple[Value, ...]] = [
        ("", t("papers-certificate-class"), *(_class(r) for r in by_year)),
        ("", t("papers-certificate-b1"), *(_points(r.b1_points if r else None) for r in by_year)),
        ("", t("papers-certificate-b2"), *(_points(r.b2_points if r else None) for r in by_year)),
        ("", t("papers-certificate-deprivations"), *("" for _ in by_year)),
    ]
    lines += [
        (n, nfc(name), *("x" if r and code in r.deprived else "" for r in by_year))
        for n, (code, name) in enumerate(context.deprivations, start=1)
    ]
    lines.append(
        ("", t("papers-certificate-date"), *(show_date(r.signed_on) if r else "" for r in by_year))
    )
    lines.append(("", t("papers-certificate-sign"), *("" for _ in by_year)))
    tall = ((len(lines) - 1, _SIGNING_HEIGHT),)
    return Table(head=_year_columns(years), body=entries(lines), least=23, tall=tall, size=11)


def _class(result: YearResult | None) -> str:
    return class_name(result.household_class) if result else ""


def _points(points: int | None) -> str:
    return "" if points is None else str(points)
