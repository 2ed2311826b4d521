"""The office's own words of papers: what may be set, what is kept, and what the papers then say."""

from __future__ import annotations

import datetime

import pytest

from desktop.domain.paper_words import POSTING_DEFAULT, PaperId, PaperWords
from desktop.domain.procedure import Posting
from desktop.reports.forms import minutes, posting_list
from desktop.reports.text_sheet import as_text
from desktop.services import papering, wording
from desktop.services.wording import PARTS, Said
from desktop.store.connection import Db
from tests.reports.procedure_papers import PAPERS_CONTEXT, home, homes, meeting, posted
from tests.services.made import BY, at


def test_every_paper_has_words_that_can_be_set() -> None:
    assert set(PARTS) == set(PaperId) - {PaperId.SURVEY_POSTING}


@pytest.mark.parametrize("paper", PARTS)
def test_what_is_set_is_read_back_and_nothing_set_is_what_was_before(paper: PaperId) -> None:
    every = {
        "title": ("MỘT", "hai"), "symbol": "X", "bases": ("Căn cứ A",), "articles": ("Ba",),
        "receivers": ("- Bốn;",), "columns": ("head", "note"),
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
