"""Households and their members in the book."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

import msgspec

from desktop.domain.codes import UNNUMBERED, SheetCode, tie_of
from desktop.domain.household import Household, IdState, Person, Schooling, Sex, Work
from desktop.domain.vietnamese import fold, name_key
from desktop.store import bulk
from desktop.store.bulk import Row
from desktop.store.connection import Db


def put(db: Db, households: Sequence[Household]) -> None:
    """Write whole households: members no longer in the record are taken out."""
    _free_numbers(db, households)
    bulk.upsert(db, "household", (_to_row(h) for h in households), key=["uid"])
    _drop_missing(db, households)
    people = (_person_to_row(p, h.uid, i) for h in households for i, p in enumerate(h.members))
    bulk.upsert(db, "person", people, key=["uid"])


def _free_numbers(db: Db, households: Sequence[Household]) -> None:
    """Let go of numbers that change, or two households could not exchange theirs."""
    wanted = {h.uid: h.number for h in households}
    for some in bulk.chunks(wanted):
        marks = ",".join("?" * len(some))
        found = db.execute(f"SELECT uid, number FROM household WHERE uid IN ({marks})", some)
        moved = [(uid,) for uid, number in found.fetchall() if number != wanted[uid]]
        db.conn.executemany("UPDATE household SET number = '~' || uid WHERE uid = ?", moved)


def _drop_missing(db: Db, households: Sequence[Household]) -> None:
    kept = {p.uid for h in households for p in h.members}
    for some in bulk.chunks(h.uid for h in households):
        marks = ",".join("?" * len(some))
        found = db.execute(f"SELECT uid FROM person WHERE household_uid IN ({marks})", some)
        bulk.delete(db, "person", [uid for (uid,) in found.fetchall() if uid not in kept])


def get(db: Db, uid: str) -> Household | None:
    """One household with its members."""
    return next(iter(get_many(db, [uid])), None)


def get_many(db: Db, uids: Sequence[str]) -> list[Household]:
    """These households, in the order asked for; unknown uids are left out."""
    found: dict[str, Household] = {}
    for some in bulk.chunks(uids):
        marks = ",".join("?" * len(some))
        where = f"uid IN ({marks})"
        for household in _load(db, where, some):
            found[household.uid] = household
    return [found[uid] for uid in uids if uid in found]


def known(db: Db, uids: Iterable[str]) -> set[str]:
    """Which of these households the book holds."""
    rows = db.execute(
        "SELECT h.uid FROM json_each(?) j JOIN household h ON h.uid = j.value",
        [msgspec.json.encode(list(uids)).decode()],
    )
    return {uid for (uid,) in rows.fetchall()}


def all_of(db: Db, commune_code: str | None = None) -> list[Household]:
    """Every household (of a commune), in the order of the register."""
    if commune_code is None:
        return list(_load(db, "1", []))
    return list(_load(db, "commune_code = ?", [commune_code]))


def _load(db: Db, where: str, args: Sequence[object]) -> Iterator[Household]:
    heads = list(db.query(f"SELECT * FROM household WHERE {where} ORDER BY head_key, uid", args))
    people = db.query(
        f"SELECT * FROM person WHERE household_uid IN (SELECT uid FROM household WHERE {where})"
        " ORDER BY household_uid, ordinal",
        args,
    )
    members = {
        uid: tuple(_person_from_row(r) for r in rows)
        for uid, rows in groupby(people, itemgetter("household_uid"))
    }
    return (_from_row(row, members.get(row["uid"], ())) for row in heads)


def numbers(db: Db, commune_code: str) -> list[str]:
    """All register numbers of a commune, to find the next free one."""
    rows = db.execute("SELECT number FROM household WHERE commune_code = ?", [commune_code])
    return [row[0] for row in rows.fetchall()]


def numbered(db: Db, commune_code: str) -> list[tuple[str, str]]:
    """(number, uid) of every household of a commune."""
    rows = db.execute("SELECT number, uid FROM household WHERE commune_code = ?", [commune_code])
    return [(number, uid) for number, uid in rows.fetchall()]


def of_code(db: Db, code: SheetCode) -> str:
    """The uid of the household that a sheet's code names, "" if there is none.

    It may have another number by now: then the tie of the code tells who had this one.
    """
    if code.number == UNNUMBERED:
        rows = db.execute("SELECT uid FROM household").fetchall()
    else:
        rows = db.execute(
            "SELECT uid FROM household WHERE number = :number"
            " OR char(10) || former_numbers || char(10) LIKE '%' || char(10) || :number || char(10) || '%'"
            " ORDER BY number = :number DESC",
            {"number": code.number},
        ).fetchall()
    return next((uid for (uid,) in rows if tie_of(uid, len(code.tie)) == code.tie), "")


def holds_elsewhere(db: Db, person_uids: Iterable[str], communes: Sequence[str]) -> bool:
    """Whether one of these persons stands in a household of another commune than these."""
    row = db.execute(
        "SELECT 1 FROM json_each(?) j JOIN person p ON p.uid = j.value"
        " JOIN household h ON h.uid = p.household_uid"
        " WHERE h.commune_code NOT IN (SELECT value FROM json_each(?)) LIMIT 1",
        [msgspec.json.encode([*person_uids]).decode(), msgspec.json.encode(communes).decode()],
    ).fetchone()
    return row is not None


def writers(db: Db, communes: Sequence[str]) -> set[str]:
    """The books that wrote the households of these communes."""
    rows = db.execute(
        "SELECT DISTINCT written_by FROM household"
        " WHERE commune_code IN (SELECT value FROM json_each(?))",
        [msgspec.json.encode(communes).decode()],
    )
    return {row[0] for row in rows.fetchall()}


def writer_of(db: Db, commune_code: str) -> str:
    """The book that wrote a commune's households (most of them), "" where there are none."""
    row = db.execute(
        "SELECT written_by FROM household WHERE commune_code = ? GROUP BY 1 ORDER BY count(*) DESC",
        [commune_code],
    ).fetchone()
    return row[0] if row else ""


def delete(db: Db, uids: Iterable[str]) -> None:
    """Take households out with all that hangs on them (a package no longer holds them)."""
    bulk.delete(db, "household", uids)


def villages(db: Db) -> list[tuple[str, str, int]]:
    """(commune code, village, households there), unsorted."""
    rows = db.execute(
        "SELECT commune_code, village, count(*) FROM household GROUP BY commune_code, village"
    )
    return [(r[0], r[1], r[2]) for r in rows.fetchall()]


def _search_key(h: Household, head: str) -> str:
    """Head first, then numbers, members and ids, all folded: one column answers every search."""
    names = [fold(p.name) for p in h.present if p.name != head]
    ids = [p.citizen_id for p in h.present if p.citizen_id]
    numbers = [fold(number) for number in (h.number, *h.former_numbers)]
    return "|".join([fold(head), *numbers, *names, *ids])


def _to_row(h: Household) -> Row:
    present, head = h.present, h.head
    name = head.name if head else ""
    return {
        "uid": h.uid,
        "number": h.number,
        "commune_code": h.commune_code,
        "list_version": h.list_version,
        "village": h.village,
        "head_name": name,
        "head_key": name_key(name),
        "search_key": _search_key(h, name),
        "ethnic_group": head.ethnic_group if head else "",
        "people": len(present),
        "merit_person": int(h.merit_person),
        "no_labour_capacity": int(h.no_labour_capacity),
        "note": h.note,
        "written_by": h.written_by,
        "revision": h.revision,
        "former_numbers": "\n".join(h.former_numbers),
    }


def _from_row(row: Row, members: tuple[Person, ...]) -> Household:
    return Household(
        uid=row["uid"],
        number=row["number"],
        commune_code=row["commune_code"],
        list_version=row["list_version"],
        village=row["village"],
        members=members,
        merit_person=bool(row["merit_person"]),
        no_labour_capacity=bool(row["no_labour_capacity"]),
        note=row["note"],
        written_by=row["written_by"],
        revision=row["revision"],
        former_numbers=tuple(row["former_numbers"].splitlines()),
    )


def _person_to_row(p: Person, household_uid: str, ordinal: int) -> Row:
    return {
        "uid": p.uid,
        "household_uid": household_uid,
        "ordinal": ordinal,
        "name": p.name,
        "relation": p.relation,
        # Plain strings: the driver adapts each enum by a search, which costs more than the insert.
        "sex": p.sex.value if p.sex else None,
        "born": p.born,
        "ethnic_group": p.ethnic_group,
        "citizen_id": p.citizen_id,
        "id_state": p.id_state.value,
        "schooling": p.schooling.value if p.schooling else None,
        "insured": None if p.insured is None else int(p.insured),
        "work": p.work.value if p.work else None,
        "left_on": p.left_on.isoformat() if p.left_on else None,
        "left_why": p.left_why,
    }


def _person_from_row(row: Row) -> Person:
    return Person(
        uid=row["uid"],
        name=row["name"],
        relation=row["relation"],
        sex=Sex(row["sex"]) if row["sex"] else None,
        born=row["born"],
        ethnic_group=row["ethnic_group"],
        citizen_id=row["citizen_id"],
        id_state=IdState(row["id_state"]),
        schooling=Schooling(row["schooling"]) if row["schooling"] else None,
        insured=None if row["insured"] is None else bool(row["insured"]),
        work=Work(row["work"]) if row["work"] else None,
        left_on=datetime.date.fromisoformat(row["left_on"]) if row["left_on"] else None,
        left_why=row["left_why"],
    )
