"""The requests of the year as a table: when, who, how many marks, what came of it, sheet B."""

from __future__ import annotations

from PySide6.QtCore import Signal

from desktop.domain.vietnamese import name_key, show_date, sort_key
from desktop.rules.sheet_a import Verdict
from desktop.services.asking import Asking, Request
from desktop.text import t
from desktop.ui.head_word import head_word
from desktop.ui.pages.sheet_a.result import STATE
from desktop.ui.rows_model import Column, RowsModel, State
from desktop.ui.widgets import Card, EmptyState, TableView

_SHEET_B = {"complete": "ok", "draft": "wait", "": "none"}


class Requests(Card):
    """`opened(Request)` at Enter: to be corrected; `to_sheet_b(uid)` at the link of a row."""

    opened = Signal(object)
    to_sheet_b = Signal(str)

    def __init__(self) -> None:
        super().__init__(" ", head_height=36)
        self.rows: RowsModel[Request] = RowsModel(
            [
                Column(t("sheet-a-col-day"), lambda r: show_date(r.sheet.asked_on), kind="figures", align_right=False, width=108, sort_key=lambda r: str(r.sheet.asked_on)),
                Column(t("sheet-a-col-household"), lambda r: f"{head_word(r.head_name)} · {r.number}", sort_key=lambda r: name_key(r.head_name)),
                Column(t("sheet-a-col-village"), lambda r: r.village, width=150, sort_key=lambda r: sort_key(r.village)),
                Column(t("sheet-a-col-marked"), lambda r: r.marked, kind="figures", width=56, sort_key=lambda r: r.marked if r.marked is not None else -1),
                Column(t("sheet-a-col-verdict"), _verdict, kind="state", width=200, sort_key=lambda r: str(r.verdict)),
                Column(t("sheet-a-col-sheet-b"), _sheet_b, kind="state", width=140),
            ],
            t("page-sheet-a"),
        )  # fmt: skip
        self.table = TableView(self.rows)
        self.empty = EmptyState("note", "")
        self.add(self.table, 1)
        self.add(self.empty, 1)
        self.table.opened.connect(self.opened)

    def show_requests(self, found: Asking) -> None:
        """Show the requests of a year."""
        listed = sum(r.verdict is Verdict.LISTED for r in found.requests)
        self.title.setText(t("sheet-a-list", year=str(found.year)))
        count = len(found.requests)
        self.set_remark(t("sheet-a-list-count", count=count, listed=listed) if count else "")
        self.rows.set_rows(list(found.requests))
        self.empty.sentence.setText(t("sheet-a-list-empty", year=str(found.year)))
        self.table.setVisible(bool(count))
        self.empty.setVisible(not count)


def _verdict(request: Request) -> State:
    return State(STATE[request.verdict], t(f"sheet-a-verdict-{request.verdict}"))


def _sheet_b(request: Request) -> State:
    if request.household_class is not None:
        return State("ok", t(f"class-{request.household_class}"))
    waits = request.sheet_b == "" and request.verdict is Verdict.ON_LIST
    word = "waits" if waits or request.sheet_b == "blank" else request.sheet_b
    return State(
        "wait" if waits else _SHEET_B.get(request.sheet_b, "wait"), t(f"sheet-a-sheet-b-{word}")
    )
