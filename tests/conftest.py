"""What all tests share; the option that writes the expected forms anew."""

from __future__ import annotations

import os

import pytest

# Before anything imports Qt: without a screen QApplication would abort the whole run.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --update-golden` (poe golden): look at the diff before you keep it."""
    parser.addoption("--update-golden", action="store_true", help="write tests/golden/*.txt anew")
