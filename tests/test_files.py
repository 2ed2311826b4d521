"""Files are written whole or not at all, wherever the medium fails."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop import files
from desktop.errors import (
    DiskFull,
    FileUnreadable,
    FileUnwritable,
    MediumGone,
    MediumReadOnly,
    ReadBackDiffers,
)
from desktop.files import read_whole, write_whole
from desktop.text import sentence

OLD, NEW = b"old and whole", b"new " * 500


class FailableFile:
    """A file that takes so many bytes and then fails, as a full or pulled stick does."""

    def __init__(self, file: Any, room: int, code: int) -> None:
        self._file, self._room, self._code = file, room, code

    def __enter__(self) -> FailableFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, data: memoryview) -> int:
        if self._room == 0:
            raise OSError(self._code, os.strerror(self._code))
        # A raw file may take less than it is given: the writer has to go on.
        taken = int(self._file.write(data[: min(self._room, 700)]))
        self._room -= taken
        return taken

    def fileno(self) -> int:
        return int(self._file.fileno())


@contextmanager
def failing(room: int, code: int) -> Iterator[None]:
    real = Path.open

    def opened(self: Path, mode: str = "r", **more: Any) -> Any:
        file = real(self, mode, **more)
        return FailableFile(file, room, code) if mode == "xb" else file

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "open", opened)
        yield


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


@given(st.binary(max_size=5000))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_what_is_written_is_there(tmp_path: Path, data: bytes) -> None:
    write_whole(tmp_path / "a.bin", data)
    assert read_whole(tmp_path / "a.bin") == data
    assert names(tmp_path) == ["a.bin"]


@pytest.mark.parametrize("room", [0, 1, 700, 1999])
@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EIO, MediumGone),
        (errno.ENOTCONN, MediumGone),
        (errno.EROFS, MediumReadOnly),
        (errno.EACCES, FileUnwritable),
    ],
)
def test_a_medium_that_fails_at_a_byte_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, room: int, code: int, kind: type[Exception]
) -> None:
    path = tmp_path / "a.rasoat"
    path.write_bytes(OLD)
    with failing(room, code), pytest.raises(kind):
        write_whole(path, NEW)
    assert path.read_bytes() == OLD
    assert names(tmp_path) == ["a.rasoat"]


def test_a_medium_that_takes_little_at_a_time_still_gets_all(tmp_path: Path) -> None:
    with failing(len(NEW) + 1, errno.ENOSPC):
        write_whole(tmp_path / "a.rasoat", NEW)
    assert (tmp_path / "a.rasoat").read_bytes() == NEW


def test_a_real_limit_of_the_system_leaves_the_old_file(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    path = tmp_path / "a.rasoat"
    path.write_bytes(OLD)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
        with pytest.raises(FileUnwritable):
            write_whole(path, NEW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_bytes() == OLD
    assert names(tmp_path) == ["a.rasoat"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failing_flush_or_rename_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "a.rasoat"
    path.write_bytes(OLD)

    def fails(*_: object) -> None:
        raise OSError(errno.EIO, "gone")

    monkeypatch.setattr(*{"fsync": (os, "fsync"), "replace": (Path, "replace")}[step], fails)
    with pytest.raises(MediumGone) as caught:
        write_whole(path, NEW)
    assert "a.rasoat" in sentence(caught.value)
    assert path.read_bytes() == OLD
    assert names(tmp_path) == ["a.rasoat"]


def test_a_medium_that_gives_back_other_bytes_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.rasoat"
    path.write_bytes(OLD)
    real = files._write_new
    monkeypatch.setattr(files, "_write_new", lambda temp, data: real(temp, b"X" + data[1:]))
    with pytest.raises(ReadBackDiffers):
        write_whole(path, NEW)
    assert path.read_bytes() == OLD
    assert names(tmp_path) == ["a.rasoat"]


def test_an_interruption_leaves_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(files, "_compare", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "a.rasoat", NEW)
    assert names(tmp_path) == []


def test_a_folder_that_is_not_there_or_a_folder_as_target_is_said(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "none" / "a.rasoat", tmp_path / "folder"):
        with pytest.raises(FileUnwritable):
            write_whole(path, NEW)
    assert names(tmp_path) == ["folder"]
    with pytest.raises(FileUnreadable):
        read_whole(tmp_path / "none")


def test_a_file_system_without_a_flush_for_folders_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def fsync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "no such thing here")
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    write_whole(tmp_path / "a.rasoat", NEW)
    assert (tmp_path / "a.rasoat").read_bytes() == NEW
