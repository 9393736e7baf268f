"""The rule about loops that never rest: they may use up what one step may cost."""

from collections.abc import Iterator

from engine.check.drawn import Drawn, Scope
from engine.check.finding import Finding

_PASSED_AT_ONCE = (
    *("task", "serviceTask", "scriptTask", "businessRuleTask", "sendTask"),
    *("exclusiveGateway", "inclusiveGateway", "parallelGateway", "intermediateThrowEvent"),
)


def loops_that_rest(drawn: Drawn) -> Iterator[Finding]:
    """In every loop a person, a time or a message is waited for."""
    for scope in drawn.scopes:
        following = _restless_arrows(scope)
        told: set[str] = set()
        for step in following:
            if step not in told:
                told |= _around(step, following)
                yield drawn.finding("loop-never-rests", scope.steps[step])


def _restless_arrows(scope: Scope) -> dict[str, set[str]]:
    """The steps on loops, or between two loops, that never rest, with those that follow them."""
    steps = {node.get("id") for node in scope.all_of(*_PASSED_AT_ONCE)}
    following: dict[str, set[str]] = {}
    preceding: dict[str, set[str]] = {step: set() for step in steps}
    for step in scope.steps:
        if step in steps:
            arrows = scope.outgoing.get(step, [])
            following[step] = {arrow.get("targetRef") for arrow in arrows} & steps
            for target in following[step]:
                preceding[target].add(step)
    waiting = list(following)
    while waiting:
        step = waiting.pop()
        if step in following and not (following[step] and preceding[step]):
            for target in following.pop(step):
                preceding[target].discard(step)
                waiting.append(target)
            for source in preceding.pop(step):
                following[source].discard(step)
                waiting.append(source)
    return following


def _around(step: str, following: dict[str, set[str]]) -> set[str]:
    """A step and all that follow it."""
    waiting, around = [step], set()
    while waiting:
        each = waiting.pop()
        if each not in around:
            around.add(each)
            waiting += following[each]
    return around
