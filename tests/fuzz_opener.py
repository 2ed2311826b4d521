"""Throws broken and hostile packages at the whole way in: from the file to the book.

    python -m tests.fuzz_opener --minutes 3 [--seed 7] [--kind report|plan]

Four layers, since a seal proves nothing about a sender that is known but careless or hostile: the
bytes of the file; the readable header; what lies under the seal; records that are properly signed
with fitting hashes and totals. A finding is anything but a refusal in words or a sound taking in:
another exception, a hang, a file outside, a book that changed though it was refused or is unsound.
"""

from __future__ import annotations

import argparse
import contextlib
import copy
import hashlib
import json
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from desktop.exchange import package, plan_parts, seal
from desktop.exchange.archive import unzip, zip_bytes
from desktop.exchange.envelope import HEADER, SEALED, content_of, wrap
from desktop.exchange.letter import Kind, Letter
from desktop.exchange.package import MANIFEST, MANIFEST_SIG
from desktop.exchange.seal import Keys
from desktop.services import exchanging, receiving
from desktop.services.receiving import ACCEPTED, CARD, HELD, KNOWN, REFUSED
from desktop.store.connection import Db, close_book, open_book

LONGEST = 20
"""Seconds that one package may take before it counts as a hang."""
SOUND = {ACCEPTED, KNOWN, HELD, REFUSED, CARD, "receipt"}
NASTY: tuple[Any, ...] = (
    None, True, -1, 0, 2**31, 2**63, 2**64, 10**400, 1.5, 1e308, "", " ", "\x00", "\ud7ff", "á" * 300,
    "../../../etc/passwd", "C:\\CON", "9999-12-31", "0000-00-00", "2026-02-30", "-1", "1e9", [], {},
    [[]] * 50, {"a": {"a": {"a": {}}}}, "'; DROP TABLE household; --", "a\u0301" * 40, "\u202e",
)  # fmt: skip


@dataclass(slots=True)
class Target:
    """An upper book that trusts a commune, a sound report or plan of it, and the commune's keys.

    `fresh` gives the book as it was before anything was thrown at it.
    """

    db: Db
    raw: bytes
    keys: Keys
    folder: Path
    fresh: Callable[[], Db]


@dataclass(frozen=True, slots=True)
class Finding:
    """What went wrong, and the package that did it."""

    why: str
    raw: bytes
    trace: str = ""


# What is thrown ----------------------------------------------------------------------------------
def broken(target: Target, chance: random.Random) -> bytes:
    """A package that is wrong somewhere, at a layer by chance."""
    return chance.choice(_LAYERS)(target, chance)


def _outside(target: Target, chance: random.Random) -> bytes:
    return _mutated(target.raw, chance)


def _header(target: Target, chance: random.Random) -> bytes:
    entries = unzip(target.raw, allowed=lambda _: True)
    head = json.loads(entries[HEADER])
    _spoil(head, chance)
    entries[HEADER] = json.dumps(head, ensure_ascii=chance.random() < 0.5).encode(
        errors="surrogatepass"
    )
    return zip_bytes(entries, 0)


def _under_the_seal(target: Target, chance: random.Random) -> bytes:
    letter, inner = _opened(target)
    return _sealed(target, letter, _mutated(inner, chance))


def _signed(target: Target, chance: random.Random) -> bytes:
    """A manifest that says anything, signed by the trusted sender, over parts that say anything."""
    letter, inner = _opened(target)
    entries = unzip(inner, allowed=lambda _: True)
    manifest = json.loads(entries.pop(MANIFEST))
    entries.pop(MANIFEST_SIG)
    often = 0.5 if letter.kind is Kind.REPORT else 0.2  # a plan has twice as many parts
    for name in list(entries):
        if name.endswith((".jsonl", plan_parts.SHEET)) and chance.random() < often:
            entries[name] = _spoiled_lines(entries[name], chance)
    if letter.kind is Kind.PLAN and chance.random() < 0.2:
        _add_files(entries, chance)
    elif chance.random() < 0.2:
        entries[f"records/{chance.choice(['x', 'figures', '../x', 'CON'])}.jsonl"] = b"{}\n"
    manifest["parts"] = [
        msgspec.to_builtins(content_of(name, data)) for name, data in entries.items()
    ]
    if chance.random() < 0.4:
        _spoil(manifest, chance)
    _keep_totals(manifest, entries)
    signed = json.dumps(manifest, ensure_ascii=False, separators=(",", ":")).encode(
        errors="surrogatepass"
    )
    signature = seal.sign(signed, target.keys)
    packed = zip_bytes({MANIFEST: signed, MANIFEST_SIG: signature, **entries})
    with contextlib.suppress(Exception):
        letter = msgspec.convert(manifest["letter"], Letter)
    return _sealed(target, letter, packed)


_LAYERS: tuple[Callable[[Target, random.Random], bytes], ...] = (
    _outside, _header, _under_the_seal, _signed, _signed, _signed,
)  # fmt: skip


def _add_files(entries: dict[str, bytes], chance: random.Random) -> None:
    """Evidence that nobody named, that is something else, too much of it, or in another place."""
    content = chance.choice((b"MZ\x90", b"%PDF-1.4", b"", b"#!/bin/sh", chance.randbytes(40)))
    name = hashlib.sha256(content).hexdigest()
    names = (
        f"files/{name}",
        "files/" + "0" * 64,
        f"files/../{name}",
        "files/",
        f"files/{name}.exe",
    )
    entries[chance.choice(names)] = content
    for old in [n for n in entries if n.startswith("files/")][: chance.randrange(2)]:
        entries[old] = _mutated(entries[old] or b"x", chance)


def _opened(target: Target) -> tuple[Letter, bytes]:
    entries = unzip(target.raw, allowed=lambda _: True)
    inner = seal.open_closed(entries[SEALED], target.keys)
    assert inner is not None, "the sender can open its own package"
    return package.read_header(target.raw).letter, inner


def _sealed(target: Target, letter: Letter, inner: bytes) -> bytes:
    return wrap(letter, {SEALED: seal.close(inner, [exchanging.own_card(target.db)])})


def _keep_totals(manifest: Any, entries: dict[str, bytes]) -> None:
    """Totals that fit what is really there, where it can be read: deeper checks get their turn."""
    from desktop.exchange.records import control_totals, decode

    if plan_parts.SHEET in entries:
        with contextlib.suppress(Exception):
            manifest["totals"] = plan_parts.totals(plan_parts.decode(entries))
        return
    with contextlib.suppress(Exception):
        figures = {k: v for k, v in manifest["totals"].items() if k.startswith(package.FIGURE)}
        manifest["totals"] = {**figures, **control_totals(decode(entries))}


def _mutated(raw: bytes, chance: random.Random) -> bytes:
    data = bytearray(raw)
    for _ in range(chance.choice((1, 1, 2, 5, 40))):
        place = chance.randrange(len(data) + 1)
        kind = chance.randrange(5)
        if kind == 0 and place < len(data):
            data[place] = chance.randrange(256)
        elif kind == 1:
            del data[place : place + chance.choice((1, 7, 500))]
        elif kind == 2:
            data[place:place] = chance.randbytes(chance.choice((1, 8, 300)))
        elif kind == 3:
            begin = chance.randrange(len(data) + 1)
            data[place:place] = data[begin : begin + chance.choice((4, 64, 4000))]
        else:
            del data[place:]
        if not data:
            break
    return bytes(data)


def _spoiled_lines(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    for _ in range(chance.choice((1, 1, 3))):
        place = chance.randrange(len(lines))
        try:
            record = json.loads(lines[place])
        except ValueError:
            record = None
        if not isinstance(record, dict):
            lines[place] = _mutated(lines[place] or b"x", chance)
            continue
        _spoil(record, chance)
        lines[place] = json.dumps(record, ensure_ascii=False).encode(errors="surrogatepass")
    if chance.random() < 0.2:
        lines.insert(0, chance.choice(lines))
    return b"\n".join(lines)


def _spoil(thing: Any, chance: random.Random) -> None:
    """Change one value somewhere in it, or take it out, or swap two."""
    places = list(_places(thing))
    if not places:
        return
    holder, key = chance.choice(places)
    kind = chance.randrange(4)
    if kind == 0 and isinstance(holder, dict):
        del holder[key]
    elif kind == 1:
        other, name = chance.choice(places)
        holder[key] = copy.deepcopy(other[name])
    else:
        holder[key] = chance.choice(NASTY)


def _places(thing: Any, depth: int = 0) -> Iterator[tuple[Any, Any]]:
    if depth > 6:
        return
    keys: Any = list(thing) if isinstance(thing, dict) else range(len(thing))
    for key in keys:
        yield thing, key
        if isinstance(thing[key], dict | list):
            yield from _places(thing[key], depth + 1)


# What must hold ----------------------------------------------------------------------------------
def throw(target: Target, raw: bytes, *, now: Any) -> tuple[str, Finding | None]:
    """Take one package in: its verdict, and what did not hold. What changed the book is undone."""
    path = target.folder / "in" / "gói.rasoat"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(raw)
    around, before = _files(target.folder), _tables(target.db)
    verdict = "raised"
    try:
        with _at_most(LONGEST):
            [taken] = receiving.take_in(
                target.db, [path], receipts=target.folder / "receipts", now=now, by="Thử"
            )
        verdict = taken.verdict
        return verdict, _judge(target, taken, raw, before, around)
    except Exception as error:  # an AppError too: take_in tells refusals, it does not raise them
        return verdict, Finding(f"{type(error).__name__}: {error}", raw, traceback.format_exc())
    finally:
        if verdict != REFUSED:
            target.db = target.fresh()


def _judge(
    target: Target, taken: Any, raw: bytes, before: Counter[str], around: set[Path]
) -> Finding | None:
    if taken.verdict not in SOUND:
        return Finding(f"verdict {taken.verdict}", raw)
    may = {"receipts", "08-goi"} if taken.verdict in (ACCEPTED, HELD) else {"receipts"}
    strange = {p for p in _files(target.folder) - around if p.parent.name not in may}
    if strange:
        return Finding(f"files written outside: {sorted(map(str, strange))}", raw)
    if taken.verdict == REFUSED and _tables(target.db) != before:
        return Finding("refused, yet the book changed", raw)
    if target.db.execute("PRAGMA foreign_key_check").fetchall():
        return Finding("taken in, and the book is unsound", raw)
    return None


def _tables(db: Db) -> Counter[str]:
    counted: Counter[str] = Counter()
    for name in db.table_names():
        for row in db.execute(f"SELECT * FROM {name}").fetchall():
            counted[repr((name, tuple(row)))] += 1
    return counted


def _files(folder: Path) -> set[Path]:
    return {p for p in folder.rglob("*") if p.is_file() and not p.name.endswith(("-wal", "-shm"))}


@contextlib.contextmanager
def _at_most(seconds: int) -> Iterator[None]:
    """A TimeoutError after so many seconds, where the system has such an alarm."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def ring(*_: object) -> None:
        raise TimeoutError(f"more than {seconds} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


# From the command line ---------------------------------------------------------------------------
def main() -> int:
    """Fuzz for some minutes; findings are kept as files, and the exit status says whether any."""
    from tests.services import made

    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", choices=[Kind.REPORT, Kind.PLAN], default=Kind.REPORT)
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="rasoat-fuzz-"))
    target = target_in(folder, Kind(asked.kind))
    chance, verdicts, found = random.Random(asked.seed), Counter[str](), 0
    end = time.monotonic() + 60 * asked.minutes
    while time.monotonic() < end:
        verdict, finding = throw(target, broken(target, chance), now=made.NOW)
        verdicts[verdict] += 1
        if finding is not None:
            found += 1
            kept = folder / f"finding-{found:03d}.rasoat"
            kept.write_bytes(finding.raw)
            kept.with_suffix(".txt").write_text(finding.trace, encoding="utf-8")
            sys.stdout.write(f"{kept}: {finding.why}\n")
    sys.stdout.write(f"{sum(verdicts.values())} packages {dict(verdicts)}, {found} findings\n")
    return 1 if found else 0


def target_in(folder: Path, kind: Kind = Kind.REPORT) -> Target:
    """A sound report (or plan) of a commune with a season, and the book of its upper office."""
    from tests.services import made
    from tests.services.conftest import make
    from tests.services.planning import plan_made

    books = {code: make(folder / code, code) for code in (made.COMMUNE, made.UPPER)}
    commune, upper = (open_book(b.path, code=b.code) for b in books.values())
    made.introduce(upper, commune, folder)
    made.open_rounds(commune, 2026)
    for n, outcome in enumerate((made.POOR, made.NEAR, made.NOT, made.POOR)):
        made.key(commune, made.add(commune, f"Bàn Văn {made.GIVEN[n]}", size=n + 1), outcome)
    made.residents(commune)
    if kind is Kind.PLAN:
        plan_made.fill(commune)
        path = plan_made.pack(commune, folder / "sent")
    else:
        path = made.pack(commune, folder / "sent")
    raw, keys = path.read_bytes(), exchanging.own_keys(commune)
    close_book(commune)
    close_book(upper)
    place = folder / "fuzz"
    opened: list[Db] = []
    place.mkdir()

    def fresh() -> Db:
        """The upper book anew; the one that was thrown at is closed."""
        for db in opened:
            close_book(db)
        opened.clear()
        copy_of = place / "08.rasoat-book"
        shutil.copyfile(books[made.UPPER].path, copy_of)
        opened.append(open_book(copy_of, code=books[made.UPPER].code))
        return opened[0]

    return Target(fresh(), raw, keys, place, fresh)


if __name__ == "__main__":
    sys.exit(main())
