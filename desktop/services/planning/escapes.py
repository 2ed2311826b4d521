"""Households registered to leave poverty in a year ("đăng ký thoát nghèo"), marked and unmarked in bulk."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import uuid4

from desktop.domain.act import Act, Touched
from desktop.domain.planning import PlannedEscape
from desktop.services import lending, undoing
from desktop.services.changes import changes
from desktop.services.planning.measuring import Done
from desktop.services.registering import own_commune
from desktop.store import measured, measures
from desktop.store.connection import Db
from desktop.store.measured import Home

__all__ = ["EscapePlan", "Home", "look", "plan_escape", "poor"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EscapePlan:
    """Who would be marked (or unmarked), who is so already, who cannot be and why: "unknown", "gone",
    "not-poor" (by the review of the year before, of which the form counts)."""

    year: int
    planned: bool
    changing: tuple[str, ...]
    same: tuple[str, ...]
    refused: Mapping[str, tuple[str, ...]]


def look(db: Db, year: int, uids: Sequence[str], *, planned: bool) -> EscapePlan:
    """What marking these households for a year would do; writes nothing.

    Raises RoundNotHere at an upper office, BranchNotMain on a second PC.
    """
    own_commune(db)
    lending.check_main(db)
    homes = measured.homes(db, uids, year)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for uid in dict.fromkeys(uids):
        found[_answer(homes.get(uid), planned=planned)].append(uid)
    changing, same = tuple(found.pop("", ())), tuple(found.pop("same", ()))
    refused = {why: tuple(some) for why, some in found.items()}
    return EscapePlan(year=year, planned=planned, changing=changing, same=same, refused=refused)


def _answer(home: Home | None, *, planned: bool) -> str:
    """Why not, or "" for yes. Whoever is marked can always be unmarked."""
    if home is None:
        return "unknown"
    if home.is_planned == planned:
        return "same"
    if not planned:
        return ""
    if home.gone_on is not None:
        return "gone"
    return "" if home.household_class == "poor" else "not-poor"


def plan_escape(
    db: Db, year: int, uids: Sequence[str], *, planned: bool, now: datetime.datetime, by: str
) -> Done:
    """Mark (or unmark) as `look` says; undone by `measuring.put_back`."""
    wanted = look(db, year, uids, planned=planned).changing
    if not wanted:
        return Done(count=0, act_uid="", changes=changes())
    if planned:
        book = own_commune(db)
        made = tuple(
            PlannedEscape(
                uid=uuid4().hex, household_uid=uid, commune_code=book.code, year=year,
                written_by=book.book_id,
            )
            for uid in wanted
        )  # fmt: skip
        before, after = Touched(), Touched(planned_escapes=made)
    else:
        held = tuple(measures.escapes_of_households(db, wanted, year))
        before, after = Touched(planned_escapes=held), Touched()
    act = Act(
        uid=uuid4().hex, kind="escape_planned" if planned else "escape_unplanned", at=now, by=by,
        before=before, after=after,
    )  # fmt: skip
    told = undoing.do(db, act)
    return Done(count=len(wanted), act_uid=act.uid, changes=told, uids=wanted)


def poor(db: Db, year: int, *, commune_code: str = "", village: str = "") -> list[Home]:
    """The poor of the year before who are still here, and whoever is marked for the plan year."""
    found = measured.listed(db, year, commune_code)
    return [
        h
        for h in found
        if (h.household_class == "poor" or h.is_planned) and village in ("", h.village)
    ]
