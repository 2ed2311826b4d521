"""Makes the Qt application: style, fonts, words of Qt, theme, and where stray errors go."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, QMessageLogContext, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop.ui import fonts, theme
from desktop.ui.qt_vietnamese import QtVietnamese
from desktop.ui.show_error import excepthook

log = logging.getLogger(__name__)

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def make_app(argv: Sequence[str]) -> QApplication:
    """The one QApplication, dressed; the theme is the light one until `set_theme`."""
    rounding = Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(rounding)
    app = QApplication(list(argv))
    app.setApplicationName("rasoat")
    dress(app)
    qInstallMessageHandler(_to_log)
    return app


def dress(app: QApplication) -> None:
    """Fusion, bundled fonts, Vietnamese, tokens; for `make_app` and for tests' application."""
    QLocale.setDefault(QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam))
    app.setStyle("Fusion")
    fonts.load()
    base = fonts.font("body")
    hint_off = sys.platform == "win32" and app.devicePixelRatio() >= 1.25
    if hint_off:
        base.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    app.setFont(base)
    translator = QtVietnamese(app)
    app.installTranslator(translator)
    theme.apply(app, theme.LIGHT)


def set_theme(app: QApplication, choice: str, *, practice: bool) -> None:
    """Put on the theme of the setting "light", "dark" or "system"."""
    dark = choice == "dark" or (choice == "system" and _system_is_dark(app))
    wanted = theme.pick(dark=dark, practice=practice)
    # A style sheet put on again costs as much as the first time: every widget is polished anew.
    if wanted is not theme.current():
        theme.apply(app, wanted)


def _system_is_dark(app: QApplication) -> bool:
    return app.styleHints().colorScheme() is Qt.ColorScheme.Dark


def catch_stray_errors(app: QApplication, log_file: Path | None) -> None:
    """Errors that escape a slot open the dialog of a bug instead of vanishing in a terminal."""
    sys.excepthook = excepthook(app.activeWindow, log_file)


def _to_log(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:  # noqa: ARG001
    logging.getLogger("desktop.qt").log(_LEVELS.get(kind, logging.INFO), "qt %s", message)
