"""The drawings beside *complaint*: complete, in two languages, and fit for a person's eyes."""

import json
import re
from itertools import combinations, pairwise
from pathlib import PurePosixPath
from typing import Any

import pytest

from engine.forms import read_form
from tests.processes.drawings import DRAWINGS, files_of
from tests.processes.picture import BPMN, CAMUNDA, Box, Picture, kind, properties

DEVANAGARI = re.compile("[\u0900-\u097f]")

NAMES = sorted(
    path.name for path in DRAWINGS.iterdir() if path.is_dir() and path.name != "complaint"
)
FORMS = [
    pytest.param(content, id=f"{name}-{PurePosixPath(path).stem}")
    for name in NAMES
    for path, content in files_of(name).items()
    if path.endswith(".form")
]


@pytest.fixture(params=NAMES)
def picture(request: pytest.FixtureRequest) -> Picture:
    return Picture(request.param)


def test_everything_drawn_has_its_place(picture: Picture) -> None:
    pools = [pool.get("id") for pool in picture.root.iter(f"{BPMN}participant")]

    shown = {*pools, *(item.get("id") for item in [*picture.lanes, *picture.nodes])}

    assert set(picture.shapes) == shown
    assert set(picture.arrows) == {flow.get("id") for flow in picture.flows}


def test_lanes_fill_the_pool_from_top_to_bottom(picture: Picture) -> None:
    pool = picture.shapes[next(picture.root.iter(f"{BPMN}participant")).get("id")]
    bands = [picture.shapes[lane.get("id")] for lane in picture.lanes]

    joints = [above.y + above.height == below.y for above, below in pairwise(bands)]

    assert all(joints)
    assert (bands[0].y, bands[-1].y + bands[-1].height) == (pool.y, pool.y + pool.height)


def test_every_step_lies_in_the_lane_that_names_it(picture: Picture) -> None:
    named = {
        reference.text: picture.shapes[lane.get("id")]
        for lane in picture.lanes
        for reference in lane.findall(f"{BPMN}flowNodeRef")
    }

    astray = [
        name
        for name, band in named.items()
        if not band.y < picture.shapes[name].middle()[1] < band.y + band.height
    ]

    assert astray == []
    assert sorted(named) == sorted(node.get("id") for node in picture.nodes)


def test_no_shape_lies_on_another(picture: Picture) -> None:
    pairs = [
        (name, other)
        for (name, here), (other, there) in combinations(picture.solid.items(), 2)
        if here.meets(there)
    ]

    assert pairs == []


def test_every_box_holds_what_belongs_to_it_and_nothing_else(picture: Picture) -> None:
    wrong = []
    for outer in (node for node in picture.nodes if kind(node) == "subProcess"):
        inner = {node.get("id") for node in outer.iterdescendants()}
        around = {parent.get("id") for parent in outer.iterancestors()} | {outer.get("id")}
        for node in picture.nodes:
            name = node.get("id")
            if name in around or node.get("attachedToRef") == outer.get("id"):
                continue
            if (name in inner) != picture.shapes[outer.get("id")].holds(picture.shapes[name]):
                wrong.append((outer.get("id"), name))

    assert wrong == []


def test_boundary_events_sit_on_the_border_of_their_step(picture: Picture) -> None:
    off = []
    for node in (each for each in picture.nodes if kind(each) == "boundaryEvent"):
        x, y = picture.shapes[node.get("id")].middle()
        host = picture.shapes[node.get("attachedToRef")]
        on_x = x in (host.x, host.x + host.width) and host.y <= y <= host.y + host.height
        on_y = y in (host.y, host.y + host.height) and host.x <= x <= host.x + host.width
        if not (on_x or on_y):
            off.append(node.get("id"))

    assert off == []


def test_arrows_run_square_touch_their_steps_and_cross_no_other(picture: Picture) -> None:
    slanted, detached, crossing = [], [], []
    for flow in picture.flows:
        ends = {flow.get("sourceRef"), flow.get("targetRef")}
        points = picture.arrows[flow.get("id")]
        for end, (x, y) in (("sourceRef", points[0]), ("targetRef", points[-1])):
            if not picture.shapes[flow.get(end)].meets(Box(x - 2, y - 2, 4, 4)):
                detached.append(flow.get("id"))
        for piece in picture.pieces(flow):
            if piece.width and piece.height:
                slanted.append(flow.get("id"))
            crossing += [
                (flow.get("id"), name)
                for name, place in picture.solid.items()
                if name not in ends and piece.meets(place)
            ]

    assert (slanted, detached, crossing) == ([], [], [])


def test_labels_lie_on_nothing_and_arrows_do_not_strike_them(picture: Picture) -> None:
    solid = {
        node.get("id"): picture.shapes[node.get("id")]
        for node in picture.nodes
        if kind(node) != "subProcess"
    }
    labels = picture.labels

    over_steps = [
        (name, other)
        for name, label in labels.items()
        for other, place in solid.items()
        if other != name and label.meets(place)
    ]
    over_labels = [
        (name, other)
        for (name, label), (other, there) in combinations(labels.items(), 2)
        if label.meets(there)
    ]
    struck = [
        (flow.get("id"), name)
        for flow in picture.flows
        for piece in picture.pieces(flow)
        for name, label in labels.items()
        if piece.meets(label)
    ]

    assert (over_steps, over_labels, struck) == ([], [], [])


def test_everything_with_a_name_has_one_in_hindi(picture: Picture) -> None:
    participants = list(picture.root.iter(f"{BPMN}participant"))
    items = [picture.process, *participants, *picture.lanes, *picture.nodes, *picture.flows]

    english_only = [
        item.get("id")
        for item in items
        if item.get("name") and not DEVANAGARI.search(properties(item).get("name_hi", ""))
    ]

    assert english_only == []


def test_every_choice_has_a_condition_on_each_arrow_but_its_default(picture: Picture) -> None:
    by_id = {flow.get("id"): flow for flow in picture.flows}

    unclear = [
        out.text
        for node in picture.nodes
        if kind(node) == "exclusiveGateway" and len(node.findall(f"{BPMN}outgoing")) > 1
        for out in node.findall(f"{BPMN}outgoing")
        if (by_id[out.text].find(f"{BPMN}conditionExpression") is None)
        != (out.text == node.get("default"))
    ]

    assert unclear == []


def test_only_gateways_send_the_work_several_ways(picture: Picture) -> None:
    split = [
        node.get("id")
        for node in picture.nodes
        if not kind(node).endswith("Gateway") and len(node.findall(f"{BPMN}outgoing")) > 1
    ]

    assert split == []


def test_every_user_task_is_due_and_has_a_form_and_each_form_is_asked(picture: Picture) -> None:
    tasks = [node for node in picture.nodes if kind(node) == "userTask"]
    asked = [*tasks, *(n for n in picture.nodes if kind(n) == "startEvent")]
    forms = {PurePosixPath(path).name for path in files_of(picture.name) if path.endswith(".form")}

    undated = [node.get("id") for node in tasks if not node.get(f"{CAMUNDA}dueDate")]

    assert undated == []
    assert {node.get(f"{CAMUNDA}formKey") for node in asked} - {None} == forms


def test_every_timer_says_whether_law_or_the_portal_sets_it(picture: Picture) -> None:
    unsaid = [
        node.get("id")
        for node in picture.nodes
        if node.find(f"{BPMN}timerEventDefinition") is not None
        and properties(node).get("deadline") not in ("statutory", "target")
    ]

    assert unsaid == []


@pytest.mark.parametrize("content", FORMS)
def test_every_question_and_option_speaks_hindi(content: bytes) -> None:
    schema: dict[str, Any] = json.loads(content)

    silent = [
        component["id"]
        for component in schema["components"]
        for shown in ["text_hi" if component["type"] == "text" else "label_hi"]
        if not DEVANAGARI.search(component["properties"].get(shown, ""))
        or any(not DEVANAGARI.search(each["label_hi"]) for each in component.get("values", []))
    ]

    assert silent == []
    assert DEVANAGARI.search(schema["properties"]["title_hi"])


@pytest.mark.parametrize("content", FORMS)
def test_whatever_is_told_or_personal_goes_to_the_encrypted_record(content: bytes) -> None:
    fields = list(read_form(content).inputs())

    open_text = [
        field.key
        for field in fields
        if (field.kind in ("textfield", "textarea") or field.personal) and not field.record
    ]

    assert fields
    assert open_text == []
