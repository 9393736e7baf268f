"""Reads FEEL by recursive descent and makes closures; constants are computed at once."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from engine.feel.atoms import Atoms
from engine.feel.loops import LOOPS, loop
from engine.feel.node import Compute, Node, Variables
from engine.feel.reader import MAX_DEPTH
from engine.feel.types import Types
from engine.feel.unary_tests import (
    Test,
    against,
    answering,
    any_of,
    equalling,
    holding,
    none_of,
    one_of,
)
from engine.feel.values import FeelRun, both, calculate, compare, either, matches

COMPARISONS = ("<", "<=", ">", ">=", "=", "!=")


class Parser(Atoms, Types):
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
        left = self._sum()
        if self.peek("between"):
            return self._between(left)
        if self.peek("in"):
            return self._membership(left)
        if self.peek("instance"):
            return self._instance(left)
        parts, signs = [left.compute], []
        while self.peek(*COMPARISONS):
            signs.append(self.take(*COMPARISONS).value)
            parts.append(self._sum().compute)
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

    def _between(self, value: Node) -> Node:
        self.take("between")
        low = self._sum().compute
        self.take("and")
        high = self._sum().compute
        each = value.compute

        def lies_between(names: Variables, run: FeelRun) -> bool | None:
            compared = each(names, run)
            return both(
                compare(">=", compared, low(names, run), run),
                compare("<=", compared, high(names, run), run),
            )

        return Node(lies_between, is_test=True)

    def _instance(self, value: Node) -> Node:
        self.take("instance")
        self.take("of")
        each, is_of = value.compute, self.type_name()
        return Node(lambda names, run: is_of(each(names, run), run), is_test=True)

    def _membership(self, value: Node) -> Node:
        """x in [1..5], x in list, x in (< 5, > 10): what follows are tests of x."""
        self.take("in")
        each = value.compute
        if self.peek(*COMPARISONS) or self._bracket_holds_tests():
            listed = self._written_out_texts()
            if listed is not None:
                return Node(lambda names, run: one_of(each(names, run), listed), is_test=True)
            bracketed = not self.peek(*COMPARISONS)
            if bracketed:
                self.take("(")
            tests = [self.test()]
            while bracketed and self.peek(","):
                self.take(",")
                tests.append(self.test())
            if bracketed:
                self.take(")")

            def holds(names: Variables, run: FeelRun) -> bool:
                compared = each(names, run)
                return any(test(compared, names, run) for test in tests)

            return Node(holds, is_test=True)
        wanted = self._sum().compute
        return Node(
            lambda names, run: matches(each(names, run), wanted(names, run), run), is_test=True
        )

    def _written_out_texts(self) -> frozenset[str] | None:
        """The texts of `("a", "b", ...)`, if nothing else stands in the brackets.

        However many they are, looking one up costs the same: so none of them counts in a loop.
        """
        at = self._at
        found: set[str] = set()
        while self._tokens[at].value == ("," if found else "("):
            if self._tokens[at].kind != "sign" or self._tokens[at + 1].kind != "text":
                return None
            found.add(self._tokens[at + 1].value)
            at += 2
        if not found or self._tokens[at].kind != "sign" or self._tokens[at].value != ")":
            return None
        self._listed += at - self._at
        self._at = at + 1
        return frozenset(found)

    def _bracket_holds_tests(self) -> bool:
        """Whether "(" opens a list of tests: a comparison follows, or a comma at its level."""
        if not self.peek("("):
            return False
        depth = 0
        for token in self._tokens[self._at :]:
            if token.kind == "sign":
                if depth == 1 and token.value == ",":
                    return True
                depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(token.value, 0)
                if depth == 0:
                    break
        after = self._tokens[self._at + 1]
        return after.kind == "sign" and after.value in COMPARISONS

    def test(self) -> Test:
        """One positive unary test: against(value, names, run) -> True, False or None."""
        if self.peek(*COMPARISONS):
            sign = self.take(*COMPARISONS).value
            return against(sign, self._sum())
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

    def _sum(self) -> Node:
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
