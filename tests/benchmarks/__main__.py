"""`poe bench`, or `python -m tests.benchmarks [account|deeds|desk|lists|needs|parcels|papers|twins|window …]`: a table of ratios.

`board needs parcels --full`: the upper desk at full size instead (138 × 1,600 households, 450,000).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import (
    account,
    board,
    deeds,
    desk,
    full,
    lists,
    needs,
    papers,
    parcels,
    twins,
    window,
)
from tests.benchmarks.measure import HEAD, Measured, line

PARTS = {
    "account": account.run,
    "board": board.run,
    "deeds": deeds.run,
    "desk": desk.run,
    "lists": lists.run,
    "needs": needs.run,
    "parcels": parcels.run,
    "papers": papers.run,
    "twins": twins.run,
    "window": window.run,
}


def main() -> int:
    """Measure and print; 1 if an aim is missed."""
    wanted = [a for a in sys.argv[1:] if a != "--full"] or list(PARTS)
    at_full_size = {"board": board.run_full, "needs": needs.run_full, "parcels": full.run}
    runs = PARTS | (at_full_size if "--full" in sys.argv else {})
    found: list[Measured] = []
    print(HEAD)
    with tempfile.TemporaryDirectory(prefix="rasoat-bench-") as folder:
        for part in wanted:
            place = Path(folder) / part
            place.mkdir()
            try:
                for one in runs[part](place):
                    print(line(one), flush=True)
                    found.append(one)
            except subprocess.CalledProcessError as error:
                last = (error.stderr or "").strip().splitlines()[-1:]
                print(f"{part}: cannot be measured now: {last}")
    return int(not all(one.ok for one in found))


if __name__ == "__main__":
    sys.exit(main())
