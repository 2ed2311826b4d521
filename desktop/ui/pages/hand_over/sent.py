"""A household that was given: where it stands, the other commune's answer, sending again, taking back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from desktop.domain.vietnamese import show_date
from desktop.store.hand_overs import BACK, RECEIVED, REFUSED, SENT, HandOver
from desktop.text import t
from desktop.ui.head_word import head_word
from desktop.ui.pages.hand_over.words import told
from desktop.ui.widgets import Button, Card, KeyValues, Note, padded


class SentCard(Card):
    """`again()`, `back()`, `home(uid)`, `note_receipt()` when their buttons are pressed."""

    again = Signal()
    back = Signal()
    home = Signal(str)
    note_receipt = Signal()

    def __init__(self) -> None:
        super().__init__(" ")
        self.one: HandOver | None = None
        self.note = Note("info", "")
        self.facts = KeyValues(name_width=150)
        self.receipt_button = Button(
            t("handover-note-receipt"), icon="circle-check", kind="primary", key="Ctrl+Enter"
        )
        self.again_button = Button(t("handover-again"), icon="send")
        self.back_button = Button(t("handover-take-back"), icon="arrow-back-up")
        self.home_button = Button(t("handover-see"), icon="home")
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(self.note)
        column.addWidget(self.facts)
        self.add(padded(column, (14, 0, 14, 12)))
        self.add_stretch()
        foot = self.add_foot(self.back_button, self.home_button)
        foot.addStretch(1)
        foot.addWidget(self.again_button)
        foot.addWidget(self.receipt_button)
        foot.setContentsMargins(14, 7, 14, 7)
        self.receipt_button.clicked.connect(self.note_receipt)
        self.again_button.clicked.connect(self.again)
        self.back_button.clicked.connect(self.back)
        self.home_button.clicked.connect(
            lambda: self.home.emit(self.one.household_uid if self.one else "")
        )

    def show_one(self, one: HandOver, *, receipt: bool = False) -> None:
        """Show one given; with a `receipt` in hand what it says, before it is noted."""
        self.one = one
        self.title.setText(t("handover-given", name=head_word(one.head_name)))
        state, words = told(one)
        how = t("handover-receipt-came", office=one.office_name) if receipt else ""
        second = t(f"handover-next-{one.state}", office=one.office_name)
        self.note.say(how or words, words if how else second, state)
        counted = one.details.get("counted", {})
        rows = [
            (t("handover-to"), one.office_name),
            (t("handover-left-on"), show_date(one.left_on)),
            (t("handover-fact-people"), t("handover-people-sent", count=one.people)),
            (t("handover-fact-reviews"), t("handover-reviews", count=one.reviews)),
            (t("handover-fact-word"), one.reason if one.state in (SENT, BACK) else ""),
            (t("handover-fact-counted"), self._counted(one, counted)),
            (t("handover-fact-package"), t("handover-number", number=str(one.number), file=one.file_name)),
            (t("handover-fact-made"), f"{one.made_at.astimezone():%d/%m/%Y %H:%M}"),
        ]  # fmt: skip
        self.facts.set_rows([(name, said) for name, said in rows if said])
        self.receipt_button.setVisible(receipt)
        self.again_button.setVisible(not receipt and one.state in (SENT, RECEIVED))
        self.back_button.setVisible(not receipt and one.state in (SENT, REFUSED))

    def _counted(self, one: HandOver, counted: dict[str, int]) -> str:
        if one.state != RECEIVED or not counted:
            return ""
        key = "handover-counted-same" if counted.get("people") == one.people else "handover-counted"
        return t(key, count=counted.get("people", 0))
