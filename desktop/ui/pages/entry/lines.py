"""What a sheet looks like now: a line per deprivation, the standing, the findings. Pure rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from desktop.domain.review import Finding, Severity
from desktop.rules.checks import findings
from desktop.rules.classify import Standing, standing
from desktop.rules.derive import Proposal
from desktop.rules.standard import Deprivation
from desktop.services.surrounding import in_unicode
from desktop.ui.pages.entry.answering import facts_of, last_deprived, last_facts, proposals_of
from desktop.ui.pages.entry.state import Keying, unread, unread_places


@dataclass(frozen=True, slots=True)
class Line:
    """One of the twelve: what is proposed and why, last round's answer, what is confirmed.

    `from_last`: the proposal rests on an answer of the last round. None: not known, or open.
    """

    of: Deprivation
    proposal: Proposal
    from_last: bool
    last: bool | None
    confirmed: bool | None
    note: str

    @property
    def code(self) -> str:
        """The deprivation's code."""
        return self.of.code

    @property
    def differs(self) -> bool:
        """Whether what is confirmed is another than in the last round."""
        return None not in (self.last, self.confirmed) and self.last is not self.confirmed


@dataclass(frozen=True, slots=True)
class View:
    """Everything the page shows of a sheet."""

    lines: tuple[Line, ...]
    standing: Standing
    findings: tuple[Finding, ...]
    proposals: Mapping[str, Proposal]

    @property
    def blocking(self) -> int:
        """How many findings stop completion."""
        return sum(f.severity is Severity.BLOCKING for f in self.findings)

    def line(self, code: str) -> Line:
        """The line of a deprivation."""
        return next(line for line in self.lines if line.code == code)


def look(state: Keying, typing: str = "") -> View:
    """The view of a sheet; findings at the place `typing` wait until it is left."""
    proposals = proposals_of(state)
    return View(
        lines=_lines(state, proposals),
        standing=standing(state.answers, state.standard, state.area, proposals),
        findings=tuple(f for f in all_findings(state) if not typing or f.where != typing),
        proposals=proposals,
    )


def _lines(state: Keying, proposals: Mapping[str, Proposal]) -> tuple[Line, ...]:
    last, before, now = last_deprived(state), last_facts(state), state.answers.facts
    return tuple(
        Line(
            of=of,
            proposal=proposals[of.code],
            from_last=bool(facts_of(of, before)) and not facts_of(of, now),
            last=last.get(of.code),
            confirmed=state.answers.confirmed.get(of.code),
            note=state.answers.notes.get(of.code, ""),
        )
        for of in state.standard.deprivations
    )


def all_findings(state: Keying) -> list[Finding]:
    """Findings of the rules, and what could not be read in front of them."""
    places = unread_places(state)
    unreadable = [_unreadable(state, place) for place in places]
    ruled = findings(
        state.household, state.answers, state.standard, state.area, state.today, state.last,
        state.around,
    )  # fmt: skip
    found = [*unreadable, *(f for f in ruled if f.where not in places)]
    blocking = sum(f.severity is Severity.BLOCKING for f in found)
    return [*found[:blocking], *_old_fonts(state), *found[blocking:]]


def _old_fonts(state: Keying) -> Iterator[Finding]:
    """Names pasted out of a list in an old font, with how they read in Unicode."""
    for line, person in enumerate(state.present, 1):
        read = in_unicode(person.name)
        if read != person.name:
            details = {"row": line, "name": person.name, "proposed": read}
            yield Finding("old-font", Severity.WARNING, f"member:{line}:name", details)


def proposed(state: Keying, place: str) -> str:
    """What a finding at a place would put there, "" if it proposes nothing; + takes it."""
    if not place.startswith("member:"):
        return ""
    found = (f for f in all_findings(state) if f.where == place and "proposed" in f.details)
    return next((str(f.details["proposed"]) for f in found), "")


def _unreadable(state: Keying, place: str) -> Finding:
    kind, *rest = place.split(":")
    field = rest[1] if kind == "member" else place
    code = {
        "born": "unread-born", "b1": "unread-b1", "reviewed_on": "unread-day",
        "name": "name-emptied",
    }  # fmt: skip
    details = {"row": int(rest[0]) if rest else 0, "typed": unread(state, place)}
    if field == "name":
        details["name"] = state.present[int(rest[0]) - 1].name
    return Finding(code.get(field, "unread-choice"), Severity.BLOCKING, place, details)
