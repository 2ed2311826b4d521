"""A receipt read before it is noted, or again later: verdict, opinion, sums of both sides, remarks."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.answer import Heard, Said
from desktop.domain.vietnamese import show_date
from desktop.exchange.records import Verdict
from desktop.services.answering import Answer, Total
from desktop.store.packages import Package
from desktop.text import t
from desktop.ui.head_word import head_word
from desktop.ui.pages.checked import said_of
from desktop.ui.rows_model import Column, RowsModel, State
from desktop.ui.widgets import Button, Card, Note, TableView, Text, padded


@dataclass(frozen=True, slots=True)
class _Said:
    heard: Heard
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


_AGREES = {None: "answers-opinion", True: "answers-opinion-yes", False: "answers-opinion-no"}


class AnswerView(QWidget):
    """`left`: back to the page; `noted`: write the receipt into the book; `household(uid)`;
    `settled(Heard)`: dealt with, or not after all; `taken_over`: the opinion into the procedure;
    `minute_wanted(Package)`: the minute of the hand-over."""

    left = Signal()
    noted = Signal()
    household = Signal(str)
    settled = Signal(object)
    taken_over = Signal()
    minute_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.report: Package | None = None
        self._dealt: tuple[str, int] | None = None
        self.back = Button(t("exchange-back"), icon="arrow-left", key="Esc")
        self.back.clicked.connect(self.left)
        self.minute = Button(t("answers-minute"), icon="printer", key="Ctrl+P")
        self.minute.clicked.connect(lambda: self.minute_wanted.emit(self.report))
        self.note_button = Button(
            t("exchange-note-receipt"), icon="circle-check", key="Ctrl+Enter", kind="primary"
        )
        self.note_button.clicked.connect(self.noted)
        self.take_over = Button(t("answers-take-over"), icon="arrow-right", size="compact")
        self.take_over.clicked.connect(self.taken_over)
        self.verdict = Note("ok", "")
        self.opinion = Note("info", "", "", self.take_over)
        self.counts = Text("", "small", "text2", wrap=True)
        self._build_sums()
        self._build_remarks()
        self._lay_out()

    def _build_sums(self) -> None:
        columns: list[Column[Total]] = [
            Column(t("exchange-sum"), lambda s: t(_SUMS[s.name])),
            Column(t("answers-mine"), lambda s: _figure(s.mine), kind="figures", width=76),
            Column(t("answers-received"), lambda s: s.received, kind="figures", width=76),
            Column(t("answers-accepted"), lambda s: _figure(s.accepted), kind="figures", width=96),
            Column("", _equal, kind="state", width=112),
        ]
        self.sums = RowsModel(columns, t("exchange-sums"))
        self.sums_card = Card(t("exchange-sums"), icon="scale")
        self.sums_table = TableView(self.sums)
        self.sums_card.add(self.sums_table)
        self.sums_card.add(padded(self.counts, (16, 8, 16, 10)))

    def _build_remarks(self) -> None:
        columns: list[Column[_Said]] = [
            Column(t("exchange-remark"), _lines, kind="lines", tip=lambda r: r.text),
            Column(t("answers-state"), lambda r: remark_state(r.heard), kind="state", width=124),
            Column("", lambda r: t("exchange-see") if r.village else "", kind="link", width=56),
        ]
        self.remarks = RowsModel(columns, t("exchange-remarks"))
        self.remarks_card = Card(t("exchange-remarks"), icon="note")
        self.remarks_table = TableView(self.remarks, row=46)
        for signal in (self.remarks_table.followed, self.remarks_table.opened):
            signal.connect(self._open_household)
        self.settle = Button(t("answers-settle"), icon="check", key="F6", size="compact")
        self.settle.clicked.connect(self._settle)
        self.remarks_table.current.connect(self._on_remark)
        self.remarks_card.beside_title(self.settle)
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
        top.addWidget(self.minute)
        top.addWidget(self.note_button)
        column.addLayout(top)
        column.addWidget(self.verdict)
        column.addWidget(self.opinion)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.sums_card, 5, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.remarks_card, 6)
        self._rest = QWidget()
        self._rest.setProperty("ground", "clear")
        row.addWidget(self._rest, 6)
        column.addLayout(row, 1)

    # Showing ----------------------------------------------------------------------------------
    def show_answer(self, answer: Answer, sender: str) -> None:
        """Show what a receipt says; it can be noted once, if it is ours."""
        row = self._row_after(answer)
        self.report = answer.report
        number = str(answer.number)
        self.title.setText(t("exchange-answer-title", number=number, year=str(answer.year)))
        self.verdict.say(*_verdict(answer, sender))
        self.opinion.setVisible(not answer.opinion.is_empty)
        self.opinion.say(*_opinion(answer.opinion), "info")
        self.take_over.setVisible(answer.offered)
        self.sums.set_rows(answer.shown())
        self.counts.setText(_counted(answer))
        self.counts.setVisible(bool(self.counts.text()))
        self.remarks.set_rows([_said(answer, h) for h in answer.remarks])
        self.remarks_card.setVisible(bool(answer.remarks))
        self._rest.setVisible(not answer.remarks)
        self.sums_table.fit_height()
        self.note_button.setVisible(answer.report is not None and not answer.known)
        self.minute.setVisible(answer.report is not None and answer.known)
        self.settle.setVisible(False)
        self.remarks_table.choose_row(row)

    def _row_after(self, answer: Answer) -> int:
        """The remark to stand on: after one was dealt with the next open one, else the first."""
        dealt, self._dealt = self._dealt, None
        if dealt is None or answer.report is None or answer.report.sha256 != dealt[0]:
            return 0
        was = dealt[1]
        later = range(was + 1, len(answer.remarks))
        return next((i for i in later if answer.remarks[i].is_open), was)

    def _on_remark(self, said: _Said | None) -> None:
        can = said is not None and bool(said.heard.uid) and said.heard.number > 0
        self.settle.setVisible(can and self.note_button.isHidden())
        if said is not None:
            key = "answers-settle" if said.heard.is_open else "answers-reopen"
            self.settle.setText(t(key))
            self.settle.updateGeometry()

    def _open_household(self, said: _Said) -> None:
        if said.village:
            self.household.emit(said.heard.remark.record_uid)

    def _settle(self) -> None:
        if (said := self.remarks_table.record()) is not None and self.report is not None:
            self._dealt = (self.report.sha256, self.remarks_table.currentIndex().row())
            self.settled.emit(said.heard)

    def focus_first(self) -> None:
        """The deed, else what is to be dealt with, else the way back."""
        if not self.note_button.isHidden():
            self.note_button.setFocus()
        elif not self.remarks_card.isHidden():
            self.remarks_table.setFocus()
        else:
            self.back.setFocus()


def _figure(value: int | None) -> int | str:
    return "–" if value is None else value


def _equal(line: Total) -> State | None:
    if line.accepted is None:
        return None
    if line.received != line.accepted:
        return State("err", t("exchange-unequal"))
    if line.mine is not None and line.mine != line.received:
        return State("info", t("answers-moved-on"))
    return State("ok", t("exchange-equal"))


def _lines(said: _Said) -> tuple[str, str]:
    """The remark, and under it whom it is about."""
    return said.text, ", ".join(word for word in (said.head, said.village) if word)


def remark_state(heard: Heard) -> State:
    """Whether a remark waits, was dealt with, or its household was changed since."""
    if not heard.is_open:
        return State("ok", t("answers-settled"))
    if heard.changed:
        return State("info", t("answers-changed"))
    return State("warn", t("answers-open"))


def _counted(answer: Answer) -> str:
    """ "Từng hộ: đã nhận 812, cần làm rõ 3." """
    words = [t(f"answers-count-{verdict}", count=n) for verdict, n in answer.verdicts.items()]
    if not words:
        return ""
    said = t("answers-counts", counts=", ".join(words))
    return f"{said} {t('answers-counts-changed', count=answer.changed)}" if answer.changed else said


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


def _opinion(said: Said) -> tuple[str, str]:
    """Whether the upper office agrees and by which letter; then what it says."""
    first = t(_AGREES[said.agrees])
    if said.number or said.on:
        letter = t("answers-letter", number=said.number or "–", date=show_date(said.on) or "–")
        first = f"{first} ({letter})"
    return first, said.text


def _said(answer: Answer, heard: Heard) -> _Said:
    named = answer.named.get(heard.remark.record_uid)
    words = said_of(heard.remark)
    if named is None:
        return _Said(heard, t("exchange-remark-unknown"), "", words)
    return _Said(heard, head_word(named.head_name), named.village, words)
