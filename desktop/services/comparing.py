"""What the book counts of a report just written, against what its sender signed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from desktop.errors import PackageTotalsWrong
from desktop.exchange.package import FIGURE, Opened
from desktop.exchange.records import total_differences
from desktop.services import counting
from desktop.services.sources import communes_of
from desktop.store import control
from desktop.store.connection import Db

# Rounds are shared by all communes of an upper office's book; sums of lists are sent by no commune.
_NOT_OURS = ("rounds", "figures")


def compared(db: Db, opened: Opened, name: str) -> dict[str, int]:
    """Count a sender's records and figures again from the book, by the names that it signed.

    Raises PackageTotalsWrong where they differ. Totals of forms that this program does not know
    are passed over.
    """
    letter = opened.header.letter
    communes = communes_of(letter.sender.code, opened.sender.list_version)
    counted = recounted(db, communes, letter.year)
    signed = {
        k: v
        for k, v in opened.manifest.totals.items()
        if k not in _NOT_OURS and (k in counted or not k.startswith(FIGURE))
    }
    ours = {k: counted.get(k, 0) for k in signed}
    if wrong := total_differences(signed, ours):
        key, (theirs, mine) = next(iter(wrong.items()))
        raise PackageTotalsWrong(path=name, detail=f"{key}: {theirs} ≠ {mine}")
    return ours


def recounted(db: Db, communes: Iterable[str], year: int) -> dict[str, int]:
    """Control totals and figures of some communes, added up as they lie in the book, named as in
    packages."""
    found: Counter[str] = Counter()
    for code in communes:
        figures = counting.unit_figures(db, year, code)
        found.update(counting.report_totals(figures) | _record_totals(db, code, year))
    return dict(found)


def _record_totals(db: Db, commune_code: str, year: int) -> dict[str, int]:
    """The names are those of exchange.records.control_totals."""
    counts = control.record_counts(db, commune_code, year)
    found = {
        "households": sum(h for h, _ in counts.villages.values()),
        "people": sum(p for _, p in counts.villages.values()),
        "reviews": sum(h for h, _ in counts.reviews.values()),
        "events": counts.events,
        "residents": sum(rows for rows, _, _ in counts.residents.values()),
    }
    for village, (households, people) in counts.villages.items():
        found |= {f"village:{village}:households": households, f"village:{village}:people": people}
    for (kind, of_year, verdict), (households, people) in counts.reviews.items():
        key = f"{kind}:{of_year}:{verdict or 'open'}"
        found |= {f"{key}:households": households, f"{key}:people": people}
    for of_year, (_, households, people) in counts.residents.items():
        key = f"residents:{of_year}"
        found |= {f"{key}:households": households, f"{key}:people": people}
    return found
