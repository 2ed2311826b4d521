"""`rasoat` and `python -m desktop`: without a command the window, otherwise the command line."""

from __future__ import annotations

import sys


def main() -> None:
    """Open the window, or run the command that was given."""
    if sys.argv[1:] == ["--read-workbook"]:  # the frozen program as its own child
        from desktop.exchange.lists.child import main as read_workbook

        read_workbook()
        return
    if len(sys.argv) == 1:
        from desktop.ui.program import run

        sys.exit(run())
    from desktop.cli import commands

    commands(prog_name="rasoat")


if __name__ == "__main__":
    main()
