"""Reads FEEL by recursive descent and makes closures; constants are computed at once."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from engine.feel.arithmetic import calculate
from engine.feel.loops import LOOPS, counted, loop
from engine.feel.memberships import COMPARISONS, Memberships
from engine.feel.node import Compute, Node, Variables
from engine.feel.reader import MAX_DEPTH
from engine.feel.unary_tests import (
    Test,
    against,
    answering,
    any_of,
    equalling,
    holding,
    none_of,
)
from engine.feel.values import FeelRun, both, compare, either


class Parser(Memberships):
    """Reads one text: expressions, and the tests of decision cells."""

    def expression(self) -> Node:
        """One expression, as far as it goes."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self.refused("nested too deep")
        if self.peek("if"):
            node = self._choice()
        elif self.peek(*LOOPS):
            node = self._loop()
        else:
            node = self._disjunction()
        self._depth -= 1
        return node

    def _choice(self) -> Node:
        self.take("if")
        test = self.expression().compute
        self.take("then")
        then = self.expression().compute
        self.take("else")
        otherwise = self.expression().compute
        return Node(
            lambda names, run: (
                then(names, run) if test(names, run) is True else otherwise(names, run)
            )
        )

    def _loop(self) -> Node:
        """for x in list return ..., some x in list satisfies ..., every x in list satisfies ..."""
        word = self.take(*LOOPS).value
        name = self.new_name()
        self.take("in")
        source = self.expression().compute
        if self.peek(".."):
            self.take("..")
            source = counted(source, self.expression().compute)
        if self.peek(","):
            raise self.refused("one list at a time; write a second loop inside the first")
        self.take("return" if word == "for" else "satisfies")
        before, listed_before = self._at, self._listed
        outer, self.names = self.names, set()
        self._bound.append(name)
        body = self.expression().compute
        self._bound.pop()
        used = frozenset(self.names | set(self._bound))
        self.names |= outer
        parts = self._at - before - (self._listed - listed_before)
        computed = loop(
            word, name=name, source=source, body=body, reads=used, weight=1 + parts // 2
        )
        return Node(computed, is_test=word != "for")

    def _disjunction(self) -> Node:
        return self._joined("or", self._conjunction, either)

    def _conjunction(self) -> Node:
        return self._joined("and", self._comparison, both)

    def _joined(
        self, word: str, part: Callable[[], Node], join: Callable[[Any, Any], bool | None]
    ) -> Node:
        node = part()
        while self.peek(word):
            self.take(word)
            node = self._joining(join, node.compute, part().compute)
        return node

    @staticmethod
    def _joining(join: Callable[[Any, Any], bool | None], left: Compute, right: Compute) -> Node:
        return Node(lambda names, run: join(left(names, run), right(names, run)), is_test=True)

    def _comparison(self) -> Node:
        left = self.addition()
        if self.peek("between"):
            return self.between(left)
        if self.peek("in"):
            return self.membership(left)
        if self.peek("instance"):
            return self.instance(left)
        parts, signs = [left.compute], []
        while self.peek(*COMPARISONS):
            signs.append(self.take(*COMPARISONS).value)
            parts.append(self.addition().compute)
        if not signs:
            return left
        if len(signs) > 1:
            return self._chain(parts, signs)
        (one, other), (sign,) = parts, signs
        return Node(
            lambda names, run: compare(sign, one(names, run), other(names, run), run), is_test=True
        )

    def _chain(self, parts: list[Compute], signs: list[str]) -> Node:
        """1000 <= ? < 10000"""

        def holds(names: Variables, run: FeelRun) -> bool | None:
            values = [part(names, run) for part in parts]
            result: bool | None = True
            for sign, (left, right) in zip(signs, pairwise(values), strict=True):
                result = both(result, compare(sign, left, right, run))
            return result

        return Node(holds, is_test=True)

    def test(self) -> Test:
        """One positive unary test: against(value, names, run) -> True, False or None."""
        if self.peek(*COMPARISONS):
            sign = self.take(*COMPARISONS).value
            return against(sign, self.addition())
        begun = self._at
        node = self.expression()
        if node.is_test:
            return holding(node.compute)
        if self.asks_input(begun):
            return answering(node.compute)
        return equalling(node)

    def tests(self) -> Test:
        """A whole decision cell: tests with commas between them, or not(tests)."""
        negated = self.peek("not") and self._tokens[self._at + 1].value == "("
        mark = self._at
        if negated:
            self.take("not")
            self.take("(")
        found = [self.test()]
        while self.peek(","):
            self.take(",")
            found.append(self.test())
        if negated:
            self.take(")")
            if self._tokens[self._at].kind != "end":
                self._at = mark  # not(a) and b: an expression after all
                return self.test()
            return none_of(found)
        return found[0] if len(found) == 1 else any_of(found)

    def addition(self) -> Node:
        """What is added up, as far as it goes."""
        return self._calculation(self._product, ("+", "-"))

    def _product(self) -> Node:
        return self._calculation(self._power, ("*", "/"))

    def _power(self) -> Node:
        return self._calculation(self._signed, ("**",))

    def _calculation(self, part: Callable[[], Node], signs: tuple[str, ...]) -> Node:
        left = part()
        while self.peek(*signs):
            sign = self.take(*signs).value
            left = self._calculating(sign, left, part())
        return left

    def _calculating(self, sign: str, left: Node, right: Node) -> Node:
        one, other = left.compute, right.compute
        return self.folded(
            lambda names, run: calculate(sign, one(names, run), other(names, run), run), left, right
        )

    def _signed(self) -> Node:
        if not self.peek("-"):
            return self.value()
        self.take("-")
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self.refused("nested too deep")
        inner = self._signed()
        self._depth -= 1
        compute = inner.compute
        return self.folded(lambda names, run: calculate("*", compute(names, run), -1, run), inner)
