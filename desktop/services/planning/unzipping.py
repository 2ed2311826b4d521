"""The parts of a document that is a ZIP: read in memory, nothing is unpacked onto the disk."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from desktop.rules.attachments import MIMETYPE, TYPES, Parts

__all__ = ["parts_in"]

_SMALL = 1_000_000
"""Bytes of a part that are read at most: nothing swells up here."""
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, OSError, EOFError, RuntimeError,
    struct.error,
)  # fmt: skip


def parts_in(content: bytes) -> Parts | None:
    """The parts of a ZIP by name, with the content of those that say what it is; None: no ZIP."""
    if not content.startswith(b"PK"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as held:
            return {
                info.filename: _read(held, info) if info.filename in _TOLD else b""
                for info in held.infolist()
            }
    except _UNREADABLE:
        return None


_TOLD = (TYPES, MIMETYPE)


_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""All that documents use: others could ask for gigabytes of memory before the first byte is out."""


def _read(held: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if info.compress_type not in _PACKED:
        raise NotImplementedError(info.compress_type)
    with held.open(info) as part:
        return part.read(_SMALL)
