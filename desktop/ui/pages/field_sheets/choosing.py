"""What to print: which sheet, of which village, filled or blank, how many copies."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QVBoxLayout

from desktop.services.field_sheets import BLANK, FILLINGS, MOST_COPIES, Offer, Wanted
from desktop.text import t
from desktop.ui.widgets import Card, Choice, Field, Form, Segmented, Text, padded

WIDTH = 340
_SHEETS = ("B", "A")
_ALL = "*"
_SEVERAL = 10


class Choosing(Card):
    """`changed` when other sheets are wanted."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(t("fieldsheets-choose"))
        self.setFixedWidth(WIDTH)
        self._offer = Offer(villages=(), requests=0, knows_sheet_a=False)
        self.sheet = Segmented([t("fieldsheets-b"), t("fieldsheets-a")], t("fieldsheets-sheet"))
        self.filling = Choice(
            [(f, t(f"fieldsheets-{f}")) for f in FILLINGS], name=t("fieldsheets-filling")
        )
        self.village = Choice([], name=t("fieldsheets-village"))
        self.copies = Field(str(_SEVERAL), name=t("fieldsheets-copies"), figures=True)
        self.copies.setValidator(QIntValidator(1, MOST_COPIES, self.copies))
        self.hint = Text("", "small", "text2", wrap=True)
        form = Form(88)
        form.add(t("fieldsheets-sheet"), self.sheet)
        form.add(t("fieldsheets-filling"), self.filling)
        form.add(t("fieldsheets-village"), self.village)
        form.add(t("fieldsheets-copies"), self.copies)
        column = QVBoxLayout()
        column.setSpacing(14)
        column.addWidget(form)
        column.addWidget(self.hint)
        column.addWidget(Text(t("fieldsheets-how"), "small", "text3", wrap=True))
        self.add(padded(column, (14, 4, 14, 14)))
        self.add_stretch()
        self.sheet.chosen.connect(lambda _: self._on_choice())
        self.filling.chosen.connect(lambda _: self._on_choice())
        self.village.chosen.connect(lambda _: self._on_choice())
        self.copies.editingFinished.connect(self._on_choice)

    def wanted(self) -> Wanted:
        """What is chosen."""
        village = self.village.value()
        return Wanted(
            sheet=_SHEETS[self.sheet.index()],
            filling=self.filling.value(),
            village="" if village in ("", _ALL) else village,
            copies=int(self.copies.value() or 1),
        )

    def show_offer(self, offer: Offer, village: str = "") -> None:
        """Offer these villages; `village` is chosen where it is one of them."""
        self._offer = offer
        due = sum(count for _, count in offer.villages)
        options = [
            (v, t("fieldsheets-village-count", village=v, count=n)) for v, n in offer.villages
        ]
        everywhere = (_ALL, t("fieldsheets-all-villages", count=due))
        first = not self.village.value()
        self.village.set_options([*options, everywhere])
        if village or first:
            self.village.set_value(village or next((v for v, n in offer.villages if n), _ALL))
        self.sheet.setEnabled(offer.knows_sheet_a)
        self._tell()

    def _on_choice(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        wanted = self.wanted()
        is_blank = wanted.filling == BLANK
        self.village.setEnabled(not is_blank)
        self.copies.setEnabled(is_blank)
        key = f"fieldsheets-hint-{wanted.filling}"
        if wanted.sheet == "A" and not is_blank:
            self.hint.setText(t("fieldsheets-hint-requests", count=self._offer.requests))
        else:
            self.hint.setText(t(key))
