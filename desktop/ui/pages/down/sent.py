"""The packs that were sent down, newest first, and what the one in hand holds and for whom."""

from __future__ import annotations

from desktop.domain.vietnamese import show_date
from desktop.services import sending_down
from desktop.services.sending_down import Offer
from desktop.store.sent_down import Pack
from desktop.text import t
from desktop.ui.page import Desk
from desktop.ui.pages.down.words import handled
from desktop.ui.rows_model import Column, RowsModel
from desktop.ui.widgets import Card, EmptyState, KeyValues, TableView, padded


class SentCard(Card):
    """A table and the facts of the chosen pack."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(t("down-sent"), icon="history")
        self._list_version = desk.office.list_version
        columns: list[Column[Pack]] = [
            Column(t("down-col-number"), lambda p: p.number, kind="figures", width=48),
            Column(t("down-col-dated"), handled, kind="figures", width=92, align_right=False),
            Column(t("down-col-valid"), lambda p: show_date(p.valid_from), kind="figures", width=92, align_right=False),
            Column(t("down-col-inside"), _inside, tip=_inside),
            Column(t("down-col-for"), lambda p: len(p.details.get("receivers", ())), kind="figures", width=76),
        ]  # fmt: skip
        self.rows: RowsModel[Pack] = RowsModel(columns, t("down-sent"))
        self.table = TableView(self.rows, row=29)
        self.table.current.connect(self._show)
        self.facts = KeyValues(name_width=78)
        self.empty = EmptyState("send", t("down-sent-none"))
        self.detail = padded(self.facts, (14, 8, 14, 10))
        self.add(self.table, 1)
        self.add(self.empty, 1)
        self.add(self.detail)

    def show_offer(self, offer: Offer) -> None:
        """Show what was sent."""
        has_some = bool(offer.sent)
        self.rows.set_rows(offer.sent)
        for widget in (self.table, self.detail):
            widget.setVisible(has_some)
        self.empty.setVisible(not has_some)
        self.table.choose_row(0)
        self._show(self.table.record())

    def _show(self, pack: Pack | None) -> None:
        if pack is None:
            return
        sheet = sending_down.sheet_of(pack)
        names = sending_down.names_of(pack, self._list_version)
        shown = ", ".join(names[:_NAMED])
        more = len(names) - _NAMED
        facts = [
            (t("down-basis"), sheet.basis),
            (t("down-remark"), sheet.note),
            (t("down-for"), t("down-for-more", names=shown, count=more) if more > 0 else shown),
            (t("down-file"), pack.file_name),
        ]
        self.facts.set_rows([(name, words) for name, words in facts if words])


_NAMED = 6


def _inside(pack: Pack) -> str:
    return "; ".join(one.title for one in sending_down.sheet_of(pack).inside)
