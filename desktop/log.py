"""One rotating log in the data folder: events and uids only, never a name, a number or an answer."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path


def set_up(folder: Path) -> Path:
    """Send the log to `folder`/rasoat.log (1 MB, three old ones); returns the file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "rasoat.log"
    handler = RotatingFileHandler(file, maxBytes=1_000_000, backupCount=3, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger("desktop")
    root.setLevel(logging.INFO)
    root.addHandler(handler)
    return file
