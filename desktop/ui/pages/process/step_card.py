"""The step in hand: who does it, its papers, what was recorded, and the form for the next record."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.procedure import Complaint
from desktop.rules.case_facts import PlaceStanding
from desktop.rules.deadlines import StepStanding
from desktop.services import proceeding
from desktop.services.proceeding import Look
from desktop.text import t
from desktop.ui.pages.process.asks import Chosen, Deed, Values, asking, deed
from desktop.ui.pages.process.record_form import RecordForm
from desktop.ui.pages.process.tables import table_of
from desktop.ui.pages.process.votes import Votes
from desktop.ui.widgets import Button, Card, Link, TableView, Text, padded, rule

# Where the work of a step is done, if not here.
WAYS = {
    "request": "sheet-a",
    "list": "households",
    "sheet_b": "entry",
}
# Papers that other pages make.
OTHER_PAPERS = {
    "annex_vi": ("papers", "VI"),
    "sheet_a": ("field-sheets", ""),
    "sheet_b": ("field-sheets", ""),
}
VOTES_HEIGHT = 96
LACKS_SHOWN = 3
ROOMY_HEIGHT = 600
"""In a lower window what is missing stands in the table alone."""


class StepCard(Card):
    """`wanted(Deed)` when a record is to be written; `gone(page, target)` for papers and ways."""

    wanted = Signal(object)
    gone = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(" ")
        self.look: Look | None = None
        self.step: StepStanding | None = None
        self.table: TableView | None = None
        self.way = Button("", icon="arrow-right", size="compact", key="F5")
        self.source = Text("", "small", "text3")
        self.missing = Text("", "small", "warn", wrap=True)
        self.papers = QHBoxLayout()
        self.papers.setSpacing(10)
        self.form, self.votes = RecordForm(), Votes()
        self.nothing = Text("", "body", "text2", wrap=True)
        self._build()

    def _build(self) -> None:
        self.head.addWidget(self.way)
        holder = QWidget()
        holder.setProperty("ground", "clear")
        holder.setLayout(self.papers)
        self.papers.setContentsMargins(14, 0, 14, 6)
        self.add(holder)
        self.lacking = padded(self.missing, (14, 0, 14, 8))
        self.add(self.lacking)
        self.add_rule()
        self.place = self.column.count()
        self.foot = rule(strong=True)
        self.add(self.foot)
        self.bar = padded(self.nothing, (14, 10, 14, 12))
        self.add(self.bar)
        self.votes.area.setMinimumHeight(VOTES_HEIGHT)
        self.fill = Button(t("process-fill-votes"), size="compact", key="F6", icon="users")
        self.fill.clicked.connect(self._fill)
        self.form.row.insertWidget(1, self.fill)
        self.add(self.form)
        self.form.column.insertWidget(0, self.votes.area)
        self.form.wanted.connect(self._on_values)
        self.form.onward.connect(self._onward)
        self.votes.done.connect(self.form.record.setFocus)
        self.way.clicked.connect(self._go)

    # Showing ------------------------------------------------------------------------------------
    def show_step(self, look: Look, step: StepStanding) -> None:
        """Show a step; the cursor of its table stays where it was."""
        row = self._row(look, step)
        self.look, self.step = look, step
        self.title.setText(step.step.name)
        self.set_remark(step.step.who)
        self.source.setText(t("process-source", source=step.step.source))
        way = WAYS.get(step.step.record) if look.standing.procedure.is_periodic else None
        self.way.setVisible(way is not None)
        self.way.setText(t(f"process-way-{way}") if way else "")
        self.way.setAccessibleName(self.way.text())
        self._show_papers(step)
        self._show_table(look, step, row)
        self._show_form()

    def _row(self, look: Look, step: StepStanding) -> int:
        """Where the cursor was, or the first village that still has something to do."""
        same = self.step is not None and self.step.step.id == step.step.id
        if same and self.table is not None and self.look and self.look.case.uid == look.case.uid:
            return self.table.currentIndex().row()
        if step.step.record == "meeting":
            waiting = [n for n, p in enumerate(look.standing.places) if p.keyed and not p.is_met]
        elif step.step.record == "posting":
            waiting = [n for n, p in enumerate(look.standing.places) if p.posting is None]
        else:
            waiting = []
        return waiting[0] if waiting else 0

    def _show_papers(self, step: StepStanding) -> None:
        while (item := self.papers.takeAt(0)) is not None:
            if (widget := item.widget()) is not None and widget is not self.source:
                widget.hide()
                widget.deleteLater()
        for paper in step.step.papers:
            link = Link(t(f"process-paper-{paper}"), icon="printer")
            page, target = OTHER_PAPERS.get(paper, ("papers", paper))
            link.clicked.connect(lambda _=False, p=page, x=target: self.gone.emit(p, x))
            self.papers.addWidget(link)
        self.papers.addStretch(1)
        self.papers.addWidget(self.source)
        lacks = [proceeding.said(f)[0] for f in step.missing]
        more = len(lacks) - LACKS_SHOWN
        if more > 0:
            lacks = [*lacks[:LACKS_SHOWN], t("process-more", count=more)]
        self.missing.setText(". ".join(lacks))
        self.lacking.setVisible(bool(lacks) and self.window().height() >= ROOMY_HEIGHT)

    def _show_table(self, look: Look, step: StepStanding, row: int) -> None:
        had_focus = self.table is not None and self.table.hasFocus()
        if self.table is not None:
            self.table.hide()
            self.table.deleteLater()
        self.table = table_of(look, step.step.record)
        if self.table is None:
            return
        self.column.insertWidget(self.place, self.table, 1)
        self.table.show()  # it can be gone to at once
        self.table.choose_row(min(row, self.table.rows.rowCount() - 1))
        self.table.current.connect(lambda _: self._show_form())
        self.table.opened.connect(lambda _: self.form.focus_first())
        if had_focus:
            self.focus_first()

    def chosen(self) -> Chosen:
        """What the form is about: the row under the cursor, and the votes keyed."""
        record = self.table.record() if self.table else None
        return Chosen(
            place=record.place if isinstance(record, PlaceStanding) else None,
            complaint=record if isinstance(record, Complaint) else None,
            votes=self.votes.values() if self._has_votes() else {},
        )

    def _has_votes(self) -> bool:
        return self.step is not None and self.step.step.record == "meeting"

    def _show_form(self) -> None:
        if self.look is None or self.step is None:
            return
        chosen, record = self.chosen(), self.step.step.record
        form = asking(self.look, record, chosen)
        self.form.setVisible(form is not None)
        self.bar.setVisible(form is None)
        self.nothing.setText(t(f"process-none-{record}") if form is None else "")
        is_meeting = form is not None and self._has_votes()
        self.votes.area.setVisible(is_meeting)
        self.fill.setVisible(is_meeting)
        if form is None:
            return
        self.form.ask(form, self.look.today)
        if is_meeting:
            self._show_votes(chosen)

    def _show_votes(self, chosen: Chosen) -> None:
        assert self.look is not None
        here = self.look.standing.records.in_place(chosen.place or "")
        if [s.uid for s in here if s.is_keyed] != list(self.votes.fields):
            self.votes.show_subjects(here)
        if present := self.form.fields.get("present"):
            # The field is made anew with each form; one connection each.
            if present.property("tells") is None and hasattr(present, "textChanged"):
                present.setProperty("tells", "true")
                present.textChanged.connect(lambda _: self._on_present())
            self._on_present()

    def _on_present(self) -> None:
        self.votes.set_present(self.form.number("present"))

    # Acts ---------------------------------------------------------------------------------------
    def _fill(self) -> None:
        self.votes.set_present(self.form.number("present"))
        self.votes.fill()

    def _onward(self) -> None:
        if self.votes.area.isVisible():
            self.votes.focus_first()
        else:
            self.form.record.setFocus()

    def _on_values(self, values: Values) -> None:
        if self.look is None or self.form.form is None:
            return
        made: Deed = deed(self.look, self.form.form.verb, self.chosen(), values)
        self.wanted.emit(made)

    def recorded(self) -> None:
        """Begin the next record: nothing of the last one stays."""
        self.form.form = None
        self.votes.show_subjects([])

    def _go(self) -> None:
        if self.step is not None and (way := WAYS.get(self.step.step.record)):
            self.gone.emit(way, "")

    def focus_first(self) -> None:
        """The table, or the form where there is none."""
        if self.table is not None and self.table.rows.rowCount():
            self.table.setFocus()
        elif self.form.isVisible():
            self.form.focus_first()
        else:
            self.way.setFocus()
