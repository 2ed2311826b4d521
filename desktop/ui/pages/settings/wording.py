"""The office's own words on papers: a card that counts them, and the form where they are typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.domain.paper_words import POSTING_COLUMNS, POSTING_DEFAULT, PaperId, PaperWords
from desktop.services import papering, wording
from desktop.services.entering import Particulars
from desktop.services.wording import NEEDED_COLUMN, PARTS, Said
from desktop.text import t
from desktop.ui import fonts
from desktop.ui.page import Desk
from desktop.ui.widgets import Button, Card, Choice, Field, Form, Text, padded, scrolled

_LINES = {"title": 3, "bases": 4, "articles": 3, "sentences": 6, "receivers": 3}
"""Lines of each part that can be seen at once."""
_LABELS = 130
_COLUMN_WORDS = {
    "head": "papers-col-head", "village": "papers-col-village", "people": "papers-col-people",
    "before": "papers-col-before", "class": "papers-col-result", "b1": "papers-col-b1",
    "b2": "papers-col-b2", "note": "papers-col-note",
}  # fmt: skip


class WordingCard(Card):
    """How many papers have words of the office; `wanted` opens the form."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__(t("settings-wording"), icon="file-text")
        self.count = Text("", "body", "text2", wrap=True)
        self.open = Button(t("settings-wording-open"), icon="pencil", size="compact")
        self.open.clicked.connect(self.wanted)
        self.head.addWidget(self.open)
        self.add(padded(self.count, (14, 0, 14, 12)))

    def show_facts(self, facts: Particulars) -> None:
        """Name the papers that say something otherwise."""
        own = wording.own(facts.words)
        names = "; ".join(t(f"papers-name-{paper}") for paper in PARTS if paper in own)
        self.count.setText(
            t("settings-wording-own-of", names=names) if own else t("settings-wording-none")
        )


class Lines(QPlainTextEdit):
    """A field of several lines; Tab leaves it, what the program says stands there faintly."""

    def __init__(self, name: str, lines: int) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFont(fonts.font("body"))
        self.setTabChangesFocus(True)
        self.setFixedHeight(lines * fonts.line("body") + 16)

    def lines(self) -> tuple[str, ...]:
        """The lines typed, without empty ones."""
        return tuple(line.strip() for line in self.toPlainText().split("\n") if line.strip())


class WordingForm(Card):
    """The words of one paper after another; `left` to go back."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(t("settings-wording"))
        self._desk = desk
        self._book = self._draft = PaperWords()
        self.paper = PaperId.REQUEST
        self.chooser = Choice(name=t("settings-wording-paper"))
        self.chooser.chosen.connect(self._choose)
        self.usual = Button(t("settings-wording-usual"), icon="refresh", key="Ctrl+R")
        self.usual.clicked.connect(self.empty)
        self.back = Button(t("settings-wording-back"), key="Esc", kind="flat")
        self.back.clicked.connect(self.left)
        self.save = Button(
            t("settings-wording-save"), icon="check", key="Ctrl+Enter", kind="primary"
        )
        self.save.clicked.connect(self.keep)
        self.symbol = Field(name=t("settings-wording-symbol"))
        self.texts = {part: Lines(t(f"settings-wording-{part}"), n) for part, n in _LINES.items()}
        self.columns = {c: QCheckBox(t(key)) for c, key in _COLUMN_WORDS.items()}
        self.columns[NEEDED_COLUMN].setEnabled(False)
        self._rows: dict[str, QWidget] = {}
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = Form(_LABELS)
        head.add(t("settings-wording-paper"), self.chooser, t("settings-wording-hint"))
        self.add(padded(head, (14, 0, 14, 4)))
        inner = QWidget()
        inner.setProperty("ground", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(14, 4, 14, 8)
        column.setSpacing(8)
        for part in ("title", "symbol", "bases", "articles", "sentences", "receivers", "columns"):
            self._rows[part] = row = self._row(part)
            column.addWidget(row)
        column.addStretch(1)
        self.add(scrolled(inner, ground="clear"), 1)
        foot = self.add_foot(self.usual)
        foot.addStretch(1)
        foot.addWidget(self.back)
        foot.addWidget(self.save)

    def _row(self, part: str) -> QWidget:
        form = Form(_LABELS)
        label, hint = t(f"settings-wording-{part}"), t(f"settings-wording-{part}-hint")
        if part == "columns":
            form.add(label, self._boxes(), hint)
        else:
            form.add(label, self.symbol if part == "symbol" else self.texts[part], hint)
        return form

    def _boxes(self) -> QWidget:
        holder = QWidget()
        holder.setProperty("ground", "clear")
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for column in POSTING_COLUMNS:
            row.addWidget(self.columns[column])
        row.addStretch(1)
        return holder

    def _connect(self) -> None:
        for text in self.texts.values():
            text.textChanged.connect(self._tell)
        for box in self.columns.values():
            box.toggled.connect(lambda _: self._tell())
        self.symbol.textChanged.connect(lambda _: self._tell())
        for keys, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            shortcut = QShortcut(QKeySequence(keys), self, lambda s=step: self.step(s))
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # Showing ----------------------------------------------------------------------------------
    def show_words(self, words: PaperWords) -> None:
        """What the book says; what is typed and not kept yet stays."""
        if self.is_edited():
            return
        self._book = self._draft = words
        self._fill()

    def _fill(self) -> None:
        said = wording.said(self._draft, self.paper)
        usual = wording.usual(self.paper, self._desk.office.name)
        for widget in (*self.texts.values(), self.symbol, *self.columns.values()):
            widget.blockSignals(True)
        for part, text in self.texts.items():
            # Sentences are long: they are changed where they stand, not typed anew.
            shown_lines = _shown(said, usual) if part == "sentences" else getattr(said, part)
            text.setPlainText("\n".join(shown_lines))
            text.setPlaceholderText(
                "\n".join(getattr(usual, part)) or t("settings-wording-open-bases")
            )
        self.symbol.setText(said.symbol)
        self.symbol.setPlaceholderText(usual.symbol)
        shown = said.columns or POSTING_DEFAULT
        for column, box in self.columns.items():
            box.setChecked(column in shown)
        for widget in (*self.texts.values(), self.symbol, *self.columns.values()):
            widget.blockSignals(False)
        for part, row in self._rows.items():
            row.setVisible(part in PARTS[self.paper])
        self._tell()

    def _tell(self) -> None:
        words = self._typed()
        own = wording.own(words)
        self.chooser.set_options([
            (p.value, t(f"papers-name-{p}") + (t("settings-wording-mark") if p in own else ""))
            for p in PARTS
        ])  # fmt: skip
        self.chooser.set_value(self.paper.value)
        self.usual.setEnabled(self.paper in own)
        self.save.setEnabled(words != self._book)

    # Typing -----------------------------------------------------------------------------------
    def _typed(self) -> PaperWords:
        chosen = tuple(c for c, box in self.columns.items() if box.isChecked())
        said = Said(
            symbol=self.symbol.value(),
            columns=() if chosen == POSTING_DEFAULT else chosen,
            sentences=tuple(self.texts["sentences"].toPlainText().split("\n")),
            **{part: text.lines() for part, text in self.texts.items() if part != "sentences"},
        )
        return wording.with_said(self._draft, self.paper, said)

    def is_edited(self) -> bool:
        """Whether something is typed that is not kept."""
        return self._typed() != self._book

    def _choose(self, paper: str) -> None:
        self._draft = self._typed()
        self.paper = PaperId(paper)
        self._fill()

    def step(self, by: int) -> None:
        """The next paper, or the one before."""
        papers = [*PARTS]
        self._choose(papers[(papers.index(self.paper) + by) % len(papers)])

    def empty(self) -> None:
        """What the program says, on this paper."""
        self._draft = wording.with_said(self._draft, self.paper, Said())
        self._fill()

    def keep(self) -> None:
        """Keep what is typed on all papers; it can be taken back."""
        words = self._typed()
        if words == self._book:
            return
        before, self._book, self._draft = self._book, words, words
        self._tell()

        def undo() -> None:
            self._book = self._draft = before
            self._fill()
            self._put(before, lambda: self._desk.say(t("settings-wording-undone")))

        self._put(words, lambda: self._desk.say(t("settings-wording-saved"), undo))

    def _put(self, words: PaperWords, done: Callable[[], None]) -> None:
        now, by = self._desk.now(), self._desk.by
        self._desk.worker.run(
            lambda db: papering.set_words(db, words, now=now, by=by), lambda _: done()
        )


def _shown(said: Said, usual: Said) -> tuple[str, ...]:
    """All sentences of a paper: the office's, and the program's where it says nothing."""
    own = (*said.sentences, *[""] * len(usual.sentences))
    return tuple(mine or its for mine, its in zip(own, usual.sentences, strict=False))
