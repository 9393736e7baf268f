"""Rebuilds an allowed syntax tree as closures; what is not listed here does not exist.

No code object is made from a designer's text: the closures below are the only thing that runs.
"""

import ast
from collections.abc import Callable, Mapping
from datetime import UTC
from typing import Any

from engine.elements.iso_time import NotATime, moment_of, parse_duration
from engine.expressions import functions, operations
from engine.expressions.budget import MAX_TEXT, Run
from engine.expressions.exceptions import ExpressionFailed
from engine.expressions.source import refuse, refuse_name
from engine.expressions.values import LISTS, SCALARS, known

Variables = Mapping[str, Any]
Compute = Callable[[Variables, Run], Any]

_CONSTANTS = frozenset({str, int, float, bool, type(None)})
_OPTIONAL = "get"
_OF_OTHER_LANGUAGES = {"true": "True", "false": "False", "null": "None"}
"""Words of FEEL and of other engines; as names they would be variables without a value."""


class Compiler:
    """Compiles expressions, and collects the variables they read."""

    def __init__(self) -> None:
        self.reads: set[str] = set()
        self.calls: set[str] = set()
        self._bound: list[str] = []

    def compile(self, node: ast.expr) -> Compute:
        """Return the closure that computes a node.

        :raises ExpressionRefused: the node is not of the language
        """
        build = _BUILDERS.get(type(node))
        if build is None:
            raise refuse(node, _NOT_ALLOWED.get(type(node), "this is not allowed here"))
        return build(self, node)

    def compile_all(self, nodes: list[ast.expr]) -> tuple[Compute, ...]:
        return tuple(self.compile(node) for node in nodes)

    def constant(self, node: ast.Constant) -> Compute:
        value = node.value
        if type(value) not in _CONSTANTS:
            raise refuse(node, "only texts, numbers, True, False and None may be written out")
        return lambda names, run: value

    def name(self, node: ast.Name) -> Compute:
        name = node.id
        refuse_name(name, node)
        if name in _OF_OTHER_LANGUAGES:
            raise refuse(node, f"write {_OF_OTHER_LANGUAGES[name]} for {name}")
        if name not in self._bound:
            self.reads.add(name)

        def read(names: Variables, run: Run) -> Any:
            try:
                value = names[name]
            except KeyError:
                raise ExpressionFailed(f"the variable {name!r} has no value") from None
            return value if type(value) in SCALARS else known(value)

        return read

    def both_or_either(self, node: ast.BoolOp) -> Compute:
        parts = self.compile_all(node.values)
        if len(parts) == 2:
            one, other = parts
            if isinstance(node.op, ast.And):
                return lambda names, run: one(names, run) and other(names, run)
            return lambda names, run: one(names, run) or other(names, run)
        stops_at = isinstance(node.op, ast.Or)

        def decide(names: Variables, run: Run) -> Any:
            value = None
            for part in parts:
                value = part(names, run)
                if bool(value) is stops_at:
                    return value
            return value

        return decide

    def unary(self, node: ast.UnaryOp) -> Compute:
        operand = self.compile(node.operand)
        if isinstance(node.op, ast.Not):
            return lambda names, run: not operand(names, run)
        if isinstance(node.op, ast.USub):
            return lambda names, run: operations.negate(operand(names, run))
        if isinstance(node.op, ast.UAdd):
            return lambda names, run: operations.affirm(operand(names, run))
        raise refuse(node, "the operator ~ is not allowed")

    def binary(self, node: ast.BinOp) -> Compute:
        return self.operation(node, node.op, self.compile(node.left), self.compile(node.right))

    def operation(
        self, node: ast.expr | ast.stmt, sign: ast.operator, left: Compute, right: Compute
    ) -> Compute:
        """The closure of `left sign right`, for expressions and for `x += 1`."""
        operate = operations.BINARY.get(type(sign).__name__)
        if operate is None:
            raise refuse(node, "only the operators + - * / // % and ** are allowed")
        return lambda names, run: operate(left(names, run), right(names, run), run)

    def comparison(self, node: ast.Compare) -> Compute:
        steps = []
        for sign, right in zip(node.ops, node.comparators, strict=True):
            if isinstance(sign, ast.Is | ast.IsNot) and not _is_singleton(right):
                raise refuse(right, "after 'is' only None, True or False may stand; else write ==")
            steps.append((operations.COMPARISONS[type(sign).__name__], self.compile(right)))
        first = self.compile(node.left)
        if len(steps) == 1:
            ((holds, second),) = steps
            return lambda names, run: holds(first(names, run), second(names, run), run)

        def chain(names: Variables, run: Run) -> bool:
            left = first(names, run)
            for holds, part in steps:
                right = part(names, run)
                if not holds(left, right, run):
                    return False
                left = right
            return True

        return chain

    def choice(self, node: ast.IfExp) -> Compute:
        test, then, otherwise = self.compile_all([node.test, node.body, node.orelse])
        return lambda names, run: then(names, run) if test(names, run) else otherwise(names, run)

    def sequence(self, node: ast.List | ast.Tuple | ast.Set) -> Compute:
        parts = self.compile_all(node.elts)
        return lambda names, run: [part(names, run) for part in parts]

    def mapping(self, node: ast.Dict) -> Compute:
        pairs = []
        for key, value in zip(node.keys, node.values, strict=True):
            if not isinstance(key, ast.Constant) or type(key.value) is not str:
                raise refuse(key or value, "the names in a mapping must be texts, written out")
            pairs.append((key.value, self.compile(value)))
        return lambda names, run: {key: part(names, run) for key, part in pairs}

    def item(self, node: ast.Subscript) -> Compute:
        container, key = self.compile(node.value), self.compile(node.slice)
        return lambda names, run: operations.item(container(names, run), key(names, run))

    def field(self, node: ast.Attribute) -> Compute:
        name = node.attr
        refuse_name(name, node)
        container = self.compile(node.value)
        return lambda names, run: operations.field(container(names, run), name)

    def call(self, node: ast.Call) -> Compute:
        if node.keywords or any(isinstance(each, ast.Starred) for each in node.args):
            raise refuse(node, "arguments are given in order, without names or stars")
        if not isinstance(node.func, ast.Name):
            raise refuse(node, "only functions are called, as in lower(name); nothing else is")
        name = node.func.id
        if name == _OPTIONAL:
            return self.optional(node)
        function = functions.FUNCTIONS.get(name)
        if function is None:
            raise refuse(node, f"there is no function {name}")
        if not function.least <= len(node.args) <= function.most:
            raise refuse(node, f"{name}() takes another number of arguments")
        _refuse_wrong_times(node, name)
        self.calls.add(name)
        call, parts = function.call, self.compile_all(node.args)
        if len(parts) == 1:
            (only,) = parts
            return lambda names, run: call(run, only(names, run))
        return lambda names, run: call(run, *[part(names, run) for part in parts])

    def optional(self, node: ast.Call) -> Compute:
        """get("name", default): a variable that need not have a value."""
        if not 1 <= len(node.args) <= 2:
            raise refuse(node, 'get("name", default) takes a name and a default')
        first = node.args[0]
        if not isinstance(first, ast.Constant) or type(first.value) is not str:
            raise refuse(node, "the name in get() must be a text, written out")
        name = first.value
        refuse_name(name, node)
        if not name.isidentifier():
            raise refuse(node, f"not the name of a variable: {name}")
        if name not in self._bound:
            self.reads.add(name)
        default = self.compile(node.args[1]) if len(node.args) == 2 else None

        def read(names: Variables, run: Run) -> Any:
            if name in names:
                return known(names[name])
            return default(names, run) if default else None

        return read

    def comprehension(self, node: ast.ListComp | ast.GeneratorExp) -> Compute:
        """[part for each in list if condition]: the items are counted as they are looked at."""
        if len(node.generators) != 1 or node.generators[0].is_async:
            raise refuse(node, "only one 'for' may stand in a list")
        source = node.generators[0]
        if not isinstance(source.target, ast.Name):
            raise refuse(source.target, "one plain name must stand between 'for' and 'in'")
        name = source.target.id
        refuse_name(name, source.target)
        items = self.compile(source.iter)
        inner, self.reads = self.reads, set()
        self._bound.append(name)
        conditions = self.compile_all(source.ifs)
        part = self.compile(node.elt)
        self._bound.pop()
        used, self.reads = frozenset(self.reads | set(self._bound)), inner | self.reads
        weight = 1 + sum(1 for _ in ast.walk(node)) // 2

        def collect(names: Variables, run: Run) -> list[Any]:
            values = items(names, run)
            if type(values) not in LISTS:
                raise ExpressionFailed("what stands after 'in' is not a list")
            scope = {each: names[each] for each in used if each in names}
            found = []
            for value in values:
                run.spend(weight)
                scope[name] = known(value)
                if all(condition(scope, run) for condition in conditions):
                    found.append(part(scope, run))
            return found

        return collect

    def template(self, node: ast.JoinedStr) -> Compute:
        """f"{name}": each value as str() writes it, without formats."""
        parts = []
        for each in node.values:
            if isinstance(each, ast.FormattedValue):
                if each.format_spec is not None or each.conversion != -1:
                    raise refuse(each, "a format after : or ! is not allowed in a text")
                each = each.value
            parts.append(self.compile(each))

        def fill(names: Variables, run: Run) -> str:
            texts = [functions.text(run, part(names, run)) for part in parts]
            if sum(map(len, texts)) > MAX_TEXT:
                raise ExpressionFailed("a text grows too long")
            return "".join(texts)

        return fill


def _refuse_wrong_times(node: ast.Call, function: str) -> None:
    """A wrong date or duration that is written out is refused before any case comes to it."""
    place, read = _TIMES_WRITTEN_OUT.get(function, (0, None))
    if read is None or place >= len(node.args):
        return
    argument = node.args[place]
    if isinstance(argument, ast.Constant) and type(argument.value) is str:
        try:
            read(argument.value)
        except ValueError as error:
            reason = str(error) if isinstance(error, NotATime) else "not a day on the calendar"
            raise refuse(argument, f"{function}(): {reason}") from None


def _is_singleton(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and (node.value is None or type(node.value) is bool)


_TIMES_WRITTEN_OUT: Mapping[str, tuple[int, Callable[[str], object]]] = {
    "after": (1, parse_duration),
    "before": (1, parse_duration),
    "working_hours": (0, parse_duration),
    "date": (0, lambda text: moment_of(text, zone=UTC)),
    "datetime": (0, lambda text: moment_of(text, zone=UTC)),
}
"""The argument that is a time, and what reads it."""

_BUILDERS: Mapping[type[ast.expr], Callable[[Compiler, Any], Compute]] = {
    ast.Constant: Compiler.constant,
    ast.Name: Compiler.name,
    ast.BoolOp: Compiler.both_or_either,
    ast.UnaryOp: Compiler.unary,
    ast.BinOp: Compiler.binary,
    ast.Compare: Compiler.comparison,
    ast.IfExp: Compiler.choice,
    ast.List: Compiler.sequence,
    ast.Tuple: Compiler.sequence,
    ast.Set: Compiler.sequence,
    ast.Dict: Compiler.mapping,
    ast.Subscript: Compiler.item,
    ast.Attribute: Compiler.field,
    ast.Call: Compiler.call,
    ast.ListComp: Compiler.comprehension,
    ast.GeneratorExp: Compiler.comprehension,
    ast.JoinedStr: Compiler.template,
}
_NOT_ALLOWED: Mapping[type[ast.expr], str] = {
    ast.Slice: "a part of a list or text cannot be cut out",
    ast.Lambda: "functions cannot be made here",
    ast.NamedExpr: "a value cannot be named within an expression",
    ast.Starred: "a star is not allowed here",
    ast.SetComp: "write the list in [ and ]",
    ast.DictComp: "write the list in [ and ]",
    ast.Await: "nothing can be waited for here",
    ast.Yield: "nothing can be waited for here",
    ast.YieldFrom: "nothing can be waited for here",
}
