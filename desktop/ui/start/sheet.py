"""The recovery sheet: its picture, print and save, and the promise that it is kept. Also in settings."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.unit import Office
from desktop.errors import AppError
from desktop.files import write_whole
from desktop.services.changes import no_tick
from desktop.text import sentence, t
from desktop.ui.start.question import Question, two_parts
from desktop.ui.theme import colour
from desktop.ui.widgets import Button, Card, Note, Text, padded
from desktop.ui.widgets.paint import painting, pen
from desktop.ui.worker import Worker

SCREEN_WIDTH = 1240
"""Sharp at 200 %, and light enough to draw while the window waits; px."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The sheet as PDF and as a picture for the screen."""

    pdf: bytes
    screen: QImage


def drawn(office: Office, code: str, now: datetime.datetime) -> Drawn:
    """Draw the sheet; on the book's thread."""
    from desktop.services import reporting
    from desktop.ui.pages.papers.raster import page_image

    pdf = reporting.recovery_pdf(office, code, now=now)
    return Drawn(pdf, page_image(pdf, 0, SCREEN_WIDTH))


class Paper(QWidget):
    """A page on the desk, as large as its place allows; in the dark it stays light."""

    def __init__(self) -> None:
        super().__init__()
        self._image: QImage | None = None
        self.setMinimumSize(220, 300)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_image(self, image: QImage, name: str) -> None:
        """Show a page; `name` is what a screen reader says of it."""
        self._image = image
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(420, 420)

    def _box(self) -> QRectF:
        assert self._image is not None
        room = QRectF(self.rect()).adjusted(16, 16, -16, -16)
        size = self._image.size().toSizeF()
        scale = min(room.width() / size.width(), room.height() / size.height())
        size *= scale
        left = room.left() + (room.width() - size.width()) / 2
        top = room.top() + (room.height() - size.height()) / 2
        return QRectF(round(left), round(top), round(size.width()), round(size.height()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        with painting(self) as painter:
            painter.fillRect(self.rect(), colour("desk"))
            if self._image is None:
                return
            box = self._box()
            painter.fillRect(box, colour("paper"))
            # Paper is a shade darker than white in the dark theme: the ink is laid over it.
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            ratio = self.devicePixelRatioF()
            fitted = self._image.scaled(
                (box.size() * ratio).toSize(),
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            painter.drawImage(box, fitted)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            painter.setPen(pen("line2"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box)


class RecoverySheet(QWidget):
    """Picture at the left, print, save and the promise at the right; `promised(bool)`."""

    promised = Signal(bool)

    def __init__(
        self, worker: Worker, office: Office, code: str, now: Callable[[], datetime.datetime]
    ) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._worker, self._office = worker, office
        self._drawn: Drawn | None = None
        self.paper = Paper()
        self.print = Button(t("start-sheet-print"), icon="printer", key="Ctrl+P")
        self.save = Button(t("start-sheet-save"), icon="file-type-pdf", key="Ctrl+S")
        self.kept = QCheckBox(t("start-sheet-kept"))
        self.told = Note("ok", "")
        self.told.hide()
        self._lay_out()
        self.print.clicked.connect(self._on_print)
        self.save.clicked.connect(self._on_save)
        self.kept.toggled.connect(self.promised)
        worker.run_without_book(lambda: drawn(office, code, now()), self._show, failed=self._fail)

    def _lay_out(self) -> None:
        card = Card(t("start-sheet-card"), icon="key")
        card.add(Text(t("start-sheet-why"), "body", "text2", wrap=True), pad=True)
        for button in (self.print, self.save):
            button.setEnabled(False)
            card.add(padded(button, (14, 0, 14, 8)))
        card.add_rule()
        card.add(padded(self.kept, (12, 8, 14, 8)))
        side = QVBoxLayout()
        side.setSpacing(12)
        side.addWidget(card)
        side.addWidget(self.told)
        side.addWidget(Text(t("start-sheet-danger"), "small", "text3", wrap=True))
        side.addStretch(1)
        holder = QWidget()
        holder.setProperty("ground", "clear")
        holder.setLayout(side)
        side.setContentsMargins(0, 0, 0, 0)
        holder.setFixedWidth(336)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        row.addWidget(self.paper, 1)
        row.addWidget(holder)

    def _show(self, made: Drawn) -> None:
        self._drawn = made
        self.paper.show_image(made.screen, t("start-sheet-picture", office=self._office.name))
        self.print.setEnabled(True)
        self.save.setEnabled(True)

    def _on_print(self) -> None:
        from desktop.ui.pages.papers.printing import ask_printer, make_printer, print_pages

        if self._drawn is None:
            return
        pdf, printer = self._drawn.pdf, make_printer(t("start-sheet-name"), landscape=False)
        if not ask_printer(self, printer, 1):
            return
        self._worker.run_without_book(
            lambda: print_pages(printer, pdf, [0], no_tick),
            lambda _: self._tell("ok", t("start-sheet-printed")),
            failed=self._fail,
        )

    def _on_save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, t("start-sheet-save"), f"giay_khoi_phuc_{self._office.code}.pdf", "*.pdf"
        )
        if not name or self._drawn is None:
            return
        try:
            write_whole(Path(name), self._drawn.pdf)
        except AppError as error:
            self._fail(error)
            return
        self._tell("ok", t("start-sheet-saved", file=Path(name).name), t("start-sheet-saved-how"))

    def _tell(self, state: str, first: str, second: str = "") -> None:
        self.told.say(first, second, state)
        self.told.show()

    def _fail(self, error: AppError) -> None:
        self._tell("err", *two_parts(sentence(error)))

    def is_kept(self) -> bool:
        """Whether the promise was made."""
        return self.kept.isChecked()


class SheetQuestion(Question):
    """Print the sheet and put it away; nothing goes on before."""

    def __init__(self, sheet: RecoverySheet, *, lead: str) -> None:
        super().__init__(t("start-sheet-title"), lead, widest=1240)
        self.sheet = sheet
        self.main.addWidget(sheet, 1)

    def problem(self) -> str:
        if self.sheet.is_kept():
            return ""
        self.sheet.kept.setFocus()
        return t("start-sheet-first")

    def focus_first(self) -> None:
        wanted = self.sheet.print if self.sheet.print.isEnabled() else self.sheet.kept
        wanted.setFocus()
