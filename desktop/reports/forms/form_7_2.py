"""Report 7.2: how poor households came and went in the year."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from desktop.domain.totals import UnitFigures
from desktop.reports.forms.common import Context
from desktop.reports.forms.flow import build_flow
from desktop.reports.sheet import Sheet


def build(figures: Sequence[UnitFigures], context: Context) -> Sheet:
    """Movements of poor households and persons. Raises BalanceOpen where 7.2 or 7.3 does not close."""
    return build_flow(figures, context, form="7.2", of="poor", flow=attrgetter("poor_flow"))
