"""In: a file of filled forms, what would become of each, the decisions, and the taking."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.exchange.submission_files import SUFFIXES
from desktop.services.fieldwork import SubmissionPlan
from desktop.services.phone_plan import Fate, PlannedSheet
from desktop.text import t
from desktop.ui.pages.fieldwork.detail import Detail
from desktop.ui.pages.fieldwork.plan_table import PlanTable
from desktop.ui.widgets import Button, Card, EmptyState, Note, Text

_DETAIL = 218
_ANY = 16_777_215  # Qt's own "no limit"
_LOW_BELOW, _NARROW_BELOW = 480, 1000
_LESS_NEEDED = (3, 5)  # village, enumerator


def file_filter() -> str:
    """What the file dialog offers."""
    return f"{t('fieldwork-files')} ({' '.join(f'*{suffix}' for suffix in SUFFIXES)})"


class BackView(QWidget):
    """`wanted`: choose a file; `taken`: write what is accepted."""

    wanted = Signal()
    taken = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.plan: SubmissionPlan | None = None
        self.accepted: frozenset[str] = frozenset()
        choose = Button(
            t("fieldwork-choose"), icon="folder-open", key="Ctrl+O", kind="primary", size="main"
        )
        choose.clicked.connect(self.wanted)
        self.choose = choose
        self.empty = EmptyState("phone", t("fieldwork-empty"), choose)
        self.card = Card(" ")
        self.other_file = Button(t("fieldwork-other-file"), size="compact")
        self.other_file.clicked.connect(self.wanted)
        self.card.head.addWidget(self.other_file)
        self.table = PlanTable()
        self.table.decided.connect(self.decide)
        self.table.current.connect(self._on_current)
        self.complete = QCheckBox(t("fieldwork-complete"))
        self.summary = Text("", "small", "text2")
        self.take = Button("", key="Ctrl+Enter", kind="primary", size="compact")
        self.take.clicked.connect(self.taken)
        self.warning = Note("warn", t("fieldwork-no-members"), t("fieldwork-no-members-next"))
        self.detail = Detail()
        self.detail.setFixedHeight(_DETAIL)
        self.stack = QStackedWidget()
        self._is_low = False
        self._build()
        QShortcut(QKeySequence("F3"), self).activated.connect(self.toggle_detail)

    def _build(self) -> None:
        self.card.add(self.table, 1)
        foot = self.card.add_foot(self.summary)
        foot.addStretch(1)
        foot.addWidget(self.complete)
        foot.addWidget(self.take)
        shown = QWidget()
        shown.setProperty("ground", "clear")
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.warning)
        column.addWidget(self.card, 1)
        column.addWidget(self.detail)
        holder = Card()
        holder.add(self.empty, 1)
        self.stack.setProperty("ground", "clear")
        self.stack.addWidget(holder)
        self.stack.addWidget(shown)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.stack)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        is_low = self.height() < _LOW_BELOW
        if is_low is not self._is_low:
            self._is_low = is_low
            self.detail.setHidden(is_low)
            self.detail.setMinimumHeight(0 if is_low else _DETAIL)
            self.detail.setMaximumHeight(_ANY if is_low else _DETAIL)
            self.card.show()
        for column in _LESS_NEEDED:
            self.table.setColumnHidden(column, self.width() < _NARROW_BELOW)

    def toggle_detail(self) -> None:
        """F3 in a low window: what a form would change in the place of the table, and back."""
        if self._is_low and self.plan is not None:
            self.card.setVisible(self.detail.isVisible())
            self.detail.setVisible(not self.card.isVisible())
            (self.detail.change_table if self.card.isHidden() else self.table).setFocus()

    # Showing ----------------------------------------------------------------------------------
    def show_plan(self, plan: SubmissionPlan) -> None:
        """A file that was compared with the book: what is new is proposed."""
        self.plan = plan
        self.accepted = plan.proposed
        self.card.title.setText(plan.path.name)
        self.card.set_remark(t("fieldwork-forms", count=len(plan.sheets)))
        self.warning.setVisible(not plan.members_told and bool(plan.sheets))
        self.table.show_sheets(plan.sheets, self.accepted)
        self.stack.setCurrentIndex(1)
        self._tell()

    def clear(self) -> None:
        """Back to choosing a file."""
        self.plan = None
        self.stack.setCurrentIndex(0)

    def decide(self, key: str, taken: bool) -> None:
        """Take a form, or leave it; of one household only one is taken."""
        if self.plan is None:
            return
        sheet = next(s for s in self.plan.sheets if s.key == key and s.can_take)
        rivals = {s.key for s in self.plan.sheets if s.household_uid == sheet.household_uid}
        kept = self.accepted - rivals
        self.accepted = kept | {key} if taken else self.accepted - {key}
        self.table.show_accepted(self.accepted)
        self._tell()

    def _on_current(self, sheet: PlannedSheet | None) -> None:
        self.detail.show_sheet(sheet)

    def _tell(self) -> None:
        assert self.plan is not None
        count = len(self.accepted)
        self.take.setText(t("fieldwork-take", count=count))
        self.take.updateGeometry()
        self.take.setEnabled(count > 0)
        waiting = [
            s for s in self.plan.sheets if s.fate is Fate.CHANGED and s.key not in self.accepted
        ]
        key = "fieldwork-summary-waiting" if waiting else "fieldwork-summary"
        refused = self.plan.count(Fate.REFUSED)
        self.summary.setText(t(key, waiting=len(waiting), refused=refused))

    def focus_first(self) -> None:
        """The table, or the button that chooses a file."""
        (self.table if self.plan is not None else self.choose).setFocus()


def is_submission_file(path: Path) -> bool:
    """Whether a file dropped on the page may be one."""
    return path.suffix.lower() in SUFFIXES
