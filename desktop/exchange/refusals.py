"""Refusals of a package with the words that say where it is damaged or too large."""

from __future__ import annotations

from desktop.errors import PackageDamaged, PackageTooLarge
from desktop.text import t


def damaged(name: str, what: str, **details: object) -> PackageDamaged:
    """A package that is cut off, changed or none; `what` ends a key `package-damage-…`."""
    return PackageDamaged(path=name, what=what, detail=t(f"package-damage-{what}", **details))


def too_large(name: str, what: str, most: int) -> PackageTooLarge:
    """A package beyond a limit; `what` ends a key `package-limit-…`, `most` is what is allowed."""
    return PackageTooLarge(path=name, what=what, limit=t(f"package-limit-{what}", most=most))
