"""Vì sao: every answer with its points and its article, over the middle of the page; Esc closes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.rules.explain import DeprivationLine, Explanation, explain
from desktop.text import t
from desktop.ui.page import Page
from desktop.ui.pages.entry.lines import View
from desktop.ui.pages.entry.state import Keying
from desktop.ui.pages.entry.words import deprived_word, reason
from desktop.ui.pages.explain.target import ExplainTarget
from desktop.ui.pages.explain.wrapped import KIND, WrappedTable
from desktop.ui.rows_model import Column, Heading, RowsModel
from desktop.ui.widgets import Button, Card, ClassChip, Text, padded


@dataclass(frozen=True, slots=True)
class _Row:
    what: str
    answer: str
    points: str
    source: str
    tip: str = ""


class Why(Card):
    """`closed` when the sheet comes back."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(" ", head_height=40)
        self.setParent(parent)
        parent.installEventFilter(self)
        self.uid = ""
        self.chip = ClassChip("none")
        self.verdict = Text("", "body", "text2", wrap=True)
        self.rows: RowsModel[_Row] = RowsModel(
            [
                Column(t("entry-why-what"), lambda r: r.what, kind=KIND, width=172, tip=lambda r: r.tip),
                Column(t("entry-why-answer"), lambda r: r.answer, kind=KIND),
                Column(t("entry-why-points"), lambda r: r.points, kind="figures", width=52, bold=True),
                Column(t("entry-why-source"), lambda r: r.source, kind=KIND, width=234, ink="text2", role="small"),
            ],
            t("entry-why"),
        )  # fmt: skip
        self.table = WrappedTable(self.rows, row=24, head=26)
        self.table.opened.connect(lambda _: self.open_page())
        whole = Button(t("explain-page"), key="Enter", size="compact", live=False)
        whole.clicked.connect(self.open_page)
        close = Button(t("entry-close"), key="Esc", size="compact", live=False)
        close.clicked.connect(self.closed)
        self.beside_title(self.chip)
        self.head.addWidget(whole)
        self.head.addWidget(close)
        self.add(padded(self.verdict, (14, 0, 14, 8)))
        self.add(self.table, 1)
        self.hide()

    def show_sheet(self, state: Keying, view: View) -> None:
        """Explain a sheet as it stands."""
        self.uid = state.uid
        told = explain(state.answers, state.standard, state.area, None, view.proposals)
        name = state.household.head_name
        key = "entry-why-title" if told.household_class else "entry-why-open"
        self.title.setText(t(key, name=name))
        self.chip.set_class(str(told.household_class or "none"))
        self.chip.setVisible(told.household_class is not None)
        sentence = t(told.verdict_key, **told.verdict_details)
        named = (told.standard_name, told.standard_source)
        standard = f"{': '.join(dict.fromkeys(named))}."
        self.verdict.setText(f"**{sentence}.** {_limit(told)} {standard}")
        self.rows.set_rows(list(_rows(state, view, told)))

    def open(self) -> None:
        """Cover the parent and take the keys."""
        self.show()
        self.raise_()
        self.table.setFocus()

    def open_page(self) -> None:
        """The page of its own, with what changed and other standards; it leads back here."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, Page):
            above = above.parentWidget()
        if above is not None and self.uid:
            target = ExplainTarget(uid=self.uid, back="entry", back_target=self.uid)
            above.desk.go("explain", target)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() is QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)


def _limit(told: Explanation) -> str:
    area = t(f"area-{told.area}")
    if told.income_vnd is None:
        return t("entry-why-limit-bare", limit=told.b1_limit, area=area)
    return t("entry-why-limit", limit=told.b1_limit, area=area, income=told.income_vnd)


def _rows(state: Keying, view: View, told: Explanation) -> Iterator[_Row | Heading]:
    yield Heading(t("entry-why-b1"))
    for item in told.b1_items:
        yield _Row(
            item.label, item.answer or t("entry-not-keyed"), _figure(item.points), item.source
        )
    keyed = "" if told.b1_items else t("entry-why-keyed")
    yield _Row(t("entry-why-b1-total"), keyed, _figure(told.b1_points), told.b1_source)
    yield Heading(t("entry-why-b2"))
    for line in told.deprivations:
        yield _line(line, reason(state, view.line(line.code)))
    limit = t("entry-why-b2-limit", limit=told.b2_limit)
    yield _Row(t("entry-why-b2-total"), limit, _figure(told.b2_points), told.b2_source)


def _line(line: DeprivationLine, why: str) -> _Row:
    if line.deprived is not None:
        answer = deprived_word(line.deprived)
        told = line.note or (
            why if line.proposal and line.proposal.deprived is line.deprived else ""
        )
        answer = f"{answer}. {told}" if told else answer
    elif line.proposal is not None and line.proposal.deprived is not None:
        answer = f"({deprived_word(line.proposal.deprived)}, {t('entry-waits')}) {why}"
    else:
        answer = t("entry-not-keyed")
    points = "" if line.deprived is None else str(line.points)
    source = line.source if line.seen else t("entry-why-unseen", source=line.source)
    return _Row(f"{line.number}. {line.name}", answer, points, source, line.rule)


def _figure(points: int | None) -> str:
    return "" if points is None else str(points)
