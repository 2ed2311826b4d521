"""The form of a measure, for one household or many: what is done, for how much, by when, against what."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.domain.planning import Measure, MeasureKind, MeasureState
from desktop.domain.review import Finding
from desktop.rules.measures import is_blocked
from desktop.services.planning.measuring import MeasurePlan, MeasureWish
from desktop.text import t
from desktop.ui import fonts
from desktop.ui.pages.plan.measures.amount import AmountField
from desktop.ui.pages.plan.typed import DAY_WIDTH, DayField, FindingLines, Lines, in_row, labelled
from desktop.ui.widgets import Button, Card, Choice, Field, Link, Note, Text, padded, scrolled

SIDE = 14
PAUSE = 150
"""Milliseconds after the last key until what is odd is looked for again."""
AGAINST_ROWS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What the form offers: kinds, names of deprivations and causes, words typed before."""

    kinds: tuple[MeasureKind, ...]
    names: Mapping[str, str]
    programmes: Sequence[str] = ()
    responsibles: Sequence[str] = ()
    kind_names: Mapping[str, str] | None = None


class MeasureForm(Card):
    """`plan_wanted` while one types, `wanted` on the verb, `without_wanted(uids)` to leave households
    out, `left` on Esc."""

    plan_wanted = Signal()
    wanted = Signal()
    without_wanted = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.uids: tuple[str, ...] = ()
        self.measure: Measure | None = None
        self.plan: MeasurePlan | None = None
        self.blocked = False
        self._year = 0
        self._offer = Offer(kinds=(), names={})
        self.title_words = Text("", "name", wrap=True)
        self.second = Text("", "small", "text2", wrap=True)
        self.kind, self.state = Choice(), Choice()
        self.programme, self.responsible = Field(), Field()
        self.amount = AmountField(t("plan-measures-amount"))
        self.starts_on = DayField(t("plan-measures-starts-on"))
        self.ends_on = DayField(t("plan-measures-ends-on"))
        self.against = QListWidget()
        self.note = Lines(t("plan-measures-note"), 2)
        self.findings = FindingLines()
        self.concerned = QVBoxLayout()
        self.trouble = Note("err", "")
        self.trouble.hide()
        self.verb = Button("", kind="primary", key="Ctrl+Enter")
        self.leave = Button(t("plan-measures-leave"), key="Esc", kind="flat", live=False)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._place()
        self._connect()

    # Parts --------------------------------------------------------------------------------------
    def _place(self) -> None:
        self.setAccessibleName(t("plan-measures-form"))
        self.against.setAccessibleName(t("plan-measures-against"))
        self.against.setFont(fonts.font("dense"))
        self.against.setSpacing(1)
        self.against.setFixedHeight(AGAINST_ROWS * 22 + 4)

        for choice in (self.kind, self.state):
            choice.setMinimumWidth(DAY_WIDTH)
            choice.setSizeAdjustPolicy(
                Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(SIDE, 12, SIDE, 8)
        column.setSpacing(8)
        self.concerned.setSpacing(2)
        for widget in self._rows():
            column.addWidget(widget)
        column.addStretch(1)
        self.area = scrolled(inner)
        self.area.setAccessibleName(t("plan-measures-form"))
        self.add(self.area, 1)
        foot = QVBoxLayout()
        foot.setSpacing(6)
        foot.addWidget(self.findings)
        foot.addLayout(self.concerned)
        foot.addWidget(in_row(self.verb, self.leave, None))
        self.add_rule()
        self.add(padded(foot, (SIDE, 8, SIDE, 10)))

    def _rows(self) -> tuple[QWidget, ...]:
        return (
            self.title_words, self.second, self.trouble,
            labelled(t("plan-measures-kind"), self.kind),
            labelled(t("plan-measures-programme"), self.programme),
            in_row(
                labelled(t("plan-measures-amount"), self.amount),
                labelled(t("plan-measures-state"), self.state), None,
            ),
            in_row(
                labelled(t("plan-measures-starts-on"), self.starts_on),
                labelled(t("plan-measures-ends-on"), self.ends_on), None,
            ),
            labelled(t("plan-measures-responsible"), self.responsible),
            labelled(t("plan-measures-against"), self.against),
            labelled(t("plan-measures-note"), self.note),
        )  # fmt: skip

    def _connect(self) -> None:
        for field in (self.programme, self.responsible, self.amount, self.starts_on, self.ends_on):
            field.textChanged.connect(self._changed)
            field.returnPressed.connect(self.submit)
        self.note.textChanged.connect(self._changed)
        self.against.itemChanged.connect(self._changed)
        self.kind.chosen.connect(self._on_kind)
        self.state.chosen.connect(self._on_state)
        self._pause.timeout.connect(self.plan_wanted)
        self.verb.clicked.connect(self.submit)
        self.leave.clicked.connect(self.left)

    # Filling ------------------------------------------------------------------------------------
    def begin(
        self, offer: Offer, uids: Sequence[str], who: str, year: int, today: datetime.date,
        against: Sequence[str] = (),
    ) -> None:  # fmt: skip
        """Empty, for these households; `against` are deprivations that it is to be against."""
        self.uids, self.measure, self.plan, self._year = tuple(uids), None, None, year
        self._offer_words(offer, today)
        self.title_words.setText(t("plan-measures-form-title", year=str(year)))
        self.second.setText(who)
        fitting = [k for k in offer.kinds if {*against} & {*k.against}]
        kind = next(iter([*fitting, *offer.kinds]), None)
        self.kind.set_value(kind.code if kind else "")
        self.state.set_value(MeasureState.PLANNED)
        for field in (self.programme, self.responsible, self.starts_on, self.ends_on):
            field.clear()
        self.amount.set_amount(None)
        self.note.set_value("")
        self._tick(against or (kind.against if kind else ()))
        self._start()

    def edit(self, offer: Offer, measure: Measure, who: str, today: datetime.date) -> None:
        """One measure as it is kept."""
        self.uids, self.measure, self.plan = (measure.household_uid,), measure, None
        self._year = measure.year
        self._offer_words(offer, today, measure.kind)
        self.title_words.setText(t("plan-measures-edit-title", year=str(measure.year)))
        self.second.setText(who)
        self.kind.set_value(measure.kind)
        self.state.set_value(measure.state)
        self.programme.setText(measure.programme)
        self.responsible.setText(measure.responsible)
        self.amount.set_amount(measure.amount)
        self.starts_on.set_day(measure.starts_on)
        self.ends_on.set_day(measure.ends_on)
        self.note.set_value(measure.note)
        self._tick(measure.against)
        self._start()

    def _offer_words(self, offer: Offer, today: datetime.date, kind: str = "") -> None:
        self._offer = offer
        self.starts_on.today = self.ends_on.today = today
        kinds = {k.code: k.name for k in offer.kinds}
        if kind and kind not in kinds:
            kinds[kind] = (offer.kind_names or {}).get(kind, kind)
        self.kind.set_options([*kinds.items()])
        self.state.set_options([(s, t(f"measure-state-{s}")) for s in MeasureState])
        for field, said in (
            (self.programme, offer.programmes), (self.responsible, offer.responsibles),
        ):  # fmt: skip
            completer = QCompleter(list(said), field)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            field.setCompleter(completer)

    def _tick(self, against: Sequence[str]) -> None:
        self.against.blockSignals(True)
        self.against.clear()
        for code, name in self._offer.names.items():
            item = QListWidgetItem(name)
            item.setData(Qt.ItemDataRole.UserRole, code)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            is_on = code in against
            item.setCheckState(Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
            self.against.addItem(item)
        ticked = [n for n, code in enumerate(self._offer.names) if code in against]
        if ticked:
            self.against.scrollToItem(self.against.item(ticked[0]))
        self.against.blockSignals(False)

    def _start(self) -> None:
        self.show_findings(())
        self.trouble.hide()
        self._show_verb()
        self.area.verticalScrollBar().setValue(0)
        self.kind.setFocus()
        self.plan_wanted.emit()

    # Reading ------------------------------------------------------------------------------------
    def ticked(self) -> tuple[str, ...]:
        """Codes of what the measure is against."""
        items = [self.against.item(n) for n in range(self.against.count())]
        return tuple(
            str(i.data(Qt.ItemDataRole.UserRole))
            for i in items
            if i.checkState() is Qt.CheckState.Checked
        )

    def wish(self) -> MeasureWish:
        """What is wanted, as typed."""
        return MeasureWish(
            year=self._year, uids=self.uids, kind=self.kind.value(),
            state=MeasureState(self.state.value() or MeasureState.PLANNED),
            programme=self.programme.value(), amount=self.amount.amount(),
            starts_on=self.starts_on.day(), ends_on=self.ends_on.day(),
            responsible=self.responsible.value(), against=self.ticked(), note=self.note.value(),
        )  # fmt: skip

    def edited(self) -> Measure:
        """The measure as typed."""
        assert self.measure is not None
        wish = self.wish()
        return replace(
            self.measure, kind=wish.kind, state=wish.state, programme=wish.programme,
            amount=wish.amount, starts_on=wish.starts_on, ends_on=wish.ends_on,
            responsible=wish.responsible, against=wish.against, note=wish.note,
        )  # fmt: skip

    def has_bad_field(self) -> bool:
        """Whether something typed cannot be read; the cursor goes there."""
        bad = [f for f in (self.amount, self.starts_on, self.ends_on) if f.is_bad()]
        if bad:
            bad[0].setFocus()
        return bool(bad)

    def is_touched(self) -> bool:
        """Whether something typed would be lost."""
        if self.isHidden() or (self.measure is None and not self.uids):
            return False
        if self.measure is not None:
            return self.edited() != self.measure
        wish = self.wish()
        return bool(wish.programme or wish.amount or wish.note or wish.responsible)

    # Answers ------------------------------------------------------------------------------------
    def show_plan(self, plan: MeasurePlan) -> None:
        """What would come of it, unless the fields say something else by now."""
        if self.measure is not None or plan.wish.uids != self.uids:
            return
        self.plan = plan
        self.show_findings(plan.findings)
        if len(plan.measures) > 1:
            for finding in plan.findings:
                self._concern(finding, plan.concerned.get(finding.code, ()))
        for uids in plan.refused.values():
            self.concerned.addWidget(
                Text(t("plan-measures-unknown", households=len(uids)), "small", "warn", wrap=True)
            )

    def _concern(self, finding: Finding, uids: tuple[str, ...]) -> None:
        """How many it is about, and a way to leave them out."""
        if is_blocked([finding]) or not 0 < len(uids) < len(self.uids):
            return
        words = Text(t("plan-measures-concerned", households=len(uids)), "small", "text2")
        out = Link(t("plan-measures-leave-out"))
        out.setAccessibleName(t("plan-measures-leave-out-of", households=len(uids)))
        out.clicked.connect(lambda _=False: self.without_wanted.emit(uids))
        index = self.concerned.count()
        self.concerned.insertWidget(index, in_row(words, out, None))

    def show_findings(self, found: Sequence[Finding]) -> None:
        """What is odd; what cannot be holds the verb back."""
        while (item := self.concerned.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.findings.show_findings(found)
        self.blocked = is_blocked(found)
        self._show_verb()

    def fail(self, words: str) -> None:
        """It could not be done; what is typed stays."""
        self.trouble.say(words)
        self.trouble.show()
        self.area.verticalScrollBar().setValue(0)

    def _show_verb(self) -> None:
        number = len(self.plan.measures) if self.plan else len(self.uids)
        key = "plan-measures-save" if self.measure else "plan-measures-record"
        self.verb.setText(t(key, households=number))
        self.verb.setEnabled(not self.blocked and number > 0)
        self.verb.updateGeometry()

    # Hands --------------------------------------------------------------------------------------
    def _changed(self) -> None:
        self._pause.start()

    def _on_kind(self, code: str) -> None:
        """Another kind is usually against other things."""
        kind = next((k for k in self._offer.kinds if k.code == code), None)
        if self.measure is None and kind is not None:
            self._tick(kind.against)
        self._changed()

    def _on_state(self, state: str) -> None:
        """What is done ends today, unless another day is typed."""
        if state == MeasureState.DONE and not self.ends_on.value():
            self.ends_on.set_day(self.ends_on.today)
        self._changed()

    def submit(self) -> None:
        """Ask for it, unless a field cannot be read."""
        self._pause.stop()
        if not self.has_bad_field() and not self.blocked:
            self.wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
