"""How the board says that a report is late, what is newer, and why a commune stands out."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from desktop.domain.vietnamese import show_number, show_rate
from desktop.rules.outliers import Mark
from desktop.services.reported import MISSING, CommuneStand, Due
from desktop.services.upper_board import Compared
from desktop.text import t
from desktop.ui.pages.upper_overview.words import STATE_OF, day, signed_rate, stand_word
from desktop.ui.rows_model import State


def state_of(c: CommuneStand) -> State:
    """Where it stands, with the day."""
    return State(STATE_OF[c.stand], stand_word(c.stand), faint=day(c.on))


def in_time(c: CommuneStand, due: Due, today: datetime.date) -> State | None:
    """Whether its first report was in time; of a missing one how long it is overdue, or has left."""
    if c.stand == MISSING and c.first_on is None:
        if c.is_late:
            return State("err", t("communes-overdue", days=c.days_late), icon="clock")
        return State("none", t("communes-left", days=(due.last_day - today).days), icon="clock")
    if c.is_late:
        return State("warn", t("communes-late", days=c.days_late), icon="clock")
    return State("ok", t("communes-in-time"))


def counted_word(c: CommuneStand) -> str:
    """The package that the sums count: its number and day."""
    if not c.is_in_book:
        return "–"
    return t("communes-counted", number=str(c.accepted_number), day=day(c.accepted_on))


def newer_word(c: CommuneStand) -> State | None:
    """The package that is newer than what is counted."""
    if not c.newer:
        return None
    return State(STATE_OF[c.stand], t("communes-newer", number=str(c.newer)))


def points(value: float | None) -> str:
    """A change in points with its sign; – where not known."""
    return "–" if value is None else signed_rate(value)


def rate_word(value: float | None) -> str:
    """A rate in per cent, – where not known."""
    return show_rate(value) if value is not None else "–"


def mark_word(mark: Mark) -> str:
    """Why it stands out, in two or three words for the table."""
    return t(f"mark-short-{mark.kind.replace('_', '-')}")


def mark_sentence(mark: Mark) -> str:
    """Why it stands out, whole: its own figure, what it is held against, of how many."""
    return t(
        f"mark-{mark.kind.replace('_', '-')}",
        value=_figure(mark, mark.value), middle=_figure(mark, mark.middle), count=mark.peers,
        gap=show_rate(abs(mark.value - mark.middle)),
    )  # fmt: skip


def _figure(mark: Mark, value: float) -> str:
    if mark.kind.startswith("change"):
        return signed_rate(value)
    return show_rate(value, 1 if mark.kind.startswith("residents") else 2)


def marks_state(row: Compared) -> State | None:
    """The cell of the table: the first reason, and how many more."""
    if not row.marks:
        return None
    more = len(row.marks) - 1
    word = mark_word(row.marks[0])
    return State("warn", word, faint=t("mark-more", count=more) if more else "")


def sentences(marks: Sequence[Mark]) -> str:
    """All reasons one after the other."""
    return " ".join(mark_sentence(mark) for mark in marks)


def count_word(value: int | None) -> str:
    """A number, – where not known."""
    return "–" if value is None else show_number(value)
