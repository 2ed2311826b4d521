"""The plan year's papers as files: the plan, measures by household, planned escapes, overdue checks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFileDialog, QMenu

from desktop.errors import AppError
from desktop.store.connection import Db
from desktop.text import sentence, t
from desktop.ui.memory import recall_folder, remember
from desktop.ui.page import Desk
from desktop.ui.widgets import Button, Note

FOLDER = "folder/papers"
PAPERS = ("plan", "measures", "escapes", "checks")
KINDS = ("pdf", "xlsx", "docx")


class PlanPapers(Button):
    """A button with a menu: paper by paper, each as PDF, Excel or Word.

    `year_of` tells the plan year in front; `note`, to be put on the page, says what went wrong.
    """

    def __init__(self, desk: Desk, year_of: Callable[[], int]) -> None:
        super().__init__(t("plan-papers"), icon="file-text", key="Ctrl+Shift+S")
        self.desk, self._year_of = desk, year_of
        self.note = Note("err", "")
        self.note.hide()
        self.menu = QMenu(self)
        for paper in PAPERS:
            one = self.menu.addMenu(t(f"plan-papers-{paper}"))
            for kind in KINDS:
                action = one.addAction(t(f"plan-papers-as-{kind}"))
                action.triggered.connect(lambda _=False, p=paper, k=kind: self.choose(p, k))
        self.clicked.connect(lambda _=False: self.open_menu())

    def open_menu(self) -> None:
        """Show the choices below the button."""
        self.menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def choose(self, paper: str, kind: str) -> None:
        """Ask where to, and write."""
        year = self._year_of()

        def ask(name: str) -> None:
            start = str(recall_folder(FOLDER) / name)
            title = t(f"plan-papers-{paper}")
            chosen, _ = QFileDialog.getSaveFileName(self.window(), title, start, f"*.{kind}")
            if chosen:
                remember(FOLDER, str(Path(chosen).parent))
                self.save(paper, kind, Path(chosen).with_suffix(f".{kind}"), year)

        def job(db: Db) -> str:
            from desktop.services.planning import plan_report

            return plan_report.file_name(db, year, kind, plan_report.Paper(paper))

        self.desk.worker.run(job, ask, failed=self._tell)

    def _tell(self, error: AppError) -> None:
        self.note.say(t("plan-papers-not-saved"), sentence(error), "err")
        self.note.show()

    def save(self, paper: str, kind: str, path: Path, year: int) -> None:
        """Write a paper of a plan year."""
        now, by = self.desk.now(), self.desk.by
        self.note.hide()

        def job(db: Db) -> Path:
            from desktop.services.planning import plan_report

            wanted = plan_report.Paper(paper)
            return plan_report.write(db, year, kind, path, paper=wanted, now=now, by=by)

        self.desk.worker.run(
            job,
            lambda written: self.desk.say(t("plan-papers-saved", file=written.name)),
            failed=self._tell,
        )
