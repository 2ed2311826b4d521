"""What the reports of a year are laid out from besides figures: who makes them, and whom they list."""

from __future__ import annotations

import datetime

from desktop.domain.review import HouseholdClass, ReviewState
from desktop.domain.unit import Level, Office
from desktop.domain.vietnamese import name_key, sort_key
from desktop.errors import ListIncomplete, RoundMissing
from desktop.reports.forms import Context, Listed
from desktop.services import ethnic_columns
from desktop.services.catalogue import unit, words_of
from desktop.store import figures, households, reviews, settings, totals
from desktop.store.connection import Db

LISTED = (HouseholdClass.POOR, HouseholdClass.NEAR_POOR)


def context_of(db: Db, year: int, official: bool, on: datetime.date | None) -> Context:
    """Who makes the reports of a year, and by which standard. Raises RoundMissing."""
    found = reviews.get_round(db, year)
    if found is None:
        raise RoundMissing(year=str(year))
    rules = words_of(db, found.standard_id, year)
    return Context(
        office=settings.office(db),
        signatory=settings.signatory(db),
        year=year,
        final=official,
        on=on,
        practice=rules.practice,
        deprivations=tuple((d.code, d.name) for d in rules.deprivations),
        causes=tuple((c.code, c.label) for c in rules.causes),
        ethnic_columns=ethnic_columns.columns(db),
    )


def listed_of(db: Db, year: int) -> list[Listed]:
    """Poor and near-poor households of the year, by commune, village and name."""
    office = settings.office(db)
    found = {
        r.household_uid: r
        for r in reviews.of_round(db, year, state=ReviewState.COMPLETE)
        if r.outcome and r.outcome.household_class in LISTED
    }
    gone = totals.gone(db, year)
    records = [h for h in households.get_many(db, [*found]) if h.uid not in gone]
    records.sort(key=lambda h: (h.commune_code, sort_key(h.village), name_key(h.head_name)))
    named = {h.commune_code: _places(office, h.commune_code) for h in records}
    labels = _cause_labels(db, year)
    return [
        Listed(
            household=h,
            review=found[h.uid],
            causes=tuple(labels.get(c, c) for c in found[h.uid].answers.causes),
            commune_name=named[h.commune_code][0],
            district_name=named[h.commune_code][1],
            district_code=named[h.commune_code][2],
        )
        for h in records
    ]


def _places(office: Office, commune_code: str) -> tuple[str, str, str]:
    own = unit(commune_code, office.list_version)
    above = unit(own.parent, office.list_version)
    is_district = above.level is Level.DISTRICT
    return own.name, above.name if is_district else "", above.code if is_district else ""


def _cause_labels(db: Db, year: int) -> dict[str, str]:
    found = reviews.get_round(db, year)
    return {c.code: c.label for c in words_of(db, found.standard_id, year).causes} if found else {}


def check_has_lists(db: Db, form_id: str, year: int) -> None:
    """Raise ListIncomplete: a list that leaves out the communes that came as sums would be read as whole."""
    office = settings.office(db)
    lacking = figures.communes_without_lists(db, year) if office.is_upper else []
    if lacking:
        names = ", ".join(unit(code, office.list_version).name for code in lacking[:3])
        more = " …" if len(lacking) > 3 else ""
        raise ListIncomplete(form=form_id, count=len(lacking), names=names + more)
