"""What the page of the point table says: findings in words, and under which cell they stand."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.domain.review import Finding, Severity
from desktop.text import t
from desktop.ui.pages.point_table.edits import Lines, spot_of

_STATES = {Severity.BLOCKING: "err", Severity.WARNING: "warn", Severity.NOTE: "info"}

ByCell = dict[int, dict[str, str]]


def finding_words(finding: Finding) -> tuple[str, str]:
    """What is wrong, and what to do."""
    first = t(f"finding-{finding.code}", **finding.details)
    return first, t(f"finding-{finding.code}-cure", **finding.details)


def state_of(finding: Finding) -> str:
    """The state that its icon and colour come from."""
    return _STATES[finding.severity]


def by_cell(findings: Sequence[Finding], lines: Lines) -> tuple[ByCell, ByCell]:
    """Row → field → sentences: what blocks, and what is to be looked at."""
    wrong: ByCell = {}
    doubtful: ByCell = {}
    for finding in findings:
        spot = spot_of(finding.where, lines)
        if spot is None:
            continue
        cells = wrong if finding.severity is Severity.BLOCKING else doubtful
        told = cells.setdefault(spot.row, {})
        words = "\n".join(finding_words(finding))
        told[spot.field] = f"{told[spot.field]}\n{words}" if spot.field in told else words
    return wrong, doubtful
