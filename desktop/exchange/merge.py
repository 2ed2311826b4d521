"""What taking in a report would do, record by record, as data to be shown before it is done.

Only the book that wrote a record may replace or withdraw it; newer is the higher revision, never
a clock. A report is the whole state of its sender, so a record it no longer holds is to go.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from desktop.domain.household import Household
from desktop.domain.review import Event, Residents, Review, Round
from desktop.domain.totals import YearFigures
from desktop.exchange.records import Records


class Owned(Protocol):
    """A record that one book writes."""

    @property
    def uid(self) -> str: ...
    @property
    def written_by(self) -> str: ...
    @property
    def revision(self) -> int: ...


O = TypeVar("O", bound=Owned)  # noqa: E741 - a type, not a number
D = TypeVar("D", Review, Event)
Row = Household | Review | Event
OWNED = ("households", "reviews", "events")


class Move(StrEnum):
    """What a merge does with one record; a conflict and an older one leave ours as it is."""

    ADD = "add"
    SAME = "same"
    REPLACE = "replace"
    OLDER = "older"
    CONFLICT = "conflict"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Step(Generic[O]):
    """One record's move; `mine` is None for an addition, `theirs` for a removal."""

    move: Move
    mine: O | None
    theirs: O | None

    @property
    def record(self) -> O:
        """The record it is about: theirs, or ours where it goes."""
        record = self.theirs if self.theirs is not None else self.mine
        assert record is not None
        return record


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs: "village", "members.Lò Thị Mai.born", "answers.confirmed.water"."""

    where: str
    before: object
    after: object


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdLine:
    """All that a report moves in one household, for a line on the screen."""

    uid: str
    number: str
    head_name: str
    village: str
    moves: tuple[tuple[str, Move], ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a report would do. Households come before their reviews and events.

    `outdated`: the package is older than one taken in already, so nothing moves. Residents and
    rounds have no revision: what the newest report says holds.
    """

    households: tuple[Step[Household], ...] = ()
    reviews: tuple[Step[Review], ...] = ()
    events: tuple[Step[Event], ...] = ()
    residents: tuple[Residents, ...] = ()
    rounds: tuple[Round, ...] = ()
    residents_changed: bool = False
    rounds_changed: bool = False
    figures: tuple[YearFigures, ...] = ()
    figures_changed: bool = False
    outdated: bool = False
    known_households: Mapping[str, Household] = field(default_factory=dict, repr=False)

    def steps(self) -> Iterator[tuple[str, Step[Household] | Step[Review] | Step[Event]]]:
        """All steps with the name of their kind."""
        yield from (("households", s) for s in self.households)
        yield from (("reviews", s) for s in self.reviews)
        yield from (("events", s) for s in self.events)

    @property
    def counts(self) -> dict[str, dict[Move, int]]:
        """How many records of each kind move how: "households" → ADD → 12."""
        found: dict[str, Counter[Move]] = {kind: Counter() for kind in OWNED}
        for kind, step in self.steps():
            found[kind][step.move] += 1
        return {kind: dict(count) for kind, count in found.items()}

    @property
    def changes_nothing(self) -> bool:
        """Whether taking it in would leave the book as it is."""
        still = {Move.SAME, Move.OLDER, Move.CONFLICT}
        moved = any(step.move not in still for _, step in self.steps())
        others = self.residents_changed or self.rounds_changed or self.figures_changed
        return not (moved or others)

    @property
    def is_clean(self) -> bool:
        """Whether it can go in without an official's decision: no conflict, nothing older."""
        doubtful = {Move.OLDER, Move.CONFLICT}
        return not self.outdated and all(step.move not in doubtful for _, step in self.steps())


class Mine(Protocol):
    """What we hold of a sender; each kind is gone through once, so it need not lie in memory."""

    @property
    def households(self) -> Iterable[Household]: ...
    @property
    def reviews(self) -> Iterable[Review]: ...
    @property
    def events(self) -> Iterable[Event]: ...
    @property
    def residents(self) -> Iterable[Residents]: ...
    @property
    def rounds(self) -> Iterable[Round]: ...
    @property
    def figures(self) -> Iterable[YearFigures]: ...


def _nowhere(_: Sequence[str]) -> Iterable[Any]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """How to ask for records of others by uid: what a report brings anew may be theirs already."""

    households: Callable[[Sequence[str]], Iterable[Household]] = _nowhere
    reviews: Callable[[Sequence[str]], Iterable[Review]] = _nowhere
    events: Callable[[Sequence[str]], Iterable[Event]] = _nowhere


def plan_merge(
    mine: Iterable[O],
    theirs: Iterable[O],
    *,
    writers: Collection[str],
    recast: bool = False,
    elsewhere: Callable[[Sequence[str]], Iterable[O]] = _nowhere,
) -> list[Step[O]]:
    """The steps for one kind of records, removals last.

    `mine` is what we hold of this sender, `elsewhere` gives what else has one of these uids;
    `writers` are the books that the sender speaks for: its own, for a commune. `recast`: an office
    between tells more or less of the same records than before, so one revision may read differently.
    """
    coming = {r.uid: r for r in theirs}
    same: set[str] = set()
    held: dict[str, O] = {}
    for own in mine:
        if coming.get(own.uid) == own:
            same.add(own.uid)
        else:
            held[own.uid] = own
    strange = [uid for uid in coming if uid not in same and uid not in held]
    held |= {r.uid: r for r in elsewhere(strange)} if strange else {}
    steps: list[Step[O]] = []
    for record in coming.values():
        if record.uid in same:
            steps.append(Step(Move.SAME, record, record))
            continue
        other = held.pop(record.uid, None)
        move = _move(other, record, writers)
        if recast and move is Move.CONFLICT and _is_same_state(other, record, writers):
            move = Move.REPLACE
        steps.append(Step(move, other, record))
    gone = (r for r in held.values() if r.written_by in writers)
    return [*steps, *(Step(Move.REMOVE, r, None) for r in gone)]


_NOBODY = Elsewhere()


def plan_report(
    mine: Mine,
    theirs: Records,
    *,
    writers: Collection[str],
    number: int = 0,
    newest: int = 0,
    recast: bool = False,
    elsewhere: Elsewhere = _NOBODY,
) -> Plan:
    """What a report would do to the records that we hold of its sender.

    `number` is the package's, `newest` that of the last one taken in: behind it nothing moves,
    whatever the records say, for it knows nothing of what was withdrawn since.
    """
    if number < newest:
        return Plan(outdated=True, known_households={h.uid: h for h in theirs.households})
    households = plan_merge(
        mine.households, theirs.households, writers=writers, recast=recast,
        elsewhere=elsewhere.households,
    )  # fmt: skip
    held = {s.record.uid for s in households if s.move is Move.CONFLICT}
    reviews = plan_merge(
        mine.reviews, theirs.reviews, writers=writers, recast=recast, elsewhere=elsewhere.reviews
    )
    events = plan_merge(
        mine.events, theirs.events, writers=writers, recast=recast, elsewhere=elsewhere.events
    )
    return Plan(
        households=tuple(households),
        reviews=tuple(_hold(s, held) for s in reviews),
        events=tuple(_hold(s, held) for s in events),
        residents=theirs.residents,
        rounds=theirs.rounds,
        residents_changed=set(mine.residents) != set(theirs.residents),
        rounds_changed=set(mine.rounds) != set(theirs.rounds),
        figures=theirs.figures,
        figures_changed=_by_unit(mine.figures) != _by_unit(theirs.figures),
        known_households={s.record.uid: s.record for s in households},
    )


def turned_back(plan: Plan) -> Plan:
    """The plan of an earlier report that is taken in on purpose: what is older replaces what is newer.

    Records of another writer, or told otherwise at one revision, stay in doubt.
    """
    return replace(
        plan,
        households=tuple(_turned(s) for s in plan.households),
        reviews=tuple(_turned(s) for s in plan.reviews),
        events=tuple(_turned(s) for s in plan.events),
    )


def _turned(step: Step[O]) -> Step[O]:
    return Step(Move.REPLACE, step.mine, step.theirs) if step.move is Move.OLDER else step


def after(plan: Plan, mine: Records) -> Records:
    """What we would hold after the plan: for totals before anything is written."""
    if plan.outdated:
        return mine
    return Records(
        households=_after(mine.households, plan.households),
        reviews=_after(mine.reviews, plan.reviews),
        events=_after(mine.events, plan.events),
        residents=plan.residents,
        rounds=plan.rounds,
        figures=plan.figures,
    )


def household_lines(plan: Plan, *, unchanged: bool = False) -> list[HouseholdLine]:
    """A line for each household that something moves in, in the order of the report."""
    by_household: dict[str, list[tuple[str, Step[Household] | Step[Review] | Step[Event]]]] = {}
    for kind, step in plan.steps():
        if unchanged or step.move is not Move.SAME:
            by_household.setdefault(_household_uid(step.record), []).append((kind, step))
    return [_line(plan, uid, steps) for uid, steps in by_household.items()]


def differences(before: object, now: object, where: str = "") -> Iterator[Change]:
    """The fields in which two records differ, members matched by their uid."""
    if before == now:
        return
    left, right = _pieces(before), _pieces(now)
    if left is None or right is None:
        yield Change(where, before, now)
        return
    for key, label in {k: v[0] for k, v in (*left.items(), *right.items())}.items():
        path = f"{where}.{label}" if where else label
        yield from differences(
            left.get(key, (label, None))[1], right.get(key, (label, None))[1], path
        )


def _move(mine: Owned | None, theirs: Owned, writers: Collection[str]) -> Move:
    if mine == theirs:
        return Move.SAME
    if theirs.written_by not in writers:
        return Move.CONFLICT
    if mine is None:
        return Move.ADD
    if mine.written_by != theirs.written_by or mine.revision == theirs.revision:
        return Move.CONFLICT
    return Move.REPLACE if theirs.revision > mine.revision else Move.OLDER


def _is_same_state(mine: Owned | None, theirs: Owned, writers: Collection[str]) -> bool:
    if mine is None or theirs.written_by not in writers:
        return False
    return (mine.written_by, mine.revision) == (theirs.written_by, theirs.revision)


def _by_unit(figures: Iterable[YearFigures]) -> dict[tuple[int, str], YearFigures]:
    return {(f.year, f.unit.code): f for f in figures}


def _hold(step: Step[D], held: Collection[str]) -> Step[D]:
    """Nothing is hung on a household that is itself in conflict: it may be somebody else's."""
    if step.move in (Move.ADD, Move.REPLACE) and step.record.household_uid in held:
        return Step(Move.CONFLICT, step.mine, step.theirs)
    return step


def _after(mine: Iterable[O], steps: Iterable[Step[O]]) -> tuple[O, ...]:
    held = {r.uid: r for r in mine}
    for step in steps:
        if step.move is Move.REMOVE:
            del held[step.record.uid]
        elif step.move in (Move.ADD, Move.REPLACE):
            held[step.record.uid] = step.record
    return tuple(held.values())


def _household_uid(record: Row) -> str:
    return record.uid if isinstance(record, Household) else record.household_uid


def _line(
    plan: Plan, uid: str, steps: list[tuple[str, Step[Household] | Step[Review] | Step[Event]]]
) -> HouseholdLine:
    household = plan.known_households.get(uid)
    changes = [
        change
        for _, step in steps
        if step.mine is not None and step.theirs is not None
        for change in differences(step.mine, step.theirs)
        if change.where != "revision"
    ]
    return HouseholdLine(
        uid=uid,
        number=household.number if household else "",
        head_name=household.head_name if household else "",
        village=household.village if household else "",
        moves=tuple((kind, step.move) for kind, step in steps),
        changes=tuple(changes),
    )


def _pieces(value: object) -> dict[str, tuple[str, object]] | None:
    """Key → (label, piece) of what can be compared piece by piece, None for a plain value."""
    if is_dataclass(value):
        return {f.name: (f.name, getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(k): (str(k), v) for k, v in value.items()}
    if isinstance(value, tuple) and all(hasattr(v, "uid") for v in value):
        return {v.uid: (getattr(v, "name", v.uid), v) for v in value}
    return None
