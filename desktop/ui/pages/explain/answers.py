"""The large card: verdict, every answer with its points and its article."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QVBoxLayout

from desktop.services.explaining import Explained
from desktop.services.explaining_words import (
    Line,
    answer_blocks,
    limit_words,
    standard_words,
    verdict_words,
)
from desktop.text import t
from desktop.ui.pages.explain.wrapped import KIND, WrappedTable
from desktop.ui.rows_model import Column, Heading, RowsModel
from desktop.ui.widgets import Card, ClassChip, Text, padded


def answer_columns(what: int = 216, source: int = 232) -> list[Column[Line]]:
    """What was asked, the answer, points, source; long words are wrapped."""
    return [
        Column(t("explain-what"), _what, kind=KIND, width=what, tip=lambda line: line.tip),
        Column(t("explain-answer"), _answer, kind=KIND),
        Column(t("explain-points"), _points, kind="figures", width=58, bold=True),
        Column(
            t("explain-source"), _source, kind=KIND, width=source, ink="text2", role="small",
        ),
    ]  # fmt: skip


def _what(line: Line) -> str:
    return f"**{line.what}**" if line.is_total else line.what


def _answer(line: Line) -> str:
    return line.answer


def _source(line: Line) -> str:
    return line.source if line.seen else t("explain-unseen", source=line.source)


def _points(line: Line) -> str:
    return "" if line.points is None else str(line.points)


class AnswersCard(Card):
    """The answers of one household."""

    def __init__(self) -> None:
        super().__init__(" ", head_height=44)
        self.chip = ClassChip("none")
        self.beside_title(self.chip)
        self.limits = Text("", "small", "text2", wrap=True)
        self.model: RowsModel[Line] = RowsModel(answer_columns(), t("page-explain"))
        self.table = WrappedTable(self.model)
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 0)
        words.addWidget(self.limits)
        self.add(padded(words, (14, 0, 14, 8)))
        self.add(self.table, 1)

    def show_told(self, told: Explained) -> None:
        """Show a household's answers, from the top."""
        made = told.made
        kind = made.household_class
        self.title.setText(verdict_words(made))
        self.chip.set_class(str(kind or "none"))
        self.chip.setVisible(kind is not None)
        self.limits.setText(f"{limit_words(made)} {standard_words(made)}")
        self.model.set_rows(list(_rows(told)))
        self.table.scrollToTop()


def _rows(told: Explained) -> Iterator[Line | Heading]:
    for block in answer_blocks(told.made):
        yield Heading(block.title)
        yield from block.lines
