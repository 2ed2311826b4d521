"""How the inbox says what a package is, what was found in it, and when."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from desktop.domain.vietnamese import show_date, show_number, show_rate
from desktop.errors import AppError
from desktop.services.catalogue import bare_name
from desktop.services.checking import Check
from desktop.services.examining import ACCEPTED, HELD, REFUSED, RETURNED
from desktop.services.looking import Glance
from desktop.text import t
from desktop.ui.pages.inbox.entries import OTHER, WAITING, Entry, SortedOut, communes_in, counts
from desktop.ui.rows_model import State

SHOWN_NAMES = 3
LINE = ("gap", "twin", "standard", "balance")
"""Checks of the line that may be not well."""
STANDARD = "standard-"
"""Checks of a standard that is not simply known: their words are those of the command line too."""
_TAG_STATES = {
    WAITING: "wait", HELD: "held", RETURNED: "returned", REFUSED: "err", OTHER: "info",
    ACCEPTED: "ok",
}  # fmt: skip


def megabytes(size: int) -> str:
    """1,3 of 1.300.000 bytes; at least 0,1."""
    return show_rate(max(size / 1e6, 0.1), 1)


def moment(at: datetime.datetime | None) -> str:
    """09/11/2026 14:09 by the clock on the wall."""
    return at.astimezone().strftime("%d/%m/%Y %H:%M") if at else "–"


def short_moment(at: datetime.datetime) -> str:
    """09/11 14:09."""
    return at.astimezone().strftime("%d/%m %H:%M")


def local_day(at: datetime.datetime) -> str:
    """09/11/2026 of a moment."""
    return show_date(at.astimezone().date())


def number_of(entry: Entry, year: int) -> str:
    """The number; with its year where that is another one, – for what has none."""
    if not entry.number:
        return "–"
    number = show_number(entry.number)
    return number if entry.year == year or entry.is_plan else f"{number}/{entry.year}"


def short_name(name: str) -> str:
    """A sender in the list: without its kind; Không rõ where nothing says it."""
    return bare_name(name) if name else t("inbox-unknown")


def refusal_word(error: AppError | None) -> str:
    """Why a package cannot be taken in, in two or three words."""
    if error is None:
        return t("inbox-short-other")
    try:
        return t(f"inbox-short-{error.key}")
    except LookupError:
        return t("inbox-short-other")


def result(entry: Entry) -> State:
    """The last column of the list; a plan is called one."""
    found = _result(entry)
    if not entry.is_plan:
        return found
    return State(found.state, t("plan-road-result", words=found.word), found.icon, found.faint)


def _result(entry: Entry) -> State:
    if entry.group == REFUSED:
        assert entry.glance is not None
        return State("err", refusal_word(entry.glance.refusal), icon="lock")
    if entry.group in (WAITING, OTHER):
        assert entry.glance is not None
        return _glance_result(entry.glance)
    if entry.group == ACCEPTED:
        return State("ok", t("inbox-result-accepted"))
    assert entry.logged is not None
    reason = str(entry.logged.details.get("reason", "")).splitlines()
    words = t("inbox-result-why", reason=reason[0]) if reason else t(f"inbox-result-{entry.group}")
    return State(_TAG_STATES[entry.group], words)


def _glance_result(glance: Glance) -> State:
    if glance.state in ("card", "receipt", "down"):
        return State("info", t(f"inbox-result-{glance.state}"))
    if glance.errors:
        return State("err", t("inbox-result-errors", count=glance.errors))
    if not glance.is_clean:
        return State("warn", t("inbox-result-doubt"))
    if glance.warnings:
        return State("ok", t("inbox-result-clean-warnings", count=glance.warnings))
    return State("ok", t("inbox-result-clean"))


def context(found: Sequence[Entry], year: int, expected: int) -> str:
    """How far the year's reports have come, of so many communes."""
    number = counts(found)
    return t(
        "inbox-context", year=str(year), accepted=communes_in(found, year), expected=expected,
        waiting=number[WAITING], refused=number[REFUSED],
    )  # fmt: skip


def read_words(found: SortedOut) -> str:
    """How many packages were read, how many are clean, refused, met before, our own."""
    counted = {
        "clean": sum(g.is_clean for g in found.fresh),
        "refused": sum(g.state == REFUSED for g in found.fresh),
        "before": found.before,
        "own": found.own,
    }
    parts = [
        t(f"inbox-did-read-{name}", count=count)
        for name, count in counted.items()
        if count or name in ("clean", "refused")
    ]
    return t("inbox-did-read", count=len(found.shown) + found.own, parts=", ".join(parts))


def tag(entry: Entry) -> tuple[str, str]:
    """(word, state) of the group for the head of the page."""
    return t(f"inbox-tag-{entry.group}"), _TAG_STATES[entry.group]


def check_sentence(check: Check) -> str:
    """One of the check line: Chữ ký đúng."""
    if check.code.startswith(STANDARD):
        return t(f"package-{check.code}", **check.details)
    return t(f"inbox-check-{check.code}-{check.state}", **check.details)


def finding_sentence(check: Check) -> str:
    """What is odd: 2 hộ có …"""
    if check.code in LINE or check.code.startswith(STANDARD):
        return check_sentence(check)
    if check.code != "finding":
        return t(f"inbox-found-{check.code}", **check.details)
    count = check.details["count"]
    try:
        return t(f"inbox-kind-{check.details['finding']}", count=count)
    except LookupError:
        return t("inbox-kind-other", count=count)


def finding_names(check: Check) -> str:
    """The first households it is about, and how many more."""
    shown = [f"{h.head_name} ({h.village})" for h in check.households[:SHOWN_NAMES] if h.head_name]
    names = ", ".join(shown)
    more = len(check.households) - len(shown)
    return t("inbox-findings-more", names=names, count=more) if shown and more else names
