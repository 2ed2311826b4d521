"""The row above the register: search as one types, filters, and what they ask for as a Query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from desktop.domain.review import Severity
from desktop.services.columns import View
from desktop.services.registering import Query
from desktop.text import t
from desktop.ui.pages.checked import say_remark
from desktop.ui.pages.households.pick import PickFilter
from desktop.ui.pages.households.target import RegisterTarget
from desktop.ui.widgets import Button, KeyChip, SearchField

WIDE, NARROW = 330, 230
"""Widths of the search field in px."""
GAP = 8

Options = list[tuple[str, str]]


class FilterRow(QWidget):
    """Search and filters. `changed` follows every change but those made by code; `counts_wanted`
    comes when a list of values is opened."""

    changed = Signal()
    commune_changed = Signal(str)
    counts_wanted = Signal()

    def __init__(self, *, is_upper: bool) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._is_upper, self._silent = is_upper, False
        self._has_remarks = False
        self.search = SearchField(t("households-search"))
        self.commune = PickFilter(t("households-commune"), [_all()], proper=True)
        self.village = PickFilter(t("households-village"), [_all()], proper=True)
        self.group = PickFilter(t("households-group"), [_all()], proper=True)
        self.state = PickFilter(t("households-sheet-b"), _states())
        self.change = PickFilter(t("households-change"), _changes())
        self.finding = PickFilter(t("households-findings"), _findings([]))
        self.remark = PickFilter(t("answers-filter"), _remarks())
        self.among = PickFilter(t("households-among"), [_all()])
        self.clear_all = Button(
            t("ui-clear-filters"), key="Esc", kind="flat", size="compact", live=False
        )
        self._chip = KeyChip("Ctrl+F")
        self._target = RegisterTarget()
        self._place()
        self._connect()

    def _place(self) -> None:
        self._outer = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(GAP)
        left, right = QHBoxLayout(), QHBoxLayout()
        left.addWidget(self.search)
        left.addWidget(self._chip)
        left.addStretch(1)
        for one in self.filters:
            right.addWidget(one)
        right.addStretch(1)
        right.addWidget(self.clear_all)
        for row in (left, right):
            row.setSpacing(GAP)
        self._outer.addLayout(left)
        self._outer.addLayout(right, 1)
        self.commune.setVisible(self._is_upper)
        self.village.setVisible(not self._is_upper)
        self.finding.setVisible(not self._is_upper)
        self.remark.hide()
        self.among.hide()

    def _connect(self) -> None:
        self.search.searched.connect(self._on_typed)
        for one in self.filters:
            one.changed.connect(lambda _: self._tell())
            if not self._is_upper:
                one.opening.connect(self.counts_wanted)
        self.commune.changed.connect(self.commune_changed)
        self.clear_all.clicked.connect(self.clear)
        self._show_clear()

    @property
    def filters(self) -> tuple[PickFilter, ...]:
        """All filters in the order of the row."""
        return (
            self.commune, self.village, self.group, self.state, self.change, self.finding,
            self.remark, self.among,
        )  # fmt: skip

    def _on_typed(self, text: str) -> None:
        """Who types looks for someone in the register, not among those another page showed."""
        if text:
            self.drop_among()
        self._tell()

    def drop_among(self) -> None:
        """No longer only the households that another page showed; nobody is told."""
        if self.among.is_set():
            silent, self._silent = self._silent, True
            self.among.set_value("")
            self._silent = silent
            self._show_clear()

    def _tell(self) -> None:
        self._show_clear()
        if not self._silent:
            self.changed.emit()

    def _show_clear(self) -> None:
        self.clear_all.setVisible(self.is_held())
        self.among.setVisible(self.among.is_set())
        self.remark.setVisible(self._has_remarks or self.remark.is_set())
        self._fit()

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
            finding=self.finding.value(),
            remark=self.remark.value(),
            among=self._target.among if self.among.is_set() else None,
            order=order,
            descending=descending,
        )

    def is_held(self) -> bool:
        """Whether a filter holds anything back."""
        return any(one.is_set() for one in self.filters)

    def is_set(self) -> bool:
        """Whether anything is held back, by a filter or by what is searched for."""
        return bool(self.search.text().strip()) or self.is_held()

    def in_words(self) -> list[str]:
        """The filters that are set: "thôn Nà Bó", "dân tộc Dao"."""
        return [word for one in self.filters if (word := one.in_words())]

    # Setting it ---------------------------------------------------------------------------------
    def clear(self) -> None:
        """Let all through that the filters hold back; the search stays."""
        self._set(RegisterTarget())
        self.changed.emit()

    def clear_search(self) -> None:
        """Empty the search as well."""
        self.drop_text()
        self.clear()

    def show_target(self, target: RegisterTarget) -> None:
        """What another page asks for; nothing else is held back."""
        self.drop_text()
        self._set(target)

    def show_view(self, view: View) -> None:
        """As the register was looked at last."""
        self._set(
            RegisterTarget(
                village=view.village,
                state=view.state,
                changed=view.changed,
                finding=view.finding,
                remark=view.remark,
            ),
            group=view.ethnic_group,
        )

    def drop_text(self) -> None:
        """Search for nothing; nobody is told."""
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)

    def _set(self, target: RegisterTarget, group: str = "") -> None:
        self._silent = True
        self._target = target
        words: Options = [_all()]
        if target.among:
            words.append(("among", target.among_word))
        self.among.set_options(words)
        self.commune.offer(target.commune_code, target.commune_name)
        for one, value in (
            (self.commune, target.commune_code),
            (self.village, target.village),
            (self.group, group),
            (self.state, target.state),
            (self.change, target.changed),
            (self.finding, target.finding),
            (self.remark, target.remark),
            (self.among, "among" if target.among else ""),
        ):
            one.offer(value, say_remark(value) if one is self.finding else "")
            one.set_value(value)
        self._silent = False
        self._show_clear()

    def set_villages(self, villages: Sequence[str]) -> None:
        """The villages to choose from; at the upper desk those of the commune chosen."""
        self._set_options(self.village, [_all(), *((v, v) for v in villages)])
        self.village.setVisible(not self._is_upper or bool(villages))
        self._fit()

    def set_groups(self, groups: Sequence[str]) -> None:
        """The ethnic groups to choose from."""
        self._set_options(self.group, [_all(), *((g, g) for g in groups)])

    def set_communes(self, communes: Sequence[tuple[str, str]]) -> None:
        """(code, name) of the communes to choose from."""
        self.commune.set_options([_all(), *communes])

    def set_has_remarks(self, has: bool) -> None:
        """Whether the office above ever said something of a household: else nobody asks for it."""
        self._has_remarks = has
        self._show_clear()

    def set_findings(self, kinds: Sequence[tuple[str, Severity]]) -> None:
        """The codes that were found in the year's sheets, to choose from."""
        self._set_options(self.finding, _findings([code for code, _ in kinds]))

    def _set_options(self, one: PickFilter, options: Options) -> None:
        """A value that is gone from the book stays chosen: it is seen to find nothing."""
        value = one.value()
        if value and value not in [v for v, _ in options]:
            word = say_remark(value) if one is self.finding else value
            options = [*options, (value, word)]
        one.set_options(options)

    def set_counts(self, facets: Mapping[str, Mapping[str, int]]) -> None:
        """How many households each value of each filter would find."""
        for name, one in (
            ("village", self.village),
            ("ethnic_group", self.group),
            ("state", self.state),
            ("changed", self.change),
            ("finding", self.finding),
            ("remark", self.remark),
        ):
            one.set_counts(facets.get(name, {}))

    # Room ---------------------------------------------------------------------------------------
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In one row while all fit, the search short where it must be; else in two."""
        rest = [one for one in (*self.filters, self.clear_all) if not one.isHidden()]
        need = self._chip.width() + GAP * (len(rest) + 2) + sum(w.sizeHint().width() for w in rest)
        is_one = need + NARROW <= self.width()
        is_wide = not is_one or need + WIDE <= self.width()
        self.search.setFixedWidth(WIDE if is_wide else NARROW)
        way = QBoxLayout.Direction
        self._outer.setDirection(way.LeftToRight if is_one else way.TopToBottom)


def _all() -> tuple[str, str]:
    return "", t("households-all")


def _states() -> Options:
    return [_all(), *((s, t(f"register-sheet-{s}")) for s in ("complete", "draft", "none"))]


def _changes() -> Options:
    return [_all(), *((c, t(f"households-change-{c}")) for c in ("moved", "gone", "breaking"))]


def _remarks() -> Options:
    return [_all(), *((r, t(f"answers-filter-{r}")) for r in ("open", "any", "held", "returned"))]


def _findings(codes: Sequence[str]) -> Options:
    some = [(s, t(f"households-finding-{s}")) for s in ("blocking", "warning")]
    return [_all(), *some, *((code, say_remark(code)) for code in codes)]
