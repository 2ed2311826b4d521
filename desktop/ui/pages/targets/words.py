"""The verdict of a unit as a state of the window; all other words are those of the report."""

from __future__ import annotations

from desktop.services import progress_words
from desktop.services.progress_words import (
    change_word,
    count_word,
    goal_words,
    points_word,
    rate_word,
    remains_sentence,
    remains_word,
    year_rate,
)
from desktop.services.progressing import Fall, Point
from desktop.ui.rows_model import State

__all__ = [
    "change_word",
    "count_word",
    "goal_words",
    "points_word",
    "rate_word",
    "remains_sentence",
    "remains_word",
    "verdict",
    "year_rate",
]


def verdict(point: Point | None, fall: Fall | None) -> State:
    """Met, missed, or why it is not judged."""
    return State(*progress_words.verdict(point, fall))
