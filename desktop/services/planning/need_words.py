"""How needs and groups of households are called on screen and on papers."""

from __future__ import annotations

from functools import cache

from desktop.domain.planning import ALL, LISTED
from desktop.services.catalogue import shipped_standards
from desktop.text import t

DEPRIVED, CAUSE = "deprived:", "cause:"


def need_name(need: str) -> str:
    """What a need is called: the deprivation's or the cause's name as on the forms."""
    if need == LISTED:
        return t("needs-listed")
    return _names().get(need, need.partition(":")[2])


def group_name(group: str) -> str:
    """What a group of households is called."""
    return t("needs-group-all") if group == ALL else t(f"needs-group-{group.replace('_', '-')}")


def needs_in_order() -> tuple[str, ...]:
    """All needs: the deprivations in the order of the decree, then the causes in that of form 7.10."""
    return tuple(_names())


@cache
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    standards = [s for s in shipped_standards().values() if s.deprivations]
    for standard in standards:
        found |= {f"{DEPRIVED}{d.code}": d.name for d in standard.deprivations}
    for standard in standards:
        found |= {f"{CAUSE}{c.code}": c.label for c in standard.causes}
    return found
