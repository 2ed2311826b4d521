"""A bounded run of the fuzzer: `python -m tests.fuzz_opener --minutes 5` is the long one."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from desktop.exchange.letter import Kind
from tests.fuzz_opener import broken, target_in, throw
from tests.services.made import NOW

THROWN = 600
SOUND_ONCE = 5
"""So many of them at least must be sound enough to go in, or the deep checks were never reached."""


@pytest.mark.parametrize("kind", [Kind.REPORT, Kind.PLAN])
def test_no_package_crashes_hangs_writes_outside_or_goes_in_by_half(
    tmp_path: Path, kind: Kind
) -> None:
    target, chance = target_in(tmp_path, kind), random.Random(20261124)
    verdicts: Counter[str] = Counter()
    for _ in range(THROWN):
        verdict, finding = throw(target, broken(target, chance), now=NOW)
        assert finding is None, f"{finding.why}\n{finding.trace}"
        verdicts[verdict] += 1
    assert verdicts["accepted"] >= SOUND_ONCE, verdicts


@pytest.mark.parametrize("kind", [Kind.REPORT, Kind.PLAN])
def test_the_sound_package_itself_goes_in(tmp_path: Path, kind: Kind) -> None:
    target = target_in(tmp_path, kind)
    assert throw(target, target.raw, now=NOW) == ("accepted", None)
