"""The last step: what was read, in one sentence and in figures, and what is left to mend."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.services.reading import ListPlan, ListResult
from desktop.text import t
from desktop.ui.pages.read_list.equation import Equation
from desktop.ui.widgets import Button, Card, Note, Text, padded

WIDEST = 900


class ResultStep(QWidget):
    """`register_wanted`, `again_wanted`, `errors_wanted`, `folder_wanted`, `twins_wanted`, `undo_wanted`
    are its buttons."""

    register_wanted = Signal()
    again_wanted = Signal()
    errors_wanted = Signal()
    folder_wanted = Signal()
    twins_wanted = Signal()
    undo_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.sentence = Text("", "name", wrap=True)
        self.second = Text("", "body", "text2", wrap=True)
        self.equation = Equation()
        self.register = Button(t("read-list-to-register"), icon="home", kind="primary")
        self.again = Button(t("read-list-again"), icon="file-spreadsheet")
        self.errors = Button(t("read-list-errors"), icon="file-spreadsheet", size="compact")
        self.folder = Button(t("read-list-folder"), icon="folder-open", size="compact")
        self.register.clicked.connect(self.register_wanted)
        self.again.clicked.connect(self.again_wanted)
        self.errors.clicked.connect(self.errors_wanted)
        self.folder.clicked.connect(self.folder_wanted)
        self.twins = Button(t("twins-to-page"), icon="copy")
        self.twins.clicked.connect(self.twins_wanted)
        self.undo = Button(t("read-list-undo"), icon="arrow-back-up")
        self.undo.clicked.connect(self.undo_wanted)
        self.left = QVBoxLayout()
        card = Card()
        card.setMaximumWidth(WIDEST)
        inner = QVBoxLayout()
        inner.setSpacing(14)
        inner.addWidget(self.sentence)
        inner.addWidget(self.equation)
        inner.addWidget(self.second)
        inner.addLayout(self.left)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.register)
        buttons.addWidget(self.again)
        buttons.addWidget(self.twins)
        buttons.addWidget(self.undo)
        buttons.addStretch(1)
        inner.addLayout(buttons)
        card.add(padded(inner, (20, 16, 20, 18)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)

    def show_result(self, result: ListResult, plan: ListPlan) -> None:
        """What was written."""
        self.sentence.setText(sentence(result))
        self.second.setText(
            t("read-list-written", households=result.households, year=str(result.year))
        )
        self.equation.show_result(result)
        self.twins.setVisible(result.parked > 0)
        self.show_errors(plan, None)

    def show_errors(self, plan: ListPlan, errors: Path | None) -> None:
        """How many rows are to be mended, and where the workbook with their faults is."""
        while (item := self.left.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.setParent(None)
        if not plan.refused:
            return
        words = t("read-list-to-mend", rows=len(plan.refused))
        if errors is None:
            note = Note("warn", words, t("read-list-to-mend-how"))
            buttons = [self.errors]
        else:
            note = Note(
                "ok", t("read-list-errors-written", file=errors.name), t("read-list-mend-next")
            )
            buttons = [self.folder]
        self.left.addWidget(note)
        row = QHBoxLayout()
        for button in buttons:
            row.addWidget(button)
            button.show()
        row.addStretch(1)
        holder = QWidget()
        holder.setProperty("ground", "clear")
        row.setContentsMargins(0, 8, 0, 0)
        holder.setLayout(row)
        self.left.addWidget(holder)

    def focus_first(self) -> None:
        """Where one goes next."""
        self.register.setFocus()


def sentence(result: ListResult) -> str:
    """Đọc xong 1.204 dòng: thêm 1.102, cập nhật 84, bỏ qua 11, từ chối 7."""
    done = t(
        "read-list-done",
        rows=result.rows,
        created=result.created,
        updated=result.updated,
        skipped=result.skipped,
        refused=result.refused,
    )
    return f"{done} {t('read-list-done-parked', parked=result.parked)}" if result.parked else done
