"""What the page of accounts shows, read at once: the accounts of a year, the chosen one, those below."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from desktop.domain.account import AccountFigures, AccountText, BelowAccount
from desktop.domain.planning import Account, AccountKind
from desktop.services.planning import (
    account_lines,
    account_report,
    account_words,
    accounting,
    accounts,
)
from desktop.services.planning.accounts import Difference
from desktop.services.targets import plan_of
from desktop.store import plans, settings
from desktop.store.connection import Db


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """An account that is there, or (`account` None) one that can be begun."""

    kind: AccountKind
    first: int
    year: int
    account: Account | None = None

    @property
    def name(self) -> str:
        """ "Tổng kết công tác giảm nghèo năm 2026"."""
        return account_words.subject(self.kind, self.first, self.year)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The chosen account with its figures and text; `differences` of a closed one from the book.

    `stem`: the name of its files, without an ending."""

    account: Account
    figures: AccountFigures
    text: AccountText
    differences: tuple[Difference, ...] = ()
    below: tuple[BelowAccount, ...] = ()
    stem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """All of the page. `period_first`: the year that a period ending in this year would begin with."""

    slots: tuple[Slot, ...]
    shown: Shown | None
    period_first: int


def look(db: Db, year: int, uid: str, today: datetime.date) -> Seen:
    """The accounts of a plan year and the one with this uid, where it is among them."""
    held = accounts.of(db, year)
    chosen = next((a for a in held if a.uid == uid), None)
    return Seen(
        slots=_slots(held, year),
        shown=shown(db, chosen, today) if chosen else None,
        period_first=_period_first(db, year),
    )


def _slots(held: tuple[Account, ...], year: int) -> tuple[Slot, ...]:
    """The half-year and the year always, then the periods that there are."""
    there = {(a.kind, a.first, a.year): a for a in held}
    always = [(kind, year, year) for kind in (AccountKind.HALF, AccountKind.YEAR)]
    return tuple(
        Slot(kind=kind, first=first, year=last, account=there.get((kind, first, last)))
        for kind, first, last in dict.fromkeys([*always, *there])
    )


def _period_first(db: Db, year: int) -> int:
    """The first year of the span of goals the year lies in, else five years with it."""
    plan = plan_of(settings.office(db))
    span = plan.span(year) if plan else None
    return span.first if span and span.first < year else year - 4


def shown(db: Db, account: Account, today: datetime.date) -> Shown:
    """An account of this office as it stands."""
    figures = accounting.figures_of(db, account, today)
    now = accounting.count(db, account, today) if account.closed_on else figures
    return Shown(
        account=account,
        figures=figures,
        text=account_words.text(figures, account.words),
        differences=accounts.differences(account, now),
        below=account_lines.below(db, account),
        stem=account_report.file_name(db, account, "pdf").removesuffix(".pdf"),
    )


def pdf(db: Db, uid: str, today: datetime.date) -> bytes:
    """The pages of an account of this office as they would be printed. Raises AccountGone."""
    sheet = account_report.preview(db, accounts.get(db, uid), today)
    return account_report.pdf_of(sheet)


def of_unit(db: Db, account: Account, unit: str) -> AccountText | None:
    """The account of the same time of a unit below, to be read; while it is not closed only its
    words are known. None where none came."""
    uid = accounts.account_uid(unit, account.kind, account.first, account.year)
    came = plans.get(db, Account, uid)
    if came is None:
        return None
    figures = accounting.frozen(came)
    if figures is None:
        return account_words.words_alone(came)
    return account_words.text(figures, came.words)
