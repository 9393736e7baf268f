"""Scripted cases: stories a designer writes beside a drawing, replayed on the real engine.

Everything is real but the police, who are invented, and time, which a case moves itself: the
engine, the tables, the handlers, the permissions, the forms. A case says who completes what, how
far the clock moves, and what must be open, said and due.
"""

from processes.scripted.adapter import Adapter, Asked, Reading
from processes.scripted.case import Case
from processes.scripted.fault import Fault
from processes.scripted.reading import read_cases
from processes.scripted.replay import Report, replay

__all__ = ["Adapter", "Asked", "Case", "Fault", "Reading", "Report", "read_cases", "replay"]
