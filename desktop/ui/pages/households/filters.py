"""The row above the register: search as one types, filters, and what they ask for as a Query."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from desktop.services.registering import Query
from desktop.text import t
from desktop.ui.pages.households.pick import PickFilter
from desktop.ui.pages.households.target import RegisterTarget
from desktop.ui.widgets import Button, FilterButton, KeyChip, SearchField

ONE_ROW_FROM = 1000
"""Width in px from which search and filters stand in one row."""
ROOMY_FROM = 1220
"""Width in px from which the search field has its full length."""

Options = list[tuple[str, str]]


class FilterRow(QWidget):
    """Search and filters. `changed` follows every change but those made by code."""

    changed = Signal()
    commune_changed = Signal(str)

    def __init__(self, *, is_upper: bool) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._is_upper, self._silent = is_upper, False
        self.search = SearchField(t("households-search"))
        self.commune = PickFilter(t("households-commune"), [_all()])
        self.village = PickFilter(t("households-village"), [_all()])
        self.group = PickFilter(t("households-group"), [_all()])
        self.state = FilterButton(t("households-sheet-b"), _states())
        self.change = FilterButton(t("households-change"), _changes())
        self.among = FilterButton(t("households-among"), [_all()])
        self.clear_all = Button(t("ui-clear-filters"), kind="flat", size="compact")
        self._target = RegisterTarget()
        self._place()
        self._connect()

    def _place(self) -> None:
        self._outer = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(8)
        left, right = QHBoxLayout(), QHBoxLayout()
        left.addWidget(self.search)
        left.addWidget(KeyChip("Ctrl+F"))
        left.addStretch(1)
        for one in self.filters:
            right.addWidget(one)
        right.addStretch(1)
        right.addWidget(self.clear_all)
        for row in (left, right):
            row.setSpacing(8)
        self._outer.addLayout(left)
        self._outer.addLayout(right, 1)
        self.commune.setVisible(self._is_upper)
        self.village.setVisible(not self._is_upper)
        self.among.hide()

    def _connect(self) -> None:
        self.search.searched.connect(lambda _: self._tell())
        for one in self.filters:
            one.changed.connect(lambda _: self._tell())
        self.commune.changed.connect(self.commune_changed)
        self.clear_all.clicked.connect(self.clear)
        self._show_clear()

    @property
    def filters(self) -> tuple[FilterButton, ...]:
        """All filters in the order of the row."""
        return (self.commune, self.village, self.group, self.state, self.change, self.among)

    def _tell(self) -> None:
        self._show_clear()
        if not self._silent:
            self.changed.emit()

    def _show_clear(self) -> None:
        self.clear_all.setVisible(any(one.is_set() for one in self.filters))
        self.among.setVisible(self.among.is_set())

    # What is asked for --------------------------------------------------------------------------
    def query(self, year: int, shown: str, order: str, *, descending: bool) -> Query:
        """The query of the row with the class of the tab in front."""
        return Query(
            year=year,
            text=self.search.text(),
            commune_code=self.commune.value(),
            village=self.village.value(),
            ethnic_group=self.group.value(),
            shown=shown,
            state=self.state.value(),
            changed=self.change.value(),
            among=self._target.among if self.among.is_set() else None,
            order=order,
            descending=descending,
        )

    def is_set(self) -> bool:
        """Whether anything is held back."""
        return bool(self.search.text().strip()) or any(one.is_set() for one in self.filters)

    def in_words(self) -> list[str]:
        """The filters that are set: "Dân tộc: Dao"."""
        return [one.accessibleName() for one in self.filters if one.is_set()]

    # Setting it ---------------------------------------------------------------------------------
    def clear(self) -> None:
        """Let all through that the filters hold back; the search stays."""
        self._set(RegisterTarget())
        self.changed.emit()

    def clear_search(self) -> None:
        """Empty the search as well."""
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.clear()

    def show_target(self, target: RegisterTarget) -> None:
        """What another page asks for; nothing else is held back."""
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self._set(target)

    def _set(self, target: RegisterTarget) -> None:
        self._silent = True
        self._target = target
        words: Options = [_all()]
        if target.among:
            words.append(("among", target.among_word))
        self.among.set_options(words)
        for one, value in (
            (self.commune, ""),
            (self.village, target.village),
            (self.group, ""),
            (self.state, target.state),
            (self.change, target.changed),
            (self.among, "among" if target.among else ""),
        ):
            _offer(one, value)
            one.set_value(value)
        self._silent = False
        self._show_clear()

    def set_villages(self, villages: Sequence[str]) -> None:
        """The villages to choose from; at the upper desk those of the commune chosen."""
        self.village.set_options([_all(), *((v, v) for v in villages)])
        self.village.setVisible(not self._is_upper or bool(villages))

    def set_groups(self, groups: Sequence[str]) -> None:
        """The ethnic groups to choose from."""
        self.group.set_options([_all(), *((g, g) for g in groups)])

    def set_communes(self, communes: Sequence[tuple[str, str]]) -> None:
        """(code, name) of the communes to choose from."""
        self.commune.set_options([_all(), *communes])

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        one_row = self.width() >= ONE_ROW_FROM
        self.search.setFixedWidth(330 if self.width() >= ROOMY_FROM or not one_row else 230)
        way = QBoxLayout.Direction
        self._outer.setDirection(way.LeftToRight if one_row else way.TopToBottom)


def _all() -> tuple[str, str]:
    return "", t("households-all")


def _states() -> Options:
    return [_all(), *((s, t(f"households-sheet-{s}")) for s in ("complete", "draft", "none"))]


def _changes() -> Options:
    return [_all(), *((c, t(f"households-change-{c}")) for c in ("moved", "gone", "breaking"))]


def _offer(one: FilterButton, value: str) -> None:
    """A village asked for before the villages were read is offered all the same."""
    if value and value not in [v for v, _ in one._options]:
        one.set_options([*one._options, (value, value)])
