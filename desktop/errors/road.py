"""Conditions on the road between offices: packages, mail, second PCs, hand-overs."""

from __future__ import annotations

from desktop.errors.base import AppError


# Packages
class PackageDamaged(AppError):
    """The package is cut off, changed, or no package (`path`, `detail`)."""


class PackageTooLarge(AppError):
    """The package, or what it unfolds to, is beyond the limits (`path`, `limit`)."""


class PackageTooNew(AppError):
    """The package has a newer format (`path`, `format`)."""


class PackageNotForUs(AppError):
    """The package is sealed to another office (`path`, `receiver`)."""


class PackageOtherKey(PackageNotForUs):
    """The package is for us, but sealed to a card that is not the one in use (`path`, `receiver`)."""


class PackageUnsigned(AppError):
    """The signature does not fit the sender's card (`path`, `sender`)."""


class SenderUnknown(AppError):
    """The sender is not among the trusted offices (`path`, `sender`)."""


class SenderNotBelow(AppError):
    """The sender is not one of the offices that report to us (`path`, `sender`)."""


class SenderMerged(AppError):
    """The sender is a commune of the older list that became another one (`path`, `sender`, `into`)."""


class NothingAbove(AppError):
    """`office` has no office above it that keeps a book, or is a commune: nothing goes onward."""


class ListIncomplete(AppError):
    """A list cannot be made: some communes came as sums only (`form`, `count`, `names`)."""


class SenderNotAbove(AppError):
    """A pack of standards comes from another office than the one above ours (`path`, `sender`)."""


class DownNotSealed(AppError):
    """The office above sealed its pack to others: it has no card of ours (`path`, `sender`)."""


class DownNotYet(AppError):
    """A pack from above is in force from a later day (`on`)."""


class DownInUse(AppError):
    """A standard cannot be taken back: a round of `year` stands on it (`standard`)."""


class DownNothing(AppError):
    """Nothing was chosen to be sent down, or nothing of it is there."""


class DownNobody(AppError):
    """No card of an office below is trusted: a pack could be opened by nobody."""


class MergedListWrong(AppError):
    """A list of merged communes cannot be used (`path`, `line`, `reason`)."""


class HandOverTwice(AppError):
    """The household was handed over already and is on its way or received (`office`, `on`)."""


class HandOverDraft(AppError):
    """A sheet of the running round is not finished (`year`)."""


class HandOverEmpty(AppError):
    """Nobody is left in the household."""


class HandOverReceived(AppError):
    """The other office has received the household: it is theirs (`office`)."""


class HandOverHere(AppError):
    """The household was received from an earlier package (`number`, `name`)."""


class HandOverEarly(AppError):
    """The household would come before it left (`on`)."""


class HandOverDoubled(AppError):
    """Members stand in another household under the same citizen id (`names`, `number`)."""


class HandOverNoReason(AppError):
    """A household is not refused without saying why."""


class PackageKindWrong(AppError):
    """The package is of another kind than needed here (`path`, `kind`)."""


class PackageTotalsWrong(AppError):
    """The control totals do not fit the records (`path`, `detail`)."""


class PackageForeignRecords(AppError):
    """A commune's package holds records of another book or commune (`path`, `sender`)."""


class PracticeMixed(AppError):
    """A practice package meets a real book, or the other way round (`path`, `sender`)."""


class PackageStandardUnfit(AppError):
    """The standard that a report rests on is unknown or cannot be used here (`path`, `reason`)."""


class PackageOlder(AppError):
    """A newer package of this office was taken in already (`path`, `number`, `newest`)."""


class CodeDiffers(AppError):
    """The eight digits do not belong to the card (`office`)."""


class ReceiverUnknown(AppError):
    """No trusted card of the receiver `office` is at hand."""


class CardChanged(AppError):
    """The card of `office` has other keys than the trusted one."""


class ReceiptForeign(AppError):
    """The receipt answers a package that this book never sent (`path`)."""


# Mail
class PartDamaged(AppError):
    """The file is no part of a package, or a part that was cut off or changed (`path`)."""


class PartsMissing(AppError):
    """Parts of the package `path` are not here yet: `have` of `of`, `missing` says which."""


class PartsTwice(AppError):
    """The part `part` of the package `path` came with two different contents."""


class PartsMixed(AppError):
    """The parts do not make the package `path` that they name."""


class MailDamaged(AppError):
    """The letter `path` cannot be read, or is made to hold programs up."""


class MailTooLarge(AppError):
    """The letter `path` is larger than `most` MB, or carries too much."""


class MailEmpty(AppError):
    """The letter `path` carries no package."""


class MailNoAccount(AppError):
    """No mail account is set in this book."""


class MailAddressMissing(AppError):
    """No mail address of `office` is known."""


class MailAddressWrong(AppError):
    """`address` is no mail address."""


class DifferencesOpen(AppError):
    """`count` differences of a sheet keyed twice are not settled yet; nothing was written."""


class UndoTooLate(AppError):
    """Records of a deed were changed since; what came later is undone first (`kind`)."""


class EventRefused(AppError):
    """Something must be mended before the deed can be recorded (`first`: code of the finding)."""


class EventOutdated(AppError):
    """The households of a deed were changed since it was planned; it is planned again."""


# A second PC of one commune
class VillageLent(AppError):
    """The village is keyed on another PC of the commune (`village`, `since`)."""


class VillageNotHeld(AppError):
    """This is a second PC, and the main one did not hand it the village (`village`, `held`)."""


class BranchNotMain(AppError):
    """Only the main PC of the commune does this; here is a second one."""


class BranchNotEmpty(AppError):
    """The book has households of its own (`count`): it cannot become a second PC."""


class CardOwn(AppError):
    """The card is this very book's, or of our own office where it cannot have a second PC (`office`)."""


class BranchUnknown(AppError):
    """No card of another PC of this commune is trusted."""


class LentHere(AppError):
    """A village to be handed out is with another PC already (`village`)."""


class NothingToShare(AppError):
    """No village is chosen, or none is held."""


class ShareOwn(AppError):
    """The package was written by this very book (`path`)."""


class ShareForeign(AppError):
    """The package is for or from another PC than the one this book knows (`path`)."""


class ShareUndecided(AppError):
    """Households changed on both sides, or of villages not handed out, wait for a choice (`count`)."""
