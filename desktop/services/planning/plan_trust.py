"""Reading a plan that opened: its sheet and records, whose they are, its evidence, its totals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop.domain.planning import Attachment
from desktop.errors import AppError, PackageForeignRecords, PackageTotalsWrong, PlanEvidenceUnfit
from desktop.exchange import plan_parts
from desktop.exchange.package import Opened
from desktop.exchange.plan_parts import Goods, Sheet, author, is_own
from desktop.exchange.records import total_differences
from desktop.exchange.seal import Card
from desktop.rules.attachments import clean_name, name_refusal
from desktop.services.planning import attaching


def read(
    opened: Opened, sender: Card, below: Sequence[str], *, our_book: str, name: str = ""
) -> tuple[Sheet, Goods]:
    """The sheet and the records of a plan. `below` are the communes below its sender.

    Raises PackageDamaged, PackageTooLarge, PackageForeignRecords, PlanEvidenceUnfit,
    PackageTotalsWrong.
    """
    letter, manifest = opened.header.letter, opened.manifest
    sheet = plan_parts.decode_sheet(opened.parts, letter.number, name=name)
    goods = plan_parts.decode(opened.parts, name=name)
    sources = [s.commune for s in manifest.sources]
    is_sound = {*sources} <= {*below} and len({*sources}) == len(sources)
    if not is_sound or not _may_send(goods, sender, below, our_book):
        raise PackageForeignRecords(path=name, sender=sender.name)
    _check_names((*goods.attachments, *sheet.left_out), name)
    _check_evidence(goods, name)
    if wrong := total_differences(manifest.totals, plan_parts.totals(goods)):
        raise PackageTotalsWrong(path=name, detail=told(wrong))
    return sheet, goods


def told(wrong: dict[str, tuple[int, int]]) -> str:
    """The first totals that differ: name, theirs, ours."""
    return "; ".join(f"{n}: {a} ≠ {b}" for n, (a, b) in list(wrong.items())[:5])


def _may_send(goods: Goods, sender: Card, below: Sequence[str], our_book: str) -> bool:
    """Whether each record is of the sender or of those below it; its own are of its own book.

    An office between has no measures of its own, a commune passes on no sums. Nobody sends what our
    book wrote: orders go down, they do not come up.
    """
    if (goods.measures or goods.escapes) if below else (goods.sums or goods.needs):
        return False
    records = [r for kind in plan_parts.KINDS for r in getattr(goods, kind)]
    if not all(is_own(r, sender.code, below) for r in records):
        return False
    written = ((author(r), r.written_by) for r in records if hasattr(r, "written_by"))
    return all(
        book in ("", sender.book_id) if office == sender.code else book != our_book or not book
        for office, book in written
    )


def _check_names(named: Iterable[Attachment], name: str) -> None:
    """Names are judged like those typed here, of files that stayed at home too: they are shown."""
    for one in named:
        if one.name != clean_name(one.name) or name_refusal(one.name) is not None:
            raise PlanEvidenceUnfit(path=name, file=clean_name(one.name))


def _check_evidence(goods: Goods, name: str) -> None:
    """Files pass the same judge as those that an official attaches: nothing that runs comes in."""
    for one in goods.attachments:
        content = goods.files.get(one.sha256)
        if content is None:
            continue
        try:
            attaching.accept(one.name, content)
        except AppError as error:
            raise PlanEvidenceUnfit(path=name, file=one.name) from error
