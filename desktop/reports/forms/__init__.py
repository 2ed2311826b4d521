"""The official forms by id: number, title, dates in force, and the function that lays them out."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from desktop.reports.forms import (
    annex_vi,
    deprivations,
    form_7_1,
    form_7_2,
    form_7_3,
    form_7_8,
    form_7_9,
    form_7_10,
)
from desktop.reports.forms.annex_vi import Listed
from desktop.reports.forms.common import Context
from desktop.reports.sheet import Sheet

__all__ = ["FORMS", "Context", "Form", "Listed", "forms_in_force"]

# The first review under the standard of 2022–2025; no end of the circular's forms is known, so a
# successor stands beside them with its own dates (law.md §3, §10).
_FIRST_DAY = datetime.date(2022, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """An official form. `build(records, context) -> Sheet` takes UnitFigures or Listed, as `takes` says."""

    number: str
    title_key: str
    takes: Literal["figures", "list"]
    build: Callable[..., Sheet]
    in_force_from: datetime.date = _FIRST_DAY
    in_force_to: datetime.date | None = None

    @property
    def file_name(self) -> str:
        """Begins the ASCII names of its files: "bieu_7_1", "phu_luc_VI"."""
        number = self.number.removeprefix("PL ").replace(".", "_")
        return f"phu_luc_{number}" if self.takes == "list" else f"bieu_{number}"


FORMS: dict[str, Form] = {
    "7.1": Form(number="7.1", title_key="form-7-1", takes="figures", build=form_7_1.build),
    "7.2": Form(number="7.2", title_key="form-7-2", takes="figures", build=form_7_2.build),
    "7.3": Form(number="7.3", title_key="form-7-3", takes="figures", build=form_7_3.build),
    "7.4": Form(number="7.4", title_key="form-7-4", takes="figures", build=deprivations.build_7_4),
    "7.5": Form(number="7.5", title_key="form-7-5", takes="figures", build=deprivations.build_7_5),
    "7.6": Form(number="7.6", title_key="form-7-6", takes="figures", build=deprivations.build_7_6),
    "7.7": Form(number="7.7", title_key="form-7-7", takes="figures", build=deprivations.build_7_7),
    "7.8": Form(number="7.8", title_key="form-7-8", takes="figures", build=form_7_8.build),
    "7.9": Form(number="7.9", title_key="form-7-9", takes="figures", build=form_7_9.build),
    "7.10": Form(number="7.10", title_key="form-7-10", takes="figures", build=form_7_10.build),
    "VI": Form(number="PL VI", title_key="form-annex-vi", takes="list", build=annex_vi.build),
}


def forms_in_force(on: datetime.date) -> dict[str, Form]:
    """The forms that hold on a day, by id."""
    return {
        key: form
        for key, form in FORMS.items()
        if form.in_force_from <= on and (form.in_force_to is None or on <= form.in_force_to)
    }
