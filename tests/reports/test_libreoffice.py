"""Every workbook, emptied of what its formulas gave, is computed by LibreOffice to the same cells."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from desktop.reports.forms import FORMS
from desktop.reports.xlsx import write
from tests.reports.papers import CONTEXT, PROVINCE_CONTEXT, VILLAGES, communes, listed, many, person

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed here")
BOTH = [(form, who) for form in FORMS for who in ("commune", "province")]


def _workbook(form: str, who: str) -> bytes:
    context = CONTEXT if who == "commune" else PROVINCE_CONTEXT
    if FORMS[form].takes == "list":
        homes = [listed(n, (person(2 * n, "Chủ hộ"), person(2 * n + 1))) for n in range(3)]
        return write(FORMS[form].build(homes, context))
    units = VILLAGES if who == "commune" else communes()
    return write(FORMS[form].build(units, context))


def _emptied(workbook: bytes) -> tuple[bytes, int]:
    """Without the values behind the formulas, so that none is shown unless it is computed."""
    made, formulas = io.BytesIO(), 0
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/"):
                part, count = re.subn(rb"</f><v>[^<]*</v>", b"</f>", part)
                formulas += count
            new.writestr(name, part)
    return made.getvalue(), formulas


@pytest.fixture(scope="module")
def computed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all workbooks as LibreOffice saves them; started once, as it starts slowly."""
    assert OFFICE is not None
    folder = tmp_path_factory.mktemp("office")
    given = []
    for form, who in BOTH:
        path = folder / f"{form}-{who}.xlsx"
        emptied, formulas = _emptied(_workbook(form, who))
        assert (formulas > 0) is (FORMS[form].takes == "figures")
        path.write_bytes(emptied)
        given.append(str(path))
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    command = [OFFICE, home, "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "out")]
    subprocess.run([*command, *given], check=True, timeout=180, capture_output=True)
    return folder / "out"


@pytest.mark.parametrize(("form", "who"), BOTH)
def test_libreoffice_computes_the_printed_numbers(computed: Path, form: str, who: str) -> None:
    ours = _cells(_workbook(form, who))
    theirs = _cells((computed / f"{form}-{who}.xlsx").read_bytes())
    assert len(ours) > 20
    assert theirs.keys() == ours.keys()
    for place, value in ours.items():
        same = pytest.approx(value) if isinstance(value, float) else value
        assert theirs[place] == same, place


@pytest.mark.parametrize("form", ["7.2", "7.3", "7.8"])
def test_the_two_lines_of_a_unit_are_printed_on_one_page(tmp_path: Path, form: str) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(write(FORMS[form].build(many(60), CONTEXT)))
    assert OFFICE is not None
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = [OFFICE, home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(path)], check=True, timeout=180, capture_output=True)
    pages = [page.extract_text() for page in PdfReader(tmp_path / "form.pdf").pages]
    assert 4 <= len(pages) <= 7, "the pages are nearly full"
    for page in pages:
        lines = page.splitlines()
        households = sum(bool(re.search(r"(^|\s)Hộ( [\d.,–-]|$)", line)) for line in lines)
        people = sum(bool(re.search(r"Nhân khẩu( [\d.,–-]|$)", line)) for line in lines)
        assert households == people > 0, page
    assert "Tổng cộng" in pages[-1]
    assert "CHỦ TỊCH" in pages[-1], "the signatures do not stand alone"


def _cells(workbook: bytes) -> dict[tuple[int, int], Any]:
    page = CalamineWorkbook.from_filelike(io.BytesIO(workbook)).get_sheet_by_index(0)
    rows = page.to_python(skip_empty_area=False)
    return {(r, c): v for r, row in enumerate(rows) for c, v in enumerate(row) if v != ""}
