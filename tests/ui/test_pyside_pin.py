"""The pin of PySide6 below 6.12: later ones lose a reference to None with every void call on 3.11."""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt, QTimer

from desktop.ui.rows_model import Column, RowsModel


def test_void_calls_keep_their_references_to_none() -> None:
    timer = QTimer()
    timer.setInterval(1)
    before = sys.getrefcount(None)
    for number in range(500):
        timer.setInterval(number)
    assert abs(sys.getrefcount(None) - before) < 50


def test_a_model_that_answers_none_keeps_them_too() -> None:
    model = RowsModel[str]([Column("", lambda r: r)])
    model.set_rows(["a"])
    index = model.index(0, 0)
    assert index.data(Qt.ItemDataRole.FontRole) is None
    before = sys.getrefcount(None)
    for _ in range(500):
        index.data(Qt.ItemDataRole.FontRole)
    assert abs(sys.getrefcount(None) - before) < 50
