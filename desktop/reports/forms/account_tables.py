"""The tables of an account, by the ids that its text names them with (domain/account.TABLES)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from desktop.domain.account import (
    MeasureLine,
)
from desktop.domain.planning import (
    ALL,
    GROUPS,
    LISTED,
    Fate,
    MeasureState,
    UnitNeeds,
)
from desktop.domain.vietnamese import nfc, show_date
from desktop.reports.forms.account_paper import AccountPaper, account_table
from desktop.reports.forms.account_state import goals_table, series_table, units_table
from desktop.reports.forms.flow import Of, movement_columns
from desktop.reports.forms.tabled import (
    Tabled,
    count_column,
    entry,
    number_column,
    rate_column,
    total,
    words_column,
)
from desktop.reports.sheet import (
    Column,
    Formula,
    Group,
    Kind,
    Merge,
    RateOf,
    Row,
    RowKind,
    Signed,
    SumOf,
    Value,
)
from desktop.text import t


def table_of(paper: AccountPaper, name: str) -> Tabled | None:
    """The table with this id; None where there is nothing to tell."""
    made = _TABLES[name](paper)
    return made if made is not None and made.body else None


def tables(paper: AccountPaper) -> list[Tabled]:
    """All tables that have something to tell, those of the workbook."""
    return [made for name in _TABLES if (made := table_of(paper, name)) is not None]


# Movements ---------------------------------------------------------------------------------------
def _flow(of: Of) -> Callable[[AccountPaper], Tabled]:
    def made(paper: AccountPaper) -> Tabled:
        head = (
            Column(title=t("account-col-year"), kind=Kind.ID, width=13, merge=Merge.ALWAYS),
            words_column(t("paper-col-line"), 17),
            *movement_columns(of),
        )
        closing = Signed(tuple((sign, 2 + i) for i, sign in enumerate((1, -1, -1, -1, 1, 1, 1, 1))))
        rows = []
        for one in paper.figures.flows:
            flow = one.poor if of == "poor" else one.near_poor
            lines: tuple[tuple[Value, ...], ...] = (
                (str(one.year), t("paper-line-households"), *flow.households),
                (str(one.year), t("paper-line-people"), *flow.people),
            )
            formulas = ((10, closing),) if flow.closes else ()
            rows.append(Row(kind=RowKind.ENTRY, lines=lines, formulas=formulas))
        return account_table(f"flow_{of}", head, rows)

    return made


def _in_year(paper: AccountPaper) -> Tabled | None:
    if paper.figures.in_year is None:
        return None
    head = (
        words_column(t("account-col-result"), 95),
        count_column(t("paper-col-households"), 30),
        count_column(t("paper-col-people"), 30),
    )
    rows = [
        entry(_first_up(t(f"account-in-year-{x.kind or 'unknown'}")), x.households, x.people)
        for x in paper.figures.in_year
    ]
    return account_table("in_year", head, rows)


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]


# Needs -------------------------------------------------------------------------------------------
def _needs(paper: AccountPaper) -> Tabled | None:
    needs = paper.figures.needs
    if needs is None:
        return None
    head = (
        words_column(t("account-col-need"), 50),
        count_column(t("account-col-poor"), 15),
        count_column(t("account-col-near-poor"), 15),
        count_column(t("tabled-total"), 15),
        Group(
            title=t("account-col-of-them"),
            columns=tuple(count_column(t(f"account-group-{g}"), 16) for g in GROUPS if g != ALL),
        ),
    )
    told = [LISTED, *(need for need in paper.needs if need in needs.counts)]
    rows = [_need(needs, need, paper.needs) for need in told]
    return account_table("needs", head, rows, year=paper.figures.needs_year)


def _need(needs: UnitNeeds, need: str, names: Mapping[str, str]) -> Row:
    groups = needs.counts.get(need, {})
    poor, near = groups.get(ALL, (0, 0))
    others = [sum(groups.get(g, (0, 0))) for g in GROUPS if g != ALL]
    name = t("account-row-listed") if need == LISTED else nfc(names[need])
    kind = RowKind.GROUP if need == LISTED else RowKind.ENTRY
    line: tuple[Value, ...] = (name, poor, near, poor + near, *others)
    return Row(kind=kind, lines=(line,), formulas=((3, Signed(((1, 1), (1, 2)))),))


# Measures and money ------------------------------------------------------------------------------
_STATES = (MeasureState.DONE, MeasureState.UNDER_WAY, MeasureState.PLANNED)


def _measures(paper: AccountPaper) -> Tabled:
    return measures_table(paper.figures.measures, sum(s.helped for s in paper.figures.sums))


def measures_table(lines: Sequence[MeasureLine], helped: int) -> Tabled:
    """Measures by kind and state with their money; `helped` households have one or more, by the year."""
    head = (
        number_column(8),
        words_column(t("account-col-kind"), 40),
        *(count_column(t(f"account-measures-in-{state}"), 14) for state in _STATES),
        count_column(t("account-col-measures"), 15),
        count_column(t("account-col-stopped"), 13),
        count_column(t("account-col-helped"), 15),
        count_column(t("account-col-amount"), 28),
    )
    rows = [_measure(n, line) for n, line in enumerate(lines, start=1)]
    if rows:
        own = ((5, Signed(((1, 2), (1, 3), (1, 4)))),)
        summed = total(rows, (2, 3, 4, 6, 8), 9, others=((7, helped),))
        line = list(summed.lines[0])
        line[5] = sum(x.measures for x in lines)
        rows.append(Row(kind=summed.kind, lines=(tuple(line),), formulas=(*summed.formulas, *own)))
    return account_table("measures", head, rows)


def _measure(number: int, line: MeasureLine) -> Row:
    states = [line.by_state.get(state, 0) for state in _STATES]
    stopped = line.by_state.get(MeasureState.STOPPED, 0)
    return entry(
        number, nfc(line.name), *states, line.measures, stopped, line.households, line.amount,
        formulas=((5, Signed(((1, 2), (1, 3), (1, 4)))),),
    )  # fmt: skip


def _programmes(paper: AccountPaper) -> Tabled:
    head = (
        number_column(),
        words_column(t("account-col-programme"), 76),
        count_column(t("account-col-measures"), 22),
        count_column(t("account-col-helped"), 22),
        count_column(t("account-col-amount"), 34),
    )
    rows = [
        entry(
            n,
            nfc(x.programme) or _first_up(t("account-programme-none")),
            x.measures,
            x.households,
            x.amount,
        )
        for n, x in enumerate(paper.figures.programmes, start=1)
    ]
    if rows:
        rows.append(total(rows, (2, 4), 5))
    return account_table("programmes", head, rows)


# Fates -------------------------------------------------------------------------------------------
def fates_of(paper: AccountPaper) -> list[tuple[str, Fate]]:
    """Deprivation's name → what became of its cases, over all years of the account, in their order."""
    found: dict[str, Fate] = {}
    for code, fate in ((c, x) for sums in paper.figures.sums for c, x in sums.fates.items()):
        found[code] = found.get(code, Fate()) + fate
    order = [need.removeprefix("deprived:") for need in paper.needs if need.startswith("deprived:")]
    return [(nfc(paper.needs[f"deprived:{code}"]), found[code]) for code in order if code in found]


def _fates(paper: AccountPaper) -> Tabled:
    def half(title: str) -> Group:
        return Group(title=title, columns=(
            count_column(t("account-col-cases"), 14),
            count_column(t("account-col-gone"), 14),
            count_column(t("account-col-stayed"), 14),
            rate_column(t("account-col-gone-rate"), 15),
        ))  # fmt: skip

    head = (
        words_column(t("account-col-deprivation"), 51),
        half(t("account-col-with")),
        half(t("account-col-without")),
    )
    fates = fates_of(paper)
    rows = [_fate(name, fate) for name, fate in fates]
    if rows:
        whole = _fate(t("tabled-total"), sum((f for _, f in fates), Fate()))
        sums = tuple((c, SumOf(tuple(range(len(rows))))) for c in (2, 3, 6, 7))
        rows.append(Row(kind=RowKind.TOTAL, lines=whole.lines, formulas=(*sums, *whole.formulas)))
    return account_table("fates", head, rows)


def _fate(name: str, f: Fate) -> Row:
    line: list[Value] = [name]
    formulas: list[tuple[int, Formula]] = []
    for at, gone, stayed in (
        (1, f.gone_with, f.stayed_with),
        (5, f.gone_without, f.stayed_without),
    ):
        whole = gone + stayed
        line += [whole, gone, stayed, 100 * gone / whole if whole else None]
        formulas += [(at, Signed(((1, at + 1), (1, at + 2)))), (at + 3, RateOf(at + 1, at))]
    return Row(kind=RowKind.ENTRY, lines=(tuple(line),), formulas=tuple(formulas))


# Tasks -------------------------------------------------------------------------------------------
def _tasks(paper: AccountPaper) -> Tabled:
    states = ("done", "under_way", "open", "late", "dropped")
    head = (
        Column(title=t("account-col-group-no"), kind=Kind.ID, width=14),
        words_column(t("account-col-group"), 66),
        count_column(t("account-col-tasks"), 16),
        *(count_column(t(f"account-col-task-{state}"), 14.5) for state in states),
    )
    own: tuple[tuple[int, Formula], ...] = ((2, Signed(tuple((1, c) for c in range(3, 8)))),)
    rows = [
        entry(
            g.number, nfc(g.title), g.tasks, *(getattr(g, state) for state in states), formulas=own
        )
        for g in paper.figures.tasks
    ]  # fmt: skip
    if not any(g.tasks for g in paper.figures.tasks):
        rows = []
    if len(rows) > 1:
        rows.append(total(rows, range(2, 8), 8))
    return account_table("tasks", head, rows)


def _late_tasks(paper: AccountPaper) -> Tabled:
    head = (
        number_column(),
        words_column(t("account-col-task"), 84),
        words_column(t("account-col-responsible"), 46),
        Column(title=t("account-col-deadline"), kind=Kind.DATE, width=24),
    )
    rows = [
        entry(n, nfc(x.title), nfc(x.responsible), x.deadline)
        for n, x in enumerate(paper.figures.late_tasks, start=1)
    ]
    return account_table("late_tasks", head, rows)


def _below(paper: AccountPaper) -> Tabled:
    head = (
        number_column(),
        words_column(t("paper-col-unit"), 66),
        words_column(t("account-col-state"), 42),
        words_column(t("account-col-number"), 26),
        Column(title=t("account-col-closed"), kind=Kind.DATE, width=22),
    )
    rows = [
        entry(
            n, nfc(x.name), t(f"account-came-{x.state}"), nfc(x.number),
            show_date(x.closed_on) if x.closed_on else "",
        )
        for n, x in enumerate(paper.figures.below, start=1)
    ]  # fmt: skip
    return account_table("below", head, rows)


_TABLES: Mapping[str, Callable[[AccountPaper], Tabled | None]] = {
    "goals": goals_table,
    "series": series_table,
    "flow_poor": _flow("poor"),
    "flow_near_poor": _flow("near_poor"),
    "in_year": _in_year,
    "measures": _measures,
    "programmes": _programmes,
    "needs": _needs,
    "fates": _fates,
    "tasks": _tasks,
    "late_tasks": _late_tasks,
    "units": units_table,
    "below": _below,
}
