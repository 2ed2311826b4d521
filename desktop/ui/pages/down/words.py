"""How packs that travel down are said on screen."""

from __future__ import annotations

from desktop.domain.vietnamese import show_date
from desktop.services.bringing_down import FOREIGN, NEW, REFUSED, UNPROVEN
from desktop.services.down_plan import Fate, Line
from desktop.store.sent_down import APPLIED, UNDONE, WAITING, Pack
from desktop.text import t
from desktop.ui.rows_model import State

STATES = {
    NEW: "info", WAITING: "wait", APPLIED: "ok", UNDONE: "none", FOREIGN: "err", UNPROVEN: "err",
    REFUSED: "err",
}  # fmt: skip
FATES = {
    Fate.CONFLICT: "warn", Fate.ADD: "info", Fate.CHANGE: "info", Fate.REMOVE: "returned",
    Fate.KEPT: "none", Fate.SAME: "ok",
}  # fmt: skip
GROUPS = (
    ("conflict", (Fate.CONFLICT,)),
    ("change", (Fate.ADD, Fate.CHANGE, Fate.REMOVE)),
    ("kept", (Fate.KEPT,)),
    ("same", (Fate.SAME,)),
)
"""The order of the groups in the plan: what has to be decided stands first."""


def one_line(text: str) -> str:
    """A value of several lines in a table."""
    return " · ".join(text.split("\n")) or "–"


def paragraphs(text: str) -> str:
    """The same for a label, each line on its own."""
    return text.replace("\n", "\u2028") or "–"


def pack_name(pack: Pack) -> str:
    """Bộ số 3."""
    return t("down-pack", number=str(pack.number))


def state_of(pack: Pack) -> State:
    """What became of a pack that lies in the book."""
    return State(STATES[pack.state], t(f"down-state-{pack.state}"))


def handled(pack: Pack) -> str:
    """The day of its last deed."""
    return show_date(pack.handled_at.astimezone().date())


def fate_of(line: Line, taken: bool) -> State:
    """What applying does with a thing; a conflict says whose word holds."""
    if line.fate is Fate.CONFLICT:
        return State("info", t("down-theirs")) if taken else State("warn", t("down-mine"))
    return State(FATES[line.fate], t(f"down-fate-{line.fate}"))
