"""FEEL's loops: `for`, `some` and `every` over a list, each item counted as it is looked at."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from engine.feel.node import Compute, Variables
from engine.feel.values import FeelRun, exact_or_feel

LOOPS = ("for", "some", "every")


def loop(
    word: str, *, name: str, source: Compute, body: Compute, reads: frozenset[str], weight: int
) -> Compute:
    """A loop, compiled.

    `reads` are the variables its body reads, `weight` is what one item costs of the budget.
    """

    gather = _GATHERERS[word]

    def results(items: Any, names: Variables, run: FeelRun) -> Iterator[Any]:
        scope = {each: names[each] for each in reads if each in names}
        for item in items:
            run.spend(weight)
            scope[name] = exact_or_feel(item)
            yield body(scope, run)

    def compute(names: Variables, run: FeelRun) -> Any:
        items = source(names, run)
        if items is None:
            return None
        several = type(items) in (list, tuple, range)
        return gather(results(items if several else [items], names, run))

    return compute


def counted(first: Compute, last: Compute) -> Compute:
    """1..3: the whole numbers from the one to the other, up or down; null of anything else."""

    def numbers(names: Variables, run: FeelRun) -> range | None:
        begin, end = exact_or_feel(first(names, run)), exact_or_feel(last(names, run))
        if type(begin) is not int or type(end) is not int:
            return None
        return range(begin, end + 1) if begin <= end else range(begin, end - 1, -1)

    return numbers


def _for_some(results: Iterator[Any]) -> bool | None:
    """Whether one of them is true; null if none is and one cannot be said."""
    answer: bool | None = False
    for each in results:
        if each is True:
            return True
        if each is not False:
            answer = None
    return answer


def _for_every(results: Iterator[Any]) -> bool | None:
    """Whether all of them are true; null if none is false and one cannot be said."""
    answer: bool | None = True
    for each in results:
        if each is False:
            return False
        if each is not True:
            answer = None
    return answer


_GATHERERS: Mapping[str, Callable[[Iterator[Any]], Any]] = {
    "for": list,
    "some": _for_some,
    "every": _for_every,
}
