"""The wheel carries all that the program needs: unpacked anywhere, it runs without the source tree."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import desktop
from desktop.paths import resources

ROOT = Path(desktop.__file__).parent.parent
PHRASE = "nhà sàn bên suối"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this source; building it needs the build backend, hence the net or a cache."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--disable-pip-version-check"]
    try:
        built = subprocess.run(
            [*command, "-q", "-w", str(folder), str(ROOT)],
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        pytest.skip("building the wheel takes too long here (no net?)")
    if built.returncode:
        pytest.skip(f"the wheel cannot be built here: {built.stderr.strip().splitlines()[-1]}")
    [found] = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel unpacked as an installer lays it out."""
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def _run(unpacked: Path, cwd: Path, *args: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(unpacked), "RASOAT_PASSPHRASE": PHRASE}
    return subprocess.run(
        [sys.executable, *args], cwd=cwd, env=environment, capture_output=True, text=True,
        encoding="utf-8", check=False,
    )  # fmt: skip


def test_every_resource_is_in_the_wheel_and_no_test_is(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    folder = resources()
    mine = {
        f"desktop/resources/{p.relative_to(folder).as_posix()}"
        for p in folder.rglob("*")
        if p.is_file()
    }
    assert mine - names == set()
    assert not [n for n in names if n.startswith(("tests/", "resources/")) or "cache" in n]
    assert all(n.startswith(("desktop/", "rasoat-")) for n in names)


def test_resources_are_found_in_the_unpacked_wheel(unpacked: Path, tmp_path: Path) -> None:
    found = _run(
        unpacked, tmp_path, "-c", "from desktop.paths import resources; print(resources())"
    )
    assert found.stderr == ""
    assert Path(found.stdout.strip()) == unpacked / "desktop" / "resources"


def test_the_unpacked_program_answers(unpacked: Path, tmp_path: Path) -> None:
    said = _run(unpacked, tmp_path, "-m", "desktop", "--help")
    assert (said.returncode, said.stderr) == (0, "")
    assert "read-list" in said.stdout
    said = _run(unpacked, tmp_path, "-m", "desktop", "--version")
    assert said.stdout.strip() == f"rasoat {desktop.__version__}"


def test_the_unpacked_program_works_with_units_standards_and_fonts(
    unpacked: Path, tmp_path: Path
) -> None:
    book = tmp_path / "so" / "xa.rasoat-book"
    for args in (
        ("init", "--book", str(book), "--office", "02296"),
        ("open-round", "--book", str(book), "--year", "2026"),
        ("check", "--book", str(book)),
    ):
        said = _run(unpacked, tmp_path, "-m", "desktop", *args)
        assert (said.returncode, said.stderr) == (0, ""), args
    assert (tmp_path / "so" / "xa_giay_khoi_phuc.pdf").read_bytes().startswith(b"%PDF")
