"""What stands in the way of a paper, in words, and the page that mends it."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain.unit import Office
from desktop.errors import (
    AppError,
    BalanceOpen,
    MinorityMissing,
    NothingToReport,
    ResidentsMissing,
    RoundMissing,
)
from desktop.text import sentence, t

RESIDENTS, ROUND = "residents", "round"
"""Targets of the overview: the table of residents, the opening of a round."""


@dataclass(frozen=True, slots=True)
class Cure:
    """Bold first sentence, plain second, and where the button leads (page, target)."""

    first: str
    second: str
    button: str
    page: str
    target: object = None


def cure_of(error: AppError, office: Office) -> Cure:
    """The words and the way for an error; an upper office can only look for the report."""
    first, second = _split(sentence(error))
    if office.is_upper:
        return Cure(first, second, t("papers-cure-inbox"), "inbox")
    if isinstance(error, ResidentsMissing | MinorityMissing):
        return Cure(first, second, t("papers-cure-residents"), "overview", RESIDENTS)
    if isinstance(error, RoundMissing):
        return Cure(first, second, t("papers-cure-round"), "overview", ROUND)
    if isinstance(error, BalanceOpen):
        return Cure(first, second, t("papers-cure-households"), "households")
    return Cure(first, second, t("papers-cure-entry"), "entry")


def _split(text: str) -> tuple[str, str]:
    """The first sentence and the rest; "7.1: …" and numbers do not end one."""
    head, dot, rest = text.partition(". ")
    return (f"{head}{dot.strip()}", rest) if rest else (text, "")


def short_reason(error: AppError) -> str:
    """Why a paper is not ready, in a few words for its line in the list."""
    details = error.details
    if isinstance(error, ResidentsMissing):
        return t("papers-why-residents", villages=details["villages"])
    if isinstance(error, MinorityMissing):
        return t("papers-why-minority", villages=details["villages"])
    if isinstance(error, BalanceOpen):
        return t("papers-why-balance", count=details["count"])
    if isinstance(error, RoundMissing):
        return t("papers-why-round", year=str(details["year"]))
    if isinstance(error, NothingToReport):
        return t("papers-why-nothing")
    return sentence(error)
