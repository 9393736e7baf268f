"""The engine and the token game play the same random drawings and agree after every step."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from engine.elements.exceptions import UncaughtError
from engine.state import Identity, StateCodec
from tests.engine.elements.event_toys import message, signal
from tests.engine.elements.random_events import SIGNALS, RandomEvents
from tests.engine.elements.token_game import Game, Uncaught
from tests.engine.toy import NOON, Toy

STEPS = 25
CODEC = StateCodec([b"k" * 32])


def seen(toy: Toy) -> tuple[Any, ...]:
    """What the engine shows of an instance."""
    waiting = toy.workflow.waiting_events()
    timers = [(_id(w), int((w.due_at - NOON).total_seconds() / 60)) for w in waiting if w.due_at]
    awaited = [_id(w) for w in waiting if w.due_at is None]
    return (toy.is_completed, toy.open, sorted(timers), sorted(awaited))


def _id(waiting: Any) -> str:
    return str(waiting.element_id)


def expected(game: Game, starts: dict[str, str]) -> tuple[Any, ...]:
    """What the game shows; a handler is known to the engine by its start event."""
    timers = sorted((starts.get(name, name), due) for name, due in game.timers)
    awaited = sorted(starts.get(name, name) for name in game.awaited)
    return (game.is_completed, game.open, timers, awaited)


def starts_of(scope: Any) -> dict[str, str]:
    """The start event of every event sub-process."""
    found = {event.id: f"start_{handler.first}" for event, handler in scope.handlers}
    inner = [node.scope for node in scope.nodes.values() if node.scope is not None]
    for each in (*inner, *(handler for _, handler in scope.handlers)):
        found.update(starts_of(each))
    return found


def happen(toy: Toy, game: Game, chance: random.Random, messages: list[str]) -> str:
    """Let the same thing happen to both; returns what it was."""
    what = chance.choice(
        ["wait", "signal", *["complete"] * 5 * bool(game.open), *["message"] * 2 * bool(messages)]
    )
    if what == "complete":
        name = chance.choice(game.open)
        both(lambda: toy.complete(name), lambda: game.complete(name))
        return f"complete {name}"
    if what == "message":
        name = chance.choice(messages)
        both(lambda: message(toy, name), lambda: game.receive("message", name))
        return f"message {name}"
    if what == "signal":
        name = chance.choice(SIGNALS)
        both(lambda: signal(toy, name), lambda: game.receive("signal", name))
        return f"signal {name}"
    minutes = chance.choice([10, 100, 300])
    toy.workflow.now += timedelta(minutes=minutes)
    game.now += minutes
    toy.advance()
    while not game.is_completed and any(due <= game.now for _, due in game.timers):
        pending = toy.workflow.timers()
        assert pending
        assert pending[0][0] <= toy.workflow.now
        both(lambda: fire(toy), game.fire_next)
    return f"wait {minutes}"


def fire(toy: Toy) -> None:
    assert toy.workflow.fire(toy.workflow.timers()[0][1].id)
    toy.advance()


class Over(Exception):
    """Both ended with an error that nothing catches."""


def both(engine: Callable[[], object], game: Callable[[], object]) -> None:
    """Do it in both; an error that nothing catches must show in both."""
    try:
        game()
    except Uncaught as caught:
        uncaught = caught
    else:
        engine()
        return
    with pytest.raises(UncaughtError) as raised:
        engine()
    assert raised.value.code == uncaught.args[0]
    raise Over


def stored(workflow: Any) -> Any:
    """The same instance, as the engine stores and loads it."""
    workflow.thrown_signals.clear()
    workflow.thrown_messages.clear()
    identity = Identity("definition", "instance", 0)
    return CODEC.load(
        CODEC.dump(workflow, identity),
        identity,
        workflow.spec,
        workflow.subprocess_specs,
        script_engine=workflow.script_engine,
        now=workflow.now,
        zone=workflow.zone,
    )


def play(seed: int, mode: str = "live") -> None:
    """Play one drawing in both until it ends or the steps are used up."""
    drawn = RandomEvents(seed)
    chance = random.Random(seed)
    game = Game(drawn.scope)
    toy = Toy(drawn.files, is_reloaded=mode == "reloaded")
    starts = starts_of(drawn.scope)
    past = []
    for _ in range(STEPS):
        assert seen(toy) == expected(game, starts), (seed, past)
        if game.is_completed:
            return
        try:
            past.append(happen(toy, game, chance, drawn.messages))
            if mode == "stored":
                toy.workflow = stored(toy.workflow)
        except Over:
            return
    assert seen(toy) == expected(game, starts), (seed, past)


@pytest.mark.parametrize("mode", ["live", "reloaded", "stored"])
@pytest.mark.parametrize("first", range(0, 200, 50))
def test_the_engine_plays_like_the_token_game(first: int, mode: str) -> None:
    for seed in range(first, first + 50):
        play(seed, mode)
