"""The bundled faces load; digits stand on a fixed pitch; text boxes leave room for stacked accents."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFontInfo, QImage, QPainter

from desktop.ui import fonts


def test_the_screen_font_and_its_weights_are_the_bundled_ones() -> None:
    assert fonts.SCREEN in fonts.load()
    styles = {
        QFontInfo(fonts.font(role)).styleName() for role in ("body", "heading", "body-medium")
    }
    assert styles == {"Regular", "SemiBold", "Medium"}
    assert all(QFontInfo(fonts.font(role)).family() == fonts.SCREEN for role in fonts.ROLES)


@pytest.mark.parametrize("role", fonts.ROLES)
def test_a_line_is_at_least_one_and_a_half_times_its_size(role: str) -> None:
    # 19/28 is the design's own title.
    assert fonts.line(role) >= 1.5 * fonts.ROLES[role].px - 0.5


def test_digits_have_one_pitch_and_other_characters_their_own() -> None:
    assert fonts.figures_width("1111", "dense") == fonts.figures_width("4444", "dense")
    assert fonts.figures_width("1111", "dense") == pytest.approx(4 * 0.635 * 13)
    assert fonts.figures_width("1.984", "dense") > fonts.figures_width("1984", "dense")
    assert fonts.text_width("1111", "dense") < fonts.text_width("4444", "dense")


def test_figures_are_painted_at_the_right_edge() -> None:
    image = QImage(100, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    fonts.draw_figures(painter, QRectF(0, 0, 90, 30), "118", "dense", QColor("black"))
    painter.end()
    inked = {x for x in range(100) for y in range(30) if image.pixelColor(x, y).lightness() < 128}
    assert min(inked) > 60
    assert 80 < max(inked) < 90


def test_a_long_name_is_cut_and_a_short_one_kept() -> None:
    assert fonts.elided("Nà Bó", "body", 200) == "Nà Bó"
    assert fonts.elided("Phương tiện thông tin", "body", 60).endswith("…")
