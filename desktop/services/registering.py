"""Finding households in the register, and one household whole."""

from __future__ import annotations

import datetime
import unicodedata
from dataclasses import dataclass, field, replace
from uuid import uuid4

from desktop.domain.act import Act
from desktop.domain.codes import read_sheet_code
from desktop.domain.household import Household
from desktop.domain.review import Event, Review
from desktop.domain.unit import Office
from desktop.domain.vietnamese import fold, nfc, sort_key
from desktop.errors import NumberTaken, RoundNotHere
from desktop.exchange.lists.legacy import mended
from desktop.services import finding_out, lending
from desktop.services.catalogue import bare_name, unit
from desktop.store import acts, audit, households, register, reviews, settings, totals
from desktop.store.audit import Entry
from desktop.store.connection import Db, writing
from desktop.store.register import PAGE, Counts, Line, Query

__all__ = ["PAGE", "Counts", "Entry", "Found", "Line", "Query", "Whole", "add_household", "alike", "communes", "count", "enumerators", "ethnic_groups", "everyone", "facets", "find", "own_commune", "place", "save_household", "size", "uids", "villages", "whole"]  # fmt: skip


LONGEST_NUMBER = 6
"""Signs in a household's number at most; ids are longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page of the register; `last` is where the next one begins, None at the end.

    Lines with the typed number or tones stand first on the first page and come again in their own
    place later: whoever shows several pages leaves out the uids already shown. `meant` is the uid
    of the first household that has the typed number.
    """

    lines: list[Line]
    last: Line | None
    meant: str = ""


def find(db: Db, query: Query, after: Line | None = None, size: int = PAGE) -> Found:
    """The next page of the register. Besides what Query says, `changed` may be "breaking": the
    households that keep forms 7.2 and 7.3 from closing."""
    query = _resolved(db, query)
    lines = register.page(db, query, after, size)
    last = lines[-1] if len(lines) == size else None
    if after is not None:
        return Found(lines=lines, last=last)
    first, meant = _numbered(db, query)
    toned = nfc(query.text).lower()
    if query.order == "name" and fold(toned) != toned:
        if last is None:  # all that hold the word are at hand already
            first += [line for line in lines if toned.strip() in line.head_name.lower()]
        else:
            first += register.exact(db, replace(query, text=toned))
    shown = {line.uid for line in first}
    lines = first + [line for line in lines if line.uid not in shown]
    return Found(lines=lines, last=last, meant=meant)


def _numbered(db: Db, query: Query) -> tuple[list[Line], str]:
    """Who has the number that was typed, then who had it; the uid of the first that has it."""
    numbers = _numbers(fold(query.text).strip())
    if not numbers:
        return [], ""
    found = register.numbered(db, query, numbers)
    has = [line for line in found if fold(line.number) in numbers]
    had = [line for line in found if fold(line.number) not in numbers]
    return has + had, has[0].uid if has else ""


def _numbers(typed: str) -> tuple[str, ...]:
    """The numbers that a typed word may be, folded: "152" is 0152 as well; () if it is none."""
    bare = typed.lstrip("0") or "0"
    if not any(c.isdigit() for c in bare) or not bare.isalnum() or len(bare) > LONGEST_NUMBER:
        return ()
    return tuple(dict.fromkeys([*(bare.zfill(n) for n in range(LONGEST_NUMBER + 1)), typed]))


def _resolved(db: Db, query: Query) -> Query:
    query = _by_code(db, query)
    if not query.text.isascii():  # a name pasted out of an old list
        query = replace(query, text=mended(query.text))
    if query.changed != "breaking":
        return query
    return replace(query, changed="", among=_breaking(db, query.year))


def _breaking(db: Db, year: int) -> tuple[str, ...]:
    is_upper = settings.office(db).is_upper
    return tuple(row[0] for row in totals.breaking(db, year, is_upper=is_upper))


def _by_code(db: Db, query: Query) -> Query:
    """The code of a sheet, typed or scanned in the place of a name, finds that household alone."""
    code = read_sheet_code(query.text)
    if code is None:
        return query
    found = households.of_code(db, code)
    among = {found} & set(query.among) if query.among is not None else {found}
    return replace(query, text="", among=tuple(uid for uid in among if uid))


def count(db: Db, query: Query) -> Counts:
    """How many households and people the query finds, by class."""
    return register.counts(db, _resolved(db, query))


def facets(db: Db, query: Query) -> dict[str, dict[str, int]]:
    """For each filter: its values → how many households the query would find with that one."""
    found = register.facets(db, _resolved(db, query))
    if not query.changed:
        among = _breaking(db, query.year)
        found["changed"]["breaking"] = count(db, replace(query, among=among)).households
    return found


def uids(db: Db, query: Query) -> list[str]:
    """All households that the query finds, in its order."""
    return register.uids(db, _resolved(db, query))


def place(db: Db, query: Query, uid: str) -> int:
    """Which line of the query a household is, from 1; 0 if the query does not find it."""
    return register.place(db, _resolved(db, query), uid)


def enumerators(db: Db, year: int) -> list[str]:
    """Who went to the households of a year, the most frequent first."""
    return register.enumerators(db, year)


def size(db: Db) -> int:
    """All households of the book."""
    return register.size(db)


def alike(db: Db, village: str, head_name: str, year: int) -> list[Line]:
    """Households of a village whose head has this name, whatever its tones: perhaps the same."""
    found = find(db, Query(year=year, text=fold(head_name), village=nfc(village))).lines
    return [line for line in found if fold(line.head_name) == fold(head_name)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A household with all that is known of it: reviews over the years, events, the deeds they
    belong to (newest first, undone ones too), audit lines."""

    household: Household
    reviews: list[Review]
    events: list[Event]
    trail: list[Entry]
    acts: list[Act] = field(default_factory=list)


def whole(db: Db, uid: str) -> Whole | None:
    """One household whole, None if it is not in the book."""
    household = households.get(db, uid)
    if household is None:
        return None
    return Whole(
        household=household,
        reviews=reviews.of_household(db, uid),
        events=reviews.events_of(db, uid),
        trail=audit.of(db, uid, limit=20),
        acts=acts.of_household(db, uid),
    )


def everyone(db: Db) -> list[Household]:
    """Every household of the book, in the order of the register."""
    return households.all_of(db)


def villages(db: Db, commune_code: str = "") -> list[str]:
    """Villages of the register in Vietnamese order."""
    found = {v for c, v, _ in households.villages(db) if not commune_code or c == commune_code}
    return sorted(found, key=sort_key)


def communes(db: Db) -> list[tuple[str, str]]:
    """(code, name) of the communes that have households in the book, in Vietnamese order."""
    version = settings.office(db).list_version
    codes = {code for code, _, _ in households.villages(db)}
    named = [(code, unit(code, version).name) for code in codes]
    return sorted(named, key=lambda c: sort_key(bare_name(c[1])))


def ethnic_groups(db: Db) -> list[str]:
    """Ethnic groups of heads in the register, the most frequent first."""
    return register.ethnic_groups(db)


def next_number(db: Db, commune_code: str) -> str:
    """The next free register number, four digits or more."""
    used = [int(n) for n in households.numbers(db, commune_code) if n.isdigit()]
    return f"{max(used, default=0) + 1:04d}"


def own_commune(db: Db) -> Office:
    """The commune that keeps this book: only the owner writes records.

    Raises RoundNotHere at an upper office, which holds, comments and returns.
    """
    office = settings.office(db)
    if office.is_upper:
        raise RoundNotHere(office=office.name)
    return office


def add_household(
    db: Db, village: str, head_name: str, *, now: datetime.datetime, by: str
) -> Household:
    """A new household with its head, ready for its sheet B."""
    from desktop.domain.household import HEAD, Person

    office = own_commune(db)
    with writing(db):
        lending.check(db, [nfc(village)])
        household = Household(
            uid=uuid4().hex,
            number=next_number(db, office.code),
            commune_code=office.code,
            list_version=office.list_version,
            village=nfc(village),
            members=(Person(uid=uuid4().hex, name=nfc(head_name), relation=HEAD),),
            written_by=office.book_id,
        )
        households.put(db, [household])
        audit.add(
            db, at=now, by=by, action="household-added", subject=household.uid, after=household
        )
    return household


def save_household(db: Db, household: Household, *, now: datetime.datetime, by: str) -> Household:
    """Write a changed household; its revision rises, the old state goes to the audit trail.

    Raises NumberTaken, RoundNotHere.
    """
    with writing(db):
        kept = put_household(db, household, now=now, by=by)
        finding_out.keep_newest(db, [kept.uid], on=now.astimezone().date())
    return kept


def put_household(db: Db, household: Household, *, now: datetime.datetime, by: str) -> Household:
    """Inside a transaction: write a household, its texts composed, if it differs from the book."""
    code = own_commune(db).code
    before = households.get(db, household.uid)
    after = replace(_composed(household), revision=before.revision if before else 0)
    if before is not None and after == before:
        return before
    lending.check(db, [after.village, before.village if before else after.village])
    renumbered = before is None or before.number != after.number
    if renumbered and after.number in households.numbers(db, code):
        raise NumberTaken(number=after.number)
    if before is not None and renumbered:
        former = dict.fromkeys((*before.former_numbers, before.number))
        after = replace(after, former_numbers=tuple(n for n in former if n != after.number))
    after = replace(after, revision=after.revision + 1)
    households.put(db, [after])
    audit.add(db, at=now, by=by, action="household", subject=after.uid, before=before, after=after)
    return after


def _composed(household: Household) -> Household:
    """Keyboards of Windows type base letters and marks apart; the book holds one spelling only."""
    members = tuple(
        replace(p, name=nfc(p.name), relation=nfc(p.relation), left_why=nfc(p.left_why))
        for p in household.members
    )
    note = unicodedata.normalize("NFC", household.note)  # its lines stay
    return replace(household, village=nfc(household.village), note=note, members=members)
