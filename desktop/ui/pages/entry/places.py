"""The order of Enter: every place of a sheet as the paper has them, in six sections."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain.review import Severity
from desktop.ui.pages.entry.answering import b1
from desktop.ui.pages.entry.lines import View
from desktop.ui.pages.entry.roster_fields import FIELDS
from desktop.ui.pages.entry.state import Keying

GENERAL, MEMBERS, B1, DEPRIVATIONS, CAUSES, SIGNING = range(1, 7)
SECTIONS = (GENERAL, MEMBERS, B1, DEPRIVATIONS, CAUSES, SIGNING)
GENERAL_FIELDS = ("merit_person", "no_labour_capacity")
_SECTION = {
    "general": GENERAL,
    "member": MEMBERS,
    "members": MEMBERS,
    "b1": B1,
    "deprivation": DEPRIVATIONS,
    "causes": CAUSES,
    "cause_other": CAUSES,
    "enumerator": SIGNING,
    "reviewed_on": SIGNING,
}


def section_of(place: str) -> int:
    """The section a place lies in."""
    return _SECTION[place.partition(":")[0]]


def places(state: Keying) -> list[str]:
    """All places of the sheet in the order of the paper."""
    found = [f"general:{field}" for field in GENERAL_FIELDS]
    found += [f"member:{n}:{f}" for n in range(1, len(state.present) + 1) for f in FIELDS]
    found += [f"b1:{item.id}" for item in state.standard.b1_items] or ["b1"]
    found += [f"deprivation:{of.code}" for of in state.standard.deprivations]
    found += ["causes", *(["cause_other"] if "other" in state.answers.causes else [])]
    return [*found, "enumerator", "reviewed_on"]


def step(state: Keying, place: str, by: int) -> str:
    """The place after (1) or before (−1) a place; the last one and the first one stay."""
    order = places(state)
    at = order.index(place) if place in order else 0
    return order[min(max(at + by, 0), len(order) - 1)]


def is_last(state: Keying, place: str) -> bool:
    """Whether the sheet ends here."""
    return places(state)[-1] == place


def first_of(state: Keying, section: int, view: View | None = None) -> str:
    """Where the hand begins in a section: its first open line where there is one."""
    own = [place for place in places(state) if section_of(place) == section]
    if not own:
        return places(state)[0]
    if view is not None and section == DEPRIVATIONS and view.standing.open_codes:
        return f"deprivation:{view.standing.open_codes[0]}"
    if section == B1:
        chosen = state.answers.b1_choices
        return next((p for p in own if p.partition(":")[2] not in chosen), own[0])
    return own[0]


def place_of(state: Keying, where: str) -> str:
    """The place that a finding points at."""
    order = places(state)
    if where in order:
        return where
    begins = (place for place in order if place.startswith(where.rstrip("s")))
    return next(begins, order[0])


@dataclass(frozen=True, slots=True)
class SectionState:
    """How far a section is. `state`: ok, err, warn, count or none; `text` the count."""

    state: str
    text: str = ""


def sections(state: Keying, view: View) -> dict[int, SectionState]:
    """The state of each section, for the list at the left."""
    return {
        GENERAL: SectionState("ok"),
        MEMBERS: _by_findings(view, MEMBERS) or SectionState("ok"),
        B1: _b1(state, view),
        DEPRIVATIONS: _deprivations(state, view),
        CAUSES: _by_findings(view, CAUSES)
        or SectionState("ok" if state.answers.causes else "none"),
        SIGNING: _by_findings(view, SIGNING)
        or SectionState("ok" if state.answers.enumerator else "none"),
    }


def _by_findings(view: View, section: int) -> SectionState | None:
    for severity, state in ((Severity.BLOCKING, "err"), (Severity.WARNING, "warn")):
        count = sum(
            f.severity is severity and section_of(f.where) == section for f in view.findings
        )
        if count:
            return SectionState(state, str(count))
    return None


def _b1(state: Keying, view: View) -> SectionState:
    if b1(state) is not None:
        return _by_findings(view, B1) or SectionState("ok")
    if any(f.code.startswith("unread") and f.where == "b1" for f in view.findings):
        return SectionState("err", "1")
    items = state.standard.b1_items
    done = sum(item.id in state.answers.b1_choices for item in items)
    return SectionState("count", f"{done}/{len(items)}") if items else SectionState("none")


def _deprivations(state: Keying, view: View) -> SectionState:
    open_lines = len(view.standing.open_codes)
    total = len(state.standard.deprivations)
    if open_lines:
        return SectionState("count", f"{total - open_lines}/{total}")
    return _by_findings(view, DEPRIVATIONS) or SectionState("ok")
