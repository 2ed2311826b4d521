"""`poe bench`, or `python -m tests.benchmarks [desk|lists|parcels|papers|twins|window …]`: a table of ratios."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import desk, lists, papers, parcels, twins, window
from tests.benchmarks.measure import HEAD, Measured, line

PARTS = {
    "desk": desk.run,
    "lists": lists.run,
    "parcels": parcels.run,
    "papers": papers.run,
    "twins": twins.run,
    "window": window.run,
}


def main() -> int:
    """Measure and print; 1 if an aim is missed."""
    wanted = sys.argv[1:] or list(PARTS)
    found: list[Measured] = []
    print(HEAD)
    with tempfile.TemporaryDirectory(prefix="rasoat-bench-") as folder:
        for part in wanted:
            place = Path(folder) / part
            place.mkdir()
            try:
                for one in PARTS[part](place):
                    print(line(one), flush=True)
                    found.append(one)
            except subprocess.CalledProcessError as error:
                last = (error.stderr or "").strip().splitlines()[-1:]
                print(f"{part}: cannot be measured now: {last}")
    return int(not all(one.ok for one in found))


if __name__ == "__main__":
    sys.exit(main())
