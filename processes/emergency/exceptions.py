"""What can go wrong with a registration for emergencies."""

from processes.exceptions import ProcessesError


class MobileNotValid(ProcessesError):
    """This is no number of a telephone that can be called."""


class EnrolledAlready(ProcessesError):
    """This telephone is registered already, under another passphrase."""
