"""The formulas of a sheet in Excel's words: SUM of unit rows, guarded rates and means, controls."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.reports.sheet import DASH, Control, Formula, MeanOf, RateOf, Signed, SumOf

_MOST_ARGUMENTS = 255  # Excel's limit for one SUM


def column_letters(index: int) -> str:
    """Column 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def formula_text(
    formula: Formula, grid: Sequence[Sequence[int]], *, row: int, line: int, column: int
) -> str:
    """The formula of one cell; `grid[row][line]` is the Excel row of a body line."""
    here = grid[row][line]

    def at(index: int) -> str:
        return f"{column_letters(index)}{here}"

    match formula:
        case SumOf(rows):
            return _sum(column_letters(column), [grid[r][line] for r in rows])
        case RateOf(part, whole):
            return f'=IF({at(whole)}>0,100*{at(part)}/{at(whole)},"{DASH}")'
        case Signed(terms):
            text = "".join(f"{'+' if sign > 0 else '-'}{at(index)}" for sign, index in terms)
            return f"={text.removeprefix('+')}"
        case MeanOf(parts, whole):
            cells = _areas([at(index) for index in parts], parts)
            return f'=IF({at(whole)}>0,SUM({cells})/{at(whole)},"{DASH}")'
        case Control(of, limit, at_least, yes, no):
            holds = f"{at(of)}{'>=' if at_least else '<'}{limit}"
            return f'=IF(ISNUMBER({at(of)}),IF({holds},"{yes}","{no}"),"{DASH}")'


def _sum(letters: str, rows: Sequence[int]) -> str:
    parts = [
        f"{letters}{first}" if first == last else f"{letters}{first}:{letters}{last}"
        for first, last in _runs(rows)
    ]
    sums = [
        f"SUM({','.join(parts[start : start + _MOST_ARGUMENTS])})"
        for start in range(0, len(parts), _MOST_ARGUMENTS)
    ]
    return f"={'+'.join(sums)}"


def _areas(cells: Sequence[str], columns: Sequence[int]) -> str:
    """Neighbouring columns of one line as "C5:N5"."""
    named = dict(zip(columns, cells, strict=True))
    return ",".join(f"{named[first]}:{named[last]}" for first, last in _runs(columns))


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Neighbouring rows or columns as (first, last)."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
