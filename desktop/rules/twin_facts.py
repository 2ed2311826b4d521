"""What a decision about two records rested on, as one short word that can be kept and compared."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from desktop.rules.twins import Sketch


def facts_of(left: Iterable[Sketch], right: Iterable[Sketch]) -> str:
    """A word for name, birth, sex and number of all people of both sides; their order does not matter.

    Villages, relations and sheets are left out: two records do not become one by them.
    """
    sides = sorted(sorted(_told(one) for one in side) for side in (left, right))
    return hashlib.sha256(repr(sides).encode()).hexdigest()[:32]


def _told(one: Sketch) -> tuple[str, ...]:
    return (" ".join(one.parts), one.toned, one.born, one.sex, one.citizen_id)
