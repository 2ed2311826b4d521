"""Households behind a number by name: a list that grows page by page as one goes down."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QModelIndex, Qt, Signal

from desktop.services.planning.need_words import DEPRIVED, need_name
from desktop.services.planning.needing import Case, Page
from desktop.store.needs import After
from desktop.text import t
from desktop.ui.head_word import head_word
from desktop.ui.rows_model import Column, Index, RowsModel, State
from desktop.ui.widgets import Button, Card, TableView, Text

_HEAD, _PLACE, _LACKS = 1, 2, 7
_ROOMY = (0, 4, 7)
MOST = 10_000
"""Lines held at once; who wants more narrows the choice, or writes the list to a file."""


class CasesModel(RowsModel[Case]):
    """Households found so far. `more_wanted(after)` asks for the next page; `add` puts it in."""

    more_wanted = Signal(object)

    def __init__(self, names: Callable[[], Mapping[str, str]], *, is_upper: bool) -> None:
        self.is_wide = False
        columns = _columns(names, lambda: self.is_wide, is_upper=is_upper)
        super().__init__(columns, t("needs-cases"))
        self.last: After | None = None
        self._waiting = False

    def start(self, page: Page) -> None:
        """Show the first page of another choice."""
        self.last, self._waiting = page.last, False
        self.set_rows(list(page.lines))

    def add(self, page: Page) -> None:
        """Append the next page."""
        self.last, self._waiting = page.last, False
        if page.lines:
            start = len(self._rows)
            self.beginInsertRows(QModelIndex(), start, start + len(page.lines) - 1)
            self._rows += page.lines
            self.endInsertRows()

    def canFetchMore(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008, N802
        more = self.last is not None and not self._waiting and len(self._rows) < MOST
        return more and not parent.isValid()

    def fetchMore(self, parent: Index = QModelIndex()) -> None:  # noqa: B008, N802, ARG002
        self._waiting = True
        self.more_wanted.emit(self.last)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """The book sorts, by name: the model holds only the first pages."""


def _columns(
    names: Callable[[], Mapping[str, str]], is_wide: Callable[[], bool], *, is_upper: bool
) -> list[Column[Case]]:
    def whole(case: Case) -> str:
        commune = names().get(case.commune_code, case.commune_code)
        return f"{commune}, {case.village}" if is_upper else case.village

    def place(case: Case) -> str:
        return whole(case) if is_wide() or not is_upper else whole(case).partition(", ")[0]

    def lacks(case: Case) -> str:
        return ", ".join(need_name(f"{DEPRIVED}{code}") for code in case.deprived)

    def helped(case: Case) -> State | None:
        return State("ok", t("needs-helped")) if case.helped else None

    return [
        Column(t("needs-col-number"), lambda c: c.number, kind="figures", width=62, ink="text3",
               align_right=False),
        Column(t("needs-col-head"), lambda c: head_word(c.head_name), width=170),
        Column(t("needs-col-place"), place, width=110, tip=whole),
        Column(t("needs-col-class"), lambda c: c.household_class, kind="class", width=124),
        Column(t("needs-col-ethnic"), lambda c: c.ethnic_group, width=80),
        Column(t("needs-col-lacks-count"), lambda c: len(c.deprived), kind="figures", width=80, tip=lacks),
        Column(t("needs-col-measure"), helped, kind="state", width=84),
        Column(t("needs-col-lacks"), lacks, width=None, tip=lacks),
    ]  # fmt: skip


class CasesCard(Card):
    """The list with its title and count, and the button that writes it to a file."""

    def __init__(self, names: Callable[[], Mapping[str, str]], *, is_upper: bool) -> None:
        super().__init__(t("needs-cases"), " ")
        self._is_upper = is_upper
        self.model = CasesModel(names, is_upper=is_upper)
        self.view = TableView(self.model)
        self.empty = Text("", "body", "text2", wrap=True, align=Qt.AlignmentFlag.AlignCenter)
        self.excel = Button(
            t("needs-list-excel"), icon="file-spreadsheet", kind="flat", size="compact"
        )
        self.pdf = Button(t("needs-list-pdf"), icon="file-type-pdf", kind="flat", size="compact")
        self.head.addWidget(self.excel)
        self.head.addWidget(self.pdf)
        self.add(self.view, 1)
        self.add(self.empty, 1)
        self.empty.hide()

    def set_wide(self, *, wide: bool) -> None:
        """Beside the profile there is no room for all columns: the name takes what is left."""
        self.model.is_wide = wide
        for column in _ROOMY:
            self.view.setColumnHidden(column, not wide)
        head = self.view.horizontalHeader()
        fixed, stretched = head.ResizeMode.Interactive, head.ResizeMode.Stretch
        head.setSectionResizeMode(_HEAD, fixed if wide else stretched)
        head.setSectionResizeMode(_LACKS, stretched if wide else fixed)
        if wide:
            head.resizeSection(_HEAD, 190)
        head.resizeSection(_PLACE, (240 if wide else 136) if self._is_upper else 120)

    def show_page(self, page: Page, title: str, count: int) -> None:
        """The first page of a choice that counts so many."""
        self.title.setText(title)
        self.set_remark(t("needs-count", count=count))
        self.model.start(page)
        is_empty = not page.lines
        self.view.setVisible(not is_empty)
        self.empty.setVisible(is_empty)
        self.empty.setText(t("needs-no-names" if count else "needs-nobody"))
        for button in (self.excel, self.pdf):
            button.setEnabled(not is_empty)
        if not is_empty:
            self.view.choose_row(0)
            self.view.scrollToTop()
