"""The part "Các đơn vị": the strip, the board, and one unit when it was entered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.review import Finding
from desktop.errors import AppError
from desktop.rules.course import CourseState
from desktop.services import gathering
from desktop.services.changes import Changes
from desktop.services.planning import course, course_report, measure_kinds, plan_known
from desktop.services.planning.course import UnitCourse, UnitPage
from desktop.store.connection import Db
from desktop.text import sentence, t
from desktop.ui.dates import local_day
from desktop.ui.memory import recall_folder, remember
from desktop.ui.page import Desk
from desktop.ui.pages.plan.course.board import BoardCard, Filters
from desktop.ui.pages.plan.course.strip import CourseStrip
from desktop.ui.pages.plan.course.unit import UnitView
from desktop.ui.pages.plan.part import PlanPart
from desktop.ui.widgets import Button, Note

FOLDER = "folder/papers"
NARROW_BELOW = 1000
_BOARD, _UNIT = 0, 1
_CONCERNS = {
    "household", "review", "residents", "round", "package", "setting", "plan", "measure", "call",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Found:
    units: tuple[UnitCourse, ...] = ()
    findings: Sequence[Finding] = ()
    page: UnitPage | None = None
    kinds: dict[str, str] = field(default_factory=dict)


class CoursePart(PlanPart):
    """Targets: the code of a unit, or a state ("behind") to hold the board to."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.units: Sequence[UnitCourse] = ()
        self.code = ""
        self.pdf = Button(t("plan-course-pdf"), icon="file-type-pdf")
        self.excel = Button(t("plan-course-excel"), icon="file-spreadsheet", key="Ctrl+E")
        self.send = Button(t("plan-course-send"), icon="send", kind="primary")
        self.buttons = (self.pdf, self.excel, self.send)
        self.strip, self.filters = CourseStrip(), Filters()
        self.board, self.unit = BoardCard(desk.office), UnitView(desk)
        self.note, self.odd = Note("err", ""), Note("warn", "")
        self.stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        front = self.front = QWidget()
        front.setProperty("ground", "clear")
        column = QVBoxLayout(front)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.odd.hide()
        for part in (self.strip, self.odd, self.filters):
            column.addWidget(part)
        column.addWidget(self.board, 1)
        self.stack.setProperty("ground", "clear")
        self.stack.addWidget(front)
        self.stack.addWidget(self.unit)
        self.note.hide()
        self.column.setSpacing(8)
        self.column.addWidget(self.note)
        self.column.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.filters.search.into = self.focus_first
        self.filters.changed.connect(self._fill)
        self.board.opened.connect(lambda unit: self.open_unit(unit.code))
        self.unit.left.connect(self.close_unit)
        self.unit.called.connect(self._note_call)
        self.send.clicked.connect(lambda: self.desk.go("send-down"))
        self.pdf.clicked.connect(lambda _=False: self._choose_file("pdf"))
        self.excel.clicked.connect(lambda _=False: self._choose_file("xlsx"))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW_BELOW
        self.board.set_narrow(is_narrow=is_narrow)
        self.unit.set_narrow(is_narrow=is_narrow)

    # Contract of pages --------------------------------------------------------------------------
    def reload(self) -> None:
        year, code, today = self.year, self.code, local_day(self.desk.now())

        def read(db: Db) -> _Found:
            if code:
                kinds = {c: k.name for c, k in plan_known.kinds_below(db).items()}
                page = course.unit_page(db, year, code, today)
                return _Found(page=page, kinds=kinds | measure_kinds.names(db))
            units = course.course(db, year, today)
            return _Found(units, course.board_findings(db, year, units, today))

        self.desk.worker.run_latest("plan-course", read, self._show)

    def on_changed(self, changes: Changes) -> bool:
        return bool(_CONCERNS & changes.names)

    def take_focus(self) -> None:
        if self.stack.currentIndex() == _UNIT:
            self.unit.focus_first()
        else:
            self.board.table.setFocus()

    def open_target(self, target: object) -> None:
        if target in [*CourseState]:
            self.filters.hold(str(target))
            self.close_unit()
            self._fill()
        elif isinstance(target, str):
            self.open_unit(target)

    def key_line(self) -> Sequence[tuple[str, str]]:
        if self.stack.currentIndex() == _UNIT:
            return (("Esc", t("plan-course-back")), ("F7", t("plan-course-called")))
        return (("Enter", t("plan-course-open")), ("Ctrl+E", t("plan-course-excel")))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc leaves a unit, then takes the filters away; F7 notes a call."""
        key, in_unit = event.key(), self.stack.currentIndex() == _UNIT
        if key == Qt.Key.Key_Escape and in_unit:
            self.close_unit()
        elif key == Qt.Key.Key_Escape and self.filters.is_held:
            self.filters.clear()
        elif key == Qt.Key.Key_F7 and in_unit and self.unit.page is not None:
            self._note_call(self.unit.page.unit)
        else:
            super().keyPressEvent(event)

    # Showing ------------------------------------------------------------------------------------
    def _show(self, found: _Found) -> None:
        if self.code and found.page is not None:
            self.unit.show_page(found.page, found.kinds)
            self._turn(_UNIT)
        elif self.code:
            self.code = ""
            self.reload()
            return
        else:
            self.units = found.units
            self.strip.show_units(found.units)
            self._say(found.findings)
            self.filters.show_units(found.units)
            self._fill()
            self._turn(_BOARD)
        self.answered()

    def _say(self, findings: Sequence[Finding]) -> None:
        """What is odd about many of them, with what to do."""
        self.odd.setVisible(bool(findings))
        said = "; ".join(t(f"finding-{f.code}", **f.details) for f in findings)
        cures = " ".join(t(f"finding-{f.code}-cure", **f.details) for f in findings)
        self.odd.say(said, cures, "warn")

    def _turn(self, place: int) -> None:
        for button in (self.pdf, self.excel):
            button.setEnabled(place == _BOARD and bool(self.board.model.rows))
        if self.stack.currentIndex() != place:
            here = self.front if place == _UNIT else self.unit
            focus = self.window().focusWidget()
            had_focus = focus is None or here.isAncestorOf(focus)
            self.stack.setCurrentIndex(place)
            self.keys_changed.emit()
            if had_focus:
                self.take_focus()

    def _fill(self) -> None:
        rows = [unit for unit in self.units if self.filters.passes(unit)]
        self.board.show_units(rows, is_held=self.filters.is_held)
        self.board.set_narrow(is_narrow=self.width() < NARROW_BELOW)
        for button in (self.pdf, self.excel):
            button.setEnabled(bool(rows))

    def open_unit(self, code: str) -> None:
        """Go down to a unit."""
        self.code = code
        self.reload()

    def close_unit(self) -> None:
        """Back to the board."""
        if self.code:
            self.code = ""
            self.reload()

    # Deeds --------------------------------------------------------------------------------------
    def _note_call(self, unit: UnitCourse | None) -> None:
        """Note that a unit was asked today, or take the note away."""
        if unit is None:
            return
        now, by, year, code = self.desk.now(), self.desk.by, self.year, unit.code
        before, on = unit.called, None if unit.called else local_day(self.desk.now())

        def undo() -> None:
            self.desk.worker.run(
                lambda db: gathering.note_call(db, year, code, before, now=now, by=by)
            )

        key = "plan-course-call-noted" if on else "plan-course-call-taken"
        self.desk.worker.run(
            lambda db: gathering.note_call(db, year, code, on, now=now, by=by),
            lambda _: self._said(t(key, name=unit.name), undo),
            failed=self._fail,
        )

    def _said(self, words: str, undo: object) -> None:
        self.desk.say(words, undo)  # type: ignore[arg-type]
        self.reload()

    def _choose_file(self, kind: str) -> None:
        year, code = self.year, self.desk.office.code
        name = f"tinh_hinh_don_vi_{code}_{year}.{kind}"
        title = t("plan-course-excel") if kind == "xlsx" else t("plan-course-pdf")
        chosen, _ = QFileDialog.getSaveFileName(
            self, title, str(recall_folder(FOLDER) / name), f"*.{kind}"
        )
        if chosen:
            self.save(kind, Path(chosen).with_suffix(f".{kind}"))

    def save(self, kind: str, path: Path) -> None:
        """Write what the board shows as "pdf" or "xlsx"."""
        year, now, by = self.year, self.desk.now(), self.desk.by
        among = {u.code for u in self.units if self.filters.passes(u)}
        words = self.filters.words()
        remember(FOLDER, str(path.parent))
        self.note.hide()
        self.desk.worker.run(
            lambda db: course_report.write(
                db, year, kind, path, among=among, filters=words, now=now, by=by
            ),
            lambda written: self.desk.say(t("plan-course-written", file=written.name)),
            failed=self._fail,
        )

    def _fail(self, error: AppError) -> None:
        self.note.say(t("plan-course-not-done"), sentence(error), "err")
        self.note.show()
