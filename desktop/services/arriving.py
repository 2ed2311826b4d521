"""What is dropped or opened becomes whole packages: `.eml` files unfolded, parts joined.

Parts may come on different days by different letters, so each that is whole in itself is kept in a
pool until the last is there; then the package lies among the arrivals and its parts go. A file that
cannot become a package stays as it is: looking at it says why (exchange.leftovers).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from desktop.errors import AppError
from desktop.exchange import package, parts
from desktop.exchange.parts import Part, PartHead
from desktop.files import is_folder, make_folder, read_whole, write_whole
from desktop.paths import data_folder

KINDS = (package.SUFFIX, parts.LETTER_SUFFIX, parts.SUFFIX)


def arrivals() -> Path:
    """Where unfolded and fetched packages lie: sealed, so as safe as on a stick."""
    return data_folder() / "arrivals"


def unfold(paths: Iterable[Path], folder: Path | None = None) -> list[Path]:
    """Package files for these files and folders (not below), in the order of names.

    Letters without a package that merely lie in a folder are passed over; one that was named stays.
    Parts that are not all there stand for themselves once. Raises DiskFull, FileUnwritable where
    what was unfolded cannot be kept.
    """
    target = folder or arrivals()
    found: list[Path] = []
    touched: dict[tuple[str, int], Path] = {}
    for path in paths:
        inside = is_folder(path)
        for file in _files(path) if inside else [path]:
            for one in _unfolded(file, target, quiet=inside):
                if kept := _pooled(one, target):
                    touched[kept.cut] = one
                else:
                    found.append(one)
    found += [_joined(cut, one, target) for cut, one in touched.items()]
    return list(dict.fromkeys(found))


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(p for p in folder.iterdir() if p.suffix.lower() in KINDS and p.is_file())
    except OSError:  # pulled out just now: the look at the folder itself says so
        return [folder]


def _unfolded(file: Path, target: Path, *, quiet: bool) -> Sequence[Path]:
    """The packages and parts in a letter; any other file is itself."""
    if file.suffix.lower() != parts.LETTER_SUFFIX:
        return [file]
    from desktop.exchange import mail

    try:
        if file.stat().st_size > mail.MAIL_LIMITS.file_bytes:
            return [file]
        letter = mail.read(read_whole(file), name=file.name)
    except (AppError, OSError):
        return [file]
    if not letter.attachments:
        return [] if quiet else [file]
    return keep(letter.attachments, target)


def keep(attachments: Iterable[tuple[str, bytes]], folder: Path) -> list[Path]:
    """Write files whole into a folder; the same bytes under the same name are not written again.

    Another file of the same name gets its own by its hash, so nothing is replaced.
    """
    kept: list[Path] = []
    for name, content in attachments:
        make_folder(folder)
        path = folder / name
        if _holds_other(path, content):
            digest = hashlib.sha256(content).hexdigest()[:8]
            path = folder / f"{path.stem}-{digest}{path.suffix}"
        if not _holds(path, content):
            write_whole(path, content)
        kept.append(path)
    return kept


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def _holds_other(path: Path, content: bytes) -> bool:
    return path.exists() and not _holds(path, content)


# Parts -------------------------------------------------------------------------------------------
def _pooled(file: Path, target: Path) -> PartHead | None:
    """Put a part that is whole in itself into the pool; None for all other files."""
    part = _part_at(file)
    if part is None:
        return None
    # One number with two contents stands there twice; joining them says so.
    keep([(parts.part_name(part.head), read_whole(file))], _pool(target, part.head.cut))
    return part.head


def _part_at(file: Path) -> Part | None:
    if file.suffix.lower() != parts.SUFFIX:
        return None
    try:
        return parts.read_part(read_whole(file), name=file.name)
    except AppError:
        return None


def _pool(target: Path, cut: tuple[str, int]) -> Path:
    return target / "parts" / f"{cut[0][:32]}-{cut[1]}"


def _joined(cut: tuple[str, int], file: Path, target: Path) -> Path:
    """The whole package if all its parts are there, else one of the parts that stand in the pool."""
    pool = _pool(target, cut)
    held = sorted(pool.glob(f"*{parts.SUFFIX}"))
    found = [part for part in map(_part_at, held) if part is not None]
    try:
        raw = parts.join(found)
    except AppError:
        return held[0] if held else file
    whole = keep([(found[0].head.name, raw)], target)[0]
    for path in held:
        path.unlink(missing_ok=True)
    return whole
