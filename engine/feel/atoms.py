"""Reads the smallest parts of FEEL: literals, names, calls, lists and ranges."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from engine.expressions.exceptions import ExpressionFailed
from engine.feel.functions import FUNCTIONS, MAKES_TIMES
from engine.feel.lexer import Token, refused
from engine.feel.node import Compute, Node, Variables, constant
from engine.feel.properties import property_of
from engine.feel.reader import Reader
from engine.feel.values import FeelRun, Range, exact, number

_LITERALS = {"true": True, "false": False, "null": None}
_RESERVED = frozenset(
    {"and", "or", "in", "between", "if", "then", "else", "for", "some", "every", "return"}
    | {"satisfies", "function", "instance"}
)
_READ_AS_THEY_ARE = frozenset({type(None), bool, int, str, date, datetime, timedelta})


class Atoms(Reader):
    """Reads values; the operators between them are the parser's."""

    def value(self) -> Node:
        """A value with what follows it: .name, or [n] for an item of a list."""
        node = self._atom()
        while self.peek(".") or (self.peek("[") and not self._in_range):
            read = self._property if self.take(".", "[").value == "." else self._item
            node = read(node)
        return node

    def _property(self, of: Node) -> Node:
        token = self._tokens[self._at]
        if token.kind != "name" or token.value.startswith("_"):
            raise self.refused("a name must follow the point")
        self._at += 1
        owner, name = of.compute, token.value
        return Node(lambda names, run: property_of(owner(names, run), name))

    def _item(self, of: Node) -> Node:
        in_range, self._in_range = self._in_range, False
        index = self.expression()
        self._in_range = in_range
        if index.is_test:
            raise self.refused("a list cannot be filtered by a condition here")
        self.take("]")
        owner, position = of.compute, index.compute

        def item(names: Variables, run: FeelRun) -> Any:
            values, at = owner(names, run), position(names, run)
            if type(values) not in (list, tuple) or type(at) is not int or not at:
                return None
            if abs(at) > len(values):
                return None
            return exact(values[at - 1 if at > 0 else at])

        return Node(item)

    def _atom(self) -> Node:
        token = self._tokens[self._at]
        if token.kind == "end":
            raise self.refused("something is missing at the end")
        self._at += 1
        if token.kind == "number":
            return constant(self._number(token))
        if token.kind == "text":
            return constant(token.value)
        if token.kind == "function" or (token.kind == "name" and self.peek("(")):
            return self._call(token)
        if token.kind == "name":
            return self._name(token)
        if token.value == "?":
            return Node(lambda names, run: run.input)
        if token.value == "@":
            return self._at_literal()
        if token.value in ("[", "]", "("):
            return self._bracketed(token)
        self._at -= 1
        raise self.refused("a value is missing before this")

    def _name(self, token: Token) -> Node:
        name = token.value
        if name in _LITERALS:
            return constant(_LITERALS[name])
        if name in _RESERVED or name.startswith("_"):
            self._at -= 1
            raise self.refused(f"{name} cannot be used here")
        if name not in self._bound:
            self.names.add(name)

        def read(names: Variables, run: FeelRun) -> Any:
            value = names.get(name)
            return value if type(value) in _READ_AS_THEY_ARE else exact(value)

        return Node(read)

    def new_name(self) -> str:
        """The name that a loop gives each item."""
        token = self._tokens[self._at]
        name = token.value
        if token.kind != "name" or name in _RESERVED or name in _LITERALS or name[:1] == "_":
            raise self.refused("a plain name must stand here")
        self._at += 1
        return name

    def _call(self, token: Token) -> Node:
        function = FUNCTIONS.get(token.value)
        if function is None:
            self._at -= 1
            raise self.refused(f"there is no function {token.value}")
        self.take("(")
        in_range, self._in_range = self._in_range, False
        parts: list[Node] = []
        before = self._at
        while not self.peek(")"):
            parts.append(self.expression())
            if not self.peek(")"):
                self.take(",")
        self.take(")")
        self._in_range = in_range
        if not function.least <= len(parts) <= function.most:
            raise refused(f"{token.value}() takes another number of arguments", self.text, token.at)
        call, computes = function.call, [part.compute for part in parts]
        made = Node(
            lambda names, run: call(run, *[compute(names, run) for compute in computes]),
            is_test=self.asks_input(before),
        )
        if not function.fixed or not all(part.constant for part in parts):
            return made
        node = self.folded(made.compute, *parts)
        if token.value in MAKES_TIMES and node.compute({}, FeelRun()) is None:
            raise refused(f"{token.value}() cannot read this", self.text, token.at)
        return node

    def _at_literal(self) -> Node:
        """@"2024-07-01": a date, moment, time of day or duration."""
        token = self._tokens[self._at]
        if token.kind != "text":
            raise self.refused("a text must follow the @")
        self._at += 1
        for name in ("date", "date and time", "time", "duration"):
            if name == "date" and len(token.value) != 10:
                continue
            value = FUNCTIONS[name].call(FeelRun(), token.value)
            if value is not None:
                return constant(value)
        raise refused("no date, moment, time or duration", self.text, token.at)

    def _bracketed(self, token: Token) -> Node:
        """A list, a range, or an expression in brackets."""
        if token.value == "[" and self.peek("]"):
            self.take("]")
            return constant(())
        in_range, self._in_range = self._in_range, False
        first = self.expression()
        if self.peek(".."):
            self.take("..")
            self._in_range = True
            last = self.expression()
            self._in_range = in_range
            closing = self.take("]", ")", "[").value
            return self._range(first, last, with_low=token.value == "[", with_high=closing == "]")
        self._in_range = in_range
        if token.value == "]":
            raise self.refused("expected ..")
        if token.value == "(":
            self.take(")")
            return first
        items = [first]
        while self.peek(","):
            self.take(",")
            items.append(self.expression())
        self.take("]")
        computes = [item.compute for item in items]
        return self.folded(lambda names, run: [compute(names, run) for compute in computes], *items)

    def _number(self, token: Token) -> Any:
        try:
            return number(Decimal(token.value))
        except ExpressionFailed:
            raise refused(
                "a number this large cannot be reckoned with", self.text, token.at
            ) from None

    def _range(self, first: Node, last: Node, *, with_low: bool, with_high: bool) -> Node:
        low, high = first.compute, last.compute
        return self.folded(
            lambda names, run: Range(low(names, run), high(names, run), with_low, with_high),
            first,
            last,
        )

    def folded(self, compute: Compute, *parts: Node) -> Node:
        if not all(part.constant for part in parts):
            return Node(compute)
        try:
            return constant(compute({}, FeelRun()))
        except ExpressionFailed as error:
            raise self.refused(str(error)) from None
