"""A chart as a PNG in greys, from the very drawing that the PDF has."""

from __future__ import annotations

import io

from reportlab.pdfgen.canvas import Canvas

from desktop.reports.chart import Chart
from desktop.reports.chart_ink import chart_height, draw_chart
from desktop.reports.ink import REGULAR, load_faces

DPI = 200
_RIM = 2.0


def chart_png(chart: Chart, room: float) -> tuple[bytes, float]:
    """The picture of a chart `room` points wide, and its height in points.

    PDFium bears one thread only: the book's.
    """
    import pypdfium2

    load_faces()
    tall = chart_height(chart, room) + 2 * _RIM
    drawn = io.BytesIO()
    canvas = Canvas(drawn, pagesize=(room, tall), invariant=1, initialFontName=REGULAR)
    draw_chart(canvas, chart, 0, tall - _RIM, room)
    canvas.showPage()
    canvas.save()
    picture = io.BytesIO()
    with pypdfium2.PdfDocument(drawn.getvalue()) as document:
        bitmap = document[0].render(scale=DPI / 72, grayscale=True)
        bitmap.to_pil().save(picture, format="PNG", dpi=(DPI, DPI), optimize=False)
    return picture.getvalue(), tall
