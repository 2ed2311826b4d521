"""Compares listed households with those of the book: new, changed, the same, or not to be told.

Ids of persons decide, then the head's name with village, birth and members. A blank or not yet
issued id is never a key. What may be a household of the book, but not for certain, is parked for a
person to decide; what contradicts itself is refused with a cure. Nothing is merged by guess, and
who is missing from the list is never removed from the book.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from desktop.domain.household import Household, IdState, Person
from desktop.domain.review import Review
from desktop.domain.vietnamese import fold, same_word
from desktop.exchange.lists.cells import same_village, village_key
from desktop.exchange.lists.doubts import alike_in
from desktop.exchange.lists.merging import Change, changes_of, paired, review_changes
from desktop.exchange.lists.quiet import quiet
from desktop.exchange.lists.records import (
    ListedHousehold,
    ListedPerson,
    ListReading,
    Problem,
    RefusedRow,
    SkippedRow,
    SkipReason,
)


class MatchKind(StrEnum):
    """What becomes of a listed household."""

    CREATED = "created"
    UPDATED = "updated"
    SAME = "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A listed household, its counterpart in the book (None: new), and what it would change.

    `pairs` joins each listed person with the book's, None for a new member. `kept` are differences
    left as the book has them (only without `overwrite`), `absent` members whom the list lacks.
    """

    listed: ListedHousehold
    household: Household | None
    kind: MatchKind
    changes: tuple[Change, ...] = ()
    kept: tuple[Change, ...] = ()
    pairs: tuple[tuple[ListedPerson, Person | None], ...] = ()
    absent: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parked:
    """A listed household that may be one of `candidates` (uids); `code` says why it is not sure."""

    listed: ListedHousehold
    code: str
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """Each listed household is in `matches`, in `parked` or, with all its rows, in `refused`.

    `decided` were parked by an earlier reading, and somebody has decided since.
    """

    matches: tuple[Match, ...]
    refused: tuple[RefusedRow, ...]
    parked: tuple[Parked, ...] = ()
    decided: tuple[Parked, ...] = ()

    def rows_of(self, kind: MatchKind) -> int:
        """Number of lines of the households of this kind."""
        return sum(len(m.listed.rows) for m in self.matches if m.kind is kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Lines of the list: rows_in = created + updated + skipped + refused + parked, or it is our bug."""

    rows_in: int
    created: int
    updated: int
    refused: int
    skipped: tuple[SkippedRow, ...]
    parked: int = 0

    @property
    def add_up(self) -> bool:
        """Whether each line is counted exactly once."""
        told = self.created + self.updated + len(self.skipped) + self.refused + self.parked
        return self.rows_in == told


def totals(reading: ListReading, matching: Matching) -> Totals:
    """The count of lines that is shown after reading; unchanged lines count as skipped."""
    same = [
        SkippedRow(row=row, reason=SkipReason.UNCHANGED)
        for m in matching.matches
        if m.kind is MatchKind.SAME
        for row in m.listed.rows
    ]
    same += [
        SkippedRow(row=row, reason=SkipReason.DECIDED)
        for p in matching.decided
        for row in p.listed.rows
    ]
    return Totals(
        rows_in=reading.rows_in,
        created=matching.rows_of(MatchKind.CREATED),
        updated=matching.rows_of(MatchKind.UPDATED),
        refused=len(reading.refused) + len(matching.refused),
        skipped=tuple(sorted((*reading.skipped, *same), key=lambda s: s.row)),
        parked=sum(len(p.listed.rows) for p in matching.parked),
    )


@quiet()
def match_lists(
    households: Iterable[Household],
    listed: Sequence[ListedHousehold],
    *,
    reviews: Mapping[str, Review] | None = None,
    overwrite: bool = True,
) -> Matching:
    """Pairs every listed household with one of the book's, or calls it new, parks or refuses it.

    `reviews`: household uid → its review of the list's year, to see whether class, points and
    decision change; None leaves them out of the comparison. Without `overwrite` a list only fills blanks; the rest stays in `kept`.
    """
    desk = _Desk.of(households)
    _by_ids(desk, listed)
    _by_names(desk, listed)
    _refuse_twins(desk, listed)
    _park_alike(desk, listed)
    matches = [
        _match(one, desk.found.get(i), reviews, overwrite)
        for i, one in enumerate(listed)
        if i not in desk.problems and i not in desk.parked
    ]
    refused = [r for i in sorted(desk.problems) for r in _refused(listed[i], desk.problems[i])]
    parked = tuple(desk.parked[i] for i in sorted(desk.parked))
    return Matching(matches=tuple(matches), refused=tuple(refused), parked=parked)


@dataclass(slots=True)
class _Desk:
    """What is known while pairing: book by uid, id and name; answers by index of the list."""

    book: dict[str, Household]
    owners: dict[str, set[str]]
    by_name: dict[tuple[str, str], list[Household]]
    by_person: dict[tuple[str, str], set[str]]
    found: dict[int, Household] = field(default_factory=dict)
    problems: dict[int, Problem] = field(default_factory=dict)
    parked: dict[int, Parked] = field(default_factory=dict)

    def is_told(self, i: int) -> bool:
        """Whether it is known by now what becomes of a listed household."""
        return i in self.found or i in self.problems or i in self.parked

    def park(self, i: int, one: ListedHousehold, code: str, uids: Iterable[str]) -> None:
        """Leave it to a person."""
        self.parked[i] = Parked(listed=one, code=code, candidates=tuple(dict.fromkeys(uids)))

    @classmethod
    def of(cls, households: Iterable[Household]) -> _Desk:
        desk = cls({}, defaultdict(set), defaultdict(list), defaultdict(set))
        for household in households:
            desk.book[household.uid] = household
            desk.by_name[_key(household.head_name, household.village)].append(household)
            for person in household.present:
                if person.born:
                    desk.by_person[fold(person.name), person.born].add(household.uid)
                if person.id_state is IdState.KNOWN and person.citizen_id:
                    desk.owners[person.citizen_id].add(household.uid)
        return desk


def _key(head: str, village: str) -> tuple[str, str]:
    return fold(head), village_key(village)


# By ids -------------------------------------------------------------------------------------------
def _by_ids(desk: _Desk, listed: Sequence[ListedHousehold]) -> None:
    claims: dict[str, list[int]] = defaultdict(list)
    for i, one in enumerate(listed):
        owners = {
            p.citizen_id: desk.owners[p.citizen_id]
            for p in one.members
            if p.citizen_id in desk.owners
        }
        uids: set[str] = set().union(*owners.values())
        if len(uids) > 1:
            home = owners.get(one.head.citizen_id) or next(iter(owners.values()))
            strays = (p for p in one.members if owners.get(p.citizen_id, home) != home)
            stray = next(strays, one.head)
            desk.problems[i] = _elsewhere(stray, desk, owners.get(stray.citizen_id, uids))
        elif uids:
            claims[uids.pop()].append(i)
    for uid, indexes in claims.items():
        _settle_claims(desk, listed, desk.book[uid], indexes)


def _settle_claims(
    desk: _Desk, listed: Sequence[ListedHousehold], household: Household, indexes: list[int]
) -> None:
    """One listed household gets it: the only one, or the only one with its head's id."""
    head = household.head
    key = head.citizen_id if head else ""
    heads = [i for i in indexes if key and key in (p.citizen_id for p in listed[i].members)]
    winner = indexes[0] if len(indexes) == 1 else heads[0] if len(heads) == 1 else None
    for i in indexes:
        one = listed[i]
        if i != winner:
            known = {p.citizen_id for p in household.present if p.citizen_id}
            stray = next(p for p in one.members if p.citizen_id in known)
            desk.problems[i] = _elsewhere(stray, desk, {household.uid})
        elif head and not _has(one, head):
            desk.park(i, one, "head-changed", [household.uid])
        else:
            desk.found[i] = household


def _has(listed: ListedHousehold, head: Person) -> bool:
    """Whether the book's head is among the listed: by id or, where one has none, by name."""
    return any(
        p.citizen_id == head.citizen_id
        if p.citizen_id and head.citizen_id and len(p.citizen_id) == len(head.citizen_id)
        else fold(p.name) == fold(head.name)
        for p in listed.members
    )


def _elsewhere(person: ListedPerson, desk: _Desk, uids: Iterable[str]) -> Problem:
    names = sorted(f"{desk.book[u].head_name} ({desk.book[u].village})" for u in uids)
    details = {"person": person.name, "households": ", ".join(names)}
    return Problem("person-elsewhere", person.row, None, person.citizen_id, details)


# By names -----------------------------------------------------------------------------------------
Evidence = tuple[bool, bool, bool, float, bool]


def _by_names(desk: _Desk, listed: Sequence[ListedHousehold]) -> None:
    taken = {h.uid for h in desk.found.values()}
    claims: dict[str, list[int]] = defaultdict(list)
    for i, one in enumerate(listed):
        if desk.is_told(i):
            continue
        candidates = [
            (_evidence(one, _Side.of(h)), h)
            for h in desk.by_name.get(_key(one.head.name, one.village), ())
            if h.uid not in taken and _compatible(_Side.of(one), _Side.of(h))
        ]
        if not candidates:
            _look_for_others(desk, i, one, taken)
            continue
        best = max(evidence for evidence, _ in candidates)
        strongest = [h for evidence, h in candidates if evidence == best]
        if len(strongest) > 1 or not _enough(best, one, strongest[0]):
            desk.park(i, one, "match-unsure", [h.uid for _, h in candidates])
        else:
            claims[strongest[0].uid].append(i)
    for uid, indexes in claims.items():
        if len(indexes) == 1:
            desk.found[indexes[0]] = desk.book[uid]
            continue
        for i in indexes:
            desk.park(i, listed[i], "match-unsure", [uid])


def _look_for_others(desk: _Desk, i: int, one: ListedHousehold, taken: set[str]) -> None:
    """Not new where the book knows these people otherwise: another head, or another id.

    Two people of one household, or a head of the same name, village and day of birth, are too much
    for chance; which of the two papers is right only the official can say.
    """
    shared = Counter(
        uid
        for p in one.members
        for uid in desk.by_person.get((fold(p.name), p.born), ())
        if uid not in taken
    )
    for uid, count in shared.most_common():
        household = desk.book[uid]
        same_head = fold(household.head_name) == fold(one.head.name)
        dated = same_head and len(one.head.born) == 10
        if count >= 2 or (dated and same_village(one.village, household.village)):
            desk.park(i, one, _why(one, household) if same_head else "head-changed", [uid])
            return


def _why(one: ListedHousehold, household: Household) -> str:
    known = household.head.citizen_id if household.head else ""
    return "id-differs" if known and one.head.citizen_id else "alike"


def _park_alike(desk: _Desk, listed: Sequence[ListedHousehold]) -> None:
    """New by name and number, but too much like a household that no other line means."""
    fresh = {i: one for i, one in enumerate(listed) if not desk.is_told(i)}
    taken = {h.uid for h in desk.found.values()}
    free = [h for uid, h in desk.book.items() if uid not in taken]
    for i, uids in alike_in(free, fresh).items():
        desk.park(i, listed[i], "alike", uids)


@dataclass(frozen=True, slots=True)
class _Side:
    """What both a listed household and one of the book can be compared by."""

    number: str
    head: str
    born: str
    citizen_id: str
    village: str
    others: frozenset[str]

    @classmethod
    def of(cls, household: Household | ListedHousehold) -> _Side:
        head = household.head
        people = household.present if isinstance(household, Household) else household.members
        return cls(
            number=household.number.lstrip("0"),
            head=head.name if head else "",
            born=head.born if head else "",
            citizen_id=head.citizen_id if head else "",
            village=household.village,
            others=frozenset(fold(p.name) for p in people if p is not head),
        )


def _compatible(a: _Side, b: _Side) -> bool:
    """Nothing speaks against it: villages, births as far as known, ids of one kind."""
    ids = a.citizen_id and b.citizen_id and len(a.citizen_id) == len(b.citizen_id)
    born = a.born.startswith(b.born) or b.born.startswith(a.born)
    same_person = born and not (ids and a.citizen_id != b.citizen_id)
    return same_person and same_village(a.village, b.village)


def _evidence(one: ListedHousehold, other: _Side) -> Evidence:
    """How much speaks for it; greater is stronger."""
    a = _Side.of(one)
    both = a.others | other.others
    return (
        bool(a.born) and a.born == other.born,
        a.born == other.born,
        same_word(a.head, other.head),
        len(a.others & other.others) / len(both) if both else 1.0,
        bool(a.number) and a.number == other.number,
    )


def _enough(evidence: Evidence, one: ListedHousehold, household: Household) -> bool:
    """A name alone is enough only where it is spelt alike and no other member denies it."""
    born, _, spelt, overlap, number = evidence
    lonely = len(one.members) == 1 or len(household.present) == 1
    return number or born or (overlap > 0 and not lonely) or (spelt and lonely)


def _refuse_twins(desk: _Desk, listed: Sequence[ListedHousehold]) -> None:
    """New households that nothing tells apart would be mixed up at the next reading."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, one in enumerate(listed):
        if not desk.is_told(i):
            groups[_key(one.head.name, one.village)].append(i)
    for indexes in groups.values():
        # An id of any member will tell them apart.
        nameless = [i for i in indexes if not any(p.citizen_id for p in listed[i].members)]
        for i in nameless:
            one = listed[i]
            twins = [listed[j] for j in nameless if j != i and _alike(one, listed[j])]
            if twins:
                details = {"rows": ", ".join(str(twin.head.row) for twin in twins)}
                problem = Problem("twin", one.head.row, None, one.head.name, details)
                desk.problems[i] = problem


def _alike(one: ListedHousehold, other: ListedHousehold) -> bool:
    me, side = _Side.of(one), _Side.of(other)
    return _compatible(me, side) and _evidence(one, side) == _evidence(one, me)


# Outcome ------------------------------------------------------------------------------------------
def _match(
    one: ListedHousehold,
    household: Household | None,
    reviews: Mapping[str, Review] | None,
    overwrite: bool,
) -> Match:
    if household is None:
        pairs = tuple((p, None) for p in one.members)
        return Match(listed=one, household=None, kind=MatchKind.CREATED, pairs=pairs)
    couples = paired(one, household)
    differences = changes_of(one, household, couples)
    if reviews is not None:
        differences += review_changes(one, reviews.get(household.uid))
    made = [d for d in differences if overwrite or d.fills]
    met = {p.uid for _, p in couples if p is not None}
    return Match(
        listed=one,
        household=household,
        kind=MatchKind.UPDATED if made else MatchKind.SAME,
        changes=tuple(made),
        kept=tuple(d for d in differences if d not in made),
        pairs=couples,
        absent=tuple(p for p in household.present if p.uid not in met),
    )


def _refused(one: ListedHousehold, problem: Problem) -> list[RefusedRow]:
    pointer = {"rows": str(problem.row)}
    return [
        RefusedRow(row=row, problems=(Problem("household", row, details=pointer),))
        if row != problem.row
        else RefusedRow(row=row, problems=(problem,))
        for row in one.rows
    ]
