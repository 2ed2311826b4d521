"""Where folders and files are dropped: a dashed field that says so and lights up under the hand."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.text import t
from desktop.ui.icons import draw_icon
from desktop.ui.widgets.paint import dashed, draw_text, frame, painting


class DropZone(QWidget):
    """`dropped` gives the paths that were let go over it."""

    dropped = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(44)
        self.setProperty("ground", "clear")
        self.setAccessibleName(t("inbox-drop"))
        self.setAcceptDrops(True)
        self._over = False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if paths_in(event.mimeData()):
            event.acceptProposedAction()
            self.light(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802, ARG002
        self.light(False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        self.light(False)
        if paths := paths_in(event.mimeData()):
            event.acceptProposedAction()
            self.dropped.emit(paths)

    def light(self, over: bool) -> None:
        """Show that letting go here does something."""
        self._over = over
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        rect = QRectF(self.rect())
        ink, ground = ("accent", "accent_soft") if self._over else ("line2", "sunken")
        with painting(self) as painter:
            frame(painter, rect, ground, dashed(ink, 1.5, 4, 3), 7)
            draw_icon(painter, QRectF(12, 0, 18, rect.height()), "package-import", "text2", 18)
            words = rect.adjusted(39, 0, -8, 0)
            draw_text(painter, words, t("inbox-drop"), "dense", "text2")


def paths_in(data: QMimeData) -> list[Path]:
    """The files and folders of this computer that are being dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
