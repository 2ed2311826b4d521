"""The plan of an office on its way up: the parts of a package of kind "plan", encoded, decoded, counted.

`plan.json` says number, years and what the sender holds of the office above; records travel as JSON
Lines, evidence as files under its hash. A plan is whole: a record that the next one no longer holds
is withdrawn.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Annotated, Any

import msgspec

from desktop.domain.plain_text import has_plain_texts, is_plain
from desktop.domain.planning import (
    ALL,
    Account,
    Attachment,
    Goal,
    Measure,
    MeasureKind,
    Owned,
    PlannedEscape,
    Task,
    TaskGroup,
    TaskProgress,
    UnitNeeds,
    UnitSums,
    Visit,
    progress_uid,
)
from desktop.exchange.archive import LIMITS, Limits
from desktop.exchange.records import part_of, read_lines
from desktop.exchange.refusals import damaged, too_large
from desktop.rules.goal_checks import MOST

SHEET, FILES = "plan.json", "files/"
MOST_FILES = 48
"""Files of evidence in one package: an archive has at most 64 entries, records and letter among them."""
MOST_FILE_BYTES = 32 << 20
"""Bytes of all evidence in one package: what does not fit is named and stays at home."""
_ENCODER = msgspec.json.Encoder(order="deterministic")
_MOST_COUNT = 2**31 - 1
_MOST_DONG = 10**13
"""Ten thousand billion đồng: beyond what all programmes of a province spend in a year."""
_YEARS = range(2000, 2101)
_YEAR_KEY = re.compile("20[0-9]{2}")
_MOST_NAMED = 20_000
_MOST_COUNTED = 1_000_000

Line = Annotated[str, msgspec.Meta(max_length=600)]
Uid = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Revision = Annotated[int, msgspec.Meta(ge=0, le=_MOST_COUNT)]
Year = Annotated[int, msgspec.Meta(ge=2000, le=2100)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A goal or task of the office above as the sender holds it: revision, `order_hash`, and the
    results by year that the sender typed for it (the order itself stays its setter's)."""

    revision: Revision
    order: Annotated[str, msgspec.Meta(max_length=64)]
    results: Annotated[dict[str, float], msgspec.Meta(max_length=100)] = field(default_factory=dict)


def order_hash(order: Goal | Task) -> str:
    """What tells whether two offices hold one and the same order: of all that its setter wrote, but
    for the other units that a task is given to, which none of them is told."""
    if isinstance(order, Goal):
        order = replace(order, results={}, written_by="", revision=1)
    else:
        order = replace(order, given_to=(), written_by="", revision=1)
    return hashlib.sha256(_ENCODER.encode(order)).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The covering sheet of a plan.

    `first` to `last`: the years that its records are about. `knows`: uid → what the sender holds of
    the goals and tasks of the office above. `kinds`, `groups`: the lists that its codes and
    numbers are of. `left_out`: evidence that is named in the records and does not go along.
    """

    number: Annotated[int, msgspec.Meta(ge=1, le=99_999)]
    first: Year
    last: Year
    knows: Annotated[dict[Uid, Held], msgspec.Meta(max_length=_MOST_NAMED)] = field(
        default_factory=dict
    )
    kinds: Annotated[tuple[MeasureKind, ...], msgspec.Meta(max_length=200)] = ()
    groups: Annotated[tuple[TaskGroup, ...], msgspec.Meta(max_length=200)] = ()
    left_out: Annotated[tuple[Attachment, ...], msgspec.Meta(max_length=_MOST_NAMED)] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """All that a plan holds. A commune has measures and planned escapes, an office between the sums
    and needs of its communes instead. `files`: SHA-256 → bytes."""

    goals: tuple[Goal, ...] = ()
    tasks: tuple[Task, ...] = ()
    progress: tuple[TaskProgress, ...] = ()
    visits: tuple[Visit, ...] = ()
    accounts: tuple[Account, ...] = ()
    measures: tuple[Measure, ...] = ()
    escapes: tuple[PlannedEscape, ...] = ()
    sums: tuple[UnitSums, ...] = ()
    needs: tuple[UnitNeeds, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def owned(self) -> Iterator[Owned]:
        """The single records, of all kinds."""
        return chain(self.goals, self.tasks, self.progress, self.visits, self.accounts)

    @property
    def attachments(self) -> Iterator[Attachment]:
        """The evidence that the records name."""
        return (file for one in self.progress for file in one.files)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not any(getattr(self, kind) for kind in KINDS)


KINDS: dict[str, type[Any]] = {
    "goals": Goal,
    "tasks": Task,
    "progress": TaskProgress,
    "visits": Visit,
    "accounts": Account,
    "measures": Measure,
    "escapes": PlannedEscape,
    "sums": UnitSums,
    "needs": UnitNeeds,
}


# Writing -----------------------------------------------------------------------------------------
def encode(sheet: Sheet, goods: Goods) -> dict[str, bytes]:
    """The parts of a package, the covering sheet first; the same plan gives the same bytes."""
    parts = {SHEET: _ENCODER.encode(sheet)}
    for kind in KINDS:
        if records := getattr(goods, kind):
            parts[part_of(kind)] = _ENCODER.encode_lines(records)
    return parts | {f"{FILES}{sha}": goods.files[sha] for sha in sorted(goods.files)}


def years_of(goods: Goods) -> tuple[int, int]:
    """First and last year that the records speak of; (0, 0) where none says a year."""
    years = {y for r in goods.goals for y in (r.first, r.last)}
    years |= {r.year for r in goods.tasks if r.year} | {r.happened_on.year for r in goods.visits}
    years |= {y for r in goods.accounts for y in (r.first, r.year)}
    for kind in ("measures", "escapes", "sums", "needs"):
        years |= {r.year for r in getattr(goods, kind)}
    return (min(years), max(years)) if years else (0, 0)


def totals(goods: Goods) -> dict[str, int]:
    """Counts that both ends compare: records by kind; measures and đồng by year, kind and state;
    what passes on in sums, by year: measures, households helped, đồng, the needs of the listed."""
    found: Counter[str] = Counter({kind: len(getattr(goods, kind)) for kind in KINDS})
    for m in goods.measures:
        found[f"measures:{m.year}:{m.kind}:{m.state}"] += 1
        found[f"amount:{m.year}:{m.kind}:{m.state}"] += m.amount or 0
    for e in goods.escapes:
        found[f"escapes:{e.year}"] += 1
    for unit in goods.sums:
        found.update(sum_totals(unit))
    for needs in goods.needs:
        found.update(need_totals(needs))
    return {name: found[name] for name in sorted(found) if found[name] or name in KINDS}


def sum_totals(unit: UnitSums) -> dict[str, int]:
    """The totals that the sums of one commune and year add to."""
    found: Counter[str] = Counter()
    for one in unit.measures:
        found[f"measures:{unit.year}:{one.kind}:{one.state}"] += one.measures
        found[f"amount:{unit.year}:{one.kind}:{one.state}"] += one.amount
    for name in ("helped", "planned", "escaped"):
        found[f"{name}:{unit.year}"] = getattr(unit, name)
    found.update({f"helped:{unit.year}:{kind}": n for kind, n in unit.helped_by_kind.items()})
    for fate in unit.fates.values():
        found[f"gone:{unit.year}"] += fate.gone_with + fate.gone_without
        found[f"stayed:{unit.year}"] += fate.stayed_with + fate.stayed_without
    return dict(found)


def need_totals(unit: UnitNeeds) -> dict[str, int]:
    """The totals that the needs of one commune and year add to: each need, poor and near-poor."""
    found: dict[str, int] = {}
    for need, groups in unit.counts.items():
        poor, near = groups.get(ALL, (0, 0))
        found[f"need:{unit.year}:{need}:poor"] = poor
        found[f"need:{unit.year}:{need}:near_poor"] = near
    return found


# Reading -----------------------------------------------------------------------------------------
def decode_sheet(parts: Mapping[str, bytes], number: int, *, name: str = "") -> Sheet:
    """The covering sheet; raises PackageDamaged, also where it says another number than the letter."""
    try:
        sheet = msgspec.json.decode(parts.get(SHEET, b""), type=Sheet)
    except (ValueError, RecursionError) as error:
        raise damaged(name, "line", part=SHEET, line="1") from error
    is_sound = all(_are_by_year(held.results) for held in sheet.knows.values())
    is_sound = is_sound and has_plain_texts(sheet)
    if sheet.number != number or sheet.first > sheet.last or not is_sound:
        raise damaged(name, "line", part=SHEET, line="1")
    return sheet


def decode(parts: Mapping[str, bytes], *, limits: Limits = LIMITS, name: str = "") -> Goods:
    """The records and files of a plan; unknown fields are passed over.

    Raises PackageDamaged with part and line for what is no such record, a number that none can be,
    a record that stands twice or a file that no record names; PackageTooLarge.
    """
    lines = {kind: parts.get(part_of(kind), b"") for kind in KINDS}
    if sum(data.count(b"\n") for data in lines.values()) > limits.rows:
        raise too_large(name, "rows", limits.rows)
    found = {
        kind: read_lines(lines[kind], type_, part_of(kind), limits=limits, name=name)
        for kind, type_ in KINDS.items()
    }
    files = {n[len(FILES) :]: data for n, data in parts.items() if n.startswith(FILES)}
    goods = Goods(**found, files=files)
    for kind, records in found.items():
        for line, record in enumerate(records, 1):
            if not is_sound(record):
                raise damaged(name, "line", part=part_of(kind), line=str(line))
    _check_twice(goods, name)
    _check_files(goods, name)
    return goods


def _check_twice(goods: Goods, name: str) -> None:
    for part, keys in (
        ("goals", [r.uid for r in goods.owned]),  # all of one table: a task is no goal's double
        ("measures", [r.uid for r in goods.measures]),
        ("escapes", [r.uid for r in goods.escapes]),
        ("escapes", [(r.household_uid, r.year) for r in goods.escapes]),
        ("sums", [(r.year, r.code) for r in goods.sums]),
        ("needs", [(r.year, r.code) for r in goods.needs]),
    ):
        if len(set(keys)) != len(keys):
            raise damaged(name, "twice", part=part_of(part))


def _check_files(goods: Goods, name: str) -> None:
    """Files are what their names say, and evidence of a record beside them."""
    named = {(a.sha256, a.size) for a in goods.attachments}
    total = sum(map(len, goods.files.values()))
    if len(goods.files) > MOST_FILES or total > MOST_FILE_BYTES:
        raise too_large(name, "evidence", MOST_FILE_BYTES >> 20)
    for sha, data in goods.files.items():
        if hashlib.sha256(data).hexdigest() != sha or (sha, len(data)) not in named:
            raise damaged(name, "evidence", file=sha[:8])


# Records that no plan can hold -------------------------------------------------------------------
def is_sound(record: Any) -> bool:
    """Whether its numbers are counts, years, đồng or rates of this world, its texts plain and no
    longer than a form takes, and its uid is one."""
    uid = getattr(record, "uid", "-")
    if not 0 < len(uid) <= 200 or not 0 <= getattr(record, "revision", 1) <= _MOST_COUNT:
        return False
    return has_plain_texts(_bare(record)) and bool(_SOUND[type(record)](record))


def _bare(record: Any) -> Any:
    """Without what a program wrote as one long text: the figures of an account as JSON."""
    if isinstance(record, Account) and is_plain(record.counted, _MOST_COUNTED):
        return replace(record, counted="")
    return record


def _is_year(*years: int) -> bool:
    return all(year in _YEARS for year in years)


def _are_values(values: Iterable[float | None]) -> bool:
    return all(v is None or (math.isfinite(v) and abs(v) <= MOST) for v in values)


def _are_by_year(values: Mapping[str, float]) -> bool:
    """Whether each key is a year of this century ("2027"), each value one of a goal."""
    return all(map(_YEAR_KEY.fullmatch, values)) and _are_values(values.values())


def _are_counts(numbers: Iterable[int]) -> bool:
    return all(0 <= n <= _MOST_COUNT for n in numbers)


def _goal(r: Goal) -> bool:
    is_span = _is_year(r.first, r.last) and r.first <= r.last
    is_valued = _are_values((r.value, r.baseline))
    return is_span and is_valued and _are_by_year(r.targets) and _are_by_year(r.results)


def _task(r: Task) -> bool:
    return not r.year or _is_year(r.year)


def _progress(r: TaskProgress) -> bool:
    return r.uid == progress_uid(r.task_uid, r.office) and _are_counts(f.size for f in r.files)


def _visit(r: Visit) -> bool:
    return _is_year(r.happened_on.year)


def _account(r: Account) -> bool:
    return _is_year(r.first, r.year) and r.first <= r.year and _are_values(r.figures.values())


def _measure(r: Measure) -> bool:
    return _is_year(r.year) and bool(r.household_uid) and 0 <= (r.amount or 0) <= _MOST_DONG


def _escape(r: PlannedEscape) -> bool:
    return _is_year(r.year) and bool(r.household_uid)


def _sums(r: UnitSums) -> bool:
    counts = [r.helped, *r.helped_by_kind.values(), r.planned, r.escaped]
    counts += [n for m in r.measures for n in (m.measures, m.households)]
    for fate in r.fates.values():
        counts += [fate.gone_with, fate.gone_without, fate.stayed_with, fate.stayed_without]
    is_money = all(0 <= m.amount <= _MOST_DONG for m in r.measures)
    kinds = [(m.kind, m.state) for m in r.measures]
    return _is_year(r.year) and is_money and _are_counts(counts) and len(set(kinds)) == len(kinds)


def _needs(r: UnitNeeds) -> bool:
    pairs = (pair for groups in r.counts.values() for pair in groups.values())
    return _is_year(r.year) and _are_counts(chain.from_iterable(pairs))


_SOUND: dict[type, Any] = {
    Goal: _goal,
    Task: _task,
    TaskProgress: _progress,
    Visit: _visit,
    Account: _account,
    Measure: _measure,
    PlannedEscape: _escape,
    UnitSums: _sums,
    UnitNeeds: _needs,
}


# Whose records they are --------------------------------------------------------------------------
def author(record: Any) -> str:
    """The office that wrote a record: it alone may change it."""
    if isinstance(record, Goal | Task):
        return record.set_by
    if isinstance(record, Measure | PlannedEscape):
        return record.commune_code
    return str(record.office)


def is_own(record: Any, sender: str, below: Iterable[str]) -> bool:
    """Whether a sender may tell a record: of its own plan or of one below it, and by one of them."""
    span = {sender, *below}
    if isinstance(record, UnitSums | UnitNeeds):
        return record.code in below
    if isinstance(record, Measure | PlannedEscape):
        return record.commune_code == sender
    return record.office in span and author(record) in span
