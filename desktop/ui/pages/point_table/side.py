"""What stands beside the grid: items left; problems, counts and versions right."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from desktop.domain.review import Finding, Severity
from desktop.domain.vietnamese import show_date
from desktop.rules.point_checks import Looked
from desktop.rules.point_table import Counts, PointItem
from desktop.services.tabling import Bench, Kept
from desktop.text import t
from desktop.ui.pages.point_table.words import finding_words, state_of
from desktop.ui.rows_model import Column, RowsModel, State
from desktop.ui.widgets import Button, Card, KeyChip, KeyValues, Link, Note, TableView, Text, padded

MOST_VERSIONS = 3


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item in the list, with the worst that is wrong in it ("" for nothing)."""

    number: int
    item: PointItem
    state: str


class ItemsCard(Card):
    """The items in their order; `chosen(int)` when one is gone to (its number, from 1)."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__(t("points-table-items"))
        columns: list[Column[ItemRow]] = [
            Column(
                t("points-table-col-number"), lambda r: r.item.number or str(r.number), width=40,
                ink="text3",
            ),
            Column(
                t("points-table-col-label"),
                lambda r: r.item.label or t("points-table-unnamed"),
                tip=lambda r: r.item.label,
            ),
            Column("", _mark, kind="icon", width=34),
        ]  # fmt: skip
        self.list = TableView(RowsModel(columns, t("points-table-items")), row=28, head=0)
        self.add(self.list, 1)
        self.list.opened.connect(lambda row: self.chosen.emit(row.number))
        self.list.clicked.connect(self._on_click)

    def _on_click(self) -> None:
        if (row := self.list.record()) is not None:
            self.chosen.emit(row.number)

    def show_items(self, looked: Looked) -> None:
        """Show the items; the current one stays."""
        states = _worst(looked)
        rows = [ItemRow(n, i, states.get(n, "")) for n, i in enumerate(looked.table.items, 1)]
        self.set_remark(str(len(rows)) if rows else "")
        here = self.list.currentIndex().row()
        if rows != self.list.rows.rows:
            self.list.rows.set_rows(rows)
            self.list.choose_row(min(here, len(rows) - 1))

    def follow(self, number: int) -> None:
        """Mark the item that the cursor of the grid is in (0: none)."""
        self.list.choose_row(number - 1)


def _mark(row: ItemRow) -> State | None:
    return State(row.state) if row.state else None


def _worst(looked: Looked) -> dict[int, str]:
    """Item → its worst state; findings come worst first."""
    found: dict[int, str] = {}
    for finding in looked.findings:
        kind, *rest = finding.where.split(":")
        if kind != "table":
            found.setdefault(int(rest[0]), state_of(finding))
    return found


class ProblemsCard(Card):
    """What is wrong, worst first; `wanted(Finding)` to go there, F8 to the next."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__(t("points-table-problems"))
        columns: list[Column[Finding]] = [
            Column("", lambda f: State(state_of(f)), kind="icon", width=38),
            Column(t("points-table-problems"), finding_words, kind="lines", tip=_whole),
        ]
        self.list = TableView(RowsModel(columns, t("points-table-problems")), row=46, head=0)
        self.none = Text("", "body", "text2", wrap=True)
        self.head.addWidget(KeyChip("F8"))
        self.told = Note("err", "")
        self.told.hide()
        self.add(self.none, pad=True)
        self.add(self.list, 99)
        self.add_stretch()  # what is left where there is no list
        self.add(padded(self.told, (10, 8, 10, 10)))
        self.list.current.connect(self._show_whole)
        self.list.opened.connect(self.wanted)
        self.list.clicked.connect(lambda _: self._tell())
        self._at = -1

    def _show_whole(self, finding: Finding | None) -> None:
        """The sentences of the current line, which the list has to cut."""
        self.told.setVisible(finding is not None)
        if finding is not None:
            self.told.say(*finding_words(finding), state_of(finding))

    def _tell(self) -> None:
        if (finding := self.list.record()) is not None:
            self.wanted.emit(finding)

    def show_findings(self, looked: Looked, *, is_empty: bool) -> None:
        """Show what is wrong; of an empty table, nothing yet."""
        rows = [] if is_empty else list(looked.findings)
        blocking = sum(f.severity is Severity.BLOCKING for f in rows)
        words = [t("points-table-blocking", count=blocking)] if blocking else []
        if others := len(rows) - blocking:
            words.append(t("points-table-doubtful", count=others))
        self.set_remark(", ".join(words))
        self.none.setText(t("points-table-empty" if is_empty else "points-table-no-problem"))
        self.none.setVisible(not rows)
        self.list.setVisible(bool(rows))
        if rows != self.list.rows.rows:
            self.list.rows.set_rows(rows)
            self._show_whole(None)
            self._at = -1

    def next(self) -> Finding | None:
        """The finding after the one gone to last, the first one after the last."""
        rows = self.list.rows.rows
        if not rows:
            return None
        self._at = (self._at + 1) % len(rows)
        self.list.choose_row(self._at)
        found: Finding = rows[self._at]
        return found


def _whole(finding: Finding) -> str:
    return "\n".join(finding_words(finding))


class CountsCard(Card):
    """The sums to compare with the paper, and the paper to compare on."""

    def __init__(self) -> None:
        super().__init__(t("points-table-counts"))
        self.facts = KeyValues(name_width=150)
        self.print = Button(t("points-table-print"), icon="printer", size="compact", key="Ctrl+P")
        self.pdf = Link(t("points-table-pdf"))
        self.add(self.facts, pad=True)
        foot = self.add_foot(self.print)
        foot.addStretch(1)
        foot.addWidget(self.pdf)

    def show_counts(self, counts: Counts) -> None:
        """Items, answers, and by area the sums of the largest and of all points."""
        rows = [(t("points-table-count-items"), str(counts.items))]
        rows.append((t("points-table-count-options"), str(counts.options)))
        for area, sums in counts.totals.items():
            named = t(f"points-area-{area}")
            reach = t("points-table-reach", least=sums.smallest, most=sums.largest)
            rows.append((t("points-table-count-reach", area=named), reach))
            rows.append((t("points-table-count-whole", area=named), str(sums.whole)))
        self.facts.set_rows([(name, Text(value, "dense-medium")) for name, value in rows])
        for button in (self.print, self.pdf):
            button.setEnabled(counts.items > 0)


class VersionsCard(Card):
    """The versions that standards were made of; `wanted(Kept)` to look at one again."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__(t("points-table-versions"))
        columns: list[Column[Kept]] = [
            Column(
                t("points-table-versions"),
                lambda k: (
                    t("points-table-version", number=str(k.version)),
                    f"{show_date(k.changed_at.astimezone().date())}, {k.changed_by}",
                ),
                kind="lines",
                tip=lambda k: k.standard_id,
            ),
            Column("", lambda _: t("points-table-look-again"), kind="link", width=88),
        ]
        self.list = TableView(RowsModel(columns, t("points-table-versions")), row=46, head=0)
        self.add(self.list)
        self.list.followed.connect(self.wanted)
        self.list.opened.connect(self.wanted)

    def show_bench(self, bench: Bench) -> None:
        """Show the newest versions; none, no card."""
        self.list.rows.set_rows(bench.versions[:MOST_VERSIONS])
        self.list.fit_height()
        self.set_remark(str(len(bench.versions)))
        self.setVisible(bool(bench.versions))


def key_hint() -> QHBoxLayout:
    """The keys of the grid, for the head of its card."""
    row = QHBoxLayout()
    row.setSpacing(6)
    for key, word in (
        ("Enter", "points-table-key-enter"),
        ("Ctrl+Insert", "points-table-key-insert"),
        ("Ctrl+Delete", "points-table-key-delete"),
    ):
        row.addWidget(KeyChip(key))
        row.addWidget(Text(t(word), "small", "text2"))
    return row
