"""The application of the window's tests, dressed as the program's own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from desktop.ui.app import dress


@pytest.fixture(scope="session", autouse=True)
def app(qapp: QApplication) -> QApplication:
    """Fonts, theme and Vietnamese, once for all."""
    dress(qapp)
    return qapp


@pytest.fixture(autouse=True)
def no_widget_outlives_its_test(app: QApplication) -> Iterator[None]:
    """Left-over windows would make every later change of theme slower: each widget is polished."""
    yield
    for widget in app.topLevelWidgets():
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
