"""What would come of the request in hand, why, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Signal

from desktop.rules.sheet_a import Verdict
from desktop.rules.standard import SheetARule
from desktop.text import t
from desktop.ui.pages.entry.result import Findings
from desktop.ui.pages.sheet_a.state import View
from desktop.ui.widgets import Card, StateLabel, Text, padded

STATE = {
    Verdict.LISTED: "ok",
    Verdict.NOT_LISTED: "none",
    Verdict.ON_LIST: "info",
    Verdict.OPEN: "wait",
}


class RequestResult(Card):
    """`to_finding(where)` at a click on a finding."""

    to_finding = Signal(str)

    def __init__(self) -> None:
        super().__init__(t("sheet-a-result"), head_height=36)
        self.verdict = StateLabel("wait", "", role="heading")
        self.why = Text("", "body", "text", wrap=True)
        self.source = Text("", "small", "text3", wrap=True)
        self.findings = Findings()
        self.none = Text(t("sheet-a-look-none"), "small", "text3")
        self.findings.chosen.connect(self.to_finding)
        self.add(padded(self.verdict, (14, 0, 14, 4)))
        self.add(padded(self.why, (14, 0, 14, 2)))
        self.add(padded(self.source, (14, 0, 14, 10)))
        self.add_rule()
        self.add(padded(Text(t("sheet-a-look"), "small-bold", "text2"), (14, 8, 14, 4)))
        self.add(padded(self.findings, (14, 0, 14, 0)))
        self.add(padded(self.none, (14, 0, 14, 0)))
        self.add_stretch()

    def show_view(self, view: View, rule: SheetARule) -> None:
        """Show what would come of it."""
        self.verdict.set_state(STATE[view.verdict], t(f"sheet-a-verdict-{view.verdict}"))
        details = {"count": view.marked or 0, "below": rule.listed_below, "marks": rule.marks}
        self.why.setText(t(f"sheet-a-why-{view.verdict}", **details))
        self.source.setText(t("sheet-a-source", source=rule.source))
        self.findings.show_findings(view.findings, -1)
        self.findings.setVisible(bool(view.findings))
        self.none.setVisible(not view.findings)
