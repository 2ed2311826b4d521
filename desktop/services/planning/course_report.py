"""The board of the units below as a paper: what the page shows, as PDF and Excel."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from pathlib import Path

from desktop.errors import NothingToReport
from desktop.files import write_whole
from desktop.reports.forms import course as form
from desktop.reports.sheet import Sheet
from desktop.services.planning import course, course_words
from desktop.services.planning.course import UnitCourse
from desktop.services.reported import group_name
from desktop.services.reporting import ink
from desktop.store import audit, settings
from desktop.store.connection import Db, writing
from desktop.text import t


def lay_out(
    db: Db,
    year: int,
    *,
    among: Collection[str] | None = None,
    filters: Sequence[str] = (),
    now: datetime.datetime,
) -> Sheet:
    """The units of a plan year (only those with these codes), the worst first; `filters` say which
    in words. Raises NothingToReport."""
    local = now.astimezone()
    every = course.course(db, year, local.date())
    units = [u for u in every if among is None or u.code in among]
    if not units:
        raise NothingToReport(form=t("plan-course-name"), year=str(year))
    counted = course.counts(units)
    states = ", ".join(
        f"{course_words.state(state).lower()} {n}" for state, n in counted.items() if n
    )
    wanted = form.Wanted(year=year, filters=tuple(filters), at=local, counted=states)
    return form.build([_line(u) for u in units], wanted, settings.office(db))


def _line(unit: UnitCourse) -> form.Line:
    return form.Line(
        name=unit.name, group=group_name(unit.group), state=course_words.state(unit.state),
        why=course_words.why(unit), must=unit.must, planned=unit.planned, helped=unit.helped,
        amount=unit.amount, tasks=course_words.tasks(unit), account=course_words.account(unit),
        heard_on=unit.heard_on,
    )  # fmt: skip


def stem(db: Db, year: int) -> str:
    """An ASCII name: "tinh_hinh_don_vi_08_2027"."""
    office = settings.office(db)
    mark = "luyen-tap_" if office.practice else ""
    return f"{mark}tinh_hinh_don_vi_{office.code}_{year}"


def write(
    db: Db,
    year: int,
    kind: str,
    path: Path,
    *,
    among: Collection[str] | None = None,
    filters: Sequence[str] = (),
    now: datetime.datetime,
    by: str,
) -> Path:
    """Write the board as "pdf" or "xlsx", whole or not at all; it leaves a line in the trail.

    Raises NothingToReport, FileUnwritable.
    """
    write_whole(path, ink(lay_out(db, year, among=among, filters=filters, now=now), kind))
    with writing(db):
        audit.add(db, at=now, by=by, action="papers", subject=str(year), after=[path.name])
    return path
