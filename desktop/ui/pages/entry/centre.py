"""The middle of the page: the sheet as cards in the order of the paper, one current place."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.text import t
from desktop.ui import fonts
from desktop.ui.pages.entry import room
from desktop.ui.pages.entry.b1 import FOLDED, B1Card
from desktop.ui.pages.entry.deprivations import Deprivations
from desktop.ui.pages.entry.foot import Foot
from desktop.ui.pages.entry.general import HEIGHT, General
from desktop.ui.pages.entry.left_why import LeftWhy
from desktop.ui.pages.entry.lines import View
from desktop.ui.pages.entry.opening_list import ROW as LINE
from desktop.ui.pages.entry.places import (
    B1,
    CAUSES,
    DEPRIVATIONS,
    GENERAL,
    MEMBERS,
    section_of,
)
from desktop.ui.pages.entry.roster import Roster
from desktop.ui.pages.entry.roster_cells import ROW, draw_changed, draw_prefill
from desktop.ui.pages.entry.state import Keying
from desktop.ui.pages.entry.words import last_year
from desktop.ui.widgets import Card, KeyChip, Text
from desktop.ui.widgets.paint import draw_text, painting

HEAD = 34


class Centre(QWidget):
    """`typed(Keying)` at each keystroke, `entered(place)` when the hand is somewhere else,
    `stepped(±1)` at Enter."""

    typed = Signal(object)
    entered = Signal(str)
    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._state: Keying | None = None
        self._section = GENERAL
        self.general = General()
        self.roster = Roster(self)
        self.b1 = B1Card()
        self.deprivations = Deprivations()
        self.foot = Foot()
        self.left_why = LeftWhy()
        self.from_last = _Legend(draw_prefill)
        self.changed = _Legend(draw_changed)
        self.members = self._members_card()
        self.indicators = self._indicators_card()
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(room.GAP)
        for card in (self.members, self.b1, self.indicators, self.foot):
            column.addWidget(card)
        column.setStretchFactor(self.indicators, 1)
        column.addStretch(0)
        self._connect()

    def _members_card(self) -> Card:
        card = Card(t("entry-section-2"), head_height=HEAD)
        for widget in (self.from_last, self.changed, KeyChip("Ctrl+Insert")):
            card.head.addWidget(widget)
        card.head.addWidget(Text(t("entry-add-row"), "tiny", "text2"))
        card.add(self.general)
        card.add(self.roster, 1)
        card.add(self.left_why)
        return card

    def _indicators_card(self) -> Card:
        card = Card(" ", head_height=HEAD)
        for key, word in (("+", "entry-take-one"), ("Ctrl+=", "entry-take-all")):
            card.head.addWidget(KeyChip(key))
            card.head.addWidget(Text(t(word), "tiny", "text2"))
        card.add(self.deprivations, 1)
        return card

    def _connect(self) -> None:
        for part in (self.general, self.roster, self.b1, self.foot):
            part.entered.connect(self.entered)
            part.typed.connect(self.typed)
            part.stepped.connect(self.stepped)
        self.left_why.turned.connect(self._share_out)
        self.deprivations.typed.connect(self.typed)
        self.deprivations.stepped.connect(self.stepped)
        self.deprivations.entered.connect(
            lambda line: self.entered.emit(f"deprivation:{self.deprivations.code_at(line)}")
        )

    # What is shown ----------------------------------------------------------------------------
    def show_sheet(self, state: Keying, view: View) -> None:
        """Show a sheet on all cards."""
        size = None if self._state is None else len(self._state.present)
        self._state = state
        year = last_year(state)
        self.members.set_remark(t("entry-people", count=len(state.present)))
        self.from_last.set_word(t("entry-from-last", year=year))
        self.changed.set_word(t("entry-changed", year=year))
        total = len(view.lines)
        done = total - len(view.standing.open_codes)
        self.indicators.title.setText(t("entry-deprivations", count=total))
        self.indicators.set_remark(t("entry-confirmed", done=done, total=total))
        self.general.show_sheet(state)
        self.roster.show_sheet(state, view)
        self.b1.show_sheet(state)
        self.deprivations.show_sheet(state, view)
        self.foot.show_sheet(state)
        if size != len(state.present):
            self._share_out()

    def go_to(self, place: str) -> None:
        """Put the hand on a place: its card gets room, the others fall quiet."""
        self._section = section_of(place)
        self._share_out()
        kind, _, rest = place.partition(":")
        if kind == "general":
            self.general.go_to(place)
        elif kind == "member":
            self.roster.go_to(place)
        elif kind == "b1":
            self.b1.go_to(place)
        elif kind == "deprivation":
            self.deprivations.go_to(rest)
        else:
            self.foot.go_to(place)
        self._quiet()

    def refill(self) -> None:
        """The field in hand shows what an act put there."""
        if self._section == MEMBERS:
            self.roster.refill()
        elif self._section == B1:
            self.b1.refill()
        elif self._section == DEPRIVATIONS:
            self.deprivations.refill()
        else:
            self.foot.refill()

    def _quiet(self) -> None:
        if self._section != MEMBERS:
            self.roster.set_active(active=False)
        if self._section != DEPRIVATIONS:
            self.deprivations.set_active(active=False)
        if self._section != B1:
            self.b1.items.set_active(active=False)

    def show_last(self) -> bool:
        """The current place as in the last round; whether that is known."""
        if self._section == MEMBERS:
            return self.roster.show_last()
        if self._section == B1:
            return self.b1.show_last()
        if self._section == DEPRIVATIONS:
            return self.deprivations.show_last()
        return self._section == CAUSES and self.foot.show_last()

    # Room -------------------------------------------------------------------------------------
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._share_out()

    def _asking(self) -> int:
        return 0 if self.left_why.isHidden() else self.left_why.height()

    def _share_out(self) -> None:
        if self._state is None:
            return
        unfolded = self._section == B1
        self.b1.set_unfolded(unfolded)
        self.deprivations.set_row(LINE + 4 if self.height() >= room.TALL else LINE)
        needs = room.Needs(
            people=len(self._state.present),
            row=ROW,
            roster_frame=HEAD + HEIGHT + self.roster.height_of(0) + 3 + self._asking(),
            b1_folded=FOLDED,
            b1_full=self.b1.full_height() if self._state.standard.b1_items else FOLDED,
            list_full=HEAD + self.deprivations.full_height() + 2,
            foot=self.foot.height_needed(),
        )
        given = room.share(self.height(), self._section, needs)
        for card, height in ((self.members, given.roster), (self.b1, given.b1)):
            card.setVisible(height > 0)
            card.setFixedHeight(max(height, 1))
        self.indicators.setVisible(given.deprivations)
        self.foot.setVisible(given.foot)
        self._column.activate()


class _Legend(QWidget):
    """A mark of the roster with its word."""

    def __init__(self, mark: object) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._mark, self._word = mark, ""
        self.setFixedHeight(18)

    def set_word(self, word: str) -> None:
        """Show the word."""
        self._word = word
        self.setFixedWidth(round(fonts.text_width(word, "tiny")) + 14)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        with painting(self) as painter:
            assert callable(self._mark)
            self._mark(painter, QPointF(2, 6))
            draw_text(painter, QRectF(12, 0, self.width() - 12, 18), self._word, "tiny", "text2")
