"""Households that stand in a book twice, for the tests of pairs."""

from __future__ import annotations

import uuid
from dataclasses import replace

from desktop.domain.household import Household, IdState
from desktop.services import registering
from desktop.store.connection import Db
from tests.services.made import BY, NOW


def copy_of(db: Db, household: Household, *, name: str = "", village: str = "") -> Household:
    """The same people once more under another number; the head perhaps spelt otherwise."""
    made = registering.add_household(
        db, village or household.village, household.head_name, now=NOW, by=BY
    )
    members = [replace(p, uid=uuid.uuid4().hex) for p in household.members]
    members[0] = replace(members[0], name=name or members[0].name)
    return registering.save_household(db, replace(made, members=tuple(members)), now=NOW, by=BY)


def with_id(db: Db, household: Household, number: str, *, member: int = 0) -> Household:
    """The household with a citizen id for one member."""
    members = list(household.members)
    members[member] = replace(members[member], citizen_id=number, id_state=IdState.KNOWN)
    return registering.save_household(
        db, replace(household, members=tuple(members)), now=NOW, by=BY
    )
