"""Whom of a household that is not in the register the register knows already, and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.domain.household import Household
from desktop.rules.blocking import candidates, keys, likely
from desktop.rules.twins import Names, Reason, Sketch, sketches
from desktop.services import pairing
from desktop.store import households, twins
from desktop.store.connection import Db

_BY_ID = Reason("id-same")


@dataclass(frozen=True, slots=True, kw_only=True)
class Same:
    """A person who may stand in a household of the register too: `sure` by citizen id, else told by
    the scores that find twins in lists and registers."""

    person: str
    household_uid: str
    number: str
    head_name: str
    village: str
    sure: bool


def same_people(db: Db, household: Household) -> list[Same]:
    """The likely ones, the sure ones first; households that left are passed over."""
    coming = sketches(household)
    names = {p.uid: p.name for p in household.present}
    here = [one.sketch for one in twins.people(db)]
    found = {
        (who, home): sure for who, home, sure in _pairs(coming, here, Names.of(twins.names(db)))
    }
    # The number alone tells, whatever the name: typed otherwise, or of somebody else.
    ids = {p.citizen_id: p.uid for p in household.present if p.citizen_id}
    for one in pairing.elsewhere(db, list(ids), not_in=household.uid):
        found[ids[one.citizen_id], one.household_uid] = True
    homes = {h.uid: h for h in households.get_many(db, [home for _, home in found])}
    same = [
        Same(
            person=names[who], household_uid=home, number=homes[home].number,
            head_name=homes[home].head_name, village=homes[home].village, sure=sure,
        )
        for (who, home), sure in found.items()
    ]  # fmt: skip
    return sorted(same, key=lambda s: (not s.sure, s.number))


def _pairs(
    coming: Sequence[Sketch], here: Sequence[Sketch], names: Names
) -> list[tuple[str, str, bool]]:
    """(who comes, the household here, by the number): only who shares a key is compared."""
    wanted = {key for one in coming for key in keys(one)}
    people = [*coming, *(one for one in here if any(key in wanted for key in keys(one)))]
    first = len(coming)
    between = [(i, j) for i, j in candidates(people) if i < first <= j]
    return [
        (couple.left.uid, couple.right.home, _BY_ID in couple.score.reasons)
        for couple in likely(people, between, names)
    ]
