"""Reads the smallest parts of FEEL: literals, names, calls, lists and ranges."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from engine.expressions.exceptions import ExpressionFailed
from engine.feel.contexts import Contexts
from engine.feel.filters import Filters
from engine.feel.lexer import Token, refused
from engine.feel.node import Node, Variables, constant
from engine.feel.properties import property_of
from engine.feel.reader import LITERALS, RESERVED
from engine.feel.values import FeelRun, Range, exact, number

_READ_AS_THEY_ARE = frozenset({type(None), bool, int, str, date, datetime, timedelta})


class Atoms(Filters, Contexts):
    """Reads values; the operators between them are the parser's."""

    def value(self) -> Node:
        """A value with what follows it: .name, or [n] for an item of a list."""
        node = self._atom()
        while self.peek(".") or (self.peek("[") and not self._in_range):
            read = self._property if self.take(".", "[").value == "." else self.item_or_filter
            node = read(node)
        return node

    def _property(self, of: Node) -> Node:
        token = self._tokens[self._at]
        if token.kind != "name" or token.value.startswith("_"):
            raise self.refused("a name must follow the point")
        self._at += 1
        owner, name = of.compute, token.value
        return Node(lambda names, run: property_of(owner(names, run), name, run))

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
            return self.call(token)
        if token.kind == "name":
            return self._name(token)
        if token.value == "?":
            return Node(lambda names, run: run.input)
        if token.value == "@":
            return self._at_literal()
        if token.value == "{":
            return self.context()
        if token.value in ("[", "]", "("):
            return self._bracketed(token)
        self._at -= 1
        raise self.refused("a value is missing before this")

    def _name(self, token: Token) -> Node:
        name = token.value
        if name in LITERALS:
            return constant(LITERALS[name])
        if name in RESERVED or name.startswith("_"):
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
        if token.kind != "name" or name in RESERVED or name in LITERALS or name[:1] == "_":
            raise self.refused("a plain name must stand here")
        self._at += 1
        return name

    def _at_literal(self) -> Node:
        """@"2024-07-01": a date, moment, time of day or duration."""
        token = self._tokens[self._at]
        if token.kind != "text":
            raise self.refused("a text must follow the @")
        self._at += 1
        for name in ("date", "date and time", "time", "duration"):
            if name == "date" and len(token.value) != 10:
                continue
            node = self.read_as(name, token.value)
            if not node.constant or node.compute({}, FeelRun()) is not None:
                return node
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
