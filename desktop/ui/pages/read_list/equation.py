"""The honest count of a list, large: rows in = created + updated + skipped + refused."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent

from desktop.domain.vietnamese import show_number
from desktop.services.reading import ListResult
from desktop.text import t
from desktop.ui import fonts
from desktop.ui.widgets import Chart
from desktop.ui.widgets.paint import CENTRE, draw_text, frame, painting, pen

HEIGHT, SIGN = 64, 26


class Equation(Chart):
    """Five large figures over their words, with = and + between them."""

    def __init__(self) -> None:
        super().__init__(HEIGHT)
        self._terms: Sequence[tuple[str, int, str]] = ()

    def show_result(self, result: ListResult) -> None:
        """Show these counts of rows."""
        refused = result.refused - result.waiting
        self._terms = (
            ("read-list-rows", result.rows, "text"),
            ("read-list-created", result.created, "text"),
            ("read-list-updated", result.updated, "text"),
            ("read-list-skipped", result.skipped, "text2"),
            ("read-list-refused", refused, "err" if refused else "text2"),
        )
        if result.waiting:
            self._terms = (*self._terms, ("read-list-waiting", result.waiting, "warn"))
        if result.parked:
            self._terms = (*self._terms, ("read-list-parked", result.parked, "warn"))
        self.tell(t("read-list-count"), [[t(key), show_number(n)] for key, n, _ in self._terms])

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(700, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        if not self._terms:
            return
        rect = QRectF(self.rect())
        width = (rect.width() - SIGN * (len(self._terms) - 1)) / len(self._terms)
        with painting(self) as painter:
            frame(painter, rect, "surface", pen("line"), 8)
            for number, (key, count, ink) in enumerate(self._terms):
                left = round(number * (width + SIGN))
                top = QRectF(left, 5, width, fonts.line("result"))
                draw_text(painter, top, show_number(count), "result", ink, CENTRE)
                foot = QRectF(left, 37, width, fonts.line("small"))
                draw_text(painter, foot, t(key), "small", "text2", CENTRE)
                if number:
                    sign = QRectF(left - SIGN, 5, SIGN, fonts.line("result"))
                    draw_text(painter, sign, "=" if number == 1 else "+", "result", "text3", CENTRE)
