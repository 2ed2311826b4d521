"""The page that reads a list: four steps, each shown before the next is done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from desktop.errors import AppError, ListOutdated
from desktop.exchange.lists.records import Script
from desktop.services import layouts, reading
from desktop.services.changes import Changes
from desktop.services.layouts import KeptLayout
from desktop.services.old_communes import Choices
from desktop.services.reading import ListPlan, Looked, Written, Year
from desktop.store.connection import Db
from desktop.text import t
from desktop.ui.page import Desk, Page
from desktop.ui.pages.read_list.choose import DropPlace, dropped, file_filter
from desktop.ui.pages.read_list.columns_step import ColumnsStep
from desktop.ui.pages.read_list.last_read import LastRead
from desktop.ui.pages.read_list.plan_step import PlanStep
from desktop.ui.pages.read_list.result_step import ResultStep
from desktop.ui.pages.read_list.steps import StepLine
from desktop.ui.pages.read_list.telling import can_be_written, errors_name, has_faults, told
from desktop.ui.widgets import Button, Note, PageHead, body


class ReadListPage(Page):
    """Reads a list of households into the commune's book; a Path as target is opened at once."""

    undo_kinds = ("list-read",)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.path: Path | None = None
        self.plan: ListPlan | None = None
        self.errors_file: Path | None = None
        self.last = LastRead(desk, self)
        self._answered = False
        self._forget_answers()
        self.step = "choose"
        self.choose, self.columns = DropPlace(), ColumnsStep()
        self.planned, self.result = PlanStep(), ResultStep()
        self.line = StepLine()
        self._parts: dict[str, QWidget] = {
            "choose": self.choose,
            "columns": self.columns,
            "plan": self.planned,
            "result": self.result,
        }
        self.setAcceptDrops(True)
        self._build()
        self._connect()
        self._go_to("choose")

    # Parts --------------------------------------------------------------------------------------
    def _build(self) -> None:
        self.head = PageHead(t("page-read-list"), t("read-list-context"))
        self.back = Button(t("read-list-back"), icon="arrow-left")
        self.errors = Button(t("read-list-errors"), icon="file-spreadsheet")
        self.next = Button("", kind="primary", key="Ctrl+Enter")
        self.head.add(self.back, self.errors, self.next)
        self.stack = QStackedWidget()
        self.stack.setProperty("ground", "clear")
        for part in self._parts.values():
            self.stack.addWidget(part)
        self.notes = QVBoxLayout()
        self.notes.setSpacing(8)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.line)
        column.addLayout(self.notes)
        column.addWidget(self.stack, 1)
        self.column.addWidget(self.head)
        self.column.addWidget(body(column), 1)

    def _connect(self) -> None:
        self.choose.wanted.connect(self.ask_for_file)
        self.choose.chosen.connect(self.open_file)
        self.columns.sheet_wanted.connect(self._open_sheet)
        self.columns.scripts_chosen.connect(self._read_letters)
        self.columns.forget_wanted.connect(self._forget_layout)
        self.planned.questions.commune_answered.connect(self._answer_commune)
        self.planned.questions.people_answered.connect(self._answer_people)
        self.planned.village_toggled.connect(self._toggle_village)
        self.columns.changed.connect(self._on_columns)
        self.back.clicked.connect(self._go_back)
        self.errors.clicked.connect(self.ask_for_errors_file)
        self.next.clicked.connect(self._go_on)
        self.result.register_wanted.connect(lambda: self.desk.go("households"))
        self.result.again_wanted.connect(self._begin_again)
        self.result.errors_wanted.connect(self.ask_for_errors_file)
        self.result.folder_wanted.connect(self._open_folder)
        self.result.twins_wanted.connect(lambda: self.desk.go("twins"))
        self.result.undo_wanted.connect(self.last.undo)
        self.last.undone.connect(self._on_undone)
        self.last.failed.connect(self.say)
        self.open_key = QShortcut(QKeySequence("Ctrl+O"), self)
        self.open_key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.open_key.activated.connect(self.ask_for_file)

    # Contract of pages --------------------------------------------------------------------------
    def on_changed(self, changes: Changes) -> bool:  # noqa: ARG002
        return False

    def reload(self) -> None:
        """Coming back after a finished list begins anew."""
        if self.step == "result":
            self._begin_again()

    def focus_first(self) -> None:
        {
            "choose": self.choose.button.setFocus,
            "columns": self.columns.focus_first,
            "plan": self.planned.focus_first,
            "result": self.result.focus_first,
        }[self.step]()

    def open_target(self, target: object) -> None:
        """A Path: the workbook to look at."""
        if isinstance(target, Path):
            self.open_file(target)

    # Steps --------------------------------------------------------------------------------------
    def _go_to(self, step: str) -> None:
        self.step = step
        self.line.set_step(step)
        self.stack.setCurrentWidget(self._parts[step])
        self.back.setVisible(step in ("columns", "plan"))
        self.back.setText(t("read-list-other-file") if step == "columns" else t("read-list-back"))
        self.next.setVisible(step in ("columns", "plan"))
        self.next.setText(t("read-list-plan") if step == "columns" else t("read-list-write"))
        self.open_key.setEnabled(step != "choose")  # there the button has it
        self.errors.setVisible(step == "plan" and self.plan is not None and has_faults(self.plan))
        self.head.set_context(self._context())
        self.say()
        self._on_columns()
        self.focus_first()

    def _context(self) -> str:
        if self.path is None or self.step == "choose":
            return t("read-list-context")
        looked = self.columns.looked
        sheet = looked.sheet.name if looked else ""
        if self.step == "plan" and self.plan is not None and not self.plan.reading.is_bare:
            year, origin = str(self.plan.year), t(f"read-list-from-{self.plan.origin.value}")
            return t("read-list-context-plan", file=self.path.name, year=year, origin=origin)
        return t("read-list-context-file", file=self.path.name, sheet=sheet)

    def _go_back(self) -> None:
        if self.step == "plan":
            self._go_to("columns")
        else:
            self._begin_again()

    def _begin_again(self) -> None:
        self.path, self.plan, self.errors_file = None, None, None
        self._go_to("choose")
        if (note := self.last.note()) is not None:
            self.say(note)

    def _go_on(self) -> None:
        if self.step == "columns":
            self.make_plan()
        elif self.step == "plan":
            self.write()

    def _on_columns(self) -> None:
        if self.step == "columns":
            self.next.setEnabled(self.columns.is_ready())
        elif self.step == "plan":
            self.next.setEnabled(self.plan is not None and can_be_written(self.plan))

    def say(self, *notes: Note) -> None:
        """Show these notes under the step line instead of any others."""
        while (item := self.notes.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for note in notes:
            self.notes.addWidget(note)

    def _fail(self, error: AppError) -> None:
        self.say(Note("err", t("read-list-failed"), told(error)))

    # Opening ------------------------------------------------------------------------------------
    def ask_for_file(self) -> None:
        """Choose a workbook on the disk."""
        name, _ = QFileDialog.getOpenFileName(self, t("read-list-choose"), "", file_filter())
        if name:
            self.open_file(Path(name))

    def open_file(self, path: Path) -> None:
        """Look at a workbook; its columns come next, or a note why it cannot be opened."""
        self.path = path
        self._forget_answers()
        self._look(path, None)

    def _open_sheet(self, name: str) -> None:
        if self.path is not None:
            self._look(self.path, name)

    def _look(self, path: Path, sheet: str | None) -> None:
        self.say()
        self.desk.worker.run(reading.kept_layouts, lambda kept: self._look_with(path, sheet, kept))

    def _look_with(self, path: Path, sheet: str | None, kept: list[KeptLayout]) -> None:
        self._open(lambda: reading.look(path, sheet, kept), again=False)

    def _open(self, look: Callable[[], Looked], *, again: bool) -> None:
        """Look at a sheet and show it; `again` is the same one with its letters read otherwise."""
        now = self.desk.now()

        def job() -> tuple[Looked, Year]:
            looked = look()
            return looked, reading.year_told(looked.sheet, looked.layout, now)

        show = self._show_again if again else self._show_looked
        self.desk.worker.run_without_book(job, show, failed=self._fail, busy=t("read-list-opening"))

    def _show_looked(self, found: tuple[Looked, Year]) -> None:
        self.columns.show_looked(*found, self.desk.now().astimezone().year)
        self._go_to("columns")

    def _show_again(self, found: tuple[Looked, Year]) -> None:
        self.columns.show_again(*found, self.desk.now().astimezone().year)
        self._on_columns()

    def _read_letters(self, answers: dict[int, Script]) -> None:
        looked = self.columns.looked
        if looked is not None:
            scripts = {**looked.scripts, **answers}
            kept = [looked.kept] if looked.kept else []
            self._open(lambda: reading.look_again(looked, scripts, kept), again=True)

    def _forget_layout(self, key: str) -> None:
        looked = self.columns.looked
        if looked is not None:
            self.desk.worker.run(
                lambda db: layouts.forget(db, key),
                lambda _: self._open(
                    lambda: reading.look_again(looked, looked.scripts), again=False
                ),
            )

    def dragEnterEvent(self, event: object) -> None:  # noqa: N802
        data = event.mimeData()  # type: ignore[attr-defined]
        if dropped(data) is not None:
            event.acceptProposedAction()  # type: ignore[attr-defined]

    def dropEvent(self, event: object) -> None:  # noqa: N802
        path = dropped(event.mimeData())  # type: ignore[attr-defined]
        if path is not None:
            self.open_file(path)

    # Planning and writing -----------------------------------------------------------------------
    def make_plan(self) -> None:
        """Compare the list with the book; nothing is written."""
        looked, layout = self.columns.looked, self.columns.layout_shown
        if looked is None or layout is None or not self.columns.is_ready():
            return
        year, village = self.columns.chosen_year(), self.columns.chosen_village()
        now, shown = self.desk.now(), layout
        choices = Choices(communes=dict(self._communes), villages=dict(self._villages))
        add_people = self._add_people

        def job(db: Db) -> ListPlan:
            return reading.plan_list(
                db, looked.path, looked.sheet, shown, year=year, village=village, now=now,
                choices=choices, add_people=add_people,
                kept=reading.to_keep(looked, shown, now),
            )  # fmt: skip

        self.next.setEnabled(False)
        self.desk.worker.run(
            job, self._show_plan, failed=self._plan_failed, busy=t("read-list-planning")
        )

    def _plan_failed(self, error: AppError) -> None:
        self._on_columns()
        self._fail(error)

    def _show_plan(self, plan: ListPlan) -> None:
        self.plan = plan
        self.planned.show_plan(plan, self.desk.office.name, answered=self._answered)
        self._answered = False
        if self.step == "plan":  # a question was answered: the cursor stays
            self._on_columns()
            self.errors.setVisible(has_faults(plan))
        else:
            self._go_to("plan")

    def _forget_answers(self) -> None:
        self._communes: dict[str, bool] = {}
        self._villages: dict[tuple[str, str], bool] = {}
        self._add_people = False

    def _answer_commune(self, key: str, answer: bool | None) -> None:
        if answer is None:
            self._communes.pop(key, None)
        else:
            self._communes[key] = answer
        self._answered = True
        self.make_plan()

    def _answer_people(self, add: bool) -> None:
        self._add_people = add
        self._answered = True
        self.make_plan()

    def _toggle_village(self, key: tuple[str, str]) -> None:
        self._villages[key] = not self._villages.get(key, True)
        self.make_plan()

    def write(self) -> None:
        """Write what was planned, whole or not at all."""
        plan, now, by = self.plan, self.desk.now(), self.desk.by
        if plan is None:
            return
        self.next.setEnabled(False)
        self.desk.worker.run(
            lambda db: reading.write_list(db, plan, now=now, by=by),
            lambda written: self._show_result(plan, written),
            failed=self._write_failed,
            busy=t("read-list-writing"),
        )

    def _write_failed(self, error: AppError) -> None:
        self._on_columns()
        self._fail(error)
        if isinstance(error, ListOutdated):
            self.make_plan()

    def _show_result(self, plan: ListPlan, written: Written) -> None:
        self.result.show_result(reading.result_of(plan), plan)
        self.result.undo.setVisible(bool(written.act_uid))
        self.last.keep(plan, written)
        if self.errors_file is not None:
            self.result.show_errors(plan, self.errors_file)
        self._go_to("result")

    def undo_late(self) -> None:
        if not self.last.undo():
            super().undo_late()

    def _on_undone(self, file: str) -> None:
        if self.step in ("choose", "result"):
            self._begin_again()
        elif self.step == "plan":  # the book is another one than it was compared with
            self.make_plan()
        self.say(Note("ok", t("read-list-undone", file=file), t("read-list-undone-more")))

    # The workbook of errors ---------------------------------------------------------------------
    def ask_for_errors_file(self) -> None:
        """Choose where the marked copy goes; beside the list by default."""
        if self.plan is None:
            return
        start = errors_name(self.plan.path)
        name, _ = QFileDialog.getSaveFileName(
            self, t("read-list-errors"), str(start), "Excel (*.xlsx *.xlsm)"
        )
        if name:
            self.write_errors(Path(name))

    def write_errors(self, target: Path) -> None:
        """Write the user's own workbook with the column "Lỗi"."""
        plan = self.plan
        if plan is None:
            return
        self.desk.worker.run_without_book(
            lambda: reading.write_errors(plan, target),
            self._show_errors_written,
            failed=self._fail,
            busy=t("read-list-writing-errors"),
        )

    def _show_errors_written(self, path: Path) -> None:
        self.errors_file = path
        if self.step == "result" and self.plan is not None:
            self.result.show_errors(self.plan, path)
            return
        folder = Button(t("read-list-folder"), icon="folder-open", size="compact")
        folder.clicked.connect(self._open_folder)
        self.say(
            Note(
                "ok",
                t("read-list-errors-written", file=path.name),
                t("read-list-mend-next"),
                folder,
            )
        )

    def _open_folder(self) -> None:
        if self.errors_file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.errors_file.parent)))
