"""The house rules that import-linter and ruff cannot see: sizes, transactions, threads, one door."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import desktop

HOUSE = Path(desktop.__file__).parent
FILES = sorted(HOUSE.rglob("*.py"))
LONGEST_FUNCTION = 50
LONGEST_FILE = 450
LONGEST_PATH = 120  # Windows unpacks into deep folders


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _name(file: Path) -> str:
    return file.relative_to(HOUSE).as_posix()


@pytest.mark.parametrize("file", FILES, ids=_name)
def test_files_and_functions_are_small_and_say_what_they_are_for(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "a module opens with one sentence saying what it is for"
    assert text.count("\n") <= LONGEST_FILE
    for function in _functions(tree):
        length = (function.end_lineno or 0) - function.lineno + 1
        assert length <= LONGEST_FUNCTION, f"{function.name} has {length} lines"


def test_most_functions_are_short() -> None:
    lengths = sorted(
        (f.end_lineno or 0) - f.lineno + 1
        for file in FILES
        for f in _functions(ast.parse(file.read_text(encoding="utf-8")))
    )
    assert lengths[len(lengths) // 2] <= 12
    assert lengths[int(len(lengths) * 0.9)] <= 31


@pytest.mark.parametrize("file", FILES, ids=_name)
def test_only_services_open_transactions(file: Path) -> None:
    if _name(file).startswith(("services/", "store/connection.py")):
        return
    assert "writing(" not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("file", FILES, ids=_name)
def test_only_the_worker_starts_threads(file: Path) -> None:
    if _name(file) == "ui/worker.py":
        return
    text = file.read_text(encoding="utf-8")
    assert not re.search(r"\b(ThreadPoolExecutor|QThread|threading\.Thread|QThreadPool)\b", text)


@pytest.mark.parametrize("file", FILES, ids=_name)
def test_one_door_shows_errors(file: Path) -> None:
    if _name(file) == "ui/show_error.py":
        return
    assert "QMessageBox.critical" not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("file", FILES, ids=_name)
def test_nothing_is_swallowed(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ExceptHandler) and node.type is None:
            pytest.fail("a bare except hides our bugs")
        if isinstance(node, ast.ExceptHandler) and all(isinstance(s, ast.Pass) for s in node.body):
            pytest.fail("a silent except: use contextlib.suppress with the one expected error")


@pytest.mark.parametrize("part", ["services", "services/planning"])
def test_the_map_of_the_services_names_each_of_them(part: str) -> None:
    told = (HOUSE / part / "__init__.py").read_text(encoding="utf-8")
    rooms = {p.stem if p.is_file() else p.name for p in (HOUSE / part).iterdir()}
    missing = {r for r in rooms if not r.startswith("__") and not re.search(rf"\b{r}\b", told)}
    assert missing == set()


def test_paths_stay_short_for_windows() -> None:
    root = HOUSE.parent
    for folder in ("desktop", "resources", "tests"):
        for path in (root / folder).rglob("*"):
            assert len(path.relative_to(root).as_posix()) <= LONGEST_PATH
