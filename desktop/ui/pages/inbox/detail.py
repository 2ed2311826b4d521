"""One package from top to bottom: is it genuine, what would change, do the sums match, what is odd."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.vietnamese import show_number
from desktop.errors import SenderUnknown
from desktop.services.checking import ERR, WARN, Check
from desktop.services.looking import Examined, Glance
from desktop.services.saying import Beside
from desktop.store.packages import Package
from desktop.text import sentence, t
from desktop.ui.pages.inbox.actions import ActionBar
from desktop.ui.pages.inbox.entries import Entry
from desktop.ui.pages.inbox.plan_section import PlanInside
from desktop.ui.pages.inbox.remarks import RemarksSection
from desktop.ui.pages.inbox.sections import (
    SIDE,
    ChangesSection,
    FindingsSection,
    Flow,
    HistorySection,
    PlanSection,
    check_labels,
)
from desktop.ui.pages.inbox.words import finding_sentence, megabytes, moment, result, tag
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.fields import KeyValues
from desktop.ui.widgets.frames import Card, Note, padded, rule, scrolled
from desktop.ui.widgets.marks import Tag
from desktop.ui.widgets.text import Text

INSIDE = (
    "households", "people", "reviews", "poor_households", "near_poor_households",
    "resident_households",
)  # fmt: skip


class DetailCard(Card):
    """`trust_wanted`: the sender's card is to be read; `findings_wanted`: they become remarks. The
    bar's signals are on `bar`."""

    trust_wanted = Signal(object)
    findings_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.entry: Entry | None = None
        self.examined: Examined | None = None
        self.title = Text("", "name")
        self.group, self.state = Tag("", icon=True), Tag("", icon=True)
        self.sent = Text("", "small", "text2")
        self.checks = Flow()
        self.said = Note("info", "")
        self.trust = Button(t("inbox-trust"), icon="key")
        self.trust.clicked.connect(lambda: self.trust_wanted.emit(self.entry))
        self.seen_title = Text("", "small-bold", "text2")
        self.seen = KeyValues(name_width=130)
        self.plan = PlanSection()
        self.planned = PlanInside()
        self.changes = ChangesSection()
        self.findings = FindingsSection()
        self.remarks = RemarksSection()
        self.history = HistorySection()
        self.bar = ActionBar()
        self._lay_out()
        QShortcut(QKeySequence("F8"), self, self.findings.go_next)
        QShortcut(QKeySequence("F6"), self, self.begin_remark)

    def _lay_out(self) -> None:
        self.add(padded(self._top(), (SIDE, 9, SIDE, 8)))
        self.add_rule()
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.refused = padded(self._refused(), (SIDE, 12, SIDE, 12))
        self.plan_rule = rule()
        for widget in (
            self.refused, self.planned, self.plan, self.plan_rule, self.changes, self.findings, self.remarks,
            self.history,
        ):  # fmt: skip
            column.addWidget(widget)
        column.addStretch(1)
        self.area = scrolled(content)
        self.add(self.area, 1)
        self.add_rule()
        self.add(self.bar)

    def _top(self) -> QVBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addWidget(self.group)
        row.addWidget(self.state)
        row.addStretch(1)
        row.addWidget(self.sent)
        column = QVBoxLayout()
        column.setSpacing(5)
        column.addLayout(row)
        column.addWidget(self.checks)
        return column

    def _refused(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(self.said)
        row = QHBoxLayout()
        row.addWidget(self.trust)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.seen_title)
        column.addWidget(self.seen)
        return column

    # What is shown ----------------------------------------------------------------------------
    def show_waiting(self, entry: Entry, name: str) -> None:
        """Another package was chosen: its head at once, the rest when it has been looked at."""
        self.entry, self.examined = entry, None
        self._head(entry, name)
        self.bar.show_entry(None)

    def show_examined(self, entry: Entry, name: str, found: Examined) -> None:
        """A file at hand, whole."""
        self.entry, self.examined = entry, found
        self._head(entry, name)
        self.checks.set_items(check_labels(found.checks))
        is_open = bool(found.checks)
        plan = found.planned if found.planned and found.planned.opened else None
        self._show_parts(is_open=is_open, is_plan=plan is not None)
        if plan is not None:
            self.planned.show_plan(plan)
        elif is_open:
            self.plan.show_examined(found)
            self.changes.show_changed(found.changed)
            self.findings.show_findings(odd(found))
        else:
            self._show_closed(found)
        self.history.show_history(found.history)
        self.history.setVisible(is_open or bool(found.history))
        self.bar.show_entry(entry, proposed=_proposed_reason(found))
        self.area.verticalScrollBar().setValue(0)

    def show_logged(self, entry: Entry, name: str, history: Sequence[Package]) -> None:
        """A decision of the log whose file is not at hand."""
        self.entry, self.examined = entry, None
        self._head(entry, name)
        self.checks.set_items([])
        self._show_parts(is_open=False)
        assert entry.logged is not None
        self.said.say(
            t("inbox-file-away"), t("inbox-file-away-how", file=entry.logged.file_name), "info"
        )
        self.trust.hide()
        self.seen_title.hide()
        self.seen.set_rows([])
        self.remarks.setVisible(not entry.is_plan)
        self.history.show_history(history)
        self.history.show()
        self.bar.show_entry(entry)

    def show_beside(self, found: Beside) -> None:
        """What is said of the package: remarks on households, the opinion."""
        self.remarks.show_spoken(found.remarks)
        self.bar.show_said(found.said)

    def begin_remark(self) -> None:
        """F6: the finding under the cursor becomes remarks, else a remark on the household there."""
        if self.remarks.isHidden():
            return
        check = self.findings.table.record()
        if self.findings.table.hasFocus() and check is not None:
            if check.households:
                self.findings_wanted.emit((check,))
            return
        changed = self.changes.table.record() if self.changes.table.hasFocus() else None
        self.area.ensureWidgetVisible(self.remarks)
        self.remarks.begin(changed.number if changed else "")

    def _head(self, entry: Entry, name: str) -> None:
        self.title.setText(_title(entry, name))
        self.group.set_state(*tag(entry))
        shown = result(entry)
        self.state.set_state(shown.word, shown.state)
        self.state.setVisible(entry.logged is None and shown.word != tag(entry)[0])
        made = entry.glance.made_at if entry.glance else entry.logged and entry.logged.made_at
        words = t("inbox-sent", at=moment(made), size=megabytes(entry.size)) if made else ""
        self.sent.setText(words)

    def _show_parts(self, *, is_open: bool, is_plan: bool = False) -> None:
        self.checks.setVisible(is_open)
        self.planned.setVisible(is_plan)
        self.refused.setVisible(not is_open and not is_plan)
        for widget in (self.plan, self.plan_rule, self.changes, self.findings):
            widget.setVisible(is_open)
        self.remarks.setVisible(is_open)

    def _show_closed(self, found: Examined) -> None:
        """A card, a receipt, or what cannot be taken in: why, and what can be seen."""
        glance = found.glance
        trust = ""
        if glance.state in ("card", "receipt", "down"):
            first = t(f"inbox-is-{glance.state}", sender=glance.sender_name)
            self.said.say(first, t(f"inbox-is-{glance.state}-how"), "info")
            trust = t("inbox-is-card-read") if glance.state == "card" else ""
        else:
            error = glance.refusal
            self.said.say(t("inbox-refused"), sentence(error) if error else "", "err")
            trust = t("inbox-trust") if isinstance(error, SenderUnknown) else ""
        self.trust.setVisible(bool(trust))
        self.trust.setText(trust)
        self.trust.updateGeometry()
        words = t("inbox-seen-unproven") if found.inside else t("inbox-seen")
        self.seen_title.setText(words)
        self.seen_title.show()
        self.seen.set_rows([*_facts(glance), *_inside(found)])

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.changes.most = 6 if self.height() < 760 else 14
        self.changes.fit()


def _title(entry: Entry, name: str) -> str:
    if entry.number:
        key = "plan-road-title" if entry.is_plan else "inbox-title"
        return t(key, sender=name, number=str(entry.number))
    return t("inbox-title-file", file=entry.path.name if entry.path else "")


def _facts(glance: Glance) -> list[tuple[str, str | QWidget]]:
    rows: list[tuple[str, str | QWidget]] = [(t("inbox-seen-file"), str(glance.path))]
    if glance.sender_name:
        named = f"{glance.sender_name} ({glance.sender})"
        rows.append((t("inbox-seen-sender"), named))
    if glance.number:
        year, number = str(glance.year), str(glance.number)
        rows.append(
            (t("inbox-seen-report"), t("inbox-seen-report-value", year=year, number=number))
        )
    if glance.made_at is not None:
        rows.append((t("inbox-seen-made"), moment(glance.made_at)))
    rows.append((t("inbox-seen-size"), t("inbox-size", size=megabytes(glance.size))))
    return rows


def _inside(found: Examined) -> list[tuple[str, str | QWidget]]:
    return [
        (t(f"inbox-seen-{name}"), show_number(found.inside[name]))
        for name in INSIDE
        if name in found.inside
    ]


def odd(found: Examined) -> list[Check]:
    """All that is not well with a package, worst first: as many as its line in the list counts."""
    order = (ERR, WARN)
    return sorted(
        (c for c in (*found.checks, *found.findings) if c.state in order),
        key=lambda c: order.index(c.state),
    )


def _proposed_reason(found: Examined) -> str:
    """What must be mended, as a beginning for the official's own words."""
    words = [finding_sentence(c) for c in odd(found) if c.state == ERR]
    return "\n".join(words)
