"""Conditions of plans: goals, tasks with their evidence, measures, visits, accounts."""

from __future__ import annotations

from desktop.errors.base import AppError


class SetAbove(AppError):
    """`name` was set by the office above (`office`); only that office may change it."""


class GoalBlocked(AppError):
    """A goal must be mended before it can be written (`finding`: code of what speaks against it)."""


class TaskUntitled(AppError):
    """A task without words for what is to be done."""


class TaskGone(AppError):
    """The task is not in the book any more."""


class VisitGone(AppError):
    """The check is not in the book any more."""


class AttachmentEmpty(AppError):
    """The file `name` has no content."""


class AttachmentTooLarge(AppError):
    """The file `name` has `size` bytes; `limit` is the limit that this program sets for one file."""


class AttachmentsFull(AppError):
    """With the file `name` all evidence in the book would pass the `limit` this program sets."""


class AttachmentKind(AppError):
    """The file `name` is of a kind that is not kept as evidence."""


class AttachmentRuns(AppError):
    """The file `name` is a program or a script, by its name or by what is in it."""


class AttachmentMacros(AppError):
    """The document `name` holds macros or a program."""


class AttachmentDisguised(AppError):
    """What is in the file `name` is not what its ending says."""


class AttachmentName(AppError):
    """The name of a file hides what kind it is."""


class AttachmentActive(AppError):
    """The PDF `name` holds a script, starts a program or carries other files."""


class AttachmentAbsent(AppError):
    """The book knows the name of `name` alone; its content did not come along."""


class AccountGone(AppError):
    """The account is not in the book any more."""


class AccountClosed(AppError):
    """The account was closed on `day`; it is opened again before it is written on."""


class AccountSpanWrong(AppError):
    """A period from `first` to `last` that does not have two years at least, and twenty at most."""


class MeasureAmiss(AppError):
    """A measure that cannot be written as it stands; `why` is the sentence of its finding."""


class PlanNothing(AppError):
    """There is nothing in the plan to send, and nothing was sent before."""


class PlanEvidenceUnfit(AppError):
    """A plan brings a file (`file`) that may not be kept: it runs, or is not what it says it is."""
