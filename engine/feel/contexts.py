"""Reads contexts: `{age: 17, is child: age < 18}`; each entry may read those before it."""

from abc import abstractmethod
from typing import Any

from engine.feel.node import Compute, Node, Variables
from engine.feel.reader import Reader
from engine.feel.values import FeelRun


class Contexts(Reader):
    """Reads what stands in braces."""

    def context(self) -> Node:
        """The entries behind the opening brace."""
        in_range, self._in_range = self._in_range, False
        outer, self.names = self.names, set()
        bound = len(self._bound)
        entries: dict[str, Compute] = {}
        while not self.peek("}"):
            name = self._entry_name()
            if name in entries:
                raise self.refused(f"{name} stands here twice")
            self.take(":")
            entries[name] = self.expression().compute
            self._bound.append(name)
            if not self.peek("}"):
                self.take(",")
        self.take("}")
        del self._bound[bound:]
        reads = frozenset({*self.names, *self._bound})
        self.names |= outer
        self._in_range = in_range
        return Node(_made(entries, reads))

    def _entry_name(self) -> str:
        token = self._tokens[self._at]
        if token.kind != "text":
            return self.new_name()
        self._at += 1
        return token.value

    @abstractmethod
    def new_name(self) -> str:
        """Read a name that is given here."""


def _made(entries: dict[str, Compute], reads: frozenset[str]) -> Compute:
    def context(names: Variables, run: FeelRun) -> dict[str, Any]:
        scope = {each: names[each] for each in reads if each in names}
        made: dict[str, Any] = {}
        for name, compute in entries.items():
            made[name] = scope[name] = compute(scope, run)
        return made

    return context
