"""ZIPs as an attacker would make them, and the standard library's reading of ours."""

from __future__ import annotations

import io
import warnings
import zipfile


def entries_of(raw: bytes) -> dict[str, bytes]:
    """The entries as Python's own zipfile reads them."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def foreign_zip(*entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP by Python's zipfile, names and duplicates as given."""
    file = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w", method) as archive:
        warnings.simplefilter("ignore")
        for name, data in entries:
            archive.writestr(name, data)
    return file.getvalue()
