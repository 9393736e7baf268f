"""Which process has which adapter; one without needs none."""

from collections.abc import Mapping

from processes.complaint.scripting import SCRIPTING as COMPLAINT
from processes.emergency.scripting import SCRIPTING as EMERGENCY
from processes.scripted.adapter import Adapter

ADAPTERS: Mapping[str, Adapter] = {"complaint": COMPLAINT, "emergency": EMERGENCY}


def adapter_of(process: str) -> Adapter:
    """The adapter of a process."""
    return ADAPTERS.get(process) or Adapter()
