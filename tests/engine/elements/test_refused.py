"""What cannot run correctly is refused; see engine/elements/refused.py."""

import pytest

from engine.elements import ElementRefused, parse
from tests.engine.drawing import definitions, drawing, element, end, start, user


def with_step(step: str) -> dict[str, bytes]:
    return drawing(start("s"), step, end("e"), flows="s -> step -> e")


@pytest.mark.parametrize(
    "tag", ["adHocSubProcess", "transaction", "complexGateway", "callConversation"]
)
def test_an_element_that_does_not_run_is_named_with_what_to_draw_instead(tag: str) -> None:
    with pytest.raises(ElementRefused, match="draw") as refusal:
        parse(with_step(element(tag, "step")), "toy")

    assert refusal.value.id == "step"
    assert refusal.value.file_name == "toy.bpmn"
    assert refusal.value.line == 1


def test_it_is_refused_even_where_no_flow_reaches_it() -> None:
    files = drawing(start("s"), element("adHocSubProcess", "loose"), end("e"), flows="s -> e")

    with pytest.raises(ElementRefused):
        parse(files, "toy")


@pytest.mark.parametrize(
    "step",
    [
        user("step", isForCompensation="true"),
        element("receiveTask", "step", instantiate="true", messageRef="m"),
        element("eventBasedGateway", "step", instantiate="true"),
        element("eventBasedGateway", "step", eventGatewayType="Parallel"),
    ],
)
def test_a_marker_that_does_not_run_is_refused(step: str) -> None:
    with pytest.raises(ElementRefused) as refusal:
        parse(with_step(step), "toy")

    assert refusal.value.id == "step"


@pytest.mark.parametrize(
    "extension",
    [
        '<camunda:inputOutput><camunda:inputParameter name="x"/></camunda:inputOutput>',
        '<camunda:executionListener event="start" expression="x"/>',
        '<zeebe:ioMapping><zeebe:input source="=a" target="b"/></zeebe:ioMapping>',
        "<spiffworkflow:preScript>x = 1</spiffworkflow:preScript>",
    ],
)
def test_what_an_editor_adds_and_would_change_what_runs_is_refused(extension: str) -> None:
    step = user("step", f"<bpmn:extensionElements>{extension}</bpmn:extensionElements>")

    with pytest.raises(ElementRefused, match="does not run here"):
        parse(with_step(step), "toy")


def test_properties_of_an_editor_are_no_reason_to_refuse() -> None:
    step = user(
        "step",
        "<bpmn:extensionElements><camunda:properties>"
        '<camunda:property name="name_hi" value="पूछें"/>'
        "</camunda:properties></bpmn:extensionElements>",
    )

    spec, _ = parse(with_step(step), "toy")

    assert "step" in spec.task_specs


@pytest.mark.parametrize("language", ["javascript", "groovy", "feel"])
def test_a_script_in_another_language_is_refused(language: str) -> None:
    step = element("scriptTask", "step", "<bpmn:script>x = 1</bpmn:script>", scriptFormat=language)

    with pytest.raises(ElementRefused, match="language"):
        parse(with_step(step), "toy")


def test_a_script_task_without_a_script_is_refused() -> None:
    with pytest.raises(ElementRefused, match="no script"):
        parse(with_step(element("scriptTask", "step")), "toy")


def test_an_unknown_element_is_refused_by_its_name() -> None:
    with pytest.raises(ElementRefused, match="teleportTask"):
        parse(with_step(element("teleportTask", "step")), "toy")


@pytest.mark.parametrize("executable", ["", 'isExecutable="false"'])
def test_a_process_that_is_not_marked_executable_is_refused(executable: str) -> None:
    text = definitions(
        f'<bpmn:process id="toy" {executable}><bpmn:startEvent id="s"/></bpmn:process>'
    )

    with pytest.raises(ElementRefused, match="not executable"):
        parse({"toy.bpmn": text}, "toy")


def test_a_file_that_is_no_xml_is_refused() -> None:
    with pytest.raises(ElementRefused):
        parse({"toy.bpmn": b"<bpmn:definitions"}, "toy")


def test_a_doctype_is_refused() -> None:
    content = b"<!DOCTYPE x [<!ENTITY e 'x'>]>" + drawing(start("s"), flows="")["toy.bpmn"]

    with pytest.raises(ElementRefused):
        parse({"toy.bpmn": content}, "toy")


def test_a_process_that_is_not_there_is_refused() -> None:
    with pytest.raises(ElementRefused, match="nowhere"):
        parse(drawing(start("s"), end("e"), flows="s -> e"), "nowhere")
