"""The heads of the two sides: whose record it is, above its column."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.rules.twin_fields import Side
from desktop.services.uniting import View
from desktop.store.twins import LISTED, PERSON
from desktop.text import t
from desktop.ui.head_word import head_word
from desktop.ui.pages.twins import words
from desktop.ui.pages.twins.fields_table import LABEL
from desktop.ui.widgets import KeyChip, Link, Text


class SideHead(QWidget):
    """Key, name, place and the way to the household; `wanted(uid)` opens it."""

    wanted = Signal(str)

    def __init__(self, key: str) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._uid = ""
        self.key = KeyChip(key)
        self.name = Text("", "name")
        self.where = Text("", "small", "text2")
        self.open = Link(t("twins-open"))
        self.open.clicked.connect(lambda: self.wanted.emit(self._uid))
        policy = self.open.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.open.setSizePolicy(policy)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.key)
        top.addWidget(self.name, 1)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.where, 1)
        below.addWidget(self.open)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 6, 8, 6)
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(below)

    def show_side(self, name: str, where: str, uid: str) -> None:
        """Whose record stands below; no uid, no way to it."""
        self._uid = uid
        self.name.setText(name)
        self.where.setText(where)
        self.open.setVisible(bool(uid))


class SideHeads(QWidget):
    """Both heads over their columns."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.note = Text("", "small", "text2", wrap=True)
        self.note.setFixedWidth(LABEL - 22)
        self.left, self.right = SideHead("1"), SideHead("2")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.note)
        row.addSpacing(8)
        for head in (self.left, self.right):
            head.wanted.connect(self.wanted)
            row.addWidget(head, 1)

    def show_view(self, view: View, communes: Mapping[str, str], *, may_choose: bool) -> None:
        """Names and places of both; `communes` by household uid, where they are told."""
        for head, side in zip((self.left, self.right), _told(view), strict=True):
            name, where, uid = side
            commune = communes.get(uid, "")
            head.show_side(name, f"{where}{words.DOT}{commune}" if commune else where, uid)
            head.key.setVisible(may_choose)
        self.note.setText(t("twins-score", points=view.score))


def _told(view: View) -> tuple[tuple[str, str, str], tuple[str, str, str]]:
    left, right = _of(view.left), _of(view.right)
    if view.kind == PERSON:
        one, other = view.both[0]
        return (one.name, *left[1:]), (other.name, *right[1:])
    if view.kind == LISTED:
        listed = view.right.household
        where = t("twins-listed", year=str(view.year), village=listed.village)
        return left, (head_word(listed.head_name), where, "")
    return left, right


def _of(side: Side) -> tuple[str, str, str]:
    home = side.household
    where = t("twins-where", number=home.number, village=home.village)
    return head_word(home.head_name), where, home.uid
