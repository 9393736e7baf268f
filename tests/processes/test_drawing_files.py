"""The files of the complaint's drawing: complete, in two languages, and fit for a person's eyes."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from engine.drawing import elements_of
from engine.forms import Field, Form, read_form
from engine.xml import parse_xml
from processes.complaint.process import ROLES
from tests.eighteen_points import EIGHTEEN_POINTS
from tests.processes.picture import BPMN, BPMNDI, CAMUNDA, DC, DI, FLOW_NODES, Box

FOLDER = Path(__file__).parents[2] / "bpmn" / "complaint"
FORMS = sorted(FOLDER.glob("forms/*.form"))
DRAWINGS = sorted(FOLDER.glob("*.bpmn"))
TABLES = sorted(FOLDER.glob("*.dmn"))
NOTICES = sorted(FOLDER.glob("notices/*.json"))

CAMUNDA_DMN = "{http://camunda.org/schema/1.0/dmn}"
DMN = "{https://www.omg.org/spec/DMN/20191111/MODEL/}"

#: Higher than any page.
PAGE = 100_000
OPTION_SOURCES = {
    "states",
    "districts",
    "stations",
    "io_seats",
    "io_seats_of_district",
    "offences",
    "stations_elsewhere",
    "districts_anywhere",
    "stations_anywhere",
    "stations_of_district",
    "ways_of_speaking",
}
#: A bystander who reads the message must not learn what it is about.
TELLING_WORDS = re.compile(
    r"complain|rape|police|violen|\bfir\b|station|investigat|accus|court"
    r"|शिकायत|बलात्कार|रेप|पुलिस|हिंसा|थान|जाँच|जांच|आरोपी|अदालत|एफ़?आईआर",
    re.IGNORECASE,
)
DEVANAGARI = re.compile("[\u0900-\u097f]")


@cache
def drawings() -> list[Any]:
    return [parse_xml(path.read_bytes()).getroot() for path in DRAWINGS]


def process() -> Any:
    """The process of the folder's name; those it calls are drawn beside it."""
    found = (each for each in processes() if each.get("id") == FOLDER.name)
    return next(found)


def processes() -> list[Any]:
    return [each for root in drawings() for each in root.iterchildren(f"{BPMN}process")]


def everything(tag: str) -> list[Any]:
    return [found for each in processes() for found in each.iter(f"{BPMN}{tag}")]


def nodes() -> list[Any]:
    return [node for kind in FLOW_NODES for node in everything(kind)]


def flows() -> list[Any]:
    return everything("sequenceFlow")


def lanes() -> list[Any]:
    return everything("lane")


def pools() -> list[Any]:
    return [pool for root in drawings() for pool in root.iter(f"{BPMN}participant")]


def drawn(tag: str) -> Iterator[tuple[Any, float]]:
    """What is drawn, and how far down: the pages of the folder lie one below the other."""
    for page, root in enumerate(drawings()):
        for item in root.iter(f"{BPMNDI}{tag}"):
            yield item, page * PAGE


def kind(node: Any) -> str:
    return str(node.tag).removeprefix(BPMN)


def properties(node: Any) -> dict[str, str]:
    found = node.iterfind(
        f"{BPMN}extensionElements/{CAMUNDA}properties/{CAMUNDA}property",
    )
    return {each.get("name"): each.get("value") for each in found}


def timers() -> list[Any]:
    return [node for node in nodes() if node.find(f"{BPMN}timerEventDefinition") is not None]


def clock_boxes() -> list[Any]:
    """The boxes that count the days of a case, from her number to the report."""
    boxes = [node for node in nodes() if node.get("triggeredByEvent") == "true"]
    timed = [each.find(f"{BPMN}startEvent/{BPMN}timerEventDefinition") for each in boxes]
    return [
        each
        for each, timer in zip(boxes, timed, strict=True)
        if timer is not None and each.getparent().get("id") == "from_number_to_report"
    ]


def timer_text(node: Any) -> str:
    return "".join(node.find(f"{BPMN}timerEventDefinition").itertext()).strip()


@cache
def shapes() -> dict[str, Box]:
    return {
        shape.get("bpmnElement"): box(shape.find(f"{DC}Bounds"), down)
        for shape, down in drawn("BPMNShape")
    }


@cache
def edges() -> dict[str, list[tuple[float, float]]]:
    return {
        edge.get("bpmnElement"): [
            (float(point.get("x")), float(point.get("y")) + down)
            for point in edge.iter(f"{DI}waypoint")
        ]
        for edge, down in drawn("BPMNEdge")
    }


@cache
def labels() -> dict[str, Box]:
    return {
        owner.get("bpmnElement"): box(owner.find(f"{BPMNDI}BPMNLabel/{DC}Bounds"), down)
        for tag in ("BPMNShape", "BPMNEdge")
        for owner, down in drawn(tag)
        if owner.find(f"{BPMNDI}BPMNLabel") is not None
    }


def box(bounds: Any, down: float) -> Box:
    x, y, width, height = (float(bounds.get(side)) for side in ("x", "y", "width", "height"))
    return Box(x, y + down, width, height)


def segments(flow_id: str) -> Iterator[Box]:
    """The straight pieces of an arrow, as boxes without thickness."""
    points = edges()[flow_id]
    for (x0, y0), (x1, y1) in pairwise(points):
        yield Box(min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0))


def form(name: str) -> Form:
    return read_form((FOLDER / "forms" / name).read_bytes())


def every_field(fields: tuple[Field, ...]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from every_field(field.fields)


# --- structure


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


# --- whose step it is


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


# --- the times the portal promises


@pytest.mark.parametrize(
    ("element", "text"),
    [
        ("call_is_late", "after(submitted_at, call_due_after)"),
        ("registration_late", 'after(number_given_at, "PT24H")'),
        ("registration_very_late", 'after(number_given_at, "PT48H")'),
        ("registration_still_missing", "R5/P3D"),
        ("home_recording_late", "PT24H"),
        ("home_recording_very_late", "PT48H"),
        ("home_recording_missing", "PT96H"),
        ("station_choice_late", "R6/PT12H"),
        ("station_waits_an_hour", "PT1H"),
        ("visit_waits_an_hour", "PT1H"),
        ("signature_reminder_due", "R2/PT24H"),
        ("signature_visit_due", "PT60H"),
        ("signature_days_over", "P3D"),
        ("silent_for_7_days", "P7D"),
        ("silent_for_14_days", "P14D"),
        ("silent_for_21_days", "P21D"),
        ("answer_days_over", "P15D"),
        ("fourteen_days_over", "P14D"),
        ("zero_fir_sending_late", "PT24H"),
        ("zero_fir_acceptance_late", 'after(offered_at, "PT48H")'),
        (
            "medical_late",
            'after(get("offences_known_at") or get("opened_again_at", submitted_at), "PT24H")',
        ),
        ("medical_report_late", 'after(examined_at, "P7D")'),
        ("statement_late", 'after(get("offences_known_at") or fir_at, "PT24H")'),
        (
            "child_welfare_late",
            'after(get("offences_known_at") or get("child_known_at", submitted_at), "PT24H")',
        ),
        ("legal_services_reminder_due", "R2/PT12H"),
        ("legal_services_late", 'after(get("offences_known_at") or fir_at, "PT48H")'),
        ("legal_services_very_late", 'after(get("offences_known_at") or fir_at, "P7D")'),
        ("assignment_late", 'after(fir_at, "PT24H")'),
        ("officer_naming_late", 'after(fir_at, "PT48H")'),
        ("officer_naming_very_late", 'after(fir_at, "PT96H")'),
        ("contact_decision_late", "PT4H"),
        ("visit_late", "PT24H"),
        ("visit_very_late", "PT48H"),
        ("further_silence", "P7D"),
        ("further_silence_of_14_days", "P14D"),
        ("further_silence_of_21_days", "P21D"),
        ("interim_relief_late", 'after(legal_services_told_on, "P15D")'),
        ("hearing_late", 'after(application_on, "P3D")'),
        ("order_late", 'after(first_hearing_on, "P60D")'),
        ("committee_late", 'after(forwarded_to_committee_on, "P90D")'),
        ("further_half", 'after(further_from, "P45D")'),
        ("further_days_run_out", "further_ask_at"),
        ("further_seven_days_left", "further_warn_at"),
        ("further_days_over", "further_limit_at"),
        ("further_fifteen_days_beyond", 'after(further_limit_at, "P15D")'),
        ("papers_late", 'after(appeared_on, "P14D")'),
        ("compensation_late", 'after(applied_on, "P2M")'),
        ("seven_days_after", 'after(closed_at, "P7D")'),
        ("thirty_days_after", 'after(closed_at, "P30D")'),
        ("day_30_passed", 'after(clock_starts_at, "P30D")'),
        ("day_45_passed", 'after(clock_starts_at, "P45D")'),
        ("day_52_passed", 'after(clock_starts_at, "P52D")'),
        ("sixty_days_passed", 'after(clock_starts_at, "P60D")'),
        ("ten_days_left", "after(first_remand_on, custody_ten_days_left)"),
        ("three_days_left", "after(first_remand_on, custody_three_days_left)"),
        ("custody_days_over", "after(first_remand_on, custody_length)"),
        ("two_months_passed", 'after(clock_starts_at, "P2M")'),
        ("day_75_passed", 'after(clock_starts_at, "P75D")'),
        ("day_90_passed", 'after(clock_starts_at, "P90D")'),
    ],
)
def test_each_promised_time_stands_in_the_drawing(element: str, text: str) -> None:
    found = {node.get("id"): timer_text(node) for node in timers()}

    assert found[element] == text


def test_every_timer_says_whether_law_or_the_portal_sets_it() -> None:
    unsaid = [
        node.get("id")
        for node in timers()
        if properties(node).get("deadline") not in ("statutory", "target")
    ]

    assert unsaid == []


def test_nothing_on_the_clock_stops_the_work() -> None:
    clock = clock_boxes()

    starts = [box.find(f"{BPMN}startEvent") for box in clock]
    interrupting = [start.get("id") for start in starts if start.get("isInterrupting") != "false"]

    assert len(clock) == 8
    assert interrupting == []


def test_the_clock_asks_the_clock_again_before_it_rings() -> None:
    lengths = {
        box.get("id"): (
            timer_text(box.find(f"{BPMN}startEvent")),
            timer_text(box.find(f"{BPMN}intermediateCatchEvent")),
        )
        for box in clock_boxes()
    }

    for armed, rings in lengths.values():
        assert armed.startswith("after(clock_starts_at, ")
        assert rings == armed


def test_nothing_of_the_law_is_left_outside_the_clock() -> None:
    scope = next(node for node in nodes() if node.get("id") == "from_number_to_report")
    inside = {node.get("id") for node in scope.iterdescendants()}

    assert {"register_complaint", "sign_complaint", "record_at_home", "forward_report"} <= inside


# --- two languages


def test_everything_with_a_name_has_one_in_hindi() -> None:
    named = [
        node for node in [*processes(), *pools(), *lanes(), *nodes(), *flows()] if node.get("name")
    ]

    english_only = [
        node.get("id")
        for node in named
        if not DEVANAGARI.search(properties(node).get("name_hi", ""))
    ]

    assert len(named) > 100
    assert english_only == []


def test_every_step_event_and_question_has_a_name() -> None:
    joins = {
        node.get("id")
        for node in nodes()
        if kind(node).endswith("Gateway") and len(node.findall(f"{BPMN}outgoing")) == 1
    }

    nameless = [
        node.get("id")
        for node in nodes()
        if not node.get("name") and node.get("id") not in joins and kind(node) != "parallelGateway"
    ]

    assert nameless == []


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_every_question_and_option_speaks_hindi(path: Path) -> None:
    schema = json.loads(path.read_text("utf-8"))
    silent = []

    def visit(component: dict[str, Any]) -> None:
        said = component.get("properties", {})
        shown = "text" if component["type"] == "text" else "label"
        if not DEVANAGARI.search(said.get(f"{shown}_hi", "")):
            silent.append(component["id"])
        if component.get("description") and not DEVANAGARI.search(said.get("description_hi", "")):
            silent.append(f"{component['id']}: description")
        for option in component.get("values", []):
            # FIR is written in Latin letters in Hindi too
            if option["label_hi"] != "FIR" and not DEVANAGARI.search(option["label_hi"]):
                silent.append(f"{component['id']}: {option['value']}")
        for inner in component.get("components", []):
            visit(inner)

    for component in schema["components"]:
        visit(component)

    assert DEVANAGARI.search(schema["properties"]["title_hi"])
    assert silent == []


@pytest.mark.parametrize("path", NOTICES, ids=lambda path: path.stem)
def test_no_notice_tells_a_bystander_anything(path: Path) -> None:
    notices = json.loads(path.read_text("utf-8"))

    telling = [
        (name, language)
        for name, text in notices.items()
        for language in ("hi", "en")
        if TELLING_WORDS.search(text[language])
    ]

    assert notices
    assert all(DEVANAGARI.search(text["hi"]) for text in notices.values())
    assert telling == []


@pytest.mark.parametrize("path", NOTICES, ids=lambda path: path.stem)
def test_an_english_notice_fits_one_message(path: Path) -> None:
    notices = json.loads(path.read_text("utf-8"))

    long = [name for name, text in notices.items() if len(text["en"]) > 160]

    assert long == []


# --- forms


def test_the_proforma_asks_all_eighteen_points() -> None:
    asked = {field.key for field in form("proforma.form").inputs()}

    assert len(EIGHTEEN_POINTS) == 18
    assert asked >= EIGHTEEN_POINTS


def test_the_proforma_insists_on_little() -> None:
    insisted = {
        field.key
        for field in form("proforma.form").inputs()
        if field.limits.required and not field.hide
    }

    assert insisted == {"district", "what", "age_band", "safe_channel"}


def test_whether_she_is_in_danger_is_the_first_question() -> None:
    first = next(form("proforma.form").inputs())

    assert first.key == "danger_now"
    assert first.record is None


def test_the_proforma_is_a_sequence_of_pages() -> None:
    proforma = form("proforma.form")

    assert proforma.pages == proforma.fields
    assert len(proforma.pages) == 8


def test_caste_and_religion_say_why_they_are_asked_and_may_be_skipped() -> None:
    asked = {field.key: field for field in form("proforma.form").inputs()}

    for key in ("caste", "religion"):
        assert "Optional. One purpose only:" in asked[key].description
        assert not asked[key].limits.required


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_whatever_is_told_or_personal_goes_to_the_encrypted_record(path: Path) -> None:
    fields = list(read_form(path.read_bytes()).inputs())

    open_text = [
        field.key
        for field in fields
        if (field.kind in ("textfield", "textarea") or field.personal) and not field.record
    ]

    assert fields
    assert open_text == []


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_every_choice_has_options_or_names_their_source(path: Path) -> None:
    choices = [
        field
        for field in every_field(read_form(path.read_bytes()).fields)
        if field.kind in ("select", "radio", "checklist")
    ]

    empty = [field.key for field in choices if not field.options and not field.options_from]

    assert empty == []
    assert {field.options_from for field in choices if field.options_from} <= OPTION_SOURCES


def test_a_key_means_the_same_in_every_form() -> None:
    places: dict[str, set[str | None]] = {}
    for path in FORMS:
        for field in read_form(path.read_bytes()).inputs():
            places.setdefault(field.key, set()).add(field.record)

    torn = {key for key, records in places.items() if len(records) > 1}

    assert torn == set()


# --- the picture


def test_everything_drawn_has_its_place_in_the_picture() -> None:
    shown = {
        *(pool.get("id") for pool in pools()),
        *(item.get("id") for item in [*lanes(), *nodes()]),
    }

    assert set(shapes()) == shown
    assert set(edges()) == {flow.get("id") for flow in flows()}
    assert all(len(points) >= 2 for points in edges().values())


def test_lanes_fill_their_pool_from_top_to_bottom() -> None:
    by_id = {each.get("id"): each for each in processes()}
    gaps = []
    for pool in pools():
        frame = shapes()[pool.get("id")]
        inside = by_id[pool.get("processRef")].iter(f"{BPMN}lane")
        bands = [shapes()[lane.get("id")] for lane in inside]
        edges_of_bands = [frame.y, *(band.y + band.height for band in bands)]
        begins = [band.y for band in bands]
        if [*begins, frame.y + frame.height] != edges_of_bands:
            gaps.append(pool.get("id"))

    assert len(pools()) == len(processes())
    assert gaps == []


def test_no_shape_lies_on_another() -> None:
    solid = [
        (node.get("id"), shapes()[node.get("id")])
        for node in nodes()
        if kind(node) not in ("subProcess", "boundaryEvent")
    ]

    pairs = [
        (name, other)
        for index, (name, here) in enumerate(solid)
        for other, there in solid[index + 1 :]
        if here.meets(there)
    ]

    assert pairs == []


def test_every_box_holds_what_belongs_to_it_and_nothing_else() -> None:
    boxes = [node for node in nodes() if kind(node) == "subProcess"]

    wrong = []
    for outer in boxes:
        inner = {node.get("id") for node in outer.iterdescendants()}
        around = {parent.get("id") for parent in outer.iterancestors()}
        frame = shapes()[outer.get("id")]
        for node in nodes():
            place = shapes()[node.get("id")]
            name = node.get("id")
            is_apart = name != outer.get("id") and name not in around
            is_on_border = node.get("attachedToRef") == outer.get("id")
            if is_apart and not is_on_border and (name in inner) != frame.holds(place):
                wrong.append((outer.get("id"), name))

    assert wrong == []


def test_boundary_events_sit_on_the_border_of_their_step() -> None:
    off = []
    for node in nodes():
        if kind(node) == "boundaryEvent":
            x, y = shapes()[node.get("id")].middle()
            host = shapes()[node.get("attachedToRef")]
            on_x = x in (host.x, host.x + host.width) and host.y <= y <= host.y + host.height
            on_y = y in (host.y, host.y + host.height) and host.x <= x <= host.x + host.width
            if not (on_x or on_y):
                off.append(node.get("id"))

    assert off == []


def test_arrows_run_square_and_touch_their_steps() -> None:
    slanted = [
        flow.get("id")
        for flow in flows()
        if any(piece.width and piece.height for piece in segments(flow.get("id")))
    ]
    detached = [
        flow.get("id")
        for flow in flows()
        for end, (x, y) in (
            ("sourceRef", edges()[flow.get("id")][0]),
            ("targetRef", edges()[flow.get("id")][-1]),
        )
        if not shapes()[flow.get(end)].meets(Box(x - 2, y - 2, 4, 4))
    ]

    assert slanted == []
    assert detached == []


def test_no_arrow_runs_through_a_step() -> None:
    solid = {
        node.get("id"): shapes()[node.get("id")]
        for node in nodes()
        if kind(node) not in ("subProcess", "boundaryEvent")
    }

    crossed = [
        (flow.get("id"), name)
        for flow in flows()
        for piece in segments(flow.get("id"))
        for name, place in solid.items()
        if name not in (flow.get("sourceRef"), flow.get("targetRef")) and piece.meets(place)
    ]

    assert crossed == []


def test_labels_lie_on_nothing_and_arrows_do_not_strike_them() -> None:
    solid = {
        node.get("id"): shapes()[node.get("id")] for node in nodes() if kind(node) != "subProcess"
    }
    written = list(labels().items())

    over_steps = [
        (name, other)
        for name, label in written
        for other, place in solid.items()
        if other != name and label.meets(place)
    ]
    over_labels = [
        (name, other)
        for index, (name, label) in enumerate(written)
        for other, there in written[index + 1 :]
        if label.meets(there)
    ]
    struck = [
        (flow.get("id"), name)
        for flow in flows()
        for piece in segments(flow.get("id"))
        for name, label in written
        if piece.meets(label)
    ]

    assert over_steps == []
    assert over_labels == []
    assert struck == []


def test_everything_named_beside_its_shape_has_a_place_for_the_name() -> None:
    beside = {
        item.get("id")
        for item in [*nodes(), *flows()]
        if item.get("name")
        and not kind(item).endswith("Task")
        and kind(item) not in ("subProcess", "callActivity")
    }

    assert set(labels()) == beside


HER = re.compile(r"\b(she|her|hers)\b", re.IGNORECASE)


#: How a text speaks to her: to officers a step that is hers speaks of her instead.
TO_HER = re.compile(r"\b(you|your|yours)\b|(?<!\S)(आप|आपक[ीेा]|अपन[ीेा])(?!\S)", re.IGNORECASE)


def test_officers_read_no_step_of_hers_as_if_it_were_theirs() -> None:
    steps = [
        element
        for path in sorted(FOLDER.parent.glob("*/*.bpmn"))
        for process_ in parse_xml(path.read_bytes()).getroot().iterchildren(f"{BPMN}process")
        for element in elements_of(process_, {})
        if element.kind == "userTask" and element.role == "complainant"
    ]

    assert len(steps) > 8
    assert [each.id for each in steps if TO_HER.search(f"{each.name} {each.name_hi}")] == []


def test_on_her_page_every_step_and_message_says_you() -> None:
    elements = [element for process_ in processes() for element in elements_of(process_, {})]
    shown = [
        element
        for element in elements
        if element.kind == "userTask" or "complainant" in element.properties.get("sent_by", "")
    ]

    of_her = [element.id for element in shown if HER.search(element.name_for_her)]

    assert len(shown) > 50
    assert of_her == []
    assert [
        e.id for e in shown if e.name_for_her != e.name and e.name_for_her_hi == e.name_hi
    ] == []
