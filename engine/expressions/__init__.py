"""The language of drawings: a bounded subset of Python for conditions, timers and scripts.

A designer's text is read into a syntax tree, checked, and rebuilt as closures over our own
operations; Python's eval, exec and compile never see it. `compile_expression` and
`compile_script` are for the checker and the engine, `script_engine` is what SpiffWorkflow is given.
"""

from engine.expressions.environment import SafeEnvironment, SafeScriptEngine, script_engine
from engine.expressions.exceptions import ExpressionFailed, ExpressionRefused, quoted
from engine.expressions.expression import Expression, compile_expression
from engine.expressions.functions import FUNCTIONS
from engine.expressions.script import Script, compile_script

__all__ = [
    "FUNCTIONS",
    "Expression",
    "ExpressionFailed",
    "ExpressionRefused",
    "SafeEnvironment",
    "SafeScriptEngine",
    "Script",
    "compile_expression",
    "compile_script",
    "quoted",
    "script_engine",
]
