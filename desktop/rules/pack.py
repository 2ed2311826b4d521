"""Writes a standard as a TOML pack that `parse_standard` reads back as the same standard."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping

import msgspec

from desktop.rules.standard import Standard

_Table = Mapping[str, object]


def write_standard(standard: Standard) -> bytes:
    """The pack of a standard (TOML, UTF-8); fields without a value are left out."""
    fields: _Table = msgspec.to_builtins(standard, builtin_types=(datetime.date,))
    lines = [
        f"{name} = {_value(value)}"
        for name, value in fields.items()
        if value is not None and not isinstance(value, Mapping) and not _tables(value)
    ]
    for head, table in _below(fields):
        lines += ["", head, *_lines(table)]
    return ("\n".join(lines) + "\n").encode()


def _below(fields: _Table) -> Iterator[tuple[str, _Table]]:
    """The tables of the pack with their heads; what lies deeper is written inline."""
    for name, value in fields.items():
        if isinstance(value, Mapping):
            inner = {key: table for key, table in value.items() if isinstance(table, Mapping)}
            yield from ((f"[{name}.{key}]", table) for key, table in inner.items())
            if len(inner) < len(value):
                yield f"[{name}]", {k: v for k, v in value.items() if k not in inner}
        for table in _tables(value):
            yield f"[[{name}]]", table


def _tables(value: object) -> list[_Table]:
    """The tables of an array of tables; empty for anything else."""
    many = value if isinstance(value, list | tuple) else ()
    return [table for table in many if isinstance(table, Mapping)]


def _lines(table: _Table) -> Iterator[str]:
    return (f"{name} = {_value(value)}" for name, value in table.items() if value is not None)


def _value(value: object) -> str:
    if isinstance(value, list | tuple):
        parts = [_value(v) for v in value]
        if _tables(value):  # a line for each
            return "[\n" + "".join(f"  {part},\n" for part in parts) + "]"
        return f"[{', '.join(parts)}]"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(_lines(value)) + " }"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value) if isinstance(value, int) else _quoted(str(value))


def _quoted(text: str) -> str:
    """A basic string: JSON's escapes, and DEL, which TOML forbids too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
