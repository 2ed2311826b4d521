"""Lists in and out: a 20,000-row list read, written as Excel, 5,000 rows as PDF; 1,000 certificates."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import openpyxl
from python_calamine import CalamineWorkbook
from reportlab.pdfgen.canvas import Canvas

from desktop.domain.review import HouseholdClass
from desktop.domain.unit import Signatory
from desktop.reports.forms import FORMS, Context, Listed
from desktop.reports.ink import REGULAR, new_canvas
from desktop.reports.pdf import draw
from desktop.reports.sheet import Sheet, leaves
from desktop.reports.xlsx import write
from desktop.services import reading, upkeep
from desktop.store.connection import close_book
from tests.benchmarks import certificates
from tests.benchmarks.made import BY, NOW, PHRASE, homes, sheets
from tests.benchmarks.measure import Measured, best_of

ROWS = 20_000


def run(folder: Path) -> Iterator[Measured]:
    """Annex VI, written and read back."""
    large, small = _sheet(ROWS // 4), _sheet(5000 // 4)
    cells = [line for row in large.body for line in row.lines]
    a, b = best_of(lambda: write(large), lambda: _bare_excel(cells), 2)
    yield Measured(name="Excel list of 20,000 rows", ours=a, bound=b, aim=1.3)
    a, b = best_of(lambda: draw(small), lambda: _bare_pdf(small), 2)
    yield Measured(name="PDF list of 5,000 rows", ours=a, bound=b, aim=1.5)
    path = folder / "danh_sach.xlsx"
    path.write_bytes(write(large))
    yield _read(path, folder)
    yield from certificates.run(folder)


def _sheet(households: int) -> Sheet:
    office = upkeep.office_of("02296", "2025")
    made = homes(households, office.code, office.list_version, office.book_id)
    found = {r.household_uid: r for r in sheets(made, office.book_id) if r.year == 2026}
    listed = [
        Listed(household=h, review=found[h.uid], commune_name=office.name)
        for h in made
        if (outcome := found[h.uid].outcome) and outcome.household_class in HouseholdClass
    ]
    context = Context(office=office, signatory=Signatory(), year=2026, final=True)
    return FORMS["VI"].build(listed, context)


def _bare_excel(lines: Sequence[Sequence[object]]) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for line in lines:
        sheet.append(line)
    book.save(io.BytesIO())


def _bare_pdf(sheet: Sheet) -> None:
    """The same words at the same size in the same grid, without wrapping or measuring."""
    target = io.BytesIO()
    canvas = new_canvas(target, title="x", author="x", wide=sheet.landscape, invariant=True)
    lines = [line for row in sheet.body for line in row.lines]
    columns = [c for c in leaves(sheet.head) if c.inked]
    lefts = [40 + sum(c.width for c in columns[:n]) * 2.8 for n in range(len(columns))]
    shown = [n for n, c in enumerate(leaves(sheet.head)) if c.inked]
    for start in range(0, len(lines), 28):
        _bare_page(canvas, lines[start : start + 28], shown, lefts, sheet.size)
    canvas.save()


def _bare_page(
    canvas: Canvas,
    lines: Sequence[Sequence[object]],
    shown: list[int],
    lefts: list[float],
    size: float,
) -> None:
    canvas.setFont(REGULAR, size)
    y = 540.0
    grid = [(x, 540.0, x, 540.0 - 16 * len(lines)) for x in lefts]
    for line in lines:
        y -= 16
        grid.append((40, y, 780, y))
        for n, x in zip(shown, lefts, strict=True):
            if line[n] is not None:
                canvas.drawString(x, y + 4, str(line[n]))
    canvas.lines(grid)
    canvas.showPage()


def _read(path: Path, folder: Path) -> Measured:
    db = upkeep.new_book(folder / "lists", upkeep.office_of("02296", "2025"), PHRASE, now=NOW, by=BY).db  # fmt: skip

    def ours() -> None:
        opened, layout = reading.open_list(path)
        plan = reading.plan_list(db, path, opened, layout, now=NOW)
        assert plan.totals.created == ROWS, plan.totals

    def bare() -> None:
        CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()

    a, b = best_of(ours, bare, 2)
    close_book(db)
    return Measured(
        name="read a list of 20,000 rows",
        ours=a,
        bound=b,
        aim=3,
        note="to the plan, all rows checked",
    )
