"""How the register's table is set up in this book: its columns, their order and widths, its filters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.domain.unit import Office
from desktop.store import settings
from desktop.store.connection import Db, writing
from desktop.store.register import ORDERS

COLUMNS = (
    "number", "former", "name", "commune", "village", "ethnic_group", "people", "start", "b1", "b2",
    "now", "state", "findings", "remarks", "reviewed_on", "enumerator", "decision", "merit",
    "no_labour", "citizen_id", "note",
)  # fmt: skip
"""Every column of the register. A name of ORDERS can be sorted by."""
ALWAYS = "name"
"""Without the head a line would be nobody's."""
_USUAL = ("number", "name", "village", "people", "start", "b1", "b2", "now", "state")
_USUAL_UPPER = ("number", "name", "commune", "village", "people", "start", "b1", "b2", "now")
_COLUMNS_KEY, _VIEW_KEY = "register-columns", "register-view"


@dataclass(frozen=True, slots=True)
class Shown:
    """A column of the table; `width` in px at 100 %, 0 for its usual one."""

    id: str
    width: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What the register is held to and how it is sorted; values as in register.Query."""

    village: str = ""
    ethnic_group: str = ""
    shown: str = ""
    state: str = ""
    changed: str = ""
    finding: str = ""
    remark: str = ""
    order: str = "name"
    descending: bool = False


def offered(office: Office) -> tuple[str, ...]:
    """The columns that an office can choose; only an upper one has several communes."""
    return tuple(c for c in COLUMNS if c != "commune" or office.is_upper)


def usual(office: Office) -> tuple[Shown, ...]:
    """The columns before anybody chose."""
    return tuple(Shown(c) for c in (_USUAL_UPPER if office.is_upper else _USUAL))


def shown(db: Db) -> tuple[Shown, ...]:
    """The columns of this book, left to right; those that this program does not know are left out."""
    office = settings.office(db)
    kept = settings.get(db, _COLUMNS_KEY, list[Shown])
    if kept is None:
        return usual(office)
    return complete(office, kept)


def complete(office: Office, columns: Sequence[Shown]) -> tuple[Shown, ...]:
    """The columns that the office has, each once, the head among them."""
    known = set(offered(office))
    found = {c.id: c for c in columns if c.id in known}
    if ALWAYS not in found:
        return (Shown(ALWAYS), *found.values())
    return tuple(found.values())


def keep(db: Db, columns: Sequence[Shown]) -> tuple[Shown, ...]:
    """Keep the columns with order and widths for this book; returns what is kept."""
    kept = complete(settings.office(db), columns)
    with writing(db):
        settings.put(db, _COLUMNS_KEY, kept)
    return kept


def view(db: Db) -> View:
    """How the register was looked at last."""
    kept = settings.get(db, _VIEW_KEY, View) or View()
    return kept if kept.order in ORDERS else View()


def keep_view(db: Db, view: View) -> None:
    """Keep how the register is looked at; what was searched for is not kept."""
    if settings.get(db, _VIEW_KEY, View) != view:
        with writing(db):
            settings.put(db, _VIEW_KEY, view)
