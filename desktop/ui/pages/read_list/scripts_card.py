"""Columns stored for old fonts: their texts as stored and as read, and a choice for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from desktop.exchange.lists.columns import Layout
from desktop.exchange.lists.legacy import READERS, Found, read_cell
from desktop.exchange.lists.records import Script, column_letter
from desktop.services.reading import Looked
from desktop.text import t
from desktop.ui.rows_model import Column, RowsModel, State
from desktop.ui.widgets import Button, Card, Choice, KeyChip, TableView, Text

MOST_ROWS = 5
ROW, HEAD = 28, 30
BETWEEN = "  ·  "


@dataclass(frozen=True, slots=True)
class ScriptLine:
    """A column: its letter and name, some texts as stored and as they would be read, its state."""

    found: Found
    script: Script
    name: str
    before: str
    after: str
    state: State


def lines_of(looked: Looked, layout: Layout) -> list[ScriptLine]:
    """A line for every column that looks stored for an old font."""
    titles = {c.index: c.title for c in layout.columns}
    return [_line(looked, found, titles.get(found.column, "")) for found in looked.found]


def _line(looked: Looked, found: Found, title: str) -> ScriptLine:
    script = looked.scripts.get(found.column, found.script)
    letter = column_letter(found.column)
    return ScriptLine(
        found,
        script,
        f"{letter}  {title}" if title else letter,
        BETWEEN.join(found.examples),
        _read_as(found, script),
        _state(looked, found, script),
    )


def _read_as(found: Found, script: Script) -> str:
    return BETWEEN.join(read_cell(s, script, is_mixed=found.is_mixed) for s in found.examples)


def _state(looked: Looked, found: Found, script: Script) -> State:
    if found.column in looked.scripts:
        word = script.label if script in READERS else t("read-list-script-left")
        return State("ok", word, faint=t("read-list-script-chosen"))
    if found.sure:
        return State("ok", found.script.label, faint=t("read-list-script-sure"))
    return State("warn", t("read-list-script-asks", script=found.script.label))


def _columns() -> list[Column[ScriptLine]]:
    return [
        Column(t("read-list-script-column"), lambda s: s.name, width=200, tip=lambda s: s.name),
        Column(t("read-list-script-before"), lambda s: s.before, ink="text2", tip=lambda s: s.before),
        Column(t("read-list-script-after"), lambda s: s.after, bold=True, tip=lambda s: s.after),
        Column(t("read-list-script-state"), lambda s: s.state, kind="state", width=210),
    ]  # fmt: skip


class _View(TableView):
    """The table; F6 goes to the next way of reading the column under the cursor."""

    next_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_F6:
            self.next_wanted.emit()
            return
        super().keyPressEvent(event)


_OPTIONS = (*READERS, Script.UNICODE)


class ScriptsCard(Card):
    """`chosen(dict)`: column → Script for the columns that a person just answered for."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__(t("read-list-scripts"), head_height=38)
        self.choice = Choice(
            [(s.value, _word(s)) for s in _OPTIONS], name=t("read-list-script-choice"), compact=True
        )
        self.all = Button(t("read-list-script-all"), size="compact")
        for key, words in (("Enter", "read-list-script-take"), ("F6", "read-list-script-choice")):
            self.head.addWidget(KeyChip(key))
            self.head.addWidget(Text(t(words), "small", "text2"))
        self.head.addWidget(self.choice)
        self.head.addWidget(self.all)
        self.view = _View(RowsModel(_columns(), t("read-list-scripts")), row=ROW, head=HEAD)
        self.add(self.view)
        self.view.current.connect(lambda _: self._show_choice())
        self.view.next_wanted.connect(self._next)
        self.view.opened.connect(lambda _: self._choose([self._column()], self._shown()))
        self.choice.chosen.connect(lambda value: self._choose([self._column()], Script(value)))
        self.all.clicked.connect(self._choose_all)
        self.hide()

    def show_looked(self, looked: Looked, layout: Layout) -> None:
        """Show the columns of a sheet; hidden where there is none."""
        lines = lines_of(looked, layout)
        row = max(self.view.currentIndex().row(), 0)
        self.view.rows.set_rows(lines)
        self.view.setFixedHeight(HEAD + ROW * min(len(lines), MOST_ROWS) + 2)
        self.setVisible(bool(lines))
        if not lines:
            return
        asked = [n for n, line in enumerate(lines) if line.state.state == "warn"]
        self.view.choose_row(row if row < len(lines) and not asked else (asked or [0])[0])
        words = "read-list-scripts-ask" if asked else "read-list-scripts-read"
        self.set_remark(t(words, columns=len(asked or lines)))
        self._show_choice()

    def _line(self) -> ScriptLine | None:
        record = self.view.record()
        return record if isinstance(record, ScriptLine) else None

    def _column(self) -> int:
        line = self._line()
        return line.found.column if line else -1

    def _show_choice(self) -> None:
        line = self._line()
        if line is not None:
            self.choice.set_value(line.script.value)

    def _shown(self) -> Script:
        """The way of reading that the line under the cursor shows."""
        line = self._line()
        return line.script if line else Script.UNICODE

    def _next(self) -> None:
        now = _OPTIONS.index(self._shown())
        self._choose([self._column()], _OPTIONS[(now + 1) % len(_OPTIONS)])

    def _choose_all(self) -> None:
        columns = [line.found.column for line in self.view.rows.rows]
        self._choose(columns, Script(self.choice.value()))

    def _choose(self, columns: Sequence[int], script: Script) -> None:
        answers = {c: script for c in columns if c >= 0}
        if answers:
            self.chosen.emit(answers)


def _word(script: Script) -> str:
    return script.label if script in READERS else t("read-list-script-leave")
