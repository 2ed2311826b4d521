"""Where things lie: resources (source tree, wheel or frozen program) and the user's data folder."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path


@cache
def resources() -> Path:
    """The folder `resources/`, found alike in the source tree, a wheel and the frozen program."""
    here = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)
    places = ([Path(frozen) / "resources"] if frozen else []) + [
        here / "resources",
        here.parent / "resources",
    ]
    for place in places:
        if (place / "text").is_dir():
            return place
    raise FileNotFoundError(f"resources/ is in none of {places}")


def data_folder() -> Path:
    """Where this user's book, copies and log lie by default; RASOAT_DATA names another place."""
    if chosen := os.environ.get("RASOAT_DATA"):
        folder = Path(chosen)
        folder.mkdir(parents=True, exist_ok=True)
        return folder
    from platformdirs import user_data_path

    return user_data_path("rasoat", appauthor=False, ensure_exists=True)
