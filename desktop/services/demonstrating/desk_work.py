"""What lies on the desk of a commune in the middle of its round: something of each kind of work."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from random import Random
from uuid import uuid4

from desktop.domain.household import Household, Person
from desktop.domain.review import Answers, ReviewState, SheetA
from desktop.domain.vietnamese import fold
from desktop.rules.point_lines import draft_of
from desktop.rules.point_table import PointItem, PointOption, PointTable
from desktop.services import (
    asking,
    pairing,
    registering,
    rekeying,
    reviewing,
    second_settling,
    tabling,
    verifying,
)
from desktop.services.catalogue import shipped_standard
from desktop.services.demonstrating.people import Maker
from desktop.services.keying import Scratch
from desktop.store import reviews
from desktop.store.connection import Db

SECOND_BY = "Bàn Thị Mẫu (luyện tập)"
MARKS = tuple(f"{n:02d}" for n in range(1, 10))


@dataclass(frozen=True, slots=True)
class Desk:
    """The commune's book, chance, maker of persons, the year, the day and who keys."""

    db: Db
    rng: Random
    maker: Maker
    year: int
    now: datetime.datetime
    by: str


def lay_out(desk: Desk, *, practice: bool) -> None:
    """Requests, sheets keyed twice, doubtful ones, a household entered twice, a point table."""
    _requests(desk)
    _second_keying(desk)
    _doubtful_sheets(desk)
    _misspelt_village(desk)
    _renumbered(desk)
    _entered_twice(desk)
    if practice:
        _point_table(desk)
    pairing.scan(desk.db, now=desk.now)


def _requests(desk: Desk) -> None:
    """Newcomers ask, where keying is not done: most are listed, some turned away; one poor household
    wants to leave."""
    every = registering.villages(desk.db)
    villages = every[len(every) // 2 :]
    for number, yes in enumerate((1, 2, 5, 3, 7, 0)):
        [head, *_] = desk.maker.household(desk.year)
        home = asking.new_household(desk.db, villages[number % len(villages)], head.name)
        _ask(desk, home.uid, number, yes=yes, newcomer=home)
    listed = reviewing.queue(desk.db, desk.year)[0]
    _ask(desk, listed.uid, 7, yes=None, leaving=True)


def _ask(
    desk: Desk, uid: str, day: int, *, yes: int | None, leaving: bool = False,
    newcomer: Household | None = None,
) -> None:  # fmt: skip
    sheet = SheetA(
        uid=uuid4().hex,
        household_uid=uid,
        year=desk.year,
        asked_on=datetime.date(desk.year, 9, 7 + day),
        marks={} if yes is None else {mark: n < yes for n, mark in enumerate(MARKS)},
        leaving=leaving,
    )
    asking.record(desk.db, sheet, newcomer, now=desk.now, by=desk.by)


def _second_keying(desk: Desk) -> None:
    """A few sheets drawn, all but one keyed again with a slip here and there, one settled."""
    verifying.draw(desk.db, desk.year, 5, now=desk.now, by=desk.by, rng=desk.rng)
    waiting = verifying.due(desk.db, desk.year)
    for number, line in enumerate(waiting[:-1]):
        _key_again(desk, line.uid, slip=number % 2 == 0)
    settling = verifying.to_settle(desk.db, desk.year)
    if len(settling) > 1:
        second = second_settling.open_settling(desk.db, settling[0].uid, desk.year).second
        firsts = {d.place: d.first for d in second.differences}
        second_settling.choose(desk.db, settling[0].uid, desk.year, firsts)
        second_settling.settle(desk.db, settling[0].uid, desk.year, now=desk.now, by=desk.by)


def _key_again(desk: Desk, uid: str, *, slip: bool) -> None:
    first = reviewing.open_sheet(desk.db, uid, desk.year)
    assert first.review is not None
    blind = rekeying.open_blind(desk.db, uid, desk.year).sheet
    head = blind.household.members[0]
    members = tuple(
        replace(p, uid=head.uid if n == 0 else uuid4().hex)
        for n, p in enumerate(first.household.present)
    )
    if slip:
        members = (replace(members[0], born=_slipped(members[0])), *members[1:])
    answers = first.review.answers
    if slip and answers.b1_points is not None:
        answers = replace(answers, b1_points=answers.b1_points + 9)
    typed = Scratch(
        household=replace(blind.household, members=members), answers=answers, place="reviewed_on",
        base=0, household_base=0, at=desk.now,
    )  # fmt: skip
    rekeying.put_down(desk.db, typed, desk.year, complete=True, now=desk.now, by=SECOND_BY)


def _slipped(person: Person) -> str:
    """A birth of the year after: the commonest slip of a finger."""
    return f"{int(person.born[:4]) + 1}{person.born[4:]}"


def _doubtful_sheets(desk: Desk) -> None:
    """Two sheets begun and left: nobody marked as head; an id with a digit too few."""
    blank = [line for line in reviewing.queue(desk.db, desk.year) if line.mark == ""][-2:]
    for number, line in enumerate(blank):
        household = _whole(desk.db, line.uid)
        first = household.members[0]
        odd = replace(first, relation="") if number else replace(first, citizen_id="00821000775")
        changed = replace(household, members=(odd, *household.members[1:]))
        reviewing.save_draft(
            desk.db, changed, Answers(b1_points=112, enumerator="Triệu Văn Kim"), desk.year,
            now=desk.now, by=desk.by,
        )  # fmt: skip


def _misspelt_village(desk: Desk) -> None:
    """Some households stand under another spelling of their village."""
    village = max(registering.villages(desk.db), key=len)
    *first, last = village.split()
    wrong = " ".join([*first, fold(last).capitalize()])
    for household in [h for h in registering.everyone(desk.db) if h.village == village][:4]:
        moved = replace(household, village=wrong)
        registering.save_household(desk.db, moved, now=desk.now, by=desk.by)


def _renumbered(desk: Desk) -> None:
    """A household that was given another number: its earlier one still finds it."""
    household = registering.everyone(desk.db)[0]
    renumbered = replace(household, number=registering.next_number(desk.db, household.commune_code))
    registering.save_household(desk.db, renumbered, now=desk.now, by=desk.by)


def _entered_twice(desk: Desk) -> None:
    """A household put in again by somebody who did not find it."""
    done = reviews.of_round(desk.db, desk.year, state=ReviewState.COMPLETE)
    original = _whole(desk.db, done[len(done) // 2].household_uid)
    again = registering.add_household(
        desk.db, original.village, original.head_name, now=desk.now, by=desk.by
    )
    some = original.present[:2]
    members = tuple(replace(p, uid=uuid4().hex, citizen_id="") for p in some)
    registering.save_household(desk.db, replace(again, members=members), now=desk.now, by=desk.by)


def _point_table(desk: Desk) -> None:
    """The practice points as a table being typed."""
    practice = shipped_standard("practice")
    bench = tabling.bench(desk.db, now=desk.now)
    items = tuple(
        PointItem(
            number=str(number),
            label=item.label,
            options=tuple(
                PointOption(key=option.key, label=option.label, points=option.points)
                for option in item.options
            ),
        )
        for number, item in enumerate(practice.b1_items, start=1)
    )
    table = PointTable(
        name=practice.name, base=bench.draft.base, source=practice.source,
        areas=bench.draft.areas, items=items,
    )  # fmt: skip
    tabling.keep(desk.db, draft_of(table), now=desk.now, by=desk.by)


def _whole(db: Db, uid: str) -> Household:
    found = registering.whole(db, uid)
    assert found is not None
    return found.household
