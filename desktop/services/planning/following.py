"""Measures in sums, and what became of each deprivation since last year, with and without a measure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress

import desktop
from desktop.domain.planning import Fate, MeasureState, MeasureSum, UnitSums
from desktop.domain.vietnamese import sort_key
from desktop.errors import AppError
from desktop.services.catalogue import bare_name, unit
from desktop.store import following, plans, settings, totals
from desktop.store.connection import Db, writing
from desktop.store.following import Case

__all__ = ["Case", "by_kind", "cases", "fate", "keep_all", "summed", "unit_sums"]

PROGRAM = desktop.__version__


def unit_sums(db: Db, year: int, commune_code: str = "") -> list[UnitSums]:
    """The sums of a plan year per village at a commune, per commune at an upper office.

    With a `commune_code`, of that commune only. At an upper office what an office between passed on
    as sums holds for its communes; what it counts itself is kept while it holds. In the order of the
    forms; units of which there is nothing are missing.
    """
    office = settings.office(db)
    if not office.is_upper:
        found = following.unit_sums(db, year, by_village=True)
        return sorted(found.values(), key=lambda s: sort_key(s.code))
    passed_on = {s.code: s for s in plans.sums(db, UnitSums, year)}
    wanted = [commune_code] if commune_code else _communes(db, year)
    counted = _kept(db, year, [code for code in wanted if code not in passed_on])
    passed_on = {c: s for c, s in passed_on.items() if commune_code in ("", c)}
    found_all = [s for s in (*counted, *passed_on.values()) if _says_something(s)]
    version = office.list_version
    return sorted(found_all, key=lambda s: sort_key(bare_name(unit(s.code, version).name)))


def _communes(db: Db, year: int) -> list[str]:
    return sorted({*totals.communes(db), *following.communes(db, year)})


def _kept(db: Db, year: int, communes: Sequence[str]) -> list[UnitSums]:
    """Commune by commune: its rows lie together, so what one count has read the next finds at hand."""
    known = following.kept(db, PROGRAM, year)
    new: dict[str, UnitSums] = {}
    for code in communes:
        if code not in known:
            found = following.unit_sums(db, year, by_village=False, commune_code=code)
            new[code] = found.get((code, ""), UnitSums(year=year, code=code))
    if new:
        _keep(db, year, new)
    return [known.get(code) or new[code] for code in communes]


def keep_all(db: Db, communes: Sequence[str]) -> None:
    """Count what an upper office does not know of these communes in the two newest years; it is kept."""
    for year in totals.years(db)[-2:]:
        _kept(db, year, communes)


def _keep(db: Db, year: int, found: dict[str, UnitSums]) -> None:
    if db.conn.in_transaction:
        following.keep(db, PROGRAM, year, found)
        return
    with suppress(AppError), writing(db):  # a full disk is no reason to show nothing
        following.keep(db, PROGRAM, year, found)


def _says_something(sums: UnitSums) -> bool:
    return sums != UnitSums(year=sums.year, code=sums.code)


def summed(found: Iterable[UnitSums], code: str = "") -> UnitSums:
    """All units together, under the code of the whole."""
    units = [*found]
    parts: defaultdict[tuple[str, MeasureState], list[int]] = defaultdict(lambda: [0, 0, 0])
    by_kind: Counter[str] = Counter()
    fates: defaultdict[str, Fate] = defaultdict(Fate)
    for one in units:
        by_kind.update(one.helped_by_kind)
        for s in one.measures:
            for place, number in enumerate((s.measures, s.households, s.amount)):
                parts[s.kind, s.state][place] += number
        for deprivation, fate_there in one.fates.items():
            fates[deprivation] += fate_there
    return UnitSums(
        year=units[0].year if units else 0,
        code=code,
        measures=tuple(
            MeasureSum(kind=kind, state=state, measures=n, households=h, amount=a)
            for (kind, state), (n, h, a) in sorted(parts.items())
        ),
        helped=sum(u.helped for u in units),
        helped_by_kind=dict(sorted(by_kind.items())),
        planned=sum(u.planned for u in units),
        escaped=sum(u.escaped for u in units),
        fates=dict(fates),
    )


def by_kind(sums: UnitSums, *, stopped: bool = False) -> dict[str, MeasureSum]:
    """Kind → its measures in all states but stopped (or in that one alone), households once each."""
    found: dict[str, MeasureSum] = {}
    for s in sums.measures:
        if (s.state is MeasureState.STOPPED) is stopped:
            had = found.get(s.kind)
            found[s.kind] = MeasureSum(
                kind=s.kind, state=s.state,
                measures=s.measures + (had.measures if had else 0),
                households=s.households if stopped else sums.helped_by_kind.get(s.kind, 0),
                amount=s.amount + (had.amount if had else 0),
            )  # fmt: skip
    return found


def fate(sums: UnitSums) -> Fate:
    """What became of all deprivations together."""
    return sum(sums.fates.values(), Fate())


def cases(
    db: Db, year: int, deprivation: str, *, stayed: bool | None = None,
    helped: bool | None = None, unit: str = "",
) -> list[Case]:  # fmt: skip
    """The households behind the fates of one deprivation, by name; of those still (or no more)
    deprived, with (or without) a measure, of one village or, at an upper office, commune."""
    is_upper = settings.office(db).is_upper
    found = following.cases(db, year, deprivation, unit if is_upper else "")
    return [
        c
        for c in found
        if (stayed is None or c.stayed is stayed)
        and (helped is None or c.helped is helped)
        and (not unit or is_upper or c.village == unit)
    ]
