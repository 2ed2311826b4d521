"""What the page says and lets be done: names of files, sentences of errors, whether a plan can be
written."""

from __future__ import annotations

from pathlib import Path

from desktop.domain.vietnamese import fold
from desktop.errors import AppError
from desktop.services.old_communes import ToldKind
from desktop.services.reading import ListPlan
from desktop.text import sentence


def errors_name(path: Path) -> Path:
    """Beside the list, in ASCII: "ds_ho_ngheo_loi.xlsx"."""
    plain = "_".join(fold(path.stem).split())
    stem = "".join(c for c in plain if c.isascii() and (c.isalnum() or c in "_-")) or "danh_sach"
    return path.with_name(f"{stem}_loi.xlsx")


def told(error: AppError) -> str:
    """The sentence of an error; of a file only its name."""
    details = {k: v.name if isinstance(v, Path) else v for k, v in error.details.items()}
    return sentence(type(error)(**details))


def has_faults(plan: ListPlan) -> bool:
    """Some rows are refused for more than an answer that is still to be given."""
    return len(plan.refused) > plan.waiting


def can_be_written(plan: ListPlan) -> bool:
    """There is something to write, and every question about a commune is answered."""
    told = [one for one in plan.old.told if one.kind is not ToldKind.OWN]
    return all(one.accepted is not None for one in told) and bool(
        plan.totals.created + plan.totals.updated + plan.totals.parked
    )
