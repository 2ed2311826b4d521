"""Which words of a paper the office may set, what it set, and what stands there where it set nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from desktop.domain.paper_words import POSTING_COLUMNS, POSTING_DEFAULT, PaperId, PaperWords
from desktop.domain.vietnamese import nfc
from desktop.reports.forms.decision import usual_articles
from desktop.reports.forms.paper_frame import (
    COMMUNE,
    SENTENCES,
    VILLAGE,
    YEAR,
    usual_receivers,
    usual_sentence,
    usual_symbol,
)
from desktop.services import proceeding
from desktop.services.survey_records import DECISION_OF
from desktop.text import t

__all__ = ["NEEDED_COLUMN", "PARTS", "POSTING_COLUMNS", "Said", "own", "said", "usual", "with_said"]

NEEDED_COLUMN = "head"
"""Without it nobody knows whose result a posted list tells."""

_DECISION = ("title", "symbol", "bases", "articles", "receivers")
PARTS: Mapping[PaperId, tuple[str, ...]] = {
    PaperId.REQUEST: ("title", "sentences"),
    PaperId.REQUEST_TO_LEAVE: ("title", "sentences"),
    PaperId.ANNEX_I: ("title",),
    PaperId.SURVEY: ("title",),
    PaperId.MINUTES: ("title", "sentences"),
    PaperId.POSTING: ("title", "sentences", "columns"),
    PaperId.RECHECK: ("title", "symbol", "sentences", "receivers"),
    PaperId.LETTER: ("symbol", "sentences", "receivers"),
    PaperId.RECOGNISED: _DECISION,
    PaperId.ESCAPED: _DECISION,
    PaperId.REFUSAL: ("symbol", "bases", "sentences", "receivers"),
    PaperId.CERTIFICATE: ("title", "symbol"),
    PaperId.AVERAGE: _DECISION,
    PaperId.WORKER: _DECISION,
    PaperId.SURVEY_POSTING: ("sentences",),
    PaperId.SURVEY_REFUSAL: ("symbol", "bases", "sentences", "receivers"),
}
"""By paper, in the order of the work: what of `Said` it shows."""

_STORED = {
    "title": "titles",
    "symbol": "symbols",
    "bases": "bases",
    "articles": "articles",
    "sentences": "sentences",
    "receivers": "receivers",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The words of one paper; what is empty is not set. `columns`: of posted lists only.

    `sentences`: in the order of SENTENCES; "" is the program's, the last ones may be left out.
    """

    title: tuple[str, ...] = ()
    symbol: str = ""
    bases: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


def said(words: PaperWords, paper: PaperId) -> Said:
    """What the office says otherwise on a paper."""
    found: dict[str, Any] = {
        part: value
        for part, name in _STORED.items()
        if part in PARTS[paper] and (value := getattr(words, name).get(paper))
    }
    if "columns" in PARTS[paper] and words.posting_columns != POSTING_DEFAULT:
        found["columns"] = words.posting_columns
    return Said(**found)


def own(words: PaperWords) -> set[PaperId]:
    """The papers on which the office says something otherwise."""
    return {paper for paper in PARTS if said(words, paper) != Said()}


def with_said(words: PaperWords, paper: PaperId, wanted: Said) -> PaperWords:
    """The words with those of one paper replaced; empty ones go back to what the program says.

    Of columns only those that may be posted are taken, in their own order, the heads always.
    """
    kept: dict[str, Any] = {}
    for part, name in _STORED.items():
        others = {k: v for k, v in getattr(words, name).items() if k != paper}
        value = _cleaned(getattr(wanted, part)) if part in PARTS[paper] else ()
        if part == "sentences":
            value = _sentences(paper, wanted.sentences) if part in PARTS[paper] else ()
        kept[name] = {**others, paper.value: value} if value else others
    if "columns" in PARTS[paper]:
        chosen = {NEEDED_COLUMN, *wanted.columns} if wanted.columns else {*POSTING_DEFAULT}
        kept["posting_columns"] = tuple(c for c in POSTING_COLUMNS if c in chosen)
    return replace(words, **kept)


def _sentences(paper: PaperId, typed: Sequence[str]) -> tuple[str, ...]:
    """Each in its place: a line left empty, or as the program has it, is the program's ("")."""
    usual = usual_sentences(paper)
    pairs = zip(typed, usual, strict=False)
    lines = ["" if (said := nfc(one).strip()) == its else said for one, its in pairs]
    while lines and not lines[-1]:
        lines.pop()
    return tuple(lines)


def _cleaned(value: str | Sequence[str]) -> str | tuple[str, ...]:
    if isinstance(value, str):
        return nfc(value).strip()
    return tuple(line for one in value if (line := nfc(one).strip()))


# What the program says ---------------------------------------------------------------------------
def usual(paper: PaperId, office_name: str) -> Said:
    """What stands on a paper where the office sets nothing; bases stay open, none is made up."""
    made = Said(
        title=_usual_title(paper),
        symbol=usual_symbol(paper),
        sentences=usual_sentences(paper),
        articles=usual_articles(paper, office_name),
        receivers=usual_receivers(paper),
        columns=POSTING_DEFAULT,
    )
    names = [f.name for f in fields(Said) if f.name not in PARTS[paper]]
    empty: dict[str, Any] = {name: getattr(Said(), name) for name in names}
    return replace(made, **empty)


def usual_sentences(paper: PaperId) -> tuple[str, ...]:
    """The running sentences of a paper that may be worded, with marks for year, village and office."""
    return tuple(
        usual_sentence(key, year=YEAR, village=VILLAGE, name=COMMUNE)
        for key in SENTENCES.get(paper, ())
    )


def _usual_title(paper: PaperId) -> tuple[str, ...]:
    if "title" not in PARTS[paper]:
        return ()
    kind = "decision" if PARTS[paper] is _DECISION else paper.value
    first = t(f"papers-title-{kind}", year=YEAR).upper().replace(YEAR.upper(), YEAR)
    lines = first.split("|")
    if paper in _PROCEDURE_OF:
        what = proceeding.shipped_procedures()[_PROCEDURE_OF[paper]].name
        lines.append(t("papers-survey-about", what=what[:1].lower() + what[1:], year=YEAR))
    if more := _SECOND_LINES.get(paper):
        lines.append(t(more, year=YEAR, village=VILLAGE))
    return tuple(lines)


_PROCEDURE_OF = {paper: name for name, paper in DECISION_OF.items()}
_SECOND_LINES: dict[PaperId, str] = {
    PaperId.MINUTES: "papers-title-minutes-about",
    PaperId.POSTING: "papers-posting-where",
    PaperId.RECHECK: "papers-recheck-about",
    PaperId.RECOGNISED: "papers-decision-about-recognised",
    PaperId.ESCAPED: "papers-decision-about-escaped",
}
