"""What every page is: the contract between the main window and its pages, and their registry.

A page is built at its first visit by the factory of its PageSpec. It reads through
`desk.worker`, shows, and looks again when told of changes that concern it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.text import t
from desktop.ui.late_undo import take_back_newest

if TYPE_CHECKING:
    from desktop.domain.unit import Office
    from desktop.services.changes import Changes
    from desktop.ui.worker import Worker


class Go(Protocol):
    """The way to another page."""

    def __call__(self, page_id: str, target: object = None) -> None:
        """Open the page; it gets `target` by `open_target`."""


class Say(Protocol):
    """Ten seconds in the status line."""

    def __call__(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Tell what was done; with `undo`, how to take it back."""


def _nowhere(*_args: object, **_more: object) -> None:
    """The ways before a window is there."""


@dataclass(slots=True, kw_only=True)
class Desk:
    """What a page needs to work: whose book, which year, the worker, and the ways to the window.

    `path` is the book's file. `now()` is the clock (aware, UTC), `by` who keys. `go(page_id, target)` opens another page;
    `say(text, undo)` shows ten seconds in the status line; `saved(text)` sets its left end;
    `badge(page_id, count)` shows what waits for a decision. The window fills these four in.
    `leave("practice" | "other")` asks the program for the practice books or another book.
    """

    worker: Worker
    office: Office
    year: int
    by: str
    path: Path = Path()
    now: Callable[[], datetime.datetime]
    go: Go = _nowhere
    say: Say = _nowhere
    saved: Callable[[str], None] = _nowhere
    badge: Callable[[str, int], None] = _nowhere
    leave: Callable[[str], None] = _nowhere


class Page(QWidget):
    """Base of all pages: `self.desk`, and `self.column` to put the head and the body in.

    `keys_changed` when `key_line` says something else than before.
    """

    keys_changed = Signal()
    undo_kinds: Sequence[str] = ()
    """Kinds of deeds that Ctrl+Z takes back here after the status line has let go of them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)

    def reload(self) -> None:
        """Read again what the page shows. Called at each visit, and after changes while visible."""

    def on_changed(self, changes: Changes) -> bool:
        """Whether these changes concern what the page shows; then `reload` follows once visible."""
        return bool(changes.names)

    def focus_first(self) -> None:
        """Put the focus where the hand begins. Called after a visit by key or click."""

    def open_target(self, target: object) -> None:
        """Show what `desk.go(page_id, target)` asked for: a household uid, a filter."""

    def key_line(self) -> Sequence[tuple[str, str]]:
        """(keys, word) for the status line; empty = the usual facts stand there."""
        return ()

    def undo_late(self) -> None:
        """Ctrl+Z where the status line offers nothing: today's newest deed of the page's kinds."""
        take_back_newest(self.desk, self.undo_kinds)

    def may_leave(self) -> bool:
        """Whether the page lets go; one with unkept work keeps it first, or asks."""
        return True


Factory = Callable[[Desk], Page]


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One entry of the navigation rail. Its title is the text `page-<id>`.

    A page that is reached from others only (`in_rail=False`) has no entry there.
    """

    id: str
    icon: str
    shortcut: str
    factory: Factory
    at_foot: bool = False
    in_rail: bool = True

    @property
    def title(self) -> str:
        """The word under the icon and the default page title."""
        return t(f"page-{self.id}")


COMMUNE = (
    ("overview", "layout-dashboard"),
    ("households", "home"),
    ("entry", "keyboard"),
    ("process", "route"),
    ("papers", "file-text"),
    ("exchange", "send"),
    ("needs", "heart-handshake"),
    ("plan", "target-arrow"),
)
UPPER = (
    ("overview", "layout-dashboard"),
    ("inbox", "inbox"),
    ("find", "search"),
    ("twins", "copy"),
    ("totals", "table"),
    ("exchange", "send"),
    ("needs", "heart-handshake"),
    ("plan", "target-arrow"),
)
FOOT = (("help", "help", "F1"), ("settings", "settings", "Ctrl+,"))


def page_specs(*, is_upper: bool, factories: Mapping[str, Factory]) -> list[PageSpec]:
    """The pages of a desk in the order of its rail, Ctrl+1 … Ctrl+8; those with a factory."""
    numbered = enumerate(UPPER if is_upper else COMMUNE, start=1)
    upper_part = [(page_id, icon, f"Ctrl+{n}", False) for n, (page_id, icon) in numbered]
    foot = [(page_id, icon, key, True) for page_id, icon, key in FOOT]
    return [
        PageSpec(page_id, icon, key, factories[page_id], at_foot)
        for page_id, icon, key, at_foot in [*upper_part, *foot]
        if page_id in factories
    ]
