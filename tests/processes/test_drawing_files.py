"""The complaint's files: complete and sound, and each step with the post that owns it."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from engine.forms import read_form
from engine.xml import parse_xml
from processes.complaint.process import ROLES
from tests.processes.complaint_files import (
    CAMUNDA_DMN,
    DMN,
    DRAWINGS,
    FOLDER,
    FORMS,
    NOTICES,
    TABLES,
    flows,
    lanes,
    nodes,
    process,
    shapes,
)
from tests.processes.picture import BPMN, CAMUNDA, kind, properties

DEVANAGARI = re.compile("[\u0900-\u097f]")


def test_every_file_of_the_drawing_is_well_formed() -> None:
    paths = [*DRAWINGS, *TABLES]

    roots = [parse_xml(path.read_bytes()).getroot() for path in paths]

    assert [etree.QName(root).localname for root in roots] == ["definitions"] * len(paths)
    assert {"law", "offences", "triage"} <= {path.stem for path in TABLES}


def test_the_process_is_executable_and_named_as_its_folder() -> None:
    found = process()

    assert found.get("id") == FOLDER.name
    assert found.get("isExecutable") == "true"


@pytest.mark.parametrize("path", [*DRAWINGS, *TABLES], ids=lambda path: path.name)
def test_every_id_is_used_once(path: Path) -> None:
    root = parse_xml(path.read_bytes()).getroot()

    counted = Counter(node.get("id") for node in root.iter() if node.get("id"))

    assert [name for name, times in counted.items() if times > 1] == []


def test_ids_are_stable_snake_case() -> None:
    ids = [node.get("id") for node in [*nodes(), *flows(), *lanes()]]

    odd = [name for name in ids if not re.fullmatch(r"[a-z][a-z0-9_]*", name)]

    assert odd == []


def test_every_arrow_is_attached_at_both_ends_and_within_one_scope() -> None:
    places = {node.get("id"): node.getparent() for node in nodes()}

    loose = [
        flow.get("id")
        for flow in flows()
        if places.get(flow.get("sourceRef")) is not flow.getparent()
        or places.get(flow.get("targetRef")) is not flow.getparent()
    ]

    assert loose == []


def test_every_branch_has_a_condition_and_every_choice_a_default() -> None:
    choices = [
        node
        for node in nodes()
        if kind(node) == "exclusiveGateway" and len(node.findall(f"{BPMN}outgoing")) > 1
    ]
    by_id = {flow.get("id"): flow for flow in flows()}

    unclear = [
        out.text
        for node in choices
        for out in node.findall(f"{BPMN}outgoing")
        if (by_id[out.text].find(f"{BPMN}conditionExpression") is None)
        != (out.text == node.get("default"))
    ]

    assert len(choices) >= 10
    assert unclear == []


def test_only_gateways_send_the_work_several_ways() -> None:
    split = [
        node.get("id")
        for node in nodes()
        if not kind(node).endswith("Gateway") and len(node.findall(f"{BPMN}outgoing")) > 1
    ]

    assert split == []


def test_every_step_can_be_reached_and_leads_on() -> None:
    joined = [node for node in nodes() if node.get("triggeredByEvent") != "true"]

    unreachable = [
        node.get("id")
        for node in joined
        if kind(node) not in ("startEvent", "boundaryEvent")
        and node.find(f"{BPMN}incoming") is None
    ]
    dead_ends = [
        node.get("id")
        for node in joined
        if kind(node) != "endEvent" and node.find(f"{BPMN}outgoing") is None
    ]

    assert unreachable == []
    assert dead_ends == []


def test_every_user_task_and_the_start_have_a_form_that_exists() -> None:
    start = process().find(f"{BPMN}startEvent")
    said = [node for node in nodes() if "sent_by" in properties(node)]
    asked = [start, *said, *(node for node in nodes() if kind(node) == "userTask")]

    named = {node.get("id"): node.get(f"{CAMUNDA}formKey") for node in asked}

    assert {name for name, key in named.items() if not key} == set()
    assert {path.name for path in FORMS} == set(named.values())


def test_every_user_task_has_a_due_date() -> None:
    undated = [
        node.get("id")
        for node in nodes()
        if kind(node) == "userTask" and not node.get(f"{CAMUNDA}dueDate")
    ]

    assert undated == []


def test_every_decision_has_its_table() -> None:
    named = {
        node.get(f"{CAMUNDA}decisionRef") for node in nodes() if kind(node) == "businessRuleTask"
    }

    decisions = {
        decision.get("id"): decision
        for path in TABLES
        for decision in parse_xml(path.read_bytes()).iter(f"{DMN}decision")
    }
    asked = named | {"offence_names", "offences_by_incident_date", "law_of_case"}  # by the portal
    asked |= {"ways_of_speaking"}  # by the list of that name
    asked |= {name for path in FORMS for name in read_form(path.read_bytes()).decisions}
    needed = {
        required.get("href").removeprefix("#")
        for decision in decisions.values()
        for required in decision.iter(f"{DMN}requiredDecision")
    }

    assert named <= set(decisions)
    assert asked | needed == set(decisions)


def test_every_decision_and_column_is_named_in_hindi_too() -> None:
    drawn = [
        node
        for path in TABLES
        for tag in ("decision", "input", "output")
        for node in parse_xml(path.read_bytes()).iter(f"{DMN}{tag}")
        if tag == "decision" or path.stem in ("law", "offences")
    ]

    unnamed = [
        node.get("id")
        for node in drawn
        if not any(
            each.get("name") == "name_hi" and DEVANAGARI.search(each.get("value"))
            for each in node.iterfind(
                f"{DMN}extensionElements/{CAMUNDA_DMN}properties/{CAMUNDA_DMN}property"
            )
        )
    ]

    assert len(drawn) > 100
    assert unnamed == []


def test_every_notice_that_is_sent_has_its_text() -> None:
    texts = {name for path in NOTICES for name in json.loads(path.read_text("utf-8"))}

    sent = {properties(node)["notice"] for node in nodes() if "notice" in properties(node)}

    assert sent | {"call_back_code"} <= texts


def test_every_escalation_says_to_whom_how_loud_and_why() -> None:
    escalations = [
        node for node in nodes() if node.get(f"{CAMUNDA}topic") in ("escalate", "record_breach")
    ]

    incomplete = [
        node.get("id")
        for node in escalations
        if not {"role", "level", "severity", "reason", "reason_text"} <= set(properties(node))
        or not DEVANAGARI.search(properties(node).get("reason_text_hi", ""))
    ]

    assert len(escalations) >= 10
    assert incomplete == []


def test_every_lane_names_a_role_and_women_speak_with_her() -> None:
    said = [properties(lane) for lane in lanes()]
    by_role = {each["role"]: each for each in said if each.get("level") != "national"}

    women = {each["role"] for each in said if each.get("holder_gender") == "female"}

    assert {each["role"] for each in said} <= ROLES
    assert all(each.get("holder_gender") == "female" for each in said if each["role"] in women)
    assert women == {"verification_caller", "woman_recorder", "independent_reviewer"}
    assert by_role["investigating_officer"]["seat"] == "io_post_id"


def test_every_step_lies_in_the_lane_that_names_it() -> None:
    astray = []
    for lane in lanes():
        for reference in lane.findall(f"{BPMN}flowNodeRef"):
            _, y = shapes()[reference.text].middle()
            band = shapes()[lane.get("id")]
            if not band.y < y < band.y + band.height:
                astray.append(reference.text)

    named = [ref.text for lane in lanes() for ref in lane.findall(f"{BPMN}flowNodeRef")]

    assert astray == []
    assert sorted(named) == sorted(node.get("id") for node in nodes())


def test_a_task_inside_a_box_names_the_role_of_its_lane() -> None:
    roles = {
        reference.text: properties(lane)["role"]
        for lane in lanes()
        for reference in lane.findall(f"{BPMN}flowNodeRef")
    }

    odd = [
        node.get("id")
        for node in nodes()
        if kind(node) == "userTask"
        and kind(node.getparent()) == "subProcess"
        and node.get(f"{CAMUNDA}candidateGroups") != roles[node.get("id")]
    ]

    assert odd == []
