"""The window. Qt lives here and only here. An index for those who build pages:

A page (page.py): subclass `Page(desk)`; put `PageHead` and `body(…)` into `self.column`; override
`reload`, `on_changed`, `focus_first`, and where needed `open_target`, `key_line`, `may_leave`.
Register its factory under its id for `page_specs(…)`; import the page inside the factory, so that
it costs nothing before its first visit. Its title is the text `page-<id>`.

The book (worker.py): `desk.worker.run(job, done)`, `run_latest(key, job, done)` for searches,
`run_long(job, done)` with progress and `cancel()` (`JobBar` shows it), `run_without_book(job, done)`. `job(db)` runs on
the book's thread and touches no widget; `done(result)` runs here. Results that carry `Changes`
reach every page's `on_changed`. Catch known problems by `failed=`; nothing else.

Ways (Desk): `desk.go(page_id, target)`, `desk.say(text, undo)`, `desk.saved(text)`,
`desk.badge(page_id, n)`, `desk.now()`, `desk.by`, `desk.office`, `desk.year`.

Tables (rows_model.py, widgets/table.py): `TableView(RowsModel([Column(…), …], name))`; kinds of
columns: text, figures, class, progress, state, lines, icon, link; `Heading` rows, a total row.

Words and marks: `Text`, `MarkLabel`, `ClassChip`, `StateLabel`, `Tag`, `KeyChip`, `Icon`.
Doing: `Button`, `Link`, `Segmented`, `FilterButton`, `clear_filters`, `ask`.
Fields: `Field`, `SearchField`, `Choice`, `Form`, `KeyValues`, `mark_bad`; plain QCheckBox,
QRadioButton, QPlainTextEdit, QTabBar, QMenu, QMessageBox are dressed by style.qss (numbers and
dates are typed into a `Field`: there is no spin box).
Frames: `PageHead`, `body`, `Card`, `Note`, `EmptyState`, `rule`, `padded`, `scrolled`,
`ElasticGrid`.
Charts: `ProgressBar`, `StackBar`, `Gauge`, `CellMeter`, `TargetLine`, `DeprivationProfile`,
`Legend`, `ProcessStrip`, `YearStrip`, `CountStrip`, `StatusBoard`; own ones subclass `Chart`.

Painting: `widgets/paint.py` (marks, squares, keys, bars, rings, text) and `icons.draw_icon`; colours
only by token name (`theme.colour("poor_soft")`), asked for while painting; fonts only by
`fonts.font(role)`, figures by `draw_numbers`. Never set a font in a style sheet.

Errors (show_error.py): pages show known problems in a `Note`; only `show_error` opens a box.
Tests: `Worker(InlineExecutor(), lambda: db, lambda db: None)` from tests/ui/inline.py; look at what
you make with `python -m tests.ui.gallery FOLDER` or a grab of your own page.
"""
