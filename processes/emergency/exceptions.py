"""What can go wrong with registrations and patrol units."""

from processes.exceptions import ProcessesError


class MobileNotValid(ProcessesError):
    """This is no number of a telephone that can be called."""


class EnrolledAlready(ProcessesError):
    """This telephone is registered already, under another passphrase."""


class CallSignMissing(ProcessesError):
    """A patrol unit needs a call sign of at most 40 characters."""


class CallSignTaken(ProcessesError):
    """Another patrol unit of this State has this call sign."""


class StationMissing(ProcessesError):
    """A patrol unit is based at a station."""


class PhoneNotValid(ProcessesError):
    """The vehicle's telephone needs a number with 10 digits."""


class PatrolUnitUnderWay(ProcessesError):
    """The unit has a call: it can be moved or retired once it has said what it found."""


class PatrolUnitHeld(ProcessesError):
    """Somebody sits in the unit: transfer the crew first, or let it stand down."""


class PatrolUnitRetired(ProcessesError):
    """The unit has retired."""
