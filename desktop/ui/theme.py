"""The colours: one frozen table of tokens per theme, the palette and the style sheet made of them.

No colour literal stands anywhere else. Painted widgets ask `current()` while they paint, never
before, so that a change of theme needs nothing but `apply()`. The current theme is the one piece
of module state in the window's code; only `apply()` sets it.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from desktop.paths import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """All tokens of one theme as "#RRGGBB"; `colour("poor_soft")` gives them to painters."""

    name: str
    window: str
    rail: str
    surface: str
    sunken: str
    hover: str
    line: str
    line2: str
    ctl: str
    track: str
    text: str
    text2: str
    text3: str
    accent: str
    accent_fill: str
    accent_hover: str
    accent_soft: str
    accent_mid: str
    on_accent: str
    on_accent_line: str
    poor: str
    poor_soft: str
    poor_fill: str
    near: str
    near_soft: str
    near_fill: str
    notp: str
    notp_soft: str
    notp_fill: str
    avg: str
    avg_soft: str
    avg_fill: str
    ok: str
    ok_soft: str
    ok_fill: str
    warn: str
    warn_soft: str
    err: str
    err_soft: str
    err_fill: str
    practice: str
    practice_soft: str
    paper: str
    paper_text: str
    desk: str


LIGHT = Theme(
    name="light",
    window="#F4F4F1",
    rail="#EAEAE5",
    surface="#FFFFFF",
    sunken="#F8F8F5",
    hover="#F1F1ED",
    line="#E3E3DD",
    line2="#C6C6BE",
    ctl="#8C8F8A",
    track="#E3E3DD",
    text="#1B1F27",
    text2="#484E59",
    text3="#646A75",
    accent="#2F4F9F",
    accent_fill="#2F4F9F",
    accent_hover="#26418A",
    accent_soft="#E7ECF8",
    accent_mid="#A9B8DF",
    on_accent="#FFFFFF",
    on_accent_line="#A9B8DF",
    poor="#8C3206",
    poor_soft="#FAE9DF",
    poor_fill="#B24A10",
    near="#8A6200",
    near_soft="#FAF0D3",
    near_fill="#E8B84C",
    notp="#0B7465",
    notp_soft="#DDF0ED",
    notp_fill="#2F8F80",
    avg="#36424F",
    avg_soft="#E8ECF0",
    avg_fill="#B4BFCA",
    ok="#1A6B3A",
    ok_soft="#E1F2E7",
    ok_fill="#3B8A5A",
    warn="#7C5000",
    warn_soft="#FCF1D6",
    err="#AB1437",
    err_soft="#FBE7EB",
    err_fill="#C23A5C",
    practice="#5F3A96",
    practice_soft="#EFE8F8",
    paper="#FFFFFF",
    paper_text="#111111",
    desk="#DCDCD6",
)

DARK = Theme(
    name="dark",
    window="#16181D",
    rail="#111317",
    surface="#1E2128",
    sunken="#1A1D23",
    hover="#262A32",
    line="#2D313A",
    line2="#444A56",
    ctl="#737A87",
    track="#343944",
    text="#E8E9EC",
    text2="#B6BBC5",
    text3="#949BA7",
    accent="#9DB4F4",
    accent_fill="#4662B8",
    accent_hover="#5370C6",
    accent_soft="#27314D",
    accent_mid="#46588F",
    on_accent="#FFFFFF",
    on_accent_line="#A5B4DF",
    poor="#EE8A50",
    poor_soft="#3A261B",
    poor_fill="#C9601F",
    near="#F0CB74",
    near_soft="#352A12",
    near_fill="#E6B94F",
    notp="#4DBBA8",
    notp_soft="#15332E",
    notp_fill="#2C8475",
    avg="#C6D0DA",
    avg_soft="#2A3139",
    avg_fill="#97A3AE",
    ok="#6FCC91",
    ok_soft="#173424",
    ok_fill="#3F8F62",
    warn="#E8B856",
    warn_soft="#352A12",
    err="#F68CA1",
    err_soft="#40202A",
    err_fill="#C2506C",
    practice="#C5A7F2",
    practice_soft="#2E2342",
    paper="#F3F2EE",
    paper_text="#111111",
    desk="#0E1013",
)

PRACTICE_LIGHT = replace(
    LIGHT,
    name="practice-light",
    rail=LIGHT.practice_soft,
    accent=LIGHT.practice,
    accent_fill=LIGHT.practice,
    accent_hover="#4E2E80",
    accent_soft=LIGHT.practice_soft,
    accent_mid="#C4B0E0",
    on_accent_line="#B5A2D2",
)

PRACTICE_DARK = replace(
    DARK,
    name="practice-dark",
    rail=DARK.practice_soft,
    accent=DARK.practice,
    accent_fill="#7550B0",
    accent_hover="#8560C2",
    accent_soft=DARK.practice_soft,
    accent_mid="#5C4788",
    on_accent_line="#BFABDD",
)

THEMES = {theme.name: theme for theme in (LIGHT, DARK, PRACTICE_LIGHT, PRACTICE_DARK)}

_current = LIGHT


def current() -> Theme:
    """The theme on screen now."""
    return _current


def colour(token: str) -> QColor:
    """The colour of a token in the current theme: `colour("poor_soft")`."""
    return QColor(getattr(_current, token))


def pick(*, dark: bool, practice: bool) -> Theme:
    """The theme for these two choices."""
    return THEMES[("practice-" if practice else "") + ("dark" if dark else "light")]


def apply(app: QApplication, theme: Theme) -> None:
    """Put a theme on: palette and style sheet once; painted widgets follow on their next paint."""
    global _current  # noqa: PLW0603 - the one piece of state, see the module's first lines
    if theme is _current and app.styleSheet():
        return  # polishing every widget again would change nothing
    _current = theme
    app.setPalette(palette(theme))
    app.setStyleSheet(style_sheet(theme))


def style_sheet(theme: Theme) -> str:
    """`resources/style.qss` with {tokens} filled in; an unknown token raises KeyError."""
    template = (resources() / "style.qss").read_text(encoding="utf-8")
    values = asdict(theme) | {"icons": (resources() / "icons").as_posix()}
    return re.sub(r"\{(\w+)\}", lambda found: values[found[1]], template)


_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "on_accent",
    QPalette.ColorRole.Highlight: "accent_fill",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.PlaceholderText: "text3",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "line2",
    QPalette.ColorRole.Dark: "ctl",
    QPalette.ColorRole.Shadow: "line2",
    QPalette.ColorRole.Accent: "accent_fill",
}
_FAINT = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


def palette(theme: Theme) -> QPalette:
    """The theme for what Qt draws itself (menus, dialogs, selections)."""
    made = QPalette()
    for role, token in _ROLES.items():
        made.setColor(role, QColor(getattr(theme, token)))
    for role in _FAINT:
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.text3))
    return made


def luminance(colour_text: str) -> float:
    """WCAG 2 relative luminance of "#RRGGBB", 0 to 1."""
    parts = [int(colour_text[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
