"""The account of a plan (sơ kết, tổng kết): its text with tables and charts, and its workbook (NĐ30).

No printed form of it is known: parts, tables and charts are this program's (KH107, law.md §8).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count

from desktop.domain.account import AccountText, Block, BlockKind
from desktop.domain.vietnamese import nfc
from desktop.reports.chart import Chart
from desktop.reports.forms.account_charts import AFTER_TABLES, chart_of
from desktop.reports.forms.account_paper import AccountPaper
from desktop.reports.forms.account_tables import table_of, tables
from desktop.reports.forms.common import Context, heading, place_date
from desktop.reports.forms.tabled import as_parts, as_sheet
from desktop.reports.sheet import Foot, Heading, Sheet
from desktop.reports.text_sheet import Paragraph, Part, Signer, Signing, TextSheet, section
from desktop.text import t

FORM = "account"
_SIZE = 13.5


def build(paper: AccountPaper, context: Context) -> TextSheet:
    """The whole account as a running text: what is looked at, printed, and written for editing."""
    text = paper.text
    return TextSheet(
        form=FORM,
        heading=account_heading(paper, context),
        parts=(
            *(Paragraph(text=nfc(line), before=6) for line in text.opening),
            *_notes(text),
            *_parts(paper),
            signing(context),
        ),
        size=_SIZE,
    )


def sheets(paper: AccountPaper, context: Context, code: str = "") -> tuple[Sheet, ...]:
    """The tables of the account, each on a worksheet of its own."""
    top = replace(account_heading(paper, context), number="", place_date="")
    return tuple(as_sheet(one, top, Foot(), code) for one in tables(paper))


def account_heading(paper: AccountPaper, context: Context) -> Heading:
    """Bodies, number, place and date, BÁO CÁO and what it is about."""
    number = nfc(paper.number) or "……"
    return replace(
        heading(context, mark="", title=""),
        title=(nfc(paper.text.title).upper(), *nfc(paper.text.subject).split("\n")),
        subtitle=(),
        number=t("papers-number", number=number if "/" in number else f"{number}/BC-UBND"),
        place_date=place_date(context.signatory.place, context.on, context.year),
    )


def signing(context: Context) -> Signing:
    """Nơi nhận left; authority and name right. A name not set is left open, for the hand."""
    who = context.signatory
    authority = who.authority or (t("paper-authority-body"), t("paper-authority-chairman"))
    upper = context.office.upper_name
    above = (t("account-receivers-upper", office=nfc(upper)),) if upper else ()
    return Signing(
        signers=(Signer(titles=authority, name=nfc(who.name)),),
        receivers=(*above, t("papers-receivers-file")),
    )


def _notes(text: AccountText) -> Iterator[Part]:
    for note in text.notes:
        yield Paragraph(text=nfc(note), lead=t("account-note"), italic=True, size=12)


@dataclass(frozen=True, slots=True)
class _Numbers:
    """Tables and charts are numbered as they come."""

    tables: Iterator[int]
    charts: Iterator[int]


def _parts(paper: AccountPaper) -> Iterator[Part]:
    numbers = _Numbers(count(1), count(1))
    asked = {b.text for p in paper.text.parts for b in p.blocks if b.kind is BlockKind.CHART}
    below = [name for name in AFTER_TABLES if name not in asked]
    for part in paper.text.parts:
        yield section(f"{part.number}. {nfc(part.heading)}")
        for block in part.blocks:
            if block.kind is BlockKind.TABLE:
                yield from _table(paper, block.text, numbers)
            if block.kind is BlockKind.CHART or block.text in below:
                yield from _chart(paper, block.text, numbers)
            if block.kind not in (BlockKind.TABLE, BlockKind.CHART):
                yield _words(block)


def _table(paper: AccountPaper, name: str, numbers: _Numbers) -> Iterator[Part]:
    made = table_of(paper, name)
    if made is not None:
        yield from as_parts(made, next(numbers.tables))


def _chart(paper: AccountPaper, name: str, numbers: _Numbers) -> Iterator[Chart]:
    made = chart_of(paper, name)
    if made is not None:
        title = t("tabled-chart", number=next(numbers.charts), title=made.title)
        yield replace(made, title=title)


def _words(block: Block) -> Paragraph:
    match block.kind:
        case BlockKind.HEADING:
            return section(nfc(block.text), 2)
        case BlockKind.ITEM:
            return Paragraph(text=f"- {nfc(block.text)}")
        case _:
            text = nfc(block.text)
            return Paragraph(text=text, keep=text.endswith(":"))  # not without what it announces
