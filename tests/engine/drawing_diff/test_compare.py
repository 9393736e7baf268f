"""What differs between two versions: found by ids, told by property, and apart from layout."""

import json
import re
from typing import Any

import pytest

from engine.drawing_diff import How, compare
from engine.drawing_diff.change import Change
from engine.new_drawing import draw
from tests.engine.check.toys import TABLE, branching, laned, one, task
from tests.engine.drawing import boundary, drawing, end, start, timer, user

FORM = {
    "properties": {"title": "Ask"},
    "components": [
        {"type": "textfield", "key": "name", "label": "Name", "properties": {"record": "name"}},
        {"type": "group", "id": "more", "components": [{"type": "radio", "key": "kind"}]},
    ],
}


def changes(path: str, before: bytes, after: bytes) -> list[Change]:
    files = compare({path: before}, {path: after})
    assert len(files) == 1
    return list(files[0].changes)


def one_change(path: str, before: bytes, after: bytes) -> tuple[str, str, dict[str, Any]]:
    """How it changed, what, and each property before and after."""
    (found,) = changes(path, before, after)
    return found.how, found.id, {each.what: (each.before, each.after) for each in found.details}


def form(**changed: Any) -> bytes:
    return json.dumps({**FORM, **changed}).encode()


def moved(drawn: bytes) -> bytes:
    """The drawing with its end a little lower."""
    return re.sub(rb'(bpmnElement="ended">\s*<dc:Bounds x="\d+" y=")\d+', rb"\g<1>999", drawn)


def test_the_same_files_do_not_differ() -> None:
    assert compare({"a.bpmn": draw("a")}, {"a.bpmn": draw("a")}) == []


def test_files_that_came_and_went_are_told_apart() -> None:
    found = compare({"a.form": b"{}", "b.dmn": b""}, {"a.form": b"{}", "cases/c.yaml": b""})

    assert [(each.path, each.how) for each in found] == [
        ("b.dmn", How.REMOVED),
        ("cases/c.yaml", How.ADDED),
    ]


def test_a_new_step_comes_with_its_arrows_and_an_old_one_goes() -> None:
    one_ = drawing(start("s"), user("a"), end("e"), flows="s -> a -> e")["toy.bpmn"]
    two = drawing(start("s"), user("b"), end("e"), flows="s -> b -> e")["toy.bpmn"]

    found = {(each.how, each.id) for each in changes("toy.bpmn", one_, two)}

    assert found == {
        (How.ADDED, "b"),
        (How.ADDED, "s_to_b"),
        (How.ADDED, "b_to_e"),
        (How.REMOVED, "a"),
        (How.REMOVED, "s_to_a"),
        (How.REMOVED, "a_to_e"),
    }


def test_a_changed_property_is_told_before_and_after() -> None:
    before = one(task(camunda__dueDate="P1D"))["toy.bpmn"]
    after = one(task(camunda__dueDate="P2D", name="Ask her"))["toy.bpmn"]

    how, step, told = one_change("toy.bpmn", before, after)

    assert (how, step) == (How.CHANGED, "x")
    assert told == {"dueDate": ("P1D", "P2D"), "name": (told["name"][0], "Ask her")}


def test_a_condition_and_a_timer_are_told_of_what_they_stand_on() -> None:
    before = branching("exclusiveGateway", "a > 1", other="b > 1")["toy.bpmn"]
    after = branching("exclusiveGateway", "a > 2", other="b > 1")["toy.bpmn"]
    ringing = [
        drawing(
            start("s"),
            user("x"),
            boundary("t", "x", timer("duration", length)),
            end("e"),
            flows="s -> x -> e; t -> e",
        )["toy.bpmn"]
        for length in ("P1D", "P3D")
    ]

    assert one_change("toy.bpmn", before, after)[1:] == (
        "x_to_e",
        {"conditionExpression": ("a > 1", "a > 2")},
    )
    assert one_change("toy.bpmn", *ringing)[1:] == ("t", {"timeDuration": ("P1D", "P3D")})


def test_another_lane_is_a_change_of_the_step() -> None:
    before = laned({"role": "sho"}, "x", name="Station")["toy.bpmn"]
    after = laned({"role": "legal_desk"}, "x", name="Legal desk")["toy.bpmn"]

    found = {each.id: [d.what for d in each.details] for each in changes("toy.bpmn", before, after)}

    assert found == {"lane": ["name", "role"], "x": ["lane"]}


def test_what_only_stands_elsewhere_is_moved() -> None:
    before = draw("visit")
    after = before.replace(b'x="742" y="172"', b'x="842" y="172"')

    found = changes("visit.bpmn", before, after)

    assert [(each.how, each.id, each.name) for each in found] == [(How.MOVED, "ended", "Ended")]


def test_what_is_changed_and_moved_is_changed() -> None:
    before = draw("visit")
    after = before.replace(b'x="742" y="172"', b'x="842" y="172"').replace(b'"Ended"', b'"Done"')

    assert [each.how for each in changes("visit.bpmn", before, after)] == [How.CHANGED]


def test_a_drawing_that_cannot_be_read_is_said_to_be_so() -> None:
    (found,) = compare({"a.bpmn": draw("a")}, {"a.bpmn": b"<broken"})

    assert (found.how, found.is_readable, found.changes) == (How.CHANGED, False, ())


def test_the_questions_of_a_form_are_compared_by_their_keys() -> None:
    name, group = FORM["components"]
    after = form(components=[{**name, "label": "Her name", "validate": {"required": True}}, group])

    how, key, told = one_change("a.form", form(), after)

    assert (how, key) == (How.CHANGED, "name")
    assert told == {"label": ("Name", "Her name"), "validate required": ("", "True")}


def test_choices_of_a_question_are_told_one_by_one() -> None:
    def choosing(*labels: str) -> bytes:
        values = [{"value": each.lower(), "label": each} for each in labels]
        return form(components=[{"type": "radio", "key": "kind", "values": values}])

    _, key, told = one_change("a.form", choosing("Car", "Bus"), choosing("Car", "Lorry"))

    assert key == "kind"
    assert told == {"choice bus": ("Bus", ""), "choice lorry": ("", "Lorry")}


def test_where_an_answer_goes_is_told() -> None:
    name, group = FORM["components"]
    after = form(components=[{**name, "properties": {"record": "alias"}}, group])

    assert one_change("a.form", form(), after)[2] == {"record": ("name", "alias")}


def test_cells_of_a_table_are_told_by_their_column() -> None:
    how, rule, told = one_change("t.dmn", (TABLE % "1").encode(), (TABLE % "> 1").encode())

    assert (how, rule) == (How.CHANGED, "r")
    assert told == {"x": ("1", "> 1")}


def test_notices_are_compared_by_name_and_language() -> None:
    before = {"hello": {"hi": "नमस्ते", "en": "hello"}}
    after = {"hello": {"hi": "नमस्ते", "en": "good day"}, "bye": {"hi": "विदा", "en": "bye"}}

    found = changes("notices/a.json", json.dumps(before).encode(), json.dumps(after).encode())

    assert [(each.how, each.id) for each in found] == [(How.CHANGED, "hello"), (How.ADDED, "bye")]
    assert [(d.what, d.before, d.after) for d in found[0].details] == [("en", "hello", "good day")]


def test_who_may_start_and_the_roles_are_compared() -> None:
    clerk = {"role": "clerk", "level": "station", "name": "Clerk"}
    before = {"name": "Report", "may_start": ["sho"], "roles": [clerk]}
    after = {"name": "Report", "may_start": ["sho", "clerk"], "roles": [{**clerk, "seats": 2}]}

    found = changes("process.json", json.dumps(before).encode(), json.dumps(after).encode())

    told = {each.id: [(d.what, d.before, d.after) for d in each.details] for each in found}
    assert told == {"": [("may_start", "sho", "sho, clerk")], "clerk": [("seats", "", "2")]}


def test_lines_of_a_case_are_told() -> None:
    (found,) = changes("cases/a.yaml", b"tells: a\nsteps: []\n", b"tells: b\nsteps: []\n")

    assert [(d.before, d.after) for d in found.details] == [("tells: a", "tells: b")]


@pytest.mark.parametrize("path", ["a.bpmn", "a.dmn", "a.form", "notices/a.json", "process.json"])
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"a":' * 900 + b"1" + b"}" * 900,
        b'{"properties":' * 900 + b"1" + b"}" * 900,
        b'{"components": [1, null, {"components": "x", "values": 3, "properties": []}]}',
        b'{"roles": [1, {"role": []}], "may_start": {}}',
        b"[]",
        b"<a/>",
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        b"<a>" * 5_000 + b"</a>" * 5_000,
    ],
)
def test_whatever_a_file_holds_it_is_compared(path: str, content: bytes) -> None:
    there = compare({path: b"{}"}, {path: content})
    back = compare({path: content}, {path: draw("visit")})

    assert [each.path for each in (*there, *back)] == [path, path]
