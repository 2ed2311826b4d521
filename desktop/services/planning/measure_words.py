"""A measure in one line of words, as panels, histories and lists of deeds say it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from desktop.domain.planning import Measure
from desktop.domain.vietnamese import show_date
from desktop.services.planning.measure_kinds import name_of
from desktop.text import t

__all__ = ["day_of", "days", "in_words", "state_word"]


def state_word(measure: Measure) -> str:
    """ "Đang làm"."""
    return t(f"measure-state-{measure.state}")


def in_words(measure: Measure, kinds: Mapping[str, str]) -> str:
    """Kind, programme, amount in đồng and state: "Nhà ở: Xóa nhà tạm; 60.000.000 đồng; đang làm"."""
    name = name_of(measure.kind, dict(kinds))
    first = f"{name}: {measure.programme}" if measure.programme else name
    money = [] if measure.amount is None else [t("measure-amount", amount=measure.amount)]
    state = state_word(measure)
    return "; ".join([first, *money, state[:1].lower() + state[1:]])


def days(measure: Measure) -> str:
    """ "01/03/2026 – 30/06/2026", "từ 01/03/2026", "đến 30/06/2026" or ""."""
    start, end = show_date(measure.starts_on), show_date(measure.ends_on)
    if start and end:
        return f"{start} – {end}"
    if start:
        return t("measure-from", day=start)
    return t("measure-until", day=end) if end else ""


def day_of(measure: Measure) -> datetime.date:
    """The day under which a measure stands in a story: its start, its end, or its year's first."""
    return measure.starts_on or measure.ends_on or datetime.date(measure.year, 1, 1)
