"""In which column each step of a scope stands: after everything that leads to it."""

from collections.abc import Mapping, Sequence

Arrows = Mapping[str, Sequence[str]]
"""Where the arrows out of each step lead."""


def columns(steps: Sequence[str], arrows: Arrows) -> dict[str, int]:
    """The column of each step, counted from 0; arrows that lead back do not count."""
    forward = _without_ways_back(steps, arrows)
    waiting = dict.fromkeys(steps, 0)
    for targets in forward.values():
        for target in targets:
            waiting[target] += 1
    found = dict.fromkeys(steps, 0)
    ready = [step for step in steps if not waiting[step]]
    for step in ready:  # which grows
        for target in forward[step]:
            found[target] = max(found[target], found[step] + 1)
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    return found


def _without_ways_back(steps: Sequence[str], arrows: Arrows) -> dict[str, list[str]]:
    known = set(steps)
    entered = {target for step in steps for target in arrows.get(step, ())}
    forward: dict[str, list[str]] = {step: [] for step in steps}
    seen: set[str] = set()
    for first in (*(step for step in steps if step not in entered), *steps):
        if first in seen:
            continue
        seen.add(first)
        path = {first}
        pending = [(first, iter(arrows.get(first, ())))]
        while pending:
            step, targets = pending[-1]
            target = next(targets, None)
            if target is None:
                pending.pop()
                path.discard(step)
            elif target in known and target not in path:
                forward[step].append(target)
                if target not in seen:
                    seen.add(target)
                    path.add(target)
                    pending.append((target, iter(arrows.get(target, ()))))
    return forward
