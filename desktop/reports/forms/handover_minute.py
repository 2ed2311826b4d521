"""The minute of a package's hand-over, for both offices to sign. The office's own page, no form of the law."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from desktop.domain.answer import Said, Verdict
from desktop.domain.vietnamese import nfc, show_date, show_number
from desktop.reports.forms.common import Context, place_date
from desktop.reports.forms.paper_frame import opening, unit_name
from desktop.reports.sheet import Column, Heading, Kind, Row, RowKind, Value
from desktop.reports.text_sheet import (
    Field,
    FieldLine,
    Paragraph,
    Part,
    Signer,
    Signing,
    Table,
    TextSheet,
    WritingLines,
)
from desktop.text import t


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A household that was held or returned, and why."""

    number: str
    head_name: str
    village: str
    verdict: Verdict
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Minute:
    """What both sides' logs know of one package; `verdict` None: no answer yet, left to the hand.

    Times are local. `totals` are (name in words, sent, counted by the receiver or None). `size` is in bytes. The
    fingerprint is the whole SHA-256 of the file. `verdicts`: households by verdict.
    """

    sender: str
    receiver: str
    year: int
    number: int
    file_name: str
    size: int
    sha256: str
    made_at: datetime.datetime
    answered_at: datetime.datetime | None = None
    verdict: Verdict | None = None
    verdicts: tuple[tuple[Verdict, int], ...] = ()
    totals: tuple[tuple[str, int, int | None], ...] = ()
    opinion: Said = field(default_factory=Said)
    listed: tuple[Listed, ...] = ()
    more: int = 0


def build(of: Minute, context: Context) -> TextSheet:
    """The minute; what no log knows yet is left open."""
    year, number = str(of.year), str(of.number)
    return TextSheet(
        form="bien_ban_giao_nhan",
        heading=Heading(
            parent="",
            body=t("paper-own-body", name=nfc(context.office.name).upper()),
            mark="",
            title=(t("answers-paper-title").upper(),),
            subtitle=(t("answers-paper-subtitle", number=number, year=year),),
            place_date=place_date(context.signatory.place, context.on, context.year),
            practice=context.practice or context.office.practice,
        ),
        parts=(
            *_who(of),
            *_package(of),
            Paragraph(text=t("answers-paper-totals"), lead="3.", keep=True, before=6),
            _totals(of),
            *_result(of),
            Paragraph(text=t("answers-paper-copies"), before=8),
            _signing(of),
        ),
    )  # fmt: skip


def _who(of: Minute) -> Iterator[Part]:
    yield Paragraph(text=t("answers-paper-who"), lead="1.", keep=True, before=8)
    for side, name in (("sender", of.sender), ("receiver", of.receiver)):
        yield FieldLine(
            fields=(
                Field(label=t(f"answers-paper-{side}"), value=opening(unit_name(name)), share=3),
                Field(label=t("answers-paper-person"), share=2),
            )
        )


def _package(of: Minute) -> Iterator[Part]:
    yield Paragraph(text=t("answers-paper-package"), lead="2.", keep=True, before=6)
    fields = (
        ("made", _moment(of.made_at)),
        ("file", of.file_name),
        ("size", t("answers-paper-bytes", size=show_number(of.size))),
        ("fingerprint", short_fingerprint(of.sha256)),
    )
    for name, value in fields:
        yield FieldLine(fields=(Field(label=t(f"answers-paper-{name}"), value=value),))
    yield Paragraph(text=t("answers-paper-fingerprint-how"), italic=True, size=11, first=0)


def short_fingerprint(sha256: str) -> str:
    """The first 16 signs of the hash in fours: enough to tell two files apart by eye."""
    head = sha256[:16].upper()
    return " ".join(head[n : n + 4] for n in range(0, len(head), 4))


def _moment(at: datetime.datetime | None) -> str:
    return at.strftime("%H:%M, %d/%m/%Y") if at else ""


def _totals(of: Minute) -> Table:
    head = (
        Column(title=t("paper-col-no"), kind=Kind.ORDINAL, width=12, centred=True),
        Column(title=t("answers-paper-col-total"), width=78),
        Column(title=t("answers-paper-col-sent"), kind=Kind.POINTS, width=28),
        Column(title=t("answers-paper-col-counted"), kind=Kind.POINTS, width=30),
        Column(title=t("answers-paper-col-difference"), kind=Kind.POINTS, width=22),
    )
    rows = [
        _row(n, (nfc(name), sent, counted, None if counted is None else counted - sent))
        for n, (name, sent, counted) in enumerate(of.totals, start=1)
    ]
    return Table(head=head, body=tuple(rows), size=12)


def _row(number: int, values: tuple[Value, ...]) -> Row:
    return Row(kind=RowKind.ENTRY, lines=((number, *values),))


def _result(of: Minute) -> Iterator[Part]:
    yield Paragraph(text=t("answers-paper-result"), lead="4.", keep=True, before=6)
    if of.verdict is None:
        yield WritingLines(count=2)
    else:
        at = _moment(of.answered_at)
        yield Paragraph(text=t(f"answers-paper-verdict-{of.verdict}", at=at))
    if of.verdicts:
        counts = ", ".join(t(f"answers-count-{v}", count=count) for v, count in of.verdicts)
        yield Paragraph(text=t("answers-counts", counts=counts))
    if not of.opinion.is_empty:
        said = of.opinion
        letter = t(
            "answers-letter", number=said.number or "……", date=show_date(said.on) or "……"
        ) if said.number or said.on else ""  # fmt: skip
        words = " ".join(w for w in (said.text, f"({letter})" if letter else "") if w)
        yield Paragraph(text=t("answers-paper-opinion", words=words))
    if of.listed:
        yield Paragraph(text=t("answers-paper-listed"), lead="5.", keep=True, before=6)
        yield _households(of)
        if of.more:
            yield Paragraph(text=t("answers-paper-more", count=of.more), italic=True, size=11)


def _households(of: Minute) -> Table:
    head = (
        Column(title=t("paper-col-no"), kind=Kind.ORDINAL, width=12, centred=True),
        Column(title=t("answers-paper-col-number"), kind=Kind.ID, width=18),
        Column(title=t("answers-paper-col-head"), width=40),
        Column(title=t("answers-paper-col-village"), width=28),
        Column(title=t("answers-paper-col-verdict"), width=24),
        Column(title=t("answers-paper-col-why"), width=48),
    )
    rows = [
        _row(
            n,
            (one.number, nfc(one.head_name), nfc(one.village), t(f"answers-word-{one.verdict}"), nfc(one.why)),
        )
        for n, one in enumerate(of.listed, start=1)
    ]  # fmt: skip
    return Table(head=head, body=tuple(rows), size=11)


def _signing(of: Minute) -> Signing:
    hint = t("answers-paper-sign-hint")
    return Signing(
        signers=(
            Signer(titles=(t("answers-paper-giver").upper(), opening(unit_name(of.sender))), hint=hint),
            Signer(titles=(t("answers-paper-taker").upper(), opening(unit_name(of.receiver))), hint=hint),
        )
    )  # fmt: skip
