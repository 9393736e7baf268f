"""States come back as they were, and only where they belong."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine

from engine import upgrades
from engine.elements import new_workflow, parse
from engine.exceptions import EventsNotTaken, StateRejected, StateTooLarge, ValueNotStorable
from engine.state import FORMAT, MAX_BYTES, Identity, StateCodec
from engine.state_json import check, decode, encode
from tests.engine.differential import all_tasks, open_tasks
from tests.engine.drawing import (
    boundary,
    drawing,
    element,
    end,
    exclusive,
    parallel,
    start,
    sub_process,
    timer,
    user,
)
from tests.engine.toy import INDIA, NOON

KEY, OTHER_KEY = b"k" * 32, b"o" * 32
CODEC = StateCodec([KEY])
HERE = Identity("definition", "instance", 7)
SPECS = parse(drawing(start("s"), user("a"), user("b"), end("e"), flows="s -> a -> b -> e"), "toy")


def begun(specs: Any = SPECS, **variables: Any) -> Any:
    workflow = new_workflow(
        *specs,
        script_engine=PythonScriptEngine(),
        now=NOON,
        zone=INDIA,
        variables=variables,
    )
    workflow.do_engine_steps()
    return workflow


def load(data: bytes, identity: Identity = HERE, codec: StateCodec = CODEC) -> Any:
    return codec.load(
        data, identity, *SPECS, script_engine=PythonScriptEngine(), now=NOON, zone=INDIA
    )


def after_storing(**variables: Any) -> Any:
    """The variables of the first task, stored and loaded."""
    loaded = load(CODEC.dump(begun(**variables), HERE))
    return open_tasks(loaded)[0].data


def test_an_instance_goes_on_where_it_was_stored() -> None:
    workflow = load(CODEC.dump(begun(n=1), HERE))

    workflow.complete(open_tasks(workflow)[0].id, {"m": 2})
    workflow.do_engine_steps()

    (task,) = open_tasks(workflow)
    assert (task.task_spec.name, task.data) == ("b", {"n": 1, "m": 2})


def test_tasks_keep_their_ids() -> None:
    workflow = begun()

    loaded = load(CODEC.dump(workflow, HERE))

    assert open_tasks(loaded)[0].id == open_tasks(workflow)[0].id


def test_storing_what_was_loaded_gives_the_same_bytes() -> None:
    data = CODEC.dump(begun(n=1, form={"a": [1, 2]}), HERE)

    again = CODEC.dump(load(data), HERE)

    assert again == data


def test_a_changed_byte_anywhere_is_noticed() -> None:
    data = CODEC.dump(begun(n=1), HERE)

    for place in range(len(data)):
        changed = bytearray(data)
        changed[place] ^= 1
        with pytest.raises(StateRejected):
            load(bytes(changed))


@pytest.mark.parametrize("cut", [0, 1, 2, 33, 34, 35, -1])
def test_a_state_cut_short_is_noticed(cut: int) -> None:
    data = CODEC.dump(begun(n=1), HERE)

    with pytest.raises(StateRejected):
        load(data[:cut])


@pytest.mark.parametrize(
    "elsewhere",
    [
        Identity("definition", "another", 7),
        Identity("definition", "instance", 6),
        Identity("definition", "instance", 8),
        Identity("another", "instance", 7),
        Identity("definitioninst", "ance", 7),
        Identity("definition", "instanc", 7),
    ],
    ids=str,
)
def test_a_state_is_read_only_where_it_belongs(elsewhere: Identity) -> None:
    data = CODEC.dump(begun(), HERE)

    with pytest.raises(StateRejected):
        load(data, elsewhere)


def test_nothing_is_parsed_before_the_seal_is_verified(monkeypatch: pytest.MonkeyPatch) -> None:
    data = CODEC.dump(begun(), HERE)
    monkeypatch.setattr("engine.state.decode", lambda content: pytest.fail("parsed"))
    monkeypatch.setattr("engine.state.zlib.decompress", lambda content: pytest.fail("unpacked"))

    with pytest.raises(StateRejected):
        load(data[:1] + b"\x01" + data[2:])


def test_after_a_rotation_old_states_are_read_and_new_ones_sealed_by_the_new_key() -> None:
    old = StateCodec([OTHER_KEY]).dump(begun(n=1), HERE)
    rotated = StateCodec([KEY, OTHER_KEY])

    data = rotated.dump(load(old, codec=rotated), HERE)

    assert open_tasks(load(data, codec=CODEC))[0].data == {"n": 1}
    with pytest.raises(StateRejected):
        load(data, codec=StateCodec([OTHER_KEY]))


def test_a_key_that_is_no_longer_accepted_seals_nothing() -> None:
    data = StateCodec([OTHER_KEY]).dump(begun(), HERE)

    with pytest.raises(StateRejected):
        load(data)


@pytest.mark.parametrize("keys", [[], [b""], [b"short"], [KEY, b"short"]])
def test_a_weak_key_is_refused(keys: list[bytes]) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        StateCodec(keys)


AWKWARD = {
    "typename": "datetime",
    "$py": {"$": ["moment", "2026-01-01"]},
    "$": ["zoned", "2026-01-01T00:00:00+00:00", "UTC"],
    "$$": 1,
    'a"$': 2,
    '"$":': {'"$":': '{"$":["date","2026-01-01"]}'},
    "__builtins__": {"__class__": "os"},
    "": {"": {"": []}},
    "long" * 5000: "x" * 100_000,
    "nested": [[[[{"a": [{"b": [None, True, 1, 1.0, -0.0, 1e300]}]}]]]],
    "हिन्दी": "शिकायत \u0000 \u2028 🙏",
    "number": 2**63 - 1,
}


@pytest.mark.parametrize("when", [None, datetime(2026, 1, 1, tzinfo=UTC)], ids=["plain", "dated"])
def test_names_and_values_however_awkward_come_back_as_they_were(when: datetime | None) -> None:
    variables = {**AWKWARD, "when": when}

    workflow = begun()
    open_tasks(workflow)[0].data.update(variables)
    loaded = load(CODEC.dump(workflow, HERE))

    data = open_tasks(loaded)[0].data
    assert data == variables
    assert repr(data["nested"]) == repr(AWKWARD["nested"])


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=6) | st.sampled_from(
    ["$", "$$", '$":', '"$":', "moment", "typename"]
)
leaves = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts
    | st.dates()
    | st.datetimes(
        datetime(1950, 1, 1),  # noqa: DTZ001 the zone is added
        timezones=st.just(UTC) | st.just(ZoneInfo("Asia/Kolkata")),
    ).map(lambda moment: moment.replace(fold=0))
    | st.timedeltas()
)
values = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3)
)


@given(values)
def test_every_value_that_is_accepted_comes_back_as_it_was(value: Any) -> None:
    check({"value": value})

    again = decode(encode(value))

    assert again == value
    assert repr(again) == repr(value)


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 3, 1, 12, 30, 1, 5, tzinfo=UTC),
        datetime(2026, 3, 1, 12, tzinfo=timezone(timedelta(hours=5, minutes=30))),
        datetime(2026, 3, 1, 12, tzinfo=ZoneInfo("Asia/Kolkata")),
        datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"), fold=1),
        datetime(2026, 3, 1, 12),  # noqa: DTZ001 what a script may have left there
        date(2026, 3, 1),
        timedelta(days=-1, seconds=5, microseconds=3),
    ],
    ids=str,
)
def test_dates_and_moments_come_back_with_their_zone(moment: Any) -> None:
    after = after_storing(when=moment, inside=[{"when": moment}])

    assert after == {"when": moment, "inside": [{"when": moment}]}
    assert repr(after["when"]) == repr(moment)


@pytest.mark.parametrize(
    "value",
    [
        {1, 2},
        (1, 2),
        object(),
        print,
        float("nan"),
        float("inf"),
        Decimal(1),
        uuid4(),
        b"bytes",
        {1: "a number as a name"},
        2**64,
        "\ud800",
        type("Text", (str,), {})("not quite a text"),
    ],
    ids=lambda value: type(value).__name__,
)
@pytest.mark.parametrize("place", ["variable", "inside"])
def test_a_value_that_would_not_come_back_is_refused(value: Any, place: str) -> None:
    workflow = begun()
    open_tasks(workflow)[0].data["secret"] = value if place == "variable" else [{"a": value}]

    with pytest.raises(ValueNotStorable) as refusal:
        CODEC.dump(workflow, HERE)

    assert "not quite" not in str(refusal.value)


@pytest.mark.parametrize("times", [1, 2])
def test_lists_nested_without_end_are_refused(times: int) -> None:
    value: list[Any] = []
    value.extend([value] * times)
    workflow = begun()
    open_tasks(workflow)[0].data["endless"] = value

    with pytest.raises(ValueNotStorable, match="endless"):
        CODEC.dump(workflow, HERE)


def test_one_true_and_one_point_nought_are_different_values() -> None:
    specs = parse(
        drawing(
            start("s"),
            parallel("split"),
            *(user("a"), user("b"), user("c")),
            flows="s -> split -> a; split -> b; split -> c",
        ),
        "toy",
    )
    workflow = begun(specs)
    for task, value in zip(open_tasks(workflow), (1, True, 1.0), strict=True):
        task.data.update(value=value, inside=[value])

    loaded = CODEC.load(
        CODEC.dump(workflow, HERE), HERE, *specs, script_engine=None, now=NOON, zone=INDIA
    )

    assert [repr(task.data) for task in open_tasks(loaded)] == [
        "{'value': 1, 'inside': [1]}",
        "{'value': True, 'inside': [True]}",
        "{'value': 1.0, 'inside': [1.0]}",
    ]


def test_what_branches_share_is_stored_once() -> None:
    specs = parse(
        drawing(
            start("s"),
            parallel("split"),
            *(user("a"), user("b"), user("c")),
            flows="s -> split -> a; split -> b; split -> c",
        ),
        "toy",
    )

    data = CODEC.dump(begun(specs, form="x" * 1000), HERE)

    assert data.count(b"x" * 1000) == 1


def test_what_a_sub_process_shares_with_its_step_is_stored_once() -> None:
    inner = sub_process("p", start("i"), user("a"), end("j"), flows="i -> a -> j")
    specs = parse(drawing(start("s"), inner, end("e"), flows="s -> p -> e"), "toy")

    data = CODEC.dump(begun(specs, form={"note": "x" * 1000}), HERE)

    assert data.count(b"x" * 1000) == 1


def test_armed_events_are_armed_again_in_their_order() -> None:
    files = drawing(
        start("s"),
        user("a"),
        boundary("later", "a", timer("duration", "P2D"), interrupting=False),
        boundary("sooner", "a", timer("cycle", "R3/P1D"), interrupting=False),
        *(end("e"), end("f"), end("g")),
        flows="s -> a -> e; later -> f; sooner -> g",
    )
    specs = parse(files, "toy")
    workflow = begun(specs)

    loaded = CODEC.load(
        CODEC.dump(workflow, HERE), HERE, *specs, script_engine=None, now=NOON, zone=INDIA
    )

    assert [(due, t.task_spec.name, t.id) for due, t in loaded.timers()] == [
        (due, t.task_spec.name, t.id) for due, t in workflow.timers()
    ]
    assert list(loaded.event_manager.tasks) == list(workflow.event_manager.tasks)


def test_a_large_state_is_compressed() -> None:
    workflow = begun(form="x" * 50_000)

    data = CODEC.dump(workflow, HERE)

    assert len(data) < 1000
    assert open_tasks(load(data))[0].data == {"form": "x" * 50_000}


def test_a_state_too_large_is_refused_however_well_it_compresses() -> None:
    workflow = begun(form=" " * MAX_BYTES)

    with pytest.raises(StateTooLarge):
        CODEC.dump(workflow, HERE)


def test_an_older_format_is_upgraded_when_it_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    def rename(content: Any) -> Any:
        for row in content[0][0][1]:
            row[1] = row[1].replace("old name of a", "a")
        return content

    monkeypatch.setattr(upgrades, "UPGRADERS", {FORMAT: rename})
    monkeypatch.setattr(SPECS[0].task_specs["a"], "name", "old name of a")
    data = CODEC.dump(begun(n=1), HERE)
    monkeypatch.undo()

    monkeypatch.setattr(upgrades, "UPGRADERS", {FORMAT: rename})
    monkeypatch.setattr("engine.state.FORMAT", FORMAT + 1)
    loaded = load(data)

    assert [task.task_spec.name for task in open_tasks(loaded)] == ["a"]


@pytest.mark.parametrize("step", [-1, 1], ids=["forgotten", "of a newer program"])
def test_a_format_to_which_no_way_leads_is_refused(
    step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.state.FORMAT", FORMAT + step)
    data = CODEC.dump(begun(), HERE)
    monkeypatch.undo()

    with pytest.raises(StateRejected, match="format"):
        load(data)


def test_what_was_thrown_outward_cannot_be_lost() -> None:
    message = '<bpmn:messageEventDefinition messageRef="m"/>'
    files = drawing(
        start("s"),
        element("intermediateThrowEvent", "tell", message),
        user("a"),
        end("e"),
        flows="s -> tell -> a -> e",
        beside=element("message", "m", name="news"),
    )
    workflow = begun(parse(files, "toy"))

    with pytest.raises(EventsNotTaken):
        CODEC.dump(workflow, HERE)

    workflow.thrown_messages.clear()
    assert CODEC.dump(workflow, HERE)


def test_a_process_of_fifteen_tasks_with_forms_of_a_kilobyte_stays_under_five() -> None:
    steps = [f"u{number}" for number in range(15)]
    parts = [user(step) for step in steps]
    path = " -> ".join(["s", *steps[:5], "split", *steps[5:8], "join", *steps[12:], "e"])
    beside = "; ".join(f"split -> {step} -> join" for step in steps[8:12])
    gates = [parallel("split"), parallel("join")]
    specs = parse(drawing(start("s"), *parts, *gates, end("e"), flows=f"{path}; {beside}"), "toy")
    workflow = begun(specs)
    sizes = []

    for number in range(15):
        record = {"by": "post", "at": "2026-01-01T00:00:00Z", "comment": "c" * 120}
        form = {"form": {"note": "x" * 1000}, "decision": "ok", f"step{number}": record}
        workflow.complete(open_tasks(workflow)[0].id, form)
        workflow.do_engine_steps()
        data = CODEC.dump(workflow, HERE)
        sizes.append(len(data))
        workflow = CODEC.load(data, HERE, *specs, script_engine=None, now=NOON, zone=INDIA)

    assert workflow.completed
    assert max(sizes) < 5_000


def test_a_completed_instance_keeps_its_variables_and_no_steps() -> None:
    workflow = begun(n=1)
    for _ in range(2):
        workflow.complete(open_tasks(workflow)[0].id, {})
        workflow.do_engine_steps()

    loaded = load(CODEC.dump(workflow, HERE))

    assert (loaded.completed, loaded.success, loaded.data) == (True, True, {"n": 1})
    assert len(all_tasks(loaded)) == 1


def test_a_choice_made_of_loaded_variables_is_the_same() -> None:
    parts = start("s"), user("a"), exclusive("x", "x_to_b"), user("b"), user("c"), end("e")
    files = drawing(*parts, flows="s -> a -> x -> b -> e; x -> c: n > 1; c -> e")
    specs = parse(files, "toy")
    engine = PythonScriptEngine()
    data = CODEC.dump(begun(specs, n=1), HERE)

    workflow = CODEC.load(data, HERE, *specs, script_engine=engine, now=NOON, zone=INDIA)
    workflow.complete(open_tasks(workflow)[0].id, {"n": 2})
    workflow.do_engine_steps()

    assert [task.task_spec.name for task in open_tasks(workflow)] == ["c"]
