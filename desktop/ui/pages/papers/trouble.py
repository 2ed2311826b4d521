"""What stands in place of a paper that cannot be made: why, the way to the cure, the households."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.unit import Office
from desktop.services.checking import Named
from desktop.services.reporting import Trouble
from desktop.text import t
from desktop.ui.pages.households.target import RegisterTarget
from desktop.ui.pages.papers.cures import cure_of
from desktop.ui.widgets import Button, Card, Note
from desktop.ui.widgets.households_list import HouseholdsList


class TroubleView(QWidget):
    """`wanted(page, target)` is where the button or a line of the list leads."""

    wanted = Signal(str, object)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._way: tuple[str, object] = ("", None)
        self.button = Button("", kind="primary", size="compact")
        self.button.clicked.connect(lambda: self.wanted.emit(*self._way))
        self.note = Note("err", "", "", self.button)
        self.listed = HouseholdsList()
        self.listed.wanted.connect(self._open)
        self.card = Card(t("papers-breaking"))
        self.card.add(self.listed, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 20, 28, 20)
        column.setSpacing(12)
        column.addWidget(self.note)
        column.addWidget(self.card, 1)
        self._rest = QWidget()
        self._rest.setProperty("ground", "clear")
        column.addWidget(self._rest, 1)

    def show_trouble(self, trouble: Trouble) -> None:
        """Say it."""
        cure = cure_of(trouble.error, self._office)
        households = next((c.households for c in trouble.checks if c.households), ())
        self._way = (cure.page, _among(households) if cure.page == "households" else cure.target)
        self.note.say(cure.first, cure.second, "err")
        self.button.setText(cure.button)
        self.button.updateGeometry()
        self.listed.show_rows(households)
        self.card.set_remark(t("papers-breaking-count", count=len(households)))
        self.card.setVisible(bool(households))
        self._rest.setVisible(not households)

    def focus_list(self) -> None:
        """Put the focus on the households to look at."""
        self.listed.table.setFocus()

    def _open(self, uid: str) -> None:
        self.wanted.emit("find" if self._office.is_upper else "households", uid)


def _among(households: Sequence[Named]) -> RegisterTarget:
    """The register, held to these households."""
    return RegisterTarget(among=tuple(h.uid for h in households), among_word=t("papers-breaking"))
