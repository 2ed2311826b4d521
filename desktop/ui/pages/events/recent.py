"""The newest deeds on the register, each with its undoing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from desktop.domain.act import Act
from desktop.domain.household import Household
from desktop.domain.vietnamese import show_date
from desktop.text import t
from desktop.ui.rows_model import Column, RowsModel
from desktop.ui.widgets import Card, Note, TableView, padded

SHOWN = 30


class RecentCard(Card):
    """Deeds, the newest first; `undone(Act)` asks to take one back."""

    undone = Signal(object)

    def __init__(self) -> None:
        super().__init__(t("events-recent"))
        self.acts = RowsModel[Act](
            [
                Column("", lambda a: (_what(a), _whose(a)), kind="lines", tip=_whose),
                Column("", lambda _: t("events-undo"), kind="link", width=82),
            ],
            t("events-recent"),
        )
        self.view = TableView(self.acts, row=46, head=0)
        self.trouble = Note("warn", "")
        self._trouble_row = padded(self.trouble, (12, 0, 12, 8))
        self._trouble_row.hide()
        self.add(self._trouble_row)
        self.add(self.view, 1)
        self.view.followed.connect(self.undone)

    def show_acts(self, acts: Sequence[Act]) -> None:
        """Show the deeds that still stand."""
        self._trouble_row.hide()
        self.acts.set_rows([a for a in acts if a.undone_at is None][:SHOWN])

    def refuse(self, first: str, second: str) -> None:
        """Say why a deed could not be taken back."""
        self.trouble.say(first, second)
        self._trouble_row.show()


def _what(act: Act) -> str:
    day = show_date(act.happened_on) if act.happened_on else ""
    return t("events-recent-what", kind=t(f"act-{act.kind}"), day=day)


def _whose(act: Act) -> str:
    homes: dict[str, Household] = {
        h.uid: h for h in (*act.before.households, *act.after.households)
    }
    named = {u: h for u, h in homes.items() if h.members}
    told = (
        t("events-recent-whose", number=h.number, name=h.head_name or t("events-nameless"))
        for h in named.values()
    )
    return ", ".join(told)
