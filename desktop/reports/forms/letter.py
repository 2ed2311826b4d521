"""The commune's letter to the office above with its counts, and the notice of a recheck (law.md §6)."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from desktop.domain.paper_words import PaperId, PaperWords
from desktop.domain.procedure import Complaint
from desktop.domain.review import HouseholdClass
from desktop.domain.totals import UnitFigures
from desktop.domain.vietnamese import nfc, rate
from desktop.reports.forms.common import Context
from desktop.reports.forms.paper_frame import (
    class_name,
    official,
    opening,
    sentence_of,
    show_day,
    signing,
    to_whom,
    unit_name,
    village_name,
)
from desktop.reports.sheet import (
    Column,
    Formula,
    Group,
    Head,
    Kind,
    RateOf,
    Row,
    RowKind,
    SumOf,
    Value,
)
from desktop.reports.text_sheet import Paragraph, Part, Table, TextSheet, WritingLines
from desktop.text import t

_SUMS = (2, 3, 4, 6, 7)
_RATES = ((5, RateOf(3, 2)), (8, RateOf(6, 2)))


def build(
    figures: Sequence[UnitFigures], context: Context, words: PaperWords, *, number: str = ""
) -> TextSheet:
    """The report in writing that asks for an opinion; the table sums the villages."""
    office, year = context.office, str(context.year)
    about = t("papers-letter-about", year=year)
    whole = _totals(figures)
    return TextSheet(
        form="cong_van",
        heading=official(context, words, PaperId.LETTER, (), number=number, about=about),
        parts=(
            to_whom(t("papers-chairman-of", name=unit_name(office.upper_name) or "…………")),
            Paragraph(
                text=sentence_of(words, PaperId.LETTER, "papers-letter-opening", context), before=8
            ),
            Paragraph(
                text=t("papers-letter-poor", households=whole[3], people=whole[4]),
                lead="1.",
            ),
            Paragraph(
                text=t("papers-letter-near", households=whole[6], people=whole[7]),
                lead="2.",
            ),
            Paragraph(
                text=t("papers-letter-escaped", **_escaped(figures)),
                lead="3.",
            ),
            Paragraph(text=t("papers-letter-table"), keep=True),
            _table(figures, whole),
            Paragraph(
                text=sentence_of(words, PaperId.LETTER, "papers-letter-asks", context), before=6
            ),
            signing(context, words, PaperId.LETTER),
        ),
    )


def _escaped(figures: Sequence[UnitFigures]) -> dict[str, int]:
    """Columns 2 and 3 of form 7.2, column 2 of form 7.3 (households)."""
    return {
        "became_near": sum(f.poor_flow.households[1] for f in figures),
        "rose": sum(f.poor_flow.households[2] for f in figures),
        "left": sum(f.near_poor_flow.households[1] for f in figures),
    }


def _totals(figures: Sequence[UnitFigures]) -> list[int]:
    """Sums by table column; the first two columns hold words."""
    lines = [_numbers(f) for f in figures]
    return [0, 0, *(sum(line[i] for line in lines) for i in range(7))]


def _numbers(f: UnitFigures) -> tuple[int, ...]:
    """Residents, poor households and people, (a place for the rate), near-poor households, people."""
    return (
        f.resident_households or 0,
        f.poor_households,
        f.poor_people,
        0,
        f.near_poor_households,
        f.near_poor_people,
        0,
    )


def _columns() -> Head:
    def three(title: str) -> Group:
        return Group(
            title=t(title),
            columns=(
                Column(title=t("paper-col-households"), kind=Kind.COUNT, width=14),
                Column(title=t("paper-col-people"), kind=Kind.COUNT, width=15),
                Column(title=t("paper-col-rate"), kind=Kind.RATE, width=14),
            ),
        )

    return (
        Column(title=t("papers-col-no"), kind=Kind.ORDINAL, width=10),
        Column(title=t("papers-col-village"), width=42),
        Column(title=t("papers-col-residents"), kind=Kind.COUNT, width=20),
        three("class-poor"),
        three("class-near_poor"),
    )


def _table(figures: Sequence[UnitFigures], whole: Sequence[int]) -> Table:
    rows = [
        _row(RowKind.UNIT, n, nfc(f.name), [0, 0, *_numbers(f)], _RATES)
        for n, f in enumerate(figures, start=1)
    ]
    sums: tuple[tuple[int, Formula], ...] = tuple(
        (column, SumOf(tuple(range(len(rows))))) for column in _SUMS
    )
    total = _row(RowKind.TOTAL, "", t("papers-total"), whole, (*sums, *_RATES))
    return Table(head=_columns(), body=(*rows, total), size=11)


def _row(
    kind: RowKind,
    number: int | str,
    name: str,
    line: Sequence[int],
    formulas: tuple[tuple[int, Formula], ...],
) -> Row:
    """A line whose rates are of all resident households, none where their number is not typed."""
    values: list[Value] = [number, name, *line[2:]]
    values[2] = line[2] or None
    values[5], values[8] = rate(line[3], line[2]), rate(line[6], line[2])
    return Row(kind=kind, lines=(tuple(values),), formulas=formulas)


# The notice of a recheck -------------------------------------------------------------------------
def recheck(
    complaint: Complaint,
    head_name: str,
    context: Context,
    words: PaperWords,
    *,
    result: HouseholdClass | None = None,
    due: datetime.date | None = None,
    posted_on: datetime.date | None = None,
    posted_until: datetime.date | None = None,
    survey_days: int = 0,
    person: str = "",
) -> TextSheet:
    """Before the recheck: that and until when (`due`) it will be; after it: what came of it.

    `person`: whom a case of one person is about.
    """
    where = village_name(complaint.village)
    title = (t("papers-title-recheck").upper(), t("papers-recheck-about", village=where))
    parts: list[Part] = [
        Paragraph(text=_received(complaint, head_name, person, context)),
        Paragraph(text=t("papers-recheck-content"), keep=True),
        *([Paragraph(text=nfc(complaint.text))] if complaint.text else [WritingLines(count=2)]),
    ]
    if complaint.rechecked_on is None:
        days, last = f"{survey_days:02d}", show_day(due)
        will = t("papers-survey-recheck-will", days=days, day=last) if survey_days else ""
        parts.append(Paragraph(text=will or t("papers-recheck-will", day=last)))
    else:
        parts += _rechecked(complaint, result)
        start, end = show_day(posted_on), show_day(posted_until)
        parts.append(Paragraph(text=t("papers-recheck-posted", start=start, end=end)))
    tell = sentence_of(words, PaperId.RECHECK, "papers-recheck-tell", context, where)
    parts.append(Paragraph(text=tell))
    return TextSheet(
        form="phuc_tra",
        heading=official(context, words, PaperId.RECHECK, title, number="", village=where),
        parts=(*parts, signing(context, words, PaperId.RECHECK)),
    )


def _received(complaint: Complaint, head_name: str, person: str, context: Context) -> str:
    """From whom, and about whom: a household, or one person of it."""
    key = "papers-recheck-received-person" if person else "papers-recheck-received"
    return t(
        key,
        person=nfc(person),
        opening=opening(show_day(complaint.received_on)),
        name=unit_name(context.office.name),
        who=nfc(complaint.by) or "…………",
        head=nfc(head_name) or "…………",
        village=village_name(complaint.village),
    )


def _rechecked(complaint: Complaint, result: HouseholdClass | None) -> list[Part]:
    """What the recheck found: the class, and what was written of it."""
    found = class_name(result) or nfc(complaint.result) or "…………"
    day = show_day(complaint.rechecked_on)
    parts: list[Part] = [Paragraph(text=t("papers-recheck-done", day=day, result=found))]
    if result and complaint.result:
        parts.append(Paragraph(text=nfc(complaint.result)))
    return parts
