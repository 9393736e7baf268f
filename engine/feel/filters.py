"""Reads what stands in the brackets behind a list: a position, or a condition of its items."""

from collections.abc import Callable
from typing import Any

from engine.feel.calls import Calls
from engine.feel.node import Compute, Node, Variables
from engine.feel.values import FeelRun, exact, exact_or_feel

ITEM = "item"
"""What a condition calls the item it looks at; a context's own names stand beside it."""


Choose = Callable[[Any, Variables, FeelRun], list[Any] | None]
"""What picks those items of a list that fit."""


class Filters(Calls):
    """Reads `offences[1]` and `offences[item != "theft"]`."""

    def item_or_filter(self, of: Node) -> Node:
        """What stands behind the opening bracket: a number picks an item, a condition some."""
        in_range, self._in_range = self._in_range, False
        before, outer, self.names = self._at, self.names, set()
        self._bound.append(ITEM)
        inside = self.expression()
        self._bound.pop()
        reads, asks_item = frozenset({*self.names, *self._bound}), self._reads_item(before)
        self.names |= outer
        self._in_range = in_range
        weight = 1 + (self._at - before) // 2
        self.take("]")
        chosen = _filter(inside.compute, reads, weight)
        if inside.is_test or asks_item:
            return Node(lambda names, run: chosen(_listed(of.compute(names, run)), names, run))
        return Node(_item(of.compute, inside.compute, chosen))

    def _reads_item(self, begun: int) -> bool:
        read = self._tokens[begun : self._at]
        return any(each.kind == "name" and each.value == ITEM for each in read)


def _item(owner: Compute, position: Compute, chosen: Choose) -> Compute:
    """The item at a position; where the brackets hold no number, those contexts that fit."""

    def item(names: Variables, run: FeelRun) -> Any:
        values, at = _listed(owner(names, run)), position(names, run)
        if values is None:
            return None
        if type(at) is int:
            return exact(values[at - 1 if at > 0 else at]) if 0 < abs(at) <= len(values) else None
        holds_contexts = any(type(each) is dict for each in values)
        return chosen(values, names, run) if holds_contexts else None

    return item


def _filter(condition: Compute, reads: frozenset[str], weight: int) -> Choose:
    """The items for which a condition is true."""

    def chosen(values: Any, names: Variables, run: FeelRun) -> list[Any] | None:
        if values is None:
            return None
        around = {each: names[each] for each in reads if each in names}
        found = []
        for each in values:
            run.spend(weight)
            scope = {**around, ITEM: exact_or_feel(each)}
            if type(each) is dict:
                scope |= {name: each[name] for name in reads if name in each}
            if condition(scope, run) is True:
                found.append(each)
        return found

    return chosen


def _listed(value: Any) -> Any:
    """A list; a single value stands for a list of one."""
    return value if value is None or type(value) in (list, tuple) else [value]
