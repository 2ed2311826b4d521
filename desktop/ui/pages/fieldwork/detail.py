"""What one form would change, side by side, and what is to be mended in it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.review import Finding, Severity
from desktop.services.explaining_words import ChangeLine, change_line
from desktop.services.phone_plan import PlannedSheet
from desktop.text import t
from desktop.ui.pages.explain.wrapped import KIND, WrappedTable
from desktop.ui.rows_model import Column, RowsModel, State
from desktop.ui.widgets import Card, EmptyState

_STATES = {Severity.BLOCKING: "err", Severity.WARNING: "warn", Severity.NOTE: "info"}


class Detail(QWidget):
    """Two cards under the table of forms."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.differences: RowsModel[ChangeLine] = RowsModel(
            _change_columns(), t("fieldwork-changes")
        )
        self.findings: RowsModel[tuple[Finding, str, str]] = RowsModel(
            _finding_columns(), t("fieldwork-findings")
        )
        self.change_table = WrappedTable(self.differences, row=24, head=26)
        self.finding_table = WrappedTable(self.findings, row=24, head=0)
        self.no_change = EmptyState("check", t("fieldwork-no-change"))
        self.no_finding = EmptyState("check", t("fieldwork-no-finding"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for title, table, nothing in (
            ("fieldwork-changes", self.change_table, self.no_change),
            ("fieldwork-findings", self.finding_table, self.no_finding),
        ):
            card = Card(t(title), head_height=34)
            inner = QVBoxLayout()
            inner.setContentsMargins(0, 0, 0, 0)
            inner.addWidget(table, 1)
            inner.addWidget(nothing, 1)
            card.add(inner, 1)
            row.addWidget(card, 1)
        self.show_sheet(None)

    def show_sheet(self, sheet: PlannedSheet | None) -> None:
        """The form under the cursor."""
        changes = [change_line(d) for d in sheet.differences] if sheet else []
        found = list(_told(sheet)) if sheet else []
        self.differences.set_rows(changes)
        self.findings.set_rows(found)
        self.change_table.setVisible(bool(changes))
        self.no_change.setVisible(not changes)
        self.finding_table.setVisible(bool(found))
        self.no_finding.setVisible(not found)


def _told(sheet: PlannedSheet) -> Iterator[tuple[Finding, str, str]]:
    reasons = (sheet.reason,) if sheet.reason else ()
    for finding in (*reasons, *sheet.findings, *sheet.checks):
        yield (
            finding,
            t(f"finding-{finding.code}", **finding.details),
            t(f"finding-{finding.code}-cure", **finding.details),
        )


def _change_columns() -> list[Column[ChangeLine]]:
    return [
        Column(t("explain-what"), lambda c: c.what, kind=KIND),
        Column(t("fieldwork-in-book"), lambda c: c.before, kind=KIND, width=118, ink="text2"),
        Column(t("fieldwork-on-phone"), lambda c: c.after, kind=KIND, width=132),
    ]


def _finding_columns() -> list[Column[tuple[Finding, str, str]]]:
    return [
        Column("", lambda f: State(_STATES[f[0].severity], ""), kind="icon", width=34),
        Column(t("fieldwork-findings"), lambda f: f"**{f[1]}.** {f[2]}", kind=KIND),
    ]
