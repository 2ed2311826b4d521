"""The part: its views, the form at the side, and what is done by them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.errors import AppError
from desktop.services.changes import Changes
from desktop.services.planning import escapes, following, measuring
from desktop.services.planning.measure_kinds import KindList
from desktop.services.planning.measuring import Home, MeasureLine
from desktop.store.connection import Db
from desktop.text import sentence, t
from desktop.ui.head_word import head_word
from desktop.ui.page import Desk
from desktop.ui.pages.households.side import Side
from desktop.ui.pages.plan.measures.deeds import MeasureDeeds
from desktop.ui.pages.plan.measures.escape_form import EscapeForm
from desktop.ui.pages.plan.measures.form import MeasureForm
from desktop.ui.pages.plan.measures.homes import escapes_list, without_list
from desktop.ui.pages.plan.measures.kinds_editor import KindsEditor
from desktop.ui.pages.plan.measures.reading import Shown, read
from desktop.ui.pages.plan.measures.results import Results
from desktop.ui.pages.plan.measures.table import MeasuresTable
from desktop.ui.pages.plan.measures.units import UnitsCard
from desktop.ui.pages.plan.part import PlanPart
from desktop.ui.widgets import Button, Note, Segmented, Text, ask

VIEWS = ("measures", "without", "escapes", "results")
UPPER_VIEWS = ("units", "measures", "escapes", "results")
NAMED = 3
"""So many households of a group are named over the form."""


class MeasuresPart(PlanPart):
    """Targets: {"uids": (…), "against": (…), "escape": bool} opens a form for these households;
    the name of a view ("results") shows it; {"village": name} its households to register."""

    undo_kinds = (*measuring.ACTS, "escape_planned", "escape_unplanned")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.is_upper = desk.office.is_upper
        self.names = UPPER_VIEWS if self.is_upper else VIEWS
        self.name = self.names[0]
        self.commune = ""
        self.shown: Shown | None = None
        editable = not self.is_upper
        self.words = Segmented(
            [t(f"plan-measures-view-{name}") for name in self.names], t("plan-measures-views")
        )
        self.place = Text("", "body-bold")
        self.back = Button(t("plan-measures-back"), icon="arrow-left", key="Esc", size="compact", live=False)  # fmt: skip
        self.trouble = Note("err", "")
        self.table = MeasuresTable(editable=editable)
        self.without = without_list()
        self.escapes = escapes_list(editable=editable)
        self.results, self.units = Results(), UnitsCard()
        self.views: Mapping[str, QWidget] = {
            "measures": self.table, "without": self.without, "escapes": self.escapes,
            "results": self.results, "units": self.units,
        }  # fmt: skip
        self.stack = QStackedWidget()
        self.form, self.escape_form, self.kinds = MeasureForm(), EscapeForm(), KindsEditor()
        self.add = Button(t("plan-measures-add"), icon="plus", key="Ctrl+N", kind="primary")
        self.edit_kinds = Button(t("plan-measures-kinds"), icon="settings")
        if editable:
            self.buttons = (self.edit_kinds, self.add)
        self.deeds = MeasureDeeds(desk)
        self._build()
        self._connect()

    # Parts --------------------------------------------------------------------------------------
    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.words)
        row.addWidget(self.back)
        row.addWidget(self.place)
        row.addStretch(1)
        self.stack.setProperty("ground", "clear")
        for name in self.names:
            self.stack.addWidget(self.views[name])
        self._room = QWidget()
        self._room.setProperty("ground", "clear")
        below = QHBoxLayout(self._room)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(12)
        below.addWidget(self.stack, 1)
        self.side = Side(self._room, below)
        for part in (self.form, self.escape_form, self.kinds):
            self.side.addWidget(part)
        self.side.hide()
        self._is_open = False
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.trouble)
        column.addWidget(self._room, 1)
        self.trouble.hide()
        self.back.hide()
        self.column.addLayout(column)

    def _connect(self) -> None:
        self.words.chosen.connect(lambda number: self.show_view(self.names[number]))
        self.results.cases_wanted.connect(self._read_cases)
        self.results.household_wanted.connect(self._open_household)
        self.units.opened.connect(self.choose_commune)
        self.back.clicked.connect(lambda _=False: self.choose_commune(""))
        if self.is_upper:
            self.table.opened.connect(lambda line: self._open_household(line.measure.household_uid))
            return
        self.add.clicked.connect(lambda _=False: self.begin())
        self.edit_kinds.clicked.connect(lambda _=False: self._open_kinds())
        self.table.add_wanted.connect(self.begin)
        self.table.opened.connect(self.edit)
        self.table.state_wanted.connect(self.deeds.set_state)
        self.table.remove_wanted.connect(self.deeds.remove)
        self.without.opened.connect(lambda home: self.begin_for((home.uid,)))
        self.without.all_wanted.connect(self._begin_all)
        self.escapes.turned.connect(lambda h: self.mark((h.uid,), planned=not h.is_planned))
        self.escapes.opened.connect(lambda home: self.begin_for((home.uid,)))
        self.escapes.all_wanted.connect(lambda uids: self.mark(uids, planned=True))
        self.escapes.second_wanted.connect(lambda uids: self.mark(uids, planned=False))
        self.form.plan_wanted.connect(self._plan)
        self.form.wanted.connect(self._save)
        self.form.without_wanted.connect(self._leave_out)
        self.escape_form.wanted.connect(lambda uids: self.mark(uids, planned=True, of_form=True))
        self.kinds.wanted.connect(self._keep_kinds)
        self.deeds.done.connect(self._on_done)
        self.deeds.failed.connect(self._fail)
        for form in (self.form, self.escape_form, self.kinds):
            form.left.connect(self.close_side)

    # Contract of pages --------------------------------------------------------------------------
    def reload(self) -> None:
        office, year, commune = self.desk.office, self.year, self.commune
        today = self.desk.now().astimezone().date()
        self.desk.worker.run_latest(
            "plan-measures", lambda db: read(db, office, year, commune, today), self._show
        )

    def on_changed(self, changes: Changes) -> bool:
        return bool(changes.names & {"measure", "household", "review", "package", "round"})

    def take_focus(self) -> None:
        if self.side.isHidden():
            view = getattr(self.stack.currentWidget(), "view", None)
            (self.words if view is None or view.isHidden() else view).setFocus()

    def open_target(self, target: object) -> None:
        """A view by name, or households to record a measure for or to register."""
        if isinstance(target, str) and target in self.names:
            self.show_view(target)
        elif isinstance(target, Mapping) and "village" in target:
            self.show_view("escapes")
            self.escapes.village.set_value(str(target["village"]))
        elif isinstance(target, Mapping) and not self.is_upper:
            if target.get("escape"):
                self.show_view("escapes")
                self._look_escape(tuple(target.get("uids", ())))
            else:
                self.begin_for(tuple(target.get("uids", ())), tuple(target.get("against", ())))

    def key_line(self) -> Sequence[tuple[str, str]]:
        if self.is_upper:
            return (("Enter", t("plan-measures-key-open")), ("Esc", t("plan-measures-back")))
        return (
            ("Ctrl+N", t("plan-measures-add")),
            ("Enter", t("plan-measures-key-edit")),
            (t("plan-measures-space"), t("plan-measures-key-mark")),
            ("F7 F9 F8 F6", t("plan-measures-key-states")),
            ("Del", t("plan-measures-key-remove")),
        )

    def may_leave(self) -> bool:
        if self.side.isHidden() or self.side.currentWidget() is not self.form:
            return True
        if not self.form.is_touched():
            self.close_side()
            return True
        words = (t(f"plan-measures-{key}") for key in ("drop", "drop-what", "drop-do"))
        if is_let_go := ask(self, *words):
            self.close_side()
        return is_let_go

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.side.fit(self.width())
        self.side.setVisible(self._is_open)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape and (self._is_open or self.commune):
            self.close_side() if self._is_open else self.choose_commune("")
            return
        super().keyPressEvent(event)

    # Showing ------------------------------------------------------------------------------------
    def show_view(self, name: str) -> None:
        """Bring a view to the front."""
        self.name = name
        self.words.set_index(self.names.index(name))
        self.stack.setCurrentWidget(self.views[name])
        self.focus_first()

    def choose_commune(self, code: str) -> None:
        """At an upper desk: go into a commune, or ("") back to all of them."""
        self.commune = code
        self.reload()
        self.show_view("measures" if code else "units")

    def _show(self, shown: Shown) -> None:
        self.shown = shown
        kinds = {k.code: k.name for k in shown.kinds.kinds}
        names = {c: n for c, n in shown.offer.names.items() if ":" not in c}
        self.table.show_lines(shown.lines, kinds)
        self.escapes.show_homes(shown.poor, names)
        planned = sum(h.is_planned for h in shown.poor)
        self.escapes.words.setText(
            t("plan-measures-escape-count", planned=planned, poor=len(shown.poor))
        )
        self.results.show_sums(shown.sums, names, self.year)
        self.kinds.show_kinds(shown.kinds)
        self._show_counts(shown, planned)
        if self.is_upper:
            self._show_units(shown)
        else:
            self.without.show_homes(shown.without, names)
        self.stack.setCurrentWidget(self.views[self.name])
        self.answered()

    def _show_counts(self, shown: Shown, planned: int) -> None:
        counts = {"measures": len(shown.lines), "without": len(shown.without), "escapes": planned}
        if self.is_upper and not self.commune:
            counts = {}
        self.words.set_words(
            [
                t("plan-measures-counted", word=t(f"plan-measures-view-{n}"), count=counts[n])
                if n in counts
                else t(f"plan-measures-view-{n}")
                for n in self.names
            ]
        )

    def _show_units(self, shown: Shown) -> None:
        self.units.show_units(shown.units, shown.names)
        self.back.setVisible(bool(self.commune))
        self.place.setText(shown.names.get(self.commune, "") if self.commune else "")
        sums = shown.sums
        if self.commune and not shown.lines and sums.recorded:
            words = t("plan-measures-sums-only", measures=sums.recorded, households=sums.helped)
        else:
            words = t("plan-measures-empty") if self.commune else t("plan-measures-choose")
        self.table.empty.sentence.setText(words)
        none = t("plan-measures-escape-none" if self.commune else "plan-measures-choose")
        self.escapes.empty.sentence.setText(none)

    def _read_cases(self, code: str) -> None:
        year, unit = self.year, self.commune
        if self.is_upper and not unit:
            # A province's names are many; those of one commune are read when one is chosen.
            self.results.case_card.hide()
            return
        self.results.case_card.show()
        self.desk.worker.run_latest(
            "plan-measures-cases", lambda db: following.cases(db, year, code, unit=unit),
            self.results.show_cases,
        )  # fmt: skip

    def _open_household(self, uid: str) -> None:
        self.desk.go("find" if self.is_upper else "households", uid)

    # The side -----------------------------------------------------------------------------------
    def _open(self, part: QWidget) -> None:
        self._is_open = True
        self.side.open_with(part)

    def _open_kinds(self) -> None:
        if self.name == "results":  # it needs the whole width
            self.show_view("measures")
        self._open(self.kinds)
        self.kinds.list.setFocus()

    def close_side(self) -> None:
        """Put the form away."""
        self._is_open = False
        self.form.uids, self.form.measure = (), None
        self.side.hide()
        self.focus_first()

    def begin(self) -> None:
        """A new measure: for the household under the cursor, else choose who needs one."""
        line = self.table.current() if self.name == "measures" else None
        if line is not None:
            self.begin_for((line.measure.household_uid,))
        elif self.name == "without" and self.without.view.record() is not None:
            self.begin_for((self.without.view.record().uid,))
        else:
            self.show_view("without")

    def _begin_all(self, uids: tuple[str, ...]) -> None:
        lack = self.without.lack.value()
        self.begin_for(uids, (lack,) if lack else ())

    def begin_for(self, uids: tuple[str, ...], against: tuple[str, ...] = ()) -> None:
        """Open the form for these households."""
        year, office = self.year, self.desk.office
        today = self.desk.now().astimezone().date()

        def job(db: Db) -> tuple[Shown, list[Home]]:
            shown = self.shown or read(db, office, year, "", today)
            return shown, measuring.homes(db, uids, year)

        def begin(found: tuple[Shown, list[Home]]) -> None:
            shown, homes = found
            self._open(self.form)
            self.form.begin(shown.offer, uids, _who(homes), year, today, against)

        self.desk.worker.run(job, begin)

    def edit(self, line: MeasureLine) -> None:
        """Open the form for a measure that is there."""
        if self.shown is not None:
            who = _who([line.home]) if line.home else t("plan-measures-no-home")
            self._open(self.form)
            today = self.desk.now().astimezone().date()
            self.form.edit(self.shown.offer, line.measure, who, today)

    def _plan(self) -> None:
        form, today = self.form, self.desk.now().astimezone().date()
        if form.measure is not None:
            measure = form.edited()
            self.desk.worker.run_latest(
                "plan-measures-plan", lambda db: measuring.check(db, measure, today=today),
                form.show_findings,
            )  # fmt: skip
        elif form.uids:
            wish = form.wish()
            self.desk.worker.run_latest(
                "plan-measures-plan", lambda db: measuring.plan(db, wish, today=today),
                form.show_plan, failed=lambda error: form.fail(sentence(error)),
            )  # fmt: skip

    def _leave_out(self, uids: tuple[str, ...]) -> None:
        self.form.uids = tuple(u for u in self.form.uids if u not in uids)
        self.form.second.setText(t("plan-measures-who-many", households=len(self.form.uids)))
        self._plan()

    # Deeds --------------------------------------------------------------------------------------
    def _save(self) -> None:
        if self.form.measure is not None:
            self.deeds.save(self.form.edited())
        else:
            self.deeds.record(self.form.wish())

    def mark(self, uids: Sequence[str], *, planned: bool, of_form: bool = False) -> None:
        """Register households to leave poverty in the plan year, or no more."""
        self.deeds.mark(uids, self.year, planned=planned, of_form=of_form)

    def _look_escape(self, uids: tuple[str, ...]) -> None:
        year = self.year

        def show(looked: escapes.EscapePlan) -> None:
            self._open(self.escape_form)
            self.escape_form.show_plan(looked)

        self.desk.worker.run(
            lambda db: escapes.look(db, year, uids, planned=True), show, failed=self._fail
        )

    def _keep_kinds(self, wanted: KindList) -> None:
        self.deeds.keep_kinds(wanted, self.shown.kinds if self.shown else wanted)

    def _on_done(self, of_form: bool) -> None:
        self.trouble.hide()
        if of_form and self._is_open:
            self.close_side()

    def _fail(self, error: AppError) -> None:
        """In the form where one is open, else over the list."""
        if self._is_open and self.side.currentWidget() is self.form:
            self.form.fail(sentence(error))
            return
        self.trouble.say(sentence(error))
        self.trouble.show()


def _who(homes: Sequence[Home]) -> str:
    """ "Bàn Văn An, thôn Nà Bó", or how many and the first of them."""
    if len(homes) == 1:
        home = homes[0]
        return t("plan-measures-who-one", name=head_word(home.head_name), number=home.number, village=home.village)  # fmt: skip
    first = ", ".join(head_word(h.head_name) for h in homes[:NAMED])
    key = "plan-measures-who-some" if len(homes) <= NAMED else "plan-measures-who-more"
    return t(key, households=len(homes), names=first)
