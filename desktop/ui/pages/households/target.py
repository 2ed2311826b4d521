"""What another page may ask the register to show: `desk.go("households", RegisterTarget(…))`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterTarget:
    """Filters to set; all others are cleared. `among` holds the list to these households and
    `among_word` says to the user which they are. Values as in `registering.Query`. `back`: the page
    that Esc returns to as long as nothing else is asked for by hand, with its own target."""

    commune_code: str = ""
    commune_name: str = ""
    village: str = ""
    shown: str = ""
    state: str = ""
    changed: str = ""
    finding: str = ""
    remark: str = ""
    among: tuple[str, ...] = ()
    among_word: str = ""
    back: str = ""
    back_target: object = None
