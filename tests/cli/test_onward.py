"""`rasoat pack` of an office between: what goes onward is said, and arrives."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.store.connection import close_book, path_of
from tests.cli.conftest import Run
from tests.services.made import take_in, verdicts
from tests.services.onward_made import DISTRICT, FIRST, PROVINCE, Tiers, tier_books, tiers

__all__ = ["tier_books", "tiers"]


@pytest.mark.parametrize("content", ["sums", "lists", "whole"])
def test_an_office_between_says_what_goes_onward(
    run: Run, tiers: Tiers, tmp_path: Path, content: str
) -> None:
    tiers.report(FIRST)
    path = path_of(tiers.district)
    close_book(tiers.open.pop(DISTRICT))
    out = tmp_path / "usb"
    args = ("pack", "--book", path, "--year", "2026", "--to", PROVINCE, "--out", out)
    said = run(*args)
    assert (said.code, said.out) == (2, "")
    assert "--content" in said.err
    said = run(*args, "--content", content, "--papers", "--json")
    assert said.code == 0, said.err
    assert said.data["number"] == 1
    [file] = out.glob("bao-cao_071_2026_0001_*.rasoat")
    assert verdicts(take_in(tiers.province, [file])) == ["accepted"]


def test_a_commune_sends_all_it_has(run: Run, tiers: Tiers, tmp_path: Path) -> None:
    path = path_of(tiers.first)
    close_book(tiers.open.pop(FIRST))
    args = ("pack", "--book", path, "--year", "2026", "--to", DISTRICT, "--out", tmp_path)
    said = run(*args, "--content", "sums")
    assert (said.code, said.out) == (2, "")
    assert "--content" in said.err
