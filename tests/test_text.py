"""Every word on screen exists, is used, and gets the arguments it asks for."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import desktop
from desktop.errors import AppError
from desktop.paths import resources
from desktop.text import t

HOUSE = Path(desktop.__file__).parent
# Keys that the standards (TOML) or other data name.
_DATA = "\n".join(p.read_text("utf-8") for p in (resources() / "standards").glob("*.toml"))


def _keys() -> set[str]:
    found: set[str] = set()
    for file in (resources() / "text" / "vi").glob("*.ftl"):
        found |= set(re.findall(r"^([a-zA-Z][\w-]*) =", file.read_text("utf-8"), re.MULTILINE))
    return found


def _used() -> tuple[set[str], set[str]]:
    """Literal keys (any string of the source may be one) and prefixes of f-strings."""
    words: set[str] = set(re.findall(r'"([\w-]+)"', _DATA))
    prefixes: set[str] = set()
    for file in HOUSE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                words.add(node.value)
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                prefixes.add(str(node.values[0].value))
    return words, {p for p in prefixes if re.fullmatch(r"[a-z][\w-]*-", p)}


def _called() -> set[str]:
    found: set[str] = set()
    for file in HOUSE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", "") == "t"
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                found.add(str(node.args[0].value))
    return found


def _subclasses(kind: type[AppError]) -> set[type[AppError]]:
    return {kind}.union(*(_subclasses(c) for c in kind.__subclasses__()))


def test_every_key_that_the_code_calls_exists() -> None:
    assert _called() - _keys() == set()


def test_every_error_has_its_sentence() -> None:
    assert {kind.key for kind in _subclasses(AppError)} - _keys() == set()


def test_no_key_is_left_unused() -> None:
    words, prefixes = _used()
    errors = {kind.key for kind in _subclasses(AppError)}
    unused = {
        key
        for key in _keys() - words - errors
        if not any(key.startswith(prefix) for prefix in prefixes)
    }
    assert unused == set()


def test_no_key_stands_twice() -> None:
    seen: set[str] = set()
    for file in sorted((resources() / "text" / "vi").glob("*.ftl")):
        keys = re.findall(r"^([a-zA-Z][\w-]*) =", file.read_text("utf-8"), re.MULTILINE)
        twice = [k for k in keys if k in seen or keys.count(k) > 1]
        assert not twice, f"{file.name}: {twice}"
        seen |= set(keys)


def test_a_missing_key_is_a_bug_and_raises() -> None:
    with pytest.raises(LookupError):
        t("no-such-key")
