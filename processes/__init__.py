"""The meaning: what each drawn step does in complaint handling."""

from engine.registry import Process, Registry
from models.encryption import Keyring
from processes.appeal.process import PROCESS as APPEAL
from processes.calendars.calendar import calendar_of
from processes.cctns.telling import telling
from processes.complaint.process import PROCESS as COMPLAINT
from processes.emergency.process import PROCESS as EMERGENCY
from processes.handover.process import PROCESS as HANDOVER
from processes.plain import plain_process
from processes.posts.roles import OWN_ROLES
from processes.recovery.process import PROCESS as RECOVERY
from processes.reopening.process import PROCESS as REOPENING
from processes.watchdog.process import PROCESS as WATCHDOG
from processes.withdrawal.process import PROCESS as WITHDRAWAL

#: The processes this installation runs; each has its drawing in the folder of its name.
ALL: tuple[Process, ...] = (
    COMPLAINT,
    EMERGENCY,
    HANDOVER,
    WATCHDOG,
    APPEAL,
    WITHDRAWAL,
    REOPENING,
    RECOVERY,
)


def build(keyring: Keyring, *, tells_cctns: bool = False) -> Registry:
    """The registry of an installation with these keys.

    With a gateway to CCTNS the steps of *complaint* and *reopening* tell it what they have done.
    """
    processes = {process.name: process for process in ALL}
    if tells_cctns:
        processes |= {process.name: telling(process) for process in (COMPLAINT, REOPENING)}
    return Registry(
        processes=processes,
        keyring=keyring,
        calendar_of=calendar_of,
        own_roles=OWN_ROLES,
        otherwise=plain_process,
    )
