"""Single records of the plan: written with the trail, and put back as they were."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from desktop.domain.plain_text import with_plain_texts
from desktop.domain.planning import Owned
from desktop.domain.unit import Office
from desktop.errors import SetAbove, UndoTooLate
from desktop.services import lending
from desktop.services.catalogue import units
from desktop.services.changes import Changes, changes
from desktop.store import audit, plans, settings
from desktop.store.connection import Db, writing

__all__ = ["Deed", "check_own", "name_of", "office_name", "put", "put_back", "write"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What a change did: records as they stood before and as they stand after; either may be fewer."""

    action: str
    before: tuple[Owned, ...] = ()
    after: tuple[Owned, ...] = ()

    @property
    def changes(self) -> Changes:
        """What windows have to look at again; nothing where nothing was written."""
        return changes("plan") if self.before or self.after else changes()


def write(
    db: Db,
    records: Iterable[Owned] = (),
    *,
    gone: Iterable[Owned] = (),
    action: str,
    now: datetime.datetime,
    by: str,
) -> Deed:
    """Write records and take others out, in one transaction; what is as it was is left alone.

    Raises BranchNotMain on a second PC.
    """
    with writing(db):
        return put(db, records, gone=gone, action=action, now=now, by=by)


def put(
    db: Db,
    records: Iterable[Owned] = (),
    *,
    gone: Iterable[Owned] = (),
    action: str,
    now: datetime.datetime,
    by: str,
) -> Deed:
    """As `write`, inside the transaction of whoever writes more with it."""
    lending.check_main(db)
    me = settings.office(db).book_id
    before: list[Owned] = []
    after: list[Owned] = []
    for record in map(_plain, records):
        held = _held(db, record)
        if held is None:
            after.append(replace(record, revision=1, written_by=me))
        elif not _is_same(held, record):
            before.append(held)
            after.append(replace(record, revision=held.revision + 1, written_by=me))
    taken = [held for record in gone if (held := _held(db, record)) is not None]
    deed = Deed(action=action, before=(*before, *taken), after=tuple(after))
    _write(db, deed.after, [r.uid for r in taken])
    _tell(db, deed, now=now, by=by)
    return deed


def put_back(db: Db, deed: Deed, *, now: datetime.datetime, by: str) -> Changes:
    """Bring the records of a deed back as they were, written by this book; revisions rise.

    Raises UndoTooLate where one of them was changed since, BranchNotMain on a second PC.
    """
    back = f"{deed.action}-undone"
    with writing(db):
        lending.check_main(db)
        me = settings.office(db).book_id
        after = {r.uid: r for r in deed.after}
        raised: list[Owned] = []
        for record in {r.uid: r for r in (*deed.before, *deed.after)}.values():
            held, left = _held(db, record), after.get(record.uid)
            if (held is None) != (left is None) or (held and left and not _is_same(held, left)):
                raise UndoTooLate(kind="plan")
        for record in deed.before:
            held = _held(db, record)
            revision = (held or record).revision + 1
            raised.append(replace(record, revision=revision, written_by=me))
        was = {r.uid for r in deed.before}
        _write(db, raised, [uid for uid in after if uid not in was])
        _tell(db, Deed(action=back, before=deed.after, after=tuple(raised)), now=now, by=by)
    return deed.changes


def _plain(record: Owned) -> Owned:
    """With texts that a package may carry; the figures of an account are the program's own text."""
    return with_plain_texts(record, "counted")


def _held(db: Db, record: Owned) -> Any:
    return plans.get(db, type(record), record.uid)


def _is_same(one: Any, other: Any) -> bool:
    """Whether two states say the same, whoever wrote them and how often."""
    return bool(one == replace(other, revision=one.revision, written_by=one.written_by))


def _write(db: Db, records: Sequence[Owned], gone: Sequence[str]) -> None:
    if gone:
        plans.delete(db, gone)
    if records:
        plans.put(db, records)


def _tell(db: Db, deed: Deed, *, now: datetime.datetime, by: str) -> None:
    before = {r.uid: r for r in deed.before}
    after = {r.uid: r for r in deed.after}
    for uid in {**before, **after}:
        audit.add(
            db, at=now, by=by, action=deed.action, subject=uid,
            before=before.get(uid), after=after.get(uid),
        )  # fmt: skip


def check_own(db: Db, set_by: str, name: str) -> None:
    """Raise SetAbove where another office has set `name`."""
    office = settings.office(db)
    if set_by != office.code:
        raise SetAbove(name=name, office=office_name(db, set_by))


def office_name(db: Db, code: str) -> str:
    """The name of an office of the book's unit list; its code where the list does not know it."""
    return name_of(settings.office(db), code)


def name_of(office: Office, code: str) -> str:
    """As `office_name`, where the book's office is at hand."""
    if code in (office.code, office.upper_code):
        return office.name if code == office.code else office.upper_name
    found = units(office.list_version).get(code)
    return found.name if found else code
