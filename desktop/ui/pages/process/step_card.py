"""The step in hand: who does it, its papers, what was recorded, and the form for the next record."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.procedure import Complaint, Meeting
from desktop.rules.case_facts import PlaceStanding, Subject, last_vote, reposting_of
from desktop.rules.deadlines import StepStanding
from desktop.services import proceeding
from desktop.services.proceeding import Look
from desktop.text import t
from desktop.ui.pages.process.asks import Chosen, Deed, Values, asking, deed
from desktop.ui.pages.process.mending import Record, mend, mend_words, mending, record_under
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
    """`wanted(Deed)` when a record is to be written, `refused(str)` when an answer cannot be read;
    `gone(page, target)` for papers and ways; `changed` when another form is asked for by hand."""

    wanted = Signal(object)
    refused = Signal(str)
    gone = Signal(str, str)
    changed = Signal()

    def __init__(self) -> None:
        super().__init__(" ")
        self.look: Look | None = None
        self.step: StepStanding | None = None
        self._is_other = False
        self.table: TableView | None = None
        self.way = Button("", icon="arrow-right", size="compact", key="F5")
        self.change = Button("", icon="pencil", size="compact", key="F8")
        self.change.setCheckable(True)
        self._kept: Mapping[str, int] = {}
        self.source = Text("", "small", "text3")
        self.missing = Text("", "small", "warn", wrap=True)
        self.papers = QHBoxLayout()
        self.papers.setSpacing(10)
        self.form, self.votes = RecordForm(), Votes()
        self.nothing = Text("", "body", "text2", wrap=True)
        self._build()

    def _build(self) -> None:
        self.head.addWidget(self.way)
        self.head.addWidget(self.change)
        self.change.hide()
        self.change.toggled.connect(lambda _: self._show_form())
        self.change.clicked.connect(lambda _=False: self._on_change())
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
        self.other = Button(t("process-other-complaint"), size="compact", key="F6", icon="plus")
        self.other.clicked.connect(self._ask_other)
        self.form.row.insertWidget(2, self.other)
        self.add(self.form)
        self.form.column.insertWidget(0, self.votes.area)
        self.form.wanted.connect(self._on_values)
        self.form.refused.connect(self.refused)
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
        self._begin()

    def _row(self, look: Look, step: StepStanding) -> int:
        """Where the cursor was, or the first village that still has something to do."""
        same = self.step is not None and self.step.step.id == step.step.id
        if same and self.table is not None and self.look and self.look.case.uid == look.case.uid:
            return max(0, self.table.currentIndex().row())
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
        QWidget.setTabOrder(self.change, self.table)
        self.form.after = self.table
        self.table.choose_row(min(row, self.table.rows.rowCount() - 1))
        self.table.current.connect(lambda _: self._on_row())
        self.table.opened.connect(lambda _: self._open())
        if had_focus:
            self.focus_first()

    def _on_row(self) -> None:
        self._is_other = False
        self._begin()

    def mended(self) -> Record | None:
        """The record that is being put right, None while a new one is asked for."""
        return self._under() if self.change.isChecked() else None

    def _under(self) -> Record | None:
        if self.table is None or self.step is None or self.look is None:
            return None
        records = self.look.standing.records
        return record_under(self.table.record(), self.step.step.record, records)

    def _begin(self) -> None:
        """Another row: a new record is asked for again."""
        under = self._under()
        self.change.setVisible(under is not None)
        if self.change.isChecked():
            self.change.setChecked(False)  # which shows the form
        else:
            self._show_form()

    def _on_change(self) -> None:
        """What had the keyboard may be gone with the other form."""
        self.changed.emit()
        if self.form.isVisible():
            self.form.focus_first()
        elif self.table is not None:
            self.table.setFocus()

    def chosen(self) -> Chosen:
        """What the form is about: the row under the cursor, and the votes keyed."""
        record = self.table.record() if self.table else None
        place = record if isinstance(record, PlaceStanding) else None
        complaint = record if isinstance(record, Complaint) and not self._is_other else None
        return Chosen(
            place=place.place if place else None,
            is_posted=self._is_posted(place, complaint),
            complaint=complaint,
            votes=self.votes.values() if self._has_votes() else {},
        )

    def _is_posted(self, place: PlaceStanding | None, complaint: Complaint | None) -> bool:
        if self.look is None or self.step is None:
            return False
        if self.step.step.record == "reposting" and complaint is not None:
            return reposting_of(self.look.standing.records, complaint.uid) is not None
        return place is not None and place.posting is not None

    def _ask_other(self) -> None:
        """Another complaint, while the one under the cursor waits for its recheck."""
        self._is_other = True
        self._show_form()
        self.form.focus_first()

    def _has_votes(self) -> bool:
        return self.step is not None and self.step.step.record == "meeting"

    def _say_change(self, mended: Record | None) -> None:
        """What the button does now: begin to put right, or stop it."""
        if (under := self._under()) is None:
            return
        self.change.setText(t("process-mend-stop") if mended else mend_words(under))
        self.change.setAccessibleName(self.change.text())

    def _show_form(self) -> None:
        if self.look is None or self.step is None:
            return
        chosen, record = self.chosen(), self.step.step.record
        mended = self.mended()
        self._say_change(mended)
        form = mending(mended, self.look) if mended else asking(self.look, record, chosen)
        self.form.setVisible(form is not None)
        self.bar.setVisible(form is None)
        self.nothing.setText(self._why_none(record, chosen) if form is None else "")
        self.other.setVisible(form is not None and form.verb == "recheck")
        is_meeting = form is not None and self._has_votes()
        self.votes.area.setVisible(is_meeting)
        self.fill.setVisible(is_meeting)
        if form is None:
            return
        self.form.ask(form, self.look.today)
        if is_meeting:
            self._show_votes(chosen)

    def _why_none(self, record: str, chosen: Chosen) -> str:
        """Why there is nothing to record here."""
        assert self.look is not None
        if chosen.is_posted:
            return t("process-none-posted")
        if record == "decision" and not self.look.case.outcome:
            return t("process-none-decision-now")
        if record == "list" and not self.look.standing.procedure.is_periodic:
            return t("process-none-list-case")
        if record == "certificate" and not self.look.standing.records.decisions:
            return t("process-none-certificate-yet")
        return t(f"process-none-{record}")

    def _show_votes(self, chosen: Chosen) -> None:
        assert self.look is not None
        records = self.look.standing.records
        here = [s for s in records.in_place(chosen.place or "") if s.is_keyed]
        # In a meeting held again only those are voted on that have not been agreed on.
        votes = {s.uid: last_vote(records, s.uid) for s in here}
        here = [s for s in here if (m := votes[s.uid]) is None or not m.agrees(s.uid)] or here
        mended = self.mended()
        kept = mended.agreed if isinstance(mended, Meeting) else {}
        if mended is not None:
            here = [s for s in records.in_place(chosen.place or "") if s.uid in kept]
        if [s.uid for s in here] != list(self.votes.fields) or kept != self._kept:
            self.votes.show_subjects(here)
            self.votes.set_values(kept)
        self._kept = kept
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
        mended, chosen = self.mended(), self.chosen()
        made: Deed = (
            mend(mended, self._votes_of(mended), values)
            if mended
            else deed(self.look, self.form.form.verb, chosen, values)
        )
        self.wanted.emit(made)

    def _votes_of(self, mended: Record) -> Mapping[str, int]:
        """Votes as they stand in the fields; who is not shown, the sheet being open again, keeps theirs."""
        before = mended.agreed if isinstance(mended, Meeting) else {}
        kept = {uid: count for uid, count in before.items() if uid not in self.votes.fields}
        return {**kept, **self.votes.values()}

    def recorded(self) -> None:
        """Begin the next record: nothing of the last one stays."""
        self.form.form = None
        self._is_other = False
        self.votes.show_subjects([])
        self.change.setChecked(False)

    def _go(self) -> None:
        """To the page where the work is done, and there to the household under the cursor."""
        if self.step is None or (way := WAYS.get(self.step.step.record)) is None:
            return
        record = self.table.record() if self.table and way != "sheet-a" else None
        self.gone.emit(way, record.uid if isinstance(record, Subject) else "")

    def _open(self) -> None:
        """Enter on a row: its form, or where there is none the page where the work is done."""
        if self.form.isVisible():
            self.form.focus_first()
        elif self.way.isVisible():
            self._go()

    def focus_first(self) -> bool:
        """The table, or the form where there is none; False where nothing takes the keyboard."""
        if self.table is not None and self.table.rows.rowCount():
            self.table.setFocus()
        elif self.form.isVisible():
            self.form.focus_first()
        elif self.way.isVisible():
            self.way.setFocus()
        else:
            return False
        return True
