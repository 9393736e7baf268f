"""Reads a designer's text into a syntax tree, within bounds; nothing is executed here."""

import ast
from collections.abc import Iterator

from engine.expressions.budget import MAX_INTEGER
from engine.expressions.exceptions import ExpressionRefused
from engine.half_characters import holds_half

MAX_SOURCE = 4_000
MAX_NODES = 600
MAX_DEPTH = 60
FILE_NAME = "<text of a drawing>"
"""What Python calls the text: for a syntax error it looks for a file of this name."""


def read_expression(text: str) -> ast.expr:
    """Return the tree of one expression; it may run over several lines.

    :raises ExpressionRefused: it is none, or it is too long or too deep
    """
    _refuse_foreign(text)
    lead = len(text) - len(text.lstrip())
    joined = text.strip().replace("\r", " ").replace("\n", " ")
    if joined != text.strip() and "#" in joined:
        raise ExpressionRefused("a comment cannot stand in an expression of several lines")
    try:
        tree = _parse(joined, "eval")
    except ExpressionRefused as refusal:
        line, column = _place(text, lead + refusal.column - 1)
        raise ExpressionRefused(refusal.reason, line, column + 1) from None
    assert isinstance(tree, ast.Expression)
    encoded = joined.encode()
    for node in _bounded_walk(tree):
        if isinstance(node, ast.expr):
            at = lead + len(encoded[: node.col_offset].decode(errors="ignore"))
            node.lineno, node.col_offset = _place(text, at)
    return tree.body


def read_script(text: str) -> list[ast.stmt]:
    """Return the statements of a script.

    :raises ExpressionRefused: it cannot be read, or it is too long or too deep
    """
    _refuse_foreign(text)
    tree = _parse(text, "exec")
    assert isinstance(tree, ast.Module)
    for _ in _bounded_walk(tree):
        continue
    return tree.body


def refuse(node: ast.expr | ast.stmt, reason: str) -> ExpressionRefused:
    """The refusal of one part of a text, with the place where that part stands."""
    return ExpressionRefused(reason, node.lineno, node.col_offset + 1)


def refuse_name(name: str, node: ast.expr | ast.stmt) -> None:
    """:raises ExpressionRefused: the name begins with an underscore"""
    if name.startswith("_"):
        raise refuse(node, f"a name may not begin with an underscore: {name}")


def _refuse_foreign(text: str) -> None:
    """Name the habits of other engines, so that the designer knows what to write instead."""
    stripped = text.strip()
    if not stripped:
        raise ExpressionRefused("nothing is written here")
    if len(text) > MAX_SOURCE:
        raise ExpressionRefused(f"longer than {MAX_SOURCE} characters")
    if stripped.startswith(("${", "#{")):
        raise ExpressionRefused("write the expression without ${ and }")
    if stripped.startswith("="):
        raise ExpressionRefused("write the expression without the = before it")
    if "\0" in text:
        raise ExpressionRefused("the text holds a character that cannot be written")


def _parse(text: str, mode: str) -> ast.AST:
    try:
        return ast.parse(text, FILE_NAME, mode)
    except SyntaxError as error:
        line, column = max(error.lineno or 1, 1), max(error.offset or 1, 1)
        raise ExpressionRefused("this cannot be read as an expression", line, column) from None
    except ValueError:
        raise ExpressionRefused("the text holds a character that cannot be written") from None
    except (RecursionError, MemoryError):
        raise ExpressionRefused("nested too deep") from None


def _bounded_walk(tree: ast.AST) -> Iterator[ast.AST]:
    """Visit every node, without recursion, so that a deep tree cannot overflow the one that looks.

    :raises ExpressionRefused: there are too many, they are too deep, or a number is too large
    """
    nodes, waiting = 0, [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        nodes += 1
        if nodes > MAX_NODES:
            raise ExpressionRefused("too many parts; write it in several steps")
        if depth > MAX_DEPTH:
            raise ExpressionRefused("nested too deep")
        if isinstance(node, ast.Constant) and type(node.value) is int and node.value > MAX_INTEGER:
            raise refuse(node, "a number this large cannot be reckoned with")
        if isinstance(node, ast.Constant) and type(node.value) is str and holds_half(node.value):
            raise refuse(node, "the text holds a character that cannot be written")
        yield node
        waiting.extend((child, depth + 1) for child in ast.iter_child_nodes(node))


def _place(text: str, at: int) -> tuple[int, int]:
    """The line of a character, counted from one, and how many stand before it in that line."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at) - 1
