"""What a figure of an account is called where its closed value and the book's differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop.domain.vietnamese import show_number, show_rate
from desktop.services.planning.accounts import Difference
from desktop.services.planning.need_words import need_name
from desktop.text import t

SERIES = (
    "households", "poor", "near_poor", "minority_households", "minority_poor", "poor_rate",
    "near_poor_rate", "minority_poor_rate",
)  # fmt: skip
_FORMS = {"poor": "7.2", "near_poor": "7.3"}


def figure_name(name: str) -> str:
    """The name of a figure of account_flat in words: "Hộ nghèo năm 2026"."""
    first, *rest = name.split(".")
    if first in SERIES:
        return t(f"account-figure-{first}", year=rest[0])
    return _NAMES[first](rest)


def _flow(rest: Sequence[str]) -> str:
    year, of, line, column = rest
    return t(
        "account-figure-flow", form=_FORMS[of], year=year, column=column,
        line=t(f"account-figure-flow-{line}"),
    )  # fmt: skip


_NAMES: dict[str, Callable[[Sequence[str]], str]] = {
    "flow": _flow,
    "goal": lambda _: t("account-figure-goal"),
    "unit": lambda rest: t("account-figure-unit", unit=".".join(rest[:-1])),
    "in_year": lambda _: t("account-figure-in_year"),
    "need": lambda rest: t("account-figure-need", need=need_name(rest[0])),
    "measure": lambda _: t("account-figure-measure"),
    "programme": lambda _: t("account-figure-programme"),
    "sums": lambda rest: t("account-figure-sums", year=rest[0]),
    "fate": lambda rest: t("account-figure-fate", year=rest[0]),
    "task": lambda rest: t("account-figure-task", group=rest[0]),
    "visit": lambda _: t("account-figure-visit"),
    "missing": lambda _: t("account-figure-missing"),
    "below": lambda _: t("account-figure-below"),
}


def difference_words(found: Sequence[Difference], most: int = 4) -> tuple[str, ...]:
    """ "Hộ nghèo năm 2026: 24, nay 25", each kind of figure once, the first ones only."""
    lines: dict[str, str] = {}
    for one in found:
        name = figure_name(one.name)
        words = {"name": name, "then": _number(one.then), "now": _number(one.now)}
        lines.setdefault(name, t("account-difference", **words))
    return tuple(lines.values())[:most]


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return show_number(int(value)) if value == int(value) else show_rate(value)
