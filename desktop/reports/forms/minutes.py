"""Annex V (TT07): the minutes of a village meeting, in two copies that say where each belongs.

Votes are counted by households' results: at least half of those present must agree (law.md §6).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.domain.household import Household
from desktop.domain.paper_words import PaperId, PaperWords
from desktop.domain.procedure import Meeting
from desktop.domain.review import HouseholdClass
from desktop.domain.vietnamese import nfc, rate
from desktop.reports.forms.common import Context
from desktop.reports.forms.paper_frame import (
    class_name,
    entries,
    official,
    sentence_of,
    show_day,
    signer,
    unit_name,
    village_name,
)
from desktop.reports.sheet import Column, Group, Head, Kind, Value
from desktop.reports.text_sheet import (
    Field,
    FieldLine,
    Paragraph,
    Part,
    Signing,
    Table,
    TextSheet,
    WritingLines,
)
from desktop.text import t

COPIES = ("village", "commune")
_BLANK_VOTES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Voted:
    """A household with the result that the meeting votes on; points are None where not known."""

    household: Household
    household_class: HouseholdClass | None = None
    b1_points: int | None = None
    b2_points: int | None = None


def build(
    meeting: Meeting, voted: Sequence[Voted], context: Context, words: PaperWords
) -> tuple[TextSheet, ...]:
    """Two copies. A meeting not held yet (nobody present) leaves numbers open, for the hand."""
    return tuple(_copy(copy, meeting, voted, context, words) for copy in COPIES)


def _copy(
    copy: str, meeting: Meeting, voted: Sequence[Voted], context: Context, words: PaperWords
) -> TextSheet:
    where = {"village": _village(meeting), "name": unit_name(context.office.name)}
    title = (
        t("papers-title-minutes").upper(),
        t("papers-title-minutes-about", year=str(context.year), village=_village(meeting)),
    )
    attempt = (t("papers-minutes-attempt", number=str(meeting.attempt)),)
    return TextSheet(
        form="V",
        heading=official(
            context,
            words,
            PaperId.MINUTES,
            title,
            subtitle=(
                t(f"papers-minutes-copy-{copy}", **where),
                *(attempt if meeting.attempt > 1 else ()),
            ),
            dated=False,
            village=_village(meeting),
        ),
        parts=(
            *_opening(meeting, sentence_of(words, PaperId.MINUTES, "papers-minutes-what", context)),
            *_votes(meeting, voted),
            Paragraph(text=t("papers-minutes-more"), bold=True, first=0, lead="4.", keep=True),
            *([Paragraph(text=nfc(meeting.note))] if meeting.note else [WritingLines(count=2)]),
            Paragraph(
                text=sentence_of(
                    words, PaperId.MINUTES, "papers-minutes-close", context, where["village"]
                ),
                before=6,
            ),
            _signing(meeting),
        ),
    )


def _village(meeting: Meeting) -> str:
    return village_name(meeting.village)


def _held(meeting: Meeting) -> bool:
    return meeting.present > 0


def _opening(meeting: Meeting, what: str) -> list[Part]:
    attendants = "; ".join(nfc(a) for a in meeting.attendants)
    present = str(meeting.present) if _held(meeting) else ""
    day = show_day(meeting.held_on if _held(meeting) else None)
    place = nfc(meeting.place)
    who: Part = (
        Paragraph(text=t("papers-minutes-attendants", names=attendants), first=0)
        if attendants
        else FieldLine(fields=(Field(label=t("papers-minutes-attendants", names="")),))
    )
    return [
        FieldLine(fields=(
            Field(label=t("papers-minutes-time"), value=day, share=2),
            Field(label=t("papers-minutes-place"), value=place, share=3),
        )),
        Paragraph(text=t("papers-minutes-who"), bold=True, first=0, lead="1.", keep=True),
        FieldLine(fields=(
            Field(label=t("papers-minutes-chair"), value=nfc(meeting.chair)),
            Field(label=t("papers-minutes-secretary"), value=nfc(meeting.secretary)),
        )),
        who,
        *([] if attendants else [WritingLines(count=1)]),
        FieldLine(fields=(Field(label=t("papers-minutes-present"), value=present),)),
        Paragraph(text=what, first=0, lead="2."),
        Paragraph(text=t("papers-minutes-votes"), bold=True, first=0, lead="3.", keep=True),
    ]  # fmt: skip


def _votes(meeting: Meeting, voted: Sequence[Voted]) -> list[Part]:
    lines = [_vote(n, meeting, one) for n, one in enumerate(voted, start=1)]
    if not lines:
        lines = [(n, "", "", None, None, "", "", "", "") for n in range(1, _BLANK_VOTES + 1)]
    table = Table(head=_columns(), body=entries(lines), least=20, size=11)
    if not _held(meeting) or not voted:
        return [table]
    counted = _counted(meeting, [v.household.uid for v in voted])
    return [table, Paragraph(text=t("papers-minutes-result", **counted), first=0)]


def _counted(meeting: Meeting, uids: Sequence[str]) -> Mapping[str, int]:
    found = [meeting.agrees(uid) for uid in uids]
    return {
        "all": len(found),
        "agreed": found.count(True),
        "again": found.count(False),
        "open": found.count(None),
    }


def _columns() -> Head:
    return (
        Column(title=t("papers-col-no"), kind=Kind.ORDINAL, width=9),
        Column(title=t("papers-col-head"), width=40),
        Column(title=t("papers-col-result"), width=27, centred=True),
        Column(title=t("papers-col-b1"), kind=Kind.POINTS, width=12),
        Column(title=t("papers-col-b2"), kind=Kind.POINTS, width=12),
        Group(
            title=t("papers-col-votes"),
            columns=(
                Column(title=t("papers-col-agree"), kind=Kind.POINTS, width=15),
                Column(title=t("papers-col-against"), kind=Kind.POINTS, width=15),
                Column(title=t("papers-col-share"), kind=Kind.RATE, width=15),
            ),
        ),
        Column(title=t("papers-col-verdict"), width=22, centred=True),
    )


def _vote(number: int, meeting: Meeting, one: Voted) -> tuple[Value, ...]:
    agrees = meeting.agreed.get(one.household.uid)
    verdict = meeting.agrees(one.household.uid)
    result: tuple[Value, ...] = ("", "", "", "")
    if agrees is not None and verdict is not None:
        against = meeting.present - agrees
        word = t("papers-verdict-agreed") if verdict else t("papers-verdict-again")
        result = (agrees, against, rate(agrees, meeting.present), word)
    return (
        number,
        nfc(one.household.head_name),
        class_name(one.household_class),
        one.b1_points,
        one.b2_points,
        *result,
    )


def _signing(meeting: Meeting) -> Signing:
    return Signing(
        signers=(
            signer("papers-signer-households"),
            signer("papers-signer-secretary", name=meeting.secretary),
            signer("papers-signer-chair", name=meeting.chair),
        )
    )
