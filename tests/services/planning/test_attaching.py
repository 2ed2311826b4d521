"""Evidence: files come in checked, are kept once, go out whole, and are let go when nobody names them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.planning import Attachment, Task, TaskProgress
from desktop.errors import (
    AttachmentAbsent,
    AttachmentActive,
    AttachmentDisguised,
    AttachmentKind,
    AttachmentRuns,
    AttachmentsFull,
    AttachmentTooLarge,
    FileUnreadable,
    FileUnwritable,
    TaskGone,
)
from desktop.rules.attachments import LONGEST_NAME, clean_name
from desktop.services.planning import attaching, tasks
from desktop.store import plans
from desktop.store.connection import Db
from desktop.text import sentence
from tests.services.made import BY, NOW

PDF = b"%PDF-1.7\n%%EOF\n"


def a_task(db: Db, title: str = "Họp thôn") -> Task:
    """A task of the commune."""
    one = replace(tasks.blank(db, 2026, "1"), title=title)
    tasks.keep(db, one, now=NOW, by=BY)
    return one


def written(folder: Path, name: str = "bien_ban.pdf", content: bytes = PDF) -> Path:
    """A file on the disk."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def attach(db: Db, one: Task, *paths: Path) -> attaching.Attached:
    """As the page does."""
    return attaching.attach(db, one.uid, paths, now=NOW, by=BY)


def names(db: Db) -> Sequence[str]:
    """Names of the files of all tasks."""
    return [f.name for p in plans.of_kind(db, TaskProgress) for f in p.files]


def test_a_file_comes_in_and_goes_out_byte_for_byte(commune: Db, tmp_path: Path) -> None:
    done = attach(commune, a_task(commune), written(tmp_path))
    (one,) = done.kept
    assert (one.name, one.size, done.refused) == ("bien_ban.pdf", len(PDF), ())
    assert "plan" in done.changes
    attaching.save_out(commune, one, tmp_path / "ra.pdf")
    assert (tmp_path / "ra.pdf").read_bytes() == PDF
    with pytest.raises(FileUnwritable):
        attaching.save_out(commune, one, tmp_path / "khong_co" / "ra.pdf")


def test_good_files_are_kept_though_others_are_refused(commune: Db, tmp_path: Path) -> None:
    paths = [
        written(tmp_path),
        written(tmp_path, "a.exe"),
        written(tmp_path, "anh.pdf", b"MZ" + bytes(80)),
        written(tmp_path, "b.pdf", b"\xff\xd8\xff"),
        written(tmp_path, "c.gif"),
        written(tmp_path, "e.pdf", PDF + b"/S /JavaScript"),
        written(tmp_path, "d.pdf", PDF + bytes(attaching.FILE_LIMIT)),
        tmp_path / "khong_co.pdf",
    ]
    done = attach(commune, a_task(commune), *paths)
    assert [type(e) for e in done.refused] == [
        AttachmentRuns, AttachmentRuns, AttachmentDisguised, AttachmentKind, AttachmentActive,
        AttachmentTooLarge, FileUnreadable,
    ]  # fmt: skip
    assert names(commune) == ["bien_ban.pdf"]
    assert "5,0 MB, quá mức 5 MB" in sentence(done.refused[5])
    assert "e.pdf có lệnh tự chạy" in sentence(done.refused[4])


def test_a_folder_is_no_file(commune: Db, tmp_path: Path) -> None:
    done = attach(commune, a_task(commune), tmp_path)
    assert [type(e) for e in done.refused] == [FileUnreadable]


def test_the_same_bytes_are_kept_once(commune: Db, tmp_path: Path) -> None:
    first, second = a_task(commune, "Một"), a_task(commune, "Hai")
    attach(commune, first, written(tmp_path), written(tmp_path, "ban_sao.pdf"))
    attach(commune, first, written(tmp_path, "lai.pdf"))
    attach(commune, second, written(tmp_path))
    assert names(commune) == ["bien_ban.pdf", "bien_ban.pdf"]
    assert [*plans.file_sizes(commune).values()] == [len(PDF)]


def test_two_files_of_one_name_are_told_apart(commune: Db, tmp_path: Path) -> None:
    one = a_task(commune)
    attach(commune, one, written(tmp_path / "1"), written(tmp_path / "2", content=PDF + b"2"))
    attach(commune, one, written(tmp_path / "3", content=PDF + b"3"))
    assert names(commune) == ["bien_ban.pdf", "bien_ban (2).pdf", "bien_ban (3).pdf"]


def test_long_names_told_apart_stay_names_as_they_are_kept(commune: Db, tmp_path: Path) -> None:
    long = "x" * (LONGEST_NAME - 4) + ".pdf"
    attach(
        commune, a_task(commune), written(tmp_path / "1", long),
        written(tmp_path / "2", long, PDF + b"2"),
    )  # fmt: skip
    first, second = names(commune)
    assert first != second
    assert [clean_name(n) for n in (first, second)] == [first, second]


def test_no_more_than_the_room_in_the_book(
    commune: Db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attaching, "ALL_LIMIT", 2 * len(PDF) + 1)
    one = a_task(commune)
    done = attach(
        commune, one, *(written(tmp_path, f"{n}.pdf", PDF + str(n).encode()) for n in range(3))
    )
    assert names(commune) == ["0.pdf"]
    assert [type(e) for e in done.refused] == [AttachmentsFull, AttachmentsFull]
    assert attaching.room(commune) == len(PDF)
    assert len(attach(commune, one, written(tmp_path, "x.pdf", PDF)).kept) == 1


def test_a_file_taken_off_can_be_brought_back(commune: Db, tmp_path: Path) -> None:
    one = a_task(commune)
    (kept,) = attach(commune, one, written(tmp_path)).kept
    deed = attaching.detach(commune, one.uid, [kept.sha256], now=NOW, by=BY)
    assert names(commune) == []
    tasks.put_back(commune, deed, now=NOW, by=BY)
    assert attaching.content(commune, kept) == PDF


def test_a_removed_task_comes_back_with_its_files(commune: Db, tmp_path: Path) -> None:
    one = a_task(commune)
    (kept,) = attach(commune, one, written(tmp_path)).kept
    deed = tasks.remove(commune, one.uid, now=NOW, by=BY)
    tasks.put_back(commune, deed, now=NOW, by=BY)
    assert names(commune) == ["bien_ban.pdf"]
    assert attaching.content(commune, kept) == PDF


def test_what_nothing_names_any_more_is_let_go_with_the_next_file(
    commune: Db, tmp_path: Path
) -> None:
    one = a_task(commune)
    (kept,) = attach(commune, one, written(tmp_path)).kept
    attaching.detach(commune, one.uid, [kept.sha256], now=NOW, by=BY)
    attach(commune, one, written(tmp_path, "moi.pdf", PDF + b"moi"))
    assert kept.sha256 not in plans.file_sizes(commune)
    with pytest.raises(AttachmentAbsent):
        attaching.content(commune, kept)


def test_words_of_progress_do_not_touch_its_files(commune: Db, tmp_path: Path) -> None:
    one = a_task(commune)
    blank = tasks.lines(commune, 2026, NOW.date())[0].progress
    attach(commune, one, written(tmp_path))
    tasks.keep_progress(commune, replace(blank, evidence="Đã họp"), now=NOW, by=BY)
    assert names(commune) == ["bien_ban.pdf"]


def test_no_file_without_a_task(commune: Db, tmp_path: Path) -> None:
    with pytest.raises(TaskGone):
        attaching.attach(commune, "nobody", [written(tmp_path)], now=NOW, by=BY)
    with pytest.raises(AttachmentAbsent):
        attaching.content(commune, Attachment(name="a.pdf", size=1, sha256="0" * 64))
