"""A paper on a printer: the PDF's pages drawn at 300 dpi, one at a time, each whole on its sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QWidget

from desktop.errors import Cancelled, PrinterSilent
from desktop.services.changes import Tick
from desktop.ui.pages.papers.raster import page_image, page_sizes

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

PRINT_DPI = 300


def make_printer(name: str, *, landscape: bool) -> QPrinter:
    """A printer for A4 sheets of one direction; `name` stands in the printer's queue."""
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    # HighResolution alone means 1200 dpi on paper of a file: 16 times the work for nothing.
    printer.setResolution(PRINT_DPI)
    printer.setDocName(name)
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    way = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    printer.setPageOrientation(way)
    return printer


def ask_printer(parent: QWidget, printer: QPrinter, pages: int) -> bool:
    """The system's print dialog; whether to print."""
    from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog

    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, pages)
    return dialog.exec() == QPrintDialog.DialogCode.Accepted


def pages_wanted(printer: QPrinter, pages: int) -> list[int]:
    """The pages (from 0) that the dialog asked for."""
    first = printer.fromPage() or 1
    last = printer.toPage() or pages
    return list(range(first - 1, min(last, pages)))


def print_pages(printer: QPrinter, pdf: bytes, pages: Sequence[int], tick: Tick) -> int:
    """Draw the pages and send them off; runs on the book's thread. Returns how many.

    Raises PrinterSilent, Cancelled.
    """
    sizes = page_sizes(pdf)
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterSilent(printer=printer.printerName() or printer.outputFileName())
    try:
        for number, page in enumerate(pages):
            tick(number, len(pages))
            if number:
                printer.newPage()
            width = round(sizes[page].width() / 72 * printer.resolution())
            image = page_image(pdf, page, width, grey=True)
            painter.drawImage(QRectF(0, 0, image.width(), image.height()), image)
        tick(len(pages), len(pages))
    except Cancelled:
        printer.abort()
        raise
    finally:
        painter.end()
    return len(pages)
