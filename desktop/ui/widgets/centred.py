"""A widget in the middle of a wide place, no wider than prose: `centred(EmptyState(…))`."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

PROSE = 690
"""Widest place for the words of an empty page in px: 640 and its margins."""


def centred(content: QWidget, widest: int = PROSE) -> QWidget:
    """The content with equal empty space at both sides."""
    content.setMaximumWidth(widest)
    holder = QWidget()
    holder.setProperty("ground", "clear")
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(content, 100)
    row.addStretch(1)
    return holder
