"""The program's own data: units of the country, standards, ethnic groups; read once, on demand."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock

from desktop.domain.unit import Level, Unit
from desktop.domain.vietnamese import fold, nfc, sort_key
from desktop.errors import StandardUnknown, UnknownOffice
from desktop.paths import resources
from desktop.rules.standard import Standard, parse_standard, standard_in_force
from desktop.store import standards as own_standards
from desktop.store.connection import Db

LISTS = ("2025", "2022")


@cache
def units(list_version: str) -> Mapping[str, Unit]:
    """All units of a list by code: provinces, districts (2022 only) and communes."""
    if list_version not in LISTS:
        raise UnknownOffice(code="", list_version=list_version)
    found: dict[str, Unit] = {}
    for row in _table(resources() / "units" / f"units_{list_version}.csv"):
        for unit in _units_of_row(row, list_version):
            found.setdefault(unit.code, unit)
    return found


def _units_of_row(row: Mapping[str, str], list_version: str) -> Iterator[Unit]:
    province = row["province_code"]
    parent = province
    yield Unit(
        code=province, list_version=list_version, level=Level.PROVINCE,
        name=nfc(row["province"]), kind="tỉnh", parent="",
    )  # fmt: skip
    if district := row.get("district_code"):
        parent = district
        yield Unit(
            code=district, list_version=list_version, level=Level.DISTRICT,
            name=nfc(row["district"]), kind="huyện", parent=province,
        )  # fmt: skip
    yield Unit(
        code=row["commune_code"], list_version=list_version, level=Level.COMMUNE,
        name=nfc(row["commune"]), kind=nfc(row["kind"]), parent=parent,
    )  # fmt: skip


def unit(code: str, list_version: str) -> Unit:
    """The unit with this code in this list; raises UnknownOffice."""
    found = units(list_version).get(code)
    if found is None:
        raise UnknownOffice(code=code, list_version=list_version)
    return found


def children(code: str, list_version: str) -> list[Unit]:
    """The units directly below a unit, in Vietnamese order."""
    below = [u for u in units(list_version).values() if u.parent == code]
    return sorted(below, key=lambda u: sort_key(bare_name(u.name)))


def communes_below(code: str, list_version: str) -> list[Unit]:
    """All communes below a district or a province (through its districts), in order."""
    found: list[Unit] = []
    for child in children(code, list_version):
        found += (
            [child] if child.level is Level.COMMUNE else communes_below(child.code, list_version)
        )
    return found


def province_of(u: Unit) -> Unit:
    """The province a unit lies in; itself for a province."""
    while u.parent:
        u = unit(u.parent, u.list_version)
    return u


def find_units(text: str, list_version: str, province: str = "", limit: int = 50) -> list[Unit]:
    """Units whose name or code holds the text, without tones; communes first, whole words ahead."""
    words = fold(text)
    hits = []
    for u in units(list_version).values():
        name = fold(u.name)
        if (words in name or u.code.startswith(words)) and (
            not province or province_of(u).code == province
        ):
            bare = fold(bare_name(u.name))
            hits.append((bare != words, not bare.startswith(words), sort_key(u.name), u))
    return [hit[3] for hit in sorted(hits, key=lambda h: h[:3])[:limit]]


_KINDS = (
    "thành phố ",
    "thị trấn ",
    "thị xã ",
    "phường ",
    "huyện ",
    "quận ",
    "tỉnh ",
    "xã ",
    "đặc khu ",
)


def bare_name(name: str) -> str:
    """A unit's name without its kind: "Xã Bình An" → "Bình An"; a number stays with its kind."""
    for kind in _KINDS:
        if name.lower().startswith(kind) and not name[len(kind) :].strip().isdigit():
            return name[len(kind) :]
    return name


def merged_from(code: str) -> list[tuple[str, str]]:
    """(old commune, old district) that became a commune of list 2025, where the table knows."""
    return _merged().get(code, [])


@cache
def _merged() -> Mapping[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for r in _table(resources() / "units" / "units_old_to_new.csv"):
        pair = (nfc(r["old_ward_name"]), nfc(r["old_district_name"]))
        found.setdefault(r["new_ward_code"], []).append(pair)
    return found


@cache
def former_districts() -> Mapping[str, str]:
    """Commune of list 2025 → code in list 2022 of the district most of its old communes were in.

    Only where units_old_to_new.csv knows them; a help to find one's way, never a rule.
    """
    old = units("2022")
    code_of = {
        (fold(old[u.parent].name), fold(u.name)): u.code
        for u in old.values()
        if u.level is Level.DISTRICT
    }
    votes: dict[str, Counter[str]] = {}
    for r in _table(resources() / "units" / "units_old_to_new.csv"):
        district = code_of.get((fold(r["old_province_name"]), fold(r["old_district_name"])))
        if district:
            votes.setdefault(r["new_ward_code"], Counter())[district] += 1
    return {commune: count.most_common(1)[0][0] for commune, count in votes.items()}


# The window warms up on its own thread while the worker opens the book. msgspec learns a type at its
# first use, and two threads that teach it the same type at once end the process.
_reading = Lock()


@cache
def shipped_standards() -> Mapping[str, Standard]:
    """The standards that the program brings, by id."""
    files = sorted((resources() / "standards").glob("*.toml"))
    with _reading:
        found = [parse_standard(file.read_bytes()) for file in files]
    return {s.id: s for s in found}


def shipped_standard(standard_id: str) -> Standard:
    """The shipped standard with this id; raises StandardUnknown."""
    found = shipped_standards().get(standard_id)
    if found is None:
        raise StandardUnknown(standard=standard_id)
    return found


def standards(db: Db) -> Mapping[str, Standard]:
    """All standards that a book knows, by id: those shipped, then those made here or received."""
    shipped = shipped_standards()
    own = [s for s in map(_parsed, own_standards.contents(db)) if s is not None]
    return {**shipped, **{s.id: s for s in own if s.id not in shipped}}


def find_standard(db: Db, standard_id: str) -> Standard | None:
    """The standard with this id, None where the book does not know it."""
    if shipped := shipped_standards().get(standard_id):
        return shipped
    raw = own_standards.get(db, standard_id)
    return _parsed(raw) if raw else None


def words_of(db: Db, standard_id: str, year: int) -> Standard:
    """The standard whose names tell of a round: its own or, where that is unknown, the one in force.

    An upper office may hold a round under a commune's own table that it never received. The names of
    deprivations and causes are the law's. For reading only: nobody is scored by it.
    """
    if known := find_standard(db, standard_id):
        return known
    shipped = shipped_standards().values()
    in_force = standard_in_force(shipped, year)
    return in_force if in_force and in_force.deprivations else next(iter(shipped))


def standard(db: Db, standard_id: str) -> Standard:
    """The standard with this id; raises StandardUnknown."""
    found = find_standard(db, standard_id)
    if found is None:
        raise StandardUnknown(standard=standard_id)
    return found


def standard_content(db: Db, standard_id: str) -> bytes:
    """The pack of a standard as it travels and is hashed (TOML); raises StandardUnknown."""
    if standard_id in shipped_standards():
        return (resources() / "standards" / f"{standard_id}.toml").read_bytes()
    raw = own_standards.get(db, standard_id)
    if raw is None:
        raise StandardUnknown(standard=standard_id)
    return raw


@lru_cache(maxsize=512)
def _parsed(raw: bytes) -> Standard | None:
    """None for a pack that this program cannot read: its rounds are told like unknown ones."""
    try:
        with _reading:
            return parse_standard(raw)
    except ValueError:
        return None


@cache
def ethnic_groups() -> tuple[str, ...]:
    """The 54 names, in the order of the 1979 list."""
    return tuple(nfc(r["name"]) for r in _table(resources() / "data" / "ethnic_groups.csv"))


def _table(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)
