"""The kinds of measures that an office chooses from: shipped ones, renamed or hidden, and its own."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from desktop.domain.plain_text import plain
from desktop.domain.planning import MeasureKind
from desktop.domain.vietnamese import fold, nfc, same_word
from desktop.paths import resources
from desktop.services import lending
from desktop.services.changes import Changes, changes
from desktop.store import audit, measures, settings
from desktop.store.connection import Db, writing

__all__ = [
    "KindList", "added", "all_kinds", "keep", "kinds", "name_of", "names", "put_above", "shipped",
]  # fmt: skip

_KEY = "measure-kinds"


@dataclass(frozen=True, slots=True, kw_only=True)
class KindList:
    """All kinds of an office in their order; those whose codes are `hidden` are not offered."""

    kinds: tuple[MeasureKind, ...]
    hidden: frozenset[str] = frozenset()

    @property
    def offered(self) -> tuple[MeasureKind, ...]:
        """The kinds that a new measure may be of."""
        return tuple(k for k in self.kinds if k.code not in self.hidden)


@cache
def shipped() -> tuple[MeasureKind, ...]:
    """The kinds that the program brings."""
    raw = (resources() / "data" / "measure_kinds.toml").read_text(encoding="utf-8")
    return tuple(
        MeasureKind(code=k["code"], name=nfc(k["name"]), against=tuple(k["against"]))
        for k in tomllib.loads(raw)["kind"]
    )


def all_kinds(db: Db) -> KindList:
    """The office's list. A shipped kind that its list does not know yet stands at the end."""
    kept = settings.get(db, _KEY, KindList) or KindList(kinds=())
    known = {k.code for k in kept.kinds}
    return replace(kept, kinds=(*kept.kinds, *(k for k in shipped() if k.code not in known)))


def kinds(db: Db) -> tuple[MeasureKind, ...]:
    """The kinds that are offered, in the office's order."""
    return all_kinds(db).offered


def names(db: Db) -> dict[str, str]:
    """Code → name of every kind of the list, hidden ones too."""
    return {k.code: k.name for k in all_kinds(db).kinds}


def name_of(code: str, known: dict[str, str]) -> str:
    """A kind's name; of one that another office made and this book does not know, what its code says."""
    return known.get(code) or code.replace("_", " ").capitalize()


def added(found: KindList, name: str, against: Sequence[str] = ()) -> KindList:
    """The list with a kind of this name at its end; one that is there under that name is shown again."""
    name = plain(nfc(name))
    same = next((k for k in found.kinds if same_word(k.name, name)), None)
    if not name or same is not None:
        hidden = found.hidden - {same.code} if same else found.hidden
        return replace(found, hidden=hidden)
    code = _code(name, {k.code for k in found.kinds})
    made = MeasureKind(code=code, name=name, against=tuple(against))
    return replace(found, kinds=(*found.kinds, made))


def _code(name: str, taken: Collection[str]) -> str:
    plain = "_".join("".join(c if c.isalnum() else " " for c in fold(name)).split()) or "kind"
    tries = (plain, *(f"{plain}_{n}" for n in range(2, len(taken) + 3)))
    return next(code for code in tries if code not in taken)


def keep(db: Db, wanted: KindList, *, now: datetime.datetime, by: str) -> Changes:
    """Keep the office's list as a whole.

    A kind in use or shipped is never lost: left out, it is hidden. Kinds without a name keep the one
    they had. Raises BranchNotMain on a second PC.
    """
    lending.check_main(db)
    before = all_kinds(db)
    after = _whole(before, wanted, measures.kinds_in_use(db) | {k.code for k in shipped()})
    if after == before:
        return changes()
    with writing(db):
        settings.put(db, _KEY, after)
        audit.add(db, at=now, by=by, action=_KEY, subject="setting", before=before, after=after)
    return changes("measure", "setting")


def put_above(db: Db, some: Mapping[str, MeasureKind | None]) -> None:
    """Inside a transaction: set kinds of the list as a pack from above has them, by code; None takes
    one out, but one that is shipped or in use keeps its place."""
    before = all_kinds(db)
    kinds = {k.code: k for k in before.kinds}
    kinds |= {code: kind for code, kind in some.items() if kind is not None}
    plain = {k.code: k for k in shipped()}
    gone = {code for code, kind in some.items() if kind is None}
    held = measures.kinds_in_use(db) - plain.keys()
    left = {c: plain.get(c, k) if c in gone else k for c, k in kinds.items()}
    kept = tuple(k for c, k in left.items() if c not in gone or c in plain or c in held)
    settings.put(db, _KEY, KindList(kinds=kept, hidden=before.hidden & {k.code for k in kept}))


def _whole(before: KindList, wanted: KindList, held: Collection[str]) -> KindList:
    had = {k.code: k for k in before.kinds}
    kept = {k.code: k for k in _named(wanted.kinds, had)}
    lost = [k for code, k in had.items() if code not in kept and code in held]
    hidden = (wanted.hidden & kept.keys()) | {k.code for k in lost}
    if len(hidden) == len(kept) + len(lost):  # something has to be offered
        hidden -= {next(iter(kept or had))}
    return KindList(kinds=(*kept.values(), *lost), hidden=frozenset(hidden))


def _named(found: Iterable[MeasureKind], had: dict[str, MeasureKind]) -> Iterable[MeasureKind]:
    for kind in found:
        name = plain(nfc(kind.name)) or (had[kind.code].name if kind.code in had else "")
        if kind.code and name:
            yield replace(kind, name=name)
