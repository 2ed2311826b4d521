"""Media that packages can be written to: USB sticks first, then other drives of the user's."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStorageInfo

from desktop.domain.vietnamese import show_number, show_rate

_PLACES = ("/media/", "/run/media/", "/mnt/", "/Volumes/")
_DRIVE_REMOVABLE = 2


@dataclass(frozen=True, slots=True)
class Volume:
    """A mounted medium: name, where it is, free bytes, whether it can be pulled out."""

    name: str
    folder: Path
    free: int
    removable: bool


def find_volumes() -> list[Volume]:
    """The media that are there and can be written now; removable ones first."""
    found = [v for info in QStorageInfo.mountedVolumes() if (v := _volume(info))]
    return sorted(found, key=lambda v: (not v.removable, v.name))


def _volume(info: QStorageInfo) -> Volume | None:
    if not (info.isValid() and info.isReady()) or info.isReadOnly() or info.isRoot():
        return None
    root = info.rootPath()
    removable = _is_removable(root, bytes(info.device().data()).decode(errors="replace"))
    if not removable and not _is_users_own(root):
        return None
    letter = f" ({root[:2]})" if os.name == "nt" else ""
    label = info.name() or Path(root).name
    name = f"{label}{letter}".strip() or root
    return Volume(name, Path(root), info.bytesAvailable(), removable)


def _is_users_own(root: str) -> bool:
    """Whether a drive that stays in is one that people put files on."""
    if sys.platform == "win32":
        return not root.upper().startswith(os.environ.get("SYSTEMDRIVE", "C:").upper())
    return root.startswith(_PLACES)


def _is_removable(root: str, device: str) -> bool:
    if sys.platform == "win32":
        import ctypes

        kind: int = ctypes.windll.kernel32.GetDriveTypeW(root.replace("/", "\\"))
        return kind == _DRIVE_REMOVABLE
    name = Path(device).name
    for part in (name, name.rstrip("0123456789"), name.rstrip("0123456789").removesuffix("p")):
        flag = Path("/sys/class/block") / part / "removable"
        if part and flag.is_file():
            return flag.read_text(encoding="ascii").strip() == "1"
    return False


def show_size(size: int) -> str:
    """Bytes as people say them: 35 KB, 1,3 MB, 12,4 GB."""
    for unit, name in ((1 << 30, "GB"), (1 << 20, "MB")):
        if size >= unit:
            return f"{show_rate(size / unit, 1)} {name}"
    return f"{show_number(max(1, round(size / 1024)))} KB"
