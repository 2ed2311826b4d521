"""`rasoat demo`: play the season with progress, say where everything lies, open the window."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import click

from desktop.cli.common import Answer
from desktop.services.demonstrating import demonstrate
from desktop.text import t


def play(folder: Path | None, *, window: bool) -> Answer:
    """Play into a folder (a throw-away one by default), then open the window if there is a screen."""
    chosen = folder or Path(tempfile.mkdtemp(prefix="rasoat-demo-"))
    began = time.monotonic()
    demo = demonstrate(chosen, say=lambda line: click.echo(line, err=True))
    seconds = int(time.monotonic() - began)
    line = t(
        "demo-done",
        folder=str(chosen), books=len(demo.books), packages=len(demo.packages),
        receipts=len(demo.receipts), papers=len(demo.papers), seconds=seconds,
        case_papers=len(demo.case_papers), further=len(demo.further),
        passphrase=demo.passphrase,
    )  # fmt: skip
    line += "\n" + (t("demo-agree") if demo.agree else t("demo-differ"))
    desk = demo.books["02296", "2025"]
    if window and has_screen():
        click.echo(line, err=True)  # stdout is for the one answer at the end
        _open_window(desk, demo.passphrase)
        line = t("demo-window-closed", folder=str(chosen))
    elif window:
        line += "\n" + t("demo-no-screen", book=str(desk))
    data = {
        "folder": str(chosen), "agree": demo.agree, "seconds": seconds,
        "books": [str(p) for p in demo.books.values()],
        "papers": [str(p) for p in demo.papers],
        "case_papers": [str(p) for p in demo.case_papers], "packages": [str(p) for p in demo.packages],
        "receipts": [str(p) for p in demo.receipts], "further": [str(p) for p in demo.further],
        "passphrase": demo.passphrase,
    }  # fmt: skip
    return Answer(line, data, whole=demo.agree)


def has_screen() -> bool:
    """Whether a window can be shown here."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _open_window(book: Path, passphrase: str) -> None:
    """The window in a process of its own, on the commune that is still keying."""
    command = (
        [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "desktop"]
    )
    environment = os.environ | {"RASOAT_PASSPHRASE": passphrase, "RASOAT_BOOK": str(book)}
    subprocess.run(command, env=environment, check=False)  # noqa: S603 - our own program
