"""A script task's text: assignments and if/else, applied as a whole or not at all."""

import ast
from collections.abc import Callable
from datetime import datetime, tzinfo
from functools import lru_cache
from typing import Any

from engine.expressions.budget import MAX_ITEMS, FindCalendar, Run
from engine.expressions.compiler import Compiler, Compute, Variables
from engine.expressions.exceptions import ExpressionFailed
from engine.expressions.expression import UNFORESEEN
from engine.expressions.source import read_script, refuse, refuse_name
from engine.expressions.values import kind_of, plain

MAX_NESTING = 8

Scope = dict[str, Any]
Act = Callable[[Scope, Scope, Run], None]
"""Does one statement: reads and extends what is known, and notes what it changes."""


class Script:
    """A script, compiled; it holds no state and may be shared by all threads."""

    __slots__ = ("_acts", "reads", "text", "writes")

    def __init__(
        self, text: str, acts: tuple[Act, ...], reads: frozenset[str], writes: frozenset[str]
    ) -> None:
        self.text = text
        self._acts = acts
        self.reads = reads
        """The variables it looks at, those it set itself before included."""
        self.writes = writes
        """The variables it may set."""

    def run(
        self,
        variables: Variables,
        *,
        now: datetime | None = None,
        zone: tzinfo | None = None,
        calendar: FindCalendar | None = None,
    ) -> Scope:
        """Return the variables the script sets, with values of their own.

        The variables given are never changed, nor the lists and mappings in them.

        :raises ExpressionFailed: a line cannot be computed; then nothing is to be applied
        """
        run, changes = Run(now, zone, calendar), Scope()
        scope = {name: variables[name] for name in self.reads if name in variables}
        try:
            for act in self._acts:
                act(scope, changes, run)
        except UNFORESEEN as error:
            raise ExpressionFailed(f"it cannot be computed ({type(error).__name__})") from None
        return changes


@lru_cache(maxsize=2048)
def compile_script(text: str) -> Script:
    """Compile a script, or return what it was compiled to before.

    :raises ExpressionRefused: a line is not of the language; names the place
    """
    compiler = _ScriptCompiler()
    acts = compiler.statements(read_script(text), nesting=0)
    return Script(text, acts, frozenset(compiler.values.reads), frozenset(compiler.writes))


class _ScriptCompiler:
    def __init__(self) -> None:
        self.values = Compiler()
        self.writes: set[str] = set()

    def statements(self, nodes: list[ast.stmt], nesting: int) -> tuple[Act, ...]:
        if nesting > MAX_NESTING:
            raise refuse(nodes[0], "if within if is nested too deep")
        return tuple(
            self.statement(node, nesting) for node in nodes if not isinstance(node, ast.Pass)
        )

    def statement(self, node: ast.stmt, nesting: int) -> Act:
        if isinstance(node, ast.Assign):
            if len(node.targets) != 1:
                raise refuse(node, "one variable is set at a time")
            return self.assignment(node.targets[0], self.values.compile(node.value))
        if isinstance(node, ast.AugAssign):
            before = self.values.compile(node.target)
            change = self.values.compile(node.value)
            return self.assignment(
                node.target, self.values.operation(node, node.op, before, change)
            )
        if isinstance(node, ast.If):
            return self.branch(node, nesting)
        raise refuse(node, "a script holds only assignments and if/else")

    def branch(self, node: ast.If, nesting: int) -> Act:
        test = self.values.compile(node.test)
        then = self.statements(node.body, nesting + 1)
        otherwise = self.statements(node.orelse, nesting + 1)

        def act(scope: Scope, changes: Scope, run: Run) -> None:
            for each in then if test(scope, run) else otherwise:
                each(scope, changes, run)

        return act

    def assignment(self, target: ast.expr, value: Compute) -> Act:
        root, path = self.place(target)
        self.writes.add(root)
        if not path:

            def set_variable(scope: Scope, changes: Scope, run: Run) -> None:
                scope[root] = changes[root] = plain(value(scope, run), run)

            return set_variable
        self.values.reads.add(root)

        def set_item(scope: Scope, changes: Scope, run: Run) -> None:
            new = plain(value(scope, run), run)
            scope[root] = changes[root] = _with_item(scope.get(root), path, new, run)

        return set_item

    def place(self, target: ast.expr) -> tuple[str, tuple[str, ...]]:
        """The variable that is set, and the names within it: case.track is ("case", ("track",))."""
        path: list[str] = []
        node = target
        while not isinstance(node, ast.Name):
            if isinstance(node, ast.Attribute):
                name = node.attr
            elif isinstance(node, ast.Subscript) and _is_text(node.slice):
                name = node.slice.value  # type: ignore[attr-defined]
            else:
                raise refuse(target, "only a variable, or a named item of a mapping, can be set")
            refuse_name(name, target)
            path.insert(0, name)
            node = node.value
        refuse_name(node.id, target)
        return node.id, tuple(path)


def _with_item(old: Any, path: tuple[str, ...], new: Any, run: Run) -> Any:
    """A copy of the mapping with one item set; what lies beside the path is shared, not copied."""
    if not path:
        return new
    if old is not None and type(old) is not dict:
        raise ExpressionFailed(f"an item cannot be set in {kind_of(old)}")
    made: Scope = dict(old or {})
    run.spend(1 + len(made))
    made[path[0]] = _with_item(made.get(path[0]), path[1:], new, run)
    if len(made) > MAX_ITEMS:
        raise ExpressionFailed("a mapping grows too large")
    return made


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) is str
