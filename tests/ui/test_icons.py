"""Every icon the design names is shipped and renders in the theme's colour."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QImage
from PySide6.QtWidgets import QApplication

import desktop.ui
from desktop.paths import resources
from desktop.ui import icons, theme

NAMED = [
    "home-check",
    "layout-dashboard",
    "home",
    "keyboard",
    "route",
    "file-text",
    "send",
    "inbox",
    "search",
    "copy",
    "table",
    "settings",
    "help",
    "plus",
    "pencil",
    "x",
    "printer",
    "file-type-pdf",
    "file-spreadsheet",
    "stack-2",
    "calendar-event",
    "clock",
    "check",
    "circle-check",
    "alert-triangle",
    "alert-octagon",
    "info-circle",
    "circle-dashed",
    "player-pause",
    "arrow-back-up",
    "scale",
    "signature",
    "package",
    "package-import",
    "eye",
    "refresh",
    "usb",
    "mail",
    "mail-fast",
    "history",
    "key",
    "lock",
    "shield-check",
    "folder-open",
    "phone",
    "note",
    "map-pin",
    "school",
    "chevron-left",
    "chevron-right",
    "chevron-down",
    "zoom-out",
    "zoom-in",
    "dots",
]


def _inked(image: QImage) -> int:
    return sum(
        image.pixelColor(x, y).alpha() > 100
        for x in range(image.width())
        for y in range(image.height())
    )


@pytest.mark.parametrize("name", NAMED)
def test_the_icon_renders(name: str) -> None:
    assert _inked(icons.pixmap(name, "text", 18).toImage()) > 8


def test_every_icon_in_the_source_is_shipped() -> None:
    shipped = {file.stem for file in (resources() / "icons").glob("*.svg")}
    for file in Path(desktop.ui.__file__).parent.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        used = re.findall(r'(?:icon=|icon\(|Icon\(|set_icon\()"([a-z0-9-]+)"', text)
        assert set(used) <= shipped, file.name


def test_the_tint_is_the_token_and_follows_the_theme(app: QApplication) -> None:
    def darkest() -> str:
        image = icons.icon("player-pause", "poor").pixmap(QSize(22, 22)).toImage()
        points = [(x, y) for x in range(image.width()) for y in range(image.height())]
        solid = max(points, key=lambda p: image.pixelColor(*p).alpha())
        return image.pixelColor(*solid).name().upper()

    assert darkest() == theme.LIGHT.poor
    theme.apply(app, theme.DARK)
    try:
        assert darkest() == theme.DARK.poor
    finally:
        theme.apply(app, theme.LIGHT)


def test_a_disabled_icon_is_faint() -> None:
    image = icons.icon("player-pause").pixmap(QSize(22, 22), QIcon.Mode.Disabled).toImage()
    points = [(x, y) for x in range(image.width()) for y in range(image.height())]
    solid = max(points, key=lambda p: image.pixelColor(*p).alpha())
    assert image.pixelColor(*solid).name().upper() == theme.LIGHT.text3


def test_an_icon_is_sharp_at_one_and_a_half() -> None:
    drawn = icons.pixmap("check", "text", 16, 1.5)
    assert (drawn.width(), drawn.devicePixelRatio()) == (24, 1.5)
