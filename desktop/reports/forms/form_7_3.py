"""Report 7.3: how near-poor households came and went in the year."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from desktop.domain.totals import UnitFigures
from desktop.reports.forms.common import Context
from desktop.reports.forms.flow import build_flow
from desktop.reports.sheet import Sheet


def build(figures: Sequence[UnitFigures], context: Context) -> Sheet:
    """Movements of near-poor households and persons. Raises BalanceOpen as form 7.2 does."""
    return build_flow(
        figures, context, form="7.3", of="near_poor", flow=attrgetter("near_poor_flow")
    )
