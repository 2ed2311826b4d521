"""Pages of a PDF as pictures for the preview; PDFium bears one thread only: the book's."""

from __future__ import annotations

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QColor, QImage

from desktop.ui.theme import LIGHT

A_HAIR = 0.01  # keeps PDFium from rounding a page up by one pixel


def page_sizes(pdf: bytes) -> tuple[QSizeF, ...]:
    """The size of every page, in points."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return tuple(QSizeF(*document.get_page_size(i)) for i in range(len(document)))


def page_image(
    pdf: bytes, page: int, width: int, ground: str = LIGHT.paper, *, grey: bool = False
) -> QImage:
    """One page, counted from 0, `width` device pixels wide, on paper of a colour "#RRGGBB".

    `grey` takes a quarter of the room: for printers, as papers are black.
    """
    import pypdfium2

    fill = QColor(ground)
    with pypdfium2.PdfDocument(pdf) as document:
        shown = document[page]
        bitmap = shown.render(
            scale=(width - A_HAIR) / shown.get_width(),
            fill_color=(fill.red(), fill.green(), fill.blue(), 255),
            prefer_bgrx=True,
            grayscale=grey,
        )
        kind = QImage.Format.Format_Grayscale8 if grey else QImage.Format.Format_RGB32
        image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, kind)
        # The buffer dies with the bitmap.
        return image.copy()
