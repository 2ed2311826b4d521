"""One line of what needs attention."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """One line: state, two lines of words, the verb, and where it leads (page, target).

    The page "" with the target RESIDENTS is the table of residents on this very page.
    """

    state: str
    first: str
    second: str
    verb: str
    page: str
    target: object = None
