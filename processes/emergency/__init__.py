"""The process *emergency*: from one press of a button to somebody at her side."""

from processes.emergency.alerts import Alerted, alert, she_is_safe
from processes.emergency.caller import Caller

__all__ = ["Alerted", "Caller", "alert", "she_is_safe"]
