"""The left side of the inbox: what came, grouped by what must be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from desktop.domain.vietnamese import fold
from desktop.services.examining import ACCEPTED
from desktop.text import t
from desktop.ui.pages.inbox.drop import DropZone
from desktop.ui.pages.inbox.entries import GROUPS, TO_DO, Entry, counts
from desktop.ui.pages.inbox.words import (
    megabytes,
    number_of,
    refusal_word,
    result,
    short_moment,
    short_name,
)
from desktop.ui.rows_model import Column, Heading, RowsModel
from desktop.ui.widgets.buttons import Link
from desktop.ui.widgets.choices import Segmented
from desktop.ui.widgets.fields import SearchField
from desktop.ui.widgets.frames import Card, EmptyState, padded
from desktop.ui.widgets.job_bar import JobBar
from desktop.ui.widgets.table import TableView
from desktop.ui.widgets.text import Text

AT_COLUMN, SIZE_COLUMN = 2, 3
AT_FROM, SIZE_FROM = 390, 470
"""Widths in px from which there is room for the time and the size."""
VIEWS: Sequence[Sequence[str]] = (TO_DO, (ACCEPTED,), GROUPS)
TODO_VIEW, ACCEPTED_VIEW, ALL_VIEW = range(3)


class ListCard(Card):
    """`current` gives the entry under the cursor; `dropped` paths; `receipts_wanted` asks anew,
    `folder_wanted` opens where they lie."""

    current = Signal(object)
    dropped = Signal(list)
    receipts_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self, year: int, job_bar: JobBar, names: dict[str, str]) -> None:
        super().__init__()
        self.setAccessibleName(t("inbox-list"))
        self._names = names
        self._all: list[Entry] = []
        self._needle = ""
        self.view = Segmented([t(k, count=0) for k in _VIEW_KEYS], t("inbox-view"))
        self.view.chosen.connect(lambda _: self._fill())
        self.search = SearchField(t("inbox-search"), compact=True)
        self.search.searched.connect(self._on_search)
        self.drop = DropZone()
        self.drop.dropped.connect(self.dropped)
        self.job_bar = job_bar
        self.model: RowsModel[Entry] = RowsModel(self._columns(year), t("inbox-list"))
        self.table = TableView(self.model, row=29, head=28)
        self.table.current.connect(self._on_current)
        self.search.into = self.table.setFocus
        self.empty = EmptyState("inbox", t("inbox-empty"))
        self.receipts = Text("", "small", "text2")
        self.open = Link(t("inbox-open-folder"))
        self.open.clicked.connect(self.folder_wanted)
        self.change = Link(t("inbox-receipts-change"))
        self.change.clicked.connect(self.receipts_wanted)
        self._lay_out()
        self.show_receipts(None)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.view)
        top.addWidget(self.search, 1)
        self.add(padded(top, (12, 7, 12, 6)))
        self.add(padded(self.drop, (12, 0, 12, 8)))
        self.add(padded(self.job_bar, (12, 0, 12, 0)))
        self.stack = QStackedWidget()
        self.stack.setProperty("ground", "clear")
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        self.add(self.stack, 1)
        foot = self.add_foot(self.receipts)
        foot.addStretch(1)
        foot.addWidget(self.open)
        foot.addWidget(self.change)

    def _columns(self, year: int) -> list[Column[Entry]]:
        return [
            Column(t("inbox-column-sender"), self.name_of, tip=self._tip),
            Column(
                t("inbox-column-number"), lambda e: number_of(e, year), kind="figures", width=58
            ),
            Column(
                t("inbox-column-at"), lambda e: short_moment(e.at), kind="figures", width=88,
                align_right=False, ink="text2",
            ),
            Column(
                t("inbox-column-size"), lambda e: t("inbox-size", size=megabytes(e.size)),
                kind="figures", width=66, ink="text2",
            ),
            Column(t("inbox-column-result"), result, kind="state", width=162),
        ]  # fmt: skip

    def name_of(self, entry: Entry) -> str:
        """The sender as the unit list calls it, else as the package says."""
        said = entry.glance.sender_name if entry.glance else ""
        return short_name(self._names.get(entry.sender, said))

    def _tip(self, entry: Entry) -> str:
        file = entry.path.name if entry.path else (entry.logged.file_name if entry.logged else "")
        error = entry.glance.refusal if entry.glance else None
        return f"{file}\n{refusal_word(error)}" if error else file

    # Filling ----------------------------------------------------------------------------------
    def show_entries(self, found: list[Entry]) -> None:
        """Replace all lines; the cursor stays on its package wherever that has gone."""
        self._all = found
        number = counts(found)
        sums = [sum(number[g] for g in groups) for groups in VIEWS]
        self.view.set_words([t(k, count=n) for k, n in zip(_VIEW_KEYS, sums, strict=True)])
        self._fill()

    def _fill(self) -> None:
        kept = self.table.record()
        shown = [e for e in self._all if e.group in VIEWS[self.view.index()] and self._is_found(e)]
        rows: list[Entry | Heading] = []
        for group in GROUPS:
            own = [e for e in shown if e.group == group]
            if own:
                rows += [Heading(t(f"inbox-group-{group}")), *own]
        self.model.set_rows(rows)
        self._even_rows()
        self.stack.setCurrentWidget(self.table if shown else self.empty)
        self.empty.sentence.setText(self._why_empty())
        if kept is None or not self.choose(kept.id):
            self.table.choose_row(self.model.row_of(lambda _: True))
        if not shown:
            self.current.emit(None)

    def _even_rows(self) -> None:
        """A row that was a heading before keeps the heading's height otherwise."""
        for number in range(self.model.rowCount()):
            if not isinstance(self.model.at(number), Heading):
                self.table.setRowHeight(number, self.table.row_height)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.table.setColumnHidden(SIZE_COLUMN, self.width() < SIZE_FROM)
        self.table.setColumnHidden(AT_COLUMN, self.width() < AT_FROM)

    def _why_empty(self) -> str:
        if self._needle:
            return t("inbox-empty-found", needle=self._needle)
        return t("inbox-empty-todo") if self._all else t("inbox-empty")

    def _is_found(self, entry: Entry) -> bool:
        return not self._needle or fold(self._needle) in fold(self.name_of(entry))

    def _on_search(self, needle: str) -> None:
        self._needle = needle
        self._fill()

    def _on_current(self, entry: Entry | None) -> None:
        if entry is not None:
            self.current.emit(entry)

    def choose(self, entry_id: str) -> bool:
        """Put the cursor on a package; whether it stands in this view."""
        return self._choose_row(self.model.row_of(lambda e: e.id == entry_id))

    def choose_sender(self, code: str) -> bool:
        """Put the cursor on what came of a commune, looking in all lines if need be."""
        self.search.clear()
        self._needle = ""
        for view in (self.view.index(), ALL_VIEW):
            self.view.set_index(view)
            self._fill()
            if self._choose_row(self.model.row_of(lambda e: e.sender == code)):
                return True
        return False

    def _choose_row(self, row: int) -> bool:
        self.table.choose_row(row)
        return row >= 0

    def show_receipts(self, folder: Path | None) -> None:
        """Where receipts go."""
        words = t("inbox-receipts-none")
        if folder is not None:
            words = t("inbox-receipts", folder=str(folder))
        self.receipts.setText(words)
        for link in (self.open, self.change):
            link.setVisible(folder is not None)


_VIEW_KEYS = ("inbox-view-todo", "inbox-view-accepted", "inbox-view-all")
