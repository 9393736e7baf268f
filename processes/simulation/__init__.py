"""Simulation: how a drawing would do with so many complaints, so many officers and so much time.

The real engine and handlers run in throw-away databases under a clock that jumps from one event to
the next. Officers, who do one step at a time in their working hours, and the complainants, who
answer or do not, are drawn from stated assumptions; one seed always gives one result.
"""

from processes.simulation.assumptions import Assumptions, AssumptionsRefused, MessageUnheard
from processes.simulation.plan import Plan
from processes.simulation.result import Result
from processes.simulation.running import Stopped, simulate
from processes.simulation.stated import assumed_of, read_assumptions

__all__ = [
    "Assumptions",
    "AssumptionsRefused",
    "MessageUnheard",
    "Plan",
    "Result",
    "Stopped",
    "assumed_of",
    "read_assumptions",
    "simulate",
]
