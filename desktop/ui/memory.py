"""What the program remembers outside the book, in rasoat.ini of the data folder: nothing personal.

    remember("folder/lists", str(folder)); recall("folder/lists"); recall_folder("folder/lists")

The last real book and its office's name, the theme, window places, folders last used. The book
itself is never named in the log, and practice books are not remembered here.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths

from desktop.paths import data_folder

_BOOK, _NAME, _SHEET = "book/path", "book/name", "book/sheet-not-kept"
_THEME = "look/theme"
_DOCUMENTS = QStandardPaths.StandardLocation.DocumentsLocation
THEMES = ("light", "dark", "system")


def _file() -> QSettings:
    # Asked anew each time: RASOAT_DATA may point elsewhere, and the file is tiny.
    return QSettings(str(data_folder() / "rasoat.ini"), QSettings.Format.IniFormat)


def recall(name: str, default: str = "") -> str:
    """What was remembered under a name, `default` if nothing."""
    return str(_file().value(name, default))


def remember(name: str, value: str) -> None:
    """Keep a small text for the next start; "" forgets it."""
    file = _file()
    if value:
        file.setValue(name, value)
    else:
        file.remove(name)
    file.sync()


def recall_folder(name: str) -> Path:
    """The folder used last under a name while it is there (a stick may be out), else documents."""
    last = recall(name)
    return Path(last) if last and Path(last).is_dir() else documents()


def documents() -> Path:
    """The user's folder of documents."""
    return Path(QStandardPaths.writableLocation(_DOCUMENTS))


def theme() -> str:
    """The choice "light", "dark" or "system"."""
    chosen = recall(_THEME, "system")
    return chosen if chosen in THEMES else "system"


def remember_theme(choice: str) -> None:
    """Keep the choice of theme."""
    remember(_THEME, choice)


def last_book() -> Path | None:
    """The real book that was open last, whether its file is still there or not."""
    path = recall(_BOOK)
    return Path(path) if path else None


def last_office() -> str:
    """The name of the office of `last_book`, for the window that asks for its pass phrase."""
    return recall(_NAME)


def remember_book(path: Path, office_name: str) -> None:
    """Open this one at the next start."""
    if path != last_book():
        remember(_SHEET, "")
    remember(_BOOK, str(path))
    remember(_NAME, office_name)


def sheet_is_missing() -> bool:
    """Whether the recovery sheet of `last_book` was made but never confirmed as printed."""
    return bool(recall(_SHEET))


def remember_sheet(*, kept: bool) -> None:
    """Note that the recovery sheet of the last book is kept safe, or still to be printed."""
    remember(_SHEET, "" if kept else "yes")
