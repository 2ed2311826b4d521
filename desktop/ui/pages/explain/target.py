"""What `desk.go("explain", …)` takes: the household, the list it stands in, and the way back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainTarget:
    """`uids`: the list that the arrows go through; `back`: the page that Esc returns to, with its
    own target. A bare uid means a list of one."""

    uid: str
    uids: tuple[str, ...] = ()
    year: int = 0
    back: str = ""
    back_target: object = None
