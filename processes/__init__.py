"""The meaning: what each drawn step does in complaint handling."""

from engine.registry import Process, Registry
from models.encryption import Keyring
from processes.calendars.calendar import calendar_of
from processes.complaint.process import PROCESS as COMPLAINT
from processes.emergency.process import PROCESS as EMERGENCY

#: The processes this installation runs; each has its drawing in the folder of its name.
ALL: tuple[Process, ...] = (COMPLAINT, EMERGENCY)


def build(keyring: Keyring) -> Registry:
    """The registry of an installation with these keys."""
    return Registry(
        processes={process.name: process for process in ALL},
        keyring=keyring,
        calendar_of=calendar_of,
    )
