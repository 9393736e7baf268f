"""FEEL, as decision tables and form conditions write it, through the bounded evaluator.

Covered: numbers, texts, truth values, null, dates, moments, durations, lists, ranges, contexts,
filters, types, names of several words as their file gives them, arithmetic, comparison, and, or,
not(), in, between, if-then-else, for, some, every, comments, the functions of
`engine.feel.functions`, and unary tests with `-`, `?`, lists and negation. What is not covered (own
functions, arguments by name) is refused when compiled.
"""

from engine.feel.compiled import Feel, UnaryTest, compile_feel, compile_unary_test

__all__ = ["Feel", "UnaryTest", "compile_feel", "compile_unary_test"]
