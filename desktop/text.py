"""All words on screen: `t("take-in-summary", added=12)` from `resources/text/vi/*.ftl` (Fluent).

A missing key or argument is our bug and raises; tests/test_text.py compares keys with the source.
"""

from __future__ import annotations

import datetime
from functools import cache
from typing import TYPE_CHECKING, cast

from desktop.errors import AppError
from desktop.paths import resources

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

LOCALE = "vi"


@cache
def _bundle() -> FluentBundle:
    from fluent.runtime import FluentBundle, FluentResource

    bundle = FluentBundle([LOCALE], use_isolating=False)
    for file in sorted((resources() / "text" / LOCALE).glob("*.ftl")):
        bundle.add_resource(FluentResource(file.read_text(encoding="utf-8")))
    return bundle


def t(key: str, **args: object) -> str:
    """The sentence of this key. Integers are shown as 1.204, dates as 09/11/2026."""
    bundle = _bundle()
    message = bundle.get_message(key)
    if message.value is None:
        raise KeyError(key)
    text, problems = bundle.format_pattern(message.value, {k: _show(v) for k, v in args.items()})
    if problems:
        raise ValueError(f"{key}: {problems}")
    return cast("str", text)


def sentence(error: AppError) -> str:
    """What to tell the user of a known problem."""
    return t(error.key, **error.details)


def _show(value: object) -> object:
    """What Fluent can format: its own number and text types; dates in the Vietnamese way."""
    if isinstance(value, datetime.datetime):
        return value.astimezone().strftime("%d/%m/%Y %H:%M")
    if isinstance(value, datetime.date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(str(v) for v in value)
    return str(value)
