"""Out: what leaves the computer said plainly, then the workbook for ODK or KoboToolbox."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.services.fieldwork import FormContent, FormExport
from desktop.text import t
from desktop.ui.widgets import Button, Card, KeyValues, Note, Text, padded, scrolled

_WIDTH = 720


class _Cards(QWidget):
    """Cards as high as their words at this width, not as at their narrowest."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(super().minimumSizeHint().width(), 1)


class OutView(QWidget):
    """`wanted` when the workbook is to be written, `folder_wanted` to see where it lies."""

    wanted = Signal()
    folder_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._content: FormContent | None = None
        self.card = Card(t("fieldwork-out"))
        self.card.setMaximumWidth(_WIDTH)
        self.facts = KeyValues(name_width=150, role="body", gap=6)
        self.warning = Note("warn", t("fieldwork-out-clear"), t("fieldwork-out-clear-next"))
        self.ids = QCheckBox("")
        self.ids.toggled.connect(lambda _: self._tell())
        self.write = Button(
            t("fieldwork-write"), icon="file-spreadsheet", key="Ctrl+S", kind="primary", size="main"
        )
        self.write.clicked.connect(self.wanted)
        self.folder = Button(t("fieldwork-folder"), icon="folder-open", size="compact")
        self.folder.clicked.connect(self.folder_wanted)
        self.done = Note("ok", "", "", self.folder)
        self.done.hide()
        self.steps = [
            Text(t(f"fieldwork-step-{n}"), "body", "text2", wrap=True) for n in (1, 2, 3, 4)
        ]
        self._build()

    def _build(self) -> None:
        inner = QVBoxLayout()
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(12)
        buttons = QHBoxLayout()
        buttons.addWidget(self.write)
        buttons.addStretch(1)
        inner.addWidget(self.facts)
        inner.addWidget(self.ids)
        inner.addWidget(self.warning)
        inner.addLayout(buttons)
        inner.addWidget(self.done)
        self.card.add(padded(inner, (14, 2, 14, 14)))
        after = Card(t("fieldwork-steps"))
        after.setMaximumWidth(_WIDTH)
        lines = QVBoxLayout()
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        for step in self.steps:
            lines.addWidget(step)
        after.add(padded(lines, (14, 0, 14, 12)))
        cards = _Cards()
        column = QVBoxLayout(cards)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.card)
        column.addWidget(after)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.area = scrolled(cards, ground="window")
        self.area.setAccessibleName(t("fieldwork-out"))
        whole.addWidget(self.area)

    @property
    def with_ids(self) -> bool:
        """Whether citizen ids go along."""
        return self.ids.isChecked()

    def show_content(self, content: FormContent) -> None:
        """What the form would carry now."""
        self._content = content
        self.write.setEnabled(content.households > 0)
        self.ids.setText(t("fieldwork-with-ids", count=content.ids))
        self._tell()

    def _tell(self) -> None:
        content = self._content
        if content is None:
            return
        carried = "fieldwork-carried-ids" if self.with_ids else "fieldwork-carried"
        self.facts.set_rows(
            [
                (t("fieldwork-households"), t("fieldwork-count-households", count=content.households)),
                (t("fieldwork-people"), t("fieldwork-count-people", count=content.people)),
                (t("fieldwork-goes"), t(carried)),
                (t("fieldwork-stays"), t("fieldwork-not-carried")),
            ]
        )  # fmt: skip

    def show_written(self, made: FormExport) -> None:
        """Where it lies, and under which name the server will know it."""
        self.done.say(
            t("fieldwork-written", file=made.path.name),
            t("fieldwork-written-next", form=made.form_id, version=made.version),
        )
        self.done.show()

    def focus_first(self) -> None:
        """The button that writes."""
        self.write.setFocus()
