"""What the part "Biện pháp" reads from the book, for a commune's desk or an upper one."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.domain.planning import UnitSums
from desktop.domain.unit import Office
from desktop.services.catalogue import unit
from desktop.services.planning import escapes, following, measure_kinds, measuring
from desktop.services.planning.measure_kinds import KindList
from desktop.services.planning.measuring import Home, MeasureLine
from desktop.store.connection import Db
from desktop.ui.pages.plan.measures.form import Offer


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Everything of a plan year; at an upper desk the lists are those of the chosen commune."""

    offer: Offer
    kinds: KindList
    lines: list[MeasureLine] = field(default_factory=list)
    without: list[Home] = field(default_factory=list)
    poor: list[Home] = field(default_factory=list)
    units: list[UnitSums] = field(default_factory=list)
    sums: UnitSums
    names: Mapping[str, str] = field(default_factory=dict)


def read(db: Db, office: Office, year: int, commune: str, today: datetime.date) -> Shown:
    """What is shown of a plan year; `commune` is the one chosen at an upper desk."""
    kinds = measure_kinds.all_kinds(db)
    known = measure_kinds.names(db)
    offer = Offer(
        kinds=kinds.offered, names=measuring.deprivation_names(db, year), kind_names=known,
        programmes=measuring.programmes(db), responsibles=measuring.responsibles(db),
    )  # fmt: skip
    units = following.unit_sums(db, year)
    if not office.is_upper:
        return Shown(
            offer=offer, kinds=kinds, lines=measuring.lines(db, year, today=today),
            without=measuring.without(db, year), poor=escapes.poor(db, year), units=units,
            sums=following.summed(units, office.code),
        )  # fmt: skip
    of = [u for u in units if commune in ("", u.code)]
    names = {u.code: unit(u.code, office.list_version).name for u in units}
    return Shown(
        offer=offer, kinds=kinds, units=units, sums=following.summed(of, commune), names=names,
        lines=measuring.lines(db, year, today=today, commune_code=commune) if commune else [],
        poor=escapes.poor(db, year, commune_code=commune) if commune else [],
    )  # fmt: skip
