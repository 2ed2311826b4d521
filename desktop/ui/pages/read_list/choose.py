"""The first step: choose a workbook, or drop one here."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.exchange.lists.workbook import SUFFIXES
from desktop.text import t
from desktop.ui.widgets import Button, Icon, Text
from desktop.ui.widgets.paint import dashed, frame, painting

_CENTRE = Qt.AlignmentFlag.AlignHCenter


class DropPlace(QWidget):
    """A dashed field with the button that chooses. `chosen(Path)` of a workbook dropped on it,
    `wanted` when one is to be chosen from the disk."""

    chosen = Signal(object)
    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.setAcceptDrops(True)
        self._over = False
        self.button = Button(
            t("read-list-choose"), icon="folder-open", key="Ctrl+O", kind="primary", size="main"
        )
        self.button.clicked.connect(self.wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 40, 40, 40)
        column.setSpacing(10)
        column.addStretch(2)
        column.addWidget(Icon("file-spreadsheet", "text2", 22), 0, _CENTRE)
        column.addWidget(Text(t("read-list-drop"), "heading"), 0, _CENTRE)
        column.addWidget(Text(t("read-list-kinds"), "body", "text2"), 0, _CENTRE)
        column.addSpacing(6)
        column.addWidget(self.button, 0, _CENTRE)
        column.addSpacing(14)
        for key in ("read-list-hint-columns", "read-list-hint-rows", "read-list-hint-safe"):
            column.addWidget(Text(t(key), "small", "text3"), 0, _CENTRE)
        column.addStretch(3)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        with painting(self) as painter:
            ink = "accent" if self._over else "ctl"
            ground = "accent_soft" if self._over else "surface"
            frame(painter, QRectF(self.rect()), ground, dashed(ink, 1.5, 5, 4), 8)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if dropped(event.mimeData()) is not None:
            event.acceptProposedAction()
            self._hover(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        super().dragLeaveEvent(event)
        self._hover(over=False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        self._hover(over=False)
        path = dropped(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.chosen.emit(path)

    def _hover(self, *, over: bool) -> None:
        self._over = over
        self.update()


def dropped(data: QMimeData) -> Path | None:
    """The first workbook among the files dragged, None if there is none."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return next((path for path in paths if path.suffix.lower() in SUFFIXES), None)


def file_filter() -> str:
    """What the file dialog offers."""
    return f"{t('read-list-files')} ({' '.join(f'*{suffix}' for suffix in SUFFIXES)})"
