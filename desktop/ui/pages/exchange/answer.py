"""A receipt read before it is noted, or again later: verdict, both sides' sums, remarks."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.vietnamese import show_date
from desktop.exchange.records import Verdict
from desktop.services.answering import Answer
from desktop.text import t
from desktop.ui.head_word import head_word
from desktop.ui.pages.checked import say_remark
from desktop.ui.rows_model import Column, RowsModel, State
from desktop.ui.widgets import Button, Card, Note, TableView, Text, padded


@dataclass(frozen=True, slots=True)
class _Sum:
    name: str
    ours: int
    theirs: int | None


@dataclass(frozen=True, slots=True)
class _Said:
    uid: str
    head: str
    village: str
    text: str


_SUMS = {
    "resident_households": "exchange-sum-residents",
    "poor_households": "exchange-sum-poor",
    "near_poor_households": "exchange-sum-near",
    "poor_people": "exchange-sum-poor-people",
    "near_poor_people": "exchange-sum-near-people",
}
_WORDS = {
    Verdict.TAKEN_IN: "exchange-answer-taken",
    Verdict.RETURNED: "exchange-answer-returned",
    Verdict.HELD: "exchange-answer-held",
}


class AnswerView(QWidget):
    """`left`: back to the page; `noted`: write the receipt into the book; `household(uid)`."""

    left = Signal()
    noted = Signal()
    household = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.back = Button(t("exchange-back"), icon="arrow-left", key="Esc")
        self.back.clicked.connect(self.left)
        self.note_button = Button(
            t("exchange-note-receipt"), icon="circle-check", key="Ctrl+Enter", kind="primary"
        )
        self.note_button.clicked.connect(self.noted)
        self.verdict = Note("ok", "")
        self.opinion = Text("", "body", "text2", wrap=True)
        self._build_sums()
        self._build_remarks()
        self._lay_out()

    def _build_sums(self) -> None:
        columns: list[Column[_Sum]] = [
            Column(t("exchange-sum"), lambda s: t(_SUMS[s.name])),
            Column(t("exchange-mine"), lambda s: s.ours, kind="figures", width=84),
            Column(t("exchange-theirs"), _theirs, kind="figures", width=112),
            Column("", _equal, kind="state", width=108),
        ]
        self.sums = RowsModel(columns, t("exchange-sums"))
        self.sums_card = Card(t("exchange-sums"), icon="scale")
        self.sums_table = TableView(self.sums)
        self.sums_card.add(self.sums_table)

    def _build_remarks(self) -> None:
        columns: list[Column[_Said]] = [
            Column(t("exchange-remark-household"), lambda r: r.head, width=210),
            Column(t("exchange-remark-village"), lambda r: r.village, width=150),
            Column(t("exchange-remark"), lambda r: r.text, tip=lambda r: r.text),
            Column("", lambda r: t("exchange-see") if r.village else "", kind="link", width=80),
        ]
        self.remarks = RowsModel(columns, t("exchange-remarks"))
        self.remarks_card = Card(t("exchange-remarks"), icon="note")
        self.remarks_table = TableView(self.remarks)
        for signal in (self.remarks_table.followed, self.remarks_table.opened):
            signal.connect(lambda r: self.household.emit(r.uid))
        self.remarks_card.add(self.remarks_table, 1)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.title = Text("", "name")
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.back)
        top.addWidget(self.title, 1)
        top.addWidget(self.note_button)
        column.addLayout(top)
        column.addWidget(self.verdict)
        self._opinion_holder = padded(self.opinion, (2, 0, 2, 0))
        column.addWidget(self._opinion_holder)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.sums_card, 2, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.remarks_card, 3)
        self._rest = QWidget()
        self._rest.setProperty("ground", "clear")
        row.addWidget(self._rest, 3)
        column.addLayout(row, 1)

    # Showing ----------------------------------------------------------------------------------
    def show_answer(self, answer: Answer, sender: str) -> None:
        """Show what a receipt says; it can be noted once, if it is ours."""
        number = str(answer.number)
        self.title.setText(t("exchange-answer-title", number=number, year=str(answer.year)))
        self.verdict.say(*_verdict(answer, sender))
        self.opinion.setText(_opinion(answer))
        self._opinion_holder.setVisible(bool(self.opinion.text()))
        self.sums.set_rows([_Sum(*one) for one in answer.shown()])
        self.remarks.set_rows([_said(answer, r.record_uid, r.text, r.code) for r in answer.remarks])
        self.remarks_card.setVisible(bool(answer.remarks))
        self._rest.setVisible(not answer.remarks)
        self.sums_table.fit_height()
        self.note_button.setVisible(answer.report is not None and not answer.known)

    def focus_first(self) -> None:
        """The deed, else the way back."""
        (self.back if self.note_button.isHidden() else self.note_button).setFocus()


def _theirs(line: _Sum) -> int | str:
    return "–" if line.theirs is None else line.theirs


def _equal(line: _Sum) -> State | None:
    if line.theirs is None:
        return None
    if line.ours == line.theirs:
        return State("ok", t("exchange-equal"))
    return State("err", t("exchange-unequal"))


def _verdict(answer: Answer, sender: str) -> tuple[str, str, str]:
    """(first, second, state) for the note."""
    if answer.report is None:
        return t("exchange-answer-foreign"), t("exchange-answer-foreign-next"), "err"
    first = t(_WORDS[answer.verdict], sender=sender, number=str(answer.number))
    if answer.verdict is Verdict.RETURNED:
        return first, t("exchange-answer-returned-next"), "returned"
    if answer.verdict is Verdict.HELD:
        return first, t("exchange-answer-held-next"), "held"
    if not answer.agrees:
        return first, t("exchange-answer-differs"), "err"
    return first, t("exchange-answer-agrees"), "ok"


def _opinion(answer: Answer) -> str:
    if answer.opinion_no or answer.opinion_on:
        return t(
            "exchange-opinion-numbered",
            text=answer.opinion or "–",
            number=answer.opinion_no or "–",
            date=show_date(answer.opinion_on) or "–",
        )
    return t("exchange-opinion", text=answer.opinion) if answer.opinion else ""


def _said(answer: Answer, uid: str, text: str, code: str) -> _Said:
    named = answer.named.get(uid)
    words = text or (say_remark(code) if code else "")
    if named is None:
        return _Said(uid, t("exchange-remark-unknown"), "", words)
    return _Said(uid, head_word(named.head_name), named.village, words)
