"""The question before a loss: only for what cannot be undone; the button is the verb itself."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.text import t
from desktop.ui.icons import pixmap


def ask(parent: QWidget | None, question: str, consequence: str, verb: str, safe: str = "") -> bool:
    """Whether to do it: `verb` does, `safe` (*Để sau*) is the default and answers Esc."""
    box = question_box(parent, question, consequence, verb, safe)
    box.exec()
    return box.clickedButton() is not box.defaultButton() and box.clickedButton() is not None


def question_box(
    parent: QWidget | None, question: str, consequence: str, verb: str, safe: str = ""
) -> QMessageBox:
    """The box of `ask`, for tests and for those who need its buttons."""
    box = QMessageBox(parent)
    box.setWindowTitle(t("ui-program"))
    box.setIconPixmap(pixmap("help", "accent", 32, box.devicePixelRatioF()))
    box.setText(question)
    box.setInformativeText(consequence)
    box.addButton(verb, QMessageBox.ButtonRole.AcceptRole)
    keep = box.addButton(safe or t("ui-later"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    return box
