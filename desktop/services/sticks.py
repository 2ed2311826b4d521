"""What lies on a USB stick for this office, and whether there is room on it before anything is sealed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from desktop.domain.unit import Office
from desktop.errors import AppError, DiskFull
from desktop.exchange.letter import Header, Kind
from desktop.exchange.package import SUFFIX
from desktop.exchange.peeking import header_at
from desktop.files import unwritable
from desktop.store import packages, settings
from desktop.store.connection import Db

MOST_FILES = 2000
"""Packages looked at on one stick; a medium with more is read by its folder."""
DEPTH = 2
"""Folders below the root that are looked into: "ra-soat/2026", not somebody's whole disk."""
_SPARE = 1 << 20
"""Bytes that stay free beyond the package: its temporary copy's frame, the medium's own tables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A package file on a medium; `header` None where it is none, or of a newer format."""

    path: Path
    size: int
    header: Header | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OnStick:
    """A package for us on a stick. `known`: it lies in the log, by name and size."""

    path: Path
    header: Header
    known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StickLook:
    """What was found on one stick: packages for us, and how many are for others or unreadable."""

    root: Path
    ours: tuple[OnStick, ...]
    others: int

    @property
    def new(self) -> list[Path]:
        """Those that this book has not met."""
        return [found.path for found in self.ours if not found.known]


def scan(root: Path) -> tuple[Seen, ...]:
    """The package files on a medium by their headers, without the book: a stick may be slow.

    Nothing is proved and nothing is written. A stick that is pulled out has nothing on it.
    """
    return tuple(_seen(path) for path in islice(_walk(root, DEPTH), MOST_FILES))


def _seen(path: Path) -> Seen:
    try:
        return Seen(path=path, size=path.stat().st_size, header=header_at(path))
    except (AppError, OSError):
        return Seen(path=path, size=0, header=None)


def for_us(db: Db, root: Path, seen: Iterable[Seen]) -> StickLook:
    """Which of these are for this office, and which it met before.

    Cards are for whoever trusts them; our own card and what we wrote ourselves are not for us.
    """
    own = settings.office(db)
    met = {(p.file_name, p.size) for p in packages.log(db)}
    ours: list[OnStick] = []
    others = 0
    for one in seen:
        if one.header is None or not _is_for(own, one.header):
            others += 1
        else:
            known = (one.path.name, one.size) in met
            ours.append(OnStick(path=one.path, header=one.header, known=known))
    return StickLook(root=root, ours=tuple(ours), others=others)


def _is_for(own: Office, header: Header) -> bool:
    letter = header.letter
    if letter.practice != own.practice:
        return False
    if letter.sender.is_office(own):  # from another PC of ours; what this one wrote is in its log
        return letter.kind in (Kind.SHARE, Kind.RECEIPT) and letter.receiver.is_office(own)
    if letter.is_to_all_below:
        sender = letter.sender
        return (sender.code, sender.list_version) == (own.upper_code, own.list_version)
    return letter.kind is Kind.CARD or letter.receiver.is_office(own)


def _walk(folder: Path, depth: int) -> Iterable[Path]:
    """Package files of a folder, then those of the folders below, hidden ones left out."""
    files, folders = _inside(folder)
    yield from files
    if depth:
        for below in folders:
            yield from _walk(below, depth - 1)


def _inside(folder: Path) -> tuple[list[Path], list[Path]]:
    """Packages and folders of a folder; none of one that the system keeps or that was pulled out."""
    try:
        with os.scandir(folder) as entries:
            seen = [e for e in entries if not e.name.startswith((".", "$"))]
            files = [Path(e.path) for e in seen if e.name.endswith(SUFFIX) and e.is_file()]
            folders = [Path(e.path) for e in seen if e.is_dir(follow_symlinks=False)]
    except OSError:
        return [], []
    return sorted(files), sorted(folders)


def check_room(folder: Path, size: int) -> None:
    """Raise DiskFull unless a file of so many bytes fits; the folder may not be there yet.

    Raises MediumGone where the stick was pulled out meanwhile.
    """
    try:
        there = next(f for f in (folder, *folder.parents) if f.exists())
        free = shutil.disk_usage(there).free
    except OSError as error:
        raise unwritable(folder, error) from error
    if free < size + _SPARE:
        raise DiskFull(path=folder)
