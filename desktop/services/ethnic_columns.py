"""Which ethnic groups have a column of their own in form 7.9: a setting of the office."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Sequence
from functools import cache

from desktop.domain.household import KINH
from desktop.domain.vietnamese import fold, nfc
from desktop.errors import EthnicColumnsWrong
from desktop.paths import resources
from desktop.services.catalogue import ethnic_groups, province_of, unit
from desktop.services.changes import Changes, changes
from desktop.store import audit, details, settings
from desktop.store.connection import Db, writing

__all__ = ["MOST", "chosen", "columns", "groups", "known", "put", "save"]

_NAME = "ethnic-columns"
MOST = 6


def columns(db: Db) -> tuple[tuple[str, str], ...]:
    """(group, title) of the columns in their order: as chosen, else as the province has them, else
    the groups most frequent among the poor and near-poor of the book.
    """
    titles = _province_columns(db)
    return tuple((name, titles.get(name, name)) for name in groups(db))


def groups(db: Db) -> tuple[str, ...]:
    """The groups alone; see `columns`."""
    chosen = settings.get(db, _NAME, tuple[str, ...])
    if chosen:
        return chosen
    if of_province := _province_columns(db):
        return tuple(of_province)
    known = set(ethnic_groups())
    # Spellings outside the 54 names go to the column of the others.
    return tuple(g for g in details.common_groups(db) if g in known)[:MOST]


def save(db: Db, names: Sequence[str], *, now: datetime.datetime, by: str) -> Changes:
    """Keep the groups, in any spelling of tones and case; none goes back to the default.

    Raises EthnicColumnsWrong for an unknown name, for Kinh (it has its column anyway), for more than
    MOST.
    """
    known = {fold(name): name for name in ethnic_groups() if name != KINH}
    known |= {fold(title): group for group, title in _province_columns(db).items()}
    wanted = dict.fromkeys(known.get(fold(n), "") or nfc(n) for n in names if n.strip())
    if strange := [n for n in wanted if n not in known.values()]:
        raise EthnicColumnsWrong(names=strange, most=MOST)
    if len(wanted) > MOST:
        raise EthnicColumnsWrong(names=[*wanted][MOST:], most=MOST)
    with writing(db):
        before = settings.get(db, _NAME, tuple[str, ...]) or ()
        settings.put(db, _NAME, tuple(wanted))
        audit.add(
            db, at=now, by=by, action="ethnic-columns", subject="setting",
            before=before, after=tuple(wanted),
        )  # fmt: skip
    return changes("setting")


def chosen(db: Db) -> tuple[str, ...]:
    """The groups that the office chose itself, () where it left the default."""
    return settings.get(db, _NAME, tuple[str, ...]) or ()


def known(names: Sequence[str]) -> tuple[str, ...]:
    """Those of the names that can have a column, no more than fit."""
    groups = set(ethnic_groups()) - {KINH}
    return tuple(n for n in dict.fromkeys(map(nfc, names)) if n in groups)[:MOST]


def put(db: Db, names: Sequence[str]) -> None:
    """Inside a transaction: keep the groups; those that are no groups are passed over."""
    settings.put(db, _NAME, known(names))


def _province_columns(db: Db) -> dict[str, str]:
    office = settings.office(db)
    province = province_of(unit(office.code, office.list_version)).code
    return {nfc(group): nfc(title) for group, title in _shipped().get(province, [])}


@cache
def _shipped() -> dict[str, list[list[str]]]:
    return tomllib.loads((resources() / "data" / "ethnic_columns.toml").read_text("utf-8"))
