"""Vietnamese for Qt's own buttons, menus and dialogs, which Qt ships none of (`qt-…` in qt.ftl)."""

from __future__ import annotations

import re
from functools import lru_cache

from PySide6.QtCore import QTranslator

from desktop.text import t


@lru_cache(maxsize=1024)
def vietnamese(source: str) -> str | None:
    """The Vietnamese of one of Qt's strings, None where we have none.

    The key is made of the words: "&Save As..." → `qt-save-as`. Placeholders (%1, %n) keep their
    letters: "%1 File" → `qt-1-file`.
    """
    key = "-".join(re.findall(r"[a-z0-9]+", source.replace("&", "").lower()))
    try:
        return t(f"qt-{key}") if key else None
    except LookupError:
        return None


class QtVietnamese(QTranslator):
    """Answers for Qt's contexts. An unknown string must give None: "" would blank the menu."""

    def translate(
        self,
        context: str,  # noqa: ARG002
        sourceText: str,  # noqa: N803
        disambiguation: str | None = None,  # noqa: ARG002
        n: int = -1,  # noqa: ARG002
    ) -> str | None:
        return vietnamese(sourceText)

    def isEmpty(self) -> bool:  # noqa: N802 - Qt skips a translator that says it is empty
        return False
