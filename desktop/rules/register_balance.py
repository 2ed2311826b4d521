"""The balance of the register since a round was opened: start + in − out = end, households and persons.

The register holds the households that are reviewed, not all residents. So a household put into it
without having come from anywhere is a way in of its own ("registered"), and so is its taking out.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from desktop.domain.review import EventKind

Pair = tuple[int, int]
"""Households, persons."""
Members = Mapping[str, str]
"""Persons, uid → name."""

REGISTERED, TAKEN_OFF = "registered", "taken_off"
VILLAGE_IN, VILLAGE_OUT = "village_in", "village_out"
IN = ("moved_in", "split_off", "born", "member_in", REGISTERED, VILLAGE_IN)
OUT = ("moved_away", "joined_another", "died_out", "died", "member_out", TAKEN_OFF, VILLAGE_OUT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """An event since the start. `stood`: who was there right after an arrival, or right before a
    leaving; None where the deed does not tell. `village` is where the household stood then."""

    kind: EventKind
    on: datetime.date
    people: int
    person_uid: str = ""
    person_name: str = ""
    village: str = ""
    stood: Members | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A household: as the round found it (None: it was not here), its events in the order of
    recording, as it stands now (None: it is not here). `village_told`: a deed says why it stands
    in another village."""

    uid: str
    start: Members | None
    start_village: str = ""
    moves: tuple[Move, ...] = ()
    end: Members | None
    end_village: str = ""
    village_told: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """One village: what the round found, what came and went by kind, what stands now."""

    village: str
    start: Pair = (0, 0)
    changes: Mapping[str, Pair] = field(default_factory=dict)
    end: Pair = (0, 0)

    def change(self, kind: str) -> Pair:
        """What came or went by one kind."""
        return self.changes.get(kind, (0, 0))

    def due(self, line: int) -> int:
        """What should stand now: start + in − out, of households (0) or persons (1)."""
        came = sum(self.change(kind)[line] for kind in IN)
        return self.start[line] + came - sum(self.change(kind)[line] for kind in OUT)

    @property
    def closes(self) -> bool:
        """Whether start + in − out = end on both lines."""
        return all(self.due(line) == self.end[line] for line in (0, 1))

    def __add__(self, other: Ledger) -> Ledger:
        kinds = self.changes.keys() | other.changes.keys()
        return Ledger(
            village=self.village,
            start=_sum(self.start, other.start),
            changes={k: _sum(self.change(k), other.change(k)) for k in kinds},
            end=_sum(self.end, other.end),
        )


def _sum(a: Pair, b: Pair) -> Pair:
    return a[0] + b[0], a[1] + b[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """What changed in a household without an event: who came, who went (uid → name), and the
    village it stood in where it stands in another now. `at` is the village that it is counted in."""

    at: str
    came: Members = field(default_factory=dict)
    went: Members = field(default_factory=dict)
    village: str = ""

    @property
    def is_none(self) -> bool:
        """Whether everything is told by events."""
        return not (self.came or self.went or self.village)


def ledgers(accounts: Iterable[Account]) -> dict[str, Ledger]:
    """The balance of each village, by its name."""
    found: dict[str, Ledger] = {}
    for account in accounts:
        for part in _walk(account).parts():
            if part == Ledger(village=part.village):
                continue  # away before and after
            before = found.get(part.village, Ledger(village=part.village))
            found[part.village] = before + part
    return found


def drift(account: Account) -> Drift:
    """What changed in a household without an event."""
    walk = _walk(account)
    moved = walk.village != account.end_village and account.end is not None
    village = walk.village if moved and not account.village_told else ""
    at = walk.village if account.end is None else account.end_village
    return Drift(at=at, came=walk.came, went=walk.went, village=village)


@dataclass
class _Walk:
    """A household followed through its events: where it is, who should be there (None: not told),
    what is counted."""

    account: Account
    here: bool
    village: str
    people: int
    due: dict[str, str] | None
    counts: dict[str, Pair] = field(default_factory=dict)
    came: dict[str, str] = field(default_factory=dict)
    went: dict[str, str] = field(default_factory=dict)

    def count(self, kind: str, households: int, people: int) -> None:
        """Note what came or went by a kind."""
        self.counts[kind] = _sum(self.counts.get(kind, (0, 0)), (households, people))

    def arrive(self, move: Move) -> None:
        """It comes; where it is here already the event only says why it once came."""
        if self.here:
            return
        self.count(move.kind, 1, move.people)
        self.here, self.village = True, self.village or move.village
        self.people += move.people
        self.due = None if move.stood is None else dict(move.stood)

    def leave(self, move: Move) -> None:
        """It goes with all who stand in it; one that was put in by hand was registered first."""
        if not self.here:
            self.count(REGISTERED, 1, move.people - self.people)
            self.people, self.village = move.people, self.village or move.village
        self.compare(move.stood)
        self.count(move.kind, 1, move.people)
        self.people -= move.people
        self.here, self.due = False, {}

    def change(self, move: Move) -> None:
        """A member comes or goes."""
        self.count(move.kind, 0, move.people)
        self.people += move.kind.sign * move.people
        comes, uid = move.kind.sign > 0, move.person_uid
        late = self.came if comes else self.went
        if uid in late:  # it tells afterwards what had been found untold
            del late[uid]
        elif self.due is not None and comes == (uid in self.due):
            # Who comes again must have gone untold, and who goes without being due have come so.
            (self.went if comes else self.came)[uid] = move.person_name
        elif self.due is not None and comes:
            self.due[uid] = move.person_name
        elif self.due is not None:
            del self.due[uid]

    def compare(self, stood: Members | None) -> None:
        """Who stands there against who should."""
        if self.due is None or stood is None:
            return
        self.came |= {uid: name for uid, name in stood.items() if uid not in self.due}
        self.went |= {uid: name for uid, name in self.due.items() if uid not in stood}

    def finish(self) -> None:
        """What is left to say at the end."""
        end = self.account.end
        self.village = self.village or self.account.end_village
        if end is not None and not self.here:
            self.count(REGISTERED, 1, len(end) - self.people)
        elif end is None and self.here:
            self.count(TAKEN_OFF, 1, self.people)
        elif end is not None:
            self.compare(end)

    def parts(self) -> list[Ledger]:
        """What the household adds to the village where it was, and to the one where it is."""
        account, end = self.account, self.account.end
        start = (0, 0) if account.start is None else (1, len(account.start))
        stands = (0, 0) if end is None else (1, len(end))
        home = Ledger(village=self.village, start=start, changes=self.counts)
        if end is None or account.end_village == self.village:
            return [home + Ledger(village=self.village, end=stands)]
        # Who should be there moves; what is untold shows in the village where it is found.
        moved = (1, self.people) if account.village_told else (0, 0)
        return [
            home + Ledger(village=self.village, changes={VILLAGE_OUT: moved}),
            Ledger(village=account.end_village, changes={VILLAGE_IN: moved}, end=stands),
        ]


def _walk(account: Account) -> _Walk:
    start = account.start
    walk = _Walk(
        account,
        here=start is not None,
        village=account.start_village,
        people=len(start or ()),
        due=None if start is None else dict(start),
    )
    for move in account.moves:
        if move.kind.is_arrival:
            walk.arrive(move)
        elif move.kind.is_leaving:
            walk.leave(move)
        elif move.kind.sign:
            walk.change(move)
    walk.finish()
    return walk
