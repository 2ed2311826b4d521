"""What `desk.go("communes", …)` and `desk.go("commune", …)` take."""

from __future__ import annotations

from dataclasses import dataclass

REPORTED, COMPARED, TILES, GOALS = VIEWS = ("reported", "compared", "tiles", "goals")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunesTarget:
    """Which view to open, and which communes to hold it to (a value of the filter, "" for all)."""

    view: str = REPORTED
    shown: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneTarget:
    """The commune, and the page that Esc returns to, with its own target."""

    code: str
    back: str = "overview"
    back_target: object = None
