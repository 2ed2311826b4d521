"""The third tier of made-up offices: a province that hears of the communes through their district."""

from __future__ import annotations

from pathlib import Path

from desktop.errors import AppError
from desktop.exchange.letter import Carries
from desktop.services import counting, exchanging, onward, receiving
from desktop.services.demonstrating.road import Road, introduce
from desktop.services.demonstrating.season import BY


def pass_on(road: Road, district: Road) -> list[Path]:
    """The district reports its sums, then its lists; `road` is the one between it and the province."""
    introduce(road, [district.desk])
    made = []
    for hours, carries in ((3.0, Carries.SUMS), (1.0, Carries.LISTS)):
        packed = onward.pack_onward(
            district.desk, road.year, road.to, road.folder / "bao_cao_cap_tren", carries=carries,
            now=road.now(hours), by=BY,
        )  # fmt: skip
        [taken] = receiving.take_in(
            road.desk, [packed.path], receipts=road.folder / "giay_nhan",
            now=road.now(hours - 0.5), by=BY,
        )  # fmt: skip
        if taken.receipt is None:
            raise taken.refusal or AppError()
        receiving.take_in(district.desk, [taken.receipt], now=road.now(hours - 0.8), by=BY)
        made += [packed.path, taken.receipt]
    return made


def agrees(road: Road, district: Road) -> bool:
    """Whether the province counts the totals that its district does."""
    above, below = (
        counting.report_totals(counting.unit_figures(one.desk, road.year))
        for one in (road, district)
    )
    office = exchanging.office(district.desk).code
    return bool(above) and above == below and office != road.to
