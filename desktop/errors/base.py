"""The one base of all conditions, and how a class finds its sentence."""

from __future__ import annotations

import re


class AppError(Exception):
    """What happened, that the data is safe, what to do: the text files say it by `key`."""

    key = "error-app"

    def __init_subclass__(cls) -> None:
        words = re.findall(r"[A-Z]+(?![a-z])|[A-Z][a-z]*", cls.__name__)
        cls.key = "error-" + "-".join(w.lower() for w in words)

    def __init__(self, **details: object) -> None:
        super().__init__(f"{self.key} {details}" if details else self.key)
        self.details = details
