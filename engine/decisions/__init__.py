"""Decision tables (DMN 1.3) as dmn-js and Camunda Modeler write them, compiled once.

What a table may hold is settled when it is compiled; after that only the variables can fail it.
Hit policies: UNIQUE, FIRST, ANY, PRIORITY, RULE ORDER, OUTPUT ORDER and COLLECT, with SUM, MIN,
MAX and COUNT. A decision may need others of the same file. Business knowledge models, contexts,
invocations and tables of tables are refused.
"""

from engine.decisions.coverage import Coverage, coverage_of
from engine.decisions.decision import Decision
from engine.decisions.exceptions import DecisionFailed, DecisionRefused
from engine.decisions.reading import compile_decisions, inspect_decisions
from engine.decisions.table import Rule

__all__ = [
    "Coverage",
    "Decision",
    "DecisionFailed",
    "DecisionRefused",
    "Rule",
    "compile_decisions",
    "coverage_of",
    "inspect_decisions",
]
