"""What can go wrong in the meaning layer, one class per situation."""


class ProcessesError(Exception):
    """Something the person asked for cannot be done."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or (type(self).__doc__ or "").strip().splitlines()[0])


class NotVisible(ProcessesError):
    """There is nothing here for this identity to see."""


class PostAlreadyHeld(ProcessesError):
    """Another officer holds this post; she must be relieved first."""


class PostOutOfReach(ProcessesError):
    """The officer holds a post elsewhere too, which only a higher office can take from her."""


class OfficerHoldsNoPost(ProcessesError):
    """The officer holds no post that could be taken from her."""


class PostingNotFound(ProcessesError):
    """There is no such officer or post."""


class ChargeEndsTooSoon(ProcessesError):
    """An acting charge must end after it begins."""


class NumberNotValid(ProcessesError):
    """This is not a complaint number: a character is missing, extra or mistyped."""


class PassphraseTooShort(ProcessesError):
    """The passphrase needs at least eight characters."""


class PassphraseTooLong(ProcessesError):
    """The passphrase is longer than the portal keeps."""


class DistrictUnknown(ProcessesError):
    """The complaint names no district the portal serves."""


class RecoveryNotOpen(ProcessesError):
    """This request for a new code or passphrase is not waiting for that step."""


class AlreadyAsked(ProcessesError):
    """What she asks for runs already."""


class TooLateToAsk(ProcessesError):
    """Her complaint is closed: there is nothing left to ask this for."""


class PartnerNotFound(ProcessesError):
    """No partner of this name is admitted."""


class PartnerRefused(ProcessesError):
    """The partner cannot be admitted like this."""


class KeyUsedBefore(ProcessesError):
    """This idempotency key was used for another request."""


class SheetRefused(ProcessesError):
    """The list cannot be read; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(f"The list cannot be read: {code}.")
        self.code = code


class BacklogNotOffered(ProcessesError):
    """The drawing of *complaint* has no start for what is pending elsewhere."""


class AlreadySaid(ProcessesError):
    """This was sent before; it is not said twice."""


class RoleIsThere(ProcessesError):
    """The portal has this role already; no process may bring it."""


class TooLateToSay(ProcessesError):
    """The drawing does not wait for this any more, or not yet."""

    def __init__(self, why: str = "", why_hi: str = "") -> None:
        super().__init__()
        #: What the drawing says of it in both languages; empty where it says nothing.
        self.why, self.why_hi = why, why_hi


class UnitNamedAlike(ProcessesError):
    """Another unit of this level is named alike here: add to the name where it lies."""
