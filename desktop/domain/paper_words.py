"""Wording of papers that the law's texts at hand do not settle: typed by the office, kept in its book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class PaperId(StrEnum):
    """The papers of the procedure (law.md §7), by the name that settings and files know them by."""

    REQUEST = "request"
    REQUEST_TO_LEAVE = "request_to_leave"
    ANNEX_I = "annex_i"
    MINUTES = "minutes"
    POSTING = "posting"
    RECHECK = "recheck"
    LETTER = "letter"
    RECOGNISED = "recognised"
    ESCAPED = "escaped"
    CERTIFICATE = "certificate"
    REFUSAL = "refusal"
    SURVEY = "survey"
    SURVEY_POSTING = "survey_posting"
    AVERAGE = "average"
    WORKER = "worker"
    SURVEY_REFUSAL = "survey_refusal"


# Everything the public may see; `reports.forms.posting_list` says why and what never stands there.
POSTING_COLUMNS = ("head", "village", "people", "before", "class", "b1", "b2", "note")
POSTING_DEFAULT = ("head", "village", "people", "class", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperWords:
    """What an office says otherwise than the program; keys are PaperId values.

    `titles`: lines of the title. `bases`: "Căn cứ …" as the office types them; no legal basis is
    ever made up, so where none is typed dots are left. `receivers`: Nơi nhận. `symbols`: what stands
    after the number ("QĐ-UBND"). `articles`: the last articles of a decision. `posting_columns`: of
    POSTING_COLUMNS, what posted lists show. `sentences`: running sentences of a paper, in the order of
    `reports.forms.paper_frame.SENTENCES`; those that hold figures are the program's.
    """

    titles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    bases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    receivers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    symbols: Mapping[str, str] = field(default_factory=dict)
    articles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    posting_columns: tuple[str, ...] = POSTING_DEFAULT
    sentences: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
