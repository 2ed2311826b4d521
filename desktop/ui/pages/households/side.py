"""Where the panel and the forms stand: beside the list, or in a small window a drawer over it."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

DRAWER_BELOW = 1196
"""Page width in px under which the panel is a drawer (a window of 1280 px)."""
WIDTH, WIDEST = 384, 420


class Side(QStackedWidget):
    """A stack of the panel and the forms; `room` is the widget it stands in."""

    def __init__(self, room: QWidget, row: QHBoxLayout) -> None:
        super().__init__(room)
        self._room, self._row = room, row
        self._is_drawer = False
        row.addWidget(self)

    @property
    def is_drawer(self) -> bool:
        """Whether it lies over the list."""
        return self._is_drawer

    def fit(self, page_width: int) -> None:
        """Follow the width of the page."""
        is_drawer = page_width < DRAWER_BELOW
        self.setFixedWidth(WIDEST if page_width > 1600 else WIDTH)
        if is_drawer != self._is_drawer:
            self._is_drawer = is_drawer
            if is_drawer:
                self._row.removeWidget(self)
            else:
                self._row.addWidget(self)
            self.setVisible(not is_drawer)
        self.lie()

    def lie(self) -> None:
        """As a drawer: along the right edge."""
        if self._is_drawer:
            room = self._room.rect()
            self.setGeometry(QRect(room.right() - self.width() + 1, 0, self.width(), room.height()))
            self.raise_()

    def toggle(self) -> None:
        """Open or close it (F3)."""
        self.setVisible(not self.isVisible())
        self.lie()

    def open_with(self, part: QWidget) -> None:
        """Show a part, opening the drawer where it is one."""
        self.setCurrentWidget(part)
        self.show()
        self.lie()
