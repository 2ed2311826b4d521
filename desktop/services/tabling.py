"""The office's own B1 point tables: kept as typed, checked, made into standards that never change."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from desktop.domain.review import ReviewState
from desktop.domain.unit import Area, Office
from desktop.errors import PointTableFaulty
from desktop.exchange import point_workbook
from desktop.exchange.point_workbook import ReadTable
from desktop.files import write_whole
from desktop.reports.forms import point_table as paper
from desktop.reports.forms.common import Context
from desktop.reports.sheet import Sheet
from desktop.rules.pack import write_standard
from desktop.rules.point_checks import Looked, look
from desktop.rules.point_lines import Draft
from desktop.rules.point_table import standard_of
from desktop.rules.standard import Standard, parse_standard, standard_in_force
from desktop.services import catalogue
from desktop.services.changes import Changes, changes
from desktop.services.reporting import ink
from desktop.store import audit, point_tables, reviews, settings, standards
from desktop.store.connection import Db, writing
from desktop.store.point_tables import WORKING, Kept
from desktop.text import t

__all__ = ["Bench", "Kept", "Made", "ReadTable", "bench", "keep", "make_standard"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What the page of the point table opens on. `bases` are the standards that lack a table.

    `usable_year` is the open round that could go on under `latest`, the newest version: its
    standard is another one and no sheet is complete; None where there is none.
    """

    draft: Draft
    bases: tuple[Standard, ...]
    versions: tuple[Kept, ...]
    usable_year: int | None


def bench(db: Db, *, now: datetime.datetime) -> Bench:
    """The draft as it was left (or an empty one), the standards to put it on, the versions."""
    kept = point_tables.working(db)
    versions = tuple(point_tables.versions(db))
    bases = _bases()
    return Bench(
        draft=kept.draft if kept else _empty(settings.office(db), bases, now),
        bases=bases,
        versions=versions,
        usable_year=_usable_year(db, versions),
    )


def _bases() -> tuple[Standard, ...]:
    """The shipped standards whose points are keyed as a total and whose limits are known."""
    shipped = catalogue.shipped_standards().values()
    return tuple(s for s in shipped if not (s.practice or s.missing or s.b1_items))


def _empty(office: Office, bases: Sequence[Standard], now: datetime.datetime) -> Draft:
    base = standard_in_force(bases, now.astimezone().year) or bases[-1]
    return Draft(base=base.id, areas=(office.area,) if office.area else tuple(Area))


def _usable_year(db: Db, versions: Sequence[Kept]) -> int | None:
    newest = next(iter(reviews.rounds(db)), None)
    if newest is None or not versions or newest.standard_id == versions[0].standard_id:
        return None
    made = catalogue.standard(db, versions[0].standard_id)
    in_force = made.in_force_from.year <= newest.year <= made.in_force_to.year
    complete = reviews.of_round(db, newest.year, newest.kind, ReviewState.COMPLETE)
    return newest.year if in_force and not complete else None


def keep(db: Db, draft: Draft, *, now: datetime.datetime, by: str) -> Draft:
    """Keep the table as typed, whatever is wrong with it; on the disk when this returns."""
    kept = Kept(uid=WORKING, version=0, standard_id="", draft=draft, changed_at=now, changed_by=by)
    with writing(db):
        point_tables.put(db, kept)
    return draft


def look_at(db: Db, draft: Draft) -> Looked:
    """Read and check a draft as the office would use it."""
    base, office = catalogue.standard(db, draft.base), settings.office(db)
    return look(draft, base, practice=office.practice, area=office.area)


# The standard ------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """The standard that a table made; `is_new` False: it was made of the same table before."""

    standard: Standard
    is_new: bool
    changes: Changes


def make_standard(db: Db, draft: Draft, *, now: datetime.datetime, by: str) -> Made:
    """Make the draft the next version of the office's table, and a standard of it.

    Raises PointTableFaulty while a blocking finding stands. Versions are never replaced: rounds
    keep the standard they were opened with.
    """
    looked, office = look_at(db, draft), settings.office(db)
    if looked.blocking:
        raise PointTableFaulty(count=looked.blocking, findings=looked.findings)
    versions = point_tables.versions(db)
    if same := next((k for k in versions if k.draft == draft), None):
        made = catalogue.standard(db, same.standard_id)
        return Made(standard=made, is_new=False, changes=changes())
    number = max((k.version for k in versions), default=0) + 1
    made = _standard(db, looked, office, number)
    content = write_standard(made)
    assert parse_standard(content) == made, "a pack reads back as the standard it was written of"
    kept = Kept(
        uid=uuid4().hex, version=number, standard_id=made.id, draft=draft,
        changed_at=now, changed_by=by,
    )  # fmt: skip
    with writing(db):
        standards.put(db, made.id, content, at=now, by=by)
        point_tables.put(db, kept)
        point_tables.put(db, replace(kept, uid=WORKING, version=0, standard_id=""))
        audit.add(
            db, at=now, by=by, action="standard-made", subject=made.id,
            after={"version": number, "draft": draft},
        )  # fmt: skip
    return Made(standard=made, is_new=True, changes=changes("standard"))


def _standard(db: Db, looked: Looked, office: Office, version: int) -> Standard:
    base = catalogue.standard(db, looked.table.base)
    words = {"base": base.name, "office": office.name, "version": str(version)}
    name = t(
        "points-standard-name-practice" if office.practice else "points-standard-name", **words
    )
    made_id = f"{base.id}-b1-{office.code}-v{version}"
    return standard_of(looked.table, base, standard_id=made_id, name=name)


# Workbook and paper ------------------------------------------------------------------------------
def write_workbook(db: Db, draft: Draft, path: Path) -> Path:
    """The Excel template with what is typed so far, whole or not at all."""
    write_whole(path, point_workbook.write(draft, practice=settings.office(db).practice))
    return path


def read_workbook(path: Path, draft: Draft) -> ReadTable:
    """A filled template (or an office's own table with the same titles) as a draft.

    What the workbook does not say stays as in `draft`. Raises as exchange.lists.workbook does, and
    HeaderMissing where no row has the titles.
    """
    return point_workbook.read(path, draft)


def workbook_name(office: Office) -> str:
    """An ASCII name for the template; one of a practice book says so first."""
    return f"{'luyen-tap_' if office.practice else ''}bang_diem_B1_{office.code}"


def sheet_of(db: Db, draft: Draft, *, now: datetime.datetime) -> Sheet:
    """The table as a paper to compare with the circular, for two people to sign."""
    looked, office = look_at(db, draft), settings.office(db)
    context = Context(
        office=office, signatory=settings.signatory(db), year=now.astimezone().year,
        practice=office.practice,
    )  # fmt: skip
    return paper.build(looked.table, looked.counts, catalogue.standard(db, draft.base), context)


def pdf_of(db: Db, draft: Draft, *, now: datetime.datetime) -> bytes:
    """The paper of the table as PDF."""
    return ink(sheet_of(db, draft, now=now), "pdf")


def write_pdf(db: Db, draft: Draft, path: Path, *, now: datetime.datetime, by: str) -> Path:
    """Write the paper of the table, whole or not at all."""
    write_whole(path, pdf_of(db, draft, now=now))
    with writing(db):
        audit.add(db, at=now, by=by, action="papers", subject="point-table", after=[path.name])
    return path
