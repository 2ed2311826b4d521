"""Runs the frozen program's demo without a screen: `python -m tests.smoke_bundle`, part of `poe bundle`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

NAME = "rasoat-cli.exe" if sys.platform == "win32" else "rasoat"
PROGRAM = Path("build/dist/rasoat") / NAME


def main() -> int:
    """0 if the frozen program plays the season and all totals agree."""
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "PYTHONPATH")}
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [PROGRAM.resolve(), "demo", "--dir", folder, "--no-window", "--json"],
            env=environment,
            cwd=folder,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=600,
            check=False,
        )
        if done.returncode:
            print(done.stdout, done.stderr, sep="\n")
            return done.returncode
        told = json.loads(done.stdout)
        missing = [p for p in (*told["books"], *told["papers"]) if not Path(p).is_file()]
    size = (
        sum(
            f.stat().st_size
            for f in PROGRAM.parent.rglob("*")
            if f.is_file() and not f.is_symlink()
        )
        / 1e6
    )
    print(f"frozen demo: {told['seconds']} s, {len(told['papers'])} papers, {size:.0f} MB")
    return 0 if told["agree"] and not missing else 1


if __name__ == "__main__":
    sys.exit(main())
