"""The page of the B1 point table: items left, the grid, problems and counts right; kept as typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.domain.review import Finding
from desktop.rules.point_checks import Looked, look
from desktop.rules.point_lines import Draft, places
from desktop.rules.standard import Standard
from desktop.services import tabling
from desktop.services.changes import Changes
from desktop.services.tabling import Bench, Kept
from desktop.store.connection import Db
from desktop.text import t
from desktop.ui.page import Desk, Page
from desktop.ui.pages.point_table import edits
from desktop.ui.pages.point_table.deeds import Deeds
from desktop.ui.pages.point_table.edits import Lines, Spot
from desktop.ui.pages.point_table.facts import FactsCard
from desktop.ui.pages.point_table.grid import Grid
from desktop.ui.pages.point_table.side import (
    CountsCard,
    ItemsCard,
    ProblemsCard,
    VersionsCard,
    key_hint,
)
from desktop.ui.pages.point_table.words import finding_words
from desktop.ui.widgets import Button, Card, Note, PageHead, body, padded

KEEP_AFTER = 300  # ms after the last letter; each field is safe within a second
UNDOS = 200
LEFT, RIGHT = 196, 286
LEFT_WIDE, RIGHT_WIDE, WIDE_FROM = 280, 400, 1700
NARROW_BELOW = 1120
"""Width of the page in px under which the list of items gives way."""
_CONCERNS = frozenset({"standard", "round", "setting"})


class PointTablePage(Page):
    """Type the table of the circular, see what is wrong with it, make a standard of it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.bench: Bench | None = None
        self.draft: Draft | None = None
        self.looked: Looked | None = None
        self._before: list[Draft] = []
        self._kept: Draft | None = None
        self._pending: Draft | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_AFTER)
        self._timer.timeout.connect(self.keep)
        self._build_head()
        self._build_cards()
        self.deeds = Deeds(self)
        self._lay_out()
        self._connect()

    # Building ---------------------------------------------------------------------------------
    def _build_head(self) -> None:
        self.head = PageHead(t("page-point-table"), t("points-table-context"))
        self.read_button = Button(t("points-table-read"), icon="file-spreadsheet", key="Ctrl+O")
        self.write_button = Button(t("points-table-write"), icon="file-spreadsheet", key="Ctrl+E")
        self.make_button = Button(t("points-table-make"), icon="scale", kind="primary")
        self.head.add(self.read_button, self.write_button, self.make_button)
        self.use_button = Button("", size="compact")
        self.note = Note(
            "info", t("points-table-unknown"), t("points-table-unknown-how"), self.use_button
        )
        self.use_button.hide()

    def _build_cards(self) -> None:
        self.items = ItemsCard()
        self.facts = FactsCard()
        self.grid_card = Card(t("points-table-grid"), head_height=36)
        self.keys = padded(key_hint(), (0, 0, 0, 0))
        self.grid_card.head.addWidget(self.keys)
        self.grid: Grid | None = None
        self.problems = ProblemsCard()
        self.counts = CountsCard()
        self.versions = VersionsCard()

    def _lay_out(self) -> None:
        centre, right, row, column = QVBoxLayout(), QVBoxLayout(), QHBoxLayout(), QVBoxLayout()
        for layout in (centre, right, row):
            layout.setSpacing(12)
        column.setSpacing(8)
        centre.addWidget(self.facts)
        centre.addWidget(self.grid_card, 1)
        right.addWidget(self.problems, 1)
        right.addWidget(self.counts)
        right.addWidget(self.versions)
        self.side = padded(right, (0, 0, 0, 0))
        row.addWidget(self.items)
        row.addLayout(centre, 1)
        row.addWidget(self.side)
        column.addWidget(self.note)
        column.addLayout(row, 1)
        self.column.addWidget(self.head)
        self.column.addWidget(body(column), 1)

    def _connect(self) -> None:
        self.facts.typed.connect(self._on_facts)
        self.facts.areas_chosen.connect(self._on_areas)
        self.items.chosen.connect(self._go_to_item)
        self.problems.wanted.connect(self._go_to)
        self.versions.wanted.connect(self._show_version)
        self.read_button.clicked.connect(self.deeds.choose_workbook)
        self.write_button.clicked.connect(self.deeds.choose_template)
        self.make_button.clicked.connect(self.deeds.make_standard)
        self.use_button.clicked.connect(self.deeds.use_in_round)
        self.counts.print.clicked.connect(self.deeds.print)
        self.counts.pdf.clicked.connect(self.deeds.choose_pdf)
        QShortcut(QKeySequence("F8"), self, self.next_problem)
        QShortcut(QKeySequence("F3"), self, self.toggle_side)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        is_wide = self.width() >= WIDE_FROM
        self.items.setFixedWidth(LEFT_WIDE if is_wide else LEFT)
        self.side.setFixedWidth(RIGHT_WIDE if is_wide else RIGHT)
        for part in (self.items, self.side, self.head.context, self.keys):
            part.setVisible(not self.is_narrow)

    @property
    def is_narrow(self) -> bool:
        """Whether there is room for the grid alone (150 % scaling); F3 shows the side then."""
        return self.width() < NARROW_BELOW

    def toggle_side(self) -> None:
        """Show or hide problems and counts where there is no room for them beside the grid."""
        self.side.setVisible(not self.is_narrow or not self.side.isVisible())

    # The page's contract ----------------------------------------------------------------------
    def reload(self) -> None:
        now = self.desk.now()
        self.desk.worker.run_latest(
            "point-table", lambda db: tabling.bench(db, now=now), self._show_bench
        )

    def on_changed(self, changes: Changes) -> bool:
        return bool(changes.names & _CONCERNS)

    def focus_first(self) -> None:
        if self.grid is not None:
            if not self.grid.currentIndex().isValid():
                self.grid.go_to(Spot(0, "label"))
            self.grid.setFocus()

    def key_line(self) -> tuple[tuple[str, str], ...]:
        return (
            ("Enter", t("points-table-key-enter")),
            ("Ctrl+Insert", t("points-table-key-insert")),
            ("Ctrl+Delete", t("points-table-key-delete")),
            ("Ctrl+V", t("points-table-key-paste")),
            ("Ctrl+Z", t("points-table-key-undo")),
            ("F8", t("points-table-next-problem")),
            *((("F3", t("points-table-key-side")),) if self.is_narrow else ()),
        )

    def may_leave(self) -> bool:
        if self.grid is not None:
            self.grid.setFocus()  # an open field is closed and counts
        self.keep()
        return True

    # Showing ----------------------------------------------------------------------------------
    def _show_bench(self, bench: Bench) -> None:
        self.bench = bench
        self.facts.show_bench(bench)
        self.versions.show_bench(bench)
        if self.draft is None:
            self._kept = bench.draft
            self.show_draft(bench.draft)
        self.deeds.offer_round(bench.usable_year)

    def show_draft(self, draft: Draft) -> None:
        """Show a draft everywhere, and look for what is wrong with it."""
        grid = self._grid_for(draft)
        self.draft = draft
        self.looked = looked = look(
            draft, self._base(draft), practice=self.desk.office.practice, area=self.desk.office.area
        )
        self.facts.show_draft(draft)
        grid.grid_model.show_lines(draft.lines, looked)
        self.items.show_items(looked)
        self.problems.show_findings(looked, is_empty=draft.is_empty)
        self.counts.show_counts(looked.counts)
        self.note.setVisible(self.deeds.has_said or draft.is_empty)

    def _base(self, draft: Draft) -> Standard:
        assert self.bench is not None, "a bench is read before a draft is shown"
        known = {s.id: s for s in self.bench.bases}
        return known.get(draft.base, self.bench.bases[0])

    def _grid_for(self, draft: Draft) -> Grid:
        """The grid with the columns of the draft's areas; another one where they changed."""
        if self.grid is not None and self.grid.areas == draft.areas:
            return self.grid
        old, self.grid = self.grid, Grid(draft.areas)
        self.grid_card.add(self.grid, 1)
        self.grid.show()
        self._connect_grid(self.grid)
        if old is not None:
            self.grid_card.column.removeWidget(old)
            old.hide()
            old.deleteLater()
        return self.grid

    def _connect_grid(self, grid: Grid) -> None:
        grid.grid_model.put.connect(self._on_put)
        grid.edit_cells.typed.connect(self._on_typing)
        grid.changed_spot.connect(self._on_spot)
        grid.wants_row.connect(self._insert_row)
        grid.wants_no_row.connect(self._delete_row)
        grid.pasted.connect(self._paste)
        grid.undone.connect(self.undo)

    # Changing ---------------------------------------------------------------------------------
    def change(self, draft: Draft) -> None:
        """Go on with another draft; the one before can be had back."""
        if self.draft is None or draft == self.draft:
            return
        self._before = [*self._before[1 - UNDOS :], self.draft]
        self.show_draft(draft)
        self._keep_soon(draft)

    def undo(self) -> None:
        """Take back the last change."""
        if self._before:
            draft = self._before.pop()
            self.show_draft(draft)
            self._keep_soon(draft)

    def _with_lines(self, step: Callable[[Lines], Lines]) -> None:
        if self.draft is not None:
            self.change(replace(self.draft, lines=step(self.draft.lines)))

    def _on_put(self, spot: Spot, text: str) -> None:
        self._with_lines(lambda lines: edits.put(lines, spot, text))

    def _on_typing(self, spot: Spot, text: str) -> None:
        """A field still open: safe on the disk, shown and checked when it is left."""
        if self.draft is not None:
            lines = edits.put(self.draft.lines, spot, text)
            self._keep_soon(replace(self.draft, lines=lines))

    def _on_facts(self, draft: Draft) -> None:
        self.change(draft)

    def _on_areas(self, draft: Draft) -> None:
        self.change(draft)

    def _insert_row(self, row: int) -> None:
        self._with_lines(lambda lines: edits.insert_row(lines, row))

    def _delete_row(self, row: int) -> None:
        if self.draft is not None and row < len(self.draft.lines):
            self._with_lines(lambda lines: edits.delete_row(lines, row))
            self.desk.say(t("points-table-row-deleted", row=str(row + 1)), self.undo)

    def _paste(self, spot: Spot, text: str) -> None:
        if self.draft is None or not text.strip():
            return
        areas, before = self.draft.areas, self.draft
        self._with_lines(lambda lines: edits.paste(lines, spot, text, areas))
        if self.draft != before:
            rows = text.strip("\n").count("\n") + 1
            self.desk.say(t("points-table-pasted", rows=rows), self.undo)

    # Keeping ----------------------------------------------------------------------------------
    def _keep_soon(self, draft: Draft) -> None:
        self._pending = draft
        self._timer.start()

    def keep(self) -> None:
        """Write what is not written yet."""
        self._timer.stop()
        draft, self._pending = self._pending, None
        if draft is None or draft == self._kept:
            return
        now, by = self.desk.now(), self.desk.by

        def job(db: Db) -> Draft:
            return tabling.keep(db, draft, now=now, by=by)

        self.desk.worker.run(job, self._on_kept)

    def _on_kept(self, draft: Draft) -> None:
        self._kept = draft
        self.desk.saved(t("points-table-kept", time=f"{self.desk.now().astimezone():%H:%M:%S}"))

    # Going ------------------------------------------------------------------------------------
    def _on_spot(self, spot: Spot) -> None:
        if self.draft is not None:
            found = places(self.draft.lines)
            self.items.follow(found[spot.row].item if spot.row < len(found) else 0)

    def _go_to_item(self, number: int) -> None:
        if self.draft is not None and self.grid is not None:
            row = next(n for n, p in enumerate(places(self.draft.lines)) if p.item == number)
            self.grid.go_to(Spot(row, "label"))
            self.grid.setFocus()

    def next_problem(self) -> None:
        """To the place of the next finding."""
        if (finding := self.problems.next()) is not None:
            self._go_to(finding)
            if not self.side.isVisible():
                self.desk.say(finding_words(finding)[0])

    def _go_to(self, finding: Finding) -> None:
        if self.draft is None or self.grid is None:
            return
        spot = edits.spot_of(finding.where, self.draft.lines)
        if spot is None:
            self.facts.field_of(finding.where).setFocus()
            return
        self.grid.go_to(spot)
        self.grid.setFocus()

    def _show_version(self, kept: Kept) -> None:
        if kept.draft != self.draft:
            self.change(kept.draft)
            self.desk.say(t("points-table-shown", number=str(kept.version)), self.undo)
