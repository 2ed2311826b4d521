"""How the program looks, and what it is: theme, version, licence, where the log lies."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QHBoxLayout

import desktop
from desktop.paths import data_folder
from desktop.text import t
from desktop.ui import memory
from desktop.ui.app import set_theme
from desktop.ui.page import Desk
from desktop.ui.widgets import Card, KeyValues, Link, Segmented, Text, padded


class LookCard(Card):
    """Light, dark, or as the system; put on at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(t("settings-look"), icon="sun")
        self._practice = desk.office.practice
        self.theme = Segmented([t(f"settings-look-{c}") for c in memory.THEMES], t("settings-look"))
        self.theme.set_index(memory.THEMES.index(memory.theme()))
        self.theme.chosen.connect(self._on_chosen)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.theme)
        row.addWidget(Text(t("settings-look-hint"), "small", "text3"), 1)
        self.add(row, pad=True)

    def _on_chosen(self, number: int) -> None:
        choice = memory.THEMES[number]
        memory.remember_theme(choice)
        app = QApplication.instance()
        assert isinstance(app, QApplication), "a page needs one"
        set_theme(app, choice, practice=self._practice)


class AboutCard(Card):
    """Version, licence, places."""

    def __init__(self) -> None:
        super().__init__(t("settings-about"), icon="info-circle")
        folder = data_folder()
        facts = KeyValues(
            [
                (t("settings-about-version"), desktop.__version__),
                (t("settings-about-licence"), t("settings-about-licence-is")),
                (t("settings-about-data"), str(folder)),
                (t("settings-about-log"), t("settings-about-log-is", file="rasoat.log")),
            ],
            name_width=150, role="body", gap=6,
        )  # fmt: skip
        self.open = Link(t("settings-about-open"), icon="folder-open")
        self.open.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
        row = QHBoxLayout()
        row.addWidget(self.open)
        row.addStretch(1)
        self.add(facts, pad=True)
        self.add(padded(row, (10, 0, 14, 10)))
