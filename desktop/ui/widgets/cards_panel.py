"""Keys between offices: our eight digits, our card as a file, reading and trusting another's card.

panel = CardsPanel(desk)              # narrow: one column; CardsPanel(desk, wide=True): two
panel.reload()                        # at each visit
panel.read_card(path)                 # offers a card for trust: the digits are typed next
panel.trusted.connect(…)              # the Card just trusted; Changes "card" are broadcast
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.vietnamese import show_date, sort_key
from desktop.errors import AppError, CardChanged
from desktop.exchange.seal import Card as KeyCard
from desktop.services import exchanging
from desktop.services.catalogue import bare_name
from desktop.services.changes import Changes, changes
from desktop.services.exchanging import Cards
from desktop.store.connection import Db
from desktop.text import sentence, t
from desktop.ui.page import Desk
from desktop.ui.rows_model import Column, RowsModel
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.frames import GAP, Card, EmptyState, Note, scrolled
from desktop.ui.widgets.question import ask
from desktop.ui.widgets.table import TableView
from desktop.ui.widgets.text import Text

DIGITS = 8


class CardsPanel(QWidget):
    """Three cards: ours, the one being trusted, those trusted already."""

    trusted = Signal(object)

    def __init__(self, desk: Desk, *, wide: bool = False) -> None:
        super().__init__()
        self.desk = desk
        self.setProperty("ground", "clear")
        self._path: Path | None = None
        self._card: KeyCard | None = None
        self._build_own()
        self._build_trust()
        self._build_list()
        self._lay_out(wide=wide)
        self._offer(None, None)

    # Building ---------------------------------------------------------------------------------
    def _build_own(self) -> None:
        self.own = Card(t("cards-own"), icon="key")
        self.code = Text(t("cards-waiting"), "display", "accent", figures=True)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.office = Text("", "body-bold")
        self.write_button = Button(t("cards-write"), icon="usb")
        self.write_button.clicked.connect(self._choose_folder)
        self.own_note = Note("ok", "")
        self.own_note.hide()
        column = _column(
            self.office, Text(t("cards-own-code"), "small", "text2"), self.code,
            Text(t("cards-own-hint"), "small", "text2", wrap=True), self.own_note,
        )  # fmt: skip
        column.addLayout(_row(self.write_button))
        self.own.add(column, pad=True)

    def _build_trust(self) -> None:
        self.trust_card = Card(t("cards-trust"), icon="shield-check")
        self.read_button = Button(t("cards-read"), icon="folder-open")
        self.read_button.clicked.connect(self.choose_card)
        self.whose = Text("", "body-bold", wrap=True)
        self.digits = Field(name=t("cards-digits"))
        self.digits.setPlaceholderText("1234 5678")
        self.digits.setMaximumWidth(150)
        self.digits.setValidator(
            QRegularExpressionValidator(QRegularExpression(r"(?:\s*[0-9]){0,8}\s*"), self.digits)
        )
        self.digits.textChanged.connect(self._on_digits)
        self.digits.returnPressed.connect(self._trust)
        self.missing = Text("", "small", "text3")
        self.trust_button = Button(t("cards-trust-now"), icon="circle-check", kind="primary")
        self.trust_button.clicked.connect(self._trust)
        self.replace_button = Button(t("cards-replace"), kind="danger")
        self.replace_button.clicked.connect(self._replace)
        self.trust_note = Note("err", "")
        self.trust_note.hide()
        self.digits_label = Text(t("cards-digits"), "small", "text2")
        self.digits_label.setBuddy(self.digits)
        column = _column(
            Text(t("cards-trust-hint"), "small", "text2", wrap=True), self.trust_note, self.whose,
            self.digits_label,
        )  # fmt: skip
        column.addLayout(_row(self.digits, self.missing))
        column.addLayout(_row(self.read_button, self.trust_button, self.replace_button))
        self.trust_card.add(column, pad=True)

    def _build_list(self) -> None:
        self.list = Card(t("cards-list"), icon="users")
        columns: list[Column[tuple[KeyCard, str]]] = [
            Column(
                t("cards-column-office"),
                lambda r: r[0].name,
                sort_key=lambda r: sort_key(bare_name(r[0].name)),
            ),
            Column(t("cards-column-level"), lambda r: t(f"level-{r[0].level}"), width=84),
            Column(t("cards-column-code"), lambda r: r[0].code, kind="figures", width=72),
            Column(t("cards-column-since"), lambda r: r[1], kind="figures", width=118),
        ]
        self.model = RowsModel(columns, t("cards-list"))
        self.table = TableView(self.model)
        self.table.setMinimumHeight(30 + 3 * 28)
        # It takes the height that is left and asks for none.
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.empty = EmptyState("key", t("cards-list-empty"))
        self.list.add(self.table, 1)
        self.list.add(self.empty, 1)

    def _lay_out(self, *, wide: bool) -> None:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP)
        grid.addWidget(self.own, 0, 0)
        grid.addWidget(self.trust_card, 1, 0)
        if wide:
            grid.addWidget(self.list, 0, 1, 3, 1)
            grid.setColumnStretch(0, 2)
            grid.setColumnStretch(1, 3)
        else:
            grid.addWidget(self.list, 2, 0)
        grid.setRowStretch(2, 1)
        self.area = scrolled(inside, ground="window")
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.area)

    # Reading and showing ----------------------------------------------------------------------
    def reload(self) -> None:
        """Read our card and the trusted ones again."""
        self.desk.worker.run_latest("cards", exchanging.cards, self._show)

    def _show(self, cards: Cards) -> None:
        self.office.setText(cards.own.name)
        self.code.setText(cards.code)
        self.code.setAccessibleName(f"{t('cards-own-code')}: {' '.join(cards.code)}")
        by_name = sorted(cards.trusted, key=lambda one: sort_key(bare_name(one[0].name)))
        rows = [(card, show_date(at.astimezone().date())) for card, at in by_name]
        self.model.set_rows(rows)
        self.list.set_remark(t("cards-list-count", count=len(rows)) if rows else "")
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)

    def focus_first(self) -> None:
        """The digits where a card waits for them, else the button that reads one."""
        (self.digits if self._card else self.read_button).setFocus()

    # Our card as a file -----------------------------------------------------------------------
    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, t("cards-write-folder"))
        if folder:
            self.write_card(Path(folder))

    def write_card(self, folder: Path) -> None:
        """Write our card into a folder or onto a stick."""
        now = self.desk.now()
        self.desk.worker.run(
            lambda db: exchanging.write_card(db, folder, now=now),
            lambda path: _tell(self.own_note, "ok", t("cards-written", file=path.name)),
            failed=lambda error: _tell(self.own_note, "err", sentence(error)),
        )

    # Trusting another's -----------------------------------------------------------------------
    def choose_card(self) -> None:
        """Let the user choose a card file, then ask for its digits."""
        name, _ = QFileDialog.getOpenFileName(
            self, t("cards-read-file"), "", t("cards-read-filter")
        )
        if name:
            self.read_card(Path(name))

    def read_card(self, path: Path) -> None:
        """Read a card file and ask for its digits; they are never shown, only compared."""
        self.desk.worker.run_without_book(
            lambda: exchanging.card_in(path),
            lambda card: self._offer(path, card),
            failed=self._refuse,
        )

    def _offer(self, path: Path | None, card: KeyCard | None) -> None:
        self._path, self._card = path, card
        self.trust_note.hide()
        self.replace_button.hide()
        self.digits.clear()
        for widget in (
            self.whose, self.digits_label, self.digits, self.missing, self.trust_button
        ):  # fmt: skip
            widget.setVisible(card is not None)
        if card is not None:
            self.whose.setText(t("cards-trust-of", office=card.name, code=card.code))
            self.digits.setFocus()
        self._on_digits()

    def _on_digits(self) -> None:
        short = DIGITS - sum(c.isdecimal() for c in self.digits.text())
        self.missing.setText(t("cards-digits-missing", count=short) if short else "")
        self.trust_button.setEnabled(short == 0)
        self.replace_button.hide()

    def _trust(self, *, replace: bool = False) -> None:
        path, card, code = self._path, self._card, self.digits.value()
        if path is None or card is None or not self.trust_button.isEnabled():
            return
        now, by = self.desk.now(), self.desk.by

        def job(db: Db) -> Changes:
            exchanging.trust(db, path, code, now=now, by=by, replace=replace)
            return changes("card")

        self.desk.worker.run(job, lambda _: self._trusted(card), failed=self._refuse)

    def _trusted(self, card: KeyCard) -> None:
        self._offer(None, None)
        _tell(self.trust_note, "ok", t("cards-trusted-now", office=card.name))
        self.reload()
        self.trusted.emit(card)

    def _refuse(self, error: AppError) -> None:
        _tell(self.trust_note, "err", t("cards-refused"), sentence(error))
        self.replace_button.setVisible(isinstance(error, CardChanged))
        if self._card is not None:
            self.digits.setFocus()
            self.digits.selectAll()

    def _replace(self) -> None:
        assert self._card is not None
        question = t("cards-replace-question", office=self._card.name)
        if ask(self, question, t("cards-replace-consequence"), t("cards-replace")):
            self._trust(replace=True)


def _tell(note: Note, state: str, first: str, second: str = "") -> None:
    note.say(first, second, state)
    note.show()


def _column(*widgets: QWidget) -> QVBoxLayout:
    made = QVBoxLayout()
    made.setContentsMargins(0, 2, 0, 2)
    made.setSpacing(6)
    for widget in widgets:
        made.addWidget(widget)
    return made


def _row(*widgets: QWidget) -> QHBoxLayout:
    made = QHBoxLayout()
    made.setContentsMargins(0, 4, 0, 0)
    made.setSpacing(8)
    for widget in widgets:
        made.addWidget(widget)
    made.addStretch(1)
    return made
