"""The kinds of events as they are asked for, and the list to choose one from by digit or arrow."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from desktop.services.happening import Deed
from desktop.text import t
from desktop.ui.rows_model import Column, RowsModel
from desktop.ui.widgets import TableView


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of event: its key, and the parts of the form that it asks for.

    Parts: "person" (one new to the register), "back" (a former member), "members", "new_head",
    "target", "relations", "came" (moved in or split off), "head" (the new one), "right" (a
    correction).
    """

    deed: Deed
    key: str
    parts: tuple[str, ...] = ()

    @property
    def word(self) -> str:
        """Its name."""
        return t(f"events-kind-{self.deed}")

    @property
    def hint(self) -> str:
        """What it is for, in one line."""
        return t(f"events-hint-{self.deed}")


KINDS = (
    Kind(Deed.BORN, "1", ("person",)),
    Kind(Deed.DIED, "2", ("members",)),
    Kind(Deed.MEMBER_IN, "3", ("person", "back")),
    Kind(Deed.MEMBER_OUT, "4", ("members",)),
    Kind(Deed.SPLIT, "5", ("members", "relations", "new_head")),
    Kind(Deed.JOIN, "6", ("members", "relations", "target")),
    Kind(Deed.MOVED_IN, "7", ("came",)),
    Kind(Deed.MOVED_AWAY, "8"),
    Kind(Deed.DIED_OUT, "9"),
    Kind(Deed.HEAD_CHANGED, "0", ("head", "relations")),
    Kind(Deed.CORRECTED, "*", ("right",)),
)


class KindList(TableView):
    """The kinds, one chosen; `chosen(Kind)` as the cursor moves, `entered` on Enter."""

    chosen = Signal(object)
    entered = Signal()

    def __init__(self) -> None:
        self.kinds = RowsModel[Kind](
            [
                Column("", lambda k: k.key, kind="figures", width=38, ink="text3"),
                Column("", lambda k: k.word, role="body", tip=lambda k: k.hint),
            ],
            t("events-kinds"),
        )
        super().__init__(self.kinds, row=34, head=0)
        self.kinds.set_rows(KINDS)
        self.current.connect(self._on_current)
        self.opened.connect(lambda _: self.entered.emit())

    def _on_current(self, kind: Kind | None) -> None:
        if kind is not None:
            self.chosen.emit(kind)

    def choose(self, deed: Deed) -> None:
        """Put the cursor on a kind."""
        self.choose_row(next(n for n, kind in enumerate(KINDS) if kind.deed is deed))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        kind = next((k for k in KINDS if event.text() and k.key == event.text()), None)
        if kind is not None:
            self.choose(kind.deed)
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Right:
            self.entered.emit()
        else:
            super().keyPressEvent(event)
