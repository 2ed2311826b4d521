"""Households, members, reviews, outcomes and plans as CSV for other tools; each export leaves an audit line."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from desktop.domain.household import Household
from desktop.domain.review import Review
from desktop.files import make_folder, write_whole
from desktop.services.planning.plan_tables import plan_tables
from desktop.store import audit, households, reviews
from desktop.store.connection import Db, writing

HOUSEHOLD_COLUMNS = ("uid", "number", "commune_code", "list_version", "village", "head_name", "ethnic_group", "people", "merit_person", "no_labour_capacity")  # fmt: skip
MEMBER_COLUMNS = ("household_uid", "uid", "name", "relation", "sex", "born", "ethnic_group", "citizen_id", "id_state", "schooling", "insured", "work", "left_on")  # fmt: skip
REVIEW_COLUMNS = ("household_uid", "uid", "year", "kind", "state", "area", "people", "village", "class", "b1_points", "b2_points", "deprived", "standard_id", "decision_no", "decision_on", "ethnic_group", "causes", "merit_person", "no_labour_capacity")  # fmt: skip
EVENT_COLUMNS = ("household_uid", "uid", "kind", "happened_on", "note")
RESIDENTS_COLUMNS = ("year", "commune_code", "village", "households", "people", "minority_households", "minority_people")  # fmt: skip


def export_csv(db: Db, year: int, folder: Path, *, now: datetime.datetime, by: str) -> list[Path]:
    """Write twelve CSV files (UTF-8 with mark, so that Excel reads the letters) up to a year.

    The files are in the clear: the caller asks for the pass phrase again first.
    """
    records = households.all_of(db)
    history = reviews.all_until(db, year)
    events = reviews.all_events(db)
    tables: dict[str, tuple[Sequence[str], Iterable[dict[str, Any]]]] = {
        "households.csv": (HOUSEHOLD_COLUMNS, [_household(h) for h in records]),
        "members.csv": (
            MEMBER_COLUMNS,
            [asdict(p) | {"household_uid": h.uid} for h in records for p in h.members],
        ),
        "reviews.csv": (REVIEW_COLUMNS, [_review(r) for r in history]),
        "events.csv": (EVENT_COLUMNS, [asdict(e) for e in events]),
        "residents.csv": (RESIDENTS_COLUMNS, [asdict(r) for r in reviews.residents(db)]),
        **plan_tables(db, year),
    }
    make_folder(folder)
    written = []
    for name, (columns, rows) in tables.items():
        write_whole(folder / name, _csv(columns, rows))
        written.append(folder / name)
    with writing(db):
        audit.add(db, at=now, by=by, action="export", subject=str(year), after=[*tables])
    return written


def _household(h: Household) -> dict[str, Any]:
    return {name: getattr(h, name, None) for name in HOUSEHOLD_COLUMNS} | {"people": len(h.present)}


def _review(r: Review) -> dict[str, Any]:
    row = {name: getattr(r, name, None) for name in REVIEW_COLUMNS}
    row["causes"] = " ".join(r.answers.causes)
    if r.outcome:
        row |= {
            "class": r.outcome.household_class,
            "b1_points": r.outcome.b1_points,
            "b2_points": r.outcome.b2_points,
            "deprived": " ".join(r.outcome.deprived),
            "standard_id": r.outcome.standard_id,
        }
    return row


def _csv(columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row[name]) for name in columns])
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, datetime.date):
        return value.isoformat()
    # A leading sign, or one behind blanks, would run as a formula in a spreadsheet.
    text = str(value)
    sign = text.lstrip()[:1]
    return f"'{text}" if sign in ("=", "+", "@") or (sign == "-" and len(text) > 1) else text
