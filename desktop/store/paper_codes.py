"""The text of papers that left the program, kept under the code at their foot."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import msgspec

from desktop.store.connection import Db


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPaper:
    """A paper as it was: its text, the SHA-256 of that, and its totals as (name, figure) words."""

    code: str
    form: str
    year: int
    title: str
    official: bool
    totals: tuple[tuple[str, str], ...]
    sha256: str
    text: str


def put(db: Db, paper: KeptPaper) -> None:
    """Keep a paper; one whose code is known has the same text and stays as it is."""
    db.table("paper_code").insert(
        {
            "code": paper.code,
            "form": paper.form,
            "year": paper.year,
            "title": paper.title,
            "official": int(paper.official),
            "totals": msgspec.json.encode(paper.totals).decode(),
            "sha256": paper.sha256,
            "text": zlib.compress(paper.text.encode(), 9),
        },
        pk="code",
        ignore=True,
    )


def get(db: Db, code: str) -> KeptPaper | None:
    """The paper of a code, None if none left this book under it."""
    row = next(iter(db.query("SELECT * FROM paper_code WHERE code = ?", [code])), None)
    if row is None:
        return None
    return KeptPaper(
        code=row["code"],
        form=row["form"],
        year=row["year"],
        title=row["title"],
        official=bool(row["official"]),
        totals=msgspec.json.decode(row["totals"], type=tuple[tuple[str, str], ...]),
        sha256=row["sha256"],
        text=zlib.decompress(row["text"]).decode(),
    )
