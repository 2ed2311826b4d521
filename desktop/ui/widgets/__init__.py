"""The parts that all pages are built from; each module's first lines show how to use it."""

from desktop.ui.widgets.bars import CellMeter, Gauge, Part, ProgressBar, StackBar
from desktop.ui.widgets.board import StatusBoard, Tile
from desktop.ui.widgets.buttons import Button, KeyChip, Link
from desktop.ui.widgets.cells import Cell, Cells
from desktop.ui.widgets.chart import Chart
from desktop.ui.widgets.charts import DeprivationProfile, Legend, Row, TargetLine, Year
from desktop.ui.widgets.choices import FilterButton, Segmented, clear_filters
from desktop.ui.widgets.fields import Choice, Field, Form, KeyValues, SearchField, mark_bad
from desktop.ui.widgets.frames import (
    Card,
    ElasticGrid,
    EmptyState,
    Icon,
    Note,
    PageHead,
    PracticeBand,
    body,
    padded,
    rule,
    scrolled,
)
from desktop.ui.widgets.job_bar import JobBar
from desktop.ui.widgets.marks import ClassChip, MarkLabel, StateLabel, Tag
from desktop.ui.widgets.question import ask
from desktop.ui.widgets.rail import NavRail, RailItem
from desktop.ui.widgets.status import StatusLine
from desktop.ui.widgets.strips import CountStrip, ProcessStrip, Step, YearCell, YearStrip
from desktop.ui.widgets.table import TableView, TurnedTable, style_table
from desktop.ui.widgets.text import Text

__all__ = [
    "Button",
    "Card",
    "Cell",
    "CellMeter",
    "Cells",
    "Chart",
    "Choice",
    "ClassChip",
    "CountStrip",
    "DeprivationProfile",
    "ElasticGrid",
    "EmptyState",
    "Field",
    "FilterButton",
    "Form",
    "Gauge",
    "Icon",
    "JobBar",
    "KeyChip",
    "KeyValues",
    "Legend",
    "Link",
    "MarkLabel",
    "NavRail",
    "Note",
    "PageHead",
    "Part",
    "PracticeBand",
    "ProcessStrip",
    "ProgressBar",
    "RailItem",
    "Row",
    "SearchField",
    "Segmented",
    "StackBar",
    "StateLabel",
    "StatusBoard",
    "StatusLine",
    "Step",
    "TableView",
    "Tag",
    "TargetLine",
    "Text",
    "Tile",
    "TurnedTable",
    "Year",
    "YearCell",
    "YearStrip",
    "ask",
    "body",
    "clear_filters",
    "mark_bad",
    "padded",
    "rule",
    "scrolled",
    "style_table",
]
