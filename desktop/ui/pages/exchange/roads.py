"""The card of roads: USB or folder, and the one button that seals and writes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QVBoxLayout, QWidget

from desktop.services.mailing import Box
from desktop.text import t
from desktop.ui.memory import recall, remember
from desktop.ui.page import Desk
from desktop.ui.pages.exchange.mail_road import MailRoad, box_words
from desktop.ui.pages.exchange.road import Road
from desktop.ui.volumes import Volume, find_volumes, show_size
from desktop.ui.widgets import Button, Card, JobBar, Link, Text, padded, scrolled

FOLDER = "folder/packages"
MOST = 5
"""Media that are offered at once."""
LOOKED_EVERY = 3000
"""Milliseconds between two looks for a USB stick that was put in or pulled out."""


class RoadsCard(Card):
    """`wanted(Path)`: seal and write into this folder."""

    wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(t("exchange-roads"), icon="send")
        self.desk = desk
        self.volumes: Sequence[Volume] = ()
        self._asking = False
        self._may = False
        self._need = 0
        self._by_hand = False
        self._group = QButtonGroup(self)
        self._group.idToggled.connect(lambda *_: self._tell())
        self._roads = QVBoxLayout()
        self._roads.setSpacing(8)
        self._roads.setContentsMargins(0, 0, 0, 0)
        kept = recall(FOLDER)
        folder = Path(kept) if kept and Path(kept).is_dir() else None
        # Made once and filled anew, so that the order of the tab key stays.
        self._media = [Road("", "", "usb", None) for _ in range(MOST)]
        self.folder_road = Road("", "", "folder-open", folder)
        self.mail_road = MailRoad()
        self.mail_link = Link(t("mail-link"), icon="mail")
        self.mail_link.clicked.connect(lambda: desk.go("mail"))
        self.head.addWidget(self.mail_link)
        for road in (*self._media, self.folder_road, self.mail_road):
            self._group.addButton(road)
            self._roads.addWidget(road)
            road.clicked.connect(self._on_hand)
        self.folder_road.touched.connect(self._on_folder)
        self.job = JobBar(desk.worker)
        self.button = Button("", icon="lock", key="Ctrl+Enter", kind="primary", size="main")
        self.button.clicked.connect(self._on_seal)
        self.file = Text("", "small", "text3")
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOKED_EVERY)
        self._timer.timeout.connect(self.look_for_volumes)
        self._fill()

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 0, 12, 0)
        column.setSpacing(8)
        column.addLayout(self._roads)
        column.addStretch(1)
        self._area = scrolled(inside)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.add(self._area, 1)
        foot = QVBoxLayout()
        foot.setSpacing(5)
        foot.addWidget(self.job)
        foot.addWidget(self.button)
        foot.addWidget(self.file)
        self.add(padded(foot, (12, 8, 12, 10)))

    # Roads ------------------------------------------------------------------------------------
    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self._timer.start()
        self.look_for_volumes()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self._timer.stop()

    def look_for_volumes(self) -> None:
        """Ask, off this thread, which media are there: a slow stick must not hold the window."""
        if self._asking:
            return
        self._asking = True
        self.desk.worker.run_aside(find_volumes, self._take)

    def _take(self, volumes: Sequence[Volume]) -> None:
        self._asking = False
        if list(volumes) != list(self.volumes):
            self.volumes = volumes
            self._fill()

    def _fill(self) -> None:
        """Show the media; what was chosen by hand stays chosen, else a stick comes first."""
        chosen = self.road.folder if self.road and self._by_hand else None
        for road in self._media:
            road.hide()
            road.folder = None
        for road, volume in zip(self._media, self.volumes, strict=False):
            key = "exchange-road-usb" if volume.removable else "exchange-road-drive"
            road.say(t(key, name=volume.name), self._remark_of(volume))
            road.folder = volume.folder
            road.show()
        self._say_folder()
        self._default(chosen).setChecked(True)
        self._tell()

    def _remark_of(self, volume: Volume) -> str:
        free = show_size(volume.free)
        if volume.free < self._need:
            return t("sticks-no-room", free=free, need=show_size(self._need))
        return t("exchange-road-free", size=free)

    def _default(self, chosen: Path | None) -> Road:
        roads = (*self._media, self.folder_road, self.mail_road)
        kept = next((r for r in roads if chosen is not None and r.folder == chosen), None)
        has_stick = bool(self.volumes) and self.volumes[0].removable
        return kept or (self._media[0] if has_stick else self.folder_road)

    def _say_folder(self) -> None:
        folder = self.folder_road.folder
        remark = str(folder) if folder else t("exchange-road-folder-none")
        self.folder_road.say(t("exchange-road-folder"), remark)

    @property
    def road(self) -> Road | None:
        """The road that is chosen."""
        found = self._group.checkedButton()
        return found if isinstance(found, Road) else None

    def _on_hand(self) -> None:
        self._by_hand = True

    def _on_folder(self, was_chosen: bool) -> None:
        if self.folder_road.folder is not None and not was_chosen:
            return
        title = t("exchange-choose-folder")
        name = QFileDialog.getExistingDirectory(self, title, str(self.folder_road.folder or ""))
        if name:
            self.choose_folder(Path(name))

    def choose_folder(self, folder: Path) -> None:
        """Take the road into a folder."""
        remember(FOLDER, str(folder))
        self._by_hand = True
        self.folder_road.folder = folder
        self._say_folder()
        self.folder_road.setChecked(True)
        self._tell()

    def show_box(self, box: Box) -> None:
        """How a letter would go, and what waits in the outbox."""
        self.mail_road.show_box(box)
        self.mail_link.setText(box_words(box))
        self.mail_link.updateGeometry()
        self._tell()

    @property
    def by_mail(self) -> bool:
        """Whether the package is to go by letter."""
        return self.road is self.mail_road

    # The button -------------------------------------------------------------------------------
    def set_may_seal(self, may: bool, file: str = "", need: int = 0) -> None:
        """Whether there is something to seal for somebody; `file` says what it will be called.

        `need`: bytes that it will take, so that a stick without room is told before it is chosen.
        """
        self._may = may
        self._need = need
        self.file.setText(file)
        self._fill()

    def _tell(self) -> None:
        road = self.road
        volume = next((v for v in self.volumes if road and v.folder == road.folder), None)
        if road is self.mail_road:
            self.button.setText(self.mail_road.verb)
        elif volume is None or road is self.folder_road:
            self.button.setText(t("exchange-seal-folder"))
        else:
            key = "exchange-seal-usb" if volume.removable else "exchange-seal-drive"
            self.button.setText(t(key))
        self.button.setEnabled(self._may and road is not None and road.folder is not None)
        self.button.updateGeometry()

    def _on_seal(self) -> None:
        if self.road is not None and self.road.folder is not None:
            self.wanted.emit(self.road.folder)

    @property
    def goes_out(self) -> bool:
        """Whether the chosen road is a stick that is pulled out afterwards."""
        folder = self.road.folder if self.road else None
        sticks = [v.folder for v in self.volumes if v.removable]
        return folder is not None and any(folder.is_relative_to(stick) for stick in sticks)
