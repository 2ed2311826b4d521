"""What was sent and what came back: the same figures in three columns, so that equality is seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal

from desktop.domain.vietnamese import show_number
from desktop.exchange.package import FIGURE
from desktop.exchange.records import Verdict
from desktop.services.exchanging import Sending
from desktop.store.packages import Package
from desktop.text import t
from desktop.ui.rows_model import Column, RowsModel, State
from desktop.ui.widgets import Card, TableView

POOR, NEAR = f"{FIGURE}poor_households", f"{FIGURE}near_poor_households"


@dataclass(frozen=True, slots=True)
class Line:
    """One report: sent (with its package), or the one that would be sent next."""

    number: int
    year: int
    sent_on: str
    mine: str
    package: Package | None = None
    open_remarks: int = 0

    @property
    def answered_on(self) -> str:
        """Day and month of the receipt, "" before."""
        day = str(self.package.details.get("answered_on", "")) if self.package else ""
        return "/".join(reversed(day.split("-")[1:]))

    @property
    def counted(self) -> Mapping[str, int] | None:
        """What the office above counted, None before its receipt."""
        return self.package.details.get("totals_counted") if self.package else None


def figures(totals: Mapping[str, int]) -> str:
    """Poor and near-poor households: "431 / 268"."""
    return f"{show_number(totals.get(POOR, 0))} / {show_number(totals.get(NEAR, 0))}"


def received(line: Line) -> State | None:
    """Whether it arrived, with the figures as they arrived."""
    if line.package is None:
        return State("none", t("exchange-not-sent"))
    if line.counted is None:
        return State("wait", t("exchange-no-receipt"))
    if line.package.verdict == Verdict.RETURNED:
        return State("ok", line.mine, "", line.answered_on)
    theirs = figures(line.counted)
    return State("ok" if theirs == line.mine else "err", theirs, "", line.answered_on)


def accepted(line: Line) -> State | None:
    """What the office above decided."""
    if line.package is None or line.counted is None:
        return None
    verdict = line.package.verdict
    if verdict == Verdict.TAKEN_IN:
        state = "ok" if line.package.details.get("agrees") else "err"
        return State(state, figures(line.counted), "", line.answered_on)
    if verdict == Verdict.RETURNED:
        count = len(line.package.details.get("remarks", ()))
        words = t("exchange-returned-faults", count=count) if count else t("exchange-returned")
        return State("returned", words, "", line.answered_on)
    return State("held", t("exchange-held"), "", line.answered_on)


class HistoryCard(Card):
    """`opened(Package)`: the receipt to a report is to be read."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__(t("exchange-history"), t("exchange-history-remark"), icon="history")
        columns: list[Column[Line]] = [
            Column(t("exchange-number"), lambda x: x.number, kind="figures", width=56),
            Column(t("exchange-what"), lambda x: t("exchange-report", year=str(x.year)), width=192),
            Column(t("exchange-sent-on"), lambda x: x.sent_on or "–", kind="figures", width=150, align_right=False),
            Column(t("exchange-mine"), lambda x: x.mine, kind="figures", width=142, bold=True, align_right=False),
            Column(t("exchange-received"), received, kind="state", width=190),
            Column(t("exchange-accepted"), accepted, kind="state", width=200),
            Column(t("exchange-receipt"), _link, kind="link", width=136),
            Column(t("exchange-file"), _file, role="small", ink="text3", tip=_file),
        ]  # fmt: skip
        self.rows = RowsModel(columns, t("exchange-history"))
        self.table = TableView(self.rows, row=30)
        self.table.followed.connect(self._open)
        self.table.opened.connect(self._open)
        self.add(self.table, 1)

    def show_reports(
        self,
        sent: Sequence[Package],
        sending: Sending | None,
        open_remarks: Mapping[tuple[int, int], int],
    ) -> None:
        """All reports of this book, newest first, and above them the one that would be sent.

        `open_remarks`: how many remarks wait, by year and number of the report.
        """
        lines = [
            Line(
                p.number, p.year, p.handled_at.astimezone().strftime("%d/%m/%Y %H:%M"),
                figures(p.totals), p, open_remarks.get((p.year, p.number), 0),
            )
            for p in sent
        ]  # fmt: skip
        if sending is not None:
            pair = [sending.totals[who][0] or 0 for who in ("poor", "near_poor")]
            mine = " / ".join(show_number(n) for n in pair)
            lines.insert(0, Line(sending.number, sending.year, "", mine))
        self.rows.set_rows(lines)
        self.table.choose_row(0)

    def _open(self, line: Line) -> None:
        if line.counted is not None:
            self.opened.emit(line.package)


def _link(line: Line) -> str:
    if line.counted is None:
        return ""
    waiting = line.open_remarks
    return t("exchange-open-waiting", count=waiting) if waiting else t("exchange-open")


def _file(line: Line) -> str:
    return line.package.file_name if line.package else ""
