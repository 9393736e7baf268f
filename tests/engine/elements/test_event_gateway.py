"""Event-based gateways: the first event that occurs takes the token."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine

from engine.elements.exceptions import ElementRefused
from tests.engine.drawing import drawing, element, end, start, timer, user
from tests.engine.elements.event_toys import (
    BESIDE,
    MESSAGE,
    SIGNAL,
    catch,
    due_times,
    message,
    signal,
    variables_of,
    wait,
)
from tests.engine.toy import NOON, PlainToy, Toy

Run = Callable[..., Toy]

EVENTS = {
    "post": catch("post", MESSAGE),
    "alarm": catch("alarm", SIGNAL),
    "slow": catch("slow", timer("duration", '"PT5H"')),
    "quick": catch("quick", timer("duration", '"PT1H"')),
    "reply": element("receiveTask", "reply", messageRef="m"),
}


def choice(*names: str, **attributes: str) -> dict[str, bytes]:
    """A gateway that waits for these events; each leads to a task "after_<event>"."""
    return drawing(
        start("s"),
        element("eventBasedGateway", "g", **attributes),
        *(EVENTS[name] for name in names),
        *(user(f"after_{name}") for name in names),
        end("e"),
        flows="s -> g;" + ";".join(f"g -> {n} -> after_{n} -> e" for n in names),
        beside=BESIDE,
    )


@pytest.mark.parametrize(
    ("happen", "taken"),
    [
        (message, "post"),
        (signal, "alarm"),
        (lambda toy: wait(toy, hours=1), "quick"),
        (lambda toy: wait(toy, hours=9), "quick"),
    ],
)
def test_the_first_event_takes_the_token_and_the_others_are_withdrawn(
    run: Run, happen: Callable[[Toy], object], taken: str
) -> None:
    toy = run(choice("post", "alarm", "slow", "quick"))
    assert toy.waiting == ["alarm", "post", "quick", "slow"]

    happen(toy)

    assert toy.open == [f"after_{taken}"]
    assert toy.waiting == []
    assert not message(toy)
    toy.complete(f"after_{taken}")
    assert toy.is_completed


def test_each_timer_keeps_its_own_due_time_where_the_library_keeps_the_first(run: Run) -> None:
    files = choice("slow", "quick")
    toy = run(files)
    with time_machine.travel(NOON, tick=False) as clock:
        plain = PlainToy(files)
        clock.shift(timedelta(hours=2))
        plain.workflow.do_engine_steps()
        plain.workflow.do_engine_steps()

    wait(toy, hours=2)

    assert toy.open == ["after_quick"]
    assert plain.open == []


def test_two_events_of_one_message_give_one_token(run: Run) -> None:
    toy = run(choice("post", "reply", "quick"))

    assert message(toy, payload={"text": "yes"})

    assert toy.open == ["after_post"]
    assert variables_of(toy, "after_post") == [{"text": "yes"}]
    assert due_times(toy) == []


def test_a_receive_task_can_be_the_event(run: Run) -> None:
    toy = run(choice("reply", "quick"))

    message(toy)

    assert toy.open == ["after_reply"]


def test_a_gateway_in_a_loop_waits_anew(run: Run) -> None:
    files = drawing(
        start("s"),
        user("ask"),
        element("eventBasedGateway", "g"),
        EVENTS["post"],
        EVENTS["quick"],
        end("e"),
        flows="s -> ask -> g; g -> post -> e; g -> quick -> ask",
        beside=BESIDE,
    )
    toy = run(files)

    for _ in range(3):
        toy.complete("ask")
        assert wait(toy, hours=1) == 1
    toy.complete("ask")
    message(toy)

    assert toy.is_completed
    assert toy.log.count("quick") == 3


@pytest.mark.parametrize(
    "files",
    [
        choice("post", "quick", instantiate="true"),
        choice("post", "quick", eventGatewayType="Parallel"),
        choice("post"),
        drawing(
            start("s"),
            element("eventBasedGateway", "g"),
            EVENTS["post"],
            user("u"),
            end("e"),
            flows="s -> g; g -> post -> e; g -> u -> e",
            beside=BESIDE,
        ),
    ],
    ids=["starts a process", "parallel", "one event", "followed by a step"],
)
def test_a_gateway_that_cannot_run_is_refused(files: dict[str, bytes]) -> None:
    with pytest.raises(ElementRefused):
        Toy(files)
