"""A table paper as a running text: the same heading, table, notes and signatures, for a word processor."""

from __future__ import annotations

from desktop.reports.sheet import Foot, Sheet, only_inked
from desktop.reports.text_sheet import (
    Align,
    Paragraph,
    Part,
    Signer,
    Signing,
    Table,
    TextSheet,
)


def running(sheet: Sheet) -> TextSheet:
    """The paper with its table as one part of a text."""
    inked = only_inked(sheet)
    parts: list[Part] = [Table(head=inked.head, body=inked.body, size=inked.size)]
    parts += [
        Paragraph(text=note, italic=True, size=inked.size, first=0, align=Align.LEFT)
        for note in inked.notes
    ]
    if signing := _signing(sheet.foot):
        parts.append(signing)
    return TextSheet(
        form=sheet.form, heading=sheet.heading, parts=tuple(parts), landscape=sheet.landscape,
        code=sheet.code,
    )  # fmt: skip


def _signing(foot: Foot) -> Signing | None:
    signers = []
    if foot.prepared_title:
        signers.append(Signer(titles=(foot.prepared_title,), name=foot.prepared_by))
    if foot.authority:
        signers.append(Signer(titles=foot.authority, place_date=foot.place_date, name=foot.name))
    return Signing(signers=tuple(signers)) if signers else None
