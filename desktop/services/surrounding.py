"""What other records say of a household being keyed: where its people stand too, how it was before."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

import msgspec

from desktop.domain.act import Act
from desktop.domain.household import Household
from desktop.domain.review import Review
from desktop.exchange.lists.legacy import mended
from desktop.rules.checks import Around, SamePerson
from desktop.services import pairing
from desktop.store import acts, audit, households, reviews
from desktop.store.connection import Db
from desktop.store.namesakes import namesakes

WHOLE_DATE = len("1980-07-21")
LINES = 400  # of the audit trail; a household of ten years has far fewer
_EDITS = ("household", "household-added")


def around(db: Db, household: Household) -> Around:
    """Members who stand in another household too, and whether this one has left.

    A citizen id tells for sure; a name with a whole birth date only where no two ids contradict it.
    """
    moves = [
        e for e in reviews.events_of(db, household.uid) if e.kind.is_arrival or e.kind.is_leaving
    ]
    gone = moves[-1] if moves and moves[-1].kind.is_leaving else None
    return Around(
        elsewhere=_elsewhere(db, household),
        gone=gone.kind if gone else None,
        gone_on=gone.happened_on if gone else None,
    )


def _elsewhere(db: Db, household: Household) -> dict[str, SamePerson]:
    ids = {p.citizen_id: p.uid for p in household.present if p.citizen_id}
    found = {
        ids[one.citizen_id]: SamePerson(
            number=one.number, head_name=one.head_name, village=one.village
        )
        for one in pairing.elsewhere(db, list(ids), not_in=household.uid)
    }
    return _namesakes(db, household) | found


def _namesakes(db: Db, household: Household) -> dict[str, SamePerson]:
    known = {(p.name, p.born): p for p in household.present if len(p.born) == WHOLE_DATE}
    if not known:
        return {}
    found: dict[str, SamePerson] = {}
    for name, born, uid, citizen_id in namesakes(db, known, not_in=household.uid):
        mine = known[name, born]
        home = households.get(db, uid)
        if home is None or _has_left(db, uid) or (mine.citizen_id and citizen_id):
            continue
        found[mine.uid] = SamePerson(
            number=home.number, head_name=home.head_name, village=home.village, sure=False
        )
    return found


def _has_left(db: Db, uid: str) -> bool:
    moves = [e for e in reviews.events_of(db, uid) if e.kind.is_arrival or e.kind.is_leaving]
    return bool(moves) and moves[-1].kind.is_leaving


# How it was --------------------------------------------------------------------------------------
def as_round_found_it(db: Db, household: Household, opened_on: datetime.date) -> Household | None:
    """The household as it stood when a round was opened; None: it came since."""
    return _rewound(household, _steps_back(db, household.uid, since=opened_on))


def as_sheet_left_it(db: Db, household: Household, last: Review) -> Household | None:
    """The household as its last complete sheet left it; None where the trail does not tell."""
    trail = audit.of(db, household.uid, LINES)
    done = [e.at for e in trail if e.action == "review-complete" and _is_of(e.after, last.year)]
    if not done:
        return None
    return _rewound(household, _steps_back(db, household.uid, after=done[0]))


def _is_of(after: str | None, year: int) -> bool:
    return after is not None and msgspec.json.decode(after, type=Review).year == year


_Step = tuple[datetime.datetime, Household | None]


def _steps_back(
    db: Db, uid: str,
    *, since: datetime.date | None = None, after: datetime.datetime | None = None,
) -> list[_Step]:  # fmt: skip
    """What each edit and each deed found, newest first: from a day on, or later than a moment."""

    def counts(at: datetime.datetime) -> bool:
        return at > after if after else since is None or at.date() >= since

    trail = [e for e in audit.of(db, uid, LINES) if e.action in _EDITS and counts(e.at)]
    edits = [(e.at, _decoded(e.before)) for e in trail]
    deeds = list(_of_acts(acts.of_household(db, uid), uid))
    steps = [*edits, *(step for step in deeds if counts(step[0]))]
    return sorted(steps, key=lambda step: step[0], reverse=True)


def _of_acts(deeds: Sequence[Act], uid: str) -> Iterator[_Step]:
    for act in deeds:
        before = next((h for h in act.before.households if h.uid == uid), None)
        touched = before or next((h for h in act.after.households if h.uid == uid), None)
        # An undone deed stands in the trail by itself as if nothing had been.
        if touched is not None and act.undone_at is None:
            yield act.at, before


def _decoded(raw: str | None) -> Household | None:
    return msgspec.json.decode(raw, type=Household) if raw else None


def _rewound(household: Household, steps: Sequence[_Step]) -> Household | None:
    return steps[-1][1] if steps else household


def in_unicode(text: str) -> str:
    """A text pasted out of an old list (TCVN3, VNI) as Unicode where it plainly is one; else itself."""
    return mended(text)
