"""Forms 01 and 04: a household asks for a review, or to be recognised as escaped (QĐ24; law.md §7).

The layout of both is not known: what is asked is what the procedure needs, and the title is a setting.
"""

from __future__ import annotations

from desktop.domain.household import Household
from desktop.domain.paper_words import PaperId, PaperWords
from desktop.reports.forms.common import Context, place_date
from desktop.reports.forms.paper_frame import (
    SENTENCES,
    head_fields,
    mark_of,
    members_table,
    sentence_of,
    signer,
    title_of,
    to_whom,
    unit_name,
)
from desktop.reports.sheet import Heading
from desktop.reports.text_sheet import Paragraph, Signing, TextSheet, WritingLines
from desktop.text import t

_BLANK_MEMBERS = 8
_SPARE = 2  # lines for members that the register does not know


def build(
    household: Household | None, context: Context, words: PaperWords, *, leaving: bool = False
) -> TextSheet:
    """Form 01, or 04 where the household is `leaving`; blank without a household."""
    paper = PaperId.REQUEST_TO_LEAVE if leaving else PaperId.REQUEST
    members = household.present if household else ()
    chairman = t("papers-chairman-of", name=unit_name(context.office.name))
    place = place_date("", None, context.year)
    wish, vow = (sentence_of(words, paper, key, context) for key in SENTENCES[paper])
    return TextSheet(
        form="04" if leaving else "01",
        heading=Heading(
            body="",
            mark=mark_of(paper),
            title=title_of(words, paper, (t(f"papers-title-{paper}").upper(),)),
            practice=context.practice or context.office.practice,
        ),
        parts=(
            to_whom(chairman),
            *head_fields(household, context),
            Paragraph(text=t("papers-request-members"), first=0, keep=True),
            members_table(members, len(members) + _SPARE if household else _BLANK_MEMBERS),
            Paragraph(text=t("papers-request-why"), first=0, keep=True),
            WritingLines(count=3),
            Paragraph(text=wish, before=6),
            Paragraph(text=vow),
            Signing(
                signers=(signer("papers-signer-household", place=place),),
                receivers=(),
            ),
        ),
    )
