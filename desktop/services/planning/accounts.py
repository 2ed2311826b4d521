"""The office's accounts of its plan: begun, written on, closed with their figures, opened again."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec

from desktop.domain.account import WORDS, AccountFigures, BelowAccount
from desktop.domain.planning import Account, AccountKind
from desktop.errors import AccountClosed, AccountGone, AccountSpanWrong
from desktop.services.changes import Changes
from desktop.services.planning import accounting, records
from desktop.services.planning.records import Deed
from desktop.store import plans, settings
from desktop.store.connection import Db
from desktop.text import t

__all__ = [
    "Difference", "begin", "clean", "close", "differences", "get", "held_or_new", "keep_number", "keep_words", "of",
    "put_back", "quote", "remove", "reopen",
]  # fmt: skip

NUMBER = "number"
_QUOTED = ("difficulties", "causes", "proposals")
_LONGEST = 20
"""Years of a period."""


def of(db: Db, year: int, unit: str = "") -> tuple[Account, ...]:
    """The accounts that tell of a year, of this office or of the unit with this code: six months,
    the year, then periods that the year lies in."""
    code = unit or settings.office(db).code
    order = list(AccountKind)
    found = [a for a in plans.of_kind(db, Account, [code]) if a.first <= year <= a.year]
    return tuple(sorted(found, key=lambda a: (order.index(a.kind), a.first, a.year)))


def get(db: Db, uid: str) -> Account:
    """One account. Raises AccountGone."""
    found = plans.get(db, Account, uid)
    if found is None:
        raise AccountGone()
    return found


def account_uid(office: str, kind: AccountKind, first: int, year: int) -> str:
    """There is one account of a kind and time of an office, whoever begins it."""
    return f"account:{office}:{kind}:{first}-{year}"


# Begin and write -----------------------------------------------------------------------------------
def begin(
    db: Db, kind: AccountKind, year: int, first: int = 0, *, now: datetime.datetime, by: str
) -> tuple[Account, Deed]:
    """The account of a year (of a PERIOD, from `first` on); one that is there already is given back
    as it is. Raises AccountSpanWrong, BranchNotMain.
    """
    made = held_or_new(db, kind, year, first)
    if made.written_by:
        return made, Deed(action="account-begun")
    deed = records.write(db, [made], action="account-begun", now=now, by=by)
    return get(db, made.uid), deed


def held_or_new(db: Db, kind: AccountKind, year: int, first: int = 0) -> Account:
    """The account of a year as it is held, or a new one that is not written yet (by nobody).

    Raises AccountSpanWrong.
    """
    code = settings.office(db).code
    start = first if kind is AccountKind.PERIOD else year
    if not 0 <= year - start <= _LONGEST or (kind is AccountKind.PERIOD and start == year):
        raise AccountSpanWrong(first=str(start), last=str(year))
    uid = account_uid(code, kind, start, year)
    made = Account(uid=uid, office=code, kind=kind, year=year, first=start)
    return plans.get(db, Account, uid) or made


def keep_words(db: Db, uid: str, part: str, text: str, *, now: datetime.datetime, by: str) -> Deed:
    """Keep what the official wrote in a part, whole. Raises AccountClosed, AccountGone."""
    if part not in WORDS:
        raise ValueError(part)
    held = _open(db, uid)
    words = {**held.words, part: clean(text)}
    kept = {name: words[name] for name in WORDS if words.get(name)}
    return _write(db, replace(held, words=kept), "account-written", now=now, by=by)


def keep_number(db: Db, uid: str, number: str, *, now: datetime.datetime, by: str) -> Deed:
    """The number under which the office sends it; may come after closing. Raises AccountGone."""
    held = get(db, uid)
    return _write(db, replace(held, number=clean(number)), "account-number", now=now, by=by)


def quote(
    db: Db, uid: str, came: BelowAccount, parts: Sequence[str] = _QUOTED, *,
    now: datetime.datetime, by: str,
) -> Deed:  # fmt: skip
    """Put what a unit below wrote under its name into the office's own words; what stands there
    already is not put twice. Raises AccountClosed, AccountGone.
    """
    held = _open(db, uid)
    words = dict(held.words)
    for part in parts:
        own, theirs = words.get(part, ""), came.words.get(part, "").strip()
        quoted = t("account-quoted", unit=came.name, text=theirs)
        if theirs and quoted not in own:
            words[part] = f"{own}\n{quoted}".strip()
    return _write(db, replace(held, words=words), "account-quoted", now=now, by=by)


def clean(text: str) -> str:
    """NFC, lines kept, without blanks at the ends."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n ")


def _open(db: Db, uid: str) -> Account:
    held = get(db, uid)
    if held.closed_on is not None:
        raise AccountClosed(day=held.closed_on)
    return held


def _write(db: Db, account: Account, action: str, *, now: datetime.datetime, by: str) -> Deed:
    return records.write(db, [account], action=action, now=now, by=by)


# Close and open ------------------------------------------------------------------------------------
def close(db: Db, uid: str, today: datetime.date, *, now: datetime.datetime, by: str) -> Deed:
    """Freeze figures and words as they are today. Raises AccountClosed, AccountGone."""
    held = _open(db, uid)
    figures = accounting.count(db, held, today)
    closed = replace(
        held,
        closed_on=today,
        figures=accounting.flat(figures),
        counted=msgspec.json.encode(figures, order="deterministic").decode(),
    )
    return _write(db, closed, "account-closed", now=now, by=by)


def reopen(db: Db, uid: str, *, now: datetime.datetime, by: str) -> Deed:
    """Let it be written on and counted anew; the trail keeps the figures it was closed with."""
    held = get(db, uid)
    opened = replace(held, closed_on=None, figures={}, counted="")
    return _write(db, opened, "account-reopened", now=now, by=by)


def remove(db: Db, uid: str, *, now: datetime.datetime, by: str) -> Deed:
    """Take an account out; `put_back` brings it again. Raises AccountGone."""
    held = get(db, uid)
    return records.write(db, gone=[held], action="account-removed", now=now, by=by)


def put_back(db: Db, deed: Deed, *, now: datetime.datetime, by: str) -> Changes:
    """Undo what one of these verbs did. Raises UndoTooLate where it was changed since."""
    return records.put_back(db, deed, now=now, by=by)


# What changed since --------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A number of a closed account that the book counts otherwise now; None: not there."""

    name: str
    then: float | None
    now: float | None


def differences(account: Account, figures: AccountFigures) -> tuple[Difference, ...]:
    """What the book says otherwise than the closed account; () of an open one."""
    if account.closed_on is None:
        return ()
    then, now = dict(account.figures), accounting.flat(figures)
    return tuple(
        Difference(name=name, then=then.get(name), now=now.get(name))
        for name in dict.fromkeys([*then, *now])
        if not _is_same(then.get(name), now.get(name))
    )


def _is_same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) < 1e-9
