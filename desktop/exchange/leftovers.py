"""Why a letter or a part could not become a package: the sentence for a file that stayed over."""

from __future__ import annotations

from pathlib import Path

from desktop.errors import AppError, MailEmpty, MailTooLarge, PartsMissing
from desktop.exchange import parts
from desktop.files import read_whole


def refuse_leftover(path: Path) -> None:
    """Raise what is to be said of a `.eml` or part file; nothing for any other.

    Parts that lie beside it are counted, so the sentence names those that are missing.
    """
    suffix = path.suffix.lower()
    if suffix == parts.SUFFIX:
        raise _of_part(path)
    if suffix == parts.LETTER_SUFFIX:
        raise _of_letter(path)


def _of_part(path: Path) -> AppError:
    try:
        own = parts.read_part(read_whole(path), name=path.name)
    except AppError as error:
        return error
    found = [own]
    for file in sorted(path.parent.glob(f"*{parts.SUFFIX}")):
        try:
            part = parts.read_part(read_whole(file), name=file.name)
        except AppError:
            continue
        if part.head.cut == own.head.cut:
            found.append(part)
    try:
        parts.join(found)
    except AppError as error:
        return error
    return PartsMissing(
        path=own.head.name, have=1, of=own.head.parts,
        missing=parts.numbers(parts.missing_of(own.head.parts, [own.head.part])),
    )  # fmt: skip


def _of_letter(path: Path) -> AppError:
    from desktop.exchange import mail

    try:
        if path.stat().st_size > mail.MAIL_LIMITS.file_bytes:
            return MailTooLarge(path=path.name, most=mail.MAIL_LIMITS.file_bytes >> 20)
        mail.read(read_whole(path), name=path.name)
    except OSError:
        return MailEmpty(path=path.name)
    except AppError as error:
        return error
    return MailEmpty(path=path.name)
