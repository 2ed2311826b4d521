"""Commands that speak Vietnamese: their help, and what is said of wrong use and of refusals."""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterable
from typing import Any

import click

from desktop.errors import AppError
from desktop.text import sentence, t


class _Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or t("cli-usage") + " ")

    def write_heading(self, heading: str) -> None:
        names = {
            "Options": t("cli-options"),
            "Commands": t("cli-commands"),
            "Positional arguments": t("cli-arguments"),
        }
        super().write_heading(names.get(heading, heading))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        said = [(name, _translated(help_)) for name, help_ in rows]
        super().write_dl(said, col_max, col_spacing)


def _translated(help_: str) -> str:
    """The few words that click adds to a help of ours."""
    return (
        help_.replace("Show this message and exit.", t("cli-help-option"))
        .replace("[required]", f"[{t('cli-required')}]")
        .replace("[default: ", f"[{t('cli-default')} ")
    )


class _Context(click.Context):
    formatter_class = _Formatter


class Command(click.Command):
    """A command whose help is Vietnamese throughout."""

    context_class = _Context


command = functools.partial(click.command, cls=Command)


class Commands(click.Group):
    """A group whose commands end with 1 and a sentence on stderr when something is refused."""

    context_class = _Context

    def __init__(self, *args: Any, **attrs: Any) -> None:
        super().__init__(*args, **attrs, context_settings={"max_content_width": 100})

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """In the order of the work, not of the alphabet."""
        return list(self.commands)

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command and end the program: 0 all done, 1 refused, 2 wrong use."""
        _speak_utf8()
        extra["standalone_mode"] = False
        try:
            result = super().main(*args, **extra)
        except click.UsageError as error:
            _say_usage(error)
            sys.exit(2)
        except AppError as error:
            click.echo(sentence(error), err=True)
            sys.exit(1)
        except click.Abort:
            click.echo(t("cli-aborted"), err=True)
            sys.exit(1)
        sys.exit(result if isinstance(result, int) else 0)


def _speak_utf8() -> None:
    """A pipe or file takes UTF-8 whatever the system's old code page is."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")


def _say_usage(error: click.UsageError) -> None:
    if error.ctx is not None:
        click.echo(error.ctx.get_usage(), err=True)
    click.echo(_usage_sentence(error), err=True)
    if error.ctx is not None:
        click.echo(t("cli-usage-see", command=error.ctx.command_path), err=True)


def _usage_sentence(error: click.UsageError) -> str:
    name = _named(error)
    if isinstance(error, click.MissingParameter):
        return t("cli-usage-missing", name=name)
    if isinstance(error, click.BadParameter):
        return t("cli-usage-value", name=name)
    if isinstance(error, click.NoSuchOption):
        return t("cli-usage-no-option", name=error.option_name)
    if isinstance(error, click.exceptions.NoSuchCommand):
        return t("cli-usage-no-command", name=error.command_name)
    return error.format_message()


def _named(error: click.UsageError) -> str:
    param = getattr(error, "param", None)
    if param is None:
        return str(getattr(error, "param_hint", None) or "")
    is_argument = param.param_type_name == "argument"
    return str(param.human_readable_name if is_argument else param.opts[0])
