"""What the office above said of a household, as SQL over `household h` for the register."""

from __future__ import annotations

_ALL = """(SELECT count(DISTINCT m.uid) FROM remark_heard m WHERE m.household_uid = h.uid{})"""
REMARKS = _ALL.format("")
OPEN = _ALL.format(" AND NOT EXISTS (SELECT 1 FROM remark_settled s WHERE s.uid = m.uid)")
_SAID = """EXISTS (SELECT 1 FROM record_verdict v WHERE v.household_uid = h.uid
  AND v.year = :year AND v.verdict = '{}')"""
REMARKED = {
    "open": f"{OPEN} > 0",
    "any": f"{REMARKS} > 0",
    "held": _SAID.format("held"),
    "returned": _SAID.format("returned"),
}
"""Values of Query.remark → the condition."""
