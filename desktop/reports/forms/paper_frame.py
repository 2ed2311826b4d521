"""What the papers of the procedure share: heading with number, signatures, places, members' table."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop.domain.household import Household, Person, Sex
from desktop.domain.paper_words import PaperId, PaperWords
from desktop.domain.review import HouseholdClass
from desktop.domain.vietnamese import fold, nfc, show_birth
from desktop.reports.forms.common import Context, heading, place_date
from desktop.reports.sheet import Column, Heading, Kind, Row, RowKind, Value
from desktop.reports.text_sheet import (
    Align,
    Field,
    FieldLine,
    Paragraph,
    Part,
    Signer,
    Signing,
    Table,
)
from desktop.text import t

# What offices call a village; its name on papers begins with one of these.
_UNIT_WORDS = (
    "xa",
    "phuong",
    "thi tran",
    "dac khu",
    "huyen",
    "thi xa",
    "quan",
    "tinh",
    "thanh pho",
)
_VILLAGE_WORDS = ("thon", "ban", "to", "khu", "xom", "ap", "khoi", "pho")


def official(
    context: Context,
    words: PaperWords,
    paper: PaperId,
    title: Sequence[str],
    *,
    number: str | None = None,
    about: str = "",
    subtitle: tuple[str, ...] = (),
    dated: bool = True,
    village: str = "",
) -> Heading:
    """The top of a paper of the office. `number` "" leaves it open, None: the paper has none.

    `village`: what stands for VILLAGE in a title that the office typed, as the year does for YEAR.
    """
    made = heading(context, mark=mark_of(paper), title="")
    lines = () if number is None else (number_line(number, words.symbols.get(paper, ""), paper),)
    return replace(
        made,
        title=_filled(title_of(words, paper, title), str(context.year), village),
        subtitle=tuple(nfc(line) for line in subtitle),
        number="\n".join((*lines, *([nfc(about)] if about else []))),
        place_date=place_date(context.signatory.place, context.on, context.year) if dated else "",
    )


def title_of(words: PaperWords, paper: PaperId, title: Sequence[str]) -> tuple[str, ...]:
    """The office's own title, or ours, which "|" parts into lines."""
    lines = words.titles.get(paper) or [part for line in title for part in line.split("|")]
    return tuple(nfc(line) for line in lines)


YEAR, VILLAGE, COMMUNE = "{năm}", "{thôn}", "{xã}"
"""What an office types in a title or a sentence for the year, the village, its own name of each paper."""


def _filled(lines: Sequence[str], year: str, village: str, name: str = "") -> tuple[str, ...]:
    marks = {YEAR: year, VILLAGE: village, COMMUNE: name}
    for mark, value in (*marks.items(), *((m.upper(), v) for m, v in marks.items())):
        lines = [line.replace(mark, value) for line in lines]
    return tuple(line for line in lines if line)


SENTENCES: Mapping[PaperId, tuple[str, ...]] = {
    PaperId.REQUEST: ("papers-wish-request", "papers-request-vow"),
    PaperId.REQUEST_TO_LEAVE: ("papers-wish-request_to_leave", "papers-request-vow"),
    PaperId.MINUTES: ("papers-minutes-what", "papers-minutes-close"),
    PaperId.POSTING: ("papers-posting-object",),
    PaperId.SURVEY_POSTING: ("papers-survey-object",),
    PaperId.RECHECK: ("papers-recheck-tell",),
    PaperId.LETTER: ("papers-letter-opening", "papers-letter-asks"),
    PaperId.REFUSAL: ("papers-refusal-decides", "papers-refusal-ask"),
    PaperId.SURVEY_REFUSAL: ("papers-refusal-decides", "papers-refusal-ask"),
}
"""The running sentences that an office may word, by paper: those that hold no figures, days or results."""


def sentence_of(
    words: PaperWords, paper: PaperId, key: str, context: Context, village: str = ""
) -> str:
    """A sentence of a paper as the office says it, or as the program does. `village`: its name in words."""
    year, name = str(context.year), unit_name(context.office.name)
    place, own = SENTENCES[paper].index(key), words.sentences.get(paper, ())
    if place < len(own) and own[place]:
        return " ".join(_filled([nfc(own[place])], year, village, name))
    return usual_sentence(key, year=year, village=village, name=name)


def usual_sentence(key: str, *, year: str, village: str, name: str) -> str:
    """What the program says, with what stands for the year, the village and the office."""
    chairman = t("papers-chairman-of", name=name)
    return t(key, year=year, village=village, name=name, chairman=chairman)


def mark_of(paper: PaperId) -> str:
    """The number of the form or annex, "" for papers that have none."""
    return t(f"papers-mark-{paper}") if paper in _MARKED else ""


_MARKED = (
    PaperId.REQUEST,
    PaperId.REQUEST_TO_LEAVE,
    PaperId.ANNEX_I,
    PaperId.MINUTES,
    PaperId.CERTIFICATE,
    PaperId.SURVEY,
)
_SYMBOLS = {
    PaperId.RECOGNISED: "QĐ-UBND",
    PaperId.ESCAPED: "QĐ-UBND",
    PaperId.AVERAGE: "QĐ-UBND",
    PaperId.WORKER: "QĐ-UBND",
    PaperId.CERTIFICATE: "GCN-HN.HCN",  # law.md §7, form 03
    PaperId.RECHECK: "TB-UBND",
}


_RECEIVERS = {
    PaperId.RECOGNISED: "papers-receivers-article",
    PaperId.ESCAPED: "papers-receivers-article",
    PaperId.AVERAGE: "papers-receivers-article",
    PaperId.WORKER: "papers-receivers-article",
    PaperId.RECHECK: "papers-receivers-recheck",
}


def number_line(number: str, symbol: str, paper: PaperId) -> str:
    """ "Số: 125/QĐ-UBND"; a bare number gets the symbol of its kind of paper, none leaves room."""
    symbol = symbol or usual_symbol(paper)
    number = nfc(number) or "……"
    return t("papers-number", number=number if "/" in number else f"{number}/{symbol}")


def usual_symbol(paper: PaperId) -> str:
    """What stands after a bare number where the office says nothing."""
    return _SYMBOLS.get(paper, "UBND")


def usual_receivers(paper: PaperId) -> tuple[str, ...]:
    """Nơi nhận where the office says nothing."""
    first = t(_RECEIVERS.get(paper, "papers-receivers-above"))
    return (first, t("papers-receivers-file"))


def bases(words: PaperWords, paper: PaperId) -> list[Part]:
    """The legal bases as the office typed them, or two dotted ones: none is ever made up."""
    if typed := words.bases.get(paper):
        return [Paragraph(text=nfc(line), italic=True) for line in typed]
    return [FieldLine(fields=(Field(label=t("papers-basis-open")),))] * 2


def signing(context: Context, words: PaperWords, paper: PaperId) -> Signing:
    """Nơi nhận left; authority and name right. A name not set is left open, for the hand."""
    who = context.signatory
    authority = who.authority or (t("paper-authority-body"), t("paper-authority-chairman"))
    typed = words.receivers.get(paper) or usual_receivers(paper)
    return Signing(
        signers=(Signer(titles=authority, name=nfc(who.name)),),
        receivers=tuple(nfc(line) for line in typed),
    )


def to_whom(name: str) -> Paragraph:
    """Kính gửi, in the middle."""
    return Paragraph(text=t("papers-to", name=nfc(name)), align=Align.CENTRE, bold=True, before=2)


def village_name(village: str) -> str:
    """ "thôn Nà Mỵ"; a name that begins with bản, tổ, khu … stays as it is."""
    name = nfc(village)
    first = fold(name).split(" ")[0]
    return name if first in _VILLAGE_WORDS else t("papers-village", name=name)


def unit_name(name: str) -> str:
    """ "xã Bình An" within a sentence; a name without its kind stays as it is."""
    name = nfc(name)
    is_kind = any(fold(name).startswith(f"{kind} ") for kind in _UNIT_WORDS)
    return name[:1].lower() + name[1:] if is_kind else name


def opening(text: str) -> str:
    """The text with a capital, to open a sentence."""
    return text[:1].upper() + text[1:]


def address(household: Household, context: Context) -> str:
    """Village, commune, and the units above it that the office knows."""
    office = context.office
    own = [] if office.is_upper else [office.name]
    units = dict.fromkeys(
        unit_name(n) for n in (*own, office.upper_name, office.province_name) if n
    )
    return ", ".join([village_name(household.village), *units])


def class_name(found: HouseholdClass | None) -> str:
    """The class in words, "" where none is known."""
    return t(f"class-{found}") if found else ""


def show_day(day: datetime.date | None) -> str:
    """ "ngày 08/12/2026", or dots to write on."""
    return t("papers-day", day=day) if day else t("papers-day-open")


def head_fields(
    household: Household | None, context: Context, person: Person | None = None
) -> list[Part]:
    """Who the paper is about: the head, or a `person` of the household, whose head is named then.

    Dots for a blank one. The day an id was issued is not in the book.
    """
    head = person or (household.head if household else None)
    of = [] if person is None else [_head_line(household)]
    sex = t(f"sex-{head.sex}") if head and head.sex else ""
    return [
        _line(
            (f"papers-field-{'worker' if person else 'name'}", nfc(head.name) if head else "", 3),
            ("papers-field-sex", sex, 2),
        ),
        _line(
            ("papers-field-born", show_birth(head.born) if head else "", 3),
            ("papers-field-ethnic", nfc(head.ethnic_group) if head else "", 2),
        ),
        _line(
            ("papers-field-id", head.citizen_id if head else "", 3),
            ("papers-field-id-date", "", 2),
        ),
        *of,
        _line(("papers-field-residence", address(household, context) if household else "", 1)),
    ]


def _head_line(household: Household | None) -> FieldLine:
    return _line(("papers-field-name", nfc(household.head_name) if household else "", 1))


def _line(*fields: tuple[str, str, float]) -> FieldLine:
    return FieldLine(fields=tuple(Field(label=t(k), value=v, share=s) for k, v, s in fields))


def members_table(members: Sequence[Person], blank: int) -> Table:
    """The members, and at least `blank` lines in all, to write on."""
    columns = (
        Column(title=t("papers-col-no"), kind=Kind.ORDINAL, width=9),
        Column(title=t("papers-col-name"), width=48),
        Column(title=t("papers-col-relation"), width=29),
        Column(title=t("papers-col-born"), kind=Kind.MARK, width=24),
        Column(title=t("papers-col-sex"), kind=Kind.MARK, width=14),
        Column(title=t("papers-col-ethnic"), width=22),
        Column(title=t("papers-col-note"), width=19),
    )
    rows: list[tuple[Value, ...]] = [
        (n, nfc(p.name), nfc(p.relation), show_birth(p.born), _sex(p.sex), nfc(p.ethnic_group), "")
        for n, p in enumerate(members, start=1)
    ]
    rows += [(n, "", "", "", "", "", "") for n in range(len(rows) + 1, blank + 1)]
    return Table(head=columns, body=entries(rows), least=19, size=11)


def _sex(sex: Sex | None) -> str:
    return t(f"sex-{sex}") if sex else ""


def entries(lines: Sequence[tuple[Value, ...]]) -> tuple[Row, ...]:
    """One row a line."""
    return tuple(Row(kind=RowKind.ENTRY, lines=(line,)) for line in lines)


def signer(*keys: str, name: str = "", hint: bool = True, place: str = "") -> Signer:
    """A signer by the keys of the titles; `hint` asks for signature and full name."""
    return Signer(
        titles=tuple(t(key) for key in keys),
        hint=t("papers-hint-sign") if hint else "",
        name=nfc(name),
        place_date=place,
    )
