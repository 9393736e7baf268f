"""Every text that the library computes for a drawing goes through our language."""

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from SpiffWorkflow.bpmn.exceptions import WorkflowTaskException
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow

from engine.expressions import ExpressionFailed, ExpressionRefused, script_engine
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

ZONE = ZoneInfo("Asia/Kolkata")


def loop(kind: str, inner: str) -> str:
    return f"<bpmn:{kind}>{inner}</bpmn:{kind}>"


def in_script(text: str) -> dict[str, bytes]:
    return drawing(start("s"), script("t", f"x = {text}"), end("e"), flows="s -> t -> e")


def in_condition(text: str) -> dict[str, bytes]:
    return drawing(
        start("s"),
        exclusive("g", default="g_to_e"),
        end("e"),
        end("f"),
        flows=f"s -> g -> e; g -> f: {text}",
    )


def in_timer(kind: str, text: str) -> dict[str, bytes]:
    return drawing(
        start("s"),
        user("u"),
        boundary("b", "u", timer(kind, text)),
        end("e"),
        flows="s -> u -> e; b -> e",
    )


def in_cardinality(text: str) -> dict[str, bytes]:
    inner = f"<bpmn:loopCardinality>{text}</bpmn:loopCardinality>"
    counted = loop("multiInstanceLoopCharacteristics", inner)
    return drawing(start("s"), element("manualTask", "m", counted), end("e"), flows="s -> m -> e")


def in_loop_condition(text: str) -> dict[str, bytes]:
    looped = (
        '<bpmn:standardLoopCharacteristics testBefore="true">'
        f"<bpmn:loopCondition>{text}</bpmn:loopCondition></bpmn:standardLoopCharacteristics>"
    )
    return drawing(start("s"), element("manualTask", "m", looped), end("e"), flows="s -> m -> e")


SINKS = {
    "script": in_script,
    "condition": in_condition,
    "duration": lambda text: in_timer("duration", text),
    "date": lambda text: in_timer("date", text),
    "cycle": lambda text: in_timer("cycle", text),
    "cardinality": in_cardinality,
    "loop condition": in_loop_condition,
}


def run(files: dict[str, bytes]) -> BpmnWorkflow:
    parser = BpmnParser()
    parser.add_bpmn_str(files["toy.bpmn"])
    workflow = BpmnWorkflow(parser.get_spec("toy"), script_engine=script_engine(zone=ZONE))
    workflow.do_engine_steps()
    return workflow


@pytest.mark.parametrize("sink", SINKS)
def test_python_in_a_drawing_is_not_run(sink: str, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    files = SINKS[sink](f"open('{canary}', 'w').write('x')")

    with pytest.raises(WorkflowTaskException) as failure:
        run(files)

    assert isinstance(failure.value.__cause__, ExpressionRefused)
    assert not canary.exists()


def test_what_the_language_knows_is_computed() -> None:
    workflow = run(in_script("len('abc') + 1"))

    assert workflow.last_task.data == {"x": 4}


def test_correlation_keys_ask_the_environment_and_meet_the_guard() -> None:
    class Key:
        name = "key"
        correlation_keys = ("main",)

        def __init__(self, text: str) -> None:
            self.retrieval_expression = text

    def correlations(text: str) -> Any:
        definition = MessageEventDefinition("message", [])
        return definition.calculate_correlations(script_engine(), [Key(text)], {"id": 7})

    assert correlations("id") == {"main": {"key": 7}}
    with pytest.raises(ExpressionRefused):
        correlations("__import__('os').system('true')")


def test_a_text_that_fails_names_the_variable_and_no_value() -> None:
    with pytest.raises(WorkflowTaskException) as failure:
        run(in_script("missing + 1"))

    assert "missing" in str(failure.value)
    assert isinstance(failure.value.__cause__, ExpressionFailed)
