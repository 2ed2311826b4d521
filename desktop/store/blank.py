"""Which sheets are blank: put on the list to be reviewed, but with nothing keyed in them yet."""

from __future__ import annotations

import msgspec

from desktop.domain.review import Answers

# Answers are kept as JSON in the order of their fields; who goes there and when stand last, so all
# sheets in which nothing was keyed yet begin alike.
_BEGINNING = msgspec.json.encode(Answers()).decode().partition('"reviewed_on"')[0]

IS_BLANK = f"(r.state = 'draft' AND substr(r.answers, 1, {len(_BEGINNING)}) = '{_BEGINNING}')"
"""The condition on a review `r`, false (not null) where there is a sheet with something in it."""
