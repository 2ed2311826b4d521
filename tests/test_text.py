"""Every word on screen exists, is used, and gets the arguments it asks for."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

import desktop
from desktop.errors import AppError
from desktop.paths import resources
from desktop.text import entries, t

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


def _read_whole() -> list[ftl.Resource]:
    files = sorted((resources() / "text" / "vi").glob("*.ftl"))
    return [FluentResource(file.read_text("utf-8")) for file in files]


def test_cutting_finds_exactly_the_entries_that_fluent_reads() -> None:
    body = [entry for resource in _read_whole() for entry in resource.body]
    assert [entry.content for entry in body if isinstance(entry, ftl.Junk)] == []
    assert {e.id.name for e in body if isinstance(e, ftl.Message)} == set(entries())


def test_no_entry_refers_to_another_as_each_is_read_alone() -> None:
    found: list[str] = []

    class References(Visitor):
        def visit_MessageReference(self, node: ftl.MessageReference) -> None:  # noqa: N802
            found.append(node.id.name)

        def visit_TermReference(self, node: ftl.TermReference) -> None:  # noqa: N802
            found.append(node.id.name)

    for resource in _read_whole():
        References().visit(resource)
    assert found == []


@pytest.mark.parametrize("filling", ["Nà Bó – “Ẳ”", 1234567, -7, 0])
def test_sentences_put_together_here_read_as_fluent_writes_them(filling: object) -> None:
    bundle = FluentBundle(["vi"], use_isolating=False)
    for resource in _read_whole():
        bundle.add_resource(resource)
    for key, source in entries().items():
        args = dict.fromkeys(re.findall(r"\$([\w-]+)", source), filling)
        pattern = bundle.get_message(key).value
        assert pattern is not None
        assert (t(key, **args), []) == bundle.format_pattern(pattern, args)


def test_a_missing_argument_is_a_bug_and_raises() -> None:
    with pytest.raises(ValueError, match="unlock-lead"):
        t("unlock-lead")
