"""What all commands share: opening the book, one line of answer or JSON, progress."""

from __future__ import annotations

import datetime
import functools
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from desktop.errors import FileUnreadable, PassphraseMissing
from desktop.files import read_whole
from desktop.services.changes import Tick
from desktop.services.upkeep import close_book, open_book
from desktop.store.connection import Db
from desktop.text import t

BY = "rasoat"  # who the audit trail names for work done by command


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command did: one line for people, the same as data for `--json`."""

    line: str
    data: dict[str, Any]
    whole: bool = True  # False: some of it was refused, so the exit code is 1
    trouble: Sequence[str] = ()  # what was refused and why, for stderr


def answers(function: Callable[..., Answer]) -> Callable[..., None]:
    """Give a command its `--json`, and print what it answers."""

    @click.option("--json", "as_json", is_flag=True, help=t("cli-json"))
    @functools.wraps(function)
    def run(*args: Any, as_json: bool, **options: Any) -> None:
        answer = function(*args, **options)
        text = json.dumps(answer.data, ensure_ascii=False, default=str) if as_json else answer.line
        click.echo(text)
        for sentence in answer.trouble:
            click.echo(sentence, err=True)
        if not answer.whole:
            sys.exit(1)

    return run


def with_book(function: Callable[..., Answer]) -> Callable[..., Answer]:
    """Open `--book` for a command, which takes it as its first argument, and close it after."""

    @click.option(
        "--book", "path", required=True, type=click.Path(path_type=Path), help=t("cli-book")
    )
    @passphrase_option
    @functools.wraps(function)
    def run(path: Path, passphrase_file: Path | None, **options: Any) -> Answer:
        with opened(path, passphrase_file) as db:
            return function(db, path, **options)

    return run


def passphrase_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """`--passphrase-file FILE`; without it RASOAT_PASSPHRASE. Never an argument: others see those."""
    option = click.option(
        "--passphrase-file",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help=t("cli-passphrase-file"),
    )
    return option(function)


@contextmanager
def opened(path: Path, passphrase_file: Path | None) -> Iterator[Db]:
    """The book, closed again whatever happens."""
    db = open_book(path, passphrase=passphrase(passphrase_file))
    try:
        yield db
    finally:
        close_book(db)


def passphrase(file: Path | None) -> str:
    """The pass phrase from a file or the environment; raises PassphraseMissing."""
    import os

    found = os.environ.get("RASOAT_PASSPHRASE", "")
    if file is not None:
        found = text_of(file)
    if not found.strip():
        raise PassphraseMissing()
    return found.strip()


def text_of(file: Path) -> str:
    """A small text file as people's editors save it: UTF-8 with or without mark, or UTF-16."""
    raw = read_whole(file)
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise FileUnreadable(path=file.name, detail=str(error)) from error


@contextmanager
def progress(label: str) -> Iterator[Tick]:
    """A bar on stderr, drawn only for people and only once work is long enough to see."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    with click.progressbar(length=1000, label=label, file=sys.stderr) as bar:

        def tick(done: int, total: int) -> None:
            bar.update(int(1000 * done / max(total, 1)) - bar.pos)

        yield tick


def now() -> datetime.datetime:
    """The moment a command writes down."""
    return datetime.datetime.now(datetime.UTC)


year_option = click.option("--year", required=True, type=int, help=t("cli-year"))
out_option = click.option(
    "--out", "folder", required=True, type=click.Path(file_okay=False, path_type=Path), help=t("cli-out")
)  # fmt: skip
