"""What is chosen on the page: a need, and a group, class and unit of households."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain.planning import ALL, LISTED, UnitNeeds
from desktop.domain.review import HouseholdClass
from desktop.services.planning.need_words import need_name
from desktop.services.planning.needing import pair_of
from desktop.text import t


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """`of` is a class or "" for both, `unit` a code or "" for all."""

    need: str = LISTED
    group: str = ALL
    of: str = ""
    unit: str = ""

    @property
    def household_class(self) -> HouseholdClass | None:
        """The class as services take it."""
        return HouseholdClass(self.of) if self.of else None

    def pair(self, needs: UnitNeeds, need: str) -> tuple[int, int]:
        """Poor and near-poor households of the group with a need; nought of a class left aside."""
        poor, near = pair_of(needs, need, self.group)
        return (poor if self.of != "near_poor" else 0, near if self.of != "poor" else 0)

    def count(self, needs: UnitNeeds) -> int:
        """How many households the list has."""
        return sum(self.pair(needs, self.need))

    def title(self, unit_name: str) -> str:
        """The need, and the unit where one is chosen."""
        name = need_name(self.need)
        return t("needs-of-unit", need=name, unit=unit_name) if unit_name else name
