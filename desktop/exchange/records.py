"""Records as JSON Lines, one part per kind, with the control totals that both ends compare."""

from __future__ import annotations

import datetime
import io
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from desktop.domain.answer import RecordVerdict, Remark, Verdict
from desktop.domain.household import Household
from desktop.domain.review import Event, Residents, Review, ReviewState, Round
from desktop.domain.totals import UnitFigures, YearFigures
from desktop.exchange.archive import LIMITS, Limits
from desktop.exchange.refusals import damaged, too_large

__all__ = [
    "KINDS", "RECEIPT", "Receipt", "RecordVerdict", "Records", "Remark", "Verdict", "control_totals",
    "count_lines", "decode", "decode_receipt", "encode", "encode_receipt", "part_of", "read_lines",
    "total_differences",
]  # fmt: skip

R = TypeVar("R")
_ENCODER = msgspec.json.Encoder(order="deterministic")
_MOST = 2**31 - 1  # a number beyond it is no count of households, persons, points or revisions
_FLOW_NUMBERS = 2 * 2 * 9  # two forms of two lines of nine columns
_FIGURES = tuple(
    f"{of}_{what}"
    for of in ("resident", "resident_minority", "poor", "near_poor")
    for what in ("households", "people")
)
_COUNTS = ("year", "people", "households", "revision", "sheets", "minority_households", "minority_people")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """All that an office reports of a round; `figures` where it sends sums instead of lists."""

    households: tuple[Household, ...] = ()
    reviews: tuple[Review, ...] = ()
    events: tuple[Event, ...] = ()
    residents: tuple[Residents, ...] = ()
    rounds: tuple[Round, ...] = ()
    figures: tuple[YearFigures, ...] = ()


KINDS: dict[str, type[Any]] = {
    "households": Household,
    "reviews": Review,
    "events": Event,
    "residents": Residents,
    "rounds": Round,
    "figures": YearFigures,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The answer to a report: verdicts, remarks, both sides' totals, opinion with number and date.

    `package_sha256` is the fingerprint of the report answered, `number` and `year` are its own.
    `verdicts` has a line for each household of it; receipts of an older program have none. A
    receipt is whole: the newest one of a year says all that is still to be said.
    """

    package_sha256: str
    year: int
    number: int
    verdict: Verdict
    totals_sent: Mapping[str, int]
    totals_counted: Mapping[str, int]
    remarks: tuple[Remark, ...] = ()
    opinion: str = ""
    opinion_no: str = ""
    opinion_on: datetime.date | None = None
    opinion_agrees: bool | None = None
    verdicts: tuple[RecordVerdict, ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether both offices count the same."""
        return dict(self.totals_sent) == dict(self.totals_counted)


RECEIPT = "receipt.json"


def part_of(kind: str) -> str:
    """The name of the part that holds a kind of records."""
    return f"records/{kind}.jsonl"


def encode(records: Records) -> dict[str, bytes]:
    """The parts of a report; the same records give the same bytes."""
    return {part_of(kind): _ENCODER.encode_lines(getattr(records, kind)) for kind in KINDS}


def decode(parts: Mapping[str, bytes], *, limits: Limits = LIMITS, name: str = "") -> Records:
    """The records of a report; a kind without a part is empty, unknown fields are passed over.

    Raises PackageDamaged with part and line for what is no such record, for an uid that stands
    twice and for a review or event of a household that is not in the package; PackageTooLarge.
    """
    found: dict[str, tuple[Any, ...]] = {}
    rows = 0
    for kind, type_ in KINDS.items():
        data = parts.get(part_of(kind), b"")
        rows += data.count(b"\n")
        if rows > limits.rows:
            raise too_large(name, "rows", limits.rows)
        found[kind] = _lines(data, type_, part_of(kind), limits, name)
    records = Records(**found)
    _check_references(records, name)
    return records


def encode_receipt(receipt: Receipt) -> dict[str, bytes]:
    """The one part of a receipt."""
    return {RECEIPT: _ENCODER.encode(receipt)}


def decode_receipt(parts: Mapping[str, bytes], *, name: str = "") -> Receipt:
    """The receipt in a package; raises PackageDamaged."""
    try:
        receipt = msgspec.json.decode(parts.get(RECEIPT, b""), type=Receipt)
        for line in receipt.verdicts:
            _check_counts(line)
        return receipt
    except (ValueError, RecursionError) as error:
        raise damaged(name, "line", part=RECEIPT, line="1") from error


def count_lines(data: bytes) -> int:
    """How many records a part of JSON Lines holds."""
    return data.count(b"\n")


def control_totals(records: Records) -> dict[str, int]:
    """Counts that the receiver compares: records by kind; households and persons, whole, by class
    (complete reviews, "periodic:2026:poor:people") and by village of residence ("village:…").
    """
    totals: Counter[str] = Counter()
    for kind in KINDS:
        totals[kind] = len(getattr(records, kind))
    totals["people"] = 0
    for h in records.households:
        people = len(h.present)
        totals["people"] += people
        totals[f"village:{h.village}:households"] += 1
        totals[f"village:{h.village}:people"] += people
    for r in records.reviews:
        verdict = r.outcome.household_class if r.outcome else "open"
        totals[f"{r.kind}:{r.year}:{verdict}:households"] += 1
        totals[f"{r.kind}:{r.year}:{verdict}:people"] += r.people
    for res in records.residents:
        totals[f"residents:{res.year}:households"] += res.households
        totals[f"residents:{res.year}:people"] += res.people
    return dict(sorted(totals.items()))


def total_differences(
    theirs: Mapping[str, int], ours: Mapping[str, int]
) -> dict[str, tuple[int, int]]:
    """Totals that differ: name → (theirs, ours); a missing one counts as 0."""
    names = sorted({*theirs, *ours})
    pairs = {n: (theirs.get(n, 0), ours.get(n, 0)) for n in names}
    return {n: pair for n, pair in pairs.items() if pair[0] != pair[1]}


def read_lines(
    data: bytes, type_: type[R], part: str, *, limits: Limits = LIMITS, name: str = ""
) -> tuple[R, ...]:
    """Records of a kind that reports do not have; raises PackageDamaged, PackageTooLarge."""
    if data.count(b"\n") > limits.rows:
        raise too_large(name, "rows", limits.rows)
    return _lines(data, type_, part, limits, name)


def _lines(data: bytes, type_: type[R], part: str, limits: Limits, name: str) -> tuple[R, ...]:
    if data and not data.endswith(b"\n"):
        raise damaged(name, "line", part=part, line=str(data.count(b"\n") + 1))
    decoder = msgspec.json.Decoder(type_)
    found: list[R] = []
    # Line by line: the whole part a second time as lines would be as large as the part.
    for number, line in enumerate(io.BytesIO(data), 1):
        try:
            record = decoder.decode(line[: limits.line_bytes])
            _check_counts(record)
            if isinstance(record, YearFigures):
                _check_figures(record.unit)
            elif isinstance(record, Review):
                _check_outcome(record)
        except (ValueError, RecursionError) as error:
            raise damaged(name, "line", part=part, line=str(number)) from error
        found.append(record)
    return tuple(found)


def _check_counts(record: object) -> None:
    """Keep absurd numbers out: they would overflow where sums are made."""
    for key in _COUNTS:
        if not 0 <= (getattr(record, key, 0) or 0) <= _MOST:
            raise ValueError(key)


def _check_outcome(review: Review) -> None:
    """A complete sheet has a class, and points are points."""
    if review.state is ReviewState.COMPLETE and review.outcome is None:
        raise ValueError("outcome")
    points = [review.answers.b1_points]
    if review.outcome is not None:
        points += [review.outcome.b1_points, review.outcome.b2_points]
    if any(abs(p) > _MOST for p in points if p is not None):
        raise ValueError("points")


def _check_figures(unit: UnitFigures) -> None:
    """Nine columns a flow, and no number that is none of a count."""
    flows = (unit.poor_flow, unit.near_poor_flow)
    details = (unit.poor_detail, unit.near_poor_detail)
    numbers = [*(n for flow in flows for line in (flow.households, flow.people) for n in line)]
    if len(numbers) != _FLOW_NUMBERS:
        raise ValueError(unit.code)
    for detail in details:
        numbers += [*detail.deprived.values(), *detail.causes.values()]
        numbers += [*detail.ethnic_groups.values(), *detail.minority]
        numbers += [*detail.no_labour_capacity, *detail.merit_person]
    numbers += [getattr(unit, name) or 0 for name in _FIGURES]
    if not all(0 <= n <= _MOST for n in numbers):
        raise ValueError(unit.code)


def _check_references(records: Records, name: str) -> None:
    uids: dict[str, set[str]] = {}
    for kind in ("households", "reviews", "events"):
        rows = getattr(records, kind)
        uids[kind] = {r.uid for r in rows}
        if len(uids[kind]) != len(rows) or "" in uids[kind]:
            raise damaged(name, "twice", part=part_of(kind))
    for kind in ("reviews", "events"):
        line = _first_stray(getattr(records, kind), uids["households"])
        if line:
            raise damaged(name, "stray", part=part_of(kind), line=str(line))


def _first_stray(rows: Iterable[Review | Event], households: set[str]) -> int:
    return next((n for n, r in enumerate(rows, 1) if r.household_uid not in households), 0)
