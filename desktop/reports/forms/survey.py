"""Annex VIII (TT02): the income survey, for households of average living standard and low-income workers.

Nothing but its name is known: this is a working sheet with the household's facts and empty lines, and
it says so on the paper. No question and no figure of the annex is made up.
"""

from __future__ import annotations

from desktop.domain.household import Household, Person
from desktop.domain.paper_words import PaperId, PaperWords
from desktop.reports.forms.common import Context
from desktop.reports.forms.paper_frame import (
    entries,
    head_fields,
    members_table,
    official,
    signer,
)
from desktop.reports.sheet import Column, Kind, Row, RowKind
from desktop.reports.text_sheet import Field, FieldLine, Paragraph, Signing, Table, TextSheet
from desktop.text import t

_BLANK_MEMBERS, _INCOME_LINES, _SPARE = 6, 10, 2


def build(
    household: Household | None, context: Context, words: PaperWords, person: Person | None = None
) -> TextSheet:
    """The working sheet of a household, or a blank one; `person`: the member it is made for."""
    members = household.present if household else ()
    return TextSheet(
        form="VIII",
        heading=official(
            context,
            words,
            PaperId.SURVEY,
            (t("papers-title-survey").upper(),),
            subtitle=(t("papers-survey-working"),),
            dated=False,
        ),
        parts=(
            *head_fields(household, context, person),
            Paragraph(text=t("papers-survey-members"), first=0, bold=True, keep=True),
            members_table(members, len(members) + _SPARE if household else _BLANK_MEMBERS),
            Paragraph(text=t("papers-survey-income"), first=0, bold=True, keep=True),
            _income(),
            FieldLine(fields=(
                Field(label=t("papers-survey-per-person")),
                Field(label=t("papers-survey-on")),
            )),
            Signing(signers=(
                signer("papers-signer-household-head"),
                signer("papers-signer-surveyor"),
            )),
        ),
    )  # fmt: skip


def _income() -> Table:
    columns = (
        Column(title=t("papers-col-no"), kind=Kind.ORDINAL, width=10),
        Column(title=t("papers-col-income"), width=78),
        Column(title=t("papers-col-amount"), width=40),
        Column(title=t("papers-col-note"), width=37),
    )
    lines = entries([(n, "", "", "") for n in range(1, _INCOME_LINES + 1)])
    total = Row(kind=RowKind.TOTAL, lines=(("", t("papers-total"), "", ""),))
    return Table(head=columns, body=(*lines, total), least=19, size=11)
