"""A share that came, laid beside the book: villages, households, and what both PCs changed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.exchange.share import Way
from desktop.services.share_plan import Fate, Line, LotFate
from desktop.services.share_taking import KNOWN, RECEIPT, REFUSED, Seen
from desktop.text import sentence, t
from desktop.ui.pages.branch.words import FATES, OURS, THEIRS, fate, lots, what
from desktop.ui.rows_model import Column, Heading, RowsModel
from desktop.ui.widgets import Button, Card, KeyValues, Note, Text, TurnedTable, padded

_STATE = 5


class ComingCard(Card):
    """`take()` and `leave()` when their buttons are pressed, `include()` to let a village in that was
    not handed out. `choices`: household uid → THEIRS or OURS."""

    take = Signal()
    leave = Signal()
    include = Signal()

    def __init__(self) -> None:
        super().__init__(" ", icon="package-import")
        self.seen: Seen | None = None
        self.choices: dict[str, str] = {}
        self.facts = KeyValues(name_width=96)
        self.include_button = Button(t("branch-include"), size="compact")
        self.include_button.clicked.connect(self.include)
        self.note = Note("info", "", "", self.include_button)
        columns: list[Column[Line]] = [
            Column(t("branch-number"), lambda x: x.household.number, kind="figures", width=64),
            Column(t("branch-head"), lambda x: x.household.head_name, width=190, bold=True),
            Column(t("branch-village"), lambda x: x.household.village, width=176),
            Column(t("branch-people"), lambda x: len(x.household.present), kind="figures", width=52),
            Column(t("branch-what"), what, tip=what),
            Column(t("branch-fate"), self._fate, kind="state", width=190),
        ]  # fmt: skip
        self.rows: RowsModel[Line] = RowsModel(columns, t("branch-coming"))
        self.table = TurnedTable(self.rows, row=28)
        self.table.opened.connect(self.turn)
        self.table.turned.connect(self.turn)
        self.table.clicked.connect(self._on_click)
        self.take_button = Button(t("branch-take"), icon="check", kind="primary", key="Ctrl+Enter")
        self.leave_button = Button(t("branch-leave"), icon="x")
        self.hint = Text("", "small", "text2")
        self.take_button.clicked.connect(self.take)
        self.leave_button.clicked.connect(self.leave)
        self._lay_out()

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
        foot = self.add_foot(self.hint)
        foot.addStretch(1)
        foot.addWidget(self.leave_button)
        foot.addWidget(self.take_button)
        foot.setContentsMargins(14, 7, 14, 7)

    # Choosing ---------------------------------------------------------------------------------
    def _fate(self, line: Line) -> object:
        return fate(line, self.choices.get(line.uid, ""))

    def turn(self, line: Line) -> None:
        """Of a household that both changed: theirs, then ours, then theirs."""
        if line.fate is not Fate.BOTH:
            return
        self.choices[line.uid] = OURS if self.choices.get(line.uid) == THEIRS else THEIRS
        row = self.table.currentIndex().row()
        self._fill()
        self.table.choose_row(row)

    def _on_click(self, index: object) -> None:
        record = self.table.record()
        if getattr(index, "column", lambda: -1)() == _STATE and isinstance(record, Line):
            self.turn(record)

    @property
    def undecided(self) -> int:
        """Households that still wait for a choice."""
        plan = self.seen.plan if self.seen else None
        return sum(x.uid not in self.choices for x in plan.of(Fate.BOTH)) if plan else 0

    def of(self, choice: str) -> set[str]:
        """The households for which this was chosen."""
        return {uid for uid, made in self.choices.items() if made == choice}

    # Showing ----------------------------------------------------------------------------------
    def show_seen(self, seen: Seen, sender: str) -> None:
        """Show a file; what is to be decided stands first."""
        both = {x.uid for x in seen.plan.of(Fate.BOTH)} if seen.plan else set()
        self.choices = {uid: made for uid, made in self.choices.items() if uid in both}
        self.seen = seen
        letter = seen.header.letter if seen.header else None
        number = str(letter.number) if letter else ""
        key = "branch-receipt-title" if seen.state == RECEIPT else "branch-file"
        self.title.setText(t(key, number=number) if number else seen.path.name)
        facts: list[tuple[str, str | QWidget]] = (
            [(t("branch-from"), sender[0].upper() + sender[1:])] if sender else []
        )
        if seen.share is not None:
            facts.append((t("branch-villages"), self._villages(seen)))
            facts.append((t("branch-inside"), self._inside(seen)))
        self.facts.set_rows(facts)
        self._say(seen)
        self._fill()

    @staticmethod
    def _villages(seen: Seen) -> str:
        assert seen.share is not None
        if seen.plan is not None:
            return lots(seen.plan.lots)
        names = [x.village for x in seen.share.sheet.lots]
        return ", ".join(
            name if name in seen.handed else t("branch-lot-known", village=name) for name in names
        )

    @staticmethod
    def _inside(seen: Seen) -> str:
        assert seen.share is not None
        totals = seen.share.totals
        return t(
            "branch-inside-counts", households=totals["households"], people=totals["people"],
            sheets=totals["reviews"],
        )  # fmt: skip

    def _say(self, seen: Seen) -> None:
        """What is special about the file, in the note."""
        state, first, second = _note(seen)
        asks = seen.plan is not None and any(x.fate is LotFate.ASK for x in seen.plan.lots)
        self.include_button.setVisible(asks)
        self.note.setVisible(bool(first))
        if first:
            self.note.say(first, second, state)

    def _fill(self) -> None:
        seen = self.seen
        plan = seen.plan if seen else None
        rows: list[Line | Heading] = []
        for kind in FATES:
            lines = plan.of(kind) if plan else []
            if lines:
                rows.append(Heading(t(f"branch-group-{kind}", count=len(lines))))
                rows += lines
        self.rows.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.gap.setVisible(not rows)
        self.table.choose_row(self.rows.row_of(lambda _: True))
        is_open = _is_open(seen)
        self.leave_button.setText(t("branch-leave" if is_open else "branch-close"))
        self.leave_button.updateGeometry()
        self.take_button.setVisible(is_open)
        self.take_button.setEnabled(not self.undecided)
        self.take_button.setText(t(_verb(seen)))
        self.take_button.updateGeometry()
        same = len(plan.of(Fate.SAME)) if plan else 0
        words = t("branch-undecided", count=self.undecided) if self.undecided else ""
        self.hint.setText(words or (t("branch-same", count=same) if same else ""))


def _is_open(seen: Seen | None) -> bool:
    """Whether there is something to do with it; of one known already, to answer once more."""
    if seen is None or seen.state == REFUSED:
        return False
    if seen.state == KNOWN:
        return seen.plan is not None
    return seen.plan is None or bool(seen.plan.open_lots)


def _verb(seen: Seen | None) -> str:
    if seen is not None and seen.state == RECEIPT:
        return "branch-note-receipt"
    if seen is not None and seen.state == KNOWN:
        return "branch-receipt-again"
    return "branch-take-over" if seen is not None and seen.way is Way.OUT else "branch-take"


_STATED = {RECEIPT: ("info", "receipt-came", False), KNOWN: ("info", "known", False)}


def _note(seen: Seen) -> tuple[str, str, str]:
    """State, first and second sentence of what is special about a file; "" for nothing."""
    if seen.refusal is not None:
        return "err", t("branch-refused"), sentence(seen.refusal)
    if (said := _special(seen)) is None:
        return "", "", ""
    state, key, has_more = said
    return state, t(f"branch-{key}"), t(f"branch-{key}-means") if has_more else ""


def _special(seen: Seen) -> tuple[str, str, bool] | None:
    """State, key, and whether a second sentence belongs to it."""
    if seen.is_twin:
        return "warn", "twin", True
    if seen.state in _STATED:
        return _STATED[seen.state]
    if seen.way is Way.OUT:
        return "info", "becomes", True
    fates = {one.fate for one in seen.plan.lots} if seen.plan else set()
    if LotFate.ASK in fates:
        return "warn", "asks", True
    return ("warn", "closed", True) if LotFate.CLOSED in fates else None
