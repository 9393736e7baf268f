"""Which process has which adapter; one without needs none."""

from collections.abc import Mapping

from processes.appeal.scripting import SCRIPTING as APPEAL
from processes.complaint.scripting import SCRIPTING as COMPLAINT
from processes.emergency.scripting import SCRIPTING as EMERGENCY
from processes.handover.scripting import SCRIPTING as HANDOVER
from processes.recovery.scripting import SCRIPTING as RECOVERY
from processes.reopening.scripting import SCRIPTING as REOPENING
from processes.scripted.adapter import Adapter
from processes.watchdog.scripting import SCRIPTING as WATCHDOG
from processes.withdrawal.scripting import SCRIPTING as WITHDRAWAL

ADAPTERS: Mapping[str, Adapter] = {
    "appeal": APPEAL,
    "complaint": COMPLAINT,
    "emergency": EMERGENCY,
    "handover": HANDOVER,
    "recovery": RECOVERY,
    "reopening": REOPENING,
    "watchdog": WATCHDOG,
    "withdrawal": WITHDRAWAL,
}


def adapter_of(process: str) -> Adapter:
    """The adapter of a process."""
    return ADAPTERS.get(process) or Adapter()
