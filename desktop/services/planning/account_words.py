"""An account in words, as officials write a báo cáo sơ kết, tổng kết: its six parts in order.

Figures come counted; what is not known is said as not known. The official's own words stand as typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from desktop.domain.account import (
    WORDS,
    AccountFigures,
    AccountText,
    Block,
    BlockKind,
    TextPart,
)
from desktop.domain.planning import Account, AccountKind
from desktop.services.planning import account_results, account_work
from desktop.services.planning.account_pieces import heading, named, paragraph, time_of
from desktop.services.targets import plan_of
from desktop.text import t

__all__ = ["name_of", "notes", "opening", "subject", "text", "unwritten", "words_alone"]

_NUMBERS = ("I", "II", "III", "IV", "V", "VI")
_BY_OFFICIAL = {5: ("assessment", "difficulties", "causes"), 6: ("proposals", "tasks_ahead")}


def text(figures: AccountFigures, words: Mapping[str, str]) -> AccountText:
    """The whole account: its figures in words, and what the official wrote (`Account.words`)."""
    parts = {
        1: account_results.state_and_goals(figures),
        2: account_results.what_happened(figures),
        3: account_work.tasks_and_measures(figures),
        4: account_work.checks_and_reports(figures),
        **{number: _typed(names, words) for number, names in _BY_OFFICIAL.items()},
    }
    return AccountText(
        title=t("account-title"),
        subject=subject(figures.kind, figures.years[0], figures.year),
        opening=opening(figures),
        parts=tuple(
            TextPart(number=roman, heading=t(f"account-part-{n}"), blocks=tuple(parts[n]))
            for n, roman in enumerate(_NUMBERS, 1)
        ),
        notes=(*notes(figures), *unwritten(words)),
    )


def subject(kind: AccountKind, first: int, year: int) -> str:
    """ "Tổng kết công tác giảm nghèo năm 2026"."""
    return t(f"account-subject-{kind}", first=str(first), year=str(year))


def name_of(account: Account) -> str:
    """What an account is called in lists: its subject."""
    return subject(account.kind, account.first, account.year)


def opening(figures: AccountFigures) -> tuple[str, ...]:
    """What the account rests on, as far as its text is known, and who gives it."""
    plan = plan_of(figures.office)
    if plan is None:
        ground = t("account-ground-own")
    elif plan.id == "kh107":
        ground = t("account-ground-kh107")
    else:
        ground = t("account-ground", source=plan.source)
    office = figures.office.name
    begins = t("account-begins", office=office[:1].lower() + office[1:], time=time_of(figures))
    return (f"{ground} {begins}",)


def words_alone(account: Account) -> AccountText:
    """An account of which only what the official wrote is known: that of a unit still at work on it."""
    parts = tuple(
        TextPart(
            number=_NUMBERS[number - 1],
            heading=t(f"account-part-{number}"),
            blocks=tuple(_typed(names, account.words)),
        )
        for number, names in _BY_OFFICIAL.items()
    )
    return AccountText(
        title=t("account-title"), subject=name_of(account), opening=(), parts=parts,
        notes=(t("account-note-unclosed"),),
    )  # fmt: skip


# Parts that the official writes ------------------------------------------------------------------
def _typed(names: Iterable[str], words: Mapping[str, str]) -> Iterator[Block]:
    for number, name in enumerate(names, 1):
        yield heading(number, t(f"account-heading-{name}"))
        lines = [line.strip() for line in words.get(name, "").split("\n") if line.strip()]
        for line in lines:
            yield Block(kind=BlockKind.TYPED, text=line)
        if not lines:
            yield paragraph(t("account-unwritten"))


def unwritten(words: Mapping[str, str]) -> tuple[str, ...]:
    """The note on parts that wait for the official; none where all are written."""
    missing = [t(f"account-heading-{n}").lower() for n in WORDS if not words.get(n, "").strip()]
    return (t("account-note-unwritten", parts="; ".join(missing)),) if missing else ()


# Notes -------------------------------------------------------------------------------------------
def notes(figures: AccountFigures) -> tuple[str, ...]:
    """What has to be known before the figures are used: not final, not complete, not closing."""
    return tuple(_notes(figures))


def _notes(f: AccountFigures) -> Iterator[str]:
    if f.kind is AccountKind.HALF:
        yield t("account-note-half", before=str(f.needs_year))
    elif f.is_open:
        yield t("account-note-open", year=str(f.year))
    if f.missing:
        yield t("account-note-missing", count=len(f.missing), units=named(f.missing))
    yield from _lacking(f)


def _lacking(f: AccountFigures) -> Iterator[str]:
    """Years of which something is not known, or does not add up."""
    told = [p for p in f.series if p.year in (f.base_year, *f.years) and not p.is_open]
    yield from (t("account-note-no-total", year=str(p.year)) for p in told if not p.households)
    for flows in f.flows:
        if not (flows.poor.closes and flows.near_poor.closes):
            yield t("account-note-broken", year=str(flows.year))
    if f.base_year not in {p.year for p in f.series}:
        yield t("account-note-no-last", before=str(f.base_year))
