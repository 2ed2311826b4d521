"""The balance of the register since a round was opened, and who keeps it, or 7.2 and 7.3, from closing."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from desktop.domain.act import Act
from desktop.domain.review import EventKind, HouseholdClass
from desktop.domain.totals import EMPTY_FLOW, Flow
from desktop.domain.vietnamese import sort_key
from desktop.rules.event_request import Deed
from desktop.rules.register_balance import Account, Drift, Ledger, Members, Move, drift, ledgers
from desktop.services.changes import Changes, changes
from desktop.services.counting import unit_figures
from desktop.services.registering import own_commune
from desktop.services.reviewing import round_of
from desktop.store import acts, reviews, round_starts, totals
from desktop.store.connection import Db, writing
from desktop.store.round_starts import Since, Standing

__all__ = ["Balance", "Break", "Ledger", "VillageBalance", "balance", "start_here", "untold"]

NOT_REVIEWED, PEOPLE, VILLAGE, DATED = "not-reviewed", "people", "village", "dated-outside"
"""Why a household breaks a balance; the words are `break-<code>`, the cures `break-<code>-cure`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A household that keeps a balance from closing. `came`, `went`: names of the members that no
    event tells of. `before` and `now` are persons; `day` is that of the event, `village_before`
    the village it stood in."""

    code: str
    uid: str
    number: str
    head_name: str
    village: str
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()
    before: int = 0
    now: int = 0
    village_before: str = ""
    day: datetime.date | None = None

    @property
    def can_settle(self) -> bool:
        """Whether recording what was keyed closes it."""
        return self.code in (PEOPLE, VILLAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageBalance:
    """A village: its register, its flow in 7.2 and 7.3, and how many of its households break any."""

    village: str
    ledger: Ledger
    poor: Flow = EMPTY_FLOW
    near_poor: Flow = EMPTY_FLOW
    breaks: int = 0

    @property
    def closes(self) -> bool:
        """Whether register and forms close and nobody is left unexplained."""
        flows = self.poor.closes and self.near_poor.closes
        return self.ledger.closes and flows and not self.breaks


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """The balance of a round. `is_kept`: the register of its start is known; where a round was
    opened by an older program only 7.2 and 7.3 are balanced."""

    year: int
    is_kept: bool
    villages: tuple[VillageBalance, ...] = ()
    total: VillageBalance = field(
        default_factory=lambda: VillageBalance(village="", ledger=Ledger(village=""))
    )
    breaks: tuple[Break, ...] = ()


def balance(db: Db, year: int) -> Balance:
    """The balance of a year's round, villages in Vietnamese order.

    Raises RoundMissing, RoundNotHere (an upper office has its communes' figures only).
    """
    own_commune(db)
    round_of(db, year)
    kept = round_starts.is_kept(db, year)
    book = _read(db, year)
    accounts = _accounts(book) if kept else []
    found = ledgers(accounts)
    breaks = sorted(
        [
            *_register_breaks(book, accounts),
            *_dated_outside(db, book, year),
            *_unreviewed(db, book, year),
        ],
        key=lambda b: (sort_key(b.village), b.number, b.code),
    )
    figures = {f.name: f for f in unit_figures(db, year)}
    villages = tuple(
        VillageBalance(
            village=name,
            ledger=found.get(name, Ledger(village=name)),
            poor=figures[name].poor_flow if name in figures else EMPTY_FLOW,
            near_poor=figures[name].near_poor_flow if name in figures else EMPTY_FLOW,
            breaks=len({b.uid for b in breaks if name in (b.village, b.village_before)}),
        )
        for name in sorted(found.keys() | figures.keys(), key=sort_key)
    )
    return Balance(
        year=year,
        is_kept=kept,
        villages=villages,
        total=_total(villages, breaks),
        breaks=tuple(breaks),
    )


def _total(villages: Sequence[VillageBalance], breaks: Sequence[Break]) -> VillageBalance:
    whole = VillageBalance(village="", ledger=Ledger(village=""))
    for one in villages:
        whole = VillageBalance(
            village="",
            ledger=whole.ledger + one.ledger,
            poor=whole.poor + one.poor,
            near_poor=whole.near_poor + one.near_poor,
            breaks=len({b.uid for b in breaks}),
        )
    return whole


# Reading -----------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Book:
    """What the balance is made from: households now, as the round found them, events since.

    `end`: village and members of those that are here at the end: now, or where the next round began.
    """

    now: Mapping[str, Standing]
    start: Mapping[str, round_starts.Started]
    end: Mapping[str, tuple[str, Members]]
    events: Mapping[str, list[Since]]
    deeds: Mapping[str, Act]


def _read(db: Db, year: int) -> _Book:
    events: dict[str, list[Since]] = {}
    for one in round_starts.since(db, year) if round_starts.is_kept(db, year) else []:
        events.setdefault(one.event.household_uid, []).append(one)
    telling = {
        one.event.act
        for some in events.values()
        for one in some
        if one.event.kind.is_arrival or one.event.kind.is_leaving
    }
    standing, following = round_starts.standing(db), round_starts.kept_after(db, year)
    ended = round_starts.started(db, following) if following else None
    here = [s for s in standing if not s.is_gone] if ended is None else ended
    return _Book(
        now={s.household_uid: s for s in standing},
        start={s.household_uid: s for s in round_starts.started(db, year)},
        end={s.household_uid: (s.village, s.members) for s in here},
        events=events,
        deeds={uid: act for uid in telling if (act := acts.get(db, uid)) is not None},
    )


def _accounts(book: _Book) -> list[Account]:
    """The households that were here at the start, are here now, or came and went in between."""
    uids = dict.fromkeys([*book.start, *book.end, *book.events])
    return [_account(book, uid) for uid in uids]


def _account(book: _Book, uid: str) -> Account:
    start, events = book.start.get(uid), book.events.get(uid, [])
    village, members = book.end.get(uid, ("", None))
    told = (Deed.VILLAGE_CHANGED, Deed.SETTLED, "twins-same")
    return Account(
        uid=uid,
        start=start.members if start else None,
        start_village=start.village if start else "",
        moves=tuple(_move(book, one) for one in events),
        end=members,
        end_village=village,
        village_told=any(
            one.event.kind is EventKind.CORRECTED and one.deed in told for one in events
        ),
    )


def _move(book: _Book, one: Since) -> Move:
    event = one.event
    act = book.deeds.get(event.act)
    side = None if act is None else (act.after if event.kind.is_arrival else act.before)
    stood = (
        next((h for h in side.households if h.uid == event.household_uid), None) if side else None
    )
    return Move(
        kind=event.kind,
        on=event.happened_on,
        people=event.people,
        person_uid=event.person_uid,
        person_name=one.person_name,
        village=stood.village if stood else "",
        stood={p.uid: p.name for p in stood.present} if stood else None,
    )


# Who breaks it -----------------------------------------------------------------------------------
def _register_breaks(book: _Book, accounts: Sequence[Account]) -> list[Break]:
    found = []
    for account in accounts:
        untold = drift(account)
        if not untold.is_none:
            found += _of_drift(book, account, untold)
    return found


def _of_drift(book: _Book, account: Account, untold: Drift) -> list[Break]:
    found = []
    if untold.came or untold.went:
        found.append(
            replace(
                _break(book, account.uid, PEOPLE),
                village=untold.at,
                came=tuple(untold.came.values()),
                went=tuple(untold.went.values()),
                before=_before(account),
                now=len(account.end or ()),
            )
        )
    if untold.village:
        found.append(replace(_break(book, account.uid, VILLAGE), village_before=untold.village))
    return found


def _before(account: Account) -> int:
    """Persons at the start, or when the household came."""
    arrived = next((m.people for m in account.moves if m.kind.is_arrival), 0)
    return len(account.start) if account.start is not None else arrived


def _dated_outside(db: Db, book: _Book, year: int) -> list[Break]:
    """Leavings told since the start whose day is in a year before: this year's forms begin without
    the household, while those of the year before ended with it."""
    return [
        replace(_break(book, uid, DATED), day=one.event.happened_on)
        for uid, some in book.events.items()
        for one in some
        if one.event.kind.is_leaving
        and one.event.happened_on.year < year
        and _was_listed(db, uid, year)
    ]


def _was_listed(db: Db, uid: str, year: int) -> bool:
    last = reviews.last_before(db, uid, year)
    listed = (HouseholdClass.POOR, HouseholdClass.NEAR_POOR)
    return last is not None and last.outcome is not None and last.outcome.household_class in listed


def _unreviewed(db: Db, book: _Book, year: int) -> list[Break]:
    return [_break(book, uid, NOT_REVIEWED) for uid, _, _ in totals.breaking(db, year)]


def _break(book: _Book, uid: str, code: str) -> Break:
    now = book.now.get(uid)
    return Break(
        code=code,
        uid=uid,
        number=now.number if now else "",
        head_name=now.head_name if now else "",
        village=now.village if now else book.start[uid].village,
    )


def untold(db: Db, year: int, uids: Sequence[str]) -> dict[str, Drift]:
    """What changed in these households since the start without an event, where something did."""
    if not round_starts.is_kept(db, year):
        return {}
    book = _read(db, year)
    found = {uid: drift(_account(book, uid)) for uid in dict.fromkeys(uids)}
    return {uid: one for uid, one in found.items() if not one.is_none}


def start_here(db: Db, year: int) -> Changes:
    """Keep the register as it stands now as the start of a round that has none.

    Raises RoundMissing, RoundNotHere. A start that is kept already stays.
    """
    own_commune(db)
    round_of(db, year)
    if round_starts.is_kept(db, year):
        return changes()
    with writing(db):
        round_starts.keep(db, year)
    return changes("round")
