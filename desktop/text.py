"""All words on screen: `t("take-in-summary", added=12)` from `resources/text/vi/*.ftl` (Fluent).

A missing key or argument is our bug and raises; tests/test_text.py compares keys with the source.
Reading all sentences by Fluent would take longer than opening the first window, so files are only
cut into entries, an entry is read when it is first shown, and one whose places are all filled with
text is put together here. tests/test_text.py proves that the cutting finds what Fluent would.
"""

from __future__ import annotations

import datetime
import re
from functools import cache
from typing import TYPE_CHECKING, cast

from desktop.errors import AppError
from desktop.paths import resources

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

LOCALE = "vi"
_BEGINNING = re.compile(r"^(?=[a-zA-Z#-])", re.MULTILINE)
_PLACE = re.compile(r"\{ \$([a-zA-Z][\w-]*) \}")


@cache
def entries() -> dict[str, str]:
    """The source of every entry under its key, unread; no entry refers to another."""
    found: dict[str, str] = {}
    for file in sorted((resources() / "text" / LOCALE).glob("*.ftl")):
        for source in _BEGINNING.split(file.read_text(encoding="utf-8")):
            key, equals, _ = source.partition(" =")
            if equals and not source.startswith("#"):
                found.setdefault(key, source)
    return found


@cache
def _pieces(key: str) -> tuple[str, ...] | None:
    """A sentence of one line as words and names of arguments by turns; None: ask Fluent."""
    _, _, value = entries()[key].partition(" =")
    value = value.strip(" \n")
    pieces = tuple(_PLACE.split(value))
    is_plain = value and not any(sign in piece for piece in pieces for sign in "{}\n")
    return pieces if is_plain else None


@cache
def _bundle() -> FluentBundle:
    from fluent.runtime import FluentBundle

    return FluentBundle([LOCALE], use_isolating=False)


def t(key: str, **args: object) -> str:
    """The sentence of this key. Integers are shown as 1.204, dates as 09/11/2026."""
    pieces, shown = _pieces(key), {name: _show(value) for name, value in args.items()}
    if pieces is not None and all(isinstance(shown.get(name), str) for name in pieces[1::2]):
        parts = (shown[p] if n % 2 else p for n, p in enumerate(pieces))
        return "".join(cast("str", part) for part in parts)
    return _by_fluent(key, shown)


def _by_fluent(key: str, shown: dict[str, object]) -> str:
    bundle = _bundle()
    if not bundle.has_message(key):
        from fluent.runtime import FluentResource

        bundle.add_resource(FluentResource(entries()[key]))
    message = bundle.get_message(key)
    if message.value is None:
        raise KeyError(key)
    text, problems = bundle.format_pattern(message.value, shown)
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
