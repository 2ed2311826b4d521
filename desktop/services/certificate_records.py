"""From recognised households to their certificates (form 03), each with the results of its years."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from desktop.domain.procedure import Certificate
from desktop.domain.review import HouseholdClass, Review
from desktop.errors import CertificateNotRecognised
from desktop.reports.forms import certificate
from desktop.reports.text_sheet import AnySheet
from desktop.rules.case_facts import LISTED
from desktop.services.paper_records import Bundle
from desktop.store import procedures, reviews
from desktop.store.connection import Db


def certificates_of(db: Db, at: Bundle, given: Sequence[Certificate]) -> tuple[AnySheet, ...]:
    """One certificate for each, in the order given. Raises CertificateNotRecognised.

    `given` without a number are drafts: number and date stay open.
    """
    _check_recognised(at, given)
    uids = [c.household_uid for c in given]
    history: dict[str, dict[int, Review]] = {}
    for review in reviews.of_households(db, uids, at.context.year, at.years[0]):
        if review.outcome and review.outcome.household_class in LISTED:
            history.setdefault(review.household_uid, {})[review.year] = review
    signed = {
        (c.household_uid, year): c.signed_on
        for year in at.years
        for c in (procedures.certificates(db, year) if year < at.context.year else ())
    }
    return tuple(
        certificate.build(
            certificate.Holder(
                certificate=one,
                household=at.home(one.household_uid),
                results=tuple(
                    _result(one, review, signed)
                    for review in history.get(one.household_uid, {}).values()
                ),
            ),
            at.context,
            at.words,
            years=at.years,
        )
        for one in given
    )


def _check_recognised(at: Bundle, given: Sequence[Certificate]) -> None:
    wrong = [c for c in given if _class_of(at, c.household_uid) not in LISTED]
    if wrong:
        first = at.homes.get(wrong[0].household_uid)
        raise CertificateNotRecognised(
            count=len(wrong), first=first.head_name if first else wrong[0].number
        )


def _class_of(at: Bundle, uid: str) -> HouseholdClass | None:
    sheet = at.sheets.get(uid)
    return sheet.outcome.household_class if sheet and sheet.outcome else None


def _result(
    one: Certificate, review: Review, signed: Mapping[tuple[str, int], datetime.date]
) -> certificate.YearResult:
    outcome = review.outcome
    assert outcome is not None
    own = one.signed_on if one.number else None
    day = signed.get((review.household_uid, review.year), review.decision_on)
    return certificate.YearResult(
        year=review.year,
        household_class=outcome.household_class,
        signed_on=own if review.year == one.year else day,
        b1_points=outcome.b1_points,
        b2_points=outcome.b2_points,
        deprived=outcome.deprived,
    )
