"""What an event will change, one line per household, and what speaks against it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.review import Finding, Severity
from desktop.services.happening import Effect, Plan, effects
from desktop.text import t
from desktop.ui.widgets import StateLabel, Text, padded

_STATES = {Severity.BLOCKING: "err", Severity.WARNING: "warn", Severity.NOTE: "info"}


class Preview(QWidget):
    """Shows a plan before it is done; `lines` and `faults` are its words."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.lines: list[str] = []
        self.faults: list[str] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def show_plan(self, plan: Plan | None, *, asked: bool) -> None:
        """Show what it would do. What is still missing is told softly until it was `asked` for."""
        self._clear()
        found = plan.findings if plan else ()
        self.lines = [effect_words(e) for e in effects(plan)] if plan else []
        if not self.lines:
            self._add(Text(t("events-preview-none"), "body", "text3"))
        for line in self.lines:
            self._add(Text(line, "body-bold"))
        for finding in found:
            self._add_finding(finding, asked=asked)

    def _add_finding(self, finding: Finding, *, asked: bool) -> None:
        words = t(f"finding-{finding.code}", **finding.details)
        cure = t(f"finding-{finding.code}-cure", **finding.details)
        self.faults.append(words)
        state = _STATES[finding.severity]
        if state == "err" and not asked:
            state = "wait"
        self._add(StateLabel(state, words))
        self._add(padded(Text(cure, "dense", "text2"), (22, 0, 0, 0)))

    def _add(self, widget: QWidget) -> None:
        self._column.addWidget(widget)

    def _clear(self) -> None:
        self.lines, self.faults = [], []
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()


def effect_words(effect: Effect) -> str:
    """ "0417 Triệu Văn Kim: 5 → 3 người"."""
    whose = {"number": effect.number, "name": effect.head_name or t("events-nameless")}
    before, after = effect.people_before, effect.people_after
    if before is None:
        return t("events-effect-comes", **whose, after=after or 0)
    if after is None:
        return t("events-effect-goes", **whose, before=before)
    return t("events-effect", **whose, before=before, after=after)


def told(lines: Sequence[str]) -> str:
    """The lines as one sentence for the status line."""
    return "; ".join(lines)
