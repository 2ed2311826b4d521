"""The households that break a balance: why, and the verb that cures it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from desktop.domain.vietnamese import show_date
from desktop.services.balancing import NOT_REVIEWED, PEOPLE, VILLAGE, Break
from desktop.text import t
from desktop.ui.head_word import head_word
from desktop.ui.rows_model import Column, RowsModel
from desktop.ui.widgets import Button, Card, EmptyState, TableView


class BreaksCard(Card):
    """The list; `opened(Break)` goes to the sheet or household, `settled(list)` records events."""

    opened = Signal(object)
    settled = Signal(object)

    def __init__(self) -> None:
        super().__init__(t("balance-breaks"), " ")
        self.breaks = RowsModel[Break](_COLUMNS, t("balance-breaks"))
        self.view = TableView(self.breaks, row=30)
        self.none = EmptyState("scale", t("balance-breaks-none"))
        self.one = Button(t("balance-settle-one"), key="F9", size="compact")
        self.all = Button(t("balance-settle-all", count=0), key="Shift+F9", size="compact")
        self.head.addWidget(self.one)
        self.head.addWidget(self.all)
        self.add(self.view, 1)
        self.add(self.none, 1)
        self._all: Sequence[Break] = ()
        self._village = ""
        self.view.opened.connect(self.opened)
        self.view.followed.connect(self._cure)
        self.view.current.connect(self._on_current)
        self.one.clicked.connect(self._settle_one)
        self.all.clicked.connect(lambda: self.settled.emit(self._can_settle()))

    def show_breaks(self, breaks: Sequence[Break]) -> None:
        """Show these, those of the chosen village only."""
        self._all = breaks
        self._show()

    def of_village(self, village: str) -> None:
        """Show those of a village; the same again, or "", shows all."""
        self._village = "" if village == self._village else village
        self._show()

    def _show(self) -> None:
        before = self.view.record()
        shown = [b for b in self._all if self._village in ("", b.village, b.village_before)]
        self.breaks.set_rows(shown)
        self.view.setVisible(bool(shown))
        self.none.setVisible(not shown)
        remark = t("balance-breaks-count", count=len({b.uid for b in shown}))
        if self._village:
            remark = t("balance-breaks-of", count=remark, village=self._village)
        self.set_remark(remark if shown or self._village else "")
        can = self._can_settle()
        self.all.setText(t("balance-settle-all", count=len({b.uid for b in can})))
        for button in (self.one, self.all):
            button.setVisible(bool(can))
            button.updateGeometry()
        if shown:
            self.view.choose_row(shown.index(before) if before in shown else 0)

    def _can_settle(self) -> list[Break]:
        return [b for b in self.breaks.rows if b.can_settle]

    def _on_current(self, one: Break | None) -> None:
        self.one.setEnabled(one is not None and one.can_settle)

    def _settle_one(self) -> None:
        one = self.view.record()
        if isinstance(one, Break) and one.can_settle:
            self.settled.emit([one])

    def _cure(self, one: Break) -> None:
        """The verb at the end of the line."""
        if one.can_settle:
            self.settled.emit([one])
        else:
            self.opened.emit(one)

    def next(self) -> None:
        """The next household of the list, from its end to its beginning."""
        rows = self.breaks.rows
        if rows:
            at = self.view.currentIndex().row() if self.view.hasFocus() else -1
            self.view.choose_row((at + 1) % len(rows))
            self.view.setFocus()


def reason(one: Break) -> str:
    """Why a household breaks the balance."""
    if one.code == PEOPLE:
        parts = []
        if one.came:
            parts.append(t("break-people-came", names=_names(one.came)))
        if one.went:
            parts.append(t("break-people-went", names=_names(one.went)))
        return t("break-people", before=one.before, now=one.now, changes=", ".join(parts))
    if one.code == VILLAGE:
        return t("break-village", before=one.village_before, now=one.village)
    return t(f"break-{one.code}", day=show_date(one.day))


def _names(names: Sequence[str]) -> list[str]:
    return [name or t("balance-nameless") for name in names]


def _verb(one: Break) -> str:
    if one.can_settle:
        return t("balance-settle")
    return t("balance-open-sheet") if one.code == NOT_REVIEWED else t("balance-open-household")


_COLUMNS: list[Column[Break]] = [
    Column(t("balance-number"), lambda b: b.number, kind="figures", width=76, align_right=False),
    Column(
        t("balance-head"),
        lambda b: head_word(b.head_name),
        width=176,
        bold=True,
        tip=lambda b: head_word(b.head_name),
    ),
    Column(
        t("balance-village"), lambda b: b.village, width=120, ink="text2", tip=lambda b: b.village
    ),
    Column(t("balance-reason"), reason, tip=lambda b: t(f"break-{b.code}-cure")),
    Column("", _verb, kind="link", width=132),
]
