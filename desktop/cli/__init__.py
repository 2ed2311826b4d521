"""The same services without a window: for tests, scripts and an upper office's nightly folder."""

from __future__ import annotations

import click

from desktop.cli.desk import DESK
from desktop.cli.field import FIELD
from desktop.cli.mail import MAIL
from desktop.cli.papers import PAPERS
from desktop.cli.parcels import PARCELS
from desktop.cli.shelf import SHELF
from desktop.cli.speaking import Commands
from desktop.cli.upper import UPPER
from desktop.text import t

commands = Commands(
    "rasoat",
    help=t("cli-help"),
    commands={
        c.name: c for c in (*SHELF, *DESK, *FIELD, *PAPERS, *PARCELS, *UPPER, MAIL) if c.name
    },
)
click.version_option(
    package_name="rasoat", prog_name="rasoat", message="%(prog)s %(version)s", help=t("cli-version")
)(commands)
