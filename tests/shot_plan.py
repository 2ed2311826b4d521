"""What is done on the pages Nhu cầu and Kế hoạch before their pictures are taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QScrollArea

from desktop.services.planning import measuring
from desktop.store.connection import Db
from desktop.ui.dates import local_day
from tests.shot_acts import DEMO, settle

NEW_PLANS = DEMO / "ke_hoach_moi"
"""A folder with the second plan of a commune, which nobody has taken in yet."""


def part(name: str, *args: object) -> Callable[[Any], None]:
    """A public verb of the part in front."""

    def act(page: Any) -> None:
        getattr(page.part, name)(*args)

    return act


def year(number: int) -> Callable[[Any], None]:
    """Another plan year in front."""
    return lambda page: page.show_year(number)


def group_of_need(page: Any) -> None:
    """From the page Nhu cầu: a measure for all whose water is not clean."""
    page.choose(need="deprived:water")
    settle()
    page.record_measures()
    settle()


def attach_program(page: Any) -> None:
    """A program is offered as evidence of a task, and refused."""
    path = DEMO / "cai_dat.exe"
    path.write_bytes(b"MZ" + bytes(62))
    page.part.attach([path])


def apportion(page: Any) -> None:
    """The goals of the units below, filled by what each owes to the whole."""
    page.part.begin_units()
    settle()
    page.part.units.apportion()


def overdue(page: Any) -> None:
    """Of all checks those whose follow-up is late."""
    page.part.views.set_index(2)
    page.part.views.chosen.emit(2)


def read_words(page: Any) -> None:
    """The account to read on the screen instead of as a paper."""
    page.part.view.set_index(1)
    page.part.view.chosen.emit(1)


def read_unit(page: Any) -> None:
    """The account of the first unit below that has one."""
    came = next(b for b in page.part.shown.below if b.state != "missing")
    page.part.read_unit(came)


def open_unit(page: Any) -> None:
    """The first unit of the board."""
    page.part.open_unit(page.part.units[0].code)


def edit_first(page: Any) -> None:
    """The first measure of the table in the form."""
    page.part.edit(page.part.table.model.rows[0])


def helped(page: Any) -> None:
    """In the register: the household with the most measures of the year."""
    found: list[str] = []

    def read(db: Db) -> str:
        lines = measuring.lines(db, page.desk.year, today=local_day(page.desk.now()))
        uids = [line.measure.household_uid for line in lines]
        return max(uids, key=uids.count)

    page.desk.worker.run(read, found.append)
    page.open_target(found[0])
    settle()
    for area in page.panel.findChildren(QScrollArea):
        area.ensureWidgetVisible(page.panel.measures)


def measure_from_register(page: Any) -> None:
    """In the register: a measure for the households of the filter, by the act's menu."""
    page.filters.finding.set_value("warning")
    settle()
    page.acts.begin_measure()
    settle()


def escape_from_register(page: Any) -> None:
    """In the register: the households of the filter are to be registered to leave poverty."""
    page.filters.finding.set_value("warning")
    settle()
    page.acts.begin_measure(escape=True)
    settle()


def read_new_plan(page: Any) -> None:
    """In the inbox: the second plan of a commune."""
    page.read([NEW_PLANS.resolve()])
    settle()
