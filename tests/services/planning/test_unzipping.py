"""Documents that are a ZIP are looked into without trusting how they are packed."""

from __future__ import annotations

import io
import zipfile

import pytest

from desktop.services.planning.unzipping import parts_in

TYPES = "[Content_Types].xml"


def _zip(method: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as made:
        made.writestr(TYPES, b"<Types/>" * 100)
    return buffer.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_parts_packed_as_documents_are_get_read(method: int) -> None:
    assert parts_in(_zip(method)) == {TYPES: b"<Types/>" * 100}


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_packing_that_no_document_uses_is_not_unpacked(method: int) -> None:
    assert parts_in(_zip(method)) is None


def test_a_part_that_swells_is_read_to_its_limit_only() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(TYPES, b"0" * 50_000_000)
    parts = parts_in(buffer.getvalue())
    assert parts is not None
    assert len(parts[TYPES]) == 1_000_000
