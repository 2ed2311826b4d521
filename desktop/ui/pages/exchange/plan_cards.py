"""The cards of the page that sends the plan: what goes, and what went with what came back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.domain.answer import Verdict
from desktop.domain.vietnamese import show_date, show_number
from desktop.services.planning.plan_answer import said
from desktop.services.planning.sending_plan import Going
from desktop.store.packages import Package
from desktop.text import t
from desktop.ui.pages.exchange.sending import receiver_label
from desktop.ui.rows_model import Column, RowsModel, State
from desktop.ui.volumes import show_size
from desktop.ui.widgets import Card, EmptyState, KeyValues, StateLabel, TableView, Text, padded

OF_COMMUNE = ("goals", "tasks", "progress", "measures", "escapes", "visits", "accounts")
OF_UPPER = ("goals", "tasks", "progress", "sums", "needs", "visits", "accounts")


@dataclass(frozen=True, slots=True)
class Count:
    """One line: a kind of records and how many of them go."""

    kind: str
    count: int


class PlanCard(Card):
    """`files_changed`: evidence is to go along, or not any more."""

    files_changed = Signal()

    def __init__(self, *, is_upper: bool) -> None:
        super().__init__(t("plan-road-card"), icon="target-arrow")
        self._kinds = OF_UPPER if is_upper else OF_COMMUNE
        self.facts = KeyValues(name_width=82, gap=3)
        self.add(padded(self.facts, (14, 0, 14, 8)))
        self.files = QCheckBox(t("plan-road-files-none"))
        self.files.setEnabled(False)
        self.files.toggled.connect(lambda _: self.files_changed.emit())
        self.left_out = Text("", "small", "warn", wrap=True)
        self.left_out.hide()
        self.add(padded(self.files, (14, 0, 14, 4)))
        self.add(padded(self.left_out, (38, 0, 14, 4)))
        columns: list[Column[Count]] = [
            Column(t("plan-road-kinds"), lambda c: t(f"plan-road-kind-{c.kind}")),
            Column(t("plan-road-count"), lambda c: c.count, kind="figures", width=84, bold=True),
        ]
        self.counts: RowsModel[Count] = RowsModel(columns, t("plan-road-kinds"))
        self.table = TableView(self.counts, row=23, head=26)
        self.add(self.table, 1)

    @property
    def with_files(self) -> bool:
        """Whether evidence goes along."""
        return self.files.isChecked() and self.files.isEnabled()

    def show_going(self, going: Going) -> None:
        """Show what would go now."""
        self.title.setText(t("plan-road-number", number=str(going.number)))
        rows: list[tuple[str, str | QWidget]] = [
            (t("exchange-to"), receiver_label(going.to_name, going.trusted_at))
        ]
        if going.first:
            first, last = str(going.first), str(going.last)
            rows.append((t("plan-road-years"), first if first == last else f"{first}–{last}"))
        if going.communes:
            rows.append((t("plan-road-communes"), _communes(going)))
        if going.amount:
            rows.append(
                (t("plan-road-amount"), t("plan-road-dong", dong=show_number(going.amount)))
            )
        if going.previous is not None:
            on = show_date(going.previous.handled_at.astimezone().date())
            number = str(going.previous.number)
            words = t("exchange-replaces-number", number=number, date=on)
            rows.append((t("exchange-replaces"), words))
        self.facts.set_rows(rows)
        self._show_files(going)
        self.counts.set_rows([Count(kind, going.counts[kind]) for kind in self._kinds])

    def _show_files(self, going: Going) -> None:
        has_files = going.files > 0
        size = show_size(going.file_bytes)
        words = t("plan-road-files", count=going.files, size=size)
        self.files.setText(words if has_files else t("plan-road-files-none"))
        self.files.setEnabled(has_files)
        names = [a.name for a in going.left_out]
        self.left_out.setVisible(self.with_files and bool(names))
        self.left_out.setText(t("plan-road-left-out", count=len(names), names=_some(names)))


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (" …" if len(names) > 3 else "")


def _communes(going: Going) -> QWidget:
    known = going.communes - len(going.missing)
    words = t("plan-road-communes-of", count=known, all=going.communes)
    label = StateLabel("warn" if going.missing else "ok", words)
    label.setToolTip(", ".join(going.missing))
    return label


class PlanHistory(Card):
    """Plans that went, newest first, with the answer of the office above."""

    def __init__(self) -> None:
        super().__init__(t("plan-road-history"), t("plan-road-history-remark"), icon="history")
        columns: list[Column[Package]] = [
            Column(t("exchange-number"), lambda p: p.number, kind="figures", width=56),
            Column(t("exchange-sent-on"), _sent_on, kind="figures", width=150, align_right=False),
            Column(t("plan-road-held-measures"), _measures, kind="figures", width=150,
                   align_right=False),
            Column(t("plan-road-answer"), answer_state, kind="state", width=210),
            Column(t("plan-road-said"), said, tip=said),
            Column(t("exchange-file"), lambda p: p.file_name, role="small", ink="text3",
                   tip=lambda p: p.file_name),
        ]  # fmt: skip
        self.rows: RowsModel[Package] = RowsModel(columns, t("plan-road-history"))
        self.table = TableView(self.rows, row=30)
        self.empty = EmptyState("history", t("plan-road-history-empty"))
        self.add(self.table, 1)
        self.add(self.empty, 1)

    def show_sent(self, sent: Sequence[Package]) -> None:
        """Show these."""
        self.rows.set_rows(sent)
        self.table.setVisible(bool(sent))
        self.empty.setVisible(not sent)
        self.table.choose_row(0)


def _sent_on(sent: Package) -> str:
    return sent.handled_at.astimezone().strftime("%d/%m/%Y %H:%M")


def _measures(sent: Package) -> str:
    """Measures of all years and kinds, as our book counted them when it was sent."""
    return show_number(sum(n for k, n in sent.totals.items() if k.startswith("measures:")))


def answer_state(sent: Package) -> State:
    """What the office above did with a plan."""
    day = str(sent.details.get("answered_on", ""))
    on = "/".join(reversed(day.split("-")[1:]))
    if not day:
        return State("wait", t("exchange-no-receipt"))
    if sent.verdict == Verdict.RETURNED:
        return State("returned", t("exchange-returned"), "", on)
    if sent.verdict == Verdict.HELD:
        return State("held", t("exchange-held"), "", on)
    agrees = bool(sent.details.get("agrees"))
    words = t("plan-road-equal") if agrees else t("plan-road-differs")
    return State("ok" if agrees else "err", words, "", on)
