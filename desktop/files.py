"""Files written whole or not at all: temporary name, flush to disk, read back, compare, replace."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import time
from pathlib import Path

from desktop.errors import (
    AppError,
    DiskFull,
    FileUnreadable,
    FileUnwritable,
    MediumGone,
    MediumReadOnly,
    ReadBackDiffers,
)

_FULL = {errno.ENOSPC, errno.EDQUOT}
# A stick that was pulled out or whose driver died; Windows' own numbers in the second set.
_GONE = {errno.ENOTCONN, errno.EIO, errno.ENODEV, errno.ENXIO, errno.ESTALE}
_GONE_WINDOWS = {21, 31, 433, 1006, 1112, 1117, 1167}
_WRITE_PROTECTED_WINDOWS = 19
# File systems without a flush for folders (FUSE, network, FAT drivers) answer with one of these.
_NO_FOLDER_FLUSH = {errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EBADF, errno.EACCES}
# A virus scanner on Windows holds a new file for a moment; waits are in seconds.
_PATIENCE = (0.05, 0.2, 0.8) if os.name == "nt" else ()


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` at `path`, replacing what is there only once the new file is proved to be whole.

    Raises DiskFull, MediumGone, MediumReadOnly, FileUnwritable or ReadBackDiffers; then what was at
    `path` is as before, and no temporary file is left unless the medium is gone.
    """
    temp = path.with_name(f".{secrets.token_hex(6)}.part")
    try:
        try:
            _write_new(temp, data)
            _compare(temp, data, path)
            _replace(temp, path)
        except BaseException:
            with contextlib.suppress(OSError):
                temp.unlink()
            raise
        _flush_folder(path.parent)
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> AppError:
    """What the system said while writing, as a condition that an official can act on."""
    if error.errno in _FULL:
        return DiskFull(path=path)
    windows = getattr(error, "winerror", None)
    if error.errno == errno.EROFS or windows == _WRITE_PROTECTED_WINDOWS:
        return MediumReadOnly(path=path)
    if error.errno in _GONE or windows in _GONE_WINDOWS:
        return MediumGone(path=path)
    return FileUnwritable(path=path, detail=error.strerror or str(error))


def read_whole(path: Path) -> bytes:
    """All bytes of a file; raises FileUnreadable, MediumGone."""
    try:
        return path.read_bytes()
    except OSError as error:
        if error.errno in _GONE:
            raise MediumGone(path=path) from error
        raise FileUnreadable(path=path, detail=error.strerror or str(error)) from error


def is_there(path: Path) -> bool:
    """Whether a file can be found at `path`; a medium that is gone has none (pathlib would raise)."""
    try:
        return path.is_file()
    except OSError:
        return False


def is_folder(path: Path) -> bool:
    """Whether a folder can be found at `path`; a medium that is gone has none."""
    try:
        return path.is_dir()
    except OSError:
        return False


def make_folder(folder: Path) -> None:
    """The folder, with those above it, if it is not there; raises as `write_whole` does."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error


def _write_new(temp: Path, data: bytes) -> None:
    with temp.open("xb", buffering=0) as file:
        view = memoryview(data)
        while view:
            view = view[file.write(view) :]
        os.fsync(file.fileno())


def _compare(temp: Path, data: bytes, path: Path) -> None:
    with temp.open("rb") as file:
        # Where the system allows, ask the medium and not the memory that was just filled.
        if hasattr(os, "posix_fadvise"):
            with contextlib.suppress(OSError):
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        if file.read() != data:
            raise ReadBackDiffers(path=path)


def _replace(temp: Path, path: Path) -> None:
    for wait in _PATIENCE:
        try:
            temp.replace(path)
            return
        except PermissionError:
            time.sleep(wait)
    temp.replace(path)


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _NO_FOLDER_FLUSH:
            raise
