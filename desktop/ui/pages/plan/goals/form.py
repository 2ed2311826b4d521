"""The form of a goal: what is measured, what is asked of which years, from where; findings live."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.domain.planning import Aim, Goal, Indicator
from desktop.domain.review import Finding
from desktop.domain.vietnamese import show_number, show_rate
from desktop.rules import goal_checks
from desktop.services.planning import goal_words
from desktop.services.planning.goal_board import Board, deprivations
from desktop.text import t
from desktop.ui.pages.plan.goals.draft import AIMS, OWN_AIMS, Draft, draft_of, made
from desktop.ui.pages.plan.typed import in_row, labelled
from desktop.ui.widgets import Button, Card, Choice, Field, Note, Text, mark_bad, padded, scrolled

YEAR_WIDTH, NUMBER_WIDTH, YEARS_IN_ROW, MOST_YEARS = 74, 84, 5, 20
_UNREAD = {"years": "plan-goals-bad-year", "baseline_year": "plan-goals-bad-year"}


class GoalForm(Card):
    """`kept(Goal)` when the goal is to be written, `left` when not."""

    kept = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__(t("plan-goals-form-new"))
        self._board: Board | None = None
        self._goal: Goal | None = None
        self._begun, self._is_new = Draft(), False
        self.indicator = Choice([(k, goal_words.indicator(k)) for k in Indicator])
        self.detail = Choice([(c, _deprivation(c)) for c in deprivations()])
        self.title_field, self.measured_in = Field(), Field()
        self.aim = Choice()
        self.first, self.last, self.baseline_year = _year_field(), _year_field(), _year_field()
        self.value, self.baseline = _number_field(), _number_field()
        self.unit = Text("", "body", "text2")
        self.source, self.note_field = Field(), Field()
        self.book = Text("", "small", "text3")
        self.value.setAccessibleName(t("plan-goals-value"))
        self.baseline.setAccessibleName(t("plan-goals-baseline"))
        self.notes = [Note("warn", "") for _ in range(4)]
        self.keep = Button(t("plan-goals-keep"), kind="primary", key="Ctrl+Enter")
        self.leave = Button(t("plan-goals-leave"), key="Esc", live=False)
        self._build()
        self._connect()

    # Layout -------------------------------------------------------------------------------------
    def _build(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 2, 14, 10)
        column.setSpacing(9)
        self.detail_row = labelled(t("plan-goals-detail"), self.detail)
        self.own_row = in_row(labelled(t("plan-goals-measured-in"), self.measured_in), None)
        self.title_row = labelled(t("plan-goals-title"), self.title_field)
        self.value_row = labelled(t("plan-goals-value"), in_row(self.value, self.unit, None))
        self.baseline_row = in_row(
            labelled(t("plan-goals-baseline-year"), self.baseline_year),
            labelled(t("plan-goals-baseline"), in_row(self.baseline, self.book, None)), None,
        )  # fmt: skip
        self.years_box = _YearsBox()
        first = in_row(
            labelled(t("plan-goals-first"), self.first), labelled(t("plan-goals-last"), self.last),
            self.value_row, None, spacing=12,
        )  # fmt: skip
        parts = (
            in_row(labelled(t("plan-goals-indicator"), self.indicator),
                   labelled(t("plan-goals-aim"), self.aim), spacing=12),
            self.detail_row, self.title_row, self.own_row, first, self.years_box,
            self.baseline_row, *self.notes, labelled(t("plan-goals-source"), self.source),
            labelled(t("plan-goals-note"), self.note_field),
        )  # fmt: skip
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        self.add(scrolled(inside), 1)
        self.add(padded(in_row(None, self.leave, self.keep), (14, 8, 14, 10)))

    def _connect(self) -> None:
        for choice in (self.indicator, self.aim, self.detail):
            choice.chosen.connect(self._on_changed)
        for field in (
            self.title_field, self.measured_in, self.first, self.last, self.value, self.baseline,
            self.baseline_year, self.source, self.note_field,
        ):  # fmt: skip
            field.textEdited.connect(self._on_changed)
        self.years_box.changed.connect(self._on_changed)
        self.keep.clicked.connect(self.try_keep)
        self.leave.clicked.connect(self.left)

    # Showing ------------------------------------------------------------------------------------
    def begin(self, board: Board, goal: Goal, *, is_new: bool) -> None:
        """A goal to be changed, or a new one with its first proposals."""
        self._board, self._goal, self._is_new = board, goal, is_new
        self.title.setText(t("plan-goals-form-new" if is_new else "plan-goals-form-change"))
        draft = draft_of(goal)
        self.indicator.set_value(draft.indicator)
        self._offer_aims()
        self.aim.set_value(draft.aim)
        self.detail.set_value(draft.detail or deprivations()[0])
        for field, text in (
            (self.title_field, draft.title), (self.measured_in, draft.measured_in),
            (self.first, draft.first), (self.last, draft.last), (self.value, draft.value),
            (self.baseline, draft.baseline), (self.baseline_year, draft.baseline_year),
            (self.source, draft.source), (self.note_field, draft.note),
        ):  # fmt: skip
            field.setText(text)
        self.years_box.begin(draft.years, dict(draft.targets))
        self._begun = self.draft()
        self._on_changed()

    def draft(self) -> Draft:
        """The fields as typed."""
        return Draft(
            indicator=Indicator(self.indicator.value()),
            aim=Aim(self.aim.value()),
            detail=self.detail.value(),
            title=self.title_field.value(),
            measured_in=self.measured_in.value(),
            first=self.first.value(),
            last=self.last.value(),
            value=self.value.value(),
            targets=self.years_box.typed(),
            baseline_year=self.baseline_year.value(),
            baseline=self.baseline.value(),
            source=self.source.value(),
            note=self.note_field.value(),
        )

    def is_changed(self) -> bool:
        """Whether something was typed that is not kept."""
        return self._goal is not None and self.draft() != self._begun

    def focus_first(self) -> None:
        """Where the hand begins."""
        self.indicator.setFocus()

    def _offer_aims(self) -> None:
        own = self.indicator.value() == Indicator.OWN
        kept, aims = self.aim.value(), OWN_AIMS if own else AIMS
        self.aim.set_options([(a, t(f"plan-goals-aim-{a}")) for a in aims])
        if kept not in aims:
            self.aim.set_value(aims[0])

    def _on_changed(self, *_: object) -> None:
        if self._goal is None:
            return
        self._offer_aims()
        draft = self.draft()
        is_words = draft.aim is Aim.WORDS
        self.detail_row.setVisible(draft.indicator is Indicator.DEPRIVED_HOUSEHOLDS)
        self.own_row.setVisible(draft.is_own and not is_words)
        for part in (self.value_row, self.years_box, self.baseline_row):
            part.setVisible(not is_words)
        self.years_box.show_years(draft.years)
        self.title_field.setPlaceholderText("" if draft.is_own else self.indicator.currentText())
        unit = replace(self._goal, indicator=draft.indicator, measured_in=draft.measured_in)
        self.unit.setText(goal_words.unit(unit, is_fall=draft.aim.is_fall))
        self._show_book(draft)
        self._judge(draft)

    def _show_book(self, draft: Draft) -> None:
        """What the book knows of the baseline; also what stands in its empty fields."""
        assert self._board is not None
        year = int(draft.baseline_year) if draft.baseline_year.isdigit() else None
        if year is None and draft.years is not None:
            year = draft.years[0] - 1
        self.baseline_year.setPlaceholderText("" if year is None else str(year))
        seen = self._board.counted.get((draft.indicator, self._topic(draft)), {})
        here = seen.get(year) if year is not None else None
        known = here.value if here is not None and not here.is_open else None
        if known is None:
            self.book.setText(t("plan-goals-book-unknown") if year and not draft.is_own else "")
            return
        word = show_rate(float(known)) if draft.indicator.is_rate else show_number(int(known))
        self.book.setText(t("plan-goals-book", year=str(year), value=word))

    @staticmethod
    def _topic(draft: Draft) -> str:
        return draft.detail if draft.indicator is Indicator.DEPRIVED_HOUSEHOLDS else ""

    # Judging ------------------------------------------------------------------------------------
    def _judge(self, draft: Draft) -> tuple[Goal | None, bool]:
        """The goal and whether it may be written; what speaks against it is shown."""
        assert self._board is not None
        assert self._goal is not None
        goal, bad = made(draft, self._goal)
        found: tuple[Finding, ...] = ()
        if goal is not None:
            seen = self._board.counted.get((goal.indicator, goal.detail), {})
            found = goal_checks.findings(goal, others=self._board.goals, seen=seen)
        is_fresh = self._is_new and not self.is_changed()
        self._mark(frozenset() if is_fresh else bad, () if is_fresh else found)
        self._show_findings(() if is_fresh else found)
        is_sound = goal is not None and not goal_checks.is_blocked(found)
        self.keep.setEnabled(is_sound)
        return goal, is_sound

    def _mark(self, bad: frozenset[str], found: tuple[Finding, ...]) -> None:
        told = {name: t(_UNREAD.get(name, "plan-goals-not-a-number")) for name in bad}
        for one in (f for f in found if goal_checks.is_blocked([f])):
            told.setdefault(one.where, goal_words.finding(one, self._goals())[0])
        fields = {
            "title": self.title_field, "value": self.value, "baseline": self.baseline,
            "baseline_year": self.baseline_year, "years": self.first,
        }  # fmt: skip
        fields |= {f"targets:{y}": f for y, f in self.years_box.fields.items()}
        for name, field in fields.items():
            mark_bad(field, told.get(name, ""))

    def _show_findings(self, found: tuple[Finding, ...]) -> None:
        words = [(f, goal_words.finding(f, self._goals())) for f in found[: len(self.notes)]]
        for number, note in enumerate(self.notes):
            note.setVisible(number < len(words))
            if number < len(words):
                one, (what, cure) = words[number]
                note.say(what, cure, "err" if goal_checks.is_blocked([one]) else "warn")

    def _goals(self) -> tuple[Goal, ...]:
        return self._board.goals if self._board else ()

    def try_keep(self) -> None:
        """Hand the goal on to be written, if it can be."""
        goal, is_sound = self._judge(self.draft())
        if goal is not None and is_sound:
            self.kept.emit(goal)


class _YearsBox(QWidget):
    """A target for each year, where one differs; `changed` as one types."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.fields: dict[int, Field] = {}
        self._typed: dict[str, str] = {}
        self._span: tuple[int, int] | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)

    def begin(self, span: tuple[int, int] | None, typed: dict[str, str]) -> None:
        """The years of another goal."""
        self._typed, self._span = typed, None
        self._clear()
        self.show_years(span)

    def show_years(self, span: tuple[int, int] | None) -> None:
        """Fields for these years, with what was typed for them; one year needs none."""
        if span == self._span:
            return
        self._typed |= self.typed()
        self._span = span
        self._clear()
        if span is None or not 1 <= span[1] - span[0] < MOST_YEARS:
            return
        for number, year in enumerate(range(span[0], span[1] + 1)):
            field = self.fields[year] = _number_field()
            field.setText(self._typed.get(str(year), ""))
            field.textEdited.connect(lambda _: self.changed.emit())
            row, place = divmod(number, YEARS_IN_ROW)
            self._grid.addWidget(
                labelled(t("plan-goals-of-year", year=str(year)), field), row, place
            )
        self._grid.setColumnStretch(YEARS_IN_ROW, 1)

    def _clear(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.fields = {}

    def typed(self) -> dict[str, str]:
        """Year → what is typed, without the empty ones."""
        return {str(year): f.value() for year, f in self.fields.items() if f.value()}


def _year_field() -> Field:
    field = Field(figures=True)
    field.setFixedWidth(YEAR_WIDTH)
    field.setValidator(QIntValidator(0, 9999, field))
    return field


def _number_field() -> Field:
    field = Field(figures=True)
    field.setFixedWidth(NUMBER_WIDTH)
    return field


def _deprivation(code: str) -> str:
    return goal_words.indicator(Indicator.DEPRIVED_HOUSEHOLDS, code).partition(": ")[2]
