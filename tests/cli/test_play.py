"""`rasoat demo`: says where everything lies, and ends with 1 if any totals differ."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.cli import play
from desktop.services.demonstrating import Demo
from tests.cli.conftest import Run

DESK = ("02296", "2025")


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> Demo:
    """A season that takes no time (tests/test_demo.py plays a real one)."""
    demo = Demo(folder=Path("x"), books={DESK: Path("so/2025_02296.rasoat-book")})

    def pretend(folder: Path, **_options: object) -> Demo:
        demo.folder = folder
        return demo

    monkeypatch.setattr(play, "demonstrate", pretend)
    return demo


def test_the_demo_says_where_everything_lies(run: Run, played: Demo, tmp_path: Path) -> None:
    said = run("demo", "--dir", tmp_path / "mua", "--no-window")
    assert said.code == 0
    assert str(tmp_path / "mua") in said.out
    assert played.passphrase in said.out
    assert "khớp" in said.out
    data = run("demo", "--dir", tmp_path / "mua", "--no-window", "--json").data
    assert (data["agree"], data["books"]) == (True, ["so/2025_02296.rasoat-book"])


def test_totals_that_differ_are_no_success(run: Run, played: Demo, tmp_path: Path) -> None:
    played.agree = False
    said = run("demo", "--dir", tmp_path, "--no-window")
    assert said.code == 1
    assert "không khớp" in said.out


def test_without_a_screen_no_window_is_tried(
    run: Run, played: Demo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(play, "has_screen", lambda: False)
    monkeypatch.setattr(play, "_open_window", None)
    said = run("demo", "--dir", tmp_path)
    assert said.code == 0
    assert "không có màn hình" in said.out


def test_with_a_screen_the_window_opens_on_the_commune_that_is_keying(
    run: Run, played: Demo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[Path, str]] = []
    monkeypatch.setattr(play, "has_screen", lambda: True)
    monkeypatch.setattr(play, "_open_window", lambda book, phrase: opened.append((book, phrase)))
    said = run("demo", "--dir", tmp_path, "--json")
    assert (said.code, said.data["agree"]) == (0, True)
    assert played.passphrase in said.err, "said before the window, not after it was closed"
    assert opened == [(played.books[DESK], played.passphrase)]
