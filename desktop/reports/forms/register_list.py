"""The register's list: households of a filter with the columns that somebody chose, for the office."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.domain.unit import Level, Office
from desktop.domain.vietnamese import nfc
from desktop.reports.sheet import Column, Foot, Heading, Kind, Row, RowKind, Sheet, Value
from desktop.text import t

_KINDS = {
    "number": (Kind.ID, 16),
    "former": (Kind.ID, 16),
    "name": (Kind.TEXT, 36),
    "commune": (Kind.TEXT, 24),
    "village": (Kind.TEXT, 24),
    "ethnic_group": (Kind.TEXT, 18),
    "people": (Kind.COUNT, 15),
    "start": (Kind.TEXT, 22),
    "b1": (Kind.POINTS, 15),
    "b2": (Kind.POINTS, 15),
    "now": (Kind.TEXT, 22),
    "state": (Kind.TEXT, 19),
    "findings": (Kind.TEXT, 17),
    "remarks": (Kind.TEXT, 20),
    "reviewed_on": (Kind.DATE, 27),
    "enumerator": (Kind.TEXT, 25),
    "decision": (Kind.TEXT, 26),
    "merit": (Kind.MARK, 16),
    "no_labour": (Kind.MARK, 18),
    "citizen_id": (Kind.ID, 32),
    "note": (Kind.TEXT, 28),
}
"""Column → what its cells hold, and its width in mm before it is stretched to the page."""
_ROOMY, _FULL = 9, 13  # columns up to which the type is 11 and 10 points


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which list: columns by id, the filter in words, the moment (aware, local), households, people."""

    columns: tuple[str, ...]
    filters: tuple[str, ...]
    at: datetime.datetime
    year: int
    people: int


def build(rows: Sequence[tuple[Value, ...]], wanted: Wanted, office: Office) -> Sheet:
    """One line a household; each row has a value for every wanted column, in their order."""
    return Sheet(
        form="DS",
        heading=_heading(wanted, office),
        head=(_number(), *(_column(c, wanted.year) for c in wanted.columns)),
        body=tuple(
            Row(kind=RowKind.ENTRY, lines=((n, *row),)) for n, row in enumerate(rows, start=1)
        ),
        foot=Foot(),
        notes=(t("register-list-count", households=len(rows), people=wanted.people),),
        size=_size(len(wanted.columns)),
    )


def _size(columns: int) -> float:
    return 11 if columns <= _ROOMY else 10 if columns <= _FULL else 8


def _heading(wanted: Wanted, office: Office) -> Heading:
    made = t(
        "register-list-made", time=wanted.at.strftime("%H:%M"), day=wanted.at.strftime("%d/%m/%Y")
    )
    filters = nfc(", ".join(wanted.filters))
    return Heading(
        parent=""
        if office.level is Level.PROVINCE
        else t("paper-upper-body", name=nfc(office.upper_name).upper()),
        body=t("paper-own-body", name=nfc(office.name).upper()),
        mark=t("register-list-mark"),
        title=(nfc(t("register-list-title")).upper(),),
        subtitle=(filters[:1].upper() + filters[1:] or t("register-list-all"), made),
        practice=office.practice,
    )


def _number() -> Column:
    return Column(title=t("paper-col-no"), kind=Kind.ORDINAL, width=10, centred=True)


def _column(name: str, year: int) -> Column:
    kind, width = _KINDS[name]
    return Column(title=column_title(name, year), kind=kind, width=width)


def column_title(name: str, year: int) -> str:
    """What a column of the register is called in full."""
    years = {"start": year - 1, "now": year}
    return t(f"register-col-{name}", year=str(years.get(name, year)))
