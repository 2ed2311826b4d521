"""A line that shows itself when a stick with unread packages for this office is put in.

line = StickLine(desk); line.wanted.connect(read)      # the paths to be read
line.look_again()                                      # after a package was taken in
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.services import sticks
from desktop.services.sticks import OnStick, Seen, StickLook
from desktop.store.connection import Db
from desktop.text import t
from desktop.ui.page import Desk
from desktop.ui.volumes import Volume, find_volumes
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.frames import Note

LOOKED_EVERY = 3000
"""Milliseconds between two looks for a stick that was put in or pulled out."""
_NAMED = 2
"""So many packages are named one by one; more are counted."""

Scans = dict[Volume, tuple[Seen, ...]]


class StickLine(QWidget):
    """`wanted(list[Path])`: the unread packages that are to be read now; only the first of them
    where the page shows `one_by_one`."""

    wanted = Signal(list)

    def __init__(self, desk: Desk, *, one_by_one: bool = False) -> None:
        super().__init__()
        self.desk = desk
        self.setProperty("ground", "clear")
        self._scans: Scans = {}
        self._one_by_one = one_by_one
        self._looks: Sequence[tuple[Volume, StickLook]] = ()
        self._found: list[Path] = []
        self._put_off: set[Path] = set()
        self._asking = False
        self.read_button = Button(t("sticks-read"), icon="usb", size="compact")
        self.later_button = Button(t("sticks-later"), kind="flat", size="compact")
        self.read_button.clicked.connect(self._read)
        self.later_button.clicked.connect(lambda: self._put_it_off(self._found))
        self.note = Note("info", "", "", self.read_button, self.later_button)
        self.note.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.note)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOKED_EVERY)
        self._timer.timeout.connect(self.look)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self._timer.start()
        self.look()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self._timer.stop()

    def roots(self) -> list[Path]:
        """The media that can be pulled out, as last seen."""
        return [volume.folder for volume in self._scans]

    # Looking ----------------------------------------------------------------------------------
    def look(self) -> None:
        """Ask which sticks are there; only a new one is looked through."""
        if self._asking:
            return
        self._asking = True
        known = dict(self._scans)
        self.desk.worker.run_aside(lambda: _scan(known), self._take)

    def look_again(self) -> None:
        """Something was taken in: what was unread may be known by now."""
        self._scans = {}
        if self.isVisible():
            self.look()

    def _take(self, scans: Scans) -> None:
        self._asking = False
        if scans == self._scans:
            return
        self._scans = scans
        # A stick that is put in again is told of again.
        there = [volume.folder for volume in scans]
        self._put_off = {p for p in self._put_off if any(p.is_relative_to(f) for f in there)}

        def sort(db: Db) -> list[tuple[Volume, StickLook]]:
            return [(v, sticks.for_us(db, v.folder, seen)) for v, seen in scans.items()]

        self.desk.worker.run_latest("sticks", sort, self._show)

    # Telling ----------------------------------------------------------------------------------
    def _show(self, looks: Sequence[tuple[Volume, StickLook]]) -> None:
        self._looks = looks
        self._found = []
        for volume, look in looks:
            new = [one for one in look.ours if not one.known and one.path not in self._put_off]
            if new:
                self._found = [one.path for one in new]
                self._say(volume, new)
                break
        self.note.setVisible(bool(self._found))

    def _say(self, volume: Volume, new: Sequence[OnStick]) -> None:
        name = t("exchange-road-usb", name=volume.name)
        if len(new) <= _NAMED:
            named = (
                t(
                    "sticks-from",
                    kind=t(f"package-kind-{one.header.letter.kind}"),
                    sender=one.header.letter.sender.name,
                )
                for one in new
            )
            self.note.say(t("sticks-new-named", name=name, what=", ".join(named)))
        else:
            self.note.say(t("sticks-new", name=name, count=len(new)))

    def _read(self) -> None:
        # What could not be taken in stays in the list of what was read; it is not told of again.
        read = self._found[:1] if self._one_by_one else self._found
        self._put_it_off(read)
        self.wanted.emit(read)

    def tell_again(self, path: Path) -> None:
        """It was read, but nothing was done about it."""
        self._put_off.discard(path)
        self._show(self._looks)

    def _put_it_off(self, paths: Sequence[Path]) -> None:
        self._put_off |= set(paths)
        self._show(self._looks)


def _scan(known: Scans) -> Scans:
    """The sticks that are there with what lies on them; what is as it was is not looked through."""
    found: Scans = {}
    for volume in find_volumes():
        if volume.removable:
            # Other room on it means another stick of the same name, or something written since.
            seen = known.get(volume)
            found[volume] = sticks.scan(volume.folder) if seen is None else seen
    return found
