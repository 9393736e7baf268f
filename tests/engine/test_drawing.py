"""Drawings read for pages: owners from lanes within lanes, forms, names in both languages."""

from engine.drawing import read_drawing
from models import Level
from tests.engine.drawing import drawing, element, end, start, sub_process, user


def properties(**said: str) -> str:
    inner = "".join(
        f'<camunda:property name="{name}" value="{value}"/>' for name, value in said.items()
    )
    return (
        f"<bpmn:extensionElements><camunda:properties>{inner}</camunda:properties>"
        "</bpmn:extensionElements>"
    )


def lane(name: str, nodes: str, inner: str = "", **said: str) -> str:
    references = "".join(f"<bpmn:flowNodeRef>\n {n} </bpmn:flowNodeRef>" for n in nodes.split())
    return element("lane", f"lane_{name}", properties(**said) + references + inner, name=name)


def lanes(*drawn: str) -> str:
    return element("laneSet", "lanes", "".join(drawn))


def test_the_innermost_lane_owns_a_step_and_takes_what_it_does_not_say_from_outside() -> None:
    inner = element(
        "childLaneSet", "inner", lane("women", "record", holder_gender="female", seat="seat_id")
    )
    files = drawing(
        lanes(lane("police", "record look", inner, role="sho", level="station", custodian="true")),
        start("s"),
        user("record"),
        user("look"),
        end("e"),
        flows="s -> record -> look -> e",
    )

    elements = read_drawing(files, "toy").elements

    record, look = elements["record"], elements["look"]
    assert (record.role, record.level, record.seat) == ("sho", Level.STATION, "seat_id")
    assert record.needs_woman
    assert record.is_custodian
    assert not look.needs_woman
    assert (look.role, look.seat) == ("sho", None)


def test_a_step_in_a_sub_process_belongs_to_the_lane_around_it() -> None:
    inner = sub_process("p", start("is"), user("u"), end("ie"), flows="is -> u -> ie")
    files = drawing(
        lanes(lane("io", "p", role="io", level="district")),
        start("s"),
        inner,
        end("e"),
        flows="s -> p -> e",
    )

    found = read_drawing(files, "toy").elements["u"]

    assert (found.role, found.level, found.parent) == ("io", Level.DISTRICT, "p")


def test_a_candidate_group_overrides_the_lane() -> None:
    files = drawing(
        lanes(lane("sho", "u v", role="sho", level="station")),
        start("s"),
        user("u", camunda__candidateGroups="reviewer, other"),
        user("v"),
        end("e"),
        flows="s -> u -> v -> e",
    )

    elements = read_drawing(files, "toy").elements

    assert elements["u"].role == "reviewer"
    assert elements["v"].role == "sho"


def test_a_lane_without_a_role_is_one_by_its_name() -> None:
    files = drawing(lanes(lane("clerk", "u")), start("s"), user("u"), end("e"), flows="s -> u -> e")

    assert read_drawing(files, "toy").elements["u"].role == "clerk"


def test_names_stand_in_both_languages() -> None:
    files = drawing(
        start("s"),
        user("u", properties(name_hi="उसे फ़ोन करें"), name="Call\n her"),
        end("e"),
        flows="s -> u -> e",
    )

    found = read_drawing(files, "toy").elements["u"]

    assert (found.name, found.name_hi) == ("Call her", "उसे फ़ोन करें")
