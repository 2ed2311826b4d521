"""Checks of services/checking.py in words, for every page that shows them."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping

from desktop.domain.answer import Remark
from desktop.domain.unit import Office
from desktop.domain.vietnamese import show_rate
from desktop.errors import AppError
from desktop.services.checking import Check
from desktop.text import sentence, t


def say_check(check: Check, office: Office) -> str:
    """One sentence; the units are villages at a commune, communes above it."""
    details = {name: _shown(value) for name, value in check.details.items()}
    if check.code == "finding":
        what = t(f"check-finding-{details['finding']}")
        return t("check-findings", count=details["count"], what=what)
    unit = t("check-unit-commune") if office.is_upper else t("check-unit-village")
    return t(f"check-{check.code}-{check.state}", unit=unit, **details)


def say_remark(code: str, details: Mapping[str, object] | None = None) -> str:
    """What a receipt says of one household; a code of a newer program is shown as it is."""
    for key in (f"check-finding-{code}", f"check-remark-{code}"):
        with contextlib.suppress(LookupError):
            words = t(key, **(details or {}))
            return words[0].upper() + words[1:]
    return code


def said_of(remark: Remark) -> str:
    """A remark in words: the officer's own, else those of the finding it names."""
    return remark.text or (say_remark(remark.code, remark.details) if remark.code else "")


def _shown(value: object) -> object:
    if isinstance(value, AppError):
        return sentence(value)
    if isinstance(value, float):
        return show_rate(value)
    return "–" if value is None else value
