"""The list of the inbox: files on the table and packages of the log, sorted by what is to be done."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from desktop.exchange.letter import Kind
from desktop.services.examining import ACCEPTED, HELD, KNOWN, REFUSED, RETURNED
from desktop.services.looking import Glance
from desktop.services.sources import sources_in
from desktop.store.packages import Package

WAITING, OTHER = "waiting", "other"
GROUPS = (WAITING, HELD, RETURNED, REFUSED, OTHER, ACCEPTED)
DECIDABLE = (Kind.REPORT, Kind.PLAN)
"""Kinds of packages that wait for a decision."""
TO_DO = (WAITING, HELD, RETURNED, REFUSED, OTHER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line: a file of this session (`glance`), a line of the log (`logged`), or both."""

    group: str
    glance: Glance | None = None
    logged: Package | None = None

    @property
    def id(self) -> str:
        """The package's hash, or the file's path."""
        if self.glance is not None:
            return self.glance.id
        assert self.logged is not None
        return self.logged.sha256

    @property
    def sender(self) -> str:
        """The code of the office, "" where nothing could be read."""
        return self._either.sender

    @property
    def number(self) -> int:
        """The number of the report."""
        return self._either.number

    @property
    def year(self) -> int:
        """The year of the round."""
        return self._either.year

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return self._either.size

    @property
    def at(self) -> datetime.datetime:
        """When it was decided on, or looked at."""
        if self.logged is not None:
            return self.logged.handled_at
        assert self.glance is not None
        return self.glance.looked_at

    @property
    def path(self) -> Path | None:
        """The file, if it is at hand."""
        return self.glance.path if self.glance else None

    @property
    def is_plan(self) -> bool:
        """Whether it is a plan, not a report."""
        return self._either.kind == Kind.PLAN

    @property
    def _either(self) -> Glance | Package:
        found = self.glance or self.logged
        assert found is not None
        return found


def entries(glances: Iterable[Glance], log: Iterable[Package], year: int) -> list[Entry]:
    """All lines by group, newest first in each.

    Of the log only what matters in this year stands there: the newest decision about each sender, and what was
    accepted last. A file on the table that was decided on stands beside its line of the log.
    """
    on_table = {g.id: g for g in glances}
    came = [p for p in log if p.direction == "in" and p.kind in DECIDABLE]
    decided = {p.sha256 for p in came}
    found = [_undecided(g) for g in on_table.values() if g.id not in decided and g.state != KNOWN]
    waiting = [e.glance for e in found if e.group == WAITING and e.glance]
    for sender_log in _by_sender([p for p in came if _is_of(p, year)]):
        found += [
            Entry(group=p.verdict, glance=on_table.get(p.sha256), logged=p)
            for p in _current(sender_log, waiting)
        ]
    order = {group: number for number, group in enumerate(GROUPS)}
    found.sort(key=lambda e: e.at, reverse=True)
    return sorted(found, key=lambda e: order[e.group])


def _is_of(logged: Package, year: int) -> bool:
    """A report is of its round; a plan, which goes on over years, of the year it was made or before."""
    return logged.year == year or (logged.kind == Kind.PLAN and logged.year > year)


@dataclass(frozen=True, slots=True, kw_only=True)
class SortedOut:
    """What was read: `shown` in the list, `fresh` of them for the first time; `own` we wrote."""

    shown: list[Glance]
    fresh: list[Glance]
    own: int

    @property
    def before(self) -> int:
        """How many were decided on before."""
        return len(self.shown) - len(self.fresh)


def sort_out(glances: Sequence[Glance], log: Iterable[Package], us: tuple[str, str]) -> SortedOut:
    """Leave our own receipts, which come back on every stick, out of what was read.

    `us`: code and name of this office. What was decided on stays: it stands beside its decision.
    """
    decided = {p.sha256 for p in log if p.direction == "in"}
    shown = [g for g in glances if (g.sender, g.sender_name) != us]
    fresh = [g for g in shown if g.state != KNOWN and g.id not in decided]
    return SortedOut(shown=shown, fresh=fresh, own=len(glances) - len(shown))


def _undecided(glance: Glance) -> Entry:
    if glance.state == REFUSED:
        return Entry(group=REFUSED, glance=glance)
    return Entry(group=WAITING if glance.kind in DECIDABLE else OTHER, glance=glance)


def _by_sender(came: Sequence[Package]) -> list[list[Package]]:
    """What came of each sender, reports and plans apart."""
    ordered = sorted(came, key=lambda p: (p.sender, p.kind, p.handled_at, p.number))
    return [list(group) for _, group in groupby(ordered, key=lambda p: (p.sender, p.kind))]


def _current(sender_log: Sequence[Package], waiting: Iterable[Glance]) -> list[Package]:
    """The newest decision, unless a newer file waits; and the report that the book holds.

    Newer is what was made later: an office that had to begin a new book counts from 1 again.
    """
    found = []
    newest = sender_log[-1]
    overtaken = any(
        (g.sender, g.kind) == (newest.sender, newest.kind)
        and g.made_at
        and g.made_at > newest.made_at
        for g in waiting
    )
    if newest.verdict in (HELD, RETURNED) and not overtaken:
        found.append(newest)
    accepted = [p for p in sender_log if p.verdict == ACCEPTED]
    return found + accepted[-1:]


def counts(found: Sequence[Entry]) -> dict[str, int]:
    """How many lines of each group."""
    return {group: sum(e.group == group for e in found) for group in GROUPS}


def communes_in(found: Iterable[Entry], year: int) -> int:
    """Of how many communes a report of the year was taken in, their own or inside a district's."""
    codes: set[str] = set()
    for e in found:
        if e.group == ACCEPTED and e.logged is not None and not e.is_plan:
            within = {s.commune for s in sources_in(e.logged) if s.year == year}
            codes |= within or {e.logged.sender}
    return len(codes)


def clean(found: Iterable[Entry]) -> list[Glance]:
    """What may go in at one press: clean files that wait, one report and one plan (the highest number)
    of each sender."""
    best: dict[tuple[str, str], Glance] = {}
    for e in found:
        if e.group != WAITING or e.glance is None or not e.glance.is_clean:
            continue
        key = (e.sender, e.glance.kind)
        if key not in best or e.number > best[key].number:
            best[key] = e.glance
    return list(best.values())
