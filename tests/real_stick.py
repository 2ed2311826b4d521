"""A real exFAT stick for tests: a loop device mounted by FUSE, which can be pulled out.

Needs root, /dev/fuse, losetup, mkfs.exfat and mount.exfat-fuse (Debian: exfatprogs, exfat-fuse);
`why_not()` says what is missing.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

_TOOLS = ("losetup", "mkfs.exfat", "fsck.exfat", "mount.exfat-fuse", "umount")
_PATIENCE = 10.0  # seconds for a mount to come or go


def why_not() -> str:
    """Why no stick can be had here, "" where one can."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return "mounting a stick needs root"
    if not Path("/dev/fuse").exists():
        return "no /dev/fuse"
    if missing := [tool for tool in _TOOLS if shutil.which(tool, path=_path()) is None]:
        return f"no {', '.join(missing)}"
    probe = _run("losetup", "-f", check=False)
    return "" if probe.returncode == 0 else "no loop device"


class RealStick:
    """An exFAT stick of `size` MiB, plugged in at `root`; `unplug` it properly at the end."""

    def __init__(self, folder: Path, size: int = 8) -> None:
        self.root = folder / "usb"
        self.root.mkdir()
        self._image = folder / "usb.img"
        with self._image.open("wb") as file:
            file.truncate(size << 20)
        _run("mkfs.exfat", str(self._image))
        self._loop = _run("losetup", "-f", "--show", str(self._image)).stdout.strip()
        self.plug_in()

    def plug_in(self, options: str = "rw") -> None:
        """Mount it; options as of mount, "ro" for the little switch on its side."""
        _run("mount.exfat-fuse", "-o", options, self._loop, str(self.root))
        _wait(lambda: os.path.ismount(self.root))

    def pull_out(self) -> None:
        """As if pulled out of the machine: the file system's process is killed."""
        for pid in self._daemons():
            os.kill(pid, signal.SIGKILL)
        _wait(lambda: not self._daemons())

    def let_go(self) -> None:
        """Take away what a pulled stick leaves behind, or unmount a whole one."""
        _run("umount", "-l", str(self.root), check=False)
        _wait(lambda: not self._daemons())

    def is_sound(self) -> bool:
        """Whether the file system on it, unmounted, has no fault."""
        return _run("fsck.exfat", "-n", self._loop, check=False).returncode == 0

    def close(self) -> None:
        """Unmount and give the loop device back."""
        self.let_go()
        _run("losetup", "-d", self._loop, check=False)

    def _daemons(self) -> list[int]:
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    words = (entry / "cmdline").read_bytes().split(b"\0")
                except OSError:
                    continue
                if str(self.root).encode() in words and b"exfat" in words[0]:
                    found.append(int(entry.name))
        return found


def _path() -> str:
    return f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"


def _run(*command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, check=check, capture_output=True, text=True, env={**os.environ, "PATH": _path()}
    )


def _wait(until: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE
    while not until():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.02)
