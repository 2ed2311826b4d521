"""What is said of single households beside a package: remarks written, findings turned into them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.answer import Given
from desktop.services.saying import Spoken
from desktop.text import t
from desktop.ui.head_word import head_word
from desktop.ui.pages.checked import say_remark
from desktop.ui.rows_model import Column, RowsModel, State
from desktop.ui.widgets.buttons import Button, KeyChip
from desktop.ui.widgets.fields import Field, mark_bad
from desktop.ui.widgets.frames import padded, rule
from desktop.ui.widgets.table import TableView
from desktop.ui.widgets.text import Text

SIDE = 16


class RemarksSection(QWidget):
    """`wanted(number, words)`: a remark on the household of this number; `back(Given)` takes one
    away."""

    wanted = Signal(str, str)
    back = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.number = Field(name=t("answers-remark-number"), compact=True)
        self.number.setPlaceholderText(t("answers-remark-number"))
        self.number.setFixedWidth(84)
        self.words = Field(name=t("answers-remark-words"), compact=True)
        self.words.setPlaceholderText(t("answers-remark-words"))
        self.keep = Button(t("answers-remark-keep"), icon="note", size="compact")
        self.keep.clicked.connect(self._keep)
        self.why = Text("", "small", "err")
        self.why.hide()
        for field in (self.number, self.words):
            field.returnPressed.connect(self._keep)
            field.textChanged.connect(lambda _, f=field: self._well(f))
        columns: list[Column[Spoken]] = [
            Column(
                "", lambda s: s.number, kind="figures", width=64, align_right=False, ink="text3"
            ),
            Column("", lambda s: head_word(s.head_name), width=140, tip=lambda s: s.head_name),
            Column("", lambda s: words_of(s.given), tip=lambda s: words_of(s.given)),
            Column("", _sent, kind="state", width=116),
            Column("", lambda _: t("answers-remark-back"), kind="link", width=56),
        ]
        self.model = RowsModel(columns, t("answers-remarks"))
        self.table = TableView(self.model, row=28, head=0)
        self.table.followed.connect(lambda s: self.back.emit(s.given))
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(SIDE, 6, SIDE, 5)
        head.setSpacing(8)
        head.addWidget(Text(t("answers-remarks"), "small-bold", "text2"))
        head.addStretch(1)
        head.addWidget(KeyChip("F6"))
        head.addWidget(Text(t("answers-remarks-key"), "tiny", "text2"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.number)
        row.addWidget(self.words, 1)
        row.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(rule(strong=True))
        column.addLayout(head)
        column.addWidget(self.table)
        column.addWidget(padded(row, (SIDE, 4, SIDE, 4)))
        column.addWidget(padded(self.why, (SIDE, 0, SIDE, 6)))

    def show_spoken(self, spoken: Sequence[Spoken]) -> None:
        """Show these, in the order in which they were said."""
        self.model.set_rows(spoken)
        self.table.setVisible(bool(spoken))
        self.table.fit_height()

    def begin(self, number: str) -> None:
        """Write on this household."""
        self.number.setText(number)
        (self.words if number else self.number).setFocus()

    def clear(self) -> None:
        """It was kept: room for the next one."""
        self.number.clear()
        self.words.clear()

    def refuse(self, reason: str) -> None:
        """There is no household of this number."""
        mark_bad(self.number, reason)
        self.why.setText(reason)
        self.why.show()
        self.number.setFocus()
        self.number.selectAll()

    def _well(self, field: Field) -> None:
        mark_bad(field, "")
        self.why.hide()

    def _keep(self) -> None:
        number, words = self.number.value(), self.words.value()
        if not number or not words:
            (self.words if number else self.number).setFocus()
            return
        self.wanted.emit(number, words)


def words_of(given: Given) -> str:
    """The officer's own words, else those of the finding."""
    return given.text or say_remark(given.code, given.details)


def _sent(spoken: Spoken) -> State:
    if spoken.given.sent_in:
        return State("ok", t("answers-remark-sent"))
    return State("wait", t("answers-remark-waits"))
