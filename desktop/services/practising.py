"""The practice books: a season with made-up people, in a folder of its own, opened without a secret."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from desktop.domain.unit import Level

FOLDER = "luyen-tap"
_BOOKS = {Level.COMMUNE: "2025_02296", Level.DISTRICT: "2022_071", Level.PROVINCE: "2025_08"}


def practice_book(data: Path, level: Level) -> Path | None:
    """The practice book of a desk in the data folder, None until `make_practice` ran."""
    path = data / FOLDER / "so" / f"{_BOOKS[level]}.rasoat-book"
    return path if path.is_file() else None


def practice_phrase() -> str:
    """What opens the practice books: printed by the demo, so it keeps no secret."""
    from desktop.services.demonstrating import PASSPHRASE

    return PASSPHRASE


def make_practice(data: Path, *, communes: int = 3, say: Callable[[str], None]) -> None:
    """Play the season into the data folder; nothing is left behind if it is cut short.

    `communes` of the province are played: enough to see every page alive, little enough to wait
    for. `say` hears each step, on the caller's thread, and may raise Cancelled. Some ten seconds.
    """
    from desktop.services.demonstrating import Size, demonstrate

    part = data / f"{FOLDER}.part"
    if part.exists():
        shutil.rmtree(part)
    try:
        demonstrate(
            part, size=Size(district_communes=1, province_communes=communes), practice=True, say=say
        )
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    whole = data / FOLDER
    if whole.exists():
        shutil.rmtree(whole)
    part.replace(whole)
