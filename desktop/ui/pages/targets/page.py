"""The page Chỉ tiêu giảm nghèo: the rate against the plan, by year and by unit, and what remains."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QVBoxLayout

from desktop.errors import AppError
from desktop.services import progress_report, progressing
from desktop.services.changes import Changes
from desktop.services.progressing import PastYear, Progress
from desktop.text import sentence, t
from desktop.ui.memory import recall_folder, remember
from desktop.ui.page import Desk, Page
from desktop.ui.pages.targets.cards import ChartCard, VerdictCard
from desktop.ui.pages.targets.units_card import UnitsCard
from desktop.ui.pages.targets.years_card import YearsCard
from desktop.ui.widgets import Button, Note, PageHead, body

FOLDER = "folder/papers"
_CONCERNS = {"household", "review", "residents", "round", "package", "targets", "setting"}


class TargetsPage(Page):
    """Reached from both overviews."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found: Progress | None = None
        self.head = PageHead(t("page-targets"))
        self.back = Button(t("targets-back"), icon="arrow-left", key="Esc", live=False)
        self.excel = Button(t("targets-excel"), icon="file-spreadsheet", key="Ctrl+E")
        self.pdf = Button(t("targets-pdf"), icon="file-type-pdf", key="Ctrl+S", kind="primary")
        self.head.add(self.back, self.excel, self.pdf)
        self.chart = ChartCard()
        self.verdict = VerdictCard(desk.year)
        self.years = YearsCard()
        self.units = UnitsCard(desk.year, is_upper=desk.office.is_upper)
        self.note = Note("err", "")
        self.note.hide()
        grid = QGridLayout()
        grid.setSpacing(12)
        for card, place in (
            (self.chart, (0, 0)), (self.verdict, (0, 1)), (self.years, (1, 0)), (self.units, (1, 1)),
        ):  # fmt: skip
            grid.addWidget(card, *place)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(1, 1)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.note)
        column.addLayout(grid, 1)
        self.column.addWidget(self.head)
        self.column.addWidget(body(column), 1)
        self._connect()

    def _connect(self) -> None:
        self.back.clicked.connect(lambda: self.desk.go("overview"))
        self.excel.clicked.connect(lambda: self._choose_file("xlsx"))
        self.pdf.clicked.connect(lambda: self._choose_file("pdf"))
        self.years.kept.connect(self.keep_past)

    # Contract of pages --------------------------------------------------------------------------
    def reload(self) -> None:
        year = self.desk.year
        self.desk.worker.run_latest(
            "targets", lambda db: progressing.progress(db, year), self._show
        )

    def on_changed(self, changes: Changes) -> bool:
        return bool(_CONCERNS & changes.names)

    def focus_first(self) -> None:
        self.units.table.setFocus()

    def key_line(self) -> Sequence[tuple[str, str]]:
        return (
            ("Ctrl+S", t("targets-pdf")),
            ("Ctrl+E", t("targets-excel")),
            ("Esc", t("targets-back")),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.years.edit.isHidden():
            self.years.close_form()
        else:
            self.desk.go("overview")

    def _show(self, found: Progress) -> None:
        self.found = found
        self.head.set_context(t("targets-context", office=found.office.name, year=str(found.year)))
        for card in (self.chart, self.verdict, self.years, self.units):
            card.show_progress(found)
        for button in (self.excel, self.pdf):
            button.setEnabled(bool(found.whole.points))

    # Typed years --------------------------------------------------------------------------------
    def keep_past(self, years: Sequence[PastYear]) -> None:
        """Keep the years that were typed in."""
        now, by = self.desk.now(), self.desk.by
        self.desk.worker.run(
            lambda db: progressing.keep_past(db, years, now=now, by=by),
            lambda _: self._on_kept(),
            failed=lambda error: self._tell(t("targets-not-kept"), error),
        )

    def _on_kept(self) -> None:
        self.note.hide()
        self.years.close_form()
        self.desk.say(t("targets-kept"))
        self.reload()

    def _tell(self, failed: str, error: AppError) -> None:
        self.note.say(failed, sentence(error), "err")
        self.note.show()

    # Report -------------------------------------------------------------------------------------
    def _choose_file(self, kind: str) -> None:
        if self.found is None:
            return
        name = f"{progress_report.stem(self.found)}.{kind}"
        start = str(recall_folder(FOLDER) / name)
        title = t("targets-excel") if kind == "xlsx" else t("targets-pdf")
        chosen, _ = QFileDialog.getSaveFileName(self, title, start, f"*.{kind}")
        if chosen:
            self.save(kind, Path(chosen).with_suffix(f".{kind}"))

    def save(self, kind: str, path: Path) -> None:
        """Write the progress report as "pdf" or "xlsx"."""
        year, now, by = self.desk.year, self.desk.now(), self.desk.by
        remember(FOLDER, str(path.parent))
        self.desk.worker.run(
            lambda db: progress_report.write(db, year, kind, path, now=now, by=by),
            lambda written: self.desk.say(t("targets-saved", file=written.name)),
            failed=lambda error: self._tell(t("targets-not-written"), error),
        )
