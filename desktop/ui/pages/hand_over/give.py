"""The form that hands a household over: to which commune, since when; beside it the roads of the file."""

from __future__ import annotations

import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.services.handing_over import Choice as HandingChoice
from desktop.services.handing_over import Offer
from desktop.services.happening import Plan
from desktop.text import sentence, t
from desktop.ui.head_word import head_word
from desktop.ui.page import Desk
from desktop.ui.pages.events.preview import Preview
from desktop.ui.pages.exchange.roads import RoadsCard
from desktop.ui.pages.hand_over.words import day_typed, last_words, member_columns, told
from desktop.ui.rows_model import RowsModel
from desktop.ui.widgets import (
    Card,
    Choice,
    Field,
    Form,
    KeyValues,
    Link,
    Note,
    TableView,
    Text,
    mark_bad,
    padded,
    scrolled,
)

ROADS_WIDTH = 320
DAY = 130


class GiveView(QWidget):
    """`changed()`: the deed is to be planned anew; `wanted(Path)`: seal into this folder."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.offer: Offer | None = None
        self.card = Card(" ")
        self.note = Note("err", "")
        self.facts = KeyValues(name_width=112)
        self.members = RowsModel(member_columns(), t("handover-members"))
        self.table = TableView(self.members, row=27)
        self.to, self.day, self.word = Choice(), Field(), Field()
        self.day.setFixedWidth(DAY)
        self.day.setPlaceholderText(t("handover-day-shape"))
        self.word.setPlaceholderText(t("handover-word-hint"))
        self.missing = Text("", "small", "text2", wrap=True)
        self.cards = Link(t("handover-to-cards"))
        self.cards.clicked.connect(lambda: desk.go("cards"))
        self.preview = Preview()
        self.already = Text("", "body-bold", wrap=True)
        self.roads = RoadsCard(desk)
        self.roads.setFixedWidth(ROADS_WIDTH)
        self._lay_out()
        self.to.chosen.connect(lambda _: self.changed.emit())
        self.day.textEdited.connect(lambda _: self._on_typed())
        self.word.textEdited.connect(lambda _: self.changed.emit())

    def _lay_out(self) -> None:
        form = Form(label_width=112)
        form.add(t("handover-to"), self.to)
        form.add(t("handover-left-on"), self.day)
        form.add(t("handover-word"), self.word)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 0, 14, 12)
        column.setSpacing(10)
        column.addWidget(self.note)
        column.addWidget(self.facts)
        column.addWidget(self.table)
        self.fields = padded(form, (0, 0, 0, 0))
        column.addWidget(self.fields)
        line = QHBoxLayout()
        line.addWidget(self.missing, 1)
        line.addWidget(self.cards)
        column.addLayout(line)
        column.addWidget(Text(t("handover-does"), "dense-bold"))
        column.addWidget(self.already)
        column.addWidget(self.preview)
        column.addStretch(1)
        self.card.add(scrolled(inside), 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.card, 1)
        row.addWidget(self.roads)

    # Showing ------------------------------------------------------------------------------------
    def show_offer(self, offer: Offer, today: datetime.date) -> None:
        """A household; what was typed stays while it is the same one."""
        other = self.offer is None or self.offer.household.uid != offer.household.uid
        self.offer = offer
        home = offer.household
        self.card.title.setText(t("handover-give", name=head_word(home.head_name)))
        self.facts.set_rows([
            (t("handover-fact-here"), t("handover-home", number=home.number, village=home.village)),
            (t("handover-fact-people"), str(len(home.present))),
            (t("handover-fact-last"), last_words(next(reversed(offer.reviews), None))),
            (t("handover-fact-reviews"), t("handover-reviews", count=len(offer.reviews))),
        ])  # fmt: skip
        self.members.set_rows(list(home.present))
        self.table.fit_height()
        self.to.set_options(
            [("", t("handover-to-none")), *((c.code, c.name) for c in offer.receivers)]
        )
        if other:
            self.to.set_value(offer.receivers[0].code if len(offer.receivers) == 1 else "")
            self.day.setText(f"{offer.left.happened_on if offer.left else today:%d/%m/%Y}")
            self.word.clear()
        self.day.setReadOnly(offer.left is not None)
        count = len(offer.receivers)
        self.missing.setText(t("handover-cards", count=count) if count else t("handover-no-cards"))
        hindrance = offer.hindrance
        self.note.setVisible(hindrance is not None or offer.refused is not None)
        if hindrance is not None:
            self.note.say(t("handover-cannot"), sentence(hindrance), "err")
        elif offer.refused is not None:
            self.note.say(told(offer.refused)[1], t("handover-refused-how"), "returned")
        self.fields.setEnabled(hindrance is None)
        self._on_typed()

    def show_plan(self, plan: Plan | None) -> None:
        """What will be recorded with it; None where the leaving is recorded already."""
        left = self.offer.left if self.offer else None
        self.already.setVisible(left is not None)
        self.preview.setVisible(left is None)
        if left is not None:
            self.already.setText(t("handover-left-already", on=left.happened_on))
        self.preview.show_plan(plan, asked=False)
        blocked = plan is not None and plan.is_blocked
        may = self.choice() is not None and not blocked
        self.roads.set_may_seal(may, t("handover-one-file") if may else t("handover-not-yet"))

    def _on_typed(self) -> None:
        mark_bad(self.day, "" if day_typed(self.day.value()) else t("handover-day-bad"))
        self.changed.emit()

    def choice(self) -> HandingChoice | None:
        """What is asked for, None while something is missing."""
        day = day_typed(self.day.value())
        if self.offer is None or self.offer.hindrance is not None or not day or not self.to.value():
            return None
        return HandingChoice(
            household=self.offer.household.uid, to=self.to.value(),
            on=datetime.date.fromisoformat(day), note=self.word.value(),
        )  # fmt: skip
