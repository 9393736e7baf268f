"""Plays in the process kept for them: what a draft does there ends there, with a sentence."""

import os
import resource
import signal
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.definitions import hash_of
from engine.registry import Registry
from models.encryption import Keyring
from processes.playing import Playhouse, Record, Shelf, Stagehand, Whose
from processes.scripted.fault import CaseFailed
from processes.scripted.stage import EMPTY
from tests.engine.decisions.dmn import decision, file, table
from tests.engine.drawing import (
    boundary,
    drawing,
    element,
    end,
    exclusive,
    script,
    start,
    timer,
    user,
)
from web.designer.play_process import HandApart, PlayProcess
from web.play_apart import checked_before
from web.task_forms.scripted import read_form

HERS = Whose("a" * 32, "b" * 32)
NOON = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
#: What the tests themselves may come to need while drafts rage elsewhere.
CALM_KB = 60_000

#: Rings more often than can be rung in a moment.
RINGING = drawing(
    start("begins"),
    user("think"),
    boundary("hour_passed", "think", timer("cycle", "R/PT1H"), interrupting=False),
    end("rung"),
    end("ends"),
    flows="begins -> think -> ends; hour_passed -> rung",
)
CALM = drawing(start("begins"), user("think"), end("ends"), flows="begins -> think -> ends")


def looping(*texts: str) -> dict[str, bytes]:
    """A script that runs again and again, without a person or a timer in between."""
    return drawing(
        start("begins"),
        script("fill", "\n".join(texts)),
        exclusive("again", default="again_to_fill"),
        end("ends"),
        flows="begins -> fill -> again -> fill; again -> ends: False",
    )


def doubling(first: str, then: str) -> dict[str, bytes]:
    """Tables that each need the one before, and make twice as much of it."""
    files = drawing(
        start("begins"),
        element("businessRuleTask", "decide", camunda__decisionRef="d40"),
        user("think"),
        end("ends"),
        flows="begins -> decide -> think -> ends",
    )
    tables = [decision("d0", one_row("y0", first), variable="y0")] + [
        decision(
            f"d{n}",
            one_row(f"y{n}", then.format(before=f"y{n - 1}")),
            needs=(f"d{n - 1}",),
            variable=f"y{n}",
        )
        for n in range(1, 41)
    ]
    return {**files, "d40.dmn": file(*tables)}


def one_row(output: str, cell: str) -> str:
    """A table that says this whatever it is asked."""
    return table("UNIQUE", [("-", cell)], inputs=("1",), outputs=(output,))


HOSTILE: Mapping[str, Callable[[], dict[str, bytes]]] = {
    "a list that grows": lambda: looping("items = get('items', [1]) + get('items', [1])"),
    "a mapping that grows": lambda: looping(
        "deep = {'a': get('deep', 'x' * 5000), 'b': get('deep', 'x' * 5000)}"
    ),
    "many long texts": lambda: looping(*(f"text_{n} = 'x' * 20000" for n in range(40))),
    "a text of a thousand million signs": lambda: looping("text = 'x' * 10**9"),
    "a number of a thousand million digits": lambda: looping("number = 10 ** 10 ** 9"),
    "nothing but rounds": lambda: looping("number = get('number', 0) + 1"),
    "tables that double a text": lambda: doubling('"xxxxxxxx"', "{before} + {before}"),
    "tables that double a list": lambda: doubling("[1]", "[{before}, {before}]"),
}


@pytest.fixture(scope="module")
def process() -> Iterator[PlayProcess]:
    """The process of plays."""
    made = PlayProcess()
    yield made
    made.close()


@pytest.fixture
def house(process: PlayProcess, tmp_path: Path) -> Playhouse:
    """A playhouse whose steps are taken apart, in five seconds at most."""
    keyring = Keyring([bytes(32)])
    looker = Stagehand(Registry({}, keyring), read_form, checked_before)
    return Playhouse(
        Shelf(tmp_path / "plays", keyring), looker=looker, hand=HandApart(process, seconds=5)
    )


def begin(house: Playhouse, files: Mapping[str, bytes]) -> Record:
    """Make a stage for a drawing."""
    return house.begin(
        HERS,
        process="toy",
        drawings={"toy": files},
        content_hash=hash_of(files),
        begins_at=NOON,
        real_now=NOON,
    )


def start_of(house: Playhouse, record: Record) -> Record:
    """Start it with nothing."""
    return house.start(HERS, record, values={}, started_by=None, real_now=NOON)


def children_of(process: PlayProcess) -> list[int]:
    """The children that take a step, or have just taken one."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return [int(each) for each in children.read_text().split()]


def end_next_child_of(process: PlayProcess, *, before: Collection[int]) -> int:
    """End the child that takes the next step."""
    for _ in range(60_000):
        if made := [pid for pid in children_of(process) if pid not in before]:
            os.kill(made[0], signal.SIGKILL)
            return made[0]
        time.sleep(0.001)
    raise AssertionError("no child takes a step")


def names_in(house: Playhouse) -> list[str]:
    """The databases of the play, the first one first."""
    found = house.shelf.folder(HERS).glob("*.db*")
    return sorted((path.name for path in found), key=lambda name: name != EMPTY)


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_draft_ends_with_a_sentence_and_is_not_felt_here(
    house: Playhouse, process: PlayProcess, what: str
) -> None:
    calm = start_of(house, begin(house, CALM))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    kept_by = process.pid

    with pytest.raises(CaseFailed) as failed:
        start_of(house, begin(house, HOSTILE[what]()))

    fault = failed.value.fault
    assert fault.kind in ("stopped", "too-slow", "play-gave-up", "cannot-begin")
    assert fault.message.endswith(".")
    assert fault.message_hi.endswith("।")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < CALM_KB
    assert calm.has_begun
    assert start_of(house, begin(house, CALM)).has_begun
    assert process.pid == kept_by


def test_a_press_whose_child_is_ended_does_nothing(house: Playhouse, process: PlayProcess) -> None:
    record = start_of(house, begin(house, RINGING))
    before = children_of(process)

    with ThreadPoolExecutor() as beside:
        ended = beside.submit(end_next_child_of, process, before=before)
        with pytest.raises(CaseFailed) as failed:
            house.act(HERS, record, [{"advance": "P60D"}], real_now=NOON)

    assert ended.result() not in before
    assert failed.value.fault.kind == "play-gave-up"
    assert "5 seconds or 512 MB" in failed.value.fault.message
    assert house.shelf.newest(HERS, real_now=NOON) == record
    assert names_in(house) == [EMPTY, record.database]


def test_a_press_without_memory_does_nothing(house: Playhouse, process: PlayProcess) -> None:
    record = start_of(house, begin(house, CALM))
    narrow = replace(house, hand=HandApart(process, megabytes=64))

    with pytest.raises(CaseFailed) as failed:
        narrow.act(HERS, record, [{"advance": "P1D"}], real_now=NOON)

    assert failed.value.fault.kind in ("play-gave-up", "play-broke-off")
    assert house.shelf.newest(HERS, real_now=NOON) == record
    assert names_in(house) == [EMPTY, record.database]


def test_no_more_presses_go_on_at_once_than_the_machine_bears(house: Playhouse) -> None:
    full = PlayProcess(at_once=0, turn_seconds=0)

    with pytest.raises(CaseFailed) as failed:
        begin(replace(house, hand=HandApart(full)), CALM)

    assert failed.value.fault.kind == "play-busy"
    assert full.pid is None


def test_a_process_that_was_ended_is_begun_again(house: Playhouse, process: PlayProcess) -> None:
    record = start_of(house, begin(house, CALM))
    first = process.pid
    assert first is not None

    os.kill(first, signal.SIGKILL)
    done = house.act(HERS, record, [{"advance": "P1D"}], real_now=NOON)

    assert (done.now - NOON).days == 1
    assert process.pid not in (None, first)


def test_the_process_knows_no_secret_and_ends_with_its_parent(
    house: Playhouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "the-key-of-the-house")
    made = PlayProcess()
    begin(replace(house, hand=HandApart(made)), CALM)
    pid = made.pid

    environment = Path(f"/proc/{pid}/environ").read_bytes()
    made.close()

    assert b"the-key-of-the-house" not in environment
    assert not Path(f"/proc/{pid}").exists()
