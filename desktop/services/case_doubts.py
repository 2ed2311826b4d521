"""Whether a case can be opened for its households: they are here, and there is something to decide."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.domain.household import Household
from desktop.domain.procedure import Case
from desktop.domain.review import Finding, HouseholdClass
from desktop.rules.case_facts import LISTED
from desktop.rules.case_findings import stop, warn
from desktop.services.case_records import cases
from desktop.store import households, reviews
from desktop.store.connection import Db


def doubts(db: Db, wanted: Case) -> list[Finding]:
    """What speaks against opening this case, household by household."""
    homes = {h.uid: h for h in households.get_many(db, wanted.household_uids)}
    found = [f for home in homes.values() for f in _of_household(db, wanted, home)]
    members = {p.uid for home in homes.values() for p in home.present}
    if wanted.person_uid and wanted.person_uid not in members:
        found.append(stop("case-not-member"))
    return [*found, *_running(db, wanted)]


def _of_household(db: Db, wanted: Case, home: Household) -> Iterator[Finding]:
    moves = [e for e in reviews.events_of(db, home.uid) if e.kind.is_arrival or e.kind.is_leaving]
    last = max(moves, key=lambda e: (e.happened_on, e.kind.is_leaving), default=None)
    if last is not None and last.kind.is_leaving:
        yield stop("case-gone", name=home.head_name, day=last.happened_on)
    now = reviews.class_in_force(db, home.uid, wanted.opened_on)
    if wanted.procedure == "in_year_recognition" and now is HouseholdClass.POOR:
        yield stop("case-is-poor", name=home.head_name)
    if wanted.procedure == "in_year_recognition" and now is HouseholdClass.NEAR_POOR:
        yield warn("case-is-near-poor", name=home.head_name)
    if wanted.procedure == "in_year_exit" and now is not None and now not in LISTED:
        yield stop("case-is-not-poor", name=home.head_name)


def _running(db: Db, wanted: Case) -> Iterator[Finding]:
    running = {
        uid: c for c in cases(db, wanted.year) if not c.outcome and c.procedure == wanted.procedure
        for uid in c.household_uids if c.person_uid == wanted.person_uid
    }  # fmt: skip
    for uid in wanted.household_uids:
        if other := running.get(uid):
            yield stop("case-running", day=other.opened_on)
