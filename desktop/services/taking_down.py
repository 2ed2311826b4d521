"""Packs from above among the files of a folder: applied where nothing speaks against it, else laid by."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

from desktop.errors import DownNotYet
from desktop.services import bringing_down
from desktop.services.examining import KNOWN, Look
from desktop.services.taken import Taken, taken
from desktop.store.connection import Db
from desktop.store.sent_down import APPLIED, WAITING
from desktop.text import t


def take_down(
    db: Db, seen: Look, *, copies: Path | None = None, now: datetime.datetime, by: str
) -> Taken:
    """Apply a pack that was looked at; one in force from a later day waits in the book.

    Where this office says something otherwise its own stays, and the note counts it.
    """
    if seen.state == KNOWN:
        return taken(seen, KNOWN)
    found = bringing_down.look(db, seen.path)
    try:
        done = bringing_down.apply(db, found, copies=copies, now=now, by=by)
    except DownNotYet as early:
        bringing_down.keep(db, found, now=now, by=by)
        return replace(taken(seen, WAITING), note=t("down-note-waits", **early.details))
    note = t("down-note-applied", count=len(done.written), kept=len(done.kept))
    return replace(taken(seen, APPLIED), note=note, changes=done.changes)
