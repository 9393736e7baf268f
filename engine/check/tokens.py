"""The rules about tokens that meet: gateways that wait in vain, and steps that run twice.

Each scope is played out in every order, as far as a bound on the work allows; where that cuts it
short, it is said so, and nothing is found that cannot happen on the drawing. What the conditions
say is not looked at: any of them may come true.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.check.drawn import Drawn, Scope
from engine.check.finding import Finding
from engine.check.token_net import Net, NetTooLarge, net_of

MOST_TRIALS = 300_000
"""How many moves are tried for one drawing; a hundredth of it suffices for those we have."""


@dataclass
class _Played:
    """What was seen while a scope was played out."""

    stuck: set[str] = field(default_factory=set)  # joins at which tokens lay when nothing moved
    fired: set[str] = field(default_factory=set)  # joins that went on at least once
    twice: set[str] = field(default_factory=set)  # steps to which a second token came
    trials: int = 0
    is_complete: bool = True


def meetings(drawn: Drawn) -> Iterator[Finding]:
    """Every join gets its tokens, and no step runs twice at the same time."""
    left = MOST_TRIALS
    for scope in drawn.scopes:
        if not _is_sound(drawn, scope):
            continue
        try:
            net = net_of(scope)
        except NetTooLarge:
            yield drawn.finding("tokens-cut-short", scope.node)
            continue
        if not net.joins and not net.merges:
            continue
        alone = _play(net, net.begins, left)
        beside = _play(net, net.begins_beside, left - alone.trials)
        left -= alone.trials + beside.trials
        yield from _told(drawn, scope, alone, beside)
        if not (alone.is_complete and beside.is_complete):
            yield drawn.finding("tokens-cut-short", scope.node)


def _told(drawn: Drawn, scope: Scope, alone: _Played, beside: _Played) -> Iterator[Finding]:
    """Of a join to which something leads that began beside the rest, less is certain."""
    is_certain = alone.is_complete and beside.is_complete and not alone.twice
    for step in scope.steps:
        if step in alone.twice | beside.twice:
            yield drawn.finding("runs-twice", scope.steps[step])
        elif step in alone.stuck | beside.stuck:
            goes_on = step in alone.fired | beside.fired | beside.stuck
            rule = "join-may-wait" if goes_on or not is_certain else "join-never-goes-on"
            yield drawn.finding(rule, scope.steps[step])


def _is_sound(drawn: Drawn, scope: Scope) -> bool:
    """Whether other rules have nothing to say of its arrows, which would mislead this one."""
    is_ad_hoc = scope.node.tag.endswith("adHocSubProcess")
    attached = all(
        arrow.get("sourceRef") in scope.steps and arrow.get("targetRef") in scope.steps
        for arrow in scope.arrows
    )
    hosts = all(e.get("attachedToRef") in scope.steps for e in scope.all_of("boundaryEvent"))
    return attached and hosts and not is_ad_hoc


def _play(net: Net, begins: list[int], most: int) -> _Played:
    """Play a net out from each of these beginnings."""
    played = _Played()
    waiting = list(dict.fromkeys(begins))
    seen = set(waiting)
    merges = list(net.merges.items())
    each = len(net.moves) + len(net.joins) + len(merges) + 1
    while waiting:
        marking = waiting.pop()
        played.trials += each
        if played.trials > most:
            played.is_complete = False
            break
        met = [step for step, arrows in merges if (marking & arrows).bit_count() > 1]
        if met:
            played.twice.update(met)
            continue
        moved = False
        for move in net.moves:
            if not marking & move.takes:
                continue
            moved = True
            rest = 0 if move.ends_all else marking & ~move.takes
            if rest & move.adds:
                played.twice.add(move.step)
            elif (after := rest | move.adds) not in seen:
                seen.add(after)
                waiting.append(after)
        for join in net.joins:
            if join.fires(marking):
                moved = True
                played.fired.add(join.step)
                rest = marking & ~join.arrows
                if rest & join.adds:
                    played.twice.add(join.step)
                elif (after := rest | join.adds) not in seen:
                    seen.add(after)
                    waiting.append(after)
        if not moved:
            played.stuck.update(each.step for each in net.joins if marking & each.arrows)
    return played
