"""What all tests share; the option that writes the expected forms anew."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from desktop.services.demonstrating import Demo

# Before anything imports Qt: without a screen QApplication would abort the whole run.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --update-golden` (poe golden): look at the diff before you keep it."""
    parser.addoption("--update-golden", action="store_true", help="write tests/golden/*.txt anew")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """A small season, played once for all; tests read it and leave it as it is."""
    from desktop.services.demonstrating import demonstrate
    from tests.demo_season import SMALL

    return demonstrate(tmp_path_factory.mktemp("demo") / "mua", size=SMALL)
