"""Running commands as a shell would: exit code, one line of answer, reasons on stderr."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from desktop.cli import commands
from tests.services.conftest import Made, make
from tests.services.made import COMMUNE, PHRASE, UPPER


@dataclass(frozen=True, slots=True)
class Said:
    """What a command said."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> dict[str, Any]:
        """Its one JSON object."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found


Run = Callable[..., Said]


@pytest.fixture
def run() -> Run:
    """Run a command in this process, with the pass phrase in the environment unless told otherwise."""

    def command(*args: str | Path, phrase: str | None = PHRASE, typed: str = "") -> Said:
        result = CliRunner().invoke(
            commands, [str(a) for a in args], prog_name="rasoat", input=typed,
            env={"RASOAT_PASSPHRASE": phrase},
        )  # fmt: skip
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Said(result.exit_code, result.stdout, result.stderr)

    return command


@pytest.fixture(scope="session")
def made_books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    """A commune and its province, made once."""
    folder = tmp_path_factory.mktemp("cli-books")
    return {code: make(folder, code) for code in (COMMUNE, UPPER)}


@pytest.fixture
def book(made_books: dict[str, Made], tmp_path: Path) -> Path:
    """A commune's book of one's own, closed."""
    path = tmp_path / "xa.rasoat-book"
    shutil.copyfile(made_books[COMMUNE].path, path)
    return path


@pytest.fixture
def upper_book(made_books: dict[str, Made], tmp_path: Path) -> Path:
    """The province's book of one's own, closed."""
    path = tmp_path / "tinh.rasoat-book"
    shutil.copyfile(made_books[UPPER].path, path)
    return path
