"""Why a household has its class, on one A4 page: for the household, a complaint, an inspector.

No form of the state: it explains and decides nothing, and says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from desktop.domain.vietnamese import nfc
from desktop.reports.forms.common import Context, heading, place_date
from desktop.reports.sheet import Column, Foot, Heading, Kind, Row, RowKind, Sheet, Value
from desktop.text import t

FORM = "explanation"
UNSEEN = "*"
"""Marks a source that was not compared with the original text."""
_SIZE = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One answer: what was asked, the answer with its reason, points (None: none), the source.

    `seen`: whether the source was compared with the original text.
    """

    what: str
    answer: str
    points: int | None = None
    source: str = ""
    tip: str = ""
    seen: bool = True
    is_total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines under one title."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """All that the paper says, in words."""

    head: str
    context: str
    verdict: str
    limit: str
    standard: str
    blocks: tuple[Block, ...]


def build(words: Words, context: Context) -> Sheet:
    """The explanation of one household as a sheet; sources are letters, written out below it."""
    letters = _letters(words)
    cited = tuple(
        t("explanation-source", letter=letter, source=nfc(source))
        for source, letter in letters.items()
    )
    unseen = (t("explanation-unseen"),) if UNSEEN in "".join(letters.values()) else ()
    return Sheet(
        form=FORM,
        heading=_heading(words, context),
        head=_columns(),
        body=tuple(row for block in words.blocks for row in _rows(block, letters)),
        foot=Foot(),
        notes=(*cited, *unseen, f"{words.limit} {words.standard}", _made_by(context)),
        landscape=False,
        size=_SIZE,
    )


def _letters(words: Words) -> dict[str, str]:
    """Each source with its letter, in the order of the page; one not compared has a mark more."""
    lines = [line for block in words.blocks for line in block.lines if line.source]
    unseen = {line.source for line in lines if not line.seen}
    return {
        source: _letter(n) + UNSEEN * (source in unseen)
        for n, source in enumerate(dict.fromkeys(line.source for line in lines))
    }


def _letter(number: int) -> str:
    return chr(ord("a") + number) if number < 26 else str(number + 1)


def _heading(words: Words, context: Context) -> Heading:
    made = heading(context, mark="", title=t("explanation-title"))
    who = t("explanation-of", head=nfc(words.head), context=words.context)
    return replace(made, subtitle=(who, words.verdict))


def _columns() -> tuple[Column, ...]:
    return (
        Column(title=t("explain-what"), width=60),
        Column(title=t("explain-answer"), width=86),
        Column(title=t("explain-points"), kind=Kind.POINTS, width=11),
        Column(title=t("explain-source"), width=13, centred=True),
    )


def _rows(block: Block, letters: Mapping[str, str]) -> list[Row]:
    rows = [Row(kind=RowKind.SECTION, lines=((nfc(block.title), "", None, ""),))]
    for line in block.lines:
        kind = RowKind.TOTAL if line.is_total else RowKind.ENTRY
        source = letters.get(line.source, "")
        # Sentences stand on lines of their own: nfc would join them.
        answer = "\n".join(nfc(part) for part in line.answer.split("\n"))
        values: tuple[Value, ...] = (nfc(line.what), answer, line.points, source)
        rows.append(Row(kind=kind, lines=(values,)))
    return rows


def _made_by(context: Context) -> str:
    """Nobody signs it: a decision is signed, an explanation is not."""
    who = context.signatory
    place = place_date(who.place, context.on, context.year)
    if not who.prepared_by:
        return t("explanation-no-decision", place=place)
    return t("explanation-no-decision-by", place=place, name=nfc(who.prepared_by))
