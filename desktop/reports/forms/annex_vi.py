"""Annex VI: the list of households after the review, one line a member."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from desktop.domain.household import KINH, Household, IdState, Person
from desktop.domain.review import Review
from desktop.domain.unit import Office
from desktop.domain.vietnamese import nfc, show_birth
from desktop.reports.forms.common import Context, foot, heading
from desktop.reports.sheet import Column, Kind, Merge, Row, RowKind, Sheet, Value
from desktop.text import t

_MARK = "x"
# Excel counts days from 1900.
_FIRST_YEAR_OF_EXCEL = 1901
# A row stays whole on a page, beside the signatures too, so a large household goes on in another.
_MOST_MEMBERS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A household with the review that lists it, and the labels of its poverty causes.

    Names and code of commune and district are needed in a list of an upper office only; a commune's
    own list takes them from its office.
    """

    household: Household
    review: Review
    causes: tuple[str, ...] = ()
    commune_name: str = ""
    district_name: str = ""
    district_code: str = ""


def build(listed: Sequence[Listed], context: Context) -> Sheet:
    """The members of the households at the end of the review's year, in the order given: who left
    later stays on the list of that year."""
    columns = _columns(context.office)
    values = [value for _, value in columns]
    body = tuple(
        Row(kind=RowKind.ENTRY, lines=tuple(tuple(v(entry) for v in values) for entry in entries))
        for entries in _rows(listed, context.office)
    )
    return Sheet(
        form="VI",
        heading=heading(
            context,
            mark=t("paper-mark-annex-vi"),
            title=t("paper-title-annex-vi", year=str(context.year)),
            more=_where(context.office),
        ),
        head=tuple(column for column, _ in columns),
        body=body,
        foot=foot(context),
        notes=(
            t("paper-note-list", households=len(listed), people=sum(len(r.lines) for r in body)),
        ),
        size=8,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One line: a member of a listed household, and the places that its columns name."""

    number: int | None
    listed: Listed
    person: Person
    province: str
    district: str
    district_code: str
    commune: str

    @property
    def household(self) -> Household:
        return self.listed.household

    @property
    def review(self) -> Review:
        return self.listed.review


def _rows(listed: Sequence[Listed], office: Office) -> Iterator[list[_Entry]]:
    # An office of three tiers has a district above it that is not the province itself.
    below_district = not office.is_upper and nfc(office.upper_name) != nfc(office.province_name)
    for number, item in enumerate(listed, start=1):
        entries = [
            _Entry(
                number=number if index == 0 else None,
                listed=item,
                person=person,
                province=nfc(office.province_name),
                district=nfc(item.district_name or (office.upper_name if below_district else "")),
                district_code=item.district_code or (office.upper_code if below_district else ""),
                commune=nfc(item.commune_name or ("" if office.is_upper else office.name)),
            )
            for index, person in enumerate(item.household.present_on(_end_of(item.review)))
        ]
        for start in range(0, len(entries), _MOST_MEMBERS):
            yield entries[start : start + _MOST_MEMBERS]


def _end_of(review: Review) -> datetime.date:
    return datetime.date(review.year, 12, 31)


def _where(office: Office) -> tuple[str, ...]:
    """The line that saves a commune's paper five columns: the place, the same for every row."""
    if office.is_upper:
        return ()
    places = dict.fromkeys(nfc(n) for n in (office.upper_name, office.province_name) if n)
    return (t("paper-where", name=nfc(office.name), code=office.code, above=" – ".join(places)),)


def _columns(office: Office) -> tuple[tuple[Column, Callable[[_Entry], Value]], ...]:
    up, once = office.is_upper, Merge.ON_PAPER
    return (
        _column("no", 8.5, lambda e: e.number, Kind.ORDINAL, merge=once),
        _column("head", 22, lambda e: nfc(e.household.head_name), merge=once),
        _column("member", 25, lambda e: nfc(e.person.name)),
        _column("relation", 13, lambda e: nfc(e.person.relation)),
        _column("born", 15.5, lambda e: _born(e.person.born), Kind.DATE),
        _column("sex", 8.5, lambda e: t(f"sex-{e.person.sex}") if e.person.sex else "", Kind.MARK),
        _column("citizen-id", 20, lambda e: _citizen_id(e.person), Kind.ID),
        _column("province", 22, lambda e: e.province, inked=False),
        _column("district", 22, lambda e: e.district, inked=False),
        _column("district-code", 11, lambda e: e.district_code, Kind.ID, inked=False),
        _column("commune", 17, lambda e: e.commune, merge=once, inked=up),
        _column("commune-code", 11, lambda e: e.household.commune_code, Kind.ID, inked=False),
        _column("village", 16, lambda e: nfc(e.review.village or e.household.village), merge=once),
        _column("ethnic-group", 14, lambda e: nfc(e.person.ethnic_group)),
        _column("class", 12.5, _class, merge=once),
        _column("decision-no", 14.5, lambda e: nfc(e.review.decision_no), merge=once),
        _column("decision-on", 15.5, lambda e: e.review.decision_on, Kind.DATE, merge=once),
        _column("b1", 9.5, lambda e: _points(e)[0], Kind.POINTS, merge=once),
        _column("b2", 9.5, lambda e: _points(e)[1], Kind.POINTS, merge=once),
        _column("minority", 10, lambda e: _mark(_is_minority(e)), Kind.MARK, merge=once),
        _column("labour", 12, lambda e: _trait(e, "no_labour_capacity"), Kind.MARK, merge=once),
        _column("merit", 11, lambda e: _trait(e, "merit_person"), Kind.MARK, merge=once),
        _column("causes", 24, lambda e: nfc("; ".join(e.listed.causes)), merge=once),
    )


def _column(
    name: str,
    width: float,
    value: Callable[[_Entry], Value],
    kind: Kind = Kind.TEXT,
    *,
    merge: Merge = Merge.NEVER,
    inked: bool = True,
) -> tuple[Column, Callable[[_Entry], Value]]:
    title = t(f"paper-list-{name}")
    return Column(title=title, kind=kind, width=width, merge=merge, inked=inked), value


def _born(born: str) -> Value:
    """A real date where the day is known (and Excel can hold it), else what is known, as text."""
    if len(born) == 10 and int(born[:4]) >= _FIRST_YEAR_OF_EXCEL:
        return datetime.date.fromisoformat(born)
    return show_birth(born)


def _citizen_id(person: Person) -> str:
    return t("id-not_issued") if person.id_state is IdState.NOT_ISSUED else person.citizen_id


def _class(entry: _Entry) -> str:
    outcome = entry.review.outcome
    return t(f"class-{outcome.household_class}") if outcome else ""


def _points(entry: _Entry) -> tuple[int | None, int | None]:
    outcome = entry.review.outcome
    return (outcome.b1_points, outcome.b2_points) if outcome else (None, None)


def _is_minority(entry: _Entry) -> bool:
    """By the group as of the review; an old list without it falls back to the register."""
    group = entry.review.ethnic_group
    return group != KINH if group else entry.household.is_minority


def _trait(entry: _Entry, name: str) -> str:
    """As of the review where that was kept."""
    then: bool | None = getattr(entry.review, name)
    return _mark(getattr(entry.household, name) if then is None else then)


def _mark(holds: bool) -> str:
    return _MARK if holds else ""
