"""The office's own page on sheets keyed twice: error rates by person. No form of the law."""

from __future__ import annotations

from desktop.domain.second_keying import ErrorRates, PersonRate, Tally, sum_of
from desktop.domain.vietnamese import nfc
from desktop.reports.forms.common import Context, place_date
from desktop.reports.sheet import (
    Column,
    Foot,
    Group,
    Head,
    Heading,
    Kind,
    RateOf,
    Row,
    RowKind,
    Sheet,
    SumOf,
    Value,
    checked,
)
from desktop.text import t

# Columns from the left edge: number, person, then four of each keying, then words.
_FIRST, _SECOND = 2, 6


def build(rates: ErrorRates, context: Context) -> Sheet:
    """One line for each person: sheets verified, fields compared, fields wrong, rate."""
    rows = [_row(RowKind.UNIT, n, p, _frequent(p)) for n, p in enumerate(rates.people, 1)]
    everyone = PersonRate(
        name=t("paper-second-total"),
        first=sum_of(p.first for p in rates.people),
        second=sum_of(p.second for p in rates.people),
    )
    total = _row(RowKind.TOTAL, "", everyone, "")
    below = SumOf(tuple(range(len(rows))))
    sums = tuple((at + n, below) for at in (_FIRST, _SECOND) for n in range(3))
    total = Row(kind=total.kind, lines=total.lines, formulas=(*sums, *total.formulas))
    return checked(
        Sheet(
            form="second-keying",
            heading=_heading(rates, context),
            head=_head(),
            body=(*rows, total),
            foot=_foot(context),
            notes=(t("paper-second-note-how"), t("paper-second-note-wrong")),
        )
    )


def _row(kind: RowKind, number: int | str, person: PersonRate, words: str) -> Row:
    line: tuple[Value, ...] = (
        number, nfc(person.name), *_cells(person.first), *_cells(person.second), words,
    )  # fmt: skip
    rates = tuple((at + 3, RateOf(at + 2, at + 1)) for at in (_FIRST, _SECOND))
    return Row(kind=kind, lines=(line,), formulas=rates)


def _cells(tally: Tally) -> tuple[Value, ...]:
    return tally.sheets, tally.fields, tally.wrong, tally.rate


def _frequent(person: PersonRate) -> str:
    return "; ".join(
        t("paper-second-frequent", field=nfc(field), count=count)
        for field, count in person.frequent
    )


def _heading(rates: ErrorRates, context: Context) -> Heading:
    office = context.office
    return Heading(
        parent=t("paper-upper-body", name=nfc(office.upper_name).upper()),
        body=t("paper-own-body", name=nfc(office.name).upper()),
        mark=t("paper-second-mark"),
        title=(t("paper-second-title").upper(),),
        subtitle=(
            t("paper-second-subtitle", year=str(rates.year)),
            t(
                "paper-second-drawn",
                drawn=rates.drawn, complete=rates.complete, percent=rates.percent,
            ),
            t(
                "paper-second-state",
                settled=rates.settled, waiting=rates.to_key, differing=rates.to_settle,
            ),
        ),
        practice=context.practice or office.practice,
    )  # fmt: skip


def _foot(context: Context) -> Foot:
    who = context.signatory
    return Foot(
        prepared_title=t("paper-second-prepared-by"),
        prepared_by=nfc(who.prepared_by),
        place_date=place_date(who.place, context.on, context.year),
        authority=(t("paper-second-in-charge"),),
    )


def _head() -> Head:
    def keying(title: str) -> Group:
        kinds = (Kind.POINTS, Kind.POINTS, Kind.POINTS, Kind.RATE)
        names = ("sheets", "fields", "wrong", "rate")
        columns = tuple(
            Column(title=t(f"paper-second-col-{name}"), kind=kind, width=19)
            for name, kind in zip(names, kinds, strict=True)
        )
        return Group(title=title, columns=columns)

    return (
        Column(title=t("paper-col-no"), kind=Kind.ORDINAL, width=10, centred=True),
        Column(title=t("paper-second-col-person"), width=48),
        keying(t("paper-second-col-first")),
        keying(t("paper-second-col-second")),
        Column(title=t("paper-second-col-frequent"), width=60),
    )
