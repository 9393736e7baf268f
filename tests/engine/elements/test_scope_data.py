"""What the tokens of a running scope hold together, as an event sub-process of it sees it."""

from collections.abc import Callable

from tests.engine.drawing import boundary, drawing, end, start, sub_process, user
from tests.engine.elements.event_toys import (
    BESIDE,
    MESSAGE,
    PARCEL,
    event_sub_process,
    message,
    variables_of,
)
from tests.engine.toy import Toy

Run = Callable[..., Toy]


def test_what_a_sub_process_did_last_counts_before_what_began_beside_it_earlier(run: Run) -> None:
    inner = sub_process(
        "inner", start("s2"), user("u"), user("v"), end("e2"), flows="s2 -> u -> v -> e2"
    )
    files = drawing(
        start("s"),
        inner,
        end("e"),
        boundary("beside", "inner", PARCEL, interrupting=False),
        user("w"),
        end("e3"),
        event_sub_process(MESSAGE, interrupting=False),
        flows="s -> inner -> e; beside -> w -> e3",
        beside=BESIDE,
    )
    toy = run(files, state="new")

    message(toy, "parcel", {"state": "begun"})
    toy.complete("u", state="done")
    message(toy)

    assert variables_of(toy, "w") == [{"state": "begun"}]
    assert variables_of(toy, "esp_handle") == [{"state": "done"}]
