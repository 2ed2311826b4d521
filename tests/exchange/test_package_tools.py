"""Every layer opens with public tools: 7-Zip, age, OpenSSL, a text editor (package-format.md)."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from desktop.exchange import package, seal
from desktop.exchange.archive import STORED, zip_bytes
from desktop.exchange.records import control_totals
from desktop.paths import resources
from tests.exchange.samples import NOW, office, records, report, upper
from tests.exchange.test_package import opened, with_standard
from tests.exchange.zips import entries_of

PAGE = resources() / "docs" / "package-format.md"
KEY_HEAD = bytes.fromhex("302a300506032b6570032100")  # the DER frame of an Ed25519 public key


def tool(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"{name} is not installed here")
    return path


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, check=True, capture_output=True, timeout=60)
    return done.stdout.decode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A package, the receiver's identity and the sender's card, as files."""
    card, keys = office()
    (tmp_path / "report.rasoat").write_bytes(report())
    (tmp_path / "card.rasoat").write_bytes(
        package.pack_card(card, keys, made_at=NOW, program="0.1.0")
    )
    (tmp_path / "identity.txt").write_text(upper()[1].age + "\n", encoding="ascii")
    return tmp_path


def test_seven_zip_and_age_open_a_report(folder: Path) -> None:
    seven, age = tool("7z"), tool("age")
    run(seven, "x", "-y", "-oouter", "report.rasoat", cwd=folder)
    header = json.loads((folder / "outer" / "header.json").read_text("utf-8"))
    assert header["letter"]["sender"]["name"] == office()[0].name
    run(age, "-d", "-i", "identity.txt", "-o", "inner.zip", "outer/payload.age", cwd=folder)
    run(seven, "x", "-y", "-oinner", "inner.zip", cwd=folder)
    lines = (folder / "inner" / "records" / "households.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["uid"] for line in lines] == [h.uid for h in records().households]
    manifest = json.loads((folder / "inner" / "manifest.json").read_text("utf-8"))
    assert manifest["totals"] == control_totals(records())
    for part in manifest["parts"]:
        data = (folder / "inner" / part["name"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == part["sha256"]


def test_seven_zip_finds_nothing_to_complain_of(folder: Path) -> None:
    for file in ("report.rasoat", "card.rasoat"):
        said = run(tool("7z"), "t", file, cwd=folder)
        assert "Everything is Ok" in said
        assert "Warning" not in said


def test_the_standard_library_finds_the_archives_whole(folder: Path) -> None:
    for file in ("report.rasoat", "card.rasoat"):
        with zipfile.ZipFile(folder / file) as archive:
            assert archive.testzip() is None
            assert archive.namelist()[0] == "header.json"


@pytest.mark.parametrize("changed", [False, True])
def test_openssl_verifies_the_signature(folder: Path, changed: bool) -> None:
    openssl = tool("openssl")
    inner = seal.open_closed(entries_of(report())["payload.age"], upper()[1])
    assert inner is not None
    entries = entries_of(inner)
    (folder / "manifest.json").write_bytes(entries["manifest.json"] + b" " * changed)
    (folder / "manifest.sig").write_bytes(base64.b64decode(entries["manifest.sig"]))
    card = json.loads(entries_of((folder / "card.rasoat").read_bytes())["card.json"])["card"]
    (folder / "key.der").write_bytes(KEY_HEAD + base64.b64decode(card["sign_public"]))
    command = [openssl, "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", "key.der"]
    more = ["-rawin", "-in", "manifest.json", "-sigfile", "manifest.sig"]
    done = subprocess.run([*command, *more], cwd=folder, check=False, capture_output=True)
    assert (done.returncode == 0) is not changed


def test_what_age_seals_we_open(folder: Path) -> None:
    """The other direction: the seal is plain age, not something like it."""
    receiver, _ = upper()
    inner = seal.open_closed(entries_of(report())["payload.age"], upper()[1])
    assert inner is not None
    (folder / "inner.zip").write_bytes(inner)
    run(tool("age"), "-r", receiver.age_recipient, "-o", "p.age", "inner.zip", cwd=folder)
    payload = (folder / "p.age").read_bytes()
    header = json.loads(entries_of(report())["header.json"])
    header["payload"] = {"size": len(payload), "sha256": hashlib.sha256(payload).hexdigest()}
    head = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    raw = zip_bytes({"header.json": head, "payload.age": payload}, STORED)
    assert opened(raw).records == records()


def _blocks() -> list[str]:
    return [b.split("```")[0] for b in PAGE.read_text("utf-8").split("```sh\n")[1:]]


def _run_page(folder: Path) -> subprocess.CompletedProcess[bytes]:
    script = "set -e\n" + "\n".join(_blocks())
    return subprocess.run(["sh", "-c", script], cwd=folder, check=False, capture_output=True)


def test_the_commands_of_the_page_work(folder: Path) -> None:
    """The blocks marked sh in the page run one after another, as a reader would run them."""
    for name in ("7z", "age", "openssl", "jq", "python3", "sh"):
        tool(name)
    assert len(_blocks()) >= 5
    done = _run_page(folder)
    assert done.returncode == 0, done.stderr.decode()
    said = done.stdout.decode()
    assert "Signature Verified Successfully" in said
    assert said.count(": OK") == 7
    assert seal.card_code(office()[0]).replace(" ", "") in said


@pytest.mark.parametrize("honest", [True, False])
def test_the_page_tells_whether_a_standard_is_the_named_one(folder: Path, honest: bool) -> None:
    for name in ("7z", "age", "openssl", "jq", "python3", "sh"):
        tool(name)
    pack = b'id = "own-v1"\n'
    named = "" if honest else hashlib.sha256(b"another").hexdigest()
    (folder / "report.rasoat").write_bytes(with_standard(pack, named))
    done = _run_page(folder)
    assert (done.returncode == 0) is honest
    assert (folder / "inner" / "standard.toml").read_bytes() == pack
    assert b"standard.toml: OK" in done.stdout
