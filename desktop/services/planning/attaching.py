"""Evidence: files kept with the progress of a task, checked before they come in, saved out again."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.domain.planning import Attachment, Task, TaskProgress, progress_uid
from desktop.errors import (
    AppError,
    AttachmentAbsent,
    AttachmentActive,
    AttachmentDisguised,
    AttachmentEmpty,
    AttachmentKind,
    AttachmentMacros,
    AttachmentName,
    AttachmentRuns,
    AttachmentsFull,
    AttachmentTooLarge,
    FileUnreadable,
    TaskGone,
)
from desktop.files import write_whole
from desktop.rules.attachments import (
    ALL_LIMIT,
    FILE_LIMIT,
    LONGEST_NAME,
    Refusal,
    clean_name,
    refusal,
)
from desktop.services.changes import Changes
from desktop.services.planning import records
from desktop.services.planning.records import Deed
from desktop.services.planning.unzipping import parts_in
from desktop.store import plans, settings
from desktop.store.connection import Db, writing

__all__ = [
    "ALL_LIMIT", "FILE_LIMIT", "Attached", "accept", "attach", "content", "detach", "let_go", "room",
    "save_out",
]  # fmt: skip

_ERRORS: Mapping[Refusal, type[AppError]] = {
    Refusal.EMPTY: AttachmentEmpty,
    Refusal.TOO_LARGE: AttachmentTooLarge,
    Refusal.KIND: AttachmentKind,
    Refusal.RUNS: AttachmentRuns,
    Refusal.MACROS: AttachmentMacros,
    Refusal.DISGUISED: AttachmentDisguised,
    Refusal.NAME: AttachmentName,
    Refusal.ACTIVE: AttachmentActive,
}
_MB = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """What became of files that were to be attached: those kept, and why others were not."""

    deed: Deed
    kept: tuple[Attachment, ...]
    refused: tuple[AppError, ...]

    @property
    def changes(self) -> Changes:
        """What windows have to look at again."""
        return self.deed.changes


def accept(name: str, content: bytes) -> Attachment:
    """The attachment that a file would be, its name cleaned.

    Raises AttachmentEmpty, AttachmentTooLarge, AttachmentKind, AttachmentRuns, AttachmentMacros,
    AttachmentDisguised, AttachmentActive or AttachmentName. Files out of packages pass here as well.
    """
    why = refusal(name, content, parts_in(content))
    if why is not None:
        raise _error(why, name, len(content))
    return Attachment(
        name=clean_name(name), size=len(content), sha256=hashlib.sha256(content).hexdigest()
    )


def _error(why: Refusal, name: str, size: int) -> AppError:
    return _ERRORS[why](name=clean_name(name), size=_megabytes(size), limit=str(FILE_LIMIT // _MB))


def _megabytes(size: int) -> str:
    return f"{size / _MB:.1f}".replace(".", ",")


def attach(
    db: Db, task_uid: str, paths: Iterable[Path], *, now: datetime.datetime, by: str
) -> Attached:
    """Keep files as evidence of this office's progress with a task; those that may not are told.

    The same bytes are kept once, and once in a task. Raises TaskGone, BranchNotMain.
    """
    progress = _progress(db, task_uid)
    read, refused = _all_read(paths)
    new = {sha: pair for sha, pair in read.items() if sha not in {f.sha256 for f in progress.files}}
    with writing(db):
        let_go(db)
        full = _without_room(db, [one for one, _ in new.values()])
        refused += [AttachmentsFull(name=f.name, limit=str(ALL_LIMIT // _MB)) for f in full]
        kept = [pair for sha, pair in new.items() if sha not in {f.sha256 for f in full}]
        for one, data in kept:
            plans.put_file(db, one.sha256, data)
        after = replace(progress, files=_named_apart([*progress.files, *(one for one, _ in kept)]))
        records_after = [after] if kept else []
        deed = records.put(db, records_after, action="plan-evidence", now=now, by=by)
    return Attached(deed=deed, kept=after.files[len(progress.files) :], refused=tuple(refused))


def _all_read(
    paths: Iterable[Path],
) -> tuple[dict[str, tuple[Attachment, bytes]], list[AppError]]:
    """What may be kept, by SHA-256, and why the rest may not; before the book is written to."""
    read: dict[str, tuple[Attachment, bytes]] = {}
    refused: list[AppError] = []
    for path in paths:
        try:
            one, data = _read(path)
            read.setdefault(one.sha256, (one, data))
        except AppError as error:
            refused.append(error)
    return read, refused


def _without_room(db: Db, files: Iterable[Attachment]) -> list[Attachment]:
    sizes = plans.file_sizes(db)
    full = []
    for one in files:
        if one.sha256 not in sizes and sum(sizes.values()) + one.size > ALL_LIMIT:
            full.append(one)
        else:
            sizes[one.sha256] = one.size
    return full


def _read(path: Path) -> tuple[Attachment, bytes]:
    try:
        size = path.stat().st_size
        if size > FILE_LIMIT:
            raise _error(Refusal.TOO_LARGE, path.name, size)
        data = path.read_bytes()
    except OSError as error:
        raise FileUnreadable(path=path.name, detail=error.strerror or "") from error
    return accept(path.name, data), data


def _named_apart(files: Sequence[Attachment]) -> tuple[Attachment, ...]:
    """Files of one task with names that differ: a second "anh.jpg" is "anh (2).jpg"."""
    seen: set[str] = set()
    found = []
    for one in files:
        stem, dot, ending = one.name.rpartition(".")
        name, number = one.name, 1
        while name.casefold() in seen:
            number += 1
            mark = f" ({number}){dot}{ending}"
            name = f"{stem[: LONGEST_NAME - len(mark)].rstrip()}{mark}"
        seen.add(name.casefold())
        found.append(replace(one, name=name))
    return tuple(found)


def detach(
    db: Db, task_uid: str, sha256s: Iterable[str], *, now: datetime.datetime, by: str
) -> Deed:
    """Take files off a task. Their bytes stay until the next file comes, so that it can be undone."""
    progress, off = _progress(db, task_uid), {*sha256s}
    left = tuple(f for f in progress.files if f.sha256 not in off)
    after = [replace(progress, files=left)] if left != progress.files else []
    return records.write(db, after, action="plan-evidence", now=now, by=by)


def content(db: Db, attachment: Attachment) -> bytes:
    """The bytes of a file. Raises AttachmentAbsent where only its name came along."""
    found = plans.file(db, attachment.sha256)
    if found is None:
        raise AttachmentAbsent(name=attachment.name)
    return found


def save_out(db: Db, attachment: Attachment, path: Path) -> None:
    """Write a file out of the book, whole. Raises AttachmentAbsent and what `write_whole` raises."""
    write_whole(path, content(db, attachment))


def room(db: Db) -> int:
    """How many bytes of evidence still fit into the book."""
    return max(0, ALL_LIMIT - sum(plans.file_sizes(db).values()))


def let_go(db: Db) -> None:
    """Inside a transaction: forget the bytes of files that nothing names any more."""
    named = {f.sha256 for p in plans.of_kind(db, TaskProgress) for f in p.files}
    if unnamed := plans.file_sizes(db).keys() - named:
        plans.drop_files(db, sorted(unnamed))


def _progress(db: Db, task_uid: str) -> TaskProgress:
    if plans.get(db, Task, task_uid) is None:
        raise TaskGone()
    office = settings.office(db).code
    uid = progress_uid(task_uid, office)
    return plans.get(db, TaskProgress, uid) or TaskProgress(
        uid=uid, task_uid=task_uid, office=office
    )
