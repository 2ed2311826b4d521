"""Ctrl+Z after the status line has let go: the newest deed of today, or where else it is undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.vietnamese import show_date
from desktop.services.changes import Changes, changes
from desktop.text import sentence, t

if TYPE_CHECKING:
    from desktop.domain.act import Act
    from desktop.store.connection import Db
    from desktop.ui.page import Desk


@dataclass(frozen=True, slots=True)
class _Found:
    """The newest deed that stands, and whether it was taken back now: only one of today is."""

    act: Act | None
    is_undone: bool
    changes: Changes


def take_back_newest(desk: Desk, kinds: Sequence[str]) -> None:
    """Undo the newest deed of these kinds if it is of today; the status line says what came of it."""
    if not kinds:
        desk.say(t("ui-undo-elsewhere"))
        return
    now, by = desk.now(), desk.by

    def job(db: Db) -> _Found:
        # Imported at the first use: the window that asks for the pass phrase needs no book.
        from desktop.services import undoing

        standing = (a for a in undoing.latest_acts(db, kinds) if a.undone_at is None)
        act = next(standing, None)
        if act is None or act.at.astimezone().date() != now.astimezone().date():
            return _Found(act, False, changes())
        return _Found(act, True, undoing.undo(db, act.uid, now=now, by=by))

    desk.worker.run(
        job,
        lambda found: desk.say(_words(found)),
        failed=lambda error: desk.say(sentence(error)),
    )


def _words(found: _Found) -> str:
    act = found.act
    if act is None:
        return t("ui-undo-none")
    at, what = act.at.astimezone(), t(f"act-{act.kind}")
    if found.is_undone:
        return t("ui-undone-late", what=what, whose=_whose(act), when=at.strftime("%H:%M"))
    return t("ui-undo-older", what=what, whose=_whose(act), day=show_date(at.date()))


def _whose(act: Act) -> str:
    """The household a deed is about, as far as the deed holds one."""
    named = (h.head_name for side in (act.before, act.after) for h in side.households)
    name = next(named, "")
    return t("ui-undo-whose", name=name) if name else ""
