"""The small season that the tests of the demo share: played once for all of them (tests/conftest.py)."""

from __future__ import annotations

from desktop.services.demonstrating import Size

SMALL = Size(
    district_communes=2,
    province_communes=3,
    households=14,
    villages=3,
    late_households=18,
    late_villages=5,
)
LATE = "02296"
"""The commune that is still keying its last year."""
