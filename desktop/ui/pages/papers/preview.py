"""The pages of a PDF under each other on the desk ground, drawn only where they are looked at.

    preview = Preview(desk.worker); preview.show_pdf(pdf, t("…name"))
    preview.turned.connect(…)        # (page from 1, pages)
    preview.zoomed.connect(…)        # the zoom in words
    preview.zoom_in(); preview.zoom_out(); preview.fit_width(); preview.go_to(2)

Pictures are asked from the worker one at a time, the one in sight first; a page waits as blank
paper, or as its old picture stretched while the zoom changes.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from desktop.domain.vietnamese import show_number
from desktop.text import t
from desktop.ui.pages.papers.raster import page_image, page_sizes
from desktop.ui.theme import colour
from desktop.ui.widgets.paint import focus_ring
from desktop.ui.worker import Worker

SIDE, TOP, GAP = 28, 14, 14
KEPT = 12
"""Pictures kept at hand, the last ones looked at."""
SCREEN_DPI = 96
ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)

_Key = tuple[int, int, str]  # page, width in device pixels, colour of the paper


class Preview(QAbstractScrollArea):
    """One PDF to scroll through; see the module's first lines."""

    turned = Signal(int, int)
    zoomed = Signal(str)

    def __init__(self, worker: Worker) -> None:
        super().__init__()
        self._worker = worker
        self._pdf = b""
        self._name = ""
        self._sizes: Sequence[QSizeF] = ()
        self._rects: list[QRect] = []
        self._zoom: float | None = None
        self._pictures: OrderedDict[_Key, QImage] = OrderedDict()
        self._asked: _Key | None = None
        self._serial = 0
        self._page = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ground", "desk")
        self.viewport().setProperty("ground", "desk")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().setSingleStep(40)
        self.horizontalScrollBar().setSingleStep(40)

    # What is shown ----------------------------------------------------------------------------
    @property
    def page_count(self) -> int:
        """How many pages are shown."""
        return len(self._sizes)

    @property
    def page(self) -> int:
        """The page looked at, from 1; 0 without a PDF."""
        return self._page

    def show_pdf(self, pdf: bytes, name: str) -> None:
        """Show another PDF from its first page, or the same one again where it stands."""
        is_other = name != self._name
        self._name = name
        self._worker.run_without_book(
            lambda: page_sizes(pdf), lambda sizes: self._take(pdf, sizes, from_top=is_other)
        )

    def _take(self, pdf: bytes, sizes: Sequence[QSizeF], *, from_top: bool) -> None:
        self._pdf, self._sizes = pdf, sizes
        self._serial += 1
        self._asked = None
        self._pictures.clear()
        if from_top:
            self.verticalScrollBar().setValue(0)
        self._page = 0
        self._lay_out()

    # Zoom and pages ---------------------------------------------------------------------------
    def _fit_scale(self) -> float:
        widest = max((size.width() for size in self._sizes), default=1.0)
        return max(0.1, (self.viewport().width() - 2 * SIDE) / widest)

    def _scale(self) -> float:
        """Pixels at 100 % for a point."""
        return self._fit_scale() if self._zoom is None else self._zoom * SCREEN_DPI / 72

    def zoom_words(self) -> str:
        """The zoom as written between the glasses."""
        if self._zoom is None:
            return t("papers-fit-width")
        return t("papers-zoom", percent=show_number(round(self._zoom * 100)))

    def fit_width(self) -> None:
        """As wide as the place allows."""
        self._set_zoom(None)

    def zoom_in(self) -> None:
        """One step nearer."""
        now = self._scale() * 72 / SCREEN_DPI
        self._set_zoom(next((z for z in ZOOMS if z > now * 1.01), ZOOMS[-1]))

    def zoom_out(self) -> None:
        """One step away."""
        now = self._scale() * 72 / SCREEN_DPI
        self._set_zoom(next((z for z in reversed(ZOOMS) if z < now * 0.99), ZOOMS[0]))

    def _set_zoom(self, zoom: float | None) -> None:
        page = max(self._page, 1)
        inside = self._inside(page)
        self._zoom = zoom
        self._lay_out()
        if self._rects:
            rect = self._rects[page - 1]
            self.verticalScrollBar().setValue(rect.top() + round(inside * rect.height()))
        self.zoomed.emit(self.zoom_words())

    def _inside(self, page: int) -> float:
        """How far down the page the upper edge stands, as a share of its height."""
        if not self._rects:
            return 0.0
        rect = self._rects[page - 1]
        return (self.verticalScrollBar().value() - rect.top()) / rect.height()

    def go_to(self, page: int) -> None:
        """Bring a page (from 1) to the upper edge."""
        if 1 <= page <= len(self._rects):
            self.verticalScrollBar().setValue(self._rects[page - 1].top() - TOP)
            # The last pages may not reach the upper edge: what was asked for is what is said.
            self._turn(page)

    # Layout -----------------------------------------------------------------------------------
    def _lay_out(self) -> None:
        scale, y = self._scale(), TOP
        widths = [round(size.width() * scale) for size in self._sizes]
        whole = max([*(w + 2 * SIDE for w in widths), self.viewport().width()])
        self._rects = []
        for size, width in zip(self._sizes, widths, strict=True):
            height = round(size.height() * scale)
            self._rects.append(QRect((whole - width) // 2, y, width, height))
            y += height + GAP
        room = self.viewport().size()
        self.verticalScrollBar().setPageStep(room.height())
        self.verticalScrollBar().setRange(0, max(0, y - GAP + TOP - room.height()))
        self.horizontalScrollBar().setPageStep(room.width())
        self.horizontalScrollBar().setRange(0, whole - room.width())
        self._look()

    def _look(self) -> None:
        self._turn(self._page_in_sight())
        self._ask()
        self.viewport().update()

    def _page_in_sight(self) -> int:
        line = self.verticalScrollBar().value() + self.viewport().height() // 3
        passed = [n for n, rect in enumerate(self._rects, 1) if rect.top() <= line]
        return passed[-1] if passed else min(1, len(self._rects))

    def _turn(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self.setAccessibleName(
                t("papers-preview-name", name=self._name, page=str(page), of=str(self.page_count))
            )
            self.turned.emit(page, self.page_count)

    def _offset(self) -> tuple[int, int]:
        return self.horizontalScrollBar().value(), self.verticalScrollBar().value()

    def _visible(self) -> list[int]:
        _, top = self._offset()
        bottom = top + self.viewport().height()
        return [n for n, r in enumerate(self._rects) if r.bottom() >= top and r.top() <= bottom]

    # Pictures ---------------------------------------------------------------------------------
    def _key(self, page: int) -> _Key:
        width = round(self._rects[page].width() * self.devicePixelRatioF())
        return (page, width, colour("paper").name())

    def _ask(self) -> None:
        """Ask for the first picture that is wanted and missing, unless one is under way."""
        if self._asked is not None or not self.isVisible():
            return
        missing = [k for k in map(self._key, self._visible()) if k not in self._pictures]
        if not missing:
            return
        key, serial, pdf = missing[0], self._serial, self._pdf
        self._asked = key
        self._worker.run_without_book(
            lambda: page_image(pdf, *key), lambda image: self._keep(serial, key, image)
        )

    def _keep(self, serial: int, key: _Key, image: QImage) -> None:
        if serial != self._serial:
            return
        self._asked = None
        self._pictures[key] = image
        while len(self._pictures) > KEPT:
            self._pictures.popitem(last=False)
        self.viewport().update()
        self._ask()

    def _picture(self, page: int) -> QImage | None:
        key = self._key(page)
        found = self._pictures.get(key)
        if found is not None:
            self._pictures.move_to_end(key)
            return found
        others = [image for other, image in self._pictures.items() if other[0] == page]
        return others[-1] if others else None

    # Qt's side --------------------------------------------------------------------------------
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        left, top = self._offset()
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), colour("desk"))
        for page in self._visible():
            rect = self._rects[page].translated(-left, -top)
            picture = self._picture(page)
            if picture is None:
                painter.fillRect(rect, colour("paper"))
            else:
                is_sharp = picture.width() == self._key(page)[1]
                smooth = QPainter.RenderHint.SmoothPixmapTransform
                painter.setRenderHint(smooth, not is_sharp)
                painter.drawImage(rect, picture)
            painter.setPen(colour("line2"))
            painter.drawRect(rect.adjusted(-1, -1, 0, 0))
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            focus_ring(painter, QRectF(self.viewport().rect()), 3)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        page = max(self._page, 1)
        inside = self._inside(page)
        self._lay_out()
        if self._zoom is None and self._rects:
            rect = self._rects[page - 1]
            self.verticalScrollBar().setValue(rect.top() + round(inside * rect.height()))

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802, ARG002
        self._look()

    def event(self, event: QEvent) -> bool:
        answer = super().event(event)
        kinds = (
            QEvent.Type.PaletteChange,
            QEvent.Type.DevicePixelRatioChange,
            QEvent.Type.Show,
        )
        if event.type() in kinds:
            self._ask()
        return answer

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self.verticalScrollBar().maximum()}
        if event.key() in ends:
            self.verticalScrollBar().setValue(ends[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)
