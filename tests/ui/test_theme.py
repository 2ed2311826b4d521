"""The design's contrast table holds, tokens fill the style sheet, no colour stands elsewhere."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

import desktop.ui
from desktop.ui import theme
from desktop.ui.theme import DARK, LIGHT, THEMES, Theme, contrast

GROUNDS = ("window", "rail", "surface", "sunken", "hover", "accent_soft")
STATES = ("poor", "near", "notp", "avg", "ok", "warn", "err", "practice")
INKS = ("text", "text2", "text3", "accent", *STATES)

# design.md §1: contrast on window, rail, surface, sunken, hover, accent-soft, own soft.
TABLE = {
    "light": {
        "text": (14.98, 13.68, 16.51, 15.52, 14.58, 13.96),
        "text3": (4.94, 4.51, 5.44, 5.11, 4.80, 4.60),
        "accent": (6.96, 6.35, 7.66, 7.20, 6.77, 6.48),
        "poor": (7.40, 6.76, 8.16, 7.67, 7.20, 6.90, 6.91),
        "near": (4.98, 4.55, 5.49, 5.16, 4.84, 4.64, 4.83),
        "notp": (5.15, 4.70, 5.68, 5.33, 5.01, 4.80, 4.80),
        "err": (6.60, 6.03, 7.27, 6.84, 6.42, 6.15, 6.14),
    },
    "dark": {
        "text": (14.63, 15.32, 13.27, 13.91, 11.85, 10.59),
        "text3": (6.35, 6.65, 5.76, 6.03, 5.14, 4.60),
        "poor": (7.09, 7.43, 6.43, 6.74, 5.75, 5.14, 5.69),
        "practice": (8.61, 9.02, 7.81, 8.19, 6.98, 6.24, 7.10),
    },
}


@pytest.mark.parametrize("made", THEMES.values(), ids=THEMES.keys())
def test_all_text_is_readable_on_every_ground(made: Theme) -> None:
    tokens = asdict(made)
    for ink in INKS:
        for ground in GROUNDS:
            assert contrast(tokens[ink], tokens[ground]) >= 4.5, (ink, ground)
    for state in STATES:
        assert contrast(tokens[state], tokens[f"{state}_soft"]) >= 4.5, state
        assert contrast(made.text, tokens[f"{state}_soft"]) >= 10.8, state
    assert contrast(made.on_accent, made.accent_fill) >= 4.5
    assert contrast(made.on_accent, made.accent_hover) >= 4.5
    assert contrast(made.ctl, made.surface) >= 3


@pytest.mark.parametrize("made", [LIGHT, DARK], ids=["light", "dark"])
def test_the_table_of_the_design_is_met(made: Theme) -> None:
    tokens = asdict(made)
    for ink, expected in TABLE[made.name].items():
        grounds = (*GROUNDS, f"{ink}_soft")
        found = [contrast(tokens[ink], tokens[g]) for g in grounds[: len(expected)]]
        assert found == pytest.approx(list(expected), abs=0.006), ink


def test_practice_is_violet_where_the_book_is_indigo() -> None:
    made = theme.pick(dark=False, practice=True)
    assert made.accent == LIGHT.practice
    assert made.rail == LIGHT.practice_soft
    assert made.poor == LIGHT.poor


def test_every_token_of_the_style_sheet_is_filled() -> None:
    for made in THEMES.values():
        sheet = theme.style_sheet(made)
        assert not re.search(r"\{\w+\}", sheet)
        assert made.accent_fill in sheet


def test_no_colour_literal_stands_outside_the_theme() -> None:
    folder = Path(desktop.ui.__file__).parent
    for file in [*folder.rglob("*.py"), folder.parent.parent / "resources" / "style.qss"]:
        if file.name != "theme.py":
            assert not re.search(r"#[0-9A-Fa-f]{6}\b", file.read_text(encoding="utf-8")), file.name


def test_applying_changes_palette_and_current(app: QApplication) -> None:
    theme.apply(app, DARK)
    try:
        assert theme.current() is DARK
        assert app.palette().window().color().name().upper() == DARK.window
        assert theme.colour("poor").name().upper() == DARK.poor
    finally:
        theme.apply(app, LIGHT)
