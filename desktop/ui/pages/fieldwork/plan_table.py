"""The forms of a file as rows: grouped by what becomes of them, taken or left by a key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from desktop.domain.vietnamese import show_date
from desktop.services.phone_plan import Fate, PlannedSheet
from desktop.text import t
from desktop.ui.rows_model import Column, Heading, RowsModel, State
from desktop.ui.widgets import TableView

ORDER = (Fate.CHANGED, Fate.REFUSED, Fate.NEW, Fate.OLDER, Fate.EQUAL, Fate.KNOWN)
_TAKE = (Qt.Key.Key_1, Qt.Key.Key_Plus)
_LEAVE = (Qt.Key.Key_0, Qt.Key.Key_Minus)


class PlanTable(TableView):
    """1 takes the form under the cursor, 0 leaves it, space turns it. `decided(key, taken)`."""

    decided = Signal(str, bool)

    def __init__(self) -> None:
        self._accepted: frozenset[str] = frozenset()
        self.model_: RowsModel[PlannedSheet] = RowsModel(self._columns(), t("fieldwork-plan"))
        super().__init__(self.model_, row=28)
        self.doubleClicked.connect(lambda _: self._turn())

    def _columns(self) -> list[Column[PlannedSheet]]:
        return [
            Column(t("fieldwork-decision"), self._decision, kind="state", width=146),
            Column(t("fieldwork-number"), _number, kind="figures", width=62, align_right=False,
                   ink="text3"),
            Column(t("fieldwork-head"), _head, bold=True, tip=_head),
            Column(t("fieldwork-village"), _village, width=150, tip=_village),
            Column(t("fieldwork-day"), _day, kind="figures", width=96, align_right=False),
            Column(t("fieldwork-enumerator"), _enumerator, width=150, tip=_enumerator),
            Column(t("fieldwork-said"), self._said, width=330, tip=self._said),
        ]  # fmt: skip

    def _decision(self, sheet: PlannedSheet) -> State:
        if not sheet.can_take:
            return State("none", t("fieldwork-nothing-to-do"))
        if sheet.key in self._accepted:
            return State("ok", t("fieldwork-takes"))
        is_open = sheet.fate is Fate.CHANGED
        return State(
            "wait" if is_open else "none", t("fieldwork-waits" if is_open else "fieldwork-leaves")
        )

    def _said(self, sheet: PlannedSheet) -> str:
        return said(sheet)

    def show_sheets(self, sheets: Sequence[PlannedSheet], accepted: frozenset[str]) -> None:
        """Show a plan, what asks for a decision first."""
        self._accepted = accepted
        self.model_.set_rows(list(_grouped(sheets)))
        self.choose_row(self.model_.row_of(lambda _: True))

    def show_accepted(self, accepted: frozenset[str]) -> None:
        """Other decisions over the same rows."""
        self._accepted = accepted
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        key = event.key()
        if key in _TAKE or key in _LEAVE:
            self._decide(taken=key in _TAKE)
        elif key == Qt.Key.Key_Space:
            self._turn()
        else:
            super().keyPressEvent(event)

    def _turn(self) -> None:
        sheet = self.record()
        if sheet is not None:
            self._decide(taken=sheet.key not in self._accepted)

    def _decide(self, *, taken: bool) -> None:
        sheet = self.record()
        if sheet is not None and sheet.can_take:
            self.decided.emit(sheet.key, taken)


def _grouped(sheets: Sequence[PlannedSheet]) -> Iterator[PlannedSheet | Heading]:
    for fate in ORDER:
        group = [s for s in sheets if s.fate is fate]
        if group:
            yield Heading(t(f"fieldwork-fate-{fate}", count=len(group)))
            yield from group


def said(sheet: PlannedSheet) -> str:
    """What there is to say of a form, in a few words."""
    if sheet.reason is not None:
        return t(f"finding-{sheet.reason.code}", **sheet.reason.details)
    words = []
    if sheet.fate is Fate.CHANGED:
        words.append(t("fieldwork-differs", count=len(sheet.differences)))
    if sheet.findings:
        words.append(t("fieldwork-unread", count=len(sheet.findings)))
    if sheet.can_take and sheet.blocking:
        words.append(t("fieldwork-blocking", count=sheet.blocking))
    return ", ".join(words)


def _number(sheet: PlannedSheet) -> str:
    if sheet.before is not None:
        return sheet.before.number
    return "–"


def _head(sheet: PlannedSheet) -> str:
    return sheet.before.head_name if sheet.before else t("fieldwork-nobody")


def _village(sheet: PlannedSheet) -> str:
    return sheet.before.village if sheet.before else ""


def _day(sheet: PlannedSheet) -> str:
    return show_date(sheet.submission.values.get("reviewed_on"))


def _enumerator(sheet: PlannedSheet) -> str:
    return str(sheet.submission.values.get("enumerator", ""))
