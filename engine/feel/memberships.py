"""Reads whether a value belongs to others: `between`, `in`, `instance of`."""

from abc import abstractmethod

from engine.feel.atoms import Atoms
from engine.feel.node import Node, Variables
from engine.feel.types import Types
from engine.feel.unary_tests import Test, one_of
from engine.feel.values import FeelRun, both, compare, matches

COMPARISONS = ("<", "<=", ">", ">=", "=", "!=")


class Memberships(Atoms, Types):
    """Reads what follows a value and asks where it belongs."""

    def between(self, value: Node) -> Node:
        """x between 1 and 5"""
        self.take("between")
        low = self.addition().compute
        self.take("and")
        high = self.addition().compute
        each = value.compute

        def lies_between(names: Variables, run: FeelRun) -> bool | None:
            compared = each(names, run)
            return both(
                compare(">=", compared, low(names, run), run),
                compare("<=", compared, high(names, run), run),
            )

        return Node(lies_between, is_test=True)

    def instance(self, value: Node) -> Node:
        """x instance of number"""
        self.take("instance")
        self.take("of")
        each, is_of = value.compute, self.type_name()
        return Node(lambda names, run: is_of(each(names, run), run), is_test=True)

    def membership(self, value: Node) -> Node:
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
        wanted = self.addition().compute
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

    @abstractmethod
    def addition(self) -> Node:
        """Read one side of a comparison."""

    @abstractmethod
    def test(self) -> Test:
        """Read one positive unary test."""
