"""The head of the preview: which paper, provisional or official, page by page, nearer or farther."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.text import t
from desktop.ui.pages.papers.preview import Preview
from desktop.ui.widgets import Button, Segmented, Text

PROVISIONAL, OFFICIAL = 0, 1


class Toolbar(QWidget):
    """`state_chosen(bool)` when official (or not) is chosen by hand; the rest drives the preview."""

    state_chosen = Signal(bool)

    def __init__(self, preview: Preview) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.setFixedHeight(42)
        self._preview = preview
        self._usable, self._narrow = True, False
        self.number = Text("", "body-bold")
        self.title = Text("", "body")
        self.state = Segmented([t("papers-provisional"), t("papers-official")], t("papers-state"))
        self.state.set_index(OFFICIAL)
        self.state.chosen.connect(lambda index: self.state_chosen.emit(index == OFFICIAL))
        self.back = _tool("chevron-left", t("papers-page-back"))
        self.on = _tool("chevron-right", t("papers-page-on"))
        self.page = Text("", "small", "text2")
        self.out = _tool("zoom-out", t("papers-zoom-out"))
        self.near = _tool("zoom-in", t("papers-zoom-in"))
        self.fit = Button(t("papers-fit-width"), kind="flat", size="compact")
        self.fit.setToolTip(t("papers-fit-tip"))
        self._connect()
        self._lay_out()
        self._show_page(0, 0)

    def _connect(self) -> None:
        preview = self._preview
        self.back.clicked.connect(lambda: preview.go_to(preview.page - 1))
        self.on.clicked.connect(lambda: preview.go_to(preview.page + 1))
        self.out.clicked.connect(preview.zoom_out)
        self.near.clicked.connect(preview.zoom_in)
        self.fit.clicked.connect(preview.fit_width)
        preview.turned.connect(self._show_page)
        preview.zoomed.connect(self._show_zoom)
        for keys, button in (
            (("Ctrl+PgUp",), self.back),
            (("Ctrl+PgDown",), self.on),
            (("Ctrl+-",), self.out),
            (("Ctrl++", "Ctrl+="), self.near),
            (("Ctrl+0",), self.fit),
        ):
            shortcut = QShortcut(self)
            shortcut.setKeys([QKeySequence(key) for key in keys])
            shortcut.activated.connect(button.click)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 10, 0)
        row.setSpacing(8)
        row.addWidget(self.number)
        row.addWidget(self.title, 1)
        row.addWidget(self.state)
        row.addSpacing(4)
        for group in ((self.back, self.page, self.on), (self.out, self.fit, self.near)):
            together = QHBoxLayout()
            together.setSpacing(0)
            for widget in group:
                together.addWidget(widget)
            row.addLayout(together)

    def show_paper(self, number: str, title: str) -> None:
        """Name another paper."""
        self.number.setText(number)
        self.title.setText(title)

    def set_usable(self, usable: bool) -> None:
        """Whether there are pages to turn and to zoom."""
        self._usable = usable
        for widget in (self.back, self.on, self.page, self.out, self.near):
            widget.setVisible(usable)
        self.fit.setVisible(usable and not self._narrow)

    def set_narrow(self, narrow: bool) -> None:
        """Whether there is no room for the zoom in words."""
        self._narrow = narrow
        self.set_usable(self._usable)

    def _show_page(self, page: int, of: int) -> None:
        self.page.setText(t("papers-page", page=str(page), of=str(of)))
        self.back.setEnabled(page > 1)
        self.on.setEnabled(page < of)

    def _show_zoom(self, words: str) -> None:
        self.fit.setText(words)
        self.fit.updateGeometry()


def _tool(icon: str, name: str) -> Button:
    made = Button("", icon=icon, kind="flat", size="compact")
    made.setAccessibleName(name)
    made.setToolTip(name)
    return made
