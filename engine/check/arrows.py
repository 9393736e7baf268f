"""Rules about arrows: where they may begin and end, and how many."""

from collections.abc import Iterator

from engine.check.drawn import ACTIVITIES, EVENTS, Drawn
from engine.check.finding import Finding
from engine.xml import local_name


def attached(drawn: Drawn) -> Iterator[Finding]:
    """Every arrow joins two steps of the scope in which it is drawn."""
    for scope in drawn.scopes:
        for arrow in scope.arrows:
            ends = (arrow.get("sourceRef"), arrow.get("targetRef"))
            if any(end not in drawn.steps for end in ends):
                yield drawn.finding("arrow-loose", arrow)
            elif any(end not in scope.steps for end in ends):
                yield drawn.finding("arrow-crosses-border", arrow)


def directions(drawn: Drawn) -> Iterator[Finding]:
    """Nothing comes before a start, after an end, or before what happens by itself."""
    for scope in drawn.scopes:
        for node in scope.all_of("startEvent"):
            if scope.incoming.get(node.get("id")):
                yield drawn.finding("arrow-into-start", node)
        for node in scope.all_of("endEvent"):
            if scope.outgoing.get(node.get("id")):
                yield drawn.finding("arrow-out-of-end", node)
        for node in scope.all_of("boundaryEvent"):
            if scope.incoming.get(node.get("id")):
                yield drawn.finding("arrow-into-boundary", node)


def one_arrow_out(drawn: Drawn) -> Iterator[Finding]:
    """Several arrows from a step mean a parallel split, which few who draw them mean."""
    for scope in drawn.scopes:
        for node in scope.all_of(*ACTIVITIES, *EVENTS):
            if len(scope.outgoing.get(node.get("id"), [])) > 1:
                yield drawn.finding("several-arrows", node)


def event_gateways(drawn: Drawn) -> Iterator[Finding]:
    """An event gateway waits for the first of several events."""
    for scope in drawn.scopes:
        for node in scope.all_of("eventBasedGateway"):
            arrows = scope.outgoing.get(node.get("id"), [])
            if len(arrows) < 2:
                yield drawn.finding("event-gateway-arrows", node)
            for arrow in arrows:
                target = scope.steps.get(arrow.get("targetRef") or "")
                if target is not None and local_name(target) not in (
                    "intermediateCatchEvent",
                    "receiveTask",
                ):
                    yield drawn.finding("event-gateway-target", target)
                elif target is not None and len(scope.incoming[target.get("id")]) > 1:
                    yield drawn.finding("event-gateway-shared", target)
