"""The office's own words of papers: what may be set, what is kept, and what the papers then say."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

import pytest

from desktop.domain.paper_words import POSTING_DEFAULT, PaperId, PaperWords
from desktop.domain.procedure import Posting
from desktop.reports.forms import minutes, posting_list
from desktop.reports.forms.paper_frame import COMMUNE, SENTENCES, VILLAGE, YEAR
from desktop.reports.text_sheet import as_text
from desktop.services import papering, wording
from desktop.services.wording import PARTS, Said
from desktop.store.connection import Db
from tests.reports.procedure_papers import PAPERS_CONTEXT, all_papers, home, homes, meeting, posted
from tests.services.made import BY, at


def test_every_paper_has_words_that_can_be_set() -> None:
    assert set(PARTS) == set(PaperId)


@pytest.mark.parametrize("paper", PARTS)
def test_what_is_set_is_read_back_and_nothing_set_is_what_was_before(paper: PaperId) -> None:
    every = {
        "title": ("MỘT", "hai"), "symbol": "X", "bases": ("Căn cứ A",), "articles": ("Ba",),
        "receivers": ("- Bốn;",), "sentences": ("Năm.",), "columns": ("head", "note"),
    }  # fmt: skip
    wanted = Said(**{k: v for k, v in every.items() if k in PARTS[paper]})  # type: ignore[arg-type]
    words = wording.with_said(PaperWords(), paper, wanted)
    assert wording.said(words, paper) == wanted
    assert wording.own(words) == {paper}
    assert wording.with_said(words, paper, Said()) == PaperWords()


def test_what_a_paper_does_not_show_is_not_kept() -> None:
    words = wording.with_said(PaperWords(), PaperId.REQUEST, Said(bases=("Căn cứ",), symbol="X"))
    assert words == PaperWords()


def test_private_columns_cannot_be_posted_and_heads_always_are() -> None:
    wanted = Said(columns=("b2", "citizen_id", "village"))
    words = wording.with_said(PaperWords(), PaperId.POSTING, wanted)
    assert words.posting_columns == ("head", "village", "b2")
    assert wording.with_said(words, PaperId.POSTING, Said()).posting_columns == POSTING_DEFAULT


def test_no_legal_basis_is_ever_said_by_the_program() -> None:
    assert all(wording.usual(paper, "Xã Bình An").bases == () for paper in PARTS)


def test_the_usual_titles_are_those_of_the_papers() -> None:
    assert wording.usual(PaperId.RECOGNISED, "Xã Bình An").title == (
        "QUYẾT ĐỊNH",
        "Về việc công nhận hộ nghèo, hộ cận nghèo năm {năm}",
    )
    assert wording.usual(PaperId.POSTING, "Xã Bình An").title[-1] == "Tại {thôn}"


def test_year_and_village_stand_in_a_title_of_the_office() -> None:
    title = ("DANH SÁCH {NĂM}", "Ở {thôn}")
    words = wording.with_said(PaperWords(), PaperId.POSTING, Said(title=title))
    posting = Posting(uid="", case_uid="", village="Nà Mỵ", posted_on=datetime.date(2026, 11, 2))
    text = as_text(posting_list.build(posting, posted([home(1)]), PAPERS_CONTEXT, words))
    assert "DANH SÁCH 2026" in text
    assert "Ở thôn Nà Mỵ" in text


def test_the_usual_title_typed_again_leaves_the_paper_as_it_was() -> None:
    usual = wording.usual(PaperId.MINUTES, PAPERS_CONTEXT.office.name)
    words = wording.with_said(PaperWords(), PaperId.MINUTES, Said(title=usual.title))
    made = homes(3)
    plain, same = (
        [as_text(s) for s in minutes.build(meeting(made), [], PAPERS_CONTEXT, w)]
        for w in (PaperWords(), words)
    )
    assert plain == same


def test_the_words_are_kept_in_the_book(commune: Db) -> None:
    words = wording.with_said(PaperWords(), PaperId.LETTER, Said(symbol="BC-UBND"))
    assert "setting" in papering.set_words(commune, words, now=at(2026, 10, 1), by=BY)
    assert wording.said(papering.words(commune), PaperId.LETTER).symbol == "BC-UBND"


def _text_of(paper: PaperId, words: PaperWords, monkeypatch: pytest.MonkeyPatch) -> str:
    """A paper of the usual pile, laid out with these words."""
    names = {
        PaperId.SURVEY_REFUSAL: "survey_refusal", PaperId.REQUEST: "request",
        PaperId.REQUEST_TO_LEAVE: "request_to_leave",
    }  # fmt: skip
    monkeypatch.setattr("tests.reports.procedure_papers.WORDS", words)
    return "\n".join(as_text(s) for s in all_papers(3)[names.get(paper, str(paper))])


@pytest.mark.parametrize("paper", [p for p in SENTENCES if p is not PaperId.SURVEY_REFUSAL])
def test_sentences_of_the_office_stand_on_the_paper_and_the_usual_ones_change_nothing(
    paper: PaperId, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = wording.usual_sentences(paper)
    same = wording.with_said(PaperWords(), paper, Said(sentences=usual))
    assert same == PaperWords()
    plain = _text_of(paper, PaperWords(), monkeypatch)
    typed = replace(PaperWords(), sentences={paper: usual})
    assert _text_of(paper, typed, monkeypatch) == plain
    own = tuple(f"Câu {n} của {{xã}} năm {{NĂM}}." for n in range(len(usual)))
    words = wording.with_said(PaperWords(), paper, Said(sentences=own))
    said = _text_of(paper, words, monkeypatch)
    for n in range(len(usual)):
        assert f"Câu {n} của xã Bình An năm 2026." in said
    first_alone = wording.with_said(PaperWords(), paper, Said(sentences=own[:1]))
    assert "Câu 0 của xã Bình An" in _text_of(paper, first_alone, monkeypatch)


def test_sentences_with_figures_days_or_results_are_never_worded_by_the_office() -> None:
    """A mark that is not filled would stand on the paper as it was typed."""
    for paper in SENTENCES:
        for line in wording.usual_sentences(paper):
            assert set(re.findall(r"\{[^}]*\}", line)) <= {YEAR, VILLAGE, COMMUNE}
            assert "{ $" not in line


def test_a_sentence_left_empty_is_the_programs_and_the_next_one_stays_in_its_place() -> None:
    words = wording.with_said(
        PaperWords(), PaperId.MINUTES, Said(sentences=(" ", "Biên bản kết thúc."))
    )
    assert words.sentences == {"minutes": ("", "Biên bản kết thúc.")}
    text = "\n".join(
        as_text(s) for s in minutes.build(meeting(homes(2)), [], PAPERS_CONTEXT, words)
    )
    assert "Nội dung: thông qua kết quả rà soát" in text
    assert "Biên bản kết thúc." in text
    assert "Biên bản được đọc" not in text
