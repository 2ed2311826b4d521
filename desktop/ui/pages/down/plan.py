"""One pack from above, laid beside the book: what it says of itself, and every thing old and new."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.vietnamese import show_date
from desktop.services.bringing_down import Seen
from desktop.services.down_plan import Fate, Line
from desktop.store.sent_down import APPLIED
from desktop.text import sentence, t
from desktop.ui.pages.down.words import GROUPS, STATES, fate_of, one_line, paragraphs
from desktop.ui.rows_model import Column, Heading, RowsModel
from desktop.ui.widgets import Button, Card, KeyValues, Note, Text, TurnedTable, padded, rule

_CHOICE = 3
_DETAIL_HEIGHT = 104


class PlanCard(Card):
    """`apply()`, `later()`, `undo()` when their buttons are pressed; `taken` are the keys in conflict
    where the office above wins."""

    apply = Signal()
    later = Signal()
    undo = Signal()

    def __init__(self) -> None:
        super().__init__(" ")
        self.seen: Seen | None = None
        self._low = False
        self.taken: set[str] = set()
        self.facts = KeyValues(name_width=96)
        self.note = Note("info", "")
        columns: list[Column[Line]] = [
            Column(t("down-col-thing"), lambda x: x.title, width=272, bold=True, tip=lambda x: x.title),
            Column(t("down-col-old"), lambda x: one_line(x.old), tip=lambda x: x.old),
            Column(t("down-col-new"), lambda x: one_line(x.new), tip=lambda x: x.new),
            Column(t("down-col-fate"), self._fate, kind="state", width=150),
        ]  # fmt: skip
        self.rows: RowsModel[Line] = RowsModel(columns, t("down-things"))
        self.table = TurnedTable(self.rows, row=29)
        self.table.current.connect(self._detail)
        self.table.opened.connect(self.turn)
        self.table.turned.connect(self.turn)
        self.table.clicked.connect(self._on_click)
        self.old, self.new = (Text("", "dense", wrap=True) for _ in range(2))
        self.apply_button = Button(t("down-apply"), icon="check", kind="primary", key="Ctrl+Enter")
        self.later_button = Button(t("down-later"), icon="clock")
        self.undo_button = Button(t("down-undo"), icon="arrow-back-up")
        self.hint = Text("", "small", "text3")
        self._lay_out()
        self.apply_button.clicked.connect(self.apply)
        self.later_button.clicked.connect(self.later)
        self.undo_button.clicked.connect(self.undo)

    def _lay_out(self) -> None:
        top = QVBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.facts)
        top.addWidget(self.note)
        self.add(padded(top, (14, 0, 14, 10)))
        self.gap = QWidget()
        self.gap.setProperty("ground", "clear")
        self.add(self.gap, 1)
        self.add(self.table, 1)
        self.add_rule()
        self.add(self._details())
        foot = self.add_foot(self.undo_button, self.hint)
        foot.addStretch(1)
        foot.addWidget(self.later_button)
        foot.addWidget(self.apply_button)
        foot.setContentsMargins(14, 7, 14, 7)
        bar = foot.parentWidget()
        assert bar is not None
        self.bar = bar

    def _details(self) -> QWidget:
        """Both values of the line in hand, whole."""
        row = QHBoxLayout()
        row.setContentsMargins(14, 6, 14, 6)
        row.setSpacing(12)
        for number, (title, words) in enumerate(
            (("down-col-old", self.old), ("down-col-new", self.new))
        ):
            if number:
                row.addWidget(rule(upright=True))
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(Text(t(title), "small-bold", "text2"))
            column.addWidget(words)
            column.addStretch(1)
            row.addLayout(column, 1)
        self.detail = padded(row, (0, 0, 0, 0))
        self.detail.setMinimumHeight(_DETAIL_HEIGHT)
        return self.detail

    def set_small(self, *, is_narrow: bool, is_low: bool) -> None:
        """Leave the things more room in a small window; whole values are in their tooltips then."""
        self._low = is_low
        self.detail.setVisible(not is_low and not self.table.isHidden())
        header = self.table.horizontalHeader()
        for column, width in zip(
            (0, _CHOICE), (170, 112) if is_narrow else (272, 150), strict=True
        ):
            header.resizeSection(column, width)

    # Showing ----------------------------------------------------------------------------------
    def show_seen(self, seen: Seen) -> None:
        """Show a pack; conflicts stand first, and the office's own word holds."""
        self.seen = seen
        self.taken = set()
        self._facts(seen)
        self._say(seen)
        self.fill()
        may = seen.may_apply
        self.apply_button.setVisible(may)
        self.later_button.setVisible(may and seen.kept is None)
        self.undo_button.setVisible(seen.state == APPLIED)
        is_open = seen.sheet is not None
        for widget in (self.table, self.bar):
            widget.setVisible(is_open)
        self.detail.setVisible(is_open and not self._low)
        self.gap.setVisible(not is_open)
        conflicts = len(seen.of(Fate.CONFLICT)) if may else 0
        self.hint.setText(t("down-conflicts", count=conflicts) if conflicts else "")
        self.table.choose_row(self.rows.row_of(lambda _: True))

    def _facts(self, seen: Seen) -> None:
        number = str(seen.letter.number) if seen.letter else ""
        self.title.setText(t("down-pack", number=number) if number else seen.file_name)
        rows: list[tuple[str, str | QWidget]] = []
        if seen.letter is not None:
            rows.append((t("down-from"), seen.letter.sender.name))
        if (sheet := seen.sheet) is not None:
            rows.append((
                t("down-dated"),
                t("down-dates", dated=sheet.dated, valid=show_date(sheet.valid_from)),
            ))  # fmt: skip
            words = ((t("down-basis"), sheet.basis), (t("down-remark"), sheet.note))
            rows += [(name, said) for name, said in words if said]
            rows.append((t("down-inside"), "; ".join(one.title for one in sheet.inside)))
        self.facts.set_rows(rows)

    def _say(self, seen: Seen) -> None:
        refusal = sentence(seen.refusal) if seen.refusal is not None else ""
        changed = sum(len(seen.of(f)) for f in (Fate.ADD, Fate.CHANGE, Fate.REMOVE))
        key = f"down-say-{seen.state}"
        if seen.may_apply:
            first = t(key, count=changed)
            second = t("down-say-nothing") if not changed and not seen.of(Fate.CONFLICT) else ""
        else:
            first, second = t(key), refusal
        self.note.say(first, second, STATES[seen.state])

    def fill(self) -> None:
        """Put the things into their groups again."""
        rows: list[Line | Heading] = []
        lines: Sequence[Line] = self.seen.lines if self.seen else ()
        for name, fates in GROUPS:
            some = [line for line in lines if line.fate in fates]
            if some:
                rows += [Heading(t(f"down-group-{name}", count=len(some))), *some]
        self.rows.set_rows(rows)

    def _fate(self, line: Line) -> object:
        return fate_of(line, line.key in self.taken)

    def _detail(self, line: Line | None) -> None:
        self.old.setText(paragraphs(line.old) if line else "")
        self.new.setText(paragraphs(line.new) if line else "")

    # Choosing ---------------------------------------------------------------------------------
    def _on_click(self, index: object) -> None:
        column = getattr(index, "column", lambda: -1)()
        if column == _CHOICE and (line := self.table.record()) is not None:
            self.turn(line)

    def turn(self, line: Line) -> None:
        """Change whose word holds about a thing in conflict."""
        if line.fate is not Fate.CONFLICT or self.seen is None or not self.seen.may_apply:
            return
        self.taken ^= {line.key}
        row = self.rows.row_of(lambda other: other.key == line.key)
        self.rows.replace(row, line)
